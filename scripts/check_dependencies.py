"""Hold the locked dependencies against version floors and allowed licences, without a network.

Exit 1 on any finding.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOORS = Path("requirements/floors.toml")
ALLOWED = re.compile(
    r"\b(?:apache|mit|bsd|isc|zlib|psf|python software foundation|mpl|mozilla|unicode|0bsd"
    r"|unlicense|cc0|public domain)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(?:agpl|gpl|sspl|busl)\b|(?<!lesser )general public", re.IGNORECASE)
UNSTATED: dict[str, str] = {}
"""Packages that state no licence in their metadata, each with where it is stated."""


def locked() -> Iterator[tuple[str, Version, str]]:
    """Return (name, version, file) of every line of the locks."""
    for path in sorted(Path("requirements").glob("*.lock")):
        for name, version in re.findall(
            r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", path.read_text(), re.MULTILINE
        ):
            yield name.lower(), Version(version), str(path)


def crates() -> list[tuple[str, str, str]]:
    """Return (name, version, licence) of every crate in the lock."""
    command = [
        *("cargo", "metadata", "--format-version=1", "--locked", "--offline"),
        *("--filter-platform=x86_64-unknown-linux-gnu", "--manifest-path=rust/Cargo.toml"),
    ]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    return [
        (each["name"], each["version"], each["license"] or "") for each in loads(out)["packages"]
    ]


def below_floor() -> Iterator[str]:
    """Find locked versions with a known advisory."""
    floors = tomllib.loads(FLOORS.read_text())
    python = {name: (Version(floor), why) for name, (floor, why) in floors["python"].items()}
    rust = {name: (Version(floor), why) for name, (floor, why) in floors["rust"].items()}
    for name, version, path in locked():
        if name in python and version < python[name][0]:
            yield f"{path}: {name} {version} is below {python[name][0]}: {python[name][1]}"
    for name, text, _ in crates():
        if name in rust and Version(text) < rust[name][0]:
            yield f"rust/Cargo.lock: {name} {text} is below {rust[name][0]}: {rust[name][1]}"


def licence(name: str) -> str | None:
    """Return what an installed package says of its licence; None where it is not installed."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = [found.get("License-Expression") or found.get("License") or ""]
    stated += [each for each in found.get_all("Classifier") or [] if each.startswith("License")]
    return " ".join(stated)[:400]


def licences() -> Iterator[str]:
    """Find licences that an Apache-2.0 product cannot be shipped with."""
    for name in sorted({name for name, _, path in locked() if path.endswith("run.lock")}):
        text = licence(name)
        if (
            text is not None
            and name not in UNSTATED
            and (FORBIDDEN.search(text) or not ALLOWED.search(text))
        ):
            yield f"{name}: licence {text.strip()[:80]!r}"
    for name, version, text in crates():
        if FORBIDDEN.search(text) or not ALLOWED.search(text):
            yield f"crate {name} {version}: licence {text!r}"


def main() -> int:
    """Run both checks."""
    rows = [*below_floor(), *licences()]
    for row in rows:
        sys.stdout.write(row + "\n")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main())
