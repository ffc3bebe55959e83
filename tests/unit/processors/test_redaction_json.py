"""Redaction of secrets in texts of JSON, at any depth."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from processors.redaction.config import RedactionConfig
from processors.redaction.entities import Entity
from processors.redaction.policy import spec_of
from spanmill.kernel import RedactionPolicy

POLICY = RedactionPolicy(spec_of(RedactionConfig(allow_all_keys=True, entities=get_args(Entity))))
LEADS = (
    "Authorization: ", "authorization=", "Proxy-Authorization: ", "Cookie: ", "Set-Cookie: ",
    "X-Api-Key: ", "password: ", "password=", "my password is ", "token => ", "{'password': ",
    "('password', ", "Server=a;Password=", "AccountKey=", "--password ", "curl -u a:", "mysql -p",
    "<td>Password</td><td>", "name=password\n\n", "IDENTIFIED BY ", "mongodb://a:b",
)  # fmt: skip
PARTS = (
    "Digest ", "AWS4-HMAC-SHA256 ", "OAuth ", "Hawk ", "Signature ", "SharedKey acct:", "Basic ",
    "Negotiate ", "Bearer ", "username=x, ", 'realm="a b", ', 'id="', "nonce='x', ", 'a="", ',
    "'", '"', "`", "=", "k=", "hunter2!", "9f8e7d6c5b4a39281706f5e4", "ZGVwbG95Ok05bVhDMFFi==",
    "; ", ", ", " ", "\\", "\n", "\t", "}", "]", ":", "@host/db", "—", "<", ">", "(", "**",
)  # fmt: skip
TEXT = st.builds(
    lambda lead, parts: lead + "".join(parts),
    st.sampled_from(LEADS),
    st.lists(st.sampled_from(PARTS), max_size=6),
)
LEAF = TEXT | st.sampled_from(["it's", "x", None, True, 12345, 123456.5])


def shape(value):
    """Return JSON without its texts and numbers."""
    if isinstance(value, dict):
        return [shape(each) for each in value.values()]
    return [shape(each) for each in value] if isinstance(value, list) else None


@budget(max_examples=2_000)
@given(
    first=st.fixed_dictionaries({"a": TEXT, "password": LEAF, "n": st.lists(LEAF, max_size=3)}),
    beside=st.lists(LEAF, max_size=3),
    depth=st.integers(0, 2),
    is_ascii=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
@example(  # a backslash of the value before the quote that ends the text
    first={"a": 'Authorization: Digest id="\\', "password": "it's", "n": []},
    beside=[],
    depth=0,
    is_ascii=False,
    indent=None,
)
def test_json_keeps_its_shape_whatever_scheme_stands_in_it(first, beside, depth, is_ascii, indent):
    """What is put in for a secret ends where the text of JSON around it does."""
    value = first
    for _ in range(depth):
        value = {"a": json.dumps(value, ensure_ascii=is_ascii), "token": beside, "b": "x"}
    made = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    after, _ = POLICY.text(made.encode())
    assert shape(json.loads(after)) == shape(value)


BLOCKED = RedactionPolicy(
    spec_of(RedactionConfig(allow_all_keys=True, blocked_values=["[0-9]{4}"], entities=["phone"]))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"n": 14155552671, "m": -0.12345}', '{"n": "****", "m": "****"}'),
        ('["x", 14155552671]', '["x", 0]'),
        ('{"a": "{\\"n\\": 12345}"}', '{"a": "{\\"n\\": \\"****\\"}"}'),
        ("n: 123456", "n: ****56"),
        (r'"\uff082001 \u00e9"', '"****01 \\u00e9"'),
    ],
)
def test_a_part_of_a_number_is_replaced_with_all_of_it(text, expected):
    """In the middle of a number of JSON no text can stand; elsewhere the rest of it stays."""
    assert BLOCKED.text(text.encode())[0].decode() == expected
    assert BLOCKED.text(expected.encode())[0].decode() == expected


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize("end", ["", "\\", "\\\\", '"'])
def test_a_key_that_ends_with_a_backslash_lends_its_quote(depth, end):
    """The quotes put around a number are those of its key, without backslashes of the key."""
    made = json.dumps({f"phone{end}": 4155552671})
    for _ in range(depth):
        made = json.dumps({"t": made})
    after = json.loads(POLICY.text(made.encode())[0])
    for _ in range(depth):
        after = json.loads(after["t"])
    assert after in ({f"phone{end}": "[PHONE]"}, {f"phone{end}": 4155552671})


@pytest.mark.parametrize("key", ["authorization", "set-cookie", "password", "phone"])
@pytest.mark.parametrize(
    "number", ["0", "-3", "1.5", "4155552671", "4155552671.0", "1.5e+10", "12e-7"]
)
@pytest.mark.parametrize("depth", [0, 1])
def test_a_number_behind_any_key_leaves_json(key, number, depth):
    """A number of JSON ends where it ends, also behind the name of a header, and with a sign."""
    made = f'{{"a": {{"{key}": {number}}}, "b": [{number}]}}'
    for _ in range(depth):
        made = json.dumps({"t": made})
    after = json.loads(POLICY.text(made.encode())[0])
    for _ in range(depth):
        after = json.loads(after["t"])
    assert list(after["a"]) == [key]
    assert isinstance(after["a"][key], str | float | int)
    assert isinstance(after["b"][0], float | int)
