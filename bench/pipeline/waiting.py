"""Traces that wait in tail sampling, as many and as long as a measurement wants."""

from __future__ import annotations

from contextlib import ExitStack

from pipeline import processes
from pipeline.points import SHIPPED, WARM_UP, Load, Round, Subject, generator_faults
from pipeline.processes import PORTS, get_json, until

__all__ = ["WAITING", "beside_waiting", "faults", "until_waiting"]

WAITING = (
    *SHIPPED,
    "processors.tail_sampling.decision_wait=24h",
    "processors.tail_sampling.decision_wait_after_root_received=0s",
    "processors.tail_sampling.num_traces=10000000",
)
"""The shipped pipelines with a wait that nothing outlives."""


def waiting() -> int:
    """Return how many spans are undecided."""
    return int(sum(get_json(PORTS["admin"], "/status")["waiting_spans"].values()))


def until_waiting(spans: int) -> None:
    """Wait until so many are."""
    until(lambda: waiting() >= spans, "the spans")


def faults(spans: int) -> str:
    """Say which counts do not match."""
    status = get_json(PORTS["admin"], "/status")
    account = status["accounts"]["parquet"]
    if waiting() != spans or account["live"] != spans or not account["balanced"]:
        return f"{waiting()} of {spans} spans in flight"
    return ""


def beside_waiting(subject: Subject, load: Load, traces: int, seconds: float) -> Round:
    """Measure a load while so many traces wait, and none of them is decided."""
    with ExitStack() as stack:
        process = subject.start(stack)
        spans = processes.send(load.protocol, (*load.options(), *WARM_UP))["spans"]
        if traces:
            count = -(-traces * load.trace_spans // load.spans)
            words = ("--requests", str(count), "--seconds", "600")
            spans += processes.send(load.protocol, (*load.options(), *words))["spans"]
        until_waiting(spans)
        before = process.use()
        sent = processes.send(load.protocol, (*load.options(), "--seconds", str(seconds)))
        spans += sent["spans"]
        until_waiting(spans)
        after = process.use()
        found = [*generator_faults(sent), *filter(None, [faults(spans)])]
        process.kill()
    return Round.between(before, after, sent, found)
