"""Peers for exporters."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import grpc

from spanmill.component import Reads, Records
from spanmill.testing import batch_of, span

CERTIFICATES = Path(__file__).parents[2] / "integration/receivers/certificates"
AUTHORITY = str(CERTIFICATES / "authority.crt")
RECORDS = Records(1, 1, "0" * 8, (), lambda: None, lambda *_: None)
BATCH = batch_of([span("a", number=1)], Reads())
SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService"


class GrpcPeer:
    """A gRPC server that takes everything."""

    def __init__(self, address, mutual=None):
        self.taken = 0
        self.server = grpc.server(ThreadPoolExecutor(2))
        handler = grpc.unary_unary_rpc_method_handler(self.take)
        self.server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(SERVICE, {"Export": handler}),)
        )
        if mutual is None:
            self.port = self.server.add_insecure_port(address)
        else:
            pair = tuple((CERTIFICATES / f"server.{kind}").read_bytes() for kind in ("key", "crt"))
            root = Path(AUTHORITY).read_bytes() if mutual else None
            secure = grpc.ssl_server_credentials([pair], root, require_client_auth=mutual)
            self.port = self.server.add_secure_port(address, secure)
        self.server.start()

    def take(self, _body, _context):
        self.taken += 1
        return b""

    def close(self):
        self.server.stop(None).wait()


class Handler(BaseHTTPRequestHandler):
    """Takes everything, and answers as its server says."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append((self.path, self.client_address, dict(self.headers.items())))
        body = bytes(self.server.answer_bytes)
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.server.hangs_up:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Switchboard:
    """A port that leads on to a peer. What was connected can freeze, and another peer take over."""

    def __init__(self, port):
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.connections = 0
        self._way = (port, Event())
        self._open = []

    def __enter__(self):
        self._serving = Thread(target=self._serve, daemon=True)
        self._serving.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._server.close()
        for end, pumping in self._open:
            with suppress(OSError):  # the other side ended it
                end.shutdown(socket.SHUT_RDWR)
            pumping.join()
            end.close()

    def freeze(self, port):
        """Pass nothing on of what is connected; lead what comes now to another peer."""
        self._way[1].set()
        self._way = (port, Event())

    def _serve(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            port, frozen = self._way
            peer = socket.create_connection(("127.0.0.1", port))
            for pair in ((client, peer), (peer, client)):
                pumping = Thread(target=pump, args=(*pair, frozen), daemon=True)
                pumping.start()
                self._open.append((pair[0], pumping))


def pump(source, sink, frozen=None):
    """Copy until one side ends; what is frozen copies nothing and ends nothing."""
    try:
        while data := source.recv(1 << 16):
            if frozen is None or not frozen.is_set():
                sink.sendall(data)
    except OSError:
        return


def https(*, mutual=False, name="server"):
    """Return the context of an HTTPS server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.crt", CERTIFICATES / f"{name}.key")
    if mutual:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(AUTHORITY)
    return context
