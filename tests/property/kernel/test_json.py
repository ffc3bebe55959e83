"""OTLP JSON both ways against protobuf's own JSON."""

from __future__ import annotations

import base64
import json

from google.protobuf import json_format
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from spanmill.kernel import SpanBatch, transcode_json
from tests.reference import otlp
from tests.reference.columns import PLAN
from tests.reference.strategies import Maker, wild_requests

_IDS = ("traceId", "spanId", "parentSpanId")


def _as_otlp(value: object) -> object:
    """Turn protobuf's JSON into OTLP's: ids are hex."""
    if isinstance(value, dict):
        return {
            name: base64.b64decode(inner).hex()
            if name in _IDS and isinstance(inner, str)
            else _as_otlp(inner)
            for name, inner in value.items()
        }
    return [_as_otlp(item) for item in value] if isinstance(value, list) else value


def _reference(message: ExportTraceServiceRequest) -> object:
    """Spell a message in strict OTLP JSON."""
    return _as_otlp(json_format.MessageToDict(message, use_integers_for_enums=True))


def _known(data: bytes) -> ExportTraceServiceRequest:
    message = ExportTraceServiceRequest.FromString(data)
    message.DiscardUnknownFields()  # type: ignore[attr-defined]
    return message


@settings(max_examples=300, deadline=None)
@given(wild_requests())
def test_json_out_is_what_protobuf_writes(data: bytes) -> None:
    """A batch in JSON is protobuf's JSON of it, with ids in hex, in one line."""
    batch, _ = SpanBatch.parse([data], PLAN)
    text = bytes(batch.to_otlp_json())
    assert b"\n" not in text
    assert json.loads(text) == _reference(_known(bytes(batch.to_otlp())))


@settings(max_examples=300, deadline=None)
@given(wild_requests())
def test_json_in_is_what_protobuf_reads(data: bytes) -> None:
    """Strict JSON of any message comes back as the message."""
    message = _known(data)
    text = json.dumps(_reference(message)).encode()
    again = _known(transcode_json(text))
    assert _same(again, message)


def _same(left: ExportTraceServiceRequest, right: ExportTraceServiceRequest) -> bool:
    return left.SerializeToString(deterministic=True) == right.SerializeToString(deterministic=True)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**48))
def test_lenient_spellings_mean_the_same(seed: int) -> None:
    """Snake case, enum names, bare integers, unknown and repeated names are taken."""
    maker = Maker(seed)
    message = _known(maker.wild(ExportTraceServiceRequest.DESCRIPTOR))
    text = _spell(_reference(message), maker)
    assert _same(_known(transcode_json(text.encode())), message)


_NAMES = {
    "kind": ("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"),
    "code": ("UNSET", "OK", "ERROR"),
}
_NANOS = ("startTimeUnixNano", "endTimeUnixNano", "timeUnixNano", "intValue")


def _spell(value: object, maker: Maker, name: str = "") -> str:
    """Write JSON in a random spelling that readers have to take."""
    if isinstance(value, dict):
        return _object(value, maker)
    if isinstance(value, list):
        return "[ " + " ,\n".join(_spell(item, maker, name) for item in value) + " ]"
    if name in _IDS and isinstance(value, str):
        return json.dumps(value.upper())
    if name in _NANOS and isinstance(value, str) and maker.random() < 0.5:
        return value
    if name in _NAMES and isinstance(value, int) and 0 <= value < len(_NAMES[name]):
        prefix = "SPAN_KIND_" if name == "kind" else "STATUS_CODE_"
        return json.dumps(prefix + _NAMES[name][value])
    return json.dumps(value, ensure_ascii=maker.random() < 0.5)


def _object(value: dict[str, object], maker: Maker) -> str:
    repeated, rest = _repeated(value, maker)
    members = [_member(name, inner, maker) for name, inner in {**value, **rest}.items()]
    members[:0] = [_member(name, inner, maker) for name, inner in repeated.items()]
    unknown = '"unknown": [{"a": [1, {}, "]"]}, null, true, -1.5e3, []]'
    if maker.random() < 0.2:
        members.insert(maker.randint(0, len(members)), unknown)
    return "{" + ", ".join(members) + "}"


def _repeated(
    value: dict[str, object], maker: Maker
) -> tuple[dict[str, object], dict[str, object]]:
    """Choose a name that is given twice: an earlier value, and what is left for the later one.

    A list goes on in the later one; any other value leaves no trace.
    """
    if not value or maker.random() >= 0.2:
        return {}, {}
    name, inner = maker.choice(list(value.items()))
    if isinstance(inner, list):
        cut = maker.randint(0, len(inner))
        return {name: inner[:cut]}, {name: inner[cut:]}
    return {name: inner}, {}


def _member(name: str, inner: object, maker: Maker) -> str:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
    spelled = snake if maker.random() < 0.5 else name
    return f"{json.dumps(spelled)} : {_spell(inner, maker, name)}"


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**48))
def test_damaged_json_is_refused_where_python_refuses_it(seed: int) -> None:
    """What Python's parser refuses is refused; what is taken is a sound request."""
    maker = Maker(seed)
    text = bytearray(_spell(_reference(_known(maker.good())), maker).encode())
    at = maker.randrange(len(text))
    match maker.randint(0, 2):
        case 0:
            text[at] = maker.choice(b'{}[]",:0e.-\\ x\x80\n')
        case 1:
            del text[at:]
        case _:
            del text[at : at + 1]
    try:
        data = transcode_json(bytes(text))
    except ValueError:
        return
    assert isinstance(json.loads(bytes(text)), dict)
    assert otlp.read(data) is not None
