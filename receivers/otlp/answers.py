"""What a verdict is on the wire, and the refusals that receivers make by themselves.

Source: OTLP 1.11, "OTLP/gRPC Response" and "OTLP/HTTP Response".
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from spanmill.kernel import Verdict

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Authenticator, Metrics

__all__ = [
    "CLOSING",
    "INTERNAL_FAULT",
    "INVALID_ARGUMENT",
    "LATE",
    "NOT_FOUND",
    "QUEUE_FULL",
    "RESOURCE_EXHAUSTED",
    "UNAUTHENTICATED",
    "UNIMPLEMENTED",
    "caller_refusal",
    "count_refusal",
    "http_status",
    "retry_after_header",
]

OK, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND = 0, 3, 4, 5
RESOURCE_EXHAUSTED, UNIMPLEMENTED, UNAVAILABLE = 8, 12, 14
UNAUTHENTICATED_CODE = 16

RETRY_AFTER_S = 1.0

HTTP_STATUS = {
    OK: 200,
    1: 503,
    INVALID_ARGUMENT: 400,
    DEADLINE_EXCEEDED: 503,
    NOT_FOUND: 404,
    7: 403,
    10: 503,
    11: 503,
    UNIMPLEMENTED: 404,
    UNAVAILABLE: 503,
    15: 503,
    UNAUTHENTICATED_CODE: 401,
}
"""Code of gRPC to status of HTTP; that of RESOURCE_EXHAUSTED depends on the delay."""

INTERNAL_FAULT = Verdict(UNAVAILABLE, "internal fault, send again later", 0, RETRY_AFTER_S)
"""A bug of ours before the commit. Never UNKNOWN or 500: the client must keep the data."""
CLOSING = Verdict(UNAVAILABLE, "the listener is closing", 0, RETRY_AFTER_S)
QUEUE_FULL = Verdict(UNAVAILABLE, "the request queue is full", 0, RETRY_AFTER_S)
LATE = Verdict(UNAVAILABLE, "too little time left before the deadline", 0, RETRY_AFTER_S)
UNAUTHENTICATED = Verdict(UNAUTHENTICATED_CODE, "missing or wrong credentials")

REASONS = {
    INVALID_ARGUMENT: "malformed",
    DEADLINE_EXCEEDED: "slow",
    NOT_FOUND: "unknown_path",
    RESOURCE_EXHAUSTED: "too_large",
    UNIMPLEMENTED: "unsupported",
    UNAVAILABLE: "unavailable",
    UNAUTHENTICATED_CODE: "unauthenticated",
}


def http_status(verdict: Verdict) -> int:
    """Return the status that tells an HTTP client what the code tells one of gRPC."""
    if verdict.code == RESOURCE_EXHAUSTED:
        return 413 if verdict.retry_after_s is None else 429
    return HTTP_STATUS.get(verdict.code, 500)


def retry_after_header(verdict: Verdict) -> bytes:
    """Return whole seconds for `Retry-After`, at least one."""
    delay = RETRY_AFTER_S if verdict.retry_after_s is None else verdict.retry_after_s
    return str(max(1, math.ceil(delay))).encode()


def count_refusal(metrics: Metrics, transport: str, code: int, number: int = 1) -> None:
    """Count requests that never reached a group; those that did are counted by the engine."""
    reason = REASONS.get(code, "other")
    metrics.count("refused_requests", number, transport=transport, reason=reason)


def caller_refusal(
    authenticator: Authenticator, value: str, logger: FilteringBoundLogger
) -> Verdict | None:
    """Return the refusal of a caller whose header has this value; None for one who may send."""
    try:
        good = authenticator.check(value)
    except Exception as error:
        logger.exception("authenticator failed", error=type(error).__name__)
        return INTERNAL_FAULT
    return None if good else UNAUTHENTICATED
