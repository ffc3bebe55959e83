"""A small gateway: `python app.py PORT ENDPOINT RATIO`, where ENDPOINT `-` traces nothing.

Each request is answered at once, so that nothing hides what tracing adds. It makes one trace: the
request, a check of the prompt, a look-up and a model call, with the attributes that gateways write.
`GET /spans` sends what waits and tells how many spans there were.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import uvicorn
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import NoOpTracer, SpanKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import Tracer

    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[Mapping[str, Any]], Awaitable[None]]

MODEL = "gpt-4o"
PROMPT = "please summarise the quarterly report about revenue " * 8
REPLY = "revenue grew and three customers left before renewal " * 8
CALL = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": MODEL,
    "gen_ai.response.model": "gpt-4o-2024-08-06",
    "gen_ai.usage.input_tokens": 912,
    "gen_ai.usage.output_tokens": 134,
    "gen_ai.input.messages": PROMPT,
    "gen_ai.output.messages": REPLY,
}


class Counting(SpanProcessor):
    """Counts the spans that were sampled."""

    ended = 0

    def on_end(self, span: ReadableSpan) -> None:
        """Count one."""
        del span
        self.ended += 1


class Gateway:
    """The application."""

    def __init__(self, endpoint: str, ratio: float) -> None:
        self._counting = Counting()
        self._provider = None if endpoint == "-" else self._tracing(endpoint, ratio)
        provider = self._provider
        self._tracer: Tracer = provider.get_tracer("gateway") if provider else NoOpTracer()

    def _tracing(self, endpoint: str, ratio: float) -> TracerProvider:
        provider = TracerProvider(
            sampler=ParentBased(TraceIdRatioBased(ratio)),
            resource=Resource.create({"service.name": "llm-gateway"}),
        )
        exporter = OTLPSpanExporter(endpoint=f"http://{endpoint}", insecure=True)
        provider.add_span_processor(self._counting)
        provider.add_span_processor(BatchSpanProcessor(exporter))
        return provider

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        size, more = 0, True
        while more:
            message = await receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        found = self._count() if scope["path"] == "/spans" else self._answer(size)
        body = json.dumps(found).encode()
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, size: int) -> dict[str, Any]:
        start = self._tracer.start_as_current_span
        with start("POST /v1/chat/completions", kind=SpanKind.SERVER) as root:
            root.set_attributes({"http.request.method": "POST", "http.request.body.size": size})
            with start("guardrail") as check:
                check.set_attributes({"guardrail.name": "prompt", "guardrail.passed": True})
            with start("retrieval") as look:
                look.set_attributes({"db.system.name": "pgvector", "db.response.rows": 4})
            with start(f"chat {MODEL}", kind=SpanKind.CLIENT) as call:
                call.set_attributes(CALL)
            root.set_attribute("http.response.status_code", 200)
        return {"model": MODEL, "content": REPLY}

    def _count(self) -> dict[str, Any]:
        if self._provider:
            self._provider.force_flush()
        return {"spans": self._counting.ended}


def main(port: str, endpoint: str, ratio: str) -> None:
    """Serve until the process is stopped."""
    app: Any = Gateway(endpoint, float(ratio))
    uvicorn.run(app, port=int(port), log_level="error", access_log=False, lifespan="off")


if __name__ == "__main__":
    main(*sys.argv[1:4])
