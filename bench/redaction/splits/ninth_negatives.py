"""What looks like a finding and belongs to nobody."""

from __future__ import annotations

import base64
import json
import uuid
from typing import TYPE_CHECKING

from bench.redaction.checks import luhn
from bench.redaction.splits.forms import filled, one_of
from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["NEGATIVES"]


def _within(text: str, *forms: str) -> Make:
    """Return what puts a filled form in a text."""
    hole = escaped(text)
    return lambda random: hole.format(filled(random, random.choice(forms)))


def _said(*texts: str) -> Make:
    """Return what says one of these, as it stands."""
    return lambda random: random.choice(texts)


def _ulid(random: Random) -> str:
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "01J" + "".join(random.choice(letters) for _ in range(23))


def _uuid(random: Random) -> str:
    text = str(uuid.UUID(bytes=random.randbytes(16), version=random.choice([1, 4, 5])))
    return random.choice([text, text.upper(), f"{{{text}}}", f"urn:uuid:{text}"])


def _no_card(random: Random) -> str:
    good = luhn("45" + filled(random, "?" * 13))
    return f"order {good[:-1]}{(int(good[-1]) + random.randint(1, 9)) % 10}"


def _isbn(random: Random) -> str:
    body = "978" + filled(random, "?" * 9)
    check = -sum(int(each) * (1 + 2 * (at % 2)) for at, each in enumerate(body)) % 10
    text = f"{body}{check}"
    return random.choice(["ISBN ", "ISBN-13: ", "EAN ", "isbn="]) + random.choice(
        [text, f"{text[:3]}-{text[3]}-{text[4:8]}-{text[8:12]}-{text[12]}"]
    )


def _image(random: Random) -> str:
    data = b"\x89PNG\r\n\x1a\n" + random.randbytes(60)
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def _vector(random: Random) -> str:
    return json.dumps({"embedding": [round(random.gauss(0, 0.05), 8) for _ in range(6)]})


def _usage(random: Random) -> str:
    read, wrote = random.randint(10, 9999), random.randint(10, 999)
    return json.dumps({
        "usage": {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}
    })  # fmt: skip


_TIMES: Sequence[Make] = (
    one_of("17????????", "ts=17????????", "17???????????", "17????????????????",
    "1.7?????????e+09"),
    one_of("2026-0#-1#T0#:1#:2#.#####Z", "2026-0#-1# 1#:2#:3#,###", "1#/May/2026:0#:1#:2# +0000"),
    one_of("Mon, 0# Jun 2026 1#:0#:2# GMT", "20260#1#T1#2#3#Z",
    "startTimeUnixNano=17?????????????????"),
    one_of("0#:1#:2#", "1#:2#:3#.###", "00:00:1#,### --> 00:00:2#,###"),
    one_of("released 2025-0#-1#", "due 0#/1#/2026", "expires 1#.0#.2027", "valid until 0#/2#"),
    one_of("cron: 0 # 1 1 1-5", "ttl=3600s", "uptime 4# days, 1#:2#"),
)  # fmt: skip
_IDS: Sequence[Make] = (
    _uuid, _ulid, _no_card, _isbn, one_of("~" * 32, "~" * 16,
    "00-" + "~" * 32 + "-" + "~" * 16 + "-01"),
    one_of("~" * 40, "commit ~~~~~~~", "HEAD is now at ~~~~~~~~", "tree " + "~" * 40,
    "~~~~~~~~~..~~~~~~~~~"),
    one_of("md5:" + "~" * 32, "sha256:" + "~" * 64, "--hash=sha256:" + "~" * 64,
    "h1:" + "$" * 43 + "="),
    one_of('"integrity": "sha512-' + "$" * 86 + '=="', 'checksum = "' + "~" * 64 + '"',
    'etag "' + "~" * 32 + '"'),
    one_of("chatcmpl-" + "*" * 29, "call_" + "*" * 24, "toolu_01" + "*" * 22, "msg_01" + "*" * 22,
    "resp_" + "~" * 48),
    one_of("run_" + "*" * 24, "thread_" + "*" * 24, "asst_" + "*" * 24, "req_011C" + "*" * 20,
    "gen-17????????-" + "*" * 20),
    one_of("fp_" + "~" * 10, "file-" + "*" * 22, "batch_" + "~" * 32, "vs_" + "~" * 32,
    "ftjob-" + "*" * 24),
    one_of("x-request-id: " + "~" * 32, "cf-ray: " + "~" * 16 + "-AMS",
    "x-amzn-trace-id: Root=1-~~~~~~~~-" + "~" * 24),
    one_of("cus_" + "*" * 14, "pi_3" + "*" * 23, "in_1" + "*" * 23, "evt_1" + "*" * 23,
    "price_1" + "*" * 23),
    one_of("prod_" + "*" * 14, "sub_1" + "*" * 23),
    one_of("i-0" + "~" * 16, "vol-0" + "~" * 16, "sg-0" + "~" * 16, "eni-0" + "~" * 16,
    "arn:aws:sns:eu-west-1:123456789012:t"),
    one_of("order #10#####", "Order ID: 4##-#######", "invoice INV-2026-00###", "RE-2026-1###",
    "PO 45000#####"),
    one_of("tracking 1Z" + "!" * 16, "RR#########DE", "JJD0##########", "EAN 40#########",
    "UPC 0##########"),
    one_of("part no. 06A-###-###-B", "SKU-4##-1###-BL", "S/N C02" + "!" * 8, "model WH-1000XM5",
    "article ##.###.##"),
    one_of("ticket JIRA-####", "PR #4###", "case 0#######", "CVE-2026-1####", "RFC 9###",
    "bug 1######"),
    one_of("pod/api-7c9d8f6b5-&&&&&", "replicaset/web-~~~~~~~~~~", "node ip-10-2-3-4.ec2.internal",
    "ns/team-a"),
    one_of("container " + "~" * 12, "docker://" + "~" * 64, "image acme/api@sha256:" + "~" * 64),
    one_of("1.3.6.1.4.1.311.##.#", "oid=2.5.29.1#", "X509v3 extension OID 2.5.29.1#",
    "urn:oid:2.16.840.1.113883.#.#"),
    one_of("snowflake 1?????????????????", "tweet 17?????????????????", "guild 8?????????????????"),
    one_of("LSN 0/~~~~~~~", "GTID 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-##", "scn ########",
    "offset=#########"),
    one_of("user_id=######", "uid: ####", "tenant acme-#", "account acct_1" + "*" * 15,
    "customer no. 4####", "member #####"),
    one_of("doi:10.1038/s41586-02#-0####-#", "arXiv:26##.0####", "PMID 3#######", "ORCID page",
    "ISSN 1234-####"),
    one_of("boundary=----WebKitFormBoundary" + "*" * 16, "--===============" + "?" * 19 + "==",
    "----=_Part_###_#######.17###########"),
    one_of("nonce-" + "$" * 22 + "==", "script-src 'sha256-" + "$" * 43 + "='",
    "SHA256:" + "$" * 43),
    one_of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "$" * 43, "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----"),
)  # fmt: skip
_NUMBERS: Sequence[Make] = (
    _usage, _vector, _image, one_of("v1.2#.#", "1#.#.#.####", "gpt-4o-2024-0#-0#",
    "claude-sonnet-4-20250#14", "Chrome/12#.0.####.1##"),
    one_of("python 3.1#.#", "numpy==1.2#.#", "com.acme:lib:2.#.1#", "^1#.#.#",
    "gemini-2.5-flash-001", "llama-3.1-70b"),
    one_of("$1,2##.##", "€ 1.###,##", "1 ### ###,## zł", "£##.##", "¥##,###", "₹1,##,###.##",
    "CHF 1'###.##", "cost_usd=0.00####"),
    one_of("48.85####, 2.35####", "lat=-33.86####, lon=151.20####", "POINT(13.40### 52.5####)",
    "N 48° 5#' 1#\""),
    one_of("color: rgb(1##, 2#, 3#)", "rgba(0,0,0,.#)", "hsl(2##, ##%, ##%)"),
    one_of("3:1, 2-0, 1-1", "6-4 3-6 7-5", "score 21-1#", "110-9#", "4 x 100 m in 3#.##"),
    one_of("1920x1080", "16:9", "2560×1440", "12 x 3# cm"),
    one_of("heap=####MB", "rss ####### kB", "p99=1##.#ms", "took 1.### s", "gc 0.0##s",
    "qps 1#,###", "cpu ##.#%"),
    one_of("2^32 = 4294967296", "pi = 3.14159265358979", "6.02214076e23", "e ≈ 2.718281828",
    "√2 = 1.4142135623", "17 × ## = ###"),
    one_of("loss=0.####, acc=0.9###", "logprob -0.########", "epoch #/50 step ####", "lr=3e-0#",
    "seed=4#####"),
    one_of("rows=#### width=8 cost=0.00..1##.##", "LIMIT 100 OFFSET ####", "pages 12#-13#",
    "Seite ## von ###", "line ###:##"),
    one_of("app.py:1##:##", 'File "/srv/app/main.py", line 1##',
    "at Object.<anonymous> (/a/b.js:##:##)", "main.go:##+0x1~~"),
    one_of("goroutine ### [select]", "0x00007ff~~~~~~~~~",
    "thread 'main' panicked at src/main.rs:##:#", "pid=#####", "tid 0x~~~~"),
    one_of("port 5432", ":8080", "localhost:3000", "status=200 bytes=####", "HTTP/2 429",
    "exit code 137", "signal 9"),
    one_of("10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32", "fe80::/10", "198.51.100.0/24",
    "172.16.0.0/12"),
    one_of("room 4##", "gate B2#", "platform #", "flight LH4##", "bus 1##", "chapter #.#.#",
    "§ 4#", "page ###"),
    one_of("10 20 30 40 50", "1 2 3 4 5 6 7 8 9", "100 200 300 400", "[12, 34, 56, 78]",
    "12-34-56", "2-4-6-8"),
    one_of("1234567890", "12 345 678", "1,234,567,890", "0.123456789012", "0000000000000000",
    "-1.0e-1#"),
    one_of("ICD-10 E11.#", "rs#######", "NM_000###.4", "EC 3.4.21.#", "CAS 64-17-5",
    "BRCA2 c.####del", "5 mg 2x/d"),
    one_of("Q#/2026 +1#%", "FY2026", "KW ##", "week ##", "1990s", "1998-2004", "2024/25 season"),
    one_of("ZIP 9####", "DE-1011#", "block 19######", "height 8#####", "gas 21000",
    "wei 1000000000000000000"),
)  # fmt: skip
_CODE: Sequence[Make] = (
    _said(
        "password: str", "password = getpass()", "password = input('Password: ')",
        "if not password:", "def check_password(password, hashed):",
        "password=os.environ['DB_PASSWORD']", "password: ${DB_PASSWORD}",
        "password: ${{ secrets.DB_PASSWORD }}", "DB_PASSWORD=$DB_PASSWORD",
        "password = var.db_password", 'password = data.vault_secret.db.data["password"]',
        "password: {{ .Values.db.password }}",
        "passwordRef: name: db-secret key: password", "secretName: api-tls",
        "secretKeyRef: {name: db, key: password}", "existingSecret: my-secret",
        "api_key = os.getenv('OPENAI_API_KEY')", "apiKey: process.env.OPENAI_API_KEY",
        "OPENAI_API_KEY=<YOUR_API_KEY>", "api_key='YOUR_API_KEY'",
        "Authorization: Bearer <token>", "Authorization: Bearer $TOKEN",
        "Authorization: Bearer ${ACCESS_TOKEN}", "-H 'Authorization: Bearer {{token}}'",
        "x-api-key: <your key>", "API_KEY=xxxxxxxx", "password=********", "password=[REDACTED]",
        "token: null", 'password: ""', "secret=None", "cookies: disabled",
        "password: required", "token expired", "invalid token", "token_type: bearer",
        "grant_type=client_credentials", "max_tokens: 4096", "stop_token: '</s>'",
    ),
    _said(
        "please reset my password", "The password must have at least 8 characters.",
        "Forgot password?", "your password expires in 3 days", "password policy",
        "Wo kann ich mein Passwort ändern?", "mot de passe oublié", "¿Olvidaste tu contraseña?",
        "パスワードを忘れた", "忘记密码", "비밀번호 찾기", "забыли пароль?",
        "the secret to good bread is time", "Secret Santa on Friday", "a token of gratitude",
        "key: value", "key findings", "primary_key=id", "foreign key (user_id)",
        "the API key is missing", "API key rotation every 90 days", "use a strong passphrase",
        "cookies: disabled", "consent=true", "session timed out",
        "credentials are stored in Vault", "two-factor code sent", "the PIN was wrong",
        "bearer of bad news", "basic auth is off", "authorization: denied",
    ),
    _said(
        "ssn: string", "ssn VARCHAR(11) NOT NULL", "email: EmailStr",
        "phone: Optional[str] = None", "date_of_birth DATE", "passport_number: null",
        "iban: required",
        "The SSN field is required", "enter your IBAN", "what is a VIN?", "IMEI is 15 digits",
        "NHS numbers have ten digits", "@app.route('/users')", "@dataclass",
        "npm i react@18.2.0", "logo@2x.png", "pkg@1.2.3",
        "user@host", "std::vec::Vec", "a::b::C", "import a.b.c", "Foo::bar()",
    ),
    _said(
        "body{margin:0;padding:0}.a{color:red}", "!function(e,t){var n=e.exports}(this)",
        "const r=e=>t=>n(e)(t)", '<div class="px-4 py-2 text-sm">',
        "for(let i=0;i<10;i++){s+=i}", "SELECT count(*) FROM users WHERE age > 18",
        "df.groupby('a').agg({'b': 'sum'})", "lambda x: x ** 2", "Vec<Option<u8>>",
        "^[A-Z]{2}\\d{6}[A-D]$", "\\d{3}-\\d{2}-\\d{4}", "[0-9a-f]{8}-[0-9a-f]{4}", "%s:%d",
        "{0:>10}", 'printf("%08x", n)', "0xDEADBEEF", "0b1010_1100",
    ),
    _said(
        "-".join("X" * each for each in (3, 2, 4)), "+1 ({0}) {0}-{0}X".format("X" * 3),
        "DEXX XXXX XXXX XXXX XXXX XX", "**** **** **** 1234",
        "ending in 4242", "card ending 0005", "dd/mm/yyyy", "YYYY-MM-DD",
        "sk-...", "ghp_xxxx", "AKIA...", "<YOUR_SECRET>", "${API_KEY}", "$(cat token.txt)",
        "%PASSWORD%", "{{ user.email }}", "[EMAIL]", "[PHONE]", "****",
    ),
    _within("finish_reason=stop, model=<V>", "gpt-4o-mini", "mistral-large-24##", "qwen2.5-72b",
    "o3-2025-0#-1#"),
    _within("kind: Deployment, replicas: <V>", "#"), _within("uses: actions/checkout@<V>", "v4",
    "~" * 40), _within("tokens=<V>", "####", "1##,###"),
    _within("total_token_count: <V>", "####"), _within("token_id=<V>", "#####", "1####"),
    _within("num_tokens: <V>,", "####"), _within("bos_token_id=<V>", "1", "128000"),
    _within("cached_tokens <V>", "####"), _within("csrf: <V>", "enabled", "off"),
    _within("from <V> import x", "a.b", "core.auth.tokens"),
    _within("color: #<V>;", "~~~~~~", "~~~", "~~~~~~~~"), _within("<V> tokens per second", "##.#",
    "1##"), _within("the answer is <V>", "42", "##.#", "1/##"),
)  # fmt: skip
NEGATIVES: Sequence[Make] = (*_TIMES, *_IDS, *_NUMBERS, *_CODE)
