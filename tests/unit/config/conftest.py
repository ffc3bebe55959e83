"""Loads configurations from text, the way a user writes them."""

from __future__ import annotations

import pytest

from spanmill.components import catalogue
from spanmill.config import load
from spanmill.errors import ConfigError

MINIMAL = """
receivers:
  otlp:
exporters:
  nop:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [nop]}
"""


@pytest.fixture
def load_text(tmp_path):
    """Return a function that loads one or several texts as files."""

    def run(*texts, sets=(), **environment):
        paths = []
        for number, text in enumerate(texts or (MINIMAL,)):
            path = tmp_path / f"{number}.yaml"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return load(paths, catalogue(), sets=sets, environment=environment)

    return run


@pytest.fixture
def slugs_of(load_text):
    """Return a function that gives the slugs of the findings of a configuration that cannot run."""

    def run(*texts, **more):
        with pytest.raises(ConfigError) as caught:
            load_text(*texts, **more)
        return [each.slug.value for each in caught.value.diagnostics]

    return run
