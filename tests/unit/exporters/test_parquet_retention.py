from __future__ import annotations

import json
from pathlib import Path

import pytest

from spanmill.telemetry import Registry
from spanmill.testing import ManualClock, span
from spanmill.testing.spans import START_NS
from tests.unit.exporters.test_parquet import HOUR_NS, SPOKEN, exporter_at, files, hand

DAY_S = 86_400.0


@pytest.fixture
def clock():
    """A clock at the start of the spans."""
    return ManualClock(START_NS / 1e9)


def listed(folder):
    """Return the files that manifests list, with their rows."""
    lines = [
        json.loads(line)
        for path in (Path(folder) / "_manifest").glob("*.jsonl")
        for line in path.read_text().splitlines()
    ]
    return {Path(line["file"]).parent.name: line["rows"] for line in lines}


def write(exporter, first, start_ns, count=1):
    """Make one file of spans that start then."""
    made = [span(number=n + 1, start_ns=start_ns, attrs={"n": n}) for n in range(count)]
    hand(exporter, [made], first=first, received=start_ns)
    exporter.flush()


def test_old_files_go_also_without_traffic(tmp_path, clock):
    """Files go when their hour is older than asked, and no span has to come for it."""
    registry = Registry()
    exporter = exporter_at(tmp_path, clock, registry, retention="24h")
    write(exporter, 1, START_NS)
    write(exporter, 2, START_NS + 2 * HOUR_NS)
    clock.advance(DAY_S)
    assert exporter.next_flush() is None
    assert len(files(tmp_path)) == 2
    clock.advance(3600.0)
    assert exporter.next_flush() is None
    (left,) = files(tmp_path)
    assert left.parent.name == "hour=0"
    assert not (tmp_path / "spans/v1/date=2023-11-14").exists()
    assert listed(tmp_path) == {"hour=0": 1}
    labels = {"component": "parquet/main", "table": "spans"}
    assert registry.value("component_parquet_deleted_files", **labels) == 1


def test_old_files_go_at_the_start(tmp_path, clock):
    """What became too old while nothing ran goes at once."""
    write(exporter_at(tmp_path, clock), 1, START_NS)
    clock.advance(2 * DAY_S)
    exporter = exporter_at(tmp_path, clock, retention="24h")
    assert exporter.next_flush() is None
    assert files(tmp_path) == []
    assert listed(tmp_path) == {}


def test_the_oldest_files_make_room_for_newer_ones(tmp_path, clock):
    """A table that is too large loses its oldest files, and never more than that."""
    exporter = exporter_at(tmp_path, clock)
    for number in range(4):
        write(exporter, number + 1, START_NS + number // 2 * HOUR_NS, count=50)
    before = files(tmp_path)
    largest = max(path.stat().st_size for path in before)
    exporter = exporter_at(tmp_path, clock, retention_bytes=largest)
    exporter.next_flush()
    assert files(tmp_path) == [before[-1]]
    assert listed(tmp_path) == {"hour=23": 50}


def test_each_table_has_its_own_retention(tmp_path, clock):
    """Content goes like spans, wherever its table is, also when no more of it is written."""
    content = {"enabled": True, "directory": str(tmp_path / "secret")}
    exporter = exporter_at(tmp_path / "t", clock, content=content)
    made = span(attrs={"gen_ai.input.messages": SPOKEN})
    hand(exporter, [[made]])
    exporter.flush()
    assert list((tmp_path / "secret").glob("v1/**/*.parquet"))
    clock.advance(2 * DAY_S)
    exporter = exporter_at(
        tmp_path / "t", clock, content=content | {"enabled": False}, retention="24h"
    )
    exporter.next_flush()
    assert list(tmp_path.glob("**/*.parquet")) == []
    assert listed(tmp_path / "t") == {}


@pytest.mark.parametrize("stray", ["spans/v1/date=2024-02-30/x.parquet", "_manifest/own.jsonl"])
def test_what_somebody_else_left_there_stops_nothing(tmp_path, clock, stray):
    """A folder of no day, or a manifest of no table, is no fault of the spans."""
    exporter = exporter_at(tmp_path, clock, retention="24h")
    write(exporter, 1, START_NS)
    (tmp_path / stray).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / stray).write_text('{"dataset": "own", "file": "own/v1/x"}\nno JSON\n')
    clock.advance(3 * DAY_S)
    assert exporter.next_flush() is None
    assert [file.name for file in files(tmp_path) if file.name != "x.parquet"] == []
    assert (tmp_path / stray).exists()
