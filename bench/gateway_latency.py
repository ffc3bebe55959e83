"""What a gateway's own clients feel: `python bench/gateway_latency.py [--seconds 6] [--rounds 3]`.

A small HTTP application with the OpenTelemetry SDK (`bench/gateway/app.py`) is asked in an open
loop at a fixed rate, and its own latency is measured: without tracing, with the SDK's batches sent
to the counting sink, and sent to Spanmill in front of that sink, at a tenth of the traces and at
all. The gateway and Spanmill share core 0, as a sidecar does on a small machine; generator and sink
have core 1. Rows take turns. A row is void unless every span that the SDK ended arrived. Writes
`bench/results/<date>-gateway-latency.md`.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline import processes
from pipeline.points import MAX_GENERATOR_SHARE, SHIPPED, middle
from pipeline.processes import CORE_UNDER_TEST, PORTS, ROOT, Process, get_json, until
from pipeline.table import publish, shown, voids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SINK = f"127.0.0.1:{PORTS['sink_grpc']}"
SPANMILL = f"127.0.0.1:{PORTS['grpc']}"
WARM_UP_S = 2.0
RATIOS = (0.1, 1.0)
HEAD = (
    "| spans go to | share of traces | p50 ms | p99 ms | p50 added | p99 added | CPU ms a second "
    "| void |\n|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    endpoint: str
    ratio: float
    config: str = ""
    sets: tuple[str, ...] = ()

    def start(self, stack: ExitStack) -> Process:
        """Start what it needs; return the gateway."""
        stack.enter_context(processes.sink())
        if self.config:
            data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
            exporters = {"SPANMILL_EXPORTERS": "[parquet, otlp/jaeger]", "JAEGER_ENDPOINT": SINK}
            program = processes.spanmill(self.config, data, self.sets, **exporters)
            stack.enter_context(program)
        script = str(ROOT / "bench/gateway/app.py")
        words = (str(PORTS["gateway"]), self.endpoint, str(self.ratio))
        command = [sys.executable, script, *words]
        return stack.enter_context(Process(command, CORE_UNDER_TEST, PORTS["gateway"]))

    def arrived(self, spans: int) -> bool:
        """Whether every span is accounted for."""
        if self.endpoint == "-":
            return True
        if not self.config:
            return bool(get_json(PORTS["sink_http"], "/count")["spans"] == spans)
        accounts = get_json(PORTS["admin"], "/status")["accounts"].values()
        whole = all(each["accepted"] == spans and each["balanced"] for each in accounts)
        return whole and not any(each["live"] for each in accounts)


ROWS = (
    Row("nowhere", "-", 0),
    *(
        row
        for ratio in RATIOS
        for row in (
            Row("the sink", SINK, ratio),
            Row("Spanmill, pass-through", SPANMILL, ratio, "bench/pipeline/passthrough.yaml"),
            Row("Spanmill, shipped pipelines", SPANMILL, ratio, "pipelines.yaml", SHIPPED),
        )
    ),
)


@dataclass(frozen=True)
class Round:
    """One measurement."""

    sent: dict[str, Any]
    cpu_s: float
    void: str


def measure(row: Row, rate: int, seconds: float) -> Round:
    """Start everything, warm up, ask, and check that every span arrived."""
    with ExitStack() as stack:
        gateway = row.start(stack)
        ask(rate, WARM_UP_S)
        before = gateway.use()
        sent = ask(rate, seconds)
        used = gateway.use().cpu_s - before.cpu_s
        spans = get_json(PORTS["gateway"], "/spans")["spans"]
        void = "; ".join(faults(row, sent, spans))
    return Round(sent, used, void)


def ask(rate: int, seconds: float) -> dict[str, Any]:
    """Send requests to the gateway; return what the generator counted."""
    options = ("--spans", "1", "--outstanding", "16", "--rate", str(rate))
    return processes.send("http", (*options, "--seconds", str(seconds)), "gateway")


def faults(row: Row, sent: dict[str, Any], spans: int) -> Iterator[str]:
    """Say why a measurement counts for nothing."""
    if sent["refused"] or sent["failed"]:
        yield f"{sent['refused']} refused, {sent['failed']} failed"
    if sent["cpu_s"] > MAX_GENERATOR_SHARE * sent["seconds"]:
        yield "the generator was the limit"
    try:
        until(lambda: row.arrived(spans), f"{spans} spans", 20.0)
    except TimeoutError as error:
        yield str(error)


def line(row: Row, rounds: Sequence[Round], untraced: Sequence[Round]) -> str:
    """Return one line: the range, and what tracing adds to the median."""
    found = {name: middle(each.sent[name] for each in rounds) for name in ("p50_ms", "p99_ms")}
    base = {name: middle(each.sent[name] for each in untraced)[1] for name in found}
    times = (
        f"{least:.2f} / **{median:.2f}** / {most:.2f}" for least, median, most in found.values()
    )
    added = (f"{found[name][1] - base[name]:+.2f}" for name in found)
    cost = middle(each.cpu_s / each.sent["seconds"] for each in rounds)[1] * 1e3
    void = voids(each.void for each in rounds)
    share = f"{row.ratio:.0%}"
    cells = (row.name, share, *times, *added, f"{cost:.0f}", void)
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=int, default=200, help="requests a second")
    given = parser.parse_args()
    processes.build_generator()
    found: dict[Row, list[Round]] = {row: [] for row in ROWS}
    for row in ROWS * given.rounds:
        found[row].append(measure(row, given.rate, given.seconds))
        shown([line(row, found[row][-1:], found[ROWS[0]])])
    rows = (line(row, rounds, found[ROWS[0]]) for row, rounds in found.items())
    table = shown(chain([HEAD], rows))
    note = (
        f"{given.rate} requests a second of four spans; the CPU is the gateway's. Times are "
        "least / **median** / most over the rounds.\n\n"
    )
    words = f"--seconds {given.seconds:g} --rounds {given.rounds} --rate {given.rate}"
    publish("gateway-latency", "Latency of a gateway", f"gateway_latency.py {words}", note + table)


if __name__ == "__main__":
    main()
