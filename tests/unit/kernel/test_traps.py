"""The traps of the wire format, one test each; protobuf's Python package is the oracle."""

from __future__ import annotations

import numpy as np
import pytest

from spanmill.kernel import Plan, RequestReport, SpanBatch
from tests.reference import otlp
from tests.reference.columns import array, texts
from tests.reference.wire import IDS, field, fixed64, number, request, tag, varint

PLAN = Plan(["k"], ["k"], ["k"])


def parse(data: bytes) -> tuple[SpanBatch, RequestReport]:
    """Walk one request that protobuf takes as well."""
    assert otlp.read(data) is not None
    batch, [report] = SpanBatch.parse([data], PLAN)
    return batch, report


def span(*pieces: bytes) -> SpanBatch:
    """Walk a request of one good span."""
    batch, report = parse(request(IDS + b"".join(pieces)))
    assert (report.num_spans, report.num_rejected, report.refused) == (1, 0, False)
    return batch


def refusal(data: bytes) -> str:
    """Walk one request that must be refused, and give the reason."""
    batch, [report] = SpanBatch.parse([data], PLAN)
    assert report.refused
    assert (batch.num_spans, report.num_spans, report.num_rejected) == (0, 0, 0)
    return report.reason


def rejection(data: bytes) -> str:
    """Walk a request of one bad and one good span, and give the reason."""
    batch, [report] = SpanBatch.parse([data], PLAN)
    assert (batch.num_spans, report.num_spans, report.num_rejected) == (1, 2, 1)
    assert not report.refused
    return report.reason


def attribute(value: bytes, key: str = "k") -> bytes:
    """Encode an attribute of a span."""
    return field(9, field(1, key) + field(2, value))


def test_the_last_of_two_scalars_counts() -> None:
    """A name given twice is the last one."""
    batch = span(field(5, "first"), number(6, 2), field(5, "second"), number(6, 3))
    assert texts(*batch.text_dict("name")) == ["second"]
    assert array(batch.column("kind"), "u1") == [3]


def test_a_status_given_twice_is_merged() -> None:
    """The code of one status and the message of another one are one status."""
    batch = span(field(15, number(3, 2)), field(15, field(2, "why")))
    assert array(batch.column("status"), "u1") == [2]
    assert texts(*batch.text_dict("status_message")) == ["why"]


def test_a_resource_given_twice_is_merged() -> None:
    """Attributes of both resource messages are there, and the last of a key counts."""
    pairs = [field(1, field(1, field(1, "k") + field(2, number(3, value)))) for value in (1, 2)]
    batch, _ = parse(request(IDS, resource=b"".join(pairs)))
    assert batch.attribute_json("k", "resource") == ["2"]


def test_a_list_given_twice_is_one_longer_list() -> None:
    """Arrays in two value fields of one pair are joined."""
    arrays = [field(2, field(5, field(1, number(3, value)))) for value in (1, 2)]
    batch = span(field(9, field(1, "k") + b"".join(arrays)))
    assert batch.attribute_json("k") == ["[1,2]"]
    twice = span(attribute(field(5, field(1, number(3, 1))) * 2))
    assert twice.attribute_json("k") == ["[1,1]"]


def test_a_list_starts_anew_after_another_member() -> None:
    """An array, a number and an array again are only the last array."""
    array_of = [field(5, field(1, number(3, value))) for value in (1, 2)]
    batch = span(attribute(array_of[0] + number(3, 9) + array_of[1]))
    assert batch.attribute_json("k") == ["[2]"]


@pytest.mark.parametrize("pieces", [1, 2])
def test_the_last_member_of_a_oneof_counts(pieces: int) -> None:
    """Of a text and a number the later one is the value, in one message or in two."""
    members = [field(1, "text"), number(3, 5)]
    joined = members if pieces == 2 else [b"".join(members)]
    values = [field(2, each) for each in joined]
    batch = span(field(9, field(1, "k") + b"".join(values)))
    assert array(batch.attribute_kind("k"), "u1") == [3]
    assert texts(*batch.attribute_dict("k")) == [None]


def test_a_value_may_come_before_its_key() -> None:
    """The order of key and value does not matter."""
    batch = span(field(9, field(2, field(1, "v")) + field(1, "other") + field(1, "k")))
    assert texts(*batch.attribute_dict("k")) == ["v"]


def test_a_resource_may_come_behind_its_spans() -> None:
    """A resource behind `scope_spans` belongs to the spans before it."""
    resource = field(1, field(1, field(1, "k") + field(2, field(1, "late"))))
    batch, _ = parse(field(1, field(2, field(2, IDS)) + resource))
    assert texts(*batch.attribute_dict("k", "resource")) == ["late"]
    [row] = otlp.rows(otlp.read(bytes(batch.to_otlp())))  # type: ignore[arg-type]
    assert row.resource.attributes[0].value.string_value == "late"


def test_the_last_of_two_attributes_counts() -> None:
    """Of one key given twice the last value is read, and both stay in the bytes."""
    batch = span(attribute(field(1, "first")), field(5, "n"), attribute(field(1, "second")))
    assert texts(*batch.attribute_dict("k")) == ["second"]
    [row] = otlp.rows(otlp.read(bytes(batch.to_otlp())))  # type: ignore[arg-type]
    assert len(row.span.attributes) == 2


def test_a_pair_without_a_value_is_empty_not_absent() -> None:
    """A pair without a value has kind 8, and its bytes stay."""
    batch = span(field(9, field(1, "k")))
    assert array(batch.attribute_kind("k"), "u1") == [8]
    assert batch.attribute_json("k") == [None]


def test_padded_varints_are_taken() -> None:
    """Tags and lengths in more bytes than they need are legal."""
    inner = varint(5 << 3 | 2, 3) + varint(4, 5) + b"name" + IDS
    data = varint(1 << 3 | 2, 5)
    scope = varint(2 << 3 | 2, 2) + varint(len(inner), 4) + inner
    scope_spans = field(2, scope)
    batch, _ = parse(data + varint(len(scope_spans), 3) + scope_spans)
    assert texts(*batch.text_dict("name")) == ["name"]
    assert otlp.read(bytes(batch.to_otlp())) is not None


@pytest.mark.parametrize("size", [6, 10])
def test_a_length_of_more_than_five_bytes_is_refused(size: int) -> None:
    """A length is at most 32 bits wide."""
    data = tag(15, 2) + varint(0, size)
    assert otlp.read(data) is None
    assert refusal(data) == "bad-tag"


def test_an_endless_varint_is_refused() -> None:
    """A varint of eleven bytes refuses the request."""
    data = number(15, 0)[:-1] + b"\xff" * 10 + b"\x01"
    assert otlp.read(data) is None
    assert refusal(data) == "bad-varint"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x02\x00", "bad-tag"),
        (varint(2**32) + b"\x00", "bad-tag"),
        (b"\x7e", "bad-wire-type"),
        (b"\x7f", "bad-wire-type"),
        (b"\x7c", "unmatched-group"),
        (tag(15, 3), "truncated"),
        (tag(15, 3) + tag(16, 4), "unmatched-group"),
        (field(1, b"abc")[:-1], "truncated"),
        (fixed64(15, 1)[:-1], "truncated"),
    ],
)
@pytest.mark.parametrize("level", ["request", "span", "attribute", "resource"])
def test_broken_framing_refuses_the_request(data: bytes, reason: str, level: str) -> None:
    """A fault of the framing anywhere refuses the whole request, also its good spans."""
    good = request(IDS)
    bad = {
        "request": good + data,
        "span": good + request(IDS + data),
        "attribute": good + request(IDS + field(9, data)),
        "resource": good + request(IDS, resource=field(1, data)),
    }[level]
    assert otlp.read(bad) is None
    assert refusal(bad) == reason


def test_unknown_fields_and_groups_stay_verbatim() -> None:
    """Unknown fields, groups among them, leave as they came."""
    group = tag(900, 3) + field(1, "x") + tag(2, 3) + tag(2, 4) + tag(900, 4)
    data = request(IDS + field(1000, b"kept") + group + fixed64(999, 3))
    batch, _ = parse(data)
    assert bytes(batch.to_otlp()) == data


def test_a_known_field_of_another_wire_type_is_unknown() -> None:
    """A name given as a number, or a kind given as text, is not read."""
    batch = span(number(5, 7), field(6, "x"), field(7, b"12345678"))
    assert texts(*batch.text_dict("name")) == [None]
    assert array(batch.column("kind"), "u1") == [0]
    assert array(batch.column("start_unix_nano"), "u8") == [0]


def test_32_bit_fields_are_cut_to_32_bits() -> None:
    """An enum or a count given in more bits keeps the low ones."""
    batch = span(number(6, 2**40 + 3), number(10, 2**32 + 7), field(15, number(3, 2**33 + 2)))
    assert array(batch.column("kind"), "u1") == [3]
    assert array(batch.column("dropped_attributes"), "u4") == [7]
    assert array(batch.column("status"), "u1") == [2]
    assert array(span(number(6, -1)).column("kind"), "u1") == [0]


def test_every_nan_is_a_quiet_one() -> None:
    """A signalling NaN from the wire raises no fault in the arithmetic of who reads it."""
    batch = span(attribute(fixed64(4, 0x7FF0_0000_0000_0001)))
    with np.errstate(invalid="raise"):
        assert np.isnan(np.floor(array(batch.attribute_f64("k"), "f8"))).all()
    assert batch.attribute_json("k") == ["NaN"]


@pytest.mark.parametrize(
    "bad",
    [
        field(5, b"\xff"),
        field(3, b"\xc3("),
        field(5, b"x" * 100 + b"\xe2\x82"),
        field(9, field(1, b"\xff")),
        field(9, field(1, "k") + field(2, field(1, b"\x80"))),
        field(9, field(1, "k") + field(2, field(5, field(1, field(1, b"\xff"))))),
        field(11, field(2, b"\xff")),
        field(11, field(3, field(1, "k") + field(2, field(1, b"\xff")))),
        field(13, field(3, b"\xff")),
        field(15, field(2, b"\xff")),
    ],
)
def test_bad_text_rejects_only_its_span(bad: bytes) -> None:
    """A string that is not UTF-8, anywhere in a span, sets that span aside alone."""
    data = request(IDS + bad, IDS)
    assert otlp.read(data) is None
    assert rejection(data) == "bad-utf8"


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (field(1, b"\x01" * 15) + field(2, b"\x02" * 8), "bad-trace-id"),
        (field(1, bytes(16)) + field(2, b"\x02" * 8), "bad-trace-id"),
        (field(2, b"\x02" * 8), "bad-trace-id"),
        (field(1, b"\x01" * 16), "bad-span-id"),
        (field(1, b"\x01" * 16) + field(2, bytes(8)), "bad-span-id"),
        (field(1, b"\x01" * 16) + field(2, b"\x02" * 7), "bad-span-id"),
        (IDS + field(4, b"\x02" * 7), "bad-parent-id"),
        (IDS + field(13, field(1, b"\x03" * 3)), "bad-link-id"),
        (IDS + field(13, field(1, b"\x03" * 16) + field(2, b"\x02" * 16)), "bad-link-id"),
        (IDS + field(13, b"") + field(13, field(2, b"\x02")), "bad-link-id"),
        (IDS + field(1, b""), "bad-trace-id"),
    ],
)
def test_bad_ids_reject_only_their_span(ids: bytes, reason: str) -> None:
    """Ids of the wrong length or of zeros set their span aside alone; the last of two counts."""
    assert rejection(request(ids, IDS)) == reason


def test_a_parent_of_zeros_is_a_root() -> None:
    """Eight zero bytes are taken as no parent."""
    assert bytes(span(field(4, bytes(8))).column("parent_span_id")) == bytes(8)


@pytest.mark.parametrize("target", ["resource", "scope"])
def test_a_bad_header_rejects_its_spans(target: str) -> None:
    """Bad text in a resource or scope rejects the spans under it and no other."""
    at = 1 if target == "resource" else 3
    header = {target: field(1, field(at, field(1, b"\xff")))}
    batch, [report] = SpanBatch.parse([request(IDS, IDS, **header) + request(IDS)], PLAN)
    assert (report.num_spans, report.num_rejected, report.reason) == (3, 2, "bad-utf8")
    assert batch.num_spans == 1
    assert batch.num_resources == 1


def nested(levels: int) -> bytes:
    """Encode arrays inside each other."""
    value = b""
    for _ in range(levels):
        value = field(5, field(1, value))
    return value


@pytest.mark.parametrize("levels", [1, 46, 47, 48, 49, 50, 3000])
def test_nesting_ends_where_protobuf_ends_it(levels: int) -> None:
    """Values nest as deep as protobuf takes them, in spans and in resources."""
    pair = field(1, "k") + field(2, nested(levels))
    for data in (
        request(IDS + field(9, pair)),
        request(IDS + field(11, field(3, pair))),
        request(IDS, resource=field(1, field(1, pair))),
    ):
        _, [report] = SpanBatch.parse([data], PLAN)
        assert report.refused == (otlp.read(data) is None)
        assert report.reason in ("", "too-deep")


@pytest.mark.parametrize("levels", [97, 98, 100, 101, 100_000])
def test_groups_end_where_protobuf_ends_them(levels: int) -> None:
    """Unknown groups nest as deep as protobuf takes them."""
    groups = tag(900, 3) * levels + tag(900, 4) * levels
    for data in (groups, request(IDS + groups)):
        _, [report] = SpanBatch.parse([data], PLAN)
        assert report.refused == (otlp.read(data) is None)


def test_a_refused_request_leaves_nothing_behind() -> None:
    """A request that is refused late leaves no row, no header and no hole in request numbers."""
    good = request(IDS, resource=field(1, field(1, field(1, "k") + field(2, number(3, 1)))))
    bad = request(IDS, resource=field(3, "other")) + b"\x7f"
    batch, reports = SpanBatch.parse([good, bad, good], PLAN)
    assert [report.refused for report in reports] == [False, True, False]
    assert array(batch.column("request"), "u4") == [0, 2]
    assert (batch.num_requests, batch.num_resources) == (3, 1)
    assert batch.attribute_json("k", "resource") == ["1"]


def test_an_empty_request_is_fine() -> None:
    """No bytes are a request of no spans."""
    batch, report = parse(b"")
    assert (batch.num_spans, report.num_spans, report.refused) == (0, 0, False)
    assert bytes(batch.to_otlp()) == b""


def test_spans_at_equal_places_of_two_requests_are_not_neighbours() -> None:
    """A span that would follow in another block of the same layout is copied from its own block."""
    bodies = [request(*(IDS + field(5, name + each) for each in "12")) for name in ("a", "b")]
    joined = SpanBatch.concat([parse(body)[0] for body in bodies])
    framed = parse(bytes(joined.take(np.array([0, 3, 2, 1], np.uint32)).to_otlp()))[0]
    assert texts(*framed.text_dict("name")) == ["a1", "b2", "b1", "a2"]


def test_arrays_are_copied_on_the_way_in() -> None:
    """Writing into an array after the call does not change the batch."""
    body = bytearray(request(IDS + attribute(field(1, "v"))))
    batch, _ = SpanBatch.parse([body], PLAN)
    before = bytes(batch.to_otlp())
    body[:] = bytes(len(body))
    assert bytes(batch.to_otlp()) == before


def test_wrong_arguments_are_named() -> None:
    """A mask of another length, a row that is not there and an unplanned key are told apart."""
    batch = span()
    with pytest.raises(ValueError, match="expected 1 rows, got 2"):
        batch.filter(np.zeros(2, np.uint8))
    with pytest.raises(ValueError, match="row 1 is out of range"):
        batch.take(np.array([1], np.uint32))
    with pytest.raises(KeyError, match="nowhere"):
        batch.attribute_kind("nowhere")
    with pytest.raises(KeyError, match="nothing"):
        batch.column("nothing")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one batch"):
        SpanBatch.concat([])
    with pytest.raises(ValueError, match="one plan"):
        SpanBatch.concat([batch, SpanBatch.parse([b""], Plan())[0]])
    with pytest.raises(ValueError, match="regex parse error"):
        batch.remove([], ["("])


def test_buffers_are_read_only() -> None:
    """What the kernel lends cannot be written."""
    view = memoryview(span().column("trace_id"))
    assert view.readonly
    with pytest.raises(TypeError):
        view[0] = 1
