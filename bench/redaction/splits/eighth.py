"""The eighth split: written from the catalogue alone, by somebody who has not seen detectors."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import TYPE_CHECKING

from bench.redaction.splits.eighth_tokens import REACHED, SAID, SECRETS
from bench.redaction.splits.eighth_values import BARE, PLAIN, WORDED
from bench.redaction.splits.eighth_words import CONTEXTS
from bench.redaction.splits.forms import Split, filled, one_of
from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SPLIT"]

_USERS = ("admin", "svc-etl", "app_rw", "root", "default", "postgres", "deploy", "j.weber")
_URLS = (
    "postgres://{u}:{p}@db-1.internal:5432/orders",
    "postgresql+asyncpg://{u}:{p}@pg/app?sslmode=require", "mysql://{u}:{p}@mysql.svc/shop",
    "mongodb+srv://{u}:{p}@c0.ab1xy.mongodb.net/?w=majority", "redis://{u}:{p}@cache:6379/0",
    "redis://:{p}@redis.prod:6379", "amqps://{u}:{p}@mq.acme.io/vhost",
    "https://{u}:{p}@git.acme.io/team/repo.git", "https://{u}:{p}@nexus.corp/pypi/simple",
    "ftp://{u}:{p}@files.acme.io/in", "sftp://{u}:{p}@10-0-1.acme.io:2222",
    "smtp://{u}:{p}@mail.acme.io:587", "http://{u}:{p}@proxy:3128",
    "clickhouse://{u}:{p}@ch.acme.io:9440/default?secure=1", "jdbc:postgresql://{u}:{p}@db/app",
    "ldap://{u}:{p}@ldap.corp:389", "socks5h://{u}:{p}@gw:1080",
    "mssql+pyodbc://{u}:{p}@sql01/crm?driver=ODBC", "nats://{u}:{p}@nats:4222",
    "snowflake://{u}:{p}@acct/db", "rtsp://{u}:{p}@cam-3.lan/stream1",
    "wss://{u}:{p}@ws.acme.io/feed", "kafka://{u}:{p}@broker-0:9093",
)  # fmt: skip


def _url(random: Random) -> str:
    secret = filled(random, random.choice(("**#*|*#**!*`", "*" * 20, "*#`^%40*?`^*#", "`^*#!*$*?")))
    secret = secret.replace("/", "%2F")
    return random.choice(_URLS).format(u=random.choice(_USERS), p=secret)


_HEADERS = (
    "Authorization: Bearer {t}", "authorization: bearer {t}", "Authorization: Basic {b}",
    "Authorization: Token {t}", "Proxy-Authorization: Basic {b}", "X-Api-Key: {t}",
    "x-api-key: {t}", "api-key: {t}", "Cookie: session={t}; theme=dark",
    "Cookie: JSESSIONID={h}; Path=/", "Set-Cookie: sid={t}; HttpOnly; Secure; SameSite=Lax",
    "set-cookie: connect.sid=s%3A{t}; Path=/", "cookie: __Host-next-auth.session-token={t}",
    "AUTHORIZATION: BEARER {t}", "X-Auth-Token: {t}", "-H 'Authorization: Bearer {t}'",
    "-H 'x-api-key: {t}'", "x-goog-api-key: {t}", "Authorization: ApiKey {b}",
    "Ocp-Apim-Subscription-Key: {h}", "{{'Authorization': 'Bearer {t}'}}",
    "headers={{'x-api-key': '{t}'}}", "Authorization=Bearer {t}",
    "req.header.authorization=[Bearer {t}]", "PRIVATE-TOKEN: {t}",
    "Authorization: Digest username=x, response={h}", "authorization: token {t}",
    "X-Amz-Security-Token: {b}",
    "Authorization: AWS4-HMAC-SHA256 Credential=x/20260101/eu/s3/aws4_request, Signature={h}{h}",
    "X-CSRF-Token: {t}", "X-Vault-Token: {t}", "DD-API-KEY: {h}",
    "Authorization: SharedKey acct:{b}",
)  # fmt: skip


def _header(random: Random) -> str:
    pair = f"{random.choice(_USERS)}:{filled(random, '*' * 18)}"
    basic = base64.b64encode(pair.encode()).decode()
    return random.choice(_HEADERS).format(
        t=filled(random, random.choice(("*" * 32, "|" * 43 + "#", "~" * 20 + "*" * 20))), b=basic,
        h=filled(random, "~" * 32),
    )  # fmt: skip


_TEMPLATES = (
    "<V>", "<V>.", "(<V>)", '"<V>"', "'<V>'", "`<V>`", "<V>, thanks", "hi, <V> pls", "** <V> **",
    "so i tried <V> and no luck so far??", "Is <V> still valid?", "use this one instead: <V>",
    "Here it is again:\n\n<V>\n\nRegards,\nAda", "> <V>\n\nnot mine", "1. first\n2. <V>\n3. last",
    "lorem ipsum dolor <V> sit amet", "it was\t<V>\tthen", "before <V>; after", "x|<V>|y",
    "a,<V>,b\n", "id,what\n1,<V>\n2,none\n", "| what |\n|---|\n| <V> |", "<td><V></td>",
    "<p><V></p>", "[user] <V>\n[bot] ok", "Q: <V>\nA:",
    "System: be brief.\nHuman: <V>\nAssistant: noted", "请看<V>谢谢", "これは<V>です",
    "값은 <V> 입니다", "هذا <V> صحيح", "यह <V> है", "вот <V>, проверьте",
    "bitte prüfen: <V>, danke", "voici <V>, merci", "aquí está <V>, gracias", "segue <V>, obrigado",
    "ecco <V>, grazie", "oto <V>, dzięki", "işte <V>, teşekkürler", "hier is <V>, bedankt",
    '{"model":"gpt-4o","messages":[{"role":"user","content":"<V>"}],"temperature":0.2}',
    '{"role":"assistant","content":[{"type":"text","text":"I found <V> for you."}]}',
    '{"contents":[{"role":"user","parts":[{"text":"look at <V> please"}]}]}',
    '{"choices":[{"index":0,"delta":{"content":"<V>"},"finish_reason":null}]}',
    '{"anthropic_version":"bedrock-2023-05-31","messages":[{"role":"user","content":"<V>"}]}',
    '{"prompt":"<s>[INST] <V> [/INST]","max_gen_len":512}', '{"input":"<V>","model":"o4-mini"}',
    '{"tool_calls":[{"id":"call_a1","function":{"name":"find","arguments":"{\\"q\\":\\"<V>\\"}"}}]}',
    '{"type":"tool_result","tool_use_id":"toolu_01","content":"[{\\"v\\": \\"<V>\\"}]"}',
    '{"body":"{\\"payload\\":\\"{\\\\\\"x\\\\\\":\\\\\\"<V>\\\\\\"}\\"}"}', '{"a":{"b":["<V>"]}}',
    '{"text":"first line\\n<V>\\nlast line"}', '{"text":"col\\t<V>\\tcol"}',
    'data: {"t":"<V>"}\n\n',
    "POST /v1/find HTTP/1.1\r\nHost: svc\r\nContent-Type: text/plain\r\n\r\n<V>\r\n",
    "SELECT * FROM t WHERE c = '<V>'", "INSERT INTO t VALUES (7, '<V>', NULL)",
    "-- was <V>\nSELECT 1", "2026-03-01T10:11:12.123Z INFO svc[42] got <V> in 3ms",
    'level=warn msg="odd input <V>" n=3', "Mar  1 10:11:12 host app[77]: <V>",
    "E0301 10:11:12.1 1 main.go:77] bad <V>", "ValueError: could not parse <V>",
    "Traceback (most recent call last):\nKeyError: '<V>'",
    "panic: unexpected <V>\n\ngoroutine 1 [running]:",
    "java.lang.IllegalStateException: <V>\n\tat a.B.c(B.java:7)", 'x = "<V>"', "const x = '<V>';",
    'let s = String::from("<V>");', 'fmt.Println("<V>")', "# <V>", "// todo remove <V>",
    "echo <V> | wc -c", "$ run <V>\nok", "x:\n  - <V>\n  - other\n", "x = '<V>'\n[y]\n",
    "<item><V></item>", "<![CDATA[<V>]]>", "diff --git a/x b/x\n+<V>\n-none", "_<V>_", "**<V>**",
    "• <V>", "“<V>”", "«<V>»", "see: <V>…", "—<V>—", "[<V>]", "{<V>}", "=> <V>", "\u00a0<V>\u00a0",
    "😀 <V> 😀", "Calling find with args ('<V>',) kwargs {}",
    "Thought: need it.\nAction: find\nAction Input: <V>\n", "span.attributes[gen_ai.prompt] = <V>",
    "retry 2/3 for <V> after 500ms", "Tool find returned: <V>",
)  # fmt: skip


def _in(text: str, *forms: str) -> Make:
    """Return what puts a filled form where `<F>` stands, for texts with letters of forms."""
    return lambda random: text.replace("<F>", filled(random, random.choice(forms)))


def _hashed(random: Random) -> str:
    digest = hashlib.new(random.choice(("md5", "sha1", "sha256", "sha512")), random.randbytes(9))
    return f"{digest.name}:{digest.hexdigest()}"


def _usage(random: Random) -> str:
    prompt, completion = random.randrange(9**5), random.randrange(9**4)
    total, details = prompt + completion, {"cached_tokens": 0}
    return json.dumps({"usage": {"prompt_tokens": prompt, "completion_tokens": completion,
        "total_tokens": total, "prompt_tokens_details": details}})  # fmt: skip


def _vector(random: Random) -> str:
    return json.dumps([round(random.uniform(-1, 1), random.choice((6, 8, 17))) for _ in range(8)])


def _blob(random: Random) -> str:
    raw = base64.b64encode(random.randbytes(random.randrange(60, 400))).decode()
    return random.choice(("data:image/png;base64,", "data:audio/wav;base64,", "blob: ", "")) + raw


def _isbn(random: Random) -> str:
    body = filled(random, "978?????????")
    total = sum(int(each) * (1 + 2 * (at % 2)) for at, each in enumerate(body))
    made = f"{body}{-total % 10}"
    parts = f"978-{made[3]}-{made[4:8]}-{made[8:12]}-{made[12]}"
    return f"ISBN {random.choice((made, parts))}"


def _prose(random: Random) -> str:
    def number(top: int) -> int:
        return random.randrange(2, top)

    return random.choice((
        f"we sold {number(900)} of {number(9000)} units in {1990 + number(30)}",
        f"about {number(90)}.{number(9)} million people, {number(99)}% of them under {number(60)}",
        f"chapter {number(30)}, section {number(9)}.{number(9)}.{number(9)}, page {number(99)}",
        f"the match ended {number(5)}-{number(5)} after {number(120)} minutes",
        f"mix {number(500)} g flour with {number(400)} ml water at {number(220)} °C",
        f"founded in {1800 + number(200)}, moved in {1900 + number(120)}",
        f"the 1939-1945 war, {number(60)} nations",
        f"on July {number(28)}, 2024 the launch took place",
        f"conference 12-{number(14) + 14} May 2025",
        f"the summit of {number(12)}/{number(28)}/2023 was short", f"it is {number(8848)} m high",
    ))  # fmt: skip


def _benign(random: Random) -> str:
    """Return a kind's word beside what is none of it."""
    number = random.randrange(2, 64)
    return random.choice((
        f"card {number} of 72", "SSN field is required", "phone: see contacts page",
        "email: optional", "passport.js v0.7.0", f"driver version 535.{number}.05",
        "license: Apache-2.0", "IBAN is invalid", "date of birth must be in the past",
        "born in the cloud", f"the routing table has {number} routes",
        f"account number is required (max {number} digits)", "swift 5.10 toolchain",
        "IMEI must be 15 digits", f"call {number} functions", f"mobile layout {number}px",
        f"cell ({number}, 4)", "SIN(x)/COS(x) 0.5", "VIN is 17 characters long",
        "medicare policy debate", f"bank {number} of DRAM", "ABN AMRO results",
        "driver_license: null", '{"ssn":null,"dob":null}', '{"phone":""}', "passport number: n/a",
        "NPI: none", f"telephone poles: {number}", "fax is not supported", "the CPF standard",
        "routing key orders.created", f"swift response in {number} ms", "IP allow list",
        "MAC mini M4", "ip = socket.gethostbyname(host)", f"birth rate {number}.4 per 1000",
        f"visa application step {number}", "social security reform act",
        f"credit card form, attempt {number}", "card_number: string",
        "phone_number VARCHAR(32) NOT NULL", f"account #{number}",
        f"{number} passports were issued", "iban: str | None = None", "ssn_last4_present: true",
        "tax id lookup disabled", f"bsn parser v1.{number}", f"ITIN renewals rose {number}%",
        "Medicare Part D",
    ))  # fmt: skip


def _harmless(random: Random) -> str:
    """Return a secret's word beside what is no secret."""
    return random.choice((
        "password: ${DB_PASSWORD}", "password=********", "token: <redacted>",
        "api_key=os.environ['KEY']", "secret_name: db-creds", "max_tokens: 4096",
        "tokenizer=cl100k_base", "password: required", "PASSWORD_RESET_URL=/reset", "monkey=banana",
        "keyboard: qwerty", "x-api-key: YOUR_API_KEY", "Authorization: Bearer ${TOKEN}",
        "Authorization: Bearer <token>", "token_count=1833",
        "secretKeyRef: {name: db, key: password}", "password = getpass()", "passwordPolicy: strong",
        "secret = load_secret('db')", "api_key: str", "token_type: bearer", "next_page_token: null",
        "client_secret: {{ .Values.secret }}", "password_hash_algorithm: argon2id", "pwd=/home/app",
        "token_limit_exceeded", "apiKey: process.env.API_KEY", "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk-learn-contrib-hdbscan", "sk-...",
        "hf_model_hub_cache", "xoxb-your-token-here", "AKIAXXXXXXXXXXXXXXXX", "stop_token: </s>",
        "eos_token_id: 50256", "cookie banner accepted", "cookies: disabled",
        "Set-Cookie header missing", "auth: none", "token=%s", "tokens_per_second=83.2",
        "passwordless login", "secret santa 2025", "public_key_algorithm: ed25519",
        "private_key: null", "session.timeout=3600",
        "credentials: same-origin",
    ))  # fmt: skip


def _code(random: Random) -> str:
    name = filled(random, "`````")
    return random.choice((
        f"std::{name}::Vec<u8>", f"@app.route('/{name}')", f"{name}@2x.png",
        f"git@github.com:acme/{name}.git", f"{name}@^1.4.2", f"user@{name}",
        f"com.acme.{name}.Handler", f"tokio::{name}::spawn", f"a::b::{name}",
        f"npm i @acme/{name}@7.1.0", f"def {name}(a: int = 10) -> None:",
        f"for (let i = 0; i < 10; i++) {name}(i)", f"{name}.py:123:45: E501",
        f"at {name} (/app/dist/{name}.js:217:13)", f"[[:alpha:]]+{name}", f"{name}::{name}()",
        f"https://{name}.dev/a/b?page=2", f"pip install {name}==2.31.0", f"Foo::Bar->{name}",
        f"jdbc:h2:mem:{name}", f'File "/srv/{name}.py", line 88, in run', f"#include <{name}.h>",
        f"{name}@sha256:{filled(random, '~' * 64)}", f"postgres://localhost:5432/{name}",
        f"ssh://git@{name}/x.git", f"redis://{name}:6379/0", f"{name}@localhost",
    ))  # fmt: skip


_NEGATIVES: tuple[Make, ...] = (
    _hashed, _usage, _vector, _blob, _isbn, _prose, _prose, _benign, _benign, _harmless, _harmless,
    _code, _code, lambda random: str(uuid.UUID(int=random.getrandbits(128), version=4)),
    one_of("trace_id=" + "~" * 32, "00-" + "~" * 32 + "-" + "~" * 16 + "-01"), one_of("~" * 16),
    one_of("018f~~~~-~~~~-7~~~-b~~~-" + "~" * 12), one_of("chatcmpl-" + "*" * 29),
    one_of("msg_01" + "*" * 22), one_of("call_" + "*" * 24), one_of("toolu_01" + "*" * 22),
    one_of("req_" + "~" * 32), one_of("resp_" + "~" * 48),
    one_of("run_" + "*" * 24, "thread_" + "*" * 24, "asst_" + "*" * 24, "file-" + "*" * 22),
    one_of("01J" + "!" * 23),
    one_of("cus_" + "*" * 14, "pi_" + "*" * 24, "evt_1" + "*" * 23, "in_1" + "*" * 23),
    one_of("17????????", "start=17????????"), one_of("17???????????"),
    one_of("17??????????????", "17?????????????????"),
    one_of("2026-0#-1#T1#:2#:3#.######Z", "2025-12-0# 1#:2#:3#,###"),
    one_of("1#:2#:3#", "0#:4#:5#.###"),
    one_of("gpt-4o-2024-08-06", "claude-3-5-sonnet-20241022", "llama-3.#-70b-instruct", "o#-mini"),
    one_of("v#.##.#", "#.#.#-rc.#", "1.##.#+build.####"),
    one_of("v1.#.0.#", "FileVersion 4.#.0.##", "Version=4.0.0.0"),
    one_of("Chrome/1##.0.####.1##", "10.0.19041.####", "Mozilla/5.0 (X11; Linux) Gecko/2010"),
    one_of("0.?????????????????", "-1.####e-0#", "#.######"),
    _in("cost=$0.00<F>", "####"), one_of("€1,2##.##", "USD ##.##"),
    one_of("latency_ms=####", "p99=##.#ms", "took 1##ms"),
    one_of("localhost:80##", "port 5432", ":9#9#"),
    one_of("main.rs:1##:4#", "handler.go:8#", "App.tsx(1#,2#)"),
    one_of("1.3.6.1.4.1.####.#.#", "2.16.840.1.101.3.4.2.1"),
    one_of("1?????????????????", "<@1??????????????????>"),
    one_of("order 1?????????", "ORD-20#5-??????", "SO##????"), one_of("112-???????-???????"),
    _in("color: #<F>;", "~~~~~~", "~~~"), one_of("rgba(1##, 4#, 7#, 0.#)"),
    one_of("git ~~~~~~~", "commit " + "~" * 40, "refs/heads/fix-####"),
    one_of("index ~~~~~~~..~~~~~~~ 100644"),
    one_of("sha256:" + "~" * 64, "acme/app:1.#.#-" + "~" * 7),
    one_of("api-7d9f&&&&&-&&&&&", "pod/web-~~~~~~~~~~-&&&&&"),
    _in("Seq Scan on t (cost=0.00..<F> rows=412 width=8)", "##.##", "4##.##"),
    _in("WHERE id = $1 LIMIT <F>", "##"), _in("SELECT count(*) FROM t WHERE a > <F>", "####"),
    one_of("LSN 0/1A~~~~~~", "xid ########", "oid 1####"),
    one_of("goroutine ## [running]", "0x00007f~~~~~~~~~~", "rip=0xffffffff~~~~~~~~"),
    one_of("0x~~~~", "0x~~~~~~~~"),
    one_of("cpu,host=a usage=##.# 17?????????????????", 'http_requests_total{code="200"} 1####'),
    one_of("bucket_le_0.##=###", "q=0.99 v=##.##"),
    one_of("arXiv:24##.1####", "doi:10.1145/#######.#######", "PMID ########"),
    one_of("RFC ####", "ISO 8601", "CVE-2024-####", "PR 1####", "JIRA-###"),
    one_of("SKU-##-^^^-##", "part no. ^^-####-#"),
    one_of("UA ###", "gate B##, seat ##A", "flight LH 4##"),
    one_of("1Z" + "!" * 16, "tracking JD01##########"), one_of("48.8###, 2.3###", "lat=-33.8####"),
    one_of("1920x1080", "16:9", "4K@60Hz", "800x6##"), one_of('ETag: W/"~~~~~~~~"'),
    one_of("req-id ~~~~~~~~-~~~~", "x-request-id: " + "~" * 32, "cf-ray: " + "~" * 16 + "-FRA"),
    one_of("arn:aws:s3:::logs-####"),
    one_of("i-0" + "~" * 16, "vpc-0" + "~" * 16, "ami-0" + "~" * 16),
    one_of("projects/p-####/locations/eu", "subnet-" + "~" * 8),
    one_of("sha512-" + "$" * 86 + "=="), _in('"integrity": "sha256-<F>="', "$" * 43),
    one_of("V1StGXR8_Z5jdHi" + "|" * 6),
    one_of("SHA1 Fingerprint=" + ":".join(["~~"] * 20), "SHA256:" + "$" * 43),
    one_of("serial=0#:" + ":".join(["~~"] * 15)),
    one_of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "$" * 43),
    one_of("-----BEGIN CERTIFICATE----- MII" + "$" * 60),
    one_of("rows=####, bytes=########", "heap=1####K", "rss ###MB"),
    one_of("every 15m", "P3DT4H", "@daily"),
    one_of("user_#######", "acct-####", "tenant=t_&&&&&&", "id: ########"),
    one_of("shard-0#/part-0000#.parquet", "s3a/part=20250#1#"),
    one_of("temperature=0.#, top_p=0.9#", "seed=########", "logprob=-#.####"),
    one_of("[1, ##, ###, ####]", "(##, ##)", "{1: ##}"),
    one_of("H2O, C6H12O6, CO2", "BRCA1 c.####A>G", "NM_0###.#"),
    _in("2^<F> = 4,096", "##"), one_of("3.14159265358979", "1/##"),
    one_of("\\u4f60\\u597d", "na\\u00efve ##", "%E4%BD%A0 ##"),
    one_of("x-ratelimit-remaining: ####", "retry-after: ##"),
    one_of("HTTP/1.1 200 OK", "status=429", "exit code 137", "errno 111"),
    one_of("step ###/1000 loss 0.####", "epoch #/10"),
    one_of("Q#-2024 revenue +##%", "FY202#", "H1/2025"),
    one_of("kafka offset ########", "partition #", "lag=####"),
    one_of("inode ########", "-rw-r--r-- 1 root root #### Mar 1#"),
    one_of("uid=1000 gid=1000", "pid ####", "tid=0x~~~~"),
    one_of("^^^^^^^^ EXCEEDED", "ERR_^^^^^^", "E_^^^^_##"),
    one_of("UTC+0#:00", "GMT-0#00", "-0#:30"), one_of("+1 for this", "C++17"),
)  # fmt: skip
SPLIT = Split(
    templates=tuple(map(escaped, _TEMPLATES)),
    tier_a={**PLAIN, **REACHED, **SECRETS, "url_credentials": _url, "auth_header": _header},
    tier_b={name: (CONTEXTS[name], make) for name, make in {**BARE, **SAID, **WORDED}.items()},
    negatives=_NEGATIVES,
)
