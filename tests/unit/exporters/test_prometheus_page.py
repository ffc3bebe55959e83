"""The page of the `prometheus` exporter and its listener."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as parse_open_metrics,
)
from pydantic import ValidationError

from connectors.span_metrics import SpanMetricsConfig
from exporters.prometheus.config import PrometheusConfig
from spanmill.testing import span

if TYPE_CHECKING:
    from pathlib import Path

    from exporters.prometheus.exporter import PrometheusExporter

from tests.unit.exporters.prometheus_rig import CALLS, call, exporter_of, get, observe, samples


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


def test_stop_is_safe_twice_and_frees_the_port(exporter: PrometheusExporter):
    """After `stop` nothing listens, and it may be called again or without `start`."""
    port = exporter.port
    exporter.stop()
    exporter.stop()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10)
    exporter_of().stop()


def test_no_other_program_shares_the_port():
    """Scrapes would go to one or the other, though both allow it for the sake of a reload."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        exporter = exporter_of(endpoint=f"127.0.0.1:{other.getsockname()[1]}")
        with pytest.raises(OSError, match="cannot listen"):
            exporter.start()
        exporter.stop()


def test_a_reload_opens_the_port_before_the_old_listener_closes(exporter: PrometheusExporter):
    """Two exporters of the same endpoint may overlap for the time of a reload."""
    successor = exporter_of(endpoint=f"127.0.0.1:{exporter.port}")
    successor.start()
    exporter.stop()
    with get(successor) as answer:
        assert answer.status == 200
    successor.stop()


@pytest.mark.parametrize(
    "config",
    [
        {"labels": [{"name": "le", "attribute": "x"}]},
        {"labels": [{"name": "__x", "attribute": "x"}]},
        {"const_labels": {"le": "1"}},
        {"const_labels": {"": "1"}},
        {"namespace": "1x"},
        {"labels": [{"name": "Größe", "attribute": "x"}, {"name": "Gr__e", "attribute": "x"}]},
        {"labels": [{"name": "a.b", "attribute": "x"}], "const_labels": {"a_b": "1"}},
        {"labels": [{"name": "日本", "attribute": "x"}]},
    ],
    ids=str,
)
def test_names_that_no_scraper_can_read_are_refused(config: dict[str, Any]):
    """A page with such a name is read by nobody, or shows buckets that are none."""
    with pytest.raises(ValidationError):
        PrometheusConfig.model_validate(config)
    with pytest.raises(ValidationError):
        SpanMetricsConfig.model_validate({"dimensions": [{"name": "le"}, {"name": "日本"}]})


def test_a_port_that_is_taken_is_named():
    """The error of the start says where it could not listen."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        endpoint = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(OSError, match=f"cannot listen on {endpoint}: "):
            exporter_of(endpoint=endpoint).start()


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
