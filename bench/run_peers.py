"""Measure Spanmill beside its peers: `python bench/run_peers.py [--rounds 3] [--only TEXT]`.

Builds the peers the first time (minutes), sends everyone the same bytes through the same policies,
one program after the other in each round, and writes a table and a plot to `bench/results/`. The
program under test has core 0 for itself, generator and sink share core 1. A measurement is void
when a request was refused, a span is missing, personal data arrived, or the harness was the limit.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from peers.kill import crashes
from peers.report import plot, table
from peers.subjects import CELLS, PEERS, Cell, Peer, Round, measure
from pipeline.processes import build_generator
from pipeline.table import publish, today

if TYPE_CHECKING:
    from collections.abc import Sequence


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="measure cells whose name has this text")
    return parser.parse_args()


def compare(cells: Sequence[Cell], rounds: int) -> dict[tuple[Cell, Peer], list[Round]]:
    """Measure all programs in turn, round by round."""
    results: dict[tuple[Cell, Peer], list[Round]] = {
        (cell, peer): [] for cell in cells for peer in PEERS if peer.takes(cell)
    }
    for number in range(rounds):
        for (cell, peer), done in results.items():
            done.append(measure(peer, cell))
            void = "; ".join(done[-1].faults)
            print(
                f"{number + 1} {cell.name}: {peer.title} {done[-1].us_a_span:.2f} {void}",
                flush=True,
            )
    return results


def main() -> None:
    """Measure and write."""
    given = options()
    build_generator()
    results = compare([each for each in CELLS if given.only in each.name], given.rounds)
    kills = (
        ""
        if given.only
        else f"\n## Killed while the backend is silent for 2 s\n\n{crashes(given.rounds)}"
    )
    note = (
        "CPU is least / **median** / most over the valid rounds, of the program under test alone. "
        "Spanmill (`durability: process`) and dataflow-durable write every span to their logs "
        "before they answer; the others keep spans in memory. Spans/s on one core is 1 / CPU a "
        "span.\n\n"
        f"![CPU a span]({today()}-peers.svg)\n\n"
    )
    text = f"\n{note}{table(results)}{kills}"
    target = publish("peers", "Beside the peers", f"run_peers.py --rounds {given.rounds}", text)
    target.with_suffix(".svg").write_text(plot(results))


if __name__ == "__main__":
    main()
