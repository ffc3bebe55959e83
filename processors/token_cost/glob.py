"""Globs of the user's rules: `*` stands for any characters, and everything else for itself."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["glob"]

MAX_GLOBS = 4096
"""More than two for each of as many rules as a configuration may have."""


@lru_cache(maxsize=MAX_GLOBS)
def glob(text: str) -> re.Pattern[str]:
    """Return an expression for whole names, in any case.

    Each part is looked for once, from left to right, so that no name makes it try again and again.
    """
    first, *parts = (re.escape(part) for part in text.split("*"))
    if not parts:
        return re.compile(first, re.IGNORECASE | re.DOTALL)
    *inner, last = parts
    middle = "".join(f"(?>.*?{part})" for part in inner if part)
    return re.compile(f"{first}{middle}.*{last}", re.IGNORECASE | re.DOTALL)
