"""Typed façade over the private extension module; the only importer of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill._kernel import (
    ArrowParts,
    Buffer,
    Certificates,
    Completions,
    CostReport,
    Cursor,
    DueTraces,
    Group,
    LateSpans,
    Listener,
    ListenerOptions,
    Log,
    LogRead,
    Pattern,
    Placed,
    Plan,
    Pricer,
    RedactionDetail,
    RedactionPolicy,
    RedactionReport,
    RequestQueue,
    RequestReport,
    Runs,
    Source,
    SpanBatch,
    Ticket,
    TraceTable,
    Upsert,
    Verdict,
    append_kept,
    read_runs,
    stored_decisions,
    transcode_json,
)

__all__ = [
    "ArrowParts",
    "Buffer",
    "Certificates",
    "Completions",
    "CostReport",
    "Cursor",
    "DueTraces",
    "Group",
    "LateSpans",
    "Listener",
    "ListenerOptions",
    "Log",
    "LogRead",
    "Pattern",
    "Placed",
    "Plan",
    "Pricer",
    "RedactionDetail",
    "RedactionPolicy",
    "RedactionReport",
    "RequestQueue",
    "RequestReport",
    "Runs",
    "Source",
    "SpanBatch",
    "Ticket",
    "TraceTable",
    "Upsert",
    "Verdict",
    "append_kept",
    "read_runs",
    "stored_decisions",
    "transcode_json",
]

if TYPE_CHECKING:
    from spanmill._kernel import (  # noqa: TC004 the stub's names, which the binary lacks
        Bufferable,
        ColumnKey,
        SpanColumn,
        Target,
        TextColumn,
    )

    __all__ += ["Bufferable", "ColumnKey", "SpanColumn", "Target", "TextColumn"]
