"""Kinds of personal data and secrets, and the sets of them that have a name."""

from __future__ import annotations

from typing import Literal

__all__ = ["DEFAULT_ENTITIES", "PRESETS", "Entity", "Operator", "Preset"]

Entity = Literal[
    "email", "credit_card", "us_ssn", "us_itin", "phone", "ipv4", "ipv6", "mac", "iban",
    "swift_bic", "btc", "eth", "uk_nhs", "uk_nino", "in_aadhaar", "in_pan", "fr_nir", "es_nif",
    "it_codice_fiscale", "ca_sin", "au_tfn", "au_medicare", "au_abn", "de_steuer_id", "pl_pesel",
    "se_personnummer", "fi_hetu", "nl_bsn", "br_cpf", "br_cnpj", "tr_tckn", "th_tnin", "kr_rrn",
    "cn_ric", "jp_my_number", "sg_nric", "za_id", "vin", "imei", "us_npi", "us_dea", "us_mbi",
    "us_routing", "us_bank_account", "passport", "driver_license", "date_of_birth",
    "url_credentials", "jwt", "private_key", "llm_key",
    "aws_key", "github_token", "cloud_token", "auth_header", "secret_kv",
]  # fmt: skip
"""Kinds of personal data and secrets that can be found."""

Operator = Literal["placeholder", "mask", "hash", "drop", "detect"]
"""`placeholder`: `[EMAIL]`; `mask`: `****`; `hash`: keyed, `[EMAIL:…]`; `drop`: the attribute goes;
`detect`: only count.
"""

DEFAULT_ENTITIES: tuple[Entity, ...] = (
    "email",
    "credit_card",
    "us_ssn",
    "phone",
    "ipv4",
    "ipv6",
    "mac",
    "iban",
    "btc",
    "eth",
    "uk_nino",
    "in_pan",
    "fr_nir",
    "es_nif",
    "it_codice_fiscale",
    "fi_hetu",
    "br_cpf",
    "br_cnpj",
    "kr_rrn",
    "cn_ric",
    "sg_nric",
    "in_aadhaar",
    "url_credentials",
    "jwt",
    "private_key",
    "llm_key",
    "aws_key",
    "github_token",
    "cloud_token",
    "auth_header",
    "secret_kv",
)

Preset = Literal["gdpr", "hipaa"]
"""Sets of entities with a name."""

PRESETS: dict[Preset, tuple[Entity, ...]] = {
    "gdpr": (
        "email", "phone", "ipv4", "ipv6", "mac", "iban", "swift_bic", "credit_card", "uk_nhs",
        "uk_nino", "fr_nir", "es_nif", "it_codice_fiscale", "date_of_birth", "de_steuer_id",
        "pl_pesel", "se_personnummer", "fi_hetu", "nl_bsn", "passport", "driver_license", "imei",
    ),
    "hipaa": (
        "email", "phone", "us_ssn", "us_itin", "date_of_birth", "ipv4", "ipv6", "mac",
        "credit_card", "iban", "swift_bic", "us_npi", "us_dea", "us_mbi", "us_routing",
        "us_bank_account", "passport", "driver_license", "vin", "imei",
    ),
}  # fmt: skip
"""What each preset adds to `entities`."""
