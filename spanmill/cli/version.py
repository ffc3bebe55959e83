"""`spanmill version`: the version."""

from __future__ import annotations

import click

from spanmill import __version__

__all__ = ["command"]


@click.command()
def command() -> None:
    """Print the version."""
    click.echo(__version__)
