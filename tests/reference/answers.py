"""What a request over the wire may be answered: protobuf, Python's JSON and gzip, and OTLP's table.

An oracle of answers alone: it knows nothing of how the receivers are made.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import zstandard
from opentelemetry.proto.common.v1.common_pb2 import InstrumentationScope
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.reference import loose, otlp

__all__ = ["GRPC_CODES", "HTTP_STATUSES", "Expected", "Outcome", "of_body", "of_packed"]


class Outcome(Enum):
    """How a request ends."""

    OK = auto()
    BAD_DATA = auto()
    TOO_LARGE = auto()
    UNSUPPORTED = auto()


HTTP_STATUSES = {200: Outcome.OK, 400: Outcome.BAD_DATA, 413: Outcome.TOO_LARGE}
HTTP_STATUSES |= {415: Outcome.UNSUPPORTED}
GRPC_CODES = {0: Outcome.OK, 3: Outcome.BAD_DATA, 8: Outcome.TOO_LARGE, 12: Outcome.UNSUPPORTED}
FIELD_ZERO = "bad-tag"
"""Protobuf's Python package overlooks field number 0 inside of unknown groups; Go's does not."""


@dataclass(frozen=True)
class Expected:
    """What is allowed. Of a request that is taken, how many spans it has and how many are bad."""

    outcomes: frozenset[Outcome]
    num_spans: int = 0
    least_bad: int = 0
    most_bad: int = 0

    def fault(self, outcome: Outcome | None, num_rejected: int, message: str) -> str:
        """Say what is wrong with an answer; empty where nothing is."""
        if outcome is Outcome.BAD_DATA and FIELD_ZERO in message:
            return ""
        if outcome not in self.outcomes:
            return f"expected {sorted(each.name for each in self.outcomes)}, got {outcome}"
        if outcome is Outcome.OK and not self.least_bad <= num_rejected <= self.most_bad:
            return f"expected {self.least_bad} to {self.most_bad} rejected, got {num_rejected}"
        return ""

    def or_else(self, *outcomes: Outcome) -> Expected:
        """Allow more."""
        allowed = self.outcomes | set(outcomes)
        return Expected(allowed, self.num_spans, self.least_bad, self.most_bad)


def only(*outcomes: Outcome) -> Expected:
    """Allow these, and no spans."""
    return Expected(frozenset(outcomes))


def of_body(body: bytes, encoding: str, limit: int) -> Expected:
    """Judge a body that is not compressed; `encoding` is `proto`, `json`, or what nobody takes."""
    if encoding not in {"proto", "json"}:
        return only(Outcome.UNSUPPORTED)
    if len(body) > limit:
        return only(Outcome.TOO_LARGE)
    return _of_protobuf(body) if encoding == "proto" else _of_json(body)


def of_packed(body: bytes, compression: str, encoding: str, limit: int) -> Expected:
    """Judge a compressed body.

    What Python does not inflate is bad, or is refused for its size before that shows. What it does
    inflate may still be bad: it overlooks padding and checksums of headers.
    """
    plain = _inflated(body, compression, limit)
    if plain is None:
        return only(Outcome.BAD_DATA, Outcome.TOO_LARGE)
    return of_body(plain, encoding, limit).or_else(Outcome.BAD_DATA)


def _inflated(body: bytes, compression: str, limit: int) -> bytes | None:
    try:
        if compression == "gzip":
            return gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit + 1)
        reader = zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True)
        return reader.read(limit + 1)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError, ValueError):
        return None


def _of_protobuf(body: bytes) -> Expected:
    framed = loose.read(body)
    if framed is None:
        return only(Outcome.BAD_DATA)
    strict = otlp.read(body)
    total, bad = _count(framed)
    # A string that a later one replaces is gone from what protobuf reads, and counts all the same.
    most = bad if strict is not None else total
    return Expected(frozenset({Outcome.OK}), total, bad, most)


def _count(request: Any) -> tuple[int, int]:
    total = bad = 0
    for group in request.resource_spans:
        bad_resource = loose.has_bad_text(group.resource, Resource.DESCRIPTOR)
        for inner in group.scope_spans:
            bad_header = bad_resource or loose.has_bad_text(
                inner.scope, InstrumentationScope.DESCRIPTOR
            )
            total += len(inner.spans)
            bad += sum(
                bad_header or not otlp.is_good(each) or loose.has_bad_text(each, Span.DESCRIPTOR)
                for each in inner.spans
            )
    return total, bad


def _of_json(body: bytes) -> Expected:
    try:
        read = json.loads(body.decode(), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return only(Outcome.BAD_DATA)
    try:
        spans = list(_json_spans(read))
        bad = sum(not _has_good_ids(each) for each in spans)
    except (AttributeError, TypeError, ValueError):
        return only(Outcome.BAD_DATA)
    # JSON whose values do not fit their fields is bad as a whole, which only a schema tells.
    either = frozenset({Outcome.OK, Outcome.BAD_DATA})
    return Expected(either, len(spans), bad, bad)


def _json_spans(read: Any) -> Any:
    for group in read.get("resourceSpans") or ():
        for inner in group.get("scopeSpans") or ():
            yield from inner.get("spans") or ()


def _has_good_ids(span: Any) -> bool:
    trace, own, parent = (
        bytes.fromhex(span.get(name) or "") for name in ("traceId", "spanId", "parentSpanId")
    )
    return len(trace) == 16 and any(trace) and len(own) == 8 and any(own) and len(parent) in (0, 8)
