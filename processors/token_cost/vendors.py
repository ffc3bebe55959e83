"""Names of providers: what the price list and the standard call them.

Trap: the price list's own matching takes `azure.ai.openai` for OpenAI, so this table comes first.
"""

from __future__ import annotations

import re

__all__ = ["is_known", "names_of", "price_list_id", "standard_name"]

_TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("azure", "azure.ai.openai", ("azure.ai.openai", "az.ai.openai", "azure.openai",
     "azure_openai", "azure")),
    ("azure", "azure.ai.inference", ("azure.ai.inference", "az.ai.inference", "azure_ai")),
    ("aws", "aws.bedrock", ("aws.bedrock", "bedrock", "bedrock_converse", "aws.anthropic", "aws")),
    ("google", "gcp.gemini", ("gcp.gemini", "gemini", "google", "google-gla")),
    ("google", "gcp.vertex_ai", ("gcp.vertex_ai", "vertex_ai", "gcp.anthropic", "google-vertex")),
    ("google", "gcp.gen_ai", ("gcp.gen_ai",)),
    ("x-ai", "x_ai", ("x_ai", "xai", "x-ai")),
    ("mistral", "mistral_ai", ("mistral_ai", "mistralai", "mistral")),
    ("moonshotai", "moonshot_ai", ("moonshot_ai", "moonshot", "moonshotai")),
    ("together", "", ("together_ai", "together-ai")),
    ("fireworks", "", ("fireworks_ai",)),
)  # fmt: skip
"""Id in the price list, the standard's name, and names that instrumentations use."""

_LIST = {name: known for known, _, names in _TABLE for name in names}
_STANDARD = {name: standard for _, standard, names in _TABLE for name in names if standard}
_PREFIXES = {"vertex_ai": "google", "google": "google"}
_FRAMEWORKS = frozenset({
    "gcp.vertex.agent", "strands-agents", "langchain", "litellm", "crewai", "litellm_proxy",
})  # fmt: skip
_API_SUFFIX = re.compile(r"^(openai|anthropic|google|mistral|xai|cohere|groq|deepseek)\.[a-z.-]+$")


def price_list_id(name: str) -> str | None:
    """Return the price list's id of a reported provider; None for a framework, or for no name."""
    name = name.strip().lower()
    if not name or name in _FRAMEWORKS:
        return None
    if name in _LIST:
        return _LIST[name]
    for prefix, known in _PREFIXES.items():
        if name.startswith(prefix):
            return known
    if found := _API_SUFFIX.match(name):
        return _LIST.get(found[1], found[1])
    return name


def standard_name(name: str) -> str:
    """Return the standard's name of a reported provider; one that no table has stays as it is."""
    name = name.strip()
    word = name.lower()
    if found := _API_SUFFIX.match(word):
        word = name = found[1]
    return _STANDARD.get(word, name)


def names_of(name: str) -> tuple[str, ...]:
    """Return a reported provider's names: as it is, the standard's, the price list's."""
    return name, standard_name(name), price_list_id(name) or ""


def is_known(name: str) -> bool:
    """Whether the table has a name; one that it lacks may still be the price list's."""
    return name in _LIST or name in _FRAMEWORKS
