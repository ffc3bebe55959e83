"""How cost grows: `python bench/growth.py [--seconds 3] [--rounds 2]`.

Varies one thing at a time about a request, through the pass-through pipeline at `process`, and
writes `bench/results/<date>-growth.md`. Pinning and voids are those of `bench/run.py`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import chain
from statistics import median

from pipeline.points import AT_PROCESS, PASSING, Load, Round, Subject, measure
from pipeline.processes import build_generator
from pipeline.table import publish, shown, voids

SUBJECT = Subject("pass-through, process", PASSING, (AT_PROCESS,))
BASE = Load("grpc", 11)
SERIES: dict[str, list[Load]] = {
    "spans a request": [
        replace(BASE, spans=spans, outstanding=outstanding)
        for spans, outstanding in ((1, 64), (11, 64), (64, 32), (512, 16), (2048, 8), (8192, 4))
    ],
    "bytes a span": [replace(BASE, span_bytes=size) for size in (400, 800, 1600, 3200, 12800)],
    "untouched attributes a span": [
        replace(BASE, span_bytes=2400, more_attributes=count) for count in (0, 8, 16, 32, 64)
    ],
    "connections": [
        replace(BASE, connections=count, outstanding=max(count, 64))
        for count in (1, 8, 64, 250, 1000)
    ],
}
HEAD = (
    "| series | value | CPU us a request | CPU us a span | spans/s | p50 ms | p99 ms | peak MB "
    "| void |\n|---|---|---|---|---|---|---|---|---|\n"
)


def value(series: str, load: Load) -> int:
    """Return what the series varies."""
    names = {
        "spans a request": load.spans,
        "bytes a span": load.span_bytes,
        "untouched attributes a span": load.more_attributes,
        "connections": load.connections,
    }
    return names[series]


def line(series: str, load: Load, rounds: list[Round]) -> str:
    """Return one line: medians of the rounds that count."""
    good = [each for each in rounds if not each.void] or rounds
    void = voids(each.void for each in rounds)
    half, most = (median(each.sent[name] for each in good) for name in ("p50_ms", "p99_ms"))
    return (
        f"| {series} | {value(series, load):,} | {median(each.us_a_request for each in good):.0f} "
        f"| {median(each.us_a_span for each in good):.2f} "
        f"| {median(each.spans_a_second for each in good):,.0f} | {half:.2f} | {most:.2f} "
        f"| {max(each.peak_mb for each in good):.0f} | {void} |\n"
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    build_generator()
    rows = (
        line(series, load, [measure(SUBJECT, load, given.seconds) for _ in range(given.rounds)])
        for series, loads in SERIES.items()
        for load in loads
    )
    table = shown(chain([HEAD], rows))
    command = f"growth.py --seconds {given.seconds:g} --rounds {given.rounds}"
    note = "gRPC, pass-through at `process`, the program under test alone on its core.\n\n"
    publish("growth", "Growth", command, note + table)


if __name__ == "__main__":
    main()
