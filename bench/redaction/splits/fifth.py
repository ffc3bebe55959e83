"""The fifth split: written without a look at detectors, from what gateways and their users send."""

from __future__ import annotations

import json
import string
import uuid
from typing import TYPE_CHECKING

from bench.redaction.checks import luhn
from bench.redaction.splits import national
from bench.redaction.splits.fifth_ids import IDS, lowered, ssn
from bench.redaction.splits.fifth_tokens import PLAIN_PHONE, TOKENS, basic, password
from bench.redaction.splits.fifth_words import AUTH, HABITATS, KEYED, SECRETS, URLS, shaped
from bench.redaction.splits.forms import Split, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["MAKERS", "SPLIT"]


def _within(*layers: object) -> str:
    """Return JSON in JSON: each layer is the text that stands as `<J>` in the next."""
    text = "<V>"
    for layer in layers:
        made = json.dumps(layer, ensure_ascii=False)
        text = made.replace("<J>", json.dumps(text, ensure_ascii=False)[1:-1])
    return text


_CALL = {"role": "assistant", "content": None, "tool_calls": [
    {"id": "call_9XbA2", "type": "function",
    "function": {"name": "save", "arguments": "<J>"}}]}  # fmt: skip
_TEMPLATES = tuple(
    map(
        shaped,
        (
            _within({"model": "gpt-4o",
            "messages": [{"role": "user", "content": "Hi, it is <J>, ok?"}]}),
            _within({"role": "user", "content": [{"type": "text", "text": "see <J>\nthanks"}]}),
            _within({"messages": [{"role": "user", "content": [{"text": "<J>"}]}],
            "inferenceConfig": {"maxTokens": 512}}),
            _within({"contents": [{"role": "user", "parts": [{"text": "it says: <J>."}]}]}),
            _within({"v": "<J>"}, _CALL), _within({"q": "a\t<J>\tb"}, {"body": "<J>"}, _CALL),
            _within({"v": "<J>"}, {"inner": "<J>"}, {"outer": "<J>"}, {"messages": [_CALL]}),
            _within({"type": "tool_result", "tool_use_id": "toolu_01A",
            "content": "row 1\n<J>\nrow 3"}),
            'data: {"choices":[{"delta":{"content":"<V>"},"index":0}]}\n\n',
            '{"inputText":"User: <V>\\nBot:"}',
            '[{"role":"user","parts":[{"type":"text","content":"<V>"}]}]', '{\\"v\\":\\"<V>\\"}',
            "<document><v><V></v></document>",
            "Human: please look at <V>\n\nAssistant:", "a\\n<V>\\nb", "a\\t<V>\\tb",
            "\\u003c<V>\\u003e", '\\"<V>\\"',
            "POST /v1/items HTTP/1.1\r\nHost: api\r\nContent-Type: text/plain\r\n\r\n<V>",
            "GET /find?q=<V>&page=2 HTTP/1.1",
            "INSERT INTO t (id, v) VALUES (17, '<V>');", "UPDATE t SET note = '<V>' WHERE id = 9",
            "WHERE v LIKE '%<V>%'", "v IN ('x','<V>','y')",
            "ERROR:  duplicate key violates constraint\nDETAIL:  Key (v)=(<V>) already exists.",
            "/* <V> */ SELECT 1",
            "2026-05-12 08:11:09,482 INFO  [main] c.a.Svc - got <V> from queue",
            "INFO:root:got <V>", 'level=info msg="got <V>" n=3', "level=warn v=<V> n=3",
            "I0512 12:00:01.123456       1 x.go:44] got <V>",
            "<34>1 2026-05-12T08:11:09Z h app - - - <V>", "  INFO svc::run: got v=<V> elapsed=3ms",
            "\x1b[32m<V>\x1b[0m",
            "Traceback (most recent call last):\n  File 'a.py', line 3\nValueError: bad: '<V>'",
            "java.lang.IllegalStateException: <V>\n\tat a.B.c(B.java:9)",
            "panic: <V>\n\ngoroutine 1 [running]:", "thread 'main' panicked at src/a.rs:3:5:\n<V>",
            "Error: <V>\n    at f (/app/a.js:1:2)",
            "System.Exception: <V>\n   at A.B() in a.cs:line 4",
            "ENTRY=<V>", "entry: <V>", "entry: |\n  <V>\n", "- <V>", 'entry = "<V>"',
            "[main]\nentry=<V>", "a.b.entry=<V>", "entry: '<V>'  # seen",
            'x = "<V>"', "const x = `<V>`;", 'String x = "<V>";', 'x := "<V>"',
            'let x = "<V>".to_string();', "$x = '<V>';", 'var x = @"<V>";', "x = b'<V>'",
            'print(f"{a} <V>")',
            "curl -X POST https://x.test/v1 -d 'v=<V>'", "curl --json '{\"v\":\"<V>\"}' x.test",
            'echo "<V>" | tee out', "1,<V>,ok", '"1";"<V>";"ok"', "1\t<V>\tok", "id|<V>|ok",
            "| a | <V> | b |", "a,b\n1,<V>\n2,x",
            "<v><V></v>", "<![CDATA[<V>]]>", "<soap:Body><m:Set><m:V><V></m:V></m:Set></soap:Body>",
            '<input value="<V>">', "<p>Das war <V>.</p>", "&lt;<V>&gt;", "&quot;<V>&quot;",
            "&nbsp;<V>&nbsp;", "<br><V><br/>",
            "On Mon, J. wrote:\n> <V>\n> bye",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:<V>\r\nEND:VCARD",
            "Subject: <V>\nMIME-Version: 1.0", "=== <V> ===", "+    return <V>", "-  <V>",
            "map[v:<V> n:3]", "&{V:<V> N:1}", 'Some("<V>")', "Foo(v=<V>, n=1)", "{'v': '<V>'}",
            ':v => "<V>"', 'v: "<V>"', "[<V>]", "(<V>)", "{<V>}", "<<V>>", '"<V>"', "'<V>'",
            "`<V>`", "**<V>**", "_<V>_", "~~<V>~~", "[<V>](https://x.test)", "[link](<V>)", "# <V>",
            "> <V>", "1. <V>",
            "\u00ab<V>\u00bb", "\u201c<V>\u201d", "\u201e<V>\u201c", "\u300c<V>\u300d",
            "\u3010<V>\u3011", "\uff08<V>\uff09", "<V>.", "<V>!", "<V>;", "<V>\u2026",
            "\u2014<V>\u2014", "<V>?", "<V>,", "\u200b<V>\u200b", "\ufeff<V>", "\u00a0<V>\u00a0",
            "\U0001f4e7<V>", "\u2705 <V>", "<V>\n", "\t<V>", "<V>|x", "x;<V>;y", "val=<V>,next=1",
            "...<V>...",
            "Meine Angabe lautet <V>, danke!", "Voici : <V> ; merci", "Es este: <V>. ¿Vale?",
            "Ecco <V>, grazie", "É <V>, obrigado", "Het is <V> hoor",
            "To jest <V>, dziękuję", "Numara <V> olarak kayıtlı",
            "这是<V>\uff0c请查收", "これは<V>です。",
            "제 것은 <V>입니다",
            "هذا هو <V>، شكرا",
            "यह <V> है।",
            "Это <V>, спасибо.",
            "hey, can you double check <V> for me? cheers", "so i typed in <V> and it failed :(",
            "It's <V>. Could you update my file please?", "first line\r\n<V>\r\nlast line",
        ),
    )
)  # fmt: skip

_opaque = one_of(
    "|" * 40, "~" * 32, "*" * 24, "$" * 62 + "==", "~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~"
)
_in_url = one_of(
    "p@ssW0rd??", "p%40ss%2F****", "|" * 16, "s3cr3t", "********", "~" * 32, "A``````#", "**.**.**",
    "`````-`````",
)  # fmt: skip


def _auth(random: Random) -> str:
    return random.choice((_opaque, _opaque, basic))(random)


_TIER_A: dict[str, Make] = {
    **TOKENS,
    **{
        entity: IDS[entity]
        for entity in (
            "credit_card", "us_ssn", "iban", "uk_nino",
            "in_aadhaar", "in_pan",
            "fr_nir", "es_nif", "it_codice_fiscale", "fi_hetu", "br_cpf", "br_cnpj", "kr_rrn",
            "cn_ric", "sg_nric",
        )
    },
}  # fmt: skip
MAKERS: dict[str, Make] = {
    **IDS, **TOKENS, "us_ssn": ssn, "phone": PLAIN_PHONE, "in_aadhaar": national.aadhaar,
    "br_cpf": national.cpf, "br_cnpj": national.cnpj, "kr_rrn": national.rrn,
    "eth": lambda random: TOKENS["eth"](random).lower(),
    "uk_nino": lowered(IDS["uk_nino"]), "in_pan": lowered(IDS["in_pan"]),
}  # fmt: skip
_TIER_B = {
    **{entity: (texts, MAKERS[entity]) for entity, texts in {**KEYED, **HABITATS}.items()},
    "secret_kv": (SECRETS, password), "auth_header": (AUTH, _auth),
    "url_credentials": (URLS, _in_url),
}  # fmt: skip


def _isbn(random: Random) -> str:
    body = "978" + filled(random, "?????????")
    total = sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(body))
    whole = f"{body}{-total % 10}"
    return f"ISBN {whole[:3]}-{whole[3]}-{whole[4:8]}-{whole[8:12]}-{whole[12]}"


def _vector(random: Random) -> str:
    return json.dumps([round(random.uniform(-1, 1), random.choice((6, 8, 16))) for _ in range(24)])


_LITERAL = (
    "password: ${DB_PASSWORD}",
    'api_key=os.environ["OPENAI_API_KEY"]',
    "token: <your-token>",
    "password: ********",
    "secretKeyRef: {name: db, key: pw}",
    "the password is required",
    "forgot your password?",
    "api_key: null",
    "Authorization: Bearer ${TOKEN}",
    "token_type: bearer",
    "secret_name: prod/db/main",
    '"password": "string"',
    "password=None",
    "!function(e,t){e.n=t(12),r=1e3}(this,0);",
    "for(let i=0;i<120;i++)x[i]=`${i}`",
    "var a=[1,22,33],b=a.map(e=>e*2)",
    "0 */5 * * *",
    "&{A:1 B:2}",
    "Content-Length: 40412",
    "x-request-cost: $0.00215",
)


_NEGATIVES: tuple[Make, ...] = (
    _isbn, _vector,
    lambda random: str(uuid.UUID(int=random.getrandbits(128), version=random.choice((1, 3, 4, 5)))),
    lambda random: f"00-{random.randbytes(16).hex()}-{random.randbytes(8).hex()}-01",
    lambda random: f"sha256:{random.randbytes(32).hex()}",
    lambda random: random.randbytes(20).hex(),
    lambda random: "data:image/png;base64,iVBORw0KGgo" + filled(random,
    "$" * random.randrange(80, 400)),
    lambda random: f"{random.randrange(16 * 10**8, 18 * 10**8)}.{random.randrange(10**6):06}",
    lambda random: str(random.randrange(16 * 10**17, 18 * 10**17)),
    lambda random: str(random.getrandbits(64)),
    lambda random: f"-{random.getrandbits(63)}", lambda random: str(random.uniform(-1e4, 1e4)),
    lambda random: f"{random.uniform(-90, 90):.6f},{random.uniform(-180, 180):.6f}",
    lambda random: f"(${random.uniform(1, 1e6):,.2f} USD)",
    lambda random: " ".join(f"{each:02x}" for each in random.randbytes(16)),
    lambda random: "MD5:" + ":".join(f"{each:02x}" for each in random.randbytes(16)),
    lambda random: "serial " + ":".join(f"{each:02X}" for each in random.randbytes(18)),
    lambda random: f"1Z{filled(random, '!!!!!!??????????')}",
    lambda random: f"order #{luhn(filled(random, '1?????????'))}",
    lambda random: json.dumps({"usage": {"prompt_tokens": random.randrange(9**6),
    "completion_tokens": 12}}),
    one_of("2026-0#-1?T1?:2?:3?.??????+02:00", "1#/Oct/2026:13:55:3? +0000",
    "Tue, 1# Nov 2026 08:12:3? GMT", "2026-0#-1? 12:30:45,???"),
    one_of("111-???????-???????", "INC-2026-???????", "PROJ-?????", "CVE-2026-?????",
    "RFC 7231 6.5.?", "PO 45????????", "SKU-^^-????-^", "EAN 4006381??????"),
    one_of("req_011C*******************", "msg_01*********************",
    "toolu_01*********************", "resp_" + "~" * 48, "run_" + "*" * 24, "asst_" + "*" * 24,
    "file-" + "*" * 22, "fp_~~~~~~~~~~", "chatcmpl-" + "*" * 29, "thread_" + "*" * 24,
    "gen-17????????-" + "*" * 20),
    one_of("01J" + "!" * 23, "~" * 24, "~~~~~~~", "*" * 21, "2" + "*" * 26, "~~~~~~~~~~~~",
    "0x7ff~~~~~~~~~", "0x" + "~" * 64, "SHA256:" + "$" * 43),
    one_of("@babel/core@7.2#.1", "@types/node@20.1?.5", "org.apache.kafka:kafka-clients:3.7.?",
    "torch==2.3.?+cu121", "golang.org/x/net v0.2?.0", "lodash@4.17.2?", 'serde = "1.0.2??"',
    "pkg:npm/%40angular/core@1?.0.1", "image@sha256:" + "~" * 64, "git@github.com:org/repo.git",
    "icon@2x.png", "@app.route('/x')", "actions/checkout@v4"),
    one_of("v1.2#.3", "version 4.3.2.?", "v10.2.0.#", "Chrome/12#.0.6???.1??",
    "1.0.0-beta+exp.sha.511??85", "php 8.3.1?-dev", 'AssemblyVersion("2.1.0.?")',
    "firmware 1.4.22.1?", "1.3.6.1.4.1.311.21.2?", "2.16.840.1.113730.3.#"),
    one_of("gpt-4o-2024-08-06", "claude-3-5-sonnet-20241022",
    "anthropic.claude-3-sonnet-20240229-v1:0", "meta-llama/Meta-Llama-3.1-70B-Instruct",
    "gemini-1.5-pro-002", "text-embedding-3-small", "accounts/fireworks/models/llama-v3p1-405b"),
    one_of("rgba(1?, 2?, 3?, .5)", "a.b:hover{top:1?px}", ".sk-btn-primary-outline-large",
    "std::vector<int>::iterator", "core::fmt::Debug", "Foo::Bar::baz()", "1920x1080", "16:9",
    "12:30:4?", "1?:2?:3?.???", "PT1H3?M", "12?.4?ms"),
    one_of("/usr/lib/python3.12/site-packages/x/a_??.py:1??:2?", "C:\\Users\\Public\\x??.log",
    "s3://bucket/2026/0#/1?/part-000??.parquet", "arn:aws:lambda:us-east-1:123456??????:function:x",
    "projects/4#??????????/secrets/x", "api-7d9f8b6c5-&&&&&", "gs://b/o#17????????????",
    "registry.test/app:2026.0#.1?-~~~~~~~"),
    one_of("index ~~~~~~~..~~~~~~~ 100644", "@@ -12?,7 +12?,9 @@", "commit " + "~" * 40,
    "Merge pull request #??? from x/y", "diff --git a/x?.py b/x?.py"),
    one_of("----WebKitFormBoundary" + "*" * 16, 'W/"5f-' + "*" * 27 + '"'),
    lambda random: random.choice(_LITERAL), lambda random: f"color: #{random.randbytes(3).hex()}",
    one_of("max_tokens: ????", "token_count=1??", "tokenizer: cl100k_base", "monkey=banana1??",
    "public_key: x??", "stop_token_ids: [1????]", "max_output_tokens=#????", "session_id=~~~~~~~~",
    "key: value_?", "password_policy: strict-v?"),
    one_of("17????????", "17???????????", "1#?????", "#????", "9400 1000 0000 0000 00?? ??",
    "JD01???????????????", "RR?????????CN", "7946????????", "row ?????????????", "#.????e-0?",
    "3.14159265358979?", "??%", "1,???,??? rows", "10?7374????", "port 5????", "pid=3????"),
    one_of("field_1: ?? field_2 { a: ??? }", "\\x1f\\x8b\\x08\\x00\\x~~", "LIMIT 100 OFFSET 2???",
    "doi:10.10??/j.x.2026.0?", "arXiv:2403.0????", "GHSA-&&&&-&&&&-&&&&", "40\u00b042′46″N",
    "ISO 8601-1:2019", "page 1? of 3??", "Q3 2026: 12.?M", "score 21-1?, 21-1?", "+1?.5% vs -2.?%",
    "1-2-3-4-5-?", "2026.1?.0?"),
    lambda random: "".join(random.choices(string.ascii_uppercase, k=8)),
    lambda random: f"{random.choice(('user', 'item', 'job'))}_{random.randrange(10**8, 10**9)}",
    lambda random: f"{random.randrange(10**11, 10**12)}-{filled(random, '&' * 32)}.apps.example",
)  # fmt: skip
"""What logs, traces, repositories and shops are full of, and nobody's data."""

SPLIT = Split(_TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
