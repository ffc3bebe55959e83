"""Secrets of the eleventh split: with a key before them, in URLs, headers and PEM, and as said."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from bench.redaction.splits.eleventh_marks import b64, choice_of, drawn, fill, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SAID", "SECRETS"]

_PASSWORD = fill(
    "<u1><l5><d4>!", "<L6><d2>#<L3>", "<a16>", "<a12>", "<a20>", "<l4>-<d4>-<u4>x", "P@ss<d4><L4>",
    "<u1><l6>@<d3>", "<a8>$<a6>", "<p18>q", "<w24>",
)  # fmt: skip
_OPAQUE = fill("<a32>", "<h32>", "<h64>", "<a40>", "<b43>=", "<w43>", "<a24>")


def _keyed(random: Random) -> str:
    value = random.choice((_PASSWORD, _OPAQUE))(random)
    form = random.choice(
        (
            "DB_PASSWORD=<V>", "POSTGRES_PASSWORD=<V>", "MYSQL_ROOT_PASSWORD: <V>",
            "password: <V>", "password=<V>", "passwd=<V>", "pwd=<V>", 'password = "<V>"',
            "REDIS_PASSWORD='<V>'", 'SECRET_KEY = "<V>"', "JWT_SECRET=<V>", "SESSION_SECRET=<V>",
            "client_secret=<V>", 'client_secret: "<V>"', "api_key=<V>", "API_KEY=<V>",
            "apiKey: '<V>'", "access_token=<V>", "refresh_token=<V>", "auth_token: <V>",
            "COHERE_API_KEY=<V>", "MISTRAL_API_KEY=<V>", "AZURE_OPENAI_API_KEY=<V>",
            "DD_API_KEY=<V>", "STRIPE_WEBHOOK_SECRET=<V>", "spring.datasource.password=<V>",
            "export ENCRYPTION_KEY=<V>", "smtp_password: <V>", "private_token=<V>",
            "TWILIO_AUTH_TOKEN=<V>", "Password=<V>;", "consumer_secret=<V>",
            "TF_VAR_db_password=<V>", "--password=<V>", "passphrase: <V>",
        )
    )  # fmt: skip
    return form.replace("<V>", value)


def _url(random: Random) -> str:
    password = fill("<a12>", "<a16>", "<h24>", "<l5>%40<d4>", "<w20>")(random)
    form = random.choice(
        (
            "postgres://app:<P>@db.acme-corp.com:5432/app",
            "postgresql+psycopg2://svc:<P>@db.internal/prod", "mysql://root:<P>@mysql:3306/shop",
            "mongodb+srv://admin:<P>@cluster0.ab1cd.mongodb.net/test", "redis://:<P>@cache:6379/0",
            "rediss://default:<P>@redis.acme-corp.com:6380", "amqp://rabbit:<P>@mq:5672/vhost",
            "https://deploy:<P>@git.acme-corp.com/team/repo.git", "ftp://anna:<P>@ftp.acme-corp.com",
            "smtp://mailer:<P>@smtp.acme-corp.com:587", "http://proxy:<P>@proxy.local:3128",
            "mssql+pyodbc://sa:<P>@sql01/erp", "clickhouse://default:<P>@ch:9000/logs",
            "https://x-access-token:<P>@github.com/acme/app.git",
        )
    )  # fmt: skip
    return form.replace("<P>", password)


def _basic(random: Random) -> str:
    return b64(f"{random.choice(('admin', 'svc', 'anna'))}:{drawn(random, '<a14>')}".encode())


_BEARER = fill("<a40>", "<w64>", "<h40>", "<a32>")


def _header(random: Random) -> str:
    form = random.choice(
        (
            "Authorization: Bearer <T>", "authorization: bearer <T>", "Authorization: Basic <B>",
            "Proxy-Authorization: Basic <B>", "Authorization: Token <T>", "X-API-Key: <T>",
            "x-api-key: <T>", "api-key: <T>", "Cookie: sessionid=<T>; theme=dark",
            "Set-Cookie: session=<T>; Path=/; HttpOnly; Secure", "X-Auth-Token: <T>",
            "Private-Token: <T>", "Ocp-Apim-Subscription-Key: <T>", "X-Vault-Token: <T>",
            "Cookie: JSESSIONID=<T>", "X-Goog-Api-Key: <T>", "Authorization: ApiKey <T>",
            "X-CSRF-Token: <T>", "Set-Cookie: refresh_token=<T>; Max-Age=3600; SameSite=Lax",
        )
    )  # fmt: skip
    return form.replace("<T>", _BEARER(random)).replace("<B>", _basic(random))


def _pem(random: Random) -> str:
    name, lead, size = random.choice(
        (
            ("RSA PRIVATE KEY", bytes.fromhex("308204a40201000282010100"), 1190),
            ("PRIVATE KEY", bytes.fromhex("308204bd020100300d06092a864886f70d0101010500"), 1200),
            ("EC PRIVATE KEY", bytes.fromhex("307702010104"), 115),
            ("OPENSSH PRIVATE KEY", b"openssh-key-v1\0\0\0\0\4none", 400),
            ("ENCRYPTED PRIVATE KEY", bytes.fromhex("3082052f3057"), 1330),
        )
    )
    body = b64(lead + random.randbytes(size - len(lead)))
    lines = "\n".join(body[at : at + 64] for at in range(0, len(body), 64))
    return f"-----BEGIN {name}-----\n{lines}\n-----END {name}-----"


SECRETS: dict[str, Make] = {
    "private_key": _pem, "secret_kv": _keyed, "url_credentials": _url, "auth_header": _header,
}  # fmt: skip

_NAMES = (
    "password", "db_password", "adminPassword", "client_secret", "clientSecret", "api_key",
    "apiKey", "secretKey", "access_token", "refresh_token", "authToken", "webhook_secret",
    "signing_secret", "encryption_key", "smtp_pass", "ldap_bind_password", "passphrase",
)  # fmt: skip
_SHAPES = (
    '{"<K>": "<V>"}', '{"user": "anna", "<K>": "<V>", "ttl": 60}', "<K>: <V>", '<K> = "<V>"',
    "<K>='<V>'", '{"name": "<K>", "value": "<V>"}', '- name: <K>\n  value: "<V>"',
    "<<K>><V></<K>>", '<add key="<K>" value="<V>" />', "<K>=<V>", "| <K> | <V> |",
    "'<K>' => '<V>',", '{"arguments": "{\\"<K>\\": \\"<V>\\"}"}', 'connect(<K>="<V>")',
    'config.<K> = "<V>"', 'os.environ["<K>"] = "<V>"', 'const <K> = "<V>";',
    'String <K> = "<V>";', '<K> := "<V>"', "set <K> <V>", '--<K> "<V>"',
    "user,<K>\nanna,<V>", 'variable "<K>" {\n  default = "<V>"\n}', "`<K>`: `<V>`",
    "**<K>**: <V>", '<input type="hidden" name="<K>" value="<V>">', "?user=anna&<K>=<V>&x=1",
    "{'<K>': '<V>'}", "kind: Secret\nstringData:\n  <K>: <V>",
)  # fmt: skip
_SPOKEN = (
    "my password is <V>", "The password is <V>, don't share it.", "Password: <V>",
    "user: anna\npass: <V>", "login anna / password <V>", "Your temporary password is: <V>",
    "the wifi password is <V>", "I changed my password to <V> yesterday", "pw: <V>",
    "username is anna and password is <V>", "Here is my API key: <V>", "The API key is <V>",
    "use this token: <V>", "our client secret is <V>", "Credentials: anna / <V>",
    "Mein Passwort ist <V>", "Das Passwort lautet: <V>", "Kennwort: <V>",
    "Zugangsdaten: anna / <V>",
    "mon mot de passe est <V>", "Mot de passe : <V>", "mi contraseña es <V>", "Contraseña: <V>",
    "la mia password è <V>", "minha senha é <V>", "Senha: <V>", "mijn wachtwoord is <V>",
    "Wachtwoord: <V>", "hasło: <V>", "moje hasło to <V>", "пароль: <V>", "мой пароль <V>",
    "パスワードは<V>です", "パスワード: <V>", "密码是<V>", "密码：<V>", "비밀번호는 <V> 입니다",
    "비밀번호: <V>", "पासवर्ड: <V>", "كلمة المرور: <V>", "şifre: <V>",
    "mysql -u root --password=<V> shop", "curl -u anna:<V> https://api.acme-corp.com/v1",
    "sshpass -p '<V>' ssh anna@host", "PGPASSWORD=<V> psql -h db", "docker login -u anna -p <V>",
    "ALTER USER anna WITH PASSWORD '<V>';", "CREATE USER anna IDENTIFIED BY '<V>';",
    "Server=db;Database=app;User Id=sa;Password=<V>;",
    "machine api.acme-corp.com login anna password <V>",
    "requirepass <V>", "https://api.acme-corp.com/v1?access_token=<V>&x=1",
    "//registry.npmjs.org/:_authToken=<V>", "[client]\nuser=root\npassword=<V>",
)  # fmt: skip
_AWS = (
    "AWS_SECRET_ACCESS_KEY=<V>", "aws_secret_access_key = <V>", '"SecretAccessKey": "<V>"',
    'aws_secret_key: "<V>"', "export AWS_SECRET_ACCESS_KEY='<V>'", "secretAccessKey: '<V>',",
    "[default]\nregion = eu-west-1\naws_secret_access_key = <V>", "AWS secret key: <V>",
    'provider "aws" {\n  secret_key = "<V>"\n}', "my aws secret access key is <V>",
    '{"name": "AWS_SECRET_ACCESS_KEY", "value": "<V>"}',
    "aws configure set aws_secret_access_key <V>",
)  # fmt: skip
_KEY64 = (
    "PRIVATE_KEY_BASE64=<V>", 'private_key: "<V>"', '{"private_key": "<V>"}', "  tls.key: <V>",
    "SSH_PRIVATE_KEY=<V>", "kind: Secret\ndata:\n  id_rsa: <V>", "client-key-data: <V>",
    '{"privateKey": "<V>"}', "base64 private key: <V>",
)  # fmt: skip
_IN_URL = (
    "DATABASE_URL=postgres://app:<V>@db:5432/app", '"uri": "mongodb://root:<V>@mongo:27017/admin"',
    "git clone https://anna:<V>@git.acme-corp.com/app.git", "broker_url = 'amqp://guest:<V>@mq//'",
    "remote: https://oauth2:<V>@gitlab.com/acme/app.git", "REDIS_URL=redis://:<V>@cache:6379/1",
    'create_engine("mysql+pymysql://root:<V>@localhost/shop")',
    "could not connect to redis://u:<V>@h:1",
    "spring.data.mongodb.uri=mongodb://svc:<V>@m1,m2/app",
    "curl https://anna:<V>@api.acme-corp.com/",
    '{\\"dsn\\":\\"postgres://app:<V>@db/app\\"}',
    "see [repo](https://bot:<V>@git.acme-corp.com/x)",
    "HTTPS_PROXY=http://proxy:<V>@proxy.acme-corp.com:8080",
    "jdbc:postgresql://app:<V>@db:5432/app",
)  # fmt: skip
_IN_HEADER = (
    "Authorization: Bearer <V>", '"Authorization": "Bearer <V>"', "-H 'Authorization: Bearer <V>'",
    '{"headers": {"authorization": "Bearer <V>"}}', "headers={'X-API-Key': '<V>'}",
    '{"key": "Authorization", "value": "Bearer <V>"}', "> authorization: Bearer <V>",
    '[["cookie", "sid=<V>; lang=en"]]', '{"x-api-key": ["<V>"]}', '"Cookie": "session_token=<V>"',
    'req.Header.Set("Authorization", "Bearer <V>")', 'setRequestHeader("X-Auth-Token", "<V>")',
    "fetch(u, {headers: {Authorization: `Bearer <V>`}})", "< set-cookie: sid=<V>; Path=/",
    "http.request.header.authorization: Bearer <V>", 'proxy_set_header Authorization "Bearer <V>";',
    '.header("Authorization", "Bearer <V>")', "--header 'X-Api-Key: <V>'",
    "authorization=Bearer <V> status=401",
)  # fmt: skip


def _said(*forms: str) -> tuple[str, ...]:
    return tuple(map(plain, forms))


SAID: dict[str, tuple[Sequence[str], Make]] = {
    "secret_kv": (
        _said(
            *(form.replace("<K>", name) for form, name in product(_SHAPES, _NAMES)), *_SPOKEN * 8
        ),
        choice_of(fill("<a16>", "<u1><l5><d4>!", "<L6><d2>#<L3>", "<a12>", "<w24>"), fill("<a32>")),
    ),
    "aws_key": (_said(*_AWS), fill("<b40>")),
    "private_key": (_said(*_KEY64), lambda random: b64(_pem(random).encode())),
    "url_credentials": (_said(*_IN_URL), fill("<a12>", "<a20>", "<h24>", "<l5>%21<d4>")),
    "auth_header": (_said(*_IN_HEADER), fill("<a40>", "<w43>", "<h32>", "<a64>")),
}
