"""What splits are made of: forms to fill, and texts with one value in them."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Make", "Sample", "Split", "cut", "filled", "one_of", "samples"]

ALNUM = string.ascii_letters + string.digits
ALPHABETS = {
    "#": "23456789",
    "?": string.digits,
    "*": ALNUM,
    "^": string.ascii_uppercase,
    "~": "0123456789abcdef",
    "$": ALNUM + "+/",
    "&": string.ascii_lowercase + string.digits,
    "!": string.ascii_uppercase + string.digits,
    "|": ALNUM + "_-",
    "`": string.ascii_lowercase,
    "§": "~",
}
"""Letters of a form that stand for any of others; every other letter stands for itself."""

Make = Callable[[Random], str]
"""Makes a value."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with one value in it."""

    entity: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Split:
    """Texts, values that need no word beside them, values with one, and what is nobody's."""

    templates: Sequence[str]
    tier_a: dict[str, Make]
    tier_b: dict[str, tuple[Sequence[str], Make]]
    negatives: Sequence[Make]


def filled(random: Random, form: str) -> str:
    """Fill a form."""
    return "".join(random.choice(ALPHABETS.get(each, each)) for each in form)


def one_of(*forms: str) -> Make:
    """Return what fills one of these."""
    return lambda random: filled(random, random.choice(forms))


def cut(text: str, sizes: Sequence[int], separator: str) -> str:
    """Return a text in groups; what is left over is the last one."""
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return separator.join([*parts, text[at:]] if at < len(text) else parts)


def samples(split: Split, seed: int, each: int, *, with_context: bool) -> Iterator[Sample]:
    """Yield texts with one value, in plain text, in JSON, and in JSON inside JSON."""
    random = Random(seed)  # noqa: S311 a fixed seed is the point
    kinds = split.tier_b if with_context else split.tier_a
    for entity in kinds:
        for number in range(each):
            if with_context:
                contexts, make = split.tier_b[entity]
            else:
                contexts, make = split.templates, split.tier_a[entity]
            value = make(random)
            text = random.choice(contexts).format(value)
            for _ in range(number % 3):
                text = json.dumps({"args": text}, ensure_ascii=number % 2 == 0)
            yield Sample(entity, value, text)
