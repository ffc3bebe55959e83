"""Writes spans to a file: OTLP JSON lines, or protobuf with lengths.

Synced before it says that spans are safe.
"""

from __future__ import annotations

import fcntl
import os
import re
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from exporters.delivery import delivery_of
from spanmill.component import Reads
from spanmill.errors import RetryLater

if TYPE_CHECKING:
    from exporters.file.config import FileConfig
    from spanmill.component import Records, Settings
    from spanmill.kernel import SpanBatch

__all__ = ["FileExporter"]

MEGABYTE = 1_000_000
DAY_S = 86_400
AGAIN_S = 10
"""Seconds until a file that could not be put aside is tried again."""
SECRET_MODE = 0o640
STAMP = r"-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d+"
"""Between the name of the file and its ending, where it was put aside."""


class FileExporter:
    """Holds nothing but what the operating system holds; `flush` syncs it."""

    def __init__(self, config: FileConfig, settings: Settings) -> None:
        self.reads = Reads()
        self.delivery = delivery_of(config.sending_queue)
        self._config = config
        self._clock = settings.clock
        self._logger = settings.logger
        self._path = Path(config.path)
        self._file: BinaryIO | None = None
        self._due: float | None = None
        self._full_until = 0.0
        self._framed = config.format == "proto" or bool(config.compression)
        self._packer = (
            zstandard.ZstdCompressor(level=config.compression_params.level)
            if config.compression
            else None
        )

    def start(self) -> None:
        """Open the file. Raises `OSError`."""
        if self._config.create_directory:
            mode = int(self._config.directory_permissions, 8)
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=mode)
        self._file = self._opened()
        if not self._config.append and self._config.rotation is None and self._is_alone():
            self._file.truncate(0)
            self._file.seek(0)

    def export(self, batch: SpanBatch, records: Records) -> bool:  # noqa: ARG002 a file holds spans alone
        """Write the batch; it is safe after the next `flush`."""
        message = bytes(batch.to_otlp_json() if self._config.format == "json" else batch.to_otlp())
        if self._packer is not None:
            message = self._packer.compress(message)
        frame = struct.pack(">I", len(message)) + message if self._framed else message + b"\n"
        self._make_room(len(frame))
        if self._file is None:
            raise RetryLater("the file is closed")
        before = os.fstat(self._file.fileno()).st_size
        try:
            self._file.write(frame)
            self._file.flush()
        except OSError as error:
            self._cut(before)
            raise RetryLater(f"cannot write {self._path}: {error}") from error
        if self._due is None:
            self._due = self._clock() + self._config.flush_interval
        return False

    def next_flush(self) -> float | None:
        """Return when the oldest unsynced batch is due."""
        return self._due

    def flush(self) -> None:
        """Sync."""
        if self._file is None:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise RetryLater(f"cannot sync {self._path}: {error}") from error
        self._due = None

    def stop(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> BinaryIO:
        """Open the file to write behind what is there, whoever writes it."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        found = os.fdopen(os.open(self._path, flags, SECRET_MODE), "wb")
        found.seek(0, os.SEEK_END)
        return found

    def _is_alone(self) -> bool:
        """Whether nobody else writes the file, as an exporter does that a reload replaces.

        The lock is shared and goes with the file.
        """
        if self._file is None:
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_alone = False
        except OSError:  # a file system without locks
            return True
        else:
            is_alone = True
        fcntl.flock(self._file, fcntl.LOCK_SH)
        return is_alone

    def _cut(self, size: int) -> None:
        """Take a half-written frame away again."""
        if self._file is not None:
            os.truncate(self._path, size)
            self._file.close()
            self._file = self._opened()

    def _make_room(self, size: int) -> None:
        """Begin a new file where this one would grow beyond its size; what it holds is synced."""
        rotation = self._config.rotation
        if rotation is None or self._file is None or self._clock() < self._full_until:
            return
        written = self._file.tell()
        if written and written + size > rotation.max_megabytes * MEGABYTE:
            due = self._due
            self.flush()
            self._due = due  # it is reported as safe at the next flush
            self._rotate()

    def _rotate(self) -> None:
        """Put the file aside and begin a new one; where that fails, go on in the old one."""
        zone = None if self._config.rotation and self._config.rotation.localtime else UTC
        stamp = datetime.fromtimestamp(self._clock(), zone).strftime("%Y-%m-%dT%H-%M-%S.%f")
        try:
            self._path.rename(self._path.with_name(f"{self._path.stem}-{stamp}{self._path.suffix}"))
            new = self._opened()
        except OSError as error:
            self._logger.warning("cannot begin a new file", error=str(error))
            self._full_until = self._clock() + AGAIN_S
            return
        self.stop()
        self._file = new
        try:
            self._prune()
        except OSError as error:
            self._logger.warning("cannot delete old files", error=str(error))

    def _prune(self) -> None:
        rotation = self._config.rotation
        if rotation is None:
            return
        own = re.compile(re.escape(self._path.stem) + STAMP + re.escape(self._path.suffix))
        beside = self._path.parent.iterdir()
        old = sorted((path for path in beside if own.fullmatch(path.name)), reverse=True)
        beyond = old[rotation.max_backups :] if rotation.max_backups else []
        limit = self._clock() - rotation.max_days * DAY_S
        aged = [path for path in old if rotation.max_days and path.stat().st_mtime < limit]
        for path in {*beyond, *aged}:
            path.unlink(missing_ok=True)
