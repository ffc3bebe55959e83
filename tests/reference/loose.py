"""An oracle of framing alone: the OTLP messages with every string read as bytes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError, Message
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2
from opentelemetry.proto.common.v1 import common_pb2
from opentelemetry.proto.resource.v1 import resource_pb2
from opentelemetry.proto.trace.v1 import trace_pb2

if TYPE_CHECKING:
    from google.protobuf.descriptor import Descriptor

_FILES = (common_pb2, resource_pb2, trace_pb2, trace_service_pb2)
_F = descriptor_pb2.FieldDescriptorProto


def _loosen(message: descriptor_pb2.DescriptorProto) -> None:
    for field in message.field:
        if field.type == _F.TYPE_STRING:
            field.type = _F.TYPE_BYTES
    for inner in message.nested_type:
        _loosen(inner)


@cache
def _request() -> type[Message]:
    pool = descriptor_pool.DescriptorPool()
    for file in _FILES:
        proto = descriptor_pb2.FileDescriptorProto()
        file.DESCRIPTOR.CopyToProto(proto)
        for message in proto.message_type:
            _loosen(message)
        pool.Add(proto)
    name = trace_service_pb2.ExportTraceServiceRequest.DESCRIPTOR.full_name
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name))


def read(data: bytes) -> Message | None:
    """Parse a request, whatever its text; None where protobuf refuses its framing."""
    try:
        return _request().FromString(data)
    except DecodeError:
        return None


def is_framed(data: bytes) -> bool:
    """Tell whether protobuf takes the framing of a request, whatever its text."""
    return read(data) is not None


def has_bad_text(message: Message, strict: Descriptor) -> bool:
    """Tell whether a string of the message, by its `strict` type, is not UTF-8."""
    for described, value in message.ListFields():
        kind = strict.fields_by_name[described.name]
        each_of = value if kind.is_repeated else [value]
        if kind.type == _F.TYPE_STRING and not all(map(_is_text, each_of)):
            return True
        if kind.message_type and any(has_bad_text(each, kind.message_type) for each in each_of):
            return True
    return False


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
