"""The tables of dialects, operations and rules as the kernel takes them: one JSON text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from processors.token_cost.dialects import (
    BEGUN_OUTPUT,
    BEGUN_VENDORS,
    DIALECTS,
    FINISHING_SCOPES,
    JSON_SOURCES,
    SCOPE_RULES,
    ScopeRule,
    keys,
)
from processors.token_cost.operations import OPERATIONS
from processors.token_cost.price_list import price_list_version
from processors.token_cost.prices import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processors.token_cost.config import TokenCostConfig

__all__ = ["OWN", "columns", "other_names", "specification"]

OWN = (
    "spanmill.cost.total",
    "spanmill.cost.counted",
    "spanmill.cost.parts",
    "spanmill.cost.source",
    "spanmill.cost.reason",
    "spanmill.cost.price_version",
    "spanmill.cost.computed",
    "spanmill.cost.saved",
    "spanmill.cost.estimated",
    "spanmill.usage.estimated_input_tokens",
    "spanmill.usage.estimated_output_tokens",
    "spanmill.usage.convention",
)
"""Everything that pricing writes under names of its own; the kernel knows them by their place."""
NAMES = {
    "compat": ("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cost"),
    "otel-2026": ("gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cost.amount"),
}
"""Names that differ between generations of the standard, by profile."""
TOTAL_KEYS = {
    "compat": ("gen_ai.usage.cost",),
    "otel-2026": (
        "gen_ai.usage.cost.amount", "gen_ai.usage.cost.currency", "gen_ai.usage.cost.source",
    ),
}  # fmt: skip
OTHER = {"compat": "otel-2026", "otel-2026": "compat"}


def columns(config: TokenCostConfig) -> dict[str, tuple[str, ...]]:
    """Return the keys of every field that this configuration reads."""
    found = {**keys(NAMES[config.profile]), "own": OWN}
    if not config.estimate.enabled:
        del found["input_text"], found["output_text"]
    if not config.normalize:
        for name in ("conversation", "agent", "session", "user", "first_chunk"):
            del found[name]
    return found


def other_names(config: TokenCostConfig) -> list[str]:
    """Return the names that the profile's take the place of."""
    other = OTHER[config.profile]
    return [NAMES[other][0], *TOTAL_KEYS[other]]


def specification(config: TokenCostConfig, fields: Mapping[str, tuple[str, ...]]) -> str:
    """Return everything that the kernel has to know."""
    units = {key: unit for dialect in DIALECTS for key, unit in dialect.units.items()}
    disjoint = {
        key for dialect in DIALECTS if dialect.disjoint for key in dialect.fields.get("input", ())
    }
    exclusive = {"auto": None, "inclusive": False, "exclusive": True}[config.input_tokens]
    return json.dumps({
        "fields": dict(fields),
        "disjoint": [key in disjoint for key in fields["input"]],
        "units": [units[key] for key in fields.get("first_chunk", ())],
        "json": [
            {
                "key": each.key, "members": dict(each.members), "disjoint": each.disjoint,
                "scopes": each.scopes,
            }
            for each in JSON_SOURCES
        ],
        "operations": [
            {"word": word, "class": kind, "standard": standard}
            for word, kind, standard in OPERATIONS
        ],
        "scopes": [
            {"scope": each.scope, "vendors": each.vendors, "exclusive": each.exclusive}
            for each in (*own_rules(config), *SCOPE_RULES)
        ],
        "begun": {
            "vendors": BEGUN_VENDORS, "max_output": BEGUN_OUTPUT, "scopes": FINISHING_SCOPES,
        },
        "exclusive": exclusive,
        "reported": config.reported_cost,
        "normalize": config.normalize,
        "write_total": config.write_gen_ai_cost,
        "total_keys": TOTAL_KEYS[config.profile],
        "bytes_per_token": config.estimate.bytes_per_token if config.estimate.enabled else 0.0,
        "estimate_cost": config.estimate.cost,
        "reasons": REASONS,
        "origins": (price_list_version(), rules_version(config)),
    })  # fmt: skip


def own_rules(config: TokenCostConfig) -> list[ScopeRule]:
    """Return the configured rules about instrumentations."""
    return [
        ScopeRule(
            each.scope, (each.vendor,) if each.vendor else (), each.input_tokens == "exclusive"
        )
        for each in config.input_rules
    ]


def rules_version(config: TokenCostConfig) -> str:
    """Return what is written as the version of a price that a rule set."""
    text = json.dumps(config.model_dump(mode="json", include={"rules", "currencies"}))
    return f"rules-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
