"""A gateway that uses the OpenTelemetry SDK, and what it lets slip into its spans."""

from __future__ import annotations

import json

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, Status, StatusCode

EMAIL, CARD, KEY = "ada.lovelace@example.org", "4111 1111 1111 1111", "AKIAIOSFODNN7EXAMPLQ"
SECRETS = (EMAIL, CARD, KEY)
MODEL, INPUT_TOKENS, OUTPUT_TOKENS = "gpt-4o", 1000, 200


def grpc_exporter(program):
    """Return the SDK's exporter to a program."""
    return OTLPSpanExporter(endpoint=f"http://{program.address('grpc')}", insecure=True)


def trace_id(span):
    """Return the trace id of a span as text."""
    return f"{span.context.trace_id:032x}"


class Gateway:
    """Makes spans with the SDK, sends them, and remembers them."""

    def __init__(self, exporter, service="gateway"):
        self._memory = InMemorySpanExporter()
        self.provider = TracerProvider(resource=Resource.create({"service.name": service}))
        self.provider.add_span_processor(BatchSpanProcessor(exporter))
        self.provider.add_span_processor(SimpleSpanProcessor(self._memory))
        self._tracer = self.provider.get_tracer("test")

    def request(self, *, failed=True, secrets=SECRETS):
        """Answer a request with one model call; secrets slip into prompt, event and status."""
        email, card, key = secrets
        with self._tracer.start_as_current_span("POST /v1/chat", kind=SpanKind.SERVER) as root:
            with self._tracer.start_as_current_span(f"chat {MODEL}", kind=SpanKind.CLIENT) as call:
                call.set_attributes(
                    {
                        "gen_ai.operation.name": "chat",
                        "gen_ai.provider.name": "openai",
                        "gen_ai.request.model": MODEL,
                        "gen_ai.usage.input_tokens": INPUT_TOKENS,
                        "gen_ai.usage.output_tokens": OUTPUT_TOKENS,
                        "prompt": json.dumps({"text": f"write to {email}\nand pay with {card}"}),
                    }
                )
                call.add_event("log", {"line": f"key {key} used"})
            if failed:
                root.set_status(Status(StatusCode.ERROR, f"call for {email} failed"))

    def sent(self):
        """Wait until everything is sent; return the spans."""
        assert self.provider.force_flush(10_000)
        self.provider.shutdown()
        return self._memory.get_finished_spans()


def traced(exporter):
    """Send the trace of one request that failed; return its spans."""
    gateway = Gateway(exporter)
    gateway.request()
    return gateway.sent()
