"""The command line. Data goes to standard output, everything else to standard error.

Exit codes: 0 done, 1 failed, 2 wrong usage, 78 a configuration that cannot run. Each command is a
module of its own that is imported when it is called, so that `spanmill --help` and `spanmill
validate` stay fast.
"""

from __future__ import annotations

from importlib import import_module

import click

__all__ = ["main"]

_COMMANDS = {
    "components": "List components, or show the fields of one.",
    "config": "Print the effective configuration, secrets masked.",
    "demo": "Run it on made-up gateway traffic and show what came of it.",
    "docs": "Write the reference pages of all components.",
    "price": "Show what a model call costs and why.",
    "redact": "Show what redaction makes of a file.",
    "run": "Run the pipelines of a configuration.",
    "schema": "Print the JSON Schema of the configuration file.",
    "send": "Send spans, for trying out and for load.",
    "validate": "Check configurations, and explain what would run.",
    "version": "Print the version.",
}
_HIDDEN = frozenset({"docs"})


class _LazyGroup(click.Group):
    """A group whose commands are modules that are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names that `--help` shows."""
        del ctx
        return sorted(set(_COMMANDS) - _HIDDEN)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"spanmill.cli.{cmd_name}"), "command", None)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the names that are near."""
        if args and args[0] not in _COMMANDS:
            from spanmill.config.diagnostic import closest  # noqa: PLC0415  # only for a wrong name

            hint = closest(args[0], _COMMANDS)
            ctx.fail(f"No such command '{args[0]}'. {hint}".rstrip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        rows = [(name, _COMMANDS[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Spanmill: a pipeline processor for LLM gateways."""
