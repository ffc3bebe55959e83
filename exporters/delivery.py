"""How the engine drives an exporter, from the blocks that exporters share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.component import Batching, Delivery
from spanmill.config.network import LocalQueue, RetryOnFailure

if TYPE_CHECKING:
    from spanmill.config.network import SendingQueue

__all__ = ["delivery_of"]


def delivery_of(queue: SendingQueue, retry: RetryOnFailure | None = None) -> Delivery:
    """Return how the engine drives an exporter with these blocks of the configuration."""
    retry = retry or RetryOnFailure()
    network = queue.enabled and not isinstance(queue, LocalQueue)
    return Delivery(
        consumers=queue.num_consumers if network else 1,
        queue_size=queue.queue_size,
        queue_unit=queue.sizer,
        batching=batching_of(queue) if network else None,
        retry=retry.enabled,
        initial_interval_s=retry.initial_interval,
        multiplier=retry.multiplier,
        max_interval_s=retry.max_interval,
        max_elapsed_s=retry.max_elapsed_time,
    )


def batching_of(queue: SendingQueue) -> Batching | None:
    """Return how large requests are; None where the engine's own rule holds."""
    batch = queue.batch
    if batch is None:
        return None
    return Batching(batch.sizer, batch.min_size, batch.max_size, batch.flush_timeout)
