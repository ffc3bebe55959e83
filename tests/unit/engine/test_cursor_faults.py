from __future__ import annotations

from spanmill.testing import span
from tests.unit.engine.test_runtime import PLAIN


class RefusingCursor:
    """A cursor whose file cannot be written for a while."""

    def __init__(self, cursor):
        self._cursor = cursor
        self.faults = 0
        self.broken = True

    def __getattr__(self, name):
        return getattr(self._cursor, name)

    def advance(self, sequence, counters):
        if self.broken:
            self.faults += 1
            raise OSError(5, "no disk")
        self._cursor.advance(sequence, counters)


def test_a_cursor_that_cannot_be_written_forgets_no_count(house):
    """What was delivered while the cursor's file was refused is counted once it can be written."""
    house.start(PLAIN)
    (delivering,) = house.runtime._built.deliveries.values()
    cursor = delivering._cursor = RefusingCursor(delivering._cursor)
    for number in range(3):
        house.send(span("a", number=number + 1))
        house.until(lambda faults=number: cursor.faults > faults)
    assert house.runtime.snapshot().accounts["sink"].exported == 0
    cursor.broken = False
    house.send(span("a", number=4))
    house.until(lambda: house.runtime.snapshot().accounts["sink"].exported == 4)
    assert house.runtime.snapshot().accounts["sink"].balanced
