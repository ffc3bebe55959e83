"""Extensions: parts outside the data path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spanmill.extensions import bearertokenauth, health_check

if TYPE_CHECKING:
    from spanmill.component import Factory

__all__ = ["FACTORIES"]

FACTORIES: tuple[Factory[Any], ...] = (bearertokenauth.FACTORY, health_check.FACTORY)
