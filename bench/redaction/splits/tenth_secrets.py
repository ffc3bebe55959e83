"""Secrets of the tenth split that no vendor's prefix tells: key and value, headers, URLs, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.tenth_marks import any_of, b64, marked, plain
from bench.redaction.splits.tenth_tokens import AWS_SECRET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SAID", "SECRETS"]

_pass = any_of(
    "{w1}{d4}!", "Summer{d4}!", "{a12}", "{a16}", "{a20}", "{a24}", "{a32}", "{x32}", "{x64}",
    "{w3}-{d2}", "{L4}{d3}${L3}", "{L5}@{d4}{L3}", "{a6}!{a4}#{a3}", "P{l1}ss{d4}w0rd{L3}",
    "{b42}I=", "{s43}", "Qwertz{d3}!{u2}", "{a8}%{a6}^{a4}", "{l4}.{u4}.{d4}.{l3}", "Kx{d2}_{a9}",
    "{w1}_{w1}_{d3}", "{u1}{l6}{d2}?{u2}", "n3{a5}*{a6}",
)  # fmt: skip
_safe = any_of(
    "{a12}", "{a16}", "{w1}{d4}", "{a20}", "{w2}-{d3}", "{L4}{d3}_{L3}", "{a8}.{a6}", "{a9}~{a4}",
    "{x24}", "{a6}%21{a4}", "{L5}%40{d4}",
)  # fmt: skip
_NAMES = (
    "DB_PASSWORD", "POSTGRES_PASSWORD", "MYSQL_ROOT_PASSWORD", "REDIS_PASSWORD", "SMTP_PASS",
    "JWT_SECRET", "SESSION_SECRET", "NEXTAUTH_SECRET", "DJANGO_SECRET_KEY", "RAILS_MASTER_KEY",
    "AZURE_CLIENT_SECRET", "TF_VAR_db_password", "COHERE_API_KEY", "MISTRAL_API_KEY", "DD_API_KEY",
    "SPRING_DATASOURCE_PASSWORD", "RABBITMQ_DEFAULT_PASS", "MINIO_ROOT_PASSWORD", "WEBHOOK_SECRET",
    "ENCRYPTION_KEY", "password", "passwd", "pwd", "client_secret", "clientSecret", "api_key",
    "apiKey", "api-key", "access_token", "accessToken", "refresh_token", "auth_token", "secret_key",
    "secretKey", "signing_secret", "passphrase", "private_token", "db.password",
    "spring.mail.password", "adminPassword", "userPassword", "bind_password", "ldap_password",
    "keystorePassword", "app_secret", "consumer_secret", "bot_token", "bearer_token",
    "session_token", "master_key", "GITLAB_TOKEN", "VAULT_TOKEN", "SONAR_TOKEN",
    "KAFKA_SASL_PASSWORD", "ELASTIC_PASSWORD", "SNOWFLAKE_PASSWORD", "OIDC_CLIENT_SECRET",
    "X_API_KEY", "sshPassword", "wifi_password", "pgpassword", "PGPASSWORD", "root_password",
    "encryptionKey", "hmac_secret", "webhookSecret", "credentials.secret", "new_password",
    "oldPassword", "login_password", "ansible_become_password", "ansible_ssh_pass",
)  # fmt: skip
_PAIRS = (
    "<K>=<V>", "<K>=<V>", "<K>: <V>", '"<K>": "<V>"', '"<K>":"<V>"', "'<K>': '<V>'", "<K> = '<V>'",
    '<K> = "<V>"', "<K>='<V>'", '<K>="<V>"', "export <K>=<V>", 'export <K>="<V>"', ":<K> => '<V>'",
    '"<K>" => "<V>"', "--<K> <V>", "--<K>=<V>", "-e <K>=<V>", "set <K>=<V>", '$env:<K> = "<V>"',
    "<<K>><V></<K>>", 'const <K> = "<V>";', 'let <K>: &str = "<V>";', '<K> := "<V>"',
    'String <K> = "<V>";', "<K>: '<V>'", '<K>: "<V>"', "ENV <K> <V>", "- <K>=<V>",
    '- name: <K>\n  value: "<V>"', '{"name": "<K>", "value": "<V>"}', '{"value":"<V>","key":"<K>"}',
    '<add key="<K>" value="<V>"/>', '<property name="<K>" value="<V>"/>', '\\"<K>\\": \\"<V>\\"',
    "<K>=<V>&grant_type=password", "| <K> | <V> |", "<K>\t<V>", "**<K>**: `<V>`", '["<K>"] = "<V>"',
    "<K>：<V>", "process.env.<K> = '<V>'", 'os.environ["<K>"] = "<V>"', "<K>%3D<V>%26x%3D1",
    '#define <K> "<V>"', 'defaultdict(<K>="<V>")', "setx <K> <V>",
    "vault kv put secret/app <K>=<V>", "--set <K>=<V>", "&<K>=<V>&",
    '"<K>" : {"stringValue": "<V>"}', '{"key":"<K>","value":{"stringValue":"<V>"}}',
)  # fmt: skip
_SPOKEN = (
    "my password is <V>", "the password is: <V>", "password is <V> (case sensitive)",
    "Passwort: <V>", "Das Passwort lautet <V>", "Kennwort = <V>", "mot de passe : <V>",
    "le mot de passe est <V>", "contraseña: <V>", "la contraseña es <V>", "clave: <V>",
    "senha: <V>", "a senha é <V>", "wachtwoord: <V>", "het wachtwoord is <V>", "hasło: <V>",
    "пароль: <V>", "пароль <V>", "密码：<V>", "密码是<V>", "パスワード：<V>",
    "パスワードは <V> です", "비밀번호: <V>",
    "şifre: <V>", "parola: <V>", "lösenord: <V>", "salasana: <V>", "heslo: <V>", "kata sandi: <V>",
    "पासवर्ड: <V>", "كلمة المرور: <V>", "mật khẩu: <V>", "adgangskode: <V>", "passord: <V>",
    "jelszó: <V>", "סיסמה: <V>", "รหัสผ่าน: <V>", "login: jdoe / password: <V>",
    "user=app password=<V> host=db", "pw: <V>", "pass: <V>", "Temporary password: <V>",
    "your one-time password is <V>", "secret: <V>", "API key: <V>", "api key is <V>",
    "use token <V> for the call", "Clé API : <V>", "API-Schlüssel: <V>", "chave de API: <V>",
    "ключ API: <V>", "API 密钥: <V>", "APIキー: <V>", "Wi-Fi password: <V>", "WPA2 key: <V>",
    "sshpass -p '<V>' ssh root@web-1", "mysql -u root -p'<V>' shop", "PGPASSWORD=<V> psql -h db",
    "curl -u admin:<V> https://x.example/", "user svc, new password <V>, change it at first login",
    "echo '<V>' | docker login --password-stdin -u ci", "IDENTIFIED BY '<V>'",
    "ALTER USER app WITH PASSWORD '<V>';", "requirepass <V>",
    "ConvertTo-SecureString '<V>' -AsPlainText -Force",
    "Server=db;User Id=sa;Password=<V>;Encrypt=true",
    "AccountName=acme;AccountKey=<V>;EndpointSuffix=core.windows.net",
    "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=<V>",
    "machine api.example.com login ci password <V>", "//registry.npmjs.org/:_authToken=<V>",
    "jdbc:postgresql://db/app?user=app&password=<V>",
    "https://x.example/cb?code=4&client_secret=<V>", "https://s.example/a.png?sig=<V>&se=2026",
    "passcode is <V>",
)  # fmt: skip


def _secret(random: Random) -> str:
    if random.random() < 0.3:
        return random.choice(_SPOKEN).replace("<V>", _pass(random))
    return random.choice(_PAIRS).replace("<K>", random.choice(_NAMES)).replace("<V>", _pass(random))


_HEADERS = (
    "Authorization: Bearer {s43}", "authorization: bearer {a40}", "Authorization: Bearer {x64}",
    "Authorization: Token {x40}", "Authorization: token {a32}", "Authorization: ApiKey {a44}==",
    "Authorization: Bot {s59}", "Authorization: GenieKey {x8}-{x4}-4{x3}-a{x3}-{x12}",
    "Authorization: Splunk {x8}-{x4}-4{x3}-a{x3}-{x12}", "Authorization: SSWS 00{s40}",
    "Authorization: Klaviyo-API-Key pk_{x34}", "Authorization: {x32}",
    "Authorization: Negotiate YII{b200}", "Authorization: NTLM TlRMTVNTUAAD{b120}",
    "Authorization: SharedKey acme:{b43}=",
    (
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA{t16}/20260214/eu-west-1/s3/aws4_re"
        "quest, SignedHeaders=host;x-amz-date, Signature={x64}"
    ),
    "Authorization: OAuth oauth_consumer_key={a25}, oauth_token={a30}, oauth_signature={a27}%3D",
    "Authorization: Digest username=mufasa, realm=x, nonce={x32}, uri=/dir, response={x32}",
    "Proxy-Authorization: Bearer {a36}", "Cookie: session={s43}",
    "Cookie: _ga=GA1.2.1; sessionid={z32}; theme=dark", "cookie: JSESSIONID={X32}; lang=de",
    "Cookie: connect.sid=s%3A{s32}.{a43}", "Set-Cookie: sid={a32}; Path=/; HttpOnly; Secure",
    "set-cookie: laravel_session={a120}; expires=Wed, 01-Jan-2027 00:00:00 GMT",
    "Cookie: PHPSESSID={z26}", "Cookie: __Secure-next-auth.session-token={s80}",
    "Set-Cookie: auth_token={s60}; SameSite=Lax", "X-Api-Key: {a32}", "x-api-key: {x40}",
    "api-key: {x32}", "Api-Key: {a36}", "x-goog-api-key: {s39}", "PRIVATE-TOKEN: {s20}",
    "X-Vault-Token: {s26}", "X-Auth-Token: {s43}", "Ocp-Apim-Subscription-Key: {x32}",
    "X-Amz-Security-Token: IQoJb3JpZ2luX2Vj{b200}", "X-Shopify-Access-Token: {x32}",
    "DD-API-KEY: {x32}", "X-Access-Token: {a40}", "X-Figma-Token: {s45}", "xi-api-key: {x32}",
    "X-Auth-Key: {x37}", "X-Csrf-Token: {s43}", "X-Consul-Token: {x8}-{x4}-4{x3}-8{x3}-{x12}",
    "X-Gitlab-Token: {a24}", "X-Plex-Token: {a20}", "X-Subscription-Token: BSA{a28}",
    "apikey: {a40}", "X-RapidAPI-Key: {x50}", "Authorization=Bearer {a40}",
    "authorization\tBearer {a40}", "Authorization: Bearer\u00a0{a40}",
    "Authorization%3A%20Bearer%20{a40}", "> Authorization: Bearer {s43}",
    "Authorization : Bearer {s43}",
)  # fmt: skip


def _header(random: Random) -> str:
    if random.random() < 0.2:
        pair = f"{random.choice(('admin', 'svc-ci', 'jo@x.io', 'AC12'))}:{_pass(random)}"
        lead = random.choice(("Authorization", "authorization", "Proxy-Authorization"))
        return f"{lead}: {random.choice(('Basic', 'basic'))} {b64(pair.encode())}"
    return marked(random, random.choice(_HEADERS))


_URLS = (
    "postgres://app:<V>@db.internal:5432/shop",
    "postgresql+asyncpg://svc:<V>@db-2/app?ssl=require", "mysql://root:<V>@mysql-1:3306/wp",
    "mysql+pymysql://wp:<V>@mysql/wp?charset=utf8mb4",
    "mongodb+srv://etl:<V>@cluster0.ab1cd.mongodb.net/test",
    "mongodb://u:<V>@a:27017,b:27017/admin?replicaSet=rs0", "redis://:<V>@cache:6379/0",
    "rediss://default:<V>@eu1-x-1.upstash.io:6379", "amqp://guest:<V>@mq:5672/%2F",
    "amqps://svc:<V>@b-1.mq.eu-west-1.amazonaws.com:5671",
    "https://ci:<V>@git.example.com/acme/app.git", "https://oauth2:<V>@gitlab.example.com/a/b.git",
    "http://user:<V>@proxy.corp:3128", "ftp://backup:<V>@ftp.example.org/in/",
    "sftp://deploy:<V>@files.example.org:22/up", "smtp://mailer:<V>@smtp.example.com:587",
    "smtps://mailer:<V>@mail:465", "ldap://cn=admin:<V>@ldap:389",
    "clickhouse://default:<V>@ch:9000/logs", "mssql+pyodbc://sa:<V>@sql/app?driver=ODBC+Driver+18",
    "nats://n1:<V>@nats:4222", "mqtt://dev7:<V>@broker:1883",
    "snowflake://etl:<V>@xy12345.eu-central-1/db/public", "cloudinary://874837483274837:<V>@acme",
    "cockroachdb://r:<V>@crdb:26257/d?sslmode=verify-full",
    "neo4j+s://neo4j:<V>@1a2b.databases.neo4j.io", "socks5://u1:<V>@gate.example:1080",
    "rtsp://admin:<V>@cam-3:554/stream1", "https://:<V>@hooks.example.net/x",
    "jdbc:oracle:thin:scott/<V>@//ora:1521/ORCL", "elasticsearch://elastic:<V>@es:9200",
    "https://index:<V>@pypi.example.com/simple/", "postgres%3A%2F%2Fapp%3A<V>%40db%2Fshop",
    "pulsar+ssl://svc:<V>@pulsar:6651", "couchbase://adm:<V>@cb", "ssh://git:<V>@host.example/repo",
    "kafka://u:<V>@k1:9092", "trino://bi:<V>@trino:8443/hive",
)  # fmt: skip


def _url(random: Random) -> str:
    return random.choice(_URLS).replace("<V>", _safe(random))


_BLOCKS = (
    "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK",
)  # fmt: skip
_STARTS = {
    "RSA": "MIIEpAIBAAKCAQEA", "EC": "MHcCAQEEI", "PRIVATE": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
    "OPENSSH": "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ",
    "ENCRYPTED": "MIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG9w0B", "DSA": "MIIBuwIBAAKBgQ",
    "PGP": "lQdGBGXx",
}  # fmt: skip


def _pem(random: Random, *, whole: bool = True) -> str:
    name = random.choice(_BLOCKS)
    body = _STARTS[name.split()[0]] + marked(random, f"{{b{random.choice((160, 400, 1200))}}}")
    width = 70 if name.startswith("OPENSSH") else 64
    lines = [body[at : at + width] for at in range(0, len(body), width)]
    lines[-1] += "=" * (-len(body) % 4 % 3)
    head = []
    if name.startswith("RSA") and random.random() < 0.3:
        head = ["Proc-Type: 4,ENCRYPTED", marked(random, "DEK-Info: AES-256-CBC,{X32}"), ""]
    end = [f"-----END {name}-----"] if whole else []
    return "\n".join([f"-----BEGIN {name}-----", *head, *lines, *end])


def _putty(random: Random) -> str:
    head = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: k\nPublic-Lines: 1\n"
    tail = "Private-Lines: 2\n{b64}\n{b64}\nPrivate-MAC: {x64}"
    return marked(random, f"{head}AAAAC3NzaC1lZDI1NTE5AAAAI{{b43}}\n{tail}")


def _key(random: Random) -> str:
    if random.random() < 0.06:
        return _putty(random)
    pem = _pem(random, whole=random.random() < 0.8)
    return random.choice((
        pem, pem, pem, pem.replace("\n", "\\n"), pem.replace("\n", "\\n"),
        pem.replace("\n", "\\\\n"), pem.replace("\n", "\r\n"), pem.replace("\n", " "),
        pem.replace("\n", "\n    "), pem.replace("\n", "\n> "), pem.replace("\n", "<br>"),
        pem.replace("\n", "%0A").replace(" ", "%20"),
    ))  # fmt: skip


def _packed(random: Random) -> str:
    return b64(_pem(random).encode()) if random.random() < 0.6 else b64(random.randbytes(32))


def _spread(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain, texts))


_AWS = (
    "aws_secret_access_key = <V>", "AWS_SECRET_ACCESS_KEY=<V>",
    "export AWS_SECRET_ACCESS_KEY='<V>'", '"SecretAccessKey": "<V>"', '"secretAccessKey": "<V>",',
    "[default]\naws_access_key_id = AKIAQ3EGRZJ5NNXW7T2B\naws_secret_access_key = <V>",
    'secret_key = "<V>" # aws provider', "Secret access key: <V>", "AWS secret: <V>",
    "- name: AWS_SECRET_ACCESS_KEY\n  value: <V>",
    '{"name": "AWS_SECRET_ACCESS_KEY", "value": "<V>"}',
    "aws configure set aws_secret_access_key <V>",
    "new AWS.Credentials('AKIAQ3EGRZJ5NNXW7T2B', '<V>')",
    'boto3.client("s3", aws_secret_access_key="<V>")', "<SecretAccessKey><V></SecretAccessKey>",
    "spring.cloud.aws.credentials.secret-key=<V>", "awsSecretKey: <V>",
    "Access key ID,Secret access key\nAKIAQ3EGRZJ5NNXW7T2B,<V>", "AKIAQ3EGRZJ5NNXW7T2B:<V>",
    "s3.secret-access-key: <V>",
)  # fmt: skip
_KEYS = (
    "tls.key: <V>", "  ssh-privatekey: <V>", "PRIVATE_KEY_B64=<V>", '"private_key": "<V>"',
    "[Interface]\nPrivateKey = <V>\nMTU = 1420", "privateKey: <V>",
    "client-key-data: <V>", "SSH_PRIVATE_KEY=<V>", '{"name": "private_key", "value": "<V>"}',
    'wg_private_key = "<V>"', "apple_private_key: '<V>'",
    '{"kty":"OKP","crv":"Ed25519","private_key":"<V>"}', "private key: <V>",
    "Privater Schlüssel: <V>", "clé privée : <V>", "clave privada: <V>", "приватный ключ: <V>",
    "私钥：<V>", "秘密鍵: <V>", "GITHUB_APP_PRIVATE_KEY=<V>", "--private-key <V>",
    "key.pem: |\n  <V>",
)  # fmt: skip
_HOLDERS = (
    'curl -H "Authorization: Bearer <V>" https://api.example.com/v1',
    "curl -H 'X-Api-Key: <V>' https://x", 'headers={"Authorization": "Bearer <V>"}',
    "headers: { Authorization: `Bearer <V>` }",
    '"http.request.header.authorization": ["Bearer <V>"]',
    '"http.request.header.x-api-key": ["<V>"]', 'req.setRequestHeader("X-API-Key", "<V>")',
    'req.Header.Set("Authorization", "Bearer <V>")',
    '.header("Authorization", format!("Bearer {}", "<V>"))', '-b "sessionid=<V>"',
    "curl --cookie 'sid=<V>' https://x", '{"name": "Authorization", "value": "Bearer <V>"}',
    '{"value": "<V>", "name": "x-api-key"}', '[["authorization","Bearer <V>"],["accept","*/*"]]',
    "GET /v1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer <V>\r\nAccept: */*",
    "wget --header='Authorization: token <V>' https://x",
    "http GET x.example Authorization:'Bearer <V>'",
    'client.DefaultRequestHeaders.Authorization = new("Bearer", "<V>");',
    "request.headers['X-Auth-Token'] = '<V>'", '"cookies": {"sessionid": "<V>"}',
    'set("Cookie", "sid=<V>")', "-H authorization:Bearer\\ <V>",
    "metadata: authorization=Bearer <V>", '"metadata":{"authorization":["Bearer <V>"]}',
    "Authorization: Bearer <V>", 'proxy_set_header Authorization "Bearer <V>";',
    "Invoke-RestMethod -Headers @{ 'api-key' = '<V>' }",
    '<header name="Authorization">Bearer <V></header>', "grpcurl -H 'x-api-key: <V>' host:443 list",
    "requests.get(u, auth=BearerAuth('<V>'))", "bearer <V>", "Bearer token: <V>",
    "access token <V> expires in 3600s", 'wscat -H "Authorization: Bearer <V>" -c wss://x',
    '\\"authorization\\": \\"Bearer <V>\\"',
)  # fmt: skip
SECRETS: dict[str, Make] = {
    "private_key": _key, "secret_kv": _secret, "url_credentials": _url, "auth_header": _header,
}  # fmt: skip
"""Of tier A: the key, the scheme or the header is part of the value."""
_values: tuple[str, ...] = tuple(each.replace("<K>", name) for each in _PAIRS for name in _NAMES)
SAID: dict[str, tuple[Sequence[str], Make]] = {
    "secret_kv": (_spread([*(each for each in _values if "<<" not in each), *_SPOKEN * 8]), _pass),
    "aws_key": (_spread(_AWS), AWS_SECRET),
    "private_key": (_spread(_KEYS), _packed),
    "url_credentials": (_spread([each for each in _URLS if "%3A" not in each]), _safe),
    "auth_header": (_spread(_HOLDERS), any_of("{s43}", "{a32}", "{x40}", "{a24}", "{x64}")),
}
"""Of tier B: what is planted is the secret alone, in what tells it."""
