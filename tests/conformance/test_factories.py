from __future__ import annotations

import re

import pytest

from spanmill import docstrings
from spanmill.component import (
    Admission,
    Exporter,
    Extension,
    Fold,
    FoldExporter,
    Holder,
    Kind,
    Processor,
    Receiver,
)
from spanmill.components import catalogue
from spanmill.config import load
from spanmill.errors import ConfigError

PROTOCOLS = {
    (Kind.RECEIVER, "receiver"): Receiver,
    (Kind.PROCESSOR, "processor"): Processor,
    (Kind.PROCESSOR, "holder"): Holder,
    (Kind.PROCESSOR, "admission"): Admission,
    (Kind.EXPORTER, "exporter"): Exporter,
    (Kind.EXPORTER, "fold"): FoldExporter,
    (Kind.CONNECTOR, "fold"): Fold,
    (Kind.EXTENSION, "extension"): Extension,
}


def test_name_is_lower_snake_case(factory):
    """Types are named as YAML writes them."""
    assert re.fullmatch(r"[a-z][a-z0-9_]*", factory.name)


def test_every_field_is_documented(factory):
    """Each field of the configuration says what it means."""
    fields = factory.config_type.model_fields
    assert docstrings.of_fields(factory.config_type).keys() >= fields.keys()


def test_component_fits_its_protocol(factory, make):
    """What a factory makes has the shape of its role; an edge is no code at all."""
    if factory.role == "edge":
        return
    component = make(factory)
    assert isinstance(component, PROTOCOLS[factory.kind, factory.role])


def test_stop_is_safe_twice_and_without_start(factory, make):
    """A component that never started can be stopped, more than once."""
    if factory.role == "edge":
        return
    component = make(factory)
    component.stop()
    component.stop()


def test_unknown_key_is_refused_where_it_stands(factory, tmp_path):
    """A key that no field has is an error with line and column."""
    path = tmp_path / "c.yaml"
    path.write_text(f"{factory.kind.value}:\n  {factory.name}:\n    no_such_key: 1\n")
    with pytest.raises(ConfigError) as caught:
        load([path], catalogue())
    found = [each for each in caught.value.diagnostics if each.slug.value == "unknown-field"]
    assert [(each.line, each.column) for each in found] == [(3, 5)]
