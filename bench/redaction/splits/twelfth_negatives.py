"""What runs through a gateway of coding agents and is nobody's: ids, code, docs, figures."""

from __future__ import annotations

import base64
import uuid
from typing import TYPE_CHECKING

from bench.redaction.splits.forms import filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["NEGATIVES"]

HEX16, HEX32, HEX40, HEX64 = "~" * 16, "~" * 32, "~" * 40, "~" * 64


def _said(*texts: str) -> Make:
    """Return what says one of these as it stands."""
    return lambda random: random.choice(texts)


def _uuid(random: Random) -> str:
    return str(uuid.UUID(int=random.getrandbits(128), version=random.choice((4, 5))))


def _vector(random: Random) -> str:
    return "[" + ", ".join(f"{random.uniform(-1, 1):.7f}" for _ in range(6)) + "]"


def _blob(random: Random) -> str:
    return "data:image/png;base64,iVBORw0KGgo" + base64.b64encode(random.randbytes(90)).decode()


def _isbn(random: Random) -> str:
    body = "978" + filled(random, "?????????")
    check = -sum(int(each) * (3 if at % 2 else 1) for at, each in enumerate(body)) % 10
    return f"ISBN {body[:3]}-{body[3]}-{body[4:8]}-{body[8:]}-{check}"


TRACES: tuple[Make, ...] = (
    one_of(f"trace_id={HEX32} span_id={HEX16}", f'"traceId": "{HEX32}", "spanId": "{HEX16}"'),
    one_of(f"traceparent: 00-{HEX32}-{HEX16}-01"),
    lambda random: f"request_id: {_uuid(random)}",
    lambda random: f'{{"session.id": "{_uuid(random)}"}}',
    one_of("chatcmpl-" + "*" * 29, "call_" + "*" * 24, "toolu_01" + "*" * 22, "msg_01" + "*" * 22),
    one_of("req_011C" + "*" * 20, "resp_" + "~" * 48, "run_" + "*" * 24, "thread_" + "*" * 24),
    one_of('{"id": "batch_' + "~" * 24 + '", "object": "batch"}', "file-" + "*" * 22),
    one_of(
        "system_fingerprint: fp_~~~~~~~~~~", 'etag: W/"~~~~-~~~~~~~~~~"',
        "X-Amzn-Trace-Id: Root=1-67~~~~~~-" + "~" * 24,
    ),
    one_of("prompt_tokens=#??? completion_tokens=### total_tokens=####", '"max_tokens": #???'),
    one_of(
        '"usage": {"input_tokens": ####, "output_tokens": ###, "cache_read_input_tokens": #####}',
    ),
    one_of(
        "tokens/s: ##.?", "token_count: #####", "gen_ai.usage.input_tokens: ####",
        "max_new_tokens=####",
    ),
    one_of("took=###ms", "latency_ms=###.???", "p99=1.###s", "duration: 0:00:##.######"),
    one_of(
        "ts=17########", "timestamp: 17########???", "start_time_unix_nano: 17########?????????",
    ),
    one_of(
        "2026-1#-2# 1#:4#:2#.######", "2026-0#-1#T0#:1#:4#.###Z", "[2#/Nov/2026:1#:3#:4# +0000]",
    ),
    lambda random: f"Date: Tue, 13 Oct 2026 11:{random.randrange(10, 60)}:07 GMT",
    one_of("commit " + HEX40, "Merge ~~~~~~~ into main", "index ~~~~~~~..~~~~~~~ 100644"),
    one_of(f"sha256:{HEX64}", f"image: app@sha256:{HEX64}", "integrity sha512-" + "$" * 86 + "=="),
    one_of(
        f"md5sum {HEX32}  data.bin", f"blake3 {HEX64}", "crc32=~~~~~~~~",
        "Content-MD5: " + "$" * 22 + "==",
    ),
    one_of("pod/api-~~~~~~~~~-&&&&& 1/1 Running 0 ##d", "node ip-10-2-#-#?.ec2.internal Ready"),
    one_of(
        "arn:aws:s3:::logs-2026-##/part-?????.parquet", "container ~~~~~~~~~~~~ exited with code ?",
    ),
    one_of("10.#.1#.2#:8080", "192.168.#.1#/24", "127.0.0.1:5432", "172.16.#.#", "0.0.0.0:8443"),
    one_of("::1", "fe80::1%lo0", "http://localhost:###0/healthz", "listening on [::]:8080"),
    one_of("GET /v1/models 200 ####b #.##ms", "POST /v1/chat/completions 429 0.#s", "HTTP/2 304"),
    one_of(
        "goroutine ### [running]:", "at Module._load (node:internal:###:##)", "0x00007f~~~~~~~~~~",
    ),
    one_of(
        'File "agent/loop.py", line ###, in step', "src/lib.rs:###:##: warning: unused",
        "app.ts(##,##)",
    ),
    one_of("pid=##### tid=#####", "uid=1000 gid=1000", "exit status ###", "rss=###### kB", "fd=##"),
    _vector, _blob,
    lambda random: f"score={random.random():.16f}",
    lambda random: f"logprob: -{random.random() * 9:.12f}",
    lambda random: f"seed={random.randrange(10**9, 10**10)}",
    one_of(
        "kafka partition=## offset=########", "lsn 0/~~~~~~~~", "xid ########", "cursor: 4#######",
    ),
    one_of("snowflake 1##################", "job_id=##########", "build #####", "run number ####"),
)  # fmt: skip
"""Telemetry."""
THINGS: tuple[Make, ...] = (
    one_of("order 4##-#######-#######", "Order #10####", "invoice INV-2026-0####", "PO 45########"),
    one_of("ticket SUP-#####", "JIRA-####", "PR #####", "case 0#######", "issue #### closed"),
    one_of("tracking 1Z###&#0###", "parcel JD00######", "SKU AB-####-XL", "part no. 9##-####-0#"),
    _isbn,
    one_of(
        "ISSN ####-###X", "doi:10.10##/s#####-02#-####-#", "arXiv:26##.0####", "RFC ####",
        "CVE-2026-#####",
    ),
    lambda random: f"${random.randrange(1, 99)}.{random.randrange(10, 99)} per 1M tokens",
    lambda random: f"color: #{random.randbytes(3).hex()};",
    lambda random: f"station lat={random.uniform(-60, 60):.4f}, lon={random.uniform(-9, 9):.4f}",
    one_of("price 1#,###.## EUR", "total: ###.## USD", "¥#,### tax in", "-##.#%"),
    one_of(
        "final score ##-##", "3:1 (1:0)", "set scores 6-4 3-6 7-5", "lap 1:2#.###", "odds ##/10",
    ),
    one_of("x = ###.## + ##.##i", "3 * ### = ####", "sqrt(####) ~ ##.##", "f(x) = #x^2 - ##x + #"),
    one_of(
        "v1.##.#", "1.2#.4#-rc.#", "kernel 6.1#.0-##-generic", "10.0.2####.####", "numpy==2.#.#",
    ),
    one_of("python 3.1#.#", "node v2#.1#.#", "rustc 1.9#.0 (~~~~~~~~~ 2026-0#-1#)", "go1.2#.#"),
    one_of(
        "gpt-4o-2024-08-06", "claude-sonnet-4-2025####", "gemini-2.5-pro", "llama-3.3-70b-instruct",
    ),
    one_of(
        "model: qwen3-###b-a22b-2507", "whisper-large-v3", "text-embedding-3-large",
        "mistral-large-2411",
    ),
    one_of(
        "1.3.6.1.4.1.####.#.#", "2.16.840.1.113883.6.1", "section 4.2.1.#",
        "urn:oid:1.2.840.10008.1.2.#",
    ),
    one_of("rgb(2##, #?, ##)"),
    one_of(
        "width=1920 height=1080", "1024x768@##Hz", "4K 3840x2160", "padding: #px ##px",
        "viewBox 0 0 ## ##",
    ),
    one_of(
        "rows ######, cols ##", "###,### rows in set (0.## sec)", "LIMIT ### OFFSET ####",
        "COPY #####",
    ),
    one_of(
        "loss 0.####, step #####", "epoch #/## acc=0.9###", "lr=3e-0#", "BLEU ##.#",
        "perplexity #.##",
    ),
    one_of(
        "GPU 0: ##### MiB / 81559 MiB", "cpu ##.#%", "disk 4#G/9#G",
        "load average: 0.##, 0.##, 1.##",
    ),
    one_of(
        "std::vec::Vec<u8>", "a::b::c", "crate::scan::Table", "com.acme.api.v#.Client",
        "foo::<T>()",
    ),
    one_of(
        "@app.route('/v#')", "@pytest.mark.slow", "icon@2x.png", "@types/node@2#.1.#",
        "lodash@4.17.2#",
    ),
    one_of("git@github.com:acme/app.git", "actions/checkout@v#", "uses: docker/login-action@v#"),
    one_of("rev r####", "flight LH### gate B##", "platform ##", "room 4##", "seat ##C", "bus ###"),
    one_of(
        "chapter ##, page ###", "Art. ## para #", "Psalm ##:#", "ISO 8601:2019", "DIN EN 6####-1",
    ),
    one_of("temp ##.# C, wind ## km/h", "BP 12#/8#", "dose #?? mg", "weight ## kg", "HbA1c #.#%"),
    one_of("200 g flour, # eggs", "oven 1#0 C for ## min", "makes ## cookies", "battery ####mAh"),
    one_of("zoom level ##", "map tile 1#/####/####.png", "bbox EPSG:4326", "depth ####.# m"),
    one_of(
        "chr7:1404531##-1404532##", "rs########", "PDB 1ABC", "InChIKey", "pH 7.#", "E. coli K-12",
    ),
    one_of("Unicode U+00E#", "\\u00e#", "0x~~~~", "0b1011", "1e-##", "NaN", "###_###u64"),
    one_of("cron: '#? * * * 1'", "rrule FREQ=WEEKLY;COUNT=##", "TTL ###00", "serial 20261#2##1"),
)  # fmt: skip
"""Things of everyday life and of programs."""
CODE: tuple[Make, ...] = (
    _said("password = os.environ['DB_PASSWORD']", 'api_key=os.getenv("OPENAI_API_KEY")'),
    _said(
        "password: ${DB_PASSWORD}", "DB_PASSWORD=${DB_PASSWORD:?unset}",
        "token: ${{ secrets.GITHUB_TOKEN }}",
    ),
    _said(
        "password: ********", "Password: [REDACTED]", "api_key: <your-api-key>",
        "secret: <redacted>",
    ),
    _said(
        "OPENAI_API_KEY=sk-...", "api_key='YOUR_API_KEY'", 'token = "<token>"', "PASSWORD=xxxxxxxx",
    ),
    _said("Authorization: Bearer <token>", "Authorization: Bearer $TOKEN", "x-api-key: ${API_KEY}"),
    _said('curl -H "Authorization: Bearer $GITHUB_TOKEN" https://api.github.com/user'),
    _said(
        "postgres://user:${PGPASSWORD}@db/app", "redis://localhost:6379/0",
        "https://example.com/a?b=1",
    ),
    _said(
        "def check_password(password: str) -> bool:", "fn verify(token: &str) -> Result<(), Error>",
    ),
    _said(
        "password TEXT NOT NULL", "password_hash VARCHAR(255)", "api_key_id BIGINT REFERENCES keys",
    ),
    _said('"password": {"type": "string", "minLength": 12}', "password: z.string().min(8),"),
    _said("if not password: raise ValueError('password required')", "assert token is not None"),
    _said(
        "secretKeyRef: {name: db, key: password}", "valueFrom: secretKeyRef", "secretName: web-tls",
    ),
    _said(
        "password = get_password(user)", "token = await fetchToken(client)",
        "apiKey: config.apiKey,",
    ),
    _said("this.password = password;", "self.token = token", 'token := r.Header.Get("X-Token")'),
    _said(
        'variable "db_password" { sensitive = true }', "password = var.db_password",
        "data.vault.x.secret",
    ),
    _said(
        'password: "{{ vault_db_password }}"', "{{ .Values.auth.password | b64enc }}",
        "{{secrets.token}}",
    ),
    _said(
        "-----BEGIN CERTIFICATE----- block is public", "-----BEGIN PUBLIC KEY----- goes into jwks",
    ),
    _said(
        "input type=password autocomplete=off", "label for password",
        "placeholder='Enter password'",
    ),
    _said(
        "from getpass import getpass; password = getpass()", "read -s PASSWORD && export PASSWORD",
    ),
    _said("tokenizer = AutoTokenizer.from_pretrained('gpt2')", "tokens = tokenizer.encode(text)"),
    _said(
        "public_key_path: ~/.ssh/id_ed25519.pub", "private_key_file=/etc/ssl/key.pem",
        "token_url: /oauth/token",
    ),
    _said(
        "password_policy: strict", "password_expiry_days: 90", "token_type: bearer",
        "secret_version: 3",
    ),
    _said(
        "password=None", "password: null", 'password: ""', "token: true", "secret=false",
        "api_key: undefined",
    ),
    _said(
        "ALTER TABLE users DROP COLUMN password;", "SELECT id FROM users WHERE password IS NULL;",
    ),
    _said(
        "raise AuthError('invalid password')", "401 Unauthorized: bad token",
        "error: password mismatch",
    ),
    _said(
        "const { token, user } = await login()", "export type Secret = { name: string }",
        "token?: string",
    ),
    one_of(
        "idempotency_key: order-####-retry-#", "cache_key=user_list:v#:page##",
        "partition_key: region",
    ),
    one_of(
        "primary_key=#####", "sort_key: created_at", "foreign key (order_id) on ####",
        "keyboard US-1##",
    ),
    _said(
        "monkey_patch = True", "hockey: 3 goals", "turkey sandwich", "key: value", "keynote at 10",
    ),
)  # fmt: skip
"""Code, files and placeholders that name a secret and hold none."""
PROSE: tuple[Make, ...] = (
    _said("I forgot my password and cannot log in.", "How do I reset my password?"),
    _said(
        "Use a password manager and never share your password.", "Passwords expire after 90 days.",
    ),
    _said(
        "The password must have at least 12 characters.", "Your password was changed successfully.",
    ),
    _said(
        "Ich habe mein Passwort vergessen.", "J'ai oublié mon mot de passe.",
        "Olvidé mi contraseña.",
    ),
    _said("パスワードを忘れました。", "忘记密码怎么办？", "비밀번호를 잊어버렸어요.",
          "Я забыл пароль."),
    _said("What is a social security number used for?", "Never mail us your credit card number."),
    _said(
        "Passport applications take six weeks.", "You need a valid driver's license to rent a car.",
    ),
    _said("The IBAN has 22 characters in Germany.", "A BIC has eight or eleven characters."),
    _said(
        "An API key identifies the project.", "Rotate the token every week.",
        "JWTs have three parts.",
    ),
    _said(
        "Please call the hotline during office hours.",
        "The phone has 8 GB of RAM and 2 SIM slots.",
    ),
    one_of(
        "The battle of 18## ended in the year 18##.", "founded in 19##", "from 17## to 18##",
        "the 19#0s",
    ),
    one_of(
        "The release is due on 2026-0#-1#.", "meeting 1#/11/2026 at 1#:30", "Q# 2026", "week ##",
    ),
    one_of(
        "She ran ## km in #:4#:##.", "population 8,###,###", "##% of ### voters", "1 in ## people",
    ),
    one_of(
        "Step #: run make test.", "see line ### of main.go", "Answer: ##.",
        "Table # lists ## items.",
    ),
    one_of("The vector has #### dimensions.", "context window of 200,000 tokens", "batch size ###"),
    _said(
        "The secret of good bread is time.", "She was born to run.", "a token of thanks",
        "key takeaway",
    ),
    _said("Sign in with SSO; no password needed.", "two-factor codes expire in 30 seconds."),
    _said("Der Zug fährt von Gleis 12.", "La réunion est à 14 h 30.", "El partido terminó 3 a 2."),
    _said(
        "The routing table has 14 entries.", "account settings page",
        "the account number field is required",
    ),
    _said("MAC addresses have 48 bits.", "IPv6 has 128 bits.", "The VIN has 17 characters."),
)  # fmt: skip
"""What people and manuals say without telling anything."""
NEGATIVES: tuple[Make, ...] = (*TRACES, *THINGS, *CODE, *PROSE)
