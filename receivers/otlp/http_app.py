"""OTLP over HTTP as a bare ASGI application: check, read, submit, wait, answer.

Traps: whatever goes wrong in here must become 503 with a delay, because clients drop data on 500.
What can be refused is refused before the body is read. Bodies that take long to inflate or to
transcode go to a small pool, so that the loop turns.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from receivers.otlp.answers import CLOSING, INTERNAL_FAULT, QUEUE_FULL, count_refusal
from receivers.otlp.http_exchange import Answers, GoneError, Refused, RequestRules, too_large

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    from receivers.otlp.config import HttpConfig
    from receivers.otlp.http_exchange import Posted
    from spanmill.component import Authenticator, Settings
    from spanmill.kernel import RequestQueue, Verdict

    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

__all__ = ["HttpApp"]

PLAIN_ON_LOOP_BYTES = 4 << 20
CODED_ON_LOOP_BYTES = 16 << 10
"""Inflates to 16 MiB at worst, about 10 ms."""
NUM_THREADS = 2
"""Also bounds how many bombs can be at work."""


class HttpApp:
    """The application. Everything but the pool runs on the thread of its loop."""

    def __init__(
        self,
        config: HttpConfig,
        queue: RequestQueue,
        receiver: str,
        tenant_header: str,
        authenticator: Authenticator | None,
        settings: Settings,
    ) -> None:
        self.draining = False
        self.completions = queue.completions()
        self._rules = RequestRules(config, authenticator)
        self._answers = Answers(config, settings.clock)
        self._queue = queue
        self._receiver = receiver
        self._tenant_header = tenant_header.lower().encode()
        self._settings = settings
        self._max_bytes = config.max_request_body_size
        self._tokens = count()
        self._waiting: dict[int, asyncio.Future[Verdict]] = {}
        self._reading_bytes = 0
        self._pool = ThreadPoolExecutor(NUM_THREADS, thread_name_prefix="otlp-http-decode")

    @property
    def num_waiting(self) -> int:
        """Requests that the engine has not answered."""
        return len(self._waiting)

    def wake(self) -> None:
        """Hand out the answers that came: one call a group, however many requests it had."""
        for token, verdict in self.completions.drain():
            waiting = self._waiting.pop(token, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(verdict)

    def close(self) -> None:
        """Release the pool and the descriptor, after the loop no longer watches it."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.completions.close()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            start, body = await self._respond(scope, headers, receive)
        except GoneError:
            return  # nobody is there to be answered
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _respond(
        self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], receive: Receive
    ) -> tuple[dict[str, Any], bytes]:
        try:
            if self._rules.is_preflight(scope["method"], headers):
                return self._answers.preflight(headers)
            posted = self._rules.check(scope["method"], scope["path"], headers)
            verdict = await self._take(posted, headers, receive)
            return self._answers.to(verdict, headers, closing=self.draining)
        except Refused as refused:
            count_refusal(self._settings.metrics, "http", refused.verdict.code)
            return self._answers.refusal(refused, headers, closing=self.draining)
        except GoneError:
            raise
        except Exception as error:
            self._settings.logger.exception("request failed", error=type(error).__name__)
            count_refusal(self._settings.metrics, "http", INTERNAL_FAULT.code)
            return self._answers.to(INTERNAL_FAULT, headers, closing=self.draining)

    async def _take(
        self, posted: Posted, headers: Mapping[bytes, bytes], receive: Receive
    ) -> Verdict:
        if self.draining:
            raise Refused(CLOSING)
        room = Room(self)
        try:
            room.take(posted.length)
            body = await self._read(receive, room)
            return await self._submit(body, posted, headers)
        finally:
            room.give_back()

    async def _read(self, receive: Receive, room: Room) -> bytes:
        """Read the body; what comes in one piece is not copied."""
        pieces: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise GoneError
            piece: bytes = message["body"]
            size += len(piece)
            if size > self._max_bytes:
                raise Refused(too_large(self._max_bytes))
            room.take(size - room.num_bytes)
            if not message.get("more_body", False):
                return b"".join((*pieces, piece)) if pieces else piece
            pieces.append(piece)

    async def _submit(self, body: bytes, posted: Posted, headers: Mapping[bytes, bytes]) -> Verdict:
        tenant = headers.get(self._tenant_header, b"").decode("latin-1")
        token = next(self._tokens)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Verdict] = loop.create_future()
        self._waiting[token] = answer
        try:
            submit = partial(
                self._queue.submit_to, self.completions, token, body, self._max_bytes,
                posted.encoding, posted.compression, tenant, self._receiver,
            )  # fmt: skip
            most = PLAIN_ON_LOOP_BYTES if posted.plain else CODED_ON_LOOP_BYTES
            slow = len(body) > most
            refusal: Verdict | None
            refusal = await loop.run_in_executor(self._pool, submit) if slow else submit()
            if refusal is not None:
                raise Refused(refusal)
            return await answer
        finally:
            self._waiting.pop(token, None)

    def admit(self, num_bytes: int) -> None:
        """Ask for room for `num_bytes` beside what is being read. Raises `Refused`."""
        refusal = self._queue.admit(self._reading_bytes + num_bytes)
        if refusal is not None:
            # Too much together is a matter of time; too much alone is not.
            raise Refused(self._queue.admit(num_bytes) or QUEUE_FULL)
        self._reading_bytes += num_bytes

    def release(self, num_bytes: int) -> None:
        """Give back room."""
        self._reading_bytes -= num_bytes


class Room:
    """What one request holds of the receiver's room while it is read."""

    def __init__(self, app: HttpApp) -> None:
        self._app = app
        self.num_bytes = 0

    def take(self, num_bytes: int) -> None:
        """Hold `num_bytes` more. Raises `Refused`."""
        if num_bytes > 0:
            self._app.admit(num_bytes)
            self.num_bytes += num_bytes

    def give_back(self) -> None:
        """Hold nothing more."""
        self._app.release(self.num_bytes)
        self.num_bytes = 0
