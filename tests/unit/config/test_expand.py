from __future__ import annotations

import pytest

from spanmill.component import Kind
from spanmill.config.values import reveal
from spanmill.errors import ConfigError

TEMPLATE = """
receivers:
  otlp:
    tenant_header: {text}
    protocols:
      grpc:
        max_recv_msg_size_mib: {number}
exporters:
  nop:
service:
  pipelines:
    traces: {{receivers: [otlp], exporters: [nop]}}
"""


@pytest.fixture
def expanded(load_text):
    """Return a function that expands a text and a number."""

    def run(text="x", number="8", **environment):
        loaded = load_text(TEMPLATE.format(text=text, number=number), **environment)
        config = loaded.config(Kind.RECEIVER, "otlp")
        return config.tenant_header, config.protocols.grpc.max_recv_msg_size_mib

    return run


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("${env:A}", "one"),
        ("${A}", "one"),
        ("x-${env:A}-${A}", "x-one-one"),
        ("${env:NONE:-fallback}", "fallback"),
        ("${NONE:-fallback}", "fallback"),
        ("'${env:NONE:-}'", ""),
        ("${env:NONE:-${env:A}}", "one"),
        ("$$${env:A}", "$one"),
        ("$${env:A}", "${env:A}"),
        ("a$b", "a$b"),
        ("US$", "US$"),
    ],
)
def test_forms_of_expansion(expanded, written, expected):
    """Every form of a variable gives its value, and a bare dollar is plain text."""
    assert expanded(text=written, A="one")[0] == expected


@pytest.mark.parametrize(
    "value", ["0123", "1.10", "true", "null", "~", "5e3", "[a", "a: b", "$x", "${env:A}"]
)
def test_text_fields_keep_the_text(expanded, value):
    """A value for a text field is neither read as YAML nor expanded again."""
    assert expanded(text="${env:A}", A=value)[0] == value


@pytest.mark.parametrize(("value", "expected"), [("16", 16), ("0x10", 16), ("0o20", 16)])
def test_other_fields_are_read_as_yaml(expanded, value, expected):
    """A value for a field that is no text is what YAML makes of it."""
    assert expanded(number="${env:A}", A=value)[1] == expected


def test_text_fields_keep_numbers_as_they_are_written(expanded):
    """A number that stands in the file for a text field keeps its spelling."""
    assert expanded(text="0123")[0] == "0123"


def test_lists_come_from_variables(load_text):
    """The exporters of a pipeline may be one variable that holds a YAML list."""
    text = TEMPLATE.format(text="x", number=8).replace("[nop]", "'${env:EXPORTERS:-[nop]}'")
    text = text.replace("  nop:\n", "  nop:\n  debug:\n")
    assert load_text(text).graph.logs[0].exporters == ("nop",)
    assert load_text(text, EXPORTERS="[nop, debug]").graph.logs[0].exporters == ("nop", "debug")


def test_whole_components_come_from_files(load_text, tmp_path):
    """A block may be one file, which is read as YAML."""
    part = tmp_path / "part.yaml"
    part.write_text("directory: /lake\nroll: {interval: 1m}\n", encoding="utf-8")
    text = f"""
receivers: {{otlp: }}
exporters:
  parquet: ${{file:{part}}}
service:
  pipelines:
    traces: {{receivers: [otlp], exporters: [parquet]}}
"""
    assert load_text(text).config(Kind.EXPORTER, "parquet").roll.interval == 60


def test_secrets_come_from_files_without_the_last_line_break(load_text, tmp_path):
    """A token file made by `echo` gives the token and not a line break after it."""
    secret = tmp_path / "token"
    secret.write_text("0123456789abcdef0\n", encoding="utf-8")
    text = f"""
receivers: {{otlp: }}
exporters: {{nop: }}
extensions:
  bearertokenauth: {{token: "${{file:{secret}}}"}}
service:
  extensions: [bearertokenauth]
  pipelines:
    traces: {{receivers: [otlp], exporters: [nop]}}
"""
    config = load_text(text).config(Kind.EXTENSION, "bearertokenauth")
    assert reveal(config.token) == "0123456789abcdef0"
    assert "0123456789" not in repr(config)


def test_a_missing_variable_is_one_finding(slugs_of):
    """A variable without value gives one finding, and its field none of its own."""
    assert slugs_of(TEMPLATE.format(text="x", number="${env:NONE}")) == ["missing-variable"]


def test_a_value_in_the_wrong_place_is_not_printed(load_text):
    """A fault of a value from a variable shows the variable, because the value may be a secret."""
    text = TEMPLATE.format(text="x", number="${env:VALUE}")
    with pytest.raises(ConfigError) as caught:
        load_text(text, VALUE="very-secret")
    assert "'${env:VALUE}'" in str(caught.value)
    assert "very-secret" not in str(caught.value)


def test_an_expansion_that_is_too_large_is_refused(slugs_of, tmp_path):
    """A file of more than 1 MiB is not taken as a value."""
    large = tmp_path / "large"
    large.write_bytes(b"x" * ((1 << 20) + 1))
    assert slugs_of(TEMPLATE.format(text=f"${{file:{large}}}", number=8)) == ["unreadable-file"]
