"""The reference pages: fields of a configuration model with their docstrings, as Markdown.

The docstring of a field is the only place where its meaning is written; these pages and the JSON
Schema come from it.
"""

from __future__ import annotations

import inspect
import types
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic_core import PydanticUndefined

from spanmill import docstrings
from spanmill.component import Kind
from spanmill.config import shape
from spanmill.config.service import ServiceConfig
from spanmill.config.values import format_duration, format_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from spanmill.component import Factory
    from spanmill.config.catalogue import Catalogue

__all__ = ["FieldDoc", "component_page", "fields", "pages"]

_MAX_DEPTH = 6
_NAMES = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    SecretStr: "secret",
}


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """One field for people."""

    path: str
    type: str
    default: str
    text: str


def fields(model: type[BaseModel], prefix: str = "", depth: int = 0) -> Iterator[FieldDoc]:
    """Yield the fields of a model and of those in it; `[]` is each entry, `<key>` any key."""
    texts = docstrings.of_fields(model)
    for name, field in model.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        text = " ".join(texts.get(name, "").split())
        yield FieldDoc(path, _type_name(field), _default(field), text)
        nested, step = _nested(field.annotation)
        if nested is not None and depth < _MAX_DEPTH:
            yield from fields(nested, f"{path}{step}.", depth + 1)


def _nested(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    found = shape.model_of(annotation)
    if found is not None:
        return found, ""
    for variant in shape.variants(annotation):
        origin, args = get_origin(variant), get_args(variant)
        if origin in {tuple, list} and args:
            return shape.model_of(args[0]), "[]"
        if origin is dict:
            return shape.model_of(args[1]), ".<key>"
    return None, ""


def _type_name(field: FieldInfo) -> str:
    for each in field.metadata:
        schema = getattr(each, "json_schema", None)
        if isinstance(schema, dict) and "examples" in schema:
            return {"200ms": "duration", "64MiB": "size"}.get(schema["examples"][0], "host:port")
    return _name(field.annotation)


def _name(annotation: Any) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated_name(annotation)
    if origin is Union or isinstance(annotation, types.UnionType):
        names = dict.fromkeys(_name(arg) for arg in args if arg is not type(None))
        return " or ".join(names)
    if origin is Literal:
        return " ".join(f"`{arg}`" if arg != "" else '`""`' for arg in args)
    if origin in {tuple, list}:
        return f"list of {_name(args[0])}"
    if origin is dict:
        return f"mapping to {_name(args[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "block"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " ".join(f"`{each.value}`" for each in annotation)
    return _NAMES.get(annotation, "any value")


def _annotated_name(annotation: Any) -> str:
    inner, *metadata = get_args(annotation)
    for each in metadata:
        schema = getattr(each, "json_schema", None)
        if isinstance(schema, dict) and "examples" in schema:
            return {"200ms": "duration", "64MiB": "size"}.get(schema["examples"][0], "host:port")
    return _name(inner)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is PydanticUndefined or isinstance(value, BaseModel) or value is None:
        return ""
    return f"`{_spell(value, _type_name(field))}`"


def _spell(value: object, kind: str) -> str:
    if kind == "duration" and isinstance(value, float | int):
        return format_duration(value)
    if kind == "size" and isinstance(value, int):
        return format_size(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        inner = kind.removeprefix("list of ")
        return f"[{', '.join(_spell(each, inner) for each in value)}]"
    return '""' if value == "" else str(value)


def component_page(factory: Factory[Any]) -> str:
    """Return the page of one component."""
    title = f"# {factory.name} ({factory.kind.value.removesuffix('s')})"
    signals = ", ".join(sorted(factory.signals))
    parts = [
        title,
        "",
        inspect.cleandoc(factory.config_type.__doc__ or ""),
        "",
        f"Signals: {signals}.",
    ]
    if factory.aliases:
        parts[-1] += (
            f" Other spellings: {', '.join(f'`{each}`' for each in sorted(factory.aliases))}."
        )
    return "\n".join([*parts, "", *_table(factory.config_type)]) + "\n"


def _table(model: type[BaseModel]) -> list[str]:
    rows = [
        f"| `{each.path}` | {each.type} | {each.default} | {each.text} |" for each in fields(model)
    ]
    if not rows:
        return ["It has no fields."]
    return [
        "| field | type | default | meaning |",
        "|---|---|---|---|",
        *(_escape(row) for row in rows),
    ]


def _escape(row: str) -> str:
    """Keep the pipes of a pattern from ending a cell: only ` | ` with blanks separates cells."""
    return row.replace("||", "\\|\\|")


def pages(catalogue: Catalogue) -> dict[str, str]:
    """Return every reference page by its path under the documentation folder."""
    found = {
        f"components/{each.kind.value}/{each.name}.md": component_page(each)
        for each in catalogue.factories
    }
    lines = [
        "# Configuration",
        "",
        "The file has the Collector's sections: "
        + ", ".join(f"`{kind.value}`" for kind in Kind)
        + " and `service`. An id is `type` or `type/name`.",
        "",
        "Values may hold `${env:NAME}`, `${env:NAME:-default}`, `${file:/path}`; `$$` is a plain",
        "`$`. A variable without value or default is an error. Several files given with `--config`",
        "are merged: mappings deep, lists replaced; `--set path.to.key=value` comes before all.",
        "`spanmill validate` reports every fault at once, with its place.",
        "",
        "## Components",
        "",
    ]
    for kind in Kind:
        links = [
            f"[{each.name}](components/{kind.value}/{each.name}.md)"
            for each in catalogue.factories
            if each.kind is kind
        ]
        lines += [f"- {kind.value}: {', '.join(links)}"]
    lines += [
        "",
        "## `service`",
        "",
        inspect.cleandoc(ServiceConfig.__doc__ or ""),
        "",
        *_table(ServiceConfig),
    ]
    return {**found, "configuration.md": "\n".join(lines) + "\n"}
