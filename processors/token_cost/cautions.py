"""Finds rules that can never decide a price, or most likely are not meant as they are written.

What can be told from the rules and the price list alone is told here, at the rule's place. A name
that nobody knows is no fault: to price what the list lacks is what rules are for. Whether a name
ever comes is known only from calls: `/status` lists rules that fitted none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from processors.token_cost.glob import glob
from processors.token_cost.vendors import is_known, names_of
from spanmill.config.values import Caution

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from processors.token_cost.config import PriceRule

__all__ = ["cautions"]

MIN_LETTERS = 5
"""Shorter words are near to too many others."""
PAIR = 2


def cautions(rules: Sequence[PriceRule]) -> Iterator[Caution]:
    """Point at rules, as of today in UTC."""
    today = datetime.now(UTC).date()
    for place, rule in enumerate(rules):
        if shadow := _shadow(rule, rules[:place]):
            yield Caution("unused", ("rules", place), shadow, "put the narrower rule first")
            continue
        if rule.use and not _in_price_list(rule.use):
            yield Caution(
                "unknown-reference",
                ("rules", place, "use"),
                f"the price list has no '{rule.use}': calls that fit stay unpriced",
                "look models up with `spanmill price MODEL --provider PROVIDER`",
            )
        if rule.valid_until and rule.valid_until < today and not _followed(rule, rules, today):
            yield Caution(
                "unused",
                ("rules", place, "valid_until"),
                "the rule has ended, and no rule for the same models holds today",
                "renew it, or remove it when no call of its time can come any more",
            )
        for field, word, known in _misspelt(rule):
            yield Caution(
                "unknown-reference",
                ("rules", place, field),
                f"the price list has no {field} like '{word}'",
                f"Did you mean '{known}'?",
            )


def _fits_all(rule: PriceRule, other: PriceRule) -> bool:
    """Whether every call that `other` may fit is this rule's too, where both hold."""
    provider = glob(rule.provider)
    names = [other.provider] if "*" in other.provider else names_of(other.provider)
    return bool(glob(rule.model).fullmatch(other.model)) and any(map(provider.fullmatch, names))


def _shadow(rule: PriceRule, before: Sequence[PriceRule]) -> str:
    """Say why no call reaches a rule; empty where some may."""
    begin, end = rule.valid_from or date.min, rule.valid_until or date.max
    wider = sorted(
        (each for each in before if _fits_all(each, rule)),
        key=lambda each: each.valid_from or date.min,
    )
    for each in wider:
        if (each.valid_from or date.min) > begin:
            return ""
        if (each.valid_until or date.max) >= end:
            if begin == (rule.valid_from or date.min):
                return f"no call reaches this rule: an earlier one fits all models '{each.model}'"
            return "no call reaches this rule: earlier ones, each in its time, fit all its models"
        if each.valid_until and each.valid_until >= begin:
            begin = each.valid_until + timedelta(days=1)
    return ""


def _followed(rule: PriceRule, rules: Iterable[PriceRule], today: date) -> bool:
    return any(
        _fits_all(each, rule) and (each.valid_until is None or each.valid_until >= today)
        for each in rules
    )


def _in_price_list(use: str) -> bool:
    # the price list takes 0.2 s to load, which only files with such rules have to wait for
    from processors.token_cost.price_list import listed  # noqa: PLC0415

    vendor, _, model = use.partition("/")
    return not listed((vendor, "", model, "", "")).reason


def _misspelt(rule: PriceRule) -> Iterator[tuple[str, str, str]]:
    """Return fields whose word is a known one but for a letter: field, word, known."""
    provider = rule.provider.lower()
    if "*" not in provider and not is_known(provider):
        from processors.token_cost.price_list import provider_ids  # noqa: PLC0415  as above

        yield from (("provider", provider, each) for each in _nearest(provider, provider_ids()))
    if "*" in rule.model:
        from processors.token_cost.price_list import families  # noqa: PLC0415  as above

        family = "".join(takewhile(str.isalpha, rule.model.lower()))
        yield from (("model", family, each) for each in _nearest(family, families()))


def _nearest(word: str, known: Collection[str]) -> list[str]:
    if len(word) < MIN_LETTERS or word in known:
        return []
    return [each for each in known if _differ_by_one(word, each)][:1]


def _differ_by_one(word: str, other: str) -> bool:
    """Whether two words differ by one letter, or by two beside each other that changed places.

    One that is whole within the other is a name of its own, such as `ollama` beside `llama`.
    """
    if abs(len(word) - len(other)) > 1 or word in other or other in word:
        return False
    head = _alike(word, other)
    tail = _alike(word[head:][::-1], other[head:][::-1])
    own, theirs = (each[head : len(each) - tail] for each in (word, other))
    return max(len(own), len(theirs)) == 1 or (sorted(own) == sorted(theirs) and len(own) <= PAIR)


def _alike(word: str, other: str) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
    return sum(1 for _ in pairs)
