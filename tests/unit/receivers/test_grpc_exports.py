import pytest

from receivers.otlp.grpc_server import Exports
from spanmill.kernel import RequestQueue
from spanmill.telemetry import Registry
from spanmill.testing import settings


class AbortedError(Exception):
    """What the library raises when a call is aborted."""


class Call:
    """The library's view of one call."""

    def __init__(self, remaining) -> None:
        self.remaining = remaining
        self.code = None
        self.trailers = {}

    def time_remaining(self):
        """Seconds until the client gives up."""
        return self.remaining

    def is_active(self):
        """Whether the client waits."""
        return False

    def set_trailing_metadata(self, pairs):
        """Take the trailers."""
        self.trailers = dict(pairs)

    def abort(self, code, details):
        """End the call."""
        self.code = code.value[0]
        raise AbortedError(details)


def exports(queue, registry=None):
    """Return the service on a queue that nobody empties."""
    given = settings("otlp", registry=registry)
    return Exports(queue, 1 << 20, "otlp grpc", "", None, given)


def test_too_little_time_is_refused_early():
    """A request that could not be answered in time is refused, retryable, before it is queued."""
    queue, registry = RequestQueue(1 << 20), Registry()
    call = Call(0.049)
    with pytest.raises(AbortedError):
        exports(queue, registry).export(b"", call)
    assert call.code == 14
    assert b"RetryInfo" in call.trailers["grpc-status-details-bin"]
    assert queue.requests == 0
    labels = {"component": "otlp", "transport": "grpc", "reason": "unavailable"}
    assert registry.value("component_refused_requests", **labels) == 1


def test_fault_of_ours_is_retryable():
    """Whatever goes wrong before the commit, the client keeps its data."""
    call = Call(None)  # comparing it raises
    with pytest.raises(AbortedError):
        exports(RequestQueue(1 << 20)).export(b"", call)
    assert call.code == 14
    assert b"RetryInfo" in call.trailers["grpc-status-details-bin"]
