"""The ninth split, by an author who has seen neither the detectors nor the splits before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.forms import Split, one_of
from bench.redaction.splits.ninth_ids import ALONE, BESIDE
from bench.redaction.splits.ninth_negatives import NEGATIVES
from bench.redaction.splits.ninth_secrets import SECRETS, SECRETS_SAID
from bench.redaction.splits.ninth_tokens import TOKENS
from bench.redaction.splits.ninth_values import PAPERS, PLAIN
from bench.redaction.splits.ninth_words import CONTEXTS
from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SPLIT"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_OTHERS = ("Januar", "mars", "marzo", "de abril de", "maj", "juin", "juli", "agosto", "septembre",
           "oktober", "novembre", "Dezember")  # fmt: skip


def _born(random: Random) -> str:
    year, month, day = random.randint(1935, 2012), random.randint(1, 12), random.randint(1, 28)
    name = random.choice(_MONTHS)
    return random.choice([
        f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}",
        f"{month:02}/{day:02}/{year}", f"{month}/{day}/{year}", f"{day:02}.{month:02}.{year}",
        f"{day}.{month}.{year}", f"{day:02}-{month:02}-{year}", f"{year}/{month:02}/{day:02}",
        f"{day} {name} {year}", f"{name} {day}, {year}", f"{day}-{name[:3]}-{year}",
        f"{name[:3]} {day} {year}", f"{day}. {random.choice(_OTHERS)} {year}",
        f"{day} {random.choice(_OTHERS)} {year}", f"{year}年{month}月{day}日",
        f"{year}년 {month}월 {day}일", f"{year}{month:02}{day:02}",
        f"{year}-{month:02}-{day:02}T00:00:00Z",
        f"{month:02}/{day:02}/{year % 100:02}",
        f"{day}{'st' if day in (1, 21) else 'th'} {name} {year}",
    ])  # fmt: skip


_PASSPORT = one_of(
    "5########", "^########", "C01X00T4#", "CF##HJ###", "1#^^#####", "K#######", "E########",
    "EA#######",
    "G########", "TK#######", "M########", "AB######", "PA#######", "AAA######", "YA#######",
    "FZ######",
    "## ## ######", "45## ######", "FE######", "U########", "N#######", "L#######", "P#######A",
)  # fmt: skip
_LICENCE = one_of(
    "D#######", "### ### ###", "S###-###-##-###-0", "########", "D400-####-####", "WDL#######^#",
    "S ### ### ### 0##",
    "A#### ##### #####", "MORGA6570#4SM9IJ", "JONES8#10#1AB9CD", "A####-#####-#####",
    "B0##RRE2I#5", "MH12 20110######",
    "DL-0420110######", "U1#####4#B", "RM#######X", "##########", "###########", "############",
    "Y#######",
)  # fmt: skip
_NATIONAL = one_of(
    "415#######", "(415) 5##-####", "415 5## ####", "07### ######", "020 7### ####",
    "0161 4## ####", "0171 #######",
    "030/########", "0151-########", "089 #######", "06 ## ## ## ##", "06########",
    "01.4#.##.##.##", "6## ### ###",
    "91 ### ## ##", "347 #######", "02 4#######", "91# ### ###", "06-########", "06 ########",
    "0470 ## ## ##",
    "079 ### ## ##", "0664 #######", "070-### ## ##", "9## ## ###", "60# ### ###", "601######",
    "0532 ### ## ##",
    "8 912 ###-##-##", "8912#######", "067 ### ## ##", "054-#######", "050 ### ####",
    "010 #### ####", "082 ### ####",
    "0803 ### ####", "98########", "98### #####", "138########", "138 #### ####", "010-6#######",
    "090-####-####",
    "03-3###-####", "010-####-####", "02-3##-####", "081-###-####", "0912 ### ###",
    "0812-####-####", "04## ### ###",
    "(02) 9### ####", "021 ### ####", "(11) 9####-####", "11 9####-####", "55 #### ####",
    "069# ######", "040 #######",
)  # fmt: skip
_TEMPLATES = (
    "<V>", "please look at <V> and tell me what it is", "User: <V>\nAssistant: Thanks, got it.",
    "- <V>", "* <V>\n* other",
    "1. <V>\n2. nothing else", "> <V>", "(<V>)", "[<V>]", "<V>.", "<V>, thanks!", "Is <V> right?",
    '"<V>"', "'<V>'", "`<V>`",
    "```\n<V>\n```", "**<V>**", "see: <V>", "note: <V>", "text=<V>", "value: <V>", 'msg="<V>"',
    "input => <V>", "Result: <V>",
    '{"role": "user", "content": "<V>"}', '{"messages": [{"role": "tool", "content": "<V>"}]}',
    '{"input": {"q": "<V>"}, "id": 4}',
    '{"type": "text", "text": "Hello, <V>"}', "{'content': '<V>', 'n': 1}",
    "ToolMessage(content='<V>', id=3)",
    'Message { role: User, text: "<V>" }', "&{Role:user Content:<V> Index:0}",
    "Message{role=user, content=<V>}",
    "Message(role='user', content='<V>', name=None)", 'content: "<V>"\nrole: USER',
    "- role: user\n  content: <V>\n", 'note = "<V>"',
    "NOTE='<V>'", "# <V>", "// <V>", "/* <V> */", "-- <V>", "<!-- <V> -->", "<p><V></p>",
    "<td><V></td>", "<note><V></note>",
    "<soap:Body><q><V></q></soap:Body>", "<![CDATA[<V>]]>", "<textarea><V></textarea>",
    "<br><V><br>", "a,b,c\n1,<V>,3", "a\tb\n1\t<V>",
    "| n | text |\n|---|---|\n| 1 | <V> |", "1;<V>;x", "INSERT INTO notes (body) VALUES ('<V>');",
    "SELECT * FROM t WHERE body = '<V>'",
    " id | body\n----+------\n  1 | <V>\n(1 row)",
    "ERROR:  duplicate key value\nDETAIL:  Key (v)=(<V>) already exists.",
    "2026-06-01T08:00:00Z INFO handler - got <V>", "Jun  1 08:00:00 web-1 app[312]: <V>",
    "level=warn msg=seen v=<V>",
    "E0601 08:00:00.123456   12 a.cc:31] <V>", "[2026-06-01 08:00:00] production.ERROR: <V>",
    "::error::<V>", "##[group]<V>",
    "ValueError: could not parse '<V>'",
    "java.lang.IllegalStateException: bad input <V>\n\tat acme.A.b(A.java:3)",
    "panic: unexpected <V>\n\ngoroutine 1 [running]:",
    "thread 'main' panicked at 'bad: <V>', src/main.rs:4:5", "TypeError: <V> at x.js:3:1",
    'redis:6379> GET k\n"<V>"', "$ echo <V>", "PS C:\\> Write-Output '<V>'", ">>> x\n'<V>'",
    "In [3]: x\nOut[3]: '<V>'", "stdout: <V>",
    "Dear team,\n\n<V>\n\nRegards,\nJo", "Subject: question\n\n<V>", "[08:14] jo: <V>",
    "Jo 08:14\n<V>", "Customer wrote: <V>", "Ticket body:\n<V>\n--",
    "Bitte prüfen: <V>", "Voici : <V>", "Aquí está: <V>", "Ecco: <V>", "Segue: <V>",
    "Zie <V> hieronder", "Oto dane: <V>", "Вот: <V>", "これです: <V>",
    "这是<V>", "이것은 <V> 입니다", "यह रहा: <V>", "هذا هو: <V>", "זה: <V>", "นี่คือ <V>",
    "Đây là <V>",
    "Ini dia <V>", "İşte: <V>", "Ορίστε: <V>",
    "summarise this:\n\n<V>\n\nin one line", "<V>\n", "\t<V>", "…<V>…", "–<V>–", "“<V>”", "«<V>»",
    "「<V>」", "first <V>; second none",
    '{"tool_calls": [{"function": {"name": "look", "arguments": "{\\"q\\": \\"<V>\\"}"}}]}',
    'name="note"\r\n\r\n<V>\r\n--b', 'ENV NOTE="<V>"',
    'query { find(text: "<V>") { id } }', 'data: {"delta": "<V>"}\n\n',
    "description = <<EOT\n<V>\nEOT", "<|user|><V><|end|>", "Human: <V>\n\nAssistant:",
)  # fmt: skip
_WORDED: dict[str, Make] = {
    **BESIDE, **PAPERS, "phone": _NATIONAL, "passport": _PASSPORT, "driver_license": _LICENCE,
    "date_of_birth": _born,
}  # fmt: skip
SPLIT = Split(
    templates=tuple(map(escaped, _TEMPLATES)),
    tier_a={**ALONE, **PLAIN, **TOKENS, **SECRETS},
    tier_b={**SECRETS_SAID, **{name: (CONTEXTS[name], make) for name, make in _WORDED.items()}},
    negatives=NEGATIVES,
)
