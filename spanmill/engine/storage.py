"""The folder where everything durable lives: a log for each name, and files of components."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from spanmill.kernel import Log

if TYPE_CHECKING:
    from spanmill.config.service import StorageConfig

__all__ = ["Storage"]


class Storage:
    """Opens each log once. A log locks its folder, so two processes cannot share one."""

    def __init__(self, config: StorageConfig) -> None:
        self.config = config
        self._root = Path(config.directory)
        self._logs: dict[str, Log] = {}

    def log(self, name: str) -> Log:
        """Return the log of this name, opened or made.

        Raises `OSError` that names the setting.
        """
        if name not in self._logs:
            try:
                self._logs[name] = self._opened(name)
            except OSError as error:
                raise OSError(f"service.storage.directory: {error}") from error
        return self._logs[name]

    def _opened(self, name: str) -> Log:
        folder = self._root / "logs" / quote(name, safe=":.+-_@")
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        given = self.config
        return Log(str(folder), given.segment_bytes, given.max_bytes, given.durability)

    def logs(self) -> dict[str, Log]:
        """Return the open logs by name."""
        return dict(self._logs)

    def state_file(self, name: str) -> Path:
        """Return where a fold keeps its state."""
        return self._root / "state" / f"{quote(name, safe=':.+-_@')}.state"

    def states(self) -> dict[str, Path]:
        """Return the states that are there, by name."""
        return {unquote(each.stem): each for each in sorted(self._root.glob("state/*.state"))}

    def folder(self, component: str) -> str:
        """Return the folder that belongs to a component."""
        return str(self._root / "components" / quote(component, safe=":.+-_@"))

    def left_behind(self) -> list[str]:
        """Return the names of logs that are there and not open."""
        found = {unquote(each.parent.name) for each in self._root.glob("logs/*/log.json")}
        return sorted(found - self._logs.keys())

    def close_log(self, name: str) -> None:
        """Sync and close one log. Raises `OSError`; then it has no mark of a clean stop."""
        self._logs.pop(name).close()
