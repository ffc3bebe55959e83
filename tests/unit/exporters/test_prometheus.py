"""The `prometheus` exporter and the `span_metrics` connector behind it."""

from __future__ import annotations

import math

import pytest

from exporters import prometheus
from exporters.prometheus.config import PrometheusConfig
from spanmill.component import Fold, FoldExporter
from spanmill.testing import ManualClock, settings, span
from tests.unit.exporters.prometheus_rig import (
    CALLS,
    DURATION,
    USAGE,
    call,
    connector_of,
    exporter_of,
    observe,
    samples,
    value,
)


def test_parts_fit_the_contract():
    """The factories make what the engine drives."""
    made = prometheus.FACTORY.create(PrometheusConfig(), settings())
    assert isinstance(made, FoldExporter)
    assert isinstance(made.new_fold(), Fold)
    assert isinstance(connector_of(), Fold)


def test_every_span_counts_once_by_its_labels():
    """Calls and durations add up to what was observed, by service, name, kind and status."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, *(span("a", duration_ms=150) for _ in range(7)), span("a", status=2))
    observe(fold, span("a", duration_ms=500_000), span("b", kind=3), service="other-service")
    assert value(exporter, CALLS) == 10
    ok = {"service_name": "gateway", "span_name": "a", "status_code": "STATUS_CODE_UNSET"}
    assert value(exporter, CALLS, **ok, span_kind="SPAN_KIND_INTERNAL") == 7
    assert value(exporter, CALLS, status_code="STATUS_CODE_ERROR") == 1
    assert value(exporter, CALLS, span_kind="SPAN_KIND_CLIENT") == 1
    assert value(exporter, f"{DURATION}_bucket", **ok, le="100.0") == 0
    assert value(exporter, f"{DURATION}_bucket", **ok, le="250.0") == 7
    assert value(exporter, f"{DURATION}_count") == 10
    assert value(exporter, f"{DURATION}_bucket", le="+Inf") == 10
    assert math.isclose(value(exporter, f"{DURATION}_sum"), 7 * 150 + 500_000 + 2)


def test_a_duration_on_a_bound_is_within_it():
    """Bounds of buckets are inclusive, as Prometheus has them."""
    exporter = exporter_of(buckets=["1s", "2s"])
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, span(duration_ms=1000))
    assert value(exporter, f"{DURATION}_bucket", le="1000.0") == 1


def test_money_and_tokens_follow_what_is_counted():
    """A call billed elsewhere adds neither cost nor tokens; types of tokens do not overlap."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, call(0.25, **USAGE), call(0.25, 0.0, **USAGE), span("no model"))
    assert value(exporter, "genai_cost_usd_total", model="gpt-4o", source="computed") == 0.25
    kinds = {"input_uncached": 600, "cache_read": 400, "output": 30, "reasoning": 20}
    for kind, tokens in kinds.items():
        assert value(exporter, "genai_tokens_total", type=kind) == tokens
    assert value(exporter, "genai_tokens_total") == 1050
    assert value(exporter, "genai_request_cost_usd_count") == 1
    assert value(exporter, "genai_time_to_first_chunk_seconds_sum") == 0.3
    assert value(exporter, "genai_request_duration_seconds_sum", provider="openai") == 1.5
    assert value(exporter, CALLS) == 3


def test_unpriced_calls_show_their_tokens_and_reason():
    """A call of a model without a price counts its tokens, no cost, and why."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    attrs = {
        "gen_ai.request.model": "made-up",
        "gen_ai.provider.name": "openai",
        "gen_ai.usage.input_tokens": 10,
        "spanmill.cost.source": "unpriced",
        "spanmill.cost.reason": "unknown_model",
    }
    observe(fold, span(attrs=attrs))
    labels = {"reason": "unknown_model", "provider": "openai"}
    assert value(exporter, "genai_unpriced_calls_total", **labels) == 1
    assert value(exporter, "genai_tokens_total", model="other") == 10
    assert value(exporter, "genai_cost_usd_total") == 0


def test_what_cannot_be_is_left_out_alone():
    """A count of tokens or a time that cannot be adds nothing, and the call counts all the same."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    tokens, chunk = "gen_ai.usage.input_tokens", "gen_ai.response.time_to_first_chunk"
    for wrong in (2e9, -1, math.nan, math.inf):
        observe(fold, call(0.5, **{tokens: wrong, chunk: -1.0}), call(0.5, **{chunk: math.inf}))
    observe(fold, call(0.5, **{tokens: 7, chunk: 0.5}))
    assert value(exporter, "genai_tokens_total") == 7
    for name in ("genai_time_to_first_chunk_seconds",
                 "gen_ai_client_operation_time_to_first_chunk_seconds"):  # fmt: skip
        assert (value(exporter, f"{name}_count"), value(exporter, f"{name}_sum")) == (1, 0.5)
    assert value(exporter, "genai_cost_usd_total") == 4.5


def test_sources_estimates_and_drift_have_series_of_their_own():
    """Coverage, estimates, savings and what gateways report against the list are told apart."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    own = {"gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o"}
    lost = {**own, "spanmill.cost.source": "unpriced", "spanmill.cost.reason": "no_usage"}
    guess = {
        **own,
        "spanmill.cost.source": "estimated",
        "spanmill.cost.reason": "no_usage",
        "spanmill.cost.estimated": 0.5,
        "spanmill.usage.estimated_input_tokens": 70,
    }
    reported = {
        **own,
        "spanmill.cost.source": "reported",
        "spanmill.cost.total": 3.0,
        "spanmill.cost.counted": 3.0,
        "spanmill.cost.computed": 2.0,
        "spanmill.usage.convention": "exclusive_total",
    }
    hit = {**own, "spanmill.cost.source": "reported", "spanmill.cost.saved": 0.25}
    same = {**lost, "spanmill.cost.reason": "duplicate"}
    observe(fold, *(span(attrs=each) for each in (lost, guess, reported, hit, same, {})))
    calls = {
        name: value(exporter, "genai_calls_total", source=name, provider="openai")
        for name in ("reported", "computed", "estimated", "unpriced")
    }
    assert calls == {"reported": 2, "computed": 0, "estimated": 1, "unpriced": 1}
    assert value(exporter, "genai_compared_cost_usd_total", by="reported") == 3.0
    assert value(exporter, "genai_compared_cost_usd_total", by="computed") == 2.0
    assert value(exporter, "genai_saved_cost_usd_total") == 0.25
    assert value(exporter, "genai_estimated_tokens_total", type="input") == 70
    assert value(exporter, "genai_estimated_cost_usd_total") == 0.5
    assert value(exporter, "genai_cost_usd_total") == 3.0
    assert value(exporter, "genai_unpriced_calls_total", reason="no_usage") == 2
    assert value(exporter, "genai_usage_conventions_total", rule="exclusive_total") == 1


def test_snapshot_and_restore_are_exact():
    """A fold that was restored serves the same page, and goes on from there."""
    first = exporter_of(labels=[{"name": "team", "attribute": "team"}])
    fold = first.new_fold()
    first.expose([fold])
    observe(fold, call(0.1, team="é"), call(0.2), span("x", duration_ms=0.1), span("x", status=2))
    second = exporter_of(labels=[{"name": "team", "attribute": "team"}])
    restored = second.new_fold()
    second.expose([restored])
    restored.restore(fold.snapshot())
    assert second.page() == first.page()
    assert restored.snapshot() == fold.snapshot()
    for each in (fold, restored):
        observe(each, call(0.3), span("new"))
    assert second.page() == first.page()
    assert value(second, CALLS) == 6


@pytest.mark.parametrize("cut", [1, 7, 100])
def test_a_damaged_snapshot_counts_from_zero(cut: int):
    """What cannot be read in full is not taken up in part, and spans still count."""
    exporter = exporter_of()
    whole, fold = exporter.new_fold(), exporter.new_fold()
    exporter.expose([fold])
    observe(whole, span())
    fold.restore(whole.snapshot()[:cut])
    observe(fold, span())
    assert value(exporter, CALLS) == 1


def test_series_beyond_the_cap_count_under_other():
    """Clients that invent names do not grow the page, and sums stay right, also after a restart."""
    exporter = exporter_of(max_series=100)
    fold = exporter.new_fold()
    for part in range(5):
        observe(fold, *(span(f"name {part} {each}") for each in range(100)))
    again = exporter.new_fold()
    again.restore(fold.snapshot())
    observe(again, *(span(f"late {each}", status=2) for each in range(100)))
    exporter.expose([again])
    rows = [own for name, own in samples(exporter.page()[0]) if name == CALLS]
    assert len(rows) == 102
    assert value(exporter, CALLS) == 600
    assert value(exporter, CALLS, span_name="other") == 500
    assert value(exporter, CALLS, span_name="other", status_code="STATUS_CODE_ERROR") == 100


def test_the_cap_holds_for_what_clients_call_operations():
    """Operations and reasons are text of clients too, and share the cap."""
    exporter = exporter_of(max_series=100)
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, *(call(0.5, **{"gen_ai.operation.name": f"op {each}"}) for each in range(300)))
    rows = [own for name, own in samples(exporter.page()[0]) if name == "genai_cost_usd_total"]
    assert len(rows) == 100
    assert value(exporter, "genai_cost_usd_total") == 150


def test_a_silent_series_expires_and_makes_room():
    """After `metric_expiration` without spans a series is gone and its place is free."""
    clock = ManualClock()
    exporter = exporter_of(clock, max_series=100, metric_expiration="5m")
    fold = exporter.new_fold()
    exporter.expose([fold])
    for _ in range(3):
        observe(fold, *(span(f"old {each}") for each in range(300)))
        clock.advance(301)
        assert value(exporter, CALLS) == 0
    observe(fold, *(span(f"new {each}") for each in range(300)))
    rows = [own for name, own in samples(exporter.page()[0]) if name == CALLS]
    assert len(rows) == 101
    assert value(exporter, CALLS) == 300


def test_folds_of_the_same_names_are_added_up():
    """Two logs are one page: equal series are summed, and no family appears twice."""
    exporter = exporter_of()
    one, two = exporter.new_fold(), exporter.new_fold()
    exporter.expose([one, two])
    observe(one, span("a", duration_ms=200), call(0.5))
    observe(two, span("a", duration_ms=300), call(0.25), span("b"))
    page = exporter.page()[0].decode()
    assert page.count(f"# TYPE {CALLS} counter") == 1
    assert value(exporter, CALLS, span_name="a") == 2
    assert value(exporter, f"{DURATION}_bucket", span_name="a", le="250.0") == 1
    assert value(exporter, f"{DURATION}_bucket", span_name="a", le="500.0") == 2
    assert value(exporter, f"{DURATION}_sum", span_name="a") == 500
    assert value(exporter, "genai_cost_usd_total") == 0.75


def test_histograms_of_different_bounds_share_those_they_have():
    """Where folds disagree on bounds, the page shows the bounds of both, with exact counts."""
    exporter = exporter_of(buckets=["0.1s", "0.2s", "3s"])
    one = exporter.new_fold()
    two = connector_of(histogram={"explicit": {"buckets": ["0.2s", "5s"]}})
    exporter.expose([one, two])
    observe(one, span(duration_ms=50), span(duration_ms=150), span(duration_ms=1000))
    observe(two, span(duration_ms=50), span(duration_ms=4000))
    bounds = {
        dict(own)["le"] for name, own in samples(exporter.page()[0]) if name == f"{DURATION}_bucket"
    }
    assert bounds == {"200.0", "+Inf"}
    assert value(exporter, f"{DURATION}_bucket", le="200.0") == 3
    assert value(exporter, f"{DURATION}_count") == 5


def test_connector_counts_in_the_shape_of_its_configuration():
    """Namespace, unit, bounds and labels are those of `span_metrics`."""
    exporter = exporter_of()
    fold = connector_of(
        namespace="my.calls",
        dimensions=[{"name": "http.method", "default": "GET"}, {"name": "service.name"}],
        exclude_dimensions=["span.name"],
        histogram={"unit": "s", "explicit": {"buckets": ["1s"]}},
    )
    exporter.expose([fold])
    observe(fold, span(duration_ms=500), span(duration_ms=2000, attrs={"http.method": "PUT"}))
    labels = {"service_name": "gateway", "span_kind": "SPAN_KIND_INTERNAL"}
    assert value(exporter, "my_calls_calls_total", http_method="GET", **labels) == 1
    assert value(exporter, "my_calls_calls_total", http_method="PUT", **labels) == 1
    assert value(exporter, "my_calls_duration_seconds_bucket", le="1.0") == 1
    assert value(exporter, "my_calls_duration_seconds_sum") == 2.5
    assert b"span_name" not in exporter.page()[0]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (200.0, "200"),
        (2.5, "2.5"),
        (1e21, "1e+21"),
        (float("-inf"), "-Infinity"),
        (True, "true"),
        (["stop"], '["stop"]'),
        ({"a": 1}, '{"a":1}'),
    ],
)
def test_labels_spell_values_as_the_collector_does(given, text):
    """A whole decimal has no digits behind the point, and a list or map is its JSON."""
    exporter = exporter_of()
    fold = connector_of(dimensions=[{"name": "x", "default": "absent"}])
    exporter.expose([fold])
    observe(fold, span(attrs={"x": given}), span())
    assert value(exporter, CALLS, x=text) == 1
    assert value(exporter, CALLS, x="absent") == 1


def test_a_label_does_not_begin_with_a_digit():
    """Names that differ in their first digit stay apart, under the Collector's `key_`."""
    exporter = exporter_of(const_labels={"1st": "yes"})
    fold = connector_of(dimensions=[{"name": "2fa"}, {"name": "3fa"}])
    exporter.expose([fold])
    observe(fold, span(attrs={"2fa": "on", "3fa": "off"}))
    assert value(exporter, CALLS, key_2fa="on", key_3fa="off", key_1st="yes") == 1


def test_a_namespace_takes_the_form_of_a_name():
    """`test-space`, of the Collector's own example, is `test_space` on the page."""
    exporter = exporter_of(namespace="test-space")
    fold = connector_of()
    exporter.expose([fold])
    observe(fold, span())
    assert value(exporter, f"test_space_{CALLS}") == 1


def test_connector_without_histogram_and_with_its_own_cap():
    """`histogram.disable` leaves durations out, `aggregation_cardinality_limit` bounds the rest."""
    exporter = exporter_of()
    fold = connector_of(histogram={"disable": True}, aggregation_cardinality_limit=5)
    exporter.expose([fold])
    observe(fold, *(span(f"{each}") for each in range(20)))
    assert value(exporter, CALLS, span_name="other") == 15
    assert b"duration" not in exporter.page()[0]
    again = connector_of(histogram={"disable": True}, aggregation_cardinality_limit=5)
    again.restore(fold.snapshot())
    assert again.snapshot() == fold.snapshot()


def test_empty_page_names_every_metric():
    """The first scrape, before any span, shows types of all metrics and the build."""
    exporter = exporter_of(namespace="gw", send_timestamps=True)
    fold = exporter.new_fold()
    exporter.expose([fold])
    page = exporter.page()[0].decode()
    assert f"# TYPE gw_{CALLS} counter" in page
    assert "# TYPE gw_genai_request_cost_usd histogram" in page
    assert 'spanmill_build_info{version="' in page
    observe(fold, span())
    assert f"gw_{CALLS}{{" in exporter.page()[0].decode()
    assert " 1.0 1700000000000\n" in exporter.page()[0].decode()
