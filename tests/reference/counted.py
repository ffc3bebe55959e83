"""What each span adds to a sum, the slow and obvious way: the oracle of the online rule.

A leaf call counts at once. A call above others counts with the tokens of those seen so far left
out, a sum only where nothing below it has counted, a response id once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Node", "Online"]

NANOS = 2.5e-6, 1e-5
"""What a token of input and of output costs in the tests."""


@dataclass(frozen=True)
class Node:
    """One span: `kind` is `call`, `sum`, or empty for a span that no provider bills."""

    number: int
    parent: int | None
    kind: str = ""
    tokens: tuple[int, int] = (0, 0)
    response: str = ""

    @property
    def total(self) -> float:
        """What the span costs by itself."""
        return sum(count * price for count, price in zip(self.tokens, NANOS, strict=True))


@dataclass
class Online:
    """Everything seen so far of one trace."""

    seen: dict[int, Node] = field(default_factory=dict)
    covers: dict[int, tuple[int, int]] = field(default_factory=dict)
    counted: dict[int, float] = field(default_factory=dict)
    responses: set[str] = field(default_factory=set)

    def group(self, nodes: list[Node]) -> dict[int, float]:
        """Take a group of spans, and return what each of them adds."""
        here = {node.number: node for node in nodes}
        self.seen |= here
        order = sorted((each for each in nodes if each.kind), key=lambda n: -self._depth(n, here))
        for node in order:
            self._count(node)
        return {node.number: self.counted[node.number] for node in order}

    def _depth(self, node: Node, here: dict[int, Node]) -> int:
        depth, at = 0, here.get(node.parent or 0)
        while at is not None:
            depth += bool(at.kind)
            at = here.get(at.parent or 0)
        return depth

    def _above(self, number: int) -> int | None:
        """Return the nearest call or sum above a span, as far as its parents have come."""
        at = self.seen[number].parent
        while at is not None and at in self.seen:
            if self.seen[at].kind:
                return at
            at = self.seen[at].parent
        return None

    def _count(self, node: Node) -> None:
        below = [each for each in self.covers if self._above(each) == node.number]
        given = [sum(self.covers[each][unit] for each in below) for unit in (0, 1)]
        repeated = bool(node.response) and node.response in self.responses
        if repeated or (below and node.kind == "sum"):
            counted = 0.0
        else:
            rest = (max(0, own - got) for own, got in zip(node.tokens, given, strict=True))
            counted = sum(count * price for count, price in zip(rest, NANOS, strict=True))
        self.counted[node.number] = counted
        self.responses |= {node.response} if node.response else set()
        own = node.tokens if not repeated and (node.kind == "call" or not below) else (0, 0)
        if below or not repeated:
            a, b = (max(each, got) for each, got in zip(own, given, strict=True))
            self.covers[node.number] = (a, b)
