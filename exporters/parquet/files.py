"""Makes the files of one range of records visible, each whole and all under names of the range.

Traps: staged files lie in a folder of the same file system and do not end in `.parquet`, so no
reader's pattern meets them. No value of a span is ever part of a path.
"""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# pyarrow makes its compute functions at run time, and its stubs do not know them

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exporters.parquet.journal import Journal, replace_file
from exporters.parquet.writer import sync_folder, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from exporters.parquet.config import ParquetConfig
    from exporters.parquet.writer import Written

__all__ = ["Layout", "Publication", "partitions", "publish"]

_HOUR_NS = 3_600_000_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the files of one exporter and log lie."""

    spans: Path
    content: Path
    staging: Path
    manifest: Path
    name: str
    """`<exporter>-<log id>`, the beginning of every file's name."""

    @classmethod
    def of(cls, root: Path, content: Path, exporter: str, log_id: str) -> Layout:
        """Name the folders under `root`; ids come from the configuration and from the engine."""
        safe = re.sub(r"[^A-Za-z0-9_.+]", "_", exporter.replace("/", "+"))
        name = f"{safe}-{log_id}"
        return cls(
            root / "spans" / "v1", content / "v1", root / "_staging", root / "_manifest", name
        )

    def prepare(self) -> Journal:
        """Make the folders, remove what a crash left half written, and read the journal."""
        for folder in (self.spans, self.staging, self.manifest):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.staging, _staging(self, self.content)):
            for left in folder.glob(f"{self.name}-*.part"):
                left.unlink(missing_ok=True)
        return Journal(self.staging / f"{self.name}.ranges.jsonl")


@dataclass(frozen=True, slots=True)
class Publication:
    """One file to be: rows for a folder of a table."""

    table: Path
    partition: str
    pieces: Iterable[pa.Table]
    """Rows, made as they are written. Without any there is no file."""


def partitions(event_ns: NDArray[np.int64], by: str) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Yield each folder with its rows, in order of time."""
    hours = event_ns // _HOUR_NS if by == "hour" else event_ns // (24 * _HOUR_NS) * 24
    for hour in np.unique(hours):
        moment = np.datetime64(int(hour), "h")
        date = f"date={moment.astype('datetime64[D]')}"
        folder = f"{date}/hour={int(hour) % 24}" if by == "hour" else date
        yield folder, np.flatnonzero(hours == hour)


def publish(
    layout: Layout,
    journal: Journal,
    span: tuple[int, int],
    publications: Iterable[Publication],
    config: ParquetConfig,
) -> None:
    """Stage every file, note the range, rename, then write the manifest. Raises `OSError`."""
    first, last = span
    name = f"{layout.name}-{first}-{last}"
    staged: list[tuple[Path, Path]] = []
    lines: list[dict[str, object]] = []
    try:
        for number, each in enumerate(publications):
            part = _staging(layout, each.table) / f"{name}-{number}.part"
            part.parent.mkdir(parents=True, exist_ok=True)
            staged.append((part, each.table / each.partition / f"{name}.parquet"))
            written = write_file(part, each.pieces, config)
            if written.rows:
                lines.append(_line(layout, each, name, written))
            else:
                staged.pop()
        journal.note(first, last, [str(line["file"]) for line in lines])
        for part, target in staged:
            _reveal(part, target)
    finally:
        for part, _ in staged:
            part.unlink(missing_ok=True)
    manifest = "".join(json.dumps({**line, "first": first, "last": last}) + "\n" for line in lines)
    replace_file(layout.manifest / f"{name}.jsonl", manifest.encode())


def _staging(layout: Layout, table: Path) -> Path:
    """Return the folder to stage in: content may lie on another file system."""
    if table == layout.spans:
        return layout.staging
    return layout.content.parent / "_staging"


def _line(layout: Layout, each: Publication, name: str, written: Written) -> dict[str, object]:
    dataset = "spans" if each.table == layout.spans else "content"
    return {
        "dataset": dataset,
        "schema_version": 1,
        "file": f"{dataset}/v1/{each.partition}/{name}.parquet",
        "rows": written.rows,
        "bytes": written.size,
        "min_time": written.first,
        "max_time": written.last,
    }


def _reveal(part: Path, target: Path) -> None:
    """Rename into the table, and return when the folders on the way are on disk."""
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    for folder in (target.parent, *(folder.parent for folder in made)):
        sync_folder(folder)
