"""The seventh split: what a gateway of models carries, and what its telemetry is full of."""

from __future__ import annotations

import json

from bench.redaction.splits.forms import Split
from bench.redaction.splits.seventh_negatives import FAMILIES
from bench.redaction.splits.seventh_secrets import AUTH, SECRETS, URLS
from bench.redaction.splits.seventh_tokens import auth, in_url, password
from bench.redaction.splits.seventh_values import ALONE, BARE, WORDED
from bench.redaction.splits.seventh_words import CONTEXTS, planted

__all__ = ["SPLIT"]


def _nested(*layers: object) -> str:
    """Return JSON in JSON: each layer is the text that stands as `<J>` in the next."""
    text = "<V>"
    for layer in layers:
        text = json.dumps(layer).replace("<J>", json.dumps(text)[1:-1])
    return text


_TOLD = "I looked it up.\n\n- result: <J>\n- status: open"
_PACKED = (
    _nested({"model": "gpt-5", "messages": [{"role": "user", "content": "please use <J>"}]}),
    _nested({"model": "claude-opus-4", "max_tokens": 1024, "messages": [{"role": "user",
        "content": [{"type": "text", "text": "Here:\n<J>\nthanks"}]}]}),
    _nested({"contents": [{"role": "user", "parts": [{"text": "is <J> right?"}]}]}),
    _nested({"messages": [{"role": "user", "content": [{"text": "\t<J>"}]}], "inferenceConfig":
        {"maxTokens": 512}}),
    _nested({"value": "<J>", "city": "Oslo"}, {"tool_calls": [{"type": "function", "function":
        {"name": "save", "arguments": "<J>"}}]}),
    _nested({"input": ["<J>"]}, {"arguments": "<J>"}, {"body": "<J>"}),
    _nested({"type": "tool_result", "content": [{"type": "text", "text": "row 1: <J>\nrow 2: -"}]}),
    _nested({"jsonrpc": "2.0", "result": {"content": [{"type": "text", "text": "<J>"}]}}),
    _nested({"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "find", "arguments":
        {"query": "<J>"}}}),
    _nested({"choices": [{"index": 0, "message": {"role": "assistant", "content": _TOLD}}]}),
    _nested({"candidates": [{"content": {"parts": [{"text": "**<J>**"}]}, "index": 0}]}),
    _nested({"output": {"message": {"content": [{"toolUse": {"input": {"q": "<J>"}}}]}}}),
    _nested({"type": "response.output_text.delta", "delta": "<J>"}),
    "data: " + _nested({"choices": [{"delta": {"content": " <J>,"}}]}) + "\n\ndata: [DONE]",
    _nested([{"role": "user", "parts": [{"type": "text", "content": "x:<J>;"}]}]),
    _nested({"resourceSpans": [{"attributes": [{"key": "gen_ai.prompt", "value":
        {"stringValue": "see <J>"}}]}]}),
    _nested({"page_content": "# Notes\n\n<J>\n\nEnd", "metadata": {"source": "notes.pdf"}}),
    _nested({"action": "Search", "action_input": "<J>"}, {"log": "Thought: look\n<J>"}),
)  # fmt: skip
_PLAIN = (
    "<V>", "<V>\n", " <V> ", "\n<V>", "\t<V>\t", "\\n<V>", "\\t<V>", "\\r\\n<V>\\r\\n", "see <V>.",
    "user: <V>\nassistant: noted", "Human: it is <V>\n\nAssistant:", "<V>, as I said.", "x=<V>",
    "yes its <V> thx", "The one on file is <V>; is it still right?", "(<V>)", "[<V>]", "{<V>}",
    "Observation: found <V>\nThought: I can stop.\nFinal Answer: <b>done</b>", "“<V>”", "'<V>'",
    "<thinking>The text holds <V>, so I must be careful.</thinking>", "«<V>»", "「<V>」",
    "## Result\n\n<V>\n\n## Next\n", "| no | what |\n|---|---|\n| 1 | <V> |", "- <V>\n- none",
    "1. <V>\n2. none", "> <V>\n\nOn Monday Ada wrote:\n> ok", "```\n<V>\n```", "`<V>`", "**<V>**",
    "no,what\n1,<V>\n2,-", 'no,what\n1,"<V>"', "1\t<V>\t-", "1;<V>;-", "no|what\n1|<V>", "<V>|1",
    "<p><V></p>", "<td><V></td>", "<li>\n  <V>\n</li>", '<span data-x="<V>"></span>', "<V><br/>",
    "Page 3 of 9\n\n<V>\n\nConfidential", "ab-\n<V>\ncd", "l1l |O0\n<V>\nrn m", "....<V>",
    "INFO  [main] app - got <V>", "2026-03-04T05:06:07Z WARN rejected <V>", 'level=info msg="<V>"',
    "level=info item=<V> took=3ms", "ValueError: could not parse '<V>'", "panic: unexpected <V>",
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: '<V>'",
    "java.lang.IllegalStateException: bad input <V>\n\tat com.acme.A.f(A.java:7)", "got: <V>",
    "DETAIL:  Key (x)=(<V>) already exists.", "SELECT * FROM t WHERE x = '<V>'", "('<V>', 3),",
    "INSERT INTO t VALUES (1, '<V>');", "$ ./run '<V>'", "$ echo <V> | wc -c", "--x=<V>", "-x <V>",
    "GET /find?q=<V>&n=1 HTTP/1.1", "https://app.acme.test/find?q=<V>", "q=<V>&n=1", "#x=<V>",
    "curl -d '{\"x\": \"<V>\"}' gw", "curl gw/find -G --data-urlencode 'q=<V>'", "X-Note: <V>\r\n",
    "ITEM=<V>", "export ITEM='<V>'", 'item: "<V>"', "item: <V>", "items:\n  - <V>\n",
    'item = "<V>"', "item = <V>", '[x]\nitem = "<V>"', "data:\n  item: <V>", "    - ITEM=<V>",
    "+item: <V>\n-item: -", "@@ -1 +1 @@\n+<V>", "Step 3/9 : RUN use <V>",
    "##[error]unexpected <V>", "  ✓ accepts <V> (3 ms)", 'x = "<V>"', "const x = '<V>';",
    'x := "<V>"', 'let x = "<V>";', 'String x = "<V>";', "x: '<V>',", '$x = "<V>";', "@x = '<V>'",
    'f("<V>", 3)', "# <V>", "// <V>", "/* <V> */", "-- <V>", "<!-- <V> -->",
    "assert f('<V>') == 1", 'printf("%s", "<V>");', "puts %q(<V>)", "x <- '<V>'", 'var x = @"<V>"',
    "Agent: go on\nCaller: <V>\nAgent: thank you", "[00:12] caller: uh it's <V>",
    "Subject: <V>\n\nHi", "Es geht um <V>.", "C'est <V>, merci.", "Es <V>, gracias", "Ecco: <V>",
    "É <V>, obrigado", "Это <V>.", "这是<V>。", "こちらは <V> です", "입니다: <V>", "นี่คือ <V>",
    "هذا <V> شكرا", "זה <V>", "यह <V> है", "Đây là <V>", "Αυτό είναι <V>", "To jest <V>",
    "Buyurun: <V>", "Dit is <V>", "Det är <V>", "note：<V>", "（<V>）", "a <V> b", "a, <V>, b",
    "\u00a0<V>\u00a0", "\u200b<V>", "\ufeff<V>", "\u2003<V>", "<V>…", "\u2014<V>\u2014", "•<V>",
    "&quot;<V>&quot;", "&lt;<V>&gt;", "%22<V>%22", '\\"<V>\\"', '{\\"x\\":\\"<V>\\"}',
    '{\\\\\\"x\\\\\\":\\\\\\"<V>\\\\\\"}', "\\u0022<V>\\u0022", "<V>!", "<V>?", "<V> ", "=<V>",
    ";<V>;", "<<V>>", "~ <V>",
)  # fmt: skip
_HELD = {
    "secret_kv": (SECRETS, password), "auth_header": (AUTH, auth), "url_credentials": (URLS, in_url)
}  # fmt: skip

SPLIT = Split(
    tuple(map(planted, (*_PACKED * 3, *_PLAIN))),
    ALONE,
    {
        **{entity: (CONTEXTS[entity], make) for entity, make in {**BARE, **WORDED}.items()},
        **_HELD,
    },
    tuple(FAMILIES.values()),
)
"""Written without a look at detectors; a kind of the first tier stands in the second one bare."""
