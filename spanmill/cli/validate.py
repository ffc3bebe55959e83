"""`spanmill validate`: check configurations, and explain what would run."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from spanmill.cli.options import BAD_CONFIG, DEFAULT_PATH, config_options, print_diagnostics
from spanmill.components import catalogue
from spanmill.config import Diagnostic, Loaded, Severity, load
from spanmill.config.explain import explain
from spanmill.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command"]


@click.command()
@click.argument("paths", nargs=-1)
@config_options
@click.option("--explain", "explained", is_flag=True, help="Print stages, logs and who reads them.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Form of the output.",
)
@click.option("--deny-warnings", is_flag=True, help="Warnings count as errors.")
def command(
    paths: tuple[str, ...],
    configs: tuple[str, ...],
    sets: tuple[str, ...],
    *,
    explained: bool,
    form: str,
    deny_warnings: bool,
) -> None:
    """Check configurations without running anything.

    Every PATH is a configuration of its own; files given with --config are merged into one. Exit
    code 78 when one cannot run.
    """
    if paths and configs:
        raise click.UsageError(
            "give files as arguments (each on its own) or with --config (merged), not both"
        )
    groups = [[path] for path in paths] or [list(configs) or [DEFAULT_PATH]]
    results = [_check(group, sets) for group in groups]
    if form == "json":
        click.echo(json.dumps(_as_json(groups, results, explained=explained), indent=2))
    else:
        _print(groups, results, explained=explained)
    bad = {Severity.ERROR, Severity.WARNING} if deny_warnings else {Severity.ERROR}
    if any(each.severity in bad for _, found in results for each in found):
        sys.exit(BAD_CONFIG)


def _check(files: list[str], sets: Sequence[str]) -> tuple[Loaded | None, tuple[Diagnostic, ...]]:
    try:
        loaded = load(files, catalogue(), sets=sets)
    except ConfigError as error:
        return None, error.diagnostics
    return loaded, loaded.diagnostics


def _print(
    groups: list[list[str]],
    results: list[tuple[Loaded | None, tuple[Diagnostic, ...]]],
    *,
    explained: bool,
) -> None:
    for files, (loaded, found) in zip(groups, results, strict=True):
        print_diagnostics(found)
        name = ", ".join(files)
        if loaded is None:
            count = sum(each.severity is Severity.ERROR for each in found)
            click.echo(f"{name}: {count} {'error' if count == 1 else 'errors'}", err=True)
            continue
        click.echo(f"{name}: ok, version {loaded.version}", err=True)
        if explained:
            click.echo(explain(loaded.graph))


def _as_json(
    groups: list[list[str]],
    results: list[tuple[Loaded | None, tuple[Diagnostic, ...]]],
    *,
    explained: bool,
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for files, (loaded, found) in zip(groups, results, strict=True):
        row: dict[str, Any] = {"files": files, "ok": loaded is not None}
        if loaded is not None:
            row |= {"hash": loaded.hash, "version": loaded.version}
            row |= {"graph": asdict(loaded.graph)} if explained else {}
        rows.append({**row, "diagnostics": [each.as_json() for each in found]})
    return rows
