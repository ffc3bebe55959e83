from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from pydantic_core import PydanticCustomError

from exporters.otlp_http.config import OtlpHttpConfig
from spanmill.config.values import (
    format_duration,
    format_size,
    is_loopback,
    parse_duration,
    parse_size,
    reveal,
)
from spanmill.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("200ms", 0.2),
        ("1m30s", 90),
        ("1h", 3600),
        ("1.5s", 1.5),
        ("0", 0),
        (0, 0),
        ("0s", 0),
        ("100us", 1e-4),
        ("100µs", 1e-4),
        ("1h0m1s", 3601),
        (".5s", 0.5),
        ("+2s", 2),
    ],
)
def test_durations_are_read_as_go_reads_them(text, seconds):
    """Durations take Go's units, joined and with fractions, and a bare 0."""
    assert parse_duration(text) == pytest.approx(seconds, rel=0, abs=1e-12)


@pytest.mark.parametrize(
    "value", ["", "5", 5, "5 s", "s", "1d", "1s2", True, None, [], "-1s", "1.2.3s"]
)
def test_what_is_no_duration_is_refused(value):
    """Numbers without unit, unknown units and negative durations are refused."""
    with pytest.raises(PydanticCustomError):
        parse_duration(value)


@given(st.integers(min_value=0, max_value=10**18))
def test_durations_are_printed_as_they_are_read(nanoseconds):
    """What is printed reads back to the same number of nanoseconds."""
    seconds = nanoseconds / 1e9
    assert parse_duration(format_duration(seconds)) == pytest.approx(seconds, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "size"),
    [("0", 0), (1024, 1024), ("64MiB", 64 << 20), ("1GB", 10**9), ("1.5KiB", 1536), ("2 kb", 2000)],
)
def test_sizes_take_units(text, size):
    """Sizes take powers of 1000 and of 1024, in any case."""
    assert parse_size(text) == size


@pytest.mark.parametrize("value", ["", "MiB", "-1", "1 quart", 1.5, True, None])
def test_what_is_no_size_is_refused(value):
    """Texts that are no size are refused."""
    with pytest.raises(PydanticCustomError):
        parse_size(value)


@given(st.integers(min_value=0, max_value=1 << 50))
def test_sizes_are_printed_as_they_are_read(size):
    """What is printed reads back to the same number of bytes."""
    assert parse_size(format_size(size)) == size


@pytest.mark.parametrize(
    ("endpoint", "alone"),
    [
        ("127.0.0.1:1", True),
        ("localhost:1", True),
        ("[::1]:1", True),
        ("unix:/run/x", True),
        ("127.9.9.9:1", True),
        ("0.0.0.0:1", False),
        ("[::]:1", False),
        (":4317", False),
        ("gateway:1", False),
    ],
)
def test_loopback_is_told_from_the_network(endpoint, alone):
    """Only addresses that stay on the machine count as loopback."""
    assert is_loopback(endpoint) is alone


def test_secrets_have_no_text():
    """A secret shows nothing when it is printed."""
    assert "hunter2" not in f"{SecretStr('hunter2')!r} {SecretStr('hunter2')}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x y", "a"),
        ("", "a"),
        ("x:", "a"),
        ("ä", "a"),
        ("x", "a\n"),
        ("x", "a\r\nb: c"),
        ("x", "\0"),
    ],
)
def test_what_no_header_can_hold_is_refused(load_text, name, text):
    """A header that cannot be sent is refused with its place, and not shown."""
    value = json.dumps({name: f"SECRET{text}"})
    for exporter in ("otlp: {endpoint: 'x:1'", "otlp_http: {endpoint: 'http://x:1'"):
        with pytest.raises(ConfigError) as caught:
            load_text(
                f"exporters: {{{exporter}, headers: {value}}}}}\nservice: {{pipelines: {{}}}}"
            )
        shown = "\n".join(map(str, caught.value.diagnostics))
        assert "not the name of a header" in shown or "a header cannot hold" in shown
        assert "SECRET" not in shown


def test_headers_hold_what_can_be_sent():
    """Tabs, and letters beyond ASCII, are good."""
    headers = {"X-Api_Key.1": "a\tb é", "authorization": ""}
    config = OtlpHttpConfig(endpoint="http://x:1", headers=headers)
    assert {name: reveal(value) for name, value in config.headers.items()} == headers
