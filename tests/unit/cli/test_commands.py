from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from spanmill import __version__
from spanmill.cli import main
from spanmill.cli.run import welcome
from spanmill.components import catalogue
from spanmill.config import load

ROOT = Path(__file__).parents[3]
STOCK = str(ROOT / "pipelines.yaml")
CASES = [
    *sorted((ROOT / "tests/configs").glob("**/*.yaml")),
    *sorted((ROOT / "examples").glob("*.yaml")),
    ROOT / "pipelines.yaml",
]
GOOD = """
receivers: {otlp: }
exporters: {nop: }
service: {pipelines: {traces: {receivers: [otlp], exporters: [nop]}}}
"""


def run(*args):
    """Run a command in this process."""
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def good(tmp_path):
    """Return the path of a file that can run."""
    path = tmp_path / "good.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


def test_data_goes_to_standard_output_alone(good):
    """`validate` prints its drawing on standard output and everything else on standard error."""
    result = run("validate", good, "--explain")
    assert result.exit_code == 0
    assert result.stdout.startswith("receive otlp\n")
    assert "ok, version" in result.stderr


def test_exit_codes(good, tmp_path):
    """0 is good, 2 wrong usage, 78 a configuration that cannot run."""
    assert run("validate", good).exit_code == 0
    assert run("validate", str(tmp_path / "none.yaml")).exit_code == 78
    assert run("validate", good, "--config", good).exit_code == 2
    assert run("validate", "--no-such-option").exit_code == 2
    assert run("validat").exit_code == 2
    assert run("components", "no_such").exit_code == 1


def test_one_bad_file_of_several_fails(good, tmp_path):
    """Each path is a configuration of its own, and one that cannot run fails the command."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("service: {}\n", encoding="utf-8")
    result = run("validate", good, str(bad), "--format", "json")
    assert result.exit_code == 78
    assert [row["ok"] for row in json.loads(result.stdout)] == [True, False]


def test_json_holds_what_the_text_says(tmp_path):
    """`--format json` gives the fields of each finding, and the graph with `--explain`."""
    bad = tmp_path / "bad.yaml"
    bad.write_text(GOOD.replace("nop: ", "nop: {x: 1}"), encoding="utf-8")
    (row,) = json.loads(run("validate", str(bad), "--format", "json").stdout)
    assert row["diagnostics"][0]["slug"] == "unknown-field"
    assert row["diagnostics"][0]["line"] == 3
    (row,) = json.loads(run("validate", STOCK, "--format", "json", "--explain").stdout)
    assert row["graph"]["logs"][0]["holder"] == "tail_sampling"


def test_warnings_can_be_denied(tmp_path):
    """`--deny-warnings` makes a warning fail the command."""
    text = GOOD.replace("otlp: ", "otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}")
    path = tmp_path / "open.yaml"
    path.write_text(text, encoding="utf-8")
    assert run("validate", str(path)).exit_code == 0
    assert run("validate", str(path), "--deny-warnings").exit_code == 78


def test_effective_configuration_loads_again(tmp_path):
    """What `config` prints is a configuration with the same graph and hash."""
    printed = tmp_path / "printed.yaml"
    printed.write_text(run("config", STOCK).stdout, encoding="utf-8")
    first, second = (load([path], catalogue(), environment={}) for path in (STOCK, printed))
    assert first.graph == second.graph
    assert first.hash == second.hash


def test_effective_configuration_masks_secrets(tmp_path):
    """`config` shows stars where a secret stands."""
    path = tmp_path / "secret.yaml"
    path.write_text(
        GOOD.replace("nop: ", "otlp: {endpoint: 'a:1', headers: {k: very-secret}}").replace(
            "[nop]", "[otlp]"
        ),
        encoding="utf-8",
    )
    for more in ((), ("--defaults",)):
        result = run("config", "-c", str(path), *more)
        assert result.exit_code == 0
        assert "very-secret" not in result.output
        assert "***" in result.stdout


def test_the_first_screen_masks_secrets(tmp_path):
    """The query of an address may hold a key, and what a program prints at its start is kept."""
    path = tmp_path / "pipelines.yaml"
    path.write_text(
        "receivers: {otlp: {}}\n"
        "exporters: {otlp_http: {endpoint: 'https://peer.example/otlp?key=hidden'}}\n"
        "service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp_http]}}}\n"
    )
    screen = welcome(load([str(path)], catalogue()), "127.0.0.1:13133")
    assert "https://peer.example/otlp?***" in screen
    assert "hidden" not in screen


def test_version():
    """`version` prints the version and nothing else."""
    assert run("version").stdout == f"{__version__}\n"


def test_schema_is_draft_07_and_allows_empty_components():
    """Editors get a draft-07 schema in which `otlp:` may have nothing under it."""
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    (otlp,) = schema["properties"]["receivers"]["patternProperties"].values()
    assert {"type": "null"} in otlp["anyOf"]
    assert "$defs" not in json.dumps(schema)
    batch = schema["definitions"]["BatchConfig"]["properties"]["timeout"]
    assert batch["description"].startswith("No effect: ")


def test_reference_pages_are_what_the_code_says():
    """`docs/` holds what `make docs` would write."""
    assert run("docs", str(ROOT / "docs"), "--check").exit_code == 0


def test_reference_pages_can_differ(tmp_path):
    """The check fails for missing and left-over pages, and writing repairs both."""
    assert run("docs", str(tmp_path), "--check").exit_code == 1
    assert run("docs", str(tmp_path)).exit_code == 0
    assert run("docs", str(tmp_path), "--check").exit_code == 0
    (tmp_path / "components" / "exporters" / "gone.md").write_text("x", encoding="utf-8")
    assert run("docs", str(tmp_path), "--check").exit_code == 1
    assert run("docs", str(tmp_path)).exit_code == 0
    assert not (tmp_path / "components" / "exporters" / "gone.md").exists()


def test_shipped_file_is_free_of_faults_and_warnings():
    """The shipped file runs with an empty environment."""
    assert load([STOCK], catalogue(), environment={}).warnings == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_examples_are_free_of_faults(path):
    """Every example can run once its variables are set."""
    environment = {"OTLP_TOKEN": "t" * 32, "BACKEND_TOKEN": "b" * 32, "HMAC_KEY": "h" * 32}
    assert load([path], catalogue(), environment=environment).graph.logs


def test_validate_imports_nothing_heavy():
    """`validate` imports neither Arrow nor gRPC nor a web server."""
    code = (
        "import sys; from spanmill.cli import main\n"
        f"main(['validate', {STOCK!r}], standalone_mode=False)\n"
        "heavy = {'pyarrow', 'grpc', 'fastapi', 'uvicorn', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("exporters", ["[parquet]", "[parquet, otlp/jaeger]"])
def test_the_first_screen_lists_what_pipelines_use(exporters):
    """A component that no pipeline names is not shown as running; one that joins is."""
    loaded = load([STOCK], catalogue(), environment={"SPANMILL_EXPORTERS": exporters})
    screen = welcome(loaded, "127.0.0.1:13133")
    assert ("otlp/jaeger" in screen) is ("jaeger" in exporters)
    for name in ("receiver   otlp", "exporter   parquet"):
        assert name in screen
    (line,) = [each for each in screen.splitlines() if "prometheus" in each]
    assert line.split() == ["exporter", "prometheus", "127.0.0.1:9464/metrics"]


@pytest.mark.parametrize(
    ("grpc", "http", "expected"),
    [
        ("endpoint: ':4317'", "endpoint: '127.0.0.1:1'", ["http://localhost:4317", "127.0.0.1:1 "]),
        (
            "tls: {cert_file: c, key_file: k}",
            "auth: {authenticator: bearertokenauth}",
            ["https://127.0.0.1:43"],
        ),
        ("transport: unix, endpoint: /g", "tls: {cert_file: c, key_file: k}", []),
    ],
)
def test_the_first_screen_says_only_what_works(tmp_path, grpc, http, expected):
    """Addresses of listeners with TLS are told as such, and `send` only where it can send."""
    path = tmp_path / "c.yaml"
    path.write_text(
        f"""
receivers: {{otlp: {{protocols: {{grpc: {{{grpc}}}, http: {{{http}}}}}}}}}
exporters: {{nop: }}
extensions: {{bearertokenauth: {{token: t}}}}
service:
  extensions: [bearertokenauth]
  pipelines: {{traces: {{receivers: [otlp], exporters: [nop]}}}}
""",
        encoding="utf-8",
    )
    screen = welcome(load([str(path)], catalogue()), "127.0.0.1:13133")
    tries = [line for line in screen.splitlines() if "OTEL_" in line or " send " in line]
    assert len(tries) == len(expected)
    assert all(part in line for part, line in zip(expected, tries, strict=True))


@pytest.mark.parametrize(
    ("path", "started", "called"),
    [
        ("{bin}", "{bin}/spanmill", "spanmill"),
        ("/nowhere", ".venv/bin/spanmill", ".venv/bin/spanmill"),
        ("/nowhere", "/lib/spanmill/__main__.py", f"{sys.executable} -m spanmill"),
    ],
)
def test_the_first_screen_names_a_program_that_is_found(
    tmp_path, monkeypatch, path, started, called
):
    """What it says to try runs in the shell that started it, also from an environment's folder."""
    (tmp_path / "spanmill").touch(mode=0o755)
    monkeypatch.setenv("PATH", path.format(bin=tmp_path))
    monkeypatch.setattr(sys, "argv", [started.format(bin=tmp_path), "run"])
    screen = welcome(load([STOCK], catalogue()), "127.0.0.1:13133")
    assert f"\n  {called} send --endpoint " in screen


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_schema_takes_what_runs(case, monkeypatch):
    """No editor underlines a file that can run."""
    for name in ("OTLP_TOKEN", "API_KEY", "BACKEND_TOKEN"):
        monkeypatch.setenv(name, "0123456789abcdef")
    assert run("validate", str(case)).exit_code == 0
    body = YAML(typ="safe", pure=True).load(case.read_text(encoding="utf-8"))
    schema = json.loads(run("schema").stdout)
    assert [error.message for error in Draft7Validator(schema).iter_errors(body)] == []


SHOUTED = """
receivers: {otlp: }
processors:
  attributes: {actions: [{action: UPSERT, key: a, value: 5}]}
  tail_sampling: {policies: [{name: a, type: status_code, status_code: {status_codes: [error]}}]}
exporters: {parquet: {directory: 5}}
service:
  config_version: 2026
  telemetry: {logs: {level: INFO}}
  pipelines:
    traces: {receivers: [otlp], processors: [attributes, tail_sampling], exporters: [parquet]}
"""


def test_the_schema_takes_capitals_and_numbers_as_the_program_does(tmp_path):
    """What the Collector writes in capitals, and a number where a text is expected."""
    path = tmp_path / "c.yaml"
    path.write_text(SHOUTED, encoding="utf-8")
    assert run("validate", str(path)).exit_code == 0
    schema = json.loads(run("schema").stdout)
    body = YAML(typ="safe", pure=True).load(SHOUTED)
    assert [error.message for error in Draft7Validator(schema).iter_errors(body)] == []
