"""A provider of models on a loopback address: HTTP here, the APIs in the files beside."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread

from tests.integration.providers.bill import Bill

JSON, EVENTS = "application/json", "text/event-stream"


@dataclass(frozen=True)
class Answer:
    """What is sent back; of a stream each part as it comes."""

    parts: tuple[bytes, ...]
    kind: str = JSON
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def whole(value, status=200, **headers):
    """Return an answer that is one JSON object."""
    named = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return Answer((json.dumps(value).encode(),), status=status, headers=named)


class Provider:
    """Answers calls and keeps the bill, as a context manager that gives itself.

    A subclass has `answer(path, body)` and takes the tokens of each call from `used`.
    """

    def __init__(self):
        self.bill = Bill()
        self.refuse = 0
        """So many of the next requests are told to come again."""
        self.break_off = False
        """Streams end before they have told their usage."""
        self._numbers = count(1)

    def __enter__(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Stay quiet."""

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                send(self, provider.replied(self.path, body))

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @contextmanager
    def breaking_off(self):
        """End streams before they have told their usage."""
        self.break_off = True
        yield
        self.break_off = False

    def next_number(self):
        """Return a number that no other call has: tokens and ids are made of it."""
        return next(self._numbers)

    def replied(self, path, body):
        """Answer a request, unless it is one of those that are to come again."""
        if self.refuse > 0:
            self.refuse -= 1
            self.bill.refused += 1
            return self.refusal()
        return self.answer(path, body)

    def refusal(self):
        """Return what a client is told that came too often."""
        error = {"type": "rate_limit_error", "message": "come again"}
        return whole(
            {"type": "error", "error": error, "message": "come again"}, 429, Retry_After="0"
        )


def send(handler, answer):
    """Send an answer. A client that has gone is no fault."""
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.kind)
    for name, text in answer.headers:
        handler.send_header(name, text)
    if answer.kind == JSON:
        handler.send_header("Content-Length", str(sum(map(len, answer.parts))))
    handler.end_headers()
    with suppress(ConnectionError):
        for part in answer.parts:
            handler.wfile.write(part)
            handler.wfile.flush()
