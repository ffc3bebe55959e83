import gzip
import json
import re
import socket

import pytest
import zstandard
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from spanmill.kernel import Verdict
from spanmill.testing import request, span

PROTO = "application/x-protobuf"
JSON = "application/json"
STATUS = {
    1: 503, 3: 400, 4: 503, 5: 404, 7: 403, 10: 503,
    11: 503, 12: 404, 13: 500, 14: 503, 15: 503, 16: 401,
}  # fmt: skip


def json_body(*spans, **fields):
    """Return a request in OTLP JSON."""
    scopes = [{"spans": list(spans)}]
    return json.dumps({"resourceSpans": [{"scopeSpans": scopes}], **fields}).encode()


def exchange(rig, sent):
    """Send raw bytes and return all that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", rig.receiver.ports["http"]), timeout=30) as peer:
        peer.sendall(sent)
        return b"".join(iter(lambda: peer.recv(65536), b""))


def test_good_request_is_answered_in_its_encoding(listen, body):
    """A request that is taken whole gets an empty response of its own type."""
    rig = listen()
    reply = rig.post(body)
    assert (reply.status, reply.headers["content-type"], reply.body) == (200, PROTO, b"")
    reply = rig.post(json_body(span()), JSON)
    assert (reply.status, reply.headers["content-type"], reply.json()) == (200, JSON, {})
    assert rig.spans == 4
    assert rig.sources == [("otlp http", "")] * 2


@pytest.mark.parametrize(("content_type", "empty"), [(PROTO, b""), (JSON, b"{}")])
def test_empty_request_is_good(listen, content_type, empty):
    """A request without spans is answered with success."""
    assert listen().post(empty, content_type).status == 200


def test_one_bad_span_costs_one_span(listen):
    """A span without trace id is rejected alone, with its true count, in both encodings."""
    spans = [span(number=number + 1) for number in range(1000)]
    spans[500]["traceId"] = ""
    rig = listen()
    reply = rig.post(request(spans))
    partial = ExportTraceServiceResponse.FromString(reply.body).partial_success
    assert (reply.status, partial.rejected_spans) == (200, 1)
    reply = rig.post(json_body(*spans), JSON)
    assert (reply.status, reply.json()["partialSuccess"]["rejectedSpans"]) == (200, "1")
    assert rig.spans == 1998


@pytest.mark.parametrize("content_type", [PROTO, JSON])
def test_broken_request_is_refused_for_good(listen, content_type):
    """Bytes that are no OTLP message are 400 with a status in the request's encoding."""
    reply = listen().post(b"\xff\xff\xff", content_type)
    code = reply.details().code if content_type == PROTO else reply.json()["code"]
    assert (reply.status, reply.headers["content-type"], code) == (400, content_type, 3)


@pytest.mark.parametrize("delay", [None, 2.5])
@pytest.mark.parametrize("code", [*STATUS, 8])
def test_every_code_has_its_status(listen, body, code, delay):
    """The engine's verdict arrives as status, as body, and as Retry-After where it is retryable."""
    rig = listen()
    rig.answer = lambda group: group.refuse_rest(Verdict(code, "because", 0, delay))
    for content_type in (PROTO, JSON):
        reply = rig.post(body if content_type == PROTO else json_body(span()), content_type)
        expected = STATUS.get(code, 413 if delay is None else 429)
        assert reply.status == expected
        assert reply.headers["content-type"] == content_type
        found = (
            (reply.details().code, reply.details().message)
            if content_type == PROTO
            else (reply.json()["code"], reply.json()["message"])
        )
        assert found == (code, "because")
        retry = {None: "1", 2.5: "3"}[delay] if expected in {429, 503} else None
        assert reply.headers.get("retry-after") == retry


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_only_post_is_allowed(listen, method):
    """Another method is 405 and is told which one to use."""
    reply = listen().post(None, method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/", "/v1/logs", "/v1/metrics", "/v1/traces/", "/V1/traces"])
def test_unknown_path(listen, body, path):
    """Another path is 404 with a status as body."""
    reply = listen().post(body, path=path)
    assert (reply.status, reply.details().code) == (404, 5)


def test_query_does_not_change_the_path(listen, body):
    """A query behind the path is ignored."""
    assert listen().post(body, path="/v1/traces?key=value").status == 200


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/protobuf", "x" * 2000])
def test_unknown_content_type(listen, body, content_type):
    """Another type is 415 with a status that people can read."""
    reply = listen().post(body, content_type)
    assert (reply.status, reply.json()["code"]) == (415, 12)


@pytest.mark.parametrize(
    "content_type", ["application/x-protobuf; charset=utf-8", "Application/X-Protobuf"]
)
def test_parameters_of_the_content_type_do_not_matter(listen, body, content_type):
    """Types compare without parameters and without case."""
    assert listen().post(body, content_type).status == 200


@pytest.mark.parametrize("coding", ["deflate", "br", "gzip, gzip", "snappy"])
def test_unknown_content_encoding(listen, body, coding):
    """Another coding is 415 and names those that are taken."""
    reply = listen().post(body, content_encoding=coding)
    assert (reply.status, reply.headers["accept-encoding"]) == (415, "identity, gzip, zstd")


def test_content_encodings_can_be_limited(listen, body):
    """A coding that the configuration leaves out is refused."""
    rig = listen(http={"compression_algorithms": ["gzip"]})
    assert rig.post(body).status == 415
    assert rig.post(gzip.compress(body), content_encoding="gzip").status == 200


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "zstd", "identity", ""])
@pytest.mark.parametrize("many", [1, 3000])
def test_content_encodings(listen, coding, many):
    """Compressed bodies are read like plain ones, small and large."""
    pack = {"gzip": gzip.compress, "zstd": zstandard.ZstdCompressor().compress}
    plain = request([span(number=number + 1) for number in range(many)])
    rig = listen()
    sent = pack.get(coding.lower(), bytes)(plain)
    assert rig.post(sent, content_encoding=coding).status == 200
    assert rig.spans == many


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_what_does_not_inflate_is_refused_for_good(listen, coding):
    """A body that is not what its coding says is 400."""
    assert listen().post(b"not compressed", content_encoding=coding).status == 400


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_bomb_is_refused_for_good(listen, coding):
    """A body that inflates over the limit is 413, whatever its size on the wire."""
    pack = {"gzip": gzip.compress, "zstd": zstandard.ZstdCompressor().compress}
    rig = listen(http={"max_request_body_size": "1MiB"})
    reply = rig.post(pack[coding](bytes(64 << 20)), content_encoding=coding)
    assert (reply.status, reply.details().code) == (413, 8)
    assert "retry-after" not in reply.headers


def test_large_body_is_refused_before_it_is_read(listen):
    """A body over the limit is refused by its stated length; the client need not send it."""
    rig = listen(http={"max_request_body_size": "1KiB", "keep_alives_enabled": False})
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    answer = exchange(rig, head + b"content-length: 1025\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_large_chunked_body_is_refused_while_it_comes(listen):
    """A body of unknown length is refused as soon as it is over the limit."""
    rig = listen(http={"max_request_body_size": "1KiB", "keep_alives_enabled": False})
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    chunked = b"transfer-encoding: chunked\r\n\r\n401\r\n" + b" " * 0x401 + b"\r\n"
    assert exchange(rig, head + chunked).startswith(b"HTTP/1.1 413 ")


def test_chunked_body_is_taken(listen, body):
    """A body of unknown length is read to its end."""
    rig = listen()
    connection = rig.connection()
    pieces = [body[:10], body[10:]]
    connection.request(
        "POST", "/v1/traces", iter(pieces), {"content-type": PROTO}, encode_chunked=True
    )
    assert connection.getresponse().status == 200
    connection.close()
    assert rig.spans == 3


@pytest.mark.parametrize("chunk", [b"-1\r\n", b"1 2\r\n", b"f" * 20 + b"\r\n", b"1\r\n123"])
def test_broken_chunks_are_refused_for_good(listen, chunk):
    """A body whose chunks cannot be read is 400, so that the client does not send it again."""
    rig = listen()
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    answer = exchange(rig, head + b"transfer-encoding: chunked\r\n\r\n" + chunk)
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_body_without_room_is_refused_before_it_is_read(listen, body):
    """While the queue is full, a request is 503 by its stated length alone."""
    rig = listen(max_bytes=len(body) + 10, pulling=False, http={"keep_alives_enabled": False})
    assert not isinstance(rig.queue.submit(body, 1 << 20), Verdict)
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    answer = exchange(rig, head + b"content-length: 100\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 1\r\n" in answer
    counted = {"component": "otlp", "transport": "http", "reason": "unavailable"}
    assert rig.registry.value("component_refused_requests", **counted) == 1


def test_expected_continue_comes_only_where_there_is_room(listen, body):
    """A client that asks before it sends is answered 100, or refused without having sent."""
    rig = listen(http={"max_request_body_size": "1KiB", "keep_alives_enabled": False})
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\n"
    head += b"expect: 100-continue\r\n"
    answer = exchange(rig, head + b"content-length: %d\r\n\r\n" % len(body) + body)
    assert answer.startswith(b"HTTP/1.1 100 ")
    assert b"HTTP/1.1 200 " in answer
    answer = exchange(rig, head + b"content-length: 2000\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_connection_is_used_again(listen, body):
    """One connection carries one request after the other, good ones and bad ones."""
    rig = listen()
    connection = rig.connection()
    seen = []
    for path in ("/v1/traces", "/none", "/v1/traces"):
        connection.request("POST", path, body, {"content-type": PROTO})
        response = connection.getresponse()
        response.read()
        seen.append((response.status, connection.sock is not None))
    connection.close()
    assert seen == [(200, True), (404, True), (200, True)]


def test_pipelined_requests_are_answered_in_order(listen, body):
    """Requests that come before the answer to the first are answered one after the other."""
    head = b"POST %s HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\n"
    head += b"content-length: %d\r\n%s\r\n"
    first = head % (b"/v1/traces", len(body), b"") + body
    second = head % (b"/none", 0, b"")
    last = head % (b"/v1/traces", len(body), b"connection: close\r\n") + body
    rig = listen()
    answer = exchange(rig, first + second + last)
    found = re.findall(rb"HTTP/1\.1 (\d+)", answer)
    assert found == [b"200", b"404", b"200"]
    assert rig.spans == 6


def test_keep_alive_can_be_turned_off(listen, body):
    """With keep-alive off, every response closes its connection."""
    rig = listen(http={"keep_alives_enabled": False})
    assert rig.post(body).headers["connection"] == "close"


def test_response_headers(listen, body):
    """Configured headers are on every response."""
    rig = listen(http={"response_headers": {"X-Served-By": "spanmill"}})
    assert rig.post(body).headers["x-served-by"] == "spanmill"
    assert rig.post(body, path="/none").headers["x-served-by"] == "spanmill"


def test_upgrade_is_ignored(listen, body):
    """A client that offers another protocol, as Java's does, is served with this one."""
    rig = listen()
    connection = rig.connection()
    for _ in range(2):
        offer = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2-settings": "x"}
        connection.request("POST", "/v1/traces", body, {"content-type": PROTO} | offer)
        response = connection.getresponse()
        response.read()
        assert response.status == 200
    connection.close()
    assert rig.spans == 6


@pytest.mark.parametrize(
    "filler", [b"x-filler: " + b"y" * 20_000, b"\r\n".join([b"x-filler: yyyyyyyyyy"] * 1000)]
)
def test_large_headers_are_refused(listen, filler):
    """Headers over 16 KiB are 431, one long one and many short ones."""
    head = b"POST /v1/traces HTTP/1.1\r\nconnection: close\r\n"
    answer = exchange(listen(), head + filler + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_header_without_end_is_refused(listen):
    """A header that never ends is refused when it is too large, not when it ends."""
    answer = exchange(listen(), b"POST /v1/traces HTTP/1.1\r\nx-filler: " + b"y" * 36_000)
    assert answer.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"PRIME /v1/traces\r\n\r\n",
        b"POST /v1/traces HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST /v1/traces HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
    ],
)
def test_what_is_not_http_is_refused(listen, sent):
    """What the parser does not take is 400, and leaves no line in the log."""
    rig = listen()
    answer = exchange(rig, sent)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert rig.log.getvalue() == ""


def test_tenant_comes_from_the_named_header(listen, body):
    """The header that the configuration names says who the tenant is."""
    rig = listen(tenant_header="X-Tenant")
    rig.post(body, x_tenant="blue")
    rig.post(body)
    assert rig.sources == [("otlp http", "blue"), ("otlp http", "")]


def test_unix_socket(listen, body, tmp_path):
    """The listener opens on a Unix socket, also where a dead process left one behind."""
    path = tmp_path / "otlp.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    rig = listen(http={"endpoint": str(path), "transport": "unix"})
    head = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\n"
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(path))
        peer.sendall(head + b"content-length: %d\r\n\r\n" % len(body) + body)
        assert peer.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert rig.spans == 3


def test_taken_port_is_an_error_of_the_system(listen):
    """A port that is in use is an `OSError` at the start."""
    port = listen().receiver.ports["http"]
    with pytest.raises(OSError, match=str(port)):
        listen(http={"endpoint": f"127.0.0.1:{port}"})


@pytest.mark.parametrize("protocol", ["grpc", "http"])
def test_any_free_port_is_one_port(listen, protocol):
    """A listener on all addresses and any port has the same port on each of them."""
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    rig = listen(**{protocol: {"endpoint": ":0"}})
    for host in ("127.0.0.1", "::1"):
        with socket.create_connection((host, rig.receiver.ports[protocol]), timeout=10):
            pass
