"""The docstrings of a configuration's fields, read from its source where somebody asks for them.

Reading them takes longer than all else that makes a model, and `run` and `validate` need none.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["Documented", "of_fields"]


class Documented(BaseModel):
    """A model whose JSON Schema has the docstrings of its fields as their descriptions."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """Return the JSON Schema."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in of_fields(cls).items():
            properties[cls.model_fields[name].alias or name]["description"] = text
        return schema


@cache
def of_fields(model: type[BaseModel]) -> Mapping[str, str]:
    """Return what describes the fields of a model by their names.

    The docstring of a field, here or in a base, or its `description`, which comes first. A class
    without source, as one made at run time, has no docstrings.
    """
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if vars(each).get("__annotations__"):
            found |= _own(each)
    described = {name: field.description for name, field in model.model_fields.items()}
    return {
        name: text
        for name, description in described.items()
        if (text := description or found.get(name))
    }


def _own(model: type) -> dict[str, str]:
    try:
        source = inspect.getsource(model)
    except (OSError, TypeError):
        return {}
    (definition,) = ast.parse(textwrap.dedent(source)).body
    if not isinstance(definition, ast.ClassDef):
        return {}
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
