"""Addresses, money, things and papers: their values and the ways they are written."""

from __future__ import annotations

import hashlib
import ipaddress
import string
from typing import TYPE_CHECKING

from bench.redaction.checks import iban, luhn
from bench.redaction.splits.forms import cut, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["PAPERS", "PLAIN"]

_BANKS = (
    "DE" + "?" * 18, "FR" + "?" * 10 + "!" * 11 + "??", "GB^^^^" + "?" * 14, "ES" + "?" * 20,
    "IT^" + "?" * 22, "NL^^^^" + "?" * 10, "BE" + "?" * 12, "CH" + "?" * 17, "AT" + "?" * 16,
    "PL" + "?" * 24, "PT" + "?" * 21, "SE" + "?" * 20, "NO" + "?" * 11, "DK" + "?" * 14,
    "FI" + "?" * 14, "IE^^^^" + "?" * 14, "LU???" + "!" * 13, "CZ" + "?" * 20, "SK" + "?" * 20,
    "HU" + "?" * 24, "RO^^^^" + "!" * 16, "BG^^^^??????" + "!" * 8, "HR" + "?" * 17,
    "SI" + "?" * 15, "EE" + "?" * 16, "LV^^^^" + "!" * 13, "LT" + "?" * 16,
    "MT^^^^?????" + "!" * 18, "CY????????" + "!" * 16, "GR???????" + "!" * 16,
    "TR?????0" + "!" * 16, "SA??" + "!" * 18, "AE" + "?" * 19, "IL" + "?" * 19,
    "KW^^^^" + "!" * 22, "QA^^^^" + "!" * 21, "BH^^^^" + "!" * 14, "JO^^^^????" + "!" * 18,
    "LB????" + "!" * 20, "EG" + "?" * 25, "BR" + "?" * 23 + "^!", "KZ???" + "!" * 13,
    "UA??????" + "!" * 19, "GE^^" + "?" * 16, "AZ^^^^" + "!" * 20, "MD!!" + "!" * 18,
    "RS" + "?" * 18, "AL????????" + "!" * 16, "IS" + "?" * 22, "LI?????" + "!" * 12,
    "MC" + "?" * 23, "PK^^^^" + "!" * 16, "DO!!!!" + "?" * 20, "TN" + "?" * 20, "XK" + "?" * 16,
)  # fmt: skip


def _iban(random: Random) -> str:
    form = random.choice(_BANKS[:22] if random.random() < 0.6 else _BANKS)
    text = iban(form[:2], filled(random, form[2:]))
    way = random.random()
    if way < 0.4:
        return text
    fours = cut(text, [4] * (len(text) // 4), " ")
    if way < 0.75:
        return fours
    return {0: text.lower(), 1: fours.replace(" ", "-"), 2: fours.replace(" ", "\u00a0"),
            3: fours.lower()}[random.randrange(4)]  # fmt: skip


_ISSUERS = (
    ("4", 16), ("4", 16), ("4", 16), ("4", 19), ("51", 16), ("52", 16), ("53", 16), ("54", 16),
    ("55", 16), ("2221", 16), ("2450", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16),
    ("644", 16), ("649", 16), ("65", 16), ("36", 14), ("38", 14), ("300", 14), ("305", 14),
    ("3528", 16), ("3589", 16), ("3540", 16), ("6221", 16), ("6250", 16), ("6200", 17),
    ("6225", 19), ("5018", 16), ("5020", 18), ("6304", 19), ("6759", 16), ("6761", 16),
    ("2200", 16), ("2204", 16), ("6521", 16), ("5067", 16),
)  # fmt: skip


def _card(random: Random) -> str:
    head, length = random.choice(_ISSUERS)
    text = luhn(head + filled(random, "?" * (length - 1 - len(head))))
    if random.random() < 0.4:
        return text
    sizes = {15: (4, 6), 14: (4, 6)}.get(length, (4, 4, 4, 4))
    return cut(text, sizes, random.choice([" ", " ", "-", "-", "\u00a0", "."]))


_NAMES = ("anna", "j.smith", "maria-luisa", "o'connor", "kenji.tanaka", "p_novak", "li.wei",
          "r.van.den.berg", "zoe+news", "sales", "a", "dimitri.k", "m.o.r.e", "fatima_zahra",
          "jürgen", "user.name+tag+sorting", "bob42", "x-ray", "info", "hr_team", "JANE.DOE",
          "Tom", "erik99", "1984.winston", "noreply-4411", "c++dev", "ann/lee",
          "kl=42")  # fmt: skip
_HOSTS = ("gmail.com", "outlook.com", "yahoo.co.jp", "proton.me", "web.de", "orange.fr", "mail.ru",
          "acme-corp.com", "cs.ox.ac.uk", "eu.mail.acme.io", "qq.com", "163.com", "naver.com",
          "libero.it", "uol.com.br", "university.edu", "studio.photography", "foo.museum",
          "bücher.de", "xn--bcher-kva.de", "почта.рф", "my-shop.store", "x.ai", "example.org",
          "GMAIL.COM", "hotmail.es", "wp.pl", "seznam.cz", "bigpond.net.au",
          "navy.mil")  # fmt: skip


def _email(random: Random) -> str:
    name = random.choice(_NAMES)
    if random.random() < 0.5:
        name += filled(random, random.choice(["##", ".``````", "_&&&", "-`````"]))
    return f"{name}@{random.choice(_HOSTS)}"


_INTERNATIONAL = one_of(
    "+1 415-5##-????", "+1 (212) 6##-????", "+1-312-7##-????", "+1.646.8##.????", "+13035##????",
    "(617) 4##-????", "702-5##-????", "206.5##.????", "1-800-6##-????", "(416)-5##-????",
    "+1 787 5## ????", "604 6## ????", "1 (514) 3##-????",
    "+44 20 79## 0???", "+44 7700 900###", "+44 (0)161 496 0###", "+4479########",
    "0044 20 79## ????", "+49 30 90#####", "+49 (0)89 1######", "+49 151 2#######",
    "0049 171 #######", "+49-40-3######", "+49/221/4#####", "+33 6 ## ## ## ##",
    "+33 (0)1 4# ## ## ##", "+336########", "0033 7 ## ## ## ##", "+34 6## ### ###",
    "+34 91# ## ## ##", "+39 06 6## #####", "+39 347 #######", "+39 02-4#######",
    "+351 91# ### ###", "+31 6 ########", "+31 (0)20 #######", "+32 47# ## ## ##",
    "+41 79 ### ## ##", "+43 664 #######", "+43 1 5######", "+46 70-### ## ##", "+47 9## ## ###",
    "+45 ## ## ## ##", "+358 40 #######", "+48 60# ### ###", "+48 22 ### ## ##",
    "+420 60# ### ###", "+421 90# ### ###", "+36 20 ### ####", "+40 72# ### ###",
    "+30 69# ### ####", "+90 53# ### ## ##", "+7 91# ###-##-##", "+7 (495) ###-##-##",
    "8 (916) ###-##-##", "+380 67 ### ## ##", "+972 54-###-####", "+971 50 ### ####",
    "+966 5# ### ####", "+20 10 #### ####", "+27 82 ### ####", "+234 803 ### ####",
    "+254 7## ######", "+91 98### #####", "+91-98########", "+91 (22) 2### ####",
    "+92 300 #######", "+880 17##-######", "+86 138 #### ####", "+86-10-6#######", "+86138########",
    "+81 90-####-####", "+81 (0)3-3###-####", "+82 10-####-####", "+82-2-3###-####",
    "+65 9### ####", "+852 9### ####", "+886 91# ### ###", "+66 81 ### ####", "+84 91 ### ## ##",
    "+62 812-####-####", "+60 12-### ####", "+63 917 ### ####", "+61 41# ### ###",
    "+61 2 9### ####", "+61 (0)3 9### ####", "+64 21 ### ####", "+55 11 9####-####",
    "+55 (21) 9####-####", "+54 9 11 ####-####", "+52 55 #### ####", "+56 9 #### ####",
    "+57 30# ### ####", "+51 9## ### ###", "+353 87 ### ####", "+370 6## #####", "+371 2### ####",
    "+1 415-5##-???? ext. 4#", "+1 (303) 5##-????x2##",
)  # fmt: skip


def _phone(random: Random) -> str:
    text = _INTERNATIONAL(random)
    return text.replace("-", "\u2011").replace(" ", "\u00a0") if random.random() < 0.04 else text


def _ipv4(random: Random) -> str:
    first = random.choice([each for each in range(11, 223) if each not in (127, 169)])
    rest = ((0, 255), (0, 255), (1, 254))
    return ".".join([str(first), *(str(random.randint(*each)) for each in rest)])


def _ipv6(random: Random) -> str:
    way = random.randrange(8)
    head = random.choice(
        ["2001:db8", "2a02:8109", "2600:1f18", "2a00:1450", "fd12:3456", "2405:200"]
    )
    full = head + ":" + filled(random, ":".join(["~~~~"] * 6))
    if way < 2:
        return full
    if way == 2:
        return full.upper()
    if way == 3:
        return filled(random, f"fe80::#~~~:~~ff:fe~~:~~~~%{random.choice(['eth0', 'en0', '3'])}")
    if way == 4:
        return f"::ffff:{_ipv4(random)}"
    if way == 5:
        return ipaddress.ip_address(full).exploded
    return filled(random, random.choice([f"{head}::#~", f"{head}:~~~~::#~~~", f"{head}:#:#::#"]))


def _mac(random: Random) -> str:
    octets = [f"{random.randrange(256):02x}" for _ in range(5)]
    text = ":".join([random.choice(["00", "3c", "a4", "f0", "dc", "ac", "02"]), *octets])
    text = random.choice([text, text, text.replace(":", "-"),
                          cut(text.replace(":", ""), (4, 4), ".")])  # fmt: skip
    return text.upper() if random.random() < 0.5 and "." not in text else text


_B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_B32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _base58(random: Random) -> str:
    body = bytes([random.choice([0, 0, 5])]) + random.randbytes(20)
    data = body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4]
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = _B58[digit] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def _bech32(random: Random) -> str:
    version, size = random.choice([(0, 20), (0, 20), (0, 32), (1, 32)])
    bits = "".join(f"{each:08b}" for each in random.randbytes(size))
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    state = 1
    for value in [3, 3, 0, 2, 3, *data, 0, 0, 0, 0, 0, 0]:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= factor if top >> bit & 1 else 0
    state ^= 0x2BC830A3 if version else 1
    check = [state >> 5 * (5 - place) & 31 for place in range(6)]
    text = "bc1" + "".join(_B32[each] for each in data + check)
    return text.upper() if random.random() < 0.1 else text


def _btc(random: Random) -> str:
    return (_bech32 if random.random() < 0.5 else _base58)(random)


def _rotated(word: int, by: int) -> int:
    return (word << by | word >> 64 - by) & 0xFFFFFFFFFFFFFFFF if by else word


def _keccak(data: bytes) -> bytes:
    """Hash one block as Ethereum does."""
    block = (data + b"\1").ljust(136, b"\0")
    block = block[:-1] + bytes([block[-1] | 0x80])
    lanes = [[0] * 5 for _ in range(5)]
    for at in range(17):
        lanes[at % 5][at // 5] = int.from_bytes(block[8 * at : 8 * at + 8], "little")
    register = 1
    for _ in range(24):
        sums = [a ^ b ^ c ^ d ^ e for a, b, c, d, e in lanes]
        mixed = [sums[(x + 4) % 5] ^ _rotated(sums[(x + 1) % 5], 1) for x in range(5)]
        lanes = [[lane ^ mixed[x] for lane in lanes[x]] for x in range(5)]
        x, y, current = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _rotated(current, (step + 1) * (step + 2) // 2 % 64)
        lanes = [[lanes[x][y] ^ ~lanes[(x + 1) % 5][y] & lanes[(x + 2) % 5][y] for y in range(5)]
                 for x in range(5)]  # fmt: skip
        for bit in range(7):
            lanes[0][0] ^= (1 << (1 << bit) - 1) if register & 1 else 0
            register = (register << 1 ^ (register >> 7) * 0x71) & 0xFF
    return b"".join(lanes[x][0].to_bytes(8, "little") for x in range(4))


def _eth(random: Random) -> str:
    text = filled(random, "~" * 40)
    digest = _keccak(text.encode()).hex()
    pairs = zip(text, digest, strict=False)
    return "0x" + "".join(a.upper() if int(b, 16) > 7 else a for a, b in pairs)


def _eth_any(random: Random) -> str:
    text = _eth(random)
    return text.lower() if random.random() < 0.4 else text


def _vin(random: Random) -> str:
    letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
    maker = random.choice(["1HG", "1FT", "2T1", "4T1", "5YJ", "1G1", "3VW", "JTD", "WBA", "WVW"])
    text = maker + "".join(random.choice(letters[:-3]) for _ in range(5)) + "0"
    text += random.choice("ABCDEFGHJKLMNPRSTVWXY123456789") + random.choice("ABCDEFGH")
    text += filled(random, "??????")
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    total = sum(
        (int(each) if each.isdigit() else values[each]) * weight
        for each, weight in zip(text, weights, strict=True)
    )
    text = text[:8] + "0123456789X"[total % 11] + text[9:]
    return text.lower() if random.random() < 0.1 else text


def _imei(random: Random) -> str:
    text = luhn(random.choice(["35", "86", "01", "99"]) + filled(random, "?" * 12))
    sizes, separator = random.choice([((), ""), ((), ""), ((2, 6, 6), "-"), ((2, 6, 6), " ")])
    return cut(text, sizes, separator)


def _npi(random: Random) -> str:
    return luhn("80840" + random.choice("12") + filled(random, "?" * 8))[5:]


def _dea(random: Random) -> str:
    digits = filled(random, "??????")
    even, odd = (sum(map(int, digits[start::2])) for start in (1, 0))
    return f"{random.choice('ABFGMPR')}{filled(random, '^')}{digits}{(odd + 2 * even) % 10}"


def _mbi(random: Random) -> str:
    letters = "ACDEFGHJKMNPQRTUVWXY"
    text = "".join(
        random.choice(
            {"C": "123456789", "N": string.digits, "A": letters}.get(each, letters + string.digits)
        )
        for each in "CAXNAXNAANN"
    )
    return random.choice([text, text, cut(text, (4, 3), "-")])


def _routing(random: Random) -> str:
    head = random.choice([*range(1, 13), *range(21, 33)])
    body = f"{head:02}{filled(random, '??????')}"
    return body + str(-sum(int(a) * b for a, b in zip(body, (3, 7, 1) * 3, strict=False)) % 10)


def _bic(random: Random) -> str:
    bank = random.choice(["DEUT", "BNPA", "CHAS", "HSBC", "UBSW", "INGB", "BARC", "NDEA", "SBIN"])
    place = random.choice(["DEFF", "FRPP", "US33", "GB2L", "CHZH", "NL2A", "SESS", "INBB", "JPJT"])
    return bank + place + random.choice(["", "", "X" * 3, filled(random, "!!!")])


PLAIN: dict[str, Make] = {
    "iban": _iban, "credit_card": _card, "email": _email, "phone": _phone, "ipv4": _ipv4,
    "ipv6": _ipv6, "mac": _mac, "btc": _btc, "eth": _eth,
}  # fmt: skip
PAPERS: dict[str, Make] = {
    "swift_bic": _bic, "vin": _vin, "imei": _imei, "us_npi": _npi, "us_dea": _dea, "us_mbi": _mbi,
    "us_routing": _routing, "us_bank_account": one_of("########", "?" * 10, "?" * 12,
    "000#########"),
    "credit_card": _card, "eth": _eth_any,
    "mac": lambda random: _mac(random).translate({ord(each): None for each in ":-."}),
}  # fmt: skip
