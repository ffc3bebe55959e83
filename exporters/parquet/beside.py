"""Columns that the engine wrote beside the spans: times, tenant, configuration, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from spanmill.model.arrays import array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spanmill.component import Records
    from spanmill.kernel import SpanBatch

__all__ = ["beside", "received_of"]


def beside(batch: SpanBatch, records: Records) -> pa.Table:
    """Build a row a span."""
    place = array(batch.column("request"), np.uint32)
    received = received_of(batch, records)
    columns = {
        "ingest_time": pa.array(received // 1000).cast(pa.timestamp("us", "UTC")),
        "tenant_id": _by_record([meta.tenant for meta in records.metas], place),
        "config_version": _by_record([meta.config_version for meta in records.metas], place),
        "config_hash": _by_record([meta.config_hash for meta in records.metas], place),
        **_decisions(records),
    }
    return pa.table(columns)


def received_of(batch: SpanBatch, records: Records) -> NDArray[np.int64]:
    """Return when each span was received."""
    place = array(batch.column("request"), np.uint32)
    received: NDArray[np.int64] = np.array(
        [meta.received_unix_nano for meta in records.metas], np.int64
    )[place]
    return received


def _by_record(values: list[str], place: NDArray[np.uint32]) -> pa.DictionaryArray:
    return (
        pa.array([value or None for value in values], pa.utf8())
        .dictionary_encode()
        .take(pa.array(place))
    )


def _decisions(records: Records) -> dict[str, pa.Array]:
    found = records.decisions()
    return {
        "sampling_policy": _coded(array(found.policy, np.int32), list(found.policies)),
        "sampling_reason": _coded(array(found.reason, np.int32), list(found.reasons)),
        "sampling_weight": pa.array(array(found.weight, np.float64)),
    }


def _coded(codes: NDArray[np.int32], names: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.utf8()), mask=codes < 0)
