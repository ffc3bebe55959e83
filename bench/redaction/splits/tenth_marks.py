"""Marks that stand for letters by chance, in the tenth split's values and in what is nobody's."""

from __future__ import annotations

import base64
import re
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["any_of", "b64", "marked", "plain"]

_WORDS = (
    "amber", "anchor", "basil", "beacon", "birch", "candle", "cedar", "copper", "coral", "delta",
    "ember", "falcon", "fjord", "garnet", "harbor", "hazel", "indigo", "ivory", "jasper", "juniper",
    "kestrel", "lagoon", "lantern", "maple", "marble", "meadow", "nectar", "nimbus", "oasis",
    "olive", "onyx", "opal", "orchid", "otter", "pebble", "pepper", "pewter", "plaza", "quartz",
    "raven", "ridge", "saffron", "sage", "sierra", "silver", "spruce", "summit", "thistle",
    "timber", "topaz", "tulip", "velvet", "walnut", "willow",
)  # fmt: skip
_SETS = {
    "d": string.digits,
    "D": "123456789",
    "n": "23456789",
    "x": "0123456789abcdef",
    "X": "0123456789ABCDEF",
    "a": string.ascii_letters + string.digits,
    "l": string.ascii_lowercase,
    "u": string.ascii_uppercase,
    "L": string.ascii_letters,
    "z": string.ascii_lowercase + string.digits,
    "Z": string.ascii_uppercase + string.digits,
    "b": string.ascii_letters + string.digits + "+/",
    "s": string.ascii_letters + string.digits + "_-",
    "t": string.ascii_uppercase + "234567",
    "q": "abcdefghijklmnopqrstuvwxyz234567",
    "r": "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
}
_MARK = re.compile(r"\{([a-zA-Z])(\d+)(?:-(\d+))?\}")


def marked(random: Random, form: str) -> str:
    """Replace `{d4}` by four digits, `{x8-12}` by eight to twelve hex digits, `{w1}` by a word."""

    def fill(found: re.Match[str]) -> str:
        name, least, most = found.groups()
        if name == "w":
            return "-".join(random.choices(_WORDS, k=int(least)))
        if name == "i":  # a number from one bound to the other
            return str(random.randint(int(least), int(most)))
        if name == "p":  # the same, two digits wide
            return f"{random.randint(int(least), int(most)):02}"
        size = random.randint(int(least), int(most or least))
        return "".join(random.choices(_SETS[name], k=size))

    return _MARK.sub(fill, form)


def any_of(*forms: str) -> Make:
    """Return what fills one of these."""
    return lambda random: marked(random, random.choice(forms))


def plain(text: str) -> str:
    """Return a text with `<V>` in it as one to format, whose braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{}")


def b64(data: bytes, *, url: bool = False) -> str:
    """Return base64, padded as the standard has it and bare as URLs have it."""
    if url:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    return base64.b64encode(data).decode()
