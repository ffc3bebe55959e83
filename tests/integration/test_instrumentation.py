"""OpenTelemetry's instrumentation of the OpenAI client, against a provider of our own."""

from __future__ import annotations

from contextlib import contextmanager

import duckdb
import pytest
from openai import InternalServerError, OpenAI
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor

from tests.integration.gateway import EMAIL, Gateway, grpc_exporter
from tests.integration.providers.openai_api import (
    BROKEN,
    DATED,
    EMBEDDING,
    THINKER,
    OpenAIProvider,
)

pytestmark = pytest.mark.integration
ASKED = [{"role": "user", "content": f"When can {EMAIL} be reached?"}]
CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
SETTINGS = (
    "processors.tail_sampling.policies=[{name: all, type: always_sample}]",
    "exporters.parquet.content.enabled=true",
)


@contextmanager
def instrumented(program):
    """Give a client and the bill of its provider; its spans have arrived at the end."""
    gateway = Gateway(grpc_exporter(program))
    instrumentor = OpenAIInstrumentor()
    instrumentor.instrument(tracer_provider=gateway.provider)
    try:
        with (
            OpenAIProvider() as api,
            OpenAI(base_url=f"{api.url}/v1", api_key="none", max_retries=0) as client,
        ):
            yield client, api.bill
    finally:
        instrumentor.uninstrument()
    gateway.sent()
    program.settled()


def rows(program, table, *columns):
    """Return columns of a table, in the order of the calls."""
    files = f"read_parquet('{program.parquet}/{table}/v1/**/*.parquet')"
    query = f"SELECT {', '.join(columns)} FROM {files} ORDER BY start_time"  # noqa: S608
    return duckdb.sql(query).fetchall()


def test_calls_are_priced_rows(program, monkeypatch):
    """Whole, streamed and embedding calls are rows with provider, models, tokens and exact cost."""
    monkeypatch.setenv(CAPTURE, "span_only")
    program.start(*SETTINGS)
    with instrumented(program) as (client, bill):
        client.chat.completions.create(model=THINKER, messages=ASKED)
        stream = client.chat.completions.create(
            model=THINKER, messages=ASKED, stream=True, stream_options={"include_usage": True}
        )
        assert len(list(stream)) == 4
        client.embeddings.create(model=EMBEDDING, input="noon")
    asked = ("provider_name", "operation_name", "request_model", "response_model")
    assert rows(program, "spans", *(f"gen_ai_{name}" for name in asked)) == [
        *[("openai", "chat", THINKER, DATED[THINKER])] * 2,
        ("openai", "embeddings", EMBEDDING, EMBEDDING),
    ]
    tokens = ("input_tokens", "cache_read_input_tokens", "output_tokens", "reasoning_output_tokens")
    whole, streamed, embedded = bill.calls
    assert rows(program, "spans", *tokens) == [
        (whole.whole, whole.read, whole.output, whole.thought),
        (streamed.whole, None, streamed.output, streamed.thought),
        (embedded.whole, None, None, None),
    ]
    costs = rows(program, "spans", "cost_usd", "cost_counted", "cost_source")
    dollars = [float(each.dollars) for each in bill.calls]
    assert costs == [(each, each, "computed") for each in dollars]
    streamed = rows(program, "spans", "gen_ai_request_stream", "gen_ai_time_to_first_chunk_s > 0")
    assert streamed == [(None, None), (True, True), (None, None)]
    said = rows(program, "content", "input_messages", "output_messages")
    assert len(said) == 2
    for question, answer in said:
        assert "When can [EMAIL] be reached?" in question
        assert "At noon." in answer


def test_failed_call_is_a_row(program):
    """A call that the provider fails is an error row without cost, kept by the shipped policies."""
    program.start()
    with instrumented(program) as (client, _), pytest.raises(InternalServerError):
        client.chat.completions.create(model=BROKEN, messages=ASKED)
    columns = ("gen_ai_request_model", "status_code", "error_type", "cost_usd", "cost_source")
    (row,) = rows(program, "spans", *columns, "sampling_policy")
    assert row == (BROKEN, "ERROR", "openai.InternalServerError", None, "unpriced", "errors")
