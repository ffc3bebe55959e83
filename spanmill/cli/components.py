"""`spanmill components`: what there is, and the fields of each."""

from __future__ import annotations

import sys

import click

from spanmill.component import Kind
from spanmill.components import catalogue
from spanmill.config.diagnostic import closest
from spanmill.config.reference import component_page

__all__ = ["command"]


@click.command()
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List components by section; with NAME, show what it does and its fields with defaults."""
    found = catalogue()
    if name is None:
        for kind in Kind:
            click.echo(f"{kind.value}:")
            for each in found.names(kind):
                click.echo(f"  {each}")
            for each, fault in found.faults(kind).items():
                click.echo(f"{kind.value}: '{each}' cannot be used: {fault}", err=True)
        return
    matching = [factory for kind in Kind if (factory := found.find(kind, name)) is not None]
    if not matching:
        names = [each for kind in Kind for each in found.names(kind)]
        click.echo(f"no component '{name}'. {closest(name, names)}".rstrip(), err=True)
        sys.exit(1)
    click.echo("\n".join(component_page(each) for each in matching), nl=False)
