"""What is lost when a program is killed while its backend takes nothing."""

from __future__ import annotations

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peers.subjects import PEERS, Cell, count, folder
from pipeline import processes
from pipeline.processes import PORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.subjects import Peer

__all__ = ["crash", "crashes"]

LOAD = Cell("pass", "grpc", 11, 1 << 30, 500)
HEALTHY_S, SILENT_S, STILL_S = 2.0, 2.0, 4.0
UNAVAILABLE = 14
HEAD = (
    "| program | spans acknowledged | lost | seconds of traffic lost | arrived twice |\n"
    "|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Crash:
    """What a crash cost. A span that arrived without an acknowledgement hides none that is lost."""

    acknowledged: int
    distinct: int
    arrived: int


def crash(peer: Peer) -> Crash:
    """Send, silence the backend, kill the program, start it again with what it left behind."""
    with ExitStack() as stack, ThreadPoolExecutor(1) as pool:
        stack.enter_context(processes.sink("--distinct", "1"))
        data = folder(stack)
        process = peer.start(stack, LOAD, data)
        options = LOAD.options(LOAD.requests, 1)
        sending = pool.submit(processes.send, LOAD.protocol, options)
        time.sleep(HEALTHY_S)
        answer(UNAVAILABLE)
        time.sleep(SILENT_S)
        process.kill()
        sent = sending.result()
        answer(0)
        peer.start(stack, LOAD, data)
        end = still()
    return Crash(sent["spans"], end["distinct"], end["spans"])


def still() -> dict[str, int]:
    """Wait until nothing more arrives; return the sink's counters."""
    last, since = count(), time.monotonic()
    while time.monotonic() - since < STILL_S:
        time.sleep(0.2)
        if count()["spans"] != last["spans"]:
            last, since = count(), time.monotonic()
    return last


def answer(code: int) -> None:
    """Tell the sink what to answer."""
    url = f"http://127.0.0.1:{PORTS['sink_http']}/answer/{code}"
    urllib.request.urlopen(urllib.request.Request(url, method="POST"), timeout=5).close()


def crashes(rounds: int) -> str:
    """Return the table: the worst round of each program."""
    lines = [HEAD]
    for peer in PEERS:
        if peer.takes(LOAD):
            lines.append(line(peer, [crash(peer) for _ in range(rounds)]))
            print(lines[-1], end="", flush=True)
    return "".join(lines)


def line(peer: Peer, found: Sequence[Crash]) -> str:
    """Return one line of the table."""
    worst = max(found, key=lambda each: each.acknowledged - each.distinct)
    lost = max(worst.acknowledged - worst.distinct, 0)
    twice = worst.arrived - worst.distinct
    seconds = lost / (LOAD.rate * LOAD.spans)
    return f"| {peer.title} | {worst.acknowledged:,} | {lost:,} | {seconds:.2f} | {twice:,} |\n"
