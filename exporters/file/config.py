"""Configuration of the `file` exporter."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from spanmill.component import Config
from spanmill.config.network import LocalQueue
from spanmill.config.values import Duration, fault

__all__ = ["CompressionParams", "FileConfig", "RotationConfig"]


class RotationConfig(Config):
    """When to begin a new file and how many old ones to keep."""

    max_megabytes: int = Field(default=100, ge=1)
    """Begin a new file before this size in MB is exceeded; a larger request has one of its own."""
    max_days: int = Field(default=0, ge=0)
    """Delete old files after this many days. 0: never."""
    max_backups: int = Field(default=100, ge=0)
    """Old files to keep; the oldest are deleted first. 0: all."""
    localtime: bool = False
    """Name old files by local time instead of UTC."""


class CompressionParams(Config):
    """Settings of the compression."""

    level: int = Field(default=3, ge=1, le=19)
    """Level of zstd, 1 to 19: higher is smaller and slower."""


class FileConfig(Config):
    """Writes spans to a file: an OTLP JSON object a line, or protobuf with lengths.

    The file holds what spans hold: protect it like the data.
    """

    path: str = Field(min_length=1)
    """The file. Its folder must exist unless `create_directory`."""
    format: Literal["json", "proto"] = "json"
    """Form of the data."""
    compression: Literal["", "zstd"] = ""
    """Compress each message. Messages then have their length before them in `json` too."""
    compression_params: CompressionParams = CompressionParams()
    """Settings of the compression."""
    append: bool = False
    """Go on with a file that exists; False begins it anew at a start, not at a reload. Not together
    with `rotation`.
    """
    flush_interval: Duration = 1.0
    """Sync and report as done at least this often."""
    rotation: RotationConfig | None = None
    """When to begin a new file. Without it the file grows without limit."""
    create_directory: bool = False
    """Make the folder where it does not exist."""
    directory_permissions: str = Field(default="0755", pattern="^0?[0-7]{3}$")
    """Permissions of a folder that is made, in octal."""
    sending_queue: LocalQueue = LocalQueue()
    """How much may wait for it."""

    @model_validator(mode="after")
    def _append_or_rotate(self) -> FileConfig:
        if self.append and self.rotation is not None:
            fault(
                "bad-value",
                "a file that rotates cannot be appended to",
                at="append",
                expected="append or rotation",
            )
        return self
