"""Finds the price of a model at a time, and lays prices out as integer rows.

A price row holds pico-dollars a token, which are exact for all but a few entries of the price list;
those are computed by `genai_prices` itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from importlib.metadata import version
from typing import TYPE_CHECKING

from genai_prices.data_snapshot import find_provider_by_id, get_snapshot
from genai_prices.types import ModelPrice, TieredPrices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genai_prices.types import ModelInfo

    from processors.token_cost.config import PriceConfig, PriceRule

__all__ = ["LEVELS", "UNITS", "Found", "PriceBook", "PriceRow", "provider_id"]

UNITS = (
    "input_mtok",
    "cache_read_mtok",
    "cache_write_mtok",
    "output_mtok",
    "output_reasoning_mtok",
)
LEVELS = 4
"""The base price and at most three tiers."""
NO_TIER = 2**62
MAX_PICO = 10**9
"""A thousand dollars for a million tokens; with the cap on tokens, sums stay far inside int64."""
MAX_CACHED = 65_536
PROVIDERS = {
    **dict.fromkeys(
        ("azure.ai.openai", "az.ai.openai", "azure.openai", "azure_openai", "azure",
         "azure.ai.inference", "az.ai.inference", "azure_ai"), "azure"),
    **dict.fromkeys(
        ("aws.bedrock", "bedrock", "bedrock_converse", "aws.anthropic", "aws"), "aws"),
    **dict.fromkeys(
        ("gcp.gemini", "gcp.vertex_ai", "gcp.gen_ai", "gcp.anthropic", "gemini"), "google"),
    **dict.fromkeys(("x_ai", "xai", "x-ai"), "x-ai"),
    **dict.fromkeys(("mistral_ai", "mistralai"), "mistral"),
    **dict.fromkeys(("moonshot_ai", "moonshot"), "moonshotai"),
    **dict.fromkeys(("together_ai", "together-ai"), "together"),
    "fireworks_ai": "fireworks",
}  # fmt: skip
PREFIXES = {"vertex_ai": "google", "google": "google"}
FRAMEWORKS = frozenset(
    {"gcp.vertex.agent", "strands-agents", "langchain", "litellm", "crewai", "litellm_proxy"}
)
API_SUFFIX = re.compile(r"^(openai|anthropic|google|mistral|xai|cohere|groq|deepseek)\.[a-z.-]+$")


def provider_id(name: str) -> str | None:
    """Return the price list's id of a reported provider; None for a framework."""
    name = name.strip().lower()
    if not name or name in FRAMEWORKS:
        return None
    if name in PROVIDERS:
        return PROVIDERS[name]
    for prefix, known in PREFIXES.items():
        if name.startswith(prefix):
            return known
    if found := API_SUFFIX.match(name):
        return PROVIDERS.get(found[1], found[1])
    return name


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Prices at one time. `pico` is `LEVELS` by `UNITS`; None: `genai_prices` computes."""

    starts: tuple[int, ...]
    pico: tuple[tuple[int, ...], ...] | None
    priced: tuple[bool, ...]
    price: ModelPrice


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a model: its price, or the reason why there is none."""

    reason: str = ""
    row: int = -1
    """The price row where the price never changes."""
    model: ModelInfo | None = None
    context: tuple[tuple[str, str], ...] = ()
    from_rule: bool = False


class PriceBook:
    """All price rows that were needed so far. Look-ups are remembered, also those that failed."""

    def __init__(self, rules: Sequence[PriceRule]) -> None:
        self.version = f"genai-prices-{version('genai-prices')}"
        self.rows: list[PriceRow] = []
        self._rules = [(each.provider.lower(), each.model.lower(), each) for each in rules]
        self._snapshot = get_snapshot()
        self._found: dict[tuple[str, str, str, str], Found] = {}
        self._timed: dict[tuple[int, tuple[tuple[str, str], ...], int], int] = {}
        self._by_values: dict[str, int] = {}

    def find(self, provider: str, response: str, request: str, tier: str) -> Found:
        """Look a model up by its reported names; each may be empty."""
        key = (provider, response, request, tier)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MAX_CACHED:
                self._found.clear()
            found = self._found[key] = self._find(provider, (response, request), tier)
        return found

    def row_at(self, found: Found, minute: int) -> int:
        """Return the row of a model at a minute since the epoch; -1: no price in tokens."""
        if found.model is None or found.row >= 0:
            return found.row
        key = (id(found.model), found.context, minute)
        row = self._timed.get(key)
        if row is None:
            if len(self._timed) >= MAX_CACHED:
                self._timed.clear()
            when = datetime.fromtimestamp(minute * 60, UTC)
            row = self._add(found.model.get_prices(when, dict(found.context) or None))
            self._timed[key] = row
        return row

    def _find(self, provider: str, models: tuple[str, str], tier: str) -> Found:
        names = [name for name in models if name]
        if not names:
            return Found("no_model")
        for name in names:
            for wanted, pattern, rule in self._rules:
                if fnmatchcase(name.lower(), pattern) and fnmatchcase(provider.lower(), wanted):
                    return self._by_rule(rule, tier)
        vendor = provider_id(provider)
        reasons = []
        for name in names:
            found = self._in_list(vendor, name, tier)
            if not found.reason:
                return found
            reasons.append(found.reason)
        return Found(reasons[0])

    def _by_rule(self, rule: PriceRule, tier: str) -> Found:
        if rule.use:
            vendor, _, name = rule.use.partition("/")
            return self._in_list(provider_id(vendor), name, tier)
        return Found(row=self._add(own_price(rule.price)), from_rule=True)

    def _in_list(self, vendor: str | None, name: str, tier: str) -> Found:
        providers = self._snapshot.providers
        if vendor is not None and find_provider_by_id(providers, vendor) is None:
            return Found("unknown_provider")
        name = name.removeprefix("models/")
        tries = [(vendor, name)]
        head, _, rest = name.partition("/")
        if rest and (vendor is None or provider_id(head) == vendor):
            tries.append((provider_id(head), rest))
        for who, what in tries:
            try:
                provider, model = self._snapshot.find_provider_model(what, None, who, None)
            except LookupError:
                continue
            # the list applies variants only to a provider's own models
            own = any(model is each for each in provider.models)
            context = (("service_tier", tier),) if tier not in {"", "auto"} and own else ()
            return self._fixed(model, context)
        return Found("unknown_model")

    def _fixed(self, model: ModelInfo, context: tuple[tuple[str, str], ...]) -> Found:
        if not isinstance(model.prices, ModelPrice) or (context and model.price_variants):
            return Found(model=model, context=context)
        row = self._add(model.prices)
        return Found("unit_not_reported") if row < 0 else Found(row=row)

    def _add(self, price: ModelPrice) -> int:
        values = {key: value for key, value in vars(price).items() if value is not None}
        if values and not values.keys() & set(UNITS):
            return -1  # priced by seconds, pages or searches, which no span tells
        key = repr(sorted(values.items()))
        row = self._by_values.get(key)
        if row is None:
            row = self._by_values[key] = len(self.rows)
            self.rows.append(price_row(price, values))
        return row


def own_price(price: PriceConfig | None) -> ModelPrice:
    """Return the price of a rule; without one, the model is free."""
    if price is None:
        return ModelPrice()
    values = {
        key: Decimal(str(value)) for key, value in price.model_dump(exclude_none=True).items()
    }
    return ModelPrice(**values)


def price_row(price: ModelPrice, values: dict[str, Decimal | TieredPrices]) -> PriceRow:
    """Lay a price out by level of total input and unit."""
    priced = tuple(unit in values for unit in UNITS)
    tiered = [values[unit] for unit in UNITS if isinstance(values.get(unit), TieredPrices)]
    starts = sorted(
        {tier.start for each in tiered if isinstance(each, TieredPrices) for tier in each.tiers}
    )
    if "requests_kcount" in values or len(starts) >= LEVELS:
        return PriceRow((), None, priced, price)
    levels = [-1, *starts]
    pico = [[at_level(values.get(unit), start) * 10**6 for unit in UNITS] for start in levels]
    if any(each != int(each) or each > MAX_PICO for level in pico for each in level):
        return PriceRow((), None, priced, price)
    whole = [tuple(int(each) for each in level) for level in pico]
    whole += [whole[-1]] * (LEVELS - len(whole))
    starts += [NO_TIER] * (LEVELS - 1 - len(starts))
    return PriceRow(tuple(starts), tuple(whole), priced, price)


def at_level(price: Decimal | TieredPrices | None, start: int) -> Decimal:
    """Return the price above `start` tokens of input."""
    if price is None:
        return Decimal(0)
    if not isinstance(price, TieredPrices):
        return price
    reached = [tier.price for tier in price.tiers if tier.start <= start]
    return reached[-1] if reached else price.base
