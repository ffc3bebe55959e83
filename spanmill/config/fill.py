"""Fill a configuration model from a tree, and turn what pydantic says into located findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from spanmill.config import shape
from spanmill.config.diagnostic import Slug, closest, one_of
from spanmill.config.tree import Mapping, Mark, Node, Scalar, Sequence, is_null, structure
from spanmill.config.values import Caution, Cautious, Ignored, got

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from spanmill.config.diagnostic import Findings

__all__ = ["Place", "fill", "hide_values"]

_REFERENCE = re.compile(r"\$\{(?:\w+:)?[^${}:]+\}")
"""What names a variable or a file and holds nothing itself."""
_CREDENTIALS = re.compile(r"://(?:[^/@\s]+@|[^\s?]*\?\S*=)")
"""A user in a URL or a value in its query, of whatever field."""
M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]

_WRONG_TYPE = {
    "bool": "true or false", "int": "a whole number", "float": "a number", "string": "text",
    "list": "a list", "tuple": "a list", "frozen_set": "a list", "set": "a list",
    "dict": "a mapping", "model": "a mapping", "url": "a URL", "model_attributes": "a mapping",
    "mapping": "a mapping",
}  # fmt: skip
_RANGE = {
    "greater_than": ("gt", "more than"), "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"), "less_than_equal": ("le", "at most"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A node, the key that it stands under, and its path from the top of the file."""

    node: Node
    key: Mark
    where: str

    def at(self, path: Path) -> Place:
        """Return the place below this one, as far as the file goes along `path`."""
        place = self
        for step in path:
            found = place._step(step)
            if found is None:
                return place
            place = found
        return place

    def _step(self, step: str | int) -> Place | None:
        node = structure(self.node)
        where = f"{self.where}.{step}"
        if isinstance(node, Mapping) and str(step) in node.entries:
            entry = node.entries[str(step)]
            return Place(entry.value, entry.mark, where)
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            return Place(node.items[step], node.items[step].mark, where)
        return None

    def has(self, step: str | int) -> bool:
        """True when the file says something under `step`."""
        return self._step(step) is not None


def fill(model: type[M], place: Place, findings: Findings) -> M | None:
    """Return the model filled from `place`, or None after noting everything that is wrong."""
    node = structure(place.node)
    _hide_secrets(place.node, model, findings)
    values = {} if is_null(node) else _values(node, model)
    try:
        filled = model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            if not _is_consequence(detail, details):
                _note(detail, model, place, findings)
        return None
    for caution in _cautions(filled):
        found = place.at(caution.path)
        mark = found.key if isinstance(found.node, Mapping) else found.node.mark
        findings.warning(
            Slug(caution.slug),
            mark,
            found.where,
            caution.message,
            hint=caution.hint,
        )
    for path, reason in _ignored(filled):
        found = place.at(path)
        findings.note(Slug.IGNORED_FIELD, found.key, found.where, f"no effect: {reason}")
    return filled


def hide_values(node: Node, findings: Findings) -> None:
    """Have no excerpt show the values of a part of the file that may hold secrets."""
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            hide_values(entry.value, findings)
    elif isinstance(node, Scalar):
        # What is not there has its place where the next thing begins.
        if node.text and not _REFERENCE.fullmatch(_source(node)):
            findings.hide(node.mark)
    else:
        for item in node.items:
            hide_values(item, findings)


def _hide_secrets(node: Node, annotation: Any, findings: Findings) -> None:
    if shape.is_secret(annotation) or _has_credentials(node):
        hide_values(node, findings)
    elif isinstance(node, Mapping):
        for key, entry in node.entries.items():
            _hide_secrets(entry.value, shape.child(annotation, key), findings)
    elif not isinstance(node, Scalar):
        for index, item in enumerate(node.items):
            _hide_secrets(item, shape.child(annotation, index), findings)


def _has_credentials(node: Node) -> bool:
    return isinstance(node, Scalar) and _CREDENTIALS.search(node.text) is not None


def _values(node: Node, annotation: Any) -> object:
    """Return plain values; an expanded scalar stays text exactly where its field is text."""
    if isinstance(node, Scalar):
        if node.parsed is None or shape.keeps_text(annotation):
            return node.text if _is_number_for_text(node, annotation) else node.value
        node = node.parsed
        if isinstance(node, Scalar):
            return node.value
    if isinstance(node, Mapping):
        return {
            key: _values(entry.value, shape.child(annotation, key))
            for key, entry in node.entries.items()
        }
    return [_values(item, shape.child(annotation, index)) for index, item in enumerate(node.items)]


def _is_number_for_text(node: Scalar, annotation: Any) -> bool:
    """Keep `version: 1.10` and `token: 0123` as they are written where the field is text."""
    return (
        isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and shape.keeps_text(annotation)
    )


def _cautions(model: BaseModel) -> Iterator[Caution]:
    if isinstance(model, Cautious):
        yield from model.cautions()


def _ignored(model: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    for name in sorted(model.model_fields_set & set(type(model).model_fields)):
        field = type(model).model_fields[name]
        here = (*path, field.alias or name)
        for each in field.metadata:
            if isinstance(each, Ignored):
                yield here, each.reason
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _ignored(value, here)


def _note(detail: ErrorDetails, model: type[BaseModel], place: Place, findings: Findings) -> None:
    kind, path = detail["type"], tuple(detail["loc"])
    context: dict[str, Any] = detail.get("ctx", {})
    if at := context.get("at", ""):
        path = (*path, *(int(step) if step.isdigit() else step for step in str(at).split(".")))
    if kind == "extra_forbidden":
        _unknown_field(path, model, place, findings)
    elif kind == "missing":
        _missing_field(path, model, place, findings)
    else:
        _bad_value(detail, path, model, place, findings)


def _is_consequence(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """A list with wrong entries also counts as too short, because these are not counted."""
    loc = tuple(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(each["loc"]) > len(loc) and tuple(each["loc"])[: len(loc)] == loc for each in details
    )


def _annotation(model: type[BaseModel], path: Path) -> Any:
    annotation: Any = model
    for step in path:
        annotation = shape.child(annotation, step)
    return annotation


def _unknown_field(path: Path, model: type[BaseModel], place: Place, findings: Findings) -> None:
    owner, name = path[:-1], str(path[-1])
    annotation = _annotation(model, owner)
    names = shape.field_names(annotation)
    guess = closest(name, names)
    meant = guess.split("'")[1] if guess else ""
    # A misspelled `token` still has the token behind it, and so may have any unknown key.
    hide = meant == "" or shape.is_secret(shape.child(annotation, meant))
    parent = place.at(owner)
    findings.error(
        Slug.UNKNOWN_FIELD,
        parent.at((name,)).key,
        parent.where,
        f"unknown field '{name}'",
        expected=one_of(names) if names else "nothing under this key",
        hint=guess,
    )
    if hide:
        hide_values(parent.at((name,)).node, findings)


def _missing_field(path: Path, model: type[BaseModel], place: Place, findings: Findings) -> None:
    parent = place.at(path[:-1])
    annotation = _annotation(model, path)
    findings.error(
        Slug.MISSING_FIELD,
        parent.key,
        parent.where,
        f"field '{path[-1]}' is missing",
        expected=_kind_of(annotation),
    )


def _kind_of(annotation: Any) -> str:
    if shape.model_of(annotation) is not None:
        return "a mapping"
    names = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
    found = [names[each] for each in shape.variants(annotation) if each in names]
    return found[0] if len(found) == 1 else ""


def _bad_value(
    detail: ErrorDetails, path: Path, model: type[BaseModel], place: Place, findings: Findings
) -> None:
    found = place.at(path)
    secret = shape.is_secret(_annotation(model, path))
    slug, message, expected, hint = _describe(detail, secret=secret)
    message = _hide_variable(message, found.node)
    whole = isinstance(structure(found.node), Mapping) or is_null(found.node)
    mark = found.key if whole else _inside(found.node, detail)
    findings.error(slug, mark, found.where, message, expected=expected, hint=hint)


def _hide_variable(message: str, node: Node) -> str:
    """Show the variable in the place of its value, which may be a secret in the wrong place."""
    if not isinstance(node, Scalar):
        return message
    source = _source(node)
    return message.replace(got(node.text), repr(source)) if "${" in source else message


def _source(node: Scalar) -> str:
    start = node.mark.column - 1
    return node.mark.text[start : start + node.mark.length].strip("\"'")


def _inside(node: Node, detail: ErrorDetails) -> Mark:
    """Return the guilty characters of a text where the file shows them as they are."""
    context: dict[str, Any] = detail.get("ctx", {})
    if not isinstance(node, Scalar) or "offset" not in context:
        return node.mark
    offset, length = int(context["offset"]), int(context["length"])
    start = node.mark.text.find(node.text, node.mark.column - 1)
    if not 0 <= start <= node.mark.column:
        return node.mark
    return replace(node.mark, column=start + offset + 1, length=length)


def _describe(detail: ErrorDetails, *, secret: bool) -> tuple[Slug, str, str, str]:
    """Return slug, message, expected and hint of one error of pydantic."""
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    given = "a value that is secret" if secret else got(detail["input"])
    if kind in set(Slug):
        return Slug(kind), str(context["text"]), str(context["expected"]), str(context["hint"])
    if kind in _RANGE:
        name, words = _RANGE[kind]
        return Slug.OUT_OF_RANGE, f"{given} is out of range", f"{words} {context[name]:g}", ""
    if kind in {"literal_error", "enum"}:
        choices = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        choices = [each or '""' for each in choices]
        return (
            Slug.BAD_VALUE,
            f"unknown value {given}",
            one_of(choices),
            closest(str(detail["input"]), choices),
        )
    base = kind.removesuffix("_type").removesuffix("_parsing").removesuffix("_from_float")
    if base in _WRONG_TYPE:
        return Slug.WRONG_TYPE, f"wrong type: {given}", _WRONG_TYPE[base], ""
    if kind == "too_short":
        return Slug.OUT_OF_RANGE, "the list is too short", _entries(context), ""
    return Slug.BAD_VALUE, detail["msg"][:1].lower() + detail["msg"][1:], "", ""


def _entries(context: dict[str, Any]) -> str:
    least = int(context["min_length"])
    return f"at least {least} {'entry' if least == 1 else 'entries'}"
