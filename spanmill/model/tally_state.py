"""The state of tables as bytes, exact to the last bit, for a restart."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spanmill.model.tally import Table

__all__ = ["dump", "load"]

_LENGTHS = struct.Struct("<II")


def dump(tables: Iterable[Table]) -> bytes:
    """Return the state of all tables."""
    parts: list[bytes] = []
    for table in tables:
        head, numbers = table.dump()
        parts += [_LENGTHS.pack(len(head), len(numbers)), head.encode(), numbers]
    return b"".join(parts)


def load(tables: Iterable[Table], state: bytes) -> list[str]:
    """Take up what `dump` returned; return the metrics that it held nothing of, in their shape.

    Raises:
        ValueError: where the bytes are damaged.
    """
    missing = list(tables)
    at = 0
    while at < len(state):
        try:
            head_size, numbers_size = _LENGTHS.unpack_from(state, at)
        except struct.error as error:
            raise ValueError("the state is cut short") from error
        at += _LENGTHS.size
        head = state[at : at + head_size].decode()
        numbers = state[at + head_size : at + head_size + numbers_size]
        at += head_size + numbers_size
        missing = [table for table in missing if not table.load(head, numbers)]
    return [measure.name for table in missing for measure in table.measures]
