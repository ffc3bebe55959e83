import http.client
import io
import shutil
import ssl

import grpc
import pytest

from spanmill.config.certificates import ServedContext, certificate_files
from spanmill.config.network import TlsServer
from spanmill.testing import settings

PROTO = "application/x-protobuf"
FILES = (("cert", "crt"), ("key", "key"))


@pytest.fixture
def server(certificates):
    """TLS of a server, as text in a configuration would say it."""
    return {
        "cert_file": str(certificates / "server.crt"),
        "key_file": str(certificates / "server.key"),
    }


@pytest.fixture
def mutual(certificates, server):
    """The same, and clients must show a certificate."""
    return server | {"client_ca_file": str(certificates / "authority.crt")}


def grpc_client(certificates, name=""):
    """Return credentials of a client with the certificate of that name, or with none."""
    pair = (
        [(certificates / f"{name}.{kind}").read_bytes() for kind in ("key", "crt")]
        if name
        else [None, None]
    )
    return grpc.ssl_channel_credentials((certificates / "authority.crt").read_bytes(), *pair)


def post(rig, certificates, body, name="", newest=None):
    """Post over TLS; return the status and the version."""
    context = ssl.create_default_context(cafile=certificates / "authority.crt")
    if newest is not None:
        context.maximum_version = newest
    if name:
        context.load_cert_chain(certificates / f"{name}.crt", certificates / f"{name}.key")
    port = rig.receiver.ports["http"]
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=30)
    try:
        connection.request("POST", "/v1/traces", body, {"content-type": PROTO})
        version = connection.sock.version()
        return connection.getresponse().status, version
    finally:
        connection.close()


def test_tls_on_both_protocols(listen, body, certificates, server):
    """A client that trusts the authority sends over TLS 1.3."""
    rig = listen(grpc={"tls": server}, http={"tls": server})
    assert rig.export(body, channel=rig.channel(grpc_client(certificates))) == b""
    assert post(rig, certificates, body) == (200, "TLSv1.3")
    assert rig.spans == 6


def test_plain_text_is_not_served_beside_tls(listen, body, server):
    """A client without TLS gets nothing."""
    rig = listen(grpc={"tls": server}, http={"tls": server})
    assert rig.export(body, timeout=5).code in {4, 14}
    with pytest.raises((OSError, http.client.HTTPException)):
        rig.post(body)
    assert rig.spans == 0


def test_mutual_tls_takes_a_known_client(listen, body, certificates, mutual):
    """A client whose certificate the authority signed may send."""
    rig = listen(grpc={"tls": mutual}, http={"tls": mutual})
    assert rig.export(body, channel=rig.channel(grpc_client(certificates, "client"))) == b""
    assert post(rig, certificates, body, "client")[0] == 200


@pytest.mark.parametrize("name", ["", "intruder"])
def test_mutual_tls_refuses_a_stranger(listen, body, certificates, mutual, name):
    """A client without certificate, or with one of another authority, gets nothing."""
    rig = listen(grpc={"tls": mutual}, http={"tls": mutual})
    failed = rig.export(body, channel=rig.channel(grpc_client(certificates, name)), timeout=5)
    assert failed.code in {4, 14}
    with pytest.raises(OSError, match=r"(?i)alert|certificate|ssl|reset|pipe|closed"):
        post(rig, certificates, body, name)
    assert rig.spans == 0


def test_oldest_version_is_kept(listen, body, certificates, server):
    """With `min_version` 1.3, a client that speaks 1.2 is refused over HTTP."""
    rig = listen(http={"tls": server | {"min_version": "1.3"}})
    with pytest.raises(ssl.SSLError):
        post(rig, certificates, body, newest=ssl.TLSVersion.TLSv1_2)


def test_certificates_as_text(certificates):
    """Certificates may stand in the configuration itself, and no file of them is left."""
    texts = {
        f"{name}_pem": (certificates / f"server.{end}").read_text()
        for name, end in (("cert", "crt"), ("key", "key"))
    }
    tls = TlsServer.model_validate(texts)
    served = ServedContext(tls, certificate_files(tls, settings("otlp").logger))
    assert served.context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_missing_certificate_fails_the_start(listen, server, tmp_path):
    """A file that is not there is an `OSError` at the start."""
    gone = server | {"cert_file": str(tmp_path / "gone.crt")}
    with pytest.raises(OSError, match=r"gone\.crt"):
        listen(grpc={"tls": gone})
    with pytest.raises(OSError, match=r"gone\.crt"):
        listen(http={"tls": gone})


@pytest.fixture
def copied(certificates, tmp_path):
    """TLS of a server whose files may be replaced, and the time that its files look at."""
    for end in ("crt", "key"):
        shutil.copy(certificates / f"server.{end}", tmp_path / f"server.{end}")
    config = {
        "cert_file": str(tmp_path / "server.crt"),
        "key_file": str(tmp_path / "server.key"),
        "reload_interval": "60s",
    }
    return TlsServer.model_validate(config)


def test_replaced_certificate_is_read_after_the_interval(copied, certificates, tmp_path):
    """Files are looked at once an interval, and read when they changed."""
    now, log = [0.0], io.StringIO()
    given = settings("otlp", log=log)
    files = certificate_files(copied, given.logger, lambda: now[0])
    shutil.copy(certificates / "client.crt", tmp_path / "new.crt")
    (tmp_path / "new.crt").rename(tmp_path / "server.crt")
    assert files.reread(lambda: "read") is None
    now[0] = 60.0
    assert files.reread(lambda: "read") == "read"
    now[0] = 120.0
    assert files.reread(lambda: "read") is None


def test_certificate_that_cannot_be_read_leaves_the_old_one(copied, tmp_path):
    """A file that is gone for a moment is looked for again, and the listener goes on."""
    now, log = [0.0], io.StringIO()
    given = settings("otlp", log=log)
    files = certificate_files(copied, given.logger, lambda: now[0])
    (tmp_path / "server.crt").rename(tmp_path / "away.crt")
    now[0] = 60.0
    assert files.reread(lambda: "read") is None
    now[0] = 120.0
    assert files.reread(lambda: "read") is None
    assert log.getvalue().count("certificates cannot be read") == 1
    shutil.copy(tmp_path / "away.crt", tmp_path / "server.crt")
    now[0] = 180.0
    assert files.reread(lambda: "read") == "read"


def shakes_hands(served, certificates, name, authority):
    """Whether a client with this certificate, that trusts this authority, and a server agree."""
    client = ssl.create_default_context(cafile=certificates / f"{authority}.crt")
    client.load_cert_chain(certificates / f"{name}.crt", certificates / f"{name}.key")
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        client.wrap_bio(back, there, server_hostname="localhost"),
        served.context.wrap_bio(there, back, server_side=True),
    )
    for _ in range(4):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return False
    return True


def test_an_authority_that_is_taken_away_is_trusted_no_more(certificates, copied, tmp_path):
    """After the interval, only clients of the new authority are taken."""
    shutil.copy(certificates / "authority.crt", tmp_path / "clients.crt")
    tls = copied.model_copy(update={"client_ca_file": str(tmp_path / "clients.crt")})
    now = [0.0]
    served = ServedContext(tls, certificate_files(tls, settings("otlp").logger, lambda: now[0]))
    assert shakes_hands(served, certificates, "client", "authority")
    assert not shakes_hands(served, certificates, "intruder", "authority")
    shutil.copy(certificates / "stranger.crt", tmp_path / "clients.crt")
    for end in ("crt", "key"):
        shutil.copy(certificates / f"intruder.{end}", tmp_path / f"server.{end}")
    assert shakes_hands(served, certificates, "client", "authority")
    now[0] = 60.0
    assert shakes_hands(served, certificates, "intruder", "stranger")
    assert not shakes_hands(served, certificates, "client", "stranger")


def test_grpc_listener_with_reload(listen, body, certificates, server):
    """A listener that watches its certificates serves like any other."""
    rig = listen(grpc={"tls": server | {"reload_interval": "1h"}})
    assert rig.export(body, channel=rig.channel(grpc_client(certificates))) == b""


def test_an_own_certificate_that_expired_is_told_at_the_start(listen, certificates):
    """On either protocol, and by either listener."""
    tls = {f"{kind}_file": str(certificates / f"expired.{end}") for kind, end in FILES}
    rig = listen(grpc={"tls": tls}, http={"tls": tls})
    assert rig.log.getvalue().count("the own certificate has expired") == 2
