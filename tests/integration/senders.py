"""Clients that send whatever bytes they are given, and read the answer to the last byte."""

from __future__ import annotations

import http.client
import json
from contextlib import suppress
from dataclasses import dataclass
from threading import local

import grpc
from google.rpc import status_pb2
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from tests.reference.answers import GRPC_CODES, HTTP_STATUSES, Outcome

EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
PATIENCE_S = 20.0
CODES = {200: 0, 400: 3, 413: 8, 415: 12}
"""The gRPC code that belongs into the body of an HTTP answer."""


@dataclass(frozen=True)
class Answer:
    """What a client learned. `status` is its protocol's."""

    status: int
    outcome: Outcome | None
    num_rejected: int = 0
    message: str = ""
    fault: str = ""
    """What is wrong with the form of the answer."""


class Senders:
    """Sends to one program from many threads; each has a connection of its own."""

    def __init__(self, ports):
        self._ports = ports
        self._own = local()
        self._connections = []
        unlimited = [("grpc.max_send_message_length", -1), ("grpc.use_local_subchannel_pool", 1)]
        self._channel = grpc.insecure_channel(f"127.0.0.1:{ports['grpc']}", unlimited)
        self._export = self._channel.unary_unary(EXPORT)

    def close(self):
        """Close every connection."""
        self._channel.close()
        for each in self._connections:
            each.close()

    def grpc(self, body, *, compressed=False):
        """Send raw bytes as the message of a call."""
        compression = grpc.Compression.Gzip if compressed else grpc.Compression.NoCompression
        try:
            answer = self._export(body, timeout=PATIENCE_S, compression=compression)
        except grpc.RpcError as error:
            code = error.code().value[0]
            return Answer(code, GRPC_CODES.get(code), 0, error.details() or "")
        return _taken(0, answer)

    def http(self, body, headers):
        """Send raw bytes as the body of a request."""
        connection = self._connection()
        try:
            connection.putrequest("POST", "/v1/traces", skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value.encode("latin-1"))
            connection.putheader("content-length", str(len(body)))
            # The server may answer a body that is too large and close before it has read it.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.endheaders(body)
            response = connection.getresponse()
            content, kind = response.read(), response.getheader("content-type", "")
        except BaseException:
            self._forget()
            raise
        if response.will_close:
            self._forget()
        return _http_answer(response.status, kind, content)

    def _connection(self):
        if getattr(self._own, "connection", None) is None:
            made = http.client.HTTPConnection("127.0.0.1", self._ports["http"], timeout=PATIENCE_S)
            self._own.connection = made
            self._connections.append(made)
        return self._own.connection

    def _forget(self):
        self._own.connection.close()
        self._own.connection = None


def _taken(status, answer):
    partial = ExportTraceServiceResponse.FromString(answer).partial_success
    return Answer(status, Outcome.OK, partial.rejected_spans, partial.error_message)


def _http_answer(status, kind, content):
    outcome = HTTP_STATUSES.get(status)
    if kind == "application/json":
        return _json_answer(status, outcome, json.loads(content))
    if kind != "application/x-protobuf":
        return Answer(status, outcome, fault=f"content type {kind!r}")
    if status == 200:
        return _taken(200, content)
    body = status_pb2.Status.FromString(content)
    return Answer(status, outcome, 0, body.message, _fault(status, body.code))


def _json_answer(status, outcome, content):
    if status == 200:
        partial = content.get("partialSuccess", {})
        rejected = int(partial.get("rejectedSpans", 0))
        return Answer(200, outcome, rejected, partial.get("errorMessage", ""))
    return Answer(status, outcome, 0, content["message"], _fault(status, content["code"]))


def _fault(status, code):
    return "" if CODES.get(status) == code else f"status {status} with code {code} in its body"
