"""Configuration of the `debug` exporter."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from spanmill.component import Config
from spanmill.config.network import LocalQueue
from spanmill.config.values import Ignored

__all__ = ["DebugConfig"]


class DebugConfig(Config):
    """Prints what passes on standard error.

    Not for production: `detailed` prints everything that spans hold.
    """

    verbosity: Literal["basic", "normal", "detailed"] = "basic"
    """`basic` a line a batch, `normal` a line a span, `detailed` all of it."""
    sampling_initial: int = Field(default=2, ge=0)
    """Batches to print in each second before sampling begins."""
    sampling_thereafter: int = Field(default=1, ge=1)
    """Then print every n-th batch of that second. 1: all."""
    use_internal_logger: Annotated[bool, Ignored("lines go to standard error")] = True
    """No effect: lines go to standard error."""
    sending_queue: LocalQueue = LocalQueue()
    """How much may wait for it."""
