"""Check the caps of the house style and look for what must not be left behind.

Prints one line a finding; exit 1 if any.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_CAP = 400
FUNCTION_CAP = 60
LINE_CAP = 100
LEFTOVER = re.compile(
    r"\b(?:TO[D]O(?!\(#\d)|FIX[M]E|XX[X]\b|HAC[K]\b|tod[o]!|unimplemente[d]!)|#\[ignor[e]\]"
)
BANNED_NAMES = frozenset({"utils", "helpers", "common", "manager", "misc"})
CODE = frozenset({".py", ".rs", ".pyi"})
LONGER_FILES: dict[str, str] = {
    "spanmill/_kernel.pyi": "one stub for one extension module, as type checkers want it",
}
"""Files over the cap, each with its reason."""


IMPORTS = {
    "spanmill._kernel": ("spanmill/kernel.py", "tests/", "spanmill/_kernel.pyi"),
    "grpc": ("receivers/", "exporters/", "tests/", "bench/"),
    "uvicorn": ("receivers/", "exporters/", "spanmill/engine/admin.py", "tests/", "bench/"),
    "fastapi": ("receivers/", "exporters/", "spanmill/engine/admin.py", "tests/"),
}
"""Modules that only some places may import."""
IMPORT = re.compile(r"^\s*(?:from|import) ([\w.]+)(?: import (\w+))?", re.MULTILINE)


def imports(path: Path, text: str) -> Iterator[str]:
    """Find imports of a module from a place that it is not for."""
    for match in IMPORT.finditer(text):
        names = {match[1], match[1].partition(".")[0], f"{match[1]}.{match[2]}"}
        for name in names & set(IMPORTS):
            if not str(path).startswith(IMPORTS[name]):
                yield f"{path}: imports {name}, which is for {', '.join(IMPORTS[name])}"


def tracked() -> list[Path]:
    """Return the files that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    return [Path(name) for name in out.decode().split("\0") if name and Path(name).is_file()]


def functions(path: Path, text: str) -> Iterator[str]:
    """Find functions over the cap."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > FUNCTION_CAP:
                yield f"{path}:{node.lineno}: {node.name} has {size} lines, cap {FUNCTION_CAP}"


def tests_without_sentence(path: Path, text: str) -> Iterator[str]:
    """Find tests that do not say in a sentence what they show."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        if not ast.get_docstring(node):
            yield f"{path}:{node.lineno}: {node.name} has no docstring"


def rust_functions(path: Path, text: str) -> Iterator[str]:
    """Find Rust functions over the cap, by the indentation that rustfmt gives."""
    start: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if start is None and (
            match := re.match(r"( *)(?:pub(?:\([a-z]+\))? )?(?:const )?fn \w+", line)
        ):
            start = (number, match[1])
        if start is not None and line == start[1] + "}":
            if number - start[0] + 1 > FUNCTION_CAP:
                size = number - start[0] + 1
                yield f"{path}:{start[0]}: function of {size} lines, cap {FUNCTION_CAP}"
            start = None


def findings(path: Path) -> Iterator[str]:
    """Find everything in one file."""
    if BANNED_NAMES & {part.removesuffix(path.suffix) for part in path.parts}:
        yield f"{path}: a name that says nothing"
    if path.suffix not in CODE:
        return
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > FILE_CAP and str(path) not in LONGER_FILES:
        yield f"{path}: {len(lines)} lines, cap {FILE_CAP}"
    for number, line in enumerate(lines, 1):
        if LEFTOVER.search(line):
            yield f"{path}:{number}: leftover"
        if path.suffix == ".rs" and len(line) > LINE_CAP:
            yield f"{path}:{number}: {len(line)} columns, cap {LINE_CAP}"
    if path.suffix == ".py":
        yield from functions(path, text)
        yield from imports(path, text)
        yield from tests_without_sentence(path, text)
    if path.suffix == ".rs":
        yield from rust_functions(path, text)


def main() -> int:
    """Check every file."""
    rows = [row for path in tracked() for row in findings(path)]
    for row in rows:
        sys.stdout.write(row + "\n")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main())
