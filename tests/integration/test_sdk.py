"""The OpenTelemetry SDK in front, the files and series behind."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request

import duckdb
import pytest
from genai_prices import Usage, calc_price
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

from tests.integration.gateway import (
    INPUT_TOKENS,
    MODEL,
    OUTPUT_TOKENS,
    SECRETS,
    grpc_exporter,
    trace_id,
    traced,
)

pytestmark = pytest.mark.integration


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
        exporter = grpc_exporter(program)
    else:
        exporter = OTLPSpanExporter(endpoint=f"http://{program.address('http')}/v1/traces")
    wanted = trace_id(traced(exporter)[0])
    account = program.settled()["parquet"]
    assert (account["accepted"], account["exported"], account["balanced"]) == (2, 2, True)
    metrics = program.get("prometheus", "/metrics")
    assert program.stop() == 0
    files = f"read_parquet('{program.parquet}/spans/v1/**/*.parquet', hive_partitioning = true)"
    columns = (
        "span_name, cost_usd, cost_source, sampling_policy, attributes, events, status_message"
    )
    query = f"SELECT {columns} FROM {files} WHERE trace_id = '{wanted}' ORDER BY span_name"  # noqa: S608
    rows = duckdb.sql(query).fetchall()
    assert [row[0] for row in rows] == ["POST /v1/chat", "chat gpt-4o"]
    price = calc_price(
        Usage(input_tokens=INPUT_TOKENS, output_tokens=OUTPUT_TOKENS), MODEL, provider_id="openai"
    )
    assert rows[1][1:4] == (float(price.total_price), "computed", "errors")
    assert "traces_span_metrics_calls_total{" in metrics
    log = (program.directory / "log.txt").read_text()
    assert f"export OTEL_EXPORTER_OTLP_ENDPOINT=http://{program.address('grpc')} " in log
    assert f"spanmill send --endpoint http://{program.address('http')} " in log
    everything = repr(rows) + metrics + log
    for secret in SECRETS:
        assert secret not in everything
        assert secret.encode() not in spread(program.directory)


def test_json_by_hand(program):
    """OTLP JSON over HTTP is taken like protobuf."""
    program.start()
    made = {"traceId": "ab" * 16, "spanId": "cd" * 8, "name": "hand", "status": {"code": 2}}
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [made]}]}]}).encode()
    url = f"http://{program.address('http')}/v1/traces"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 loopback
        assert answer.read() == b"{}"
    assert program.settled()["parquet"]["exported"] == 1


def test_kill_loses_nothing(program):
    """What was answered with ok before `kill -9` is in the files after the next start."""
    program.start()
    send = ["-m", "spanmill", "send", "--endpoint", f"http://{program.address('http')}"]
    command = [sys.executable, *send, "--rate", "100", "--duration", "2s"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    requests = int(done.stdout.split()[0])
    program.stop(9)
    program.start()
    account = program.settled()["parquet"]
    assert (account["accepted"], account["balanced"]) == (requests * 11, True)
