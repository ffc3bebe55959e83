"""Join files and `--set` options: mappings deep, lists and scalars by the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.config.compose import compose_value
from spanmill.config.diagnostic import Slug
from spanmill.config.tree import Entry, Mapping, Mark, Node, is_null

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.config.diagnostic import Findings

__all__ = ["SET_FILE", "merge", "parse_set"]

SET_FILE = "--set"
"""The name under which options of the command line appear where others have a file's name."""


def merge(earlier: Node, later: Node, findings: Findings, where: str = "") -> Node:
    """Return `earlier` overridden by `later`.

    A bare key keeps the mapping that it had, with a note.
    """
    if isinstance(earlier, Mapping) and is_null(later):
        findings.note(
            Slug.NULL_MAP,
            later.mark,
            where,
            "nothing stands under this key",
            hint="It keeps what earlier files say; write {} or remove the key.",
        )
        return earlier
    if not (isinstance(earlier, Mapping) and isinstance(later, Mapping)):
        return later
    entries = dict(earlier.entries)
    for key, entry in later.entries.items():
        path = f"{where}.{key}".lstrip(".")
        before = entries.get(key)
        value = merge(before.value, entry.value, findings, path) if before else entry.value
        entries[key] = Entry(entry.mark, value)
    return later.with_entries(entries)


def parse_set(options: Sequence[str], findings: Findings) -> list[Node]:
    """Return one tree for each `a.b.c=value`; `::` separates as well, for keys with dots."""
    trees = [_parse_one(option, line, findings) for line, option in enumerate(options, 1)]
    return [tree for tree in trees if tree is not None]


def _parse_one(option: str, line: int, findings: Findings) -> Node | None:
    path, equals, text = option.partition("=")
    keys = path.split("::") if "::" in path else path.split(".")
    if not equals or not all(keys):
        mark = Mark(SET_FILE, line, 1, max(1, len(path)), option)
        findings.error(
            Slug.BAD_SET, mark, "", "not a setting", expected="path.to.key=value, the value as YAML"
        )
        return None
    separator = 2 if "::" in path else 1
    value_mark = Mark(SET_FILE, line, len(path) + 2, max(1, len(text)), option)
    node = compose_value(text, value_mark, findings)
    end = len(path)
    for key in reversed(keys):
        mark = Mark(SET_FILE, line, end - len(key) + 1, len(key), option)
        if node is not None:
            node = Mapping(mark, {key: Entry(mark, node)})
        end -= len(key) + separator
    return node
