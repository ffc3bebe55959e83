"""A peer that takes spans over gRPC and can die, refuse and come back at the same address."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import grpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService"


class Peer:
    """Counts every span that it has answered with ok, by span id."""

    def __init__(self, port):
        self.address = f"127.0.0.1:{port}"
        self.spans = Counter()
        self._lock = Lock()
        self._server = None
        self._dying = False

    def start(self):
        """Listen."""
        handler = grpc.unary_unary_rpc_method_handler(
            self._export,
            request_deserializer=ExportTraceServiceRequest.FromString,
            response_serializer=ExportTraceServiceResponse.SerializeToString,
        )
        options = (("grpc.so_reuseport", 0), ("grpc.max_receive_message_length", -1))
        self._dying = False
        self._server = grpc.server(ThreadPoolExecutor(4), options=options)
        self._server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(SERVICE, {"Export": handler}),)
        )
        assert self._server.add_insecure_port(self.address)
        self._server.start()
        return self

    def die(self):
        """Take nothing more, and then be gone. A call that was counted is answered before."""
        with self._lock:
            self._dying = True
        self._server.stop(grace=1.0).wait()

    def _export(self, request, context):
        ids = [
            span.span_id
            for group in request.resource_spans
            for inner in group.scope_spans
            for span in inner.spans
        ]
        with self._lock:
            if not self._dying:
                self.spans.update(ids)
                return ExportTraceServiceResponse()
        context.abort(grpc.StatusCode.UNAVAILABLE, "dying")
        return None
