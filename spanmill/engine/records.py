"""What the engine writes beside the spans of a record, and how it reads it back."""

from __future__ import annotations

import json
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from spanmill.component import RecordMeta, Records, SpanDecisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spanmill.kernel import Log, LogRead

__all__ = ["RecordNote", "records_of"]

COMPACT = json.JSONEncoder(separators=(",", ":"))
DECODER = json.JSONDecoder()


class RecordNote(NamedTuple):
    """The `meta` of a record.

    Totals are cumulative, so that the newest record is the whole account of its log.
    """

    received_unix_nano: int
    config_version: str
    config_hash: str
    tenant: str = ""
    accepted: int = 0
    """Spans that clients were told are safe, ever."""
    dropped: Mapping[str, int] = MappingProxyType({})
    """Spans dropped by policy before this log, ever, by component or sampling policy."""
    source_head: int = 0
    """Newest record of the holder's own log when it decided; 0 where no holder stands before."""
    decided: int = 0
    """Of `accepted`, the spans that came by holders."""
    source: str = ""
    """Id of the holder's own log: several holders, and receivers, may write to one. The last field,
    because `is_from` looks at the end.
    """

    def with_totals(self, accepted: int, dropped: Mapping[str, int], decided: int) -> RecordNote:
        """Return the note with other totals."""
        return RecordNote(
            self.received_unix_nano,
            self.config_version,
            self.config_hash,
            self.tenant,
            accepted,
            dropped,
            self.source_head,
            decided,
            self.source,
        )

    def encode(self) -> bytes:
        """Return the note as compact JSON."""
        texts = encoded_texts(self.config_version, self.config_hash, self.tenant)
        dropped = COMPACT.encode(self.dropped) if self.dropped else "{}"
        head = f"[{self.received_unix_nano},{texts},{self.accepted}"
        return f'{head},{dropped},{self.source_head},{self.decided},"{self.source}"]'.encode()

    @classmethod
    def decode(cls, data: bytes) -> RecordNote:
        """Read what `encode` wrote."""
        fields, _ = DECODER.raw_decode(data.decode())
        return cls(*fields)

    @staticmethod
    def is_from(source: str, data: bytes) -> bool:
        """Return whether what `encode` wrote is of a holder's own log, without reading the rest."""
        return data.endswith(f',"{source}"]'.encode())

    def public(self) -> RecordMeta:
        """Return the part that exporters see."""
        return RecordMeta(
            self.received_unix_nano, self.config_version, self.config_hash, self.tenant
        )


@lru_cache(maxsize=1024)
def encoded_texts(*texts: str) -> str:
    """Return texts as elements of a JSON array: they are the same for many records."""
    return ",".join(COMPACT.encode(text) for text in texts)


def records_of(read: LogRead, log: Log) -> Records:
    """Describe the records of `read` for an exporter."""
    metas = tuple(RecordNote.decode(meta).public() for _, _, meta in read.metas())

    def decisions() -> SpanDecisions:
        policy, policies, reason, reasons, weight = read.decision()
        return SpanDecisions(policy, policies, reason, reasons, weight)

    return Records(read.first, read.last, log.id, metas, decisions, lambda: log.hold(read))
