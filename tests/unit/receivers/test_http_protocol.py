import asyncio

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from receivers.otlp.http_protocol import NEVER, Deadlines, OtlpHttpProtocol, sweep

DEADLINES = Deadlines(headers=10, request=30, write=20, idle=60)
HEAD = b"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n"
LARGE = HEAD.replace(b"4", b"4000000") + b"\r\n"


class Wire(asyncio.Transport):
    """Remembers what was written, and holds back what a client that does not read would leave."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.unread = 0
        self.closed = ""

    def write(self, data):
        """Take what is sent."""
        self.sent += data

    def get_write_buffer_size(self):
        """Bytes that the client has not taken."""
        return self.unread

    def is_closing(self):
        """Whether it was closed."""
        return bool(self.closed)

    def close(self):
        """Close in order."""
        self.closed = self.closed or "closed"

    def abort(self):
        """Cut off."""
        self.closed = "aborted"

    def pause_reading(self):
        """Nothing is read anyway."""

    def resume_reading(self):
        """Nothing is read anyway."""


class Line:
    """A connection whose time a test moves; requests wait for `answers`."""

    def __init__(self, loop) -> None:
        self.now = 0.0
        self.loop = loop
        self.answers = asyncio.Event()
        self.wire = Wire()
        config = Config(self.app, log_config=None, access_log=False, ws="none", interface="asgi3")
        config.load()
        self.state = ServerState()
        self.protocol = OtlpHttpProtocol(config, self.state, DEADLINES, self)
        self.protocol.connection_made(self.wire)

    async def app(self, _scope, receive, send):
        """Read everything, wait, answer."""
        while (await receive())["more_body"]:
            pass
        await self.answers.wait()
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
        )
        await send({"type": "http.response.body", "body": b""})

    def time(self):
        """Stand in for the loop's time."""
        return self.now

    def create_task(self, coroutine):
        """Run the request on the real loop."""
        return self.loop.create_task(coroutine)

    def receive(self, data):
        """Let bytes come in, and what they start go on."""
        self.protocol.data_received(data)
        self.turn()

    def turn(self):
        """Let the loop go on until it waits."""
        for _ in range(5):
            self.loop.run_until_complete(asyncio.sleep(0))

    def sweep_at(self, now):
        """Look at all connections at a time; return what became of the wire."""
        self.now = now
        sweep(self.state.connections, now)
        return self.wire.closed


@pytest.fixture
def line():
    """A fresh connection at time 0."""
    loop = asyncio.new_event_loop()
    made = Line(loop)
    yield made
    made.answers.set()
    made.turn()
    loop.close()


def test_silent_connection_is_closed(line):
    """A connection on which nothing comes has the time of headers."""
    assert line.sweep_at(9.9) == ""
    assert line.sweep_at(10.0) == "closed"


def test_headers_that_trickle_in_are_closed(line):
    """Each line of a header that never ends buys no time."""
    line.now = 5.0
    line.receive(HEAD)
    for now in (8.0, 11.0, 14.0):
        assert line.sweep_at(now) == ""
        line.receive(b"x-slow: y\r\n")
    assert line.sweep_at(15.0) == "closed"


def test_empty_lines_buy_no_time(line):
    """Empty lines before a request, which the parser skips, buy no time."""
    for now in (3.0, 6.0, 9.0):
        line.now = now
        line.receive(b"\r\n")
    assert line.sweep_at(10.0) == "closed"


def test_body_that_trickles_in_is_closed(line):
    """A body that brings too little between two looks ends early, whatever it brought before."""
    line.receive(LARGE + bytes(5 << 10))
    assert line.sweep_at(5.0) == ""
    line.receive(b"x")
    assert line.sweep_at(9.9) == ""
    assert line.sweep_at(10.0) == "closed"


def test_body_that_comes_fast_enough_has_its_time(line):
    """A large body has the whole time of a request, and no more."""
    line.receive(LARGE)
    for now in (5.0, 10.0, 15.0, 20.0, 25.0):
        line.receive(bytes(5 << 10))
        assert line.sweep_at(now) == ""
    line.receive(bytes(5 << 10))
    assert line.sweep_at(30.0) == "closed"


def test_body_that_waits_for_us_is_not_slow(line):
    """A client cannot send while nobody reads, and is not blamed for it."""
    line.receive(LARGE)
    line.protocol.flow.pause_reading()
    assert line.sweep_at(5.0) == ""
    line.protocol.flow.resume_reading()
    assert line.sweep_at(10.0) == "closed"


def test_request_that_waits_for_the_engine_is_never_closed(line):
    """The engine answers every request, so nothing limits how long one waits."""
    line.receive(HEAD + b"\r\nbody")
    assert line.protocol.deadline == NEVER
    assert line.sweep_at(1e9) == ""


def test_idle_connection_is_closed(line):
    """A connection that had its answer may rest for a while."""
    line.now = 100.0
    line.receive(HEAD + b"\r\nbody")
    line.answers.set()
    line.turn()
    assert line.wire.sent.startswith(b"HTTP/1.1 200 ")
    assert line.sweep_at(159.0) == ""
    assert line.sweep_at(160.0) == "closed"


def test_second_request_has_its_own_time(line):
    """The clock of a request starts with its first byte, whatever came before."""
    line.answers.set()
    line.receive(HEAD + b"\r\nbody")
    line.now = 50.0
    line.receive(b"POST")
    assert line.sweep_at(59.9) == ""
    assert line.sweep_at(60.0) == "closed"


def test_client_that_does_not_read_is_cut_off(line):
    """Closing waits for what is unread, so a client that reads nothing is cut off."""
    line.wire.unread = 100
    assert line.sweep_at(10.0) == "aborted"


def test_close_that_does_not_end_is_cut_off(line):
    """A connection that is still closing after the time of writing is cut off."""
    line.receive(b"no HTTP\r\n\r\n")
    assert line.wire.closed == "closed"
    line.wire.unread = 100
    assert line.sweep_at(19.9) == "closed"
    assert line.sweep_at(20.0) == "aborted"


def test_offer_to_connect_elsewhere_is_refused(line):
    """CONNECT, whose body no HTTP parser reads, is refused."""
    line.receive(b"CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n")
    assert line.wire.sent.startswith(b"HTTP/1.1 400 ")
