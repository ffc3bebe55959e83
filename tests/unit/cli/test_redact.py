from __future__ import annotations

import gzip
import json

import pytest
from click.testing import CliRunner

from spanmill.cli import main
from spanmill.testing import span

EMAIL, CARD = "ada.lovelace@example.org", "4111 1111 1111 1111"
CONFIG = """
receivers: {otlp: }
processors: {redaction: {allow_all_keys: true, operator: mask}, redaction/b: {allow_all_keys: true}}
exporters: {nop: }
service: {pipelines: {traces: {receivers: [otlp], processors: [redaction], exporters: [nop]}}}
"""


def run(*args, data=b""):
    """Redact standard input."""
    return CliRunner().invoke(main, ["redact", *args], input=data)


def test_text_goes_out_redacted_and_explained():
    """The result is on standard output; findings are on the other, by line and column."""
    result = run("-", "--explain", data=f"hello\nto {EMAIL}\n".encode())
    assert result.exit_code == 0
    assert result.stdout == "hello\nto [EMAIL]\n"
    assert ":2:4-28: email, rule -, score 0.95\n" in result.stderr
    assert EMAIL not in result.output


def test_lines_of_json_stay_lines_of_json():
    """Each line is read by itself and stays JSON."""
    lines = [{"t": f"a\n{EMAIL}"}, {"t": "plain"}, {"t": CARD}]
    result = run("-", data="\n".join(map(json.dumps, lines)).encode())
    found = [json.loads(line)["t"] for line in result.stdout.splitlines()]
    assert found == ["a\n[EMAIL]", "plain", "[CREDIT_CARD]"]


def test_keys_that_take_lines_go_whole():
    """Text is read as one, so that armour over several lines is one finding."""
    armour = "-----BEGIN PRIVATE KEY-----\nMIIEabc\n-----END PRIVATE KEY-----\n"
    assert run("-", data=f"a\n{armour}b\n".encode()).stdout == "a\n[PRIVATE_KEY]\nb\n"


def test_spans_are_read_as_spans():
    """OTLP JSON is redacted as in a pipeline, with places by span, and stays OTLP JSON."""
    made = span(EMAIL, attrs={"password": "x", "a": CARD})
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [made]}]}]}).encode()
    result = run("-", "--explain", data=body)
    assert result.exit_code == 0
    (made,) = json.loads(result.stdout)["resourceSpans"][0]["scopeSpans"][0]["spans"]
    values = {each["key"]: each["value"].get("stringValue") for each in made["attributes"]}
    assert (made["name"], values["password"], values["a"]) == (
        "[EMAIL]",
        "[SECRET_KV]",
        "[CREDIT_CARD]",
    )
    assert "span 0 attribute password 0-1: secret_kv, rule -, score 0.80" in result.stderr


def test_diff_shows_what_changes():
    """`--diff` prints lines before and after instead of the result."""
    result = run("-", "--diff", data=f"same\nto {EMAIL}\n".encode())
    assert f"-to {EMAIL}\n+to [EMAIL]\n" in result.stdout
    assert run("-", "--diff", data=b"same\n").stdout == ""


def test_the_processor_of_the_configuration_decides(tmp_path):
    """With `--config` its policy is used; which one must be said where there are several."""
    path = tmp_path / "c.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    data = EMAIL.encode()
    assert run("-", "-c", str(path), "--processor", "redaction", data=data).stdout == "****"
    assert run("-", "-c", str(path), "--processor", "redaction/b", data=data).stdout == "[EMAIL]"
    assert run("-", "-c", str(path), data=data).exit_code == 2


def test_a_long_text_is_read_and_one_that_is_too_long_is_told():
    """A log of megabytes is read; what a limit of the configuration leaves unread is said."""
    text = "x" * (5 << 20) + f" {EMAIL}\n"
    result = run("-", data=text.encode())
    assert result.stdout.endswith("x [EMAIL]\n")
    assert "not read" not in result.stderr
    limit = "processors.redaction.max_value_bytes=1024"
    result = run("-", "-c", "pipelines.yaml", "--set", limit, data=text.encode())
    assert result.stdout == "[UNREAD]"
    assert ": 1 text was not read and is replaced whole" in result.stderr


def test_json_of_any_depth_is_read():
    """A hundred thousand brackets around spans, or beside them, are text and end nothing."""
    deep = "[" * 100_000 + f'"{EMAIL}"' + "]" * 100_000
    for data in (deep, '{"resourceSpans": ' + deep + "}", f'{deep}\n{{"a": 1}}'):
        result = run("-", data=data.encode())
        assert result.exit_code == 0
        assert result.stdout == data.replace(EMAIL, "[EMAIL]")


@pytest.mark.parametrize(
    "data", [f"to {EMAIL}".encode("utf-16"), gzip.compress(EMAIL.encode()), b"a\0b"]
)
def test_what_cannot_be_read_is_not_passed_on(data):
    """UTF-16 and compressed files are refused: nothing would be found in them."""
    result = run("-", data=data)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "expected text in UTF-8" in result.stderr


def test_a_mark_of_the_byte_order_is_no_part_of_spans():
    """OTLP JSON as some editors write it is read as spans."""
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span(EMAIL)]}]}]})
    result = run("-", data=b"\xef\xbb\xbf" + body.encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["resourceSpans"][0]["scopeSpans"][0]["spans"][0]["name"] == (
        "[EMAIL]"
    )


def test_a_broken_line_is_named():
    """What cannot be accepted in lines of OTLP JSON comes with the number of its line."""
    good = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span()]}]}]})
    bad = good.replace("00000000000000000000000000000001", "zz")
    result = run("-", data=f"{good}\n{bad}\n".encode())
    assert result.exit_code == 1
    assert "line 2: byte " in result.stderr


@pytest.mark.parametrize(
    ("args", "data", "code"),
    [
        (("no-such-file",), b"", 2),
        (("-", "--processor", "x"), b"", 2),
        (("-", "-c", "no-such-file"), b"", 78),
        (("-",), b'{"resourceSpans": 1}', 1),
        (("-",), b"", 0),
    ],
)
def test_exit_codes(args, data, code):
    """0 is done, 1 what cannot be accepted, 2 wrong usage, 78 a configuration that cannot run."""
    assert run(*args, data=data).exit_code == code
