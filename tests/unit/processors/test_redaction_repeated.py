"""Short values that stand in many spans are scanned once, and read by their own key each time."""

from __future__ import annotations

import pytest

from processors.redaction.config import RedactionConfig
from processors.redaction.processor import RedactionProcessor
from spanmill.component import Reads
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span

NUMBER = "536904399"
LABEL = "[US_SSN]"


def redacted(*rows, **config):
    """Return the attributes of spans, of which each is given by its attributes, after redaction."""
    options = RedactionConfig.model_validate({"allow_all_keys": True, **config})
    processor = RedactionProcessor(options, settings("redaction"))
    batch = batch_of([span("s", number=n + 1, attrs=row) for n, row in enumerate(rows)], Reads())
    (out,) = processor.process(batch)
    own = "spanmill.redaction."
    return [
        {key: value for key, value in each.attributes.items() if not key.startswith(own)}
        for each in spans(out)
    ]


@pytest.mark.parametrize("keys", [("order", "ssn"), ("ssn", "order")])
def test_a_value_that_is_clean_under_one_key_is_read_under_the_next(keys):
    """What the key says of it counts, whichever comes first, and however often."""
    wanted = {"order": NUMBER, "ssn": LABEL}
    rows = [{key: NUMBER} for key in keys * 3]
    assert redacted(*rows) == [{key: wanted[key]} for key in keys * 3]


def test_a_value_that_is_clean_under_a_key_of_few_kinds_is_read_under_another():
    """Names of models are searched for few kinds."""
    card = "4111111111111111"
    rows = [{"gen_ai.request.model": card}, {"note": card}] * 2
    kept = [{"gen_ai.request.model": card}, {"note": "[CREDIT_CARD]"}] * 2
    assert redacted(*rows) == kept


def test_a_value_that_is_clean_is_a_secret_under_the_name_of_one():
    """The key alone makes it one."""
    rows = [{"note": "hunter2 rules"}, {"password": "hunter2 rules"}] * 2
    assert redacted(*rows) == [{"note": "hunter2 rules"}, {"password": "[SECRET_KV]"}] * 2


def test_a_value_that_is_clean_is_sanitized_under_the_key_of_a_url():
    """What a sanitizer makes of it depends on the key as well."""
    url = "/users/12345/orders"
    rows = [{"note": url}, {"http.path": url}] * 2
    config = {"url_sanitizer": {"enabled": True, "attributes": ["http.path"]}}
    found = redacted(*rows, **config)
    assert found[0] == found[2] == {"note": url}
    assert found[1] == found[3] != {"http.path": url}


def test_many_values_and_long_ones_are_all_read():
    """More values than are remembered, of all lengths, with findings among them again and again."""
    texts = [f"value {'x' * (n % 90)} {n}" for n in range(700)]
    found = redacted(*[{"a": text, "b": f"{text} ada@example.org"} for text in texts * 2])
    wanted = [{"a": text, "b": f"{text} [EMAIL]"} for text in texts * 2]
    assert [{"a": each["a"], "b": each["b"]} for each in found] == wanted
