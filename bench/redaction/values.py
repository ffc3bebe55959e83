"""Values to plant and values to leave alone, made from a seed and apart from the detectors."""

from __future__ import annotations

import base64
import hashlib
import string
import uuid
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, in_fours, luhn

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["NEGATIVES", "VALUES"]

WORD = string.ascii_letters + string.digits
FIRST = ("ana", "bob", "chen", "dmitri", "elif", "farah", "grace", "hugo", "irene", "jonas")
LAST = ("alvarez", "brown", "chen", "dubois", "eriksen", "fischer", "garcia", "haddad", "ito")
HOSTS = ("example.com", "mail.example.org", "corp.example.co.uk", "kunde.example.de", "acme.io")


def _of(random: Random, alphabet: str, length: int) -> str:
    return "".join(random.choices(alphabet, k=length))


def _email(random: Random) -> str:
    first, last = random.choice(FIRST), random.choice(LAST)
    local = random.choice(
        (f"{first}.{last}", f"{first[0]}{last}{random.randrange(99)}", f"{first}+x")
    )
    return f"{local}@{random.choice(HOSTS)}"


def _card(random: Random) -> str:
    prefix, length = random.choice(
        (
            ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15),
            ("37", 15), ("6011", 16), ("65", 16), ("36", 14), ("3528", 16), ("62", 16),
            ("5018", 12),
        )
    )  # fmt: skip
    number = luhn(prefix + _of(random, string.digits, length - len(prefix) - 1))
    if length == 16 and random.random() < 0.5:
        return random.choice(" -").join(number[at : at + 4] for at in range(0, 16, 4))
    return number


def _ssn(random: Random) -> str:
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}-{random.randrange(1, 100):02}-{random.randrange(1, 10000):04}"


def _phone(random: Random) -> str:
    area, exchange = (f"{random.randrange(2, 10)}{random.randrange(20, 99)}" for _ in range(2))
    line = _of(random, string.digits, 4)
    return random.choice(
        (
            f"+1 {area} {exchange} {line}",
            f"({area}) {exchange}-{line}",
            f"{area}-{exchange}-{line}",
            f"+1{area}{exchange}{line}",
            f"+44 20 {_of(random, string.digits, 4)} {line}",
            f"+49 30 {_of(random, string.digits, 7)}",
            f"+33 6 {' '.join(_of(random, string.digits, 2) for _ in range(4))}",
            f"+91 9{_of(random, string.digits, 4)} {_of(random, string.digits, 5)}",
        )
    )


def _ipv4(random: Random) -> str:
    return f"{random.choice((8, 52, 81, 93, 203))}." + ".".join(
        str(random.randrange(1, 255)) for _ in range(3)
    )


def _ipv6(random: Random) -> str:
    groups = [f"{random.randrange(1, 65536):x}" for _ in range(5)]
    return random.choice(
        ("2a02:" + ":".join(groups[:3]) + "::" + groups[3], "2001:db8:" + groups[0] + "::1")
    )


def _mac(random: Random) -> str:
    return random.choice(":-").join(f"{random.randrange(256):02x}" for _ in range(6))


def _iban(random: Random) -> str:
    country, length = random.choice((("DE", 22), ("NL", 18), ("GB", 22), ("FR", 27), ("ES", 24)))
    letters = _of(random, string.ascii_uppercase, 4) if country in {"GB", "NL"} else ""
    body = letters + _of(random, string.digits, length - 4 - len(letters))
    whole = iban(country, body)
    return in_fours(whole) if random.random() < 0.5 else whole


def _btc(random: Random) -> str:
    raw = bytes([random.choice((0, 5))]) + random.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, out = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        out = alphabet[digit] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def _nino(random: Random) -> str:
    pair = random.choice(("AB", "CE", "HJ", "JM", "PX", "SR", "WL"))
    digits = _of(random, string.digits, 6)
    tail = random.choice("ABCD")
    return random.choice(
        (f"{pair}{digits}{tail}", f"{pair} {digits[:2]} {digits[2:4]} {digits[4:]} {tail}")
    )


def _pan(random: Random) -> str:
    upper = string.ascii_uppercase
    lead = _of(random, upper, 3) + random.choice("ABCFGHLJPT") + _of(random, upper, 1)
    return f"{lead}{random.randrange(1, 9999):04}{_of(random, upper, 1)}"


def _nif(random: Random) -> str:
    number = random.randrange(10_000_000, 99_999_999)
    return f"{number}{dni_letter(number)}"


def _nir(random: Random) -> str:
    born = f"{random.choice('12')}{random.randrange(100):02}{random.randrange(1, 13):02}"
    body = born + _of(random, string.digits, 8)
    return f"{body}{97 - int(body) % 97:02}"


def _llm(random: Random) -> str:
    prefix, length = random.choice(
        (
            ("sk-ant-api03-", 95),
            ("sk-proj-", 74),
            ("gsk_", 52),
            ("hf_", 34),
            ("sk-or-v1-", 64),
            ("xai-", 80),
        )
    )
    return prefix + _of(random, WORD, length)


def _aws(random: Random) -> str:
    return random.choice(("AKIA", "ASIA")) + _of(random, string.ascii_uppercase + "234567", 16)


def _github(random: Random) -> str:
    return random.choice(
        (
            "ghp_" + _of(random, WORD, 36),
            "glpat-" + _of(random, WORD, 20),
            "ghs_" + _of(random, WORD, 36),
        )
    )


def _cloud(random: Random) -> str:
    return random.choice(
        (
            "AIza" + _of(random, WORD, 35),
            f"xoxb-{_of(random, string.digits, 12)}-{_of(random, WORD, 24)}",
            "sk_live_" + _of(random, WORD, 24),
            f"SG.{_of(random, WORD, 22)}.{_of(random, WORD, 43)}",
            "npm_" + _of(random, WORD, 36),
            "shpat_" + random.randbytes(16).hex(),
            "dop_v1_" + random.randbytes(32).hex(),
        )
    )


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwt(random: Random) -> str:
    claims = f'{{"sub":"{random.randrange(10**9)}","iat":1714564800}}'
    header = b'{"alg":"HS256","typ":"JWT"}'
    return ".".join(_b64(part) for part in (header, claims.encode(), random.randbytes(32)))


VALUES: dict[str, Callable[[Random], str]] = {
    "email": _email, "credit_card": _card, "us_ssn": _ssn, "phone": _phone, "ipv4": _ipv4,
    "ipv6": _ipv6, "mac": _mac, "iban": _iban, "btc": _btc, "uk_nino": _nino, "in_pan": _pan,
    "es_nif": _nif, "fr_nir": _nir, "llm_key": _llm, "aws_key": _aws, "github_token": _github,
    "cloud_token": _cloud, "jwt": _jwt,
}  # fmt: skip
"""By entity of tier A, what makes one."""

NEGATIVES: tuple[Callable[[Random], str], ...] = (
    lambda random: random.randbytes(16).hex(),
    lambda random: random.randbytes(8).hex(),
    lambda random: str(uuid.UUID(int=random.getrandbits(128), version=4)),
    lambda random: random.randbytes(20).hex(),
    lambda random: random.randbytes(32).hex(),
    lambda random: "chatcmpl-" + _of(random, WORD, 29),
    lambda random: "call_" + _of(random, WORD, 24),
    lambda random: str(random.randrange(1_600_000_000, 1_800_000_000)),
    lambda random: str(random.randrange(1_600_000_000_000, 1_800_000_000_000)),
    lambda random: str(random.randrange(16 * 10**17, 18 * 10**17)),
    lambda random: (
        f"2026-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
        f"T12:{random.randrange(60):02}:07.{random.randrange(10**6):06}Z"
    ),
    lambda random: f"{random.random():.9f}",
    lambda random: f"-{random.random():.6f}, {random.random():.6f}",
    lambda random: f"v{random.randrange(20)}.{random.randrange(40)}.{random.randrange(90)}",
    lambda random: f"order {random.randrange(10**9, 10**10)}",
    lambda random: (
        f"module_{random.randrange(99)}.py:{random.randrange(999)}:{random.randrange(80)}"
    ),
    lambda random: f"{random.randrange(10**17, 2 * 10**18)}",
    lambda _: "gpt-4o-2024-08-06",
    lambda random: f"total_tokens: {random.randrange(99999)}",
)
"""What telemetry is full of, and nobody's data."""
