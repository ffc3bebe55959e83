"""Numbers of the seventh split: of people, banks, cars and papers, written afresh."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, luhn
from bench.redaction.splits import national
from bench.redaction.splits.fifth_ids import IDS
from bench.redaction.splits.fifth_tokens import TOKENS
from bench.redaction.splits.forms import cut
from bench.redaction.splits.seventh_tokens import MARKED, any_of, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "BARE", "WORDED"]

_WIDE = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}


def _written(make: Make, *sizes: Sequence[int], marks: str = "- ") -> Make:
    """Return what writes a number in groups, now and then with signs of word processors."""

    def made(random: Random) -> str:
        text = cut(make(random), random.choice(sizes), random.choice(marks))
        turn = random.random()
        if turn < 0.05:
            return text.replace("-", random.choice("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"))
        if turn < 0.1:
            return text.replace(" ", random.choice("\u00a0\u2007\u202f\u2009\u3000"))
        if turn < 0.12:
            return text.translate(_WIDE)
        if turn < 0.14:
            at = random.randrange(1, len(text))
            return text[:at] + random.choice("\u200b\u200c\u200d\u2060\ufeff") + text[at:]
        return text

    return made


def _sum(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _day(random: Random) -> tuple[int, int, int]:
    return random.randrange(1938, 2019), random.randrange(1, 13), random.randrange(1, 29)


_BRANDS = (
    ("4{d5}", (13, 16, 16, 16, 19)), ("5{i1-5}{d4}", (16,)), ("{i222100-272099}", (16,)),
    ("3{i4-4}{d4}", (15,)), ("37{d4}", (15,)), ("6011{d2}", (16,)), ("6{i44-49}{d3}", (16,)),
    ("30{i0-5}{d3}", (14,)), ("36{d4}", (14,)), ("{i3528-3589}{d2}", (16,)), ("62{d4}", (16, 19)),
    ("220{i0-4}{d2}", (16,)), ("5018{d2}", (12, 16)), ("6759{d2}", (13, 16, 18)), ("65{d4}", (16,)),
)  # fmt: skip


def _card(random: Random) -> str:
    lead, lengths = random.choice(_BRANDS)
    length, body = random.choice(lengths), drawn(random, lead)
    number = luhn(body + drawn(random, f"{{d{length - len(body) - 1}}}"))
    groups = {15: (4, 6, 5), 14: (4, 6, 4)}.get(length, (4,) * -(-length // 4))
    return _written(lambda _: number, (), groups, groups)(random)


def _ssn(random: Random) -> str:
    area = random.choice([*range(1, 666), *range(667, 900)])
    return f"{area:03}{random.randrange(1, 100):02}{random.randrange(1, 10**4):04}"


def _nino(random: Random) -> str:
    pairs = [a + b for a in "ABCEGHJKLMNOPRSTWXYZ" for b in "ABCEGHJKLMNPRSTWXYZ"]
    barred = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    whole = random.choice([p for p in pairs if p not in barred]) + drawn(random, "{d6}")
    made = cut(whole + random.choice("ABCD"), random.choice(((), (2, 2, 2, 2), (2, 6))), " ")
    return made.lower() if random.random() < 0.1 else made


def _nir(random: Random) -> str:
    year, month, _ = _day(random)
    towns = ("{i10-19}", "{i21-95}", "2A", "2B", "99")
    place = drawn(random, random.choice(towns)) + drawn(random, "{i101-399}")
    if random.random() < 0.1:
        place = drawn(random, "97{i1-6}{i10-30}")
    body = f"{random.choice('12')}{year % 100:02}{month:02}{place}{random.randrange(1, 999):03}"
    number = int(body.replace("2A", "19").replace("2B", "18") if body[5:7] in "2A2B" else body)
    return cut(f"{body}{97 - number % 97:02}", random.choice(((), (1, 2, 2, 2, 3, 3, 2))), " ")


def _nif(random: Random) -> str:
    if random.random() < 0.4:
        lead, rest = random.randrange(3), drawn(random, "{d7}")
        return f"{'XYZ'[lead]}{random.choice(('', '-'))}{rest}{dni_letter(int(f'{lead}{rest}'))}"
    number = random.randrange(10**6, 10**8)
    shown = random.choice((f"{number:08}", f"{number:08}-", f"{number:,}-".replace(",", ".")))
    return shown + dni_letter(number)


def _hetu(random: Random) -> str:
    year, month, day = _day(random)
    date, number = f"{day:02}{month:02}{year % 100:02}", f"{random.randrange(2, 900):03}"
    sign = random.choice("-YXWVU" if year < 2000 else "ABCDEF")
    return f"{date}{sign}{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(date + number) % 31]}"


def _rrn(random: Random) -> str:
    """Korea: those born after October 2020 have six drawn digits, and no check."""
    year, month, day = _day(random)
    if random.random() < 0.1:
        return f"{random.randrange(21, 26)}{month:02}{day:02}-{random.choice('34')}" + drawn(
            random, "{d6}"
        )
    body = f"{year % 100:02}{month:02}{day:02}{random.choice('12' if year < 2000 else '34')}"
    body += drawn(random, "{i0-9}{d4}")
    check = (11 - _sum(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    return f"{body[:6]}-{body[6:]}{check}"


def _ric(random: Random) -> str:
    year, month, day = _day(random)
    place = random.choice(
        ["120101", "230102", "330106", "370203", "410105", "430102", "500112", "530102", "650104"]
    )
    body = f"{place}{year}{month:02}{day:02}{random.randrange(1, 1000):03}"
    rest = _sum(body, [pow(2, 17 - at, 11) for at in range(17)]) % 11
    return body + random.choice(("10X98765432", "10x98765432"))[rest]


def _nric(random: Random) -> str:
    lead, digits = random.choice("STFGM"), drawn(random, "{d7}")
    total = _sum(digits, (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(lead, 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "XWUTRQPNJLK"}
    return f"{lead}{digits}{letters.get(lead, 'XWUTRQPNMLK')[total % 11]}"


def _itin(random: Random) -> str:
    group = random.choice([*range(50, 66), *range(70, 89), 90, 91, 92, *range(94, 100)])
    return drawn(random, f"9{{d2}}{group}{{d4}}")


def _bic(random: Random) -> str:
    bank = random.choice(
        [
            "SOGE",
            "CRLY",
            "NWBK",
            "LOYD",
            "COBA",
            "BYLA",
            "RABO",
            "KRED",
            "UNCR",
            "BCIT",
            "CAIX",
            "HAND",
            "DABA",
        ]
    )
    town = random.choice(("FR", "GB", "DE", "NL", "BE", "IT", "ES", "SE", "DK", "SG", "AU", "TR"))
    return drawn(random, f"{bank}{town}{random.choice(('2L', 'PP', 'FF', '22', 'MM', 'HH'))}") + (
        random.choice(("", "", "X" * 3, drawn(random, "{d3}")))
    )


def _nhs(random: Random) -> str:
    while (check := 11 - _sum(digits := drawn(random, "{n1}{d8}"), range(10, 1, -1)) % 11) == 10:
        continue
    return f"{digits}{check % 11}"


def _vin(random: Random) -> str:
    """A vehicle sold in North America, with its check digit, or one from Europe without."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ" + string.digits
    tail = random.choice("HJKLMNPRST") + random.choice(letters) + drawn(random, "{d6}")
    if random.random() < 0.25:
        maker = random.choice(("WVWZZZ1KZ", "VF1RFA00X", "ZFA31200X", "WBA3A510X", "TMBJJ7NE9"))
        return maker + tail
    wmi = random.choice(
        ["1HG", "1FT", "2T1", "3VW", "5YJ", "JH4", "KM8", "4T1", "WBA", "1C4", "JN8", "19U"]
    )
    body = wmi + "".join(random.choices(letters, k=5)) + "0" + tail
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
    digits = "".join(values.get(each, each) for each in body)
    rest = _sum(digits, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return f"{body[:8]}{'0123456789X'[rest]}{body[9:]}"


def _imei(random: Random) -> str:
    return luhn(drawn(random, random.choice(("35{d12}", "86{d12}", "01{d12}"))))


def _mbi(random: Random) -> str:
    letter, order = "ACDEFGHJKMNPQRTUVWXY", "CAXNAXNAANN"
    sets = {"C": "123456789", "A": letter, "N": string.digits, "X": letter + string.digits}
    return "".join(random.choice(sets[each]) for each in order)


def _routing(random: Random) -> str:
    lead = random.choice((*range(1, 13), *range(21, 33), *range(61, 73), 80))
    body = f"{lead:02}" + drawn(random, "{d6}")
    return body + str(-_sum(body, (3, 7, 1, 3, 7, 1, 3, 7)) % 10)


def _pesel(random: Random) -> str:
    year, month, day = _day(random)
    body = f"{year % 100:02}{month + 20 * (year > 1999):02}{day:02}" + drawn(random, "{d4}")
    return body + str(-_sum(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def _personnummer(random: Random) -> str:
    year, month, day = _day(random)
    short = luhn(f"{year % 100:02}{month:02}{day:02}" + drawn(random, "{d3}"))
    return f"{random.choice((year // 100, ''))}{short[:6]}-{short[6:]}"


_passport = any_of(
    "{d9}", "{u1}{d8}", "C{p8}", "{d2}{u2}{d5}", "Y{u1}{d7}", "PA{u1}{d6}", "{u2}{U6}{d1}",
    "{u2}{d6}", "{u1}{d6}{u2}", "P{u1}{d7}", "{u1}{d7}", "T{u1}{d7}", "E{d8}", "EJ{d7}",
    "M{d3}{u1}{d4}", "G{d8}", "7{d1} {d7}", "A{d8}", "P{d7}A", "K{d7}{u1}", "S{d1}A{d2}A{d2}",
)  # fmt: skip
_license = any_of(
    "{u1}{d7}", "{n3} {d3} {d3}", "{u1}{n3}-{d3}-{d2}-{d3}-0", "{n8}", "{u1}{n3}-{d4}-{d4}",
    "{n2} {d3} {d3}", "{u2}{d6}", "{u1} {d3} {d3} {d3} {d3}", "{u1}{d4} {d5} {d5}", "WDL{u3}{d3}BK",
    "{u1}{d8}", "{u1}-{n3}-{d3}-{d3}-{d3}", "{n2}-{d3}-{d4}", "SMITH{d6}J99{u2}", "PATEL{d6}R9{U3}",
    "{u1}{d2}{p7}{d1}", "{d2}{u2}{d5}", "U1{U7}{u1}", "{u2}{d7}{u1}", "KA05 2015{d7}",
    "DL-{d2}2009{d7}", "{u1}{n4}-{d5}-{d5}", "{n5}/{i10-23}/{d4}", "{n10}",
)  # fmt: skip
_account = any_of(
    "{n1}{d7}", "{n1}{d8}", "{n1}{d9}", "{n1}{d10}", "000{d9}", "{n1}{d12}", "{n1}{d16}"
)
_NAMED = "January February March April May June July August September October November December"
_ABROAD_MONTHS = (
    "{} janvier {}", "{}. März {}", "{} de mayo de {}", "{} giugno {}", "{} de julho de {}",
    "{} august {}", "{} сентября {}", "{} października {}", "{} Kasım {}", "{} december {}",
    "{}. helmikuuta {}", "{} अप्रैल {}",
)  # fmt: skip


def _born(random: Random) -> str:
    year, month, day = _day(random)
    name = _NAMED.split()[month - 1]
    unit = day % 10 if day // 10 != 1 and day % 10 < 4 else 0
    end = "thstndrd"[2 * unit : 2 * unit + 2]
    indic = f"{day:02}/{month:02}/{year}".translate({48 + at: 0x660 + at for at in range(10)})
    common = (
        f"{year}-{month:02}-{day:02}", f"{month:02}/{day:02}/{year}", f"{day:02}/{month:02}/{year}",
        f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year}", f"{name} {day}, {year}",
        f"{day} {name} {year}", f"{name[:3]} {day}, {year}", f"{day:02}-{name[:3]}-{year}",
        f"{name} {day}{end}, {year}", f"{day}{end} {name} {year}", f"{year}/{month:02}/{day:02}",
        f"{day:02}-{month:02}-{year}", f"{year}{month:02}{day:02}",
        f"{year}-{month:02}-{day:02}T00:00:00.000Z",
        f"{year}年{month}月{day}日", f"{year}년 {month}월 {day}일", f"{year}. {month}. {day}.",
        f"{month}/{day}/{year}", f"{month:02}-{day:02}-{year}",
    )  # fmt: skip
    rare = (random.choice(_ABROAD_MONTHS).format(day, year), indic)
    return random.choice(common if random.random() < 0.9 else rare)


_pan = any_of(*(f"{{u3}}{holder}{{u1}}{{i1000-9999}}{{u1}}" for holder in "PPPPCHFATBLJG"))
_KNOWN = (
    "au_tfn", "au_medicare", "au_abn", "de_steuer_id", "th_tnin", "jp_my_number", "za_id", "us_npi",
    "us_dea",
)  # fmt: skip
_BARE = str.maketrans("", "", "-. /")


def _cpf(random: Random) -> str:
    digits = national.cpf(random)
    return f"{cut(digits[:9], (3, 3, 3), '.')}-{digits[9:]}"


ALONE: dict[str, Make] = {
    **MARKED, "credit_card": _card, "us_ssn": _written(_ssn, (3, 2, 4)), "iban": IDS["iban"],
    "btc": TOKENS["btc"], "eth": TOKENS["eth"], "uk_nino": _nino, "in_pan": _pan, "fr_nir": _nir,
    "es_nif": _nif, "it_codice_fiscale": IDS["it_codice_fiscale"], "fi_hetu": _hetu,
    "br_cpf": _cpf, "br_cnpj": IDS["br_cnpj"], "kr_rrn": _rrn, "cn_ric": _ric, "sg_nric": _nric,
    "in_aadhaar": _written(national.aadhaar, (4, 4, 4)),
}  # fmt: skip
"""By entity that its form alone gives away, what makes one."""
BARE: dict[str, Make] = {
    "us_ssn": _ssn, "in_aadhaar": national.aadhaar, "br_cpf": national.cpf,
    "br_cnpj": lambda random: IDS["br_cnpj"](random).translate(_BARE),
    "kr_rrn": lambda random: _rrn(random).translate(_BARE), "eth": any_of("0x{h40}"),
    "aws_key": any_of("{b40}"),
    "phone": any_of("0{n1}{d1} {n3} {d4}", "0{n2}{d7}", "{n2} {d2} {d2} {d2}", "(0{n2}) {n3} {d3}",
    "07{d3} {d6}", "0{n1} {d2} {d2} {d2} {d2}", "0{n2}/{n7}", "9{d4} {d5}", "0{n1}0-{n4}-{d4}",
    "4{n1}5{n1}{n1}{d1}{d4}"),
}  # fmt: skip
"""The same without what gives them away."""
WORDED: dict[str, Make] = {
    **{entity: IDS[entity] for entity in _KNOWN},
    "us_itin": _written(_itin, (3, 2, 4), ()), "swift_bic": _bic,
    "uk_nhs": _written(_nhs, (3, 3, 4), (), marks=" "),
    "ca_sin": _written(lambda random: luhn(drawn(random, "{i1-7}{d7}")), (3, 3, 3), ()),
    "pl_pesel": _pesel, "se_personnummer": _personnummer, "nl_bsn": national.bsn,
    "tr_tckn": national.tckn, "vin": _vin, "imei": _written(_imei, (), (), (2, 6, 6, 1)),
    "us_mbi": _written(_mbi, (), (4, 3, 4), marks="-"), "us_routing": _routing,
    "us_bank_account": _account, "passport": _passport, "driver_license": _license,
    "date_of_birth": _born,
}  # fmt: skip
"""By entity that needs a word beside it, what makes one."""
