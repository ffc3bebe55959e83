import grpc
import pytest

from spanmill.extensions.bearer_tokens import BearerTokenAuthExtension
from spanmill.extensions.bearertokenauth import BearerTokenAuthConfig
from spanmill.testing import settings

OLD, NEW = "old-token-0123456789", "new-token-0123456789"
WRONG = {
    "missing": "",
    "wrong": "Bearer another-token-0123",
    "prefix": f"Bearer {OLD[:-1]}",
    "longer": f"Bearer {OLD}0",
    "other case": f"Bearer {OLD.upper()}",
    "no scheme": OLD,
    "other scheme": f"Basic {OLD}",
    "both": f"Bearer {OLD} {NEW}",
    "empty token": "Bearer ",
    "not ascii": "Bearer \xe9\xff",
}
AUTH = {"auth": {"authenticator": "bearertokenauth"}}


class BrokenAuthenticator:
    """Fails at every question."""

    header = "authorization"

    def check(self, value):
        """Fail."""
        raise RuntimeError(value)


@pytest.fixture
def guarded(listen):
    """A receiver that knows two tokens."""
    config = BearerTokenAuthConfig.model_validate({"tokens": [OLD, NEW]})
    extension = BearerTokenAuthExtension(config, settings("bearertokenauth"))
    extension.start()
    return listen(grpc=AUTH, http=AUTH, authenticators={"bearertokenauth": extension})


@pytest.mark.parametrize("token", [OLD, NEW])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_each_live_token_is_good(guarded, body, scheme, token):
    """While a token is being replaced, the old one and the new one are good, on both protocols."""
    value = f"{scheme} {token}"
    assert guarded.export(body, metadata=(("authorization", value),)) == b""
    assert guarded.post(body, authorization=value).status == 200
    assert guarded.spans == 6


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_wrong_proof_over_http(guarded, body, value):
    """Who proves nothing is 401, and nothing is read."""
    reply = guarded.post(body, **({"authorization": value} if value else {}))
    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert reply.details().code == 16
    assert guarded.spans == 0


@pytest.mark.parametrize(
    "value", [each for each in WRONG.values() if each.isascii()], ids=lambda each: each or "none"
)
def test_wrong_proof_over_grpc(guarded, body, value):
    """Who proves nothing is UNAUTHENTICATED, and nothing is read."""
    failed = guarded.export(body, metadata=(("authorization", value),) if value else ())
    assert (failed.code, failed.retry_s) == (16, None)
    assert guarded.spans == 0


@pytest.mark.parametrize(
    "method", ["/opentelemetry.proto.collector.logs.v1.LogsService/Export", "//Export", "/x/y"]
)
def test_unknown_methods_need_proof_too(guarded, body, method):
    """What is not served is not told to strangers."""
    assert guarded.export(body, method=method).code == 16


def test_unknown_paths_need_proof_too(guarded, body):
    """What is not served is not told to strangers."""
    assert guarded.post(body, path="/none").status == 401
    assert guarded.post(None, method="GET").status == 401


def test_refused_calls_are_counted_and_not_logged(guarded, body):
    """A stranger can fill a counter and no log."""
    guarded.export(body)
    guarded.post(body)
    for transport in ("grpc", "http"):
        labels = {"component": "otlp", "transport": transport, "reason": "unauthenticated"}
        assert guarded.registry.value("component_refused_requests", **labels) == 1
    assert guarded.log.getvalue() == ""


def test_body_of_a_refused_call_is_not_read(guarded):
    """A stranger's request is refused however large it is."""
    body = bytes(80 << 20)
    assert guarded.export(body, channel=guarded.channel(max_send_message_length=-1)).code == 16


def test_fault_in_the_authenticator_is_retryable(listen, body):
    """An authenticator that raises costs nobody data.

    The answer is UNAVAILABLE, and it is logged.
    """
    rig = listen(grpc=AUTH, http=AUTH, authenticators={"bearertokenauth": BrokenAuthenticator()})
    failed = rig.export(body)
    assert (failed.code, failed.retry_s) == (14, 1.0)
    reply = rig.post(body, authorization="secret-value")
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
    assert "authenticator failed" in rig.log.getvalue()
    assert rig.spans == 0


def test_unknown_authenticator_fails_the_start(listen):
    """A listener whose authenticator is not there does not open."""
    with pytest.raises(KeyError):
        listen(grpc=AUTH)


def test_preflight_needs_no_proof(listen):
    """A browser asks before it may prove anything."""
    config = BearerTokenAuthConfig.model_validate({"tokens": [OLD]})
    extension = BearerTokenAuthExtension(config, settings("bearertokenauth"))
    http = AUTH | {"cors": {"allowed_origins": ["https://*.example.com"], "max_age": 600}}
    rig = listen(http=http, authenticators={"bearertokenauth": extension})
    ask = {"origin": "https://app.example.com", "access_control_request_method": "POST"}
    reply = rig.post(None, "", method="OPTIONS", **ask)
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "https://app.example.com"
    assert reply.headers["access-control-max-age"] == "600"
    assert "authorization" in reply.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://app.example.com", True),
        ("https://a.b.example.com", True),
        ("http://app.example.com", False),
        ("https://example.com.evil.org", False),
        ("https://evil.org/.example.com", False),
        ("https://evil.org?.example.com", False),
        ("null", False),
    ],
)
def test_only_allowed_origins_may_send(listen, body, origin, allowed):
    """A page of another origin is not told that it may read the answer, nor that it may send."""
    rig = listen(http={"cors": {"allowed_origins": ["https://*.example.com"]}})
    asked = rig.post(
        None, "", method="OPTIONS", origin=origin, access_control_request_method="POST"
    )
    sent = rig.post(body, origin=origin)
    for reply in (asked, sent):
        assert ("access-control-allow-origin" in reply.headers) is allowed


def test_every_origin_comes_without_credentials(listen, body):
    """A bare star lets every page send, but not with the cookies of the user."""
    rig = listen(http={"cors": {"allowed_origins": ["*"], "exposed_headers": ["x-a", "x-b"]}})
    headers = rig.post(body, origin="https://evil.org").headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-expose-headers"] == "x-a, x-b"
    assert "access-control-allow-credentials" not in headers


def test_grpc_compares_all_metadata_keys_in_lower_case(listen, body):
    """A header that the configuration writes in capitals is found in metadata."""
    config = BearerTokenAuthConfig.model_validate(
        {"tokens": [OLD], "header": "X-Key", "scheme": ""}
    )
    extension = BearerTokenAuthExtension(config, settings("bearertokenauth"))
    rig = listen(grpc=AUTH, authenticators={"bearertokenauth": extension})
    assert rig.export(body, metadata=(("x-key", OLD),)) == b""
    assert (
        rig.export(body, metadata=(("x-key", NEW),)).code
        == grpc.StatusCode.UNAUTHENTICATED.value[0]
    )
