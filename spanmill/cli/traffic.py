"""Made-up traffic of an LLM gateway.

One trace a request, with prompts, tokens, errors, and a little personal data to find.

A seed gives the same traffic every time, but for ids and times. The people, cards and keys in it
belong to nobody.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spanmill.testing.spans import attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Traffic"]

MODELS = (
    ("openai", "gpt-4o", 5),
    ("openai", "gpt-4o-mini", 8),
    ("anthropic", "claude-sonnet-4-5", 5),
    ("gcp.gemini", "gemini-2.5-flash", 4),
    ("mistral_ai", "mistral-large-latest", 2),
    ("acme", "acme-private-1", 1),
)
TOPICS = (
    "Summarise the delivery terms of the attached contract in three sentences.",
    "Which of our warehouses can ship a pallet to Lyon before Friday?",
    "Draft a polite answer to a customer whose order arrived two days late.",
    "Explain why the nightly export of invoices takes longer since the last release.",
    "Translate the release notes into Spanish and keep the product names.",
)
ANSWERS = (
    "The supplier delivers within ten working days; after that a discount applies for every week.",
    "Two warehouses have stock: the one in Lille can ship tomorrow, the one in Metz on Thursday.",
    "Thank you for your patience. The parcel was held at a depot and has reached you since.",
    "The export now reads each invoice twice. An index on its date brings the old time back.",
    "Las notas de la versión están listas. Los nombres de los productos no se han cambiado.",
)
PERSONAL = (
    "You can reach me at {name}@example.org if anything is unclear.",
    "Please charge the card 4111 1111 1111 1111 as the last time.",
    "My key is sk-ant-api03-{secret}AA, it stopped working today.",
)
NAMES = ("ada.lovelace", "grace.hopper", "alan.turing", "mary.shelley", "jules.verne")
SLOW_SHARE, ERROR_SHARE, CLIENT_ERROR_SHARE, PERSONAL_SHARE = 0.02, 0.02, 0.03, 0.2
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ERROR = 2
INTERNAL, SERVER, CLIENT = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Mood:
    """What is special about one trace."""

    slow: bool
    failed: bool
    refused: bool


class Traffic:
    """Makes requests of one trace each, as OTLP JSON."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 made-up data

    def requests(self, now_ns: int) -> Iterator[bytes]:
        """Return requests without end; the first trace ends at about `now_ns`."""
        while True:
            yield self.request(now_ns)

    def request(self, now_ns: int) -> bytes:
        """Return one request with one trace of eleven spans that ends at `now_ns`."""
        spans = self._trace(now_ns)
        resource = {
            "service.name": "llm-gateway",
            "service.version": "2.4.1",
            "deployment.environment.name": "demo",
        }
        body = {
            "resourceSpans": [
                {
                    "resource": {"attributes": attributes(resource)},
                    "scopeSpans": [
                        {"scope": {"name": "gateway", "version": "2.4"}, "spans": spans}
                    ],
                }
            ]
        }
        return json.dumps(body, separators=(",", ":")).encode()

    def _trace(self, now_ns: int) -> list[dict[str, Any]]:
        rng = self._random
        mood = Mood(
            *(rng.random() < share for share in (SLOW_SHARE, ERROR_SHARE, CLIENT_ERROR_SHARE))
        )
        length_ms = rng.uniform(5_500, 9_000) if mood.slow else rng.uniform(200, 2_500)
        builder = Builder(rng, now_ns, length_ms)
        root = builder.add("POST /v1/chat/completions", SERVER, None, 0.0, 1.0, self._http(mood))
        guard = {"gateway.guardrail": "prompt", "gateway.verdict": "pass"}
        builder.add("guardrail prompt", INTERNAL, root, 0.01, 0.04, guard)
        agent_attributes = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support"}
        agent = builder.add("invoke_agent support", INTERNAL, root, 0.05, 0.98, agent_attributes)
        embed = self._usage("openai", "text-embedding-3-small", "embeddings", 0)
        builder.add("embeddings text-embedding-3-small", CLIENT, agent, 0.06, 0.1, embed)
        documents = {"gen_ai.operation.name": "retrieval", "db.system.name": "postgresql"}
        builder.add("retrieval documents", CLIENT, agent, 0.1, 0.16, documents)
        provider, model, _ = rng.choices(MODELS, [each[2] for each in MODELS])[0]
        for turn in range(4):
            start = 0.17 + 0.2 * turn
            failed = mood.failed and turn == 3  # noqa: PLR2004 the last of four turns
            chat = self._chat(provider, model, failed=failed)
            builder.add(f"chat {model}", CLIENT, agent, start, start + 0.13, chat, failed=failed)
            if turn < 2:  # noqa: PLR2004 two tools
                tool = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "stock"}
                builder.add("execute_tool stock", INTERNAL, agent, start + 0.13, start + 0.2, tool)
        if mood.refused:
            builder.mark(0, "429 Too Many Requests")
        elif mood.failed:
            builder.mark(0, "500 upstream failed")
        return builder.spans

    def _http(self, mood: Mood) -> dict[str, Any]:
        status = 429 if mood.refused else 500 if mood.failed else 200
        return {
            "http.request.method": "POST",
            "http.route": "/v1/chat/completions",
            "http.response.status_code": status,
            "user_agent.original": "openai-python/3.57",
            "gateway.retry": self._random.randrange(3),
        }

    def _usage(self, provider: str, model: str, operation: str, output: int) -> dict[str, Any]:
        return {
            "gen_ai.operation.name": operation,
            "gen_ai.provider.name": provider,
            "gen_ai.request.model": model,
            "gen_ai.response.model": model,
            "gen_ai.usage.input_tokens": self._random.randrange(40, 4_000),
            **({"gen_ai.usage.output_tokens": output} if output else {}),
        }

    def _chat(self, provider: str, model: str, *, failed: bool) -> dict[str, Any]:
        rng = self._random
        place = rng.randrange(len(TOPICS))
        prompt = TOPICS[place]
        if rng.random() < PERSONAL_SHARE:
            secret = "".join(rng.choices(ALPHABET, k=93))
            prompt += " " + rng.choice(PERSONAL).format(name=rng.choice(NAMES), secret=secret)
        found = {
            "gen_ai.request.temperature": 0.2,
            "gen_ai.request.max_tokens": 1024,
            "gen_ai.input.messages": messages("user", prompt),
        }
        if failed:
            base = self._usage(provider, model, "chat", 0)
            del base["gen_ai.usage.input_tokens"], base["gen_ai.response.model"]
            return base | found | {"error.type": "timeout"}
        return {
            **self._usage(provider, model, "chat", rng.randrange(20, 900)),
            **found,
            "gen_ai.output.messages": messages("assistant", ANSWERS[place]),
            "gen_ai.response.id": f"chatcmpl-{rng.getrandbits(96):024x}",
            "gen_ai.response.finish_reasons": ["stop"],
            "gen_ai.response.time_to_first_chunk": round(rng.uniform(0.05, 0.9), 3),
        }


class Builder:
    """Lays spans of one trace out in time."""

    def __init__(self, rng: random.Random, now_ns: int, length_ms: float) -> None:
        self.spans: list[dict[str, Any]] = []
        self._rng = rng
        self._trace = f"{rng.getrandbits(128) | 1:032x}"
        self._start_ns = now_ns - int(length_ms * 1e6)
        self._length_ns = length_ms * 1e6

    def add(
        self,
        name: str,
        kind: int,
        parent: str | None,
        start: float,
        end: float,
        values: dict[str, Any],
        *,
        failed: bool = False,
    ) -> str:
        """Add a span that covers a share of the trace; return its id."""
        span_id = f"{self._rng.getrandbits(64) | 1:016x}"
        span: dict[str, Any] = {
            "traceId": self._trace,
            "spanId": span_id,
            "name": name,
            "kind": kind,
            "startTimeUnixNano": str(self._start_ns + int(start * self._length_ns)),
            "endTimeUnixNano": str(self._start_ns + int(end * self._length_ns)),
            "attributes": attributes(values),
        }
        if parent is not None:
            span["parentSpanId"] = parent
        self.spans.append(span)
        if failed:
            self.mark(len(self.spans) - 1, "upstream timed out")
        return span_id

    def mark(self, place: int, message: str) -> None:
        """Give a span the status ERROR."""
        self.spans[place]["status"] = {"code": ERROR, "message": message}


def messages(role: str, text: str) -> str:
    """Return one message as the conventions have it: JSON in a string."""
    return json.dumps([{"role": role, "parts": [{"type": "text", "content": text}]}])
