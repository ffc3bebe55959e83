"""The test split: templates, generators and formats that nothing was tuned on.

Written apart from `corpora` and `values`, which are the development split. What is missed here is
reported; this file does not change to hide it.
"""

from __future__ import annotations

import json
import string
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["NEGATIVES", "TIER_A", "TIER_B", "Sample", "samples"]

ALNUM = string.ascii_letters + string.digits
TEMPLATES = (
    "Customer left {} on the ticket", "ERROR handler failed for {}: retry 3/5", "value='{}'",
    "INSERT INTO t (a, b) VALUES ('{}', 7)", "From: {}\nSubject: hello\n", "curl -d '{}' h/x",
    '<field name="x">{}</field>', "| {} | done |", "- {}\n- other\n", "raise Problem('{}')",
    "x: {}\ny: 2\n", "Mein Wert heißt {}, bitte prüfen", "値は{}です", "el dato: {};", "[{}]",
)  # fmt: skip
"""Log, SQL, mail, shell, markup, tables, exceptions, configuration, other languages."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with one value in it."""

    entity: str
    value: str
    text: str


def _filled(random: Random, form: str) -> str:
    """Fill a form.

    `#` is a digit of 2 to 9, `?` any, `*` a letter or digit, `^` a capital, `~` hexadecimal.
    """
    alphabets = {"#": "23456789", "?": string.digits, "*": ALNUM, "^": string.ascii_uppercase}
    alphabets["~"] = "0123456789abcdef"
    return "".join(random.choice(alphabets.get(each, each)) for each in form)


def _one_of(*forms: str) -> Callable[[Random], str]:
    return lambda random: _filled(random, random.choice(forms))


def _luhn(body: str) -> str:
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = int(letter) * (2 - place % 2)
        total += value - 9 * (value > 9)  # the sum of two digits
    return body + str(-total % 10)


def _card(random: Random) -> str:
    prefix, length, cuts = random.choice(
        (
            ("4", 13, ()), ("6304", 19, ()), ("58", 12, ()), ("3792", 15, (4, 10)),
            ("3055", 14, (4, 10)), ("2345", 16, (4, 8, 12)), ("6445", 16, (4, 8, 12)),
        )
    )  # fmt: skip
    number = _luhn(prefix + _filled(random, "?" * (length - len(prefix) - 1)))
    parts = (number[a:b] for a, b in zip((0, *cuts), (*cuts, length), strict=True))
    return random.choice((" ", "-", ".")).join(parts)


def _iban(random: Random) -> str:
    country, form = random.choice(
        (
            ("AT", "?" * 16), ("CH", "?" * 17), ("IT", "^" + "?" * 22), ("PL", "?" * 24),
            ("MT", "^^^^" + "?" * 5 + "*" * 18), ("NO", "?" * 11), ("SA", "?" * 20),
        )
    )  # fmt: skip
    body = _filled(random, form).upper()
    check = 98 - int("".join(str(int(each, 36)) for each in f"{body}{country}00")) % 97
    return f"{country}{check:02}{body}"


def _nir(random: Random) -> str:
    body = f"2{random.randrange(100):02}{random.randrange(1, 13):02}{_filled(random, '????????')}"
    key = f"{97 - int(body) % 97:02}"
    cuts = (0, 1, 3, 5, 7, 10, 13)
    parts = [body[a:b] for a, b in pairwise(cuts)]
    return " ".join([*parts, key])


def _nie(random: Random) -> str:
    lead, digits = random.randrange(3), _filled(random, "???????")
    letter = "TRWAGMYFPDXBNJZSQVHLCKE"[int(f"{lead}{digits}") % 23]
    return f"{'XYZ'[lead]}{digits}{letter}"


def _address(random: Random) -> str:
    groups = [f"{random.randrange(0x1000, 0x10000):X}" for _ in range(7)]
    return random.choice(("2A00:" + ":".join(groups), f"2400:cb00:{groups[0]}::{groups[1]}"))


TIER_A: dict[str, Callable[[Random], str]] = {
    "email": _one_of(
        "j.m_????@sub.dept.uni-x.edu", "team-????@firma.museum", "????@a1.co.jp",
        "x????@xn--bcher-kva.example", "First.Last????@EXAMPLE.ORG", "a+b-????@mail.example.info",
    ),
    "credit_card": _card,
    "us_ssn": _one_of("2##-##-####", "4## ## ####", "5##-##-####"),
    "phone": _one_of(
        "+61 4## ### ###", "+81-3-####-####", "+55 11 9####-####", "+34 6## ### ###",
        "+39 06 #### ####", "(231) 3##-####", "1-812-4##-####", "+1.531.3##.####",
        "+971 50 ### ####", "+46 70 ### ## ##", "00 44 20 #### ####",
    ),
    "ipv4": _one_of("185.1##.2#.##", "23.##.1##.2", "198.51.100.#", "100.2#.1##.9#"),
    "ipv6": _address,
    "mac": _one_of("#A:#B:#C:#D:#E:#F", "#a-#b-#c-#d-#e-#f", "####.####.##a#"),
    "iban": _iban,
    "uk_nino": _one_of("AE ## ## ## C", "TP######A", "ZA######D"),
    "in_pan": _one_of("^^^P^####^", "^^^C^####^", "^^^H^####^"),
    "es_nif": _nie,
    "fr_nir": _nir,
    "llm_key": _one_of(
        "sk-ant-admin01-" + "*" * 86 + "AA", "nvapi-" + "*" * 64, "pplx-" + "*" * 48,
        "r8_" + "*" * 37, "tvly-" + "*" * 32, "sk-svcacct-" + "*" * 74,
    ),
    "aws_key": _one_of("AKIA" + "^" * 16, "ABIA" + "^" * 16),
    "github_token": _one_of("gho_" + "*" * 36, "github_pat_" + "*" * 22 + "_" + "*" * 59),
    "cloud_token": _one_of(
        "rk_live_" + "*" * 24, "xoxp-????????????-????????????-" + "*" * 32,
        "glsa_" + "*" * 32 + "_????????",
        "SK" + "~" * 32, "dckr_pat_" + "*" * 27, "sq0atp-" + "*" * 22,
        "whsec_" + "*" * 32, "lin_api_" + "*" * 40,
    ),
}  # fmt: skip
"""What needs no word beside it."""

TIER_B: dict[str, tuple[tuple[str, ...], Callable[[Random], str]]] = {
    "us_itin": (("my ITIN is {}", '{{"itin": "{}"}}'), _one_of("9##-52-####", "9#2 78 ####")),
    "us_ssn": (("SSN {}", '{{"socialSecurityNumber":"{}"}}'), _one_of("2########")),
    "phone": (("mobile {}", '{{"phone_number": "{}"}}', "tel. {}"), _one_of("3#########")),
    "date_of_birth": (
        ("born on {}", '{{"dateOfBirth": "{}"}}', "DOB {}"),
        _one_of("19#2-03-1#", "1#/04/19##", "1#.05.19##"),
    ),
    "swift_bic": (('{{"bic": "{}"}}', "swift={}"), _one_of("DEUTDE##", "BNPAFRPP###")),
    "secret_kv": (("db_password={}", '{{"client_secret": "{}"}}'), _one_of("Xy?" + "*" * 9 + "!")),
    "auth_header": (
        ("Authorization: Token {}", "Proxy-Authorization: Basic {}"),
        _one_of("*?" * 12),
    ),
    "url_credentials": (
        ("amqp://svc:{}@mq.example:5672/", "https://u:{}@h.example"),
        _one_of("*?" * 6),
    ),
}  # fmt: skip
"""What something beside it announces, with that."""

NEGATIVES: tuple[Callable[[Random], str], ...] = (
    _one_of("build-????????-??", "v?.??.???-rc?", "sha256:" + "?a" * 32, "0x" + "?f" * 8),
    _one_of("span_id=?a?b?c?d?e?f?a?b", "X-Request-Id: ????????-????-4???-8???-????????????"),
    _one_of("17????????.??????", "17???????????", "20??-0#-1#T0#:3#:1#.???Z", "0#:1#:2#,???"),
    _one_of("tokens=????/????", "p99=??.??ms", "(???, ???)", "????x????", "[?.????, -?.????]"),
    _one_of("req_*" + "*" * 23, "resp_" + "?a" * 24, "msg_01" + "*" * 22, "run-" + "*" * 20),
    _one_of("ISBN 978-?-??-??????-?", "SKU ^^-????-^^", "RFC ????", "CVE-20??-?????", "port ?????"),
    _one_of("mod.rs:???:??", "a::b::c", "1.2.3.4.5", "node@18.?.?", "@types/node@2?.?.?", "%?????"),
)
"""What looks like something and is nobody's."""


def samples(seed: int, each: int, *, with_context: bool) -> Iterator[Sample]:
    """Yield texts with one value, in plain text, in JSON, and in JSON inside JSON."""
    random = Random(seed)  # noqa: S311 a fixed seed is the point
    kinds = TIER_B if with_context else TIER_A
    for entity in kinds:
        for number in range(each):
            if with_context:
                contexts, make = TIER_B[entity]
                value = make(random)
                text = random.choice(contexts).format(value)
            else:
                value = TIER_A[entity](random)
                text = random.choice(TEMPLATES).format(value)
            for _ in range(number % 3):
                text = json.dumps({"args": text}, ensure_ascii=number % 2 == 0)
            yield Sample(entity, value, text)
