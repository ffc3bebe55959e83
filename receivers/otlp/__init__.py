"""Receives OTLP over gRPC and HTTP."""

from __future__ import annotations

from receivers.otlp.config import OtlpConfig
from spanmill.component import Factory, Kind, Receiver, Settings, Signal

__all__ = ["FACTORY"]


def _create(config: OtlpConfig, settings: Settings) -> Receiver:
    from receivers.otlp.receiver import OtlpReceiver  # noqa: PLC0415  # `validate` needs no gRPC

    return OtlpReceiver(config, settings)


FACTORY = Factory(
    name="otlp",
    kind=Kind.RECEIVER,
    role="receiver",
    config_type=OtlpConfig,
    create=_create,
    signals=frozenset({Signal.TRACES}),
)
