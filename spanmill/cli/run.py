"""`spanmill run`: start, say where everything is, reload on SIGHUP, drain on SIGTERM."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from spanmill.cli.options import DEFAULT_PATH, config_options, load_or_exit
from spanmill.component import Config, Kind
from spanmill.components import catalogue
from spanmill.config import load
from spanmill.engine.admin import Admin
from spanmill.engine.exposition import exposition
from spanmill.engine.runtime import Runtime
from spanmill.extensions.health_check import HealthCheckConfig
from spanmill.heap import settle, tune
from spanmill.telemetry import configure_logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from spanmill.config import Graph, Loaded

__all__ = ["Service", "command", "serve"]

CRASHED = 1
SWITCH_S = 0.0005
"""How long a thread keeps the interpreter while others wait for it. The engine lets go of it for
every call into the kernel, and pays this time for every return where code of somebody's own never
waits: a tenth of Python's default.
"""


@click.command()
@click.argument("paths", nargs=-1)
@config_options
def command(paths: tuple[str, ...], configs: tuple[str, ...], sets: tuple[str, ...]) -> None:
    """Run the pipelines of a configuration.

    Files given as PATHS or with --config are merged in order. SIGHUP reads them again and switches
    without losing a span; SIGTERM stops accepting, delivers what it can and leaves the rest in the
    log for the next start.
    """
    files = [*paths, *configs] or [DEFAULT_PATH]
    loaded = load_or_exit(files, sets)
    sys.exit(serve(loaded, lambda: load(files, catalogue(), sets=sets)))


def health_check(loaded: Loaded) -> HealthCheckConfig:
    """Return where the admin listener is.

    Where the extension says, or on its usual port on loopback.
    """
    for each in loaded.graph.extensions:
        config = loaded.config(Kind.EXTENSION, each)
        if isinstance(config, HealthCheckConfig):
            return config
    return HealthCheckConfig()


class Service:
    """A runtime with its admin listener."""

    def __init__(self, loaded: Loaded, read: Callable[[], Loaded]) -> None:
        self.loaded = loaded
        logger = configure_logging(loaded.service.telemetry.logs.level)
        self.logger = logger
        self.runtime = Runtime(loaded, read, logger)
        health = health_check(loaded)
        render = exposition(self.runtime.registry, self.runtime.snapshot)
        self.admin = Admin(health.endpoint, self.runtime, render, health.path)

    def start(self) -> None:
        """Start both. Raises `OSError` when a listener or a file cannot be opened."""
        self.admin.start()
        self.runtime.start()

    def stop(self) -> bool:
        """Drain within the time that the configuration gives.

        False when something was left for the next start.
        """
        done = self.runtime.drain(self.loaded.service.shutdown_timeout)
        self.admin.stop()
        return done


def serve(loaded: Loaded, read: Callable[[], Loaded]) -> int:
    """Run until a signal ends it; return the exit code."""
    tune()
    sys.setswitchinterval(SWITCH_S)
    stop, reload = Event(), Event()
    wake = Event()

    def on_signal(number: int, _: object) -> None:
        (reload if number == signal.SIGHUP else stop).set()
        wake.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    service = None
    try:
        service = Service(loaded, read)
        service.start()
        settle()
    except OSError as error:
        sys.stderr.write(f"spanmill: cannot start: {error}\n")
        return CRASHED
    sys.stderr.write(welcome(loaded, service.admin.address))
    while not stop.is_set():
        wake.wait()
        wake.clear()
        if reload.is_set():
            reload.clear()
            service.runtime.reload_file()
    done = service.stop()
    sys.stderr.write(
        "spanmill: stopped, everything delivered\n"
        if done
        else "spanmill: stopped; what was not delivered is in the log for the next start\n"
    )
    return 0


def welcome(loaded: Loaded, admin: str) -> str:
    """Return what fits on one screen: where it listens, where files go, what to try next."""
    lines = [f"Spanmill runs, configuration {loaded.version}.", ""]
    for kind, component_id in sorted(in_use(loaded.graph)):
        lines += [
            f"  {kind.value.removesuffix('s'):<10} {component_id:<16} {place}"
            for place in places(loaded.config(kind, component_id))
        ]
    storage = loaded.service.storage
    lines += [
        f"  {'log':<10} {storage.durability:<16} {Path(storage.directory).resolve()}",
        f"  {'admin':<10} {'status':<16} http://{admin}/status",
        "",
        "Try next:",
        *hints(loaded, admin),
        "Stop with Ctrl-C.",
        "",
    ]
    return "\n".join(lines)


def in_use(graph: Graph) -> set[tuple[Kind, str]]:
    """Return the components that the pipelines and the service name, by section and id."""
    found = {(Kind.RECEIVER, each) for each in graph.receivers}
    found |= {(Kind.EXTENSION, each) for each in graph.extensions}
    for stage in graph.stages:
        found |= {(Kind.PROCESSOR, each) for each in (*stage.processors, *stage.admission)}
    for log in graph.logs:
        found |= {(Kind.EXPORTER, each) for each in log.exporters}
        found |= {(Kind.EXPORTER, fold.id) for fold in log.folds}
        found |= {(Kind.CONNECTOR, fold.connector) for fold in log.folds if fold.connector}
        found |= {(Kind.PROCESSOR, log.holder)} if log.holder else set()
    return found


def hints(loaded: Loaded, admin: str) -> list[str]:
    """Return commands to try, with the addresses that this configuration listens on."""
    found = [f"  curl -s http://{admin}/status  # where every span is"]
    for receiver in loaded.graph.receivers:
        for protocol, listener in listeners(loaded.config(Kind.RECEIVER, receiver)):
            found += _tries(protocol, listener)
    return found


def _tries(protocol: str, listener: Mapping[str, object]) -> list[str]:
    """Return what can be sent to a listener as it is; `send` has neither TLS nor credentials."""
    endpoint = str(listener["endpoint"])
    if endpoint.startswith("unix:"):
        return []
    address = f"localhost{endpoint}" if endpoint.startswith(":") else endpoint
    tls = listener.get("tls") is not None
    if protocol == "grpc":
        variable = f"OTEL_EXPORTER_OTLP_ENDPOINT={'https' if tls else 'http'}://{address}"
        return [f"  export {variable}  # for any OpenTelemetry SDK"]
    if protocol != "http" or tls or listener.get("auth") is not None:
        return []
    send = f"{program()} send --endpoint http://{address} --rate 50 --duration 10s"
    return [f"  {send}  # made-up LLM gateway traffic"]


def program() -> str:
    """Return what calls this program from the shell that started it.

    The folder of an environment need not be on its path.
    """
    if shutil.which("spanmill"):
        return "spanmill"
    started = Path(sys.argv[0])
    return str(started) if started.name == "spanmill" else f"{sys.executable} -m spanmill"


def listeners(config: Config) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Return the blocks of a configuration that have an endpoint, with their names."""
    for name, value in config:
        if isinstance(value, Config):
            fields = dict(value)
            if fields.get("endpoint"):
                yield name, fields
            yield from listeners(value)


def places(config: Config) -> list[str]:
    """Return the addresses and folders in a configuration."""
    found: list[str] = []
    # As `spanmill config` prints them: the query of an address may hold a key.
    shown = config.model_dump(include={"endpoint", "path", "directory"})
    if shown.get("endpoint") and str(shown.get("path", "")).startswith("/"):
        return [f"{shown['endpoint']}{shown['path']}"]
    for name, value in config:
        if name in shown and value:
            found.append(str(shown[name]))
        elif isinstance(value, Config):
            found += [f"{name} {place}" for place in places(value)]
    return found
