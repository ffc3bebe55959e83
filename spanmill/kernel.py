"""Typed façade over the private extension module; the only importer of it."""

from __future__ import annotations

from spanmill import _kernel

Buffer = _kernel.Buffer
Plan = _kernel.Plan
SpanBatch = _kernel.SpanBatch
