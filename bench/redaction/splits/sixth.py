"""The sixth split: written without a look at detectors, from other places than those before."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from bench.redaction.splits.fifth import MAKERS
from bench.redaction.splits.fifth_ids import IDS
from bench.redaction.splits.fifth_tokens import TOKENS, basic, password
from bench.redaction.splits.forms import Split, filled, one_of
from bench.redaction.splits.sixth_words import AUTH, SECRETS, URLS, WORDED, escaped

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SPLIT"]


def _nested(*layers: object) -> str:
    """Return JSON in JSON: each layer is the text that stands as `<J>` in the next."""
    text = "<V>"
    for layer in layers:
        text = json.dumps(layer).replace("<J>", json.dumps(text)[1:-1])
    return text


_ASKED = {"object": "response", "output": [{"type": "function_call", "name": "lookup",
    "call_id": "call_7Kq", "arguments": "<J>"}]}  # fmt: skip
_TEMPLATES = tuple(map(escaped, (
    # talk
    "<V>", "<V>\n", "\n<V>", "  <V>  ", "<V>?", "<V>!", "<V>…", "so… <V> right?", "ok <V>. next",
    "Agent: thanks for waiting\nCustomer: sure, <V>\nAgent: got it", "[10:42] lena: <V>",
    "lena  10:42 AM\n<V>\n:thumbsup: 2", "hey!! is this right → <V> ← ???", "it was <V>, not mine",
    "Bonjour, je vous confirme : <V>. Cordialement", "Hola, ¿es correcto <V>? Gracias",
    "Hallo, stimmt „<V>“ noch? LG", "Здравствуйте, проверьте «<V>», пожалуйста",
    "请核对<V>是否正确",
    "こちらは「<V>」でよろしいでしょうか", "『<V>』です", "제가 <V>로 보냈어요",
    "Merhaba, <V>'i kontrol eder misiniz?",
    "Proszę sprawdzić ‚<V>’ dzisiaj", "يرجى التحقق من <V>، شكرا", "בבקשה לבדוק את <V> תודה",
    "ช่วยเช็ค<V>ให้หน่อยครับ", "कृपया <V> देखें।", "Pode confirmar (<V>) por favor?",
    "ελέγξτε το <V>;",
    "Xin kiểm tra <V> giúp tôi", "Jag skrev <V> i rutan", "l'<V> è giusto?", "‹<V>›", "“<V>”",
    "‘<V>’",
    "【<V>】", "（<V>）", "《<V>》", "、<V>、", "。<V>。", "<V>；", "ref：<V>", "see:<V>",
    "(cf. <V>)", "[<V>]",
    "<<V>>", "{<V>}", "{{<V>}}", "*<V>*", "_<V>_", "~~<V>~~", "||<V>||", "==<V>==", "`<V>`",
    "'<V>'",
    # markup
    "> <V>\n\nI did not write that", "```\n<V>\n```", '```json\n{"x": "<V>"}\n```', "- [ ] <V>",
    "1. <V>\n2. later", "| a | b |\n|---|---|\n| 1 | <V> |", "| <V> | 12.50 | EU |", "<li><V></li>",
    '<td class="c"><V></td><td>4</td>', "<p>\n  <V>\n</p>", "<input value='<V>'/>",
    "<![CDATA[<V>]]>",
    '<soap:Body><m:V xmlns:m="urn:x"><V></m:V></soap:Body>', "&lt;v&gt;<V>&lt;/v&gt;",
    "&quot;<V>&quot;",
    "&#39;<V>&#39;", "&laquo;<V>&raquo;", "<!-- <V> -->", "\\item <V>", "\\texttt{<V>}",
    ".. note:: <V>",
    # code
    "x = [\n    '<V>',\n    'b',\n]", 'assertEquals("<V>", got);', 'fmt.Println("<V>")',
    "puts '<V>'",
    "$x = array('a', '<V>');", 'String s = "<V>" + y;', 'let v = r#"<V>"#;',
    'println!("{}", "<V>");',
    "// e.g. <V>", "# <V>", "/* <V> */", "-- <V>", "; <V>", "x: <V>  # was other",
    "return f'<V>/{n}'",
    "const t = `got <V> from ${u}`;", "@example <V>", 'case "<V>":', '(def x "<V>")',
    "v <- c('<V>')",
    "echo <V> | wc -c", "grep -F '<V>' /var/log/app.log", './run.sh "<V>" >out 2>&1',
    '{ "x" , "<V>" }',
    # data
    "INSERT INTO leads VALUES (41, 'web', NULL, '<V>', 3.50, TRUE, now());", "VALUES ('<V>'),('z')",
    "SELECT * FROM m WHERE body ILIKE '%<V>%' ORDER BY 1", "COPY t FROM stdin;\n8\t<V>\t\\N\n\\.",
    "9,web,<V>,2,open", "9;web;<V>;2;open", "9\tweb\t<V>\t2\topen", "9|web|<V>|2|open",
    '"9","<V>","2"',
    "<V>,<V>", "<V>; <V>", "<V> <V>", "<V>/x", "a\u0001<V>\u0001b", "x^<V>^y", "PID|1||<V>^^^A||",
    "['<V>']", "('<V>', 1)", "{'<V>': 3}", "{'k': ['a', '<V>']}", 'array(["<V>"], dtype=object)',
    "v: !!str <V>", "v: >-\n  <V>\n", "v:\n  - <V>\n  - b", "v = <V> ; c", '[v]\nk = "<V>"',
    "k=<V>;q=1",
    'field { v: "<V>" }', "hset h f <V>", "*1\r\n$11\r\n<V>\r\n", 'SET k "<V>" EX 60',
    "row=<V> ok=1",
    _nested({"id": 1, "x": "<J>"}, _ASKED), _nested(["<J>", 2], {"p": "<J>"}, {"q": "<J>"}),
    _nested({"a": {"b": ["<J>"]}}), _nested({"d": "<J>"}, {"type": "input_json_delta",
    "partial_json": "<J>"}),
    _nested({"jsonrpc": "2.0", "id": 4, "params": {"arguments": {"x": "<J>"}}}),
    _nested({"choices": [{"message": {"content": "It says <J> there."}, "finish_reason": "stop"}]}),
    _nested({"resourceSpans": [{"attributes": [{"key": "gen_ai.prompt.0.content",
    "value": {"stringValue": "<J>"}}]}]}), '{"x":"\\n<V>\\n"}', '{"x":"a\\t<V>"}',
    '{"x" :\n"<V>"\n}',
    "data: <V>\n\n", 'event: delta\ndata: {"text":"<V>"}\n', '["<V>","<V>"]',
    "{'role': 'user', 'content': '<V>'}",
    "ChatMessage(role='user', content='<V>')", "HumanMessage(content=\"<V>\", id='r1')",
    "<|im_start|>user\n<V><|im_end|>",
    "[INST] <V> [/INST]", "<s><V></s>", "Observation: <V>\nThought: done", "<result><V></result>",
    # logs
    "10:01:07.113 [main] INFO c.a.Svc - got <V>",
    "ERROR: duplicate key value\nDETAIL:  Key (v)=(<V>) already exists.",
    'E1104 10:00:01.2 1 x.go:88] bad value "<V>"', "ValueError: invalid literal: '<V>'",
    "panic: <V>\n\ngoroutine 1 [running]:",
    "java.lang.IllegalStateException: <V>\n\tat a.B.c(B.java:31)",
    "System.FormatException: '<V>' was not valid",
    "kafka: topic=in key=<V> partition=3", "app[812]: v=<V>", 'msg="<V>" n=2',
    '{"lvl":30,"msg":"<V> seen"}',
    'Processing by X#y as JSON\n  Parameters: {"v"=>"<V>"}', "warn(<V>): slow", "[v:<V>]",
    "<V> - done in 3ms",
    "stdout F <V>", "\u001b[32m<V>\u001b[0m", "'<V>' (1)", '=> "<V>"', '(gdb) p v\n$1 = "<V>"',
    ">>> v\n'<V>'",
    # web and mail
    "GET /s?a=1&v=<V> HTTP/2", "/v/<V>/edit", "?v=<V>#top", "v=<V>&w=2", "q=%22<V>%22", "%3D<V>%26",
    "X-Note: <V>\r\nAccept: */*",
    '--b\r\nContent-Disposition: form-data; name="v"\r\n\r\n<V>\r\n--b--',
    "Subject: Re: <V>\nDate: Mon\n\nHi", "-- \nOla Berg\nAcme\n<V>", "On Monday Kim wrote:\n> <V>",
    "Ola <<V>>",
    "Rechnung 2291\n<V>\nSumme 41,20 EUR",
    "Sehr geehrte Frau Ek,\n\n<V>\n\nMit freundlichen Grüßen",
    "BEGIN:VCARD\nNOTE:<V>\nEND:VCARD", "DESCRIPTION:<V>\nEND:VEVENT", '- run: echo "<V>"',
    'value = "<V>"',
    'args: ["-x", "<V>"]', '{{- if eq .v "<V>" }}', "label: '<V>'\nkind: X", "VALUE=<V>",
    "VALUE='<V>'\nOTHER=1",
)))  # fmt: skip

_opaque = one_of("|" * 40, "*" * 32, "~" * 40, "****.****_" + "|" * 30, "$" * 42 + "==")


def _auth(random: Random) -> str:
    return random.choice((_opaque, _opaque, basic))(random)


_in_url = one_of("*" * 16, "^`````??", "s3cr3t-****", "|" * 24, "~" * 32, "p%40ss****", "hunter#?")
_ALONE = (
    "credit_card", "us_ssn", "iban", "uk_nino", "in_aadhaar", "in_pan", "fr_nir", "es_nif",
    "it_codice_fiscale", "fi_hetu", "br_cpf", "br_cnpj", "kr_rrn", "cn_ric", "sg_nric",
)  # fmt: skip
_TIER_A: dict[str, Make] = {**TOKENS, **{entity: IDS[entity] for entity in _ALONE}}
_TIER_B = {
    **{entity: (texts, MAKERS[entity]) for entity, texts in WORDED.items()},
    "secret_kv": (SECRETS, password), "auth_header": (AUTH, _auth),
    "url_credentials": (URLS, _in_url),
}  # fmt: skip

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _ulid(random: Random) -> str:
    return "01" + "".join(random.choices(_CROCKFORD, k=24))


def _book(random: Random) -> str:
    name, form = random.choice((("ISBN ", "978?????????"), ("EAN ", "400?????????"),
        ("gtin=", "761?????????"), ("", "978?????????")))  # fmt: skip
    body = filled(random, form)
    check = -sum(int(each) * (1, 3)[at % 2] for at, each in enumerate(body)) % 10
    return f"{name}{body}{check}"


def _embedded(random: Random) -> str:
    return "[" + ", ".join(f"{random.gauss(0, 0.05):.8f}" for _ in range(6)) + "]"


def _picture(random: Random) -> str:
    return "data:image/png;base64,iVBORw0KGgo" + base64.b64encode(random.randbytes(60)).decode()


def _dump(random: Random) -> str:
    raw = random.randbytes(16).hex()
    pairs = " ".join(raw[at : at + 2] for at in range(0, 32, 2))
    return f"{random.randrange(0, 4096, 16):08x}  {pairs}  |................|"


_SAYINGS = (
    "password is required", "token limit exceeded", "Passwords must match", "password: required",
    "invalid api key", "token expired", "api_key: missing", "secret: null", "Forgot your password?",
    "the secret of good bread is time", "Bearer token missing", "Authorization: Bearer",
    "token=none",
    "password: string", "api_key: ${API_KEY}", "password: {{ .Values.password }}",
    "token: <your-token>",
    "password=$DB_PASSWORD", "key: value", "SSN: not provided", "Passport: see attachment",
    "DOB: unknown",
    "IBAN: n/a", "phone: none", "password = getpass.getpass()", "const token = await getToken();",
    "password: process.env.DB_PASS", "Card number: declined", "VIN: pending", "No. 5, 2nd floor",
    "passwords are hashed with bcrypt", "The token bucket refills at 10/s", "secrets: inherit",
    "1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7",
    "Genesis 1:1-31; John 3:16; Psalm 119:105",
    "ACGTACGGTCATTAGCCGATTACGATCGGGATTACA", "CC(=O)OC1=CC=CC=C1C(=O)O",
    "C6H12O6 + 6 O2 -> 6 CO2 + 6 H2O",
    "CAS 58-08-2", "\\frac{1}{2}\\sum_{i=1}^{n} x_i^2", "E = mc^2", ">=1.2.3 <2.0.0 || ^3.4.5",
    "~=3.11.4",
    "#ff8800, #00ff88, #123456", "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16", "127.0.0.1:8080",
    "0.0.0.0/0",
    "Lakers 112-108 Celtics", "6-4, 3-6, 7-6 (7-3)", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
    "HTTP/1.1 429 Too Many Requests", "SHA256:abcdef is no digest", "Content-Length: 348",
    "UTC+05:30",
    "00:00:00.000 --> 00:00:04.120", "std::chrono::seconds", "a::b::c", "dead:beef is hex humour",
    "\\x48\\x65\\x6c\\x6c\\x6f", "Phase 1/2/3", "Room 415-B", "Flight LH441 seat 21A gate B12",
    "PNR X7K2QP",
    "https://example.com/reset-password?lang=en", "user@host:~$ ls", "@media (min-width: 768px)",
    "@app.route('/')",
    "npm i @types/node@20.11.5", "git@github.com:acme/app.git", "foo@sha256", "pkg@1.2.3",
    "me@localhost",
)  # fmt: skip
_NEGATIVES: tuple[Make, ...] = (
    _ulid, _book, _embedded, _picture, _dump, lambda random: random.choice(_SAYINGS),
    lambda random: random.choice(_SAYINGS),
    one_of("1?????????????????", "11????????????????", "snowflake 7???????????????" + "??"),
    one_of("|" * 21, "cm&&&&&&&&&&&&&&&&&&&&&&&", "ksuid 2&&&&&&&&&&&&&&&&&&&&&&&&&&",
    "6~~~~~~~~~~~~~~~~~~~~~~~"),
    one_of('ETag: "~~~~~~~~~~~~~~~~"', 'ETag: W/"~~~-19~~~~~~~~~"',
    'etag="~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~-4"'),
    one_of("orders-3 offset=????????? lag=12", "Kafka offset 1????????2, leaderEpoch 7",
    "lsn 16/B374D8??"),
    one_of("17##??????????????", "ts=17##????????????", "17##????????????.25",
    "timestamp: 17##?????????"),
    one_of("v1?.2?.3.4#", "build 10.0.1904#.3?8#", "Chrome/12#.0.67??.1#?", "Version 17.#.3#.2",
    'AssemblyVersion("4.2.1?.9")'),
    one_of("52.5#????, 13.4#????", "(-33.8##, 151.2##)", "lat=40.7####&lon=-74.0####",
    "POINT(4.9#??? 52.3#??)"),
    one_of("SKU 415-B#?-22#?", "SKU-800-#?-####", "part no. 99-1#?-7#-B", "model TX-##??-#",
    "item 12-####-#"),
    one_of("ISSN 2049-3#3X", "ISSN: 0317-8471", "ISBN 0-306-40615-2",
    "doi.org/10.1038/s41586-02#-0####-#"),
    one_of("1Z^#?^####?####?##", "tracking 9400 1#?? ???? ???? ???? ??", "DHL JD0146000????????",
    "FedEx 7#??????????#", "1Z999AA1012345678#"),
    one_of('{"prompt_tokens":1?#,"completion_tokens":#?,"total_tokens":2#?}',
    "usage: input_tokens=#??? output_tokens=#?",
    "max_tokens must be <= #0##", "context length is 128000 tokens, got 13#???",
    "tokens_per_second: 8#.?", 'cached_tokens": 10##'),
    one_of("$1,2##.50", "€ 1.#??,00", "£#?.99", "R$ 1.#??.#??,10", "USD 12##.0#", "¥1#,###",
    "Total: 3##.??"),
    one_of("req_011C" + "*" * 20, "msg_01" + "*" * 22, "run_" + "*" * 24, "asst_" + "*" * 24,
    "resp_" + "~" * 48, "toolu_01" + "*" * 22, "file-" + "*" * 22),
    one_of("trace_id=" + "~" * 32 + " span_id=" + "~" * 16,
    "00-" + "~" * 32 + "-" + "~" * 16 + "-01", "x-amzn-trace-id: Root=1-6~~~~~~~-" + "~" * 24),
    one_of("sha256:" + "~" * 64, "sha512-" + "$" * 86 + "==", "md5=" + "~" * 32,
    "integrity sha1-" + "$" * 27 + "=", "crc32 ~~~~~~~~"),
    one_of("pod/web-6~~~~~~~~-x&&&& 1/1 Running 0 4d", "kubelet[1#??]: I11#? 10:0#:2?.??????",
    "node-ip-10-0-1#-2#.ec2.internal", "ip-10-0-#-1#"),
    one_of("2026-1#-0#T0#:1?:2?.??????+00:00", "0#/1?/2026 1#:2#", "[1#/Nov/2026:10:1?:0? +0000]",
    "Sun, 2# Nov 2026 19:4#:0# GMT", "2026-W4#-#", "due 2026-12-1#"),
    one_of("Invoice 2026-00##?", "order no. 30#-????????-###????", "INV-20261#-00#?",
    "case 0001#???", "ticket ABC-1#??", "PO 45000#????#"),
    one_of("+3.#? %", "3.1e-0#", "1_000_0##", "0x7ff?#~~~~~~~", "0b1011", "1#?/2#?", "#:1?.4? min",
    "4#? x 3#? px", "H₂O #?"),
    one_of("A1:C#?", "B1#:D#?", "rgb(1#?, #?, #?)", "hsl(2#?, 5#%, 4#%)", "M10 #? L 9# 8? Z",
    "0 */# * * *", "7#dB", "19#.2kHz"),
    one_of("vol. 1#, no. 3, pp. 4##-5##", "§ 3#? Abs. 2 BGB", "Art. 6 (1) lit. f",
    "[1#] Kim et al., 20##", "Fig. #.#", "p. 1##"),
    one_of("10.#?.0.0/16", "192.168.#.0/24", "fd00::/8", "fe80::/10", "::1", "::/0"),
)  # fmt: skip
"""Ids, sums, signs and sayings that are nobody's data."""

SPLIT = Split(_TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
