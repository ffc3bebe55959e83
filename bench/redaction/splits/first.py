"""The first split: templates, generators and formats that nothing was tuned on.

Written apart from `corpora` and `values`, which are the development split.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, luhn
from bench.redaction.splits.forms import Split, filled, one_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["SPLIT"]

TEMPLATES = (
    "Customer left {} on the ticket", "ERROR handler failed for {}: retry 3/5", "value='{}'",
    "INSERT INTO t (a, b) VALUES ('{}', 7)", "From: {}\nSubject: hello\n", "curl -d '{}' h/x",
    '<field name="x">{}</field>', "| {} | done |", "- {}\n- other\n", "raise Problem('{}')",
    "x: {}\ny: 2\n", "Mein Wert heißt {}, bitte prüfen", "値は{}です", "el dato: {};", "[{}]",
)  # fmt: skip
"""Log, SQL, mail, shell, markup, tables, exceptions, configuration, other languages."""


def _card(random: Random) -> str:
    prefix, length, cuts = random.choice(
        (
            ("4", 13, ()), ("6304", 19, ()), ("58", 12, ()), ("3792", 15, (4, 10)),
            ("3055", 14, (4, 10)), ("2345", 16, (4, 8, 12)), ("6445", 16, (4, 8, 12)),
        )
    )  # fmt: skip
    number = luhn(prefix + filled(random, "?" * (length - len(prefix) - 1)))
    parts = (number[a:b] for a, b in zip((0, *cuts), (*cuts, length), strict=True))
    return random.choice((" ", "-", ".")).join(parts)


def _iban(random: Random) -> str:
    country, form = random.choice(
        (
            ("AT", "?" * 16), ("CH", "?" * 17), ("IT", "^" + "?" * 22), ("PL", "?" * 24),
            ("MT", "^^^^" + "?" * 5 + "*" * 18), ("NO", "?" * 11), ("SA", "?" * 20),
        )
    )  # fmt: skip
    body = filled(random, form).upper()
    return iban(country, body)


def _nir(random: Random) -> str:
    body = f"2{random.randrange(100):02}{random.randrange(1, 13):02}{filled(random, '????????')}"
    key = f"{97 - int(body) % 97:02}"
    cuts = (0, 1, 3, 5, 7, 10, 13)
    parts = [body[a:b] for a, b in pairwise(cuts)]
    return " ".join([*parts, key])


def _nie(random: Random) -> str:
    lead, digits = random.randrange(3), filled(random, "???????")
    letter = dni_letter(int(f"{lead}{digits}"))
    return f"{'XYZ'[lead]}{digits}{letter}"


def _address(random: Random) -> str:
    groups = [f"{random.randrange(0x1000, 0x10000):X}" for _ in range(7)]
    return random.choice(("2A00:" + ":".join(groups), f"2400:cb00:{groups[0]}::{groups[1]}"))


_TIER_A: dict[str, Callable[[Random], str]] = {
    "email": one_of(
        "j.m_????@sub.dept.uni-x.edu", "team-????@firma.museum", "????@a1.co.jp",
        "x????@xn--bcher-kva.example", "First.Last????@EXAMPLE.ORG", "a+b-????@mail.example.info",
    ),
    "credit_card": _card,
    "us_ssn": one_of("2##-##-####", "4## ## ####", "5##-##-####"),
    "phone": one_of(
        "+61 4## ### ###", "+81-3-####-####", "+55 11 9####-####", "+34 6## ### ###",
        "+39 06 #### ####", "(231) 3##-####", "1-812-4##-####", "+1.531.3##.####",
        "+971 50 ### ####", "+46 70 ### ## ##", "00 44 20 #### ####",
    ),
    "ipv4": one_of("185.1##.2#.##", "23.##.1##.2", "198.51.100.#", "100.2#.1##.9#"),
    "ipv6": _address,
    "mac": one_of("#A:#B:#C:#D:#E:#F", "#a-#b-#c-#d-#e-#f", "####.####.##a#"),
    "iban": _iban,
    "uk_nino": one_of("AE ## ## ## C", "TP######A", "ZA######D"),
    "in_pan": one_of("^^^P^####^", "^^^C^####^", "^^^H^####^"),
    "es_nif": _nie,
    "fr_nir": _nir,
    "llm_key": one_of(
        "sk-ant-admin01-" + "*" * 86 + "AA", "nvapi-" + "*" * 64, "pplx-" + "*" * 48,
        "r8_" + "*" * 37, "tvly-" + "*" * 32, "sk-svcacct-" + "*" * 74,
    ),
    "aws_key": one_of("AKIA" + "^" * 16, "ABIA" + "^" * 16),
    "github_token": one_of("gho_" + "*" * 36, "github_pat_" + "*" * 22 + "_" + "*" * 59),
    "cloud_token": one_of(
        "rk_live_" + "*" * 24, "xoxp-????????????-????????????-" + "*" * 32,
        "glsa_" + "*" * 32 + "_????????",
        "SK" + "~" * 32, "dckr_pat_" + "*" * 27, "sq0atp-" + "*" * 22,
        "whsec_" + "*" * 32, "lin_api_" + "*" * 40,
    ),
}  # fmt: skip
"""What needs no word beside it."""

_TIER_B: dict[str, tuple[tuple[str, ...], Callable[[Random], str]]] = {
    "us_itin": (("my ITIN is {}", '{{"itin": "{}"}}'), one_of("9##-52-####", "9#2 78 ####")),
    "us_ssn": (("SSN {}", '{{"socialSecurityNumber":"{}"}}'), one_of("2########")),
    "phone": (("mobile {}", '{{"phone_number": "{}"}}', "tel. {}"), one_of("3#########")),
    "date_of_birth": (
        ("born on {}", '{{"dateOfBirth": "{}"}}', "DOB {}"),
        one_of("19#2-03-1#", "1#/04/19##", "1#.05.19##"),
    ),
    "swift_bic": (('{{"bic": "{}"}}', "swift={}"), one_of("DEUTDE##", "BNPAFRPP###")),
    "secret_kv": (("db_password={}", '{{"client_secret": "{}"}}'), one_of("Xy?" + "*" * 9 + "!")),
    "auth_header": (
        ("Authorization: Token {}", "Proxy-Authorization: Basic {}"),
        one_of("*?" * 12),
    ),
    "url_credentials": (
        ("amqp://svc:{}@mq.example:5672/", "https://u:{}@h.example"),
        one_of("*?" * 6),
    ),
}  # fmt: skip
"""What something beside it announces, with that."""

_NEGATIVES = (
    one_of("build-????????-??", "v?.??.???-rc?", "sha256:" + "?a" * 32, "0x" + "?f" * 8),
    one_of("span_id=?a?b?c?d?e?f?a?b", "X-Request-Id: ????????-????-4???-8???-????????????"),
    one_of("17????????.??????", "17???????????", "20??-0#-1#T0#:3#:1#.???Z", "0#:1#:2#,???"),
    one_of("tokens=????/????", "p99=??.??ms", "(???, ???)", "????x????", "[?.????, -?.????]"),
    one_of("req_*" + "*" * 23, "resp_" + "?a" * 24, "msg_01" + "*" * 22, "run-" + "*" * 20),
    one_of("ISBN 978-?-??-??????-?", "SKU ^^-????-^^", "RFC ????", "CVE-20??-?????", "port ?????"),
    one_of("mod.rs:???:??", "a::b::c", "1.2.3.4.5", "node@18.?.?", "@types/node@2?.?.?", "%?????"),
)
"""What looks like something and is nobody's."""

SPLIT = Split(TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
