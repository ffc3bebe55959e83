from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from processors.redaction.config import RedactionConfig
from processors.redaction.policy import spec_of
from processors.redaction.processor import RedactionProcessor
from spanmill.errors import ConfigError
from spanmill.kernel import Plan, RedactionPolicy, SpanBatch, transcode_json
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span
from spanmill.testing.spans import attributes

EMAIL, CARD = "ada.lovelace@example.org", "4111 1111 1111 1111"
KEY, NEXT = "k" * 32, "n" * 32


def processor(**config):
    """Return a processor that lets all keys through."""
    model = RedactionConfig.model_validate({"allow_all_keys": True, **config})
    return RedactionProcessor(model, settings("redaction"))


def text_of(text, **config):
    """Return one attribute after redaction."""
    (out,) = processor(**config).process(batch_of([span(attrs={"a": text})], processor().reads))
    (found,) = (each.attributes["a"] for each in spans(out))
    return found


def two_services(scope_email):
    """Return a batch of one scope under two resources, with an address in all places."""
    body = {
        "resourceSpans": [
            {
                "resource": {"attributes": attributes({"service.name": name, "owner": EMAIL})},
                "scopeSpans": [
                    {
                        "scope": {"name": scope_email},
                        "spans": [
                            span("call", number=number, attrs={"a": EMAIL}) | {"kind": number}
                        ],
                    }
                ],
            }
            for number, name in enumerate(("shop", "bank"), 1)
        ]
    }
    batch, _ = SpanBatch.parse([transcode_json(json.dumps(body).encode())], Plan())
    return batch


def attribute_values(batch, key):
    """Return the texts of an attribute, as they stand in OTLP JSON, in order."""
    found = json.loads(bytes(batch.to_otlp_json()))
    rows = []
    for resource in found["resourceSpans"]:
        made = [resource["resource"]["attributes"]]
        made += [each["attributes"] for scope in resource["scopeSpans"] for each in scope["spans"]]
        rows += [
            each["value"]["stringValue"] for pairs in made for each in pairs if each["key"] == key
        ]
    return rows


def test_rules_hold_under_their_resource():
    """A rule for a resource decides for its spans and for itself, and not for another's."""
    rules = [{"resource": {"service.name": ["sh*"]}, "operator": "mask"}]
    (out,) = processor(rules=rules).process(two_services("s"))
    assert attribute_values(out, "a") == ["****", "[EMAIL]"]
    assert attribute_values(out, "owner") == ["****", "[EMAIL]"]


def test_a_scope_of_two_resources_gets_the_stricter_operator():
    """Where rules of several resources meet in one header, the strictest operator counts."""
    rules = [{"resource": {"service.name": ["shop"]}, "operator": "detect"}]
    (out,) = processor(rules=rules).process(two_services(EMAIL))
    assert attribute_values(out, "a") == [EMAIL, "[EMAIL]"]
    scopes = json.loads(bytes(out.to_otlp_json()))["resourceSpans"]
    assert [each["scopeSpans"][0]["scope"]["name"] for each in scopes] == ["[EMAIL]", "[EMAIL]"]


@pytest.mark.parametrize("condition", [{"span_names": ["ca*"]}, {"span_kinds": ["internal"]}])
def test_rules_for_spans_never_apply_to_headers(condition):
    """A rule with the name or kind of a span decides in spans alone."""
    rules = [{**condition, "operator": "detect"}]
    (out,) = processor(rules=rules).process(two_services(EMAIL))
    assert attribute_values(out, "owner") == ["[EMAIL]", "[EMAIL]"]
    assert attribute_values(out, "a")[0] == EMAIL
    names = "span_names" in condition
    assert attribute_values(out, "a")[1] == (EMAIL if names else "[EMAIL]")


def nested(**config):
    """Return the texts of a map under `user` after redaction, by key."""
    attrs = {"user": {"email": EMAIL, "note": EMAIL}}
    (out,) = processor(**config).process(batch_of([span(attrs=attrs)], processor().reads))
    found = json.loads(bytes(out.to_otlp_json()))["resourceSpans"][0]["scopeSpans"][0]["spans"]
    values = found[0]["attributes"][0]["value"]["kvlistValue"]["values"]
    return {each["key"]: each["value"]["stringValue"] for each in values}


def test_a_rule_for_a_key_holds_for_all_that_lies_under_it():
    """A key further in that says something of its value, as `email` does, does not end the rule."""
    rules = [{"keys": ["us*"], "operator": "placeholder"}]
    assert nested(operator="detect", rules=rules) == {"email": "[EMAIL]", "note": "[EMAIL]"}


def test_a_rule_for_a_key_holds_further_in():
    """Of the rules for the keys on the way to a text the first decides, whoever's key it names."""
    note, user = {"keys": ["note"], "operator": "mask"}, {"keys": ["user"], "operator": "detect"}
    assert nested(rules=[note]) == {"email": "[EMAIL]", "note": "****"}
    assert nested(rules=[note, user]) == {"email": EMAIL, "note": "****"}
    assert nested(rules=[user, note]) == {"email": EMAIL, "note": EMAIL}


def test_rules_for_spans_and_resources_are_not_for_texts_that_are_none():
    """What the command line reads is under no span and no resource."""
    for condition in ({"span_names": ["*"]}, {"resource": {"service.name": ["*"]}}):
        config = {"allow_all_keys": True, "rules": [{**condition, "operator": "detect"}]}
        policy = RedactionPolicy(spec_of(RedactionConfig.model_validate(config)))
        assert policy.text(EMAIL.encode())[0] == b"[EMAIL]"


def test_what_is_left_of_a_key_is_read_at_once():
    """A key in which something was replaced is one to a second pass, and so to the first."""
    key = "phoneCookie: a=b1c2my password is abc123def"
    made = batch_of([span(attrs={key: "26715551"})], processor().reads)
    (once,) = processor().process(made)
    (twice,) = processor().process(once)
    assert bytes(twice.to_otlp()) == bytes(once.to_otlp())


@pytest.mark.parametrize(
    "config",
    [
        {"blocked_values": ["[0-9a-f]{16,}"], "hash_function": "md5"},
        {"blocked_values": ["[A-Z]"], "hash_function": "hmac-sha256", "hmac_key": KEY},
        {"blocked_values": ["[a-z*]"], "operator": "mask"},
    ],
)
def test_a_key_whose_replacement_is_found_again_ends(config):
    """Keys are what a peer sends: one that never settles must not take the stack."""
    key = "K deadbeefdeadbeef00"
    given = batch_of([span(attrs={key: "v", "map": {key: EMAIL}})], processor().reads)
    (out,) = processor(**config).process(given)
    (found,) = spans(out)
    assert key not in found.attributes
    assert EMAIL not in str(found.attributes)


def test_a_value_under_a_replaced_key_is_hashed_once():
    """Else the same value would have another token wherever its key holds a finding."""
    config = {"blocked_values": ["[0-9a-f]{16,}"], "hash_function": "md5"}
    value = "deadbeefdeadbeef00"
    given = batch_of([span(attrs={"a": value, f"{value} b": value})], processor().reads)
    (out,) = processor(**config).process(given)
    (found,) = spans(out)
    first, second, *_ = found.attributes.values()
    assert first == second != value


@pytest.mark.parametrize(
    ("allowed", "text", "expected"),
    [
        ({"allowed_texts": ["a@b.com"]}, "a@b.com x.a@b.com", "a@b.com [EMAIL]"),
        ({"allowed_domains": ["b.com"]}, "a@b.com a@x.b.com a@eb.com", "a@b.com a@x.b.com [EMAIL]"),
        ({"allowed_networks": ["203.0.113.0/24"]}, "203.0.113.9 8.8.8.8", "203.0.113.9 [IPV4]"),
        ({"allowed_networks": ["2001:db8::/32"]}, "2001:db8::1 2001:db9::1", "2001:db8::1 [IPV6]"),
        ({"allowed_networks": ["0.0.0.0/0"]}, "8.8.8.8 2001:db8::1", "8.8.8.8 [IPV6]"),
        (
            {"allowed_networks": ["8.8.0.0/16"]},
            "::ffff:8.8.8.8 ::ffff:9.9.9.9",
            "::ffff:8.8.8.8 [IPV6]",
        ),
        ({"allowed_networks": ["::ffff:8.8.0.0/112"]}, "::ffff:8.8.8.8", "::ffff:8.8.8.8"),
    ],
)
def test_allow_lists_are_about_the_finding(allowed, text, expected):
    """What is allowed stays, and the rest of the same text goes."""
    assert text_of(text, **allowed) == expected


def test_what_is_only_counted_does_not_protect_what_it_lies_in():
    """A finding under `detect` leaves the value of a secret key or of a statement to its rule."""
    rules = [{"entities": ["aws_key", "email"], "operator": "detect"}]
    attrs = {"password": "AKIAIOSFODNN7EXAMPLQ x", "q": f"SELECT '{EMAIL} x'", "db.system": "mysql"}
    block = {"enabled": True, "attributes": ["q"]}
    config = RedactionConfig(allow_all_keys=True, rules=rules, db_sanitizer={"sql": block})
    made = RedactionProcessor(config, settings("redaction"))
    (out,) = made.process(batch_of([span(attrs=attrs)], made.reads))
    assert attribute_values(out, "password") == ["[SECRET_KV]"]
    assert attribute_values(out, "q") == ["SELECT ?"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("allowed_networks", "203.0.113.0/99"),
        ("allowed_domains", ".b.com"),
        ("allowed_domains", "b.com."),
    ],
)
def test_what_would_allow_nothing_is_refused(field, value):
    """A wrong network or domain is an error of the configuration."""
    with pytest.raises((ValueError, ConfigError), match=r"network|domain"):
        RedactionConfig.model_validate({field: [value]})


@pytest.mark.parametrize(
    "spellings",
    [
        (CARD, CARD.replace(" ", "-"), CARD.replace(" ", ""), "4111\u20111111\u20111111\u20111111"),
        ("Bob@Example.com", "bob@example.com", "bob%40example.com", r"bob\u0040example.com"),
        ("+1 415 555 2671", "(415) 555-2671", "415-555-2671", "+14155552671"),
        ("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ],
)
def test_spellings_of_a_value_hash_to_one_token(spellings):
    """Cards, addresses, telephones and accounts join across the ways to write them."""
    tokens = {text_of(f"v {each} w", operator="hash", hmac_key=KEY) for each in spellings}
    assert len(tokens) == 1
    assert text_of("v x w", operator="hash", hmac_key=KEY) not in tokens


def test_tokens_of_two_keys_join_while_keys_change():
    """During a change a token carries both hashes, each behind the name of its key."""
    old, new = (text_of(EMAIL, operator="hash", hmac_key=key) for key in (KEY, NEXT))
    both = text_of(EMAIL, operator="hash", hmac_key=NEXT, hmac_previous_key=KEY)
    assert both == f"{new[:-1]}:{old.removeprefix('[EMAIL:')}"
    assert text_of(both, operator="hash", hmac_key=NEXT, hmac_previous_key=KEY) == both
    names = [each.split(".")[0] for each in both.strip("[]").split(":")[1:]]
    assert len(set(names)) == 2


def test_keys_are_never_printed():
    """The configuration does not show its keys."""
    config = RedactionConfig.model_validate(
        {"operator": "hash", "hmac_key": KEY, "hmac_previous_key": NEXT}
    )
    shown = f"{config!r} {config} {config.model_dump_json()}"
    assert KEY not in shown
    assert NEXT not in shown


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"rules": [{"operator": "mask"}, {"operator": "drop", "keys": ["a"]}]}, ("rules", 1)),
        (
            {"rules": [{"operator": op, "entities": ["email"]} for op in ("detect", "drop")]},
            ("rules", 1),
        ),
        ({"rules": [{"operator": "mask", "entities": ["vin"]}]}, ("rules", 0, "entities")),
        ({"rules": [{"operator": "drop", "mask": {"keep_last": 4}}]}, ("rules", 0, "mask")),
        ({"mask": {"keep_last": 4}}, ("mask",)),
        ({"allowed_keys": ["a"]}, ("allowed_keys",)),
    ],
)
def test_what_has_no_effect_is_told(config, path):
    """A rule that never decides, and a field that nobody reads, give a warning where they stand."""
    model = RedactionConfig.model_validate({"allow_all_keys": True, **config})
    assert [(each.slug, each.path) for each in model.cautions()] == [("unused", path)]


def test_rules_that_all_decide_something_give_no_warning():
    """A narrower rule before a wider one is how rules are meant to be written."""
    rules = [
        {"operator": "drop", "entities": ["email"], "keys": ["a"]},
        {"operator": "mask", "entities": ["email"], "mask": {"keep_last": 4}},
        {"operator": "detect", "keys": ["b"], "span_kinds": ["server"]},
        {"operator": "mask", "keys": ["b"]},
    ]
    model = RedactionConfig.model_validate({"allow_all_keys": True, "rules": rules})
    assert list(model.cautions()) == []


def test_blobs_become_markers():
    """Base64 of a file gives way to its size and hash; short and other text stays."""
    body = "iVBORw0KGgo" + "Ab3+" * 100 + "A=="
    text = f"see data:image/png;base64,{body} and {'word ' * 90}"
    found = text_of(text, blobs="marker")
    assert found.startswith("see [BLOB image/png 309B sha256:")
    assert found.endswith(f"] and {'word ' * 90}")
    assert text_of(found, blobs="marker") == found
    assert text_of(text) == text
    assert text_of(json.dumps({"d": body}), blobs="marker").startswith('{"d": "[BLOB 309B sha256:')


def test_presets_add_their_kinds():
    """A preset finds what the default kinds leave alone."""
    text = "DOB: 1985-04-12"
    assert text_of(text) == text
    assert text_of(text, presets=["hipaa"]) == "DOB: [DATE_OF_BIRTH]"


def test_details_say_where_and_by_which_rule():
    """Findings of a text and of spans come with place, kind and rule, and never with the value."""
    model = RedactionConfig.model_validate(
        {"allow_all_keys": True, "rules": [{"entities": ["email"], "operator": "mask"}]}
    )
    policy = RedactionPolicy(spec_of(model))
    after, details = policy.text(f"to {EMAIL}, {CARD}".encode())
    assert after == b"to ****, [CREDIT_CARD]"
    assert [(each.kind, each.rule, each.start, each.end) for each in details] == [
        ("email", 0, 3, 27),
        ("credit_card", None, 29, 48),
    ]
    batch = batch_of([span(attrs={"a": CARD}), span(EMAIL, number=2)], processor().reads)
    _, report = batch.redact(policy, explain=True)
    places = [(each.row, each.location, each.key, each.rule) for each in report.details]
    assert places == [(0, "attribute", "a", None), (1, "name", "", 0)]
    assert batch.redact(policy)[1].details == []


PIECES = (
    EMAIL, CARD, "536-90-4399", "AKIAIOSFODNN7EXAMPLQ", "password=hunter22", "Cookie: a=b1c2; d=e",
    "Bearer abc123def456ghi7", "https://u:pw9!x@h.example/", "8.8.8.8", "+1 415 555 2671", '"',
    "\\", "\n", ": ", "=", '{"token": "', "}", "[", "]", "é", "\u200b", "%40", "\\u0040", "x", " ",
    "_",
)  # fmt: skip
OPERATORS = (
    {"operator": "placeholder"},
    {"operator": "mask"},
    {"operator": "hash", "hmac_key": KEY, "hmac_previous_key": NEXT},
    {"operator": "mask", "blobs": "marker", "blocked_values": ["hunter[0-9]+", "example"]},
)
POLICIES = [
    RedactionPolicy(
        spec_of(
            RedactionConfig.model_validate({"allow_all_keys": True, "presets": ["gdpr"], **each})
        )
    )
    for each in OPERATORS
]


@pytest.mark.parametrize("policy", POLICIES, ids=["placeholder", "mask", "hash", "blocked"])
@given(st.lists(st.sampled_from(PIECES), max_size=12))
@budget(max_examples=300, deadline=None)
def test_output_is_never_read_again(policy, pieces):
    """A second pass changes nothing, whatever stands beside what the first one wrote."""
    once, _ = policy.text("".join(pieces).encode())
    twice, details = policy.text(once)
    assert twice == once, details
    assert all(one.end <= two.start for one, two in pairwise(details))
