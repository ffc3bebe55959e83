from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
import zstandard
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from exporters.file.config import FileConfig
from exporters.file.exporter import FileExporter
from spanmill.component import Reads, Records
from spanmill.testing import ManualClock, batch_of, settings, span

RECORDS = Records(1, 1, "0" * 8, (), lambda: None, lambda *_: None)


def batch(name):
    """Return a batch of one span."""
    return batch_of([span(name)], Reads())


def made(path, clock=None, **options):
    """Return a started exporter."""
    config = FileConfig(path=str(path), **options)
    exporter = FileExporter(config, settings("file", clock=clock))
    exporter.start()
    return exporter


def test_json_lines_are_held_until_they_are_synced(tmp_path):
    """A batch is a line of OTLP JSON; it is held, and due after the flush interval."""
    clock = ManualClock()
    exporter = made(tmp_path / "spans.json", clock, flush_interval="2s")
    assert exporter.next_flush() is None
    assert exporter.export(batch("a"), RECORDS) is False
    assert exporter.export(batch("b"), RECORDS) is False
    assert exporter.next_flush() == clock() + 2
    exporter.flush()
    assert exporter.next_flush() is None
    lines = (tmp_path / "spans.json").read_text().splitlines()
    found = [json.loads(x)["resourceSpans"][0]["scopeSpans"][0]["spans"][0]["name"] for x in lines]
    assert found == ["a", "b"]
    exporter.stop()
    exporter.stop()


def test_protobuf_has_a_length_before_each_message(tmp_path):
    """Frames are four bytes of length and a request, compressed where asked."""
    exporter = made(
        tmp_path / "d" / "spans.bin", format="proto", compression="zstd", create_directory=True
    )
    exporter.export(batch("a"), RECORDS)
    exporter.stop()
    data = (tmp_path / "d" / "spans.bin").read_bytes()
    (length,) = struct.unpack(">I", data[:4])
    request = ExportTraceServiceRequest.FromString(
        zstandard.ZstdDecompressor().decompress(data[4 : 4 + length])
    )
    assert request.resource_spans[0].scope_spans[0].spans[0].name == "a"


def test_rotation_begins_new_files_and_forgets_the_oldest(tmp_path):
    """A full file is put aside under its time; more than `max_backups` are deleted."""
    clock = ManualClock()
    exporter = made(tmp_path / "s.json", clock, rotation={"max_megabytes": 1, "max_backups": 2})
    large = batch_of([span(attrs={"t": "x" * 1_100_000})], Reads())
    for _ in range(4):
        exporter.export(large, RECORDS)
        exporter.flush()
        clock.advance(1)
    exporter.stop()
    assert len(list(tmp_path.glob("s-*.json"))) == 2
    assert (tmp_path / "s.json").stat().st_size > 1_100_000


def test_a_burst_between_two_flushes_makes_no_file_larger(tmp_path):
    """The size holds at every write, and what was held is still reported by the next flush."""
    clock = ManualClock()
    exporter = made(tmp_path / "s.json", clock, rotation={"max_megabytes": 1})
    quarter = batch_of([span(attrs={"t": "x" * 300_000})], Reads())
    for _ in range(7):
        assert exporter.export(quarter, RECORDS) is False
        clock.advance(0.01)
    assert exporter.next_flush() is not None
    exporter.flush()
    exporter.stop()
    sizes = [path.stat().st_size for path in tmp_path.glob("s*.json")]
    assert len(sizes) == 3
    assert max(sizes) <= 1_000_000
    texts = [path.read_text() for path in tmp_path.glob("s*.json")]
    assert sum(text.count('"spanId"') for text in texts) == 7


def refuse(*_, **__):
    """Stand in for a folder that lets nobody rename or delete."""
    raise PermissionError(13, "no")


def test_rotation_deletes_its_own_files_alone(tmp_path):
    """What only begins like an old file belongs to somebody else."""
    others = [tmp_path / name for name in ("s-eu.json", "s-2023.json", "s-notes.json")]
    for other in others:
        other.write_text("{}")
    exporter = made(tmp_path / "s.json", rotation={"max_megabytes": 1, "max_backups": 1})
    large = batch_of([span(attrs={"t": "x" * 1_100_000})], Reads())
    for _ in range(3):
        exporter.export(large, RECORDS)
        exporter.flush()
    exporter.stop()
    assert all(other.exists() for other in others)
    assert len(list(tmp_path.glob("s-*T*.json"))) == 1


def test_old_files_that_cannot_be_deleted_stay(tmp_path):
    """That is no fault of the spans."""
    clock = ManualClock()
    exporter = made(tmp_path / "s.json", clock, rotation={"max_megabytes": 1, "max_backups": 1})
    large = batch_of([span(attrs={"t": "x" * 1_100_000})], Reads())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        for _ in range(4):
            exporter.export(large, RECORDS)
            exporter.flush()
            clock.advance(1)
    exporter.stop()
    assert len(list(tmp_path.glob("s*.json"))) == 4


def test_a_rotation_that_fails_loses_nothing(tmp_path):
    """Where a file cannot be put aside, writing goes on in it, and it is tried again later."""
    clock = ManualClock()
    exporter = made(tmp_path / "s.json", clock, rotation={"max_megabytes": 1})
    large = batch_of([span(attrs={"t": "x" * 1_100_000})], Reads())
    exporter.export(large, RECORDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        exporter.export(batch("b"), RECORDS)
    exporter.export(batch("c"), RECORDS)
    clock.advance(11)
    exporter.export(batch("d"), RECORDS)
    exporter.flush()
    exporter.stop()
    counts = [path.read_text().count('"spanId"') for path in sorted(tmp_path.glob("s*.json"))]
    assert counts == [3, 1]


def test_another_exporter_on_the_file_begins_nothing_anew(tmp_path):
    """At a reload the new exporter goes on with the file; at a start it begins it anew."""
    old = made(tmp_path / "s.json")
    old.export(batch("a"), RECORDS)
    new = made(tmp_path / "s.json", flush_interval="5s")
    new.export(batch("b"), RECORDS)
    old.export(batch("c"), RECORDS)
    for each in (old, new):
        each.flush()
        each.stop()
    assert len((tmp_path / "s.json").read_text().splitlines()) == 3
    made(tmp_path / "s.json").stop()
    assert (tmp_path / "s.json").read_text() == ""


def test_append_goes_on(tmp_path):
    """With `append` a restart keeps what is there."""
    for name in ("a", "b"):
        exporter = made(tmp_path / "s.json", append=True)
        exporter.export(batch(name), RECORDS)
        exporter.flush()
        exporter.stop()
    assert len((tmp_path / "s.json").read_text().splitlines()) == 2
