"""Names of providers: what the price list and the standard call them.

Trap: the price list's own matching takes `azure.ai.openai` for OpenAI, so this table comes first.
"""

from __future__ import annotations

import re

__all__ = ["is_known", "names_of", "price_list_id", "standard_name"]

_TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("openai", "openai", ("openai", "text-completion-openai")),
    ("azure", "azure.ai.openai", ("azure.ai.openai", "az.ai.openai", "azure.openai",
     "azure_openai", "azure-openai", "azure", "azure_text")),
    ("azure", "azure.ai.inference", ("azure.ai.inference", "az.ai.inference", "azure_ai")),
    ("aws", "aws.bedrock", ("aws.bedrock", "bedrock", "bedrock_converse", "aws.anthropic", "aws",
     "amazon-bedrock")),
    ("google", "gcp.gemini", ("gcp.gemini", "gemini", "google", "google-gla")),
    ("google", "gcp.vertex_ai", ("gcp.vertex_ai", "vertex_ai", "gcp.anthropic", "google-vertex",
     "vertexai", "vertex")),
    ("google", "gcp.gen_ai", ("gcp.gen_ai",)),
    ("x-ai", "x_ai", ("x_ai", "xai", "x-ai", "grok")),
    ("mistral", "mistral_ai", ("mistral_ai", "mistralai", "mistral")),
    ("moonshotai", "moonshot_ai", ("moonshot_ai", "moonshot", "moonshotai")),
    ("cohere", "cohere", ("cohere", "cohere_chat")),
    ("together", "", ("together_ai", "together-ai", "togetherai", "together")),
    ("fireworks", "", ("fireworks_ai", "fireworks")),
    ("voyageai", "", ("voyage", "voyageai")),
    ("github-copilot", "", ("github_copilot", "github-copilot")),
)  # fmt: skip
"""Id in the price list, the standard's name, and names that instrumentations use."""

_LIST = {name: known for known, _, names in _TABLE for name in names}
_STANDARD = {name: standard for _, standard, names in _TABLE for name in names if standard}
_PREFIXES = {"vertex_ai": "google", "google": "google"}
_FRAMEWORKS = frozenset({
    "gcp.vertex.agent", "strands-agents", "langchain", "litellm", "crewai", "litellm_proxy",
    "gateway", "vercel",
})  # fmt: skip
_API_SUFFIX = re.compile(
    r"(openai|anthropic|google|vertex|azure|azure-openai|amazon-bedrock|mistral|xai|cohere|groq"
    r"|deepseek|togetherai|fireworks|cerebras|perplexity)\.[a-z.-]+"
)
"""Matches a provider with the interface that was called, as Vercel's SDK names it."""


def _bare(name: str) -> str:
    """Return a name in lower case without an interface; one that the table has as a whole stays."""
    word = name.strip().lower()
    found = None if word in _LIST or word in _FRAMEWORKS else _API_SUFFIX.fullmatch(word)
    return found[1] if found else word


def price_list_id(name: str) -> str | None:
    """Return the price list's id of a reported provider; None for a framework, or for no name."""
    word = _bare(name)
    if not word or word in _FRAMEWORKS:
        return None
    for prefix, known in _PREFIXES.items():
        if word.startswith(prefix):
            return known
    return _LIST.get(word, word)


def standard_name(name: str) -> str:
    """Return the standard's name of a reported provider; one that no table has stays as it is."""
    word = _bare(name)
    if word == name.strip().lower():
        return _STANDARD.get(word, name.strip())
    return _STANDARD.get(word, word)


def names_of(name: str) -> tuple[str, ...]:
    """Return a reported provider's names: as it is, the standard's, the price list's."""
    return name, standard_name(name), price_list_id(name) or ""


def is_known(name: str) -> bool:
    """Whether the table has a name; one that it lacks may still be the price list's."""
    return name in _LIST or name in _FRAMEWORKS
