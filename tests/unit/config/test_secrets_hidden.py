from __future__ import annotations

import pytest
from pydantic import ValidationError

from processors.redaction.config import RedactionConfig
from spanmill.errors import ConfigError


def test_no_error_repeats_a_secret():
    """A key that is refused is in no text of the error."""
    with pytest.raises(ValidationError) as caught:
        RedactionConfig.model_validate(
            {"hash_function": "hmac-sha256", "hmac_key": "too-short-key"}
        )
    assert "too-short-key" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "exporters: {otlp: {endpoint: 'x:1', headers: {authorization: Bearer SECRET}, timez: 1s}}",
        "exporters: {otlp: {endpoint: 'x:1', headers: {a: 'SECRET', b: SECRET}, tls: 5}}",
        "exporters: {otlp: {endpoint: 'x:1', headers: {a: '${env:NO:-SECRET}'}, timeout: 5 s}}",
        "extensions: {bearertokenauth: {tokens: [SECRET, SECRET-TOO], schemex: x}}",
        "extensions: {basicauth: {client_auth: {username: me, password: SECRET}}}",
        "extensions: {a b: {token: SECRET}}",
        "exporters: {otlp_http: {endpoint: 'http://x:1', proxy_url: 'http://u:SECRET@p:1', b: 1}}",
        "exporters: {otlp_http: {endpoint: 'http://x:1', proxy_url: 'ftp://u:SECRET@p:1'}}",
        "exporters: {otlp_http: {endpoint: 'https://u:SECRET@x'}}",
        "exporters: {otlp_http: {endpoint: 'ftp://u:SECRET@x'}}",
        "exporters: {otlp: {endpoint: 'http://u:SECRET@x:1'}}",
        "exporters: {otlp_http: {endpoint: 'https://x/in?api_key=SECRET', timez: 1s}}",
        "exporters: {parquet: {directory: 's3://u:SECRET@x', dir: 1}}",
        "processors: {redaction: {hmac_kei: SECRET, allow_all_keys: 7}}",
    ],
)
def test_no_excerpt_shows_a_secret(load_text, text):
    """A line that holds a secret is shown without it, whichever finding it is shown for."""
    with pytest.raises(ConfigError) as caught:
        load_text(text + "\nservice: {pipelines: {}}")
    shown = "\n".join(map(str, caught.value.diagnostics))
    assert "SECRET" not in shown
    assert "***" in shown


def test_an_excerpt_stays_in_line_with_its_carets(load_text):
    """What is covered keeps its length where something follows."""
    text = "exporters: {otlp: {headers: {a: SECRET}, endpoint: 'x:1', timez: 1s}}"
    with pytest.raises(ConfigError) as caught:
        load_text(text + "\nservice: {pipelines: {}}")
    _, line, carets = str(caught.value.diagnostics[0]).splitlines()[:3]
    assert line[carets.index("^") :].startswith("timez")
    assert "{a: ******}" in line


def test_an_absent_value_covers_nothing(load_text):
    """A bare `count:` does not cover the first letter of the key behind it."""
    text = "connectors:\n  count:\n  servicegraph:\n"
    with pytest.raises(ConfigError) as caught:
        load_text(text + "service: {pipelines: {}}")
    assert [each.excerpt for each in caught.value.diagnostics[:2]] == [
        "  count:",
        "  servicegraph:",
    ]


def test_a_reference_is_no_secret(load_text):
    """The name of a variable is what has to be seen to put it right."""
    text = "extensions: {bearertokenauth: {token: '${env:NO_TOKEN}'}}"
    with pytest.raises(ConfigError) as caught:
        load_text(text + "\nservice: {pipelines: {}}")
    assert "${env:NO_TOKEN}'}}" in str(caught.value.diagnostics[0])
