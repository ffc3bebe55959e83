"""Numbers of people, banks and machines of the eighth split, each made valid by its own rule."""

from __future__ import annotations

import string
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, in_fours, luhn
from bench.redaction.splits.forms import cut, filled, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["BARE", "PLAIN", "WORDED"]

DIGITS = string.digits


def _digits(random: Random, length: int) -> str:
    return "".join(random.choices(DIGITS, k=length))


def _sum(text: str, weights: Sequence[int]) -> int:
    return sum(int(each) * weight for each, weight in zip(text, weights, strict=False))


def _grouped(make: Make, sizes: Sequence[int], separators: Sequence[str]) -> Make:
    """Return what makes a number with one of the separators between its groups."""

    def value(random: Random) -> str:
        return cut(make(random), sizes, random.choice(separators))

    return value


def _birth(random: Random, first: int = 1930, last: int = 2006) -> date:
    return date(first, 1, 1) + timedelta(days=random.randrange(365 * (last - first + 1)))


def _ssn(random: Random) -> str:
    area = random.choice([each for each in range(1, 900) if each != 666])
    return f"{area:03}{random.randrange(1, 100):02}{random.randrange(1, 10000):04}"


def _iban(random: Random) -> str:
    country, form = random.choice((
        ("DE", "0" * 18), ("GB", "AAAA" + "0" * 14), ("NL", "AAAA" + "0" * 10), ("AT", "0" * 16),
        ("CH", "0" * 17), ("PL", "0" * 24), ("SE", "0" * 20), ("NO", "0" * 11), ("DK", "0" * 14),
        ("PT", "0" * 21), ("IE", "AAAA" + "0" * 14), ("LU", "0" * 16), ("FI", "0" * 14),
        ("TR", "00000" + "0" + "0" * 16), ("SA", "0" * 20), ("AE", "0" * 19),
        ("RO", "AAAA" + "0" * 16), ("CZ", "0" * 20), ("HU", "0" * 24), ("GR", "0" * 23),
        ("LT", "0" * 16), ("EE", "0" * 16), ("HR", "0" * 17), ("BG", "AAAA" + "0" * 14),
        ("IL", "0" * 19), ("UA", "0" * 25), ("MT", "AAAA" + "0" * 23), ("BR", "0" * 23 + "C1"),
        ("IT", "X" + "0" * 22), ("ES", "0" * 20), ("BE", "0" * 12), ("FR", "0" * 23),
    ))  # fmt: skip
    body = "".join(random.choice(DIGITS) if each == "0" else each for each in form)
    if body.startswith("AAAA"):
        bank = ("BARC", "ABNA", "LOYD", "REVO", "INGB", "RABO", "AIBK")
        body = random.choice(bank) + body[4:]
    made = iban(country, body)
    made = made.lower() if random.random() < 0.08 else made
    return random.choice((made, in_fours(made), in_fours(made)))


def _nino(random: Random) -> str:
    pair = random.choice(("AB", "CE", "JG", "JW", "NH", "PX", "SK", "TW", "WL", "YZ", "ZR", "HM"))
    made = pair + _digits(random, 6) + random.choice("ABCD")
    pairs = (2, 2, 2, 2, 1)
    return random.choice((
        made, cut(made, pairs, " "), cut(made, (2, 6, 1), " "), made.lower(), cut(made, pairs, "-"),
    ))  # fmt: skip


def _aadhaar(random: Random) -> str:
    """Return a number with the check digit of Verhoeff."""
    turn = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    body = random.choice("23456789") + _digits(random, 10)
    state = 0
    for place, letter in enumerate(reversed(body)):
        value = int(letter)
        for _ in range((place + 1) % 8):
            value = turn[value]
        a, b = state, value  # the product of the dihedral group of five
        state = (a + b) % 5 if a < 5 and b < 5 else (
            5 + (a + b - 5) % 5 if a < 5 else 5 + (a - 5 - b) % 5 if b < 5 else (a - b) % 5
        )  # fmt: skip
    return body + str((5 - state) % 5 if state < 5 else state)


def _nir(random: Random) -> str:
    place = random.choice(("75", "13", "59", "2A", "2B", "69", "33", "06"))
    born = _birth(random)
    body = f"{random.choice('12')}{born:%y%m}{place}{random.randrange(1, 600):03}"
    body += f"{random.randrange(1, 900):03}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    made = f"{body}{97 - number % 97:02}"
    sizes = (1, 2, 2, 2, 3, 3, 2)
    return random.choice(
        (made, cut(made, sizes, random.choice(" \u00a0")), cut(made, (13, 2), " "))
    )


def _nif(random: Random) -> str:
    first = random.choice(("", "", "", "X", "Y", "Z"))
    body = _digits(random, 7 if first else 8)
    letter = dni_letter(int(str("XYZ".index(first)) + body if first else body))
    if first:
        forms = [f"{first}{body}{letter}", f"{first}-{body}-{letter}", f"{first}{body}-{letter}"]
    else:
        dotted = f"{body[:2]}.{body[2:5]}.{body[5:]}-{letter}"
        forms = [f"{body}{letter}", f"{body}-{letter}", f"{body} {letter}", dotted]
    return random.choice(forms)


def _codice(random: Random) -> str:
    born = _birth(random)
    day = born.day + 40 * (random.random() < 0.5)
    surname = random.choice(("RSS", "BNC", "FRR", "MRC", "CST", "LMB", "FOX"))
    given = random.choice(("MRA", "GPP", "LSN", "FNC", "SRA", "GLI"))
    town = random.choice(("H501", "F205", "L219", "F839", "D612", "A944", "Z404"))
    body = f"{surname}{given}{born:%y}{'ABCDEHLMPRST'[born.month - 1]}{day:02}{town}"
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
        24, 23)  # fmt: skip
    total = 0
    for place, letter in enumerate(body):
        value = int(letter) if letter.isdigit() else ord(letter) - 65
        total += value if place % 2 else odd[value]
    made = body + chr(65 + total % 26)
    return random.choice((made, made, made.lower(), cut(made, (3, 3, 5, 5), " ")))


def _hetu(random: Random) -> str:
    born = _birth(random, 1930, 2015)
    mark = random.choice("ABCDEF") if born.year > 1999 else random.choice("---YXWVU")
    number = f"{random.randrange(2, 900):03}"
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(f"{born:%d%m%y}{number}") % 31]
    return f"{born:%d%m%y}{mark}{number}{check}"


def _cpf(random: Random) -> str:
    body = _digits(random, 9)
    for first in (10, 11):
        body += str(-_sum(body, range(first, 1, -1)) % 11 % 10)
    return body


def _cnpj(random: Random, head: str = "") -> str:
    body = head or _digits(random, 8) + random.choice(("0001", "0001", "0002", "0117"))
    for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
        total = sum((ord(each) - 48) * by for each, by in zip(body, weights, strict=True))
        body += str(-total % 11 % 10)
    return body


def _written_cnpj(random: Random) -> str:
    made = _cnpj(random, filled(random, "!" * 8) + "0001" if random.random() < 0.1 else "")
    return f"{made[:2]}.{made[2:5]}.{made[5:8]}/{made[8:12]}-{made[12:]}"


def _rrn(random: Random) -> str:
    born = _birth(random, 1940, 2012)
    mark = random.choice("34" if born.year > 1999 else "12")
    body = f"{born:%y%m%d}{mark}{_digits(random, 5)}"
    return body + str((11 - _sum(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10)


def _ric(random: Random) -> str:
    area = random.choice(("110105", "310115", "440305", "510107", "330106", "420111", "120104"))
    body = f"{area}{_birth(random, 1945):%Y%m%d}{random.randrange(1000):03}"
    last = "10X98765432"[_sum(body, [2 ** (17 - at) % 11 for at in range(17)]) % 11]
    return body + (last.lower() if random.random() < 0.2 else last)


def _nric(random: Random) -> str:
    first, body = random.choice("STFGM"), _digits(random, 7)
    total = _sum(body, (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(first, 0)
    letters = {"F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
    made = first + body + letters.get(first, "JZIHGFEDCBA")[total % 11]
    return made.lower() if random.random() < 0.1 else made


def _dated(random: Random) -> str:
    """Return a date as one of many write it."""
    born = _birth(random)
    day, year = born.day, born.year
    german = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember")  # fmt: skip
    spanish = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
    return random.choice((
        f"{born}", f"{born}", f"{born:%d/%m/%Y}", f"{born:%m/%d/%Y}", f"{born:%d.%m.%Y}",
        f"{born:%d-%m-%Y}", f"{born:%B} {day}, {year}", f"{day} {born:%B} {year}",
        f"{born:%b} {day} {year}", f"{day}-{born:%b}-{born:%y}", f"{born:%m/%d/%y}",
        f"{born.month}/{day}/{year}", f"{born:%Y/%m/%d}", f"{day}. {german[born.month - 1]} {year}",
        f"{day} de {spanish[born.month - 1]} de {year}", f"{year}年{born.month}月{day}日",
        f"{born:%Y%m%d}", f"{born:%Y.%m.%d}", f"{born}T00:00:00Z",
    ))  # fmt: skip


def _itin(random: Random) -> str:
    group = random.choice([*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)])
    return f"9{_digits(random, 2)}{group}{_digits(random, 4)}"


def _nhs(random: Random) -> str:
    while True:
        body = random.choice("4679") + _digits(random, 8)
        check = -_sum(body, range(10, 1, -1)) % 11
        if check < 10:
            return f"{body}{check}"


def _weighed(form: str, weights: Sequence[int], modulus: int) -> Make:
    """Return what makes numbers whose weighed digits add to a multiple of the modulus."""

    def value(random: Random) -> str:
        while _sum(made := filled(random, form), weights) % modulus:
            pass
        return made

    return value


def _medicare(random: Random) -> str:
    body = random.choice("23456") + _digits(random, 7)
    return f"{body}{_sum(body, (1, 3, 7, 9, 1, 3, 7, 9)) % 10}{random.randrange(1, 10)}"


def _abn(random: Random) -> str:
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    while (_sum(made := filled(random, "#??????????"), weights) - 10) % 89:
        pass
    return made


def _steuer_id(random: Random) -> str:
    """Return ten digits of which one comes two or three times, and ISO 7064 mod 11, 10."""
    while True:
        pool = random.sample(DIGITS, 9)
        twice = random.random() < 0.6
        body = [*pool, pool[0]] if twice else [*pool[:8], pool[0], pool[0]]
        random.shuffle(body)
        if body[0] != "0" and pool[0] * 3 not in "".join(body):
            break
    product = 10
    for each in body:
        product = ((int(each) + product) % 10 or 10) * 2 % 11
    return "".join(body) + str((11 - product) % 10)


def _pesel(random: Random) -> str:
    born = _birth(random, 1935, 2012)
    body = f"{born:%y}{born.month + 20 * (born.year > 1999):02}{born.day:02}{_digits(random, 4)}"
    return body + str(-_sum(body, (1, 3, 7, 9) * 3) % 10)


def _personnummer(random: Random) -> str:
    born = _birth(random)
    made = luhn(f"{born:%y%m%d}{random.randrange(1, 1000):03}")
    century = str(born.year // 100) if random.random() < 0.5 else ""
    return century + made[:6] + random.choice(("-", "-", "")) + made[6:]


def _tckn(random: Random) -> str:
    body = random.choice("123456789") + _digits(random, 8)
    odd, even = (sum(int(each) for each in body[at::2]) for at in (0, 1))
    body += str((odd * 7 - even) % 10)
    return body + str(sum(int(each) for each in body) % 10)


def _tnin(random: Random) -> str:
    body = random.choice("1345") + _digits(random, 11)
    return body + str((11 - _sum(body, range(13, 1, -1)) % 11) % 10)


def _my_number(random: Random) -> str:
    body = _digits(random, 11)
    rest = _sum(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return body + str(0 if rest < 2 else 11 - rest)


def _za_id(random: Random) -> str:
    return luhn(f"{_birth(random):%y%m%d}{_digits(random, 4)}{random.choice('01')}8")


def _vin(random: Random) -> str:
    """Return a number with the check digit of North America. Source: 49 CFR 565.15."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    head = ("1HG", "1FT", "2T1", "3VW", "4T1", "5YJ", "WBA", "JTD", "KNA", "LSV")
    body = random.choice(head) + "".join(random.choices(letters, k=5)) + "0"
    body += random.choice("FGHJKLMNPRS") + random.choice(letters[:23]) + _digits(random, 6)
    worth = dict(
        zip(letters, [*range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10), *range(10)], strict=True)
    )
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    total = sum(worth[each] * weight for each, weight in zip(body, weights, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def _imei(random: Random) -> str:
    made = luhn(random.choice(("35", "86", "01", "99")) + _digits(random, 12))
    return cut(made, (2, 6, 6, 1), random.choice(("", "", "", "-", " ")))


def _dea(random: Random) -> str:
    body = _digits(random, 6)
    check = (_sum(body[::2], (1, 1, 1)) + 2 * _sum(body[1::2], (1, 1, 1))) % 10
    return random.choice("ABFGM") + filled(random, "^") + body + str(check)


def _mbi(random: Random) -> str:
    """Return a number by classes of places. Source: CMS, Understanding the MBI."""
    letters = "ACDEFGHJKMNPQRTUVWXY"
    sets = {"C": DIGITS[1:], "A": letters, "N": DIGITS, "B": letters + DIGITS}
    return "".join(random.choice(sets[each]) for each in "CABNABNAANN")


def _routing(random: Random) -> str:
    while True:
        head = random.choice(("01", "02", "03", "06", "07", "08", "11", "12", "26", "31", "32"))
        made = head + _digits(random, 7)
        if not _sum(made, (3, 7, 1) * 3) % 10:
            return made


def _bic(random: Random) -> str:
    known = (
        "DEUTDEFF500", "COBADEFF", "BNPAFRPP", "CHASUS33", "BOFAUS3N", "NWBKGB2L", "HBUKGB4B",
        "UBSWCHZH80A", "INGBNL2A", "RABONL2U", "BBVAESMM", "UNCRITMM", "NDEASESS", "DNBANOKK",
        "KREDBEBB", "BPKOPLPW", "TGBATRIS", "ICBKCNBJ", "BOTKJPJT", "DBSSSGSG", "SBININBB104",
        "BRASBRRJ", "CTBAAU2S", "ROYCCAT2", "REVOGB21", "NTSBDEB1", "GIBAATWW",
    )  # fmt: skip
    country = random.choice(("DE", "FR", "GB", "NL", "ES", "IT", "PL", "CH", "JP", "AU", "SG"))
    branch = random.choice(("", "X" * 3, "200"))
    return random.choice((*known, filled(random, "^^^^") + country + filled(random, "^^") + branch))


_PASSPORTS = (
    "^????????", "#????????", "??????###", "C0#X?#T4#", "1#AB#????", "^#??????", "AB??????",
    "PA#??????", "N#??????", "E#???????", "EA#??????", "TR#??????", "M#???????", "YA#??????",
    "AAC??????", "GA??????", "G#???????", "EH#??????", "XDA######", "#########",
)  # fmt: skip
_LICENCES = (
    "^#??????", "#????????", "#???????", "^###-###-##-###-#", "^####-####-####", "^##-##-####",
    "MORGA#5#0#4SM9IJ", "B0#2RRE#I55", "^####-#####-#####", "MH12 20#1 00#####", "##AA#####",
    "^############", "DL-0420#100#####", "WDL##########", "^^######", "##-####-####",
)  # fmt: skip


def _cpf_written(random: Random) -> str:
    made = _cpf(random)
    return f"{made[:3]}.{made[3:6]}.{made[6:9]}-{made[9:]}"


def _sin(random: Random) -> str:
    return luhn(random.choice("12345679") + _digits(random, 7))


def _npi(random: Random) -> str:
    return luhn("80840" + random.choice("12") + _digits(random, 8))[5:]


_TFN = _weighed("#????????", (1, 4, 3, 7, 5, 8, 6, 9, 10), 11)
_BSN = _weighed("#????????", (9, 8, 7, 6, 5, 4, 3, 2, -1), 11)
_ACCOUNT = one_of("#???????", "#????????", "0?????????", "#" + "?" * 11, "#" + "?" * 13)
PLAIN: dict[str, Make] = {
    "us_ssn": _grouped(_ssn, (3, 2, 4), "-- "), "iban": _iban, "uk_nino": _nino,
    "in_pan": one_of("^^^P^????^", "^^^P^????^", "^^^C^????^", "^^^H^????^", "^^^F^????^"),
    "in_aadhaar": _grouped(_aadhaar, (4, 4, 4), " -"), "fr_nir": _nir, "es_nif": _nif,
    "it_codice_fiscale": _codice, "fi_hetu": _hetu, "br_cpf": _cpf_written,
    "br_cnpj": _written_cnpj, "kr_rrn": _grouped(_rrn, (6, 7), "-"), "cn_ric": _ric,
    "sg_nric": _nric,
}  # fmt: skip
"""What needs no word beside it."""
BARE: dict[str, Make] = {
    "us_ssn": _ssn, "in_aadhaar": _aadhaar, "br_cpf": _cpf, "br_cnpj": _cnpj, "kr_rrn": _rrn,
}  # fmt: skip
"""The same without separators, so that only a word tells."""
WORDED: dict[str, Make] = {
    "us_itin": _grouped(_itin, (3, 2, 4), ("-", "-", " ", "")), "swift_bic": _bic,
    "uk_nhs": _grouped(_nhs, (3, 3, 4), (" ", " ", "", "-")),
    "ca_sin": _grouped(_sin, (3, 3, 3), (" ", "-", "")),
    "au_tfn": _grouped(_TFN, (3, 3, 3), (" ", "")),
    "au_medicare": _grouped(_medicare, (4, 5, 1), (" ", "", "-")),
    "au_abn": _grouped(_abn, (2, 3, 3, 3), (" ", "")),
    "de_steuer_id": _grouped(_steuer_id, (2, 3, 3, 3), (" ", "", "")), "pl_pesel": _pesel,
    "se_personnummer": _personnummer, "nl_bsn": _grouped(_BSN, (4, 2, 3), ("", "", ".", " ")),
    "tr_tckn": _tckn, "th_tnin": _grouped(_tnin, (1, 4, 5, 2, 1), ("-", "", " ")),
    "jp_my_number": _grouped(_my_number, (4, 4, 4), ("", " ", "-")), "za_id": _za_id, "vin": _vin,
    "imei": _imei, "us_npi": _npi, "us_dea": _dea,
    "us_mbi": _grouped(_mbi, (4, 3, 4), ("-", "", "")), "us_routing": _routing,
    "us_bank_account": _ACCOUNT, "passport": one_of(*_PASSPORTS),
    "driver_license": one_of(*_LICENCES), "date_of_birth": _dated,
}  # fmt: skip
"""What is found beside a word alone."""
