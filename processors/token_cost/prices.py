"""Answers what a model costs, at every time, in whole pico-dollars a token."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from genai_prices.types import ModelPrice, TieredPrices, Usage

from processors.token_cost.price_list import Names, day_seconds, listed, start_days
from processors.token_cost.vendors import standard_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.token_cost.price_list import Listed
    from processors.token_cost.rules import Rule
    from spanmill.kernel import Pricer

__all__ = ["LEVELS", "LIST", "REASONS", "RULE", "UNITS", "PriceBook"]

UNITS = (
    "input_mtok",
    "cache_read_mtok",
    "cache_write_mtok",
    "cache_write_1h_mtok",
    "output_mtok",
    "output_reasoning_mtok",
)
"""Kinds of tokens that the kernel prices, in its order."""
COUNTS = (
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "cache_write_1h_tokens",
    "output_reasoning_tokens",
    "input_audio_tokens",
    "output_audio_tokens",
    "input_image_tokens",
    "output_image_tokens",
)
"""What the library calls the kernel's counts, in the kernel's order."""
REASONS = (
    "",
    "no_model",
    "unknown_provider",
    "unknown_model",
    "no_usage",
    "unit_not_reported",
    "usage_inconsistent",
    "duplicate",
    "usage_incomplete",
)
"""Why a call has no price, or only that of a part; the kernel knows some by their place."""
LIST, RULE = range(2)
"""Where a price comes from: the place in the kernel's list of origins."""
LEVELS = 4
NO_TIER = 2**62
MAX_PICO = 10**9
"""A thousand dollars for a million tokens; with the cap on tokens, sums stay far inside int64."""
PICO_OF_MTOK = 10**6
PICO_OF_KCOUNT = 10**9
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Slot = tuple[int | None, int, int]
"""Number of the price row, place in `REASONS`, origin."""


class PriceBook:
    """Answers the kernel's questions: what a model costs, and what no whole number can say."""

    def __init__(self, rules: Sequence[Rule], pricer: Pricer) -> None:
        self._rules, self._pricer = rules, pricer
        self._met: set[int] = set()
        self._by_values: dict[str, int] = {}
        self._prices: list[ModelPrice] = []

    def unmet(self) -> list[int]:
        """Return the places of rules that no call has fitted so far."""
        return [place for place in range(len(self._rules)) if place not in self._met]

    def answer_model(self, names: Names) -> None:
        """Tell the kernel what holds for the names of a model."""
        segments, vendor = self.segments(names)
        flat = [(from_s, [(second, *slot) for second, slot in slots]) for from_s, slots in segments]
        self._pricer.add_model(names, flat, vendor)

    def answer_usage(self, usage: tuple[int, Sequence[int]]) -> None:
        """Compute a usage by the library."""
        number, counts = usage
        given = {name: count for name, count in zip(COUNTS, counts, strict=True) if count}
        try:
            price = self._prices[number].calc_price(Usage(**given))
        except ValueError:
            self._pricer.add_usage((number, counts), None, (0.0, 0.0, 0.0, 0.0))
            return
        parts = (float(price["input_price"]), float(price["output_price"]), 0.0, 0.0)
        self._pricer.add_usage((number, counts), float(price["total_price"]), parts)

    def segments(self, names: Names) -> tuple[list[tuple[int, list[tuple[int, Slot]]]], str]:
        """Return what holds when, by start in seconds and second of the day, and the provider."""
        provider, response, request, _, _ = names
        vendor = standard_name(provider)
        if not response and not request:
            return [(0, [(0, (None, REASONS.index("no_model"), LIST))])], vendor
        fitting = [place for place, rule in enumerate(self._rules) if rule.fits(names)]
        self._met.update(fitting)
        rules = [self._rules[place] for place in fitting]
        entry = listed(names)
        entries = [entry, *(listed(rule.target(names)) for rule in rules if rule.use)]
        days = sorted({*start_days(entries), *(day for rule in rules for day in rule.days())})
        seconds = sorted({0, *day_seconds(entries)})
        found = []
        for start in (EPOCH, *(datetime.combine(day, time(), UTC) for day in days)):
            slots: list[tuple[int, Slot]] = []
            for second in seconds:
                when = start + timedelta(seconds=second)
                slot = self._slot(rules, entry, names, when)
                if not slots or slots[-1][1] != slot:
                    slots.append((second, slot))
            found.append((int(start.timestamp()), slots))
        return found, vendor

    def _slot(self, rules: Sequence[Rule], entry: Listed, names: Names, when: datetime) -> Slot:
        for rule in rules:
            if not rule.holds(when.date()):
                continue
            own = listed(rule.target(names)) if rule.use else None
            if own is not None and own.reason:
                return None, REASONS.index(own.reason), RULE
            price = rule.price(own.price_at(when) if own is not None else None)
            return self._priced(price, RULE)
        of_list = entry.price_at(when)
        if of_list is None:
            return None, REASONS.index(entry.reason), LIST
        return self._priced(of_list, LIST)

    def _priced(self, price: ModelPrice, origin: int) -> Slot:
        number = self.add(price)
        if number is None:
            return None, REASONS.index("unit_not_reported"), origin
        return number, 0, origin

    def add(self, price: ModelPrice) -> int | None:
        """Return the number of a price; None where it is in units that no span tells."""
        values = {key: value for key, value in vars(price).items() if value is not None}
        if values and not values.keys() & {*UNITS, "requests_kcount"}:
            return None
        key = repr(sorted(values.items()))
        number = self._by_values.get(key)
        if number is None:
            number = self._by_values[key] = self._pricer.add_price(*laid_out(values))
            self._prices.append(price)
        return number


def laid_out(
    values: dict[str, Decimal | TieredPrices],
) -> tuple[list[int], list[list[int]], list[bool], int, bool, bool]:
    """Lay a price out by level of total input and unit.

    Returns tier starts, pico-dollars, which units have a price, a fee in pico-dollars, whether
    whole numbers hold all that, and whether sound or pictures have prices of their own.
    """
    priced = [unit in values for unit in UNITS]
    fee = values.get("requests_kcount", Decimal(0))
    modal = any(key.endswith("_mtok") and key not in UNITS for key in values)
    tiered = [value for value in values.values() if isinstance(value, TieredPrices)]
    starts = sorted({tier.start for each in tiered for tier in each.tiers})
    blank: list[list[int]] = [[0] * len(UNITS)] * LEVELS
    inexact = [0] * (LEVELS - 1), blank, priced, 0, False, modal
    if isinstance(fee, TieredPrices) or len(starts) >= LEVELS:
        return inexact
    pico = [
        [at_level(values.get(unit), start) * PICO_OF_MTOK for unit in UNITS]
        for start in (-1, *starts)
    ]
    fee *= PICO_OF_KCOUNT
    flat = [each for level in pico for each in level]
    if any(each != int(each) or each > MAX_PICO for each in flat) or fee != int(fee):
        return inexact
    whole = [[int(each) for each in level] for level in pico]
    whole += [whole[-1]] * (LEVELS - len(whole))
    starts += [NO_TIER] * (LEVELS - 1 - len(starts))
    return starts, whole, priced, int(fee), True, modal


def at_level(price: Decimal | TieredPrices | None, start: int) -> Decimal:
    """Return the price above `start` tokens of input."""
    if price is None:
        return Decimal(0)
    if not isinstance(price, TieredPrices):
        return price
    reached = [tier.price for tier in price.tiers if tier.start <= start]
    return reached[-1] if reached else price.base
