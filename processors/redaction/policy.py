"""From the configuration to the policy that the kernel compiles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from spanmill.config.values import reveal

if TYPE_CHECKING:
    from processors.redaction.config import RedactionConfig, RuleConfig

__all__ = ["spec_of"]

_PLAIN = (
    "allow_all_keys", "allowed_keys", "ignored_keys", "ignored_key_patterns",
    "blocked_key_patterns", "blocked_values", "allowed_values", "allowed_texts", "allowed_domains",
    "allowed_networks", "redact_all_types", "hash_function", "summary", "operator",
    "allow_private_ips", "max_value_bytes", "mask",
)  # fmt: skip


_KINDS = ("unspecified", "internal", "server", "client", "producer", "consumer")


def _rule(rule: RuleConfig) -> dict[str, object]:
    kinds = [_KINDS.index(kind) for kind in rule.span_kinds]
    return {**rule.model_dump(mode="json"), "span_kinds": kinds}


def spec_of(config: RedactionConfig) -> str:
    """Return the policy as JSON. It holds the key, so it must not be printed."""
    url, db = config.url_sanitizer, config.db_sanitizer
    spec = config.model_dump(mode="json", include=set(_PLAIN))
    return json.dumps(
        {
            **spec,
            "only_counts": config.mode == "detect",
            "entities": config.all_entities(),
            "rules": [_rule(rule) for rule in config.rules],
            "hmac_key": reveal(config.hmac_key),
            "hmac_previous_key": reveal(config.hmac_previous_key),
            "mark_blobs": config.blobs == "marker",
            "url_attributes": url.attributes if url.enabled else (),
            "url_names": url.enabled and url.sanitize_span_name,
            "statements": [block.attributes if block.enabled else None for block in db.blocks()],
            "statement_names": db.sanitize_span_name,
        }
    )
