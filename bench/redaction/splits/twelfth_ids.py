"""Numbers that states give to people and firms, with the check digits they really have."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, luhn
from bench.redaction.splits.forms import cut, filled

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "BESIDE", "born", "weighed"]

LETTERS = string.ascii_uppercase
EVEN = dict(zip(string.digits + LETTERS, (*range(10), *range(26)), strict=True))
_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ODD_LETTERS = (2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
ODD = dict(zip(string.digits + LETTERS, (*_ODD, *_ODD, *_ODD_LETTERS), strict=True))
HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"
TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
TURNS = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip
MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"


def born(random: Random) -> tuple[int, int, int]:
    """Return year, month and day of somebody's birth."""
    return random.randrange(1940, 2006), random.randrange(1, 13), random.randrange(1, 29)


def weighed(digits: str, weights: tuple[int, ...]) -> int:
    """Return the sum of digits by their weights; letters count from 17, as ASCII less 48."""
    return sum((ord(each) - 48) * weight for each, weight in zip(digits, weights, strict=False))


def _until(random: Random, form: str, weights: tuple[int, ...], modulus: int) -> str:
    while True:
        body = filled(random, form)
        check = weighed(body, weights) % modulus
        if check < 10:
            return body + str(check)


def _us_ssn(random: Random) -> tuple[str, str, str]:
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}", f"{random.randrange(1, 100):02}", f"{random.randrange(1, 10_000):04}"


def _us_itin(random: Random) -> str:
    group = random.choice((*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)))
    parts = filled(random, "9??"), str(group), filled(random, "????")
    return random.choice("-- ").join(parts) if random.random() < 0.8 else "".join(parts)


def _uk_nino(random: Random) -> str:
    banned = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    firsts, seconds = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
    pair = random.choice([a + b for a in firsts for b in seconds if a + b not in banned])
    whole = pair + filled(random, "??????") + random.choice("ABCD")
    return cut(whole, (2, 2, 2, 2, 1), random.choice(("", " ")))


def _aadhaar(random: Random) -> str:
    body, state = filled(random, "#??????????"), 0
    for place, digit in enumerate(reversed(body), 1):
        state = int(TIMES[state][int(TURNS[place % 8][int(digit)])])
    return body + str(TIMES[state].index("0"))


def _in_pan(random: Random) -> str:
    return filled(random, "^^^" + random.choice("PPPPCHFT") + "^????^")


def _cpf(random: Random) -> str:
    body = filled(random, "?????????")
    for most in (10, 11):
        body += str(-weighed(body, tuple(range(most, 1, -1))) % 11 % 10)
    return body


def _cnpj(random: Random) -> str:
    body = filled(random, "!!!!!!!!000?" if random.random() < 0.15 else "????????000#")
    for lead in ((5, 4, 3, 2), (6, 5, 4, 3, 2)):
        body += str(-weighed(body, (*lead, 9, 8, 7, 6, 5, 4, 3, 2)) % 11 % 10)
    return body


def _dotted_cnpj(random: Random) -> str:
    whole = _cnpj(random)
    return f"{whole[:2]}.{whole[2:5]}.{whole[5:8]}/{whole[8:12]}-{whole[12:]}"


def _kr_rrn(random: Random) -> str:
    year, month, day = born(random)
    century = random.choice("12" if year < 2000 else "34")
    body = f"{year % 100:02}{month:02}{day:02}{century}{filled(random, '?????')}"
    total = weighed(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5))
    return body + str((11 - total % 11) % 10)


def _cn_ric(random: Random) -> str:
    year, month, day = born(random)
    area = random.choice(("110101", "310115", "440305", "330106", "510107", "420106", "320505"))
    body = f"{area}{year}{month:02}{day:02}{filled(random, '???')}"
    return (
        body + "10X98765432"[weighed(body, tuple(2**each % 11 for each in range(17, 0, -1))) % 11]
    )


def _sg_nric(random: Random) -> str:
    lead, body = random.choice("STFG"), filled(random, "???????")
    total = weighed(body, (2, 7, 6, 5, 4, 3, 2)) + 4 * (lead in "TG")
    return lead + body + ("JZIHGFEDCBA" if lead in "ST" else "XWUTRQPNMLK")[total % 11]


def _fi_hetu(random: Random) -> str:
    year, month, day = born(random)
    date, mark = f"{day:02}{month:02}{year % 100:02}", "-" if year < 2000 else "A"
    number = f"{random.randrange(2, 900):03}"
    return f"{date}{mark}{number}{HETU[int(date + number) % 31]}"


def _fr_nir(random: Random) -> str:
    year, month, _ = born(random)
    place = random.choice([each for each in range(1, 96) if each != 20])  # Corsica has letters
    body = f"{random.choice('12')}{year % 100:02}{month:02}{place:02}"
    body += f"{random.randrange(1, 900):03}{random.randrange(1, 999):03}"
    whole = f"{body}{97 - int(body) % 97:02}"
    return cut(whole, (1, 2, 2, 2, 3, 3, 2), " ") if random.random() < 0.5 else whole


def _es_nif(random: Random) -> str:
    if random.random() < 0.3:
        lead, body = random.choice("XYZ"), filled(random, "???????")
        return f"{lead}{body}{dni_letter(int(str('XYZ'.index(lead)) + body))}"
    body = filled(random, "#???????")
    return f"{body}{random.choice(('', '', '-'))}{dni_letter(int(body))}"


def _it_codice(random: Random) -> str:
    year, month, day = born(random)
    consonants = "BCDFGLMNPRSTVZ"
    name = "".join(random.choices(consonants, k=6))
    body = (
        f"{name}{year % 100:02}{'ABCDEHLMPRST'[month - 1]}{day + 40 * (random.random() < 0.5):02}"
    )
    body += random.choice(("H501", "F205", "L219", "D612", "A944", "G273", "F839", "C351"))
    total = sum(ODD[each] for each in body[::2]) + sum(EVEN[each] for each in body[1::2])
    return body + LETTERS[total % 26]


def _uk_nhs(random: Random) -> str:
    while True:
        body = filled(random, random.choice("4679") + "????????")
        check = -weighed(body, tuple(range(10, 1, -1))) % 11
        if check < 10:
            return cut(f"{body}{check}", (3, 3, 4), random.choice(("", " ", " ", "-")))


def _ca_sin(random: Random) -> str:
    whole = luhn(random.choice("1234567") + filled(random, "???????"))
    return cut(whole, (3, 3, 3), random.choice(("", " ", "-")))


def _au_tfn(random: Random) -> str:
    while True:
        whole = filled(random, "#????????")
        if weighed(whole, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0:
            return cut(whole, (3, 3, 3), random.choice(("", " ", " ")))


def _au_medicare(random: Random) -> str:
    body = random.choice("23456") + filled(random, "???????")
    whole = f"{body}{weighed(body, (1, 3, 7, 9, 1, 3, 7, 9)) % 10}{random.randrange(1, 6)}"
    return cut(whole, (4, 5, 1), random.choice(("", " ", " ")))


def _au_abn(random: Random) -> str:
    while True:
        whole = filled(random, "##?????????")
        lowered = str(int(whole[0]) - 1) + whole[1:]
        if weighed(lowered, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0:
            return cut(whole, (2, 3, 3, 3), random.choice(("", " ", " ")))


def _steuer(random: Random) -> str:
    digits = random.sample(string.digits, 9)
    digits.append(random.choice(digits))
    random.shuffle(digits)
    while digits[0] == "0" or any(
        digits[at] == digits[at + 1] == digits[at + 2] for at in range(8)
    ):
        random.shuffle(digits)
    product = 10
    for digit in digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    whole = "".join(digits) + str((11 - product) % 10)
    return cut(whole, (2, 3, 3, 3), random.choice(("", " ")))


def _pesel(random: Random) -> str:
    year, month, day = born(random)
    month += 20 * (year >= 2000)
    body = f"{year % 100:02}{month:02}{day:02}{filled(random, '????')}"
    return body + str(-weighed(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def _personnummer(random: Random) -> str:
    year, month, day = born(random)
    body = luhn(f"{year % 100:02}{month:02}{day:02}{filled(random, '???')}")
    century = random.choice(("", str(year // 100)))
    return f"{century}{body[:6]}{random.choice(('-', '-', ''))}{body[6:]}"


def _bsn(random: Random) -> str:
    whole = _until(random, "#???????", (9, 8, 7, 6, 5, 4, 3, 2), 11)
    return cut(whole, (4, 2, 3), random.choice(("", "", ".")))


def _tckn(random: Random) -> str:
    body = filled(random, "#????????")
    tenth = (sum(map(int, body[::2])) * 7 - sum(map(int, body[1::2]))) % 10
    return f"{body}{tenth}{(sum(map(int, body)) + tenth) % 10}"


def _thai(random: Random) -> str:
    body = random.choice("123458") + filled(random, "???????????")
    whole = body + str((11 - weighed(body, tuple(range(13, 1, -1))) % 11) % 10)
    return cut(whole, (1, 4, 5, 2, 1), random.choice(("", "-", " ")))


def _my_number(random: Random) -> str:
    body = filled(random, "???????????")
    rest = weighed(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return cut(body + str(0 if rest < 2 else 11 - rest), (4, 4, 4), random.choice(("", " ", "-")))


def _za_id(random: Random) -> str:
    year, month, day = born(random)
    return luhn(f"{year % 100:02}{month:02}{day:02}{filled(random, '????')}08")


def _npi(random: Random) -> str:
    return luhn("80840" + random.choice("12") + filled(random, "????????"))[5:]


def _dea(random: Random) -> str:
    body = filled(random, "??????")
    total = sum(map(int, body[::2])) + 2 * sum(map(int, body[1::2]))
    return random.choice("ABFGM") + random.choice(LETTERS) + body + str(total % 10)


def _mbi(random: Random) -> str:
    def of(alphabet: str) -> str:
        return random.choice(alphabet)

    mixed, digits = MBI_LETTERS + string.digits, string.digits
    lead = of("123456789") + of(MBI_LETTERS) + of(mixed) + of(digits)
    middle = of(MBI_LETTERS) + of(mixed) + of(digits)
    tail = of(MBI_LETTERS) + of(MBI_LETTERS) + of(digits) + of(digits)
    return random.choice(("", "-")).join((lead, middle, tail))


ALONE: dict[str, Make] = {
    "us_ssn": lambda random: random.choice("-- ").join(_us_ssn(random)),
    "uk_nino": _uk_nino, "in_pan": _in_pan,
    "in_aadhaar": lambda random: cut(_aadhaar(random), (4, 4, 4), random.choice("  -")),
    "fr_nir": _fr_nir, "es_nif": _es_nif, "it_codice_fiscale": _it_codice, "fi_hetu": _fi_hetu,
    "br_cpf": lambda random: "{}.{}.{}-{}".format(*cut(_cpf(random), (3, 3, 3, 2), " ").split()),
    "br_cnpj": _dotted_cnpj,
    "kr_rrn": lambda random: cut(_kr_rrn(random), (6, 7), "-"),
    "cn_ric": _cn_ric, "sg_nric": _sg_nric,
}  # fmt: skip
"""What is known by its form."""

BESIDE: dict[str, Make] = {
    "us_ssn": lambda random: random.choice(("", "", "-", " ")).join(_us_ssn(random)),
    "us_itin": _us_itin,
    "in_aadhaar": _aadhaar,
    "in_pan": lambda random: random.choice((str.lower, str.upper))(_in_pan(random)),
    "br_cpf": _cpf, "br_cnpj": _cnpj, "kr_rrn": _kr_rrn, "uk_nhs": _uk_nhs, "ca_sin": _ca_sin,
    "au_tfn": _au_tfn, "au_medicare": _au_medicare, "au_abn": _au_abn, "de_steuer_id": _steuer,
    "pl_pesel": _pesel, "se_personnummer": _personnummer, "nl_bsn": _bsn, "tr_tckn": _tckn,
    "th_tnin": _thai, "jp_my_number": _my_number, "za_id": _za_id, "us_npi": _npi, "us_dea": _dea,
    "us_mbi": _mbi,
}  # fmt: skip
"""What needs its name beside it."""
