"""Families of lines with nothing to find: logs, code, pages, and words beside no secret."""

from __future__ import annotations

__all__ = ["LINES"]

LINES: dict[str, tuple[str, ...]] = {
    "nginx": (
        '10.0.{i0-9}.{i1-99} - - [04/Mar/2026:05:{d2}:07 +0000] "GET /v1 HTTP/1.1" 200 {d4} "-"',
        "2026/03/04 05:06:{d2} [error] {d2}#{d2}: *{d5} upstream timed out (110)",
    ),
    "postgres": (
        "2026-03-04 05:06:07.{d3} UTC [{d5}] LOG:  checkpoint: wrote {d4} buffers (3.{d1}%)",
        'ERROR:  relation "users" does not exist at character {d2}',
        "DETAIL:  Key (id)=({d6}) already exists.",
    ),
    "kafka": (
        "[2026-03-04 05:06:07,{d3}] INFO [Partition orders-{d1} broker={d1}] ISR updated to 1,2,3",
        "[Consumer clientId=gw-{d1}] Resetting offset for partition t-{d2} to position {d8}",
    ),
    "java": (
        "\tat com.acme.gw.Router.route(Router.java:{d3})", "java.lang.NullPointerException: null",
        "05:06:07.{d3} [http-nio-8080-exec-{d1}] WARN  c.a.g.Router - slow {d4} ms",
        "Caused by: java.io.EOFException",
    ),
    "go": (
        "goroutine {d3} [running]:\nmain.main()\n\t/app/main.go:{d3} +0x{h3}",
        "E0304 05:06:07.{d6}       1 leader.go:{d3}] lost lease",
        'level=warn ts=2026-03-04T05:06:07.{d3}Z caller=head.go:{d3} msg="compact" dur={d2}.{d3}ms',
    ),
    "python": (
        'File "/app/gw/router.py", line {d3}, in route\n    return self.pool[{d2}]',
        "KeyError: 'choices'",
        "2026-03-04 05:06:07,{d3} - gw.router - INFO - retry {d1}/5 in {d1}.{d2}s",
        "<Task pending name='Task-{d3}'>",
    ),
    "node": (
        "    at Router.route (/app/dist/router.js:{d3}:{d2})", "npm WARN deprecated har@5.1.{d1}",
        "TypeError: x is undefined",
    ),
    "rust": (
        "thread 'main' panicked at src/main.rs:{d2}:{d2}:", "error[E0{d3}]: mismatched types",
        "std::vec::Vec<u8>", "a::b::c()",
    ),
    "kernel": (
        "[{d5}.{d6}] oom-kill: constraint=CONSTRAINT_MEMCG,task=gw,pid={d5}",
        "Mar  4 05:06:07 host systemd[1]: Started gw.",
    ),
    "k8s event": (
        "Warning  BackOff  {d1}m (x{d2} over 5m)  kubelet  Back-off restarting failed container",
        'resourceVersion: "{d9}"',
    ),
    "ci": (
        "##[group]Run actions/checkout@v{d1}", "Run {d9}: 3 jobs, 1 failed",
        "[{d2}/{d3}] Building CXX object a.o", "✓ {d3} passed ({d2}.{d1}s)",
    ),
    "diff": (
        "@@ -{d2},7 +{d2},9 @@ def route(self):", "--- a/gw/router.py\n+++ b/gw/router.py",
        "-timeout: {d2}\n+timeout: {d3}",
    ),
    "sql": (
        "SELECT id, total FROM orders WHERE created > now() - interval '{d1} days' LIMIT {d2}",
        "rows={d5} width={d2} cost=0.00..{d4}.{d2}",
        "ALTER TABLE users ADD COLUMN phone varchar(20);",
        "CREATE TABLE t (ssn char(11), email text NOT NULL, password_hash bytea)",
    ),
    "metric": (
        'http_requests_total{code="200",le="0.{d2}"} {d6}', 'gw_tokens_total{model="m"} {d7}',
        "jvm_memory_used_bytes {d9}.0",
    ),
    "css": (
        ".btn-{l4}{margin:0 {d2}px;color:#{h6}}", "@media (min-width: {d3}px)",
        "transform: translate({d2}px, -{d2}%)", "z-index: {d4};",
    ),
    "script": (
        "!function(e,t){var n=e[{d3}];t.exports=n({d4})}({h3});", "a=>b[{d2}]?c:d||{}",
        'import{a as b}from"./c-{a8}.js"', "//# sourceMappingURL=app.{h8}.js.map",
        "let t=0x{h4}^{d6};",
    ),
    "svg": (
        '<path d="M{d2} {d2}L{d3}.{d1} {d2}c-1.{d1} 0-{d1}.{d2} 2-{d1} 4z"/>',
        'viewBox="0 0 {d3} {d3}"', 'points="{d2},{d2} {d3},{d2}"',
    ),
    "html": (
        '<input type="password" name="password" placeholder="Password" required>',
        '<label for="phone">Phone</label>', '<a href="mailto:">write to us</a>',
        '<meta name="csrf-param" content="authenticity_token">',
        '<div id="app-{d4}" class="x y-{d1}">',
    ),
    "url": (
        "https://docs.acme.test/v{d1}/guide?page={d2}#section-{d2}",
        "/api/v1/users/{d5}/orders?limit={d2}", "https://acme.test/a/{h8}.js",
        "http://localhost:{d4}/health", "file:///app/data/{d3}.csv",
        "urn:ietf:params:oauth:grant-type:device_code",
    ),
    "at sign": (
        "git@github.com:acme/gw.git", "@app.route('/x')", "react@18.{d1}.0", "logo@2x.png",
        "ada@laptop:~$", "@types/node@2{d1}.1.{d1}", "actions/cache@v{d1}", "root@gw-{d1}:/app#",
        "user@host", "$user@$domain", "<@{d2}>", "@ada see #{d3}",
    ),
    "mail head": (
        "Subject: Re: [gw] build {d4} failed", "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="{h28}"', "List-Id: <dev.acme.test>",
    ),
    "prompt": (
        "You are a helpful assistant. Never reveal passwords, keys or tokens.",
        "Answer in {d2} words.", "Summarise the text in {d1} points.",
        "Do not ask for a social security number or a card number.",
        "If asked for credentials, refuse. Step {d1} of 9.",
    ),
    "model": (
        "gpt-4o-2024-08-06", "claude-sonnet-4-20250514", "gemini-2.5-flash-preview-0{d1}-17",
        "us.anthropic.claude-opus-4-1-20250805-v1:0", "llama-3.{d1}-70b-instruct",
        "text-embedding-3-large", "mistral-large-24{d2}", "qwen3-{d2}b-a3b",
    ),
    "tokens": (
        "token: {d2} of {d3}", "tokens: {d5}", 'eos_token: "<|endoftext|>"', "pad_token_id: {d6}",
        "tokenizer: cl100k_base", "stop token id {d6}", "token_count={d5}",
        "unexpected token '}' at line {d2}",
        "SyntaxError: Unexpected token < in JSON at position {d1}",
    ),
    "token words": (
        "token_type: bearer", '"token_type":"Bearer","expires_in":{d4}',
        "token expired {d2} minutes ago", "the token was issued at 05:{d2}",
        '"nextPageToken":"{d3}"', "token bucket refill {d3}/s", "csrf token missing",
        "invalid token", "token_endpoint_auth_method: none",
    ),
    "password words": (
        "password: required", "password: string", '"password":{"type":"string","minLength":{d1}}',
        "Password must be at least {d2} characters.", "password=null", "forgot password?",
        "password: ''", "password_policy: strict", "Passwort vergessen?", "password: [hidden]",
        "Enter your password:", "пароль: не задан", "密码：必填", "mot de passe : obligatoire",
        "passwordless: true", "PasswordAuthentication no",
    ),
    "secret words": (
        "secret: string", "secretName: db-credentials",
        "secretKeyRef:\n  name: db\n  key: password", "secret_id: prod/db/main", "secrets: inherit",
        "kubectl get secret db-credentials", "the secret of good bread is time", "secret/data/app",
        "client_secret: <client-secret>", "client_secret_basic", "secretsmanager:GetSecretValue",
        "type: kubernetes.io/tls", "secret: false",
    ),
    "key words": (
        "key: value", "primary_key: id", "partition_key=orders-{d2}",
        "cache_key: user:{d5}:profile", "idempotency_key: {h32}", "public_key: none",
        "api_key: required", "Press any key", "sort_key: created_at", "foreign key (user_id)",
        "keyboard: us", "KeyError: 'api_key'", "key_id: {d3}",
    ),
    "references": (
        "${API_KEY}", "api_key: ${OPENAI_API_KEY}", "password: {{ .Values.db.password }}",
        "process.env.API_TOKEN", "os.environ['DB_PASSWORD']", "token: ${{ secrets.GITHUB_TOKEN }}",
        "password: !Ref DbPassword", "secret: vault:kv/app#password", "password: ENC[AES256_GCM]",
        'api_key = os.getenv("API_KEY")', "password = var.db_password", "apiKey: config.apiKey,",
        "-p $DB_PASSWORD", "token=$(cat /run/token)", "%DB_PASSWORD%",
        "password: op://vault/db/password", "secret = data.aws_secretsmanager_secret.db.id",
        "$PASSWORD", 'password: "$(DB_PW)"',
    ),
    "placeholders": (
        "<your-api-key>", "api_key: YOUR_API_KEY", "sk-...", "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "Authorization: Bearer <token>", "Bearer YOUR_TOKEN", "password: <change-me>",
        "password=your_password", "token: <redacted>", "Bearer $TOKEN", "ghp_xxxxxxxxxxxxxxxx",
        "api-key: {api_key}", "AKIA................", "x-api-key: $ANTHROPIC_API_KEY",
        "https://<user>:<password>@host/",
    ),
    "masked": (
        "password: ********", "sk-...{a4}", "card ending in {d4}", "**** **** **** {d4}",
        "***-**-{d4}", "api_key=sk-****{a4}", "j***@***.com", "+1 *** *** **{d2}",
        "Authorization: [REDACTED]", "token=***", "xxxx-xxxx-{d4}", "IBAN ending {d4}",
        "secret: (hidden)", "PESEL *********{d2}",
    ),
    "person words": (
        "phone: none", "ssn: null", "email: n/a", "passport: yes", "dob: unknown",
        "date of birth: withheld", "SSN (optional)", "phone: varchar({d2})",
        "driver license: not required", "iban: missing", "passport control",
        "your phone has {d2}% battery", "email is invalid", "NPI lookup failed",
        "VIN decoder v{d1}", "IMEI check passed", "Telefon: keine Angabe", "電話番号：なし",
        "护照号码：无", "CPF inválido", "BSN ontbreekt",
    ),
    "other words": (
        "pin: left", "PIN {i1-40} of the header", "pin-out table", "license: MIT",
        "driver: postgres", "driver version {d3}.{d2}", "account: default", "account settings",
        "routing: round_robin", "routing key orders.*", "routing table {i1-254} entries",
        "born again", "card: outlined", "credit: {d1}.{d1} hours", "medicare reform of 20{d2}",
        "swift 5.{i1-9}", "Taylor Swift", "vin blanc 20{i10-24}", "sin(0.{d3})", "SIN curve",
    ),
    "auth words": (
        'WWW-Authenticate: Bearer realm="gw"',
        "Access-Control-Allow-Headers: Authorization, X-Api-Key", "auth: none",
        "authorization: required", "401 Unauthorized: missing Authorization header",
        "Authorization: optional", "basic auth is disabled", "cookies: []", "cookie consent v{d1}",
        "Set-Cookie header was ignored", "bearer bonds of 20{d2}", "sessions: {d4} open",
        "security: [{bearerAuth: []}]", "auth_method=scram-sha-256",
    ),
    "schema": (
        '{"type":"object","properties":{"email":{"format":"email"},"phone":{"type":"string"}}}',
        "email: EmailStr", "message User { string email = 1; string phone = {d1}; }",
        "type User { ssn: String! }", '"pattern":"^[0-9]{3}-[0-9]{2}-[0-9]{4}$"',
        '"required":["password","ssn"]', "ssn = models.CharField(max_length=11)",
        "securitySchemes:\n  apiKey:\n    type: apiKey\n    in: header",
    ),
    "about": (
        "An IBAN has up to 34 characters, of which two are check digits.",
        "A Visa number starts with 4 and has 16 digits.", "SSNs look like AAA-GG-SSSS.",
        "E.164 numbers have a + and at most 15 digits.",
        "A VIN has 17 characters and no I, O or Q.",
        "A NINO is two letters, six digits and a letter.",
        "JWTs have three parts, the first begins with eyJ.",
        "AWS key ids begin with AKIA and have 20 letters.", "PEM files begin with five dashes.",
    ),
    "interface": (
        "Save changes", "Step {d1} of {d1}: payment details",
        "Add a phone number to secure your account", "Card number is required", "{d2} new messages",
        "Please enter a valid e-mail address", "Continue with Google", "Verify your identity",
        "We sent a code to your phone.", "Change password",
    ),
    "licence": (
        "SPDX-License-Identifier: Apache-2.0",
        "Permission is hereby granted, free of charge, to any person",
        "Copyright (c) 2019-20{d2} The Authors",
    ),
    "certificate": (
        "-----BEGIN CERTIFICATE-----\nMIID{b60}\n{b64}\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB{b60}\n-----END PUBLIC KEY-----",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{b43} laptop", "ssh-rsa AAAAB3NzaC1yc2E{b80}",
    ),
    "jsonish": (
        '{"id":{d6},"name":"item {d2}","tags":["a","b"],"price":{d2}.{d2}}',
        '{"status":"ok","count":{d4},"next":null}', '{"x":[{d2},{d2},{d2}]}',
        '{"finish_reason":"stop","index":0,"logprobs":null}', '{"type":"ping"}',
        '{"level":{d2},"msg":"done","took":{d3}}',
    ),
    "yaml": (
        "replicas: {d1}\nresources:\n  limits:\n    cpu: {d3}m\n    memory: {d3}Mi",
        "on:\n  push:\n    branches: [main]", "image: acme/gw:{d1}.{d2}",
    ),
    "code": (
        "def f(x: int = {d2}) -> None:", "for i in range({d3}):",
        "if err != nil { return {d1}, err }", "let n = {d4}_u64;", "x = 0x{H8} & 0xFF",
        "const N = {d5};", "return a[{d1}] * {d2} + b;", "assert total == {d5}",
        "public int get{u1}{l4}() { return {d3}; }", 'puts "#{n} of {d2}"',
        "std::chrono::seconds({d2})", "$x = $y['k{d1}'] ?? {d2};", "SELECT 1;", "#define SIZE {d4}",
        'fn main() { println!("{}", {d3}); }',
    ),
    "csv": (
        "id,qty,price\n{d4},{d2},{d2}.{d2}\n{d4},{d1},{d1}.{d2}", "a;b;c\n{d2};{d3};{d5}",
        "{d6}\t{d3}\t0.{d4}", "ts,cpu\n17{d8},0.{d2}\n17{d8},0.{d2}",
    ),
    "recipe": (
        "Mix {d3} g of flour with {d2} ml of water and bake at 1{d2} °C for {d2} minutes.",
        "Serves {d1}. {d3} kcal a portion.",
    ),
    "news": (
        "Revenue rose {d1}.{d1}% to ${d2}.{d1}bn in Q{i1-4} 2026.",
        "The bridge of 19{d2} is {d3} m long.", "In 20{d2} some {d2},{d3} people lived there.",
    ),
    "foreign": (
        "Der Zug hat {d2} Minuten Verspätung.", "Il y a {d3} pages dans ce livre.",
        "Quedan {d2} plazas.", "Всего {d3} строк.", "共有{d3}条记录。", "全部で{d2}件あります。",
        "총 {d3}개", "ทั้งหมด {d2} รายการ", "يوجد {d2} كتابا", "יש {d2} פריטים", "कुल {d2} पुस्तकें",
        "Còn {d2} sản phẩm", "Συνολικά {d2} σελίδες",
    ),
    "speech": (
        "um so we had like {d2} or {d3} people there, yeah", "[00:{d2}] agent: one moment please",
        "twenty five, maybe thirty", "call me back at {i1-12}",
    ),
    "scan": (
        "T0tal  {d2} l,{d2}\nPage {d1} 0f {d1}", "|_|_|  {d3} . {d2}",
        "Fig {d1}\n\n{d3}\n\n{d4}\n\n{d2}", "rn m cl d {d2}",
    ),
    "game": (
        "1. e4 e5 2. Nf3 Nc6 {d1}. Bb5 a6",
        "r1bqkbnr/pppp1ppp/2n5/4p3/4P3/5N2/PPPP1PPP/RNBQKB1R w KQkq - {d1} {d1}",
        "HP {d3}/{d3} XP {d5}",
    ),
    "music": (
        "{i60-180} bpm, 4/4, A minor", "track {d2} - 03:{i10-59}", "ISRC US-{U3}-{d2}-{d5}",
        "Op. {d2} No. {d1}, BWV {d3}", "MIDI {d2} {d2} {d2}",
    ),
    "address of memory": (
        "<object at 0x7f{h10}>", "SIGSEGV at 0x0000{h12}", "rip: 0033:0x{h12}", "0x{h64}",
        "[heap] {h12}-{h12}",
    ),
    "regex": (
        "^\\d{3}-\\d{2}-\\d{4}$", "[A-Z]{2}\\d{2}[A-Z0-9]{4,30}", "(?i)password\\s*[:=]\\s*\\S+",
        "/^[\\w.+-]+@[\\w-]+\\.\\w+$/", "\\b4\\d{15}\\b",
    ),
    "feature": (
        "pin_memory=True", "num_tokens={d4}", "use_auth_token=False", "hash_key(x)",
        "phone_home: false", "mac_os: true", "ipv6: disabled", "email_verified: true",
        "password_changed_at: 2026-03-04", "has_passport=1", "card_count: {d1}",
        "iban_valid: false", "secret_rotation_days: {d2}", "token_budget: {d5}",
    ),
    "config": (
        "timeout: {d2}s", "retries = {d1}", "MAX_CONNS={d3}", "log.level=info", "-Xmx{d4}m",
        "--workers {d2} --port {d4}", "batch_size: {d3}", "TTL={d4}",
    ),
    "dns": (
        "gw.internal. {d3} IN A 10.0.{i0-9}.{i1-99}", "serial 20260304{d2} refresh {d4}",
        "_http._tcp.acme.test", "TXT v=spf1 -all", "MX 10 mx.acme.test.",
    ),
    "math of money": (
        "{d3}.{d2} + {d2}.{d2} = {d3}.{d2}", "VAT 19 %: {d2},{d2}", "Total {d4}.00",
        "balance: {d3}.{d2}", "{d1},{d3},{d3}.{d2} KRW",
    ),
    "calendar": (
        "due 2026-1{i0-2}-{i10-28}", "every 2nd Tuesday", "Mon {i1-28} Mar, 09:00\u201310:{d2}",
        "valid until 0{i1-9}/2{i6-9}", "week {i1-52}", "created 0{i1-9}.0{i1-9}.2026",
    ),
}  # fmt: skip
"""By family, forms."""
