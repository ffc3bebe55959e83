"""Columns of the configuration, and ids of users."""

from __future__ import annotations

import hashlib
import hmac

import pyarrow.parquet as pq
import pytest
from pydantic import ValidationError

from exporters.parquet.config import ParquetConfig
from exporters.parquet.names import COLUMNS
from exporters.parquet.schema import SPANS_SCHEMA
from spanmill.telemetry import Registry
from spanmill.testing import ManualClock, request, span
from spanmill.testing.spans import START_NS
from tests.unit.exporters.test_parquet import exporter_at, files, hand, rows

SECRET = "s" * 32


@pytest.fixture
def clock():
    """A clock at the start of the spans."""
    return ManualClock(START_NS / 1e9)


def config(**values):
    return ParquetConfig.model_validate(values)


def written(folder, clock, *spans, resource=None, registry=None, **values):
    """Write one request and return its rows."""
    given = {name: getattr(config(**{name: value}), name) for name, value in values.items()}
    exporter = exporter_at(folder, clock, registry, **given)
    hand(exporter, [request(spans, resource=resource)])
    exporter.flush()
    return rows(folder)


def test_names_are_those_of_the_schema():
    """The configuration knows the columns of every file."""
    assert list(COLUMNS) == SPANS_SCHEMA.names


def test_attributes_get_columns_and_stay_in_the_map(tmp_path, clock):
    """A column has the attribute of the span or else of the resource, and the map keeps it."""
    columns = [
        {"attribute": "team.id"},
        {"attribute": "app.priority", "type": "int", "name": "priority"},
        {"attribute": "score", "type": "double"},
        {"attribute": "is-beta", "type": "bool"},
    ]
    attrs = {"team.id": "red", "app.priority": 3, "score": 1, "is-beta": True}
    first, second = written(
        tmp_path,
        clock,
        span(number=1, attrs=attrs),
        span(number=2, attrs={"score": 0.5}),
        resource={"service.name": "gateway", "team.id": "blue", "app.priority": 9},
        columns=columns,
    )
    names = ("team_id", "priority", "score", "is_beta")
    assert [first[name] for name in names] == ["red", 3, 1.0, True]
    assert [second[name] for name in names] == ["blue", 9, 0.5, None]
    assert dict(first["attributes"])["team.id"] == "red"
    assert dict(second["resource_attributes"])["team.id"] == "blue"


def test_columns_of_the_configuration_come_last_and_say_what_they_are(tmp_path, clock):
    """A file has the columns of the table first, and each field names its attribute."""
    written(tmp_path, clock, span(), columns=[{"attribute": "team.id"}])
    (path,) = files(tmp_path)
    schema = pq.read_schema(path)
    assert schema.names == [*COLUMNS, "team_id"]
    assert schema.field("team_id").metadata[b"otel.attribute"] == b"team.id"
    assert schema.metadata[b"schema.version"] == b"1"


def test_a_value_of_another_type_is_null_stays_in_the_map_and_is_counted(tmp_path, clock):
    """What does not fit the column is not lost, and somebody can see that it does not fit."""
    registry = Registry()
    attrs = [{"n": "many"}, {"n": 2}, {}, {"n": 2.5}]
    found = written(
        tmp_path,
        clock,
        *[span(number=place + 1, attrs=each) for place, each in enumerate(attrs)],
        registry=registry,
        columns=[{"attribute": "n", "type": "int"}],
    )
    assert [row["n"] for row in found] == [None, 2, None, None]
    assert [dict(row["attributes"] or {}).get("n") for row in found] == ["many", "2", None, "2.5"]
    name = "component_parquet_values_of_another_type"
    assert registry.value(name, component="parquet/main", column="n") == 2


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([{"attribute": "user.id"}], "there is a column 'user_id' already"),
        ([{"attribute": "a.b"}, {"attribute": "a_b"}], "there is a column 'a_b' already"),
        ([{"attribute": "hour"}], "there is a column 'hour' already"),
        ([{"attribute": "ключ"}], "no name for a column"),
        ([{"attribute": "gen_ai.input.messages"}], "message content"),
        ([{"attribute": f"k{n}"} for n in range(125)], "201 columns"),
    ],
)
def test_columns_that_cannot_be_are_refused(columns, message):
    """Names that are taken, content, and more columns than allowed are errors."""
    with pytest.raises(ValidationError, match=message):
        config(columns=columns)


def test_the_cap_can_be_raised():
    """`max_columns` allows more."""
    columns = [{"attribute": f"k{n}"} for n in range(200)]
    assert len(config(columns=columns, max_columns=300).columns) == 200


def test_ids_of_users_are_hashed(tmp_path, clock):
    """No id of a user is in a file, whatever its type and wherever it stands; the hash is."""
    number = 987_654_321
    spans = [
        span(number=1, attrs={"user.id": "Ada L"}),
        span(number=2, attrs={"enduser.id": number}),
        span(number=3, attrs={"user.id": ["Ada L", "Eve M"]}),
    ]
    found = written(tmp_path, clock, *spans, resource={"service.name": "s", "user.id": "Kay N"})
    assert found[0]["user_id"] == hashlib.sha256(b"Ada L").hexdigest()
    assert found[1]["user_id"] == hashlib.sha256(number.to_bytes(8, "little")).hexdigest()
    for secret in ("Ada L", str(number), "Eve M", "Kay N"):
        assert secret not in str(found)


def test_ids_of_users_are_hashed_under_a_secret(tmp_path, clock):
    """With a secret nobody can find an id by trying."""
    (row,) = written(tmp_path, clock, span(attrs={"enduser.id": "ada"}), user_id={"secret": SECRET})
    assert row["user_id"] == hmac.digest(SECRET.encode(), b"ada", "sha256").hex()


def test_ids_of_users_are_written_on_request(tmp_path, clock):
    """`hash: false` writes ids as they are."""
    (row,) = written(tmp_path, clock, span(attrs={"user.id": "ada"}), user_id={"hash": False})
    assert row["user_id"] == "ada"


def test_a_short_secret_is_refused():
    """A secret that can be guessed is an error."""
    with pytest.raises(ValidationError, match="the secret has 5 bytes"):
        config(user_id={"secret": "short"})


def test_times_that_arrow_does_not_know_are_its_last_one(tmp_path, clock):
    """A span and an event behind the year 2262 do not come before 1970."""
    event = {"timeUnixNano": str(2**64 - 1), "name": "late"}
    (row,) = written(tmp_path, clock, span(start_ns=2**63 + 5, duration_ms=2, events=[event]))
    assert row["start_unix_nano"] == 2**63 - 1
    assert row["start_time"].year == 2262
    assert row["events"][0]["time"].year == 2262
    assert row["duration_ms"] == 2.0
