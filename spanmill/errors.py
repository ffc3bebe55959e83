"""The three families of errors that cross a component boundary.

```
SpanmillError
├── ConfigError     a fault in what the user wrote; located, all faults at once
├── RetryLater      the peer or the disk cannot take it now; the engine waits and tries again
├── Rejected        the peer will never take it; the engine bisects down to the span and counts it
└── UndeclaredRead  a component read an attribute that its `reads` does not name
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.config.diagnostic import Diagnostic

__all__ = ["ConfigError", "Rejected", "RetryLater", "SpanmillError", "UndeclaredRead"]


class SpanmillError(Exception):
    """Root of every error that Spanmill raises on purpose."""


class ConfigError(SpanmillError):
    """The configuration cannot run. Carries every fault that was found, in file order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(str(each) for each in diagnostics))
        self.diagnostics = tuple(diagnostics)


class RetryLater(SpanmillError):
    """Not now. `after_s` is the delay that the peer asked for, or None where it named none."""

    def __init__(self, reason: str, *, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after_s = after_s


class Rejected(SpanmillError):
    """Never. The data itself is refused; sending it again cannot help.

    `num_spans` None: the whole batch, so the engine cuts it in halves to find what the peer minds.
    A number: the peer took the rest, and says that it dropped so many. `whole`: what the peer minds
    is no span, such as a path that it does not know, so parts would fare alike.
    """

    def __init__(self, reason: str, *, num_spans: int | None = None, whole: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.num_spans = num_spans
        self.whole = whole


class UndeclaredRead(SpanmillError, KeyError):
    """A column was read that no component declared, so the walk did not fill it."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column

    def __str__(self) -> str:
        return f"column {self.column!r} was read but is not in this component's `reads`"
