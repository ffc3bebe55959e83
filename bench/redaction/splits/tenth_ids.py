"""Identity numbers of the tenth split, in the ways people and forms write them."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, luhn
from bench.redaction.splits import national
from bench.redaction.splits.forms import cut
from bench.redaction.splits.tenth_marks import any_of, marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "BESIDE"]

NARROW, HARD, BREAK_FREE = "\u202f", "\u00a0", "\u2011"
_AREAS = (
    "110101", "310115", "320106", "330106", "350203", "370202", "410105", "420106", "430102",
    "450103", "500112", "610113", "650102",
)  # fmt: skip
_CF_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
           23)  # fmt: skip
_CF_TOWNS = ("H501", "F205", "L219", "D612", "A944", "G273", "F839", "Z112", "Z404", "L736")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MBI = "ACDEFGHJKMNPQRTUVWXY"
_WMI = ("1HG", "1FT", "1C4", "2T1", "3VW", "5YJ", "JTD", "KMH", "WBA", "WDD", "YV1", "4T1", "JN1")


def _day(random: Random, first: int, last: int) -> tuple[int, int, int]:
    return random.randint(first, last), random.randint(1, 12), random.randint(1, 28)


def _grouped(make: Make, *ways: tuple[Sequence[int], str]) -> Make:
    """Write what is made in one of these groupings; no sizes means as it is."""

    def write(random: Random) -> str:
        text = make(random)
        sizes, separator = random.choice(ways)
        return cut(text, sizes, separator) if sizes else text

    return write


def _mixed(*makes: Make) -> Make:
    return lambda random: random.choice(makes)(random)


def _ssn(random: Random) -> str:
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}{random.randint(1, 99):02}{random.randint(1, 9999):04}"


def _itin(random: Random) -> str:
    group = random.choice((*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)))
    return f"9{random.randint(0, 99):02}{group}{random.randint(0, 9999):04}"


def _nino(random: Random) -> str:
    while True:
        pair = random.choice("ABCEGHJKLMNOPRSTWXYZ") + random.choice("ABCEGHJKLMNPRSTWXYZ")
        if pair not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
            return pair + marked(random, "{d6}") + random.choice("ABCD")


def _pan(random: Random) -> str:
    holder = random.choice("PPPPCHFAT")
    return marked(random, f"{{u3}}{holder}{{u1}}{random.randint(1, 9999):04}{{u1}}")


def _nir(random: Random) -> str:
    year, month, _ = _day(random, 40, 99)
    place = random.choice(("75", "69", "13", "33", "59", "2A", "2B", "06", "67", "35"))
    body = f"{random.choice('12')}{year:02}{month:02}{place}{random.randint(1, 400):03}"
    body += f"{random.randint(1, 600):03}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - number % 97:02}"


def _nif(random: Random) -> str:
    if random.random() < 0.35:
        lead, number = random.randrange(3), random.randint(0, 9_999_999)
        return f"{'XYZ'[lead]}{number:07}{dni_letter(lead * 10**7 + number)}"
    number = random.randint(1_000_000, 79_999_999)
    return f"{number:08}{dni_letter(number)}"


def _codice(random: Random) -> str:
    name = "".join(random.choice("BCDFGLMNPRSTVZ") for _ in range(6))
    year, month, day = _day(random, 45, 99)
    body = f"{name}{year:02}{'ABCDEHLMPRST'[month - 1]}{day + random.choice((0, 40)):02}"
    body += random.choice(_CF_TOWNS)
    total = 0
    for place, letter in enumerate(body):
        value = int(letter) if letter.isdigit() else ord(letter) - 65
        total += value if place % 2 else _CF_ODD[value]
    return body + string.ascii_uppercase[total % 26]


def _hetu(random: Random) -> str:
    year, month, day = _day(random, 1930, 2015)
    mark = random.choice("-YXWVU" if year < 2000 else "ABCDEF")
    number, born = random.randint(2, 899), f"{day:02}{month:02}{year % 100:02}"
    letter = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(f"{born}{number:03}") % 31]
    return f"{born}{mark}{number:03}{letter}"


def _ric(random: Random) -> str:
    year, month, day = _day(random, 1950, 2012)
    body = f"{random.choice(_AREAS)}{year}{month:02}{day:02}{random.randint(1, 999):03}"
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def _pesel(random: Random) -> str:
    year, month, day = _day(random, 1945, 2010)
    body = f"{year % 100:02}{month + 20 * (year >= 2000):02}{day:02}{random.randint(0, 9999):04}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    return body + str(-sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 10)


def _nric(random: Random) -> str:
    lead, digits = random.choice("SSTTFG"), marked(random, "{d7}")
    weights = (2, 7, 6, 5, 4, 3, 2)
    total = sum(int(a) * b for a, b in zip(digits, weights, strict=True))
    total += 4 * (lead in "TG")
    return lead + digits + ("JZIHGFEDCBA" if lead in "ST" else "XWUTRQPNMLK")[total % 11]


def _dashed(random: Random) -> str:
    number = _nif(random)
    return f"{number[:-1]}-{number[-1]}"


def _person(random: Random) -> str:
    return "{}{}{}.{}{}{}.{}{}{}-{}{}".format(*national.cpf(random))


def _company(random: Random) -> str:
    return "{}{}.{}{}{}.{}{}{}/{}{}{}{}-{}{}".format(*national.cnpj(random))


def _nhs(random: Random) -> str:
    while True:
        body = marked(random, random.choice(("4{d8}", "6{d8}", "7{d8}")))
        check = -sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11
        if check < 10:
            return body + str(check)


def _mbi(random: Random) -> str:
    letter, mixed = (lambda: random.choice(_MBI)), (lambda: random.choice(_MBI + string.digits))
    digit = lambda: random.choice(string.digits)  # noqa: E731 three of a kind
    return "".join((random.choice("123456789"), letter(), mixed(), digit(), letter(), mixed(),
                    digit(), letter(), letter(), digit(), digit()))  # fmt: skip


def _vin(random: Random) -> str:
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
    allowed = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    while True:
        text = random.choice(_WMI) + "".join(random.choices(allowed, k=5)) + "0"
        text += random.choice("GHJKLMNPRSTV") + random.choice("ABCDFGHJKLMNPRSU")
        text += marked(random, "{d6}")
        weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
        total = sum(int(values.get(a, a)) * b for a, b in zip(text, weights, strict=True)) % 11
        return f"{text[:8]}{'0123456789X'[total]}{text[9:]}"


def _imei(random: Random) -> str:
    kinds = ("35{d12}", "86{d12}", "01{d12}", "99000{d9}")
    return luhn(marked(random, random.choice(kinds)))


def _npi(random: Random) -> str:
    body = marked(random, random.choice("12") + "{d8}")
    return luhn("80840" + body)[5:]


def _routing(random: Random) -> str:
    lead = random.choice((*range(1, 13), *range(21, 33)))
    body = f"{lead:02}" + marked(random, "{d6}")
    check = sum(int(a) * b for a, b in zip(body, (3, 7, 1) * 3, strict=False))
    return body + str(-check % 10)


def _passport(random: Random) -> str:
    german = "CFGHJKLMNPRTVWXYZ0123456789"
    first, rest = random.choice("CFGHJK"), "".join(random.choices(german, k=8))
    if sum(map(str.isdigit, rest)) > 1 and random.random() < 0.15:
        return first + rest
    return marked(random, random.choice((
        "A{d8}", "{D1}{d8}", "{d2}{u2}{d5}", "{u1}{D1}{d6}", "A{u1}{d6}", "PA{d7}", "PE{d7}",
        "T{u1}{d7}", "M{d8}", "M{d3}A{d4}", "E{D1}{d7}", "EA{d7}", "F{u1}{d6}", "YA{d7}", "YB{d7}",
        "PA{u1}{d6}", "NA{d7}", "EK{d7}", "7{i0-9} {d7}", "7{i0-9}{d7}", "F{u1}{d6}", "U{d8}",
        "K{d7}{u1}", "C{d7}", "X{d7}", "LA{d6}", "P{d7}", "L{u1}{d6}", "AR{d7}", "P{d7}B",
    )))  # fmt: skip


_licence = any_of(
    "{u1}{d7}", "{u1}{d12}", "{u1}{d3}-{d3}-{d2}-{d3}-{d1}", "{D1}{d8}", "{D1}{d7}",
    "{u1}{d3}-{d4}-{d4}", "{u1}{d4}-{d5}-{d5}", "{u5}{d1}{p1-12}{p1-28}{d1}{u2}{d1}{u2}",
    "B{d3}{u2}{d2}{u1}{d2}", "U1{u1}{d6}{u1}", "{D1}{d11}", "{d2}{u2}{d5}",
    "{u2}{d2} 20{p10-23}{d7}", "{u2}-{d2}-20{p10-23}-{d7}", "{p11-28}-{p10-23}-{d6}-{d2}",
    "{u1}{d14}", "{D1}{d9}",
)  # fmt: skip


def _born(random: Random) -> str:
    year, month, day = _day(random, 1938, 2014)
    long = _MONTHS[month - 1]
    return random.choice((
        f"{year}-{month:02}-{day:02}", f"{month:02}/{day:02}/{year}", f"{day:02}/{month:02}/{year}",
        f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year}", f"{day:02}-{month:02}-{year}",
        f"{long} {day}, {year}", f"{day} {long} {year}", f"{day:02}-{long[:3]}-{year}",
        f"{long[:3]} {day}, {year}", f"{year}/{month:02}/{day:02}", f"{year}年{month}月{day}日",
        f"{year}{month:02}{day:02}", f"{month}/{day}/{year}", f"{day} {long[:3]} {year}",
        f"{day} de {random.choice(('enero', 'marzo', 'mayo', 'octubre'))} de {year}",
        f"{year}.{month:02}.{day:02}",
        f"{day}. {random.choice(('Januar', 'März', 'Juni', 'Oktober', 'Dezember'))} {year}",
        f"{day} {random.choice(('janvier', 'avril', 'août', 'décembre'))} {year}",
        f"{year}-{month:02}-{day:02}T00:00:00Z", f"{year}년 {month}월 {day}일",
        f"{day} {random.choice(('января', 'мая', 'июля', 'октября'))} {year}",
    ))  # fmt: skip


_bare = ((), "")
_S333 = (3, 3, 3)
ALONE: dict[str, Make] = {
    "us_ssn": _grouped(
        _ssn, *[((3, 2, 4), mark) for mark in ("-", "-", "-", BREAK_FREE, "\u2013")],
    ),
    "uk_nino": _grouped(
        _nino, _bare, ((2, 2, 2, 2, 1), " "), ((2, 6, 1), " "), ((2, 2, 2, 2, 1), HARD),
    ),
    "in_pan": _pan,
    "in_aadhaar": _grouped(
        national.aadhaar, *[((4, 4, 4), mark) for mark in (" ", " ", "-", HARD, NARROW)],
    ),
    "fr_nir": _grouped(
        _nir, _bare, ((1, 2, 2, 2, 3, 3, 2), " "), ((1, 2, 2, 2, 3, 3, 2), HARD), ((13, 2), " "),
        ((1, 2, 2, 2, 3, 3, 2), "."),
    ),
    "es_nif": _mixed(_nif, _nif, _dashed),
    "it_codice_fiscale": _grouped(_codice, _bare, _bare, ((3, 3, 5, 5), " ")), "fi_hetu": _hetu,
    "br_cpf": _person, "br_cnpj": _company, "kr_rrn": _grouped(national.rrn, ((6, 7), "-")),
    "cn_ric": _ric, "sg_nric": _nric,
}  # fmt: skip
"""Of tier A: these need no word beside them."""
BESIDE: dict[str, Make] = {
    "us_ssn": _grouped(
        _ssn, _bare, ((3, 2, 4), " "), ((3, 2, 4), "."), ((1,) * 9, " "), ((3, 2, 4), " - "),
    ),
    "us_itin": _grouped(_itin, _bare, ((3, 2, 4), "-"), ((3, 2, 4), " ")),
    "in_aadhaar": _grouped(national.aadhaar, _bare, _bare, ((4, 4, 4), ".")),
    "in_pan": _mixed(lambda random: _pan(random).lower(), _grouped(_pan, ((5, 4, 1), " "))),
    "br_cpf": _grouped(national.cpf, _bare, ((9, 2), "-"), ((3, 3, 3, 2), " ")),
    "br_cnpj": _grouped(national.cnpj, _bare, ((8, 4, 2), " "), ((12, 2), "-")),
    "kr_rrn": _grouped(national.rrn, _bare, ((6, 7), " ")),
    "uk_nhs": _grouped(_nhs, _bare, ((3, 3, 4), " "), ((3, 3, 4), "-"), ((3, 3, 4), HARD)),
    "ca_sin": _grouped(national.sin, _bare, (_S333, " "), (_S333, "-"), (_S333, ".")),
    "au_tfn": _grouped(national.tfn, _bare, (_S333, " "), (_S333, "-")),
    "au_medicare": _grouped(national.medicare, _bare, ((4, 5, 1), " "), ((4, 5, 1), "-")),
    "au_abn": _grouped(national.abn, _bare, ((2, 3, 3, 3), " "), ((2, 3, 3, 3), HARD)),
    "de_steuer_id": _grouped(national.steuer, _bare, ((2, 3, 3, 3), " "), ((2, 3, 3, 3), "/")),
    "pl_pesel": _pesel,
    "se_personnummer": _mixed(
        _grouped(national.personnummer, _bare, ((6, 4), "-"), ((6, 4), " ")),
        lambda random: "19" + cut(national.personnummer(random), (6, 4), random.choice(("-", ""))),
    ),
    "nl_bsn": _grouped(national.bsn, _bare, (_S333, "."), (_S333, " "), ((4, 2, 3), ".")),
    "tr_tckn": _grouped(national.tckn, _bare, ((3, 3, 3, 2), " ")),
    "th_tnin": _grouped(national.thai, _bare, ((1, 4, 5, 2, 1), "-"), ((1, 4, 5, 2, 1), " ")),
    "jp_my_number": _grouped(national.mynumber, _bare, ((4, 4, 4), " "), ((4, 4, 4), "-")),
    "za_id": _grouped(national.za_id, _bare, ((6, 4, 3), " "), ((6, 4, 2, 1), " ")),
    "vin": _mixed(_vin, _vin, lambda random: _vin(random).lower()),
    "imei": _grouped(_imei, _bare, ((2, 6, 6, 1), "-"), ((2, 6, 6, 1), " "), ((6, 2, 6, 1), " ")),
    "us_npi": _npi, "us_dea": national.dea,
    "us_mbi": _grouped(_mbi, _bare, ((4, 3, 4), "-"), ((4, 3, 4), " ")),
    "us_routing": _grouped(_routing, _bare, _bare, ((4, 4, 1), "-")),
    "us_bank_account": any_of(
        "{D1}{d8}", "{D1}{d9}", "{D1}{d11}", "000{D1}{d8}", "{D1}{d6}-{d3}", "{D1}{d3} {d4} {d4}",
        "{D1}{d7}",
    ),
    "passport": _passport, "driver_license": _licence, "date_of_birth": _born,
}  # fmt: skip
"""Of tier B: these need their words."""
