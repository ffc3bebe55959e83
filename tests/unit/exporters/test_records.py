"""Records of the log on their way to a peer, as bytes that nobody looks at."""

from __future__ import annotations

import gzip

import pytest
import zstandard

from exporters.otlp.config import OtlpExporterConfig
from exporters.otlp.exporter import OtlpExporter
from spanmill.component import Reads
from spanmill.engine.payload import Payload
from spanmill.kernel import Log, Plan
from spanmill.testing import batch_of, settings, span
from tests.unit.exporters.test_otlp import RECORDS, GrpcPeer, HttpPeer, names

NAMES = ["a", "b", "c"]
UNPACK = {
    "none": bytes,
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
}
LENGTHS = pytest.mark.parametrize("length", [10, 90_000], ids=["joined", "in pieces"])


@pytest.fixture
def read(tmp_path, length):
    """Return what stands for three records with a span each, of so many bytes."""
    log = Log(str(tmp_path), 1 << 20, 1 << 24, "process")
    for number, name in enumerate(NAMES):
        attrs = {"text": name * length}
        log.append(batch_of([span(name, number=number + 1, attrs=attrs)], Reads()), b"")
    return Payload(log.read(1, 1 << 20, Plan()))


@LENGTHS
@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_grpc_gets_all_records_in_order(read, length, compression):
    """Several records are one request, whether they are joined or sent piece by piece."""
    peer = GrpcPeer()
    config = OtlpExporterConfig(
        endpoint=f"127.0.0.1:{peer.port}", tls={"insecure": True}, compression=compression
    )
    exporter = OtlpExporter(config, settings("otlp"))
    exporter.start()
    try:
        assert exporter.export(read, RECORDS) is True
        assert names(peer.bodies[0]) == NAMES
        assert peer.bodies[0].count(b"c" * length) == 1
    finally:
        exporter.stop()
        peer.server.stop(None).wait()


@LENGTHS
@pytest.mark.parametrize("compression", list(UNPACK))
def test_http_gets_all_records_in_order(read, length, compression):
    """Several records are one request, whether they are joined or sent piece by piece."""
    peer = HttpPeer()
    exporter = peer.exporter(compression=compression)
    try:
        assert exporter.export(read, RECORDS) is True
        _, headers, packed = peer.requests[0]
        body = UNPACK[compression](packed)
        assert int(headers["content-length"]) == len(packed)
        assert names(body) == NAMES
        assert bytes(read.to_otlp()) == body
        assert body.count(b"c" * length) == 1
    finally:
        exporter.stop()
        peer.server.shutdown()
        peer.server.server_close()
