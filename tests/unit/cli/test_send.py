from __future__ import annotations

import http.server
import json
from threading import Thread

import pytest
from click.testing import CliRunner

from spanmill.cli import main

ONE = {"resourceSpans": [{"scopeSpans": [{"spans": [{"name": "a"}]}]}]}
LINE = json.dumps(ONE).encode()


class Peer(http.server.ThreadingHTTPServer):
    """Keeps what it gets and answers with `status` and `said`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.got, self.status, self.said = [], 200, {}


class Handler(http.server.BaseHTTPRequestHandler):
    """One request of a `Peer`."""

    def do_POST(self):
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(self.server.said).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def peer():
    """A server that answers as it is told."""
    made = Peer()
    thread = Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def send(peer, tmp_path):
    """Return a function that sends a file of this content."""

    def run(content):
        path = tmp_path / "spans.json"
        path.write_bytes(content)
        endpoint = f"http://127.0.0.1:{peer.server_port}"
        return CliRunner().invoke(main, ["send", "--endpoint", endpoint, str(path)])

    return run


@pytest.mark.parametrize(
    ("content", "requests"),
    [
        (LINE, [ONE]),
        (LINE + b"\n\n" + LINE + b"\r\n", [ONE, ONE]),
        (json.dumps(ONE, indent=2).encode(), [ONE]),
        (b"\xef\xbb\xbf" + LINE, [ONE]),
        (b"{}\n" + LINE, [{}, ONE]),
        (b"", []),
    ],
)
def test_a_file_is_one_request_or_one_a_line(peer, send, content, requests):
    """A document over many lines is one request, as people and other tools write it."""
    assert send(content).exit_code == 0
    assert [json.loads(each) for each in peer.got] == requests


def test_a_broken_line_costs_no_other(peer, send):
    """Each line of a file of lines stands for itself, the first as well."""
    assert send(b"{broken\n" + LINE + b"\n").exit_code == 0
    assert peer.got == [b"{broken\n", LINE + b"\n"]


def test_why_something_was_refused_is_said(peer, send):
    """The reason of the peer is shown, once for all requests that it holds for."""
    peer.status, peer.said = 400, {"code": 3, "message": "no hex"}
    result = send(LINE + b"\n" + LINE)
    assert result.exit_code == 1
    assert "2 x no hex" in result.stderr
    assert "0 requests accepted, 2 refused" in result.stdout


def test_rejected_spans_are_no_success(peer, send):
    """Spans that a peer left out of an accepted request are told and make the exit code 1."""
    peer.said = {"partialSuccess": {"rejectedSpans": "3", "errorMessage": "bad-span-id"}}
    result = send(LINE)
    assert result.exit_code == 1
    assert "1 x bad-span-id" in result.stderr
    assert "3 spans rejected" in result.stdout
