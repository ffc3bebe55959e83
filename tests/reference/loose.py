"""An oracle of framing alone: the OTLP messages with every string read as bytes."""

from __future__ import annotations

from functools import cache

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError, Message
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2
from opentelemetry.proto.common.v1 import common_pb2
from opentelemetry.proto.resource.v1 import resource_pb2
from opentelemetry.proto.trace.v1 import trace_pb2

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


def is_framed(data: bytes) -> bool:
    """Tell whether protobuf takes the framing of a request, whatever its text."""
    try:
        _request().FromString(data)
    except DecodeError:
        return False
    return True
