"""JSON Schema (draft-07) of the whole file, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from spanmill.component import Kind
from spanmill.config.service import ServiceConfig

if TYPE_CHECKING:
    from pydantic import BaseModel

    from spanmill.config.catalogue import Catalogue

__all__ = ["json_schema"]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_ANNOTATIONS = ("description", "title", "default")
_SHAPES = frozenset({"pattern", "const", "enum"})
_VARIABLE = {"type": "string", "pattern": "\\$\\{.+\\}"}


def json_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the schema.

    A value may be a `${...}` in any place, and a component may have nothing under it.
    """
    models: list[type[BaseModel]] = [
        each.config_type for kind in Kind for each in catalogue.of(kind)
    ]
    models.append(ServiceConfig)
    inputs: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation") for model in models
    ]
    references, shared = models_json_schema(inputs, ref_template="#/definitions/{model}")
    definitions = {name: _open(each) for name, each in shared.get("$defs", {}).items()}
    properties: dict[str, Any] = {
        kind.value: _section(kind, catalogue, references) for kind in Kind
    }
    properties["service"] = references[ServiceConfig, "validation"]
    return {
        "$schema": _DRAFT,
        "title": "Spanmill configuration",
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "required": ["service"],
        "additionalProperties": False,
        "definitions": definitions,
    }


def _section(kind: Kind, catalogue: Catalogue, references: Any) -> dict[str, Any]:
    patterns: dict[str, Any] = {}
    for factory in catalogue.of(kind):
        names = {factory.name, *factory.aliases}
        known = "|".join(sorted(each for each in names if catalogue.find(kind, each) is factory))
        if known:
            reference = references[factory.config_type, "validation"]
            patterns[f"^(?:{known})(?:/[^/\\s]+)?$"] = {"anyOf": [reference, {"type": "null"}]}
    return {
        "type": ["object", "null"],
        "patternProperties": patterns,
        "additionalProperties": False,
    }


def _open(model: dict[str, Any]) -> dict[str, Any]:
    """Let every property also be a variable, and every nested block also be empty."""
    properties = model.get("properties")
    if not isinstance(properties, dict):
        return model
    return {**model, "properties": {name: _or_variable(each) for name, each in properties.items()}}


def _or_variable(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("type") == "string" and not _SHAPES & schema.keys():
        return {**schema, "type": ["string", "number"]}  # a number is read as its text
    kept: dict[str, Any] = {key: schema[key] for key in _ANNOTATIONS if key in schema}
    inner = {key: each for key, each in schema.items() if key not in kept}
    choices = inner.get("anyOf") if set(inner) == {"anyOf"} else [inner]
    empty = [{"type": "null"}] if "$ref" in inner else []
    return {**kept, "anyOf": [*(choices or []), *empty, _VARIABLE]}
