"""Typed façade over the private extension module; the only importer of it."""

from __future__ import annotations

from spanmill._kernel import (
    Buffer,
    Plan,
    RequestReport,
    SpanBatch,
    Upsert,
)

__all__ = [
    "Buffer",
    "Plan",
    "RequestReport",
    "SpanBatch",
    "Upsert",
]
