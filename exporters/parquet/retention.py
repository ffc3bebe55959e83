"""Deletes the oldest files of a table, by age and by size, and what manifests say of them."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from exporters.parquet.journal import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["expire", "forget"]

_FOLDER = re.compile(r"date=(\d{4}-\d\d-\d\d)(?:/hour=(\d{1,2}))?")


def expire(table: Path, now: float, max_age_s: float, max_bytes: int) -> int:
    """Delete files, oldest first, and return how many. 0 turns a limit off. Raises `OSError`.

    A file is as old as the end of its folder's hour or day.
    """
    found = sorted(_files(table))
    total, deleted = sum(size for *_, size in found), 0
    for end, _, file, size in found:
        too_old = max_age_s > 0 and end < now - max_age_s
        too_large = 0 < max_bytes < total
        if not too_old and not too_large:
            continue
        file.unlink(missing_ok=True)
        total -= size
        deleted += 1
        for folder in (file.parent, *file.parent.parents):
            if folder == table or any(folder.iterdir()):
                break
            folder.rmdir()
    return deleted


def forget(manifests: Path, tables: Mapping[str, Path]) -> None:
    """Take files that are gone out of manifests, by dataset.

    Raises `OSError`, and `ValueError` or `LookupError` for a manifest that somebody else wrote.
    """
    for manifest in manifests.glob("*.jsonl"):
        lines = manifest.read_text().splitlines()
        left = [line for line in lines if _is_there(json.loads(line), tables)]
        if not left:
            manifest.unlink()
        elif left != lines:
            replace_file(manifest, "".join(line + "\n" for line in left).encode())


def _is_there(line: Mapping[str, str], tables: Mapping[str, Path]) -> bool:
    dataset = line["dataset"]
    return (tables[dataset] / line["file"].removeprefix(f"{dataset}/v1/")).exists()


def _files(table: Path) -> Iterator[tuple[float, int, Path, int]]:
    """Find files: the end of the folder's time, when it was made, and its size."""
    for file in table.glob("date=*/**/*.parquet"):
        match = _FOLDER.fullmatch(file.parent.relative_to(table).as_posix())
        if match is None:
            continue
        # Another process deletes as well, or made a folder of a day that does not exist.
        with suppress(FileNotFoundError, ValueError):
            start = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
            length = timedelta(hours=int(match[2]) + 1) if match[2] else timedelta(days=1)
            stat = file.stat()
            yield (start + length).timestamp(), stat.st_mtime_ns, file, stat.st_size
