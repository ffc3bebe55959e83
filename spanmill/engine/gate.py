"""Lets every call through while a peer is well, and one at a time while it is not."""

from __future__ import annotations

import random
from threading import Condition, get_ident
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

    from spanmill.component import Delivery
    from spanmill.errors import RetryLater

__all__ = ["Gate", "delay"]


class Gate:
    """Shared by the consumers of one exporter. While closed, one thread is the prober.

    It keeps that role as it waits.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._open = True
        self._prober: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the last call was answered."""
        return self._open

    def enter(self, stop: Event) -> bool:
        """Wait for the turn to call the peer. False when `stop` is set first."""
        me = get_ident()
        with self._changed:
            while not self._open and self._prober not in (None, me):
                if stop.is_set():
                    return False
                self._changed.wait(0.5)
            if not self._open:
                self._prober = me
        return not stop.is_set()

    def pause(self, seconds: float, stop: Event) -> bool:
        """Note that the peer did not answer. The prober waits out `seconds`.

        False when `stop` is set first.
        """
        me = get_ident()
        with self._changed:
            self._open = False
            if self._prober is None:
                self._prober = me
            wait = self._prober == me
        return not (stop.wait(seconds) if wait else stop.is_set())

    def leave(self) -> None:
        """Note that the peer answered, whatever it said: the gate opens to all."""
        with self._changed:
            self._open = True
            self._prober = None
            self._changed.notify_all()

    def interrupt(self) -> None:
        """Wake whoever waits."""
        with self._changed:
            self._changed.notify_all()


def delay(options: Delivery, failures: int, error: RetryLater) -> float:
    """Return the seconds until a call that failed so often is tried again: full jitter.

    A peer that names a delay gets it, another is probed at least once a second.
    """
    ceiling = options.initial_interval_s * options.multiplier ** min(failures - 1, 32)
    jittered = random.uniform(0.0, min(ceiling, options.max_interval_s))  # noqa: S311 spreads load, hides nothing
    if error.after_s is not None:
        return min(max(error.after_s, jittered if error.after_s <= 0 else 0.0), 300.0)
    return min(jittered, 1.0)
