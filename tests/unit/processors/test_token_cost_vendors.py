"""Names of providers as instrumentations, SDKs and gateways write them."""

from __future__ import annotations

import pytest

from processors.token_cost.price_list import provider_ids
from processors.token_cost.vendors import price_list_id, standard_name

NAMES = {
    "openai": ("openai", "openai.chat", "openai.responses", "text-completion-openai"),
    "azure": ("azure.ai.openai", "az.ai.inference", "azure-openai.chat", "azure.responses",
              "azure_text", "Azure"),
    "aws": ("aws.bedrock", "AWS", "bedrock_converse", "amazon-bedrock"),
    "google": ("gcp.gemini", "gcp.vertex_ai", "VertexAI", "vertex_ai-anthropic_models",
               "google.generative-ai", "google.vertex.chat", "vertex.anthropic.messages"),
    "x-ai": ("x_ai", "xai.chat", "grok"),
    "cohere": ("cohere", "cohere_chat", "cohere.chat"),
    "together": ("together_ai", "togetherai.chat"),
    "fireworks": ("fireworks_ai", "fireworks.chat"),
    "cerebras": ("cerebras", "cerebras.chat"),
    "voyageai": ("voyage",),
    "github-copilot": ("github_copilot",),
}  # fmt: skip


@pytest.mark.parametrize(("known", "names"), NAMES.items())
def test_every_name_leads_to_the_list(known, names):
    """What a sender calls a provider is found in the price list."""
    assert known in provider_ids()
    assert {name: price_list_id(name) for name in names} == dict.fromkeys(names, known)


@pytest.mark.parametrize("name", ["", "strands-agents", "gateway", "litellm_proxy", " LangChain "])
def test_frameworks_are_no_providers(name):
    """A name that says only what made the call leaves the provider to the model's name."""
    assert price_list_id(name) is None


@pytest.mark.parametrize(
    ("given", "standard"),
    [
        ("openai.chat", "openai"),
        ("azure.ai.inference", "azure.ai.inference"),
        ("azure.responses", "azure.ai.openai"),
        ("amazon-bedrock", "aws.bedrock"),
        ("anthropic.messages", "anthropic"),
        (" My Own ", "My Own"),
        ("cerebras.chat", "cerebras"),
    ],
)
def test_what_the_standard_calls_them(given, standard):
    """The standard's names are written; a name that nobody knows stays as it is."""
    assert standard_name(given) == standard
