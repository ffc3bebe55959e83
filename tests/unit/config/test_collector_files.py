from __future__ import annotations

from pathlib import Path

import pytest

from spanmill.component import Kind
from spanmill.components import catalogue
from spanmill.config import load

FILES = sorted((Path(__file__).parents[2] / "configs" / "collector").glob("*.yaml"))
ENVIRONMENT = {"API_KEY": "k", "OTLP_TOKEN": "t" * 32, "HMAC_KEY": "h" * 32}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_collector_file_loads_unchanged(path):
    """A Collector's file of components that exist here needs no change."""
    assert load([path], catalogue(), environment=ENVIRONMENT).graph.logs


def test_old_and_new_spellings_are_the_same_component():
    """`otlphttp` and `spanmetrics` give the factories of `otlp_http` and `span_metrics`."""
    loaded = load([FILES[1]], catalogue(), environment=ENVIRONMENT)
    assert loaded.component(Kind.EXPORTER, "otlphttp").factory.name == "otlp_http"
    assert loaded.component(Kind.CONNECTOR, "spanmetrics").factory.name == "span_metrics"


def test_a_policy_that_is_not_there_is_one_error(slugs_of):
    """Its settings are no second one."""
    found = slugs_of("""
receivers: {otlp: }
processors:
  tail_sampling:
    policies:
      - {name: a, type: span_count, span_count: {min_spans: 2}}
      - {name: b, type: and, and: {and_sub_policy: [{type: trace_state, trace_state: {key: k}}]}}
exporters: {nop: }
service:
  pipelines: {traces: {receivers: [otlp], processors: [tail_sampling], exporters: [nop]}}
""")
    assert list(found) == ["unavailable"] * 2
