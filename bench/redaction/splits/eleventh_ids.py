"""Persons, numbers and addresses of the eleventh split that need no word beside them."""

from __future__ import annotations

import hashlib
import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, in_fours, luhn
from bench.redaction.splits import national
from bench.redaction.splits.eleventh_marks import choice_of, drawn, dressed, fill
from bench.redaction.splits.forms import cut

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "card", "eth", "fiscal", "ssn"]

_GIVEN = (
    "james", "maria", "john", "sofia", "david", "laura", "thomas", "julia", "pierre", "claire",
    "marco", "giulia", "carlos", "lucia", "joao", "ana", "piotr", "kasia", "kenji", "yuki",
)  # fmt: skip
_FAMILY = (
    "smith", "johnson", "mueller", "schmidt", "dupont", "martin", "rossi", "garcia", "silva",
    "kowalski", "tanaka", "wang", "kim", "patel", "devries", "oconnor", "hansen", "novak",
)  # fmt: skip
_HOSTS = (
    "gmail.com", "yahoo.com", "outlook.com", "hotmail.co.uk", "web.de", "gmx.net", "orange.fr",
    "libero.it", "naver.com", "icloud.com", "proton.me", "acme-corp.com", "mail.contoso.com",
    "uni-bonn.edu", "health.nhs.uk", "company.io", "startup.ai", "uol.com.br", "qq.com",
)  # fmt: skip


def _email(random: Random) -> str:
    given, family, host = random.choice(_GIVEN), random.choice(_FAMILY), random.choice(_HOSTS)
    name = random.choice(
        (
            f"{given}.{family}", f"{given[0]}{family}", f"{given}_{family}", f"{given}{family}",
            f"{given}.{family}{random.randrange(1, 99)}", f"{given}+shop", f"{given}-{family}",
            f"{given.title()}.{family.title()}", f"{family}{random.randrange(1950, 2008)}",
        )
    )  # fmt: skip
    at = "%40" if random.random() < 1 / 30 else "@"
    return f"{name}{at}{host}"


def ssn(random: Random) -> str:
    """United States, social security number without separators."""
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}{random.randrange(1, 100):02}{random.randrange(1, 10_000):04}"


def _ssn(random: Random) -> str:
    return dressed(random, cut(ssn(random), (3, 2, 4), "-"), ("wide", "dash"))


def _nino(random: Random) -> str:
    pair = random.choice(("AB", "CE", "JG", "PA", "SE", "WM", "YH", "NR", "JK", "TC"))
    whole = pair + drawn(random, "<d6>") + random.choice("ABCD")
    return random.choice((whole, cut(whole, (2, 2, 2, 2, 1), " ")))


def _pan(random: Random) -> str:
    return drawn(random, "<u3>") + "P" + drawn(random, "<u1><n1><d3><u1>")


def _aadhaar(random: Random) -> str:
    grouped = cut(national.aadhaar(random), (4, 4, 4), random.choice("  -"))
    return dressed(random, grouped)


def _nir(random: Random) -> str:
    body = (
        f"{random.choice('12')}{random.randrange(40, 100):02}{random.randrange(1, 13):02}"
        f"{random.randrange(21, 96):02}{random.randrange(1, 400):03}{random.randrange(1, 500):03}"
    )
    whole = f"{body}{97 - int(body) % 97:02}"
    return random.choice((whole, cut(whole, (1, 2, 2, 2, 3, 3, 2), " ")))


def _nif(random: Random) -> str:
    if random.random() < 1 / 3:
        lead, number = random.randrange(3), random.randrange(10**7)
        return f"{'XYZ'[lead]}{number:07}{dni_letter(lead * 10**7 + number)}"
    number = random.randrange(10_000_000, 99_999_999)
    return f"{number}{random.choice(('', '', '-'))}{dni_letter(number)}"


def fiscal(random: Random) -> str:
    """Italy, codice fiscale with its check letter."""
    consonants = "BCDFGLMNPRSTVZ"
    day = random.randrange(1, 29) + random.choice((0, 40))
    body = (
        "".join(random.choices(consonants, k=6))
        + f"{random.randrange(40, 100)}{random.choice('ABCDEHLMPRST')}{day:02}"
        + random.choice(("H501", "F205", "L219", "F839", "A944", "D612", "G273"))
    )
    odd = dict(
        zip(
            string.digits + string.ascii_uppercase,
            (
                1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20,
                11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
            ),
            strict=True,
        )
    )  # fmt: skip
    even = {each: int(each, 36) % 10 if each.isdigit() else ord(each) - 65 for each in odd}
    total = sum((even if at % 2 else odd)[each] for at, each in enumerate(body))
    return body + string.ascii_uppercase[total % 26]


def _cpf(random: Random) -> str:
    digits = national.cpf(random)
    return dressed(random, f"{cut(digits[:9], (3, 3, 3), '.')}-{digits[9:]}", ("wide", "dash"))


def _cnpj(random: Random) -> str:
    digits = national.cnpj(random)
    return f"{cut(digits[:8], (2, 3, 3), '.')}/{digits[8:12]}-{digits[12:]}"


def _rrn(random: Random) -> str:
    return dressed(random, cut(national.rrn(random), (6, 7), "-"), ("wide", "dash"))


def _spanish(random: Random) -> str:
    office, account = drawn(random, "<d8>"), drawn(random, "<d10>")
    checks = ""
    for part in ("00" + office, account):
        pairs = zip(part, (1, 2, 4, 8, 5, 10, 9, 7, 3, 6), strict=True)
        rest = 11 - sum(int(digit) * weight for digit, weight in pairs) % 11
        checks += str({10: 1, 11: 0}.get(rest, rest))
    return iban("ES", office + checks + account)


def _french(random: Random) -> str:
    bank, office, account = (drawn(random, form) for form in ("<n1><d4>", "<d5>", "<d11>"))
    key = 97 - (89 * int(bank) + 15 * int(office) + 3 * int(account)) % 97
    return iban("FR", f"{bank}{office}{account}{key:02}")


def _belgian(random: Random) -> str:
    body = drawn(random, "<n1><d9>")
    return iban("BE", f"{body}{int(body) % 97 or 97:02}")


_IBAN = choice_of(
    lambda random: iban("DE", random.choice(("50010517", "37040044", "10070024", "20050550"))
                        + drawn(random, "<d10>")),
    lambda random: iban("GB", random.choice(("BARC", "NWBK", "LOYD", "HBUK"))
                        + drawn(random, "<d14>")),
    lambda random: iban("AT", random.choice(("12000", "20111", "32000")) + drawn(random, "<d11>")),
    lambda random: iban("CH", random.choice(("00762", "09000", "00243")) + drawn(random, "<d12>")),
    lambda random: iban("IE", "AIBK" + drawn(random, "<d14>")),
    _spanish, _french, _belgian,
)  # fmt: skip


def _iban(random: Random) -> str:
    whole = _IBAN(random)
    return whole if random.random() < 0.4 else dressed(random, in_fours(whole), ("space",))


def card(random: Random) -> str:
    """Return the digits of a payment card of a real issuer's range."""
    prefix, length = random.choice(
        (
            ("4", 16), ("4", 16), ("51", 16), ("53", 16), ("55", 16), ("2221", 16), ("2720", 16),
            ("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("36", 14), ("3530", 16), ("62", 16),
        )
    )  # fmt: skip
    return luhn(prefix + drawn(random, f"<d{length - len(prefix) - 1}>"))


def _card(random: Random) -> str:
    digits = card(random)
    sizes = {14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4)}[len(digits)]
    return dressed(random, cut(digits, sizes, random.choice(("", "", " ", "-"))))


_PHONE = fill(
    "+1 415 6<d1>3 <d4>", "+1 (212) 6<d1>5-<d4>", "+1-650-3<d1>7-<d4>", "+13036<d1>7<d4>",
    "(415) 7<d1>2-<d4>", "(312) 4<d1>6-<d4>", "212-7<d1>4-<d4>", "617.4<d1>9.<d4>",
    "1-800-2<d1>8-<d4>",
    "+44 7700 9<d5>", "+44 20 7<d3> <d4>", "+447<d9>", "+44 (0)20 7<d3> <d4>", "+49 151 2<d7>",
    "+49 30 2<d6>", "+4917<d9>", "+49 (0)89 <n1><d6>", "+33 6 <d2> <d2> <d2> <d2>", "+336<d8>",
    "+33 1 4<d1> <d2> <d2> <d2>", "+34 6<d2> <d3> <d3>", "+346<d8>", "+39 347 <d3> <d4>",
    "+39 06 <n1><d3> <d4>", "+55 11 9<d4>-<d4>", "+5521 9<d8>", "+351 91<d1> <d3> <d3>",
    "+31 6 <n1><d7>", "+31 20 <n1><d2> <d4>", "+48 60<d1> <d3> <d3>", "+91 98<d3> <d5>",
    "+91-9<d9>", "+81 90-<n1><d3>-<d4>", "+81-3-<n1><d3>-<d4>", "+86 138 <d4> <d4>", "+86139<d8>",
    "+82 10-<n1><d3>-<d4>", "+61 4<d2> <d3> <d3>", "+61 2 9<d3> <d4>", "+52 55 <n1><d3> <d4>",
    "+7 916 <d3>-<d2>-<d2>", "+90 532 <d3> <d2> <d2>", "+46 70 <n1><d2> <d2> <d2>",
    "+41 79 <d3> <d2> <d2>", "+43 664 <n1><d6>", "+32 47<d1> <d2> <d2> <d2>",
    "+353 87 <d3> <d4>", "+65 9<d3> <d4>", "+971 50 <d3> <d4>", "+27 82 <d3> <d4>",
    "tel:+1-415-5<d1>3-<d4>",
)  # fmt: skip


def _phone(random: Random) -> str:
    return dressed(random, _PHONE(random))


def _ipv4(random: Random) -> str:
    lead = random.choice((8, 18, 34, 52, 81, 93, 104, 151, 185, 203))
    return f"{lead}." + ".".join(str(random.randrange(1, 255)) for _ in range(3))


_IPV6 = fill(
    "2a02:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>",
    "2600:1f18:<n1><h3>:<n1><h3>::<n1>", "2001:4860:4860::<n1><h3>",
    "2a00:1450:4001:<n1><h2>::200e",
    "2606:4700:<n1><h3>::<n1><h3>:<n1><h3>", "2A01:CB00:<n1><H3>:<n1><H3>:0:0:0:<n1>",
    "2003:e8:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>",
)  # fmt: skip


def _mac(random: Random) -> str:
    pairs = random.choice(("00:1a:2b", "3c:22:fb", "b8:27:eb", "dc:a6:32", "f0:18:98")).split(":")
    pairs += [f"{random.randrange(256):02x}" for _ in range(3)]
    text = random.choice((":", ":", "-")).join(pairs)
    return text.upper() if random.random() < 0.4 else text


def _base58(random: Random) -> str:
    raw = random.choice((b"\0", b"\5")) + random.randbytes(20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, out = int.from_bytes(raw), ""
    while number:
        number, digit = divmod(number, 58)
        out = letters[digit] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def _segwit(random: Random) -> str:
    version = random.randrange(2)
    size, mark = ((32, 1), (52, 0x2BC830A3))[version]
    data = [version, *(random.randrange(32) for _ in range(size))]
    if version:
        data[-1] &= 0b10000  # 256 bits end four bits before the last group does
    check = 1
    for each in (3, 3, 0, 2, 3, *data, 0, 0, 0, 0, 0, 0):
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ each
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    check ^= mark
    data += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return "bc1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[each] for each in data)


def _keccak(data: bytes) -> bytes:
    """Return Keccak-256 of less than one block, with the padding from before SHA-3."""
    mask = (1 << 64) - 1
    block = bytearray(data + b"\1" + bytes(135 - len(data)))
    block[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for at in range(17):
        lanes[at % 5][at // 5] = int.from_bytes(block[8 * at : 8 * at + 8], "little")
    register = 1
    for _ in range(24):
        sums = [a ^ b ^ c ^ d ^ e for a, b, c, d, e in lanes]
        for x in range(5):
            turned = sums[(x + 1) % 5]
            mix = sums[x - 1] ^ (turned << 1 | turned >> 63) & mask
            lanes[x] = [lane ^ mix for lane in lanes[x]]
        x, y, carried = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            by = (step + 1) * (step + 2) // 2 % 64
            carried, lanes[x][y] = lanes[x][y], (carried << by | carried >> 64 - by) & mask
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ ~row[(x + 1) % 5] & mask & row[(x + 2) % 5]
        for bit in range(7):
            register = (register << 1 ^ (register >> 7) * 0x71) % 256
            lanes[0][0] ^= (register >> 1 & 1) << (1 << bit) - 1
    return b"".join(lanes[at][0].to_bytes(8, "little") for at in range(4))


def eth(random: Random) -> str:
    """Return an Ethereum address with the checksum of EIP-55 in its capitals."""
    text = random.randbytes(20).hex()
    marks = _keccak(text.encode()).hex()
    pairs = zip(text, marks, strict=False)
    return "0x" + "".join(each.upper() if int(mark, 16) > 7 else each for each, mark in pairs)


ALONE: dict[str, Make] = {
    "us_ssn": _ssn, "uk_nino": _nino, "in_pan": _pan, "in_aadhaar": _aadhaar, "fr_nir": _nir,
    "es_nif": _nif, "it_codice_fiscale": fiscal, "fi_hetu": national.hetu, "br_cpf": _cpf,
    "br_cnpj": _cnpj, "kr_rrn": _rrn, "cn_ric": national.ric, "sg_nric": national.nric,
    "iban": _iban, "credit_card": _card, "email": _email, "phone": _phone, "ipv4": _ipv4,
    "ipv6": _IPV6, "mac": _mac, "btc": choice_of(_base58, _segwit), "eth": eth,
}  # fmt: skip
