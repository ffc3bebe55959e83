from __future__ import annotations

from spanmill.testing import span

LIMITED = """
receivers: {{hand: {{}}}}
processors: {{memory_limiter: {{limit_mib: {limit_mib}}}}}
exporters: {{sink: {{}}}}
service:
  pipelines:
    traces: {{receivers: [hand], processors: [memory_limiter], exporters: [sink]}}
"""


def test_a_process_over_its_limit_says_so_and_goes_on(house, monkeypatch):
    """Free memory is given back, `/status` tells why, and a request that is alone is taken."""
    given_back = []
    monkeypatch.setattr("spanmill.engine.intake.release", lambda: given_back.append(1))
    house.start(LIMITED.format(limit_mib=1))
    assert house.send(span("alone")).code == 0
    assert any("memory is short" in each for each in house.runtime.snapshot().degraded)
    house.until(lambda: len(given_back) == 1)
    house.advance(1)
    assert house.send(span("again")).code == 0
    house.until(lambda: len(given_back) == 2)


def test_a_process_within_its_limit_is_well(house):
    """A limit that is far away changes nothing."""
    house.start(LIMITED.format(limit_mib=1 << 20))
    assert house.send(span("a")).code == 0
    assert house.runtime.snapshot().degraded == []
