"""Configuration of the `token_cost` processor."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from spanmill.component import Config
from spanmill.config.values import fault

__all__ = ["EstimateConfig", "PriceConfig", "PriceRule", "TokenCostConfig"]


class PriceConfig(Config):
    """Prices in US dollars for a million tokens."""

    input_mtok: float = Field(default=0.0, ge=0)
    """Input tokens that no cache served."""
    output_mtok: float = Field(default=0.0, ge=0)
    """Output tokens, reasoning included."""
    cache_read_mtok: float | None = Field(default=None, ge=0)
    """Input tokens that a cache served. Absent: as `input_mtok`."""
    cache_write_mtok: float | None = Field(default=None, ge=0)
    """Input tokens that were written to a cache. Absent: as `input_mtok`."""


class PriceRule(Config):
    """Own prices for some models, before the price list. The first rule that fits decides."""

    model: str = Field(min_length=1, max_length=256)
    """Name of the model; `*` stands for any characters."""
    provider: str = Field(default="*", min_length=1, max_length=256)
    """Name of the provider, likewise."""
    price: PriceConfig | None = None
    """What it costs. Absent: see `use` and `free`."""
    use: str = ""
    """Price it like this model of the price list, `provider/model`, e.g. for a deployment with a
    name of its own.
    """
    free: bool = False
    """It costs nothing, e.g. because it runs on own machines."""

    @model_validator(mode="after")
    def _one_price(self) -> PriceRule:
        if sum((self.price is not None, bool(self.use), self.free)) != 1:
            fault("bad-value", "a rule sets one price", expected="one of: free, price, use")
        if self.use and "/" not in self.use:
            fault("bad-value", f"'{self.use}' names no model", at="use", expected="provider/model")
        return self


class EstimateConfig(Config):
    """Estimates tokens where a span reports none, as streams and cancelled calls do.

    Estimates are marked as such.
    """

    enabled: bool = True
    """False leaves such calls unpriced."""
    bytes_per_token: float = Field(default=4.0, gt=0, le=100)
    """How many bytes of text make a token, more than 0 to 100. About 4 for English, less for code
    and other scripts.
    """


class TokenCostConfig(Config):
    """Reads the tokens of model calls in every dialect and writes their cost on the span.

    Unknown is never written as 0: a call without a price is marked `unpriced` with the reason.
    """

    prices: Literal["bundled"] = "bundled"
    """The price list: `bundled` is the one that is installed with Spanmill."""
    rules: tuple[PriceRule, ...] = ()
    """Own prices, which come before the list."""
    reported_cost: Literal["prefer", "ignore"] = "prefer"
    """What a cost that the gateway put on the span is worth: `prefer` takes it as the total,
    `ignore` computes.
    """
    input_tokens: Literal["auto", "inclusive", "exclusive"] = "auto"
    """Whether reported input tokens include cached ones. `auto` knows the instrumentations that do
    not follow the standard.

    Wrong here is up to ten times the cost of a cached call.
    """
    estimate: EstimateConfig = EstimateConfig()
    """What happens where a span reports no tokens."""
    write_gen_ai_cost: bool = True
    """Also write the total as `gen_ai.usage.cost`, which Langfuse and OpenLIT read, where the span
    has none.
    """
    normalize: bool = True
    """Also write tokens, model and provider under the standard's names where the span has only
    another dialect's.
    """
