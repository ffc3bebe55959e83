"""What a provider bills: its own sums, by prices that are written down here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

PRICES = {
    "gpt-4o-2024-08-06": ("2.5", "10", "1.25", None, None),
    "o3-2025-04-16": ("2", "8", "0.5", None, None),
    "o3-2025-04-16 flex": ("1", "4", "0.25", None, None),
    "text-embedding-3-small": ("0.02", "0", None, None, None),
    "claude-sonnet-4-5-20250929": ("3", "15", "0.3", "3.75", "6"),
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0": ("3.3", "16.5", "0.33", "4.125", "6.6"),
    "amazon.nova-pro-v1:0": ("0.8", "3.2", "0.2", None, None),
}
"""US dollars for a million tokens: input, output, cache read, cache write, write for an hour."""


@dataclass(frozen=True)
class Used:
    """Tokens of one call, none of them counted twice."""

    model: str
    fresh: int
    output: int
    read: int = 0
    write: int = 0
    hour: int = 0
    thought: int = 0
    """Part of `output`."""
    tier: str = ""
    """The tier that served it, where that changes the price."""

    @property
    def whole(self):
        """Return all tokens of the input."""
        return self.fresh + self.read + self.write + self.hour

    @property
    def dollars(self):
        """Return what they cost."""
        prices = (Decimal(each or 0) for each in PRICES[f"{self.model} {self.tier}".strip()])
        tokens = (self.fresh, self.output, self.read, self.write, self.hour)
        return sum(price * count for price, count in zip(prices, tokens, strict=True)) / 10**6


@dataclass
class Bill:
    """Every call that was answered whole, in order."""

    calls: list[Used] = field(default_factory=list)
    broken_off: int = 0
    """Calls whose answer ended before their usage was told."""
    refused: int = 0

    @property
    def dollars(self):
        """Return what is to be paid."""
        return sum((each.dollars for each in self.calls), Decimal(0))
