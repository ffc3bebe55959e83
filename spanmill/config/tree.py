"""The configuration as a tree whose every key and value knows where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

__all__ = ["Entry", "Mapping", "Mark", "Node", "Scalar", "Sequence", "YamlValue", "plain"]

YamlValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column from 1, length to underline, text of the line."""

    file: str
    line: int
    column: int
    length: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf. `value` is what YAML makes of `text`."""

    mark: Mark
    value: YamlValue
    text: str
    parsed: Node | None = None
    """Set where the whole scalar was one `${...}`: what YAML makes of the expanded text, for fields
    that are no text.
    """


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    mark: Mark
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; keys are text and stand in the order of the file."""

    mark: Mark
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])

    def with_entries(self, entries: dict[str, Entry]) -> Mapping:
        """Return the same place with other entries."""
        return replace(self, entries=entries)


Node = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """True for what YAML reads as null, such as `key:` with nothing after it."""
    return isinstance(node, Scalar) and node.value is None and node.parsed is None


def structure(node: Node) -> Node:
    """Return what stands behind a whole-scalar expansion, the node itself for everything else."""
    return node.parsed if isinstance(node, Scalar) and node.parsed is not None else node


def plain(node: Node) -> object:
    """Return the node as plain Python values, expansions as YAML reads them."""
    node = structure(node)
    if isinstance(node, Mapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value
