"""The wheel in dist/: what is in it, and that it runs alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"spanmill", "receivers", "processors", "exporters", "connectors"}


@pytest.fixture(scope="module")
def wheel():
    """The one wheel that `make wheel` built."""
    (found,) = (ROOT / "dist").glob("*.whl")
    return found


def test_wheel_holds_the_packages_and_nothing_else(wheel):
    """Top-level names are exactly ours; each package is typed; no tests, no bench."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(names)
    assert not [name for name in names if "test_" in name or name.startswith("bench")]
    assert "-abi3-" in wheel.name


def test_wheel_installs_and_runs_alone(wheel, tmp_path):
    """A fresh environment without a compiler runs the demo from the wheel."""
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    install = [environment / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", wheel]
    subprocess.run(install, check=True)
    lock = [*install[:5], "--require-hashes", "-r", ROOT / "requirements" / "run.lock"]
    subprocess.run(lock, check=True)
    (tmp_path / "pipelines.yaml").write_text((ROOT / "pipelines.yaml").read_text())
    command = [environment / "bin" / "spanmill", "demo", "--rate", "20", "--duration", "4"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Cost of the kept traces" in done.stdout
    assert "DOES NOT ADD UP" not in done.stdout
    assert "Prometheus: http://127.0.0.1:9464/metrics while" in done.stdout
