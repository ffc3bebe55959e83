from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from golden import assert_golden, header

from spanmill.cli import main
from spanmill.config import Slug

CASES = sorted((Path(__file__).parent / "diagnostics").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_findings_are_printed_as_agreed(case, monkeypatch):
    """Each faulty file gives the findings, places, excerpts and advice of its golden file."""
    monkeypatch.chdir(case.parent)
    for setting in header(case, "env"):
        monkeypatch.setenv(*setting.split("=", 1))
    sets = [word for setting in header(case, "set") for word in ("--set", setting)]
    result = CliRunner().invoke(main, ["validate", case.name, *sets])
    assert result.stdout == ""
    assert_golden(case.with_suffix(".txt"), f"{result.stderr}exit {result.exit_code}\n")
    assert f"[{case.stem}]" in result.stderr


def test_every_slug_has_a_golden_file():
    """A finding that nobody has seen printed does not exist."""
    assert {case.stem for case in CASES} == {slug.value for slug in Slug}


def test_no_secret_is_printed():
    """Values of fields that are secret never reach the output, not even under a misspelled key."""
    printed = "".join(case.with_suffix(".txt").read_text(encoding="utf-8") for case in CASES)
    assert "very-secret" not in printed
    assert "hunter2" not in printed
