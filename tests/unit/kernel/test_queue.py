import gzip
import select
import threading

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

PLAN = Plan()
LIMIT = 1 << 20
EVERYTHING = 1 << 40


def message(name: str = "a", trace_id: bytes = b"t" * 16) -> ExportTraceServiceRequest:
    good = Span(trace_id=b"t" * 16, span_id=b"s" * 8, name=name)
    spans = [good, Span(trace_id=trace_id, span_id=b"s" * 8, name=name)]
    return ExportTraceServiceRequest(
        resource_spans=[ResourceSpans(scope_spans=[ScopeSpans(spans=spans)])]
    )


BODY = message().SerializeToString()


def submit(queue: RequestQueue, body: bytes = BODY) -> Ticket:
    answer = queue.submit(body, LIMIT)
    assert isinstance(answer, Ticket)
    return answer


def pull(queue: RequestQueue) -> Group:
    group = queue.next(PLAN, EVERYTHING, 0.0)
    assert group is not None
    return group


def answered(ticket: Ticket) -> Verdict:
    verdict = ticket.wait(0.0)
    assert verdict is not None
    return verdict


def test_group_knows_who_sent_what():
    """A group says who sent its requests, once for each receiver and tenant."""
    queue = RequestQueue(LIMIT)
    for tenant in ("acme", "umbrella", "acme"):
        queue.submit(BODY, LIMIT, tenant=tenant, receiver="otlp grpc")
    group = pull(queue)
    assert (group.num_requests, group.batch.num_spans) == (3, 6)
    rows = [
        (each.receiver, each.tenant, each.num_requests, each.num_spans) for each in group.sources
    ]
    assert rows == [("otlp grpc", "acme", 2, 4), ("otlp grpc", "umbrella", 1, 2)]
    assert np.frombuffer(group.source_of(), np.uint32).tolist() == [0, 1, 0]
    assert group.sources[0].received_unix_nano > 0
    assert [report.num_spans for report in group.reports] == [2, 2, 2]
    group.answer_rest()


@pytest.mark.parametrize(
    ("compression", "compress"),
    [("gzip", gzip.compress), ("zstd", zstandard.compress), ("none", bytes)],
)
def test_bodies_inflate(compression, compress):
    """Each compression gives the body that was compressed, and its inflated size is what counts."""
    queue = RequestQueue(LIMIT)
    body = message("x" * 50_000).SerializeToString()
    assert isinstance(queue.submit(compress(body), LIMIT, compression=compression), Ticket)
    assert queue.bytes == len(body)
    group = pull(queue)
    assert bytes(group.batch.to_otlp()) == body
    group.answer_rest()


def test_json_is_transcoded():
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
def test_bombs_and_garbage_are_refused(compression):
    """A bomb is refused as too large, garbage as invalid, neither retryable, and both leave no bytes behind."""
    queue = RequestQueue(EVERYTHING)
    zeros = bytes(50_000_000)
    bomb = gzip.compress(zeros) if compression == "gzip" else zstandard.compress(zeros)
    for body, code in ((bomb, 8), (b"garbage", 3), (bomb[: len(bomb) // 2], 8), (b"", None)):
        refusal = queue.submit(body, LIMIT, compression=compression)
        if code is not None:
            assert isinstance(refusal, Verdict)
            assert (refusal.code, refusal.retry_after_s) == (code, None)
    assert queue.bytes == 0


def test_full_queue_is_retryable_and_admits_again():
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


def test_answers_follow_the_reports():
    """Open requests are answered ok, as partial success or as refused, with the reason."""
    queue = RequestQueue(LIMIT)
    bodies = [BODY, message(trace_id=b"short").SerializeToString(), BODY[:20]]
    tickets = [submit(queue, body) for body in bodies]
    pull(queue).answer_rest()
    good, partial, broken = map(answered, tickets)
    assert good == Verdict()
    assert partial == Verdict(0, "1 spans rejected: bad-trace-id", 1)
    assert (broken.code, broken.retry_after_s) == (3, None)


def test_request_is_answered_once():
    """A single answer stands; a second one, or one for a request that is not there, is `ValueError`."""
    queue = RequestQueue(LIMIT)
    tickets = [submit(queue), submit(queue)]
    group = pull(queue)
    group.answer(0, Verdict(14, "stage failed", retry_after_s=1.0))
    for request in (0, 2):
        with pytest.raises(ValueError, match="is not open"):
            group.answer(request, Verdict())
    group.refuse_rest(Verdict(14, "log is full", retry_after_s=2.0))
    assert [answered(ticket).message for ticket in tickets] == ["stage failed", "log is full"]


def test_dropped_group_answers():
    """A group that is dropped answers its open requests as retryable."""
    queue = RequestQueue(LIMIT, retry_after_s=1.5)
    ticket = submit(queue)
    pull(queue)
    assert (answered(ticket).code, answered(ticket).retry_after_s) == (14, 1.5)
    assert queue.bytes == 0


def test_event_loop_is_woken_once_a_group():
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


def test_closed_queue_drains():
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


def test_threads_wait_for_each_other():
    """A pull that waits takes what another thread submits, and its answer ends that thread's wait."""
    queue = RequestQueue(LIMIT)
    verdicts: list[Verdict | None] = []
    client = threading.Thread(target=lambda: verdicts.append(submit(queue).wait(60.0)))
    client.start()
    group = queue.next(PLAN, EVERYTHING, 60.0)
    assert group is not None
    group.answer_rest()
    client.join()
    assert verdicts == [Verdict()]


def details(body: bytes) -> tuple[int, str, list[any_pb2.Any]]:
    fields: dict[int, list[bytes | int]] = {1: [], 2: [], 3: []}
    position = 0
    while position < len(body):
        number, kind = body[position] >> 3, body[position] & 7
        value: bytes | int = body[position + 1]
        position += 2
        if kind == 2:
            length = value
            assert isinstance(length, int)
            if length >= 0x80:
                length = length - 0x80 + (body[position] << 7)
                position += 1
            value = body[position : position + length]
            position += length
        fields[number].append(value)
    anys = [any_pb2.Any.FromString(value) for value in fields[3] if isinstance(value, bytes)]
    code, text = fields[1][0], fields[2][0]
    assert isinstance(code, int)
    assert isinstance(text, bytes)
    return code, text.decode(), anys


def test_retryable_answer_carries_its_delay():
    """A retryable answer is a `Status` with `RetryInfo`, in protobuf and in JSON."""
    verdict = Verdict(14, "the log is full", retry_after_s=1.25)
    code, text, (info,) = details(verdict.response("proto"))
    assert (code, text) == (14, "the log is full")
    assert info.type_url == "type.googleapis.com/google.rpc.RetryInfo"
    assert Duration.FromString(info.value[2:]) == Duration(seconds=1, nanos=250_000_000)
    assert b'"retryDelay":"1.250000000s"' in verdict.response("json")


def test_invalid_answer_names_the_field():
    """An answer for bad data is a `Status` with `BadRequest` and no delay."""
    code, _, (info,) = details(Verdict(3, "truncated").response("proto"))
    assert (code, info.type_url) == (3, "type.googleapis.com/google.rpc.BadRequest")
    assert b"truncated" in info.value


def test_success_is_empty_or_partial():
    """Success is an empty response; rejected spans make it a partial success."""
    assert (Verdict().response("proto"), Verdict().response("json")) == (b"", b"{}")
    partial = Verdict(0, 'bad "name"', 3)
    found = ExportTraceServiceResponse.FromString(partial.response("proto"))
    assert found.partial_success.rejected_spans == 3
    assert found.partial_success.error_message == 'bad "name"'
    parsed = json_format.Parse(partial.response("json"), ExportTraceServiceResponse())
    assert parsed == found
