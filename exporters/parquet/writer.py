"""Writes one file. Settings come from the configuration alone, so same rows make same bytes."""

# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# pyarrow makes its compute functions at run time, and its stubs do not know them

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from exporters.parquet.schema import DELTA, DICTIONARY, PLAIN, SPLIT

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from exporters.parquet.config import ParquetConfig

__all__ = ["sync_folder", "write_file"]


def write_file(path: Path, table: pa.Table, config: ParquetConfig) -> int:
    """Write `table`, sorted by start and trace, and return its size once the disk has it."""
    with path.open("wb") as sink:
        with pq.ParquetWriter(sink, table.schema, **_options(table, config)) as writer:
            writer.write_table(table, row_group_size=config.row_group_rows)
        sink.flush()
        os.fsync(sink.fileno())
        return path.stat().st_size


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
