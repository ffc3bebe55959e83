"""Read the sections of components: ids, types and the typed configuration of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spanmill.component import Config, Factory, Kind
from spanmill.config.catalogue import ABSENT
from spanmill.config.diagnostic import Slug, closest, one_of
from spanmill.config.fill import Place, fill, hide_values
from spanmill.config.tree import Entry, Mapping, Mark, Node, is_null, structure

if TYPE_CHECKING:
    from spanmill.config.catalogue import Catalogue
    from spanmill.config.diagnostic import Findings

__all__ = ["Component", "Defined", "read_sections", "valid_id"]

_TYPE = re.compile(r"[a-zA-Z][0-9a-zA-Z_]{0,62}")
_NAME = re.compile(r"[^\s/\x00-\x1f\x7f]{1,1024}")
_TOP = (*(kind.value for kind in Kind), "service")
_GRAMMAR = "type or type/name, e.g. otlp or otlp/jaeger"


@dataclass(frozen=True, slots=True)
class Component:
    """One component as the file configures it."""

    id: str
    factory: Factory[Any]
    config: Config
    place: Place

    @property
    def kind(self) -> Kind:
        """The section that it stands in."""
        return self.factory.kind


@dataclass(frozen=True, slots=True)
class Defined:
    """Everything that the file defines: good components, and what is known of broken ones too."""

    components: dict[tuple[Kind, str], Component]
    factories: dict[tuple[Kind, str], Factory[Any]]
    marks: dict[tuple[Kind, str], Mark]

    def ids(self, *kinds: Kind) -> list[str]:
        """Return the ids of some sections, sorted."""
        return sorted(name for kind, name in self.marks if kind in kinds)


def valid_id(text: str) -> bool:
    """True for `type` and `type/name` as the Collector allows them."""
    type_name, slash, name = text.partition("/")
    return bool(_TYPE.fullmatch(type_name)) and (not slash or bool(_NAME.fullmatch(name)))


def read_sections(root: Mapping, catalogue: Catalogue, findings: Findings) -> Defined:
    """Check every section of components and return what is in them."""
    _check_top(root, findings)
    defined = Defined({}, {}, {})
    for kind in Kind:
        entry = root.entries.get(kind.value)
        section = _section(entry, kind, findings) if entry else None
        for component_id, each in section.entries.items() if section else ():
            defined.marks[kind, component_id] = each.mark
            place = Place(each.value, each.mark, f"{kind.value}.{component_id}")
            factory = _factory(component_id, kind, place, catalogue, findings)
            if factory is None:
                continue
            defined.factories[kind, component_id] = factory
            config = fill(factory.config_type, place, findings)
            if config is not None:
                component = Component(component_id, factory, config, place)
                defined.components[kind, component_id] = component
    return defined


def _check_top(root: Mapping, findings: Findings) -> None:
    for name, entry in root.entries.items():
        if name not in _TOP and not name.startswith("x-"):
            findings.error(
                Slug.UNKNOWN_SECTION,
                entry.mark,
                "",
                f"unknown section '{name}'",
                expected=one_of(_TOP),
                hint=closest(name, _TOP),
            )


def _section(entry: Entry, kind: Kind, findings: Findings) -> Mapping | None:
    node: Node = structure(entry.value)
    if isinstance(node, Mapping):
        return node
    if is_null(node):
        findings.note(
            Slug.NULL_MAP,
            entry.mark,
            kind.value,
            "nothing stands under this key",
            hint="It counts as an empty mapping; write {} or remove the key.",
        )
        return None
    findings.error(
        Slug.WRONG_TYPE,
        node.mark,
        kind.value,
        "wrong type",
        expected="a mapping from ids to components",
    )
    return None


def _factory(
    component_id: str, kind: Kind, place: Place, catalogue: Catalogue, findings: Findings
) -> Factory[Any] | None:
    if not valid_id(component_id):
        findings.error(
            Slug.BAD_ID, place.key, kind.value, f"'{component_id}' is no id", expected=_GRAMMAR
        )
        hide_values(place.node, findings)
        return None
    type_name = component_id.partition("/")[0]
    factory = catalogue.find(kind, type_name)
    if factory is None:
        hide_values(place.node, findings)
        _unknown_type(type_name, kind, place, catalogue, findings)
    return factory


def _unknown_type(
    type_name: str, kind: Kind, place: Place, catalogue: Catalogue, findings: Findings
) -> None:
    one = kind.value.removesuffix("s")
    fault = catalogue.faults(kind).get(type_name)
    if fault is not None:
        findings.error(
            Slug.UNAVAILABLE,
            place.key,
            kind.value,
            f"{one} '{type_name}' is installed but cannot be used",
            hint=fault,
        )
        return
    absent = ABSENT.get((kind, type_name))
    if absent is not None:
        findings.error(
            Slug.UNAVAILABLE,
            place.key,
            kind.value,
            f"the Collector's {one} '{type_name}' does not exist here",
            hint=absent,
        )
        return
    other = catalogue.elsewhere(kind, type_name)
    if other is not None:
        findings.error(
            Slug.WRONG_SECTION,
            place.key,
            kind.value,
            f"'{type_name}' is no {one}",
            expected=f"it under '{other.value}'",
        )
        return
    names = catalogue.names(kind)
    findings.error(
        Slug.UNKNOWN_COMPONENT,
        place.key,
        kind.value,
        f"unknown {one} type '{type_name}'",
        expected=one_of(names),
        hint=closest(type_name, names),
    )
