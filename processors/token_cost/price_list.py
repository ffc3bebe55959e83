"""The bundled price list: finds the entry of a model, and says when its price changes.

Traps: the list's own look-up remembers every name that it was ever asked for, so it is gone around;
and it applies variants such as a service tier only to a provider's own models.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from genai_prices.data_snapshot import find_provider_by_id, get_snapshot
from genai_prices.types import ModelPrice, StartDateConstraint, TimeOfDateConstraint

from processors.token_cost.prefilter import may_have
from processors.token_cost.vendors import price_list_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from genai_prices.types import ModelInfo, Provider

__all__ = [
    "Listed",
    "Names",
    "day_seconds",
    "families",
    "listed",
    "newest_price",
    "price_list_version",
    "provider_ids",
    "read_list",
    "start_days",
]  # fmt: skip

AWS, ANTHROPIC = "aws", "anthropic"
PUBLISHERS = (
    "amazon.", "anthropic.", "deepseek.", "google.", "meta.", "mistral.", "moonshotai.", "nvidia.",
    "openai.", "qwen.", "writer.", "zai.",
)  # fmt: skip
"""How the ids of Bedrock's models begin, after a region."""
BEDROCK_ID = re.compile(
    rf"arn:aws[a-z-]*:bedrock:|(?:[a-z-]+\.)?(?:{'|'.join(map(re.escape, PUBLISHERS))})",
    re.IGNORECASE,
)
"""Matches an id that only Bedrock has."""
FIRST_WORD = re.compile("[a-z]+")
MANY = 10
"""So many models make a family."""
Names = tuple[str, str, str, str, str]
"""Provider, response model, request model, service tier, address."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the price list, or the reason why there is none."""

    reason: str = ""
    model: ModelInfo | None = None
    provider: str = ""
    context: tuple[tuple[str, str], ...] = ()

    def price_at(self, when: datetime) -> ModelPrice | None:
        """Return the price of a time; None where the list has none."""
        if self.model is None:
            return None
        return self.model.get_prices(when, dict(self.context) or None)


def read_list() -> None:
    """Read the whole list, some 40 MB; else the first look-up does."""
    get_snapshot()


def listed(asked: Names) -> Listed:
    """Look a model up in the price list, by the model that answered, then by the one asked."""
    provider, response, request, tier, address = asked
    vendor = price_list_id(provider)
    if vendor in {None, ANTHROPIC} and BEDROCK_ID.match(request):
        vendor = (
            AWS  # Anthropic's client can call it and names itself; a framework, such as Strands
        )
    found = Listed("unknown_model")
    # Bedrock answers with a bare name, but the id that was asked for has the region
    names = (request, response) if vendor == AWS else (response, request)
    for place, name in enumerate(each for each in names if each):
        other = _find(vendor, name, tier, address)
        if not other.reason:
            return other
        found = other if place == 0 else found
    return found


def _find(vendor: str | None, name: str, tier: str, address: str) -> Listed:
    named = _provider(vendor, address)
    if vendor is not None and named is None:
        return Listed("unknown_provider")
    name = name.lower()
    # Vertex has paths: publishers/google/models/gemini-2.5-pro
    _, is_path, last = name.rpartition("models/")
    tries = [(named, name), *([(named, last)] if is_path else [])]
    if vendor == AWS and not name.startswith(PUBLISHERS):
        # OpenLLMetry writes Bedrock's ids without their beginning
        tries += [(named, publisher + name) for publisher in PUBLISHERS]
    head, _, rest = name.partition("/")
    if rest and (vendor is None or price_list_id(head) == vendor):
        tries.append((_provider(price_list_id(head), ""), rest))
    for each, wanted in tries:
        provider = each or _by_model(wanted)
        if not provider or not may_have(provider, wanted):
            continue
        if model := provider.find_model(wanted, all_providers=get_snapshot().providers):
            return Listed("", model, provider.id, _context(provider, model, tier))
    return Listed("unknown_model")


def _provider(vendor: str | None, address: str) -> Provider | None:
    if vendor is not None:
        return _by_id(vendor)
    if not address:
        return None
    return next((each for each in get_snapshot().providers if _serves(each, address)), None)


@lru_cache(maxsize=1024)
def _by_id(vendor: str) -> Provider | None:
    return find_provider_by_id(get_snapshot().providers, vendor)


def _by_model(name: str) -> Provider | None:
    for each in get_snapshot().providers:
        if each.model_match and each.model_match.is_match(name):
            return each
    return None


def _context(provider: Provider, model: ModelInfo, tier: str) -> tuple[tuple[str, str], ...]:
    """Return the circumstances that a price may depend on.

    The list applies them only to a provider's own models.
    """
    if tier.lower() in {"", "auto"} or not any(model is each for each in provider.models):
        return ()
    return (("processing", "batch"),) if tier.lower() == "batch" else (("service_tier", tier),)


def _serves(provider: Provider, address: str) -> bool:
    return re.match(provider.api_pattern, f"https://{address}") is not None


def _constraints(entries: Iterable[Listed]) -> Iterator[object]:
    for entry in entries:
        if entry.model is None:
            continue
        if not isinstance(entry.model.prices, ModelPrice):
            yield from (each.constraint for each in entry.model.prices)
        if entry.context:
            yield from (each.constraint for each in entry.model.price_variants or ())


def start_days(entries: Iterable[Listed]) -> Iterator[date]:
    """Return the days on which a price begins."""
    for each in _constraints(entries):
        if isinstance(each, StartDateConstraint):
            yield each.start_date


def day_seconds(entries: Iterable[Listed]) -> Iterator[int]:
    """Return the seconds of the day, in UTC, at which a price begins or ends."""
    for each in _constraints(entries):
        if isinstance(each, TimeOfDateConstraint):
            for edge in (each.start_time, each.end_time):
                offset = edge.utcoffset() or timedelta(0)
                seconds = edge.hour * 3600 + edge.minute * 60 + edge.second
                yield int(seconds - offset.total_seconds()) % 86_400


def provider_ids() -> list[str]:
    """Return the ids of all providers."""
    return [each.id for each in get_snapshot().providers]


@cache
def families() -> frozenset[str]:
    """Return the words that the names of many models begin with, such as `claude`."""
    names = (model.id.lower() for each in get_snapshot().providers for model in each.models)
    words = (FIRST_WORD.match(part) for name in names for part in re.split("[/.]", name))
    found = Counter(word[0] for word in words if word)
    return frozenset(word for word, number in found.items() if number >= MANY)


def price_list_version() -> str:
    """Return what is written as the version of a price of the list."""
    return f"genai-prices-{version('genai-prices')}"


def newest_price(today: date) -> date | None:
    """Return the newest day on which a price of the list began; the list has no date of its own."""
    days = [
        each.constraint.start_date
        for provider in get_snapshot().providers
        for model in provider.models
        if not isinstance(model.prices, ModelPrice)
        for each in model.prices
        if isinstance(each.constraint, StartDateConstraint)
    ]
    return max((day for day in days if day <= today), default=None)
