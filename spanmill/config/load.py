"""Load a configuration: read, merge, expand, check, cut; all faults at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spanmill.config.compose import compose
from spanmill.config.counting import warn_counted_twice
from spanmill.config.diagnostic import Findings, Severity, Slug
from spanmill.config.expand import Expander
from spanmill.config.fill import Place, fill
from spanmill.config.fingerprint import config_hash
from spanmill.config.graph import Graph, cut
from spanmill.config.merge import SET_FILE, merge, parse_set
from spanmill.config.privacy import warn_unredacted
from spanmill.config.sections import Component, Defined, read_sections
from spanmill.config.service import ServiceConfig
from spanmill.config.tree import Mapping, Mark, Node, is_null
from spanmill.config.wiring import Wiring
from spanmill.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping as Environment
    from collections.abc import Sequence

    from spanmill.component import Config, Kind
    from spanmill.config.catalogue import Catalogue
    from spanmill.config.diagnostic import Diagnostic

__all__ = ["Loaded", "load"]

_MAX_FILE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration that can run."""

    defined: Defined
    service: ServiceConfig
    graph: Graph
    hash: str
    """SHA-256 of the effective configuration, 64 hex digits."""
    version: str
    """`service.config_version`, or the first 12 digits of the hash."""
    diagnostics: tuple[Diagnostic, ...]
    """Warnings and notes, in file order."""
    files: Environment[str, float]
    """When each file that it was read from had last been changed, in seconds since the epoch."""

    def component(self, kind: Kind, component_id: str) -> Component:
        """Return a component by section and id.

        Raises:
            KeyError: where the file defines none.
        """
        return self.defined.components[kind, component_id]

    def config(self, kind: Kind, component_id: str) -> Config:
        """Return the typed configuration of a component; raises like `component`."""
        return self.component(kind, component_id).config

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What somebody should look at."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.WARNING)


def load(
    paths: Sequence[str | Path],
    catalogue: Catalogue,
    *,
    sets: Sequence[str] = (),
    environment: Environment[str, str] | None = None,
) -> Loaded:
    """Return the configuration of several files, merged in order, with `sets` on top.

    Raises:
        ConfigError: with every fault that was found.
    """
    findings = Findings()
    files: dict[str, float] = {}
    root = _read(paths, sets, findings, files)
    if root is None:
        raise ConfigError(findings.sorted())
    variables = os.environ if environment is None else environment
    expanded = Expander(variables, findings, files).expand(root)
    if not isinstance(expanded, Mapping):
        findings.error(
            Slug.WRONG_TYPE, expanded.mark, "", "wrong type", expected="a mapping of sections"
        )
        raise ConfigError(findings.sorted())
    loaded = _check(expanded, catalogue, findings, files)
    if loaded is None:
        raise ConfigError(findings.sorted())
    return loaded


def _read(
    paths: Sequence[str | Path], sets: Sequence[str], findings: Findings, files: dict[str, float]
) -> Node | None:
    """Return all files as one tree, or None when one is unreadable: nothing is sure then."""
    merged: Node | None = None
    complete = True
    for path in paths:
        findings.reading(str(path))
        text = _text(Path(path), findings, files)
        node = compose(text, str(path), findings) if text is not None else None
        if node is None:
            complete = False
            continue
        merged = node if merged is None else merge(merged, node, findings)
    findings.reading(SET_FILE)
    for node in parse_set(sets, findings):
        merged = node if merged is None else merge(merged, node, findings)
    if not complete:
        return None
    if merged is None or is_null(merged):
        return Mapping(Mark(str(paths[0]) if paths else SET_FILE, 1, 1, 1, ""))
    return merged


def _text(path: Path, findings: Findings, files: dict[str, float]) -> str | None:
    mark = Mark(str(path), 1, 1, 1, "")
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_FILE_BYTES + 1)
            files[str(path)] = os.fstat(stream.fileno()).st_mtime
        if len(content) > _MAX_FILE_BYTES:
            findings.error(
                Slug.TOO_LARGE, mark, "", "the file is too large", expected="at most 1MiB"
            )
            return None
        return content.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        findings.error(Slug.UNREADABLE_FILE, mark, "", reason, expected="a readable file")
    except UnicodeDecodeError as error:
        findings.error(
            Slug.UNREADABLE_FILE, mark, "", f"no UTF-8 at byte {error.start}", expected="UTF-8 text"
        )
    return None


def _check(
    root: Mapping, catalogue: Catalogue, findings: Findings, files: Environment[str, float]
) -> Loaded | None:
    defined = read_sections(root, catalogue, findings)
    entry = root.entries.get("service")
    if entry is None:
        findings.error(
            Slug.MISSING_FIELD,
            root.mark,
            "",
            "section 'service' is missing",
            expected="service.pipelines with at least one pipeline",
        )
        return None
    place = Place(entry.value, entry.mark, "service")
    service = fill(ServiceConfig, place, findings)
    if service is None:
        return None
    if not service.pipelines:
        mark = place.at(("pipelines",)).key
        findings.error(
            Slug.EMPTY_PIPELINE, mark, "service.pipelines", "no pipeline", expected="at least one"
        )
    wiring = Wiring(service, place, defined, findings)
    wiring.check()
    if findings.failed:
        return None
    specs = wiring.specs()
    graph = cut(specs, service.extensions)
    warn_unredacted(graph, specs, place, defined, findings)
    warn_counted_twice(specs, service, place, defined, findings)
    digest = config_hash(defined, service)
    version = service.config_version or digest[:12]
    return Loaded(defined, service, graph, digest, version, tuple(findings.sorted()), files)
