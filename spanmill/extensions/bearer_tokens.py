"""Bearer tokens: which ones are good, and the one that we send.

Traps: a comparison that stops at the first difference, or at the first token that fits, tells a
patient peer the token. So digests of one length are compared, all of them, every time. No value is
ever logged.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from spanmill.config.values import reveal

if TYPE_CHECKING:
    from spanmill.component import Settings
    from spanmill.extensions.bearertokenauth import BearerTokenAuthConfig

__all__ = ["BearerTokenAuthExtension"]

Look = tuple[int, int, int]


class BearerTokenAuthExtension:
    """Fits `Authenticator` and `Extension`.

    A file that cannot be read while we run leaves its last tokens good.
    """

    def __init__(self, config: BearerTokenAuthConfig, settings: Settings) -> None:
        self.header = config.header.lower()
        self._scheme = config.scheme
        self._logger = settings.logger
        self._path = Path(config.filename) if config.filename else None
        self._lock = Lock()
        self._seen: Look | None = None
        self._readable = True
        given = [each for each in (config.token, *config.tokens) if each is not None]
        self._take([] if self._path else [reveal(each).strip() for each in given])

    def start(self) -> None:
        """Read the file. Raises `OSError`, or `ValueError` where it holds no token."""
        if self._path is None:
            return
        self._seen = _look(self._path)
        self._take(_tokens(self._path))
        if not self._digests:
            raise ValueError(f"no token in {self._path}")

    def stop(self) -> None:
        """Nothing to close."""

    def check(self, value: str) -> bool:
        """Whether the header's value is the scheme and a good token."""
        self._refresh()
        scheme, token = self._split(value)
        digest = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
        good = False
        for each in self._digests:
            good |= hmac.compare_digest(digest, each)
        return good and scheme.casefold() == self._scheme.casefold()

    def proof(self) -> str:
        """Return the value to send: the scheme and the first token."""
        self._refresh()
        return f"{self._scheme} {self._first}" if self._scheme else self._first

    def _split(self, value: str) -> tuple[str, str]:
        if not self._scheme:
            return "", value.strip()
        scheme, _, token = value.strip().partition(" ")
        return scheme, token.strip()

    def _refresh(self) -> None:
        """Read the file again when it looks different; a `stat` costs little beside a request."""
        if self._path is None:
            return
        try:
            look = _look(self._path)
            if look != self._seen:
                with self._lock:
                    tokens = _tokens(self._path)
                    if tokens:  # an empty file is one that is being written
                        self._take(tokens)
                        self._seen = look
            self._readable = True
        except OSError as error:
            if self._readable:
                self._logger.warning("token file cannot be read", error=error.strerror)
            self._readable = False

    def _take(self, tokens: list[str]) -> None:
        self._first = tokens[0] if tokens else ""
        self._digests = tuple(hashlib.sha256(each.encode()).digest() for each in tokens)


def _look(path: Path) -> Look:
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _tokens(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [each.strip() for each in lines if each.strip()]
