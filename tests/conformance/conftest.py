"""What every factory needs to be made with, and one way to make it."""

from __future__ import annotations

import pytest

from spanmill.component import Kind
from spanmill.components import catalogue
from spanmill.testing import settings

NEEDED = {
    "attributes": {"actions": [{"key": "k", "value": 1, "action": "insert"}]},
    "resource": {"attributes": [{"key": "k", "value": 1, "action": "insert"}]},
    "filter": {"trace_conditions": ['name == "dropped"']},
    "memory_limiter": {"limit_mib": 64},
    "redaction": {"allow_all_keys": True},
    "tail_sampling": {"policies": [{"name": "all", "type": "always_sample"}]},
    "otlp_grpc": {"endpoint": "127.0.0.1:1"},
    "otlp_http": {"endpoint": "http://127.0.0.1:1"},
    "prometheus": {"endpoint": "127.0.0.1:0"},
    "bearertokenauth": {"token": "t" * 32},
}
"""The fields that a type cannot do without."""


def written(factory, directory):
    """Return the least that a file must say for this type."""
    if factory.name == "parquet":
        return {"directory": str(directory / "table")}
    if factory.name == "file":
        return {"path": str(directory / "spans.json")}
    return NEEDED.get(factory.name, {})


FACTORIES = [each for kind in Kind for each in catalogue().of(kind)]


@pytest.fixture(params=FACTORIES, ids=lambda each: f"{each.kind.value}-{each.name}")
def factory(request):
    """Every factory that is built in or installed."""
    return request.param


@pytest.fixture
def make(tmp_path):
    """Make the component of a factory."""

    def made(factory):
        config = factory.config_type.model_validate(written(factory, tmp_path))
        return factory.create(config, settings(factory.name, directory=tmp_path / "own"))

    return made


PROCESSORS = [each for each in FACTORIES if each.role == "processor"]


@pytest.fixture(params=PROCESSORS, ids=lambda each: each.name)
def processor(request, make):
    """Every processor, made."""
    return make(request.param)
