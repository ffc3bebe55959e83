"""What the native listener does and the portable one cannot."""

import http.client
import resource
import socket
import ssl
import struct
import time
from threading import Event, Thread

import pytest
import zstandard

from tests.integration.receivers import http2
from tests.integration.receivers.conftest import PROTO

pytestmark = pytest.mark.parametrize("listener", ["native"], indirect=True)

FILES = (("cert", "crt"), ("key", "key"))


def spans_of(rig, number):
    """Wait until the engine has so many spans."""
    deadline = time.monotonic() + 10
    while rig.spans < number:
        assert time.monotonic() < deadline
    return rig.spans


def test_every_endpoint_speaks_every_protocol(listen, body):
    """HTTP/1.1 is served on the endpoint of gRPC, and gRPC on that of HTTP."""
    rig = listen()
    swapped = {"grpc": rig.receiver.ports["http"], "http": rig.receiver.ports["grpc"]}
    rig.receiver._listener.ports = swapped
    assert rig.post(body).status == 200
    assert rig.export(body) == b""
    assert rig.sources == [("otlp http", ""), ("otlp grpc", "")]


@pytest.mark.parametrize("cut", [1, 3, 5, 6, 100])
def test_message_may_come_in_any_pieces(listen, body, cut):
    """Where a client cuts the bytes of a message, also within its prefix, does not matter."""
    rig = listen()
    message = struct.pack(">BI", 0, len(body)) + body
    with http2.connect(rig) as peer:
        peer.sendall(http2.begin_call(1) + http2.frame(http2.DATA, 0, 1, message[:cut]))
        peer.sendall(http2.frame(http2.DATA, http2.END_STREAM, 1, message[cut:]))
        assert spans_of(rig, 3) == 3


def test_zstd_over_grpc(listen, body):
    """A message may be compressed with zstd, which grpcio does not know."""
    rig = listen()
    packed = zstandard.compress(body)
    call = http2.headers((*http2.CALL, ("grpc-encoding", "zstd")))
    message = struct.pack(">BI", 1, len(packed)) + packed
    with http2.connect(rig) as peer:
        peer.sendall(http2.frame(http2.HEADERS, http2.END_HEADERS, 1, call))
        peer.sendall(http2.frame(http2.DATA, http2.END_STREAM, 1, message))
        assert spans_of(rig, 3) == 3


def test_old_connection_says_goodbye(listen, body):
    """A connection over its age is closed; a client that calls on and on loses no call by it."""
    age = {"max_connection_age": "200ms", "max_connection_age_grace": "5s"}
    rig = listen(grpc={"keepalive": {"server_parameters": age}})
    channel = rig.channel()
    end, calls = time.monotonic() + 1.0, 0
    while time.monotonic() < end:
        assert rig.export(body, channel=channel) == b""
        calls += 1
    assert rig.spans == 3 * calls
    with http2.connect(rig) as peer:
        peer.settimeout(10)
        assert b"".join(iter(lambda: peer.recv(65536), b""))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"POST /v1/traces HTTP/1.1\r\nhost:", id="headers that dribble"),
        pytest.param(http2.PREFACE + http2.frame(http2.SETTINGS, 0, 0), id="unanswered ping"),
    ],
)
def test_old_connection_ends_whatever_its_client_does(listen, said):
    """A client that does not go when it is told to is cut off, unless a request is under way."""
    age = {"max_connection_age": "100ms"}
    rig = listen(grpc={"keepalive": {"server_parameters": age}})
    address = ("127.0.0.1", rig.receiver.ports["grpc"])
    with socket.create_connection(address, timeout=8) as peer:
        peer.sendall(said)
        while peer.recv(65536):
            pass


def test_stop_waits_for_no_handshake(listen, body, certificates, monkeypatch):
    """A client that began to shake hands and went silent does not keep the listener from ending."""
    monkeypatch.setattr("receivers.otlp.receiver.STOP_S", 60.0)
    files = {f"{kind}_file": str(certificates / f"server.{end}") for kind, end in FILES}
    rig = listen(http={"tls": files})
    context = ssl.create_default_context(cafile=certificates / "authority.crt")
    address = ("127.0.0.1", rig.receiver.ports["http"])
    with socket.create_connection(address, timeout=8) as peer:
        peer.sendall(b"\x16\x03")
        # Connections are accepted in turn, so that after an answer on a later one this one is.
        later = http.client.HTTPSConnection(*address, context=context, timeout=30)
        later.request("POST", "/v1/traces", body, {"content-type": PROTO})
        assert later.getresponse().status == 200
        later.close()
        stop = Thread(target=rig.receiver.stop)
        stop.start()
        assert peer.recv(1) == b""
    stop.join()


def test_connections_without_descriptors_are_told_of(listen, body):
    """What cannot be accepted for want of descriptors is told once, and taken when there are."""
    rig = listen()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as peer:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            peer.connect(("127.0.0.1", rig.receiver.ports["http"]))
            deadline = time.monotonic() + 10
            while not rig.log.getvalue():
                assert time.monotonic() < deadline
            Event().wait(0.2)  # it is tried again meanwhile, without a line each time
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        (line,) = rig.log.getvalue().splitlines()
        assert "a connection could not be accepted" in line
        assert "Too many open files" in line
        head = f"POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-length: {len(body)}\r\n"
        peer.sendall(f"{head}content-type: {PROTO}\r\n\r\n".encode() + body)
        assert peer.recv(12) == b"HTTP/1.1 200"


def test_call_without_time_is_refused_at_once(listen, body):
    """A call whose deadline cannot be met takes no room; the client may send again."""
    rig = listen(pulling=False)
    failed = rig.export(body, metadata=(("grpc-timeout", "1m"),), timeout=None)
    assert (failed.code, failed.retry_s) == (14, 1)
    assert rig.queue.requests == 0


def test_call_has_the_time_that_its_client_gives(listen, body):
    """A message that is not whole when its client no longer waits is refused then."""
    rig = listen()
    call = http2.headers((*http2.CALL, ("grpc-timeout", "200m")))
    with http2.connect(rig) as peer:
        peer.settimeout(3)
        peer.sendall(http2.frame(http2.HEADERS, http2.END_HEADERS, 1, call))
        peer.sendall(http2.frame(http2.DATA, 0, 1, struct.pack(">BI", 0, len(body))))
        told = b""
        while http2.answered(told) != {1}:
            told += peer.recv(65536)
    assert rig.spans == 0


def test_http2_without_grpc(listen, body):
    """A request that is no call is answered as over HTTP/1.1."""
    rig = listen()
    pairs = (
        (":method", "POST"),
        (":scheme", "http"),
        (":path", "/v1/traces"),
        (":authority", "test"),
        ("content-type", PROTO),
    )
    with http2.connect(rig) as peer:
        peer.sendall(http2.frame(http2.HEADERS, http2.END_HEADERS, 1, http2.headers(pairs)))
        peer.sendall(http2.frame(http2.DATA, http2.END_STREAM, 1, body))
        assert spans_of(rig, 3) == 3
    assert rig.sources == [("otlp http", "")]


def test_call_over_http1_is_refused(listen, body):
    """Over HTTP/1.1 the content type of gRPC is one that nobody knows."""
    rig = listen()
    connection = http.client.HTTPConnection("127.0.0.1", rig.receiver.ports["grpc"], timeout=30)
    for _ in range(2):
        connection.request("POST", "/v1/traces", body, {"content-type": "application/grpc"})
        response = connection.getresponse()
        response.read()
        assert response.status == 415
    connection.close()
