"""Secrets, wallets, and addresses of people and machines of the eighth split."""

from __future__ import annotations

import base64
import hashlib
import json
import string
import zlib
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

from bench.redaction.checks import luhn
from bench.redaction.splits.forms import cut, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["REACHED", "SAID", "SECRETS"]

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GIVEN = (
    "marta",
    "oluwaseun",
    "j.p",
    "Keiko",
    "zoë-lee",
    "sanjay",
    "Inga",
    "tk",
    "d_okafor",
    "ruth",
)
FAMILY = (
    "lindqvist",
    "Okonkwo",
    "van-dijk",
    "pereira",
    "Nakagawa",
    "oneill",
    "szabo",
    "kaya",
    "wu",
)
HOSTS = (
    "gmail.com", "proton.me", "mail.ru", "qq.com", "web.de", "orange.fr", "uol.com.br", "nhs.net",
    "naver.com", "outlook.co.th", "stud.uni-koeln.de", "dept.cs.ubc.ca", "mx1.zoznam.sk", "hey.com",
    "xn--bcher-kva.ch", "tidal.music", "atelier.paris", "kpmg.co.za", "icloud.com", "acme-inc.io",
)  # fmt: skip


def _email(random: Random) -> str:
    given, family = random.choice(GIVEN).replace("ë", "e"), random.choice(FAMILY)
    local = random.choice((
        f"{given}.{family}", f"{given}_{family}{random.randrange(100)}", f"{family}{given[0]}",
        f"{given}+{random.choice(('aws', 'news', '2fa'))}", f"{family}-{given}", family.upper(),
        f"o'{family}", f"{given}.{family}.{random.randrange(1950, 2010)}",
        f"{random.randrange(9**9)}",
    ))  # fmt: skip
    host = random.choice(HOSTS)
    return f"{local}@{host.upper() if random.random() < 0.08 else host}"


def _card(random: Random) -> str:
    prefix, size = random.choice((
        ("4", 16), ("4", 16), ("4", 13), ("4", 19), ("51", 16), ("54", 16), ("55", 16),
        ("2221", 16), ("2305", 16), ("2699", 16), ("34", 15), ("37", 15), ("6011", 16), ("644", 16),
        ("65", 16), ("300", 14), ("36", 14), ("38", 14), ("3528", 16), ("3589", 16), ("6212", 16),
        ("6250", 19), ("5018", 12), ("5893", 13), ("6759", 16), ("6304", 18),
    ))  # fmt: skip
    number = luhn(prefix + filled(random, "?" * (size - len(prefix) - 1)))
    sizes = {14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4)}.get(size)
    return cut(number, sizes, random.choice(("", "", " ", " ", "-", "\u00a0"))) if sizes else number


_PHONE = one_of(
    "+1 (#0#) #3#-????", "(#0#) #7#-????", "(#1#)#2#-????", "#0#-#6#-????", "#1#.#4#.????",
    "+1-#0#-#8#-????", "+1#0##5#????", "1-8##-#5#-????", "(#0#) #4#-???? x###", "+44 20 7### ????",
    "+447#########", "+44 (0)7### ######", "+49 151 ########", "+49 (0)30 ######-##",
    "+49-89-#######", "+33 6 ## ?? ## ??", "+336########", "+34 6## ### ###", "+39 33# #######",
    "+55 11 9####-????", "+55 (21) 9####-????", "+81-90-####-????", "+91 98### #####",
    "+91-9#########", "+61 4## ### ###", "+86 138 #### ????", "+82-10-####-????", "+48 6## ### ###",
    "+7 (916) ###-##-??", "+90 532 ### ## ??", "+971 50 ### ????", "+234 803 ### ????",
    "+65 9### ????", "+31 6 ########", "+41 79 ### ## ##", "+52 55 #### ????",
    "tel:+1-#0#-#6#-????", "+353 87 ### ????", "+46 70-### ## ##", "0049 171 #######",
)  # fmt: skip
_BARE_PHONE = one_of(
    "#0##3#????", "#1##6#????", "07########?", "06########", "0176########", "98###?????",
    "090#####???", "04########", "138########", "07700 9#####", "020 7### ????", "01## ### ####",
)  # fmt: skip


def _ipv4(random: Random) -> str:
    while not (made := IPv4Address(random.getrandbits(32))).is_global or made.is_multicast:
        pass
    return str(made)


def _ipv6(random: Random) -> str:
    head = random.choice((0x20010470, 0x2A010111, 0x26064700, 0x24048000, 0x2A02C207)) << 96
    full = IPv6Address(head | random.getrandbits(96))
    short = IPv6Address(head | random.getrandbits(16) << 80 | random.getrandbits(12))
    local = IPv6Address(0xFE80 << 112 | random.getrandbits(64))
    return random.choice((
        str(full), str(short), full.exploded.upper(), short.exploded, f"{local}%eth0",
        f"::ffff:{_ipv4(random)}", str(short), str(full),
    ))  # fmt: skip


def _mac(random: Random) -> str:
    body = random.choice(("3c22fb", "b827eb", "00163e", "f0189e", "a4c361")) + filled(
        random, "~" * 6
    )
    body = body.upper() if random.random() < 0.4 else body
    return cut(body, (4, 4, 4), ".") if random.random() < 0.2 else cut(
        body, (2,) * 6, random.choice(":-")
    )  # fmt: skip


def _base58(random: Random, version: int) -> str:
    payload = bytes([version]) + random.randbytes(20)
    both = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, made = int.from_bytes(both, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        made = BASE58[rest] + made
    return "1" * (len(both) - len(both.lstrip(b"\0"))) + made


def _bech32(random: Random, version: int, size: int) -> str:
    """Return an address of a segregated witness. Source: BIP-173, BIP-350."""
    bits = f"{int.from_bytes(random.randbytes(size), 'big'):0{size * 8}b}"
    bits += "0" * (-len(bits) % 5)
    data = [version, *(int(bits[at : at + 5], 2) for at in range(0, len(bits), 5))]
    state = 1
    for each in [3, 3, 0, 2, 3, *data, 0, 0, 0, 0, 0, 0]:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ each
        for at, mask in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= mask if top >> at & 1 else 0
    state ^= 0x2BC830A3 if version else 1
    return "bc1" + "".join(
        BECH32[each] for each in [*data, *(state >> 5 * (5 - at) & 31 for at in range(6))]
    )


def _btc(random: Random) -> str:
    kind = random.randrange(6)
    if kind < 2:
        return _base58(random, (0, 5)[kind])
    made = _bech32(random, *((0, 20), (0, 20), (0, 32), (1, 32))[kind - 2])
    return made.upper() if random.random() < 0.05 else made


def _keccak(data: bytes) -> bytes:
    """Return Keccak-256 with the padding of before SHA-3; at most 135 bytes."""
    full, lanes, round_bits = (1 << 64) - 1, [[0] * 5 for _ in range(5)], 1
    padded = bytearray(data.ljust(136, b"\0"))
    padded[len(data)] ^= 1
    padded[135] ^= 128
    for at in range(17):
        lanes[at % 5][at // 5] = int.from_bytes(padded[at * 8 : at * 8 + 8], "little")

    def turn(lane: int, by: int) -> int:
        return (lane << by % 64 | lane >> 64 - by % 64) & full

    for _ in range(24):
        parity = [row[0] ^ row[1] ^ row[2] ^ row[3] ^ row[4] for row in lanes]
        mix = [parity[x - 1] ^ turn(parity[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lane ^ mix[x] for lane in lanes[x]] for x in range(5)]
        x, y, current = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], turn(current, (step + 1) * (step + 2) // 2)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & full & row[(x + 2) % 5])
        for power in range(7):
            round_bits = (round_bits << 1 ^ (round_bits >> 7) * 0x71) % 256
            lanes[0][0] ^= 1 << (1 << power) - 1 if round_bits & 2 else 0
    return b"".join(lanes[at % 5][at // 5].to_bytes(8, "little") for at in range(4))


def _eth(random: Random) -> str:
    body = filled(random, "~" * 40)
    digest = _keccak(body.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(mark, 16) > 7 else letter
        for letter, mark in zip(body, digest, strict=False)
    )


def _in_base(number: int, letters: str, size: int) -> str:
    made = ""
    for _ in range(size):
        number, rest = divmod(number, len(letters))
        made = letters[rest] + made
    return made


def _checked(prefix: str, random: Random) -> str:
    """Return a token whose last six letters are the CRC-32 of the thirty before."""
    body = filled(random, "*" * 30)
    return f"{prefix}_{body}{_in_base(zlib.crc32(body.encode()), BASE62, 6)}"


def _github(random: Random) -> str:
    if random.random() < 0.45:
        return _checked(random.choice(("ghp", "ghp", "gho", "ghu", "ghs", "ghr")), random)
    if random.random() < 0.2:
        routable = f"glpat-{filled(random, '|' * 27)}.01"
        return routable + _in_base(zlib.crc32(routable.encode()), string.digits + BASE62[36:], 7)
    return one_of(
        "github_pat_11" + "!" * 20 + "_" + "*" * 59, "github_pat_11" + "!" * 20 + "_" + "*" * 59,
        "glpat-" + "|" * 19 + "#", "glpat-" + "|" * 19 + "#", "gldt-" + "|" * 19 + "#",
        "glrt-" + "|" * 19 + "#", "glptt-" + "~" * 40, "glcbt-#~_" + "|" * 20, "glft-" + "|" * 20,
        "glsoat-" + "|" * 20, "GR1348941" + "|" * 19 + "#", "glagent-" + "|" * 49 + "#",
    )(random)  # fmt: skip


_OPENAI = "T3BlbkFJ"
_UUID = "~" * 8 + "-~~~~-4~~~-a~~~-" + "~" * 12
_LLM = one_of(
    "sk-ant-api03-" + "|" * 93 + "AA", "sk-ant-api03-" + "|" * 93 + "AA",
    "sk-ant-admin01-" + "|" * 93 + "AA", "sk-ant-oat01-" + "|" * 93 + "AA",
    "sk-" + "*" * 20 + _OPENAI + "*" * 20, "sk-proj-" + "|" * 74 + _OPENAI + "|" * 74,
    "sk-proj-" + "|" * 58 + _OPENAI + "|" * 58, "sk-svcacct-" + "|" * 74 + _OPENAI + "|" * 74,
    "sk-admin-" + "|" * 58 + _OPENAI + "|" * 58, "sk-or-v1-" + "~" * 64, "gsk_" + "*" * 52,
    "xai-" + "*" * 80, "pplx-" + "*" * 48, "pplx-" + "~" * 48, "hf_" + "*" * 34, "sk-lf-" + _UUID,
    "pk-lf-" + _UUID, "ABSK" + "*" * 128 + "=", "sk-" + "|" * 21 + "#", "sk-" + "~" * 32,
    "r8_" + "*" * 37, "fw_" + "*" * 24, "csk-" + "&" * 48, "nvapi-" + "|" * 64,
    "tgp_v1_" + "|" * 43, "lsv2_pt_" + "~" * 32 + "_" + "~" * 10,
    "lsv2_sk_" + "~" * 32 + "_" + "~" * 10, "pcsk_" + "*" * 5 + "_" + "*" * 63,
    "tvly-dev-" + "*" * 32, "jina_" + "~" * 32 + "*" * 28, "pa-" + "|" * 43, "fc-" + "~" * 32,
    "sk-helicone-" + "&&&&&&&-" * 3 + "&" * 7, "e2b_" + "~" * 40, "sk_" + "~" * 48,
    "sk-" + "*" * 48, "api_org_" + "*" * 34,
)  # fmt: skip


def _atlassian(random: Random) -> str:
    body = "ATATT3xFfGF0" + filled(random, "|" * 171)
    return f"{body}={zlib.crc32(body.encode()):08X}"


def _pypi(random: Random) -> str:
    raw = f'[2,["{filled(random, _UUID)}"]]'.encode() + random.randbytes(60)
    body = base64.urlsafe_b64encode(b"\2\1\10pypi.org\2\44" + raw)
    return "pypi-" + body.decode().rstrip("=")


_CLOUD = one_of(
    "AIza" + "|" * 35, "AIzaSy" + "|" * 33, "GOCSPX-" + "|" * 28, "ya29.a0A" + "|" * 120,
    "1//0#" + "|" * 60, "xoxb-##########??-##########??-" + "*" * 24,
    "xoxp-##########??-##########??-##########??-" + "~" * 32, "xoxe.xoxp-1-" + "*" * 146,
    "xapp-1-A" + "!" * 10 + "-#############-" + "~" * 64,
    "https://hooks.slack.com/services/T" + "!" * 8 + "/B" + "!" * 10 + "/" + "*" * 24,
    "sk_live_51" + "*" * 97, "sk_test_" + "*" * 24, "rk_live_" + "*" * 24, "rk_prod_" + "*" * 30,
    "whsec_" + "*" * 32, "SG." + "|" * 22 + "." + "|" * 43, "dapi" + "~" * 32,
    "dapi" + "~" * 32 + "-2", "**#8Q§" + "|" * 34, "#*Q7Q§" + "|" * 34, "dop_v1_" + "~" * 64,
    "doo_v1_" + "~" * 64, "shpat_" + "~" * 32, "shpss_" + "~" * 32, "shpca_" + "~" * 32,
    "EAAA" + "|" * 60, "sq0csp-" + "|" * 43, "sq0atp-" + "|" * 22, "key-" + "~" * 32,
    "~" * 32 + "-us1#", "##########:AA" + "|" * 33,
    "MT" + "*" * 24 + ".G" + "|" * 5 + "." + "|" * 38,
    "https://discord.com/api/webhooks/1" + "?" * 18 + "/" + "|" * 68, "HRKU-AA" + "|" * 58,
    "lin_api_" + "*" * 40, "ntn_" + "#" * 11 + "*" * 35, "secret_" + "*" * 43, "figd_" + "|" * 40,
    "pat" + "*" * 14 + "." + "~" * 64, "hvs.CAESI" + "|" * 90, "hvb.AAAAAQ" + "|" * 140,
    "*" * 14 + ".atlasv1." + "|" * 67, "dp.pt." + "*" * 43, "dp.st.prd." + "*" * 43,
    "glsa_" + "*" * 32 + "_" + "~" * 8, "NRAK-" + "!" * 27, "NRII-" + "|" * 32,
    "sntryu_" + "~" * 64, "dt0c01." + "!" * 24 + "." + "!" * 64, "pscale_tkn_" + "|" * 43,
    "pscale_pw_" + "|" * 43, "sbp_" + "~" * 40, "sb_secret_" + "|" * 22 + "_" + "|" * 8,
    "fo1_" + "|" * 43, "rnd_" + "*" * 28, "nfp_" + "*" * 36, "v1.0-" + "~" * 24 + "-" + "~" * 146,
    "PMAK-" + "~" * 24 + "-" + "~" * 34, "pul-" + "~" * 40, "rubygems_" + "~" * 48,
    "cio" + "*" * 32, "dckr_pat_" + "|" * 27, "oy2" + "&" * 43, "CLOJARS_" + "&" * 60,
    "AKCp8" + "*" * 69, "sgp_" + "~" * 40, "bkua_" + "~" * 40, "pnu_" + "&" * 36, "EZAK" + "*" * 54,
    "duffel_live_" + "|" * 43, "LTAI5t" + "*" * 18, "AKID" + "*" * 32,
    "xkeysib-" + "~" * 64 + "-" + "*" * 16, "re_" + "*" * 8 + "_" + "*" * 24, "pat-na1-" + _UUID,
    "CFPAT-" + "|" * 43, "shippo_live_" + "~" * 40, "access-production-" + _UUID,
    "rzp_live_" + "*" * 14, "FLWSECK-" + "~" * 32 + "-X", "sk.eyJ1Ijoi" + "*" * 44 + "." + "|" * 22,
    "ico-" + "*" * 32, "sha256§" + "|" * 43, "squ_" + "~" * 40, "sqp_" + "~" * 40,
    "tskey-auth-k" + "*" * 11 + "CNTRL-" + "*" * 32, "sdk-" + _UUID, "phx_" + "*" * 43,
    "napi_" + "&" * 64, "CCIPAT_" + "*" * 22 + "_" + "~" * 40, "rdme_" + "&" * 70,
    "fio-u-" + "|" * 64, "tk-us-" + "|" * 48,
)  # fmt: skip


def _npm(random: Random) -> str:
    return _checked("npm", random)


def _cloud(random: Random) -> str:
    """Return a token of one of many vendors, some of which have a checksum."""
    makers = (*[_CLOUD] * 40, _atlassian, _pypi, _npm)
    return random.choice(makers)(random)


def _part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _jwt(random: Random) -> str:
    head = random.choice((
        {"alg": "HS256", "typ": "JWT"}, {"typ": "JWT", "alg": "RS256"}, {"alg": "ES384"},
        {"alg": "RS256", "kid": filled(random, "|" * 27), "typ": "at+jwt"}, {"alg": "EdDSA"},
        {"kid": filled(random, "~" * 16), "x5t": filled(random, "|" * 27), "alg": "PS256"},
    ))  # fmt: skip
    claims = {"sub": filled(random, _UUID), "iat": 1_700_000_000 + random.randrange(9**8)}
    extra = random.choice(({}, {"aud": "api", "roles": ["a"]}, {"iss": "https://id.acme.io/"}))
    signature = _part(random.randbytes(random.choice((32, 64, 256))))
    return f"{_part(head)}.{_part({**claims, **extra})}.{signature}"


def _pem(random: Random, new_line: str = "\n") -> str:
    """Return a private key as files hold it."""
    kind = random.choice(("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "))
    body = base64.b64encode(random.randbytes(random.choice((121, 279, 609)))).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    if kind == "RSA " and random.random() < 0.3:
        vector = filled(random, "~" * 32).upper()
        lines = ["Proc-Type: 4,ENCRYPTED", f"DEK-Info: AES-256-CBC,{vector}", "", *lines]
    return new_line.join(
        (f"-----BEGIN {kind}PRIVATE KEY-----", *lines, f"-----END {kind}PRIVATE KEY-----")
    )


def _password(random: Random) -> str:
    """Return what nobody would take for a word, of eight letters and more."""
    form = random.choice(("**#*|*#**!*`", "^`#`*?^`!`#?`*", "*" * 16, "|*#" * 6, "~" * 6 + "*" * 14,
        "^```#?!*@#`*", "*#`^%*?`^*#!", "Kq#*!.*`#*^?", "^`*#*#+*^`/*#*", "*" * 24 + "==",
        "*" * 40))  # fmt: skip
    return filled(random, form)


_PAIRS = (
    "DB_PASSWORD={}", "export PGPASSWORD='{}'", "MYSQL_ROOT_PASSWORD: {}", "password: {}", "pwd={}",
    "passwd: '{}'", "client_secret={}", "clientSecret: '{}'", "--password={}", "--password {}",
    "--api-key {}", "-e REDIS_PASSWORD={}", "api_key = '{}'", "apiKey: '{}',", "API_KEY={}",
    "secret_key='{}'", "DJANGO_SECRET_KEY={}", "SECRET_KEY_BASE={}", "auth_token: {}", "token={}",
    "access_token={}", "refresh_token={}", "spring.datasource.password={}",
    "$env:DB_PASSWORD = '{}'", "ENV APP_SECRET={}", "?api_key={}", "?access_token={}&page=2",
    "Password={};Trusted_Connection=no", "{{'password': '{}'}}", "password => '{}'",
    "IDENTIFIED BY '{}'", "jwt_secret: {}", "signingSecret={}", "encryption_key={}",
    "AccountKey={}", "webhook_secret = '{}'", "passphrase: {}", "PASSWORT={}", "smtp_pass={}",
    "ansible_become_password: {}", "consumer_secret: {}", "bot_token='{}'", "private_token={}",
)  # fmt: skip


def _pair(random: Random) -> str:
    return random.choice(_PAIRS).format(_password(random))


def _aws(random: Random) -> str:
    head = random.choice(("AKIA", "AKIA", "ASIA", "ABIA", "ACCA"))
    return head + "".join(random.choices(string.ascii_uppercase + "234567", k=16))


SECRETS: dict[str, Make] = {
    "jwt": _jwt, "private_key": lambda random: _pem(random, "\\n"), "llm_key": _LLM,
    "aws_key": _aws, "github_token": _github, "cloud_token": _cloud, "secret_kv": _pair,
}  # fmt: skip
"""What only its owner should have."""
REACHED: dict[str, Make] = {
    "email": _email, "credit_card": _card, "phone": _PHONE, "ipv4": _ipv4, "ipv6": _ipv6,
    "mac": _mac, "btc": _btc, "eth": _eth,
}  # fmt: skip
"""Where somebody can be reached, or paid."""
SAID: dict[str, Make] = {
    "phone": _BARE_PHONE, "eth": lambda random: "0x" + filled(random, "~" * 40),
    "aws_key": one_of("$" * 40), "private_key": _pem, "secret_kv": _password,
}  # fmt: skip
"""What is found beside a word alone."""
