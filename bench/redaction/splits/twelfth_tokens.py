"""Keys and tokens as vendors issue them: lengths, alphabets, check sums."""

from __future__ import annotations

import base64
import json
import string
import uuid
import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.forms import ALNUM, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["TOKENS", "opaque", "pem"]

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
HEX32, HEX40, HEX64 = "~" * 32, "~" * 40, "~" * 64
EYES = string.ascii_uppercase + "234567"


def _summed(random: Random, prefix: str) -> str:
    """Return 30 letters and their CRC-32 in base 62. Source: GitHub's format of 2021."""
    body = "".join(random.choices(ALNUM, k=30))
    number, tail = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        tail = BASE62[digit] + tail
    return prefix + body + tail


def _github(random: Random) -> str:
    if random.random() < 0.5:
        return _summed(random, random.choice(("ghp_", "gho_", "ghu_", "ghs_", "ghr_")))
    return filled(
        random,
        random.choice(
            (
                "github_pat_11" + "^" * 8 + "0" + "*" * 12 + "_" + "*" * 59,
                "glpat-" + "|" * 20, "gldt-" + "|" * 20, "glptt-" + HEX40, "glrt-" + "|" * 20,
                "glpat-" + "|" * 27 + ".01.01" + "&" * 7,
            )
        ),
    )  # fmt: skip


_llm = one_of(
    "sk-ant-api03-" + "|" * 93 + "AA", "sk-ant-admin01-" + "|" * 93 + "AA",
    "sk-ant-oat01-" + "|" * 93 + "AA", "sk-" + "*" * 20 + "T3BlbkFJ" + "*" * 20,
    "sk-proj-" + "|" * 74 + "T3BlbkFJ" + "|" * 74, "sk-svcacct-" + "|" * 58 + "T3BlbkFJ" + "|" * 58,
    "sk-admin-" + "|" * 58 + "T3BlbkFJ" + "|" * 58, "sk-or-v1-" + HEX64, "gsk_" + "*" * 52,
    "xai-" + "*" * 80, "pplx-" + "*" * 48, "hf_" + "`" * 10 + "*" * 24, "r8_" + "*" * 37,
    "sk-lf-~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~", "nvapi-" + "|" * 64, "sk-" + HEX32,
    "lsv2_pt_" + HEX32 + "_~~~~~~~~~~", "lsv2_sk_" + HEX32 + "_~~~~~~~~~~", "tvly-dev-" + "*" * 32,
    "fw_" + "*" * 24, "ABSKQmVkcm9ja0FQSUtleS" + "$" * 108 + "=", "sk-" + "|" * 22,
    "csk-" + "&" * 48, "jina_" + HEX32 + "*" * 28, "pcsk_" + "*" * 6 + "_" + "*" * 63,
)  # fmt: skip
_vendor = one_of(
    "AIza" + "|" * 35, "GOCSPX-" + "|" * 28, "ya29.a0A" + "|" * 160,
    "xoxb-############-#############-" + "*" * 24,
    "xapp-1-A" + "!" * 10 + "-#############-" + HEX64,
    "xoxp-############-############-#############-" + HEX32,
    "https://hooks.slack.com/services/T" + "!" * 10 + "/B" + "!" * 10 + "/" + "*" * 24,
    "sk_live_51" + "*" * 97, "sk_live_" + "*" * 24, "rk_live_51" + "*" * 97,
    "sk_test_51" + "*" * 97,
    "whsec_" + "*" * 32, "SG." + "|" * 22 + "." + "|" * 43, "pypi-AgEIcHlwaS5vcmc" + "|" * 150,
    "dapi" + HEX32, "dapi" + HEX32 + "-2", "ATATT3xFfGF0" + "|" * 171 + "=" + "~~~~~~~~",
    "***8Q§" + "|" * 34, "dop_v1_" + HEX64, "doo_v1_" + HEX64, "shpat_" + HEX32, "shpss_" + HEX32,
    "lin_api_" + "*" * 40, "ntn_###########" + "*" * 35, "dp.pt." + "*" * 43,
    "dp.st.prd." + "*" * 43,
    "glsa_" + "*" * 32 + "_~~~~~~~~", "NRAK-" + "!" * 27, "sntryu_" + HEX64, "hvs.CAES" + "|" * 87,
    "*" * 14 + ".atlasv1." + "*" * 67, "dckr_pat_" + "|" * 27, "##########:AA" + "|" * 33,
    "key-" + HEX32, HEX32 + "-us12", "pscale_tkn_" + "|" * 43, "pscale_pw_" + "|" * 43,
    "sbp_" + HEX40, "sb_secret_" + "|" * 22 + "_" + "|" * 8, "figd_" + "|" * 40,
    "pat" + "*" * 14 + "." + HEX64, "PMAK-" + "~" * 24 + "-" + "~" * 34, "rubygems_" + "~" * 48,
    "sq0csp-" + "|" * 43, "xoxe.xoxp-1-" + "*" * 160,
    "pul-" + HEX40, "pnu_" + "*" * 36, "dt0c01." + "!" * 24 + "." + "!" * 64, "CFPAT-" + "|" * 43,
    "bkua_" + HEX40, "HRKU-AA" + "|" * 58, "tskey-auth-k" + "*" * 8 + "CNTRL-" + "*" * 32,
    "aio_" + "*" * 28, "CCIPAT_" + "*" * 22 + "_" + HEX40, "sqp_" + HEX40, "squ_" + HEX40,
    "CLOJARS_" + "~" * 60, "oy2" + "`" * 43, "AKCp8" + "*" * 68, "EZAK" + "*" * 54,
    "napi_" + "&" * 64, "re_" + "*" * 8 + "_" + "*" * 24, "xkeysib-" + HEX64 + "-" + "*" * 16,
    "phx_" + "*" * 43, "apify_api_" + "*" * 36,
)  # fmt: skip


def _cloud(random: Random) -> str:
    return _summed(random, "npm_") if random.random() < 0.06 else _vendor(random)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwt(random: Random) -> str:
    kind, size = random.choice((("HS256", 32), ("RS256", 256), ("ES256", 64), ("EdDSA", 64)))
    header = {"alg": kind, "typ": "JWT", "kid": filled(random, "&&&&&&&&")}
    if random.random() < 0.5:
        header = {"typ": "JWT", "alg": kind}
    claims = {
        "iss": "https://login.example/",
        "sub": str(uuid.UUID(int=random.getrandbits(128), version=4)),
        "aud": "gateway", "exp": random.randrange(1_780_000_000, 1_800_000_000),
        "scope": "read write",
    }  # fmt: skip
    parts = (json.dumps(each, separators=(",", ":")).encode() for each in (header, claims))
    return ".".join((*map(_base64url, parts), _base64url(random.randbytes(size))))


def pem(random: Random) -> list[str]:
    """Return the lines between the marks of a private key."""
    body = "MII" + filled(random, "$" * random.choice((218, 1_165, 1_213)))
    return [body[at : at + 64] for at in range(0, len(body), 64)]


def _private_key(random: Random) -> str:
    kind = random.choice(
        ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY")
    )
    if random.random() < 0.2:
        kind = "ENCRYPTED PRIVATE KEY"
    lines = (f"-----BEGIN {kind}-----", *pem(random), f"-----END {kind}-----")
    return random.choice(("\n", "\n", "\\n")).join(lines)


def opaque(random: Random) -> str:
    """Return credentials as a header carries them."""
    if random.random() < 0.4:
        pair = filled(random, random.choice(("svc-deploy:", "ruth:", "ci-bot:")) + "*" * 17)
        return base64.b64encode(pair.encode()).decode()
    return filled(random, random.choice(("*" * 32, "*" * 43, HEX40, "|" * 48)))


def _header(random: Random) -> str:
    return random.choice(
        (
            "Authorization: Bearer {}", "authorization: bearer {}", "Authorization: Basic {}",
            "Authorization: Token {}", "Proxy-Authorization: Basic {}", "X-Api-Key: {}",
            "x-api-key: {}", "api-key: {}", "Cookie: session={}",
            "Set-Cookie: sid={}; Path=/; Secure", "Cookie: theme=dark; connect.sid={}",
            "Authorization=Bearer {}", "X-Auth-Token: {}",
        )
    ).format(opaque(random))  # fmt: skip


def _url(random: Random) -> str:
    form = random.choice(
        (
            "postgres://svc_billing:{}@db-3.internal:5432/billing", "redis://:{}@cache.prod:6379/0",
            "mysql://root:{}@db.internal/shop", "mongodb+srv://ruth:{}@cluster0.ab1cd.mongodb.net/app",
            "amqps://worker:{}@mq.prod.example/vhost", "https://ruth:{}@git.example/acme/app.git",
            "https://oauth2:{}@gitlab.example/acme/app.git", "rediss://default:{}@r1.example:6380",
            "ftp://backup:{}@ftp.example/nightly", "smtp://mailer:{}@smtp.example:587",
            "postgresql+asyncpg://app:{}@pg/app", "sftp://deploy:{}@host.example:22/srv",
            "clickhouse://default:{}@ch.example:9000/logs", "ldap://cn=admin:{}@ldap.example",
            "http://proxyuser:{}@proxy.corp.example:3128", "https://ci:{}@pypi.corp.example/simple",
        )
    ).replace("cn=admin", "admin")  # fmt: skip
    return form.format(
        filled(random, random.choice(("*" * 12, "*" * 20, "``````##", "Xk7%40*****")))
    )


def _pairs(random: Random) -> str:
    form = random.choice(
        (
            "password={}", "PGPASSWORD={}", "client_secret={}", "DB_PASSWORD={}", "api_key={}",
            "secret_key: {}", "Password={};", "--password {}", "--token={}", "REDIS_PASSWORD={}",
            "spring.datasource.password={}", "_authToken={}", "MYSQL_ROOT_PASSWORD={}",
            "grant_type=password&username=ruth&password={}", "Pwd={};Encrypt=yes", "passphrase: {}",
            "SECRET_KEY_BASE={}", "JWT_SECRET={}", "AccountKey={}==", "access_token={}",
            "webhook_secret={}", "encryption_key={}", "smtp_pass={}", "clientSecret={}",
        )
    )  # fmt: skip
    return form.format(
        filled(random, random.choice(("*" * 16, "*" * 24, "*" * 32, "Q##" + "*" * 9)))
    )


TOKENS: dict[str, Make] = {
    "jwt": _jwt, "llm_key": _llm,
    "aws_key": lambda random: (
        random.choice(("AKIA", "ASIA", "ABIA")) + "".join(random.choices(EYES, k=16))
    ),
    "github_token": _github, "cloud_token": _cloud, "private_key": _private_key,
    "secret_kv": _pairs, "url_credentials": _url, "auth_header": _header,
}  # fmt: skip
"""What is known by its form."""
