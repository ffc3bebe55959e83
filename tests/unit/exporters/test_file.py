from __future__ import annotations

import json
import struct

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
    assert (tmp_path / "s.json").stat().st_size == 0


def test_append_goes_on(tmp_path):
    """With `append` a restart keeps what is there."""
    for name in ("a", "b"):
        exporter = made(tmp_path / "s.json", append=True)
        exporter.export(batch(name), RECORDS)
        exporter.flush()
        exporter.stop()
    assert len((tmp_path / "s.json").read_text().splitlines()) == 2
