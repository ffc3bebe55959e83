"""Peers that hold what they do not pay for. Each must cost little, and end."""

import re
import resource
import socket
import struct
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.receivers import http2

HEAD = b"POST /v1/traces HTTP/1.1\r\nhost: test\r\ncontent-type: application/x-protobuf\r\n"
MAX_GROWTH_MB = 24
NUM_IDLE = 5000
native_only = pytest.mark.parametrize("listener", ["native"], indirect=True)
"""For what grpcio and uvicorn do not stand, and we cannot help there."""
SHORT = {"read_header_timeout": "300ms", "read_timeout": "300ms", "idle_timeout": "1s"}


def resident_mb():
    """Return the memory of this process, where the receiver is."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def connect(rig, protocol="http"):
    """Open a connection."""
    return socket.create_connection(("127.0.0.1", rig.receiver.ports[protocol]), timeout=30)


def dribble(peer, sent, enough=lambda _: False, every_s=0.05):
    """Send a piece at a time until the server has enough; return what it said."""
    peer.settimeout(every_s)
    told = b""
    for each in sent:
        try:
            peer.sendall(each)
            piece = peer.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return told
        if not piece:
            return told
        told += piece
        if enough(told):
            return told
    raise AssertionError("the server waits for ever")


def bytewise(text):
    """Return each byte as bytes."""
    return struct.unpack("c" * len(text), text)


@pytest.mark.parametrize("first", [b"", HEAD + b"content-length: 0\r\n\r\n"])
def test_headers_that_dribble_end(listen, first):
    """A header that takes too long ends its connection, also behind a request that was answered."""
    with connect(listen(http=SHORT)) as peer:
        peer.sendall(first)
        dribble(peer, bytewise(HEAD + b"x-filler: " + b"y" * 200))


def test_body_that_dribbles_ends(listen, body):
    """A body that takes too long ends its connection, and gives back its room."""
    rig = listen(http=SHORT)
    with connect(rig) as peer:
        peer.sendall(HEAD + b"content-length: 1000\r\n\r\n")
        dribble(peer, bytewise(b"\n" * 200))
    assert rig.post(body).status == 200
    assert rig.queue.bytes == 0


def test_body_below_the_least_rate_ends(listen, listener, body):
    """A body that trickles in is refused for now, long before the time of a large one is over."""
    rig = listen()
    with connect(rig) as peer:
        peer.sendall(HEAD + b"content-length: 100000\r\n\r\n")
        told = dribble(peer, [b"\n"] * 300)
    if listener == "native":  # uvicorn's sweep closes, and an exporter sends again after that too
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nretry-after: 1\r\n" in told
    assert rig.post(body).status == 200
    assert rig.queue.bytes == 0


@native_only
def test_refused_body_that_dribbles_ends(listen):
    """Who was refused by the headers may send the body, but not for ever."""
    with connect(listen(http=SHORT)) as peer:
        peer.sendall(HEAD.replace(b"/v1/traces", b"/none") + b"content-length: 1000\r\n\r\n")
        told = dribble(peer, [b"\n"] * 500, every_s=0.01)
    assert told.startswith(b"HTTP/1.1 404 ")


@native_only
def test_message_below_the_least_rate_ends(listen, body):
    """A call that trickles in is refused, and its connection and its room are free for others."""
    rig = listen()
    with http2.connect(rig) as peer:
        message = struct.pack(">BI", 0, 100_000)
        peer.sendall(http2.begin_call(1) + http2.frame(http2.DATA, 0, 1, message))
        trickle = [http2.frame(http2.DATA, 0, 1, b"\n")] * 300
        dribble(peer, trickle, lambda told: 1 in http2.answered(told))
        assert rig.queue.bytes == 0
        good = struct.pack(">BI", 0, len(body)) + body
        peer.sendall(http2.begin_call(3) + http2.frame(http2.DATA, http2.END_STREAM, 3, good))
        while rig.spans < 3:
            pass
    rig.receiver.stop()
    counted = {"component": "otlp", "transport": "grpc", "reason": "slow"}
    assert rig.registry.value("component_refused_requests", **counted) == 1


def test_silent_connection_ends(listen, body):
    """A connection without a request is closed after the time for that."""
    with connect(listen(http=SHORT)) as peer:
        peer.sendall(HEAD + b"content-length: %d\r\n\r\n" % len(body) + body)
        assert peer.recv(65536).startswith(b"HTTP/1.1 200 ")
        assert peer.recv(65536) == b""


def test_answers_that_nobody_reads_end(listen):
    """A client that asks on and on and reads nothing is cut off."""
    rig = listen(http={"write_timeout": "300ms", "idle_timeout": "60s"})
    ask = b"GET /none HTTP/1.1\r\nhost: test\r\n\r\n" * 1000
    before = resident_mb()
    with connect(rig) as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.settimeout(20)
        assert not http2.flood(peer, ask, 5000)
    assert resident_mb() - before < MAX_GROWTH_MB


@native_only
def test_half_closed_peer_is_answered(listen, body):
    """A client may close its side once it has sent, and still gets its answer."""
    rig = listen(pulling=False)
    with connect(rig) as peer:
        peer.sendall(HEAD + b"content-length: %d\r\n\r\n" % len(body) + body)
        peer.shutdown(socket.SHUT_WR)
        while not rig.queue.requests:
            pass
        rig.pulling.set()
        assert peer.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert rig.spans == 3


@pytest.mark.parametrize(
    "fields",
    [
        b"content-length: 4\r\ntransfer-encoding: chunked\r\n",
        b"transfer-encoding: chunked\r\ncontent-length: 4\r\n",
        b"transfer-encoding: gzip, chunked\r\ncontent-length: 4\r\n",
        b"transfer-encoding: xchunked\r\n",
        b"content-length: 4, 4\r\ncontent-length: 5\r\n",
    ],
)
def test_two_lengths_never_make_two_requests(listen, body, fields):
    """Where a proxy before us may have read another length, nothing behind the body is served."""
    rig = listen()
    hidden = HEAD + b"content-length: %d\r\n\r\n" % len(body) + body
    with connect(rig) as peer:
        peer.sendall(HEAD + fields + b"\r\n0\r\n\r\n" + hidden)
        peer.shutdown(socket.SHUT_WR)
        told = b"".join(iter(lambda: peer.recv(65536), b""))
    assert len(re.findall(rb"^HTTP/1.1 ", told, re.MULTILINE)) == 1
    assert rig.spans == 0


def test_idle_connections_cost_little(listen, body):
    """Thousands of connections that say nothing take little memory, and nobody waits for them."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most < 2 * NUM_IDLE + 500:
        pytest.skip(f"this machine allows {most} open files, {2 * NUM_IDLE + 500} are needed")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        rig = listen()
        before = resident_mb()
        with ExitStack() as stack:
            for number in range(NUM_IDLE):
                stack.enter_context(connect(rig, "http" if number % 2 else "grpc"))
            assert rig.post(body).status == 200
            assert rig.export(body) == b""
            assert resident_mb() - before < NUM_IDLE * 0.02
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


def test_connections_that_sent_much_keep_little(listen):
    """A connection does not hold as much as its largest request for the rest of its life."""
    rig = listen()
    large = HEAD.replace(b"/v1/traces", b"/none") + b"content-length: 2000000\r\n\r\n"
    before = resident_mb()
    with ExitStack() as stack:
        for _ in range(200):
            peer = stack.enter_context(connect(rig))
            peer.sendall(large + bytes(2_000_000))
            assert peer.recv(65536).startswith(b"HTTP/1.1 404 ")
        assert resident_mb() - before < 200 * 0.2


REFUSED = struct.pack(">I", 8)
FLOODS = {
    "resets": (
        b"",
        lambda n: http2.begin_call(2 * n + 1) + http2.frame(http2.RESET, 0, 2 * n + 1, REFUSED),
    ),
    "calls without end": (b"", lambda n: http2.begin_call(2 * n + 1)),
    "empty data": (http2.begin_call(1), lambda _: http2.frame(http2.DATA, 0, 1)),
    "pings": (b"", lambda _: http2.frame(http2.PING, 0, 0, bytes(8))),
    "settings": (b"", lambda _: http2.frame(http2.SETTINGS, 0, 0)),
    "continuations": (
        http2.frame(http2.HEADERS, 0, 1, http2.headers(http2.CALL)),
        lambda n: http2.frame(
            http2.CONTINUATION, 0, 1, http2.headers([(f"x-filler-{n}", "y" * 100)])
        ),
    ),
    "even ids": (b"", lambda n: http2.begin_call(2 * n + 2)),
    "ids that fall": (http2.begin_call(99_999), lambda n: http2.begin_call(99_997 - 2 * n)),
    "bytes for a stream that never was": (b"", lambda _: http2.frame(http2.DATA, 0, 7, bytes(99))),
}


@native_only
@pytest.mark.parametrize("flood", FLOODS)
def test_floods_of_frames_harm_nobody(listen, body, flood):
    """What HTTP/2 lets a client send for nothing takes no memory, and others are served."""
    rig = listen()
    first, each = FLOODS[flood]
    before = resident_mb()
    with http2.connect(rig) as peer:
        peer.settimeout(2)
        http2.flood(peer, first, 1)
        for start in range(0, 20_000, 100):
            frames = b"".join(each(number) for number in range(start, start + 100))
            if not http2.flood(peer, frames, 1):
                break
        assert rig.export(body) == b""
        assert resident_mb() - before < MAX_GROWTH_MB
    deadline = time.monotonic() + 10
    while rig.queue.bytes:
        assert time.monotonic() < deadline
    assert rig.spans == 3
