"""How cost grows: `python bench/growth.py [--seconds 3] [--rounds 2] [--only TEXT]`.

Varies one thing at a time: about a request, through the pass-through pipeline at `process`; about
traces, through the shipped pipelines, where traces in flight are sent before the measurement and
none is decided. Writes `bench/results/<date>-growth.md`. Pinning and voids are those of
`bench/run.py`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import chain
from statistics import median

from pipeline.points import AT_PROCESS, PASSING, SHIPPED, Load, Round, Subject, measure
from pipeline.processes import build_generator
from pipeline.table import publish, shown, voids
from pipeline.waiting import WAITING, beside_waiting

SPANS_A_TRACE, IN_FLIGHT = "spans a trace", "traces in flight"
PASS = Subject("pass-through, process", PASSING, (AT_PROCESS,))
FULL = Subject("shipped pipelines, process", "pipelines.yaml", (*SHIPPED, AT_PROCESS))
HELD = Subject("shipped pipelines, process", "pipelines.yaml", (*WAITING, AT_PROCESS))
BASE = Load("grpc", 11)
LARGE = Load("grpc", 512, outstanding=16)
SERIES: dict[str, list[tuple[int, Load]]] = {
    "spans a request": [
        (spans, replace(BASE, spans=spans, outstanding=outstanding))
        for spans, outstanding in ((1, 64), (11, 64), (64, 32), (512, 16), (2048, 8), (8192, 4))
    ],
    "bytes a span": [
        (size, replace(BASE, span_bytes=size)) for size in (400, 800, 1600, 3200, 12800)
    ],
    "untouched attributes a span": [
        (count, replace(BASE, span_bytes=2400, more_attributes=count))
        for count in (0, 8, 16, 32, 64)
    ],
    "connections": [
        (count, replace(BASE, connections=count, outstanding=max(count, 64)))
        for count in (1, 8, 64, 250, 1000)
    ],
    SPANS_A_TRACE: [
        (spans, replace(LARGE, trace_spans=spans)) for spans in (1, 2, 8, 32, 128, 512)
    ],
    IN_FLIGHT: [(traces, LARGE) for traces in (0, 10_000, 50_000, 200_000, 500_000)],
}
HEAD = (
    "| series | value | CPU us a request | CPU us a span | of it system | spans/s | p50 ms "
    "| p99 ms | peak MB | void |\n|---|---|---|---|---|---|---|---|---|---|\n"
)


def measured(series: str, value: int, load: Load, seconds: float) -> Round:
    """Measure one point."""
    if series == IN_FLIGHT:
        return beside_waiting(HELD, load, value, seconds)
    return measure(FULL if series == SPANS_A_TRACE else PASS, load, seconds)


def line(series: str, value: int, rounds: list[Round]) -> str:
    """Return one line: medians of the rounds that count."""
    good = [each for each in rounds if not each.void] or rounds
    void = voids(each.void for each in rounds)
    half, most = (median(each.sent[name] for each in good) for name in ("p50_ms", "p99_ms"))
    return (
        f"| {series} | {value:,} | {median(each.us_a_request for each in good):.0f} "
        f"| {median(each.us_a_span for each in good):.2f} "
        f"| {median(each.system_us_a_span for each in good):.2f} "
        f"| {median(each.spans_a_second for each in good):,.0f} | {half:.2f} | {most:.2f} "
        f"| {max(each.peak_mb for each in good):.0f} | {void} |\n"
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", default="", help="measure series whose name has this text")
    given = parser.parse_args()
    build_generator()
    points = [
        (series, value, load)
        for series, values in SERIES.items()
        for value, load in values
        if given.only in series
    ]
    rows = (
        line(
            series,
            value,
            [measured(series, value, load, given.seconds) for _ in range(given.rounds)],
        )
        for series, value, load in points
    )
    table = shown(chain([HEAD], rows))
    command = f"growth.py --seconds {given.seconds:g} --rounds {given.rounds}"
    note = (
        "gRPC, the program under test alone on its core. Pass-through at `process`; traces through "
        "the shipped pipelines, in requests of 512 spans. What waits is in the log, and its new "
        "pages cost the system more the more memory it has to find.\n\n"
    )
    publish("growth", "Growth", command, note + table)


if __name__ == "__main__":
    main()
