"""DuckDB, Polars and pandas on the table of spans while it is written."""

from __future__ import annotations

import http.client
import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import duckdb
import pandas as pd
import polars as pl
import pytest

from spanmill.cli.traffic import Traffic
from spanmill.kernel import transcode_json
from tests.integration.conftest import PATIENCE_S, until

pytestmark = pytest.mark.integration
SPANS_A_TRACE, TRACES_A_REQUEST = 11, 20
CHANGES = 6
"""States of the table that each reader has to meet."""
HALF = "{name: half, type: probabilistic, probabilistic: {sampling_percentage: 50}}"
SETTINGS = (
    f"processors.tail_sampling.policies=[{HALF}]",
    "processors.tail_sampling.decision_wait_after_root_received=100ms",
    "exporters.parquet.roll.max_bytes=1MiB",
)


def with_duckdb(folder):
    """Return rows and distinct spans; every column is read."""
    files = f"read_parquet('{folder}/**/*.parquet', hive_partitioning = true)"
    query = f"SELECT count(DISTINCT span_id), count(COLUMNS(*)) FROM {files}"  # noqa: S608
    with duckdb.connect() as connection:
        distinct, rows, *_ = connection.execute(query).fetchone()
    return rows, distinct


def with_polars(folder):
    """Return rows and distinct spans; every column is read."""
    frame = pl.scan_parquet(f"{folder}/**/*.parquet", hive_partitioning=True).collect()
    return len(frame), frame["span_id"].n_unique()


def with_pandas(folder):
    """Return rows and distinct spans; every column is read."""
    frame = pd.read_parquet(folder)
    return len(frame), frame["span_id"].nunique()


READERS = (with_duckdb, with_polars, with_pandas)


class Reading:
    """Reads again and again until it is told that all is written."""

    def __init__(self, read, folder):
        self.seen = []
        self._read = read
        self._folder = folder

    def until(self, done):
        """Note what each reading saw."""
        while not done.is_set():
            self.seen.append(self._read(self._folder))

    @property
    def changes(self):
        """Number of different states that it met."""
        return len(set(self.seen))


def post(program, traffic):
    """Send traces in one request; return the number of spans once they are accepted."""
    now_ns = time.time_ns()
    body = b"".join(transcode_json(traffic.request(now_ns)) for _ in range(TRACES_A_REQUEST))
    url = f"http://{program.address('http')}/v1/traces"
    request = urllib.request.Request(url, body, {"Content-Type": "application/x-protobuf"})
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 loopback
        assert answer.status == http.client.OK
    return TRACES_A_REQUEST * SPANS_A_TRACE


def load(program, readings, futures):
    """Send until every reader has met enough changes; return the number of spans."""
    traffic, accepted, deadline = Traffic(1), 0, time.monotonic() + PATIENCE_S
    while any(each.changes < CHANGES for each in readings):
        accepted += post(program, traffic)
        failed = [each.exception() for each in futures if each.done()]
        assert not failed, failed
        assert time.monotonic() < deadline, [each.changes for each in readings]
    return accepted


def listed(program):
    """Return the rows that the manifest lists."""
    files = (program.parquet / "_manifest").glob("*.jsonl")
    lines = (line for file in files for line in file.read_text().splitlines())
    return sum(json.loads(line)["rows"] for line in lines)


def test_readers_beside_the_writer(program):
    """No reader ever meets half a file or a span twice, and at the end all see what was kept."""
    program.start(*SETTINGS)
    folder, done = program.parquet / "spans" / "v1", Event()
    accepted = post(program, Traffic(2))
    until(lambda: any(folder.rglob("*.parquet")), "the first file")
    readings = [Reading(read, folder) for read in READERS]
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(each.until, done) for each in readings]
        try:
            accepted += load(program, readings, futures)
            account = program.settled()["parquet"]
        finally:
            done.set()
        assert [each.result() for each in futures] == [None] * len(READERS)
    for each in readings:
        assert [rows for rows, distinct in each.seen if rows != distinct] == []
        assert each.seen == sorted(each.seen)
    assert account["accepted"] == accepted
    assert 0 < account["exported"] == accepted - account["dropped none"] < accepted
    counts = {rows for rows, _ in (read(folder) for read in READERS)}
    assert counts == {account["exported"]} == {listed(program)}
