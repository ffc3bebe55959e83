"""Measure the `redaction` processor: what it finds, where it errs, and how long it takes.

Prints tables. Speed is CPU time of the process, the best of rounds.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from bench.redaction.corpora import SEED, clean, dense, ids, negatives, planted
from processors.redaction.config import RedactionConfig
from processors.redaction.policy import spec_of
from processors.redaction.processor import RedactionProcessor
from spanmill.kernel import RedactionPolicy
from spanmill.model.spans import spans
from spanmill.testing import batch_of, settings, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spanmill.kernel import SpanBatch

EACH = 400
ROUNDS = 15
GROUP = 512
HOSTILE = (
    "a.", "1.", "-eyJ", ":a", "+1", "AB12", "x://x:", "-----BEGIN ", "a@", "1 ", "12-", "\\u0041",
    "%41", "password=", '"value":', "eyJ.", "::", "1:1:", " ", "A", "cookie:", "10.0.",
    '"value":"name",', '"value":my', '"value":key ', "+1 +1-", "pin=1 ", "sk-", "ghp_", "AKIA",
    "http://u:p@", "xoxb-", "SG.", "dp.pt.", "sk_live_", "0x", "bc1q", "1A1zP1eP5QGefi2D",
    "eyJhbGciOi.", "\\", "ssn:a;1234567 ", "Bearer a.", "ENV PASSWORD a1 ",
    '\\"', "phone ", "passport:", "电话", "1 a", "4111 1111 1111 1112 ", "411111111111111",
    "-----BEGIN PRIVATE KEY-----", "%2525", "１２３", "\u200b", "1\u200b", "a/aaaaaaaaaaaaaaaa",
    "/aaaaaaaaaaaaaaaa+", "--password ", "<password>", "D.O.B.", "é@", "A1B2C3D4", "ab12-", "2A1",
    "1-2.3/4 5(6)7 ", "GB82 WEST ", "x.atlasv1.", "MTA1MTA1MTA1MTA1MTA1MTA1.", "dn:passwd.",
    "0123.", "%3C22.FB4F.CFBF%", "\x1b[32m1", "\\u001b[1ma", "my password is 1a ", "redis://:p@",
    'name="password"\\r\\n\\r\\n', "('token', 'a1')", "curl -u a:b", "-p1 ", "NOTE:a:",
    'Authorization: Digest a="b", ', "dob 12/3/45 ", "12/3/45 ", "| password | a1 ", "1:1%e",
    "licence R 12 345 ", "a%41b@c.de%41", "eyJ..", "is 1 ", "1947年4月", "secret key: a1",
    "/aa/123-45-6789", "9400 1000 0000 0000 0000 00 ", "9400 1234 5678 9012 3456 78 ",
    "0012 34.56/78-90 ", "(020) 7946 0958 ", "123-45-6789 is my ssn ", "né 12/12/12 ", "００1 ",
    "dob 1 2 2000 ", '\\\\"token\\\\":\\\\"a1\\\\",', "A12345678 passport ", "card 4111-1111-1111-",
    "12 34 56 78 90 ssn ", "phone\\n1234567\\n", "dob: 1/2/90; ", "phone,1234567\n",
    "phone\n1234567\n", "curl -b a=1 ", "ssn; 219099991 ", "生日 1985-03-12 ", "sqlplus a/b@",
    '{"name":"ssn","value":"123456789"}', "ssn: 123456789, 123456789, ", "12 34 56 78 90 ", "00 ",
    "12 345 67 8 ", "123 ", "0：", "123：", "生日：A12345678 and ", "--user=", "--cookie=a=1",
    "--user=a:b1234567", "1/2/90>", "<td>123456789012</td>", "dob: |\\n  1/2/90\\n",
    "(pwd,pwd,", "ACCOUNT NUMBER NOT PROVIDED; 1234 5678 ",
    "<td>%3123456</td>", "телефон\u200b123456789012 ", "token: 744",
    "268194pin 电话：+1 212 555 0100", "12 34 56 78 90 password bic 密码：",
    "tax id tax id +1 212 555 0100", "952693ß76932823217=phone: ",
)  # fmt: skip
"""What each detector begins with, over and over; nests of quotes, near misses, and mixtures."""


def processor() -> RedactionProcessor:
    """Return the processor with its defaults."""
    return RedactionProcessor(RedactionConfig(allow_all_keys=True), settings("redaction"))


def batch(texts: Sequence[str]) -> SpanBatch:
    """Return spans that hold one text each, beside the attributes of a model call."""
    usual = {
        "gen_ai.system": "openai",
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o-2024-08-06",
        "gen_ai.usage.input_tokens": 1200,
        "gen_ai.usage.output_tokens": 300,
    }
    made = [
        span("chat gpt-4o", number=at + 1, attrs={**usual, "gen_ai.input.messages": text})
        for at, text in enumerate(texts)
    ]
    return batch_of(made, RedactionProcessor.reads)


def messages(redacted: SpanBatch) -> Iterator[str]:
    """Return the texts of a batch."""
    return (str(each.attributes["gen_ai.input.messages"]) for each in spans(redacted))


def recall() -> Iterator[str]:
    """Compare planted values with what is left, and with the label that stands in their place."""
    rows = planted(SEED + 1, EACH)
    (out,) = processor().process(batch([row.text for row in rows]))
    found, named, whole = Counter[str](), Counter[str](), Counter[str]()
    for row, text in zip(rows, messages(out), strict=True):
        whole[row.entity] += 1
        found[row.entity] += row.value not in text and "[" in text
        named[row.entity] += f"[{row.entity.upper()}]" in text
    yield "| entity | found | under its name |"
    yield "|---|---|---|"
    for entity, count in whole.items():
        yield f"| {entity} | {found[entity] / count:.1%} | {named[entity] / count:.1%} |"


def false_findings() -> Iterator[str]:
    """Count findings where there is nothing to find."""
    texts = negatives(SEED + 2, 20_000)
    made = batch(texts)
    _, report = made.redact(RedactionPolicy(spec_of(RedactionConfig(allow_all_keys=True))))
    size = sum(map(len, texts)) / 1e6
    total = sum(report.hits.values())
    rate = f"{total / size:.2f} a MB"
    yield f"{total} findings in {size:.1f} MB of hard negatives, {rate}: {report.hits}"


def valid() -> Iterator[str]:
    """Count texts that were JSON and are not."""
    texts = [row.text for row in planted(SEED + 3, EACH) if row.text[0] in "[{"]
    texts += dense(SEED + 3, 500)
    (out,) = processor().process(batch(texts))
    broken = sum(
        not is_json(after)
        for before, after in zip(texts, messages(out), strict=True)
        if is_json(before)
    )
    yield f"{broken} of {sum(map(is_json, texts))} texts of JSON are broken"


def is_json(text: str) -> bool:
    """Whether a text is JSON."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def best(made: SpanBatch, runner: RedactionProcessor | None = None, rounds: int = ROUNDS) -> float:
    """Return the shortest CPU time of a call in seconds."""
    runner, times = runner or processor(), []
    for _ in range(rounds):
        start = time.process_time()
        runner.process(made)
        times.append(time.process_time() - start)
    return min(times)


def speed() -> Iterator[str]:
    """Time `process()` on groups of spans."""
    yield "| texts | spans | kB a span | us a kB | us a span |"
    yield "|---|---|---|---|---|"
    for name, make in (("clean", clean), ("ids", ids), ("dense", dense)):
        made = batch(make(SEED, GROUP))
        size, seconds = made.size_bytes / 1e3, best(made)
        each = f"{seconds * 1e6 / size:.2f} | {seconds * 1e6 / GROUP:.2f}"
        yield f"| {name} | {GROUP} | {size / GROUP:.2f} | {each} |"


def linearity() -> Iterator[str]:
    """Time hostile texts of one and two megabytes."""
    yield "| text | MB/s | time(2n) / time(n) |"
    yield "|---|---|---|"
    for piece in HOSTILE:
        once = best(batch([piece * (1_000_000 // len(piece.encode()))]))
        twice = best(batch([piece * (2_000_000 // len(piece.encode()))]))
        yield f"| `{piece}` | {1 / max(once, 1e-9):.0f} | {twice / max(once, 1e-9):.2f} |"


def main() -> None:
    """Run everything."""
    for part in (recall, false_findings, valid, speed, linearity):
        sys.stdout.write("\n".join(["", *part()]) + "\n")


if __name__ == "__main__":
    main()
