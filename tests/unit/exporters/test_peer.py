import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from exporters.otlp.config import OtlpExporterConfig
from exporters.otlp.exporter import target_of
from spanmill.component import Reads
from spanmill.errors import RetryLater
from spanmill.testing import batch_of, span
from tests.unit.exporters.peer_rig import AUTHORITY, BATCH, RECORDS, Switchboard, https, pump


def test_unix_socket(over_grpc, grpc_peer, tmp_path):
    """A path stands for an address."""
    peer = grpc_peer(f"unix:{tmp_path}/otlp.sock")
    for scheme in ("unix:", "unix://"):
        endpoint = f"{scheme}{tmp_path}/otlp.sock"
        assert over_grpc(endpoint=endpoint, tls={"insecure": True}).export(BATCH, RECORDS)
    assert peer.taken == 2


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("jaeger:4317", ("jaeger:4317", True)),
        ("http://jaeger:4317/", ("jaeger:4317", False)),
        ("https://jaeger:4317", ("jaeger:4317", True)),
        ("dns:///jaeger:4317", ("jaeger:4317", True)),
        ("dns://10.0.0.1/jaeger:4317", ("jaeger:4317", True)),
        ("ipv4:10.0.0.1:4317", ("10.0.0.1:4317", True)),
        ("ipv6:[::1]:4317", ("[::1]:4317", True)),
        ("[::1]:4317", ("[::1]:4317", True)),
    ],
)
def test_forms_of_an_endpoint(endpoint, expected):
    """Every form that gRPC clients accept names the same peer."""
    assert target_of(OtlpExporterConfig(endpoint=endpoint)) == expected


def test_peer_that_comes_back_is_found(over_grpc, grpc_peer):
    """The connection is made anew after the peer was away."""
    peer = grpc_peer()
    endpoint = f"127.0.0.1:{peer.port}"
    exporter = over_grpc(endpoint=endpoint, tls={"insecure": True})
    assert exporter.export(BATCH, RECORDS) is True
    peer.close()
    with pytest.raises(RetryLater):
        exporter.export(BATCH, RECORDS)
    again = grpc_peer(endpoint)
    assert exporter.export(BATCH, RECORDS) is True
    assert again.taken == 1


def test_connection_that_the_peer_closed_costs_no_request(over_http, http_peer):
    """A kept connection that ended since is replaced, and nobody hears of it."""
    peer = http_peer()
    peer.hangs_up = True
    exporter = over_http(endpoint=f"http://127.0.0.1:{peer.server_port}")
    for _ in range(20):
        assert exporter.export(BATCH, RECORDS) is True
    assert len({address for _, address, _ in peer.seen}) == 20


def test_connection_is_kept(over_http, http_peer):
    """Requests that follow each other share one connection; 0 kept ones means one for each."""
    peer = http_peer()
    url = f"http://127.0.0.1:{peer.server_port}"
    for kept, expected in ((100, 1), (0, 5)):
        peer.seen.clear()
        exporter = over_http(endpoint=url, max_idle_conns=kept)
        for _ in range(5):
            exporter.export(BATCH, RECORDS)
        assert len({address for _, address, _ in peer.seen}) == expected


def test_idle_connection_is_closed(over_http, http_peer):
    """Nobody keeps a connection for longer than the configuration says."""
    peer = http_peer()
    url = f"http://127.0.0.1:{peer.server_port}"
    exporter = over_http(endpoint=url, idle_conn_timeout="20ms")
    deadline = time.monotonic() + 10
    addresses = set()
    while len(addresses) < 2 and time.monotonic() < deadline:
        exporter.export(BATCH, RECORDS)
        addresses = {address for _, address, _ in peer.seen}
        Event().wait(0.05)
    assert len(addresses) == 2


def test_endless_answer_is_not_read(over_http, http_peer):
    """An answer beyond the limit counts by its status, and its connection is not used again."""
    peer = http_peer()
    peer.answer_bytes = 5 << 20
    exporter = over_http(endpoint=f"http://127.0.0.1:{peer.server_port}")
    assert exporter.export(BATCH, RECORDS) is True
    assert exporter.export(BATCH, RECORDS) is True
    assert len({address for _, address, _ in peer.seen}) == 2


@pytest.fixture
def silent():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_silent_peer_is_given_up_in_time(over_grpc, over_http, silent):
    """Without an answer within `timeout` it is tried again."""
    address = f"127.0.0.1:{silent.getsockname()[1]}"
    for exporter in (
        over_grpc(endpoint=address, tls={"insecure": True}, timeout="200ms"),
        over_http(endpoint=f"http://{address}", timeout="200ms"),
    ):
        with pytest.raises(RetryLater, match="in time"):
            exporter.export(BATCH, RECORDS)


def test_frozen_peer_is_left_for_a_new_connection(over_grpc, over_http, grpc_peer, http_peer):
    """A peer that answers no more and never hangs up costs one attempt: the next connects anew."""
    for make, first, second in (
        (over_grpc, grpc_peer().port, grpc_peer().port),
        (over_http, http_peer().server_port, http_peer().server_port),
    ):
        with Switchboard(first) as board:
            scheme = "http://" if make is over_http else ""
            exporter = make(
                endpoint=f"{scheme}127.0.0.1:{board.port}", tls={"insecure": True}, timeout="500ms"
            )
            assert exporter.export(BATCH, RECORDS) is True
            board.freeze(second)
            with pytest.raises(RetryLater, match="in time"):
                exporter.export(BATCH, RECORDS)
            assert exporter.export(BATCH, RECORDS) is True
            assert board.connections == 2


def test_connection_without_an_answer_is_closed(over_grpc, over_http, silent):
    """It does not stay with what the peer did not read, however long that is frozen."""
    text = {"text": "x" * (8 << 20)}
    large = batch_of([span("a", number=1, attrs=text)], Reads())
    for make, scheme in ((over_grpc, ""), (over_http, "http://")):
        exporter = make(
            endpoint=f"{scheme}127.0.0.1:{silent.getsockname()[1]}",
            tls={"insecure": True},
            timeout="200ms",
            compression="none",
        )
        before = open_files()
        for _ in range(4):
            with pytest.raises(RetryLater, match="in time"):
                exporter.export(large, RECORDS)
        deadline = time.monotonic() + 5
        while open_files() > before + 1:
            assert time.monotonic() < deadline
            Event().wait(0.01)


def open_files():
    """Return how many files and sockets this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_stop_ends_a_call_that_waits(over_grpc, silent):
    """Whoever waits for an answer is released when the exporter stops."""
    address = f"127.0.0.1:{silent.getsockname()[1]}"
    exporter = over_grpc(endpoint=address, tls={"insecure": True}, timeout="60s")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(exporter.export, BATCH, RECORDS)
        Event().wait(0.1)
        exporter.stop()
        with pytest.raises(RetryLater, match="stopped"):
            waiting.result(10)


def test_peer_that_speaks_something_else(over_grpc, over_http, http_peer):
    """GRPC to a server of HTTP/1.1, and HTTP to something that answers nonsense, are retried."""
    peer = http_peer()
    exporter = over_grpc(endpoint=f"127.0.0.1:{peer.server_port}", tls={"insecure": True})
    with pytest.raises(RetryLater):
        exporter.export(BATCH, RECORDS)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble():
            connection, _ = server.accept()
            with connection:
                connection.recv(1 << 16)
                connection.sendall(b"\x00\xffnonsense\r\n\r\n")

        Thread(target=babble, daemon=True).start()
        exporter = over_http(endpoint=f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(RetryLater):
            exporter.export(BATCH, RECORDS)


def test_name_that_does_not_exist(over_grpc):
    """A name without an address is retried: names come and go."""
    exporter = over_grpc(endpoint="nobody.invalid:4317", tls={"insecure": True})
    with pytest.raises(RetryLater, match=r"ConnectionError: .+"):
        exporter.export(BATCH, RECORDS)


def test_wait_for_ready_outlasts_a_start(over_grpc, grpc_peer):
    """A call that waits for a connection succeeds when the peer comes up within its time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    exporter = over_grpc(
        endpoint=f"127.0.0.1:{port}", tls={"insecure": True}, timeout="20s", wait_for_ready=True
    )
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(exporter.export, BATCH, RECORDS)
        Event().wait(0.1)
        peer = grpc_peer(f"127.0.0.1:{port}")
        assert waiting.result(20) is True
    assert peer.taken == 1


def test_proxy_gets_whole_urls(over_http, http_peer):
    """Plain HTTP goes to the proxy with the URL of the peer and the credentials for the proxy."""
    proxy = http_peer()
    exporter = over_http(
        endpoint="http://backend.invalid:4318",
        proxy_url=f"http://user:p%40ss@127.0.0.1:{proxy.server_port}",
    )
    assert exporter.export(BATCH, RECORDS) is True
    path, _, headers = proxy.seen[0]
    assert path == "http://backend.invalid:4318/v1/traces"
    assert headers["proxy-authorization"] == "Basic dXNlcjpwQHNz"
    assert headers["host"] == "backend.invalid:4318"


@pytest.mark.parametrize(
    ("answer", "fault"), [(b"HTTP/1.1 200 OK\r\n\r\n", ""), (b"HTTP/1.1 407 no\r\n\r\n", "407")]
)
def test_proxy_tunnels_tls(over_http, http_peer, answer, fault):
    """TLS goes through a tunnel to the peer, whose certificate is verified; a refusal is told."""
    peer, heads = http_peer(https(mutual=False)), []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def tunnel():
            client, _ = server.accept()
            heads.append(client.recv(4096))
            client.sendall(answer)
            if fault:
                client.close()
                return
            backend = socket.create_connection(("127.0.0.1", peer.server_port))
            Thread(target=pump, args=(client, backend), daemon=True).start()
            pump(backend, client)

        Thread(target=tunnel, daemon=True).start()
        exporter = over_http(
            endpoint=f"https://127.0.0.1:{peer.server_port}",
            proxy_url=f"http://127.0.0.1:{server.getsockname()[1]}",
            tls={"ca_file": AUTHORITY},
        )
        if fault:
            with pytest.raises(RetryLater, match=fault):
                exporter.export(BATCH, RECORDS)
        else:
            assert exporter.export(BATCH, RECORDS) is True
    assert heads[0].startswith(f"CONNECT 127.0.0.1:{peer.server_port} HTTP/1.1\r\n".encode())
