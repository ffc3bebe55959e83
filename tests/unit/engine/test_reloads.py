from __future__ import annotations

import gc
import weakref

from spanmill.testing import span
from tests.unit.engine.test_runtime import SAMPLED


def test_graphs_of_the_past_are_let_go(house):
    """After many reloads no more is in memory than the graph that runs and the one before it."""
    text = SAMPLED.replace("[tail_sampling]", "[tail_sampling, broken]")
    house.start(text.replace("processors:\n", "processors:\n  broken: {}\n", 1))
    past = []
    for wait in range(11, 17):
        built = house.runtime._built
        (holder,) = (each.holding.holder for each in built.flow.ledgers if each.holding)
        past += [weakref.ref(each) for each in (built, built.flow, holder)]
        del built, holder
        assert house.send(span(trace=wait, number=wait)).code == 0
        house.text = house.text.replace(f"{wait - 1}s", f"{wait}s")
        assert house.runtime.reload_file() == []
    gc.unfreeze()
    gc.collect()
    assert [each() for each in past[:-3]] == [None] * (len(past) - 3)
