"""Numbers that states give to people, with their check digits and the ways they are written."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, luhn
from bench.redaction.splits.forms import cut, filled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "BESIDE"]


def _digits(random: Random, count: int) -> str:
    return filled(random, "?" * count)


def _sum(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _day(random: Random, first: int = 1945, last: int = 2006) -> tuple[int, int, int]:
    return random.randint(first, last), random.randint(1, 12), random.randint(1, 28)


def _either(made: Make, *shapes: tuple[tuple[int, ...], str]) -> Make:
    """Return what writes a number in one of several groupings."""

    def make(random: Random) -> str:
        sizes, separator = random.choice(shapes)
        return cut(made(random), sizes, separator)

    return make


_TOGETHER: tuple[tuple[int, ...], str] = ((), "")


def _ssn(random: Random) -> str:
    area = random.choice([*range(1, 666), *range(667, 900)])
    return f"{area:03}{random.randint(1, 99):02}{random.randint(1, 9999):04}"


def _itin(random: Random) -> str:
    middle = random.choice([*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)])
    return f"9{_digits(random, 2)}{middle}{random.randint(1, 9999):04}"


def _nino(random: Random) -> str:
    while True:
        head = random.choice("ABCEGHJKLMNOPRSTWXYZ") + random.choice("ABCEGHJKLMNPRSTWXYZ")
        if head not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
            break
    text = head + _digits(random, 6) + random.choice("ABCD")
    sizes = random.choice([(), (), (2, 2, 2, 2), (2, 2, 2, 2), (2, 6)])
    text = cut(text, sizes, random.choice(" -") if len(sizes) > 2 else " ")
    return text.lower() if random.random() < 0.1 else text


def _pan(random: Random) -> str:
    return filled(random, "^^^") + random.choice("PPPPPCHFATBLJG") + filled(random, "^????^")


_TIMES = [[0] * 10 for _ in range(10)]
for _a in range(10):
    for _b in range(10):
        _TIMES[_a][_b] = (
            (_a + _b) % 5 + 5 * (_b > 4)
            if _a < 5
            else (_a - _b) % 5 + 5 * (_b < 5)
        )  # fmt: skip


def _verhoeff(body: str) -> str:
    start, rows = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [list(range(10))]
    for _ in range(7):
        rows.append([start[each] for each in rows[-1]])
    state = 0
    for place, digit in enumerate(reversed(body), 1):
        state = _TIMES[state][rows[place % 8][int(digit)]]
    return body + str(next(each for each in range(10) if _TIMES[state][each] == 0))


def _aadhaar(random: Random) -> str:
    return _verhoeff(random.choice("23456789") + _digits(random, 10))


def _nir(random: Random) -> str:
    place = random.choice(
        [f"{random.choice([*range(1, 20), *range(21, 96)]):02}", "2A", "2B", "97", "99"]
    )
    commune = f"{random.randint(1, 589):03}"
    if place == "97":
        commune = f"{random.randint(1, 6)}{random.randint(1, 40):02}"
    head = f"{random.choice('12')}{_digits(random, 2)}{random.randint(1, 12):02}"
    body = head + place + commune + f"{random.randint(1, 999):03}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - number % 97:02}"


def _nif(random: Random) -> str:
    if random.random() < 0.6:
        number = random.randint(100_000, 99_999_999)
        digits, letter = f"{number:08}", dni_letter(number)
        forms = [f"{digits}{letter}"] * 3 + [f"{digits}-{letter}", f"{digits} {letter}"]
        dotted = f"{digits[:2]}.{digits[2:5]}.{digits[5:]}"
        text = random.choice([*forms, f"{dotted}-{letter}", f"{dotted} {letter}"])
    else:
        first, digits = random.choice("XYZ"), _digits(random, 7)
        letter = dni_letter(int("XYZ".index(first) * 10**7 + int(digits)))
        text = random.choice(["{}{}{}", "{}{}{}", "{}-{}-{}", "{}-{}{}", "{} {} {}"])
        text = text.format(first, digits, letter)
    is_small = random.random() < 0.1 and " " not in text and "." not in text
    return text.lower() if is_small else text


_ODD = dict(
    zip(
        string.digits + string.ascii_uppercase,
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11,
         3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23],
        strict=True,
    )
)  # fmt: skip


def _fiscale(random: Random) -> str:
    def part() -> str:
        return "".join(random.choice("BCDFGLMNPRSTVZ") for _ in range(3))

    year, _, day = _day(random)
    day += 40 * random.randrange(2)
    text = f"{part()}{part()}{year % 100:02}{random.choice('ABCDEHLMPRST')}{day:02}"
    text += random.choice("ABCDEFGHILMZ") + f"{random.randint(101, 899)}"
    if random.random() < 0.1:
        text = text[:-1] + "LMNPQRSTUV"[int(text[-1])]
    total = sum(
        _ODD[each] if place % 2 == 0 else int(each, 36) - 10 * each.isalpha()
        for place, each in enumerate(text)
    )
    text += string.ascii_uppercase[total % 26]
    text = cut(text, random.choice([()] * 5 + [(3, 3, 5, 5)]), " ")
    return text.lower() if random.random() < 0.1 else text


def _hetu(random: Random) -> str:
    year, month, day = _day(random, 1930, 2020)
    sign = random.choice("-----YXWVU")
    if year >= 2000:
        sign = random.choice("AAAAABCDEF")
    body = f"{day:02}{month:02}{year % 100:02}"
    serial = f"{random.randint(2, 899):03}"
    return f"{body}{sign}{serial}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(body + serial) % 31]}"


def _mod11(body: str, weights: Sequence[int]) -> str:
    """Append a Brazilian digit; letters count from 17 on."""
    rest = sum((ord(each) - 48) * weight for each, weight in zip(body, weights, strict=True)) % 11
    return body + str(0 if rest < 2 else 11 - rest)


def _cpf(random: Random) -> str:
    body = _mod11(_digits(random, 9), range(10, 1, -1))
    return _mod11(body, range(11, 1, -1))


def _cnpj(random: Random) -> str:
    letters = random.random() < 0.15
    body = (
        filled(random, "!!!!!!!!!!!!")
        if letters
        else f"{_digits(random, 8)}000{_digits(random, 1)}"
    )
    weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    return _mod11(_mod11(body, weights), [6, *weights])


def _cnpj_printed(random: Random) -> str:
    text = _cnpj(random)
    return f"{text[:2]}.{text[2:5]}.{text[5:8]}/{text[8:12]}-{text[12:]}"


def _cpf_printed(random: Random) -> str:
    text = _cpf(random)
    return random.choice([f"{cut(text[:9], (3, 3, 3), '.')}-{text[9:]}"] * 5 + [
        f"{text[:9]}-{text[9:]}"
    ])  # fmt: skip


def _rrn(random: Random) -> str:
    year, month, day = _day(random, 1950, 2019)
    century = random.choice("1256" if year < 2000 else "3478")
    body = f"{year % 100:02}{month:02}{day:02}{century}{_digits(random, 5)}"
    base = 13 if century in "5678" else 11  # numbers of foreigners
    return body + str((base - _sum(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10)


_REGIONS = ("110101", "110108", "310104", "310115", "440106", "440305", "330106", "320106",
            "510107", "420106", "610113", "370102", "350203", "500103", "120101", "230103",
            "430104", "210102", "410105", "650102")  # fmt: skip


def _ric(random: Random) -> str:
    year, month, day = _day(random)
    body = f"{random.choice(_REGIONS)}{year}{month:02}{day:02}{random.randint(1, 999):03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    text = body + "10X98765432"[_sum(body, weights) % 11]
    text = text.lower() if random.random() < 0.3 else text
    return cut(text, random.choice([()] * 7 + [(6, 8, 4)]), " ")


def _nric(random: Random) -> str:
    first, digits = random.choice("SSTTFGM"), _digits(random, 7)
    if first in "ST":
        year = random.randint(45, 99) if first == "S" else random.randint(0, 20)
        digits = f"{year:02}{digits[2:]}"
    total = _sum(digits, [2, 7, 6, 5, 4, 3, 2]) + {"T": 4, "G": 4, "M": 3}.get(first, 0)
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "XWUTRQPNJLK"}.get(first, "XWUTRQPNMLK")
    text = first + digits + table[total % 11]
    return text.lower() if random.random() < 0.1 else text


def _checked(body: Make, check: Sequence[int], modulus: int, *, complement: bool) -> Make:
    """Return what appends a weighted digit; bodies whose digit would be ten are passed over."""

    def make(random: Random) -> str:
        while True:
            text = body(random)
            digit = _sum(text, check) % modulus
            digit = (modulus - digit) % modulus if complement else digit
            if digit < 10:
                return f"{text}{digit}"

    return make


def _tfn(random: Random) -> str:
    while True:
        text = random.choice("123456789") + _digits(random, 8)
        if _sum(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0:
            return text


def _medicare(random: Random) -> str:
    body = random.choice("23456") + _digits(random, 7)
    text = f"{body}{_sum(body, [1, 3, 7, 9, 1, 3, 7, 9]) % 10}{random.randint(1, 5)}"
    printed = f"{text[:4]} {text[4:9]} {text[9]}"
    return random.choice([text, printed, printed, f"{printed}/{random.randint(1, 5)}",
                          f"{text[:4]}-{text[4:9]}-{text[9]}"])  # fmt: skip


def _abn(random: Random) -> str:
    weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
    while True:
        text = random.choice("123456789") + _digits(random, 10)
        if _sum(str(int(text[0]) - 1) + text[1:], weights) % 89 == 0:
            return text


def _steuer(random: Random) -> str:
    while True:
        digits = random.sample(string.digits, 9)
        digits.append(random.choice(digits))
        random.shuffle(digits)
        if digits[0] != "0" and "".join(digits).find(3 * max(digits, key=digits.count)) < 0:
            break
    product = 10
    for each in digits:
        total = (int(each) + product) % 10 or 10
        product = 2 * total % 11
    return f"{''.join(digits)}{(11 - product) % 10}"


def _pesel(random: Random) -> str:
    year, month, day = _day(random)
    month += 20 * (year >= 2000)
    body = f"{year % 100:02}{month:02}{day:02}{_digits(random, 4)}"
    return body + str(-_sum(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)


def _personnummer(random: Random) -> str:
    year, month, day = _day(random)
    day += 60 * (random.random() < 0.1)
    text = luhn(f"{year % 100:02}{month:02}{day:02}{_digits(random, 3)}")
    century = random.choice(["", str(year)[:2]])
    return century + text[:6] + random.choice(["-", "-", "", " "]) + text[6:]


def _bsn(random: Random) -> str:
    while True:
        text = random.choice("123456789") + _digits(random, 8)
        if (_sum(text[:8], range(9, 1, -1)) - int(text[8])) % 11 == 0:
            return text


def _tckn(random: Random) -> str:
    text = random.choice("123456789") + _digits(random, 8)
    values = [int(each) for each in text]
    text += str((7 * sum(values[::2]) - sum(values[1::2])) % 10)
    return text + str(sum(map(int, text)) % 10)


def _my_number(random: Random) -> str:
    body = _digits(random, 11)
    rest = _sum(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    return body + str(0 if rest < 2 else 11 - rest)


def _za(random: Random) -> str:
    year, month, day = _day(random)
    return luhn(f"{year % 100:02}{month:02}{day:02}{_digits(random, 4)}{random.choice('0001')}8")


def _thai(random: Random) -> str:
    body = random.choice("12345678") + _digits(random, 11)
    return body + str((11 - _sum(body, range(13, 1, -1)) % 11) % 10)


def _thai_printed(random: Random) -> str:
    return cut(_thai(random), *random.choice([_TOGETHER, ((1, 4, 5, 2), "-"), ((1, 4, 5, 2), " ")]))


ALONE: dict[str, Make] = {
    "us_ssn": _either(_ssn, *[((3, 2), "-")] * 5, ((3, 2), " ")),
    "uk_nino": _nino,
    "in_pan": _pan,
    "in_aadhaar": _either(_aadhaar, *[((4, 4), " ")] * 3, ((4, 4), "-")),
    "fr_nir": _either(
        _nir, _TOGETHER, _TOGETHER, ((1, 2, 2, 2, 3, 3), " "), ((1, 2, 2, 2, 3, 3), " "),
        ((13,), " "), ((1, 2, 2, 2, 3, 3), "-"), ((1, 2, 2, 2, 3, 3), "."),
    ),
    "es_nif": _nif,
    "it_codice_fiscale": _fiscale,
    "fi_hetu": _hetu,
    "br_cpf": _cpf_printed,
    "br_cnpj": _cnpj_printed,
    "kr_rrn": _either(_rrn, ((6,), "-")),
    "cn_ric": _ric,
    "sg_nric": _nric,
}  # fmt: skip
BESIDE: dict[str, Make] = {
    "us_ssn": _either(_ssn, _TOGETHER, _TOGETHER, ((3, 2), "."), ((3, 2), " "), ((3, 2), "-")),
    "us_itin": _either(_itin, _TOGETHER, ((3, 2), "-"), ((3, 2), "-"), ((3, 2), " ")),
    "in_aadhaar": _either(_aadhaar, _TOGETHER, _TOGETHER, ((4, 4), " ")),
    "in_pan": lambda random: _pan(random).lower() if random.random() < 0.3 else _pan(random),
    "br_cpf": _either(_cpf, _TOGETHER, _TOGETHER, ((3, 3, 3), " ")),
    "br_cnpj": _cnpj,
    "kr_rrn": _either(_rrn, _TOGETHER, ((6,), " "), ((6,), "-")),
    "uk_nhs": _either(
        _checked(lambda random: random.choice("4679") + _digits(random, 8),
                 range(10, 1, -1), 11, complement=True),
        ((3, 3), " "), ((3, 3), " "), ((3, 3), "-"), _TOGETHER,
    ),
    "ca_sin": _either(
        lambda random: luhn(random.choice("1234567") + _digits(random, 7)),
        ((3, 3), " "), ((3, 3), "-"), _TOGETHER,
    ),
    "au_tfn": _either(_tfn, ((3, 3), " "), _TOGETHER, ((3, 3), "-")),
    "au_medicare": _medicare,
    "au_abn": _either(_abn, ((2, 3, 3), " "), ((2, 3, 3), " "), _TOGETHER, ((2, 3, 3), "-")),
    "de_steuer_id": _either(_steuer, ((2, 3, 3), " "), _TOGETHER, _TOGETHER, ((2, 3, 3), "/")),
    "pl_pesel": _pesel,
    "se_personnummer": _personnummer,
    "nl_bsn": _either(_bsn, _TOGETHER, _TOGETHER, ((4, 2), "."), ((3, 3), " "), ((4, 2), " ")),
    "tr_tckn": _either(_tckn, _TOGETHER, _TOGETHER, ((3, 3, 3), " ")),
    "th_tnin": _thai_printed,
    "jp_my_number": _either(_my_number, _TOGETHER, ((4, 4), " "), ((4, 4), "-")),
    "za_id": _either(_za, _TOGETHER, _TOGETHER, ((6, 4, 2), " ")),
}  # fmt: skip
