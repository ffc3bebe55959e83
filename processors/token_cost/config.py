"""Configuration of the `token_cost` processor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field, field_validator, model_validator

from processors.token_cost.cautions import cautions
from spanmill.component import Config
from spanmill.config.values import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spanmill.config.values import Caution

__all__ = [
    "EstimateConfig", "InputRule", "PriceConfig", "PriceRule", "TierConfig", "TokenCostConfig",
]  # fmt: skip


class _Amounts(Config):
    @field_validator("*", mode="before")
    @classmethod
    def _are_numbers(cls, value: object) -> object:
        if isinstance(value, bool):  # pydantic takes `true` for 1, which is a dear mistake here
            fault("wrong-type", "true and false are no prices", expected="a number")
        return value


class TierConfig(_Amounts):
    """Prices of a call whose whole input is longer than a limit; absent ones stay as they are."""

    above_input_tokens: int = Field(ge=1, le=1_000_000_000)
    """Tokens of input, cached ones included; a call with one more pays this tier for all its
    tokens.
    """
    input_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that no cache served."""
    output_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Output tokens, reasoning included unless it has a price of its own."""
    cache_read_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that a cache served."""
    cache_write_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that were written to a cache."""
    cache_write_1h_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that were written to a cache for an hour."""
    reasoning_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Output tokens of reasoning."""


class PriceConfig(_Amounts):
    """Prices for a million tokens, in the currency of the rule."""

    input_mtok: float = Field(default=0.0, ge=0, le=1_000_000)
    """Input tokens that no cache served."""
    output_mtok: float = Field(default=0.0, ge=0, le=1_000_000)
    """Output tokens, reasoning included unless it has a price of its own."""
    cache_read_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that a cache served. Absent: as `input_mtok`."""
    cache_write_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that were written to a cache. Absent: as `input_mtok`."""
    cache_write_1h_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Input tokens that were written to a cache for an hour. Absent: as `cache_write_mtok`."""
    reasoning_mtok: float | None = Field(default=None, ge=0, le=1_000_000)
    """Output tokens of reasoning. Absent: as `output_mtok`."""
    request: float = Field(default=0.0, ge=0, le=1_000)
    """What a call costs beside its tokens."""
    tiers: tuple[TierConfig, ...] = Field(default=(), max_length=16)
    """Prices of calls with long input."""

    @model_validator(mode="after")
    def _tiers_have_bases(self) -> PriceConfig:
        for place, tier in enumerate(self.tiers):
            for name in sorted(tier.model_fields_set - {"above_input_tokens"}):
                if getattr(tier, name) is not None and getattr(self, name) is None:
                    fault(
                        "bad-value",
                        f"a tier sets '{name}', which has no price below it",
                        at=f"tiers.{place}.{name}",
                        expected=f"'{name}' beside 'tiers' as well",
                    )
        return self


class PriceRule(Config):
    """Own prices for some models, before the price list. The first rule that fits decides."""

    model: str = Field(min_length=1, max_length=256)
    """Name of the model that answered or was asked for, in any case; `*` stands for any
    characters.
    """
    provider: str = Field(default="*", min_length=1, max_length=256)
    """Name of the provider, likewise: as spans have it, the standard's, or the price list's."""
    price: PriceConfig | None = None
    """What it costs. Absent: see `use` and `free`."""
    use: str = ""
    """Price it like this model of the price list, `provider/model`, e.g. for a deployment with a
    name of its own.
    """
    free: bool = False
    """It costs nothing, e.g. because it runs on own machines."""
    valid_from: date | None = None
    """First day of the rule, in UTC by the start of the call. Absent: since ever."""
    valid_until: date | None = None
    """Last day of the rule, likewise. Absent: for ever."""
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    """Currency of `price`, three letters; `currencies` has its worth."""
    discount_percent: float = Field(default=0.0, ge=0, le=100)
    """Percent that `price` or the price of `use` is reduced by, 0 to 100."""

    @model_validator(mode="after")
    def _one_price(self) -> PriceRule:
        if sum((self.price is not None, bool(self.use), self.free)) != 1:
            fault("bad-value", "a rule sets one price", expected="one of: free, price, use")
        if self.use and not all(self.use.partition("/")):
            fault("bad-value", f"'{self.use}' names no model", at="use", expected="provider/model")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            fault(
                "bad-value",
                "the rule ends before it begins",
                at="valid_until",
                expected=f"{self.valid_from} or later",
            )
        return self


class EstimateConfig(Config):
    """Estimates tokens where a span does not report them, as streams and cancelled calls do.

    Estimates have attributes of their own and never stand in the place of a count or a total.
    """

    enabled: bool = True
    """Write `spanmill.usage.estimated_input_tokens` and `…_output_tokens` by the length of the text
    of such calls. False leaves them without.
    """
    bytes_per_token: float = Field(default=4.0, gt=0, le=100)
    """How many bytes of text make a token, more than 0 to 100, until calls with both have told for
    this provider and model. About 4 for English, less for code and other scripts.
    """
    cost: bool = False
    """Also write `spanmill.cost.estimated`: what the estimated tokens would cost, in US dollars."""


class InputRule(Config):
    """Says how an instrumentation counts input tokens, before what `auto` knows or finds out."""

    scope: str = Field(max_length=256)
    """Start of the name of the instrumentation scope; empty is every scope."""
    vendor: str = Field(default="", max_length=256)
    """Only calls with this in the name of their provider or model, in any case. Empty: all."""
    input_tokens: Literal["inclusive", "exclusive"]
    """Whether its input tokens include cached ones."""


class TokenCostConfig(Config):
    """Reads the tokens of model calls in every dialect and writes their cost on the span.

    Unknown is never written as 0: a call without a price is marked `unpriced` with the reason.
    """

    prices: Literal["bundled"] = "bundled"
    """The price list: `bundled` is the one that is installed with Spanmill."""
    rules: tuple[PriceRule, ...] = Field(default=(), max_length=1_000)
    """Own prices, which come before the list. `rules: ${file:prices.yaml}` keeps them in a file of
    their own, which is read at start and by a reload and is taken whole or not at all.
    """
    currencies: dict[str, float] = Field(default_factory=dict)
    """US dollars for one unit of each other currency that rules use, e.g. `EUR: 1.08`. The table is
    static: nothing is looked up.
    """
    reported_cost: Literal["prefer", "fallback", "ignore"] = "prefer"
    """What a cost that the gateway put on the span is worth: `prefer` takes it as the total,
    `fallback` does where none can be computed, `ignore` never does.
    """
    input_tokens: Literal["auto", "inclusive", "exclusive"] = "auto"
    """Whether reported input tokens include cached ones. `auto` knows the instrumentations that do
    not follow the standard.

    Wrong here is up to ten times the cost of a cached call.
    """
    input_rules: tuple[InputRule, ...] = Field(default=(), max_length=100)
    """Instrumentations that count otherwise than `auto` thinks. The first rule that fits decides.
    """
    estimate: EstimateConfig = EstimateConfig()
    """What happens where a span reports no tokens."""
    profile: Literal["compat", "otel-2026"] = "compat"
    """Whose names are written where the standard's generations differ. `compat` writes
    `gen_ai.usage.cache_creation.input_tokens` and `gen_ai.usage.cost`, which Langfuse, OpenLIT and
    most others read; `otel-2026` writes `gen_ai.usage.cache_write.input_tokens` and
    `gen_ai.usage.cost.{amount,currency,source}`. A name of the other generation is replaced.
    """
    write_gen_ai_cost: bool = True
    """Also write the total under the names of `profile`, where the span has none."""
    normalize: bool = True
    """Also write tokens, model, provider and other fields of a call under the standard's names
    where the span has only another dialect's, and correct input tokens that leave cached ones out.
    """
    drop_originals: bool = False
    """Remove other dialects' names of what `normalize` has written from model calls."""

    @model_validator(mode="after")
    def _known_currencies(self) -> TokenCostConfig:
        for name, worth in self.currencies.items():
            if not 0 < worth < 1e6:  # noqa: PLR2004  # no currency is worth so much
                fault("out-of-range", "not a worth in US dollars", at=f"currencies.{name}")
        for place, rule in enumerate(self.rules):
            if rule.currency not in {"USD", *self.currencies}:
                fault(
                    "bad-value",
                    f"nothing tells what '{rule.currency}' is worth",
                    at=f"rules.{place}.currency",
                    expected="a currency of 'currencies', or USD",
                )
        return self

    def cautions(self) -> Iterator[Caution]:
        """Point at rules that can never decide anything, or that look misspelt."""
        return cautions(self.rules)
