from __future__ import annotations

import pytest

from processors.filter.expression import (
    And,
    Attribute,
    Comparison,
    ExpressionError,
    Field,
    IsMatch,
    Not,
    Or,
    parse,
)

NAME = Comparison(Field("name"), "==", "a")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('name == "a"', NAME),
        ('span.name == "a"', NAME),
        ("kind == SPAN_KIND_CLIENT", Comparison(Field("kind"), "==", 3)),
        ("status.code != STATUS_CODE_ERROR", Comparison(Field("status.code"), "!=", 2)),
        ('duration > "500ms"', Comparison(Field("duration"), ">", 500_000_000)),
        ("duration >= 10", Comparison(Field("duration"), ">=", 10)),
        ('attributes["k"] == nil', Comparison(Attribute("span", "k"), "==", None)),
        ('resource.attributes["k"] <= -1.5', Comparison(Attribute("resource", "k"), "<=", -1.5)),
        (
            'attributes["a"] != attributes["b"]',
            Comparison(Attribute("span", "a"), "!=", Attribute("span", "b")),
        ),
        ('attributes["q"] == "say \\"hi\\""', Comparison(Attribute("span", "q"), "==", 'say "hi"')),
        ('IsMatch(name, "^x")', IsMatch(Field("name"), "^x")),
        ('not name == "a"', Not(NAME)),
        ('name == "a" or name == "a" and name == "a"', Or((NAME, And((NAME, NAME))))),
        ('(name == "a" or name == "a") and name == "a"', And((Or((NAME, NAME)), NAME))),
    ],
)
def test_conditions_become_trees(text, tree):
    """`and` binds closer than `or`, `not` closest, and constants become numbers."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("name", 4),
        ("name ==", 7),
        ('name = "a"', 5),
        ('nme == "a"', 0),
        ('name == "a', 8),
        ("name == 'a'", 8),
        ('(name == "a"', 12),
        ('name == "a")', 11),
        ('attributes[k] == "a"', 11),
        ('attributes.k == "a"', 0),
        ("IsMatch(name, x)", 14),
        ('IsMatch(name, "(")', 14),
        ('duration > "soon"', 11),
        ("name < nil", 7),
        ("not", 3),
        ('name == "a" name == "b"', 12),
        ('and == "a"', 0),
    ],
)
def test_faults_are_located(text, offset):
    """A condition that cannot be read says at which character."""
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.offset == offset


@pytest.mark.parametrize("text", ["(" * 5000, "not " * 1000 + "x", 'name == "' + "a" * 5000 + '"'])
def test_size_and_depth_are_capped(text):
    """Neither nesting nor length can exhaust the parser."""
    with pytest.raises(ExpressionError):
        parse(text)
