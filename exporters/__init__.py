"""Exporters: edges out. Each hands batches to a peer or to files; `prometheus` only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import exporters.debug
import exporters.file
import exporters.nop
import exporters.otlp
import exporters.otlp_http
import exporters.parquet
import exporters.prometheus

if TYPE_CHECKING:
    from spanmill.component import Factory

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (
    exporters.debug.FACTORY,
    exporters.file.FACTORY,
    exporters.nop.FACTORY,
    exporters.otlp.FACTORY,
    exporters.otlp_http.FACTORY,
    exporters.parquet.FACTORY,
    exporters.prometheus.FACTORY,
)
