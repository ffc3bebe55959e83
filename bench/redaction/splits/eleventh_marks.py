"""How the eleventh split writes its forms: runs of letters, templates, encodings, typography."""

from __future__ import annotations

import base64
import re
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["b64", "choice_of", "drawn", "dressed", "fill", "plain"]

_LETTERS = {
    "d": string.digits,
    "n": "123456789",
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "a": string.ascii_letters + string.digits,
    "b": string.ascii_letters + string.digits + "+/",
    "w": string.ascii_letters + string.digits + "_-",
    "u": string.ascii_uppercase,
    "l": string.ascii_lowercase,
    "L": string.ascii_letters,
    "m": string.ascii_lowercase + string.digits,
    "M": string.ascii_uppercase + string.digits,
    "t": string.ascii_uppercase + "234567",
    "p": string.ascii_letters + string.digits + "!%*+-_.",
}
_RUN = re.compile(r"<([dnhHabwulLmMtp])(\d+)>")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def plain(text: str) -> str:
    """Return a text with `<V>` in it as one to format, whose braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{}")


def drawn(random: Random, form: str) -> str:
    """Fill every `<h32>`: a letter that names an alphabet, and how many of it."""
    return _RUN.sub(lambda run: "".join(random.choices(_LETTERS[run[1]], k=int(run[2]))), form)


def fill(*forms: str) -> Make:
    """Return what fills one of these."""
    return lambda random: drawn(random, random.choice(forms))


def choice_of(*makes: Make) -> Make:
    """Return what makes one of these."""
    return lambda random: random.choice(makes)(random)


def b64(data: bytes, *, url: bool = False) -> str:
    """Return base64, padded as the standard has it and bare as URLs have it."""
    if url:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    return base64.b64encode(data).decode()


def dressed(random: Random, text: str, among: Iterable[str] = ("wide", "dash", "space")) -> str:
    """Return a number as some keyboards, word processors and web pages leave it: one in twelve."""
    if random.random() > 1 / 12:
        return text
    way = random.choice(tuple(among))
    if way == "wide":
        return text.translate(_WIDE)
    if way == "dash":
        return text.replace("-", random.choice("‐‑–−"))
    return text.replace(" ", random.choice("\u00a0\u2009\u202f"))
