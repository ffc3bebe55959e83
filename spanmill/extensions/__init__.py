"""Extensions: parts outside the data path."""

from __future__ import annotations

from typing import Any

from spanmill.component import Factory
from spanmill.extensions import bearertokenauth, health_check

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (bearertokenauth.FACTORY, health_check.FACTORY)
