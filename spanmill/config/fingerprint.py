"""The effective configuration as plain values, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from spanmill.component import Kind

if TYPE_CHECKING:
    from spanmill.config.sections import Defined
    from spanmill.config.service import ServiceConfig

__all__ = ["config_hash", "effective"]


def effective(
    defined: Defined, service: ServiceConfig, *, defaults: bool, secrets: str = "mask"
) -> dict[str, Any]:
    """Return what runs, ready to be written as YAML.

    Args:
        defined: all components.
        service: the `service` section.
        defaults: also give fields that the file does not set.
        secrets: `mask`, or `digest` to put the SHA-256 of each secret in its place.
    """
    context = {"secrets": secrets}
    result: dict[str, Any] = {}
    for kind in Kind:
        section = {
            component_id: each.config.model_dump(
                mode="json", exclude_unset=not defaults, context=context, by_alias=True
            )
            for (found, component_id), each in defined.components.items()
            if found is kind
        }
        if section:
            result[kind.value] = section
    result["service"] = service.model_dump(
        mode="json", exclude_unset=not defaults, context=context, by_alias=True
    )
    return result


def config_hash(defined: Defined, service: ServiceConfig) -> str:
    """Return the SHA-256 of the effective configuration, defaults included, as 64 hex digits.

    The order of keys, comments and spelling of values do not matter; secrets enter as digests;
    `config_version` does not count, because it names the hash.
    """
    values = effective(defined, service, defaults=True, secrets="digest")
    values["service"].pop("config_version", None)
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
