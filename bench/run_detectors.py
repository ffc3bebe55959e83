"""Compare detectors on the same texts in one run: `python bench/run_detectors.py`.

Ours, Presidio, cpex-pii-filter, and one set of patterns in RE2, Rust's `regex` and Go's `regexp`.
Makes an environment for the Python ones under `.cache` once; needs Cargo, Go and the network for
that. Writes `bench/results/<date>-detectors.md`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from pipeline.table import publish

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "detectors"
PEERS = ROOT / "bench/redaction/peers"
PACKAGES = ("presidio-analyzer==2.2.366", "google-re2==1.1.20251105", "cpex-pii-filter==0.3.9")
TEXTS = ("clean", "ids", "dense")
OURS = re.compile(r"(\w+)\.txt (\w+): .* (\d+) findings, ([\d.]+) GB/s")


def out(*command: str | Path) -> str:
    """Return what a program prints."""
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def environment() -> Path:
    """Return the interpreter that has the Python detectors."""
    python = CACHE / "environment/bin/python"
    if not python.exists():
        venv.create(python.parents[1], with_pip=True)
        out(python, "-m", "pip", "install", "-q", *PACKAGES)
    return python


def example(package: str, name: str, *args: str | Path) -> str:
    """Run an example of the workspace, built for speed."""
    manifest = ROOT / "rust/Cargo.toml"
    words = ("cargo", "run", "-q", "--release", "--locked", "--manifest-path", manifest)
    return out(*words, "-p", package, "--example", name, "--", *args)


def ours(files: list[Path]) -> dict[tuple[str, str], float]:
    """Return MB/s of our scan by engine and text."""
    rows = OURS.findall(example("spanmill-scan", "speed", *files))
    return {(f"Spanmill, {width}", text): 1000 * float(speed) for text, width, _, speed in rows}


def peers(files: list[Path]) -> dict[tuple[str, str], float]:
    """Return MB/s of all others."""
    patterns = PEERS / "patterns.txt"
    printed = [
        example("spanmill-kernel", "regex_set", patterns, *files),
        out("go", "run", PEERS / "regexp.go", patterns, *files),
        out(environment(), PEERS / "python_peers.py", patterns, *files),
    ]
    rows = (line.strip("| ").split(" | ") for text in printed for line in text.splitlines())
    return {(name, Path(path).stem): float(speed) for name, path, _, speed in rows}


def table(speeds: dict[tuple[str, str], float]) -> str:
    """Return MB/s by engine, and how many times as long each takes as ours."""
    lines = ["| engine | " + " | ".join(f"{text} MB/s | ratio" for text in TEXTS) + " |"]
    lines.append("|---" * (1 + 2 * len(TEXTS)) + "|")
    for engine in dict.fromkeys(engine for engine, _ in speeds):
        pairs = [(speeds[engine, text], speeds["Spanmill, simd", text]) for text in TEXTS]
        cells = [f"{speed:.2f} | {best / speed:,.1f}" for speed, best in pairs]
        lines.append(f"| {engine} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


NOTE = """
The patterns are 22 (`bench/redaction/peers/patterns.txt`), fewer and weaker than our 56 kinds: they
have no checks and no words beside them. All find and report places. Presidio runs its default
recognisers for English without a language model, on 60 kB; RE2, Go and `regex` on 2 MB; ours and
cpex on all. CPU time; for ours the clock, the best of rounds for each 40 texts, added up. Ratio:
how many times the time of ours.

"""


def main() -> None:
    """Make the texts, run everybody, write the table."""
    out(sys.executable, "-m", "bench.redaction.corpora", CACHE / "texts")
    files = [CACHE / f"texts/{name}.txt" for name in TEXTS]
    speeds = ours(files) | peers(files)
    made = f"Texts from Python {sysconfig.get_python_version()}'s library.\n{NOTE}{table(speeds)}\n"
    publish("detectors", "Detectors on the same texts", "run_detectors.py", made)


if __name__ == "__main__":
    main()
