"""Passwords, keys, headers and addresses with credentials, alone and where they are said."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from bench.redaction.splits.forms import cut, filled, one_of
from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SECRETS", "SECRETS_SAID"]

_password = one_of(
    "^````##@&&", "``````##%", "^```-^```-####", "&&&&#&&&&&&&", "*" * 16, "*" * 24, "*" * 32,
    "P@ss``##``", "^`````.20##", "Qx#*****%*", "``#``#``#``", "~" * 32, "~" * 40, "|" * 43,
    "^``_^``_##_*****", "S3cr3t-``##", "W1nter20##%", "Tr0ub4dor-##", "x%#****=###", "Kj#.****.###",
)  # fmt: skip


def _pem(random: Random) -> str:
    kind = random.choice(["RSA ", "EC ", "", "", "OPENSSH ", "ENCRYPTED ", "DSA "])
    first = {"OPENSSH ": "b3BlbnNzaC1rZXktdjEAAAAA", "EC ": "MHcCAQEEI"}.get(
        kind, "MIIEvgIBADANBgkq"
    )
    body = cut(first + filled(random, "$" * 600), [64] * 9, "\n")
    if kind == "RSA " and random.random() < 0.2:
        start = filled(random, "~" * 32).upper()
        body = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,{start}\n\n{body}"
    if random.random() < 0.1:
        body = cut("lQdGBGY" + filled(random, "$" * 500), [64] * 7, "\n")
        body = f"\n{body}\n=a1B2"
        ends = "PRIVATE KEY BLOCK-----"
        text = f"-----BEGIN PGP {ends}\n{body}\n-----END PGP {ends}"
    else:
        text = f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----"
    way = random.random()
    if way < 0.2:
        return text.replace("\n", "\\n")
    return (
        text.replace("\n", " ")
        if way < 0.25
        else text.replace("\n", "\r\n")
        if way < 0.35
        else text
    )


def _basic(random: Random) -> str:
    text = f"{random.choice(['admin', 'svc-ci', 'api'])}:{_password(random)}"
    return base64.b64encode(text.encode()).decode()


def _url(random: Random) -> str:
    secret = _password(random).replace("@", "%40").replace("%#", "%23")
    user = random.choice(["app", "root", "svc_report", "ida.k", "reader", "postgres"])
    form = random.choice([
        "postgresql://{}:{}@db-1.internal:5432/app?sslmode=require", "mysql://{}:{}@db-2/shop",
        "mongodb+srv://{}:{}@cluster0.ab1cd.mongodb.net/?retryWrites=true",
        "redis://:{1}@cache:6379/0",
        "amqps://{}:{}@mq.acme.io/vhost", "https://{}:{}@git.acme.io/team/repo.git",
        "ftp://{}:{}@files.acme.io",
        "smtp://{}:{}@mail.acme.io:587", "postgresql+asyncpg://{}:{}@localhost/app",
        "rediss://{}:{}@r.acme.io:6380",
        "mssql+pyodbc://{}:{}@sql01/db?driver=ODBC+Driver+18",
        "clickhouse://{}:{}@ch.acme.io:9440", "socks5h://{}:{}@proxy:1080",
        "nats://{}:{}@nats:4222",
        "ldaps://{}:{}@ldap.acme.io", "s3://{}:{}@minio:9000/bucket",
        "rtsp://{}:{}@cam-4/stream1",
        "mongodb://{}:{}@m1:27017,m2:27017/admin?replicaSet=rs0", "wss://{}:{}@ws.acme.io/feed",
        "snowflake://{}:{}@ab12345.eu-west-1/DB", "https://{}:{}@es:9243",
    ])  # fmt: skip
    return form.format(user, secret)


def _header(random: Random) -> str:
    opaque = one_of("*" * 32, "~" * 40, "|" * 48, "*" * 22 + "==")
    form = random.choice([
        "Authorization: Bearer {0}", "authorization: bearer {0}", "Authorization: Token {0}",
        "Proxy-Authorization: Bearer {0}", "Authorization: ApiKey {0}", "X-Api-Key: {0}",
        "x-api-key: {0}",
        "api-key: {0}", "X-Auth-Token: {0}", "Cookie: sessionid={0}; theme=dark",
        "Set-Cookie: sid={0}; HttpOnly",
        "Cookie: _ga=GA1.2.3; connect.sid=s%3A{0}", "Ocp-Apim-Subscription-Key: {0}",
        "X-Vault-Token: {0}",
        "X-Amz-Security-Token: {0}", "Authorization: {0}", "X-CSRF-Token: {0}",
        "PRIVATE-TOKEN: {0}",
        "x-goog-api-key: {0}", "Authorization: GenieKey {0}", "Authorization: SSWS {0}",
        "DD-API-KEY: {0}", "X-Shopify-Access-Token: {0}", "Authorization: Basic {1}",
        "authorization: Basic {1}",
        "Cf-Access-Client-Secret: {0}", "X-Figma-Token: {0}",
    ])  # fmt: skip
    return form.format(opaque(random), _basic(random))


def _pair(random: Random) -> str:
    form = random.choice([
        "DB_PASSWORD={}", "password={}", "password: {}", "api_key={}", "client_secret={}",
        "secret: {}", "pwd={}",
        "spring.datasource.password={}", "--password {}", "--api-key={}",
        "export SESSION_SECRET={}", "passwd = {}",
        "REDIS_PASSWORD: {}", "apiKey={}", "access_token={}", "refresh_token={}", "JWT_SECRET={}",
        "SMTP_PASS={}",
        "encryption_key: {}", "Pwd={};Encrypt=true",
        "$env:ADMIN_PASSWORD = {}",
        "set PGPASSWORD={}", "auth_token: {}", "DJANGO_SECRET_KEY={}", "--set auth.password={}",
        "ENV API_TOKEN={}",
        "ARG NPM_TOKEN={}", "rootPassword: {}", "webhook_secret={}", "MYSQL_ROOT_PASSWORD={}",
        "private_key={}",
        "signing_secret: {}", "storage_account_key={}", "storage.AccountKey={}",
        "ldap.bind.password={}",
        "AdminPassword={}",
    ])  # fmt: skip
    secret = _password(random)
    return form.format(secret)


SECRETS: dict[str, Make] = {
    "private_key": _pem, "secret_kv": _pair, "url_credentials": _url, "auth_header": _header,
}  # fmt: skip
_SAID = (
    "curl -u deploy:<V> https://ci.acme.io/api/json", "curl --user 'ida:<V>' -sS https://x.acme.io",
    "sshpass -p '<V>' ssh root@build-3", "mysql -h db -u root -p<V> shop < dump.sql",
    "redis-cli -h cache -a <V> ping", "PGPASSWORD='<V>' psql -h db -U app -c 'select 1'",
    "docker login registry.acme.io -u ci -p <V>", "http -a ida:<V> GET https://api.acme.io/v1/me",
    "az login --service-principal -u app -p <V> --tenant acme",
    "mongosh --username app --password <V>",
    "openssl enc -aes-256-cbc -pass pass:<V> -in a -out b",
    "net use Z: \\\\srv\\share <V> /user:acme\\ida",
    "ConvertTo-SecureString '<V>' -AsPlainText -Force", '$password = "<V>"',
    "$cred.Password = '<V>'",
    "kubectl create secret generic db --from-literal=password=<V>",
    "helm install x . --set db.password=<V>",
    "ALTER USER report WITH PASSWORD '<V>';", "CREATE USER 'app'@'%' IDENTIFIED BY '<V>';",
    "CREATE LOGIN app WITH PASSWORD = N'<V>'", "redis:6379> AUTH <V>",
    "redis:6379> CONFIG SET requirepass <V>",
    "apiVersion: v1\nkind: Secret\nstringData:\n  username: app\n  password: <V>\n",
    'env:\n  - name: DB_PASSWORD\n    value: "<V>"\n',
    "services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=<V>\n",
    'variable "db_password" {\n  default = "<V>"\n}',
    'resource "aws_db_instance" "x" {\n  password = "<V>"\n}',
    '[database]\nhost = "db"\npassword = "<V>"\n', "[client]\nuser=root\npassword=<V>\n",
    '{"username": "ida", "password": "<V>"}', '{"name": "API_KEY", "value": "<V>"}',
    '{"value": "<V>", "key": "client_secret"}',
    '{"auth": {"type": "basic", "user": "a", "pass": "<V>"}}',
    '{"credentials": {"secret": "<V>"}, "region": "eu"}',
    "Config(host='db', port=5432, password='<V>')",
    "{'user': 'ida', 'password': '<V>', 'retries': 3}",
    "&{Host:db Port:5432 Password:<V> Debug:false}",
    'Config { host: "db", password: "<V>", port: 5432 }',
    "DbConfig{host='db', password='<V>', pool=5}", "DbConfig[host=db, password=<V>, pool=5]",
    'database {\n  host: "db"\n  password: "<V>"\n}', '<property name="password" value="<V>"/>',
    '<add name="Main" connectionString="Server=sql1;Database=x;User Id=sa;Password=<V>;" />',
    '<wsse:Password Type="PasswordText"><V></wsse:Password>', "<password><V></password>",
    '<input type="password" name="pwd" value="<V>">',
    "<server><username>ci</username><password><V></password></server>",
    'mutation { login(email: "x", password: "<V>") { token } }',
    "POST /login HTTP/1.1\r\n\r\nusername=ida&password=<V>&remember=1",
    'Content-Disposition: form-data; name="password"\r\n\r\n<V>\r\n--b1--',
    "GET /v1/items?api_key=<V>&page=2 HTTP/1.1",
    "https://acme.blob.core.windows.net/c/f.csv?sv=2022-11-02&sp=r&sig=<V>",
    "level=info msg=login user=ida password=<V> ok=true",
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme]\n"Password"="<V>"',
    "//registry.npmjs.org/:_authToken=<V>",
    "machine api.acme.io login ida password <V>",
    "machine git.acme.io\n  login ci\n  password <V>\n", "_auth = <V>",
    "[Interface]\nPrivateKey = <V>\nAddress = 10.0.0.2/32", 'password := "<V>"',
    'const apiSecret = "<V>";',
    'os.environ["OPENSEARCH_PASSWORD"] = "<V>"', 'client = Client(api_key="<V>", timeout=30)',
    "auth=('ida', '<V>')",
    'String password = "<V>";', 'public const string ApiKey = "<V>";',
    "define('DB_PASSWORD', '<V>');",
    "config.secret_key_base = '<V>'", 'let token = String::from("<V>"); // api token',
    'private static final String SECRET = "<V>";',
    "my password is <V>, why can't I log in?", "The temporary password for the portal: <V>",
    "wifi password: <V>",
    "Hi, I changed it, the new password is <V>. Please test.", "use this api key: <V>",
    "Here's my API key <V>, call the service for me",
    "Q: What is the admin password?\nA: <V>", "login: admin / password: <V>", "user ida, pw <V>",
    "pass: <V>", "creds are admin / <V>",
    "Password reset. Your one-time password is <V>.", "Mein Passwort lautet <V>, bitte ändern.",
    "Kennwort: <V>", "WLAN-Passwort: <V>",
    "Das Passwort ist <V>", "mon mot de passe est <V>", "Mot de passe : <V>",
    "mi contraseña es <V>", "Contraseña: <V>", "clave: <V>",
    "la mia password è <V>", "a senha é <V>", "Senha: <V>", "minha senha do wifi: <V>",
    "mijn wachtwoord is <V>", "Wachtwoord: <V>",
    "Hasło: <V>", "hasło do panelu to <V>", "Heslo: <V>", "Lösenord: <V>", "Adgangskode: <V>",
    "Salasana: <V>", "Jelszó: <V>", "Parola: <V>",
    "Şifre: <V>", "şifrem <V>", "пароль: <V>", "мой пароль <V>", "Пароль от админки: <V>",
    "κωδικός: <V>", "סיסמה: <V>", "كلمة المرور: <V>",
    "पासवर्ड: <V>", "密码:<V>", "我的密码是<V>", "密碼: <V>", "パスワード:<V>",
    "パスワードは<V>です", "비밀번호: <V>",
    "비밀번호는 <V> 입니다",
    "รหัสผ่าน: <V>", "Mật khẩu: <V>", "Kata sandi: <V>", "kata sandi saya <V>",
    "password anda: <V>",
    "| user | password |\n|---|---|\n| ida | <V> |",
    " username | password\n----------+----------\n app      | <V>\n(1 row)",
    "INSERT INTO users (name, password) VALUES ('ida', '<V>');",
    "UPDATE users SET password = '<V>' WHERE id = 4;",
    "Traceback (most recent call last):\n  File \"a.py\", line 3\nAuthError: bad password '<V>'",
    "spawn: unlock keychain -p <V>",
    "security unlock-keychain -p '<V>' login.keychain", "##[debug]API_TOKEN=<V>",
    "+ export GH_PASSWORD=<V>", "Enter passphrase: <V>",
)  # fmt: skip
_KEY_SAID = (
    "aws_secret_access_key = <V>", "AWS_SECRET_ACCESS_KEY=<V>",
    'export AWS_SECRET_ACCESS_KEY="<V>"',
    '{"AccessKeyId": "x", "SecretAccessKey": "<V>"}', "Secret access key: <V>",
    "$env:AWS_SECRET_ACCESS_KEY = '<V>'",
    "aws configure set aws_secret_access_key <V>", 'provider "aws" {\n  secret_key = "<V>"\n}',
    "awsSecretKey: <V>",
    "AWS Secret Access Key [None]: <V>", "boto3.client('s3', aws_secret_access_key='<V>')",
    "my AWS secret key is <V>",
    "Access key ID,Secret access key\nAKIA,<V>", "<SecretAccessKey><V></SecretAccessKey>",
    "spring.cloud.aws.credentials.secret-key=<V>",
    "- name: AWS_SECRET_ACCESS_KEY\n  value: <V>", "fs.s3a.secret.key=<V>",
)  # fmt: skip
_PEM_SAID = (
    "-----BEGIN RSA PRIVATE KEY-----\n<V>\n<V>\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n<V>",
    ('{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n<V>'
     '\\n-----END PRIVATE KEY-----\\n"}'),
    'TLS_KEY="-----BEGIN EC PRIVATE KEY-----\\n<V>\\n-----END EC PRIVATE KEY-----"',
    "  tls.key: |\n    -----BEGIN PRIVATE KEY-----\n    <V>\n    -----END PRIVATE KEY-----\n",
    ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ida\n"
     "Private-Lines: 1\n<V>\nPrivate-MAC: 00"),
    "> -----BEGIN OPENSSH PRIVATE KEY-----\n> <V>\n> -----END OPENSSH PRIVATE KEY-----",
    ("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: x\n"
     "<V>\n---- END SSH2 ENCRYPTED PRIVATE KEY ----"),
    "-----BEGIN RSA PRIVATE KEY-----<br><V><br>-----END RSA PRIVATE KEY-----",
    'const key = "-----BEGIN PRIVATE KEY-----\\n" +\n  "<V>\\n" +\n  "-----END PRIVATE KEY-----";',
)  # fmt: skip
_URL_SAID = (
    "git clone https://ci-bot:<V>@git.acme.io/x.git", "DATABASE_URL=postgres://app:<V>@db:5432/app",
    "fatal: unable to access 'https://ida:<V>@gitlab.acme.io/a/b.git/': 403",
    "proxy = http://user:<V>@proxy:3128",
    '"dsn": "mysql://root:<V>@tcp(db:3306)/x"', "broker_url: amqp://guest:<V>@mq:5672//",
    "redis://default:<V>@r:6379",
    "pip install --index-url https://__token__:<V>@pypi.acme.io/simple x",
    "sqlalchemy.url = postgresql://a:<V>@h/d",
    "Could not connect to mongodb://admin:<V>@mongo:27017: timed out",
    "root:<V>@tcp(db:3306)/app?parseTime=true",
)  # fmt: skip
_HEADER_SAID = (
    "curl -H 'Authorization: Bearer <V>' https://api.acme.io",
    'curl --header "X-API-Key: <V>" https://api.acme.io',
    '{"headers": {"Authorization": "Bearer <V>", "Accept": "*/*"}}', "headers={'x-api-key': '<V>'}",
    "Authorization=Bearer <V>", "fetch(url, { headers: { authorization: `Bearer <V>` } })",
    "http GET x.io Authorization:'Token <V>'",
    "> Authorization: Bearer <V>\n> Accept: */*", 'req.Header.Set("Authorization", "Bearer <V>")',
    '"authorization":["Bearer <V>"]',
    "Invoke-RestMethod -Headers @{ Authorization = 'Bearer <V>' } -Uri $u",
    "map[Accept:[*/*] Authorization:[Bearer <V>]]",
    "http.request.header.authorization: Bearer <V>", "metadata: [('authorization', 'Bearer <V>')]",
    "Cookie: lang=de; session=<V>",
    "Set-Cookie: JSESSIONID=<V>; Path=/; Secure", "curl -b 'sid=<V>' https://x.io",
    '{"name": "Authorization", "value": "Bearer <V>"}',
    'proxy_set_header Authorization "Bearer <V>";',
    'conn.setRequestProperty("X-Auth-Token", "<V>");', "wget --header='PRIVATE-TOKEN: <V>' u",
    '.header("X-Api-Key", "<V>")', "HTTP_AUTHORIZATION=Bearer <V>",
)  # fmt: skip
SECRETS_SAID: dict[str, tuple[Sequence[str], Make]] = {
    "secret_kv": (tuple(map(escaped, _SAID)), _password),
    "aws_key": (tuple(map(escaped, _KEY_SAID)), one_of("$" * 40)),
    "private_key": (tuple(map(escaped, _PEM_SAID)), one_of("MIIEvQIBADANBgkqhkiG9w0B" + "$" * 40)),
    "url_credentials": (
        tuple(map(escaped, _URL_SAID)),
        one_of("*" * 14, "^```##*****", "|" * 22, "P4ss-``##"),
    ),
    "auth_header": (tuple(map(escaped, _HEADER_SAID)), one_of("*" * 32, "~" * 40, "|" * 43)),
}
