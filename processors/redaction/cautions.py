"""Remarks on a configuration that is legal, and does less than it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spanmill.config.values import Caution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from processors.redaction.config import RedactionConfig, RuleConfig

__all__ = ["cautions"]

_CONDITIONS = ("keys", "resource", "span_names", "span_kinds")


def cautions(config: RedactionConfig) -> Iterator[Caution]:
    """Warn of what passes or can be undone, and of what has no effect."""
    if config.mode == "detect":
        yield Caution(
            "unredacted-on-disk",
            ("mode",),
            "'detect' only counts, so personal data and secrets pass and are stored",
            "Use redact once the figures are as expected.",
        )
    if config.hash_function in {"md5", "sha1", "sha3"}:
        yield Caution(
            "weak-secret",
            ("hash_function",),
            f"'{config.hash_function}' has no key, so short values can be found by trying",
            "Use hmac-sha256 with hmac_key.",
        )
    if not config.allow_all_keys and "allowed_keys" not in config.model_fields_set:
        yield Caution(
            "removes-all",
            (),
            "no key is allowed, so every attribute of spans, events, links, scopes and resources "
            "is removed",
            "Set allow_all_keys to true, or list in allowed_keys what stays: [] is nothing.",
        )
    if config.allow_all_keys and config.allowed_keys:
        yield Caution(
            "unused",
            ("allowed_keys",),
            "all attributes are kept, whatever is listed here",
            "Set allow_all_keys to false to keep these alone.",
        )
    if config.operator != "mask" and config.mask.model_fields_set:
        yield _unused_mask(())
    for index, rule in enumerate(config.rules):
        yield from _of_rule(config, index, rule)


def _unused_mask(place: tuple[str | int, ...]) -> Caution:
    message, hint = "only operator 'mask' reads this", "Set the operator to mask, or remove it."
    return Caution("unused", (*place, "mask"), message, hint)


def _of_rule(config: RedactionConfig, index: int, rule: RuleConfig) -> Iterator[Caution]:
    place = ("rules", index)
    if rule.operator != "mask" and rule.mask.model_fields_set:
        yield _unused_mask(place)
    if rule.entities and not set(rule.entities) & set(config.all_entities()):
        yield Caution(
            "unused",
            (*place, "entities"),
            "none of these kinds is looked for",
            "Add them to the entities of the processor.",
        )
    wider = next((n for n in range(index) if _covers(config.rules[n], rule)), None)
    if wider is not None:
        yield Caution(
            "unused",
            place,
            f"rule {wider} fits wherever this one does, and the first that fits decides",
            "Put the narrower rule first.",
        )


def _covers(one: RuleConfig, other: RuleConfig) -> bool:
    """Return whether `one` surely fits wherever `other` does."""
    is_of_kinds = bool(other.entities) and set(other.entities) <= set(one.entities)
    return (not one.entities or is_of_kinds) and all(
        not getattr(one, name) or getattr(one, name) == getattr(other, name) for name in _CONDITIONS
    )
