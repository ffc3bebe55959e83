from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from spanmill.component import Kind
from spanmill.components import catalogue
from spanmill.config.catalogue import ABSENT
from spanmill.config.json_schema import json_schema
from spanmill.config.reference import fields

ROOT = Path(__file__).parents[3]
FACTORIES = catalogue().factories


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda each: f"{each.kind}/{each.name}")
def test_every_field_says_what_it_means(factory):
    """Each field of each component has a docstring that ends with a full stop."""
    undocumented = [
        each.path for each in fields(factory.config_type) if not each.text.endswith(".")
    ]
    assert undocumented == []


def test_every_field_is_read_or_says_that_it_is_not():
    """A field that no code asks for has no effect, and its page says so."""
    folders = ("spanmill", "processors", "receivers", "exporters", "connectors", "rust/kernel-py")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.*")]
    asked = {"sampling_strategy"}  # it has one value
    for path in files:
        if path.suffix in {".py", ".rs"}:
            pattern = r"\w+" if path.suffix == ".rs" else r'(?<=[."])\w+'
            asked |= set(re.findall(pattern, path.read_text(encoding="utf-8")))
    silent = [
        f"{factory.name}.{each.path}"
        for factory in FACTORIES
        for each in fields(factory.config_type)
        if re.findall(r"\w+", each.path)[-1] not in asked and "No effect" not in each.text
    ]
    assert silent == []


def test_names_are_unique():
    """A type names one component of its section, aliases included."""
    names = [(each.kind, name) for each in FACTORIES for name in (each.name, *each.aliases)]
    assert len(names) == len(set(names))


def test_nothing_is_both_there_and_absent():
    """The list of what does not exist names nothing that does."""
    assert [key for key in ABSENT if catalogue().find(*key) is not None] == []


def test_third_party_components_are_asked_for_only_when_needed():
    """Entry points are read for unknown types and not for built-in ones."""
    asked = []
    found = catalogue()
    spying = type(found)(found.factories, lambda kind: asked.append(kind) or ())
    assert spying.find(Kind.PROCESSOR, "batch") is not None
    assert asked == []
    assert spying.find(Kind.PROCESSOR, "own") is None
    assert asked == [Kind.PROCESSOR]


def test_schema_has_third_party_components_under_names_of_their_own():
    """The schema knows a type from elsewhere; a name that is built in stays with ours."""
    found = catalogue()
    ours = found.find(Kind.PROCESSOR, "batch")
    theirs = replace(ours, name="own", aliases=frozenset({"batch", "own_old"}))
    schema = json_schema(type(found)(found.factories, lambda _: (theirs,)))
    patterns = list(schema["properties"]["processors"]["patternProperties"])
    assert "^(?:own|own_old)(?:/[^/\\s]+)?$" in patterns
    assert len([each for each in patterns if re.search(each, "batch")]) == 1
