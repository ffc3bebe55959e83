"""What the configuration may say of a peer's address and of the headers that it gets."""

import pytest
from pydantic import ValidationError

from exporters.otlp.config import OtlpExporterConfig
from exporters.otlp.exporter import metadata_of
from exporters.otlp_http.config import OtlpHttpConfig
from exporters.otlp_http.exporter import headers_of
from spanmill.errors import ConfigError

REFUSED = (ValidationError, ConfigError)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///v1",
        "http://h:port",
        "http://h:99999",
        "http://h:0",
        "http://[::1",
        "http://h/a b",
        "http://h/é",
        "http://h/<x>",
        "ftp://h",
    ],
)
@pytest.mark.parametrize("field", ["endpoint", "traces_endpoint", "proxy_url"])
def test_what_no_request_can_be_sent_to_is_a_fault_of_the_file(field, url):
    """It is found when the file is read, and not when the exporter starts."""
    with pytest.raises(REFUSED) as fault:
        OtlpHttpConfig.model_validate({"endpoint": "http://h", field: url})
    assert "URL" in str(fault.value)


@pytest.mark.parametrize(
    "given",
    [
        {"endpoint": "h:99999"},
        {"endpoint": "h:0"},
        {"endpoint": "é:4317"},
        {"endpoint": "h:4317", "authority": "a b"},
        {"endpoint": "h:4317", "user_agent": "a\nb"},
    ],
)
def test_what_no_call_can_be_sent_to_is_a_fault_of_the_file(given):
    """The same for gRPC."""
    with pytest.raises(REFUSED):
        OtlpExporterConfig.model_validate(given)


@pytest.mark.parametrize("url", ["http://h", "https://h:1/a?b=c#d", "http://[::1]:4318/%20", ""])
def test_good_urls_are_taken(url):
    """With and without port, path and query."""
    assert OtlpHttpConfig(endpoint="http://h", traces_endpoint=url).traces_endpoint == url


def test_a_refused_proxy_does_not_show_its_password():
    """What is wrong with it is told without it."""
    with pytest.raises(REFUSED) as fault:
        OtlpHttpConfig.model_validate(
            {"endpoint": "http://h", "proxy_url": "http://u:hunter22@h:99999"}
        )
    assert "hunter22" not in fault.value.errors(include_input=False)[0]["msg"]


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "TE", "grpc-timeout"])
def test_headers_of_the_connection_and_the_body_are_refused(name):
    """Given twice or wrong they make requests that nobody can read."""
    for config in (OtlpHttpConfig, OtlpExporterConfig):
        with pytest.raises(REFUSED, match="the exporter itself makes"):
            config.model_validate({"endpoint": "http://h:1", "headers": {name: "5"}})


def test_a_header_is_sent_once():
    """Over HTTP the configuration's own stands in place of the exporter's, as in the Collector."""
    given = {"User-Agent": "me", "content-type": "text/x", "X-A": "b"}
    config = OtlpHttpConfig.model_validate({"endpoint": "http://h", "headers": given})
    assert headers_of(config) == {"user-agent": "me", "content-type": "text/x", "x-a": "b"}
    call = OtlpExporterConfig.model_validate({"endpoint": "h:1", "headers": given})
    assert metadata_of(call)["content-type"] == "application/grpc"
    assert metadata_of(call)["user-agent"].startswith("spanmill/")
    assert metadata_of(call)["x-a"] == "b"
