"""The admin listener.

Health, status, own metrics and reload, on its own port and loop, never shared with traffic.

Traps: a browser names the page behind every POST in `Origin`; a reload that a page sends is taken
only with a JSON content type, which no page can send across origins.
"""

from __future__ import annotations

import asyncio
import json
import socket
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import uvicorn
from fastapi import FastAPI, Header, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from spanmill.engine.status import Snapshot

__all__ = ["Admin", "Controlled"]


class Controlled(Protocol):
    """What the admin listener shows and controls."""

    def snapshot(self) -> Snapshot:
        """Return everything at one moment."""
        ...

    def alive(self) -> bool:
        """Whether the engine turns."""
        ...

    def reload_file(self) -> list[str]:
        """Reload from disk; return the rendered errors, empty when it worked."""
        ...


def build(runtime: Controlled, metrics: Callable[[], bytes], path: str) -> FastAPI:
    """Return the application."""
    app = FastAPI(title="Spanmill admin", openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/livez")
    def livez() -> Response:
        return Response("ok\n" if runtime.alive() else "dead\n", 200 if runtime.alive() else 503)

    @app.get("/readyz")
    def readyz() -> Response:
        ready = runtime.snapshot().ready
        return Response("ready\n" if ready else "not ready\n", 200 if ready else 503)

    @app.get("/status")
    def status() -> Response:
        return answer(runtime.snapshot().as_json())

    @app.get("/metrics")
    def own_metrics() -> Response:
        return Response(metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.post("/admin/reload")
    def reload(
        content_type: Annotated[str, Header()] = "", origin: Annotated[str, Header()] = ""
    ) -> Response:
        if origin and content_type.partition(";")[0].strip() != "application/json":
            return answer({"error": "send content-type: application/json"}, 415)
        errors = runtime.reload_file()
        return answer({"errors": errors}, 400) if errors else answer({"status": "reloaded"})

    app.add_api_route(path, readyz, methods=["GET"])  # where the Collector's `health_check` answers
    return app


def answer(content: dict[str, Any], status: int = 200) -> Response:
    """Return JSON, indented for people."""
    text = json.dumps(content, indent=2, sort_keys=True)
    return Response(text + "\n", status, media_type="application/json")


class IdleServer(uvicorn.Server):
    """Sleeps until it is stopped.

    Uvicorn's own loop wakes ten times a second, which is most of what an idle process costs.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    async def main_loop(self) -> None:
        """Serve until `stop`."""
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._stopping.wait()

    def stop(self) -> None:
        """End the loop, from another thread. Safe twice."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)


class Admin:
    """Runs the application on a thread with a loop of its own."""

    def __init__(
        self,
        endpoint: str,
        runtime: Controlled,
        metrics: Callable[[], bytes],
        path: str = "/",
    ) -> None:
        host, _, port = endpoint.rpartition(":")
        self._place = (host.strip("[]"), int(port))
        config = uvicorn.Config(
            build(runtime, metrics, path),
            log_config=None,
            lifespan="off",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=15,
            limit_concurrency=64,
        )
        self._server = IdleServer(config)
        self._thread = Thread(target=self._run, name="admin", daemon=True)

    @property
    def address(self) -> str:
        """Host and port that it listens on."""
        host, port = self._listener.getsockname()[:2]
        return f"{host}:{port}"

    def start(self) -> None:
        """Listen. Raises `OSError` that names the address when the port is taken."""
        family = socket.AF_INET6 if ":" in self._place[0] else socket.AF_INET
        try:
            self._listener = socket.create_server(self._place, family=family)
        except OSError as error:
            raise OSError(f"extensions.health_check: {error}") from error
        self._thread.start()

    def stop(self) -> None:
        """Close the listener. Safe twice."""
        self._server.stop()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._listener]))
