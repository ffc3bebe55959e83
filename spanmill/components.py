"""All components: the built-in ones by one import each, third-party ones by entry points.

The only importer of the component packages. A third-party package names a factory under one of the
entry point groups `spanmill.receivers`, `spanmill.processors`, `spanmill.exporters`,
`spanmill.connectors` and `spanmill.extensions`.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    from spanmill.component import Config
    from spanmill.kernel import RedactionPolicy

__all__ = ["catalogue", "redaction_policy"]


def catalogue() -> Catalogue:
    """Return the catalogue of everything that is installed."""
    built_in = (
        *receivers.FACTORIES,
        *processors.FACTORIES,
        *exporters.FACTORIES,
        *connectors.FACTORIES,
        *extensions.FACTORIES,
    )
    return Catalogue(
        built_in, lambda kind: _installed(kind).factories, lambda kind: _installed(kind).faults
    )


def redaction_policy(config: Config | None) -> RedactionPolicy:
    """Compile the policy of a `redaction` processor; where None is given, one that reads all."""
    from processors.redaction.config import RedactionConfig  # noqa: PLC0415  # one command needs it
    from processors.redaction.policy import spec_of  # noqa: PLC0415  # one command needs it
    from spanmill.kernel import RedactionPolicy  # noqa: PLC0415  # one command needs it

    if not isinstance(config, RedactionConfig):
        config = RedactionConfig(allow_all_keys=True, max_value_bytes=64 << 20)
    return RedactionPolicy(spec_of(config))


@dataclass(frozen=True, slots=True)
class _Installed:
    """What entry points of one group lead to."""

    factories: tuple[Factory[Any], ...]
    faults: dict[str, str]
    """Why the others cannot be used, by their names."""


@cache
def _installed(kind: Kind) -> _Installed:
    """Load the factories of one entry point group.

    Finding them takes longer than all of `validate` else. One that fails costs the others nothing.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  # see above

    factories: list[Factory[Any]] = []
    faults: dict[str, str] = {}
    for point in entry_points(group=f"spanmill.{kind.value}"):
        try:
            found = point.load()
        except Exception as error:  # noqa: BLE001 it may raise anything, and the reason is kept
            faults[point.name] = f"{point.value}: {type(error).__name__}: {error}"
            continue
        if isinstance(found, Factory) and found.kind is kind:
            factories.append(found)
        else:
            faults[point.name] = f"{point.value} is no factory for '{kind.value}'"
    return _Installed(tuple(factories), faults)
