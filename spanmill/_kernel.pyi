"""The private extension module. Only `spanmill.kernel` imports it.

Conventions of the whole module:

- Every call that touches bytes releases the GIL. Arguments that are arrays are copied on entry,
  before the GIL is released,
  so that no other thread can write into what the kernel reads.
- Arrays come back as `Buffer`: read-only, contiguous, little-endian; `numpy.frombuffer` and
  `pyarrow.py_buffer` wrap it
without a copy. Arrays go in as anything with the buffer protocol and the stated item type (masks as
uint8, not bool).
- A column key is one attribute key or a tuple of keys in order of priority, exactly as it was given
  to the `Plan`.
- Errors: `KeyError` for a column that the plan lacks, `ValueError` for an argument that cannot be,
  `OSError` for the disk.
"""

import builtins
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias, final

from numpy.typing import NDArray
from typing_extensions import Buffer as _Buffer

Bufferable: TypeAlias = _Buffer | NDArray[Any]
ColumnKey: TypeAlias = str | tuple[str, ...]
Target: TypeAlias = Literal["span", "resource", "scope"]
Encoding: TypeAlias = Literal["proto", "json"]
Compression: TypeAlias = Literal["none", "gzip", "zstd"]
Durability: TypeAlias = Literal["process", "disk"]
SpanColumn: TypeAlias = Literal[
    "trace_id",  # 16 bytes a row
    "span_id",  # 8 bytes
    "parent_span_id",  # 8 bytes, zero when absent
    "start_unix_nano",  # uint64
    "end_unix_nano",  # uint64
    "duration_ns",  # int64, end - start, 0 when negative
    "kind",  # uint8, as OTLP
    "status",  # uint8: 0 unset, 1 ok, 2 error
    "flags",  # uint32
    "size",  # uint32, bytes of the span message
    "request",  # uint32, index of the request in the group
    "resource",  # uint32, row in the table of distinct resources
    "scope",  # uint32, row in the table of distinct scopes
    "num_events",  # uint32
    "num_links",  # uint32
    "dropped_attributes",  # uint32
    "dropped_events",  # uint32
    "dropped_links",  # uint32
]
TextColumn: TypeAlias = Literal[
    "name", "status_message", "trace_state", "scope_name", "scope_version"
]

@final
class Buffer:
    """Read-only bytes owned by the kernel."""

    def __len__(self) -> int: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Plan:
    """Which attribute columns the walk fills. Immutable."""

    def __new__(
        cls,
        span: Sequence[ColumnKey] = (),
        resource: Sequence[ColumnKey] = (),
        scope: Sequence[ColumnKey] = (),
    ) -> Plan: ...

@final
class Pattern:
    """A user's regular expression; linear in the text, bounded in size.

    Raises `ValueError` with the reason.
    """

    def __new__(cls, text: str) -> Pattern: ...
    @property
    def names(self) -> list[str]:
        """Names of the groups; the first is the whole match, groups without a name are empty."""
    def matches(self, texts: Sequence[str]) -> Buffer:
        """uint8 a text: 1 where the expression is found."""
    def captures(self, texts: Sequence[str]) -> list[list[str | None] | None]:
        """Groups of the first match in each text; None where there is none."""

def group_rows(
    codes: Sequence[Bufferable], sizes: Sequence[int], num_rows: int
) -> tuple[Buffer, Buffer]:
    """Cut rows into groups of equal labels: int64, one row of each group, and each row's group.

    Labels are int64 codes a row, each below the label's entry of `sizes`.
    """

def bucket_sums(
    of_row: Bufferable, amounts: Bufferable, bounds: Bufferable, num_groups: int
) -> Buffer:
    """Count amounts by group and bucket, as float64: for each group a row.

    A row has a number for each bound and one for what lies beyond them all, and last the sum. A
    bound is within its bucket. `of_row` is int64, `amounts` and `bounds` are float64.
    """

def transcode_json(data: Bufferable) -> bytes:
    """Return OTLP JSON as an `ExportTraceServiceRequest` in protobuf.

    Raises `ValueError` with the place of the fault.
    """

@final
class Upsert:
    """A new value of one attribute for the rows of a batch. `valid` is uint8 a row.

    None sets every row.
    """

    @staticmethod
    def f64(key: str, values: Bufferable, valid: Bufferable | None = None) -> Upsert: ...
    @staticmethod
    def i64(key: str, values: Bufferable, valid: Bufferable | None = None) -> Upsert: ...
    @staticmethod
    def boolean(key: str, values: Bufferable, valid: Bufferable | None = None) -> Upsert: ...
    @staticmethod
    def text(key: str, codes: Bufferable, values: Sequence[str]) -> Upsert:
        """`codes` is int32 a row into `values`; -1 leaves the row as it is."""
    @staticmethod
    def f64_list(
        key: str, values: Bufferable, width: int, valid: Bufferable | None = None
    ) -> Upsert:
        """`values` is float64, `width` a row; becomes an array of doubles."""

@final
class SpanBatch:
    """An immutable view of N spans over wire bytes.

    Edits return a new batch that shares buffers.
    """

    @staticmethod
    def parse(bodies: Sequence[Bufferable], plan: Plan) -> tuple[SpanBatch, list[RequestReport]]:
        """Walk whole requests (`ExportTraceServiceRequest`), strictly and once.

        One report a body, in order.
        """
    @staticmethod
    def concat(batches: Sequence[SpanBatch]) -> SpanBatch:
        """Join batches of the same plan.

        Request numbers are kept apart by adding those of the batches before.
        """

    @property
    def num_spans(self) -> int: ...
    @property
    def num_requests(self) -> int: ...
    @property
    def num_resources(self) -> int: ...
    @property
    def num_scopes(self) -> int: ...
    @property
    def size_bytes(self) -> int:
        """Sum of the span messages."""

    def column(self, name: SpanColumn) -> Buffer: ...
    def text_dict(self, name: TextColumn) -> tuple[Buffer, list[str]]:
        """int32 codes a row and the distinct values; -1 where the field is empty."""
    def text_arrow(self, name: TextColumn) -> tuple[Buffer, Buffer, Buffer]:
        """Arrow utf8: int32 offsets (N+1), data, validity bitmap."""

    def has_attribute(self, key: ColumnKey) -> bool:
        """Whether some span has an attribute of this key; at no cost where none has."""
    def attribute_kind(self, key: ColumnKey, target: Target = "span") -> Buffer:
        """uint8 a row.

        0 absent, 1 string, 2 bool, 3 int, 4 double, 5 array, 6 kvlist, 7 bytes, 8 empty value.
        """
    def attribute_i64(self, key: ColumnKey, target: Target = "span") -> tuple[Buffer, Buffer]:
        """int64 values and uint8 valid; valid only where the value is an int."""
    def attribute_f64(self, key: ColumnKey, target: Target = "span") -> Buffer:
        """float64, quiet NaN where absent or not a number; ints are converted."""
    def attribute_bool(self, key: ColumnKey, target: Target = "span") -> tuple[Buffer, Buffer]:
        """uint8 values and uint8 valid."""
    def attribute_dict(self, key: ColumnKey, target: Target = "span") -> tuple[Buffer, list[str]]:
        """int32 codes a row (-1 absent or not a string) and the distinct values."""
    def attribute_arrow(
        self, key: ColumnKey, target: Target = "span"
    ) -> tuple[Buffer, Buffer, Buffer]:
        """Arrow utf8 of string values: int32 offsets (N+1), data, validity bitmap."""
    def attribute_json(self, key: ColumnKey, target: Target = "span") -> list[str | None]:
        """Any value in the spelling of `attributes` in `to_arrow`; for few rows."""
    def copied(self, source: ColumnKey, key: str, valid: Bufferable, target: Target) -> Upsert:
        """Values of one attribute, whatever their type, as new values of `key`."""
    def attribute_length(self, key: ColumnKey, target: Target = "span") -> Buffer:
        """uint32 a row: length in bytes of the text value as it arrived, before any redaction.

        0 where none.
        """

    def filter(self, mask: Bufferable) -> SpanBatch:
        """Keep rows where the uint8 mask is not 0."""
    def take(self, rows: Bufferable) -> SpanBatch:
        """Rows by uint32 index, in that order."""
    def split(self, max_spans: int, max_bytes: int) -> list[SpanBatch]:
        """Cut into batches within both limits; a single larger span is a batch of its own."""
    def upsert(self, edits: Sequence[Upsert], target: Target = "span") -> SpanBatch:
        """Add or replace attributes, all in one pass. Only rows with a valid value are touched."""
    def remove(
        self,
        keys: Sequence[str],
        patterns: Sequence[str] = (),
        mask: Bufferable | None = None,
        target: Target = "span",
    ) -> SpanBatch:
        """Remove attributes by exact key or by regular expression over the key.

        In the rows of the uint8 mask.
        """
    def hash_attributes(
        self,
        keys: Sequence[str],
        patterns: Sequence[str] = (),
        mask: Bufferable | None = None,
        target: Target = "span",
        secret: builtins.bytes = b"",
    ) -> SpanBatch:
        """Replace values by their hash in hex, by exact key or by regular expression over it.

        SHA-256, or HMAC-SHA-256 with a secret.
        Of a text its bytes are hashed, of a number its eight bytes in little-endian order, of a
        boolean one byte, of an array or list its JSON spelling. Empty values stay.
        """
    def rename(self, codes: Bufferable, names: Sequence[str]) -> SpanBatch:
        """Replace span names: int32 code a row, -1 leaves it."""
    def redact(
        self, policy: RedactionPolicy, *, explain: bool = False
    ) -> tuple[SpanBatch, RedactionReport]:
        """Apply a policy to all text of spans, events, links, resources and scopes.

        Only rows that hit are touched. `explain` fills the report's details.
        """

    def price(self, pricer: Pricer, now_s: int) -> tuple[SpanBatch | None, CostReport]:
        """Write what every model call costs. A span that began at 0 began at `now_s`.

        None where the report asks something, or wants stale attributes removed: then the call is to
        be made again.
        """

    def to_otlp(self) -> Buffer:
        """`ExportTraceServiceRequest`, one entry for each distinct resource and scope."""
    def framed_rows(self) -> Buffer:
        """uint32: row numbers in the order in which `to_otlp` and `to_otlp_json` write them."""
    def to_otlp_json(self) -> Buffer:
        """The same in OTLP JSON, without a line break."""
    def to_arrow(self, moved: Sequence[str], hidden: Sequence[str]) -> ArrowParts:
        """Build maps, events and links for a columnar file.

        `hidden` keys are left out of all maps, `moved` keys out of those of spans and resources. Of
        an attribute given twice the last counts.
        """

@final
class RequestReport:
    """What the walk found in one request."""

    @property
    def num_spans(self) -> int: ...
    @property
    def num_rejected(self) -> int: ...
    @property
    def reason(self) -> str:
        """Slug of the first fault, empty where there is none."""
    @property
    def refused(self) -> bool:
        """The whole request is refused: its framing is broken."""

@final
class ArrowParts:
    """Arrow buffers by name, assembled by `spanmill.model.arrow`.

    `attributes.offsets` int32 N+1, `attributes.keys.offsets|data`,
    `attributes.values.offsets|data|validity`; the same under `resource_attributes`, a row a
    distinct resource; `events.offsets`, `events.time_unix_nano` uint64, `events.name.*`,
    `events.attributes.*`; `links.offsets`, `links.trace_id` (hex text), `links.span_id`,
    `links.attributes.*`. Values are text: strings as they are, numbers and booleans in JSON
    spelling, arrays and lists as JSON text, bytes as base64.
    """

    def buffer(self, name: str) -> Buffer: ...
    def length(self, name: str) -> int: ...

@final
class RedactionPolicy:
    """A compiled policy. `spec` is JSON, made by the `redaction` processor."""

    def __new__(cls, spec: str) -> RedactionPolicy: ...
    def text(self, data: bytes) -> tuple[bytes, list[RedactionDetail]]:
        """Redact a text that is no span; rules for attribute keys play no part."""

@final
class RedactionDetail:
    """Where one finding lay: bytes `start` to `end` of a text, never the text itself."""

    @property
    def row(self) -> int | None: ...
    @property
    def location(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def score(self) -> int:
        """How sure the kind is, of 100."""
    @property
    def rule(self) -> int | None: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...

@final
class RedactionReport:
    @property
    def details(self) -> list[RedactionDetail]:
        """Every finding, where `explain` asked for them."""

    @property
    def hits(self) -> dict[tuple[str, str], int]:
        """Count by (entity, location).

        Locations are `attribute`, `event`, `link`, `resource`, `scope`, `name`, `status`.
        """
    @property
    def errors(self) -> int:
        """Values replaced because a budget was exhausted."""
    @property
    def rows(self) -> Buffer:
        """uint32 hits a span."""

@final
class Pricer:
    """Dialects, prices and what was found out about models.

    `spec` is JSON, made by the `token_cost` processor. Names of a model are provider, response
    model, request model, service tier and address.
    """

    def __new__(cls, spec: str) -> Pricer: ...
    def add_price(
        self,
        starts: Sequence[int],
        pico: Sequence[Sequence[int]],
        priced: Sequence[bool],
        fee: int,
        exact: bool,
        modal: bool,
    ) -> int:
        """Add a price and return its number.

        Pico-dollars a token by level of input and unit, and a call. Where it is not `exact`, and
        where it is `modal` and a call has sound or pictures, usages are asked for.
        """
    def add_model(
        self,
        names: tuple[str, str, str, str, str],
        segments: Sequence[tuple[int, Sequence[tuple[int, int | None, int, int]]]],
        provider: str,
    ) -> None:
        """Answer what holds for a model: from a second since the epoch on, by second of the day.

        Each slot is the second, the number of a price or None, the place of the reason and of the
        origin. `provider` is the standard's name.
        """
    def add_usage(
        self, usage: tuple[int, Sequence[int]], total: float | None, parts: Sequence[float]
    ) -> None:
        """Answer what a usage costs; None where it contradicts itself."""
    def unpriced(self, limit: int) -> list[tuple[tuple[str, str, str, str, str], int, int]]:
        """Models that nothing has a price for: names, place of the reason, calls.

        The most frequent come first; calls that lack their usage are not among them.
        """
    def take_counts(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Calls since the last time: by source of the total, and without a price by reason.

        A source is reported (0), computed (1), estimated (2) or unpriced (3); a reason is its
        place.
        """
    @property
    def num_models(self) -> int:
        """Models that are remembered."""
    @property
    def num_remembered(self) -> int:
        """Spans of earlier batches whose sums are remembered."""

@final
class CostReport:
    """How one pass over a batch ended."""

    @property
    def stale(self) -> bool:
        """Some span has attributes that only this pass writes."""
    @property
    def models(self) -> list[tuple[str, str, str, str, str]]:
        """Models that `add_model` has to answer."""
    @property
    def usages(self) -> list[tuple[int, list[int]]]:
        """Numbers of prices with counts that `add_usage` has to answer."""
    @property
    def renamed(self) -> list[int]:
        """Rows where a value now has the configured generation's name beside another one's."""

# --- intake
# --------------------------------------------------------------------------------------------------

@final
class Verdict:
    """The answer to one request. `code` is a gRPC status code: 0 ok, 3, 8, 14, ….

    The receiver maps it to its protocol.
    """

    def __new__(
        cls, code: int = 0, message: str = "", rejected: int = 0, retry_after_s: float | None = None
    ) -> Verdict: ...
    @property
    def code(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def rejected(self) -> int: ...
    @property
    def retry_after_s(self) -> float | None: ...
    def response(self, encoding: Encoding) -> bytes:
        """Body of the answer.

        `ExportTraceServiceResponse` where the code is 0, else `google.rpc.Status` with RetryInfo.
        """

@final
class Ticket:
    """One request under way."""

    def wait(self, timeout_s: float) -> Verdict | None:
        """Block without the GIL until the engine answers; None after the timeout."""

@final
class Completions:
    """Answers for an event loop: one wake-up a group, not one a request."""

    def fileno(self) -> int:
        """A descriptor that is readable while answers wait."""
    def drain(self) -> list[tuple[int, Verdict]]:
        """Take the answers that wait, by the token given to `submit`."""
    def close(self) -> None: ...

@final
class RequestQueue:
    """Bounded by bytes.

    Receivers submit, the engine pulls groups, each request is answered exactly once.
    """

    def __new__(cls, max_bytes: int, retry_after_s: float = 1.0) -> RequestQueue: ...
    def set_limit(
        self, max_bytes: int, most_resident: int | None = None, page_bytes: int = 4096
    ) -> None:
        """Change the limit; what was admitted stays.

        While more than `most_resident` bytes of the process are in memory, or will be when the
        requests under way were read, an eighth of the room is there.
        """
    @property
    def short(self) -> bool:
        """Whether the process has more memory than it may."""
    def admit(self, num_bytes: int) -> Verdict | None:
        """Ask before the body is read: None means there is room now, else the refusal to send."""
    def submit(
        self,
        body: Bufferable,
        max_inflated: int,
        encoding: Encoding = "proto",
        compression: Compression = "none",
        tenant: str = "",
        receiver: str = "",
    ) -> Ticket | Verdict:
        """Inflate, transcode JSON and enqueue; a `Verdict` is the refusal. Copies `body`."""
    def submit_to(
        self,
        completions: Completions,
        token: int,
        body: Bufferable,
        max_inflated: int,
        encoding: Encoding = "proto",
        compression: Compression = "none",
        tenant: str = "",
        receiver: str = "",
    ) -> Verdict | None:
        """Like `submit`, answered through `completions`."""
    def completions(self) -> Completions: ...
    def next(self, plan: Plan, max_bytes: int, timeout_s: float) -> Group | None:
        """Pull what waits, at most `max_bytes`, and walk it.

        None after the timeout, when roused, or when closed and empty.
        """
    def rouse(self) -> None:
        """Have who waits in `next`, or will, look up at once."""
    def close(self, reason: str) -> None:
        """Refuse everything from now on, retryable; what was admitted is still pulled."""
    @property
    def closed(self) -> bool: ...
    @property
    def bytes(self) -> int:
        """Bytes admitted and not yet answered."""
    @property
    def requests(self) -> int: ...

@final
class Certificates:
    """Certificates of one endpoint as PEM. Raises `OSError` where they cannot be read."""

    def __new__(
        cls,
        chain: builtins.bytes,
        key: builtins.bytes,
        client_authorities: builtins.bytes | None = None,
        *,
        tls12: bool = True,
        tls13: bool = True,
    ) -> Certificates: ...
    def replace(self, other: Certificates) -> None:
        """Use those of `other` from the next connection on."""

@final
class ListenerOptions:
    """What one endpoint serves: HTTP/1.1, HTTP/2 and gRPC alike. Serves one listener.

    Of times in seconds, 0 is no limit. `proof` is a header and what returns the refusal of its
    value; `cors` is origins, headers of a preflight's answer, and headers of every other answer.
    """

    def __new__(
        cls,
        *,
        address: str,
        receivers: tuple[str, str],
        max_bytes: int,
        tenant_header: str,
        proof: tuple[str, Callable[[str], Verdict | None]] | None,
        certificates: Certificates | None,
        traces_path: str,
        compressions: Sequence[Compression],
        headers: Sequence[tuple[str, str]],
        cors: tuple[Sequence[str], Sequence[tuple[str, str]], Sequence[tuple[str, str]]] | None,
        keep_alive: bool,
        deadlines_s: tuple[float, float, float, float],
        ping_s: tuple[float, float],
        age_s: tuple[float, float],
        max_streams: int,
    ) -> ListenerOptions: ...

@final
class Listener:
    """Serves endpoints on a thread of its own, without the GIL. Raises `OSError` at the start.

    `tell` hears now and then why a connection could not be accepted.
    """

    def __new__(
        cls,
        queue: RequestQueue,
        endpoints: Sequence[ListenerOptions],
        tell: Callable[[str], None],
    ) -> Listener: ...
    @property
    def ports(self) -> list[int]:
        """Port of each endpoint; 0 for a Unix socket."""
    def take_refusals(self) -> list[tuple[str, int, int]]:
        """Requests that never reached the queue since the last call: transport, code, number."""
    def stop_accepting(self) -> None:
        """Close sockets and idle connections; what is under way is answered."""
    def stop(self, timeout_s: float) -> None:
        """Wait until that is done, at most `timeout_s`, then close everything."""

@final
class PeerCertificates:
    """Certificates for one peer as PEM. Raises `OSError` where they cannot be read.

    `name` is what the peer's certificate must be for, `protocol` the name in ALPN, `identity` the
    own certificate and its key; `anyone` believes every peer.
    """

    def __new__(
        cls,
        name: str,
        protocol: str,
        authorities: builtins.bytes | None,
        identity: tuple[builtins.bytes, builtins.bytes] | None,
        *,
        system: bool,
        anyone: bool,
        tls12: bool = True,
        tls13: bool = True,
    ) -> PeerCertificates: ...
    def replace(self, other: PeerCertificates) -> None:
        """Use those of `other` from the next connection on."""

@final
class PeerReply:
    """What a peer answered. A body over 4 MiB is not read and comes as an empty one."""

    @property
    def status(self) -> int:
        """Status of HTTP."""
    @property
    def retry_after(self) -> str:
        """The header `Retry-After`, or nothing."""
    @property
    def grpc(self) -> tuple[int, str, builtins.bytes] | None:
        """How a gRPC call ended: code, message, and a `google.rpc.Status`."""
    @property
    def body(self) -> builtins.bytes: ...

@final
class Sender:
    """Sends to one peer, on a thread of its own, without the GIL; any thread may call.

    `target` is host:port or unix:path, `url` what is asked for there. `encoding` is gzip, zstd or
    nothing, and the level. Raises `ValueError` for what makes no request.
    """

    @staticmethod
    def grpc(
        target: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        *,
        encoding: tuple[str, int],
        timeout_s: float,
        certificates: PeerCertificates | None,
        round_robin: bool,
        wait_for_ready: bool,
        ping_s: tuple[float, float, bool],
    ) -> Sender:
        """Over HTTP/2. `ping_s` is the pause before a ping, its limit, and whether idle too."""
    @staticmethod
    def http(
        target: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        *,
        encoding: tuple[str, int],
        timeout_s: float,
        certificates: PeerCertificates | None,
        max_idle: int,
        idle_s: float,
        proxy: tuple[str, int, tuple[str, str] | None] | None,
    ) -> Sender:
        """Over HTTP/1.1."""
    def send(self, body: Buffer, headers: Sequence[tuple[str, str]]) -> PeerReply:
        """Send and wait for the answer.

        Raises `TimeoutError` without an answer in time, `ConnectionError` without a connection, or
        after `close`.
        """
    def close(self) -> None:
        """Close every connection; calls that wait end at once."""

@final
class Source:
    """The requests of one group that came by the same receiver and tenant."""

    @property
    def receiver(self) -> str:
        """Id of the receiver and its transport, as given to `submit`: `otlp grpc`."""
    @property
    def tenant(self) -> str: ...
    @property
    def num_requests(self) -> int: ...
    @property
    def num_refused(self) -> int:
        """Requests whose framing is broken."""
    @property
    def num_spans(self) -> int:
        """Good spans."""
    @property
    def num_rejected(self) -> int:
        """Spans rejected alone."""
    @property
    def received_unix_nano(self) -> int:
        """When the newest of them arrived."""

@final
class Group:
    """The requests that one pull took together.

    Dropped unanswered, it answers itself as retryable.
    """

    @property
    def batch(self) -> SpanBatch:
        """Good spans of all requests that are not refused."""
    @property
    def num_requests(self) -> int: ...
    @property
    def reports(self) -> list[RequestReport]: ...
    @property
    def sources(self) -> list[Source]:
        """Who sent the requests: one entry for each distinct receiver and tenant."""
    def source_of(self) -> Buffer:
        """uint32 by request: its place in `sources`."""
    def answer(self, request: int, verdict: Verdict) -> None: ...
    def answer_rest(self) -> None:
        """Answer every open request by its report: ok, partial success, or refused."""
    def refuse_rest(self, verdict: Verdict) -> None: ...

# --- log
# --------------------------------------------------------------------------------------------------

@final
class Placed:
    """Where the spans of an appended batch lie. Opaque to everyone but the trace table."""

    @property
    def sequence(self) -> int: ...
    @property
    def num_bytes(self) -> int: ...

@final
class LogRead:
    """Consecutive records, joined."""

    @property
    def batch(self) -> SpanBatch: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    def placed(self) -> list[tuple[SpanBatch, Placed]]:
        """Each record's batch, with where its spans lie.

        As `append` told it when it was written.
        """
    @property
    def payload(self) -> Buffer:
        """The records' spans as one `ExportTraceServiceRequest`, without a second walk."""
    def metas(self) -> list[tuple[int, int, bytes]]:
        """(sequence, spans, meta) of each record; `meta` is what `append` was given."""
    def decision(self) -> tuple[Buffer, list[str], Buffer, list[str], Buffer]:
        """By span: int32 policy codes and names, int32 reason codes and names, float64 weights.

        -1 and 1.0 where none.
        """

@final
class HeldSpans:
    """Where spans lie in a log, for who reads them again later. A row is a span."""

    def joined(self, others: Sequence[HeldSpans]) -> HeldSpans:
        """These and behind them the others, which are of the same log."""
    def read(self, wanted: Bufferable, plan: Plan) -> tuple[SpanBatch, Buffer]:
        """Read the spans whose row has not 0 in `wanted`, which is uint8.

        Returns them in an order of their own, and uint32 the row of each. Raises `OSError`, also
        where they are no longer in the log.
        """

@final
class Log:
    """An ordered, bounded, durable sequence of records in segment files.

    Raises `OSError`: of an append, after which nothing of that record is in the log.
    """

    def __new__(
        cls, directory: str, segment_bytes: int, max_bytes: int, durability: Durability
    ) -> Log: ...
    @property
    def id(self) -> str:
        """8 hex digits, made when the log was created."""
    @property
    def head(self) -> int:
        """Sequence of the newest record; 0 while empty, the first record is 1."""
    @property
    def tail(self) -> int:
        """Sequence of the oldest record that is still there."""
    @property
    def total_spans(self) -> int:
        """Spans ever appended, also before a restart."""
    @property
    def bytes(self) -> int:
        """Bytes that segments in use take."""
    @property
    def max_bytes(self) -> int:
        """Bytes that they may take."""
    @property
    def full(self) -> bool: ...
    def has_room(self, batch: SpanBatch) -> bool:
        """Whether the next append would take this batch."""
    def append(self, batch: SpanBatch, meta: builtins.bytes) -> Placed:
        """Frame, write, and make durable to the log's level. Returns after that, not before."""
    def read(
        self,
        first: int,
        max_bytes: int,
        plan: Plan,
        last: int | None = None,
    ) -> LogRead | None:
        """Read records from `first` on, at least one and at most `max_bytes` or up to `last`.

        None when no record is there.
        """
    def hold(self, read: LogRead) -> HeldSpans:
        """Take note of where the spans of a read lie."""
    def wait(self, sequence: int, timeout_s: float, num_bytes: int = 0, num_spans: int = 0) -> bool:
        """Block without the GIL until the records after `sequence` are enough, one at least.

        Enough is `num_bytes` or `num_spans`, whichever comes first. False after the timeout.
        """
    def cursor(self, name: str) -> Cursor:
        """The named cursor, made at the tail where it does not exist."""
    def drop_cursor(self, name: str) -> None: ...
    def cursors(self) -> list[str]: ...
    def spans_after(self, sequence: int, last: int | None = None) -> int:
        """Spans in the records after `sequence`, up to and with `last`, exactly."""
    def bytes_after(self, sequence: int) -> int:
        """Bytes that the records after `sequence` take."""
    def last_before(self, num_bytes: int) -> int:
        """The newest record that more than `num_bytes` of records come after; 0: there is none."""
    def close(self) -> None:
        """Sync everything and mark a clean stop."""

@final
class Cursor:
    """How far one consumer is done, with its counters; survives `kill -9`."""

    @property
    def sequence(self) -> int:
        """Everything up to and including this record is safe."""
    @property
    def counters(self) -> list[int]:
        """Eight counters whose meaning is the consumer's."""
    def advance(self, sequence: int, counters: Sequence[int]) -> None:
        """Move to `sequence`, with the counters in the same write.

        Segments behind every cursor are freed.
        """

# --- trace table
# --------------------------------------------------------------------------------------------------

@final
class Runs:
    """Where the spans of decided traces lie in the log. Opaque."""

    @property
    def num_traces(self) -> int: ...
    @property
    def num_spans(self) -> int: ...
    @property
    def num_bytes(self) -> int: ...

@final
class DueTraces:
    """Traces whose wait is over, one row each."""

    @property
    def num_traces(self) -> int: ...
    def trace_id(self) -> Buffer: ...
    def num_spans(self) -> Buffer:
        """uint32."""
    def num_bytes(self) -> Buffer:
        """uint64: bytes of the span messages."""
    def start_unix_nano(self) -> Buffer:
        """uint64: smallest start."""
    def end_unix_nano(self) -> Buffer:
        """uint64: largest end."""
    def flags(self) -> Buffer:
        """uint64: all flags of the spans joined by or."""
    def value(self, index: int) -> Buffer:
        """float64: the aggregate of value column `index`; NaN where no span had one."""
    def runs(self) -> Runs: ...

@final
class TraceTable:
    """Index of undecided traces over a log, with what policies need of each.

    And a memory of decisions for late spans.
    """

    def __new__(
        cls,
        operations: Sequence[Literal["sum", "max", "min"]],
        wait_s: float,
        root_wait_s: float,
        max_traces: int,
        memory: int,
    ) -> TraceTable:
        """`root_wait_s` 0 turns the shorter wait after a root off.

        `memory` is how many decisions are remembered.
        """
    @property
    def num_traces(self) -> int: ...
    @property
    def num_spans(self) -> int: ...
    @property
    def size_bytes(self) -> int:
        """Memory the table takes."""
    def update(
        self,
        now: float,
        batch: SpanBatch,
        placed: Placed,
        flags: Bufferable | None,
        values: Sequence[Bufferable],
    ) -> LateSpans:
        """Take note of every span: `flags` uint64 a span, `values` float64 columns (NaN skips).

        Late spans are handed back.
        """
    def next_due(self) -> float | None: ...
    def due(self, now: float, limit: int = 0, everything: bool = False) -> DueTraces:
        """Take the traces out whose wait is over, oldest first.

        Also the oldest ones above `max_traces`.
        """
    def remember(
        self,
        due: DueTraces,
        keep: Bufferable,
        policy: Bufferable,
        reason: Bufferable,
        weight: Bufferable,
    ) -> None:
        """Record the decisions of `due`: uint8, int32, int32, float64 a trace."""
    def recall(
        self,
        read: LogRead,
        places: Sequence[int],
        policies: Sequence[str],
        reasons: Sequence[str],
    ) -> tuple[list[str], list[str]]:
        """Record the decisions of the records at `places` of `read`, after a restart.

        Returns the names of policies and reasons that codes point into: those given, and behind
        them what is new.
        """
    def low_water(self) -> int | None:
        """Sequence of the oldest record with an undecided span."""

@final
class LateSpans:
    """Spans of traces that were decided before, one row a trace."""

    @property
    def num_traces(self) -> int: ...
    @property
    def num_spans(self) -> int: ...
    def trace_id(self) -> Buffer: ...
    def num_spans_by_trace(self) -> Buffer: ...
    def keep(self) -> Buffer: ...
    def policy(self) -> Buffer: ...
    def reason(self) -> Buffer: ...
    def weight(self) -> Buffer: ...
    def runs(self) -> Runs: ...

def read_runs(log: Log, runs: Runs, keep: Bufferable, plan: Plan) -> tuple[SpanBatch, Buffer]:
    """Read the spans of kept traces back.

    Returns the batch and uint32 the trace's row in `runs` by span.
    """

def append_kept(
    source: Log,
    target: Log,
    runs: Runs,
    keep: Bufferable,
    trace_ids: Bufferable,
    policy: Bufferable,
    policies: Sequence[str],
    reason: Bufferable,
    reasons: Sequence[str],
    weight: Bufferable,
    meta: bytes,
    batch: SpanBatch | None = None,
    batch_trace: Bufferable | None = None,
) -> Placed | None:
    """Append one record: all decisions, and the spans of the kept traces.

    Spans are read from `source` by position and framed under their resource and scope, or taken
    from `batch` (with the row in `runs` by span) where processors ran on them. None when `runs` is
    empty.
    """
