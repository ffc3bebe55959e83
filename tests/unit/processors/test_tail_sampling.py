from __future__ import annotations

import random

import numpy as np
import pytest
from pydantic import ValidationError

from processors.tail_sampling.config import TailSamplingConfig
from processors.tail_sampling.processor import TailSamplingProcessor
from spanmill.kernel import Log
from spanmill.model.arrays import array, bools
from spanmill.testing import ManualClock, batch_of, settings, span
from spanmill.testing.spans import plan_of

ERROR = {"name": "errors", "type": "status_code", "status_code": {"status_codes": ["ERROR"]}}


class Bench:
    """A holder on a real log, without an engine."""

    def __init__(self, directory, *policies, **options):
        self.clock = ManualClock()
        config = TailSamplingConfig.model_validate(
            {"policies": policies, "decision_wait": "10s", **options}
        )
        self.holder = TailSamplingProcessor(config, settings("tail_sampling", clock=self.clock))
        self.log = Log(str(directory), 1 << 20, 1 << 24, "process")

    def observe(self, *made, resource=None):
        """Commit spans and let the holder see them."""
        batch = batch_of(made, self.holder.reads, resource=resource)
        return self.holder.observe(batch, self.log.append(batch, b""))

    def decide(self, seconds=11.0):
        """Wait and return {trace: policy} of the kept traces, with all decisions."""
        self.clock.advance(seconds)
        return rows(self.holder.decide(self.clock()))


def rows(decisions):
    """Return the decisions as {trace: (keep, policy, weight)}."""
    ids = array(decisions.trace_ids, np.uint8).reshape(-1, 16)
    found = zip(
        ids,
        bools(decisions.keep).tolist(),
        array(decisions.policy, np.int32).tolist(),
        array(decisions.weight, np.float64).tolist(),
        strict=True,
    )
    return {
        int.from_bytes(bytes(each)): (keep, decisions.policies[policy], weight)
        for each, keep, policy, weight in found
    }


def kept(found):
    """Return the kept traces, sorted."""
    return sorted(trace for trace, (keep, _, _) in found.items() if keep)


@pytest.mark.parametrize(
    ("policy", "traces"),
    [
        ({"type": "always_sample"}, [1, 2, 3]),
        ({"type": "status_code", "status_code": {"status_codes": ["ERROR"]}}, [2]),
        ({"type": "status_code", "status_code": {"status_codes": ["OK", "UNSET"]}}, [1, 3]),
        ({"type": "latency", "latency": {"threshold_ms": 500}}, [3]),
        ({"type": "latency", "latency": {"threshold_ms": 1, "upper_threshold_ms": 500}}, [2]),
        ({"type": "string_attribute", "string_attribute": {"key": "m", "values": ["a"]}}, [1]),
        (
            {
                "type": "string_attribute",
                "string_attribute": {"key": "m", "values": ["^b"], "enabled_regex_matching": True},
            },
            [2],
        ),
        (
            {
                "type": "string_attribute",
                "string_attribute": {"key": "service.name", "values": ["gateway"]},
            },
            [1, 2, 3],
        ),
        (
            {
                "type": "numeric_attribute",
                "numeric_attribute": {"key": "n", "min_value": 2, "max_value": 9},
            },
            [2],
        ),
        ({"type": "numeric_attribute", "numeric_attribute": {"key": "usd", "min_value": 0.5}}, [3]),
        ({"type": "boolean_attribute", "boolean_attribute": {"key": "ok", "value": True}}, [3]),
        (
            {
                "type": "boolean_attribute",
                "boolean_attribute": {"key": "ok", "value": True, "invert_match": True},
            },
            [1, 2],
        ),
        (
            {
                "type": "and",
                "and": {
                    "and_sub_policy": [
                        {"type": "latency", "latency": {"threshold_ms": 1}},
                        {
                            "type": "boolean_attribute",
                            "boolean_attribute": {"key": "ok", "value": True},
                        },
                    ]
                },
            },
            [3],
        ),
        (
            {
                "type": "not",
                "not": {"not_sub_policy": {k: v for k, v in ERROR.items() if k != "name"}},
            },
            [1, 3],
        ),
        (
            {
                "type": "and",
                "and": {
                    "and_sub_policy": [
                        {"type": "latency", "latency": {"threshold_ms": 1}},
                        {"type": "not", "not": {"not_sub_policy": ERROR}},
                    ]
                },
            },
            [3],
        ),
    ],
)
def test_policy_keeps_its_traces(tmp_path, policy, traces):
    """Each policy keeps the traces that it describes and no others."""
    bench = Bench(tmp_path, {"name": "p", **policy})
    bench.observe(
        span(trace=1, number=1, duration_ms=1, status=1, attrs={"m": "a", "n": 1}),
        span(trace=2, number=2, duration_ms=100, status=2, attrs={"m": "bb", "n": 5}),
        span(trace=3, number=3, duration_ms=900, attrs={"ok": True, "n": 10, "usd": 0.75}),
    )
    assert kept(bench.decide()) == traces


def test_drop_takes_the_opposite_of_a_policy(tmp_path):
    """`not` stands inside `drop` as well: what is no error goes."""
    inner = [{"type": "not", "not": {"not_sub_policy": ERROR}}]
    drop = {"name": "fine", "type": "drop", "drop": {"drop_sub_policy": inner}}
    bench = Bench(tmp_path, drop, {"name": "all", "type": "always_sample"})
    bench.observe(span(trace=1, number=1), span(trace=2, number=2, status=2))
    assert kept(bench.decide()) == [2]


@pytest.mark.parametrize(
    ("kind", "block"),
    [("and", {"and_sub_policy": [ERROR]}), ("drop", {"drop_sub_policy": [ERROR]})],
)
def test_not_is_the_only_policy_with_parts_inside_others(kind, block):
    """`and` and `drop` are no parts of one another, as in the Collector."""
    policy = {"name": "p", "type": "and", "and": {"and_sub_policy": [{"type": kind, kind: block}]}}
    with pytest.raises(ValidationError, match="unknown type of policy"):
        TailSamplingConfig.model_validate({"policies": [policy]})


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("string_attribute", {"key": "m", "values": ["a"]}),
        ("numeric_attribute", {"key": "n", "min_value": 2, "max_value": 9}),
        ("boolean_attribute", {"key": "ok", "value": True}),
    ],
)
def test_inverted_policy_keeps_traces_where_no_span_matches(tmp_path, kind, block):
    """One span that matches is enough, however many others of its trace do not."""
    bench = Bench(tmp_path, {"name": "p", "type": kind, kind: {**block, "invert_match": True}})
    bench.observe(
        span(trace=1, number=1, attrs={"m": "a", "n": 5, "ok": True}),
        span(trace=1, number=2, attrs={"m": "z", "n": 99, "ok": False}),
        span(trace=2, number=3),
    )
    assert kept(bench.decide()) == [2]


def test_any_number_of_policies_look_at_attributes(tmp_path):
    """Each of 100 policies keeps its own traces, also where several spans show several things."""
    policies = [
        {
            "name": f"tenant-{number}",
            "type": "string_attribute",
            "string_attribute": {"key": "tenant", "values": [str(number)]},
        }
        for number in range(100)
    ]
    bench = Bench(tmp_path, *policies)
    bench.observe(*(span(trace=n + 1, number=n + 1, attrs={"tenant": str(n)}) for n in range(101)))
    bench.observe(span(trace=99, number=200, attrs={"tenant": "none"}))
    bench.observe(span(trace=98, number=201, attrs={"tenant": "70"}))
    found = bench.decide()
    assert kept(found) == list(range(1, 101))
    assert [found[trace][1] for trace in (1, 64, 65, 98, 99, 100)] == [
        f"tenant-{number}" for number in (0, 63, 64, 70, 98, 99)
    ]


def test_drop_beats_every_other_policy(tmp_path):
    """A trace that a `drop` policy fits is dropped, whatever stands before or behind it."""
    health = {"type": "string_attribute", "string_attribute": {"key": "r", "values": ["/healthz"]}}
    bench = Bench(
        tmp_path,
        {"name": "all", "type": "always_sample"},
        {"name": "health", "type": "drop", "drop": {"drop_sub_policy": [health]}},
        ERROR,
    )
    bench.observe(
        span(trace=1, number=1, status=2, attrs={"r": "/healthz"}), span(trace=2, number=2)
    )
    found = bench.decide()
    assert found == {1: (False, "health", 1.0), 2: (True, "all", 1.0)}


def test_client_errors_alone_do_not_keep(tmp_path):
    """An ERROR that is only a 4xx answer of a SERVER span does not count.

    Any other error of the trace does.
    """
    policy = {**ERROR, "status_code": {"status_codes": ["ERROR"], "except_client_errors": True}}
    bench = Bench(tmp_path, policy)
    code = "http.response.status_code"
    bench.observe(
        span(trace=1, number=1, kind=2, status=2, attrs={code: 404}),
        span(trace=2, number=2, kind=2, status=2, attrs={code: 404}),
        span(trace=2, number=3, kind=3, status=2, attrs={code: 404}),
        span(trace=3, number=4, kind=2, status=2, attrs={code: 500}),
        span(trace=4, number=5, kind=2, status=2, attrs={"http.status_code": 429}),
        span(trace=5, number=6, kind=2, status=2),
    )
    assert kept(bench.decide()) == [2, 3, 5]


def test_share_is_the_same_everywhere_and_weighs_what_it_stands_for(tmp_path):
    """A share of traces is chosen by id alone, near its size.

    And a certain policy makes the weight 1.
    """
    share = {"name": "share", "type": "probabilistic", "probabilistic": {"sampling_percentage": 25}}
    rng = random.Random(1)
    ids = [rng.getrandbits(128) for _ in range(2000)]
    found = []
    for place in ("a", "b"):
        bench = Bench(tmp_path / place, share, ERROR)
        bench.observe(
            *(span(trace=t, number=n, status=0 if n % 10 else 2) for n, t in enumerate(ids, 1))
        )
        found.append(bench.decide(30))
    assert found[0] == found[1]
    errors = set(ids[9::10])
    plain = {t: row for t, row in found[0].items() if t not in errors}
    chosen = [row for row in plain.values() if row[0]]
    assert abs(len(chosen) / len(plain) - 0.25) < 0.03
    assert set(chosen) == {(True, "share", 4.0)}
    assert {row[2] for t, row in found[0].items() if t in errors} == {1.0}


@pytest.mark.parametrize(("salt", "hashed"), [("", b"default-hash-seed"), ("tier-2", b"tier-2")])
def test_share_keeps_the_traces_that_a_collector_keeps(tmp_path, salt, hashed):
    """The hash of an id begins with the salt, without one with the Collector's."""
    block = {"sampling_percentage": 25, "hash_salt": salt}
    bench = Bench(tmp_path, {"name": "share", "type": "probabilistic", "probabilistic": block})
    bench.observe(*(span(trace=number << 60, number=number) for number in range(1, 65)))
    wanted = []
    for number in range(1, 65):
        value = 0xCBF29CE484222325
        for byte in hashed + (number << 60).to_bytes(16):
            value = (value ^ byte) * 0x100000001B3 % 2**64
        if value <= 2**62:
            wanted.append(number << 60)
    assert kept(bench.decide()) == wanted


def test_rate_limit_keeps_until_the_bucket_is_empty(tmp_path):
    """A bucket of spans is spent trace by trace and fills again with time."""
    limit = {
        "name": "rate",
        "type": "rate_limiting",
        "rate_limiting": {"spans_per_second": 2, "burst_capacity": 4},
    }
    bench = Bench(tmp_path, limit)
    bench.observe(*(span(trace=t, number=n + 10 * t) for t in range(1, 4) for n in range(2)))
    assert len(kept(bench.decide())) == 2
    bench.observe(*(span(trace=t, number=t) for t in range(10, 20)))
    assert len(kept(bench.decide(11))) == 4


@pytest.mark.parametrize(("first_match", "expected"), [(False, [1, 2]), (True, [1, 2, 3, 4])])
@pytest.mark.parametrize("combined", [False, True])
def test_the_first_match_spares_the_budgets_behind_it(tmp_path, first_match, expected, combined):
    """What an earlier policy keeps takes nothing from a later budget, where the file says so."""
    limit = {"type": "rate_limiting", "rate_limiting": {"spans_per_second": 1}}
    if combined:
        limit = {"type": "and", "and": {"and_sub_policy": [{"type": "always_sample"}, limit]}}
    bench = Bench(tmp_path, ERROR, {"name": "limit", **limit}, sample_on_first_match=first_match)
    bench.observe(*(span(trace=trace, status=2 if trace < 3 else 0) for trace in range(1, 7)))
    found = bench.decide()
    assert kept(found) == expected
    assert {found[trace][1] for trace in (1, 2)} == {"errors"}


def test_root_shortens_the_wait(tmp_path):
    """A trace whose root is there is decided after the shorter wait, another after the longer."""
    bench = Bench(tmp_path, ERROR, decision_wait_after_root_received="2s")
    bench.observe(span(trace=1, number=1), span(trace=2, number=2, parent=9))
    assert set(bench.decide(3)) == {1}
    assert set(bench.decide(8)) == {2}


def test_more_traces_than_allowed_are_decided_early(tmp_path):
    """Above `num_traces` the oldest are decided on what is there, not dropped undecided."""
    bench = Bench(tmp_path, ERROR, num_traces=2)
    for trace in range(1, 5):
        bench.observe(span(trace=trace, number=trace, status=2))
        bench.clock.advance(0.1)
    assert bench.holder.next_decision() <= bench.clock()
    assert kept(bench.decide(0)) == [1, 2]


def test_late_spans_follow_the_decision(tmp_path):
    """Spans of a decided trace come back with its decision."""
    bench = Bench(tmp_path, ERROR)
    bench.observe(span(trace=1, number=1, status=2), span(trace=2, number=2))
    bench.decide()
    late = bench.observe(*(span(trace=t, number=10 + t) for t in (1, 2, 8)))
    assert rows(late) == {1: (True, "errors", 1.0), 2: (False, "none", 1.0)}
    assert bench.holder.waiting_spans() == 1


def test_large_traces_can_be_dropped(tmp_path):
    """`maximum_trace_size_bytes` drops a trace whose spans take more."""
    bench = Bench(tmp_path, {"name": "all", "type": "always_sample"}, maximum_trace_size_bytes=500)
    bench.observe(span(trace=1, number=1, attrs={"t": "x" * 600}), span(trace=2, number=2))
    assert bench.decide() == {1: (False, "trace_too_large", 1.0), 2: (True, "all", 1.0)}


def test_reads_cover_what_policies_look_at(tmp_path):
    """Every column that a policy reads is declared."""
    bench = Bench(
        tmp_path,
        {
            "name": "n",
            "type": "numeric_attribute",
            "numeric_attribute": {"key": "n", "min_value": 1},
        },
    )
    assert bench.holder.reads.span == {"n"}
    assert plan_of(bench.holder.reads)
