"""Presidio, cpex-pii-filter and RE2 over files, a text a line: `python_peers.py PATTERNS FILE...`.

Needs `presidio-analyzer`, `cpex-pii-filter` and `google-re2`, in an environment of their own.
Presidio runs its
default recognisers for English without a language model.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import re2
import spacy
from cpex_pii_filter.pii_filter_rust import PIIDetectorRust
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

RE2_BYTES, PRESIDIO_BYTES = 2 << 20, 60_000


class Blank(SpacyNlpEngine):
    """Splits words, and knows no names."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


def row(name: str, path: str, texts: list[str], find: object) -> None:
    """Time one run over the texts."""
    start = time.process_time()
    found = sum(find(text) for text in texts)
    seconds = time.process_time() - start
    size = sum(len(text.encode()) for text in texts)
    sys.stdout.write(f"| {name} | {path} | {found} | {size / seconds / 1e6:.2f} |\n")


def head(path: str, size: int) -> list[str]:
    """Return the first texts of a file."""
    return Path(path).read_bytes()[:size].decode(errors="ignore").split("\n")


def main() -> None:
    """Run both over all files."""
    lines = Path(sys.argv[1]).read_text().splitlines()
    chosen = re2.Set.SearchSet()
    for line in lines:
        chosen.Add(line)
    chosen.Compile()
    each = [re2.compile(line) for line in lines]
    engine = AnalyzerEngine(nlp_engine=Blank())
    filter_ = PIIDetectorRust({})

    def with_re2(text: str) -> int:
        return sum(sum(1 for _ in each[at].finditer(text)) for at in chosen.Match(text) or ())

    for path in sys.argv[2:]:
        row("RE2 set", path, head(path, RE2_BYTES), with_re2)
        whole = head(path, -1)
        row(
            "cpex-pii-filter",
            path,
            whole,
            lambda text: sum(map(len, filter_.detect(text).values())),
        )
        texts = head(path, PRESIDIO_BYTES)
        row("Presidio", path, texts, lambda text: len(engine.analyze(text, "en")))


if __name__ == "__main__":
    main()
