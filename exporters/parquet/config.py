"""Configuration of the `parquet` exporter."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from spanmill.component import Config
from spanmill.config.network import LocalQueue, RetryOnFailure
from spanmill.config.values import Duration, Size, fault

__all__ = ["ContentConfig", "ParquetConfig", "RollConfig"]

_MIB = 1 << 20


class RollConfig(Config):
    """When a file is closed and becomes visible, whichever comes first."""

    max_bytes: Size = 128 * _MIB
    """Close at about this size of spans, 1MiB to 2GiB. Small files make queries slow."""
    interval: Duration = 300.0
    """Close after this long, 1s or more. Spans are in no query before; they are safe in the log
    meanwhile.
    """

    @model_validator(mode="after")
    def _in_range(self) -> RollConfig:
        if not _MIB <= self.max_bytes <= 2048 * _MIB:
            fault(
                "out-of-range", "the size is out of range", at="max_bytes", expected="1MiB to 2GiB"
            )
        if self.interval < 1:
            fault(
                "out-of-range", "the interval is too short", at="interval", expected="at least 1s"
            )
        return self


class ContentConfig(Config):
    """What people and models wrote: prompts, answers, instructions, tool calls.

    It is in a table of its own, so that the table of spans can be shared.
    """

    enabled: bool = False
    """Write it. False: it is in no file."""
    directory: str = ""
    """Folder of its table, e.g. with other access rights. Empty: `content` beside `spans`."""


class ParquetConfig(Config):
    """Writes spans to Parquet files in folders by date and hour of the span's start.

    A file is complete when it is visible, and after a crash the same spans make the same file:
    nothing counts twice.
    """

    directory: str = Field(default="./data/parquet", min_length=1)
    """Folder of the table, made where it does not exist. Files hold what spans hold: protect it
    like the data.
    """
    roll: RollConfig = RollConfig()
    """When files are closed."""
    partition_by: Literal["hour", "date"] = "hour"
    """Folders: `date=…/hour=…`, or `date=…` alone for less than about 100 spans a second."""
    partition_time: Literal["start", "receive"] = "start"
    """Which time decides the folder: the span's start (clocks that are wrong by more than a week
    back or an hour ahead count as the receive time), or the receive time.
    """
    compression: Literal["zstd", "snappy", "none"] = "zstd"
    """Compression of the columns."""
    compression_level: int = Field(default=3, ge=1, le=19)
    """Level of zstd, 1 to 19."""
    row_group_rows: int = Field(default=122_880, ge=1024, le=1_048_576)
    """Rows a group, 1024 to 1048576: what one thread of a query reads at a time, and what writing
    holds in memory.
    """
    bloom_filter: bool = True
    """Write a bloom filter for trace ids, so that a query for one trace reads one file."""
    retention: Duration = 0.0
    """Delete files of folders older than this. 0: never."""
    retention_bytes: Size = 0
    """Delete the oldest folders while a table takes more than this. 0: no limit."""
    content: ContentConfig = ContentConfig()
    """The table of message content."""
    retry_on_failure: RetryOnFailure = RetryOnFailure()
    """What happens when the disk refuses."""
    sending_queue: LocalQueue = LocalQueue()
    """How much may wait for it."""
