"""Doubles and builders for tests of components, ours and other people's.

A clock, spans, a sink, settings.
"""

from __future__ import annotations

from spanmill.testing.clock import ManualClock
from spanmill.testing.settings import settings
from spanmill.testing.sink import CollectingSink
from spanmill.testing.spans import batch_of, request, span

__all__ = ["CollectingSink", "ManualClock", "batch_of", "request", "settings", "span"]
