import json
import random
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from exporters.parquet import files as files_module
from exporters.parquet import pieces, writer
from exporters.parquet.config import ContentConfig, ParquetConfig, RollConfig
from exporters.parquet.exporter import ParquetExporter
from spanmill.component import RecordMeta, Records, SpanDecisions
from spanmill.errors import RetryLater
from spanmill.kernel import SpanBatch
from spanmill.telemetry import Registry
from spanmill.testing import ManualClock, request, settings, span
from spanmill.testing.spans import START_NS, plan_of

LOG = "0a1b2c3d"
HOUR_NS = 3_600_000_000_000
SPOKEN = "the patient is called Ada"


@pytest.fixture
def clock():
    """A clock at the start of the spans."""
    return ManualClock(START_NS / 1e9)


def exporter_at(folder, clock, registry=None, **config):
    """Start an exporter whose table is `folder`."""
    config.setdefault("directory", str(folder))
    made = ParquetExporter(
        ParquetConfig(**config), settings("parquet/main", clock=clock, registry=registry)
    )
    made.start()
    return made


class Places:
    """Spans of requests by their place in all of them."""

    def __init__(self, bodies):
        self.bodies = bodies

    def joined(self, others):
        return Places([*self.bodies, *(body for other in others for body in other.bodies)])

    def read(self, wanted, plan):
        batch, _ = SpanBatch.parse(self.bodies, plan)
        rows = np.flatnonzero(wanted).astype(np.uint32)[::-1].copy()  # in an order of its own
        return batch.take(rows), rows


def hand(exporter, records, *, first=1, tenant="acme", received=START_NS):
    """Hand over `records`, a list of spans or of whole requests each, as one read of the log."""
    bodies = [each if isinstance(each, bytes) else request(each) for each in records]
    batch, _ = SpanBatch.parse(bodies, plan_of(exporter.reads))
    count = batch.num_spans

    def decisions():
        return SpanDecisions(
            np.zeros(count, np.int32), ["slow"],
            np.zeros(count, np.int32), ["latency"],
            np.full(count, 4.0),
        )  # fmt: skip

    metas = (RecordMeta(received, "v7", "cafe", tenant),) * len(bodies)
    last = first + len(bodies) - 1
    return exporter.export(
        batch, Records(first, last, LOG, metas, decisions, lambda: Places(bodies))
    )


def files(folder, dataset="spans"):
    """Return the visible files of a table."""
    return sorted(Path(folder).glob(f"{dataset}/v1/**/*.parquet"))


def rows(folder, dataset="spans"):
    """Return every row of a table."""
    return [
        row for path in files(folder, dataset) for row in pq.ParquetFile(path).read().to_pylist()
    ]


def one(folder, made_span, clock, **config):
    """Write one span and return its row."""
    exporter = exporter_at(folder, clock, **config)
    hand(exporter, [[made_span]])
    exporter.flush()
    return rows(folder)[0]


def test_identity_time_and_status(tmp_path, clock):
    """Ids are hex, times are UTC, kinds and states are words."""
    row = one(
        tmp_path,
        span(
            "chat", trace=5, number=6, parent=7, kind=3, status=2, duration_ms=2.5, traceState="a=b"
        ),
        clock,
    )
    assert row["trace_id"] == f"{5:032x}"
    assert row["span_id"] == f"{6:016x}"
    assert row["parent_span_id"] == f"{7:016x}"
    assert row["is_root"] is False
    assert row["trace_state"] == "a=b"
    assert row["start_unix_nano"] == START_NS
    assert row["start_time"].timestamp() == START_NS / 1e9
    assert (row["duration_ns"], row["duration_ms"]) == (2_500_000, 2.5)
    assert (row["span_kind"], row["status_code"]) == ("CLIENT", "ERROR")
    assert (row["service_name"], row["scope_name"]) == ("gateway", "test")


def test_engine_columns(tmp_path, clock):
    """What the engine wrote beside a span has columns."""
    row = one(tmp_path, span(), clock)
    assert row["is_root"] is True
    assert (row["tenant_id"], row["config_version"], row["config_hash"]) == ("acme", "v7", "cafe")
    assert (row["sampling_policy"], row["sampling_reason"]) == ("slow", "latency")
    assert row["sampling_weight"] == 4.0


def test_names_of_plain_gateways_have_columns(tmp_path, clock):
    """Who asked, with which key, for which request: a gateway's plain names leave the map."""
    attrs = {"request.id": "q1", "api_key.id": "k1", "client.id": "c1", "gateway.route": "/chat"}
    row = one(tmp_path, span(attrs=attrs), clock)
    names = ("request_id", "api_key_id", "client_id", "gateway_route")
    assert [row[name] for name in names] == ["q1", "k1", "c1", "/chat"]
    assert not row["attributes"]


def test_gen_ai_tokens_cost_and_redaction(tmp_path, clock):
    """Every typed group is filled from its attributes, which leave the map."""
    attrs = {
        "gen_ai.request.model": "m",
        "gen_ai.request.stream": True,
        "gen_ai.request.temperature": 0.5,
        "gen_ai.response.finish_reasons": ["stop", "length"],
        "gen_ai.usage.input_tokens": 10,
        "http.response.status_code": 200,
        "spanmill.cost.total": 0.3,
        "gen_ai.usage.cost": 0.3,
        "spanmill.cost.counted": 0.3,
        "spanmill.cost.source": "computed",
        "spanmill.cost.parts": [0.1, 0.2, 0.0, 1e-9],
        "spanmill.redaction.count": 2,
        "spanmill.redaction.entities": ["email"],
        "team": "x",
        "n": 5,
        "flag": True,
    }
    row = one(tmp_path, span(attrs=attrs), clock)
    assert row["gen_ai_request_model"] == "m"
    assert row["gen_ai_request_stream"] is True
    assert row["gen_ai_request_temperature"] == 0.5
    assert row["gen_ai_finish_reasons"] == ["stop", "length"]
    assert (row["input_tokens"], row["http_status_code"]) == (10, 200)
    assert (row["cost_usd"], row["cost_counted"], row["cost_source"]) == (0.3, 0.3, "computed")
    parts = [row[f"cost_{part}_usd"] for part in ("input", "output", "cache_read", "cache_write")]
    assert parts == [0.1, 0.2, 0.0, 1e-9]
    assert (row["redaction_count"], row["redaction_entities"]) == (2, ["email"])
    assert dict(row["attributes"]) == {"team": "x", "n": "5", "flag": "true"}


def test_a_value_of_another_type_stays_in_the_map(tmp_path, clock):
    """A column never loses a value: what it cannot show is in the map."""
    attrs = {
        "gen_ai.usage.input_tokens": "many",
        "http.response.status_code": 1 << 40,
        "spanmill.cost.parts": ["x"],
        "spanmill.cost.total": 1.0,
        "gen_ai.usage.cost": 2.0,
    }
    row = one(tmp_path, span(attrs=attrs), clock)
    assert row["input_tokens"] is None
    assert row["http_status_code"] is None
    assert row["cost_input_usd"] is None
    kept = dict(row["attributes"])
    assert kept["gen_ai.usage.input_tokens"] == "many"
    assert kept["http.response.status_code"] == str(1 << 40)
    assert kept["spanmill.cost.parts"] == '["x"]'
    assert float(kept["gen_ai.usage.cost"]) == 2.0
    assert "spanmill.cost.total" not in kept


TALK = {
    "gen_ai.input.messages": SPOKEN,
    "gen_ai.prompt.0.content": SPOKEN,
    "llm.input_messages.0.message.content": SPOKEN,
    "team": "x",
}


@pytest.mark.parametrize("key", ["gen_ai.completion", "gen_ai.event.content", "content"])
def test_content_is_in_no_column(tmp_path, clock, key):
    """Without its table, message content is in no file, whatever key or event carries it."""
    events = [{"name": "choice", "timeUnixNano": "1", "attributes": [
        {"key": key, "value": {"stringValue": SPOKEN}}]}]  # fmt: skip
    row = one(tmp_path, span(attrs=TALK, events=events), clock)
    assert SPOKEN not in repr(row)
    assert dict(row["attributes"]) == {"team": "x"}
    assert [each["name"] for each in row["events"]] == ["choice"]
    assert files(tmp_path, "content") == []


def test_content_has_its_own_table(tmp_path, clock):
    """Where asked for, content is in the table of content and still not in spans."""
    row = one(tmp_path, span(attrs=TALK), clock, content=ContentConfig(enabled=True))
    assert SPOKEN not in repr(row)
    (talk,) = rows(tmp_path, "content")
    assert talk["input_messages"] == SPOKEN
    assert len(dict(talk["attributes"])) == 2


def test_partitions_and_manifest(tmp_path, clock):
    """Folders follow the span's hour, a wrong clock the receipt, and the manifest counts rows."""
    registry = Registry()
    exporter = exporter_at(tmp_path, clock, registry)
    starts = [START_NS, START_NS - HOUR_NS, START_NS - 30 * 24 * HOUR_NS]
    hand(exporter, [[span(number=n + 1, start_ns=s) for n, s in enumerate(starts)]])
    exporter.flush()
    folders = [
        path.parent.relative_to(tmp_path / "spans/v1").as_posix() for path in files(tmp_path)
    ]
    assert folders == ["date=2023-11-14/hour=21", "date=2023-11-14/hour=22"]
    (manifest,) = (tmp_path / "_manifest").glob("*.jsonl")
    lines = [json.loads(line) for line in manifest.read_text().splitlines()]
    assert sorted(line["rows"] for line in lines) == [1, 2]
    assert registry.value("component_parquet_clamped_times", component="parquet/main") == 1


def test_a_file_is_sorted_over_all_its_row_groups(tmp_path, clock, monkeypatch):
    """However little is read at a time, a file has every span once, by start and trace."""
    monkeypatch.setattr(writer, "GROUP_BYTES", 20_000)
    monkeypatch.setattr(pieces, "PIECE_BYTES", 500)
    dice = random.Random(7)
    exporter = exporter_at(tmp_path, clock)
    starts = [START_NS + dice.randrange(50) * 1_000_000 for _ in range(200)]
    spans = [
        span(trace=dice.randrange(1, 9), number=place + 1, startTimeUnixNano=str(start))
        for place, start in enumerate(starts)
    ]
    for place in range(0, 200, 10):
        first = 1 + place // 2
        hand(exporter, [spans[place + n : place + n + 2] for n in range(0, 10, 2)], first=first)
    exporter.flush()
    (path,) = files(tmp_path)
    assert pq.ParquetFile(path).num_row_groups > 5
    found = [(row["start_unix_nano"], row["trace_id"], row["span_id"]) for row in rows(tmp_path)]
    wanted = [(int(each["startTimeUnixNano"]), each["traceId"], each["spanId"]) for each in spans]
    assert found == sorted(wanted)


def test_what_waits_is_in_the_log_and_not_in_memory(tmp_path, clock):
    """Of a span that waits only what it is sorted by and what is beside it are held."""
    exporter = exporter_at(tmp_path, clock)
    big = {"text": "x" * 10_000}
    for number in range(1, 400):
        hand(exporter, [[span(number=number, attrs=big)]], first=number)
    (held,) = exporter._held.values()
    waiting = held.all()
    assert len(waiting.keys) == 399
    assert waiting.keys.nbytes + waiting.sides.nbytes < 399 * 160
    assert len(held._pieces) < 256
    assert held.num_bytes > 399 * 10_000


def test_rolls_by_time_and_size(tmp_path, clock):
    """A flush is due after the interval, and at once when the size is reached."""
    exporter = exporter_at(tmp_path, clock, roll=RollConfig(max_bytes=1 << 20, interval="60s"))
    assert exporter.next_flush() is None
    assert hand(exporter, [[span()]]) is False
    assert exporter.next_flush() == clock() + 60
    hand(exporter, [[span(attrs={"x": "y" * (1 << 20)})]], first=2)
    assert exporter.next_flush() == clock()


def contents(folder):
    """Return the bytes of every visible file by name."""
    return {path.relative_to(folder): path.read_bytes() for path in files(folder)}


@pytest.mark.parametrize("survive", [0, 1])
def test_a_crash_between_renames_repeats_the_range(tmp_path, clock, monkeypatch, survive):
    """After a crash the same range makes the same names and bytes, however it is read again."""
    records = [[span(number=n, start_ns=START_NS - (n % 2) * HOUR_NS)] for n in range(1, 6)]
    whole = tmp_path / "whole"
    undisturbed = exporter_at(whole, clock)
    hand(undisturbed, records[:4])
    undisturbed.flush()
    broken = tmp_path / "broken"
    exporter = exporter_at(broken, clock)
    hand(exporter, records[:2])
    hand(exporter, records[2:4], first=3)
    real, calls = files_module._reveal, []

    def crash(part, target):
        if len(calls) == survive:
            raise OSError("gone")
        calls.append(real(part, target))

    monkeypatch.setattr(files_module, "_reveal", crash)
    with pytest.raises(RetryLater):
        exporter.flush()
    monkeypatch.undo()
    again = exporter_at(broken, clock)
    hand(again, records[:1])
    assert again.next_flush() is None
    hand(again, records[1:5], first=2)
    again.flush()
    found = contents(broken)
    expected = contents(whole)
    assert expected.items() <= found.items()
    assert sum(pq.ParquetFile(path).metadata.num_rows for path in files(broken)) == 5


def test_duckdb_polars_and_pandas_read_it(tmp_path, clock):
    """The three common readers agree, and a staged file is never part of the table."""
    exporter = exporter_at(tmp_path, clock)
    numbers = list(range(1, 51))
    random.shuffle(numbers)
    hand(exporter, [[span(number=n, attrs={"gen_ai.usage.input_tokens": n}) for n in numbers]])
    exporter.flush()
    (tmp_path / "_staging" / "half.part").write_bytes(b"PAR1")
    pattern = f"{tmp_path}/**/*.parquet"
    query = f"SELECT sum(input_tokens)::BIGINT AS n FROM read_parquet('{pattern}')"  # noqa: S608
    assert duckdb.sql(query).df()["n"][0] == 1275
    assert pl.scan_parquet(pattern).select(pl.col("input_tokens").sum()).collect().item() == 1275
    assert pd.read_parquet(tmp_path / "spans" / "v1")["input_tokens"].sum() == 1275
