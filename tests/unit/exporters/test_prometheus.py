"""The `prometheus` exporter and the `span_metrics` connector behind it."""

from __future__ import annotations

import gzip
import math
import ssl
import subprocess
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_open_metrics,
)
from prometheus_client.parser import text_string_to_metric_families

from connectors import span_metrics
from connectors.span_metrics import SpanMetricsConfig
from exporters import prometheus
from exporters.prometheus.config import PrometheusConfig
from exporters.prometheus.exporter import PrometheusExporter
from spanmill.component import Fold, FoldExporter
from spanmill.testing import ManualClock, batch_of, settings, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

CALLS = "traces_span_metrics_calls_total"
DURATION = "traces_span_metrics_duration_milliseconds"


def exporter_of(clock: ManualClock | None = None, **config: Any) -> PrometheusExporter:
    """Return an exporter of this configuration."""
    return PrometheusExporter(PrometheusConfig.model_validate(config), settings(clock=clock))


def connector_of(**config: Any) -> Fold:
    """Return the fold of a connector of this configuration."""
    return span_metrics.FACTORY.create(SpanMetricsConfig.model_validate(config), settings())


def observe(fold: Fold, *spans: Mapping[str, Any], service: str = "gateway") -> None:
    """Hand one batch of these spans to the fold."""
    batch = batch_of(spans, fold.reads, resource={"service.name": service})
    fold.observe(batch, 1)


def samples(text: bytes) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return the page's values by name and labels."""
    families = text_string_to_metric_families(text.decode())
    rows = [
        ((each.name, frozenset(each.labels.items())), each.value)
        for family in families
        for each in family.samples
    ]
    assert len(rows) == len(dict(rows)), "a series appears twice"
    return dict(rows)


def value(exporter: PrometheusExporter, name: str, **labels: str) -> float:
    """Return the sum of the series of that name that have these labels."""
    wanted = set(labels.items())
    rows = samples(exporter.page()[0]).items()
    return sum(number for (each, own), number in rows if each == name and wanted <= own)


def call(cost: float = 0.0, counted: float | None = None, **attrs: Any) -> dict[str, Any]:
    """Return a model call as `token_cost` leaves it."""
    return span(
        attrs={
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": "gpt-4o",
            "spanmill.cost.total": cost,
            "spanmill.cost.counted": cost if counted is None else counted,
            "spanmill.cost.source": "computed",
            **attrs,
        },
        duration_ms=1500,
    )


@pytest.fixture
def exporter() -> Iterator[PrometheusExporter]:
    """Serve an exporter on a free port."""
    made = exporter_of(endpoint="127.0.0.1:0", enable_open_metrics=True, const_labels={"env": "ci"})
    made.start()
    yield made
    made.stop()


def get(exporter: PrometheusExporter, path: str = "/metrics", **headers: str):
    """Ask for a page."""
    url = f"http://127.0.0.1:{exporter.port}{path}"
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)


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
    usage = {
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.cache_read.input_tokens": 400,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.reasoning.output_tokens": 20,
        "gen_ai.response.time_to_first_chunk": 0.3,
    }
    observe(fold, call(0.25, **usage), call(0.25, 0.0, **usage), span("no model"))
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


def test_scrape_over_http(exporter: PrometheusExporter):
    """The page is served on the exporter's own port, and nothing else is."""
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, span('with "quotes"\nand lines'))
    with get(exporter) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        rows = samples(answer.read())
    labels = {
        "env": "ci", "service_name": "gateway", "span_name": 'with "quotes"\nand lines',
        "span_kind": "SPAN_KIND_INTERNAL", "status_code": "STATUS_CODE_UNSET",
    }  # fmt: skip
    assert rows[CALLS, frozenset(labels.items())] == 1
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(exporter, "/other")


def test_open_metrics_and_gzip_by_negotiation(exporter: PrometheusExporter):
    """Whoever asks for OpenMetrics or gzip gets it."""
    fold = exporter.new_fold()
    exporter.expose([fold])
    observe(fold, span(), call(0.5))
    accept = {"Accept": "application/openmetrics-text; version=1.0.0", "Accept-Encoding": "gzip"}
    with get(exporter, **accept) as answer:
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
        text = gzip.decompress(answer.read()).decode()
    names = {family.name for family in parse_open_metrics(text)}
    assert {"traces_span_metrics_calls", "genai_cost_usd"} <= names
    assert text.endswith("# EOF\n")


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
    observe(fold, span(trace=8), {**call(0.02), "traceId": f"{7:032x}"}, call(0.0))
    found = exemplars(exporter)
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


def test_stop_is_safe_twice_and_frees_the_port(exporter: PrometheusExporter):
    """After `stop` nothing listens, and it may be called again or without `start`."""
    port = exporter.port
    exporter.stop()
    exporter.stop()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10)
    exporter_of().stop()


def test_a_reload_opens_the_port_before_the_old_listener_closes(exporter: PrometheusExporter):
    """Two exporters of the same endpoint may overlap for the time of a reload."""
    successor = exporter_of(endpoint=f"127.0.0.1:{exporter.port}")
    successor.start()
    exporter.stop()
    with get(successor) as answer:
        assert answer.status == 200
    successor.stop()


def test_page_over_tls(tmp_path: Path):
    """With `tls` the page is served encrypted only."""
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", str(key), "-out", str(cert),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    files = {"cert_file": str(cert), "key_file": str(key)}
    exporter = exporter_of(endpoint="127.0.0.1:0", tls=files)
    exporter.start()
    url = f"https://127.0.0.1:{exporter.port}/metrics"
    context = ssl.create_default_context(cafile=str(cert))
    with urllib.request.urlopen(url, timeout=10, context=context) as answer:
        assert b"spanmill_build_info" in answer.read()
    exporter.stop()
