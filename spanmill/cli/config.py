"""`spanmill config`: the configuration after merging and expanding, secrets masked."""

from __future__ import annotations

import io

import click
from ruamel.yaml import YAML

from spanmill.cli.options import config_options, load_or_exit
from spanmill.config.fingerprint import effective

__all__ = ["command"]


@click.command()
@click.argument("paths", nargs=-1)
@config_options
@click.option("--defaults", is_flag=True, help="Also print fields that the file does not set.")
def command(
    paths: tuple[str, ...], configs: tuple[str, ...], sets: tuple[str, ...], *, defaults: bool
) -> None:
    """Print the effective configuration as YAML; secrets appear as ***.

    Files given as PATHS or with --config are merged in order, as for `run`.
    """
    loaded = load_or_exit([*paths, *configs], sets)
    yaml = YAML(typ="rt")
    yaml.default_flow_style = False
    out = io.StringIO()
    yaml.dump(effective(loaded.defined, loaded.service, defaults=defaults), out)
    click.echo(out.getvalue(), nl=False)
