"""Runs the HTTP listener on a thread with a loop of its own, so that nobody else waits for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING

import uvloop
from uvicorn.config import Config
from uvicorn.server import ServerState

from receivers.otlp.http_protocol import NEVER, Deadlines, OtlpHttpProtocol, sweep
from receivers.otlp.listen import listening_sockets
from spanmill.config.certificates import ServedContext, certificate_files

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from socket import socket

    from structlog.typing import FilteringBoundLogger

    from receivers.otlp.config import HttpConfig
    from receivers.otlp.http_app import HttpApp

__all__ = ["HttpServer"]

SWEEP_S = 1.0
DRAIN_LOOK_S = 0.01


class HttpServer:
    """One listener. `port` is the one that it is bound to; 0 for a Unix socket."""

    def __init__(self, config: HttpConfig, app: HttpApp, logger: FilteringBoundLogger) -> None:
        self._config = config
        self._app = app
        self._tls: ssl.SSLContext | None = None
        if config.tls is not None:
            self._tls = ServedContext(config.tls, certificate_files(config.tls, logger)).context
        self._sockets = listening_sockets(config.endpoint)
        self.port = _port(self._sockets[0])
        self._state = ServerState()
        self._loop = uvloop.new_event_loop()
        self._servers: list[asyncio.AbstractServer] = []
        self._thread = Thread(target=self._run, name="otlp-http", daemon=True)
        self._started: Future[None] = Future()
        self._thread.start()
        self._started.result()

    def stop_accepting(self) -> None:
        """Close the listener and idle connections; refuse what comes on others, retryable."""
        self._call(self._stop_accepting)

    def stop(self, timeout_s: float) -> None:
        """Wait until what was taken is answered, at most `timeout_s`, then close everything."""
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._drain(timeout_s), self._loop).result()
        self._call(self._loop.stop)
        self._thread.join()
        self._app.close()

    def _call(self, work: Callable[[], None]) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(work)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._listen())
        except BaseException as error:  # noqa: BLE001 it belongs to the caller of the constructor
            self._started.set_exception(error)
            return
        self._started.set_result(None)
        self._loop.run_forever()
        self._loop.close()

    async def _listen(self) -> None:
        config = self._uvicorn_config()
        config.load()
        deadlines = _deadlines(self._config)

        def connection() -> OtlpHttpProtocol:
            return OtlpHttpProtocol(config, self._state, deadlines, self._loop)

        for each in self._sockets:
            self._servers.append(
                await self._loop.create_server(connection, sock=each, ssl=self._tls)
            )
        self._loop.add_reader(self._app.completions.fileno(), self._app.wake)
        self._sweep()

    def _uvicorn_config(self) -> Config:
        return Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            interface="asgi3",
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )

    def _sweep(self) -> None:
        """Close late connections, every second."""
        sweep(self._state.connections, self._loop.time())
        self._loop.call_later(SWEEP_S, self._sweep)

    def _stop_accepting(self) -> None:
        self._app.draining = True
        for server in self._servers:
            server.close()
        for each in list(self._state.connections):
            each.shutdown()

    async def _drain(self, timeout_s: float) -> None:
        self._stop_accepting()
        deadline = self._loop.time() + timeout_s
        while self._state.connections and self._loop.time() < deadline:  # noqa: ASYNC110 uvicorn tells nobody
            await asyncio.sleep(DRAIN_LOOK_S)
        for each in list(self._state.connections):
            each.transport.abort()
        self._loop.remove_reader(self._app.completions.fileno())


def _deadlines(config: HttpConfig) -> Deadlines:
    return Deadlines(
        headers=config.read_header_timeout or NEVER,
        request=config.read_timeout or NEVER,
        write=config.write_timeout or NEVER,
        idle=config.idle_timeout or NEVER,
    )


def _port(bound: socket) -> int:
    name = bound.getsockname()
    return int(name[1]) if isinstance(name, tuple) else 0
