"""Made-up personal data and secrets, in every place of a span and every way to write them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from urllib.parse import quote

from bench.redaction.splits import national
from bench.redaction.values import VALUES
from spanmill.testing import span
from spanmill.testing.spans import attributes

WITH_CONTEXT = {
    "us_itin": lambda rng: (
        "ITIN {}",
        f"9{rng.randrange(100):02}-{rng.randrange(50, 65)}-{rng.randrange(1000, 9999)}",
    ),
    "uk_nhs": lambda rng: ("NHS number: {}", nhs(rng)),
    "in_aadhaar": lambda rng: ("Aadhaar {}", aadhaar(rng)),
    "date_of_birth": lambda rng: (
        "date of birth: {}",
        f"19{rng.randrange(30, 99)}-{rng.randrange(1, 13):02}-{rng.randrange(13, 29)}",
    ),
    "us_ssn": lambda rng: ("ssn: {}", f"{rng.randrange(100, 660)}{rng.randrange(100000, 999999)}"),
    "phone": lambda rng: ("phone: {}", f"{rng.randrange(2, 9)}{rng.randrange(10**8, 10**9)}"),
    "secret_kv": lambda rng: ("password={}", f"{rng.getrandbits(60):015x}9x"),
    "auth_header": lambda rng: ("Authorization: Bearer {}", f"{rng.getrandbits(90):024x}"),
    "url_credentials": lambda rng: ("https://user:{}@db.example/x", f"{rng.getrandbits(60):015x}"),
    "ca_sin": lambda rng: ("SIN: {}", national.sin(rng)),
    "au_tfn": lambda rng: ("TFN {}", national.tfn(rng)),
    "de_steuer_id": lambda rng: ("Steuer-ID {}", national.steuer(rng)),
    "pl_pesel": lambda rng: ("PESEL {}", national.pesel(rng)),
    "nl_bsn": lambda rng: ("BSN {}", national.bsn(rng)),
    "tr_tckn": lambda rng: ("TCKN {}", national.tckn(rng)),
    "jp_my_number": lambda rng: ("My Number: {}", national.mynumber(rng)),
    "za_id": lambda rng: ("ID number {}", national.za_id(rng)),
    "imei": lambda rng: ("IMEI {}", national.imei(rng)),
    "us_npi": lambda rng: ("NPI {}", national.npi(rng)),
    "us_dea": lambda rng: ("DEA number {}", national.dea(rng)),
}
"""Kinds that a word, a key or a scheme announces, with the text around them."""


def nhs(rng):
    """Return a number of the health service."""
    while True:
        digits = [rng.randrange(10) for _ in range(9)]
        check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            text = "".join(map(str, [*digits, check % 11]))
            return f"{text[:3]} {text[3:6]} {text[6:]}"


PERMUTED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def dihedral(one, two):
    """Multiply in the dihedral group of order ten."""
    if one < 5:
        return (one + two) % 5 if two < 5 else 5 + (one + two) % 5
    return 5 + (one - two) % 5 if two < 5 else (one - two) % 5


def aadhaar(rng):
    """Return an Indian number with Verhoeff's check digit."""
    body = [rng.randrange(2, 10), *(rng.randrange(10) for _ in range(10))]
    check = 0
    for place, digit in enumerate(reversed(body), 1):
        for _ in range(place % 8):
            digit = PERMUTED[digit]  # noqa: PLW2901 permuted as often as its place says
        check = dihedral(check, digit)
    last = next(each for each in range(10) if dihedral(check, each) == 0)
    text = "".join(map(str, [*body, last]))
    return f"{text[:4]} {text[4:8]} {text[8:]}"


def in_json(text, depth):
    """Wrap a text into JSON, and that into JSON."""
    for _ in range(depth):
        text = json.dumps({"text": text, "n": 1})
    return text


def escaped(value):
    """Write everything but letters and digits as JSON escapes."""
    return "".join(each if each.isalnum() else f"\\u{ord(each):04x}" for each in value)


def typographic(value):
    """Write dashes and blanks as language models do."""
    return value.replace("-", "\u2011").replace(" ", "\u00a0")


def full_width(value):
    """Write digits in full width."""
    return "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in value)


def zero_width(value):
    """Put a character of no width into the middle."""
    middle = len(value) // 2
    return f"{value[:middle]}\u200b{value[middle:]}"


ENCODINGS = {
    "plain": (str, "it is {} thanks"),
    "newline": (str, "first\n{}\nlast"),
    "newline in JSON": (str, lambda text: in_json(f"a\n{text}\tb", 1)),
    "tab in JSON": (str, lambda text: in_json(f"a\t{text}", 1)),
    "JSON in JSON": (str, lambda text: in_json(f"a\n{text}\nb", 2)),
    "JSON in JSON in JSON": (str, lambda text: in_json(f"{text}\n", 3)),
    "escapes": (escaped, '{{"t": "{}"}}'),
    "percent": (lambda value: quote(value, safe=""), "q={}&x=1"),
    "typography": (typographic, "see {}."),
    "full width": (full_width, "see {}."),
    "zero width": (zero_width, "see {}."),
    "bold": (str, "**{}**"),
    "code": (str, "`{}`"),
    "emphasis": (str, "_{}_"),
    "Chinese": (str, "客户{}的"),
}
"""How a value is written, and the text around it."""


@dataclass(frozen=True, slots=True)
class Canary:
    """One value as it is written, and the text that holds it."""

    entity: str
    encoding: str
    written: str
    text: str


def wrapped(frame, text):
    """Put a text into a frame."""
    return frame(text) if callable(frame) else frame.format(text)


def tier_a(seed, count):
    """Return canaries that need no word beside them."""
    rng = random.Random(seed)
    kinds, encodings = list(VALUES), list(ENCODINGS)
    for number in range(count):
        entity = kinds[number % len(kinds)]
        name = encodings[number // len(kinds) % len(encodings)]
        write, frame = ENCODINGS[name]
        written = write(VALUES[entity](rng))
        yield Canary(entity, name, written, wrapped(frame, written))


def tier_b(seed, count):
    """Return canaries that something beside them announces."""
    rng = random.Random(seed)
    kinds, encodings = list(WITH_CONTEXT), list(ENCODINGS)
    for number in range(count):
        entity = kinds[number % len(kinds)]
        name = encodings[number // len(kinds) % len(encodings)]
        write, frame = ENCODINGS[name]
        context, value = WITH_CONTEXT[entity](rng)
        written = write(value)
        yield Canary(entity, name, written, wrapped(frame, context.format(written)))


PLACES = 14


def spans_of(canaries, first):
    """Yield resource, scope and span with a canary in each place, until all have one."""
    texts = [each.text for each in canaries]
    for at in range(0, len(texts), PLACES):
        part = texts[at : at + PLACES]
        part += ["none"] * (PLACES - len(part))
        yield one_span(first + at // PLACES, *part)


def one_span(number, *texts):
    """Return resource, scope and span that hold these texts."""
    attribute, listed, mapped, raw, key, inner, *rest = texts
    name, event, event_attribute, link, message, state, resource, scope = rest
    made = span(
        name,
        number=number,
        trace=number,
        attrs={
            "a": attribute,
            "list": ["x", listed],
            "map": {"deep": {"er": mapped}},
            "raw": raw.encode(),
            f"k {key}": "v",
            "keys": {inner: "v"},
        },
        events=[{"name": event, "attributes": attributes({"e": event_attribute})}],
        links=[{"traceId": "ab" * 16, "spanId": "cd" * 8, "attributes": attributes({"l": link})}],
    )
    made |= {"status": {"code": 2, "message": message}, "traceState": f"v={state}"}
    held = {"name": "s", "attributes": attributes({"s": scope})}
    return {"service.name": "s", "r": resource}, held, made


def request(canaries, first=1):
    """Return OTLP JSON that holds them all, in spans and traces numbered from `first` on."""
    rows = [
        {
            "resource": {"attributes": attributes(resource)},
            "scopeSpans": [{"scope": scope, "spans": [made]}],
        }
        for resource, scope, made in spans_of(canaries, first)
    ]
    return json.dumps({"resourceSpans": rows}).encode()
