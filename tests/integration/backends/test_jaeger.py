"""Jaeger behind the shipped pipelines."""

from __future__ import annotations

import pytest

from tests.integration.conftest import until
from tests.integration.gateway import SECRETS, Gateway, grpc_exporter, trace_id, traced

pytestmark = [pytest.mark.integration, pytest.mark.timeout(120, func_only=True)]
JOINED = "[parquet, otlp/jaeger]"
RETRY = "exporters.otlp/jaeger.retry_on_failure"
REQUESTS = 20


def relatives(spans):
    """Return each of Jaeger's spans with its parent."""
    return {(each["spanID"], *(link["spanID"] for link in each["references"])) for each in spans}


def sent_relatives(spans):
    """Return each of the SDK's spans with its parent."""
    return {
        tuple(f"{each.span_id:016x}" for each in (span.context, span.parent) if each)
        for span in spans
    }


def fields(pairs):
    """Return Jaeger's tags or fields of a log as a mapping."""
    return {each["key"]: each["value"] for each in pairs}


def test_trace_in_jaeger(program, jaeger):
    """A trace of the SDK is in Jaeger whole, with placeholders where the secrets were."""
    jaeger.start()
    program.start(exporters=JOINED, JAEGER_ENDPOINT=jaeger.otlp)
    sent = traced(grpc_exporter(program))
    spans = jaeger.spans(trace_id(sent[0]), len(sent))
    assert relatives(spans) == sent_relatives(sent)
    by_name = {each["operationName"]: each for each in spans}
    call, root = by_name["chat gpt-4o"], by_name["POST /v1/chat"]
    prompt = fields(call["tags"])["prompt"]
    assert prompt == r'{"text": "write to [EMAIL]\nand pay with [CREDIT_CARD]"}'
    (log,) = call["logs"]
    assert fields(log["fields"])["line"] == "key [AWS_KEY] used"
    assert fields(root["tags"])["otel.status_description"] == "call for [EMAIL] failed"
    everything = jaeger.ask("/api/traces?service=gateway&limit=100")
    assert trace_id(sent[0]) in everything
    assert not [secret for secret in SECRETS if secret in everything]


def test_jaeger_comes_late(program, jaeger):
    """What was sent while Jaeger was dead is there once it lives, and nothing is given up."""
    waits = (f"{RETRY}.initial_interval=200ms", f"{RETRY}.max_interval=1s")
    program.start(*waits, exporters=JOINED, JAEGER_ENDPOINT=jaeger.otlp)
    gateway = Gateway(grpc_exporter(program))
    for _ in range(REQUESTS):
        gateway.request()
    sent = gateway.sent()
    program.settled("parquet")
    waiting = program.status()["accounts"]["otlp/jaeger"]
    assert (waiting["live"], waiting["exported"]) == (len(sent), 0)
    (reason,) = until(lambda: program.status()["reasons"], "a word about it")
    assert reason.startswith("exporter otlp/jaeger: ConnectionError: ")
    jaeger.start()
    account = program.settled()["otlp/jaeger"]
    assert (account["exported"], account["balanced"]) == (len(sent), True)
    until(lambda: program.status()["reasons"] == [], "recovery")
    found = [
        each for span in sent if span.parent is None for each in jaeger.spans(trace_id(span), 2)
    ]
    assert relatives(found) == sent_relatives(sent)
