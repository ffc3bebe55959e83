"""`spanmill send`: made-up gateway traffic, or files of OTLP JSON, to any OTLP endpoint."""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from spanmill.cli.options import usage
from spanmill.cli.traffic import Traffic
from spanmill.config.values import parse_duration
from spanmill.kernel import transcode_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.progress import TaskID

__all__ = ["Sent", "command", "send_files", "send_traffic"]

RETRYABLE = frozenset({429, 502, 503, 504})
TRIES = 20
MAX_REASONS = 5
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SPANS_A_TRACE = 11


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--endpoint", default="http://127.0.0.1:4318", help="OTLP/HTTP endpoint.")
@click.option("--rate", type=click.FloatRange(0.01, 100_000), default=50.0, help="Traces a second.")
@click.option("--duration", default="10s", help="How long to send, e.g. 30s or 2m.")
@click.option("--seed", type=int, default=1, help="The same seed makes the same traffic.")
def command(files: tuple[Path, ...], endpoint: str, rate: float, duration: str, seed: int) -> None:
    """Send spans.

    Made-up traffic of an LLM gateway, or FILES with OTLP JSON: one request, or one a line.
    """
    try:
        seconds = parse_duration(duration)
    except ValueError as error:
        usage(f"--duration: {error}")
    try:
        sent = send_files(endpoint, files) if files else send_traffic(endpoint, rate, seconds, seed)
    except (OSError, http.client.HTTPException) as error:
        click.echo(f"spanmill: cannot send to {endpoint}: {error}", err=True)
        sys.exit(1)
    for reason, times in sent.reasons.most_common(MAX_REASONS):
        click.echo(f"spanmill: {times} x {reason}", err=True)
    rejected = f", {sent.rejected} spans rejected" if sent.rejected else ""
    click.echo(
        f"{sent.requests} requests accepted, {sent.refused} refused, {sent.retried} sent again"
        + rejected
    )
    sys.exit(1 if sent.refused or sent.rejected else 0)


@dataclass(slots=True)
class Sent:
    """What came of it."""

    requests: int = 0
    refused: int = 0
    retried: int = 0
    rejected: int = 0
    """Spans of accepted requests that were not taken."""
    reasons: Counter[str] = field(default_factory=Counter)
    """What was said of those that were refused or rejected."""

    @property
    def spans(self) -> int:
        """Spans of made-up traffic that were accepted."""
        return self.requests * SPANS_A_TRACE


class Sender:
    """Sends OTLP over HTTP on one connection, and sends again what is refused for now."""

    def __init__(self, endpoint: str) -> None:
        parts = urlsplit(endpoint if "//" in endpoint else f"http://{endpoint}")
        self._path = (parts.path.rstrip("/") + "/v1/traces").replace(
            "/v1/traces/v1/traces", "/v1/traces"
        )
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._connection = kind(parts.hostname or "127.0.0.1", parts.port or 4318, timeout=30)
        self.sent = Sent()

    def send(self, body: bytes, content_type: str) -> None:
        """Send one request until it is taken or refused for good.

        Raises `OSError` when nobody listens.
        """
        status, said = 0, b""
        for attempt in range(TRIES):
            status, said, delay = self._post(body, content_type)
            if status not in RETRYABLE:
                break
            self.sent.retried += 1
            time.sleep(min(delay, 2.0) if attempt else 0.05)
        if status != http.client.OK:
            self.sent.refused += 1
            self.sent.reasons[str(fields(said).get("message") or f"HTTP {status}")] += 1
            return
        self.sent.requests += 1
        if partial := fields(said).get("partialSuccess"):
            self.sent.rejected += int(partial.get("rejectedSpans", 0))
            self.sent.reasons[str(partial.get("errorMessage", ""))] += 1

    def _post(self, body: bytes, content_type: str) -> tuple[int, bytes, float]:
        self._connection.request("POST", self._path, body, {"Content-Type": content_type})
        answer = self._connection.getresponse()
        said, wait = answer.read(), answer.headers.get("Retry-After") or ""
        return answer.status, said, float(wait) if wait.isdecimal() else 1.0


def fields(answer: bytes) -> dict[str, Any]:
    """Return what an answer in JSON says; nothing where it is not JSON."""
    try:
        found = json.loads(answer)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def paced(traffic: Iterable[bytes], rate: float, duration_s: float) -> Iterator[bytes]:
    """Hand out `rate` requests a second for `duration_s`.

    One that comes late does not delay the next.
    """
    start = time.monotonic()
    for number, body in enumerate(traffic):
        due = number / rate
        if due >= duration_s:
            return
        wait = start + due - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        yield body


def send_traffic(
    endpoint: str,
    rate: float,
    duration_s: float,
    seed: int,
    tick: Callable[[int], None] = lambda _: None,
) -> Sent:
    """Send made-up traces at `rate` a second. Raises `OSError` when nobody listens."""
    sender = Sender(endpoint)
    traffic = Traffic(seed)
    bodies = (transcode_json(traffic.request(time.time_ns())) for _ in iter(int, 1))
    console = Console(stderr=True)
    done = TextColumn("{task.completed:.0f} traces")
    columns = (TextColumn("sending"), BarColumn(), done, TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task: TaskID = progress.add_task("send", total=rate * duration_s)
        for body in paced(bodies, rate, duration_s):
            sender.send(body, "application/x-protobuf")
            progress.advance(task)
            tick(sender.sent.requests)
    return sender.sent


def send_files(endpoint: str, paths: Iterable[Path]) -> Sent:
    """Send files of OTLP JSON, one request or one a line.

    Raises `OSError` when nobody listens or a file cannot be read.
    """
    sender = Sender(endpoint)
    for path in paths:
        for body in requests_of(path):
            sender.send(body, "application/json")
    return sender.sent


def requests_of(path: Path) -> Iterator[bytes]:
    """Return the requests of a file: the lines of it, or all of it where only that is JSON."""
    with path.open("rb") as file:
        lines: Iterator[bytes] = (line for line in file if line.strip())
        first = next(lines, b"").removeprefix(BYTE_ORDER_MARK)
        if first and not is_json(first):
            rest = list(lines)
            whole = first + b"".join(rest)
            first, lines = (whole, iter(())) if is_json(whole) else (first, iter(rest))
        if first:
            yield first
            yield from lines


def is_json(text: bytes) -> bool:
    """Whether a text is a whole document of JSON."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
