"""Writes what was measured, with the machine and the versions that it holds for."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.points import middle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.points import Load, Round, Subject

HEAD = (
    "| subject | protocol | spans a request | loop | spans/s | CPU us a request | CPU us a span "
    "| p50 ms | p99 ms | peak MB | void |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
)
RESULTS = Path(__file__).parents[1] / "results"
LIBRARIES = ("grpcio", "uvicorn", "httptools", "uvloop", "numpy", "pyarrow")


def row(subject: Subject, load: Load, rounds: Sequence[Round]) -> str:
    """Return one line: medians, and the range of what costs."""
    good = [each for each in rounds if not each.void] or list(rounds)
    request = middle(each.us_a_request for each in good)
    span = middle(each.us_a_span for each in good)
    speed = middle(each.spans_a_second for each in good)[1]
    half, most = (middle(each.sent[name] for each in good)[1] for name in ("p50_ms", "p99_ms"))
    peak = max(each.peak_mb for each in good)
    void = voids(each.void for each in rounds)
    return (
        f"| {subject.name} | {load.protocol} | {load.spans} | {load.loop} | {speed:,.0f} "
        f"| {request[0]:.0f} / **{request[1]:.0f}** / {request[2]:.0f} "
        f"| {span[0]:.2f} / **{span[1]:.2f}** / {span[2]:.2f} "
        f"| {half:.2f} | {most:.2f} | {peak:.0f} | {void} |\n"
    )


def voids(found: Iterable[str]) -> str:
    """Say why rounds do not count, from what each says."""
    return "; ".join(sorted({each for each in found if each}))


def shown(lines: Iterable[str]) -> str:
    """Print lines as they come, and return them."""
    text = ""
    for line in lines:
        print(line, end="", flush=True)
        text += line
    return text


def today() -> str:
    """Return the date."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()


def machine() -> str:
    """Say where and with what it was measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    command = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"Commit {commit}; {model}, {os.cpu_count()} cores, Linux {platform.release()}; Python "
        f"{platform.python_version()}, {libraries}. Load average at the end: {load}.\n"
    )


def publish(name: str, title: str, command: str, text: str) -> Path:
    """Write today's result with its command, the machine and the versions; return the file."""
    target = RESULTS / f"{today()}-{name}.md"
    target.write_text(f"# {title}, {today()}\n\n`python bench/{command}`. {machine()}{text}")
    print(f"written to bench/results/{target.name}")
    return target
