"""The user's own prices: which calls a rule fits, when it holds, and what it makes of a price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from genai_prices.types import ModelPrice, Tier, TieredPrices

from processors.token_cost.glob import glob
from processors.token_cost.vendors import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from processors.token_cost.config import PriceConfig, PriceRule
    from processors.token_cost.price_list import Names

__all__ = ["Rule", "compiled"]

UNITS = {
    "input_mtok": "input_mtok",
    "output_mtok": "output_mtok",
    "cache_read_mtok": "cache_read_mtok",
    "cache_write_mtok": "cache_write_mtok",
    "cache_write_1h_mtok": "cache_write_1h_mtok",
    "reasoning_mtok": "output_reasoning_mtok",
}
"""Fields of a configured price, and what the library calls them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to be asked."""

    provider: str
    model: str
    use: str
    own: ModelPrice
    """Empty where the rule names a model of the list, or says that nothing costs anything."""
    factor: Decimal
    valid_from: date | None
    valid_until: date | None

    def fits(self, names: Names) -> bool:
        """Whether the rule is about a call of these names, at some time."""
        provider, *models = names[:3]
        return any(map(glob(self.provider).fullmatch, names_of(provider))) and any(
            glob(self.model).fullmatch(model) for model in models if model
        )

    def holds(self, day: date) -> bool:
        """Whether the rule is valid on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def days(self) -> Iterator[date]:
        """Return the days on which the rule begins to hold, or no longer holds."""
        if self.valid_from is not None:
            yield self.valid_from
        if self.valid_until is not None:
            yield self.valid_until + timedelta(days=1)

    def target(self, names: Names) -> Names:
        """Return the names under which the list has the model of this rule."""
        vendor, _, model = self.use.partition("/")
        return vendor, "", model, names[3], ""

    def price(self, listed: ModelPrice | None) -> ModelPrice:
        """Return the rule's price, or what it makes of the list's."""
        base = listed if listed is not None else self.own
        if self.factor == 1:
            return base
        values = {key: value for key, value in vars(base).items() if value is not None}
        return ModelPrice(**{key: scaled(value, self.factor) for key, value in values.items()})


def compiled(rules: tuple[PriceRule, ...], currencies: Mapping[str, float]) -> list[Rule]:
    """Return the rules with prices in US dollars."""
    return [_compiled(each, currencies) for each in rules]


def _compiled(rule: PriceRule, currencies: Mapping[str, float]) -> Rule:
    rate = Decimal(1) if rule.currency == "USD" else Decimal(str(currencies[rule.currency]))
    own = ModelPrice() if rule.price is None else _own(rule.price, rate)
    return Rule(
        provider=rule.provider,
        model=rule.model,
        use=rule.use,
        own=own,
        factor=1 - Decimal(str(rule.discount_percent)) / 100,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
    )


def _own(price: PriceConfig, rate: Decimal) -> ModelPrice:
    values: dict[str, Decimal | TieredPrices] = {}
    for field, unit in UNITS.items():
        base = getattr(price, field)
        tiers = [
            Tier(each.above_input_tokens, Decimal(str(amount)) * rate)
            for each in sorted(price.tiers, key=lambda tier: tier.above_input_tokens)
            if (amount := getattr(each, field)) is not None
        ]
        if base is None:
            continue
        amount = Decimal(str(base)) * rate
        values[unit] = TieredPrices(amount, tiers) if tiers else amount
    if price.request:
        values["requests_kcount"] = Decimal(str(price.request)) * 1000 * rate
    return ModelPrice(**values)


def scaled(value: Decimal | TieredPrices, factor: Decimal) -> Decimal | TieredPrices:
    """Return a price times a factor."""
    if isinstance(value, TieredPrices):
        tiers = [Tier(each.start, each.price * factor) for each in value.tiers]
        return TieredPrices(value.base * factor, tiers)
    return value * factor
