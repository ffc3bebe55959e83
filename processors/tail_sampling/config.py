"""Configuration of the `tail_sampling` processor. Policies are in `policies`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from processors.tail_sampling.policies import Policy
from spanmill.component import Config
from spanmill.config.values import Duration, Ignored, fault

__all__ = ["DecisionCacheConfig", "TailSamplingConfig"]

_LOG_HOLDS = "spans wait in the log and not in memory"


class DecisionCacheConfig(Config):
    """Memory of decisions, so that late spans follow their trace.

    Always on; 0 sizes it by itself.
    """

    sampled_cache_size: int = Field(default=0, ge=0)
    """Kept traces to remember. 0: ten times `num_traces` for both kinds together."""
    non_sampled_cache_size: int = Field(default=0, ge=0)
    """Dropped traces to remember. 0: see above."""


class TailSamplingConfig(Config):
    """Waits until a trace is complete, then keeps or drops it whole.

    A trace is kept when one policy says so and no `drop` policy fits. Spans wait in the log: a
    restart loses none, and spans that come late follow the decision of their trace.

    After a restart they follow the decisions that the log behind still has: its newest 64 MiB, or
    an eighth of `service.storage.max_bytes` where that is less, are kept for it. A dropped trace
    takes 28 bytes of them, a kept one what its spans take. Later spans are a new trace.
    """

    policies: tuple[Policy, ...] = Field(min_length=1)
    """Reasons to keep a trace, at least one. All are asked; the first that says yes is named on the
    trace.
    """
    decision_wait: Duration = 30.0
    """How long to wait from the first span of a trace, more than 0. Spans that come later follow
    the decision.
    """
    decision_wait_after_root_received: Duration = 0.0
    """Decide this long after the root span came, if that is earlier. 0: off."""
    num_traces: int = Field(default=50_000, ge=1, le=100_000_000)
    """Traces that may wait. Above it the oldest are decided at once on what is there; the Collector
    evicts them undecided.

    A waiting trace takes about 200 bytes of memory.
    """
    expected_new_traces_per_sec: Annotated[int, Ignored("tables grow by themselves")] = 0
    """No effect: tables grow by themselves."""
    decision_cache: DecisionCacheConfig = DecisionCacheConfig()
    """Memory of decisions."""
    sampling_strategy: Literal["trace-complete"] = "trace-complete"
    """When to decide; only `trace-complete` exists."""
    sample_on_first_match: bool = False
    """True asks policies with a budget, which are `rate_limiting` and `and` with it, only about
    traces that no policy before them keeps. Others answer alike whether asked or not.
    """
    block_on_overflow: Annotated[bool, Ignored(_LOG_HOLDS)] = False
    """No effect: spans wait in the log and not in memory."""
    maximum_trace_size_bytes: int = Field(default=0, ge=0)
    """Drop a trace whose spans take more bytes. 0: no limit."""
    drop_pending_traces_on_shutdown: Annotated[
        bool, Ignored("a stop decides what waits, and the log keeps the rest")
    ] = False
    """No effect: a stop decides what waits on what is there.

    What it has no time for is in the log.
    """
    num_shards: Annotated[int, Ignored("one thread decides")] = 1
    """No effect: one thread decides."""

    @model_validator(mode="after")
    def _waits_and_names(self) -> TailSamplingConfig:
        if not self.decision_wait:
            fault("out-of-range", "no time to wait", at="decision_wait", expected="more than 0s")
        seen: set[str] = set()
        for place, policy in enumerate(self.policies):
            if policy.name in seen:
                fault(
                    "bad-value",
                    f"two policies are named '{policy.name}'",
                    at=f"policies.{place}.name",
                    expected="names that differ",
                )
            seen.add(policy.name)
        return self
