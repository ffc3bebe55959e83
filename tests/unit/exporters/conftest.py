from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.prometheus.exporter import PrometheusExporter

from tests.unit.exporters.prometheus_rig import exporter_of


@pytest.fixture
def exporter() -> Iterator[PrometheusExporter]:
    """Serve an exporter on a free port."""
    made = exporter_of(endpoint="127.0.0.1:0", enable_open_metrics=True, const_labels={"env": "ci"})
    made.start()
    yield made
    made.stop()
