"""Random requests, from tame ones to every shape that the wire format allows.

Hypothesis draws a seed and a plain generator does the rest: a request takes hundreds of choices,
which drawn one by one would cost more than the code under test.
"""

from __future__ import annotations

import random
import struct

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.reference.wire import field, fixed64, number, tag, varint

KEYS = ("a", "b", "gen_ai.request.model", "gen_ai.usage.input_tokens", "", "ключ")
"""Few keys, so that they meet those of the plan and each other."""

SPAN_COLUMNS = ("a", ("b", "a"), ("gen_ai.request.model", "b", "ключ"), "", "nowhere")
RESOURCE_COLUMNS = ("a", ("b", "gen_ai.request.model"))
SCOPE_COLUMNS = ("b", ("ключ", "a"))

TEXTS = ("", "x", "é" * 40, "plain text " * 12, "日本", 'q"\\\n\x01', "🦀", "same", "same")
_NUMBERS = (0, 1, 3, 127, 128, 2**31, 2**40 + 3, 2**63, 2**64 - 1)
_DOUBLES = (0.0, -0.0, 1.0, -2.5, 1e300, 5e-324, float("inf"), float("-inf"), float("nan"))
_UNKNOWN = (
    field(1000, b"kept"),
    number(999, 7),
    fixed64(998, 1),
    tag(997, 5) + b"abcd",
    tag(996, 3) + number(1, 5) + tag(2, 3) + tag(2, 4) + tag(996, 4),
    varint(500 << 3 | 2, 4) + varint(1, 3) + b"x",
)
_MAX_DEPTH = 9
_F = FieldDescriptor


class Maker(random.Random):
    """Makes encodings out of one seed."""

    def wild(self, descriptor: Descriptor, depth: int = 0) -> bytes:
        """Encode a message in any sound way: fields in any order, given twice, unknown, padded."""
        leaf = depth >= _MAX_DEPTH
        usable = [each for each in descriptor.fields if not (leaf and each.message_type)]
        pieces = [self._piece(descriptor, usable, depth) for _ in range(self.randint(0, 5))]
        if descriptor is Span.DESCRIPTOR:
            pieces += self._ids()
            self.shuffle(pieces)
        return b"".join(pieces)

    def _piece(self, descriptor: Descriptor, usable: list[_F], depth: int) -> bytes:
        odd = self.random()
        if odd < 0.05 or not usable:
            return self.choice(_UNKNOWN)
        if odd < 0.08:
            # A known number with a wire type that is not its own.
            kinds = (_F.TYPE_MESSAGE, _F.TYPE_STRING)
            others = [each.number for each in descriptor.fields if each.type in kinds]
            return number(self.choice(others or [999]), 5)
        return self._known(self.choice(usable), depth)

    def _known(self, described: FieldDescriptor, depth: int) -> bytes:
        at = described.number
        match described.type:
            case _F.TYPE_MESSAGE:
                inner = self.wild(described.message_type, depth + 1)
                return field(at, inner, self.choice((0, 0, 0, 2, 3)))
            case _F.TYPE_STRING:
                return field(at, self.choice(KEYS if described.name == "key" else TEXTS))
            case _F.TYPE_BYTES:
                return field(at, self.randbytes(self.choice((0, 8, 8, 16))))
            case _F.TYPE_DOUBLE:
                return tag(at, 1) + struct.pack("<d", self.choice(_DOUBLES))
            case _F.TYPE_FIXED64:
                return fixed64(at, self.getrandbits(64))
            case _F.TYPE_FIXED32:
                return tag(at, 5) + self.randbytes(4)
            case _:
                return number(at, self.choice(_NUMBERS))

    def _ids(self) -> list[bytes]:
        trace, own = self.getrandbits(127) + 1, self.getrandbits(63) + 1
        parents = (b"", field(4, b""), field(4, bytes(8)), field(4, b"parentid"))
        return [field(1, trace.to_bytes(16)), field(2, own.to_bytes(8)), self.choice(parents)]

    def good(self) -> bytes:
        """Encode a request of few good spans under few headers, with attributes of known keys."""
        groups = []
        for _ in range(self.randint(1, 3)):
            pieces = [self._header(1)]
            for _ in range(self.randint(1, 2)):
                spans = [self._good_span() for _ in range(self.randint(0, 3))]
                pieces.append(field(2, self._header(3) + b"".join(spans)))
            self.shuffle(pieces)
            groups.append(field(1, b"".join(pieces)))
        return b"".join(groups)

    def _header(self, attribute: int) -> bytes:
        pairs = [self._pair(attribute) for _ in range(self.randint(0, 2))]
        header = field(1, b"".join(pairs)) if pairs else b""
        return header * self.randint(1, 2) + self.choice((b"", field(3, "url")))

    def _good_span(self) -> bytes:
        pieces = self._ids() + [self._pair(9) for _ in range(self.randint(0, 4))]
        pieces.append(field(5, self.choice(TEXTS)))
        pieces.append(self.choice((b"", field(1000, b"kept"), field(15, number(3, 2)))))
        self.shuffle(pieces)
        return field(2, b"".join(pieces))

    def _pair(self, at: int) -> bytes:
        """Encode an attribute as field `at`."""
        key = field(1, self.choice(KEYS))
        value = field(2, self.value())
        return field(at, self.choice((key + value, key + value, key + value, value + key, key)))

    def value(self) -> bytes:
        """Encode a value of any kind."""
        values = (
            field(1, self.choice(TEXTS)),
            field(1, self.choice(TEXTS)),
            number(3, self.choice(_NUMBERS)),
            tag(4, 1) + struct.pack("<d", self.choice(_DOUBLES)),
            number(2, self.randint(0, 1)),
            b"",
            field(5, field(1, number(3, 7)) + field(1, b"")),
            field(6, field(1, field(1, "k") + field(2, field(7, b"\x00\xff")))),
        )
        return self.choice(values)


_SEEDS = st.integers(0, 2**48)


def wild_requests() -> st.SearchStrategy[bytes]:
    """Any sound encoding of a request."""
    return _SEEDS.map(lambda seed: Maker(seed).wild(ExportTraceServiceRequest.DESCRIPTOR))


def good_requests() -> st.SearchStrategy[bytes]:
    """Requests of good spans with attributes of the known keys."""
    return _SEEDS.map(lambda seed: Maker(seed).good())
