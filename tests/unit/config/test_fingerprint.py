from __future__ import annotations

import hashlib
import json

from spanmill.config.fingerprint import effective

TEXT = """
receivers:
  otlp:
    tenant_header: x-tenant
exporters:
  otlp:
    endpoint: jaeger:4317
    headers: {authorization: "Bearer secret-of-the-test"}
    timeout: 5s
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp]}
"""


def test_hash_ignores_how_the_file_is_written(load_text):
    """Comments, the order of keys and the spelling of a value do not change the hash."""
    other = TEXT.replace("timeout: 5s", "timeout: 5000ms  # the same").replace(
        "    tenant_header: x-tenant\n", "    tenant_header: ${env:T}\n"
    )
    assert load_text(TEXT).hash == load_text(other, T="x-tenant").hash


def test_hash_changes_with_a_value_and_with_a_secret(load_text):
    """Another value or another secret is another configuration."""
    hashes = {
        load_text(TEXT).hash,
        load_text(TEXT.replace("5s", "6s")).hash,
        load_text(TEXT.replace("secret-of-the-test", "other")).hash,
    }
    assert len(hashes) == 3


def test_version_is_the_files_or_the_hashs(load_text):
    """`config_version` names the version, else the hash does; it does not change the hash."""
    plain, named = load_text(TEXT), load_text(TEXT, sets=["service.config_version=v7"])
    assert plain.version == plain.hash[:12]
    assert named.version == "v7"
    assert named.hash == plain.hash


def test_effective_configuration_holds_no_secret(load_text):
    """What is printed and what is hashed hold no secret, and what is printed loads again."""
    loaded = load_text(TEXT)
    for secrets in ("mask", "digest"):
        shown = effective(loaded.defined, loaded.service, defaults=True, secrets=secrets)
        assert "secret-of-the-test" not in json.dumps(shown)
    shown = effective(loaded.defined, loaded.service, defaults=True)
    assert load_text(json.dumps(shown)).graph == loaded.graph


def test_the_query_of_an_address_is_shown_as_a_secret(load_text):
    """Backends take keys there, and another key is another configuration."""
    text = """
receivers: {otlp: {protocols: {grpc: }}}
exporters: {otlp_http: {endpoint: "https://backend.example/in?key=of-the-test"}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_http]}}}
"""
    loaded = load_text(text)
    for secrets, query in (
        ("mask", "***"),
        ("digest", hashlib.sha256(b"key=of-the-test").hexdigest()),
    ):
        shown = effective(loaded.defined, loaded.service, defaults=False, secrets=secrets)
        assert shown["exporters"]["otlp_http"]["endpoint"] == f"https://backend.example/in?{query}"
    assert load_text(text.replace("of-the-test", "other")).hash != loaded.hash
