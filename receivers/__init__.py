"""Receivers: edges in. Each owns a protocol and hands requests to the intake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import receivers.otlp

if TYPE_CHECKING:
    from spanmill.component import Factory

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (receivers.otlp.FACTORY,)
