"""Words for what a span is about, in every dialect: their class, and the standard's word.

A word that no table has is a call, if the span names a model or reports tokens.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["OPERATIONS", "Class"]

Class = Literal["call", "sum", "none"]
"""`call`: one call of a model; `sum`: its usage is the sum of what ran below it; `none`: nothing
that a provider bills by tokens.
"""

_CALLS = {
    "chat": (
        "chat", "llm", "chat_model", "generation", "acompletion", "responses", "aresponses",
        "anthropic_messages", "ai.generatetext.dogenerate", "ai.streamtext.dostream",
        "ai.generateobject.dogenerate", "ai.streamobject.dostream",
    ),
    "generate_content": ("generate_content", "agenerate_content"),
    "text_completion": ("text_completion", "completion", "atext_completion"),
    "embeddings": (
        "embeddings", "embedding", "aembedding", "ai.embed.doembed", "ai.embedmany.doembed",
    ),
    "": ("rerank", "reranker", "arerank"),
}  # fmt: skip
_SUMS = {
    "invoke_agent": ("invoke_agent", "agent"),
    "invoke_workflow": ("invoke_workflow", "workflow"),
    "": (
        "agent_step", "plan", "chain", "ai.generatetext", "ai.streamtext", "ai.generateobject",
        "ai.streamobject", "ai.embed", "ai.embedmany",
    ),
}  # fmt: skip
_NONE = (
    "execute_tool", "fetch_response", "create_agent", "retrieval", "task", "tool", "retriever",
    "guardrail", "evaluator", "prompt", "decision", "parser", "span", "event", "ai.toolcall",
)  # fmt: skip

OPERATIONS: tuple[tuple[str, Class, str], ...] = (
    *((word, "call", standard) for standard, words in _CALLS.items() for word in words),
    *((word, "sum", standard) for standard, words in _SUMS.items() for word in words),
    *((word, "none", "") for word in _NONE),
)
"""Word in lower case, class, the standard's word."""
