from __future__ import annotations

import pytest
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from exporters.answers import partial_success, retry_delay_s


@given(st.integers(0, 2**40), st.text(max_size=20))
def test_partial_success_is_read(rejected, message):
    """Rejected spans and message are what protobuf says."""
    answer = ExportTraceServiceResponse()
    answer.partial_success.rejected_spans = rejected
    answer.partial_success.error_message = message
    assert partial_success(answer.SerializeToString()) == (rejected, message)


@pytest.mark.parametrize(("seconds", "nanos"), [(0, 0), (1, 0), (3600, 500_000_000)])
def test_retry_info_is_read(seconds, nanos):
    """The delay of a RetryInfo is found among other details."""
    detail, other = Any(), Any()
    detail.Pack(RetryInfo(retry_delay=Duration(seconds=seconds, nanos=nanos)))
    other.Pack(Duration(seconds=9))
    status = Status(code=14, message="later", details=[other, detail])
    assert retry_delay_s(status.SerializeToString()) == seconds + nanos / 1e9


@pytest.mark.parametrize("seconds", [-1, -(2**40)])
def test_a_negative_delay_is_none(seconds):
    """A delay before now is ignored."""
    detail = Any()
    detail.Pack(RetryInfo(retry_delay=Duration(seconds=seconds)))
    assert retry_delay_s(Status(details=[detail]).SerializeToString()) is None


@given(st.binary(max_size=200))
def test_junk_is_no_delay_and_no_crash(data):
    """Bytes that are no Status never raise."""
    assert retry_delay_s(data) is None or retry_delay_s(data) >= 0
