"""Connectors: exporter of one pipeline, receiver of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import connectors.forward
import connectors.span_metrics

if TYPE_CHECKING:
    from spanmill.component import Factory

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (connectors.forward.FACTORY, connectors.span_metrics.FACTORY)
