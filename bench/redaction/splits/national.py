"""Identity numbers with their check digits, written from the authorities' descriptions."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from bench.redaction.checks import luhn
from bench.redaction.splits.forms import filled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

__all__ = [
    "aadhaar",
    "abn",
    "bsn",
    "cnpj",
    "cpf",
    "dea",
    "hetu",
    "imei",
    "medicare",
    "mynumber",
    "npi",
    "nric",
    "personnummer",
    "pesel",
    "ric",
    "routing",
    "rrn",
    "sin",
    "steuer",
    "tckn",
    "tfn",
    "thai",
    "vin",
    "za_id",
]  # fmt: skip


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _born(random: Random, *, century: bool = False) -> str:
    year, month, day = random.randrange(50, 100), random.randrange(1, 13), random.randrange(1, 29)
    return f"{'19' if century else ''}{year:02}{month:02}{day:02}"


def sin(random: Random) -> str:
    """Canada, nine digits by Luhn."""
    return luhn(filled(random, "#???????"))


def tfn(random: Random) -> str:
    """Australia, tax file number: weighted sum divisible by 11."""
    while True:
        digits = filled(random, "#????????")
        if _weighted(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0:
            return digits


def medicare(random: Random) -> str:
    """Australia, Medicare: eight digits, their check, the issue."""
    body = random.choice("23456") + filled(random, "???????")
    return f"{body}{_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9)) % 10}{random.randrange(1, 10)}"


def abn(random: Random) -> str:
    """Australia, business number: the first digit less one, weighted, divisible by 89."""
    while True:
        digits = filled(random, "#??????????")
        lowered = f"{int(digits[0]) - 1}{digits[1:]}"
        if _weighted(lowered, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0:
            return digits


def steuer(random: Random) -> str:
    """Germany, tax identification: ten digits of which one stands twice, ISO 7064 MOD 11,10."""
    digits = random.sample("123456789", 1) + random.sample("0123456789", 9)
    while len(set(digits)) != 9 or digits[0] == "0":
        digits = random.sample("123456789", 1) + random.sample("0123456789", 9)
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return "".join(digits) + str((11 - product) % 10)


def pesel(random: Random) -> str:
    """Poland, date of birth and weights 1 3 7 9."""
    body = _born(random) + filled(random, "????")
    return body + str(-_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def personnummer(random: Random) -> str:
    """Sweden, date of birth and Luhn."""
    return luhn(_born(random) + filled(random, "???"))


def hetu(random: Random) -> str:
    """Finland, date of birth, century, number, letter."""
    year, month, day = random.randrange(40, 99), random.randrange(1, 13), random.randrange(1, 29)
    date, number = f"{day:02}{month:02}{year:02}", f"{random.randrange(2, 900):03}"
    return f"{date}-{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(date + number) % 31]}"


def bsn(random: Random) -> str:
    """Netherlands, the eleven proof."""
    while True:
        digits = filled(random, "#????????")
        if _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0:
            return digits


def cpf(random: Random) -> str:
    """Brazil, persons: two check digits modulo 11."""
    digits = filled(random, "#????????")
    for _ in range(2):
        rest = _weighted(digits, range(len(digits) + 1, 1, -1)) * 10 % 11
        digits += str(rest % 10)
    return digits


def cnpj(random: Random) -> str:
    """Brazil, companies: two check digits modulo 11."""
    digits = filled(random, "#???????") + "0001"
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    for _ in range(2):
        rest = _weighted(digits, weights[-len(digits) :]) % 11
        digits += str(0 if rest < 2 else 11 - rest)
    return digits


def tckn(random: Random) -> str:
    """Turkey, two check digits."""
    digits = [int(each) for each in filled(random, "#????????")]
    digits.append((7 * sum(digits[::2]) - sum(digits[1:8:2])) % 10)
    return "".join(map(str, [*digits, sum(digits) % 10]))


def thai(random: Random) -> str:
    """Thailand, thirteen digits modulo 11."""
    body = random.choice("12345678") + filled(random, "???????????")
    return body + str((11 - _weighted(body, range(13, 1, -1)) % 11) % 10)


def rrn(random: Random) -> str:
    """Korea, date of birth, sex and century, check digit."""
    body = _born(random) + random.choice("12") + filled(random, "?????")
    check = (11 - _weighted(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10
    return f"{body}{check}"


def ric(random: Random) -> str:
    """China, region, date of birth, ISO 7064 MOD 11-2."""
    region = random.choice(("110101", "310104", "440305", "510107", "330106"))
    body = region + _born(random, century=True) + filled(random, "???")
    return body + "10X98765432"[_weighted(body, [2**n % 11 for n in range(17, 0, -1)]) % 11]


def mynumber(random: Random) -> str:
    """Japan, eleven digits modulo 11."""
    body = filled(random, "#??????????")
    rest = _weighted(body, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return body + str(0 if rest <= 1 else 11 - rest)


def nric(random: Random) -> str:
    """Singapore, seven digits and a letter."""
    lead, digits = random.choice("STFG"), filled(random, "???????")
    total = _weighted(digits, (2, 7, 6, 5, 4, 3, 2)) + 4 * (lead in "TG")
    return f"{lead}{digits}{('JZIHGFEDCBA' if lead in 'ST' else 'XWUTRQPNMLK')[total % 11]}"


def za_id(random: Random) -> str:
    """South Africa, date of birth, citizenship, Luhn."""
    return luhn(_born(random) + filled(random, "????") + random.choice("01") + "8")


def vin(random: Random) -> str:
    """A vehicle of North America, with the check digit in the ninth place."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    values = dict(zip(letters, map(int, "12345678123457923456789"), strict=True))
    values |= {each: int(each) for each in string.digits}
    body = "1" + "".join(random.choice(letters + string.digits) for _ in range(16))
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    rest = sum(values[each] * weight for each, weight in zip(body, weights, strict=True)) % 11
    return f"{body[:8]}{'0123456789X'[rest]}{body[9:]}"


def imei(random: Random) -> str:
    """A mobile device, fifteen digits by Luhn."""
    return luhn("35" + filled(random, "????????????"))


def npi(random: Random) -> str:
    """United States, health care provider: Luhn with 80840 before it."""
    return luhn("80840" + random.choice("12") + filled(random, "????????"))[5:]


def dea(random: Random) -> str:
    """United States, prescriber: two letters, six digits, their check."""
    digits = filled(random, "??????")
    odd, even = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
    return f"{random.choice('ABFGM')}{filled(random, '^')}{digits}{(odd + 2 * even) % 10}"


def routing(random: Random) -> str:
    """United States, routing number: weights 3 7 1."""
    body = random.choice(("02", "11", "12", "26", "31", "06")) + filled(random, "??????")
    return body + str(-_weighted(body, (3, 7, 1, 3, 7, 1, 3, 7)) % 10)


def aadhaar(random: Random) -> str:
    """India, twelve digits by Verhoeff, the multiplication of the dihedral group."""
    body = filled(random, "#??????????")
    turn = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    rows = list(turn)
    while len(rows) < 8:
        rows.append([turn[1][each] for each in rows[-1]])

    def product(one: int, two: int) -> int:
        if one < 5:
            return (one + two) % 5 if two < 5 else 5 + (one + two) % 5
        return 5 + (one - two) % 5 if two < 5 else (one - two) % 5

    check = 0
    for place, digit in enumerate(reversed(body), 1):
        check = product(check, rows[place % 8][int(digit)])
    return body + str(next(each for each in range(10) if product(check, each) == 0))
