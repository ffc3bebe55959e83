from __future__ import annotations

from spanmill.component import Kind

BASE = """
receivers:
  otlp:
    protocols: {grpc: {endpoint: "127.0.0.1:1"}}
processors:
  token_cost:
exporters:
  file: {path: /a}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [token_cost], exporters: [file]}
"""


def test_mappings_merge_deep_and_lists_are_replaced(load_text):
    """A later file adds to mappings and replaces lists and scalars."""
    later = """
receivers: {otlp: {tenant_header: x-tenant}}
exporters: {nop: , file: {path: /b}}
service: {pipelines: {traces: {exporters: [nop]}}}
"""
    loaded = load_text(BASE, later)
    config = loaded.config(Kind.RECEIVER, "otlp")
    assert config.protocols.grpc.endpoint == "127.0.0.1:1"
    assert config.tenant_header == "x-tenant"
    assert loaded.config(Kind.EXPORTER, "file").path == "/b"
    assert loaded.service.pipelines["traces"].exporters == ("nop",)


def test_a_bare_key_erases_nothing(load_text):
    """`processors:` with nothing under it keeps what earlier files say, with a note."""
    loaded = load_text(BASE, "processors:\n")
    assert loaded.graph.stages[0].processors == ("token_cost",)
    assert [each.slug.value for each in loaded.diagnostics] == ["null-map"]


def test_set_comes_before_all_files(load_text):
    """`--set` overrides files, reads its value as YAML and takes `::` for keys with dots."""
    sets = ["exporters.file.path=/c", "service::pipelines::traces::processors=[]"]
    loaded = load_text(BASE, sets=sets)
    assert loaded.config(Kind.EXPORTER, "file").path == "/c"
    assert loaded.graph.stages[0].processors == ()


def test_faults_of_set_are_located_in_the_option(slugs_of):
    """A wrong key in `--set` is found where it stands in the option."""
    assert slugs_of(BASE, sets=["exporters.file.pth=/c"]) == ["unknown-field"]


def test_findings_stand_in_the_order_of_the_files(slugs_of):
    """Findings of the first file come before those of the second, each by line."""
    found = slugs_of(BASE.replace("token_cost:", "token_cst:"), "exporters: {file: {frmt: json}}")
    assert found == ["unknown-component", "unknown-reference", "unknown-field"]
