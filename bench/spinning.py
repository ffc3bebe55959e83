"""Serve beside a thread that spins: `python bench/spinning.py [--seconds 10] [--rounds 3]`.

A processor of one's own, installed as any other, starts a thread that computes for ever. Python has
one interpreter lock, so every step of ours in Python waits until that thread is made to give it
away, and it takes the core that the process has. Requests of 11 spans over gRPC come in an open
loop, 2,000 a second; one that found no free place until the end counts as not served. Rows without
and with the thread take turns. A row is void where a request was refused or a span is not accounted
for. Writes `bench/results/<date>-spinning.md`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline import processes
from pipeline.points import SHIPPED, Load, Round, Subject, generator_faults, middle, missing, settle
from pipeline.processes import ROOT
from pipeline.table import publish, shown, voids

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = 2000
LOAD = Load("grpc", 11, rate=RATE)
WARM_UP_S = 2.0
SUBJECTS = (
    (Subject("receive and drop", "bench/peers/spanmill-drop.yaml"), "traces", ()),
    (
        Subject("shipped pipelines, disk", "pipelines.yaml", SHIPPED),
        "traces/ingest",
        ("memory_limiter", "redaction", "token_cost"),
    ),
)
"""Each with a pipeline, and the processors that it has already."""
HEAD = (
    "| subject | thread that spins | served of those due | p50 ms | p99 ms | most ms "
    "| CPU us a request | void |\n|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    subject: Subject
    pipeline: str
    processors: tuple[str, ...]
    spins: bool

    @property
    def sets(self) -> tuple[str, ...]:
        """Return what the configuration says beyond its file."""
        if not self.spins:
            return self.subject.sets
        chain = ", ".join((*self.processors, "spinner"))
        added = (
            "processors.spinner.threads=1",
            f"service.pipelines.{self.pipeline}.processors=[{chain}]",
        )
        return (*self.subject.sets, *added)


ROWS = tuple(Row(*each, spins=spins) for each in SUBJECTS for spins in (False, True))


def install(folder: Path) -> None:
    """Install the processor into a folder, offline."""
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    package = str(ROOT / "bench/spinner")
    command = [sys.executable, "-m", "pip", "install", "-q", *offline, "--target", str(folder)]
    subprocess.run([*command, package], check=True)


def measure(row: Row, installed: Path, seconds: float) -> Round:
    """Start, warm up, measure, and check that every span is accounted for."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        path = os.pathsep.join((str(installed), str(ROOT)))
        program = processes.spanmill(row.subject.config, data, row.sets, PYTHONPATH=path)
        process = stack.enter_context(program)
        warm = processes.send("grpc", (*LOAD.options(), "--seconds", str(WARM_UP_S)))
        before = process.use()
        sent = processes.send("grpc", (*LOAD.options(), "--seconds", str(seconds)))
        after = process.use()
        spans = warm["spans"] + sent["spans"]
        settle(row.subject, spans)
        faults = [*generator_faults(sent), *missing(row.subject, spans)]
        return Round.between(before, after, sent, faults)


def line(row: Row, rounds: Sequence[Round], seconds: float) -> str:
    """Return one line of the table: medians."""
    names = ("p50_ms", "p99_ms", "max_ms")
    half, most, top = (middle(each.sent[name] for each in rounds)[1] for name in names)
    served = middle(each.sent["requests"] / (RATE * seconds) for each in rounds)[1]
    cost = middle(each.us_a_request for each in rounds)[1]
    void = voids(each.void for each in rounds)
    spins = "yes" if row.spins else "no"
    return (
        f"| {row.subject.name} | {spins} | {served:.1%} | **{half:.2f}** | {most:.2f} "
        f"| {top:.2f} | {cost:.0f} | {void} |\n"
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    processes.build_generator()
    found: dict[Row, list[Round]] = {row: [] for row in ROWS}
    with TemporaryDirectory(prefix="spanmill-bench-") as installed:
        install(Path(installed))
        for row in ROWS * given.rounds:
            found[row].append(measure(row, Path(installed), given.seconds))
            shown([line(row, found[row][-1:], given.seconds)])
    rows = (line(row, rounds, given.seconds) for row, rounds in found.items())
    table = shown(chain([HEAD], rows))
    note = "The CPU is that of the whole process, the spinning thread's with it.\n\n"
    command = f"spinning.py --seconds {given.seconds:g} --rounds {given.rounds}"
    publish("spinning", "Beside a thread that spins", command, note + table)


if __name__ == "__main__":
    main()
