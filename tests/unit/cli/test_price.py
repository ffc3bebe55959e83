from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner

from processors.token_cost.config import TokenCostConfig
from processors.token_cost.processor import TokenCostProcessor
from spanmill.cli import main
from spanmill.components import catalogue
from spanmill.config import load
from spanmill.testing import batch_of, settings, span

CONFIG = """
receivers: {otlp: }
processors:
  token_cost:
    rules:
    - {model: "our-*", use: openai/gpt-4o, discount_percent: 10}
    - {model: llama, price: {input_mtok: 2, output_mtok: 3, request: 0.5}}
exporters: {nop: }
service: {pipelines: {traces: {receivers: [otlp], processors: [token_cost], exporters: [nop]}}}
"""


def run(*args):
    """Run `spanmill price` in this process."""
    return CliRunner().invoke(main, ["price", *args])


def test_a_listed_model_shows_its_source_tier_and_sum():
    """Every product is shown, and the total is their sum."""
    result = run(
        "claude-sonnet-4-5", "--provider", "anthropic", "--input", "200001", "--output", "1000",
        "--at", "2026-11-15",
    )  # fmt: skip
    assert result.exit_code == 0
    lines = [line.split(maxsplit=1) for line in result.stdout.splitlines()]
    assert lines[0][0] == "claude-sonnet-4-5"
    shown = dict(lines[1:])
    assert "anthropic/claude-sonnet-4-5" in shown["source"]
    assert shown["tier"].startswith("above 200,000")
    assert shown["input"] == "200,001 x $6 / 1M = $1.200006"
    assert shown["total"] == "$1.222506"


@pytest.mark.parametrize(
    ("when", "total"),
    [("2025-06-09T23:59", "$0.05"), ("2025-06-10", "$0.01"), ("2025-06-10T01:59+02:00", "$0.05")],
)
def test_the_price_is_that_of_the_moment(when, total):
    """The price of the call's start holds, in UTC."""
    result = run("o3", "--provider", "openai", "--input", "1000", "--output", "1000", "--at", when)
    assert total in result.stdout.splitlines()[-1]


def test_rules_of_a_configuration_are_shown(tmp_path):
    """With a configuration its rules decide, and are named."""
    path = tmp_path / "c.yaml"
    path.write_text(CONFIG)
    result = run("our-gpt", "--input", "1000", "-c", str(path))
    assert "number 1, model our-*, provider *, as openai/gpt-4o, 10 % off" in result.stdout
    assert "$0.00225" in result.stdout
    result = run("llama", "--input", "1000", "--output", "1000", "-c", str(path))
    assert "own rules" in result.stdout
    assert result.stdout.splitlines()[-1].split() == ["total", "$0.505"]


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("nope", "--provider", "openai"), "unknown_model"),
        (("gpt-4o", "--provider", "nobody"), "unknown_provider"),
        (("whisper-1", "--provider", "openai", "--input", "5"), "unit_not_reported"),
        (("gpt-4o", "--input", "5", "--cache-read", "6"), "usage_inconsistent"),
    ],
)
def test_a_model_without_a_price_says_why(args, reason):
    """Without a price the reason is shown, and the command fails."""
    result = run(*args)
    assert result.exit_code == 1
    assert reason in result.stdout
    assert "total" not in result.stdout


@pytest.mark.parametrize("args", [(), ("gpt-4o", "--at", "noon"), ("gpt-4o", "--input", "-1")])
def test_wrong_usage(args):
    """A missing model, a time or count that is none: exit code 2."""
    assert run(*args).exit_code == 2


@pytest.fixture
def status():
    """Serve the status of a processor that saw some calls; the address."""
    processor = TokenCostProcessor(TokenCostConfig(), settings("token_cost"))
    names = ["junk", "junk", 'quo"ted\n', "gpt-4o"]
    rows = [
        span(number=n, attrs={"gen_ai.provider.name": "openai", "gen_ai.request.model": name,
                              "gen_ai.usage.input_tokens": 1})
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    rows += [
        span(number=8, attrs={"gen_ai.provider.name": "openai", "gen_ai.response.model": "junk"}),
        span(number=9, attrs={"gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o"}),
    ]
    processor.process(batch_of(rows, processor.reads))
    body = json.dumps({"details": {"processors.token_cost": processor.details()}}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_unpriced_models_are_a_list_to_paste(status, tmp_path):
    """Models without a price come most frequent first, as rules that only lack their price."""
    result = run("--unpriced", "--admin", status)
    lines = result.stdout.splitlines()
    assert lines[2].endswith("# unknown_model, calls: 3")
    assert "gpt-4o" not in result.stdout
    path = tmp_path / "c.yaml"
    filled = "\n".join(f"    {line}" for line in lines[1:]).replace("?/?", "openai/gpt-4o")
    old = CONFIG[CONFIG.index("    rules:") : CONFIG.index("exporters:")]
    path.write_text(CONFIG.replace(old, filled + "\n"))
    rules = load([path], catalogue()).defined.components
    models = [rule.model for each in rules.values() for rule in getattr(each.config, "rules", ())]
    assert models == ["junk", 'quo"ted\n']


def test_no_status_is_a_failure():
    """Where nothing listens the command says so."""
    result = run("--unpriced", "--admin", "127.0.0.1:1")
    assert result.exit_code == 1
    assert "no status from 127.0.0.1:1" in result.stderr
