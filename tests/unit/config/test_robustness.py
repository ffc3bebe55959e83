from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from spanmill.components import catalogue
from spanmill.config import load
from spanmill.errors import ConfigError

TESTS = Path(__file__).parents[2]
SEEDS = [
    path.read_text(encoding="utf-8")
    for path in sorted([*TESTS.glob("**/*.yaml"), TESTS.parent / "pipelines.yaml"])
]
ENVIRONMENT = {"API_KEY": "k", "OTLP_TOKEN": "t", "HMAC_KEY": "h" * 32}
SCRAPS = [
    "",
    "{}",
    "[]",
    "null",
    ": ",
    "- ",
    "&a ",
    "*a",
    "${",
    "${env:X}",
    "''",
    "1",
    "true",
    "\t",
    "\x85",
    "é",
    "<<: ",
]


@st.composite
def broken(draw):
    """Return a good file with some places overwritten."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 20))
        scrap = draw(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=4)))
        text = text[:start] + scrap + text[start + length :]
    return text


def findings(path):
    """Return the findings of a file, whether it can run or not."""
    try:
        return load([path], catalogue(), environment=ENVIRONMENT).diagnostics
    except ConfigError as error:
        return error.diagnostics


@settings(max_examples=150, deadline=None)
@given(text=broken())
def test_a_broken_file_gives_findings_and_nothing_else(tmp_path_factory, text):
    """Whatever stands in a file, loading gives a configuration or located findings."""
    path = tmp_path_factory.mktemp("broken") / "f.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert all(each.line >= 1 and each.column >= 1 and str(each) for each in findings(path))
