"""Tells in microseconds that a provider has no model of some name.

Clients make names up, and the price list tries every clause of every model on each. Here all
clauses of a provider are a set of whole names and a few regular expressions; what fits none of them
cannot be a model. What fits may be one: the list decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import (
    ClauseAnd,
    ClauseContains,
    ClauseEndsWith,
    ClauseEquals,
    ClauseOr,
    ClauseRegex,
    ClauseStartsWith,
)

from spanmill.kernel import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genai_prices.types import Provider

__all__ = ["Prefilter", "may_have"]

MAX_PATTERN_BYTES = 4000
"""A little less than the kernel takes in one expression."""
COMPACT_DATE = re.compile(r"-(20\d{2})(\d{2})(\d{2})(?=-|:|$)")


class Prefilter:
    """The clauses of one provider's models."""

    def __init__(self, provider: Provider) -> None:
        self._names: set[str] = set()
        texts = []
        for model in provider.models:
            for clause in _clauses(model.match):
                if isinstance(clause, ClauseEquals):
                    self._names.add(clause.equals.lower())
                else:
                    texts.append(_expression(clause))
        self._patterns = [Pattern(text) for text in _joined(texts)]

    def may_have(self, name: str) -> bool:
        """Whether some model may be called so; False is certain. `name` is in lower case."""
        # the list also tries names with their dates spelt out
        dated = COMPACT_DATE.sub(r"-\1-\2-\3", name)
        names = [name] if dated == name else [name, dated]
        return any(each in self._names for each in names) or any(
            any(memoryview(pattern.matches(names))) for pattern in self._patterns
        )


@cache
def _of(provider_id: str) -> Prefilter:
    return Prefilter(next(each for each in get_snapshot().providers if each.id == provider_id))


def may_have(provider: Provider, name: str) -> bool:
    """Whether a provider, or one that it falls back to, may have a model of this name."""
    return any(
        _of(each).may_have(name)
        for each in (provider.id, *(provider.fallback_model_providers or ()))
    )


def _clauses(clause: object) -> Iterator[object]:
    """Return clauses of which at least one holds wherever `clause` does."""
    if isinstance(clause, ClauseOr):
        for each in clause.or_:
            yield from _clauses(each)
    elif isinstance(clause, ClauseAnd):
        yield from _clauses(clause.and_[0])
    else:
        yield clause


def _expression(clause: object) -> str:
    match clause:
        case ClauseStartsWith():
            return f"^{re.escape(clause.starts_with.lower())}"
        case ClauseEndsWith():
            return f"{re.escape(clause.ends_with.lower())}$"
        case ClauseContains():
            return re.escape(clause.contains.lower())
        case ClauseRegex():
            return f"(?:{clause.regex})"
        case _:
            return ""  # a kind that is not known here fits everything


def _joined(texts: list[str]) -> Iterator[str]:
    """Join expressions into as few as the kernel takes."""
    joined: list[str] = []
    size = 0
    for text in dict.fromkeys(texts):
        if joined and size + len(text) + 1 > MAX_PATTERN_BYTES:
            yield "|".join(joined)
            joined, size = [], 0
        joined.append(text)
        size += len(text) + 1
    if joined:
        yield "|".join(joined)
