"""Configuration of the `nop` exporter."""

from __future__ import annotations

from spanmill.component import Config

__all__ = ["NopConfig"]


class NopConfig(Config):
    """Takes spans and does nothing with them; for measuring, and for pipelines that only count."""
