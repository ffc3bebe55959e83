"""`spanmill schema`: the JSON Schema of the configuration file, for editors."""

from __future__ import annotations

import json

import click

from spanmill.components import catalogue
from spanmill.config.json_schema import json_schema

__all__ = ["command"]


@click.command()
def command() -> None:
    """Print the JSON Schema (draft-07) of the configuration file.

    Editors use it with this first line in the file: # yaml-language-server:
    $schema=spanmill.schema.json
    """
    click.echo(json.dumps(json_schema(catalogue()), indent=2, sort_keys=True))
