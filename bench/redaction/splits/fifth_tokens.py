"""Keys, tokens, wallets and addresses of the fifth split, by what their makers publish."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import string
import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.fifth_ids import disguised
from bench.redaction.splits.forms import cut, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["PLAIN_PHONE", "TOKENS", "basic", "password"]

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _email(random: Random) -> str:
    local = random.choice(
        (
            "m.okafor", "sofia_lindqvist", "jean-luc.picard", "o'brien.k", "li.wei88", "a", "info",
            "billing+eu", "PATRICIA.GOMEZ", "jörg.weiß", "x_9",
            "support.team+ticket-4411",
            "k.nowak1990", "hr", "yusuf.demir", "first.middle.last", "noreply-abuse", "1984", "R&D",
        )
    )  # fmt: skip
    host = random.choice(
        (
            "posteo.de", "gmail.com", "Outlook.com", "uni-bonn.de", "students.ox.ac.uk", "qq.com",
            "naver.com", "mail.ru", "empresa.com.br", "firma.com.pl", "müller.example",
            "xn--mller-kva.example", "startup.photography", "acme.technology", "docomo.ne.jp",
            "service.gov.uk", "a.b.c.d.example.net", "sub-domain.my-company.io", "x.ai", "web.de",
        )
    )  # fmt: skip
    at = random.choices(("@", "%40", "\\u0040"), (8, 1, 1))[0]
    return f"{local}{at}{host}"


_AREAS = ("212", "415", "305", "617", "206", "312", "404", "702", "512", "646", "416", "604")
_WORLD = (
    "+44 7911 1#????", "+44 (0)20 7946 0###", "+44-20-7946-0###", "0044 20 7946 0###",
    "+49 151 #???????", "+49 (0)30 90182###", "+49 30 90182###", "0049 151 #???????",
    "+33 6 1# ?? ?? ??", "+33 (0)1 42 ?? ?? ??", "+3361#??????", "+34 612 ### ###",
    "+34 91 #?? ?? ??", "+39 06 698# ????", "+39 347 1#? ????", "+31 6 1#?? ????",
    "+31 (0)6 1#??????", "+48 512 ### ###", "+48 22 6#? ?? ??", "+90 532 #?? ?? ??",
    "+90 (212) #?? ?? ??", "+7 (912) #??-??-??", "+7 912 #?? ?? ??", "8 (912) #??-??-??",
    "+380 50 #?? ????", "+81 90-1#??-????", "+81-3-3#??-????", "+86 138 1#?? ????",
    "+86-10-6#??????", "+82 10-2#??-????", "+82-2-3#?-????", "+91 98765 #????",
    "+91-98#???????", "+55 (11) 9#???-????", "+55 21 9#??? ????", "+52 55 5#?? ????",
    "+61 412 #?? ???", "+61 (0)2 9#?? ????", "+27 82 #?? ????", "+234 803 #?? ????",
    "+20 10 0#?? ????", "+971 50 #?? ????", "+966 50 #?? ????", "+972-54-#??-????",
    "+46 70 #?? ?? ??", "+47 412 ## ???", "+45 20 ## ?? ??", "+358 40 #?? ????",
    "+41 79 #?? ?? ??", "+43 664 1#?????", "+32 470 ## ?? ??", "+351 912 #?? ???",
    "+30 691 2#? ????", "+353 85 #?? ????", "+420 601 #?? ???", "+36 20 #?? ????",
    "+40 712 #?? ???", "+65 8#?? ????", "+852 6#?? ????", "+66 81 #?? ????",
    "+84 91 #?? ?? ??", "+63 917 #?? ????", "+62 812-3#??-????", "+60 12-3#? ????",
    "+92 300 #??????", "+54 9 11 4#??-????", "+56 9 6#?? ????", "+57 300 #??????",
    "+51 912 #?? ???", "+64 21 #?? ???", "+886 912 #?? ???", "+254 712 #?????",
)  # fmt: skip


def _phone(random: Random) -> str:
    area, exchange, line = random.choice(_AREAS), filled(random, "###"), filled(random, "????")
    world = filled(random, random.choice(_WORLD))
    if random.random() < 0.35 and not set(world) & set("(-"):
        world = world.replace(" ", random.choice(("", "-", ".")))
    if random.random() < 0.65:
        return world
    return random.choice(
        (
            f"({area}) {exchange}-{line}", f"({area}){exchange}-{line}",
            f"{area}-{exchange}-{line}",
            f"{area}.{exchange}.{line}", f"+1 {area} {exchange} {line}",
            f"+1{area}{exchange}{line}",
            f"+1-{area}-{exchange}-{line}", f"+1 ({area}) {exchange}-{line}",
            f"1-{area}-{exchange}-{line}", f"1 ({area}) {exchange}-{line}",
            f"+1.{area}.{exchange}.{line}", f"{area} {exchange} {line}",
        )
    )  # fmt: skip


PLAIN_PHONE = one_of(
    *(each + "#??????" for each in ("212", "415", "305")), "06 1# ?? ?? ??", "06.1#.??.??.??",
    "07911 1#????", "07911#?????", "020 7946 0###", "030/90182###", "0151 #???????", "0171-#??????",
    "0532 #?? ?? ??", "090-1#??-????", "138-1#??-????", "1381#??????", "010-2#??-????",
    "98765#????", "(11) 9#???-????", "0412 #?? ???", "(02) 9#?? ????", "612 ### ###",
    "347 1#? ????", "512 ### ###", "06-1#??????", "8912#??????", "082 #?? ????",
)  # fmt: skip
"""Numbers without the sign of a country, or with nothing between."""


def _ipv4(random: Random) -> str:
    first = random.choice((3, 8, 18, 34, 52, 81, 93, 104, 151, 172, 185, 192, 198, 203, 212, 10))
    return ".".join(map(str, [first, *(random.randrange(1, 255) for _ in range(3))]))


def _ipv6(random: Random) -> str:
    lead = random.choice((0x20010DB8, 0x2A00145, 0x2A01CB00, 0x26064700, 0x24048000, 0xFD12ABCD))
    low = random.choice((random.getrandbits(96), random.getrandbits(16), random.getrandbits(64)))
    whole = ipaddress.IPv6Address(lead << 96 | low)
    link = ipaddress.IPv6Address(0xFE80 << 112 | random.getrandbits(64))
    return random.choice(
        (
            whole.compressed, whole.compressed, whole.exploded, whole.compressed.upper(),
            whole.exploded.upper(), f"{link}", f"{link}%eth0", f"::ffff:{_ipv4(random)}",
            f"64:ff9b::{_ipv4(random)}",
        )
    )  # fmt: skip


def _mac(random: Random) -> str:
    pairs = filled(random, random.choice(("3c22fb", "00505a", "a4bb6d", "dca632")) + "~~~~~~")
    sizes, separator = random.choice((((2,) * 6, ":"), ((2,) * 6, "-"), ((4,) * 3, ".")))
    made = cut(pairs, sizes, separator)
    return made.upper() if random.random() < 0.5 else made


def _base58(raw: bytes) -> str:
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    number, out = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        out = _BASE58[digit] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            check ^= generator if top >> at & 1 else 0
    return check


def _btc(random: Random) -> str:
    """Source: BIP 173 and BIP 350."""
    if random.random() < 0.5:
        return _base58(bytes([random.choice((0, 5))]) + random.randbytes(20))
    version, size = random.choice(((0, 20), (0, 32), (1, 32)))
    bits = f"{int.from_bytes(random.randbytes(size)):0{size * 8}b}"
    bits += "0" * (-len(bits) % 5)
    data = [version, *(int(bits[at : at + 5], 2) for at in range(0, len(bits), 5))]
    target = 0x2BC830A3 if version else 1
    rest = _polymod([3, 3, 0, 2, 3, *data, 0, 0, 0, 0, 0, 0]) ^ target
    data += [rest >> 5 * (5 - at) & 31 for at in range(6)]
    made = "bc1" + "".join(_BECH32[each] for each in data)
    return made.upper() if random.random() < 0.15 else made


def _turned(value: int, by: int) -> int:
    return (value << by | value >> 64 - by) & (1 << 64) - 1 if by else value


def _keccak(data: bytes) -> bytes:
    """Hash less than 136 bytes as Ethereum does, with the padding from before FIPS 202."""
    block = (data + b"\x01").ljust(135, b"\0") + b"\x80" if len(data) < 135 else data
    lanes = [int.from_bytes(block[8 * at : 8 * at + 8], "little") for at in range(17)] + [0] * 8
    feedback = 1
    for _ in range(24):
        sums = [
            lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
            for x in range(5)
        ]
        lanes = [
            lane ^ sums[(at + 4) % 5] ^ _turned(sums[(at + 1) % 5], 1)
            for at, lane in enumerate(lanes)
        ]
        x, y, moved = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            moved, lanes[at] = lanes[at], _turned(moved, (step + 1) * (step + 2) // 2 % 64)
        lanes = [
            lane ^ ~lanes[at - at % 5 + (at + 1) % 5] & lanes[at - at % 5 + (at + 2) % 5]
            for at, lane in enumerate(lanes)
        ]
        for power in range(7):
            lanes[0] ^= (feedback & 1) << (1 << power) - 1
            feedback = feedback << 1 ^ (0x171 if feedback & 0x80 else 0)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _eth(random: Random) -> str:
    """Source: EIP-55; capitals are the check."""
    body = random.randbytes(20).hex()
    marks = _keccak(body.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(mark, 16) > 7 else letter
        for letter, mark in zip(body, marks, strict=False)
    )


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwt(random: Random) -> str:
    algorithm, size = random.choice(
        (("HS256", 32), ("RS256", 256), ("ES256", 64), ("EdDSA", 64), ("PS512", 256), ("HS512", 64))
    )
    header: dict[str, object] = {"alg": algorithm, "typ": random.choice(("JWT", "at+jwt"))}
    if random.random() < 0.5:
        header = {"kid": random.randbytes(6).hex(), **header}
    claims = {
        "iss": "https://id.example.com/",
        "sub": f"u{random.randrange(10**9)}",
        "exp": 1789000000,
    }
    if random.random() < 0.15:
        sealed = {"alg": "RSA-OAEP", "enc": "A256GCM"}
        sizes = (256, 12, random.randrange(40, 200), 16)
        parts = [json.dumps(sealed).encode(), *(random.randbytes(each) for each in sizes)]
        return ".".join(map(_b64, parts))
    separators = random.choice(((",", ":"), (", ", ": ")))
    texts = (json.dumps(each, separators=separators).encode() for each in (header, claims))
    return ".".join(map(_b64, (*texts, random.randbytes(size))))


def _private_key(random: Random) -> str:
    kind = random.choice(
        ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA ", "PGP ")
    )  # fmt: skip
    name = f"{kind}PRIVATE KEY{' BLOCK' * (kind == 'PGP ')}"
    body = base64.b64encode(random.randbytes(random.choice((32, 121, 600, 1190)))).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    head = {"RSA ": "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F1E2D3C4B5A6978\n\n"}.get(
        kind, ""
    )
    head = {"PGP ": "Version: GnuPG v2\n\n"}.get(kind, head if random.random() < 0.3 else "")
    text = "\n".join([f"-----BEGIN {name}-----", *(head + each if not at else each
        for at, each in enumerate(lines)), f"-----END {name}-----"])  # fmt: skip
    return text.replace(
        "\n", random.choice(("\n", "\\n", "\\n", "\\r\\n", "\r\n", "\n    ", "\\\\n"))
    )


_llm = one_of(
    "sk-ant-api03-" + "|" * 93 + "AA", "sk-ant-admin01-" + "|" * 93 + "AA",
    "sk-ant-oat01-" + "|" * 93 + "AA", "sk-ant-sid01-" + "|" * 86 + "-" + "|" * 6 + "AA",
    "sk-" + "*" * 20 + "T3BlbkFJ" + "*" * 20, "sk-proj-" + "|" * 74 + "T3BlbkFJ" + "|" * 74,
    "sk-proj-" + "|" * 58 + "T3BlbkFJ" + "|" * 58, "sk-svcacct-" + "|" * 74 + "T3BlbkFJ" + "|" * 74,
    "sk-admin-" + "|" * 58 + "T3BlbkFJ" + "|" * 58, "sk-None-" + "*" * 20 + "T3BlbkFJ" + "*" * 20,
    "sk-or-v1-" + "~" * 64, "gsk_" + "*" * 52, "xai-" + "*" * 80, "pplx-" + "*" * 48,
    "hf_" + "*" * 34, "api_org_" + "*" * 34, "r8_" + "*" * 37, "nvapi-" + "|" * 64,
    "fw_" + "*" * 24, "csk-" + "&" * 48, "tgp_v1_" + "|" * 43, "sk-" + "~" * 32, "sk-" + "*" * 48,
    "lsv2_pt_" + "~" * 32 + "_" + "~" * 10, "lsv2_sk_" + "~" * 32 + "_" + "~" * 10,
    "sk-lf-~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~", "ABSK" + "$" * 128, "jina_" + "~" * 32 + "*" * 28,
    "pa-" + "|" * 43, "tvly-dev-" + "*" * 32, "sk_" + "~" * 48, "pcsk_" + "*" * 6 + "_" + "*" * 63,
    "llx-" + "*" * 48, "vck_" + "*" * 56, "sk-helicone-&&&&&&&-&&&&&&&-&&&&&&&-&&&&&&&",
    "sk-" + "*" * 22,
)  # fmt: skip


def _aws_id(random: Random) -> str:
    lead = random.choice(("AKIA", "AKIA", "ASIA", "ABIA", "ACCA"))
    return lead + "".join(random.choices(string.ascii_uppercase + "234567", k=16))


def _base62_checked(random: Random, lead: str) -> str:
    """GitHub: thirty letters, and their CRC 32 in base 62."""
    body, out = filled(random, "*" * 30), ""
    number = zlib.crc32(body.encode())
    for _ in range(6):
        number, digit = divmod(number, 62)
        out = _BASE62[digit] + out
    return f"{lead}{body}{out}"


_forge = one_of(
    "github_pat_" + "*" * 22 + "_" + "*" * 59, "glpat-" + "|" * 20, "glrt-" + "|" * 20,
    "glpat-" + "|" * 27 + ".01.&&&&&&&&&", "gldt-" + "|" * 20, "glptt-" + "~" * 40,
    "glcbt-~~_" + "|" * 20, "glft-" + "|" * 20, "glsoat-" + "|" * 20, "glimt-" + "|" * 25,
    "glagent-" + "|" * 50, "GR1348941" + "|" * 20, "gloas-" + "~" * 64,
)  # fmt: skip


def _git(random: Random) -> str:
    if random.random() < 0.5:
        return _base62_checked(random, random.choice(("ghp_", "gho_", "ghu_", "ghs_", "ghr_")))
    return _forge(random)


_cloud = one_of(
    "AIzaSy" + "|" * 33, "ya29.a0" + "|" * 120, "GOCSPX-" + "|" * 28,
    "xoxb-???????????-????????????-" + "*" * 24,
    "xoxp-???????????-???????????-????????????-" + "~" * 32,
    "xapp-1-A!!!!!!!!!!-?????????????-" + "~" * 64,
    "xoxe.xoxp-1-" + "*" * 163,
    "https://hooks.slack.com/services/T!!!!!!!!/B!!!!!!!!!!/" + "*" * 24,
    "sk_live_" + "*" * 24, "sk_live_51" + "*" * 97, "rk_live_" + "*" * 24, "sk_test_" + "*" * 24,
    "whsec_" + "*" * 32, "SG." + "|" * 22 + "." + "|" * 43, "npm_" + "*" * 36,
    "pypi-AgEIcHlwaS5vcmc" + "|" * 140, "dapi" + "~" * 32, "dapi" + "~" * 32 + "-2",
    "ATATT3xFfGF0" + "|" * 174 + "=" + "!" * 8, "***8Q§" + "*" * 34, "dop_v1_" + "~" * 64,
    "doo_v1_" + "~" * 64, "shpat_" + "~" * 32, "shpss_" + "~" * 32,
    "glsa_" + "*" * 32 + "_" + "~" * 8,
    "lin_api_" + "*" * 40, "ntn_???????????" + "*" * 35, "figd_" + "|" * 40,
    "PMAK-" + "~" * 24 + "-" + "~" * 34, "sntryu_" + "~" * 64, "dckr_pat_" + "|" * 27,
    "hvs." + "|" * 95, "NRAK-" + "!" * 27, "dp.pt." + "*" * 43, "sbp_" + "~" * 40,
    "pscale_tkn_" + "|" * 43, "xkeysib-" + "~" * 64 + "-" + "*" * 16, "sq0csp-" + "|" * 43,
    "EAAA" + "|" * 60, "pul-" + "~" * 40, "rubygems_" + "~" * 48, "CFPAT-" + "|" * 43,
    "~" * 32 + "-us1#", "????????##:AA" + "|" * 33, "LTAI" + "*" * 20,
    "*" * 14 + ".atlasv1." + "|" * 67,
    "tskey-auth-k*******CNTRL-" + "*" * 32, "squ_" + "~" * 40, "bkua_" + "~" * 40,
    "phx_" + "*" * 43,
    "pat-na1-~~~~~~~~-~~~~-~~~~-~~~~-~~~~~~~~~~~~", "pnu_" + "*" * 36, "shippo_live_" + "~" * 40,
    "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "Q9X8GF2TVDW0S3JN54KHCE6MUA",
    "key-" + "~" * 32,
    "A3-!!!!!!-!!!!!!-!!!!!-!!!!!-!!!!!", "pat" + "*" * 14 + "." + "~" * 64, "secret_" + "*" * 43,
    "https://discord.com/api/webhooks/???????????????????/" + "|" * 68, "oy2" + "&" * 43,
    "SWMTKN-1-" + "&" * 50 + "-" + "&" * 25,
    "M" + "*" * 25 + ".G*****." + "|" * 38, "fo1_" + "|" * 43, "AKCp" + "*" * 69,
    "HRKU-AA" + "|" * 58,
)  # fmt: skip

_password = one_of(
    "Summer2024!", "hunter22", "Tr0ub4dor&3", "correct-horse-battery-staple", "P@ssw0rd!???",
    "********", "****************", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", "$" * 43 + "=", "|" * 32,
    "~~~~~~~~-~~~~-4~~~-9~~~-~~~~~~~~~~~~", "Qw3rty#???", "?#^``_****", "````````??",
    "b3rlin-****-****",
    "Zx!****%****^2", "iL0veCats##", "$" * 22 + "==", "$" * 40, "*" * 64, "^`````????!",
    "****.****.****",
)  # fmt: skip


def password(random: Random) -> str:
    """Return what people choose, or what programs draw."""
    return _password(random) + random.choice(("", "", "", "!", "$", "#1"))


def basic(random: Random) -> str:
    """Return a user and a password as HTTP's basic scheme has them."""
    return base64.b64encode(f"svc:{filled(random, '*' * 12)}".encode()).decode()


TOKENS: dict[str, Make] = {
    "email": _email, "phone": disguised(_phone), "ipv4": _ipv4, "ipv6": _ipv6, "mac": _mac,
    "btc": _btc, "eth": _eth, "jwt": _jwt, "private_key": _private_key,
    "llm_key": _llm,
    "aws_key": _aws_id, "github_token": _git, "cloud_token": _cloud,
}  # fmt: skip
"""By entity that has a mark of its own, what makes one."""
