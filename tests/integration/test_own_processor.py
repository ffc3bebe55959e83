"""The example of a processor from elsewhere, installed as its page says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import duckdb
import pytest
from opentelemetry.trace import StatusCode

from tests.integration.conftest import ROOT, install
from tests.integration.gateway import Gateway, grpc_exporter

pytestmark = pytest.mark.integration
EXAMPLE = ROOT / "examples" / "own-processor"
PAGE = (ROOT / "docs" / "own-processor.md").read_text()
SHIPPED = ROOT / "pipelines.yaml"


def block(language):
    """Return the one block of a language that the page shows."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Folder that the example was installed into, offline."""
    return install(EXAMPLE, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def own(tmp_path):
    """The configuration of the page, as a file to merge."""
    path = tmp_path / "own.yaml"
    path.write_text(block("yaml"))
    return path


def python(installed, *arguments):
    """Run Python where the example is installed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_components_and_schema_know_it(installed):
    """It is listed, described, and in the schema for editors."""
    spanmill = ("-m", "spanmill")
    assert "\n  initials\n" in python(installed, *spanmill, "components").stdout
    assert "| `attribute` |" in python(installed, *spanmill, "components", "initials").stdout
    schema = json.loads(python(installed, *spanmill, "schema").stdout)
    patterns = schema["properties"]["processors"]["patternProperties"]
    (found,) = (each for name, each in patterns.items() if re.search(name, "initials/mine"))
    reference = found["anyOf"][0]["$ref"]
    model = schema["definitions"][reference.removeprefix("#/definitions/")]
    assert list(model["properties"]) == ["attribute"]
    assert model["additionalProperties"] is False


def test_validate_checks_its_keys(installed, own):
    """Its configuration is accepted; a key that it does not have is an error with its place."""
    command = ("-m", "spanmill", "validate", "-c", SHIPPED, "-c", own)
    assert python(installed, *command).returncode == 0
    own.write_text(block("yaml").replace("attribute:", "attributes:"))
    done = python(installed, *command)
    assert done.returncode == 78
    message = "error[unknown-field] processors.initials: unknown field 'attributes'"
    assert f"{own}:3:5: {message}" in done.stderr
    assert "^^^^^^^^^^\n" in done.stderr
    assert "Did you mean 'attribute'?" in done.stderr


def test_run_applies_it(program, installed, own):
    """Spans that pass through a running program have the initials and not the name."""
    program.start(files=(own,), PYTHONPATH=str(installed))
    gateway = Gateway(grpc_exporter(program))
    with gateway.provider.get_tracer("test").start_as_current_span("GET /") as span:
        span.set_attribute("user.full_name", "Ada King Lovelace")
        span.set_status(StatusCode.ERROR)
    gateway.sent()
    program.settled()
    assert 'processor="initials"} 1.0' in program.get("admin", "/metrics")
    files = f"read_parquet('{program.parquet}/spans/v1/**/*.parquet')"
    names = duckdb.sql(f"SELECT attributes['user.full_name'] FROM {files}").fetchall()  # noqa: S608
    assert names == [("A.K.L.",)]


def test_test_of_the_page(installed):
    """The test that the page shows runs and does what it says."""
    shown = block("python") + "print(out.attribute_dict('user.full_name')[1])"
    done = python(installed, "-c", shown)
    assert (done.stdout, done.stderr) == ("['A.L.']\n", "")


def test_conformance_suite_takes_it(installed):
    """The repository's own suite runs over it and finds nothing."""
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/conformance")
    done = python(installed, *command, "-k", "initials")
    assert done.returncode == 0, done.stdout


def test_broken_packages_cost_others_nothing(installed, own, tmp_path):
    """A package that cannot be imported is named where it is used, and nowhere in the way."""
    broken = tmp_path / "broken-1.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    points = "[spanmill.processors]\nbroken = not_there:FACTORY\nwrong = json:loads\n"
    (broken / "entry_points.txt").write_text(points)
    both = f"{installed}{os.pathsep}{tmp_path}"
    command = ("-m", "spanmill", "validate", "-c", SHIPPED, "-c", own)
    assert python(both, *command).returncode == 0
    listed = python(both, "-m", "spanmill", "components")
    assert "\n  initials\n" in listed.stdout
    assert "'broken' cannot be used: not_there:FACTORY: ModuleNotFoundError" in listed.stderr
    assert "'wrong' cannot be used: json:loads is no factory for 'processors'" in listed.stderr
    own.write_text(block("yaml").replace("initials", "broken"))
    done = python(both, *command)
    assert done.returncode == 78
    assert f"{own}:2:3: error[unavailable]" in done.stderr
    assert "not_there:FACTORY: ModuleNotFoundError: No module named 'not_there'" in done.stderr
