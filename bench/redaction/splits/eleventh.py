"""Test split of an eleventh kind: an acceptance test as a privacy officer would write it.

Ordinary phrasing and formats around values whose check digits, issuers and prefixes are right.
"""

from __future__ import annotations

from bench.redaction.splits.eleventh_ids import ALONE
from bench.redaction.splits.eleventh_marks import plain
from bench.redaction.splits.eleventh_negatives import NEGATIVES
from bench.redaction.splits.eleventh_secrets import SAID, SECRETS
from bench.redaction.splits.eleventh_tokens import TOKENS
from bench.redaction.splits.eleventh_values import BESIDE
from bench.redaction.splits.eleventh_words import CONTEXTS
from bench.redaction.splits.forms import Split

__all__ = ["SPLIT"]

_TEMPLATES = (
    "<V>", "Please look up <V>.", "The customer gave us <V> this morning.", "I have <V> here",
    "What can you tell me about <V>?", "Is <V> valid?", "Summarize: <V>", "It is <V>, thanks!",
    "Das ist <V>, bitte prüfen.", "Ich habe <V> eingegeben.", "Voici <V>, merci.",
    "C'est bien <V> ?", "Mi dato es <V>.", "Aquí tienes: <V>", "Ecco <V>, grazie.",
    "Ho inserito <V> nel modulo", "Segue <V> para conferência.", "Meu dado: <V>",
    "Hier is <V>, alvast bedankt.", "Proszę sprawdzić <V>.", "Вот мои данные: <V>",
    "<V>です。", "こちらが<V>になります", "以下の情報：<V>", "我的信息是<V>，请核对。", "请查询<V>",
    "제 정보는 <V> 입니다.", "<V>로 조회해 주세요", "मेरी जानकारी <V> है", "بياناتي هي <V>",
    '{"role": "user", "content": "<V>"}',
    '{"messages": [{"role": "user", "content": "Hi, <V>"}], "temperature": 0.2}',
    '{"type": "text", "text": "<V>"}', '{"name": "lookup", "arguments": {"q": "<V>"}}',
    '{"tool_calls": [{"function": {"name": "find", "arguments": "{\\"query\\": \\"<V>\\"}"}}]}',
    '{"tool": "search", "input": "<V>", "ok": true}', '{"result": ["<V>", null, 3]}',
    '{"data": {"item": {"v": "<V>"}}}', '{\\"body\\": \\"<V>\\"}', '{"a":"x\\n<V>\\ny"}',
    "Human: <V>\n\nAssistant:", "User: <V>\nAssistant: Sure.", "<|user|>\n<V>\n<|assistant|>",
    "<s>[INST] <V> [/INST]", "System: You are helpful.\nUser: <V>",
    "Context:\n[1] <V>\n[2] Nothing else.\n\nQuestion: what is it?",
    '<chunk id="7"><V></chunk>', "Document 3 (score 0.71):\n<V>\n---", "Observation: <V>\nThought:",
    "GET /search?q=<V> HTTP/1.1\nHost: shop.example", "GET /v1/items?x=1&filter=<V>&page=2",
    "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n<V>", "POST /submit HTTP/1.1\n\nnote=<V>&n=1",
    "SELECT * FROM notes WHERE body = '<V>';", "INSERT INTO notes (body) VALUES ('<V>');",
    "UPDATE notes SET body='<V>' WHERE n=1", "WHERE body IN ('<V>', 'x')",
    "2026-03-04 10:11:12,345 INFO app.service - received <V>",
    "2026-03-04T10:11:12Z ERROR handler failed for <V>", "[INFO] processing <V> ... done",
    'level=info msg="got <V>" took=12ms', "Mar  4 10:11:12 web1 app[311]: <V>",
    '{"level":"error","message":"bad input: <V>","line":7}',
    'Traceback (most recent call last):\n  File "app.py", line 12, in run\nValueError: <V>',
    "java.lang.IllegalArgumentException: <V>\n\tat com.acme.App.main(App.java:9)",
    "Error: unexpected <V>\n    at parse (/srv/app.js:10:5)", "panic: bad value <V>\n\ngoroutine 1",
    "NOTE=<V>", 'NOTE="<V>"', "export NOTE='<V>'", "note: <V>", 'note: "<V>"', "  - <V>",
    'note = "<V>"', "[notes]\nfirst = <V>", 'default = "<V>"', "environment:\n  - NOTE=<V>",
    '- name: NOTE\n  value: "<V>"', 'output "note" {\n  value = "<V>"\n}',
    'note = "<V>"  # sample', "const note = '<V>';", 'let note = "<V>";', 'String note = "<V>";',
    'note := "<V>"', "$note = '<V>';", 'puts "<V>"', 'print("<V>")', 'console.log("<V>")',
    'assert parse("<V>") is not None', "// see <V>", "# <V>", "/* <V> */", "echo '<V>'",
    "id,value,status\n1,<V>,ok", '1,"<V>",ok', "a;<V>;b", "a\t<V>\tb",
    "| n | value |\n|---|---|\n| 1 | <V> |", "| <V> |", "<li><V></li>", "<p><V></p>",
    "<value><V></value>", "<td><V></td>", "<b><V></b>", "- <V>", "* <V>", "1. <V>", "> <V>",
    "**<V>**", "`<V>`", "```\n<V>\n```", "_<V>_", "(<V>)", "[<V>]", '"<V>"', "'<V>'", "“<V>”",
    "«<V>»", "<V>.", "<V>,", "<V>;", "<V>!", "Dear team,\n\n<V>\n\nKind regards,\nAnna",
    "Subject: Your request\n\nHello, <V>", "On Mon, Jo wrote:\n> <V>", "Form field 4: <V>",
    "Ticket 812: customer writes <V>", "[10:11] jo: <V>", "Agent: can you confirm <V>?",
    "Notes:\n<V>\nEnd of notes", "first\n<V>\nlast", "first <V> last", "+ <V>", "- old\n+ <V>",
    "\u200b<V>", "<V>\u200b", "\u00a0<V>\u00a0", "\ufeff<V>", "&quot;<V>&quot;",
    "\\u0022<V>\\u0022",
)  # fmt: skip
SPLIT = Split(
    templates=tuple(map(plain, _TEMPLATES)),
    tier_a={**ALONE, **TOKENS, **SECRETS},
    tier_b={**SAID, **{name: (CONTEXTS[name], make) for name, make in BESIDE.items()}},
    negatives=NEGATIVES,
)
