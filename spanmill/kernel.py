"""Typed façade over the private extension module; the only importer of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill._kernel import (
    ArrowParts,
    Buffer,
    Pattern,
    Plan,
    RequestReport,
    SpanBatch,
    Upsert,
)

if TYPE_CHECKING:
    from spanmill._kernel import ColumnKey, SpanColumn, Target, TextColumn

__all__ = [
    "ArrowParts",
    "Buffer",
    "Pattern",
    "Plan",
    "RequestReport",
    "SpanBatch",
    "Upsert",
]
