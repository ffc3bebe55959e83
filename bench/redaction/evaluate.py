"""Judge redaction on the test split: recall and precision by tier, hard negatives, JSON.

Prints tables. `python -m bench.redaction.evaluate [first second third ... twelfth]`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, get_args

from bench.redaction.corpora import SEED
from bench.redaction.splits import (
    eighth,
    eleventh,
    fifth,
    first,
    fourth,
    ninth,
    second,
    seventh,
    sixth,
    tenth,
    third,
    twelfth,
)
from bench.redaction.splits.forms import Split, samples
from processors.redaction.config import RedactionConfig
from processors.redaction.entities import Entity
from processors.redaction.policy import spec_of
from spanmill.kernel import RedactionPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

SPLITS = {
    "first": first.SPLIT, "second": second.SPLIT, "third": third.SPLIT, "fourth": fourth.SPLIT,
    "fifth": fifth.SPLIT, "sixth": sixth.SPLIT, "seventh": seventh.SPLIT, "eighth": eighth.SPLIT,
    "ninth": ninth.SPLIT, "tenth": tenth.SPLIT, "eleventh": eleventh.SPLIT,
    "twelfth": twelfth.SPLIT,
}  # fmt: skip
EACH = 1_000
TEXTS = 100_000
POLICY = RedactionPolicy(
    spec_of(
        RedactionConfig(allow_all_keys=True, entities=get_args(Entity), allow_private_ips=False)
    )
)
"""Every kind, so that tier B is looked for as well."""
USUAL = RedactionPolicy(spec_of(RedactionConfig(allow_all_keys=True, entities=get_args(Entity))))
"""The same, with addresses of local networks left alone, as they are by default."""


def tier(split: Split, *, with_context: bool) -> Iterator[str]:
    """Compare what was planted with what was found: whole, and under its name."""
    whole, gone, named, claimed = (Counter[str]() for _ in range(4))
    for each in samples(split, SEED + 7, EACH, with_context=with_context):
        after, details = POLICY.text(each.text.encode())
        whole[each.entity] += 1
        kinds = {detail.kind for detail in details}
        is_gone = json.dumps(each.value)[1:-1].encode() not in after and bool(details)
        gone[each.entity] += is_gone
        named[each.entity] += is_gone and each.entity in kinds
        claimed.update(kinds)
    yield "| entity | planted | found | under its name | precision |"
    yield "|---|---|---|---|---|"
    for entity, count in whole.items():
        precision = named[entity] / max(claimed[entity], 1)
        rates = f"{gone[entity] / count:.1%} | {named[entity] / count:.1%} | {precision:.1%}"
        yield f"| {entity} | {count} | {rates} |"
    recall = sum(gone[each] / whole[each] for each in whole) / len(whole)
    precision = sum(named[each] / max(claimed[each], 1) for each in whole) / len(whole)
    yield f"macro recall {recall:.2%}, macro precision {precision:.2%}"


def false_findings(split: Split) -> Iterator[str]:
    """Count findings where there is nothing to find."""
    random, size, found = Random(SEED + 8), 0, Counter[str]()  # noqa: S311 a fixed seed
    for _ in range(20_000):
        text = "; ".join(random.choice(split.negatives)(random) for _ in range(12)).encode()
        size += len(text)
        found.update(detail.kind for detail in USUAL.text(text)[1])
    rate = f"{sum(found.values()) / size * 1e6:.2f} a MB"
    yield f"{sum(found.values())} findings in {size / 1e6:.1f} MB, {rate}: {dict(found)}"


def shape(value: object) -> object:
    """Return JSON without its texts and numbers."""
    if isinstance(value, dict):
        return [shape(each) for each in value.values()]
    return [shape(each) for each in value] if isinstance(value, list) else None


def valid(split: Split) -> Iterator[str]:
    """Count JSON that is none behind, has another shape, or changes in a second pass."""
    random, broken, bent, unsteady = Random(SEED + 9), 0, 0, 0  # noqa: S311 a fixed seed
    pool = [
        each.value
        for is_b in (False, True)
        for each in samples(split, SEED + 9, 40, with_context=is_b)
    ]
    keys = ("a", "password", "card", "value", "name", "token", "note")
    for _ in range(TEXTS):
        words = " ".join(random.choices(pool, k=random.randrange(3)))
        inner = json.dumps({random.choice(keys): [words, 4111111111111111, None]})
        made = {random.choice(keys): inner, "n": {random.choice(keys): random.choice((1, words))}}
        once, _ = POLICY.text(json.dumps(made, ensure_ascii=random.random() < 0.5).encode())
        try:
            bent += shape(json.loads(once)) != shape(made)
        except ValueError:
            broken += 1
        unsteady += POLICY.text(once)[0] != once
    yield f"of {TEXTS} texts {broken} are no JSON, {bent} have another shape"
    yield f"{unsteady} change in a second pass"


def main() -> None:
    """Run everything, on the last split or those that are named."""
    for name in sys.argv[1:] or list(SPLITS)[-1:]:
        judge(name, SPLITS[name])


def judge(name: str, split: Split) -> None:
    """Run everything on one split."""
    for title, part in (
        (f"Tier A, {name} split", tier(split, with_context=False)),
        ("Tier B, with its words", tier(split, with_context=True)),
        ("Hard negatives", false_findings(split)),
        ("JSON", valid(split)),
    ):
        sys.stdout.write("\n".join(["", f"## {title}", "", *part]) + "\n")


if __name__ == "__main__":
    main()
