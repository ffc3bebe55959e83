"""Prometheus that scrapes the shipped pipelines."""

from __future__ import annotations

import shutil
import signal
import subprocess

import pytest
from genai_prices import Usage, calc_price

from tests.integration.conftest import until
from tests.integration.gateway import (
    INPUT_TOKENS,
    MODEL,
    OUTPUT_TOKENS,
    Gateway,
    grpc_exporter,
    trace_id,
)

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120, func_only=True)]
CALLS = "traces_span_metrics_calls_total"
SPANS_A_REQUEST = 2
IN_MILLISECONDS = "traces_span_metrics_duration_milliseconds"


def send(program, service, good, failed):
    """Send requests of a service."""
    gateway = Gateway(grpc_exporter(program), service)
    for number in range(good + failed):
        gateway.request(failed=number < failed)
    gateway.sent()


def labelled(**labels):
    """Return the labels of one series."""
    return tuple(sorted(labels.items()))


def calls(**requests):
    """Return the spans that Prometheus should count by service."""
    return {
        labelled(service_name=name): number * SPANS_A_REQUEST for name, number in requests.items()
    }


def scraped(prometheus, expected):
    """Wait until Prometheus counts these spans by service."""

    def counted():
        return prometheus.query(f"sum by (service_name) ({CALLS})") == expected

    until(counted, f"{expected} in Prometheus")


@pytest.mark.parametrize("open_metrics", ["false", "true"])
def test_series_are_what_was_sent(program, prometheus, open_metrics):
    """Calls, tokens and cost by service are those of all spans, whether sampling kept them."""
    program.start(f"exporters.prometheus.enable_open_metrics={open_metrics}")
    prometheus.start(spans=program.address("prometheus"), program=program.address("admin"))
    send(program, "gateway", good=27, failed=3)
    send(program, "batch", good=20, failed=0)
    account = program.settled()["parquet"]
    assert account["dropped none"] + account["exported"] == account["accepted"] == 100
    assert 6 <= account["exported"] < 100
    scraped(prometheus, calls(gateway=30, batch=20))
    failures = prometheus.query(
        f'sum by (service_name) ({CALLS}{{status_code="STATUS_CODE_ERROR"}})'
    )
    assert failures == {labelled(service_name="gateway"): 3}
    assert prometheus.query("sum by (service, type) (genai_tokens_total)") == {
        labelled(service=name, type=kind): number * tokens
        for name, number in (("gateway", 30), ("batch", 20))
        for kind, tokens in (("input_uncached", INPUT_TOKENS), ("output", OUTPUT_TOKENS))
    }
    usage = Usage(input_tokens=INPUT_TOKENS, output_tokens=OUTPUT_TOKENS)
    price = float(calc_price(usage, MODEL, provider_id="openai").total_price)
    cost = prometheus.query("sum by (service, provider, model, source) (genai_cost_usd_total)")
    same = {"provider": "openai", "model": MODEL, "source": "computed"}
    assert cost == {
        labelled(service=name, **same): pytest.approx(number * price, rel=1e-12)
        for name, number in (("gateway", 30), ("batch", 20))
    }
    assert set(prometheus.query("up").values()) == {1.0}


def test_exemplars_lead_to_traces(program, prometheus):
    """With OpenMetrics, durations and cost name traces that were sent."""
    program.start("exporters.prometheus.enable_open_metrics=true")
    prometheus.start(spans=program.address("prometheus"))
    gateway = Gateway(grpc_exporter(program))
    gateway.request()
    traces = {trace_id(each) for each in gateway.sent()}
    for name in (IN_MILLISECONDS, "genai_request_cost_usd"):
        until(lambda: prometheus.exemplars(f"{name}_bucket"), "exemplars")  # noqa: B023 called at once
        assert prometheus.exemplars(f"{name}_bucket") == traces


def test_kill_resets_no_series(program, prometheus):
    """After `kill -9` and a new start the series go on where they were."""
    program.start()
    prometheus.start(spans=program.address("prometheus"))
    send(program, "gateway", good=10, failed=0)
    scraped(prometheus, calls(gateway=10))
    program.stop(signal.SIGKILL)
    program.start()
    send(program, "gateway", good=5, failed=0)
    scraped(prometheus, calls(gateway=15))
    assert set(prometheus.query(f"resets({CALLS}[5m])").values()) == {0.0}


def test_pages_please_promtool(program, prometheus):
    """Prometheus' own check of both pages finds nothing but the unit that the Collector chose."""
    promtool = shutil.which("promtool", path=prometheus.binary.parent)
    if promtool is None:
        pytest.skip("promtool is not beside prometheus")
    program.start()
    send(program, "gateway", good=1, failed=1)
    program.settled()
    for listener in ("prometheus", "admin"):
        page = program.get(listener, "/metrics")
        done = subprocess.run(
            [promtool, "check", "metrics"], input=page, capture_output=True, text=True, check=False
        )
        assert [line for line in done.stderr.splitlines() if IN_MILLISECONDS not in line] == []
