"""What is nobody's data, by family, with what by accident would be somebody's taken out."""

from __future__ import annotations

import base64
import ipaddress
import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter
from bench.redaction.splits.seventh_sayings import SAYINGS
from bench.redaction.splits.seventh_tokens import any_of, drawn

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["FAMILIES"]

_CARDS = re.compile(r"4|5[0-8]|2[2-7]|3[0-9]|6|9792")
_DIGITS = re.compile(r"(?<![\w.])\d(?:[ -]?\d){11,18}(?![\w])")
_FORMS = re.compile(
    r"(?<!\w)(?:(?!000|666|9)\d{3}([- ])(?!00)\d\d\1(?!0000)\d{4}"  # United States
    r"|(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]+[2-9]\d\d[ .-]\d{4}|\+\d[\d ()-]{7,}\d"  # telephones
    r"|[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"  # Britain, India
    r"|[STFGM]\d{7}[A-Z]|\d{6}[-+A-FU-Y]\d{3}\w|\d{6}-[1-8]\d{6}|\d{3}\.\d{3}\.\d{3}-\d\d"
    r"|[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]|[2-9]\d{3}[ -]\d{4}[ -]\d{4}|0x[0-9a-fA-F]{40}"
    r"|(?<![0-9A-Fa-f][:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![:-][0-9A-Fa-f]{2})"
    r"|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2})(?!\w)"
)
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d\d[A-Za-z0-9]{11,30}(?!\w)")
_SPANISH = re.compile(r"(?<!\w)([XYZ]?\d{7,8})-?([A-Z])(?!\w)")
_ADDRESS = re.compile(r"(?<![\w/.])[\d.]+\.[\d.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]+")


def _luhn(digits: str) -> bool:
    doubled = (int(each) * (1 + at % 2) for at, each in enumerate(reversed(digits)))
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


def _numbered(text: str) -> bool:
    """Tell whether a run of digits is a card, a French or a Chinese number."""
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _CARDS.match(digits) and _luhn(digits):
            return True
        if len(digits) == 15 and 97 - int(digits[:13]) % 97 == int(digits[13:]):
            return True
        if len(digits) == 18 and digits[6:8] in {"19", "20"}:
            return True
    return False


def _reachable(text: str) -> bool:
    """Tell whether a text has an address that is of no local or documentation network."""
    for match in _ADDRESS.finditer(text):
        try:
            address = ipaddress.ip_address(match[0].strip("."))
        except ValueError:
            continue
        if address.is_global and not address.is_multicast:
            return True
    return False


def _somebodys(text: str) -> bool:
    """Tell whether a text holds by accident what has the form and the check of a kind."""
    banked = (each[4:] + each[:4] for each in _IBAN.findall(text))
    spanish = (
        dni_letter(int(number.translate({88: "0", 89: "1", 90: "2"}))) == letter
        for number, letter in _SPANISH.findall(text)
    )
    return (
        bool(_FORMS.search(text))
        or _numbered(text)
        or any(int("".join(str(int(c, 36)) for c in each)) % 97 == 1 for each in banked)
        or any(spanish)
        or _reachable(text)
    )


def _nobodys(make: Make) -> Make:
    """Return what makes another text when one is somebody's by accident."""

    def made(random: Random) -> str:
        while _somebodys(text := make(random)):
            continue
        return text

    return made


def _uuid(random: Random) -> str:
    made = uuid.UUID(int=random.getrandbits(128), version=random.choice((1, 4, 5)))
    return random.choice(
        (str(made), str(made).upper(), made.hex, f"{{{made}}}", f"urn:uuid:{made}")
    )


def _clock(random: Random) -> str:
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=random.random() * 5e7)
    form = random.choice(
        ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S,%f", "%d/%b/%Y:%H:%M:%S +0000", "%c", "%Y%m%d",
         "%a, %d %b %Y %H:%M:%S GMT", "%b %d %H:%M:%S", "%Y%m%dT%H%M%SZ", "%H:%M:%S.%f", "%m/%d/%Y",
         "%d.%m.%Y %H:%M", "%Y-%j", "%G-W%V-%u", "%Y%m%d%H%M%S", "%I:%M %p", "%Y/%m/%d %H:%M:%S",
         "%Y-%m-%dT%H:%M:%S+02:00", "%Y\u5e74%m\u6708%d\u65e5 %H:%M", "%d-%b-%Y", "%Y.%m.%d")
    )  # fmt: skip
    return at.strftime(form)


def _gtin(random: Random) -> str:
    """An article's number or a book's, with its check."""
    body = drawn(random, random.choice(("978{d9}", "979{d9}", "40{d10}", "590{d9}", "01234{d7}")))
    check = -sum(int(each) * (1 + 2 * (at % 2)) for at, each in enumerate(body)) % 10
    return random.choice(("EAN ", "ISBN ", "GTIN: ", "barcode ", "")) + f"{body}{check}"


def _base64(random: Random) -> str:
    data = base64.b64encode(random.randbytes(random.randrange(30, 240))).decode()
    kind = random.choice(
        ("png;base64,iVBORw0KGgo", "jpeg;base64,/9j/4AAQSkZJRg", "webp;base64,UklGR")
    )
    return random.choice((f"data:image/{kind}{data}", f'{{"b64_json":"iVBORw0KGgo{data}"}}', data))


def _cursor(random: Random) -> str:
    made = json.dumps({"id": random.randrange(10**6), "dir": "next"}).encode()
    return f'"next_cursor":"{base64.urlsafe_b64encode(made).decode()}"'


def _dump(random: Random) -> str:
    rows = (f"{at:08x}  " + " ".join(f"{each:02x}" for each in random.randbytes(16)) for at in
            range(0, random.choice((16, 32, 64)), 16))  # fmt: skip
    return "\n".join(f"{row[:34]} {row[34:]}  |................|" for row in rows)


def _vector(random: Random) -> str:
    numbers = [round(random.gauss(0, 0.3), random.choice((4, 6, 8))) for _ in range(12)]
    return f'"embedding":{json.dumps(numbers)}'


def _series(random: Random) -> str:
    price, rows = random.uniform(10, 900), []
    for day in range(random.randrange(2, 6)):
        price *= random.uniform(0.98, 1.02)
        rows.append(f"2026-03-{day + 10},{price:.2f},{price * 1.01:.2f},{random.randrange(10**7)}")
    return "date,open,high,volume\n" + "\n".join(rows)


def _table(random: Random) -> str:
    rows = ("\t".join(str(random.randrange(10 ** random.randrange(1, 10))) for _ in range(5)) for _
            in range(random.randrange(2, 5)))  # fmt: skip
    return "\n".join(rows)


def _sequence(random: Random) -> str:
    bases = "".join(random.choices("ACGT", k=random.randrange(20, 90)))
    protein = "".join(random.choices("ACDEFGHIKLMNPQRSTVWY", k=random.randrange(20, 60)))
    return random.choice(
        (
            f">chr7:{random.randrange(10**8)}\n{bases}",
            f">sp|P0{random.randrange(10**4):04}|\n{protein}",
        )
    )


def _power(random: Random) -> str:
    base, power, modulus = random.randrange(2, 99), random.randrange(9), random.randrange(3, 10**6)
    return f"{base}^{power} mod {modulus} = {base**power % modulus}"


_MADE: dict[str, Make] = {
    "uuid": _uuid, "clock": _clock, "article": _gtin, "base64": _base64, "cursor": _cursor,
    "hex dump": _dump, "embedding": _vector, "prices": _series, "table": _table,
    "genome": _sequence,
    "sums": _power,
}  # fmt: skip
FAMILIES: dict[str, Make] = {
    **{family: _nobodys(make) for family, make in _MADE.items()},
    **{family: _nobodys(any_of(*forms)) for family, forms in SAYINGS.items()},
}
"""By family, what makes a text with nothing to find."""
