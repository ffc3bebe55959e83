"""Shows how one call is priced: where the price is from, which rule and tier, and the sum."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from genai_prices.types import ModelPrice, StartDateConstraint, TieredPrices, Usage

from processors.token_cost.price_list import day_seconds, listed, price_list_version
from processors.token_cost.prices import COUNTS, UNITS, at_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from processors.token_cost.price_list import Listed, Names
    from processors.token_cost.rules import Rule

__all__ = ["explained"]

Lines = list[tuple[str, str]]
NAMES = ("input", "cache read", "cache write", "cache write 1h", "output", "reasoning")


def explained(
    rules: Sequence[Rule], names: Names, counts: Mapping[str, int], when: datetime
) -> Lines:
    """Return what is to be said, as pairs of a heading and a text; `counts` by the library's names.

    The headings are source, rule, tier, a line a kind of token, and total; or reason.
    """
    place, rule = _deciding(rules, names, when)
    lines: Lines = [] if rule is None else [("rule", _described(place, rule))]
    entry = listed(rule.target(names) if rule is not None and rule.use else names)
    if rule is not None and not rule.use:
        return [("source", "own rules"), *lines, *_sum(rule.price(None), counts)]
    of_list = entry.price_at(when)
    if of_list is None or entry.model is None:
        return [*lines, ("reason", entry.reason)]
    lines = [("source", _source(entry, when)), *lines]
    lines += [("context", f"{key}={value}") for key, value in entry.context]
    price = of_list if rule is None else rule.price(of_list)
    return [*lines, *_sum(price, counts)]


def _deciding(rules: Sequence[Rule], names: Names, when: datetime) -> tuple[int, Rule | None]:
    for place, rule in enumerate(rules, 1):
        if rule.fits(names) and rule.holds(when.date()):
            return place, rule
    return 0, None


def _described(place: int, rule: Rule) -> str:
    text = f"number {place}, model {rule.model}, provider {rule.provider}"
    text += f", as {rule.use}" if rule.use else ""
    return text + (f", {_plain((1 - rule.factor) * 100)} % off" if rule.factor != 1 else "")


def _source(entry: Listed, when: datetime) -> str:
    model = entry.model
    text = f"{price_list_version()}, {entry.provider}/{model.id if model else ''}"
    if model is None or isinstance(model.prices, ModelPrice):
        return text
    starts = [
        each.constraint.start_date
        for each in model.prices
        if isinstance(each.constraint, StartDateConstraint) and each.constraint.active(when)
    ]
    text += f", price since {max(starts)}" if starts else ", first price"
    return f"{text}, by time of day" if {*day_seconds([entry])} else text


def _sum(price: ModelPrice, counts: Mapping[str, int]) -> Lines:
    values = {key: value for key, value in vars(price).items() if value is not None}
    given = {name: counts.get(name, 0) for name in COUNTS}
    given = {name: count for name, count in given.items() if count}
    if values and not values.keys() & {*UNITS, "requests_kcount"}:
        return [("reason", "unit_not_reported"), ("priced by", ", ".join(sorted(values)))]
    try:
        total = price.calc_price(Usage(**given))["total_price"]
    except ValueError as error:
        return [("reason", "usage_inconsistent"), ("because", str(error))]
    rows = [*_tier(values, given.get("input_tokens", 0)), *_products(values, given)]
    return [*rows, ("total", f"${_plain(total)}")]


def _tier(values: Mapping[str, Decimal | TieredPrices], size: int) -> Iterator[tuple[str, str]]:
    tiered = [each for each in values.values() if isinstance(each, TieredPrices)]
    starts = sorted({tier.start for each in tiered for tier in each.tiers})
    if starts:
        reached = [start for start in starts if size > start]
        text = f"above {reached[-1]:,} tokens of input" if reached else "base"
        limits = ", ".join(f"{start:,}" for start in starts)
        yield "tier", f"{text} (tiers begin above {limits})"


def _products(
    values: Mapping[str, Decimal | TieredPrices], given: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    size = given.get("input_tokens", 0)
    for name, unit, count in zip(NAMES, UNITS, _leaves(values, given), strict=True):
        if count:
            price = at_level(values.get(unit), size - 1)
            dollars = price * count / 10**6
            yield name, f"{count:,} x ${_plain(price)} / 1M = ${_plain(dollars)}"
    fee = values.get("requests_kcount")
    if isinstance(fee, Decimal):
        yield "call", f"${_plain(fee / 1000)}"


def _leaves(
    values: Mapping[str, Decimal | TieredPrices], given: Mapping[str, int]
) -> tuple[int, ...]:
    """Return tokens by unit; those of a unit without a price are their parents'."""
    has = [unit in values for unit in UNITS]
    hour = given.get("cache_write_1h_tokens", 0) * has[3]
    write = (given.get("cache_write_tokens", 0) - hour) * has[2]
    read = given.get("cache_read_tokens", 0) * has[1]
    thought = given.get("output_reasoning_tokens", 0) * has[5]
    size, out = given.get("input_tokens", 0), given.get("output_tokens", 0)
    return size - read - write - hour, read, write, hour, out - thought, thought


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
