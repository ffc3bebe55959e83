from __future__ import annotations

import pytest

from spanmill.config.compose import MAX_DEPTH, MAX_NODES, compose, resolve
from spanmill.config.diagnostic import Findings
from spanmill.config.tree import plain


def read(text):
    """Return plain values and slugs of a text."""
    findings = Findings()
    node = compose(text, "f.yaml", findings)
    slugs = [each.slug.value for each in findings.sorted()]
    return (None if node is None else plain(node)), slugs


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30:45", "12:30:45"),
        ("2024-01-01", "2024-01-01"),
        ("1_000", "1_000"),
        ("true", True),
        ("~", None),
        ("", None),
        ("0123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        (".5", 0.5),
        ("0b1", "0b1"),
        ("+12", 12),
    ],
)
def test_scalars_follow_yaml_1_2(text, value):
    """Plain scalars are what the YAML 1.2 core schema says, and nothing of YAML 1.1."""
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_aliases_and_merge_keys():
    """Anchors, aliases and `<<` work; a key beside `<<` wins."""
    value, slugs = read("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: *a\n")
    assert value["b"] == {"x": 1, "y": 3}
    assert value["c"] == {"x": 1, "y": 2}
    assert slugs == []


def test_depth_is_capped():
    """Brackets nested deeper than the cap are refused and end no process."""
    assert read("[" * (MAX_DEPTH + 2)) == (None, ["too-large"])
    assert read("[" * 5000) == (None, ["too-large"])


def test_nodes_are_capped():
    """Too many values are refused, aliases counted as often as they are used."""
    assert read("a: [" + "1, " * (MAX_NODES + 1) + "]")[1] == ["too-large"]


@pytest.mark.parametrize(
    "text",
    [
        "a: *b",
        "a: &a [*a]",
        "a: !x 1",
        "? [a]\n: b",
        "a: 1\n---\nb: 2",
        "a: 'x",
        "a\x00b",
        "<<: 5",
        "\tb: 1",
    ],
)
def test_what_is_no_plain_yaml_is_a_finding(text):
    """Unknown aliases, tags, odd keys, second documents and broken text are located findings."""
    value, slugs = read(text)
    assert value is None
    assert slugs == ["yaml-syntax"]


def test_all_duplicate_keys_are_reported():
    """Reading goes on after a duplicate key, so that every one is found."""
    assert read("a: 1\na: 2\nb: {c: 1, c: 2}\n")[1] == ["duplicate-key", "duplicate-key"]


def test_an_empty_file_is_an_empty_mapping():
    """A file without content, or with comments only, says nothing."""
    assert read("") == ({}, [])
    assert read("# nothing\n") == ({}, [])


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: \x00", (1, 4)), ('a: 1\nbb: "x\x1b[2Jy"', (2, 7)), ("\n\nb: \x07", (3, 4))],
)
def test_a_character_that_yaml_forbids_is_shown_where_it_stands(text, place):
    """It is located, and never sent to a terminal."""
    findings = Findings()
    assert compose(text, "c.yaml", findings) is None
    (found,) = findings.sorted()
    assert (found.line, found.column) == place
    assert found.excerpt
    assert all(line.isprintable() for line in str(found).splitlines())
