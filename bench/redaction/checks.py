"""Check digits and letters that several generators need, and how people group them."""

from __future__ import annotations

__all__ = ["dni_letter", "iban", "in_fours", "luhn"]


def luhn(body: str) -> str:
    """Append the check digit of cards."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = int(letter) * (2 - place % 2)
        total += value - 9 * (value > 9)  # the sum of two digits
    return body + str(-total % 10)


def iban(country: str, body: str) -> str:
    """Put country and check digits before what a bank gives."""
    number = int("".join(str(int(each, 36)) for each in f"{body}{country}00"))
    return f"{country}{98 - number % 97:02}{body}"


def in_fours(text: str) -> str:
    """Return a text as it is printed, in groups of four."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def dni_letter(number: int) -> str:
    """Return the letter behind a Spanish number."""
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]
