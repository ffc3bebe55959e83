"""`spanmill price`: what a call costs and why, and which models have no price."""

from __future__ import annotations

import json
import sys
import time
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

import click

from spanmill.cli.options import load_or_exit
from spanmill.component import Kind, Settings
from spanmill.components import catalogue
from spanmill.telemetry import ComponentMetrics, Registry, configure_logging

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spanmill.component import Config

__all__ = ["command"]

PROCESSOR = "token_cost"
ADMIN = "127.0.0.1:13133"
TIMEOUT_S = 5.0


class Explains(Protocol):
    """A processor that tells how it prices a call."""

    def explain(
        self, names: Mapping[str, str], counts: Mapping[str, int], when: datetime
    ) -> Sequence[tuple[str, str]]:
        """Return pairs of a heading and a text."""
        ...


def _moment(_: click.Context, __: click.Parameter, value: str | None) -> datetime:
    if value is None:
        return datetime.now(UTC)
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        message = f"expected a time such as 2026-11-15 or 2026-11-15T02:00Z, got {value!r}"
        raise click.BadParameter(message) from None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


COUNTS = (
    ("--input", "input", "Input tokens, cached ones included."),
    ("--output", "output", "Output tokens, reasoning included."),
    ("--cache-read", "cache_read", "Input tokens that a cache served."),
    ("--cache-write", "cache_write", "Input tokens that were written to a cache."),
    ("--cache-write-1h", "cache_write_1h", "Those of them that stay for an hour."),
    ("--reasoning", "reasoning", "Output tokens of reasoning."),
)


def _counts(function: Any) -> Any:
    for flag, name, text in reversed(COUNTS):
        function = click.option(flag, name, type=click.IntRange(0, 10**9), default=0, help=text)(
            function
        )
    return function


@click.command()
@click.argument("model", required=False)
@click.option("--provider", default="", help="Provider, by any name that instrumentations use.")
@_counts
@click.option("--tier", default="", help="Service tier that served the call, or 'batch'.")
@click.option("--at", "when", callback=_moment, help="Start of the call, in UTC. Default: now.")
@click.option(
    "-c", "--config", "configs", multiple=True, metavar="PATH",
    help="Configuration file whose price rules hold. Default: the price list alone.",
)  # fmt: skip
@click.option("--unpriced", is_flag=True, help="List models without a price of a running Spanmill.")
@click.option("--admin", default=ADMIN, show_default=True, help="Address of its admin listener.")
def command(
    model: str | None,
    provider: str,
    tier: str,
    when: datetime,
    configs: tuple[str, ...],
    admin: str,
    *,
    unpriced: bool,
    **counts: int,
) -> None:
    """Show what a call of MODEL costs: the source of the price, rule, tier and arithmetic.

    Exit code 1 when it has no price.
    """
    if unpriced:
        _print_unpriced(admin)
        return
    if not model:
        raise click.UsageError("name a MODEL, or give --unpriced")
    names = {"provider": provider, "model": model, "tier": tier}
    lines = _processor(configs).explain(names, counts, when)
    click.echo(f"{model} at {when:%Y-%m-%d %H:%M:%S} UTC")
    width = max(len(heading) for heading, _ in lines)
    for heading, text in lines:
        click.echo(f"  {heading:<{width}}  {text}")
    if any(heading == "reason" for heading, _ in lines):
        sys.exit(1)


def _processor(configs: Sequence[str]) -> Explains:
    factory = catalogue().find(Kind.PROCESSOR, PROCESSOR)
    if factory is None:
        raise click.ClickException(f"there is no processor '{PROCESSOR}'")
    settings = Settings(
        id=PROCESSOR,
        clock=time.time,
        logger=configure_logging("error"),
        metrics=ComponentMetrics(Registry(), PROCESSOR),
        authenticator=lambda _: (_ for _ in ()).throw(KeyError()),
        directory="",
    )
    config = _configured(configs) if configs else factory.config_type()
    return cast("Explains", factory.create(config, settings))


def _configured(configs: Sequence[str]) -> Config:
    components = load_or_exit(configs, ()).defined.components.values()
    found = [each for each in components if each.factory.name == PROCESSOR]
    if not found:
        raise click.ClickException(f"the configuration has no '{PROCESSOR}'")
    return found[0].config


def _print_unpriced(admin: str) -> None:
    try:
        with urllib.request.urlopen(f"http://{admin}/status", timeout=TIMEOUT_S) as answer:
            details = json.load(answer)["details"]
    except (OSError, ValueError, KeyError) as error:
        message = f"no status from {admin}: {error}"
        raise click.ClickException(message) from error
    rows = [row for each in details.values() for row in each.get("unpriced", ())]
    if not rows:
        click.echo("every model call has a price", err=True)
        return
    click.echo("# rules for `token_cost`: put a price, `use` or `free` in the place of `use: ?/?`")
    click.echo("rules:")
    for row in rows:
        fields = {key: row[key] for key in ("model", "provider") if row[key]}
        text = ", ".join(f"{key}: {json.dumps(value)}" for key, value in fields.items())
        click.echo(f"  - {{{text}, use: ?/?}}  # {row['reason']}, calls: {row['calls']}")
