"""Test split of a tenth kind: what a gateway carries, in the shapes of its sources and of people.

Chat turns, tool calls, manifests, logs, letters and dictation around values; secrets weigh as much
as persons. Numbers bear their check digits and tokens their vendors' lengths.
"""

from __future__ import annotations

from bench.redaction.splits.forms import Split
from bench.redaction.splits.tenth_ids import ALONE, BESIDE
from bench.redaction.splits.tenth_marks import plain
from bench.redaction.splits.tenth_negatives import NEGATIVES
from bench.redaction.splits.tenth_secrets import SAID, SECRETS
from bench.redaction.splits.tenth_tokens import TOKENS
from bench.redaction.splits.tenth_values import (
    CARD_SAID,
    ETH_SAID,
    MAC_SAID,
    NATIONAL,
    PEOPLE,
    SWIFT,
)
from bench.redaction.splits.tenth_words import CONTEXTS

__all__ = ["SPLIT"]

_TEMPLATES = (
    "<V>", "Can you check <V> for me?", "i think its <V> but not sure", "it says <V> on the screen",
    "Kannst du <V> mal prüfen?", "Tu peux vérifier <V> stp ?", "¿Puedes revisar <V>?",
    "Puoi controllare <V>?", "Você pode verificar <V>?", "Kun je <V> nakijken?",
    "Czy możesz sprawdzić <V>?", "<V> kontrol eder misin?", "Kan du kolla <V>?",
    "Voisitko tarkistaa <V>?", "Můžete ověřit <V>?", "Проверь, пожалуйста, <V>",
    "Перевірте <V> будь ласка", "<V>を確認してください", "<V> 확인해 주세요", "请帮我查一下<V>。",
    "कृपया <V> जाँचें",
    "Tolong cek <V> ya", "يرجى التحقق من <V>", "בדוק את <V> בבקשה", "ช่วยตรวจสอบ<V>หน่อย",
    "Kiểm tra <V> giúp tôi", "Ελέγξτε το <V>", "客户资料：<V>，谢谢", "入力値「<V>」は正しいですか",
    "값은<V>입니다",
    "【<V>】", "system: be brief\nuser: <V>\nassistant: ok", "<|im_start|>user\n<V><|im_end|>",
    "[INST] <V> [/INST]", "### Instruction:\n<V>\n### Response:",
    "<start_of_turn>user\n<V><end_of_turn>", "Q: <V>\nA:", "USER> <V>\nBOT> noted",
    "Thought: I should look it up.\nAction: search\nAction Input: <V>", "Observation: <V>",
    "Final Answer: <V>", "<tool_result><V></tool_result>", '<document index="1"><V></document>',
    "<context>\n<V>\n</context>", "[chunk 12, score=0.83] <V>", "Source 3: <V> [3]",
    '{"role":"user","content":"<V>"}', '[{"type":"input_text","text":"<V>"}]',
    '{"parts":[{"text":"<V>"}],"role":"model"}',
    '{"tool_use_id":"t1","content":[{"type":"text","text":"<V>"}]}',
    '{"function":{"name":"lookup","arguments":"{\\"query\\":\\"<V>\\"}"}}',
    '{\\"input\\":\\"<V>\\"}', '{\\\\\\"q\\\\\\":\\\\\\"<V>\\\\\\"}',
    "first line\\n<V>\\nlast line", "a\\t<V>\\tb", "\\u003cp\\u003e<V>\\u003c/p\\u003e",
    "\\r\\n<V>\\r\\n", '"text": "see <V>\\n"', "input_value='<V>', input_type=str",
    'HumanMessage(content="<V>")', "Document(page_content='<V>', metadata={'p': 3})",
    'ChatMessage{Role: "user", Content: "<V>"}', 'Some("<V>")', '{:ok, "<V>"}', "['<V>', 'b']",
    '("<V>", 4)', "[<V>, other]", "{<V>}", 'event: delta\ndata: {"t":"<V>"}\n\n',
    "jo@laptop:~$ echo <V>\n", "% printf '%s' <V>", "C:\\Users\\jo> echo <V>",
    "root@pod:/# cat note\n<V>", "+ echo <V>", "\x1b[32m<V>\x1b[0m", "#12 0.412 <V>",
    "::notice title=x::<V>", "2026-02-03T04:05:06.789Z\tINFO\tmain.go:42\t<V>",
    "2026/02/03 04:05:06 [error] 12#12: *7 <V>, client: -", "Feb  3 04:05:06 host app[7]: <V>",
    '{"level":"info","msg":"<V>","ts":1}', 'ts=2026-02-03 lvl=warn msg="<V>"',
    "W0203 04:05:06.000001 1 x.go:9] <V>", "[2026-02-03 04:05:06,123: INFO/MainProcess] <V>",
    'Traceback (most recent call last):\n  File "a.py", line 3\nValueError: <V>',
    "Error: <V>\n    at run (/app/x.js:3:4)", "Caused by: java.io.IOException: <V>", "panic: <V>",
    "System.ArgumentException: '<V>' is bad", "kind: ConfigMap\ndata:\n  note: <V>", "  - <V>",
    '      - "<V>"', "annotations:\n  note: '<V>'", 'variable "note" {\n  default = "<V>"\n}',
    'locals { note = "<V>" }', '    command: ["run", "<V>"]', "RUN run.sh <V>", "NOTE=<V>",
    'NOTE="<V>" # keep', "[main]\nnote=<V>", "note.text=<V>\nother=1", "set note '<V>'",
    'x = "<V>"', "var x = '<V>';", 'auto x = "<V>";', 'val x = "<V>"', "x := `<V>`",
    'let x = r#"<V>"#;', "$x = '<V>';", "x = %q(<V>)", 'assertEquals("<V>", x);', "print(f'<V>')",
    "# todo: drop <V>", "// <V> is old", "/* <V> */", "-- <V>", "<!-- <V> -->", "+<V>",
    "-  note: <V>", "@@ -1 +1 @@\n-<V>\n+x", "SELECT '<V>';",
    "INSERT INTO notes VALUES (1, '<V>', NULL);", "COPY notes FROM stdin;\n1\t<V>\t\\N",
    "| id | note |\n|---:|:---|\n| 7 | <V> |", "id,note,n\n7,<V>,1", '7;"<V>";1', "7\t<V>\t1",
    "+----+\n| <V> |\n+----+", "<x><y><V></y></x>", "<Note xmlns='urn:x'><V></Note>",
    "<v><![CDATA[<V>]]></v>", "<td><V></td>", "<a href='#'><V></a>", '<span class="v"><V></span>',
    "&lt;<V>&gt;", "&quot;<V>&quot;", "q=<V>&n=1", "https://x.example/?q=<V>", "- <V>", "* <V>",
    "1. <V>", "> <V>", "> > <V>", "**<V>**", "_<V>_", "~~<V>~~", "`<V>`", "```\n<V>\n```", "# <V>",
    "[^1]: <V>", "- [x] <V>", "(<V>)", '"<V>"', "'<V>'", "“<V>”", "„<V>“", "«<V>»", "‹<V>›", "<V>,",
    "<V>;", "<V>.", "<V>!", "<V>?", "<V>:", "<V>…", "=<V>=", "~<V>", "—<V>—", "\u200b<V>\u200b",
    "\ufeff<V>", "\u00a0<V>\u00a0", "|<V>|", "→<V>",
    "Hi Sam,\n\nplease see below.\n<V>\n\nBest\nKim", "On Tue, Kim wrote:\n> <V>\n",
    "Subject: Re: <V>", "-----Original Message-----\n<V>",
    "Sehr geehrte Damen und Herren,\n<V>\nMit freundlichen Grüßen",
    "Invoice 12\nitem: <V>\ntotal 3.00", 'ticket 4: customer says "<V>"', "S: <V>\nO: stable",
    "[00:01:12] Speaker 1: um it's <V> yeah", "caller: <V>. agent: thank you",
    "page 3 of 4   <V>   confidential", "NOTE TO FILE - <V>", "slack> kim: <V> :+1:",
    "[14:02] kim: <V>", "<@U1> <V>", "fwd <V>", "BEGIN:VCARD\nNOTE:<V>\nEND:VCARD",
    "summary: <V>; status: open",
)  # fmt: skip
_WORDED = {
    **BESIDE, "swift_bic": SWIFT, "credit_card": CARD_SAID, "mac": MAC_SAID, "eth": ETH_SAID,
    "phone": NATIONAL,
}  # fmt: skip
SPLIT = Split(
    templates=tuple(map(plain, _TEMPLATES)),
    tier_a={**ALONE, **PEOPLE, **TOKENS, **SECRETS},
    tier_b={**SAID, **{name: (CONTEXTS[name], make) for name, make in _WORDED.items()}},
    negatives=NEGATIVES,
)
