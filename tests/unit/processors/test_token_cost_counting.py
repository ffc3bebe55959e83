"""Nothing is counted twice: within a batch, and over batches in any order."""

from __future__ import annotations

import itertools
import random

import pytest

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span
from tests.reference.counted import Node, Online

IN, OUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
COUNTED = "spanmill.cost.counted"
WORDS = {"call": "chat", "sum": "invoke_agent", "": "execute_tool"}


def processor(**config):
    """Return a processor that has seen nothing."""
    return TokenCostProcessor(TokenCostConfig.model_validate(config), settings("token_cost"))


def row(node, trace=1):
    """Return the span of a node."""
    attrs = {"gen_ai.operation.name": WORDS[node.kind]}
    if node.kind:
        attrs |= {"gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o"}
        attrs |= {IN: node.tokens[0], OUT: node.tokens[1]}
    attrs |= {"gen_ai.response.id": node.response} if node.response else {}
    return span(trace=trace, number=node.number, parent=node.parent, attrs=attrs)


def told(each, nodes, trace=1):
    """Price a group, and return what every call of it adds, by number."""
    (batch,) = each.process(batch_of([row(node, trace) for node in nodes], each.reads))
    found = [one.attributes.get(COUNTED) for one in spans(batch)]
    return {node.number: got for node, got in zip(nodes, found, strict=True) if node.kind}


def shape(chance):
    """Return a random trace: calls and agents above and below each other, with tools between."""
    nodes = []
    for number in range(1, chance.randint(2, 7)):
        parent = chance.choice([None, *range(1, number)]) if number > 1 else None
        kind = chance.choice(["call", "call", "sum", ""])
        tokens = (chance.choice([10, 100, 1000]), chance.choice([1, 20, 300]))
        response = chance.choice(["", "", "r1", "r2"]) if kind == "call" else ""
        nodes.append(Node(number, parent, kind, tokens if kind else (0, 0), response))
    return nodes


@pytest.mark.parametrize("seed", range(400))
def test_any_trace_in_any_order_over_any_groups(seed):
    """However a trace is cut into groups, each span adds what the online rule says."""
    chance = random.Random(seed)
    nodes = shape(chance)
    chance.shuffle(nodes)
    cuts = sorted(chance.sample(range(len(nodes) + 1), chance.randint(0, min(3, len(nodes)))))
    groups = [nodes[a:b] for a, b in itertools.pairwise([0, *cuts, len(nodes)])]
    real, oracle = processor(), Online()
    for group in groups:
        if group:
            assert told(real, group) == pytest.approx(oracle.group(group), abs=1e-12)


def test_a_repeated_request_adds_the_same_again():
    """A batch that comes twice, because its answer was lost, gets the same shares."""
    nodes = [
        Node(1, None, "sum", (30, 3)),
        Node(2, 1, "call", (20, 2), "r"),
        Node(3, 2, "call", (10, 1)),
    ]
    each = processor()
    assert told(each, nodes) == told(each, nodes)


def test_children_first_over_groups():
    """An agent that ends after its calls were exported adds nothing to them."""
    each = processor()
    assert told(each, [Node(3, 2, "call", (1000, 0))]) == {3: 0.0025}
    assert told(each, [Node(2, 1)]) == {}
    assert told(each, [Node(1, None, "sum", (1000, 0))]) == {1: 0.0}


def test_traces_are_kept_apart():
    """Equal span ids and response ids of another trace are another call."""
    each = processor()
    nodes = [Node(1, None, "sum", (10, 1)), Node(2, 1, "call", (10, 1), "r")]
    assert told(each, nodes, trace=1) == told(each, nodes, trace=2)


def test_attempts_are_all_billed():
    """Two equal calls beside each other, as a retry makes them, are two calls."""
    nodes = [Node(1, None), Node(2, 1, "call", (1000, 0)), Node(3, 1, "call", (1000, 0))]
    assert told(processor(), nodes) == {2: 0.0025, 3: 0.0025}


def test_a_view_without_a_price_is_a_duplicate():
    """A call that cannot be priced, above one that was, says that it is the same call."""
    inner = row(Node(2, 1, "call", (10, 1)))
    outer = span(number=1, attrs={"gen_ai.request.model": "our-alias"})
    each = processor()
    (batch,) = each.process(batch_of([outer, inner], each.reads))
    reasons = [one.attributes.get("spanmill.cost.reason") for one in spans(batch)]
    assert reasons == ["duplicate", None]


def test_a_cache_hit_covers_what_is_above_it():
    """Where the gateway's cache answered, the caller's own span costs nothing either."""
    inner = row(Node(2, 1, "call", (1000, 0)))
    inner["attributes"].append({"key": "litellm.cache_hit", "value": {"boolValue": True}})
    each = processor()
    (batch,) = each.process(batch_of([row(Node(1, None, "call", (1000, 0))), inner], each.reads))
    outer, hit = (one.attributes for one in spans(batch))
    assert (outer[COUNTED], hit[COUNTED], hit["spanmill.cost.saved"]) == (0.0, 0.0, 0.0025)


def test_what_waits_is_forgotten_when_it_is_asked_for():
    """Sums are kept for spans that have not come yet, and amounts once a call."""
    each = processor()
    nodes = [Node(2, 1, "call", (10, 1)), Node(3, 1, "call", (10, 1))]
    told(each, nodes)
    assert each._pricer.num_remembered == 3
    told(each, [Node(1, None, "sum", (10, 1))])
    assert each._pricer.num_remembered == 3


def test_circles_and_deep_chains_end():
    """Parents in a circle, or thousands of levels deep, neither hang nor lose a call."""
    circle = [Node(1, 3, "call", (10, 1)), Node(2, 1, "call", (10, 1)), Node(3, 2, "sum", (10, 1))]
    assert len(told(processor(), circle)) == 3
    chain = [Node(n, n - 1 or None, "call" if n % 500 == 0 else "") for n in range(1, 3001)]
    assert len(told(processor(), chain)) == 6


READ, WRITE = "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_creation.input_tokens"
PLAIN, CACHED, WRITTEN = {IN: 1247}, {IN: 1247, READ: 1024}, {IN: 1247, READ: 600, WRITE: 424}
"""Views of one call: one knows nothing of a cache, the others do."""


@pytest.mark.parametrize(
    ("inner", "outer"), list(itertools.permutations([PLAIN, CACHED, WRITTEN], 2))
)
def test_views_that_know_of_a_cache_and_views_that_do_not(inner, outer):
    """A framework may report the same input without its cached part: it is no input of its own."""
    names = {"gen_ai.provider.name": "anthropic", "gen_ai.request.model": "claude-sonnet-4-5"}

    def counted(*usages, top=1):
        attrs = [{**names, "gen_ai.operation.name": "chat", **usage} for usage in usages]
        rows = [
            span(number=place, parent=place - 1 or None, attrs=each)
            for place, each in enumerate(attrs, 1)
        ]
        each = processor()
        (batch,) = each.process(batch_of(rows, each.reads))
        found = spans(batch)
        return sum(one.attributes[COUNTED] for one in found), found[top - 1].attributes

    alone, _ = counted(inner)
    assert counted(outer, inner)[0] == pytest.approx(alone, rel=1e-12)
    # a view above both of them has a call of its own as well
    twice = {IN: 2 * 1247}
    more, top = counted(twice, outer, inner)
    price = top["spanmill.cost.total"] / (2 * 1247)
    assert more == pytest.approx(alone + 1247 * price, rel=1e-12)
