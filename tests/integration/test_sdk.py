"""The OpenTelemetry SDK in front, the files and series behind."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request

import duckdb
import pytest
from genai_prices import Usage, calc_price
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

pytestmark = pytest.mark.integration
EMAIL, CARD, KEY = "ada.lovelace@example.org", "4111 1111 1111 1111", "AKIAIOSFODNN7EXAMPLQ"


def traced(exporter):
    """Make a gateway's trace with secrets in prompt, event and status message; return its id."""
    provider = TracerProvider(resource=Resource.create({"service.name": "gateway"}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("test")
    with tracer.start_as_current_span("POST /v1/chat", kind=SpanKind.SERVER) as root:
        with tracer.start_as_current_span("chat gpt-4o", kind=SpanKind.CLIENT) as call:
            call.set_attributes(
                {
                    "gen_ai.operation.name": "chat",
                    "gen_ai.provider.name": "openai",
                    "gen_ai.request.model": "gpt-4o",
                    "gen_ai.usage.input_tokens": 1000,
                    "gen_ai.usage.output_tokens": 200,
                    "prompt": json.dumps({"text": f"write to {EMAIL}\nand pay with {CARD}"}),
                }
            )
            call.add_event("log", {"line": f"key {KEY} used"})
        root.set_status(Status(StatusCode.ERROR, f"call for {EMAIL} failed"))
    trace_id = f"{root.get_span_context().trace_id:032x}"
    assert provider.force_flush(10_000)
    provider.shutdown()
    return trace_id


def spread(folder):
    """Return every byte below a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("protocol", ["grpc", "http"])
def test_sdk_to_files_and_series(program, protocol):
    """Spans of the SDK arrive priced and redacted in Parquet and Prometheus.

    And nowhere with the secrets.
    """
    program.start()
    if protocol == "grpc":
        exporter = GrpcExporter(endpoint=f"http://127.0.0.1:{program.ports['grpc']}", insecure=True)
    else:
        exporter = HttpExporter(endpoint=f"http://127.0.0.1:{program.ports['http']}/v1/traces")
    trace_id = traced(exporter)
    account = program.settled()["parquet"]
    assert (account["accepted"], account["exported"], account["balanced"]) == (2, 2, True)
    metrics = program.get("prometheus", "/metrics")
    assert program.stop() == 0
    files = f"read_parquet('{program.parquet}/spans/v1/**/*.parquet', hive_partitioning = true)"
    columns = (
        "span_name, cost_usd, cost_source, sampling_policy, attributes, events, status_message"
    )
    query = f"SELECT {columns} FROM {files} WHERE trace_id = '{trace_id}' ORDER BY span_name"  # noqa: S608
    rows = duckdb.sql(query).fetchall()
    assert [row[0] for row in rows] == ["POST /v1/chat", "chat gpt-4o"]
    price = calc_price(Usage(input_tokens=1000, output_tokens=200), "gpt-4o", provider_id="openai")
    assert rows[1][1:4] == (float(price.total_price), "computed", "errors")
    assert "traces_span_metrics_calls_total{" in metrics
    everything = repr(rows) + metrics + (program.directory / "log.txt").read_text()
    for secret in (EMAIL, CARD, KEY):
        assert secret not in everything
        assert secret.encode() not in spread(program.directory)


def test_json_by_hand(program):
    """OTLP JSON over HTTP is taken like protobuf."""
    program.start()
    made = {"traceId": "ab" * 16, "spanId": "cd" * 8, "name": "hand", "status": {"code": 2}}
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [made]}]}]}).encode()
    url = f"http://127.0.0.1:{program.ports['http']}/v1/traces"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 loopback
        assert answer.read() == b"{}"
    assert program.settled()["parquet"]["exported"] == 1


def test_kill_loses_nothing(program):
    """What was answered with ok before `kill -9` is in the files after the next start."""
    program.start()
    send = ["-m", "spanmill", "send", "--endpoint", f"http://127.0.0.1:{program.ports['http']}"]
    command = [sys.executable, *send, "--rate", "100", "--duration", "2s"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    requests = int(done.stdout.split()[0])
    program.stop(9)
    program.start()
    account = program.settled()["parquet"]
    assert (account["accepted"], account["balanced"]) == (requests * 11, True)
