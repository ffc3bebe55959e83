"""Located findings about a configuration, and how they are printed for people and for programs."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spanmill.config.tree import Mark

__all__ = ["Diagnostic", "Findings", "Severity", "Slug", "closest", "one_of"]

_EXCERPT_CHARS = 100


class Severity(StrEnum):
    """How much a finding matters: only errors keep a configuration from running."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Slug(StrEnum):
    """The closed set of names of findings; programs rely on them, so they keep their meaning."""

    UNREADABLE_FILE = "unreadable-file"
    YAML_SYNTAX = "yaml-syntax"
    DUPLICATE_KEY = "duplicate-key"
    TOO_LARGE = "too-large"
    BAD_SET = "bad-set"
    BAD_VARIABLE = "bad-variable"
    MISSING_VARIABLE = "missing-variable"
    UNKNOWN_SECTION = "unknown-section"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_COMPONENT = "unknown-component"
    UNAVAILABLE = "unavailable"
    WRONG_SECTION = "wrong-section"
    BAD_ID = "bad-id"
    WRONG_TYPE = "wrong-type"
    MISSING_FIELD = "missing-field"
    BAD_VALUE = "bad-value"
    OUT_OF_RANGE = "out-of-range"
    BAD_EXPRESSION = "bad-expression"
    UNKNOWN_REFERENCE = "unknown-reference"
    REPEATED_REFERENCE = "repeated-reference"
    SIGNAL_MISMATCH = "signal-mismatch"
    ONE_SIDED_CONNECTOR = "one-sided-connector"
    EMPTY_PIPELINE = "empty-pipeline"
    CYCLE = "cycle"
    UNREDACTED_ON_DISK = "unredacted-on-disk"
    COUNTED_TWICE = "counted-twice"
    REMOVES_ALL = "removes-all"
    OPEN_LISTENER = "open-listener"
    WEAK_SECRET = "weak-secret"  # noqa: S105  # the name of a finding
    IGNORED_FIELD = "ignored-field"
    UNUSED = "unused"
    NULL_MAP = "null-map"


_EXPANSION = frozenset({Slug.BAD_VARIABLE, Slug.MISSING_VARIABLE, Slug.UNREADABLE_FILE})


def one_of(choices: Iterable[str]) -> str:
    """Word what was expected as a list of choices."""
    return f"one of: {', '.join(sorted(choices))}"


def closest(word: str, choices: Iterable[str]) -> str:
    """Return the hint that names the choice nearest to `word`, empty where none is near."""
    found = difflib.get_close_matches(word, sorted(choices), n=1, cutoff=0.6)
    return f"Did you mean '{found[0]}'?" if found else ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Lines and columns count from 1, in characters; `length` is what the carets underline.
    """

    file: str
    line: int
    column: int
    length: int
    severity: Severity
    slug: Slug
    where: str
    """Dotted path of the place in the file, e.g. `processors.batch`; empty for the file as a whole.
    """
    message: str
    expected: str = ""
    """What would be right, to be read after the word "expected"."""
    hint: str = ""
    """One sentence on what to do."""
    excerpt: str = ""
    """The line of the file, with values that are secret cut off."""

    def __str__(self) -> str:
        where = f" {self.where}:" if self.where else ""
        head = f"{self.severity}[{self.slug}]{where} {self.message}"
        lines = [f"{self.file}:{self.line}:{self.column}: {head}"]
        if self.excerpt:
            lines += self._marked_excerpt()
        if advice := self._advice():
            lines.append(f"  {advice}")
        return "\n".join(lines)

    def _marked_excerpt(self) -> list[str]:
        first = max(0, self.column + self.length + 8 - _EXCERPT_CHARS)
        first = min(first, self.column - 1)
        shown = self.excerpt[first : first + _EXCERPT_CHARS].rstrip()
        number = str(self.line)
        start = self.column - 1 - first
        carets = max(1, min(self.length, _EXCERPT_CHARS - start))
        # Tabs are kept below tabs, so that the carets stand where the eye expects them.
        margin = "".join("\t" if char == "\t" else " " for char in shown[:start]).ljust(start)
        return [f"  {number} | {shown}", f"  {' ' * len(number)} | {margin}{'^' * carets}"]

    def _advice(self) -> str:
        parts = [f"expected {self.expected}."] if self.expected else []
        return " ".join([*parts, self.hint] if self.hint else parts).removesuffix(".")

    def as_json(self) -> dict[str, Any]:
        """Return the fields under their own names, for `--format json`."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "excerpt"}


class Findings:
    """Collects findings while a configuration is read, so that all of them are reported at once."""

    def __init__(self) -> None:
        self._all: dict[Diagnostic, None] = {}
        self._unexpanded: set[tuple[str, int, int]] = set()
        self._files: list[str] = []
        self._hidden: dict[tuple[str, int], set[tuple[int, int]]] = {}

    def hide(self, mark: Mark) -> None:
        """Have no excerpt show what stands at `mark`, whichever finding it belongs to."""
        place = self._hidden.setdefault((mark.file, mark.line), set())
        place.add((mark.column - 1, mark.column - 1 + mark.length))

    def _covered(self, found: Diagnostic) -> Diagnostic:
        text = found.excerpt
        for start, end in self._hidden.get((found.file, found.line), ()):
            stars = "*" * (end - start) if text[end:].strip() else "***"
            text = text[:start] + stars + text[end:]
        return replace(found, excerpt=text)

    def reading(self, file: str) -> None:
        """Note that `file` is read now; findings are sorted by this order of files."""
        self._files.append(file)

    def add(
        self,
        slug: Slug,
        mark: Mark,
        where: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        expected: str = "",
        hint: str = "",
    ) -> None:
        """Add a finding at `mark`."""
        found = Diagnostic(
            mark.file,
            mark.line,
            mark.column,
            mark.length,
            severity,
            slug,
            where,
            message,
            expected,
            hint,
            mark.text,
        )
        place = (mark.file, mark.line, mark.column)
        if slug in _EXPANSION:
            self._unexpanded.add(place)
        elif place in self._unexpanded:
            # A value that could not be expanded has one fault, whatever is left of it.
            return
        self._all[found] = None

    def error(self, slug: Slug, mark: Mark, where: str, message: str, **more: Any) -> None:
        """Add an error; the configuration will not run."""
        self.add(slug, mark, where, message, severity=Severity.ERROR, **more)

    def warning(self, slug: Slug, mark: Mark, where: str, message: str, **more: Any) -> None:
        """Add a warning; the configuration runs, but somebody should look."""
        self.add(slug, mark, where, message, severity=Severity.WARNING, **more)

    def note(self, slug: Slug, mark: Mark, where: str, message: str, **more: Any) -> None:
        """Add a note, which asks for nothing."""
        self.add(slug, mark, where, message, severity=Severity.NOTE, **more)

    def sorted(self) -> Sequence[Diagnostic]:
        """Return all findings in the order of the files and lines."""
        order = {file: place for place, file in enumerate(self._files)}
        return sorted(
            map(self._covered, self._all),
            key=lambda each: (order.get(each.file, -1), each.line, each.column),
        )

    @property
    def failed(self) -> bool:
        """True as soon as one finding is an error."""
        return any(each.severity is Severity.ERROR for each in self._all)
