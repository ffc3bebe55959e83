"""Names of metrics and labels, made of any text as the Collector makes them."""

from __future__ import annotations

import re

__all__ = ["label_name", "metric_name"]

_NOT_IN_NAMES = re.compile(r"[^a-zA-Z0-9_]")


def metric_name(text: str) -> str:
    """Return `text` with everything that a name cannot hold replaced by an underscore."""
    return _NOT_IN_NAMES.sub("_", text)


def label_name(text: str) -> str:
    """Return `text` as the name of a label; a digit in front gets the Collector's `key_`."""
    name = metric_name(text)
    return f"key_{name}" if name[:1].isdigit() else name
