"""Broken bytes: the walk never fails, and never takes what protobuf refuses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from spanmill.kernel import RequestReport, SpanBatch, transcode_json
from tests.reference import otlp
from tests.reference.columns import PLAN, check_attributes, check_fixed
from tests.reference.loose import is_framed
from tests.reference.strategies import Maker
from tests.reference.wire import request


def _mutated(seed: int) -> bytes:
    """Make a request and damage it in one to three places."""
    maker = Maker(seed)
    wild = maker.random() < 0.5
    data = bytearray(maker.wild(ExportTraceServiceRequest.DESCRIPTOR) if wild else maker.good())
    for _ in range(maker.randint(1, 3)):
        if not data:
            break
        at = maker.randrange(len(data))
        match maker.randint(0, 4):
            case 0:
                data[at] ^= 1 << maker.randint(0, 7)
            case 1:
                data[at] = maker.choice((0, 0x7F, 0x80, 0xFF))
            case 2:
                del data[at:]
            case 3:
                del data[at : at + maker.randint(1, 4)]
            case _:
                data[at:at] = maker.randbytes(maker.randint(1, 3))
    return bytes(data)


@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**48).map(_mutated))
def test_damaged_requests_are_never_half_read(data: bytes) -> None:
    """What protobuf takes is read alike, broken framing is refused, and what is left is sound."""
    batch, [report] = SpanBatch.parse([data], PLAN)
    _agrees_on_framing(data, report)
    message = otlp.read(data)
    if message is not None and not report.refused:
        rows = otlp.rows(message)
        check_fixed(batch, rows)
        check_attributes(batch, rows)
    framed = bytes(batch.to_otlp())
    assert otlp.read(framed) is not None
    again, [second] = SpanBatch.parse([framed], PLAN)
    assert (again.num_spans, second.num_rejected) == (batch.num_spans, 0)
    assert otlp.read(transcode_json(batch.to_otlp_json())) is not None


def _agrees_on_framing(data: bytes, report: RequestReport) -> None:
    """Compare the verdicts.

    Protobuf's Python package overlooks field number 0 inside of unknown groups, Go's refuses it,
    and so does the walk.
    """
    if report.reason != "bad-tag" or not report.refused:
        assert report.refused == (not is_framed(data))


@settings(max_examples=1000, deadline=None)
@given(st.binary(max_size=64))
def test_noise_is_refused_where_protobuf_refuses_it(data: bytes) -> None:
    """Random bytes, alone or as a span, pass exactly where protobuf takes their framing."""
    for body in (data, request(data)):
        _, [report] = SpanBatch.parse([body], PLAN)
        _agrees_on_framing(body, report)


@pytest.mark.parametrize("seed", range(20))
def test_every_cut_is_refused_or_sound(seed: int) -> None:
    """A request cut off at any byte is refused, except where what is left is a request."""
    data = Maker(seed).good()
    for end in range(len(data)):
        _, [report] = SpanBatch.parse([data[:end]], PLAN)
        assert report.refused == (not is_framed(data[:end]))
