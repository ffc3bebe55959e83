from threading import Thread

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from spanmill.kernel import Verdict
from spanmill.testing import request, span

LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export"


def test_good_request_is_answered_with_an_empty_response(listen, body):
    """A request that is taken whole gets the empty response."""
    rig = listen()
    assert rig.export(body) == b""
    assert rig.spans == 3
    assert rig.sources == [("otlp grpc", "")]


def test_empty_request_is_good(listen):
    """A request without spans is answered with success."""
    assert listen().export(b"") == b""


def test_one_bad_span_costs_one_span(listen):
    """A span without trace id is rejected alone, with its true count."""
    spans = [span(number=number + 1) for number in range(1000)]
    spans[500]["traceId"] = ""
    rig = listen()
    partial = ExportTraceServiceResponse.FromString(rig.export(request(spans))).partial_success
    assert partial.rejected_spans == 1
    assert partial.error_message
    assert rig.spans == 999


def test_broken_request_is_refused_for_good(listen):
    """Bytes that are no OTLP message are INVALID_ARGUMENT with a BadRequest detail."""
    failed = listen().export(b"\xff\xff\xff")
    assert failed.code == 3
    assert failed.status.code == 3
    assert [each.type_url.rpartition(".")[2] for each in failed.status.details] == ["BadRequest"]


@pytest.mark.parametrize("delay", [None, 2.5])
@pytest.mark.parametrize("code", [1, 3, 4, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16])
def test_every_code_reaches_the_client_with_its_delay(listen, body, code, delay):
    """The engine's verdict arrives as status, as details, and as RetryInfo where it has a delay."""
    rig = listen()
    rig.answer = lambda group: group.refuse_rest(Verdict(code, "because", 0, delay))
    failed = rig.export(body)
    assert (failed.code, failed.message, failed.retry_s) == (code, "because", delay)
    assert (failed.status.code, failed.status.message) == (code, "because")


def test_full_queue_is_retryable(listen, body):
    """A request that finds no room is UNAVAILABLE with a delay."""
    rig = listen(max_bytes=len(body) + 10, pulling=False)
    held = rig.queue.submit(body, 1 << 20)
    assert not isinstance(held, Verdict)
    failed = rig.export(body)
    assert (failed.code, failed.retry_s) == (14, 1.0)
    counted = {"component": "otlp", "transport": "grpc", "reason": "unavailable"}
    assert rig.registry.value("component_refused_requests", **counted) == 1


def test_request_larger_than_the_queue_is_refused_for_good(listen, body):
    """A request that can never find room has no delay to wait for."""
    failed = listen(max_bytes=len(body) - 1).export(body)
    assert (failed.code, failed.retry_s) == (8, None)


@pytest.mark.parametrize("compression", [grpc.Compression.NoCompression, grpc.Compression.Gzip])
def test_message_over_the_limit_is_refused_for_good(listen, compression):
    """A message over the limit, before or after inflation, has no RetryInfo."""
    rig = listen(grpc={"max_recv_msg_size_mib": 1})
    failed = rig.export(bytes(32 << 20), compression=compression)
    assert (failed.code, failed.retry_s) == (8, None)
    assert rig.spans == 0


def test_gzip_is_taken(listen, body):
    """A compressed message is read like a plain one."""
    rig = listen()
    assert rig.export(body, compression=grpc.Compression.Gzip) == b""
    assert rig.spans == 3


@pytest.mark.parametrize("method", [LOGS, "/no.such.Service/Method", "//Export"])
def test_unknown_method_is_unimplemented(listen, body, method):
    """What is not served says so."""
    assert listen().export(body, method=method).code == 12


def test_large_metadata_is_refused(listen, body):
    """Metadata over 16 KiB is refused for good."""
    rig = listen()
    failed = rig.export(body, metadata=(("filler", "x" * (20 << 10)),))
    assert failed.code == 8
    assert rig.spans == 0


def test_tenant_comes_from_the_named_key(listen, body):
    """The metadata key that the configuration names says who the tenant is."""
    rig = listen(tenant_header="X-Tenant")
    rig.export(body, metadata=(("x-tenant", "blue"),))
    rig.export(body)
    assert rig.sources == [("otlp grpc", "blue"), ("otlp grpc", "")]


def test_closed_queue_is_retryable(listen, body):
    """While the process shuts down, requests on open connections are UNAVAILABLE."""
    rig = listen()
    channel = rig.channel()
    rig.export(body, channel=channel)
    rig.queue.close("shutting down")
    failed = rig.export(body, channel=channel)
    assert (failed.code, failed.message, failed.retry_s) == (14, "shutting down", 1.0)


def test_requests_that_were_taken_are_answered_after_the_listener_closed(listen, body):
    """A request under way when the listener closes gets its answer; a new one is refused."""
    rig = listen(pulling=False)
    answers = []
    sender = Thread(target=lambda: answers.append(rig.export(body)))
    sender.start()
    while rig.queue.requests == 0:
        pass
    port = rig.receiver.ports["grpc"]
    rig.receiver.stop_accepting()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as late:
        assert rig.export(body, channel=late, timeout=5).code == 14
    rig.pulling.set()
    sender.join()
    assert answers == [b""]


def test_receiver_starts_again_after_stop(listen, body):
    """A receiver that was stopped opens its listeners again."""
    rig = listen()
    rig.receiver.stop()
    rig.receiver.start(rig)
    assert rig.export(body) == b""


def test_many_requests_wait_at_the_same_time(listen, body):
    """Requests do not queue behind one that waits for its answer."""
    rig = listen(pulling=False)
    channel = rig.channel()
    call = channel.unary_unary("/opentelemetry.proto.collector.trace.v1.TraceService/Export")
    futures = [call.future(body, timeout=30) for _ in range(40)]
    while rig.queue.requests < 40:
        pass
    rig.pulling.set()
    assert [each.result() for each in futures] == [b""] * 40


def test_client_that_goes_away_harms_nobody(listen, body):
    """A cancelled call leaves its spans in the queue and the listener in service."""
    rig = listen(pulling=False)
    channel = rig.channel()
    call = channel.unary_unary("/opentelemetry.proto.collector.trace.v1.TraceService/Export")
    gone = call.future(body)
    while rig.queue.requests == 0:
        pass
    gone.cancel()
    rig.pulling.set()
    assert rig.export(body, channel=channel) == b""
    assert rig.spans == 6


@pytest.mark.parametrize("prefix", ["", "unix:"])
def test_unix_socket(listen, body, tmp_path, prefix):
    """The listener opens on a Unix socket, whose endpoint is a path."""
    path = f"{tmp_path}/otlp.sock"
    rig = listen(grpc={"endpoint": f"{prefix}{path}", "transport": "unix"})
    with grpc.insecure_channel(
        f"unix:{path}", [("grpc.default_authority", "localhost")]
    ) as channel:
        assert rig.export(body, channel=channel) == b""


def test_taken_port_is_an_error_of_the_system(listen):
    """A port that is in use is an `OSError` at the start."""
    port = listen().receiver.ports["grpc"]
    with pytest.raises(OSError, match=str(port)):
        listen(grpc={"endpoint": f"127.0.0.1:{port}"})


def test_stop_twice(listen):
    """Stopping again does nothing."""
    rig = listen()
    rig.receiver.stop()
    rig.receiver.stop()
    rig.receiver.stop_accepting()
    assert rig.receiver.ports == {}
