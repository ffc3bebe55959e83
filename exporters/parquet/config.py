"""Configuration of the `parquet` exporter."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from exporters.parquet.names import COLUMNS, CONTENT_KEYS, FOLDERS
from spanmill.component import Config
from spanmill.config.network import LocalQueue, RetryOnFailure
from spanmill.config.values import Duration, Secret, Size, fault, reveal

__all__ = ["ColumnConfig", "ContentConfig", "ParquetConfig", "RollConfig", "UserIdConfig"]

_MIB = 1 << 20
_SECRET_BYTES = 32
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


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


def _no_content(key: str) -> str:
    if CONTENT_KEYS.match(key):
        fault(
            "bad-value",
            f"'{key}' is message content, which is in no column of spans",
            expected="another attribute, or content.enabled for the table of content",
        )
    return key


class ColumnConfig(Config):
    """A column of its own for an attribute, so that queries need not look into the map."""

    attribute: Annotated[str, Field(min_length=1, max_length=256), AfterValidator(_no_content)]
    """Key of the attribute, of the span or else of the resource. It stays in the map as well."""
    name: str = Field(default="", pattern="^([a-z][a-z0-9_]{0,127})?$")
    """Name of the column. Empty: the key in lower case with underscores, `team.id` is `team_id`."""
    type: Literal["string", "int", "double", "bool"] = "string"
    """Type of the column. A value of another type is null there and counted; whole numbers are
    doubles too.
    """

    @property
    def column(self) -> str:
        """Name of the column."""
        return self.name or _NOT_IN_NAMES.sub("_", self.attribute.lower()).strip("_")


class UserIdConfig(Config):
    """How ids of users, `user.id` and `enduser.id`, are written."""

    hash: bool = True
    """Write their hash in the place of the ids, in the column and in the maps of spans and
    resources. False: write them as they are.
    """
    secret: Secret | None = None
    """Secret of HMAC-SHA-256, at least 32 bytes. Without it the hash is SHA-256, which whoever
    knows all ids can undo by trying.
    """

    @model_validator(mode="after")
    def _long_enough(self) -> UserIdConfig:
        size = len(reveal(self.secret).encode())
        if self.secret is not None and size < _SECRET_BYTES:
            fault(
                "out-of-range",
                f"the secret has {size} bytes",
                at="secret",
                expected=f"at least {_SECRET_BYTES} bytes",
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
    """Rows a group at most, 1024 to 1048576: what one thread of a query reads at a time, and what
    writing holds in memory. A group has no more than about 16 MiB of data in any case.
    """
    bloom_filter: bool = True
    """Write a bloom filter for trace ids, so that a query for one trace reads one file."""
    retention: Duration = 0.0
    """Delete files whose hour, or day, ended this long ago; looked at every ten minutes. 0: never.
    """
    retention_bytes: Size = 0
    """Delete the oldest files while a table takes more than this. 0: no limit."""
    columns: tuple[ColumnConfig, ...] = ()
    """Attributes that get columns of their own, behind those that every file has. A file has the
    columns of the configuration that wrote it: read with union by name.
    """
    max_columns: int = Field(default=200, ge=len(COLUMNS), le=1000)
    """Columns that a file may have. Each makes every file slower to write."""
    user_id: UserIdConfig = UserIdConfig()
    """How ids of users are written."""
    content: ContentConfig = ContentConfig()
    """The table of message content."""
    retry_on_failure: RetryOnFailure = RetryOnFailure()
    """What happens when the disk refuses."""
    sending_queue: LocalQueue = LocalQueue()
    """How much may wait for it."""

    @model_validator(mode="after")
    def _columns_fit(self) -> ParquetConfig:
        taken = {*COLUMNS, *FOLDERS}
        for place, each in enumerate(self.columns):
            name = each.column
            if not name or name in taken:
                fault(
                    "bad-value",
                    f"'{name}' is no name for a column of '{each.attribute}'"
                    if not name
                    else f"there is a column '{name}' already",
                    at=f"columns.{place}",
                    expected="another name",
                )
            taken.add(name)
        count = len(COLUMNS) + len(self.columns)
        if count > self.max_columns:
            fault(
                "out-of-range",
                f"{count} columns, of which {len(COLUMNS)} are in every file",
                at="columns",
                expected=f"at most {self.max_columns}, see max_columns",
            )
        return self
