"""Numbers of the fifth split: of people, banks, devices and networks, as they are written."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, in_fours, luhn
from bench.redaction.splits import national
from bench.redaction.splits.forms import cut, filled, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["IDS", "disguised", "lowered", "ssn"]

_DASHES = ("-", "\u2010", "\u2011", "\u2013", "\u2212")
_SPACES = (" ", "\u00a0", "\u202f", "\u2009")
_WIDE = str.maketrans("0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")


def _grouped(make: Make, *ways: tuple[Sequence[int], str]) -> Make:
    """Return what writes a number in one of these groupings, or in none."""

    def made(random: Random) -> str:
        sizes, separator = random.choice((((), ""), *ways))
        return cut(make(random), sizes, separator)

    return made


def lowered(make: Make) -> Make:
    """Return what writes a third of the values in small letters."""
    return lambda random: make(random).lower() if random.random() < 0.33 else make(random)


def disguised(make: Make) -> Make:
    """Return what writes some values with the signs of word processors, browsers and keyboards."""

    def made(random: Random) -> str:
        text = make(random)
        if random.random() < 0.75:
            return text
        at = random.randrange(1, len(text))
        return random.choice(
            (
                text.replace("-", random.choice(_DASHES)).replace(" ", random.choice(_SPACES)),
                text.translate(_WIDE),
                text.replace(" ", "%20").replace("@", "%40").replace("+", "%2B"),
                text.replace("-", "\\u002d").replace("@", "\\u0040").replace(" ", "\\u00a0"),
                text[:at] + random.choice(("\u200b", "\u2060", "\u00ad")) + text[at:],
            )
        )

    return made


def _date(random: Random) -> tuple[int, int, int]:
    return random.randrange(1935, 2012), random.randrange(1, 13), random.randrange(1, 29)


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _card(random: Random) -> str:
    prefix, lengths = random.choice(
        (
            (f"4{random.randrange(10**5):05}", (13, 16, 16, 16, 19)),
            (random.randrange(51, 56), (16,)), (random.randrange(2221, 2721), (16,)),
            (random.choice((34, 37)), (15,)), (random.choice((6011, 644, 647, 649, 65)), (16,)),
            (random.choice((300, 305, 36, 38)), (14,)), (random.randrange(3528, 3590), (16,)),
            (62, (16, 17, 18, 19)), (random.choice((2200, 2202, 2204)), (16,)),
            (random.choice((5018, 5020, 5038, 5893, 6304, 6759, 6761)), range(12, 20)),
            (random.choice((508500, 606985, 652150)), (16,)),
            (random.choice((636368, 438935, 504175, 606282)), (16,)), (9792, (16,)),
        )
    )  # fmt: skip
    length = random.choice(lengths)
    number = luhn(f"{prefix}" + filled(random, "?" * (length - len(f"{prefix}") - 1)))
    sizes = {14: (4, 6), 15: (4, 6)}.get(length, (4,) * ((length - 1) // 4))
    return cut(number, random.choice(((), sizes)), random.choice(" -"))


def ssn(random: Random) -> str:
    """United States: no area 000, 666 or 9xx, no group 00, no serial 0000; nine digits."""
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}{random.randrange(1, 100):02}{random.randrange(1, 10000):04}"


def _itin(random: Random) -> str:
    groups = [*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)]
    return filled(random, f"9??{random.choice(groups)}????")


_IBANS = (
    ("AD", "8? 12!"), ("AE", "19?"), ("AL", "8? 16!"), ("AT", "16?"), ("AZ", "4^ 20!"),
    ("BA", "16?"), ("BE", "12?"), ("BH", "4^ 14!"), ("BR", "23? 1^ 1!"), ("BY", "4! 4? 16!"),
    ("CH", "5? 12!"), ("CR", "18?"), ("CZ", "20?"), ("DE", "18?"), ("DK", "14?"), ("DO", "4! 20?"),
    ("ES", "20?"), ("FI", "14?"), ("FR", "10? 11! 2?"), ("GB", "4^ 14?"),
    ("GL", "14?"), ("GR", "7? 16!"), ("GT", "24!"), ("HR", "17?"), ("HU", "24?"), ("IE", "4^ 14?"),
    ("IL", "19?"), ("IQ", "4^ 15?"), ("IT", "1^ 10? 12!"), ("JO", "4^ 4? 18!"), ("KW", "4^ 22!"),
    ("LB", "4? 20!"), ("LT", "16?"), ("LU", "3? 13!"), ("LY", "21?"), ("MD", "20!"), ("ME", "18?"),
    ("MK", "3? 10! 2?"), ("MR", "23?"), ("MT", "4^ 5? 18!"), ("NL", "4^ 10?"), ("NO", "11?"),
    ("PK", "4^ 16!"), ("PL", "24?"), ("PS", "4^ 21!"), ("PT", "21?"), ("QA", "4^ 21!"),
    ("RO", "4^ 16!"), ("RS", "18?"), ("SC", "4^ 20? 3^"), ("SE", "20?"), ("SK", "20?"),
    ("SM", "1^ 10? 12!"), ("ST", "21?"), ("SV", "4^ 20?"), ("TL", "19?"), ("TN", "20?"),
    ("TR", "5? 10 16!"), ("UA", "6? 19!"), ("VA", "18?"), ("VG", "4^ 16?"), ("XK", "16?"),
    ("SD", "14?"), ("BI", "23?"), ("DJ", "23?"), ("SO", "19?"), ("NI", "4^ 20?"), ("MN", "16?"),
    ("FK", "2^ 12?"), ("OM", "3? 16!"), ("RU", "14? 15!"),
)  # fmt: skip
"""Countries of the registry, and the form of what a bank gives: so many digits, letters, either."""


def _iban(random: Random) -> str:
    country, form = random.choice(_IBANS)
    whole = iban(country, filled(random, "".join(p[-1] * int(p[:-1]) for p in form.split())))
    groups = in_fours(whole)
    return random.choice((whole, whole, groups, groups, whole.lower(), groups.replace(" ", "-")))


_bic = one_of(
    *["DEUTDEFF", "DEUTDEFF500", "BNPAFRPP", "CHASUS33XXX", "INGBNL2A", "NDEASESS", "BARCGB22",
    "UBSWCHZH80A"],
    "^^^^FR!!", "^^^^US33", "^^^^ITMM!!!", "^^^^ESMM", "^^^^JPJT", "^^^^PLPWXXX", "^^^^BRSP",
)  # fmt: skip


def _nhs(random: Random) -> str:
    while True:
        digits = filled(random, "#????????")
        check = -_weighted(digits, range(10, 1, -1)) % 11
        if check != 10:
            return digits + str(check)


def _nino(random: Random) -> str:
    pair = random.choice(
        [
            "AB",
            "CE",
            "EA",
            "GP",
            "HJ",
            "JM",
            "KX",
            "LA",
            "NS",
            "OA",
            "PX",
            "RT",
            "SR",
            "TA",
            "WL",
            "YX",
            "ZR",
        ][:9]
    )
    body = pair + filled(random, "??????") + random.choice("ABCD")
    return cut(body, random.choice(((), (2, 2, 2, 2), (2, 6))), random.choice(" -"))


def _pan(random: Random) -> str:
    return filled(random, f"^^^{random.choice('PPPCHFATBLJG')}^????^").replace("0000", "0071")


def _nir(random: Random) -> str:
    year, month, _ = _date(random)
    place = random.choice((f"{random.randrange(1, 96):02}", "2A", "2B", "99", "97"))
    place = place if place != "20" else "75"
    rest = f"{random.randrange(101, 600):03}" + f"{random.randrange(1, 999):03}"
    body = f"{random.choice('12')}{year % 100:02}{month:02}{place}{rest}"
    number = int(body.replace("2A", "19").replace("2B", "18") if place in {"2A", "2B"} else body)
    whole = f"{body}{97 - number % 97:02}"
    return cut(whole, random.choice(((), (1, 2, 2, 2, 3, 3), (13,))), " ")


def _nif(random: Random) -> str:
    number, lead = random.randrange(10**6, 10**7), random.randrange(3)
    full = random.randrange(10_000_000, 99_999_999)
    nie, nif = dni_letter(int(f"{lead}{number}")), dni_letter(full)
    dots = f"{full:,}".replace(",", ".")
    return random.choice(
        (
            f"{full}{nif}", f"{full}-{nif}", f"{dots}-{nif}", f"{dots}{nif}", f"{full} {nif}",
            f"{'XYZ'[lead]}{number}{nie}", f"{'XYZ'[lead]}-{number}-{nie}",
            f"{'XYZ'[lead]}{number}-{nie}", f"{full}{nif}".lower(),
        )
    )  # fmt: skip


_ODD = dict(
    zip(
        string.digits + string.ascii_uppercase,
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3,
         6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip


def _fiscale(random: Random) -> str:
    year, month, day = _date(random)
    names = random.choice(("RSSMRA", "BNCGLI", "FRRLCU", "CNTMRN", "FOXDRA", "BRBNNA"))
    born = f"{year % 100:02}{'ABCDEHLMPRST'[month - 1]}{day + random.choice((0, 40)):02}"
    body = names + born + random.choice(("H501", "F205", "L219", "Z404", "A944", "G273"))
    if random.random() < 0.15:
        body = body[:14] + "LMNPQRSTUV"[int(body[14])]  # two people of one code
    even = sum(int(each, 36) - 10 * each.isalpha() for each in body[1::2])
    whole = body + chr(65 + (sum(_ODD[each] for each in body[::2]) + even) % 26)
    spaced = cut(whole, (3, 3, 5, 5), " ")
    return random.choice((whole, whole, whole, whole.lower(), spaced))


def _sin(random: Random) -> str:
    while (number := national.sin(random))[0] == "8":
        continue
    return number


def _steuer(random: Random) -> str:
    """Germany: since 2016 one digit may stand thrice, not in a row."""
    if random.random() < 0.5:
        return national.steuer(random)
    digits = random.sample("123456789", 8)
    twin, lead = digits[0], digits[1:]
    body = "".join([twin, *lead[:3], twin, *lead[3:6], twin, lead[6]])
    product = 10
    for digit in body:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return body + str((11 - product) % 10)


def _pesel(random: Random) -> str:
    year, month, day = _date(random)
    body = f"{year % 100:02}{month + 20 * (year >= 2000):02}{day:02}" + filled(random, "????")
    return body + str(-_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def _personnummer(random: Random) -> str:
    year, month, day = _date(random)
    day += random.choice((0, 0, 0, 60))  # a number of coordination
    short = luhn(f"{year % 100:02}{month:02}{day:02}" + filled(random, "???"))
    century = random.choice(("", str(year // 100)))
    return f"{century}{short[:6]}{random.choice(('-', '-', ''))}{short[6:]}"


def _hetu(random: Random) -> str:
    year, month, day = _date(random)
    date, number = f"{day:02}{month:02}{year % 100:02}", f"{random.randrange(2, 900):03}"
    sign = random.choice("ABCDEF" if year >= 2000 else "-YXWVU")
    return f"{date}{sign}{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(date + number) % 31]}"


def _cnpj(random: Random) -> str:
    """Brazil: since 2026 with letters, which count as their code less 48."""
    body = filled(random, random.choice(("########0001", "!!!!!!!!!!!!")))
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    for _ in range(2):
        total = sum((ord(a) - 48) * b for a, b in zip(body, weights[-len(body) :], strict=True))
        body += str(0 if total % 11 < 2 else 11 - total % 11)
    return f"{body[:2]}.{body[2:5]}.{body[5:8]}/{body[8:12]}-{body[12:]}"


def _rrn(random: Random) -> str:
    year, month, day = _date(random)
    sign = random.choice("3478" if year >= 2000 else "1256")
    place = 2 * random.randrange(
        48
    )  # a foreigner's is even, and the place before the check is 7 to 9
    rest = f"{place:02}{random.randrange(100):02}{random.choice('789')}"
    body = f"{year % 100:02}{month:02}{day:02}{sign}{rest}"
    total = _weighted(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5))
    return f"{body[:6]}-{body[6:]}{((11 if sign in '1234' else 13) - total % 11) % 10}"


def _ric(random: Random) -> str:
    year, month, day = _date(random)
    region = random.choice(("110105", "320106", "420111", "610113", "350203", "210102"))
    body = f"{region}{year}{month:02}{day:02}" + filled(random, "???")
    check = "10X98765432"[_weighted(body, [2**n % 11 for n in range(17, 0, -1)]) % 11]
    return body + (check.lower() if random.random() < 0.3 else check)


def _nric(random: Random) -> str:
    if random.random() < 0.75:
        return national.nric(random)
    digits = filled(random, "???????")
    return f"M{digits}{'XWUTRQPNJLK'[(_weighted(digits, (2, 7, 6, 5, 4, 3, 2)) + 3) % 11]}"


def _vin(random: Random) -> str:
    old = filled(random, "WVWZZZ1JZ") + random.choice("WXY123456") + filled(random, "W??????")
    return old if random.random() < 0.25 else national.vin(random)


def _imei(random: Random) -> str:
    return luhn(random.choice(("35", "86", "01", "99")) + filled(random, "????????????"))


def _mbi(random: Random) -> str:
    letters = "ACDEFGHJKMNPQRTUVWXY"
    digits, either = string.digits, letters + string.digits
    order = ("123456789", letters, either, digits, letters, either, digits, letters, letters,
             digits, digits)  # fmt: skip
    return "".join(map(random.choice, order))


_account = one_of("?" * 8, "?" * 10, "?" * 12, "?" * 15, "????-????-????", "?" * 17)
"""Accounts of American banks: four to seventeen digits and no check."""

_passport = one_of(
    "?" * 9, "A????????", "C0#X00T4?", "CH1#PJG?T", "1#AA?????", "12CV?????", "YA#??????",
    "PAA??????", "NX#?????P", "Z#??????", "AB??????", "PA#??????", "N#??????", "E????????",
    "EA#??????", "TR#??????", "M????????", "FZ??????", "45 #??????", "ZS#??????", "G????????",
    "X#??????", "U#???????", "A??????BC",
)  # fmt: skip
_license = one_of(
    "D#??????", "A#??????", "#?? ??? ???", "#????????", "#???????", "S###-???-??-???-0",
    "H###-????-????", "WDLABC#D56DG", "M#??? ????? ?????", "R #?? ??? ??? ???", "RT??????",
    "J###-????-????-0#", "SA#??????", "T##-??-????", "##-???-????", "MORGA657054SM9IJ",
    "B072RRE2I55", "A####-?????-?????", "MH12 20110012###", "DL-0420110149###", "U1#??????^",
)  # fmt: skip
_MONTHS = "January February March April May June July August September October November December"


def _born(random: Random) -> str:
    year, month, day = _date(random)
    name = _MONTHS.split()[month - 1]
    unit = 0 if day % 10 > 3 or day // 10 == 1 else 2 * (day % 10)
    ordinal = "thstndrd"[unit : unit + 2]
    return random.choice(
        (
            f"{year}-{month:02}-{day:02}", f"{month:02}/{day:02}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{day} {name} {year}", f"{name} {day}, {year}", f"{day:02}-{name[:3]}-{year}",
            f"{month}/{day}/{year % 100:02}", f"{year}/{month:02}/{day:02}",
            f"{day}. {name} {year}",
            f"{year}\u5e74{month}\u6708{day}\u65e5", f"{day}.{month}.{year}",
            f"{name[:3]} {day} {year}",
            f"{year}-{month:02}-{day:02}T00:00:00Z", f"{day}{ordinal} of {name} {year}",
            f"{year}{month:02}{day:02}", f"{day:02}-{month:02}-{year}",
            f"{year}.{month:02}.{day:02}",
        )
    )  # fmt: skip


def _cut(make: Make, sizes: Sequence[int], separators: str) -> Make:
    """Return what writes a number in groups."""
    return lambda random: cut(make(random), sizes, random.choice(separators))


IDS: dict[str, Make] = {
    "credit_card": disguised(_card), "us_ssn": disguised(_cut(ssn, (3, 2, 4), "-- ")),
    "iban": disguised(_iban), "uk_nino": _nino,
    "in_aadhaar": _cut(national.aadhaar, (4, 4, 4), " -"),
    "in_pan": _pan, "fr_nir": _nir, "es_nif": _nif, "it_codice_fiscale": _fiscale,
    "fi_hetu": _hetu, "br_cpf": lambda random: "{}{}{}.{}{}{}.{}{}{}-{}{}".format(
        *national.cpf(random)), "br_cnpj": _cnpj, "kr_rrn": _rrn, "cn_ric": _ric, "sg_nric": _nric,
    "us_itin": _grouped(_itin, ((3, 2, 4), "-"), ((3, 2, 4), " ")), "swift_bic": _bic,
    "uk_nhs": _grouped(_nhs, ((3, 3, 4), " "), ((3, 3, 4), "-")),
    "ca_sin": _grouped(_sin, ((3, 3, 3), " "), ((3, 3, 3), "-")),
    "au_tfn": _grouped(national.tfn, ((3, 3, 3), " ")),
    "au_medicare": _grouped(national.medicare, ((4, 5, 1), " "), ((4, 5, 1), "-")),
    "au_abn": _grouped(national.abn, ((2, 3, 3, 3), " ")),
    "de_steuer_id": _grouped(_steuer, ((2, 3, 3, 3), " ")), "pl_pesel": _pesel,
    "se_personnummer": _personnummer, "nl_bsn": _grouped(national.bsn, ((3, 3, 3), "."),
    ((4, 2, 3), " ")), "tr_tckn": national.tckn,
    "th_tnin": _grouped(national.thai, ((1, 4, 5, 2, 1), "-"), ((1, 4, 5, 2, 1), " ")),
    "jp_my_number": _grouped(national.mynumber, ((4, 4, 4), " "), ((4, 4, 4), "-")),
    "za_id": _grouped(national.za_id, ((6, 4, 3), " ")), "vin": _vin,
    "imei": _grouped(_imei, ((2, 6, 6, 1), "-"), ((2, 6, 6, 1), " ")), "us_npi": national.npi,
    "us_dea": national.dea, "us_mbi": _grouped(_mbi, ((4, 3, 4), "-")),
    "us_routing": national.routing, "us_bank_account": _account, "passport": _passport,
    "driver_license": _license, "date_of_birth": _born,
}  # fmt: skip
"""By entity, what makes one."""
