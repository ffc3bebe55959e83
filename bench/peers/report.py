"""Writes the comparison: a table with ratios, and a plot."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peers.subjects import Cell, Peer, Round

    Results = Mapping[tuple[Cell, Peer], Sequence[Round]]

__all__ = ["plot", "table"]

HEAD = (
    "| cell | program | CPU µs a span | µs a request | ratio to Spanmill | spans/s on one core "
    "| p50 ms | p99 ms | idle MB | peak MB | spans at the sink | void |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|\n"
)
COLOURS = {
    "spanmill": "#1f6f54",
    "otelcol": "#8a8f98",
    "otelcol-batch": "#b9bdc4",
    "rotel": "#d0a24c",
    "dataflow": "#4c7bd0",
    "dataflow-durable": "#9db8e6",
}
BAR, GAP, LEFT, WIDTH = 18, 14, 250, 860


def valid(rounds: Sequence[Round]) -> Sequence[Round]:
    """Return the rounds that count."""
    return [each for each in rounds if not each.faults]


def cost(rounds: Sequence[Round]) -> float | None:
    """Return the median CPU a span; none where no round counts."""
    return median(each.us_a_span for each in valid(rounds)) if valid(rounds) else None


def table(results: Results) -> str:
    """Return a line for each cell and program."""
    ours = {
        cell: cost(rounds) for (cell, peer), rounds in results.items() if peer.name == "spanmill"
    }
    lines = (line(cell, peer, rounds, ours[cell]) for (cell, peer), rounds in results.items())
    return HEAD + "".join(lines)


def line(cell: Cell, peer: Peer, rounds: Sequence[Round], ours: float | None) -> str:
    """Return one line: medians, and the range of what costs."""
    void = f"{len(rounds) - len(valid(rounds))} of {len(rounds)}: " + "; ".join(
        sorted({fault for each in rounds for fault in each.faults})
    )
    good = valid(rounds)
    if not good:
        return f"| {cell.name} | {peer.title} |" + " |" * 9 + f" {void} |\n"
    costs = sorted(each.us_a_span for each in good)
    middle = median(costs)
    half, most = (median(each.sent[name] for each in good) for name in ("p50_ms", "p99_ms"))
    kept = sorted({each.kept for each in good})
    return (
        f"| {cell.name} | {peer.title} | {costs[0]:.2f} / **{middle:.2f}** / {costs[-1]:.2f} "
        f"| {middle * cell.spans:,.0f} | {middle / ours if ours else 0:.2f} | {1e6 / middle:,.0f} "
        f"| {half:.2f} | {most:.2f} | {max(each.idle_mb for each in good):.0f} "
        f"| {max(each.peak_mb for each in good):.0f} | {', '.join(f'{each:,}' for each in kept)} "
        f"| {void if len(good) < len(rounds) else ''} |\n"
    )


def plot(results: Results) -> str:
    """Return bars of CPU a span, each cell on a scale of its own, as SVG."""
    rows: list[str] = []
    y = 30
    for cell in dict.fromkeys(cell for cell, _ in results):
        costs = {peer: cost(rounds) for (at, peer), rounds in results.items() if at == cell}
        known = {peer: value for peer, value in costs.items() if value is not None}
        rows.append(f'<text x="8" y="{y + BAR - 5}" font-weight="bold">{cell.name}</text>')
        y += BAR + 4
        for peer, value in known.items():
            width = (WIDTH - LEFT - 110) * value / max(known.values())
            rows.append(
                f'<text x="{LEFT - 8}" y="{y + BAR - 5}" text-anchor="end">{peer.title}</text>'
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 3}" '
                f'fill="{COLOURS[peer.title]}"/>'
                f'<text x="{LEFT + width + 6:.1f}" y="{y + BAR - 5}">{value:.2f} µs</text>'
            )
            y += BAR
        y += GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" '
        'font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{y}" fill="white"/>'
        '<text x="8" y="18" font-size="14">CPU microseconds a span, less is better</text>'
        + "".join(rows).replace("≤", "&#8804;")
        + "</svg>\n"
    )
