"""Makes components from a configuration.

And takes over from the running graph those that did not change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from spanmill.component import Detailed, Kind, Settings
from spanmill.telemetry import ComponentMetrics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from structlog.typing import FilteringBoundLogger

    from spanmill.component import Admission, Authenticator, Config
    from spanmill.config import Loaded
    from spanmill.engine.storage import Storage
    from spanmill.telemetry import Registry

__all__ = ["Made", "Parts", "Surroundings"]

Key = tuple[Kind, str, str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every component gets, whatever the configuration."""

    storage: Storage
    clock: Callable[[], float]
    registry: Registry
    logger: FilteringBoundLogger

    def settings(self, component: str, authenticator: Callable[[str], Authenticator]) -> Settings:
        """Return the settings of one component."""
        return Settings(
            id=component,
            clock=self.clock,
            logger=self.logger.bind(component=component),
            metrics=ComponentMetrics(self.registry, component),
            authenticator=authenticator,
            directory=self.storage.folder(component),
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A component, and the configuration that it was made from."""

    component: Any
    config: Config


@dataclass(slots=True)
class Parts:
    """The components of one graph by kind, id and the place they stand at.

    `before` holds those of the running graph. A component whose configuration is the same is taken
    over, not made again, so that its listener, its connections and what it knows stay.
    """

    loaded: Loaded
    around: Surroundings
    before: dict[Key, Made] = field(default_factory=dict)
    made: dict[Key, Made] = field(default_factory=dict)

    def details(self) -> dict[str, Mapping[str, Any]]:
        """Return what components say of themselves, by section, id and place."""
        return {
            f"{kind}.{name}" + (f"@{place}" if place else ""): made.component.details()
            for (kind, name, place), made in self.made.items()
            if isinstance(made.component, Detailed)
        }

    def get(self, kind: Kind, component_id: str, place: str = "", *, fresh: bool = False) -> Any:
        """Return the component; `fresh` makes a new one though an equal one runs."""
        key = (kind, component_id, place)
        if key not in self.made:
            described = self.loaded.component(kind, component_id)
            running = self.before.get(key)
            if running is not None and running.config == described.config and not fresh:
                self.made[key] = running
            else:
                settings = self.around.settings(component_id, self._authenticator)
                component = described.factory.create(described.config, settings)
                self.made[key] = Made(component, described.config)
        return self.made[key].component

    def _authenticator(self, extension_id: str) -> Authenticator:
        return cast("Authenticator", self.made[Kind.EXTENSION, extension_id, ""].component)

    def start(self, component: Any, *given: object) -> None:
        """Start a component. Raises `OSError` that says which one could not."""
        try:
            component.start(*given)
        except OSError as error:
            key = next(key for key, made in self.made.items() if made.component is component)
            raise OSError(f"{key[0]}.{key[1]}: {error}") from error

    def added(self) -> list[Any]:
        """Return the components that do not run yet, in the order in which they were asked for."""
        return [
            each.component for key, each in self.made.items() if self.before.get(key) is not each
        ]

    def dropped(self) -> list[Any]:
        """Return the running components that the new graph does without."""
        kept = {id(each) for each in self.made.values()}
        return [each.component for each in self.before.values() if id(each) not in kept]

    def admissions(self) -> list[Admission]:
        """Return what limits the queue of requests."""
        names = {each for stage in self.loaded.graph.stages for each in stage.admission}
        return [cast("Admission", self.get(Kind.PROCESSOR, each)) for each in sorted(names)]

    def of_kind(self, kind: Kind) -> dict[str, Any]:
        """Return components of one kind by id and place."""
        return {
            f"{key[1]}{key[2]}": each.component for key, each in self.made.items() if key[0] is kind
        }
