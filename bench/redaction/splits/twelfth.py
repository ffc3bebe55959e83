"""Test split of a twelfth kind: what coding agents and support desks send through a gateway.

Commands, files, dumps of objects and talk in twenty languages around values as they are issued.
"""

from __future__ import annotations

from bench.redaction.splits.forms import Split
from bench.redaction.splits.twelfth_ids import ALONE as NATIONAL
from bench.redaction.splits.twelfth_ids import BESIDE as NATIONAL_BESIDE
from bench.redaction.splits.twelfth_marks import around
from bench.redaction.splits.twelfth_negatives import NEGATIVES
from bench.redaction.splits.twelfth_secrets import KEPT
from bench.redaction.splits.twelfth_things import THINGS
from bench.redaction.splits.twelfth_tokens import TOKENS
from bench.redaction.splits.twelfth_values import ALONE, BESIDE
from bench.redaction.splits.twelfth_words import CONTEXTS

__all__ = ["SPLIT"]

_TEMPLATES = (
    "<V>", "can you grep for <V> in the repo", "grep -rn '<V>' src/", 'rg -F "<V>" .', "echo <V>",
    'echo "<V>" >> notes.txt', "printf '%s\\n' '<V>' | pbcopy", "$ ./lookup <V>\nnot found",
    "sed -i 's|<V>||' a.txt", "--filter='<V>'", "--query <V>", "./run.sh --id <V> --dry-run",
    "cat <<EOF > a.txt\n<V>\nEOF", "diff --git a/x b/x\n@@ -1 +1 @@\n-<V>\n+removed",
    "+  value: <V>", '{"tool": "bash", "input": {"command": "grep <V> dump.sql"}}',
    '{"path": "a.md", "new_str": "<V>"}',
    '{"type": "tool_result", "content": [{"type": "text", "text": "<V>"}]}', '{"q":"<V>","k":5}',
    "<tool_result>\n<V>\n</tool_result>", '<invoke name="find"><parameter name="q"><V></parameter>',
    "- <V>\n- nothing else", "found in row 14: <V>", "extra: '<V>'", "VALUE=<V>", 'value = "<V>"',
    "data:\n  item: <V>", "data:\n  item: |\n    <V>", 'args: ["--item", "<V>"]',
    "item: '<V>' # old", '- name: ITEM\n  value: "<V>"', "item.value=<V>", "<item><V></item>",
    '<item value="<V>"/>', "<![CDATA[<V>]]>", '<add key="Item" value="<V>"/>',
    "<p>See <b><V></b>.</p>", "<td><V></td><td>7</td>", "<option value='<V>' selected>",
    '<a title="<V>">x</a>', "14,<V>,2026-11-02,paid", "14;<V>;paid", "14\t<V>\tpaid", "14|<V>|paid",
    '"14","<V>","paid"', "| 14 | <V> | paid |", " 14 | <V> | paid",
    "SELECT * FROM items WHERE val = '<V>' LIMIT 5;", "INSERT INTO items VALUES (14, '<V>', NULL);",
    "UPDATE items SET val='<V>' WHERE n=14;", "  val: <V>\n  n: 14",
    "DETAIL:  Key (val)=(<V>) already exists.",
    "ERROR 1062 (23000): Duplicate entry '<V>' for key 'val'",
    "com.acme.BadItem: cannot parse '<V>'", "ValueError: invalid literal: '<V>'",
    'panic: unexpected "<V>"', "thread 'main' panicked at '<V>'",
    "TypeError: <V> is not a function\n  at run (a.js:3:9)", "KeyError: '<V>'", "Caused by: <V>",
    'web-4 - - [02/Nov/2026:10:00:00 +0000] "GET /find?q=<V> HTTP/1.1" 200 41',
    "GET /items?x=<V>&n=2", 'level=warn msg="skipped <V>" n=14',
    '{"level":"info","msg":"skipped <V>","n":14}', "Nov  2 10:00:00 web app[77]: <V>",
    "I1102 10:00:00.000001 7 main.go:14] <V>", "[debug] item=<V>", "Item{n=14, val=<V>}",
    "Item(n=14, val='<V>')", 'Item { n: 14, val: "<V>" }', "&{N:14 Val:<V>}", 'Some("<V>")',
    "['<V>', None, 14]", "{'val': '<V>'}", "b'<V>'", '["<V>"]', "{val: '<V>', n: 14,}",
    'val: "<V>" n: 14', 'mutation { add(val: "<V>") { n } }', 'const val = "<V>";', 'val := "<V>"',
    "let val = '<V>'", 'String val = "<V>";', "expect(val).toBe('<V>')", "// e.g. <V>", "# <V>",
    "/* <V> */", 'assert f("<V>")', "description: <V>", "NOTE:<V>\\nsecond line", "DESCRIPTION:<V>",
    "OBX|1|TX|||<V>||||||F", "NTE*ADD*<V>~", "FTX+AAI+++<V>'", '{"note": [{"text": "<V>"}]}',
    "> <V>\n\nthanks, see above", "Hi team,\n\n<V>\n\nRegards\nBram", "Subject: Re: <V>",
    "-------- Forwarded --------\n<V>", "fyi <V> 🙂", "User: <V>\nAssistant: Got it.",
    "no wait it's <V>", "i meant <V> sorry", "<V>, not the other one", "[00:01:14] Caller: <V>.",
    "hello\n<V>\nbye", "(<V>)", '"<V>"', "`<V>`", "**<V>**", "“<V>”", "«<V>»", "【<V>】",
    "Bitte <V> prüfen, danke!", "es ist <V> und nicht anders", "c'est <V> merci", "es <V>, gracias",
    "è <V> grazie", "é <V> obrigado", "het is <V> hoor", "to jest <V>, proszę", "det är <V> tack",
    "se on <V> kiitos", "это <V>, спасибо", "це <V>", "işte <V> teşekkürler", "είναι <V>",
    "זה <V> תודה", "هذا <V> شكرا", "यह <V> है", "<V>です", "是<V>。", "<V>입니다", "đây là <V>",
    "ini <V> ya", "คือ <V> ค่ะ",
)  # fmt: skip
_WORDS = CONTEXTS | THINGS
SPLIT = Split(
    templates=around(_TEMPLATES),
    tier_a={**NATIONAL, **ALONE, **TOKENS},
    tier_b=KEPT | {name: (_WORDS[name], make) for name, make in (NATIONAL_BESIDE | BESIDE).items()},
    negatives=NEGATIVES,
)
