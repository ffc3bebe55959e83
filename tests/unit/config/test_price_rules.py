from __future__ import annotations

import os
from pathlib import Path

import pytest

from spanmill.component import Kind
from spanmill.errors import ConfigError

FILE = """
receivers: {otlp: }
processors:
  token_cost:
    currencies: {EUR: 1.25}
    rules: %s
exporters: {nop: }
service:
  pipelines:
    traces: {receivers: [otlp], processors: [token_cost], exporters: [nop]}
"""
LINE = 6


def findings(load_text, rules):
    """Return line and message of every warning about rules."""
    warnings = load_text(FILE % rules).warnings
    return [(each.line, each.message) for each in warnings if ".rules." in each.where]


def test_a_rule_that_no_call_reaches_is_pointed_at(load_text):
    """A rule behind a wider one is a warning at its own place."""
    rules = """
    - {model: gpt-*, free: true}
    - {model: "GPT-4o*", provider: openai, use: openai/gpt-4o}
    - {model: other, free: true}"""
    [(line, message)] = findings(load_text, rules)
    assert line == LINE + 2
    assert "gpt-*" in message


def test_a_rule_of_another_time_or_provider_is_reached(load_text):
    """An earlier rule hides a later one only where it always holds."""
    rules = """
    - {model: a, free: true, valid_until: 2026-06-30}
    - {model: a, free: true, provider: x}
    - {model: a, free: true, valid_from: 2026-07-01}"""
    assert findings(load_text, rules) == []


def test_rules_that_hide_another_together_are_told(load_text):
    """Rules for all times of a later one, by any name of its provider, leave it no call."""
    hidden = """
    - {model: "a*", provider: azure, free: true, valid_until: 2090-06-30}
    - {model: a, free: true, valid_from: 2090-07-01}
    - {model: ab, provider: azure.ai.openai, free: true, valid_from: 2090-07-01}
    - {model: a, provider: azure.ai.openai, free: true}"""
    [(line, message)] = findings(load_text, hidden)
    assert (line, "in its time" in message) == (LINE + 4, True)
    gap = hidden.replace("valid_from: 2090-07-01}", "valid_from: 2090-07-02}")
    assert findings(load_text, gap) == []


def test_a_rule_that_ended_and_has_no_heir_is_pointed_at(load_text):
    """A rule of the past is a warning, unless another has taken its place."""
    rules = """
    - {model: a, free: true, valid_until: 2025-06-30}
    - {model: b, provider: x, free: true, valid_until: 2025-06-30}
    - {model: b, free: true, valid_from: 2025-08-01}"""
    [(line, message)] = findings(load_text, rules)
    assert (line, "ended" in message) == (LINE + 1, True)


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ('{model: "cluade-*", free: true}', "claude"),
        ('{model: "Deepsek-v*", provider: deepseek, free: true}', "deepseek"),
        ("{model: a, provider: opnai, free: true}", "openai"),
        ("{model: a, provider: Antropic, free: true}", "anthropic"),
        ('{model: "claude-9*", provider: anthropic, free: true}', ""),
        ('{model: "ollama-*", provider: ollama, free: true}', ""),
        ('{model: "internal-*", provider: openai-eu, free: true}', ""),
        ("{model: cluade-sonnet, provider: azure.ai.openai, free: true}", ""),
        ('{model: "my-*", provider: azure, use: azure/gpt-4o}', ""),
    ],
)
def test_a_word_that_is_almost_known_is_pointed_at(load_text, rule, hint):
    """A provider or a family of models but for a letter is likely misspelt; a new name is not."""
    warnings = [each for each in load_text(FILE % f"[{rule}]").warnings if ".rules." in each.where]
    assert [each.hint for each in warnings] == ([f"Did you mean '{hint}'?"] if hint else [])


def test_a_model_that_the_list_lacks_is_pointed_at(load_text):
    """`use` of an unknown model is a warning at that word."""
    rules = """
    - {model: a, use: openai/gpt-4o}
    - {model: b, use: openai/no-such-model}"""
    [(line, message)] = findings(load_text, rules)
    assert line == LINE + 2
    assert "openai/no-such-model" in message


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("{model: a}", "sets one price"),
        ("{model: a, free: true, use: openai/gpt-4o}", "sets one price"),
        ("{model: a, use: gpt-4o}", "names no model"),
        ("{model: a, use: /gpt-4o}", "names no model"),
        ("{model: a, free: true, valid_from: 2026-02-01, valid_until: 2026-01-01}", "ends before"),
        ("{model: a, free: true, valid_from: soon}", "rules.0.valid_from"),
        ("{model: a, price: {input_mtok: -1}}", "input_mtok"),
        ("{model: a, price: {input_mtok: .nan}}", "input_mtok"),
        ("{model: a, price: {input_mtok: 1}, currency: CHF}", "what 'CHF' is worth"),
        ("{model: a, price: {input_mtok: 1}, currency: eur}", "currency"),
        ("{model: a, price: {input_mtok: 1}, discount_percent: 101}", "discount_percent"),
        (
            "{model: a, price: {tiers: [{above_input_tokens: 9, cache_read_mtok: 1}]}}",
            "a tier sets",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_an_error(load_text, rule, text):
    """Every fault of a rule is a located error before anything runs."""
    with pytest.raises(ConfigError) as fault:
        load_text(FILE % f"[{rule}]")
    assert text in str(fault.value)


def test_a_price_file_is_taken_whole_or_not_at_all(load_text, tmp_path):
    """Rules may stand in a file of their own; one wrong rule refuses all of it."""
    prices = tmp_path / "prices.yaml"
    prices.write_text("- {model: a, free: true}\n- {model: b, price: {input_mtok: 1}}\n")
    reference = f"${{file:{prices}}}"
    loaded = load_text(FILE % reference)
    config = loaded.config(Kind.PROCESSOR, "token_cost")
    assert [rule.model for rule in config.rules] == ["a", "b"]
    prices.write_text("- {model: a, free: true}\n- {model: b, price: {input_mtok: x}}\n")
    with pytest.raises(ConfigError, match="input_mtok"):
        load_text(FILE % reference)
    prices.write_text("- {model: a, free: true}\n")
    assert load_text(FILE % reference).hash != loaded.hash


@pytest.mark.parametrize(
    "content",
    [
        b"- {model: a, free: true}\n- &a [*a, *a]\n",
        b"- " + b"[" * 5000,
        b"- {model: a, price: {input_mtok: 1e400}}",
        b"- {model: a, price: {input_mtok: .inf}}",
        b"- {model: a, price: {input_mtok: true}}",
        b"- {model: '', free: true}",
        b"- {model: " + b"a" * 300 + b", free: true}",
        b"- {model: a, free: true, model: b}",
        b"- {model: a, free: true, command: rm}",
        b"- {model: a, free: true}\n" * 1001,
        b"model: a",
        b"\xff\xfe",
        b"\x00",
        b"- !!python/object/apply:os.system [id]",
        b"#" * ((1 << 20) + 1),
    ],
)
def test_a_hostile_price_file_is_a_located_error(load_text, tmp_path, content):
    """Whatever a price file holds, it is refused whole, at the place that names it."""
    prices = tmp_path / "prices.yaml"
    prices.write_bytes(content)
    with pytest.raises(ConfigError) as fault:
        load_text(FILE % f"${{file:{prices}}}")
    assert all(each.line >= 1 for each in fault.value.diagnostics)
    assert "token_cost" in str(fault.value)


def test_files_tell_when_they_were_changed(load_text, tmp_path):
    """The configuration knows the time of every file that it was read from, prices included."""
    prices = tmp_path / "prices.yaml"
    prices.write_text("- {model: a, free: true}\n")
    os.utime(prices, (5.0, 7.0))
    files = load_text(FILE % f"${{file:{prices}}}").files
    assert files[str(prices)] == 7.0
    assert {Path(each).name for each in files} == {"0.yaml", "prices.yaml"}
