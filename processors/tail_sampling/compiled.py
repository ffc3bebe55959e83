"""From the policies of a configuration to rules that run on columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from processors.tail_sampling import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processors.tail_sampling.config import TailSamplingConfig
    from processors.tail_sampling.policies import LeafPolicy, PartPolicy, Policy

__all__ = ["Compiled", "compiled"]

STATUS = {"UNSET": 0, "OK": 1, "ERROR": 2}
TOO_LARGE = "trace_too_large"


@dataclass(frozen=True, slots=True)
class Compiled:
    """One policy of the list. `reason` is its type, for people."""

    name: str
    reason: str
    rule: rules.Rule
    drops: bool
    spends: bool = False
    """It has a budget, so it matters which traces it is asked about."""


def compiled(config: TailSamplingConfig) -> list[Compiled]:
    """Return the policies in order; a limit on the size of a trace is a policy that drops."""
    found = [one(policy) for policy in config.policies]
    if config.maximum_trace_size_bytes:
        rule = rules.LargerThan(config.maximum_trace_size_bytes)
        found.append(Compiled(TOO_LARGE, "maximum_trace_size_bytes", rule, drops=True))
    return found


def one(policy: Policy) -> Compiled:
    """Compile a policy of the list."""
    if policy.and_ is not None:
        rule: rules.Rule = together(policy.and_.and_sub_policy)
    elif policy.drop is not None:
        rule = together(policy.drop.drop_sub_policy)
    else:
        rule = part(policy)
    parts = policy.and_.and_sub_policy if policy.and_ is not None else (policy,)
    budget = any(spends(each) for each in parts)
    return Compiled(policy.name, policy.type, rule, policy.drop is not None, budget)


def together(policies: Sequence[PartPolicy]) -> rules.Rule:
    """Compile policies that must all match.

    Those with a budget come last, so that others spend none of it.
    """
    ordered = sorted(policies, key=spends)
    return rules.All([part(policy) for policy in ordered])


def spends(policy: PartPolicy) -> bool:
    """Say whether a policy, or the one whose opposite it is, has a budget."""
    inner = policy if policy.not_ is None else policy.not_.not_sub_policy
    return inner.rate_limiting is not None


def part(policy: PartPolicy) -> rules.Rule:
    """Compile a policy that stands alone, or the opposite of one."""
    return leaf(policy) if policy.not_ is None else rules.Not(leaf(policy.not_.not_sub_policy))


def leaf(policy: LeafPolicy) -> rules.Rule:
    """Compile a policy that stands alone."""
    if (status := policy.status_code) is not None:
        codes = [STATUS[code] for code in status.status_codes]
        return rules.any_status(codes, except_client_errors=status.except_client_errors)
    if (slow := policy.latency) is not None:
        return rules.Latency(slow.threshold_ms, slow.upper_threshold_ms)
    if (share := policy.probabilistic) is not None:
        return rules.Probabilistic(share.sampling_percentage, share.hash_salt)
    if (rate := policy.rate_limiting) is not None:
        return rules.RateLimiting(rate.spans_per_second, rate.burst_capacity)
    return by_attribute(policy)


def by_attribute(policy: LeafPolicy) -> rules.Rule:
    """Compile a policy that looks at an attribute; what is left then is `always_sample`."""
    if (text := policy.string_attribute) is not None:
        found = rules.any_string(text.key, text.values, regex=text.enabled_regex_matching)
        invert = text.invert_match
    elif (number := policy.numeric_attribute) is not None:
        found = rules.any_number(number.key, number.min_value, number.max_value)
        invert = number.invert_match
    elif (boolean := policy.boolean_attribute) is not None:
        found = rules.any_boolean(boolean.key, value=boolean.value)
        invert = boolean.invert_match
    else:
        return rules.Always()
    return rules.Not(found) if invert else found
