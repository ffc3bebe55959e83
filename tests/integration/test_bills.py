"""What Spanmill counts of applications under real instrumentations, beside their providers' bills.

Each application is a process of its own, with the provider that it calls. What an instrumentation
does not tell, nobody can bill: `LOST` has all that was found, and is wrong once it is told.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.integration.application import INSTRUMENTATIONS
from tests.integration.conftest import ROOT, Program
from tests.integration.providers.bill import Used

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]
SETTINGS = ("processors.tail_sampling.policies=[{name: all, type: always_sample}]",)
TOGETHER = ("openai-otel+openai-openinference", "anthropic-openinference+anthropic-otel")
"""Two at once, as in a framework that is instrumented above a client that is."""
AGENTS = tuple(f"agents-{each}+openai-{each}" for each in ("otel", "openllmetry", "openinference"))
"""The instrumentation of a framework, which does not tell everything, above that of its client."""
ALONE = tuple(each for each in INSTRUMENTATIONS if not each.startswith("agents"))
PICO = Decimal("1e-12")


def uncached(used):
    """Return a call without the tokens that a cache had or was given."""
    return replace(used, read=0, write=0, hour=0)


def for_minutes(used):
    """Return a call whose writes stay for as long as is usual."""
    return replace(used, write=used.write + used.hour, hour=0)


def one_more(used):
    """Return a call with the first count of a stream's output on top of the last."""
    return replace(used, output=used.output + 1)


LOST = {
    ("anthropic-otel", "an hour"): for_minutes,
    ("anthropic-openllmetry", "an hour"): for_minutes,
    ("anthropic-openllmetry", "stream"): one_more,
    ("anthropic-openllmetry", "cancelled"): lambda _: None,
    ("bedrock-otel", "nova"): uncached,
    ("bedrock-botocore", "claude"): uncached,
    ("bedrock-botocore", "nova"): uncached,
    ("bedrock-openllmetry", "claude"): uncached,
    ("bedrock-openllmetry", "nova"): uncached,
}
"""What is told of a call, by instrumentation and step, where that is not what was billed."""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Spanmill, for all applications."""
    program = Program(tmp_path_factory.mktemp("bills")).start(*SETTINGS)
    yield program
    program.stop()


def steps_of(program, names):
    """Run an application; return what each of its steps was billed."""
    command = [sys.executable, "-m", "tests.integration.application", names]
    done = subprocess.run(
        [*command, program.address("grpc")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    program.settled()
    return json.loads(done.stdout.splitlines()[-1])


def rows(program, *columns):
    """Return columns of all spans."""
    files = f"read_parquet('{program.parquet}/spans/v1/**/*.parquet')"
    return duckdb.sql(f"SELECT {', '.join(columns)} FROM {files}").fetchall()  # noqa: S608


def billed(names, step, told):
    """Return the dollars of the calls as the instrumentation tells them."""
    tells = LOST.get((names, step), lambda used: used)
    calls = [tells(Used(**each)) for each in told["calls"]]
    return sum((each.dollars for each in calls if each), Decimal(0))


def counted_by_trace(program):
    """Return what all spans of each trace count, to the pico-dollar."""
    sums = Counter()
    for trace, counted in rows(program, "trace_id", "cost_counted"):
        sums[trace] += Decimal(counted or 0).quantize(PICO)
    return sums


def marks(program, told):
    """Return traces and reasons of an application's calls that have a cost."""
    traces = {each["trace"] for each in told.values()}
    found = rows(program, "trace_id", "cost_reason", "cost_usd")
    return [row for row in found if row[0] in traces and row[2] is not None]


def on_page(program, service):
    """Return the dollars that Prometheus is told of a service."""
    families = text_string_to_metric_families(program.get("prometheus", "/metrics"))
    return sum(
        each.value
        for family in families
        for each in family.samples
        if each.name == "genai_cost_usd_total" and each.labels["service"] == service
    )


@pytest.mark.parametrize("names", [*ALONE, *TOGETHER, *AGENTS])
def test_total_is_the_bill(running, names):
    """Every step of an application costs what its provider billed, in Parquet and on the page."""
    told = steps_of(running, names)
    ours = counted_by_trace(running)
    expected = {step: billed(names, step, each) for step, each in told.items()}
    assert {step: ours[each["trace"]] for step, each in told.items()} == expected
    assert on_page(running, names) == pytest.approx(float(sum(expected.values())), rel=1e-12)
    if names in ALONE and names.startswith("anthropic"):
        broken_off = {told[step]["trace"] for step in ("cut", "cancelled")}
        seen = {(row[0] in broken_off, row[1]) for row in marks(running, told)}
        assert seen == {(True, "usage_incomplete"), (False, None)}
    assert told["retry"]["refused"] == 1
    assert len(told["agent"]["calls"]) > 2
    assert {each["refused"] for step, each in told.items() if step != "retry"} == {0}
