"""What needs no word beside it in the tenth split: people, their devices, their money."""

from __future__ import annotations

import hashlib
import ipaddress
import string
from typing import TYPE_CHECKING

from bench.redaction.checks import iban, in_fours, luhn
from bench.redaction.splits.forms import cut
from bench.redaction.splits.tenth_marks import any_of, b64, marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

__all__ = ["CARD_SAID", "ETH_SAID", "MAC_SAID", "NATIONAL", "PEOPLE", "SWIFT"]

_FIRST = (
    "aino", "amara", "anders", "beatriz", "bogdan", "carmen", "chidi", "daan", "emre", "fatima",
    "giulia", "hanna", "ines", "jakub", "kenji", "leila", "mateo", "nguyen", "oksana", "priya",
    "quentin", "rosa", "sven", "tomasz", "ursula", "viktor", "wei", "yusuf", "zoe", "siobhan",
    "o'neil", "jean-luc",
)  # fmt: skip
_LAST = (
    "abbott", "bergstrom", "costa", "demir", "eriksson", "fontaine", "grabowski", "hoang",
    "ivanova", "jensen", "kowalski", "lehmann", "moreau", "nakamura", "okafor", "petrenko",
    "quiroga", "rossi", "sato", "takahashi", "ullman", "vandenberg", "weiss", "yilmaz", "zhang",
    "saint-clair",
)  # fmt: skip
_HOSTS = (
    "gmail.com", "outlook.com", "hotmail.co.uk", "yahoo.co.jp", "web.de", "gmx.at", "orange.fr",
    "libero.it", "seznam.cz", "wp.pl", "mail.ru", "ukr.net", "naver.com", "qq.com", "163.com",
    "uol.com.br", "proton.me", "icloud.com", "telenet.be", "ziggo.nl", "bluewin.ch", "hey.com",
    "tuta.io", "studenti.unipi.it", "hr.nordbank.fi", "kundenservice.stadtwerke-muster.de",
    "med.umich.edu", "dept.gov.au", "acme.technology", "clinic.health", "foo.museum",
    "xn--mller-kva.de", "büro-schäfer.de", "firma.com.tr", "rediffmail.com", "kantoor.amsterdam",
)  # fmt: skip


def _email(random: Random) -> str:
    first, last, host = (random.choice(each) for each in (_FIRST, _LAST, _HOSTS))
    local = random.choice((
        f"{first}.{last}", f"{first[0]}.{last}", f"{last}{first[0]}", f"{first}_{last}",
        f"{first}.{last}+receipts", f"{first}{random.randint(1960, 2009)}", f"{first}-{last}",
        f"{last}.{first}.{random.randint(1, 99)}", f"info.{last}", f"{first}+{last}",
        f"{first[0]}{last}".upper(), f"{first.title()}.{last.title()}", f"{first}.{last}.{last[0]}",
        f"{random.randint(10**6, 10**9)}",
    ))  # fmt: skip
    whole = f"{local}@{host}"
    return random.choice((
        whole, whole, whole, whole, whole, whole, f"<{whole}>", f"mailto:{whole}",
        f"{first.title()} {last.title()} <{whole}>", whole.replace("@", "%40"),
        whole.replace("@", "\\u0040"), whole.replace("@", "&#64;"),
        whole.replace("@", " [at] ").replace(".", " [dot] "), f"{whole}?subject=hi",
        f"[{whole}](mailto:{whole})", whole.replace("@", "\uff20"),
    ))  # fmt: skip


_PHONES = (
    "+1 415 {n3} {d4}", "+1-212-{n3}-{d4}", "+1 (647) {n3}-{d4}", "+1.305.{n3}.{d4}",
    "+1512{n3}{d4}", "(312) {n3}-{d4}", "617-{n3}-{d4}", "206.{n3}.{d4}", "+1 787 {n3} {d4}",
    "+1 (876) {n3}-{d4}", "1-800-{n3}-{d4}", "+44 7{i4-5}{d2} {d6}", "+44 (0)131 {n3} {d4}",
    "+44 20 7{d3} {d4}", "+44161{n3}{d4}", "+44-7911-{d6}", "+353 87 {n3} {d4}", "+49 151 {d8}",
    "+49 (0)89 {n3}{d4}", "+49-221-{n3}{d4}", "+49 30 {n3} {d2} {d2} {d1}", "+4917{i6-9}{d7}",
    "+49 (0) 711 / {n3} {d3}", "+43 664 {n3}{d4}", "+43 1 {n3} {d4}", "+41 79 {n3} {d2} {d2}",
    "+41 44 {n3} {d2} {d2}", "+33 6 {d2} {d2} {d2} {d2}", "+33 (0)1 4{d1} {d2} {d2} {d2}",
    "+337{d8}", "+33.6.{d2}.{d2}.{d2}.{d2}", "+32 47{i0-9} {d2} {d2} {d2}", "+32 2 {n3} {d2} {d2}",
    "+31 6 {n2} {d2} {d2} {d2}", "+31 (0)20 {n3} {d4}", "+31-6-{n4}{d4}", "+352 621 {d3} {d3}",
    "+34 6{d2} {d3} {d3}", "+34 91 {n3} {d2} {d2}", "+351 91{i0-9} {d3} {d3}",
    "+39 34{i0-9} {d3} {d4}", "+39 06 {n4} {d4}", "+39 02 {n3}{d4}", "+30 69{i4-9} {d3} {d4}",
    "+356 79{d2} {d4}", "+357 99 {d6}", "+46 70 {d3} {d2} {d2}", "+46 (0)8 {n3} {d2} {d2}",
    "+47 9{d2} {d2} {d3}", "+45 {n2} {d2} {d2} {d2}", "+358 40 {d3} {d4}", "+354 6{d2} {d4}",
    "+48 60{i0-9} {d3} {d3}", "+48 22 {n3} {d2} {d2}", "+420 60{i1-8} {d3} {d3}",
    "+421 90{i2-9} {d3} {d3}", "+36 20 {d3} {d4}", "+40 72{i1-9} {d3} {d3}", "+359 88 {d3} {d4}",
    "+385 91 {d3} {d4}", "+381 64 {d3} {d4}", "+386 41 {d3} {d3}", "+370 6{d2} {d5}",
    "+371 2{d1} {d3} {d3}", "+372 5{d3} {d4}", "+380 67 {d3} {d2} {d2}", "+380 (50) {d3}-{d2}-{d2}",
    "+7 9{i10-29} {d3}-{d2}-{d2}", "+7 (495) {d3}-{d2}-{d2}", "+7916{d7}", "+375 29 {d3}-{d2}-{d2}",
    "+998 90 {d3} {d2} {d2}", "+995 599 {d2} {d2} {d2}", "+374 91 {d6}",
    "+90 53{i0-9} {d3} {d2} {d2}", "+90 (212) {n3} {d2} {d2}", "+972 54-{d3}-{d4}",
    "+966 50 {d3} {d4}", "+971 50 {d3} {d4}", "+974 55{d2} {d4}", "+965 5{d3} {d4}",
    "+961 3 {d3} {d3}", "+20 10{i0-9} {d3} {d4}", "+212 661-{d6}", "+27 82 {d3} {d4}",
    "+234 803 {d3} {d4}", "+254 72{i0-9} {d6}", "+233 24 {d3} {d4}", "+91 98{d3} {d5}",
    "+91-80-{n4}{d4}", "+919{d9}", "+92 30{i0-9} {d7}", "+880 17{d2}-{d6}", "+94 77 {d3} {d4}",
    "+977 98{d2}-{d6}", "+60 12-{d3} {d4}", "+65 9{d3} {d4}", "+65 6{d3}-{d4}", "+62 812-{d4}-{d4}",
    "+63 917 {d3} {d4}", "+66 81 {d3} {d4}", "+84 90{i1-9} {d3} {d3}", "+86 138 {d4} {d4}",
    "+86 10 {n4} {d4}", "+86-21-6{d7}", "+852 9{d3} {d4}", "+886 912 {d3} {d3}", "+81 90-{d4}-{d4}",
    "+81-3-{n4}-{d4}", "+81 (0)80 {d4} {d4}", "+82 10-{d4}-{d4}", "+82-2-{n3}-{d4}",
    "+61 412 {d3} {d3}", "+61 (0)2 9{d3} {d4}", "+61 3 9{d3} {d4}", "+64 21 {d3} {d4}",
    "+55 11 9{d4}-{d4}", "+55 (21) 9{d4}-{d4}", "+54 9 11 {n4}-{d4}", "+56 9 {n4} {d4}",
    "+57 31{i0-9} {d3} {d4}", "+51 9{d2} {d3} {d3}", "+52 55 {n4} {d4}", "+58 412-{d7}",
    "+593 99 {d3} {d4}", "+598 9{i1-9} {d3} {d3}", "+506 8{d3} {d4}", "tel:+1-650-{n3}-{d4}",
    "tel:+4930{n3}{d4}", "+1 404 {n3} {d4} ext. {n3}", "+44\u00a07911\u00a0{d6}",
    "+49\u2011170\u2011{d7}", "+1\u2010415\u2010{n3}\u2010{d4}",
    "+33\u202f6\u202f{d2}\u202f{d2}\u202f{d2}\u202f{d2}", "%2B49170{d7}", "\uff0b81-90-{d4}-{d4}",
    "+\u200b46 70 {d3} {d2} {d2}", "+39\u2009347\u2009{d7}", "whatsapp:+5511 9{d4}{d4}",
    "sip:+1415{n3}{d4}@sip.example.net",
)  # fmt: skip
NATIONAL = any_of(
    "0151 {d8}", "0176-{d8}", "089 / {n3}{d4}", "030 {n3} {d3} {d2}", "0{i2-9}1 {n3} {d4}",
    "07700 {d6}", "07{i4-5}{d2} {d6}", "020 7{d3} {d4}", "0161 {n3} {d4}", "06 {d2} {d2} {d2} {d2}",
    "07.{d2}.{d2}.{d2}.{d2}", "01 4{d1} {d2} {d2} {d2}", "6{d2} {d3} {d3}",
    "91{i0-9} {d2} {d2} {d2}", "34{i0-9} {d7}", "06 {n4}{d4}", "06-{n4}{d4}", "020-{n3} {d4}",
    "0470 {d2} {d2} {d2}", "079 {d3} {d2} {d2}", "0664 {n3}{d4}", "070-{d3} {d2} {d2}",
    "08-{n3} {d2} {d2}", "9{d2} {d2} {d3}", "{n2} {d2} {d2} {d2}", "040 {d3} {d4}",
    "60{i0-9} {d3} {d3}", "60{i0-9}-{d3}-{d3}", "72{i0-9} {d3} {d3}", "0722 {d3} {d3}",
    "8 (916) {d3}-{d2}-{d2}", "8 9{i10-29} {d3} {d2} {d2}", "067 {d3} {d2} {d2}",
    "0532 {d3} {d2} {d2}", "054-{d3}-{d4}", "050 {d3} {d4}", "082 {d3} {d4}", "0803 {d3} {d4}",
    "0722 {d6}", "98{d3} {d5}", "9{d9}", "080-{n4}{d4}", "0812-{d4}-{d4}", "0917 {d3} {d4}",
    "081-{d3}-{d4}", "090 {d3} {d4}", "138{d8}", "138-{d4}-{d4}", "021-6{d7}", "0912-{d3}-{d3}",
    "090-{d4}-{d4}", "03-{n4}-{d4}", "010-{d4}-{d4}", "02-{n3}-{d4}", "0412 {d3} {d3}",
    "(02) 9{d3} {d4}", "021 {d3} {d4}", "(11) 9{d4}-{d4}", "11 9{d4}-{d4}", "11 {n4}-{d4}",
    "55 {n4} {d4}", "31{i0-9} {d3} {d4}", "415{n3}{d4}", "415 {n3} {d4}", "(646){n3}-{d4}",
    "{n3}-{d4}", "001 415 {n3} {d4}", "0049 170 {d7}", "00 33 6 {d2} {d2} {d2} {d2}",
    "011 44 20 7{d3} {d4}", "\uff10\uff19\uff10-{d4}-{d4}",
    "4 1 5 {d1} {d1} {d1} {d1} {d1} {d1} {d1}",
)  # fmt: skip
_CARDS: Sequence[tuple[str, int]] = (
    ("4", 16), ("4", 16), ("4", 16), ("4", 19), ("51", 16), ("53", 16), ("55", 16), ("2221", 16),
    ("2519", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16), ("644", 16), ("65", 16),
    ("36", 14), ("300", 14), ("38", 14), ("3528", 16), ("3589", 16), ("6214", 16), ("6228", 19),
    ("6759", 16), ("5018", 16), ("6304", 19), ("2200", 16), ("2204", 16), ("9792", 16),
    ("6521", 16), ("5067", 16), ("6062", 16),
)  # fmt: skip
_SIZES = {14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4), 19: (4, 4, 4, 4, 3)}


def _pan(random: Random) -> tuple[str, Sequence[int]]:
    prefix, length = random.choice(_CARDS)
    return luhn(prefix + marked(random, f"{{d{length - len(prefix) - 1}}}")), _SIZES[length]


def _card(random: Random) -> str:
    number, sizes = _pan(random)
    marks = ("", " ", "-", "\u00a0", "\u202f", "\u2011", "\u2013", "%20", "\u2009")
    mark = random.choices(marks, (4, 3, 2, 1, 1, 1, 1, 1, 1))[0]
    return cut(number, sizes, mark) if mark else number


def CARD_SAID(random: Random) -> str:  # noqa: N802 a maker as the others, which are constants
    """Return a card that is dictated, scanned or typed in another width."""
    number, sizes = _pan(random)
    return random.choice((
        " ".join(number), cut(number, sizes, "."), cut(number, sizes, ", "),
        cut(number, sizes, "  "), cut(number, sizes, " - "),
        number.translate({ord(d): ord(d) + 0xFEE0 for d in string.digits}),
        "\u200b".join((number[:8], number[8:])), cut(number, sizes, "\n"), cut(number, sizes, "/"),
        ", ".join(number), cut(number, (8,), " "), number, cut(number, sizes, "_"),
        "-".join(number),
    ))  # fmt: skip


_NETS = (5, 18, 31, 46, 51, 77, 80, 91, 102, 109, 142, 154, 176, 185, 188, 194, 203, 212, 217)
_inside = any_of(
    "10.{i0-255}.{i0-255}.{i1-254}", "192.168.{i0-255}.{i1-254}", "172.{i16-31}.{i0-255}.{i1-254}"
)


def _ipv4(random: Random) -> str:
    host = f"{random.choice(_NETS)}." + ".".join(str(random.randint(1, 254)) for _ in range(3))
    if random.random() < 0.35:
        host = _inside(random)
    return random.choice((
        host, host, host, host, host, f"{host}:{random.randint(1024, 65535)}", f"{host}/32",
        f"http://{host}/", f"[{host}]", f"{host}, {host}", f"ip={host}", f"tcp://{host}:8443",
        f"user@{host}",
    ))  # fmt: skip


_LEADS = (
    "2a00:1450:", "2001:4860:", "2600:1f18:", "2a02:8109:", "2003:e1:", "240e:3a1:", "2804:14c:",
    "2409:4042:",
)  # fmt: skip


def _ipv6(random: Random) -> str:
    lead = random.choice(_LEADS)
    whole = ipaddress.IPv6Address(lead + ":".join(marked(random, "{x1-4}") for _ in range(6)))
    tail = random.choice((":{x1-4}", "{x1-4}::{x1-4}", "{x2-4}:{x1-4}::{x1-2}"))
    short = lead + marked(random, tail)
    local = "fe80::" + marked(random, "{x4}:{x2}ff:fe{x2}:{x4}")
    return random.choice((
        str(whole), str(whole), whole.exploded, str(whole).upper(), short, short, f"[{short}]:443",
        f"{short}/64", f"http://[{short}]/", f"{local}%eth0", local,
        "fd" + marked(random, "{x2}:{x4}:{x4}::{x1-4}"),
        marked(random, "::ffff:{i80-95}.{i1-254}.{i1-254}.{i1-254}"),
    ))  # fmt: skip


_mac = any_of(
    "{x1}0:{x2}:{x2}:{x2}:{x2}:{x2}", "{X1}4:{X2}:{X2}:{X2}:{X2}:{X2}",
    "{X1}8-{X2}-{X2}-{X2}-{X2}-{X2}", "{x1}c-{x2}-{x2}-{x2}-{x2}-{x2}", "{x1}8{x2}.{x4}.{x4}",
    "3C:22:FB:{X2}:{X2}:{X2}", "b8:27:eb:{x2}:{x2}:{x2}", "00-1A-2B-{X2}-{X2}-{X2}",
    "f0:18:98:{x2}:{x2}:{x2}",
)  # fmt: skip
MAC_SAID = any_of(
    "{X1}4{X10}", "b827eb{x6}", "3C22FB{X6}", "f01898{x6}", "{X1}8 {X2} {X2} {X2} {X2} {X2}",
)  # fmt: skip
_BANKS = (
    ("DE", "{d18}"), ("DE", "{d18}"), ("AT", "{d16}"), ("CH", "{d5}{Z12}"), ("NL", "{u4}0{d9}"),
    ("GB", "{u4}{d14}"), ("IE", "{u4}{d14}"), ("LU", "{d3}{Z13}"), ("DK", "{d14}"), ("SE", "{d20}"),
    ("PL", "{d24}"), ("CZ", "{d20}"), ("SK", "{d20}"), ("HU", "{d24}"), ("RO", "{u4}{Z16}"),
    ("BG", "{u4}{d6}{Z8}"), ("HR", "{d17}"), ("GR", "{d7}{Z16}"), ("CY", "{d8}{Z16}"),
    ("MT", "{u4}{d5}{Z18}"), ("LT", "{d16}"), ("LV", "{u4}{Z13}"), ("EE", "{d16}"),
    ("SA", "{d2}{Z18}"), ("AE", "{d19}"), ("IL", "{d19}"), ("TR", "{d5}0{Z16}"),
    ("KW", "{u4}{Z22}"), ("QA", "{u4}{Z21}"), ("UA", "{d6}{Z19}"), ("GE", "{u2}{d16}"),
    ("PK", "{u4}{Z16}"), ("KZ", "{d3}{Z13}"), ("IT", "{u1}{d10}{Z12}"), ("LI", "{d5}{Z12}"),
    ("IS", "{d22}"), ("BR", "{d23}{u1}{Z1}"), ("MD", "{Z20}"), ("JO", "{u4}{d4}{Z18}"),
)  # fmt: skip


def _bank(random: Random) -> str:
    if random.random() < 0.75:
        country, form = random.choice(_BANKS)
        return iban(country, marked(random, form))
    body = marked(random, "{d10}")
    if random.random() < 0.5:
        return iban("BE", f"{body}{int(body) % 97 or 97:02}")
    body = marked(random, "{d19}")
    return iban("PT", f"{body}{98 - int(body) * 100 % 97:02}")


def _iban(random: Random) -> str:
    whole = _bank(random)
    return random.choice((
        whole, whole, whole, in_fours(whole), in_fours(whole), in_fours(whole),
        in_fours(whole).replace(" ", "\u00a0"), in_fours(whole).replace(" ", "-"),
        f"{whole[:4]} {whole[4:]}", f"IBAN{whole}", f"IBAN: {in_fours(whole)}", whole.lower(),
        in_fours(whole).replace(" ", "%20"), in_fours(whole).replace(" ", "\u202f"),
    ))  # fmt: skip


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> bit & 1 else 0
    return check


def _btc(random: Random) -> str:
    if random.random() < 0.5:
        alphabet, version = "qpzry9x8gf2tvdw0s3jn54khce6mua7l", random.randrange(2)
        # 160 bits are 32 whole letters; 256 bits are 51 and one bit, padded with four zero bits
        data = [version, *(random.randrange(32) for _ in range(51 if version else 32))]
        data += [random.choice((0, 16))] if version else []
        spread = [3, 3, 0, 2, 3]  # of "bc"
        check = _polymod([*spread, *data, *[0] * 6]) ^ (0x2BC830A3 if version else 1)
        data += [check >> 5 * (5 - at) & 31 for at in range(6)]
        return "bc1" + "".join(alphabet[each] for each in data)
    raw = bytes([random.choice((0, 5))]) + random.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    number, out = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


_ROUNDS = (
    (0, 36, 3, 41, 18), (1, 44, 10, 45, 2), (62, 6, 43, 15, 61), (28, 55, 25, 21, 56),
    (27, 20, 39, 8, 14),
)  # fmt: skip
_WORD = (1 << 64) - 1


def _turned(word: int, by: int) -> int:
    return (word << by | word >> 64 - by) & _WORD


def _keccak(text: bytes) -> str:
    """Return Keccak-256, as it was before SHA-3 changed its padding, of less than one block."""
    block = bytearray(200)
    block[: len(text)] = text
    block[len(text)] ^= 1
    block[135] ^= 0x80
    words = [int.from_bytes(block[at : at + 8], "little") for at in range(0, 200, 8)]
    lanes = [words[x::5] for x in range(5)]
    shift = 1
    for _ in range(24):
        column = [a ^ b ^ c ^ d ^ e for a, b, c, d, e in lanes]
        mixed = [column[(x - 1) % 5] ^ _turned(column[(x + 1) % 5], 1) for x in range(5)]
        spread = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                spread[y][(2 * x + 3 * y) % 5] = _turned(lanes[x][y] ^ mixed[x], _ROUNDS[x][y])
        lanes = [
            [a ^ (~b & c) for a, b, c in zip(spread[x], spread[x - 4], spread[x - 3], strict=True)]
            for x in range(5)
        ]
        for bit in range(7):
            lanes[0][0] ^= (shift & 1) << (1 << bit) - 1
            shift = shift << 1 ^ (0x171 if shift & 0x80 else 0)
    return b"".join(lanes[x][0].to_bytes(8, "little") for x in range(4)).hex()


def _eth(random: Random) -> str:
    """Make an account whose capitals are its check (EIP-55)."""
    digits = marked(random, "{x40}")
    check = _keccak(digits.encode())
    pairs = zip(digits, check, strict=False)
    return "0x" + "".join(a.upper() if int(b, 16) > 7 else a for a, b in pairs)


ETH_SAID = any_of("0x{x40}")


def _jwt(random: Random) -> str:
    header = random.choice((
        '{"alg":"HS256","typ":"JWT"}', '{"typ":"JWT","alg":"HS256"}',
        '{"alg":"RS256","kid":"{s22}","typ":"JWT"}', '{"alg":"ES256","typ":"at+jwt","kid":"{x8}"}',
        '{"kid":"{x40}","alg":"RS256"}', '{"alg":"EdDSA","typ":"JWT"}',
        '{"alg":"PS256","x5t":"{s27}","typ":"JWT"}',
    ))  # fmt: skip
    claims = random.choice((
        '{"sub":"{d9}","iat":1735689600}',
        '{"iss":"https://id.example.net/","aud":"api","exp":1767225600,"scope":"read"}',
        '{"uid":7,"roles":["admin","ops"]}',
        '{"iss":"supabase","ref":"{l20}","role":"service_role","iat":1700000000,"exp":2015576000}',
        '{"jti":"{x32}","typ":"Bearer"}',
    ))  # fmt: skip
    if random.random() < 0.08:  # encrypted: five parts, of which the key is empty
        parts = [b64(random.randbytes(size), url=True) for size in (12, 80, 16)]
        head = b64(b'{"alg":"dir","enc":"A256GCM"}', url=True)
        return ".".join((head, "", *parts))
    size = 32 if "HS" in header else 256 if "S256" in header and "ES" not in header else 64
    texts = [marked(random, each).encode() for each in (header, claims)]
    return ".".join(b64(part, url=True) for part in (*texts, random.randbytes(size)))


SWIFT = any_of(
    "DEUTDEFF", "DEUTDEFF500", "COBADEFFXXX", "BNPAFRPP", "BNPAFRPPXXX", "SOGEFRPP", "CHASUS33",
    "CITIUS33XXX", "BOFAUS3N", "HBUKGB4B", "BARCGB22", "MIDLGB22", "NWBKGB2L", "INGBNL2A",
    "ABNANL2A", "RABONL2U", "UBSWCHZH80A", "CRESCHZZ80A", "RZBAATWW", "UNCRITMM", "BCITITMM",
    "CAIXESBB", "BBVAESMM", "NDEAFIHH", "ESSESESS", "DNBANOKK", "DABADKKK", "PKOPPLPW",
    "BREXPLPWMBK", "GIBACZPX", "OTPVHUHB", "SBININBB", "HDFCINBB", "ICBKCNBJ", "BOTKJPJT",
    "DBSSSGSG", "HSBCHKHH", "ANZBAU3M", "CTBAAU2S", "ROYCCAT2", "ITAUBRSP", "TGBATRIS", "GEBABEBB",
    "KREDBEBB", "CGDIPTPL",
)  # fmt: skip
PEOPLE = {
    "iban": _iban, "credit_card": _card, "email": _email, "phone": any_of(*_PHONES), "ipv4": _ipv4,
    "ipv6": _ipv6, "mac": _mac, "btc": _btc, "eth": _eth, "jwt": _jwt,
}  # fmt: skip
"""Of tier A."""
