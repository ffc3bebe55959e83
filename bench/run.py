"""Measure the pipeline: `python bench/run.py [--rounds 3] [--seconds 5] [--only TEXT]`.

Builds the generator, measures every subject under every load, and writes
`bench/results/<date>-pipeline.md`. The process under test has core 0 for itself, generator and sink
share core 1. A row is void unless every span is accounted for.
"""

from __future__ import annotations

import argparse
from itertools import chain

from pipeline.points import LOADS, SUBJECTS, Load, Round, Subject, measure
from pipeline.processes import build_generator
from pipeline.table import HEAD, publish, row, shown


def rounds_of(subject: Subject, load: Load, rounds: int, seconds: float) -> list[Round]:
    """Measure one row."""
    return [measure(subject, load, seconds) for _ in range(rounds)]


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--only", default="", help="measure rows whose name has this text")
    return parser.parse_args()


def main() -> None:
    """Measure and write."""
    given = options()
    build_generator()
    chosen = [
        (subject, load)
        for subject in SUBJECTS
        for load in LOADS
        if given.only in f"{subject.name} {load.protocol} {load.spans} {load.loop}"
    ]
    rows = (
        row(subject, load, rounds_of(subject, load, given.rounds, given.seconds))
        for subject, load in chosen
    )
    table = shown(chain([HEAD], rows))
    command = f"run.py --rounds {given.rounds} --seconds {given.seconds:g}"
    note = "CPU is least / **median** / most over the rounds, of the process under test alone.\n\n"
    publish("pipeline", "Pipeline", command, note + table)


if __name__ == "__main__":
    main()
