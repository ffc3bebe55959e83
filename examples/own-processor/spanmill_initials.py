"""Cut the names of users down to their initials.

The whole processor: what it can be told, what it reads, and one function from batch to batch.
Installing the package is enough for `initials:` to work under `processors:`; `spanmill components`
lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from spanmill.component import Config, Factory, Kind, Reads
from spanmill.kernel import Upsert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spanmill.component import Settings
    from spanmill.kernel import SpanBatch


class InitialsConfig(Config):
    """Cuts names down to initials."""

    attribute: str = "user.full_name"
    """The attribute that holds the name."""


class InitialsProcessor:
    """Decides everything when it is made; `process` only works on columns."""

    def __init__(self, config: InitialsConfig, settings: Settings) -> None:
        self._attribute = config.attribute
        self._metrics = settings.metrics
        self.reads = Reads(span=frozenset({config.attribute}))

    def start(self) -> None:
        """Nothing to open."""

    def process(self, batch: SpanBatch) -> Sequence[SpanBatch]:
        """Replace each distinct name once, however many spans have it."""
        codes, names = batch.attribute_dict(self._attribute)
        if not names:
            return (batch,)
        initials = ["".join(f"{word[0]}." for word in name.split() if word) for name in names]
        self._metrics.count("names", int((np.frombuffer(codes, np.int32) >= 0).sum()))
        return (batch.upsert([Upsert.text(self._attribute, codes, initials)]),)

    def stop(self) -> None:
        """Nothing to close."""


FACTORY = Factory(
    name="initials",
    kind=Kind.PROCESSOR,
    role="processor",
    config_type=InitialsConfig,
    create=InitialsProcessor,
)
