from __future__ import annotations

import gzip
import io
import json
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import grpc
import pytest
import zstandard
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from exporters.otlp.config import OtlpExporterConfig
from exporters.otlp.exporter import OtlpExporter
from exporters.otlp_http.config import OtlpHttpConfig
from exporters.otlp_http.exporter import OtlpHttpExporter
from spanmill.component import Reads, Records
from spanmill.errors import Rejected, RetryLater
from spanmill.telemetry import Registry
from spanmill.testing import batch_of, settings, span

RECORDS = Records(1, 1, "0" * 8, (), lambda: None, lambda *_: None)
BATCH = batch_of([span("a", number=1), span("b", number=2)], Reads())
SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService"


def names(body):
    """Return the names of the spans in a request."""
    request = ExportTraceServiceRequest.FromString(body)
    return [each.name for r in request.resource_spans for s in r.scope_spans for each in s.spans]


class GrpcPeer:
    """A gRPC server that answers what a test says."""

    def __init__(self):
        self.bodies, self.metadata, self.answer = [], [], lambda _: b""
        self.server = grpc.server(ThreadPoolExecutor(2))
        handler = grpc.unary_unary_rpc_method_handler(self.handle)
        self.server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(SERVICE, {"Export": handler}),)
        )
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()

    def handle(self, body, context):
        self.bodies.append(body)
        self.metadata.append(dict(context.invocation_metadata()))
        return self.answer(context)


@pytest.fixture
def grpc_peer():
    """A gRPC server on loopback."""
    made = GrpcPeer()
    yield made
    made.server.stop(None).wait()


@pytest.fixture
def exporter(grpc_peer):
    """A gRPC exporter to it."""
    config = OtlpExporterConfig(
        endpoint=f"127.0.0.1:{grpc_peer.port}", tls={"insecure": True}, headers={"X-Key": "k" * 9}
    )
    made = OtlpExporter(config, settings("otlp"))
    made.start()
    yield made
    made.stop()
    made.stop()


def test_grpc_sends_the_bytes_with_headers(grpc_peer, exporter):
    """The peer gets the request and the configured metadata."""
    assert exporter.export(BATCH, RECORDS) is True
    assert names(grpc_peer.bodies[0]) == ["a", "b"]
    assert grpc_peer.metadata[0]["x-key"] == "k" * 9


def status_with(code, delay):
    """Return a status, with a RetryInfo where there is a delay."""
    detail = Any()
    detail.Pack(RetryInfo(retry_delay=Duration(seconds=delay)))
    return Status(code=code, details=[detail] if delay is not None else []).SerializeToString()


@pytest.mark.parametrize(
    ("code", "delay", "expected", "after"),
    [
        ("UNAVAILABLE", None, RetryLater, None),
        ("UNAVAILABLE", 7, RetryLater, 7.0),
        ("ABORTED", None, RetryLater, None),
        ("CANCELLED", None, RetryLater, None),
        ("DATA_LOSS", None, RetryLater, None),
        ("OUT_OF_RANGE", None, RetryLater, None),
        ("RESOURCE_EXHAUSTED", 3, RetryLater, 3.0),
        ("UNAUTHENTICATED", None, RetryLater, 10.0),
        ("PERMISSION_DENIED", None, RetryLater, 10.0),
        ("RESOURCE_EXHAUSTED", None, Rejected, None),
        ("INVALID_ARGUMENT", None, Rejected, None),
        ("UNIMPLEMENTED", None, Rejected, None),
        ("INTERNAL", None, Rejected, None),
        ("UNKNOWN", None, Rejected, None),
    ],
)
def test_grpc_codes_mean_what_otlp_says(grpc_peer, exporter, code, delay, expected, after):
    """Each code is retried, held or given up as OTLP's table has it, with the peer's delay."""

    def answer(context):
        status = getattr(grpc.StatusCode, code)
        context.set_trailing_metadata(
            (("grpc-status-details-bin", status_with(status.value[0], delay)),)
        )
        context.abort(status, "no")

    grpc_peer.answer = answer
    with pytest.raises(expected) as caught:
        exporter.export(BATCH, RECORDS)
    assert getattr(caught.value, "after_s", None) == after


def partial(rejected, message="odd"):
    """Return an answer with a partial success."""
    answer = ExportTraceServiceResponse()
    answer.partial_success.rejected_spans = rejected
    answer.partial_success.error_message = message
    return answer.SerializeToString()


def test_grpc_partial_success_counts(grpc_peer, exporter):
    """Spans that the peer dropped are reported by number; a warning alone is success."""
    grpc_peer.answer = lambda _: partial(1)
    with pytest.raises(Rejected) as caught:
        exporter.export(BATCH, RECORDS)
    assert (caught.value.num_spans, caught.value.reason) == (1, "odd")
    grpc_peer.answer = lambda _: partial(0)
    assert exporter.export(BATCH, RECORDS) is True


def test_grpc_peer_that_is_not_there_is_retried():
    """Nobody listening is a reason to try again."""
    config = OtlpExporterConfig(endpoint="127.0.0.1:1", tls={"insecure": True}, timeout="1s")
    exporter = OtlpExporter(config, settings("otlp"))
    exporter.start()
    with pytest.raises(RetryLater):
        exporter.export(BATCH, RECORDS)
    exporter.stop()


class HttpPeer:
    """An HTTP server that answers what a test says."""

    def __init__(self):
        peer = self
        self.requests, self.answer = [], (200, {}, b"")

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                peer.requests.append(
                    (self.path, {k.lower(): v for k, v in self.headers.items()}, body)
                )
                status, headers, answer = peer.answer
                self.send_response(status)
                for key, value in {**headers, "Content-Length": str(len(answer))}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def exporter(self, **options):
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        made = OtlpHttpExporter(OtlpHttpConfig(endpoint=url, **options), settings("otlp_http"))
        made.start()
        return made


@pytest.fixture
def http_peer():
    """An HTTP server on loopback."""
    made = HttpPeer()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.parametrize(
    ("compression", "unpack"),
    [
        ("none", bytes),
        ("gzip", gzip.decompress),
        ("zstd", lambda data: zstandard.ZstdDecompressor().decompress(data)),
    ],
)
def test_http_sends_the_bytes(http_peer, compression, unpack):
    """The peer gets the request on /v1/traces, compressed as the header says."""
    exporter = http_peer.exporter(compression=compression, headers={"X-Key": "v"})
    assert exporter.export(BATCH, RECORDS) is True
    assert exporter.export(BATCH, RECORDS) is True
    path, headers, body = http_peer.requests[1]
    assert (path, headers["x-key"], names(unpack(body))) == ("/v1/traces", "v", ["a", "b"])
    exporter.stop()


@pytest.mark.parametrize(
    ("field", "given", "path"),
    [
        ("endpoint", "/in/", "/in/v1/traces"),
        ("endpoint", "/in?key=v", "/in/v1/traces?key=v"),
        ("traces_endpoint", "/in/spans?key=v", "/in/spans?key=v"),
    ],
)
def test_http_asks_for_the_path_behind_the_endpoint(http_peer, field, given, path):
    """A query stays behind the path of the signal."""
    url = f"http://127.0.0.1:{http_peer.server.server_address[1]}"
    exporter = OtlpHttpExporter(
        OtlpHttpConfig.model_validate({field: url + given}), settings("otlp_http")
    )
    exporter.start()
    assert exporter.export(BATCH, RECORDS) is True
    exporter.stop()
    assert http_peer.requests[0][0] == path


@pytest.mark.parametrize(
    ("status", "headers", "expected", "after"),
    [
        (429, {"Retry-After": "3"}, RetryLater, 3.0),
        (503, {}, RetryLater, None),
        (502, {"Retry-After": "soon"}, RetryLater, None),
        (504, {"Retry-After": "Tue, 14 Nov 2023 22:13:30 GMT"}, RetryLater, 10.0),
        (401, {}, RetryLater, 10.0),
        (403, {}, RetryLater, 10.0),
        (407, {}, RetryLater, 10.0),
        (301, {"Location": "/x"}, RetryLater, 10.0),
        (307, {"Location": "/x"}, RetryLater, 10.0),
        (308, {}, RetryLater, 10.0),
        (400, {}, Rejected, None),
        (413, {}, Rejected, None),
        (500, {}, Rejected, None),
        (503, {"Retry-After": "nan"}, RetryLater, None),
        (503, {"Retry-After": "-3"}, RetryLater, None),
    ],
)
def test_http_statuses_mean_what_otlp_says(http_peer, status, headers, expected, after):
    """Each status is retried, held or given up as OTLP's table has it, with the peer's delay."""
    http_peer.answer = (status, headers, b"")
    exporter = http_peer.exporter()
    with pytest.raises(expected) as caught:
        exporter.export(BATCH, RECORDS)
    assert getattr(caught.value, "after_s", None) == after
    exporter.stop()


@pytest.mark.parametrize("status", [304, 404, 405, 415, 501])
def test_http_statuses_that_no_span_is_to_blame_for(http_peer, status):
    """A path or a method that the peer does not know is no reason to look for a bad span."""
    http_peer.answer = (status, {}, b"")
    exporter = http_peer.exporter()
    with pytest.raises(Rejected) as caught:
        exporter.export(BATCH, RECORDS)
    assert caught.value.whole
    exporter.stop()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (Status(code=3, message="bad span").SerializeToString(), "HTTP 400: bad span"),
        (b'{"code": 3, "message": "bad span"}', "HTTP 400: bad span"),
        (b"<html>no</html>", "HTTP 400"),
        (b"{" * 100_000, "HTTP 400"),
        (b'["x"]', "HTTP 400"),
        (b"", "HTTP 400"),
    ],
)
def test_http_refusal_says_why(http_peer, body, reason):
    """The message of the peer's status is the reason, where it has one."""
    http_peer.answer = (400, {}, body)
    exporter = http_peer.exporter()
    with pytest.raises(Rejected) as caught:
        exporter.export(BATCH, RECORDS)
    assert (caught.value.reason, caught.value.whole) == (reason, False)
    exporter.stop()


def test_a_warning_of_the_peer_is_logged_with_its_words(http_peer):
    """A partial success without lost spans is a warning, and its message is in the log."""
    log = io.StringIO()
    http_peer.answer = (200, {}, partial(0, "careful"))
    url = f"http://127.0.0.1:{http_peer.server.server_address[1]}"
    exporter = OtlpHttpExporter(OtlpHttpConfig(endpoint=url), settings("otlp_http", log=log))
    exporter.start()
    assert exporter.export(BATCH, RECORDS) is True
    line = json.loads(log.getvalue().splitlines()[-1])
    assert line["message"] == "peer took the spans with a warning"
    assert line["error"] == "careful"
    exporter.stop()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"<html>hi</html>", "proto"), (b"<html>", "json"), (b"[" * 9**5, "json")],
)
def test_an_answer_that_cannot_be_read_is_counted(http_peer, body, encoding):
    """A page of some other server under the address is success by its status, and can be seen."""
    registry = Registry()
    http_peer.answer = (200, {}, body)
    url = f"http://127.0.0.1:{http_peer.server.server_address[1]}"
    config = OtlpHttpConfig(endpoint=url, encoding=encoding)
    exporter = OtlpHttpExporter(config, settings("otlp_http", registry=registry))
    exporter.start()
    assert exporter.export(BATCH, RECORDS) is True
    assert registry.value("component_unreadable_answers", component="otlp_http") == 1
    exporter.stop()


def test_http_json_partial_success_counts(http_peer):
    """A JSON answer is read like a protobuf one."""
    http_peer.answer = (200, {}, b'{"partialSuccess":{"rejectedSpans":"2","errorMessage":"x"}}')
    exporter = http_peer.exporter(encoding="json", compression="none")
    with pytest.raises(Rejected) as caught:
        exporter.export(BATCH, RECORDS)
    assert caught.value.num_spans == 2
    assert http_peer.requests[0][1]["content-type"] == "application/json"
    exporter.stop()
