"""Compare output with a golden file, or write it with `SPANMILL_UPDATE_GOLDEN=1`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def header(path: Path, name: str) -> list[str]:
    """Return what the comment lines `# name: …` of a file say."""
    mark = f"# {name}: "
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(mark) for line in lines if line.startswith(mark)]


def assert_golden(path: Path, actual: str) -> None:
    """Fail when `actual` is not what the golden file says."""
    if os.environ.get("SPANMILL_UPDATE_GOLDEN") == "1":
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")
