"""Remembers which ranges of records became files, so that a restart cuts at the same places."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from exporters.parquet.writer import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Journal", "replace_file"]

_KEPT = 64
"""The engine confirms ranges soon after they are written; far fewer are ever open."""


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file so that a crash leaves the old one or the new one."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as sink:
        sink.write(data)
        sink.flush()
        os.fsync(sink.fileno())
    part.replace(path)
    sync_folder(path.parent)


class Journal:
    """Ranges of one log, each noted before the first of its files becomes visible."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ranges: dict[int, tuple[int, list[str]]] = {}
        if path.exists():
            lines = path.read_text().splitlines()
            rows = [json.loads(line) for line in lines]
            self._ranges = {row["first"]: (row["last"], row["files"]) for row in rows}

    def end_of(self, first: int) -> int | None:
        """Return the last record of the range that began at `first`, if one was noted."""
        known = self._ranges.get(first)
        return known[0] if known else None

    def note(self, first: int, last: int, files: list[str]) -> None:
        """Note a range that is about to become visible. Raises `OSError`."""
        if self._ranges.get(first) == (last, files):
            return
        ranges = {**self._ranges, first: (last, files)}
        kept = dict(sorted(ranges.items())[-_KEPT:])
        rows = ({"first": key, "last": end, "files": names} for key, (end, names) in kept.items())
        replace_file(self._path, "".join(json.dumps(row) + "\n" for row in rows).encode())
        self._ranges = kept
