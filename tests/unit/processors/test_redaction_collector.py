"""What a redaction processor of the Collector's file does, and what it writes about it."""

from __future__ import annotations

import json

import pytest

from processors.redaction.config import RedactionConfig
from processors.redaction.policy import spec_of
from processors.redaction.processor import RedactionProcessor
from spanmill.component import Reads
from spanmill.errors import ConfigError
from spanmill.kernel import RedactionPolicy
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span

EMAIL, CARD = "ada.lovelace@example.org", "4111 1111 1111 1111"
SERVER, CLIENT = 2, 3


def passed(batch, **config):
    """Return the batch behind a processor."""
    model = RedactionConfig.model_validate({"allow_all_keys": True, **config})
    (out,) = RedactionProcessor(model, settings("redaction")).process(batch)
    return out


def batch(*made):
    """Return a batch of spans."""
    return batch_of(made, Reads(text=True, all_attributes=True))


def pairs(out):
    """Return keys and values of the only span, also those given twice."""
    body = json.loads(bytes(out.to_otlp_json()))
    (found,) = body["resourceSpans"][0]["scopeSpans"][0]["spans"]
    return [(pair["key"], next(iter(pair["value"].values()))) for pair in found["attributes"]]


def audit(out):
    """Return what the Collector's attributes say, each once."""
    found = [pair for pair in pairs(out) if pair[0].startswith("redaction.")]
    assert len(dict(found)) == len(found), "an attribute is there twice"
    return {key.removeprefix("redaction."): value for key, value in found}


def sanitized(text, system=None, key="db.statement", **blocks):
    """Return an attribute of a call of a database behind its sanitizer."""
    attrs = {key: text} | ({"db.system": system} if system else {})
    out = passed(batch(span(attrs=attrs, kind=CLIENT)), db_sanitizer=blocks)
    return dict(pairs(out))[key]


def on(*keys):
    """Return a block that is on for these attributes."""
    return {"enabled": True, "attributes": list(keys)}


def test_ignored_and_allowed_keys_are_told_also_where_nothing_changes():
    """A span whose keys are only ignored or allowed says so, as the Collector's does."""
    made = span(attrs={"a": EMAIL, "b": 1, "c": 2})
    config = {"ignored_keys": ["b"], "ignored_key_patterns": ["^c$"], "allowed_texts": [EMAIL]}
    found = audit(passed(batch(made), summary="debug", **config))
    assert found == {"allowed.keys": "a", "allowed.count": "1", "ignored.count": "2"}
    found = audit(passed(batch(made), summary="info", **config))
    assert found == {"allowed.count": "1", "ignored.count": "2"}
    assert audit(passed(batch(made), summary="silent", **config)) == {}


def test_counts_of_two_processors_are_one():
    """What a second processor does joins what the first one wrote, and no key is there twice."""
    first = passed(batch(span(attrs={"b": EMAIL, "a": "order-7"})), summary="debug")
    both = passed(first, summary="debug", blocked_values=["order-[0-9]+"])
    assert audit(both) == {"masked.keys": "a,b", "masked.count": "2"}


def test_only_what_redaction_itself_writes_needs_no_allowance():
    """An attribute that a sender names alike goes, unless it is among the allowed ones."""
    made = batch(span(attrs={"a": EMAIL, "redaction.note": "x", "redaction.masked.count": 1}))
    found = dict(pairs(passed(made, allow_all_keys=False, allowed_keys=["a"], summary="info")))
    assert "redaction.note" not in found
    assert (found["redaction.masked.count"], found["redaction.redacted.count"]) == ("2", "1")


@pytest.mark.parametrize(("count", "expected"), [(-4, "1"), ("x", "1"), (3, "4")])
def test_what_a_sender_names_alike_is_counted_only_where_it_can_be(count, expected):
    """A count below zero and an empty list of keys say nothing."""
    attrs = {"a": EMAIL, "redaction.masked.count": count, "redaction.masked.keys": ""}
    found = audit(passed(batch(span(attrs=attrs)), summary="debug"))
    assert found == {"masked.keys": "a", "masked.count": expected}


@pytest.mark.parametrize("value", [-7, 7, 99_999_999, -99_999_999, 0.5, True])
def test_small_numbers_are_read_only_when_asked_for(value):
    """Of numbers only those that can be a card's or a telephone's are read by themselves."""
    made, config = batch(span(attrs={"ab": value})), {"blocked_values": ["^[-.0-9true]{1,9}$"]}
    assert dict(pairs(passed(made, **config)))["ab"] != "****"
    assert dict(pairs(passed(made, redact_all_types=True, **config)))["ab"] == "****"


@pytest.mark.parametrize("summary", ["info", "debug"])
def test_a_second_pass_leaves_the_counts_alone(summary):
    """The same processor twice writes what it writes once."""
    config = {
        "allow_all_keys": False,
        "allowed_keys": ["a", "b"],
        "ignored_keys": ["c"],
        "allowed_texts": ["x@y.org"],
        "summary": summary,
    }
    made = span(attrs={"a": EMAIL, "b": "x@y.org", "c": 1, "d": 2})
    once = passed(batch(made), **config)
    assert bytes(passed(once, **config).to_otlp()) == bytes(once.to_otlp())


def test_names_of_keys_do_not_leak_what_they_hold():
    """A key that holds an address is named without it, in the audit and in explanations."""
    config = {"allow_all_keys": False, "summary": "debug"}
    made = batch(span(attrs={EMAIL: "x"}))
    assert EMAIL.encode() not in bytes(passed(made, **config).to_otlp())
    dropped = passed(made, operator="drop", summary="debug")
    assert EMAIL.encode() not in bytes(dropped.to_otlp())
    policy = RedactionPolicy(spec_of(RedactionConfig.model_validate(config)))
    _, report = made.redact(policy, explain=True)
    assert [each.key for each in report.details] == ["[EMAIL]", "service.name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/api/users/12345", "/api/users/*"),
        ("/api/users/123/posts/456", "/api/users/*/posts/*"),
        ("/api/users/123e4567-e89b-12d3-a456-426614174000", "/api/users/*"),
        ("/api/users?id=123&name=john", "/api/users"),
        ("https://h.example/users/8123/x?q=a#top", "https://h.example/users/*/x"),
        ("https://h.example?q=a", "https://h.example"),
        ("/api/users", "/api/users"),
        ("/a/123-456/2024-01-02/1.5/v1.2", "/a/*/*/*/v1.2"),
        ("/cart;step=a1b2/item", "/*/item"),
        ("/user/ada@lovelace/x", "/user/*/x"),
        ("/static/main.3f2a1b.js", "/static/*"),
        ("/%E6%97%A5/{id}/[EMAIL]", "/*/{id}/[EMAIL]"),
        ("//h/a.b-c_d/", "//h/a.b-c_d/"),
    ],
)
def test_urls_lose_ids_and_queries(text, expected):
    """Ids give way to a star, and the query goes."""
    made = batch(span(attrs={"http.url": text, "other": text}))
    found = dict(pairs(passed(made, url_sanitizer=on("http.url"))))
    assert (found["http.url"], found["other"]) == (expected, text)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("GET /users/123?q=john", SERVER, "GET /users/*"),
        ("GET /users/123?q=john", CLIENT, "GET /users/*"),
        ("work/123", 1, "work/123"),
        ("chat 123", CLIENT, "chat 123"),
    ],
)
def test_names_of_requests_lose_ids_and_queries(name, kind, expected):
    """Only names of clients and servers that hold a path are taken for URLs."""
    (found,) = spans(passed(batch(span(name, kind=kind)), url_sanitizer={"enabled": True}))
    assert found.name == expected


@pytest.mark.parametrize(
    ("system", "block", "text", "expected"),
    [
        ("mysql", "sql", "SELECT 'a''b', 12 FROM t1", "SELECT ?, ? FROM t1"),
        ("mysql", "sql", "SELECT 3.5e-7, 1E+2, 2e, 0x1e-5", "SELECT ?, ?, ?, ?-?"),
        ("mongodb", "mongo", '{"n": 1e-5, "m": -2.5E+3}', '{"n": "?", "m": "?"}'),
        ("mssql", "sql", "SELECT a FROM t WHERE n = 'x'", "SELECT a FROM t WHERE n = ?"),
        ("Redis", "redis", "SET user:123 john", "SET ?"),
        ("redis", "redis", "PING", "PING"),
        ("redis", "redis", "SET a b\nGET c", "SET ?\nGET ?"),
        ("valkey", "valkey", "GET user:1", "GET ?"),
        ("memcached", "memcached", "set key 0 60 5\r\nvalue\r\n", "set key 0 60 5\r\n?\r\n"),
        ("mongodb", "mongo", '{"a": "u", "n": 3, "l": ["x"]}', '{"a": "?", "n": "?", "l": ["?"]}'),
        ("elasticsearch", "es", '{"q":{"t":"a\\"b"}}', '{"q":{"t":"?"}}'),
        ("opensearch", "opensearch", "/svc/_search", "/svc/_search"),
    ],
)  # fmt: skip
def test_statements_lose_what_a_user_gave(system, block, text, expected):
    """The statement of a database loses its values, once, by the sanitizer of its system."""
    found = sanitized(text, system, **{block: on("db.statement")})
    assert found == expected
    assert sanitized(found, system, **{block: on("db.statement")}) == found


@pytest.mark.parametrize(
    ("system", "text", "expected"),
    [
        ("postgresql", "SELECT $$ada$$, $t$a $ da$t$, $1", "SELECT ?, ?, $1"),
        ("postgresql", r"SELECT 'C:\', a FROM t WHERE n = 'ada'", "SELECT ?, a FROM t WHERE n = ?"),
        ("postgresql", "SELECT E'it\\'s ada' FROM \"t\"", 'SELECT E? FROM "t"'),
        ("postgresql", 'SELECT "a" FROM t WHERE n = "ada b"', 'SELECT "a" FROM t WHERE n = ?'),
        ("postgresql", 'SELECT 1 WHERE "t"."a" = "u"."b"', 'SELECT ? WHERE "t"."a" = "u"."b"'),
        ("mysql", 'INSERT INTO t VALUES ("ada", "b")', "INSERT INTO t VALUES (?, ?)"),
        ("mysql", r"SELECT 'it\'s ada', 1", "SELECT ?, ?"),
        ("mysql", "SELECT 1 # don't\n, 'ada'", "SELECT ? # don?\n, ?"),
        ("mysql", "SELECT 1 -- don't\n, 'ada'", "SELECT ? -- don?\n, ?"),
        ("oracle", "SELECT /* it's */ 'ada' FROM t", "SELECT /* it? ? FROM t"),
        ("snowflake", r"SELECT 'it\'s ada'", "SELECT ?"),
        (None, 'SELECT "ada", $$ada$$', "SELECT ?, ?"),
    ],
)
def test_texts_of_sql_are_those_of_its_system(system, text, expected):
    """Quotes, backslashes and comments are read as the system reads them, or in all ways."""
    found = sanitized(text, system, sql=on("db.statement"))
    assert found == expected
    assert sanitized(found, system, sql=on("db.statement")) == found


@pytest.mark.parametrize(
    ("system", "block", "text"),
    [
        ("mongodb", "mongo", json.dumps({"password": "x1", "n": [5, EMAIL]})),
        ("mongodb", "mongo", f"{EMAIL} data 12"),
        ("mongodb", "mongo", f'{{"token": "{EMAIL} hunter2'),
        ("memcached", "memcached", f"{EMAIL} password=ab\ncd12 3"),
        ("mysql", "sql", json.dumps({"a": 5, "b": f"it's {EMAIL}"})),
    ],
)
@pytest.mark.parametrize("operator", ["placeholder", "mask"])
def test_sanitizers_and_detectors_come_to_an_end(system, block, text, operator):
    """What a sanitizer leaves is no finding of a detector, and the other way round."""
    blocks = {"db_sanitizer": {block: on("q")}, "operator": operator}
    made = batch(span(attrs={"q": text, "db.system": system}, kind=CLIENT))
    once = passed(made, **blocks)
    assert bytes(passed(once, **blocks).to_otlp()) == bytes(once.to_otlp())
    assert b"UNREAD" not in bytes(once.to_otlp())
    assert EMAIL.encode() not in bytes(once.to_otlp())


def test_the_system_chooses_the_sanitizer():
    """Of several sanitizers for one attribute that of the system decides; without one, all do."""
    blocks = {"sql": on("db.statement"), "redis": on("db.statement"), "mongo": on("db.statement")}
    statement = "SELECT a FROM t WHERE n = 12"
    assert sanitized(statement, "postgresql", **blocks) == "SELECT a FROM t WHERE n = ?"
    assert sanitized('{"n": "x"}', "mongodb", **blocks) == '{"n": "?"}'
    assert sanitized(statement, None, **blocks) == "SELECT ?"
    assert sanitized(statement, "redis", sql=on("db.statement")) == statement
    off = {"enabled": False, "attributes": ["db.statement"]}
    assert sanitized(statement, "mysql", sql=off) == statement
    assert sanitized(statement, "mysql", key="other", sql=on("db.statement")) == statement


@pytest.mark.parametrize(
    ("attrs", "kind", "names", "expected"),
    [
        ({"db.system.name": "mysql"}, CLIENT, True, "SELECT ?"),
        ({"db.system": "mysql"}, 1, True, "SELECT ?"),
        ({"db.system": "mysql"}, CLIENT, False, "SELECT 42"),
        ({"db.system": "mysql"}, 4, True, "SELECT 42"),
        ({}, CLIENT, True, "SELECT 42"),
    ],
)
def test_names_of_spans_are_statements_only_of_a_database(attrs, kind, names, expected):
    """Without a system of databases a name is none, so `chat gpt-4o` keeps its digits."""
    config = {"sanitize_span_name": names, "sql": {"enabled": True}}
    made = batch(span("SELECT 42", attrs=attrs, kind=kind))
    (found,) = spans(passed(made, db_sanitizer=config))
    assert found.name == expected


@pytest.mark.parametrize(
    "config",
    [
        {"allowed_networks": ["fe80::1%eth0"]},
        {"blocked_values": ["é" * 2000]},
        {"rules": [{"keys": ["x" * 10_000_000], "operator": "mask"}]},
        {"allowed_domains": ["@b.com"]},
        {"allowed_domains": ["*.b.com"]},
    ],
)
def test_what_cannot_be_compiled_is_a_fault_of_the_file(config):
    """What the kernel refuses is found when the file is read, and not when it starts."""
    with pytest.raises((ValueError, ConfigError)):
        RedactionConfig.model_validate(config)


def test_networks_may_have_a_mask_of_addresses():
    """A network is the same in both of its spellings."""
    model = RedactionConfig.model_validate({"allowed_networks": ["10.0.0.0/255.0.0.0"]})
    assert model.allowed_networks == ("10.0.0.0/8",)


@pytest.mark.parametrize(
    ("pattern", "text", "left"),
    [
        (r"[\w-\.]+@corp", "ada-l.x@corp", "****"),
        ('{"pin":"[^"]*"}', 'a {"pin":"x1"} b', "a **** b"),
        ("<[^[]+>", "a <b> [c]", "a **** [c]"),
        (r"\<key\>", "a key <key>", "a key ****"),
        (r"\Qa.b(\E\d", "a.b(7 axb", "**** axb"),
        (r"\pL{3}-\p{Greek}", "abc-λ", "****"),
        ("a{,2}z", "a{,2}z aaz", "**** aaz"),
    ],
)
def test_an_expression_means_what_it_means_to_the_collector(pattern, text, left):
    """Braces, brackets and dashes that Go takes for what they are need no backslash here."""
    out = passed(batch(span(attrs={"k": text})), blocked_values=[pattern], entities=[])
    assert dict(pairs(out))["k"] == left
    out = passed(batch(span(attrs={text: "v"})), ignored_key_patterns=[pattern], summary="info")
    assert audit(out) == {"ignored.count": "1"}


def test_a_span_without_a_finding_has_no_count_of_them():
    """Where keys are only ignored or allowed, nothing of ours is written."""
    out = passed(batch(span(attrs={"k": EMAIL})), ignored_keys=["k"], summary="debug")
    assert pairs(out) == [("k", EMAIL), ("redaction.ignored.count", "1")]
