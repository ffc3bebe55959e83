"""Ten thousand canaries of each tier go in, and every store is searched for them."""

from __future__ import annotations

import gzip
import http.client
import http.server
import json
import re
import threading
import urllib.request
from typing import get_args

import numpy as np
import pyarrow.parquet as pq
import pytest

from processors.redaction.entities import Entity
from spanmill.kernel import transcode_json
from tests.integration import canaries

pytestmark = pytest.mark.integration
COUNT, BATCH = 10_000, 2_000
WIDTH = 8
"""Bytes by which a store is searched before a canary is compared in full."""


class Sink:
    """An OTLP endpoint that keeps what it gets."""

    def __init__(self):
        bodies = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                packed = self.headers.get("Content-Encoding") == "gzip"
                bodies.append(gzip.decompress(body) if packed else body)
                self.send_response(http.client.OK)
                self.send_header("Content-Type", "application/x-protobuf")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                del args

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *args):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def leaves(value):
    """Yield every text of a table's row."""
    if isinstance(value, str):
        yield value.encode()
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        for each in value.items():
            yield from leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)


class Search:
    """Finds where any of many runs may stand, by the first eight bytes of each."""

    def __init__(self, runs):
        self.flags = np.zeros(1 << 24, bool)
        self.flags[self.places(b"".join(run[:WIDTH] for run in runs))[::WIDTH]] = True

    def places(self, data):
        """Return a place in the flags for every eight bytes."""
        raw = np.frombuffer(data, np.uint8).astype(np.uint64)
        size = max(len(data) - WIDTH + 1, 0)
        whole = np.zeros(size, np.uint64)
        for at in range(WIDTH):
            whole |= raw[at : at + size] << np.uint64(8 * at)
        shift = 64 - (len(self.flags) - 1).bit_length()
        return (whole * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(shift)

    def near(self, store, length):
        """Yield so many bytes from each place on."""
        step = 1 << 22
        for at in range(0, len(store), step):
            part = store[at : at + step + WIDTH - 1]
            for place in map(int, np.flatnonzero(self.flags[self.places(part)])):
                yield store[at + place : at + place + length]


def found(store, planted):
    """Return the canaries that stand in a store."""
    starts = {each.written.encode()[:WIDTH]: [] for each in planted}
    for each in planted:
        starts[each.written.encode()[:WIDTH]].append(each)
    return [
        each
        for near in Search(starts).near(store, 4096)
        for each in starts.get(near[:WIDTH], ())
        if near.startswith(each.written.encode())
    ]


LONG = 10
"""Bytes of a number that may not be left over; fewer digits occur by chance in ids and times."""


def parts(planted):
    """Return what of each value would give it away, with the value.

    Runs of eight letters and digits, ten where they are digits alone, and the last digits of a card
    without the first four. What stands in the texts around the values is none of it.
    """
    around = b" ".join(each.text.replace(each.written, " ").encode() for each in planted)
    runs = {}
    for each in planted:
        words = re.findall(r"[A-Za-z0-9]{8,}", each.written)
        digits = re.sub(r"[ .-]", "", each.written)
        words += [digits[4:]] if digits.isdigit() and len(digits) >= LONG + 4 else []
        for word in map(str.encode, words):
            size = LONG if word.isdigit() else WIDTH
            runs |= {word[at : at + size]: each for at in range(len(word) - size + 1)}
    known = {around[at : at + size] for size in (WIDTH, LONG) for at in range(len(around))}
    return {run: each for run, each in runs.items() if run not in known}


def leaked(store, runs):
    """Return the values of which a part stands in a store, or in its digits without separators."""
    search = Search(runs)
    return [
        runs[run]
        for data in (store, store.translate(None, b" .-"))
        for near in search.near(data, LONG)
        for run in {near[:WIDTH], near}
        if run in runs
    ]


def post(program, body):
    """Send one request."""
    url = f"http://{program.address('http')}/v1/traces"
    headers = {"Content-Type": "application/x-protobuf"}
    request = urllib.request.Request(url, transcode_json(body), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 loopback
        assert answer.status == http.client.OK
        assert not answer.read()


def start(program, tmp_path, sink):
    """Start the shipped pipelines with all kinds, all traces, and a sink beside Parquet."""
    overlay = tmp_path / "sink.yaml"
    overlay.write_text(
        f"exporters: {{otlp_http/sink: {{endpoint: 'http://127.0.0.1:{sink.server.server_port}', "
        "tls: {insecure: true}}}\n"
    )
    program.start(
        f"processors.redaction.entities=[{', '.join(get_args(Entity))}]",
        "processors.tail_sampling.policies=[{name: all, type: always_sample}]",
        files=(overlay,),
        exporters="[parquet, otlp_http/sink]",
    )


def test_no_canary_is_in_any_store(program, tmp_path):
    """In every place of a span and every spelling, no canary reaches any store, page or log."""
    planted = [*canaries.tier_a(5, COUNT), *canaries.tier_b(6, COUNT)]
    with Sink() as sink:
        start(program, tmp_path, sink)
        for at in range(0, len(planted), BATCH):
            post(program, canaries.request(planted[at : at + BATCH], at + 1))
        accounts = program.settled()
        pages = {path: program.get("admin", path) for path in ("/status", "/metrics")}
        pages["prometheus"] = program.get("prometheus", "/metrics")
        assert program.stop() == 0
    spans = -(-BATCH // canaries.PLACES) * (len(planted) // BATCH)
    assert {each["exported"] for each in accounts.values()} >= {spans}
    rows = pq.read_table(program.parquet).to_pylist()
    assert len(rows) == spans
    stores = {
        "parquet": b"\n".join(leaves(rows)),
        "sink": b"\n".join(sink.bodies),
        "log": (program.directory / "log.txt").read_bytes(),
        **{name: page.encode() for name, page in pages.items()},
    }
    for path in (program.directory / "data").rglob("*"):
        if path.is_file():
            stores[str(path)] = path.read_bytes()
    assert b"[EMAIL]" in stores["parquet"]
    assert b"[EMAIL]" in stores["sink"]
    runs = parts(planted)
    none = {name: [] for name, store in stores.items() if store}
    assert {name: found(store, planted)[:3] for name, store in stores.items() if store} == none
    assert {name: leaked(store, runs)[:3] for name, store in stores.items() if store} == none


def test_the_search_finds_what_is_there():
    """The search that finds nothing elsewhere finds each canary in what was sent."""
    planted = list(canaries.tier_a(5, 300))
    store = b"\n".join(each.text.encode() for each in planted)
    assert {each.text for each in found(store, planted)} == {each.text for each in planted}
    runs = parts(planted)
    assert leaked(b"x" + next(iter(runs)) + b"y", runs)
    assert {each.entity for each in leaked(store, runs)} > {"llm_key", "credit_card", "jwt"}
    assert json.loads(canaries.request(planted))["resourceSpans"]
