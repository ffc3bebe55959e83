"""What the page says of model calls beside money: coverage, drift, savings, other names."""

from __future__ import annotations

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.testing import batch_of, settings, span
from tests.unit.exporters.prometheus_rig import USAGE, call, exporter_of, observe, samples, value

INPUT = "gen_ai.usage.input_tokens"


def test_coverage_is_the_share_of_calls_with_a_cost():
    """The gauge is known costs by all calls of a provider; another's view of a call is neither."""
    exporter = exporter_of(namespace="gw")
    fold = exporter.new_fold()
    exporter.expose([fold])
    name = "gw_genai_cost_coverage_ratio"
    assert value(exporter, name) == 0
    lost = {"spanmill.cost.source": "unpriced", "spanmill.cost.reason": "unknown_model"}
    same = {**lost, "spanmill.cost.reason": "duplicate"}
    observe(fold, *(call(0.5) for _ in range(3)), call(**lost), call(**same))
    observe(fold, call(**{**lost, "gen_ai.provider.name": "acme"}))
    assert value(exporter, name, provider="openai") == 0.75
    assert [row for row in samples(exporter.page()[0]).items() if row[0][0] == name] == [
        ((name, frozenset({("provider", "openai")})), 0.75),
        ((name, frozenset({("provider", "acme")})), 0.0),
    ]


def test_drift_is_a_histogram_of_reported_by_computed():
    """Each call with both costs falls where its gateway's number lies beside the price's."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    both = {"spanmill.cost.source": "reported", "spanmill.cost.computed": 2.0}
    observe(fold, call(2.0, **both), call(2.1, **both), call(1.0, **both), call(2.0))
    buckets = {
        edge: value(exporter, "genai_cost_drift_ratio_bucket", le=edge)
        for edge in ("0.1", "0.5", "0.999", "1.001", "1.05", "2.0", "+Inf")
    }
    expected = {"0.1": 0, "0.5": 1, "0.999": 1, "1.001": 2, "1.05": 3, "2.0": 3, "+Inf": 3}
    assert buckets == expected
    assert value(exporter, "genai_cost_drift_ratio_sum", provider="openai") == 2.55


def test_a_gateways_cache_hit_saves_tokens_and_adds_none():
    """Nobody bills what a gateway's cache answers: its tokens are saved ones, not used ones."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    usage = {"gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 7}
    hit = {"spanmill.cost.source": "reported", "spanmill.cost.saved": 0.25}
    observe(fold, call(0.0, **usage, **hit), call(0.0, **usage))
    assert value(exporter, "genai_tokens_total") == 107
    assert value(exporter, "genai_saved_tokens_total", type="input_uncached") == 100
    assert value(exporter, "genai_saved_tokens_total", type="output") == 7
    assert value(exporter, "genai_saved_cost_usd_total") == 0.25
    assert value(exporter, "genai_request_duration_seconds_count") == 2
    assert value(exporter, "gen_ai_client_token_usage_sum") == 107


def test_names_of_the_conventions_stand_beside_ours():
    """Dashboards of the conventions find billed tokens, durations and times to the first chunk."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    usage = {**USAGE, "gen_ai.response.model": "gpt-4o-2024-08-06"}
    failed = {
        "spanmill.cost.source": "unpriced", "spanmill.cost.reason": "no_usage", "error.type": "429",
    }  # fmt: skip
    observe(fold, call(0.25, **usage), call(0.25, 0.0, **usage), call(**failed), span())
    told = {"gen_ai_request_model": "gpt-4o", "gen_ai_operation_name": "chat"}
    told |= {"gen_ai_provider_name": "openai", "service_name": "gateway"}
    known = {**told, "gen_ai_response_model": "gpt-4o-2024-08-06"}
    tokens = "gen_ai_client_token_usage"
    given, said = ({"gen_ai_token_type": kind} for kind in ("input", "output"))
    assert value(exporter, f"{tokens}_sum", **known, **given) == 1000
    assert value(exporter, f"{tokens}_sum", **known, **said) == 50
    assert value(exporter, f"{tokens}_bucket", le="1024.0", **given) == 1
    assert value(exporter, f"{tokens}_count") == 2
    took = "gen_ai_client_operation_duration_seconds"
    assert value(exporter, f"{took}_sum", **known, error_type="") == 1.5
    assert value(exporter, f"{took}_count", **told, error_type="429") == 1
    first = "gen_ai_client_operation_time_to_first_chunk_seconds"
    assert value(exporter, f"{first}_sum", **known) == 0.3
    assert value(exporter, f"{first}_bucket", le="0.32") == 1


def test_names_of_the_conventions_can_be_left_out():
    """Without them the page has ours alone, and made-up models share a label in both."""
    for wanted in (True, False):
        exporter = exporter_of(semantic_conventions=wanted)
        fold = exporter.new_fold()
        exporter.expose([fold])
        lost = {"spanmill.cost.source": "unpriced", "spanmill.cost.reason": "unknown_model"}
        observe(fold, call(**{**lost, "gen_ai.request.model": "made-up"}))
        page = exporter.page()[0].decode()
        assert ("gen_ai_client_" in page) == wanted
        assert 'model="other"' in page
        assert "made-up" not in page


def test_made_up_names_share_a_series():
    """20,000 models and providers that clients make up add calls to a handful of series."""
    exporter = exporter_of()
    fold = exporter.new_fold()
    exporter.expose([fold])
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    usages = ({}, {INPUT: 5}, {INPUT: -1}, {INPUT: "many"})
    sizes = []
    for half in range(2):
        rows = [
            span(
                number=number + 1,
                attrs={
                    "gen_ai.request.model": f"made-up-{half}-{number}",
                    "gen_ai.provider.name": ("openai", f"nobody-{number}")[number % 2],
                    **usages[number // 2 % 4],
                },
            )
            for number in range(10_000)
        ]
        (batch,) = processor.process(batch_of(rows, processor.reads | fold.reads))
        fold.observe(batch, half)
        sizes.append(len(samples(exporter.page()[0])))
    assert sizes[0] == sizes[1]
    assert value(exporter, "genai_calls_total", source="unpriced") == 20_000
    assert value(exporter, "genai_unpriced_calls_total", provider="other") == 10_000
    assert value(exporter, "genai_unpriced_calls_total", reason="unknown_model") == 10_000
