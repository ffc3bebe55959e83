"""Exemplars of the `prometheus` exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_open_metrics,
)

from spanmill.testing import ManualClock, span
from tests.unit.exporters.prometheus_rig import DURATION, call, connector_of, exporter_of, observe

if TYPE_CHECKING:
    from exporters.prometheus.exporter import PrometheusExporter


def exemplars(exporter: PrometheusExporter) -> dict[tuple[str, str], tuple[str, float, float]]:
    """Return trace id, value and time of each exemplar by name and bound."""
    text = exporter.page("application/openmetrics-text")[0].decode()
    found = [each for family in parse_open_metrics(text) for each in family.samples]
    return {
        (each.name, each.labels["le"]): (
            each.exemplar.labels["trace_id"],
            each.exemplar.value,
            float(each.exemplar.timestamp or 0),
        )
        for each in found
        if each.exemplar
    }


def test_buckets_name_the_newest_trace_that_fell_into_them():
    """In OpenMetrics each bucket with observations has one exemplar, of a value within it."""
    clock = ManualClock()
    exporter = exporter_of(clock, enable_open_metrics=True, buckets=["1s", "2s"])
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, span(trace=1, duration_ms=500), span(trace=2, duration_ms=700))
    clock.advance(10)
    observe(fold, span(trace=3, duration_ms=1500), span(trace=4, duration_ms=9000))
    found = exemplars(exporter)
    name = f"{DURATION}_bucket"
    start = clock() - 10
    assert found == {
        (name, "1000.0"): (f"{2:032x}", 700.0, start),
        (name, "2000.0"): (f"{3:032x}", 1500.0, clock()),
        (name, "+Inf"): (f"{4:032x}", 9000.0, clock()),
    }
    assert "# {" not in exporter.page()[0].decode()


def test_cost_and_time_of_calls_have_exemplars():
    """What a model call cost, and how long it took, leads to its trace."""
    exporter = exporter_of(enable_open_metrics=True)
    fold = exporter.new_fold()
    exporter.expose([fold])
    first = {"gen_ai.response.time_to_first_chunk": 0.2}
    others = (call(0.0), {**call(0.5, **first), "traceId": f"{6:032x}"}, call(0.0))
    observe(fold, span(trace=8), {**call(0.02), "traceId": f"{7:032x}"}, *others)
    found = exemplars(exporter)
    assert found["genai_request_cost_usd_bucket", "0.5"][:2] == (f"{6:032x}", 0.5)
    assert found["genai_time_to_first_chunk_seconds_bucket", "0.25"][0] == f"{6:032x}"
    assert found["genai_request_cost_usd_bucket", "0.05"][:2] == (f"{7:032x}", 0.02)
    assert ("genai_request_duration_seconds_bucket", "2.0") in found


def test_exemplars_stay_with_their_series():
    """When series expire, the others keep their own traces."""
    clock = ManualClock()
    exporter = exporter_of(clock, enable_open_metrics=True, metric_expiration="60s")
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, span("old", trace=1))
    clock.advance(50)
    observe(fold, span("new", trace=2))
    clock.advance(50)
    assert {trace for trace, *_ in exemplars(exporter).values()} == {f"{2:032x}"}


def test_exemplars_of_folds_that_are_added_up_lie_in_the_shared_buckets():
    """Where histograms share only some bounds, an exemplar is in the bucket that it belongs to."""
    exporter = exporter_of(enable_open_metrics=True, buckets=["1s", "4s"])
    other = connector_of(
        exemplars={"enabled": True}, histogram={"explicit": {"buckets": ["1s", "2s", "4s"]}}
    )
    fold = exporter.new_fold()
    exporter.expose([fold, other])
    observe(fold, span(trace=1, duration_ms=500))
    observe(other, span(trace=2, duration_ms=3000))
    name = f"{DURATION}_bucket"
    found = {key: trace for key, (trace, *_) in exemplars(exporter).items()}
    assert found == {(name, "1000.0"): f"{1:032x}", (name, "4000.0"): f"{2:032x}"}


def test_connector_has_no_exemplars_unless_asked():
    """`exemplars.enabled` is off by default, as in the Collector."""
    exporter = exporter_of(enable_open_metrics=True)
    fold = connector_of()
    exporter.expose([fold])
    observe(fold, span())
    assert exemplars(exporter) == {}
