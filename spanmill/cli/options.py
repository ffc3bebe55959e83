"""Options that commands share, and how a configuration that cannot run ends a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from spanmill.components import catalogue
from spanmill.config import load
from spanmill.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spanmill.config import Diagnostic, Loaded

__all__ = [
    "BAD_CONFIG",
    "DEFAULT_PATH",
    "config_options",
    "load_or_exit",
    "print_diagnostics",
    "usage",
]

BAD_CONFIG = 78
"""Exit code of a configuration that cannot run: `EX_CONFIG` of sysexits.h."""
DEFAULT_PATH = "pipelines.yaml"

F = TypeVar("F", bound="Callable[..., object]")


def config_options(function: F) -> F:
    """Add `--config` and `--set` to a command."""
    function = click.option(
        "--set", "sets", multiple=True, metavar="KEY=VALUE",
        help="Override one value, e.g. processors.batch.timeout=2s. Comes before all files.",
    )(function)  # fmt: skip
    return click.option(
        "-c", "--config", "configs", multiple=True, metavar="PATH",
        help=f"Configuration file; several are merged in order. Default: {DEFAULT_PATH}.",
    )(function)  # fmt: skip


def load_or_exit(configs: Sequence[str], sets: Sequence[str]) -> Loaded:
    """Load a configuration; print its findings and leave with 78 when it cannot run."""
    try:
        loaded = load(configs or [DEFAULT_PATH], catalogue(), sets=sets)
    except ConfigError as error:
        print_diagnostics(error.diagnostics)
        sys.exit(BAD_CONFIG)
    print_diagnostics(loaded.diagnostics)
    return loaded


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings on standard error."""
    for each in diagnostics:
        click.echo(str(each), err=True)


def usage(message: str) -> NoReturn:
    """Leave with exit code 2."""
    raise click.UsageError(message)
