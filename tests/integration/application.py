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

OPENAI, ANTHROPIC, BEDROCK, AGENT = (
    "workloads:OpenAIApplication", "workloads:AnthropicApplication",
    "workloads:BedrockApplication", "agent_workload:AgentApplication",
)  # fmt: skip
OTEL, TRACELOOP, INFERENCE = "OpenTelemetry", "OpenLLMetry", "OpenInference"
INSTRUMENTATIONS = {
    "openai-otel": (OPENAI, OTEL, "genai.openai:OpenAIInstrumentor"),
    "openai-openllmetry": (OPENAI, TRACELOOP, "openai:OpenAIInstrumentor"),
    "openai-openinference": (OPENAI, INFERENCE, "openai:OpenAIInstrumentor"),
    "anthropic-otel": (ANTHROPIC, OTEL, "genai.anthropic:AnthropicInstrumentor"),
    "anthropic-openllmetry": (ANTHROPIC, TRACELOOP, "anthropic:AnthropicInstrumentor"),
    "anthropic-openinference": (ANTHROPIC, INFERENCE, "anthropic:AnthropicInstrumentor"),
    "bedrock-otel": (BEDROCK, OTEL, "genai.bedrock:BedrockInstrumentor"),
    "bedrock-botocore": (BEDROCK, OTEL, "botocore:BotocoreInstrumentor"),
    "bedrock-openllmetry": (BEDROCK, TRACELOOP, "bedrock:BedrockInstrumentor"),
    "bedrock-openinference": (BEDROCK, INFERENCE, "bedrock:BedrockInstrumentor"),
    "agents-otel": (AGENT, OTEL, "genai.openai_agents:OpenAIAgentsInstrumentor"),
    "agents-openllmetry": (AGENT, TRACELOOP, "openai_agents:OpenAIAgentsInstrumentor"),
    "agents-openinference": (AGENT, INFERENCE, "openai_agents:OpenAIAgentsInstrumentor"),
}
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


def found(place):
    """Return what a module has under a name."""
    module, name = place.split(":")
    return getattr(import_module(module), name)


def instrument(name, provider):
    """Switch an instrumentation on."""
    _, family, place = INSTRUMENTATIONS[name]
    root = "openinference" if family is INFERENCE else "opentelemetry"
    found(f"{root}.instrumentation.{place}")().instrument(tracer_provider=provider)


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
    place, family, _ = INSTRUMENTATIONS[names.split("+")[0]]
    kind = found(f"tests.integration.{place}")
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
