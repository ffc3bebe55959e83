"""Writes one file. Settings come from the configuration alone, so same rows make same bytes."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# pyarrow makes its compute functions at run time, and its stubs do not know them

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from exporters.parquet.schema import DELTA, DICTIONARY, PLAIN, SPLIT
from spanmill.heap import release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exporters.parquet.config import ParquetConfig

__all__ = ["Written", "give_back", "sync_folder", "write_file"]

GROUP_BYTES = 16 << 20
"""Bytes of a row group in memory, about; as many rows as that are read by a query at a time."""


@dataclass(slots=True)
class Written:
    """What is in a file."""

    rows: int = 0
    size: int = 0
    first: str = ""
    """Earliest start."""
    last: str = ""
    """Latest start."""


def write_file(path: Path, pieces: Iterable[pa.Table], config: ParquetConfig) -> Written:
    """Write pieces of a table that is sorted by start and trace; return once the disk has them.

    A file without a row is not left.
    """
    written = Written()
    with path.open("wb") as sink:
        writer = None
        try:
            for table in row_groups(pieces, config.row_group_rows):
                if writer is None:
                    writer = pq.ParquetWriter(sink, table.schema, **_options(table, config))
                writer.write_table(table, row_group_size=config.row_group_rows)
                give_back()
                times = pc.min_max(table["start_time"])
                written.first = written.first or str(times["min"].cast("string"))
                written.last = str(times["max"].cast("string"))
                written.rows += table.num_rows
        finally:
            if writer is not None:
                writer.close()
        sink.flush()
        os.fsync(sink.fileno())
    written.size = path.stat().st_size
    if not written.rows:
        path.unlink()
    return written


def give_back() -> None:
    """Return to the system what a row group or a whole file took for a moment."""
    pa.default_memory_pool().release_unused()
    release()


def row_groups(pieces: Iterable[pa.Table], most_rows: int) -> Iterator[pa.Table]:
    """Join pieces as far as a row group goes: it is in memory while it is written."""
    held: list[pa.Table] = []
    rows = size = 0
    for piece in pieces:
        if held and (rows + piece.num_rows > most_rows or size + piece.nbytes > GROUP_BYTES):
            yield pa.concat_tables(held)
            held, rows, size = [], 0, 0
        if piece.num_rows:
            held.append(piece)
            rows, size = rows + piece.num_rows, size + piece.nbytes
    if held:
        yield pa.concat_tables(held)


def sync_folder(path: Path) -> None:
    """Return when the names in a folder are on disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _options(table: pa.Table, config: ParquetConfig) -> dict[str, object]:
    names = set(table.schema.names)
    own = [each for each in config.columns if each.column in names]
    coded = [each.column for each in own if each.type in {"string", "int"}]
    split = [each.column for each in own if each.type == "double"]
    encodings = {
        **dict.fromkeys(DELTA, "DELTA_BINARY_PACKED"),
        **dict.fromkeys((*SPLIT, *split), "BYTE_STREAM_SPLIT"),
        **dict.fromkeys(PLAIN, "PLAIN"),
    }
    bloom = {"trace_id": {"ndv": max(min(table.num_rows, config.row_group_rows), 1), "fpp": 0.01}}
    return {
        "compression": config.compression,
        "compression_level": config.compression_level if config.compression == "zstd" else None,
        "use_dictionary": [
            *(each for each in DICTIONARY if each.split(".")[0] in names),
            *coded,
        ],
        "column_encoding": {name: each for name, each in encodings.items() if name in names},
        "sorting_columns": pq.SortingColumn.from_ordering(
            table.schema, [("start_time", "ascending"), ("trace_id", "ascending")]
        ),
        "write_page_index": True,
        "write_page_checksum": True,
        "bloom_filter_options": bloom if config.bloom_filter else None,
    }
