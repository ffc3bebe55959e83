"""`spanmill demo`.

Run the shipped pipelines on made-up traffic for a while, and show what came of it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from spanmill.cli.options import DEFAULT_PATH, load_or_exit
from spanmill.cli.run import Service, places
from spanmill.cli.send import send_traffic
from spanmill.component import Kind

if TYPE_CHECKING:
    from spanmill.config import Loaded
    from spanmill.telemetry import Registry

__all__ = ["command"]

WAIT = "processors.tail_sampling.decision_wait"
AFTER_ROOT = "processors.tail_sampling.decision_wait_after_root_received"


@click.command()
@click.option("--rate", type=click.FloatRange(1, 10_000), default=50.0, help="Traces a second.")
@click.option("--duration", type=click.FloatRange(1, 3600), default=20.0, help="Seconds to send.")
@click.option("--config", "config", default=DEFAULT_PATH, help="Configuration file.")
def command(rate: float, duration: float, config: str) -> None:
    """Run a configuration on made-up gateway traffic, drain it, and print what came of it."""
    directory = tempfile.mkdtemp(prefix="spanmill-demo-")
    sets = [f"service.storage.directory={directory}", f"{WAIT}=3s", f"{AFTER_ROOT}=1s"]
    sets.append(f"exporters.parquet.directory={directory}/parquet")
    loaded = load_or_exit([config], sets)
    service = Service(loaded, lambda: loaded)
    try:
        service.start()
    except OSError as error:
        click.echo(f"spanmill: cannot start: {error}", err=True)
        sys.exit(1)
    sent = send_traffic(f"http://{http_endpoint(loaded)}", rate, duration, seed=1)
    click.echo(f"sent {sent.spans} spans in {sent.requests} requests; draining", err=True)
    settle(service)
    service.stop()
    report(service, loaded, Path(directory))
    sys.exit(0 if sent.refused == 0 else 1)


def http_endpoint(loaded: Loaded) -> str:
    """Return where the first receiver listens for OTLP over HTTP."""
    config = loaded.config(Kind.RECEIVER, loaded.graph.receivers[0])
    return next(place.split()[-1] for place in places(config) if "http" in place)


def settle(service: Service) -> None:
    """Let the last traces be decided as they would be in real life."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(service.runtime.snapshot().waiting.values()):
        time.sleep(0.1)


def report(service: Service, loaded: Loaded, directory: Path) -> None:
    """Print what happened to every span."""
    console = Console()
    registry = service.runtime.registry
    console.print(decisions(registry))
    console.print(redactions(registry))
    console.print(costs(directory / "parquet"))
    for name, account in service.runtime.snapshot().accounts.items():
        parts = ", ".join(f"{count} {part}" for part, count in account.rows())
        console.print(f"{name}: {parts}{'' if account.balanced else '  DOES NOT ADD UP'}")
    console.print(f"Parquet files: {directory / 'parquet'}")
    for fold in sorted({fold.id for log in loaded.graph.logs for fold in log.folds}):
        where = places(loaded.config(Kind.EXPORTER, fold))
        console.print(f"Prometheus: http://{where[0]} while `spanmill run` is up")


def decisions(registry: Registry) -> Table:
    """Return traces and spans by policy."""
    table = Table("policy", "decision", "traces", "spans", title="Sampling")
    for sample in registry.samples():
        if sample.name == "sampling_decisions":
            labels = dict(sample.labels)
            spans = registry.value("sampling_spans", **labels)
            row = (labels["policy"], labels["decision"], f"{sample.value:.0f}", f"{spans:.0f}")
            table.add_row(*row)
    return table


def redactions(registry: Registry) -> Table:
    """Return what was taken out, by kind."""
    table = Table("kind", "values", title="Redaction")
    counts: dict[str, float] = {}
    for sample in registry.samples():
        if sample.name == "component_redacted_values":
            kind = dict(sample.labels)["entity"]
            counts[kind] = counts.get(kind, 0) + sample.value
    for kind, count in sorted(counts.items()):
        table.add_row(kind, f"{count:.0f}")
    return table


def costs(folder: Path) -> Table:
    """Return cost by model, read back from the files."""
    import pyarrow.dataset as ds  # noqa: PLC0415 only here, and it is large

    table = Table(
        "model",
        "calls",
        "US dollars",
        "unpriced",
        title="Cost of the kept traces, from the Parquet files",
    )
    files = sorted(folder.glob("spans/v1/**/*.parquet"))
    if not files:
        return table
    columns = ["gen_ai_request_model", "cost_usd", "cost_counted", "cost_source"]
    rows = ds.dataset(files).to_table(columns)
    calls = rows.filter(rows["cost_source"].is_valid())
    grouped = (
        calls.append_column(
            "unpriced", [[source == "unpriced" for source in calls["cost_source"].to_pylist()]]
        )
        .group_by("gen_ai_request_model")
        .aggregate([("cost_source", "count"), ("cost_counted", "sum"), ("unpriced", "sum")])
        .sort_by("gen_ai_request_model")
    )
    for row in grouped.to_pylist():
        dollars = row["cost_counted_sum"]
        table.add_row(
            row["gen_ai_request_model"],
            str(row["cost_source_count"]),
            "" if dollars is None else f"{dollars:.6f}",
            str(row["unpriced_sum"] or 0),
        )
    return table
