import shutil
import time
from pathlib import Path

import pytest

from spanmill.errors import RetryLater
from tests.unit.exporters.peer_rig import AUTHORITY, BATCH, CERTIFICATES, RECORDS, https

CLIENT = {
    "cert_file": str(CERTIFICATES / "client.crt"),
    "key_file": str(CERTIFICATES / "client.key"),
}
TRUSTS = [
    ({"ca_file": AUTHORITY}, False, ""),
    ({"ca_pem": Path(AUTHORITY).read_text()}, False, ""),
    ({"ca_file": AUTHORITY, "include_system_ca_certs_pool": True}, False, ""),
    ({"ca_file": AUTHORITY, "max_version": "1.2"}, False, ""),
    ({"insecure_skip_verify": True}, False, ""),
    ({"ca_file": AUTHORITY, **CLIENT}, True, ""),
    ({}, False, "certificate"),
    ({"ca_file": AUTHORITY, "server_name_override": "other.example"}, False, "certificate"),
    ({"ca_file": str(CERTIFICATES / "intruder.crt")}, False, "certificate"),
    ({"ca_file": AUTHORITY}, True, "Connection"),
]


@pytest.mark.parametrize(("tls", "mutual", "fault"), TRUSTS)
def test_tls_over_grpc(over_grpc, grpc_peer, tls, mutual, fault):
    """A peer is believed by its authority and name alone, and gets the own certificate."""
    peer = grpc_peer(mutual=mutual)
    exporter = over_grpc(endpoint=f"127.0.0.1:{peer.port}", tls=tls, timeout="5s")
    if fault:
        with pytest.raises(RetryLater, match=fault):
            exporter.export(BATCH, RECORDS)
    else:
        assert exporter.export(BATCH, RECORDS) is True
    assert peer.taken == (0 if fault else 1)


@pytest.mark.parametrize(("tls", "mutual", "fault"), TRUSTS)
def test_tls_over_http(over_http, http_peer, tls, mutual, fault):
    """The same over HTTP."""
    peer = http_peer(https(mutual=mutual))
    url = f"https://127.0.0.1:{peer.server_port}"
    exporter = over_http(endpoint=url, tls=tls, timeout="5s")
    if fault:
        with pytest.raises(RetryLater, match=fault):
            exporter.export(BATCH, RECORDS)
    else:
        assert exporter.export(BATCH, RECORDS) is True
    assert len(peer.seen) == (0 if fault else 1)


@pytest.mark.parametrize(
    ("name", "tls", "said"),
    [
        (
            "expired",
            {"ca_file": AUTHORITY},
            "the peer's certificate expired on Fri, 01 Jan 2021 00:00:00 GMT",
        ),
        (
            "early",
            {"ca_file": AUTHORITY},
            "the peer's certificate is not valid before Fri, 01 Jan 2100 00:00:00 GMT",
        ),
        (
            "elsewhere",
            {"ca_file": AUTHORITY},
            "the peer's certificate is for other.example, and not for 127.0.0.1",
        ),
        ("server", {}, "the peer's certificate is signed by no trusted authority, see ca_file"),
        ("", {"ca_file": AUTHORITY}, "the peer does not speak TLS"),
    ],
)
def test_what_is_wrong_with_a_peer_is_told(over_http, http_peer, name, tls, said):
    """Who reads why it is retried knows what to look at."""
    peer = http_peer(https(name=name) if name else None)
    exporter = over_http(endpoint=f"https://127.0.0.1:{peer.server_port}", tls=tls)
    with pytest.raises(RetryLater) as caught:
        exporter.export(BATCH, RECORDS)
    assert caught.value.reason == f"ConnectionError: {said}"


def test_certificates_follow_their_files(over_grpc, grpc_peer, tmp_path):
    """A file that changes is read again when the interval is over."""
    peer, trusted = grpc_peer(mutual=False), tmp_path / "ca.crt"
    shutil.copy(CERTIFICATES / "intruder.crt", trusted)
    tls = {"ca_file": str(trusted), "reload_interval": "1ms"}
    exporter = over_grpc(endpoint=f"127.0.0.1:{peer.port}", tls=tls)
    with pytest.raises(RetryLater):
        exporter.export(BATCH, RECORDS)
    shutil.copy(AUTHORITY, trusted)
    deadline = time.monotonic() + 10
    while not peer.taken and time.monotonic() < deadline:
        try:
            exporter.export(BATCH, RECORDS)
        except RetryLater:
            continue
    assert peer.taken == 1


def test_file_that_is_no_certificate_is_refused_at_start(over_http, tmp_path):
    """An authority that cannot be read is an error of the start, not of every request."""
    (tmp_path / "ca.crt").write_text("nothing")
    with pytest.raises(OSError, match="certificate"):
        over_http(endpoint="https://localhost:1", tls={"ca_file": str(tmp_path / "ca.crt")})
