"""Texts as gateways send them: clean, full of ids, dense with findings; made from a seed.

Prose and code are those of the Python installation, cut into messages and spelled as JSON strings.
"""

from __future__ import annotations

import argparse
import json
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.redaction.values import NEGATIVES, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Planted", "clean", "dense", "ids", "negatives", "planted"]

SEED = 20260101
CONTEXTS = (
    "please write to {} about it", "{}", "value: {}, next", "(see {})", "user said {}.",
    "first line\n{}\nlast line", "\t{}\tx", "**{}**", "客户{}的", '{{"v": "{}"}}', "<td>{}</td>",
    "it is {}, thanks", "a=1&v={}&b=2", "`{}`", "Re: {} - done",
)  # fmt: skip
"""Text around a planted value."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one value in it."""

    entity: str
    value: str
    text: str


def _seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 a fixed seed is the point


def _pieces(random: Random, count: int) -> list[str]:
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    texts = [text.replace("@", "(at)") for text in texts if len(text) > 4000]
    pieces = []
    for _ in range(count):
        text = random.choice(texts)
        size = min(int(random.lognormvariate(7.1, 0.9)), len(text) - 1, 20_000)
        at = random.randrange(len(text) - size)
        pieces.append(text[at : at + size])
    return pieces


def _line(text: str) -> str:
    return json.dumps(
        [{"role": "user", "parts": [{"type": "text", "content": text}]}], ensure_ascii=False
    )


def _with(random: Random, text: str, gap: int, kinds: Sequence[Callable[[Random], str]]) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        step = random.randrange(gap // 2, gap * 3 // 2)
        out.append(text[at : at + step])
        out.append(f" {random.choice(kinds)(random)} ")
        at += step
    return "".join(out)


def clean(seed: int, count: int) -> list[str]:
    """Prose and code without ids."""
    return [_line(piece) for piece in _pieces(_seeded(seed), count)]


def ids(seed: int, count: int) -> list[str]:
    """The same with an id, a time or a number every 55 bytes."""
    random = _seeded(seed)
    return [_line(_with(random, piece, 55, NEGATIVES)) for piece in _pieces(random, count)]


def dense(seed: int, count: int) -> list[str]:
    """The same with a finding every 110 bytes."""
    random = _seeded(seed)
    kinds = tuple(VALUES.values())
    return [_line(_with(random, piece, 110, kinds)) for piece in _pieces(random, count)]


def negatives(seed: int, count: int) -> list[str]:
    """Hard negatives only, a few a line."""
    random = _seeded(seed)
    return [
        _line("; ".join(random.choice(NEGATIVES)(random) for _ in range(12))) for _ in range(count)
    ]


def planted(seed: int, each: int) -> list[Planted]:
    """One value a text, in plain text, in JSON and in JSON inside JSON."""
    random = _seeded(seed)
    rows = []
    for entity, make in VALUES.items():
        for _ in range(each):
            value = make(random)
            text = random.choice(CONTEXTS).format(value)
            for _ in range(random.randrange(3)):
                text = json.dumps({"content": text}, ensure_ascii=random.random() < 0.5)
            rows.append(Planted(entity, value, text))
    return rows


def main() -> None:
    """Write the corpora of the speed runs as files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=3000)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, make in (("clean", clean), ("ids", ids), ("dense", dense)):
        (args.folder / f"{name}.txt").write_text("\n".join(make(SEED, args.count)))


if __name__ == "__main__":
    main()
