"""Buffers of the kernel as numpy arrays, without a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spanmill.kernel import Bufferable

__all__ = ["array", "bools", "trace_ids"]

T = TypeVar("T", bound=np.generic)


def array(buffer: Bufferable, dtype: type[T]) -> NDArray[T]:
    """Return the items of a buffer; read-only, as the kernel lends it."""
    held = buffer if isinstance(buffer, np.ndarray) else memoryview(buffer)
    return np.frombuffer(held, dtype)


def bools(buffer: Bufferable) -> NDArray[np.bool_]:
    """Return uint8 flags, 0 or 1, as booleans."""
    return array(buffer, np.bool_)


def trace_ids(buffer: Bufferable) -> NDArray[np.void]:
    """Return the ids of traces, 16 bytes a row."""
    return array(buffer, np.uint8).view("V16")
