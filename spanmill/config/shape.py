"""What a configuration model says about a place in it: which type stands there."""

from __future__ import annotations

import types
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr

__all__ = ["child", "field_names", "is_secret", "keeps_text", "model_of", "variants"]


def variants(annotation: Any) -> list[Any]:
    """Return the alternatives of an annotation, without `None` and `Annotated`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return variants(get_args(annotation)[0])
    if origin is Union or isinstance(annotation, types.UnionType):
        return [found for arg in get_args(annotation) for found in variants(arg)]
    return [] if annotation is type(None) else [annotation]


def model_of(annotation: Any) -> type[BaseModel] | None:
    """Return the model among the alternatives of an annotation."""
    for variant in variants(annotation):
        if isinstance(variant, type) and issubclass(variant, BaseModel):
            return variant
    return None


def field_names(annotation: Any) -> list[str]:
    """Return the keys that may stand at a place, empty where any key may."""
    model = model_of(annotation)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def child(annotation: Any, key: str | int) -> Any:
    """Return the annotation of what stands under `key`; `Any` where the model does not say."""
    model = model_of(annotation)
    if model is not None:
        for name, field in model.model_fields.items():
            if key in {name, field.alias}:
                return field.annotation
        return Any
    for variant in variants(annotation):
        origin, args = get_origin(variant), get_args(variant)
        if origin is dict and isinstance(key, str):
            return args[1]
        if origin in {list, tuple, frozenset, set} and isinstance(key, int):
            return args[0]
    return Any


def keeps_text(annotation: Any) -> bool:
    """True where only text can stand, so that `0123` stays `0123` when it comes from a variable."""
    found = variants(annotation)
    return bool(found) and all(_is_text(variant) for variant in found)


def _is_text(variant: Any) -> bool:
    if get_origin(variant) is Literal:
        return all(isinstance(arg, str) for arg in get_args(variant))
    if not isinstance(variant, type):
        return False
    return issubclass(variant, str | SecretStr) or (
        issubclass(variant, Enum) and issubclass(variant, str)
    )


def is_secret(annotation: Any) -> bool:
    """True where a secret stands."""
    return any(
        isinstance(found, type) and issubclass(found, SecretStr) for found in variants(annotation)
    )
