"""Expand `${env:NAME}`, `${NAME}`, `${env:NAME:-default}`, `${file:path}` and `$$` in a tree.

An expanded value is never expanded again. A bare `$` is plain text. Where a scalar is one expansion
and nothing else, the text is also read as YAML, for fields that are no text; positions stay those
of the scalar in the file.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from spanmill.config.compose import compose_value
from spanmill.config.diagnostic import Findings, Slug, closest
from spanmill.config.tree import Entry, Mapping, Mark, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping as Environment

__all__ = ["Expander"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MAX_FILE_BYTES = 1 << 20


class _Failed(Exception):  # one expansion has no value; what is wrong was noted before
    """The scalar cannot be expanded."""


@dataclass(frozen=True, slots=True)
class Expander:
    """Expands trees with the variables of one environment."""

    environment: Environment[str, str]
    findings: Findings
    files: dict[str, float] = field(default_factory=dict)
    """When each file that was read had last been changed, in seconds since the epoch, by path."""

    def expand(self, node: Node, where: str = "") -> Node:
        """Return `node` with every scalar expanded; what has no value is reported and stays."""
        if isinstance(node, Mapping):
            entries = {
                key: Entry(entry.mark, self.expand(entry.value, f"{where}.{key}".lstrip(".")))
                for key, entry in node.entries.items()
            }
            return node.with_entries(entries)
        if isinstance(node, Sequence):
            items = (self.expand(item, f"{where}.{n}") for n, item in enumerate(node.items))
            return replace(node, items=tuple(items))
        return self._scalar(node, where) if "$" in node.text else node

    def _scalar(self, node: Scalar, where: str) -> Scalar:
        try:
            text = self._text(node.text, node.mark, where)
        except _Failed:
            return node
        if not _is_whole(node.text):
            return replace(node, text=text, value=text)
        return replace(node, text=text, value=text, parsed=_parse(text, node.mark))

    def _text(self, text: str, mark: Mark, where: str) -> str:
        parts: list[str] = []
        place = 0
        while (found := text.find("$", place)) >= 0:
            parts.append(text[place:found])
            following = text[found + 1 : found + 2]
            if following == "$":
                parts.append("$")
                place = found + 2
            elif following == "{":
                end = _closing_brace(text, found + 1)
                if end < 0:
                    self._bad(mark, where, "'${' without its '}'", "Write $${ for the plain text.")
                parts.append(self._value(text[found + 2 : end], mark, where))
                place = end + 1
            else:
                parts.append("$")
                place = found + 1
        return "".join([*parts, text[place:]])

    def _bad(self, mark: Mark, where: str, message: str, hint: str) -> None:
        expected = "${env:NAME}, ${env:NAME:-default} or ${file:PATH}"
        self.findings.error(Slug.BAD_VARIABLE, mark, where, message, expected=expected, hint=hint)
        raise _Failed

    def _value(self, inside: str, mark: Mark, where: str) -> str:
        head, separator, rest = inside.partition(":")
        if separator and head == "file":
            return self._file(rest, mark, where)
        if separator and head == "env":
            return self._variable(rest, mark, where)
        if separator and not rest.startswith("-") and _NAME.fullmatch(head):
            self._bad(mark, where, f"unknown source '{head}'", "")
        return self._variable(inside, mark, where)

    def _variable(self, inside: str, mark: Mark, where: str) -> str:
        name, has_default, default = inside.partition(":-")
        if not _NAME.fullmatch(name):
            self._bad(
                mark, where, f"'{name}' is no name of a variable", "Write $${ for the plain text."
            )
        if name in self.environment:
            return self.environment[name]
        if has_default:
            return self._text(default, mark, where)
        hint = (
            closest(name, self.environment) or f"Write ${{env:{name}:-default}} to give a default."
        )
        self.findings.error(
            Slug.MISSING_VARIABLE,
            mark,
            where,
            f"environment variable '{name}' is not set and has no default",
            hint=hint,
        )
        raise _Failed

    def _file(self, path: str, mark: Mark, where: str) -> str:
        try:
            with Path(path).open("rb") as stream:
                content = stream.read(_MAX_FILE_BYTES + 1)
                self.files[path] = os.fstat(stream.fileno()).st_mtime
            if len(content) > _MAX_FILE_BYTES:
                self._unreadable(path, mark, where, f"larger than {_MAX_FILE_BYTES} bytes")
            # The last line break is the file's and not the value's: `echo` makes most secrets.
            return content.decode().removesuffix("\n").removesuffix("\r")
        except OSError as error:
            return self._unreadable(path, mark, where, error.strerror or "cannot be read")
        except UnicodeDecodeError:
            return self._unreadable(path, mark, where, "is not UTF-8")

    def _unreadable(self, path: str, mark: Mark, where: str, reason: str) -> str:
        self.findings.error(
            Slug.UNREADABLE_FILE,
            mark,
            where,
            f"file '{path}': {reason.lower()}",
            expected="a readable UTF-8 file",
        )
        raise _Failed


def _closing_brace(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        if text[place] == "{":
            depth += 1
        elif text[place] == "}":
            depth -= 1
            if depth == 0:
                return place
    return -1


def _is_whole(text: str) -> bool:
    return text.startswith("${") and _closing_brace(text, 1) == len(text) - 1


def _parse(text: str, mark: Mark) -> Node:
    """Read expanded text as YAML. What is no good YAML (most passwords) is simply text."""
    findings = Findings()
    found = compose_value(text, mark, findings)
    if found is None or findings.failed:
        return Scalar(mark, text, text)
    return found
