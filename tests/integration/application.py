"""A program that calls a provider of its own under real instrumentations, and tells its bill.

Arguments: names out of `INSTRUMENTATIONS`, joined by `+`; the address of an OTLP receiver.
It prints a JSON object: for each step the trace, and the tokens of every call.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind

from tests.integration.providers.bill import Bill
from tests.integration.workloads import (
    AnthropicApplication,
    BedrockApplication,
    OpenAIApplication,
)

OTEL, TRACELOOP, INFERENCE = "OpenTelemetry", "OpenLLMetry", "OpenInference"
INSTRUMENTATIONS = {
    "openai-otel": (OpenAIApplication, OTEL, "genai.openai:OpenAIInstrumentor"),
    "openai-openllmetry": (OpenAIApplication, TRACELOOP, "openai:OpenAIInstrumentor"),
    "openai-openinference": (OpenAIApplication, INFERENCE, "openai:OpenAIInstrumentor"),
    "anthropic-otel": (AnthropicApplication, OTEL, "genai.anthropic:AnthropicInstrumentor"),
    "anthropic-openllmetry": (AnthropicApplication, TRACELOOP, "anthropic:AnthropicInstrumentor"),
    "anthropic-openinference": (
        AnthropicApplication, INFERENCE, "anthropic:AnthropicInstrumentor",
    ),
    "bedrock-otel": (BedrockApplication, OTEL, "genai.bedrock:BedrockInstrumentor"),
    "bedrock-botocore": (BedrockApplication, OTEL, "botocore:BotocoreInstrumentor"),
    "bedrock-openllmetry": (BedrockApplication, TRACELOOP, "bedrock:BedrockInstrumentor"),
    "bedrock-openinference": (BedrockApplication, INFERENCE, "bedrock:BedrockInstrumentor"),
}  # fmt: skip
AGENTS = {
    OTEL: (
        {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "guide"},
        "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
    ),
    TRACELOOP: (
        {"traceloop.span.kind": "agent", "traceloop.entity.name": "guide"},
        "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
    ),
    INFERENCE: (
        {"openinference.span.kind": "AGENT", "agent.name": "guide"},
        "llm.token_count.prompt", "llm.token_count.completion",
    ),
}  # fmt: skip
"""What a family writes on the span of an agent, and where it adds tokens up."""


def instrument(name, provider):
    """Switch an instrumentation on."""
    _, family, place = INSTRUMENTATIONS[name]
    module, kind = place.split(":")
    root = "openinference" if family is INFERENCE else "opentelemetry"
    made = getattr(import_module(f"{root}.instrumentation.{module}"), kind)()
    made.instrument(tracer_provider=provider)


def agent(tracer, family, application):
    """Return a step: two calls and a tool under the span of an agent that adds them up."""
    fixed, given, said = AGENTS[family]

    def run():
        with tracer.start_as_current_span("guide", attributes=fixed) as span:
            application.whole()
            application.tools()
            calls = application.provider.bill.calls
            span.set_attribute(given, sum(each.whole for each in calls))
            span.set_attribute(said, sum(each.output for each in calls))

    return run


def main(names, address):
    """Run every step in a trace of its own."""
    provider = TracerProvider(resource=Resource.create({"service.name": names}))
    exporter = OTLPSpanExporter(endpoint=f"http://{address}", insecure=True)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    for name in names.split("+"):
        instrument(name, provider)
    kind, family, _ = INSTRUMENTATIONS[names.split("+")[0]]
    tracer, told = provider.get_tracer("application"), {}
    with kind.api() as api:
        application = kind(api)
        steps = {**application.steps(), "agent": agent(tracer, family, application)}
        for name, step in steps.items():
            api.bill = Bill()
            with tracer.start_as_current_span(f"POST /{name}", kind=SpanKind.SERVER) as span:
                step()
            trace = f"{span.get_span_context().trace_id:032x}"
            told[name] = {"trace": trace, **asdict(api.bill)}
    provider.shutdown()
    print(json.dumps(told))  # noqa: T201  its result


if __name__ == "__main__":
    main(*sys.argv[1:])
