"""OTLP over gRPC: raw bytes in, the queue's verdict out.

Traps: an exception that leaves a handler becomes UNKNOWN, which clients answer by dropping data, so
none may leave. The authenticator is asked for every method, also for unknown ones. grpcio inflates
by itself, bounded by the largest message.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc

from receivers.otlp.answers import INTERNAL_FAULT, LATE, caller_refusal, count_refusal
from receivers.otlp.grpc_tls import grpc_credentials
from spanmill.kernel import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from structlog.typing import FilteringBoundLogger

    from receivers.otlp.config import GrpcConfig
    from spanmill.component import Authenticator, Settings
    from spanmill.kernel import RequestQueue

    Handler = grpc.RpcMethodHandler[Any, Any]

__all__ = ["Exports", "GrpcServer"]

EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
STATUS_DETAILS = "grpc-status-details-bin"

MAX_HEADERS_BYTES = 16 << 10
MAX_FRAME_BYTES = 1 << 20
"""Fewer, larger frames: about a tenth less CPU on large requests than with HTTP/2's 16 KiB."""
NUM_THREADS = 64
"""Requests that wait for the commit at a time. The rest waits unread in the transport, where flow
control bounds it.
"""
LEAST_TIME_S = 0.05
WAIT_S = 5.0
"""How often a waiting handler looks whether its client is still there."""

STATUS_BY_CODE: dict[int, grpc.StatusCode] = {each.value[0]: each for each in grpc.StatusCode}


@dataclass(frozen=True)
class Exports:
    """Serves `Export`: checks who calls, hands the body to the queue, waits for the answer."""

    queue: RequestQueue
    max_bytes: int
    receiver: str
    tenant_header: str
    authenticator: Authenticator | None
    settings: Settings

    def export(self, body: bytes, context: grpc.ServicerContext) -> bytes:
        """Handle one request. Aborting is the library's way to answer with a status."""
        verdict = self._verdict(body, context)
        if verdict is None:
            return b""
        if verdict.code != 0:
            _abort(context, verdict)
        return verdict.response("proto")

    def refusal(self, metadata: Sequence[tuple[str, str | bytes]]) -> Verdict | None:
        """Return the refusal of a caller that does not prove that it may send."""
        if self.authenticator is None:
            return None
        value = _value(metadata, self.authenticator.header)
        return caller_refusal(self.authenticator, value, self.settings.logger)

    def refuse(self, verdict: Verdict, context: grpc.ServicerContext) -> bytes:
        """Refuse without reading the body."""
        count_refusal(self.settings.metrics, "grpc", verdict.code)
        _abort(context, verdict)
        return b""

    def _verdict(self, body: bytes, context: grpc.ServicerContext) -> Verdict | None:
        """Return the answer; None where the client went away, so that nobody waits for one."""
        try:
            return self._submit(body, context)
        except Exception as error:
            self.settings.logger.exception("request failed", error=type(error).__name__)
            count_refusal(self.settings.metrics, "grpc", INTERNAL_FAULT.code)
            return INTERNAL_FAULT

    def _submit(self, body: bytes, context: grpc.ServicerContext) -> Verdict | None:
        if context.time_remaining() < LEAST_TIME_S:
            count_refusal(self.settings.metrics, "grpc", LATE.code)
            return LATE
        tenant = ""
        if self.tenant_header:
            tenant = _value(context.invocation_metadata(), self.tenant_header)
        ticket = self.queue.submit(body, self.max_bytes, tenant=tenant, receiver=self.receiver)
        if isinstance(ticket, Verdict):
            count_refusal(self.settings.metrics, "grpc", ticket.code)
            return ticket
        while (verdict := ticket.wait(WAIT_S)) is None:
            if not context.is_active():
                return None
        return verdict


class Routes(grpc.GenericRpcHandler):
    """Finds the handler of a method. Called for every call, before its body is read."""

    def __init__(self, exports: Exports) -> None:
        self._exports = exports
        self._export: Handler = grpc.unary_unary_rpc_method_handler(exports.export)

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Handler | None:
        """Return the handler; None makes grpcio answer UNIMPLEMENTED."""
        refusal = self._exports.refusal(handler_call_details.invocation_metadata)
        if refusal is not None:
            return self._refuse(refusal)
        return self._export if handler_call_details.method == EXPORT else None

    def _refuse(self, verdict: Verdict) -> Handler:
        """Return a handler of streams: it starts before the first message, so no body is read."""

        def refuse(_: object, context: grpc.ServicerContext) -> bytes:
            return self._exports.refuse(verdict, context)

        return grpc.stream_unary_rpc_method_handler(refuse)


class GrpcServer:
    """One listener. `port` is the one that it is bound to; meaningless for a Unix socket."""

    def __init__(self, config: GrpcConfig, exports: Exports) -> None:
        self._pool = ThreadPoolExecutor(NUM_THREADS, thread_name_prefix="otlp-grpc")
        self._server = grpc.server(self._pool, handlers=[Routes(exports)], options=_options(config))
        self._stopped: Event | None = None
        self.port = self._bind(config, exports.settings.logger)
        self._server.start()

    def _bind(self, config: GrpcConfig, logger: FilteringBoundLogger) -> int:
        endpoint = config.endpoint
        if endpoint.startswith(":"):
            endpoint = f"[::]{endpoint}"
        try:
            if config.tls is None:
                return int(self._server.add_insecure_port(endpoint))
            credentials = grpc_credentials(config.tls, logger)
            return int(self._server.add_secure_port(endpoint, credentials))
        except RuntimeError as error:
            self._pool.shutdown(wait=False)
            raise OSError(f"cannot listen on {config.endpoint}: {error}") from error

    def stop_accepting(self, grace_s: float) -> None:
        """Close the listener and let calls finish for `grace_s`.

        New calls on open connections are answered UNAVAILABLE.
        """
        if self._stopped is None:
            self._stopped = self._server.stop(grace_s)

    def stop(self, timeout_s: float) -> None:
        """Wait until the calls are answered, then cut off what is left."""
        self.stop_accepting(timeout_s)
        if self._stopped is not None:
            self._stopped.wait(timeout_s)
        self._server.stop(None).wait(timeout_s)
        self._pool.shutdown(wait=False, cancel_futures=True)


def _options(config: GrpcConfig) -> list[tuple[str, int]]:
    server = config.keepalive.server_parameters
    clients = config.keepalive.enforcement_policy
    options = [
        ("grpc.so_reuseport", 0),
        ("grpc.max_receive_message_length", config.max_recv_msg_size_mib << 20),
        ("grpc.max_metadata_size", MAX_HEADERS_BYTES),
        ("grpc.absolute_max_metadata_size", MAX_HEADERS_BYTES),
        ("grpc.http2.max_frame_size", MAX_FRAME_BYTES),
        ("grpc.http2.min_ping_interval_without_data_ms", _ms(clients.min_time)),
        ("grpc.keepalive_permit_without_calls", int(clients.permit_without_stream)),
    ]
    limits = {
        "grpc.max_concurrent_streams": config.max_concurrent_streams,
        "grpc.max_connection_idle_ms": _ms(server.max_connection_idle),
        "grpc.max_connection_age_ms": _ms(server.max_connection_age),
        "grpc.max_connection_age_grace_ms": _ms(server.max_connection_age_grace),
        "grpc.keepalive_time_ms": _ms(server.time),
        "grpc.keepalive_timeout_ms": _ms(server.timeout),
    }
    return options + [(name, value) for name, value in limits.items() if value]


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _abort(context: grpc.ServicerContext, verdict: Verdict) -> None:
    context.set_trailing_metadata(((STATUS_DETAILS, verdict.response("proto")),))
    context.abort(STATUS_BY_CODE.get(verdict.code, grpc.StatusCode.UNAVAILABLE), verdict.message)


def _value(metadata: Sequence[tuple[str, str | bytes]], name: str) -> str:
    """Return the metadata of a name, empty where there is none."""
    for key, value in metadata:
        if key == name:
            return value if isinstance(value, str) else value.decode("latin-1")
    return ""
