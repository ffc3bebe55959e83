"""The state of tallies as bytes, exact to the last bit, for a restart."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spanmill.model.tally import Tally

__all__ = ["dump", "load"]

_LENGTHS = struct.Struct("<II")


def dump(tallies: Iterable[Tally]) -> bytes:
    """Return the state of all tallies."""
    parts: list[bytes] = []
    for tally in tallies:
        head, numbers = tally.dump()
        parts += [_LENGTHS.pack(len(head), len(numbers)), head.encode(), numbers]
    return b"".join(parts)


def load(tallies: Iterable[Tally], state: bytes) -> list[str]:
    """Take up what `dump` returned; return the names of tallies for which it held nothing of their shape.

    Raises:
        ValueError: where the bytes are damaged.
    """
    missing = {tally.name: tally for tally in tallies}
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
        found = [name for name, tally in missing.items() if tally.load(head, numbers)]
        for name in found:
            del missing[name]
    return sorted(missing)
