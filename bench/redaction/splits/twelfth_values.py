"""Cards, accounts, addresses and papers, as banks, carriers and offices issue them."""

from __future__ import annotations

import hashlib
from calendar import month_name
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

from bench.redaction.checks import iban, in_fours, luhn
from bench.redaction.splits.forms import cut, filled, one_of
from bench.redaction.splits.twelfth_ids import born, weighed

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["ALONE", "BESIDE"]

FIRSTS = (
    "marta", "oskar", "leila", "tomasz", "priya", "jun", "sofie", "mateo", "ingrid", "kwame",
    "noor", "dario", "yuki", "elena", "bram", "aoife", "rahul", "zeynep", "pavel", "camille",
)  # fmt: skip
LASTS = (
    "lindqvist", "okafor", "moreau", "kowalska", "ferreira", "tanaka", "oneill", "demir", "novak",
    "bianchi", "vandenberg", "iyer", "castillo", "haugen", "petrov", "weiss", "nakamura", "dahl",
)  # fmt: skip
MAILS = (
    "gmail.com", "outlook.com", "gmx.de", "web.de", "orange.fr", "libero.it", "wp.pl", "yandex.ru",
    "naver.com", "qq.com", "yahoo.co.jp", "uol.com.br", "hotmail.es", "proton.me", "icloud.com",
    "mail.ru", "btinternet.com", "fastmail.com", "posteo.net", "telenet.be", "hey.com",
    "studio-nord.design", "northwind-logistics.io", "uni-graz.ac.at", "nhs.scot", "clinic.health",
    "bank.co.za", "ops.river-labs.dev", "contoso.onmicrosoft.com", "firma.com.tr", "law.london",
)  # fmt: skip
BANKS = (
    "AT16", "BE12", "BG4^14", "CH17", "CY24", "CZ20", "DE18", "DK14", "EE16", "ES20", "FI14",
    "FR23", "GB4^14", "GR23", "HR17", "HU24", "IE4^14", "IT1^22", "LT16", "LU16", "LV4^13",
    "MT4^23", "NL4^10", "NO11", "PL24", "PT21", "RO4^16", "SA20", "SE20", "SI15", "SK20", "TR22",
    "AE19",
)  # fmt: skip
"""Country, then letters and digits of the rest."""
CARDS = (
    ("4?????", 16), ("4?????", 16), ("4?????", 13), ("4?????", 19), ("51????", 16),
    ("53????", 16), ("55????", 16), ("2221??", 16), ("2523??", 16), ("2720??", 16),
    ("34????", 15), ("37????", 15), ("6011??", 16), ("644???", 16), ("65????", 16),
    ("300???", 14), ("36????", 14), ("38????", 14), ("3528??", 16), ("3589??", 16),
    ("62????", 16), ("62????", 19), ("5018??", 16), ("6304??", 16), ("6759??", 18),
)  # fmt: skip
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BICS = (
    "DEUTDE", "COBADE", "CHASUS", "CITIUS", "BOFAUS", "BNPAFR", "SOGEFR", "AGRIFR", "BARCGB",
    "HBUKGB", "LOYDGB", "NWBKGB", "INGBNL", "ABNANL", "RABONL", "UBSWCH", "UNCRIT", "BCITIT",
    "CAIXES", "BSCHES", "NDEASE", "SWEDSE", "DNBANO", "DABADK", "OKOYFI", "BPKOPL", "PKOPPL",
    "GIBAAT", "KREDBE", "GKCCBE", "AIBKIE", "TGBATR", "ISBKTR", "BOTKJP", "MHCBJP", "HSBCHK",
    "DBSSSG", "SBININ", "HDFCIN", "CTBAAU", "ANZBAU", "ROYCCA", "BRASBR", "ITAUBR", "SBZAZA",
)  # fmt: skip
PLACES = ("FF", "33", "PP", "2L", "22", "2A", "MM", "BB", "SS", "KK", "HH", "WW", "TT", "SX")
ROUNDS = (
    0x1, 0x8082, 0x800000000000808A, 0x8000000080008000, 0x808B, 0x80000001, 0x8000000080008081,
    0x8000000000008009, 0x8A, 0x88, 0x80008009, 0x8000000A, 0x8000808B, 0x800000000000008B,
    0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x800A,
    0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x80000001, 0x8000000080008008,
)  # fmt: skip
MASK = (1 << 64) - 1


def _turned(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & MASK if by else lane


def _keccak(data: bytes) -> bytes:
    """Return Keccak-256 of less than 136 bytes. Source: FIPS 202 with the padding of 2011."""
    block = bytearray(data.ljust(136, b"\0"))
    block[len(data)] ^= 1
    block[135] ^= 0x80
    state = [int.from_bytes(block[at : at + 8], "little") for at in range(0, 136, 8)] + [0] * 8
    for constant in ROUNDS:
        column = [0] * 5
        for at, lane in enumerate(state):
            column[at % 5] ^= lane
        state = [
            lane ^ column[(at + 4) % 5] ^ _turned(column[(at + 1) % 5], 1)
            for at, lane in enumerate(state)
        ]
        x, y, held = 1, 0, state[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            held, state[x + 5 * y] = (
                state[x + 5 * y],
                _turned(held, (step + 1) * (step + 2) // 2 % 64),
            )
        rows = list(state)
        for at in range(25):
            row = at - at % 5
            state[at] ^= ~rows[row + (at + 1) % 5] & rows[row + (at + 2) % 5] & MASK
        state[0] ^= constant
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def _eth(random: Random) -> str:
    """Return an address with the capitals of EIP-55."""
    low = random.randbytes(20).hex()
    digest = _keccak(low.encode()).hex()
    return "0x" + "".join(
        each.upper() if int(mark, 16) > 7 else each for each, mark in zip(low, digest, strict=False)
    )


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, each in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= each * (top >> bit & 1)
    return check


def _btc(random: Random) -> str:
    """Return a legacy address, one of version 0 or of taproot. Source: BIP 173, BIP 350."""
    if random.random() < 0.5:
        raw = bytes([random.choice((0, 5))]) + random.randbytes(20)
        raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
        number, out = int.from_bytes(raw), ""
        while number:
            number, digit = divmod(number, 58)
            out = BASE58[digit] + out
        return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out
    version, size, final = random.choice(((0, 20, 1), (0, 32, 1), (1, 32, 0x2BC830A3)))
    bits = "".join(f"{each:08b}" for each in random.randbytes(size))
    bits += "0" * (-len(bits) % 5)
    data = [version, *(int(bits[at : at + 5], 2) for at in range(0, len(bits), 5))]
    check = _polymod([3, 3, 0, 2, 3, *data, *[0] * 6]) ^ final
    return "bc1" + "".join(
        BECH32[each] for each in (*data, *(check >> 5 * (5 - at) & 31 for at in range(6)))
    )


def _card(random: Random) -> str:
    lead, size = random.choice(CARDS)
    whole = luhn(filled(random, lead.ljust(size - 1, "?")))
    mark = random.choice(("", " ", "-"))
    return cut(whole, (4, 6, 5) if size in {14, 15} else (4, 4, 4, 4), mark) if size > 13 else whole


def _iban(random: Random) -> str:
    form = random.choice(BANKS)
    country, rest = form[:2], form[2:]
    letters, digits = rest.split("^") if "^" in rest else ("0", rest)
    whole = iban(country, filled(random, "^" * int(letters) + "?" * int(digits)))
    return in_fours(whole) if random.random() < 0.5 else whole


def _email(random: Random) -> str:
    first, last = random.choice(FIRSTS), random.choice(LASTS)
    local = random.choice(
        (
            f"{first}.{last}", f"{first[0]}{last}", f"{first}_{last}{random.randrange(99)}",
            f"{first}-{last}", f"{first}.{last}+shop", f"{last}{first[0]}",
            f"{first}{born(random)[0]}",
            f"{first.title()}.{last.title()}", f"{first[0]}.{last}", f"{last}.{first}.ext",
        )
    )  # fmt: skip
    return f"{local}@{random.choice(MAILS)}"


_phone = one_of(
    "+1 415 ###-????", "(212) ###-????", "646-###-????", "+1-305-###-????", "+1 (713) ###-????",
    "+12062######", "617.###.????", "+44 7700 ??????", "+44 20 7### ####", "+447###??????",
    "+44 (0)20 7### ????", "+49 15## #######", "+49 30 #######", "+49 (0)89 ######",
    "+49/171/#######", "+33 6 ?# ?# ?# ?#", "+33 (0)1 4# ## ## ##", "+336########",
    "+34 6## ### ###", "+34 91# ## ## ##", "+39 347 ### ####", "+39 06 ### #####", "+31 6 ########",
    "+31 (0)20 ### ####", "+32 47# ## ## ##", "+41 79 ### ## ##", "+43 664 #######",
    "+48 60# ### ###", "+46 70-### ## ##", "+47 9## ## ###", "+45 2# ## ## ##", "+358 40 #######",
    "+351 91# ### ###", "+353 87 ### ####", "+420 60# ### ###", "+36 30 ### ####",
    "+40 72# ### ###", "+30 697 ### ####", "+90 532 ### ## ##", "+7 916 ###-##-##",
    "+7 (495) ###-##-##", "+380 67 ### ## ##", "+972 54-###-####", "+971 50 ### ####",
    "+966 55 ### ####", "+91 98### #####", "+91-9876#-#####", "+86 138 #### ####",
    "+86-10-6###-####", "+81 90-####-####", "+81-3-3###-####", "+82 10-####-####", "+65 9### ####",
    "+852 9### ####", "+886 912 ### ###", "+66 81 ### ####", "+84 90 ### ## ##",
    "+62 812-####-####", "+60 12-### ####", "+63 917 ### ####", "+61 4## ### ###",
    "+61 2 9### ####", "+64 21 ### ####", "+27 82 ### ####", "+234 803 ### ####", "+254 722 ######",
    "+20 10 #### ####", "+55 11 9####-####", "+55 (21) 9####-####", "+52 55 #### ####",
    "+54 9 11 ####-####", "+57 310 #######", "+56 9 #### ####", "0044 7### ######",
    "001-512-###-####", "00 49 171 #######",
)  # fmt: skip
_bare_phone = one_of(
    "0303#######", "07########?", "06########", "017########", "6########", "9#########",
    "138########", "09########", "010########", "11 9########", "4042######", "404 ### ####",
    "04## ### ###", "0# ## ## ## ##", "0171 #######", "070-### ## ##", "8 916 ###-##-##",
    "0532 ### ## ##", "030 #######", "33# ### ####", "60# ### ###", "0# #### ####",
)  # fmt: skip


def _ipv4(random: Random) -> str:
    while True:
        address = IPv4Address(random.randrange(1 << 24, 224 << 24))
        if address.is_global:
            return str(address)


def _ipv6(random: Random) -> str:
    lead = random.choice((0x2A02, 0x2A00, 0x2600, 0x2A01, 0x2403, 0x2804, 0x2C0F))
    short = random.getrandbits(32) << 64 | random.getrandbits(16)
    low = random.choice((random.getrandbits(112), short))
    address = IPv6Address(lead << 112 | low)
    return random.choice((str(address), str(address), address.exploded, str(address).upper()))


def _vin(random: Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    values = dict(
        zip(letters[:23], (*range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10)), strict=True)
    )
    maker = random.choice(("1HG", "1FT", "1G1", "5YJ", "4T1", "JTD", "WBA", "WVW", "3VW", "2HG"))
    year = random.choice("ABCDEFGHJKLMNPRST")
    body = maker + "".join(random.choices(letters, k=5)) + "0" + year + random.choice("ABCFGPRU")
    body += filled(random, "??????")
    total = sum(
        (values[each] if each in values else int(each)) * weight
        for each, weight in zip(body, (8, 7, 6, 5, 4, 3, 2, 10, 0, *range(9, 1, -1)), strict=True)
    )
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def _imei(random: Random) -> str:
    whole = luhn(random.choice(("35", "86", "01", "99")) + filled(random, "????????????"))
    return random.choice(
        (whole, whole, cut(whole, (2, 6, 6, 1), "-"), cut(whole, (2, 6, 6, 1), " "))
    )


def _routing(random: Random) -> str:
    lead = random.choice([*range(1, 13), *range(21, 33)])
    body = f"{lead:02}{filled(random, '??????')}"
    return body + str(-weighed(body, (3, 7, 1, 3, 7, 1, 3, 7)) % 10)


def _born(random: Random) -> str:
    year, month, day = born(random)
    name = month_name[month]
    return random.choice(
        (
            f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{month}/{day}/{year}", f"{year}/{month:02}/{day:02}", f"{day}-{month}-{year}",
            f"{day}.{month}.{year}", f"{day} {name} {year}", f"{name} {day}, {year}",
            f"{day}-{name[:3]}-{year}", f"{month:02}/{day:02}/{year % 100:02}",
        )
    )  # fmt: skip


def _mac(random: Random, separators: str = ":-") -> str:
    lead = random.choice(("3c22fb", "a4c138", "f0189b", "0050b6", "dca632", "b827eb"))
    whole = lead + random.randbytes(3).hex()
    whole = random.choice((str.lower, str.upper))(whole)
    return cut(whole, (2,) * 6, random.choice(separators)) if separators else whole


PASSPORTS = (
    "?????????", "^????????", "C01X0006H", "CF?ZRKHT?", "L01X00T4?", "1#CK?????", "YA???????",
    "YB???????", "PAB??????", "XDC??????", "R???????", "Z???????", "E????????", "EA???????",
    "EJ???????", "TK???????", "TZ???????", "M????????", "AB??????", "HK??????", "PA???????",
    "N???????", "RA???????", "FX??????", "GA??????", "EH???????", "S???????", "X???????",
    "NX?RKP4?2", "U????????", "7# ???????", "5????????",
)  # fmt: skip
LICENCES = (
    "^???????", "^????????????", "^???-????-????", "???????? ", "^????-?????-?????",
    "MORGA7071?6SM9^^", "LINDQ8562?2K99^^", "B072RRE2I5?", "J430A1RZN1?", "U1?3K?????W",
    "MI???????F", "TO???????K", "MH12 2011???????", "KA0520190?????", "DL-0420110??????",
    "0???????????", "11-??-??????-??", "DW??????", "99 ?? ??????", "T??-??-????", "5?????????3",
)  # fmt: skip

ALONE: dict[str, Make] = {
    "iban": _iban, "credit_card": _card, "email": _email, "phone": _phone, "ipv4": _ipv4,
    "ipv6": _ipv6,
    "mac": lambda random: (
        cut(_mac(random, ""), (4, 4, 4), ".") if random.random() < 0.2 else _mac(random)
    ),
    "btc": _btc, "eth": _eth,
}  # fmt: skip
"""What is known by its form."""
BESIDE: dict[str, Make] = {
    "vin": _vin, "imei": _imei, "us_routing": _routing, "date_of_birth": _born,
    "us_bank_account": one_of("########", "#?????????", "????????????", "#????????"),
    "passport": one_of(*PASSPORTS),
    "driver_license": lambda random: filled(random, random.choice(LICENCES)).strip(),
    "swift_bic": lambda random: (
        random.choice(BICS)
        + random.choice(PLACES)
        + random.choice(("", "", "X" * 3, filled(random, "???")))
    ),
    "credit_card": lambda random: _card(random).replace(" ", random.choice((" ", "."))),
    "mac": lambda random: _mac(random, ""),
    "eth": lambda random: "0x" + random.randbytes(20).hex(),
    "phone": _bare_phone,
}  # fmt: skip
"""What needs its name beside it."""
