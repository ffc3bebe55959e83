"""Deletes the oldest folders of a table, by age and by size."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["expire"]

_FOLDER = re.compile(r"date=(\d{4}-\d\d-\d\d)(?:/hour=(\d{1,2}))?")


def expire(table: Path, now: float, max_age_s: float, max_bytes: int) -> int:
    """Delete whole folders and return how many. 0 turns a limit off. Raises `OSError`."""
    folders = sorted(_folders(table))
    sizes = [sum(file.stat().st_size for file in each.glob("*.parquet")) for _, each in folders]
    total, deleted = sum(sizes), 0
    for (end, folder), size in zip(folders, sizes, strict=True):
        too_old = max_age_s > 0 and end < now - max_age_s
        too_large = max_bytes > 0 and total > max_bytes
        if not too_old and not too_large:
            continue
        shutil.rmtree(folder)
        total -= size
        deleted += 1
    return deleted


def _folders(table: Path) -> list[tuple[float, Path]]:
    """Find the folders that hold files, each with the end of the time that it is for."""
    found = []
    for folder in {file.parent for file in table.glob("date=*/**/*.parquet")}:
        match = _FOLDER.fullmatch(folder.relative_to(table).as_posix())
        if match is None:
            continue
        start = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
        length = timedelta(hours=int(match[2]) + 1) if match[2] else timedelta(days=1)
        found.append(((start + length).timestamp(), folder))
    return found
