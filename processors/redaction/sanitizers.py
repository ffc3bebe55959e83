"""Sanitizers of URLs and of statements, as the Collector's processor has them."""

from __future__ import annotations

from spanmill.component import Config

__all__ = ["DbSanitizerConfig", "StatementConfig", "UrlSanitizerConfig"]


class UrlSanitizerConfig(Config):
    """Replaces ids in paths of URLs by `*`, and removes queries.

    An id is a part of a path that has no letters and a digit, or a digit and eight characters, or
    `;`, `=` or `@` in it. Words stay, also rare ones, of which the Collector's takes some for ids.
    """

    enabled: bool = False
    """Whether it runs."""
    attributes: tuple[str, ...] = ()
    """Attributes that are URLs."""
    sanitize_span_name: bool = True
    """Also in names of server and client spans that hold a `/`."""


class StatementConfig(Config):
    """Replaces the values in statements of one kind of database by `?`."""

    enabled: bool = False
    """Whether it runs."""
    attributes: tuple[str, ...] = ()
    """Attributes that are statements."""


class DbSanitizerConfig(Config):
    """Replaces the values in statements. `db.system.name`, or `db.system`, says whose they are.

    Of several sanitizers that name an attribute that of the system runs; of a span that names no
    system, all of them, where the Collector's runs none.
    """

    sanitize_span_name: bool = True
    """Also in names of internal, server and client spans that name the system."""
    sql: StatementConfig = StatementConfig()
    """Texts and numbers in SQL, that of all systems but the following."""
    redis: StatementConfig = StatementConfig()
    """All of a command but its name."""
    valkey: StatementConfig = StatementConfig()
    """All of a command but its name."""
    memcached: StatementConfig = StatementConfig()
    """All behind the first line."""
    mongo: StatementConfig = StatementConfig()
    """Texts and numbers in JSON."""
    opensearch: StatementConfig = StatementConfig()
    """Texts and numbers in JSON."""
    es: StatementConfig = StatementConfig()
    """Texts and numbers in JSON."""

    def blocks(self) -> tuple[StatementConfig, ...]:
        """Return the sanitizers in the order of the kernel's `Dialects`."""
        first = (self.sql, self.redis, self.valkey, self.memcached)
        return (*first, self.mongo, self.opensearch, self.es)
