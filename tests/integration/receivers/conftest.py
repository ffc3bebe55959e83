"""A receiver on free ports, and a thread in place of the engine that pulls groups and answers."""

import http.client
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import grpc
import pytest
from google.rpc import error_details_pb2, status_pb2

from receivers.otlp.config import OtlpConfig
from receivers.otlp.receiver import OtlpReceiver
from spanmill.kernel import Plan, RequestQueue
from spanmill.telemetry import Registry
from spanmill.testing import request, settings, span

EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
PROTO = "application/x-protobuf"
CERTIFICATES = Path(__file__).parent / "certificates"


@dataclass
class Failed:
    """What a gRPC client learns of a call that failed."""

    code: int
    message: str
    status: status_pb2.Status | None

    @property
    def retry_s(self):
        """Delay of the RetryInfo; None where there is none."""
        return retry_s(self.status) if self.status else None


@dataclass
class Reply:
    """What an HTTP client learns."""

    status: int
    headers: dict
    body: bytes

    def details(self):
        """Body as `google.rpc.Status`."""
        return status_pb2.Status.FromString(self.body)

    def json(self):
        """Body as JSON."""
        return json.loads(self.body)


def retry_s(status):
    """Delay of the RetryInfo in a status; None where there is none."""
    for each in status.details:
        info = error_details_pb2.RetryInfo()
        if each.Unpack(info):
            return info.retry_delay.seconds + info.retry_delay.nanos / 1e9
    return None


@dataclass
class Rig:
    """A running receiver. `answer` is what the engine does with a group; `pulling` lets it work."""

    receiver: OtlpReceiver
    queue: RequestQueue
    registry: Registry
    log: io.StringIO
    sources: list = field(default_factory=list)
    spans: int = 0
    answer: object = None
    pulling: Event = field(default_factory=Event)
    channels: list = field(default_factory=list)

    def pull(self):
        """Stand in for the engine until the queue is closed and empty."""
        while True:
            self.pulling.wait()
            group = self.queue.next(Plan(), 4 << 20, 0.1)
            if group is None:
                if self.queue.closed:
                    return
                continue
            self.sources += [(each.receiver, each.tenant) for each in group.sources]
            self.spans += group.batch.num_spans
            if self.answer is not None:
                self.answer(group)
            group.answer_rest()

    def channel(self, credentials=None, **options):
        """Open a gRPC channel."""
        address = f"127.0.0.1:{self.receiver.ports['grpc']}"
        pairs = [(f"grpc.{name}", value) for name, value in options.items()]
        pairs.append(("grpc.use_local_subchannel_pool", 1))
        made = (
            grpc.secure_channel(address, credentials, pairs)
            if credentials
            else grpc.insecure_channel(address, pairs)
        )
        self.channels.append(made)
        return made

    def export(self, body, *, method=EXPORT, metadata=(), channel=None, timeout=30, **kwargs):
        """Call a method; return the response's bytes, or a `Failed`."""
        call = (channel or self.channel()).unary_unary(method)
        try:
            return call(body, timeout=timeout, metadata=metadata, **kwargs)
        except grpc.RpcError as error:
            trailers = dict(error.trailing_metadata() or ())
            packed = trailers.get("grpc-status-details-bin")
            status = status_pb2.Status.FromString(packed) if packed is not None else None
            return Failed(error.code().value[0], error.details(), status)

    def connection(self):
        """Open an HTTP connection."""
        return http.client.HTTPConnection("127.0.0.1", self.receiver.ports["http"], timeout=30)

    def post(self, body, content_type=PROTO, *, path="/v1/traces", method="POST", **headers):
        """Send one request; header names are given with underscores."""
        sent = {"content-type": content_type} if content_type else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = self.connection()
        try:
            connection.request(method, path, body, sent)
            return read(connection)
        finally:
            connection.close()


def read(connection):
    """Read the response to the request that was just sent."""
    response = connection.getresponse()
    return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


@pytest.fixture(params=["native", "python"])
def listener(request):
    """Which of the two listeners serves."""
    return request.param


@pytest.fixture
def listen(listener):
    """Start a receiver; the arguments are its protocols and what is not the default."""
    rigs = []

    def start(
        *,
        grpc=None,
        http=None,
        max_bytes=256 << 20,
        authenticators=None,
        tenant_header="",
        pulling=True,
    ):
        both = {"grpc": {"endpoint": "127.0.0.1:0"}, "http": {"endpoint": "127.0.0.1:0"}}
        protocols = {
            name: both[name] | (given or {}) for name, given in (("grpc", grpc), ("http", http))
        }
        config = OtlpConfig.model_validate(
            {"protocols": protocols, "tenant_header": tenant_header, "listener": listener}
        )
        registry, log = Registry(), io.StringIO()
        given = settings("otlp", registry=registry, log=log)
        given = given.__class__(
            **{name: getattr(given, name) for name in given.__slots__}
            | {"authenticator": (authenticators or {}).__getitem__}
        )
        rig = Rig(OtlpReceiver(config, given), RequestQueue(max_bytes), registry, log)
        rig.receiver.start(rig)
        rigs.append((rig, Thread(target=rig.pull, daemon=True)))
        rigs[-1][1].start()
        if pulling:
            rig.pulling.set()
        return rig

    yield start
    for rig, thread in rigs:
        for channel in rig.channels:
            channel.close()
        rig.queue.close("the test is over")
        rig.pulling.set()
        thread.join()
        rig.receiver.stop()


@pytest.fixture
def body():
    """A good request of three spans."""
    return request([span(number=number) for number in (1, 2, 3)])


@pytest.fixture
def certificates():
    """Folder of certificates: authority, server, client, and an intruder of another authority."""
    return CERTIFICATES
