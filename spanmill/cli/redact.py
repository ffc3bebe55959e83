"""`spanmill redact`: what redaction makes of a file, before it meets real traffic.

Findings are described by kind and place; what was found is never printed, but by `--diff`.
"""

from __future__ import annotations

import codecs
import difflib
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import click

from spanmill.cli.options import config_options, load_or_exit, usage
from spanmill.component import Kind
from spanmill.components import redaction_policy
from spanmill.kernel import Plan, SpanBatch, transcode_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spanmill.component import Config
    from spanmill.config import Loaded
    from spanmill.kernel import RedactionDetail, RedactionPolicy

__all__ = ["command"]


@click.command()
@click.argument("file", type=click.File("rb"))
@config_options
@click.option("--processor", metavar="ID", help="Which redaction processor, of several.")
@click.option("--explain", is_flag=True, help="List every finding on standard error.")
@click.option("--diff", is_flag=True, help="Print what changes instead of the result.")
def command(
    file: BinaryIO,
    configs: tuple[str, ...],
    sets: tuple[str, ...],
    *,
    processor: str | None,
    explain: bool,
    diff: bool,
) -> None:
    """Redact FILE, or standard input for `-`: text, JSON, lines of JSON, or OTLP JSON.

    Uses the `redaction` processor of the configuration given with --config or --set, and else the
    defaults, with all attributes allowed.
    """
    policy = redaction_policy(_config(configs, sets, processor))
    name = getattr(file, "name", "-")
    try:
        data: bytes = file.read()
        parts = [_redacted(part, policy) for part in _parts(data)]
    except (OSError, ValueError) as error:
        click.echo(f"spanmill: {name}: {error}", err=True)
        sys.exit(1)
    unread = sum(each.kind == "unread" for part in parts for each in part.details)
    if unread:
        texts = (
            "1 text was not read and is" if unread == 1 else f"{unread} texts were not read and are"
        )
        click.echo(f"spanmill: {name}: {texts} replaced whole, see max_value_bytes", err=True)
    if explain:
        _explain(name, parts)
    if diff:
        _diff(name, parts)
    else:
        click.echo(b"".join(part.after for part in parts), nl=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a line of one, before and after."""

    line: int
    before: bytes
    after: bytes
    details: list[RedactionDetail]
    is_otlp: bool


def _config(
    configs: tuple[str, ...], sets: tuple[str, ...], processor: str | None
) -> Config | None:
    if not configs and not sets:
        return usage("--processor needs --config") if processor else None
    loaded: Loaded = load_or_exit(configs, sets)
    known = {
        name: component.config
        for (kind, name), component in loaded.defined.components.items()
        if kind is Kind.PROCESSOR and component.factory.name == "redaction"
    }
    if processor is None and len(known) == 1:
        return next(iter(known.values()))
    if processor not in known:
        names = ", ".join(sorted(known)) or "none"
        usage(f"--processor: expected one of the redaction processors of the file: {names}")
    return known[processor]


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Cut lines of JSON apart; everything else is read whole, because a key may take lines.

    Raises `ValueError` for what would pass unread: UTF-16, and what is compressed.
    """
    if b"\0" in data:
        message = "expected text in UTF-8, got bytes of 0, as in UTF-16 and in what is compressed"
        raise ValueError(message)
    lines = data.splitlines(keepends=True)
    filled = [line for line in lines if line.strip()]
    if len(filled) > 1 and all(map(_is_json, filled)):
        yield from enumerate(lines, 1)
    else:
        yield 1, data


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):  # too deep for OTLP, which is checked by the kernel
        return False
    return True


def _is_otlp(data: bytes) -> bool:
    if b'"resourceSpans"' not in data or not _is_json(data):
        return False
    value = json.loads(data)
    return isinstance(value, dict) and "resourceSpans" in value


def _redacted(part: tuple[int, bytes], policy: RedactionPolicy) -> Part:
    """Redact one part. Raises `ValueError` where OTLP in it cannot be accepted."""
    line, data = part
    if not _is_otlp(data):
        after, details = policy.text(data)
        return Part(line, data, after, details, is_otlp=False)
    try:
        body = transcode_json(data.removeprefix(codecs.BOM_UTF8))
        batch, (report,) = SpanBatch.parse([body], Plan())
    except ValueError as error:
        message = f"line {line}: {error}"
        raise ValueError(message) from error
    if report.num_rejected or report.refused:
        message = f"line {line}: {report.num_rejected} spans cannot be accepted: {report.reason}"
        raise ValueError(message)
    redacted, found = batch.redact(policy, explain=True)
    before, after = (bytes(each.to_otlp_json()) + b"\n" for each in (batch, redacted))
    return Part(line, before, after, found.details, is_otlp=True)


def _explain(name: str, parts: list[Part]) -> None:
    found = 0
    for part in parts:
        for each in part.details:
            rule = "-" if each.rule is None else str(each.rule)
            place = _place(part, each)
            click.echo(
                f"{name}:{place}: {each.kind}, rule {rule}, score {each.score / 100:.2f}", err=True
            )
            found += 1
    click.echo(f"{name}: {found} found", err=True)


def _place(part: Part, detail: RedactionDetail) -> str:
    """Return line and column of text; of OTLP the span's number, the place and bytes in it."""
    if part.is_otlp:
        row = "" if detail.row is None else f" span {detail.row}"
        key = f" {detail.key}" if detail.key else ""
        return f"{part.line}:{row} {detail.location}{key} {detail.start}-{detail.end}"
    before = part.before[: detail.start]
    line = part.line + before.count(b"\n")
    column = detail.start - (before.rfind(b"\n") + 1) + 1
    return f"{line}:{column}-{column + detail.end - detail.start}"


def _diff(name: str, parts: list[Part]) -> None:
    before, after = (
        [line for part in parts for line in _lines(getattr(part, side), pretty=part.is_otlp)]
        for side in ("before", "after")
    )
    for line in difflib.unified_diff(before, after, name, f"{name} redacted", n=1):
        click.echo(line if line.endswith("\n") else f"{line}\n", nl=False)


def _lines(data: bytes, *, pretty: bool) -> list[str]:
    text = data.decode(errors="replace")
    if pretty:
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    return text.splitlines(keepends=True)
