from __future__ import annotations

import pytest

from processors.memory_limiter import MemoryLimiterConfig

MIB = 1 << 20


@pytest.mark.parametrize(
    ("keys", "resident"),
    [
        ({"limit_mib": 500}, 400),
        ({"limit_mib": 500, "spike_limit_mib": 50}, 450),
        ({"limit_percentage": 50}, 400),
        ({"limit_percentage": 50, "spike_limit_percentage": 10}, 400),
        ({"limit_percentage": 80, "limit_mib": 100, "spike_limit_mib": 20}, 80),
    ],
    ids=str,
)
def test_what_the_process_may_have(keys, resident):
    """The limit without its spike is the process's, half of that is for requests."""
    config = MemoryLimiterConfig.model_validate(keys)
    assert config.resident_bytes(1000 * MIB) == resident * MIB
    assert config.request_bytes(1000 * MIB) == resident * MIB // 2
