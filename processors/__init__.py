"""Processors: one batch in, zero or more out; and the holder, which waits with traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import processors.attributes
import processors.batch
import processors.filter
import processors.memory_limiter
import processors.redaction
import processors.resource
import processors.tail_sampling
import processors.token_cost

if TYPE_CHECKING:
    from spanmill.component import Factory

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (
    processors.attributes.FACTORY,
    processors.batch.FACTORY,
    processors.filter.FACTORY,
    processors.memory_limiter.FACTORY,
    processors.redaction.FACTORY,
    processors.resource.FACTORY,
    processors.tail_sampling.FACTORY,
    processors.token_cost.FACTORY,
)
