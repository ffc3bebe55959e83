"""All components: the built-in ones by one import each, third-party ones by entry points.

The only importer of the component packages. A third-party package names a factory under one of the
entry point groups `spanmill.receivers`, `spanmill.processors`, `spanmill.exporters`,
`spanmill.connectors` and `spanmill.extensions`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import connectors
import exporters
import processors
import receivers
from spanmill import extensions
from spanmill.component import Factory, Kind
from spanmill.config import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["catalogue"]


def catalogue() -> Catalogue:
    """Return the catalogue of everything that is installed."""
    built_in = (
        *receivers.FACTORIES,
        *processors.FACTORIES,
        *exporters.FACTORIES,
        *connectors.FACTORIES,
        *extensions.FACTORIES,
    )
    return Catalogue(built_in, _third_party)


@cache
def _third_party(kind: Kind) -> Iterable[Factory[Any]]:
    """Load the factories of one entry point group.

    Finding them takes longer than all of `validate` else.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  # see above

    found = (point.load() for point in entry_points(group=f"spanmill.{kind.value}"))
    return tuple(factory for factory in found if isinstance(factory, Factory))
