"""Bearer tokens: checked by receivers that name this extension, added by exporters that do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from spanmill.component import Config, Extension, Factory, Kind, Settings, Signal
from spanmill.config.values import Caution, Ignored, Secret, fault, reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FACTORY", "BearerTokenAuthConfig"]

_SHORT = 16


class BearerTokenAuthConfig(Config):
    """Checks or adds a bearer token."""

    token: Secret | None = None
    """The token. This, `tokens` or `filename` is needed."""
    tokens: tuple[Secret, ...] = ()
    """Several tokens of which each is good, e.g. while one is being replaced. Exporters send the
    first.
    """
    filename: str = ""
    """File with the token, or with one token a line; read again when it changes. Comes before
    `token`.
    """
    file_retry: Annotated[
        dict[str, object], Ignored("the file is looked at with every request")
    ] = Field(default_factory=dict)
    """No effect: the file is looked at with every request."""
    scheme: str = "Bearer"
    """Word before the token. Empty: none."""
    header: str = Field(default="Authorization", min_length=1, max_length=256)
    """Header that carries it."""

    @model_validator(mode="after")
    def _some_token(self) -> BearerTokenAuthConfig:
        if self.token is None and not self.tokens and not self.filename:
            fault("missing-field", "no token", expected="one of: filename, token, tokens")
        for path, each in self._given():
            if not reveal(each).strip():
                at = ".".join(map(str, path))
                fault("bad-value", "the token is empty", at=at, expected="a token")
        return self

    def cautions(self) -> Iterator[Caution]:
        """Warn of tokens that can be guessed."""
        for path, each in self._given():
            if len(reveal(each)) < _SHORT:
                yield Caution(
                    "weak-secret",
                    path,
                    "the token is short enough to be guessed",
                    f"Use at least {_SHORT} random characters.",
                )

    def _given(self) -> Iterator[tuple[tuple[str | int, ...], Secret]]:
        """Return the tokens of the file, with their places."""
        if self.token is not None:
            yield ("token",), self.token
        for place, each in enumerate(self.tokens):
            yield ("tokens", place), each


def _create(config: BearerTokenAuthConfig, settings: Settings) -> Extension:
    from spanmill.extensions.bearer_tokens import BearerTokenAuthExtension  # noqa: PLC0415  # not for `validate`

    return BearerTokenAuthExtension(config, settings)


FACTORY = Factory(
    name="bearertokenauth",
    kind=Kind.EXTENSION,
    role="extension",
    config_type=BearerTokenAuthConfig,
    create=_create,
    signals=frozenset(Signal),
    aliases=frozenset({"bearer_token_auth"}),
)
