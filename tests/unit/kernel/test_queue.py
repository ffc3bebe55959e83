import gzip
import select
import threading
from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest
import zstandard
from google.protobuf import any_pb2, json_format
from google.protobuf.duration_pb2 import Duration
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from spanmill.kernel import Group, Plan, RequestQueue, Ticket, Verdict

Compression = Literal["gzip", "zstd", "none"]
PLAN = Plan()
LIMIT = 1 << 20
EVERYTHING = 1 << 40


def message(name: str = "a", trace_id: bytes = b"t" * 16) -> ExportTraceServiceRequest:
    """Make a request of two spans, the second with this trace id."""
    good = Span(trace_id=b"t" * 16, span_id=b"s" * 8, name=name)
    spans = [good, Span(trace_id=trace_id, span_id=b"s" * 8, name=name)]
    return ExportTraceServiceRequest(
        resource_spans=[ResourceSpans(scope_spans=[ScopeSpans(spans=spans)])]
    )


BODY = message().SerializeToString()


def submit(queue: RequestQueue, body: bytes = BODY) -> Ticket:
    """Submit a body that is admitted."""
    answer = queue.submit(body, LIMIT)
    assert isinstance(answer, Ticket)
    return answer


def pull(queue: RequestQueue) -> Group:
    """Pull what waits."""
    group = queue.next(PLAN, EVERYTHING, 0.0)
    assert group is not None
    return group


def answered(ticket: Ticket) -> Verdict:
    """Return the answer that is there."""
    verdict = ticket.wait(0.0)
    assert verdict is not None
    return verdict


def test_group_knows_who_sent_what() -> None:
    """A group has the spans of its requests, and what each receiver and tenant sent."""
    queue = RequestQueue(LIMIT)
    partial = message(trace_id=b"short").SerializeToString()
    for first, second in ((BODY, partial), (BODY, BODY[:20])):
        queue.submit(first, LIMIT, tenant="acme", receiver="otlp grpc")
        queue.submit(second, LIMIT, tenant="umbrella", receiver="otlp http")
    group = pull(queue)
    assert (group.num_requests, group.batch.num_spans) == (4, 5)
    first, second = group.sources
    assert (first.tenant, first.receiver, first.num_requests) == ("acme", "otlp grpc", 2)
    assert (second.tenant, second.receiver, second.num_requests) == ("umbrella", "otlp http", 2)
    assert (first.num_spans, first.num_rejected, first.num_refused) == (4, 0, 0)
    assert (second.num_spans, second.num_rejected, second.num_refused) == (1, 1, 1)
    assert 0 < first.received_unix_nano <= second.received_unix_nano
    assert np.frombuffer(group.source_of(), np.uint32).tolist() == [0, 1, 0, 1]
    assert [report.num_spans for report in group.reports] == [2, 2, 2, 0]
    group.answer_rest()


@pytest.mark.parametrize(
    ("compression", "compress"),
    [("gzip", gzip.compress), ("zstd", zstandard.compress), ("none", bytes)],
)
def test_bodies_inflate(compression: Compression, compress: Callable[[bytes], bytes]) -> None:
    """Each compression gives the body that was compressed, and its inflated size is what counts."""
    queue = RequestQueue(LIMIT)
    body = message("x" * 50_000).SerializeToString()
    assert isinstance(queue.submit(compress(body), LIMIT, compression=compression), Ticket)
    assert queue.bytes == len(body)
    group = pull(queue)
    assert bytes(group.batch.to_otlp()) == body
    group.answer_rest()


def test_json_is_transcoded() -> None:
    """A JSON body is taken like the protobuf body of the same meaning."""
    queue = RequestQueue(LIMIT)
    text = json_format.MessageToDict(message())
    spans = text["resourceSpans"][0]["scopeSpans"][0]["spans"]
    for span in spans:
        span["traceId"], span["spanId"] = (b"t" * 16).hex(), (b"s" * 8).hex()
    body = str(text).replace("'", '"').encode()
    assert isinstance(queue.submit(body, LIMIT, encoding="json"), Ticket)
    group = pull(queue)
    assert bytes(group.batch.to_otlp()) == BODY
    refusal = queue.submit(b"{", LIMIT, encoding="json")
    assert isinstance(refusal, Verdict)
    assert (refusal.code, refusal.retry_after_s) == (3, None)
    group.answer_rest()


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_bombs_and_garbage_are_refused(compression: Compression) -> None:
    """A bomb is too large, garbage is invalid; neither is retryable nor leaves bytes behind."""
    queue = RequestQueue(EVERYTHING)
    zeros = bytes(50_000_000)
    bomb = gzip.compress(zeros) if compression == "gzip" else zstandard.compress(zeros)
    for body, code in ((bomb, 8), (b"garbage", 3), (bomb[: len(bomb) // 2], 8)):
        refusal = queue.submit(body, LIMIT, compression=compression)
        assert isinstance(refusal, Verdict)
        assert (refusal.code, refusal.retry_after_s) == (code, None)
    assert queue.bytes == 0


def test_full_queue_is_retryable_and_admits_again() -> None:
    """A full queue refuses with a delay, and has room again once what it held is answered."""
    queue = RequestQueue(len(BODY), retry_after_s=3.0)
    ticket = submit(queue)
    for refusal in (queue.submit(BODY, LIMIT), queue.admit(1)):
        assert isinstance(refusal, Verdict)
        assert (refusal.code, refusal.retry_after_s) == (14, 3.0)
    pull(queue).answer_rest()
    assert answered(ticket).code == 0
    assert queue.admit(len(BODY)) is None
    assert (queue.bytes, queue.requests) == (0, 0)


def test_answers_follow_the_reports() -> None:
    """Open requests are answered ok, as partial success or as refused, with the reason."""
    queue = RequestQueue(LIMIT)
    bodies = [BODY, message(trace_id=b"short").SerializeToString(), BODY[:20]]
    tickets = [submit(queue, body) for body in bodies]
    pull(queue).answer_rest()
    good, partial, broken = map(answered, tickets)
    assert good == Verdict()
    assert partial == Verdict(0, "1 spans rejected: bad-trace-id", 1)
    assert (broken.code, broken.retry_after_s) == (3, None)


def test_request_is_answered_once() -> None:
    """An answer stands; a second one, or one for a request that is not there, is `ValueError`."""
    queue = RequestQueue(LIMIT)
    tickets = [submit(queue), submit(queue)]
    group = pull(queue)
    group.answer(0, Verdict(14, "stage failed", retry_after_s=1.0))
    for request in (0, 2):
        with pytest.raises(ValueError, match="is not open"):
            group.answer(request, Verdict())
    group.refuse_rest(Verdict(14, "log is full", retry_after_s=2.0))
    assert [answered(ticket).message for ticket in tickets] == ["stage failed", "log is full"]


def test_dropped_group_answers() -> None:
    """A group that is dropped answers its open requests as retryable."""
    queue = RequestQueue(LIMIT, retry_after_s=1.5)
    ticket = submit(queue)
    pull(queue)
    assert (answered(ticket).code, answered(ticket).retry_after_s) == (14, 1.5)
    assert queue.bytes == 0


def test_event_loop_is_woken_once_a_group() -> None:
    """The descriptor turns readable with the answers and is quiet again once they are drained."""
    queue = RequestQueue(LIMIT)
    completions = queue.completions()
    for token in (7, 8):
        assert queue.submit_to(completions, token, BODY, LIMIT) is None
    assert select.select([completions], [], [], 0)[0] == []
    pull(queue).answer_rest()
    assert select.select([completions], [], [], 0)[0] == [completions]
    assert completions.drain() == [(7, Verdict()), (8, Verdict())]
    assert select.select([completions], [], [], 0)[0] == []
    completions.close()
    completions.close()
    with pytest.raises(ValueError, match="closed"):
        completions.fileno()


def test_closed_queue_drains() -> None:
    """A closed queue refuses, retryable with its reason, and is pulled until it is empty."""
    queue = RequestQueue(LIMIT)
    ticket = submit(queue)
    queue.close("shutting down")
    refusal = queue.submit(BODY, LIMIT)
    assert isinstance(refusal, Verdict)
    assert (queue.closed, refusal.code, refusal.message) == (True, 14, "shutting down")
    pull(queue).answer_rest()
    assert answered(ticket).code == 0
    assert queue.next(PLAN, EVERYTHING, 60.0) is None


def test_threads_wait_for_each_other() -> None:
    """A waiting pull takes what another thread submits, and its answer ends that wait."""
    queue = RequestQueue(LIMIT)
    verdicts: list[Verdict | None] = []
    client = threading.Thread(target=lambda: verdicts.append(submit(queue).wait(60.0)))
    client.start()
    group = queue.next(PLAN, EVERYTHING, 60.0)
    assert group is not None
    group.answer_rest()
    client.join()
    assert verdicts == [Verdict()]


def status(body: bytes) -> tuple[int, str, any_pb2.Any]:
    """Read a `google.rpc.Status` with one detail, all of whose lengths are below 128."""
    assert (body[0], body[2]) == (0x08, 0x12)
    code, end = body[1], 4 + body[3]
    assert body[end] == 0x1A
    return code, body[4:end].decode(), any_pb2.Any.FromString(body[end + 2 :])


def test_retryable_answer_carries_its_delay() -> None:
    """A retryable answer is a `Status` with `RetryInfo`, in protobuf and in JSON."""
    verdict = Verdict(14, "the log is full", retry_after_s=1.25)
    code, text, info = status(verdict.response("proto"))
    assert (code, text) == (14, "the log is full")
    assert info.type_url == "type.googleapis.com/google.rpc.RetryInfo"
    assert Duration.FromString(info.value[2:]) == Duration(seconds=1, nanos=250_000_000)
    assert b'"retryDelay":"1.250000000s"' in verdict.response("json")


def test_invalid_answer_names_the_field() -> None:
    """An answer for bad data is a `Status` with `BadRequest` and no delay."""
    code, _, info = status(Verdict(3, "truncated").response("proto"))
    assert (code, info.type_url) == (3, "type.googleapis.com/google.rpc.BadRequest")
    assert b"truncated" in info.value


def test_success_is_empty_or_partial() -> None:
    """Success is an empty response; rejected spans make it a partial success."""
    assert (Verdict().response("proto"), Verdict().response("json")) == (b"", b"{}")
    partial = Verdict(0, 'bad "name"', 3)
    found = ExportTraceServiceResponse.FromString(partial.response("proto"))
    assert found.partial_success.rejected_spans == 3
    assert found.partial_success.error_message == 'bad "name"'
    parsed = json_format.Parse(partial.response("json"), ExportTraceServiceResponse())
    assert parsed == found
