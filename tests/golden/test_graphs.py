from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from golden import assert_golden

from spanmill.cli import main

CASES = sorted((Path(__file__).parent / "graphs").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_graph_is_cut_as_agreed(case, monkeypatch):
    """Each file is cut into exactly the stages and logs of its golden drawing."""
    monkeypatch.chdir(case.parent)
    result = CliRunner().invoke(main, ["validate", case.name, "--explain"])
    assert result.exit_code == 0, result.stderr
    assert_golden(case.with_suffix(".txt"), result.stdout)
