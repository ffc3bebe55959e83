"""Read YAML 1.2 text into a tree with positions.

Works on the parser's events and not on a loader, for four reasons: every key keeps its place,
duplicate keys are all reported, aliases and depth are capped while they are followed, and scalars
follow the YAML 1.2 core schema and nothing else (`no` is text, `12:30:45` is text, `0123` is a
number in a number field and text in a text field).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from spanmill.config.diagnostic import Slug
from spanmill.config.tree import Entry, Mapping, Mark, Node, Scalar, Sequence, YamlValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spanmill.config.diagnostic import Findings

__all__ = ["MAX_DEPTH", "MAX_NODES", "compose", "compose_value", "resolve"]

MAX_NODES = 10_000
MAX_DEPTH = 64

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {
    each: each.lower() == "true" for each in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INT = re.compile(r"[-+]?[0-9]{1,40}|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = {".inf": "inf", "+.inf": "inf", "-.inf": "-inf", ".nan": "nan"}
_TAG = "tag:yaml.org,2002:"


class _StopReading(Exception):  # ends the reading of one file; what is wrong was noted before
    """Nothing more can be read from this file."""


def resolve(text: str) -> YamlValue:
    """Return what the YAML 1.2 core schema makes of an unquoted scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text, 10 if text[:2].lower() not in {"0o", "0x"} else 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    if text.lower() in _SPECIAL:
        return float(_SPECIAL[text.lower()])
    return text


def compose(text: str, file: str, findings: Findings, at: Mark | None = None) -> Node | None:
    """Return the tree of `text`, or None when it cannot be read; the reasons are in `findings`.

    With `at` every position is that one place: the text came out of a variable and stands nowhere
    in the file.
    """
    reader = _Reader(text, file, findings, at)
    hint = ""
    try:
        return reader.document()
    except _StopReading:
        return None
    except MarkedYAMLError as error:
        problem = str(error.problem or error.context or "cannot be read").splitlines()[0]
        found: Any = error.problem_mark or error.context_mark
        mark = reader.mark(found, found)
        began = error.context_mark if error.problem_mark else None
        if "${" in mark.text:
            hint = "Inside { } and [ ] a ${...} needs quotes around it."
        elif began is not None and at is None and began.line != found.line:
            hint = f"It belongs to what began in line {began.line + 1}."
    except ReaderError as error:
        problem = f"character #x{error.character:04x} cannot stand in YAML"
        mark = at or reader.mark_at(text[: error.position])
    except YAMLError as error:
        problem = str(error).splitlines()[0].strip().strip('"')
        mark = at or Mark(file, 1, 1, 1, "")
    findings.error(Slug.YAML_SYNTAX, mark, "", problem, hint=hint)
    return None


def compose_value(text: str, mark: Mark, findings: Findings) -> Node | None:
    """Return the tree of a value that came from outside a file; every position in it is `mark`."""
    value = resolve(text)
    if not isinstance(value, str) or not any(char in text for char in ":[{\n&*!|>'\"#"):
        return Scalar(mark, value, text)
    return compose(text, mark.file, findings, at=mark)


class _Reader:
    """Builds nodes from events, one document a file."""

    def __init__(self, text: str, file: str, findings: Findings, at: Mark | None) -> None:
        self._lines = text.splitlines()
        self._file = file
        self._findings = findings
        self._at = at
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[str, int] = {}
        self._nodes = 0

    def mark(self, start: Any, end: Any) -> Mark:
        """Return the place between two positions of the parser, cut at the end of its line."""
        if self._at is not None:
            return self._at
        text = self._lines[start.line] if start.line < len(self._lines) else ""
        stop = end.column if end.line == start.line else len(text.rstrip())
        return Mark(self._file, start.line + 1, start.column + 1, max(1, stop - start.column), text)

    def mark_at(self, before: str) -> Mark:
        """Return the place of the character behind this text, which cannot be shown."""
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        shown = (char if char.isprintable() else "\ufffd" for char in self._lines[line])
        return Mark(self._file, line + 1, column + 1, 1, "".join(shown))

    def document(self) -> Node:
        """Read the only document; an empty file is an empty mapping."""
        for event in self._events:
            if isinstance(event, StreamEndEvent):
                return Mapping(self._at or Mark(self._file, 1, 1, 1, ""))
            if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                node = self._node(event, 0)
                self._only_document()
                return node
        raise _StopReading

    def _only_document(self) -> None:
        for event in self._events:
            if not isinstance(event, DocumentEndEvent | StreamEndEvent):
                mark = self.mark(event.start_mark, event.end_mark)
                self._fail(Slug.YAML_SYNTAX, mark, "a second document in the same file")

    def _fail(self, slug: Slug, mark: Mark, message: str, expected: str = "") -> None:
        self._findings.error(slug, mark, "", message, expected=expected)
        raise _StopReading

    def _count(self, mark: Mark, depth: int, size: int = 1) -> None:
        self._nodes += size
        if self._nodes > MAX_NODES:
            self._fail(Slug.TOO_LARGE, mark, "too many values", f"at most {MAX_NODES} in one file")
        if depth > MAX_DEPTH:
            self._fail(Slug.TOO_LARGE, mark, "nested too deep", f"at most {MAX_DEPTH} levels")

    def _node(self, event: Any, depth: int) -> Node:
        mark = self.mark(event.start_mark, event.end_mark)
        if isinstance(event, AliasEvent):
            return self._alias(str(event.anchor), mark, depth)
        self._count(mark, depth)
        before = self._nodes
        node = self._build(event, mark, depth)
        if event.anchor:
            self._anchors[str(event.anchor)] = node
            self._sizes[str(event.anchor)] = self._nodes - before + 1
        return node

    def _build(self, event: Any, mark: Mark, depth: int) -> Node:
        if isinstance(event, MappingStartEvent):
            return self._mapping(mark, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(mark, depth)
        return Scalar(mark, self._scalar_value(event, mark), str(event.value))

    def _alias(self, name: str, mark: Mark, depth: int) -> Node:
        node = self._anchors.get(name)
        if node is None:
            self._fail(Slug.YAML_SYNTAX, mark, f"alias '*{name}' has no anchor before it")
            raise _StopReading
        self._count(mark, depth, self._sizes[name])
        return node

    def _scalar_value(self, event: Any, mark: Mark) -> YamlValue:
        tag, text = str(event.tag or ""), str(event.value)
        if tag == _TAG + "str" or (not tag and event.style is not None):
            return text
        if tag and not tag.startswith(_TAG):
            self._fail(Slug.YAML_SYNTAX, mark, f"tag '{tag}' is not supported")
        return resolve(text)

    def _sequence(self, mark: Mark, depth: int) -> Node:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return Sequence(mark, tuple(items))

    def _mapping(self, mark: Mark, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        merged: list[Node] = []
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key_mark = self.mark(event.start_mark, event.end_mark)
            if not isinstance(event, ScalarEvent):
                self._fail(Slug.YAML_SYNTAX, key_mark, "a key must be plain text")
            key = str(event.value)
            value = self._node(next(self._events), depth + 1)
            if key == "<<" and event.style is None:
                merged.append(value)
                continue
            if key in entries:
                self._duplicate(key, key_mark, entries[key].mark)
            entries[key] = Entry(key_mark, value)
        for node in merged:
            self._merge_key(node, entries)
        return Mapping(mark, entries)

    def _duplicate(self, key: str, mark: Mark, first: Mark) -> None:
        self._findings.error(
            Slug.DUPLICATE_KEY,
            mark,
            "",
            f"key '{key}' stands twice, first in line {first.line}",
            expected="each key once",
        )

    def _merge_key(self, node: Node, entries: dict[str, Entry]) -> None:
        sources = node.items if isinstance(node, Sequence) else (node,)
        for source in sources:
            if not isinstance(source, Mapping):
                self._fail(Slug.YAML_SYNTAX, source.mark, "'<<' merges mappings only")
                continue
            for key, entry in source.entries.items():
                entries.setdefault(key, entry)
