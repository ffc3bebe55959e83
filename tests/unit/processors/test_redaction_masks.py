from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from processors.redaction.config import RedactionConfig
from processors.redaction.entities import Entity
from processors.redaction.policy import spec_of
from spanmill.errors import ConfigError
from spanmill.kernel import RedactionPolicy

EMAIL, CARD = "bob@example.com", "4111 1111 1111 1111"
LAST = {"keep_last": 4, "keep_separators": True}


def policy(**config):
    """Return a policy that masks."""
    model = {"allow_all_keys": True, "operator": "mask", **config}
    return RedactionPolicy(spec_of(RedactionConfig.model_validate(model)))


def masked(text, **config):
    """Return a text after redaction."""
    return policy(**config).text(text.encode())[0].decode()


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ({}, "card **** ok"),
        (LAST, "card **** **** **** 1111 ok"),
        ({"keep_first": 2, "keep_last": 2}, "card 41***************11 ok"),
    ],
)
def test_a_mask_keeps_what_it_is_told_to(mask, expected):
    """Ends and separators stay as configured, and everything else becomes stars."""
    assert masked(f"card {CARD} ok", mask=mask) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[2783-6997-1523]", "[****]"),
        ("id,card\n4,4111111111111111\n", "id,card\n4,****\n"),
        ("[1, 4111111111111111]", "[1, 0]"),
        ("card 4111111111111111 from 10.0.0.5", "card **** from 10.0.0.5"),
    ],
)
def test_only_numbers_of_json_stay_numbers(text, expected):
    """What JSON does not write as a number, or is no JSON, gets the mask; an array stays one."""
    assert masked(text, entities=["credit_card", "in_aadhaar", "ipv4"]) == expected


def test_a_rule_has_a_mask_of_its_own():
    """The mask of the rule that decides counts, and not the one of the policy."""
    rule = {"entities": ["credit_card"], "operator": "mask", "mask": LAST}
    assert masked(f"{EMAIL}, {CARD}", rules=[rule]) == "****, **** **** **** 1111"


def test_more_than_half_never_stays():
    """Of a short value nothing stays, however much is to be kept."""
    assert masked("password=hunter2x", mask={"keep_first": 4, "keep_last": 4}) == "password=****"


def test_too_much_to_keep_is_a_fault_of_the_configuration():
    """Nine letters cannot be kept."""
    with pytest.raises((ConfigError, ValueError), match="8"):
        policy(mask={"keep_last": 9})


TEXTS = st.lists(
    st.sampled_from(
        (EMAIL, CARD, "+44 20 7946 0958", "password=hunter2x", "-", " ", "\n", "a", "Bearer ab12",
         "GB82WEST12345698765432", '{"pin": 1234}', "sk_live_9aBcDeFgHiJkLmNoPqRs42", ", ")
    ),
    max_size=8,
)  # fmt: skip


@given(
    parts=TEXTS,
    first=st.integers(0, 8),
    last=st.integers(0, 8),
    signs=st.booleans(),
)
@budget(max_examples=300, deadline=None)
def test_a_second_pass_changes_nothing(parts, first, last, signs):
    """Whatever a mask leaves, it is no finding of the next pass."""
    mask = {"keep_first": first, "keep_last": last, "keep_separators": signs}
    made = policy(mask=mask, entities=get_args(Entity))
    once, _ = made.text("".join(parts).encode())
    assert made.text(once)[0] == once
    assert b"[UNREAD]" not in once


@pytest.mark.parametrize("operator", ["placeholder", "mask"])
def test_numbers_in_a_row_are_no_reason_to_leave_a_text_unread(operator):
    """A placeholder says nothing of the number behind it, and a list is found at once."""
    made = policy(entities=get_args(Entity), operator=operator)
    rows = "".join(f"2026-03-{day},{day}8.98,82{day}452\n" for day in range(10, 29))
    for before in ("our license; ", "phone 4155550100; ", "phones 4155550100\n"):
        once, _ = made.text(f"{before}date,open,volume\n{rows}".encode())
        assert once.endswith(rows.encode()), once
    numbers = [4155550100 + index for index in range(60)]
    for listed in (numbers, list(map(str, numbers))):
        once, found = made.text(json.dumps({"phones": listed}).encode())
        assert len(found) == len(numbers)
        assert b"41555" not in once
