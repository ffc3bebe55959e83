"""Parse the conditions of `filter`: a clear subset of OTTL.

```
condition  = and_part { "or" and_part }
and_part   = unary { "and" unary }
unary      = "not" unary | "(" condition ")" | IsMatch | "IsRootSpan" "(" ")" | comparison
IsMatch    = "IsMatch" "(" operand "," text ")"
comparison = operand ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) ( operand | literal )
operand    = [ "span." ] ( "name" | "kind" | "status.code" | "status.message" | "duration"
                          | "parent_span_id" | attributes )
           | "resource." attributes | ( "scope." | "instrumentation_scope." ) ( "name" | "version" )
attributes = "attributes" "[" text "]"
literal    = text | number | "true" | "false" | "nil" | SPAN_KIND_… | STATUS_CODE_…
```

`duration` is not OTTL: it is end minus start in nanoseconds, and compares with texts such as
`"500ms"` as well.
The tree says nothing about how a condition is evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NoReturn, cast

from pydantic_core import PydanticCustomError

from spanmill.config.values import parse_duration
from spanmill.kernel import Pattern

__all__ = [
    "And",
    "Attribute",
    "Comparison",
    "Expression",
    "ExpressionError",
    "Field",
    "IsMatch",
    "LiteralValue",
    "Not",
    "Operand",
    "Or",
    "parse",
]

LiteralValue = str | int | float | bool | None
Operator = Literal["==", "!=", "<", "<=", ">", ">="]
FieldName = Literal[
    "name",
    "kind",
    "status.code",
    "status.message",
    "duration",
    "parent_span_id",
    "scope.name",
    "scope.version",
]

MAX_LENGTH = 4096
MAX_DEPTH = 50

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?)"""
    r"""|(?P<operator>==|!=|<=|>=|<|>)|(?P<mark>[()\[\],])|(?P<word>[A-Za-z_][A-Za-z0-9_.]*))"""
)
_ESCAPE = re.compile(
    r"\\(?:u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|x(?P<x>[0-7][0-9a-fA-F])|(?P<one>.))"
)
_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", '"': '"',
}  # fmt: skip
"""Go's; OTTL knows no others."""
MAX_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
_KINDS = ("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER")
_STATUSES = ("UNSET", "OK", "ERROR")
_CONSTANTS: dict[str, LiteralValue] = {
    "true": True,
    "false": False,
    "nil": None,
    **{f"SPAN_KIND_{name}": number for number, name in enumerate(_KINDS)},
    **{f"STATUS_CODE_{name}": number for number, name in enumerate(_STATUSES)},
}
_FIELDS: dict[str, FieldName] = {
    "name": "name",
    "kind": "kind",
    "status.code": "status.code",
    "status.message": "status.message",
    "duration": "duration",
    "parent_span_id": "parent_span_id",
    "scope.name": "scope.name",
    "scope.version": "scope.version",
    "instrumentation_scope.name": "scope.name",
    "instrumentation_scope.version": "scope.version",
}
_RESERVED = frozenset({"and", "or", "not", "IsMatch", "IsRootSpan"})


class ExpressionError(ValueError):
    """A condition that cannot be read. `offset` counts characters from its start."""

    def __init__(self, message: str, offset: int, length: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.length = max(1, length)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the span or of its scope."""

    name: FieldName


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of the span or of its resource; nil where it is absent."""

    target: Literal["span", "resource"]
    key: str


Operand = Field | Attribute


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares two values; those of different kinds are unequal and never ordered."""

    left: Operand
    operator: Operator
    right: Operand | LiteralValue


@dataclass(frozen=True, slots=True)
class IsMatch:
    """True where the text of the operand contains a match of the pattern."""

    operand: Operand
    text: str
    pattern: Pattern = field(init=False, compare=False, repr=False)
    """The text, compiled; `ValueError` with the reason where it is no expression."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", Pattern(self.text))


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All are true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one is true."""

    parts: tuple[Expression, ...]


Expression = Comparison | IsMatch | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def parse(text: str) -> Expression:
    """Return the tree of a condition.

    Raises:
        ExpressionError: where it is not one, with the place.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"a condition has at most {MAX_LENGTH} characters", MAX_LENGTH)
    parser = _Parser(_tokens(text))
    found = parser.condition(0)
    parser.end()
    return found


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    end = len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            offset = place + len(text[place:]) - len(text[place:].lstrip())
            raise ExpressionError(f"unexpected {text[offset]!r}", offset)
        kind = str(found.lastgroup)
        tokens.append(_Token(kind, found.group(kind), found.start(kind)))
        place = found.end()
    return [*tokens, _Token("end", "", end)]


class _Parser:
    """Recursive descent with a depth cap."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        if token.kind != "end":
            self._place += 1
        return token

    def _is_word(self, word: str) -> bool:
        return self._next.kind == "word" and self._next.text == word

    def _fail(self, message: str, token: _Token) -> NoReturn:
        raise ExpressionError(message, token.offset, len(token.text))

    def _expect(self, mark: str) -> None:
        token = self._take()
        if token.text != mark or token.kind != "mark":
            self._fail(f"expected '{mark}', got {_name(token)}", token)

    def end(self) -> None:
        """Refuse what is left over."""
        if self._next.kind != "end":
            self._fail(f"expected 'and', 'or' or the end, got {_name(self._next)}", self._next)

    def condition(self, depth: int) -> Expression:
        """Read parts joined by `or`."""
        if depth > MAX_DEPTH:
            self._fail(f"nested deeper than {MAX_DEPTH} levels", self._next)
        parts = [self._and_part(depth)]
        while self._is_word("or"):
            self._take()
            parts.append(self._and_part(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and_part(self, depth: int) -> Expression:
        parts = [self._unary(depth)]
        while self._is_word("and"):
            self._take()
            parts.append(self._unary(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _unary(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            self._fail(f"nested deeper than {MAX_DEPTH} levels", self._next)
        if self._is_word("not"):
            self._take()
            return Not(self._unary(depth + 1))
        if self._next.kind == "mark" and self._next.text == "(":
            self._take()
            found = self.condition(depth + 1)
            self._expect(")")
            return found
        if self._is_word("IsMatch"):
            return self._is_match()
        if self._is_word("IsRootSpan"):
            self._take()
            self._expect("(")
            self._expect(")")
            return Comparison(Field("parent_span_id"), "==", None)
        return self._comparison()

    def _is_match(self) -> Expression:
        self._take()
        self._expect("(")
        operand = self._operand()
        self._expect(",")
        token = self._take()
        if token.kind != "text":
            self._fail(f"expected a pattern in quotes, got {_name(token)}", token)
        text = _unquote(token)
        try:
            condition = IsMatch(operand, text)
        except ValueError as error:
            self._fail(f"not a regular expression: {error}", token)
        self._expect(")")
        return condition

    def _comparison(self) -> Expression:
        left = self._operand()
        token = self._take()
        if token.kind != "operator":
            self._fail(f"expected ==, !=, <, <=, > or >=, got {_name(token)}", token)
        operator = cast("Operator", token.text)
        return Comparison(left, operator, self._right(left, operator))

    def _right(self, left: Operand, operator: Operator) -> Operand | LiteralValue:
        token = self._next
        if token.kind == "word" and token.text not in _CONSTANTS:
            return self._operand()
        value = self._literal()
        if isinstance(left, Field) and left.name == "duration" and isinstance(value, str):
            return self._nanoseconds(value, token)
        if isinstance(left, Field) and left.name == "parent_span_id" and value not in {"", None}:
            self._fail('parent_span_id compares with "" and nil, which mean a root', token)
        if operator not in {"==", "!="} and (value is None or isinstance(value, bool)):
            self._fail(f"{_name(token)} can only be compared with == and !=", token)
        return value

    def _nanoseconds(self, text: str, token: _Token) -> int:
        try:
            return round(parse_duration(text) * 1e9)
        except PydanticCustomError:
            self._fail(f'expected a duration such as "500ms", got {token.text}', token)

    def _literal(self) -> LiteralValue:
        token = self._take()
        if token.kind == "text":
            return _unquote(token)
        if token.kind == "number":
            whole = token.text.lstrip("-").isdigit()
            return int(token.text) if whole else float(token.text)
        if token.kind == "word" and token.text in _CONSTANTS:
            return _CONSTANTS[token.text]
        return self._fail(f"expected a value, got {_name(token)}", token)

    def _operand(self) -> Operand:
        token = self._take()
        path = token.text.removeprefix("span.")
        if token.kind != "word" or path in _RESERVED:
            self._fail(
                f'expected a field such as name or attributes["key"], got {_name(token)}', token
            )
        if path in {"attributes", "resource.attributes"}:
            self._expect("[")
            key = self._take()
            if key.kind != "text":
                self._fail(f"expected a key in quotes, got {_name(key)}", key)
            self._expect("]")
            return Attribute("resource" if path.startswith("resource") else "span", _unquote(key))
        if path not in _FIELDS:
            known = ", ".join([*_FIELDS, 'attributes["key"]', 'resource.attributes["key"]'])
            self._fail(f"unknown field '{token.text}', expected one of: {known}", token)
        return Field(_FIELDS[path])


def _unquote(token: _Token) -> str:
    return _ESCAPE.sub(lambda found: _escaped(found, token), token.text[1:-1])


def _escaped(found: re.Match[str], token: _Token) -> str:
    offset, length = token.offset + 1 + found.start(), found.end() - found.start()
    if (one := found["one"]) is not None:
        if one in _ESCAPES:
            return _ESCAPES[one]
        message = f"unknown escape '\\{one}': write '\\\\{one}' for a backslash before it"
        raise ExpressionError(message, offset, length)
    number = int(found["u"] or found["U"] or found["x"], 16)
    if number > MAX_CHARACTER or number in SURROGATES:
        raise ExpressionError(f"{found[0]} is no character", offset, length)
    return chr(number)


def _name(token: _Token) -> str:
    return "the end" if token.kind == "end" else f"'{token.text}'"
