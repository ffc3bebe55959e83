"""Values of the seventh split with a mark of their own: addresses, keys, tokens, passwords."""

from __future__ import annotations

import base64
import ipaddress
import json
import re
import string
import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.forms import cut

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["MARKED", "any_of", "auth", "drawn", "in_url", "password"]

_FILL = re.compile(r"\{([a-zA-Z])(\d+)(?:-(\d+))?\}")
_SETS = {
    "d": string.digits, "n": "23456789", "h": "0123456789abcdef", "H": "0123456789ABCDEF",
    "a": string.ascii_letters + string.digits, "u": string.ascii_uppercase,
    "l": string.ascii_lowercase, "m": string.ascii_lowercase + string.digits,
    "U": string.ascii_uppercase + string.digits, "c": "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    "b": string.ascii_letters + string.digits + "+/", "A": string.ascii_uppercase + "234567",
    "w": string.ascii_letters + string.digits + "-_", "q": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "p": "CFGHJKLMNPRTVWXYZ0123456789",
}  # fmt: skip


def drawn(random: Random, form: str) -> str:
    """Fill `{h32}` with 32 letters of the set h, and `{i1-99}` with a number of that range."""

    def part(match: re.Match[str]) -> str:
        kind, low, high = match[1], int(match[2]), match[3]
        if kind == "i":
            return str(random.randint(low, int(high or low)))
        return "".join(random.choices(_SETS[kind], k=random.randint(low, int(high or low))))

    return _FILL.sub(part, form)


def any_of(*forms: str) -> Make:
    """Return what fills one of these."""
    return lambda random: drawn(random, random.choice(forms))


_LOCALS = (
    "{l3-9}.{l4-10}", "{l1}{l4-9}", "{l4-8}_{l4-8}", "{l4-7}+{l3-8}", "{l5}-{l5}.{l6}",
    "{u1}{l4}.{u1}{l6}", "{l4}{i1-99}", "info", "hr.emea", "{l2}", "o'{l5}", "{m12}", "{d6}",
    "{l4}.{l1}.{l7}", "{u6}", "no-reply+{h8}", "zoë.{l5}", "{l4}=example.net", "{l3}&{l3}",
)  # fmt: skip
_HOSTS = (
    "{l5}.org", "mail.{l6}.co.uk", "{l4}-{l4}.com.br", "{l5}.photography", "xn--bcher-kva.ch",
    "{l3}.edu.au", "eu.{l5}.{l4}.io", "gmail.com", "outlook.de", "qq.com", "yandex.ru",
    "bücher.{l4}.at", "{l5}.museum", "{l4}.gov.in", "naver.com", "{m6}.ai", "GMAIL.COM",
    "{l6}.technology", "{u1}{l5}.Com", "{l4}.xn--p1ai",
)  # fmt: skip


def _email(random: Random) -> str:
    at = random.choices(("@", "%40", "\\u0040", "&#64;", "\uff20"), (90, 4, 3, 2, 1))[0]
    return f"{drawn(random, random.choice(_LOCALS))}{at}{drawn(random, random.choice(_HOSTS))}"


def _nanp(random: Random) -> str:
    area = random.choice(
        [
            "201",
            "303",
            "408",
            "503",
            "614",
            "718",
            "786",
            "857",
            "907",
            "929",
            "936",
            "971",
            "587",
            "778",
            "902",
        ]
    )
    return f"{area}{drawn(random, '{n1}{n1}{d1}{d4}')}"


_ABROAD = (
    "+385 91 {n3} {d4}", "+386 40 {n3} {d3}", "+421 905 {n3} {d3}", "+371 2{d3} {d4}",
    "+370 612 {d5}", "+372 5{n3} {d4}", "+375 29 {n3}-{d2}-{d2}", "+994 50 {n3} {d2} {d2}",
    "+374 91 {d6}", "+998 90 {n3} {d2} {d2}", "+7 701 {n3} {d4}", "+880 1712-{d6}",
    "+94 71 {n3} {d4}", "+977 984-{d7}", "+95 9 4{d3} {d5}", "+855 12 {n3} {d3}",
    "+212 6 12 {n2} {d2} {d2}", "+213 551 {n2} {d2} {d2}", "+216 98 {n3} {d3}", "+218 91-{n7}",
    "+233 24 {n3} {d4}", "+256 772 {d6}", "+255 754 {n3} {d3}", "+251 91 {n3} {d4}",
    "+221 77 {n3} {d2} {d2}", "+225 07 {n2} {d2} {d2} {d2}", "+237 6 77 {n2} {d2} {d2}",
    "+260 97 {n3} {d4}", "+962 7 9{n3} {d4}", "+961 3 {n3} {d3}", "+964 770 {n3} {d4}",
    "+965 9{n3} {d4}", "+968 92{d2} {d4}", "+973 3{n3} {d4}", "+974 55{d2} {d4}",
    "+598 94 {n3} {d3}", "+595 981 {d6}", "+593 99 {n3} {d4}", "+507 6{n3}-{d4}",
    "+506 8{n3} {d4}", "+502 5{n3} {d4}", "+503 7{n3} {d4}", "+58 412-{n3} {d4}",
    "+1-876-{n3}-{d4}", "+354 6{n2} {d4}", "+352 621 {n3} {d3}", "+356 79{d2} {d4}",
    "+357 99 {d6}", "+30 694 {n3} {d4}", "+359 88 {n3} {d4}", "+381 64 {n3} {d4}",
    "+44 1632 96{d4}", "+44 (0)161 496 0{d3}", "0044 7700 900{d3}", "+49 (89) {n3} {d5}",
    "+49-171-{n3}{d4}", "+33 7 5{d1} {d2} {d2} {d2}", "+33.4.78.{n2}.{d2}.{d2}",
    "+39 02 {n4} {d4}", "+34 93 {n3} {d2} {d2}", "+41 44 {n3} {d2} {d2}", "+43 1 {n3} {d4}",
    "+81 (0)80-{n4}-{d4}", "+86 (21) {n4} {d4}", "+82-31-{n3}-{d4}", "+91 (80) {n4} {d4}",
    "+61 3 9{n3} {d4}", "+64-9-{n3}-{d4}", "+27 (11) {n3}-{d4}", "+234 1 {n3} {d4}",
    "+55 (85) 9{d4}-{d4}", "+54 (11) {n4}-{d4}", "+52 (33) {n4}-{d4}", "+56 2 2{n3} {d4}",
    "+972 3-{n3}-{d4}", "+971-4-{n3}-{d4}", "+90 (312) {n3} {d2} {d2}", "+7 (495) {n3}-{d2}-{d2}",
    "+380 (44) {n3}-{d2}-{d2}", "+48 (71) {n3} {d2} {d2}", "+46 (0)8-{n3} {d2} {d2}",
)  # fmt: skip


def _phone(random: Random) -> str:
    if random.random() < 0.6:
        made = drawn(random, random.choice(_ABROAD))
        turn = random.random()
        bare = "".join(filter(str.isdigit, made.replace("(0)", "")))
        if turn < 0.2:
            return f"+{bare}" if made[0] == "+" else made
        if turn < 0.3 and "(" not in made:
            return made.replace(" ", random.choice(("-", ".", "\u00a0", "%20", "\u202f")))
        return made.replace("-", "\u2011") if turn < 0.35 else made
    number = _nanp(random)
    area, office, line = number[:3], number[3:6], number[6:]
    return random.choice(
        (
            f"({area}) {office}-{line}", f"({area}) {office} {line}", f"({area}){office}-{line}",
            f"{area}-{office}-{line}", f"{area}.{office}.{line}", f"+1 ({area}) {office}-{line}",
            f"+1 {area}-{office}-{line}", f"+1-{area}-{office}-{line}",
            f"+1.{area}.{office}.{line}",
            f"1-{area}-{office}-{line}", f"+1{number}", f"({area})\u00a0{office}\u2011{line}",
            f"+1 {area} {office} {line}", f"{area}\u2013{office}\u2013{line}",
        )
    )  # fmt: skip


def _ipv4(random: Random) -> str:
    while True:
        address = ipaddress.IPv4Address(random.getrandbits(32))
        if address.is_global and not address.is_multicast and min(address.packed) > 0:
            return str(address)


def _ipv6(random: Random) -> str:
    lead = random.choice((0x20010470, 0x2A0104F8, 0x2A0613C0, 0x24006180, 0x28000000, 0x2C0FFB50))
    site = random.choice((0, random.getrandbits(32)))
    low = random.choice((random.getrandbits(64), random.getrandbits(12), 1))
    address = ipaddress.IPv6Address(lead << 96 | site << 64 | low)
    return random.choice(
        (
            address.compressed, address.compressed, address.exploded, address.compressed.upper(),
            f"::ffff:{_ipv4(random)}", ":".join(f"{int(e, 16):x}" for e in
            address.exploded.split(":")),
        )
    )  # fmt: skip


def _mac(random: Random) -> str:
    lead = random.choice(("001a2b", "f4f5d8", "9c5c8e", "b827eb", "70b3d5", "e4956e", "02420a"))
    pairs = lead + drawn(random, "{h6}")
    made = cut(pairs, *random.choice((((2,) * 6, ":"), ((2,) * 6, "-"), ((4,) * 3, "."))))
    return random.choice((made, made.upper()))


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _jwt(random: Random) -> str:
    algorithm, size = random.choice((("RS256", 256), ("ES256", 64), ("HS384", 48), ("EdDSA", 64)))
    header: dict[str, object] = {"typ": random.choice(("JWT", "at+jwt", "dpop+jwt"))}
    header |= {"kid": drawn(random, "{w12}")} if random.random() < 0.5 else {}
    header = random.choice(({"alg": algorithm, **header}, {**header, "alg": algorithm}))
    claims = {"aud": drawn(random, "api://{h8}"), "scope": "read:models chat", "iat": 1772000000}
    if random.random() < 0.1:
        sealed = json.dumps({"alg": "dir", "enc": "A256GCM"}).encode()
        return f"{_part(sealed)}..{'.'.join(_part(random.randbytes(n)) for n in (12, 90, 16))}"
    marks = random.choice(((",", ":"), (", ", ": ")))
    texts = [json.dumps(each, separators=marks).encode() for each in (header, claims)]
    return ".".join(map(_part, (*texts, random.randbytes(size))))


def _private_key(random: Random) -> str:
    kind, size = random.choice(
        (("", 48), ("", 1217), ("RSA ", 1190), ("EC ", 121), ("OPENSSH ", 410), ("ENCRYPTED ", 370),
         ("PGP ", 700))
    )  # fmt: skip
    name = f"{kind}PRIVATE KEY{' BLOCK' * (kind == 'PGP ')}"
    body = base64.b64encode(random.randbytes(size)).decode()
    width = random.choice((64, 64, 70, 76))
    lines = [body[at : at + width] for at in range(0, len(body), width)]
    if kind == "PGP ":
        lines = ["", *lines, drawn(random, "={b4}")]
    end = random.choice(("\n", "\\n", "\\n", "\r\n", "\n      ", "\\r\\n", "\\\\n", "\n> "))
    return end.join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"])


_llm = any_of(
    "sk-ant-api03-{w93}AA", "sk-ant-admin01-{w93}AA", "sk-ant-oat01-{w93}AA", "sk-or-v1-{h64}",
    "sk-ant-ort01-{w93}AA", "sk-proj-{w74}T3BlbkFJ{w74}", "sk-proj-{w58}T3BlbkFJ{w58}",
    "sk-svcacct-{w58}T3BlbkFJ{w58}", "sk-admin-{w58}T3BlbkFJ{w58}", "sk-{a20}T3BlbkFJ{a20}",
    "gsk_{a52}", "xai-{a80}", "pplx-{a48}", "hf_{a34}", "r8_{a37}", "nvapi-{w64}", "csk-{m48}",
    "tgp_v1_{w43}", "sk-{h32}", "fw_{a24}", "lsv2_pt_{h32}_{h10}", "pcsk_{a6}_{a63}", "llx-{a48}",
    "sk-lf-{h8}-{h4}-4{h3}-b{h3}-{h12}", "ABSK{b128}", "jina_{h32}{a28}", "pa-{w43}",
    "tvly-prod-{a32}", "tvly-{a32}", "fc-{h32}", "e2b_{h40}", "BSA{w28}", "sk_{h48}", "vck_{a56}",
    "crsr_{h64}",
)  # fmt: skip


def _git(random: Random) -> str:
    """GitHub's have their CRC 32 in base 62 behind thirty letters."""
    if random.random() < 0.5:
        body, tail, number = drawn(random, "{a30}"), "", 0
        number = zlib.crc32(body.encode())
        for _ in range(6):
            number, digit = divmod(number, 62)
            tail = (string.digits + string.ascii_uppercase + string.ascii_lowercase)[digit] + tail
        return f"gh{random.choice('pousr')}_{body}{tail}"
    return _forge(random)


_forge = any_of(
    "github_pat_11{U20}_{a59}", "glpat-{w20}", "glpat-{w27}.01.{m9}", "glrt-{w20}", "gldt-{w20}",
    "glptt-{h40}", "glcbt-{h2}_{w20}", "glsoat-{w20}", "glagent-{w50}", "gloas-{h64}",
    "glft-{w20}", "glimt-{w25}",
)  # fmt: skip
_cloud = any_of(
    "AIza{w35}", "ya29.{w140}", "GOCSPX-{w28}", "xoxb-{d12}-{d13}-{a24}",
    "xapp-1-A{U10}-{d13}-{h64}",
    "xoxp-{d12}-{d12}-{d13}-{h32}", "sk_live_{a24}", "rk_live_{a99}", "sk_test_{a99}",
    "whsec_{a32}",
    "https://hooks.slack.com/services/T{U8}/B{U10}/{a24}", "SG.{w22}.{w43}", "npm_{a36}",
    "pypi-AgEIcHlwaS5vcmc{w150}", "dapi{h32}", "ATATT3xFfGF0{w171}={H8}", "{a3}8Q~{a34}",
    "dop_v1_{h64}", "shpat_{h32}", "glsa_{a32}_{H8}", "glc_eyJ{b150}", "lin_api_{a40}", "hvs.{w95}",
    "ntn_{d11}{a35}", "figd_{w40}", "PMAK-{h24}-{h34}", "sntryu_{h64}", "dckr_pat_{w27}",
    "hvb.{w140}",
    "dckr_oat_{w32}", "NRAK-{U27}", "dp.pt.{a43}", "sbp_{h40}", "sb_secret_{w22}_{w8}", "EZAK{m54}",
    "pscale_tkn_{w43}", "pscale_pw_{w43}", "xkeysib-{h64}-{a16}", "pul-{h40}", "rubygems_{h48}",
    "dt0c01.{A24}.{A64}", "duffel_live_{w43}", "nfp_{a36}", "sha256~{w43}", "API-{U26}",
    "access-production-{h8}-{h4}-{h4}-{h4}-{h12}", "rdme_{m70}", "sgp_{h16}_{h40}", "cio{a32}",
    "CLOJARS_{m60}", "v1.0-{h24}-{h146}", "p8e-{m32}", "LTAI{a20}", "{a14}.atlasv1.{w67}",
    "tskey-auth-k{a10}CNTRL-{a32}", "squ_{h40}", "bkua_{h40}", "phx_{a43}", "AKCp{a69}",
    "HRKU-AA{w58}", "pat{a14}.{h64}", "oy2{m43}", "shippo_live_{h40}", "{n9}:AA{w33}",
    "FLWSECK_TEST-{h32}-X",
    "pat-na1-{h8}-{h4}-{h4}-{h4}-{h12}",
    "https://discord.com/api/webhooks/{n19}/{w68}", "ops_eyJ{b260}", "AGE-SECRET-KEY-1{q58}",
)  # fmt: skip


def password(random: Random) -> str:
    """Return what people choose, or what programs draw; none begins as a reference would."""
    return _password(random)


_password = any_of(
    "Liverpool{i10-99}!", "sunshine{i1-999}", "{u1}{l5}{d3}@{l3}", "{l5}-{l6}-{l4}-{d2}", "{a16}",
    "{a24}", "{a32}", "{h32}", "{b43}=", "{w32}", "{w43}", "{h8}-{h4}-4{h3}-a{h3}-{h12}", "{h40}",
    "Welcome{i2020-2026}#", "P@55w0rd-{a4}", "{a6}!{a5}^{a3}", "n0t.My.{u1}{l6}",
    "{u1}{l4}_{u1}{l5}_{d2}",
    "{b22}==", "{a10}~{a10}", "{a9}%{a4}", "{a12}*{a7}", "Kx{a4}${a6}", "qwerty{i100-9999}",
    "{b64}",
    "{l6}{u1}{d2}!!", "{a5}.{a5}.{a5}", "tiger-{l5}+{d4}", "Iloveyou{i1-99}",
)  # fmt: skip


def auth(random: Random) -> str:
    """Return what headers and cookies carry, with no mark of whose it is."""
    return drawn(random, random.choice(_AUTH))


_AUTH = (
    "{a24}", "{a40}", "{h32}", "{h40}", "{h64}", "{w43}", "{w86}", "{b64}==", "{a20}.{a6}.{w27}",
)  # fmt: skip


def in_url(random: Random) -> str:
    """Return a password as it stands in the authority of a URL."""
    return drawn(random, random.choice(_IN_URL))


_IN_URL = (
    "{a12}", "{a20}", "{h24}", "{l6}{d2}", "p%40ss{a4}", "{a6}%2F{a8}", "{a8}!{a3}", "{w32}",
    "S3cr3t-{l4}", "changeme{d2}", "{a5}${a5}", "{a7}.{a7}", "postgres{d3}",
)  # fmt: skip

MARKED: dict[str, Make] = {
    "email": _email, "phone": _phone, "ipv4": _ipv4, "ipv6": _ipv6, "mac": _mac, "jwt": _jwt,
    "private_key": _private_key, "llm_key": _llm, "aws_key": any_of("AKIA{A16}", "ASIA{A16}",
    "AKIA{A16}", "ABIA{A16}", "ACCA{A16}"), "github_token": _git, "cloud_token": _cloud,
}  # fmt: skip
"""By entity, what makes one."""
