"""Time the Parquet exporter by the size of its files: `python bench/micro/parquet.py MIB...`.

Spans of about 1 kB whose starts are spread over half a minute, as tail sampling leaves them, are in
a log, handed over as the engine does, and written at once. CPU time of the process, a line a size;
each size in a process of its own, for its peak of memory.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from exporters.parquet.config import ParquetConfig, RollConfig
from exporters.parquet.exporter import ParquetExporter
from spanmill.engine.records import RecordNote, records_of
from spanmill.kernel import Log, Plan, SpanBatch
from spanmill.testing import ManualClock, request, settings, span
from spanmill.testing.spans import START_NS, plan_of

READ_BYTES = 2 << 20
SPANS_A_RECORD = 1000
SPREAD_NS = 30_000_000_000


def fill(log: Log, plan: Plan, mib: int) -> int:
    """Append as many spans of 1 kB; return how many."""
    source = random.Random(7)  # noqa: S311 fixed on purpose, the rows must be the same every time
    note = RecordNote(START_NS, "v1", "hash").encode()
    records = mib * 1000 // SPANS_A_RECORD
    for _ in range(records):
        spans = [
            span(
                number=source.getrandbits(63) | 1,
                trace=source.getrandbits(120) | 1,
                start_ns=START_NS - source.randrange(SPREAD_NS),
                attrs={"gen_ai.request.model": "gpt-4o", "text": "x" * 800},
            )
            for _ in range(SPANS_A_RECORD)
        ]
        log.append(SpanBatch.parse([request(spans)], plan)[0], note)
    return records * SPANS_A_RECORD


def measure(mib: int) -> None:
    """Print one line."""
    with tempfile.TemporaryDirectory(prefix="spanmill-bench-") as folder:
        config = ParquetConfig(directory=f"{folder}/table", roll=RollConfig(max_bytes=2 << 30))
        exporter = ParquetExporter(config, settings("parquet", clock=ManualClock(START_NS / 1e9)))
        exporter.start()
        plan = plan_of(exporter.reads)
        log = Log(str(Path(folder, "log")), 64 << 20, 8 << 30, "process")
        spans = fill(log, plan, mib)
        began, sequence = time.process_time(), 1
        while (read := log.read(sequence, READ_BYTES, plan)) is not None:
            exporter.export(read.batch, records_of(read, log))
            sequence = read.last + 1
        handed = time.process_time()
        exporter.flush()
        written = time.process_time()
        log.close()
    export, flush = (handed - began) / spans * 1e6, (written - handed) / spans * 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{mib:5} MiB {export:7.2f} us a span handed over {flush:7.2f} written, peak {peak} MiB")


if __name__ == "__main__":
    sizes = sys.argv[1:] or ["16", "64", "128", "256"]
    if len(sizes) == 1:
        measure(int(sizes[0]))
    else:
        for each in sizes:
            subprocess.run([sys.executable, __file__, each], check=True)
