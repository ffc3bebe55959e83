"""`spanmill docs`: write the reference pages, or check that they are what the code says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from spanmill.components import catalogue
from spanmill.config.reference import pages

__all__ = ["command"]


@click.command()
@click.argument("folder", default="docs", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail when a page differs.")
def command(folder: Path, *, check: bool) -> None:
    """Write the reference pages of all components under FOLDER."""
    wanted = pages(catalogue())
    existing = {
        str(path.relative_to(folder))
        for path in (folder / "components").rglob("*.md")
        if path.is_file()
    }
    stale = sorted(
        {name for name, text in wanted.items() if not _same(folder / name, text)}
        | (existing - set(wanted))
    )
    if check:
        for name in stale:
            click.echo(f"{folder / name}: differs from the code; run `make docs`", err=True)
        sys.exit(1 if stale else 0)
    for name in stale:
        path = folder / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8")


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
