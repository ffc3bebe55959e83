"""HTTP/2 written byte by byte, for peers that do what no library would."""

import socket
import struct

from tests.integration.receivers.conftest import EXPORT

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS, PING, CONTINUATION = 0, 1, 3, 4, 6, 9
END_STREAM, END_HEADERS, ACK = 1, 4, 1
CALL = (
    (":method", "POST"),
    (":scheme", "http"),
    (":path", EXPORT),
    (":authority", "test"),
    ("content-type", "application/grpc"),
    ("te", "trailers"),
)


def frame(kind, flags, stream, payload=b""):
    """Return one frame."""
    return (
        struct.pack(">I", len(payload))[1:]
        + bytes([kind, flags])
        + struct.pack(">I", stream)
        + payload
    )


def headers(pairs):
    """Return a header block without compression. Source: RFC 7541 §6.2.2."""
    texts = [text.encode() for pair in pairs for text in pair]
    assert all(len(text) < 127 for text in texts)
    names = [bytes([len(text)]) + text for text in texts]
    return b"".join(b"\0" + names[at] + names[at + 1] for at in range(0, len(names), 2))


def begin_call(stream):
    """Return the frame that begins a good call."""
    return frame(HEADERS, END_HEADERS, stream, headers(CALL))


def connect(rig):
    """Open a connection and say what a client says first."""
    address = ("127.0.0.1", rig.receiver.ports["grpc"])
    peer = socket.create_connection(address, timeout=30)
    peer.sendall(PREFACE + frame(SETTINGS, 0, 0))
    return peer


def answered(told):
    """Return the streams for which the server sent headers."""
    streams = set()
    while len(told) >= 9:
        length, kind = int.from_bytes(told[:3]), told[3]
        if kind == HEADERS:
            streams.add(int.from_bytes(told[5:9]))
        told = told[9 + length :]
    return streams


def flood(peer, sent, times):
    """Send something many times, reading nothing; tell whether the server stood it."""
    try:
        for _ in range(times):
            peer.sendall(sent)
    except (ConnectionResetError, BrokenPipeError, TimeoutError):
        return False
    return True
