"""Hold a load and look for growth: `python bench/soak.py [--seconds 120] [--rate 1000]`.

Requests of 11 spans through the shipped pipelines as they are, with a reload in the middle. The
process may use both cores. `parquet` writes a file now and then, which takes memory while it lasts.
Resident memory is read every second. Its slope is the least-squares line over the readings from
three decision waits on to the end of the load, and again over those before the reload and after it,
because a reload may take memory once. The run is void unless every span that was sent is accounted
for as integers, and the files hold as many rows after the stop as the account says. Writes
`bench/results/<date>-soak.md`.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq
from pipeline import processes
from pipeline.points import LISTENERS
from pipeline.processes import PORTS, get_json, until
from pipeline.table import publish

if TYPE_CHECKING:
    from pipeline.processes import Process

SPANS = 11
DECISION_WAIT_S = 30.0
WAITS = 3
SETTLING_S = 120.0


@dataclass
class Readings:
    """Resident memory by second."""

    process: Process
    times: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    _stop: Event = field(default_factory=Event)

    def run(self) -> None:
        """Read until `stop`."""
        start = time.monotonic()
        while not self._stop.wait(1.0):
            self.times.append(time.monotonic() - start)
            self.sizes.append(self.process.resident_mb())

    def stop(self) -> None:
        """Read no more."""
        self._stop.set()

    def slope(self, begin: float, end: float) -> float:
        """Return kB a second, fitted over a part of the time."""
        chosen = [
            (at, size)
            for at, size in zip(self.times, self.sizes, strict=True)
            if begin <= at <= end
        ]
        times, sizes = np.array(chosen).T
        return float(np.polyfit(times, sizes, 1)[0]) * 1024

    def size(self, at: float) -> float:
        """Return MB, read at about that time."""
        return float(np.interp(at, self.times, self.sizes))


def reload_after(seconds: float, answers: list[int]) -> None:
    """Ask for a reload."""
    time.sleep(seconds)
    admin = http.client.HTTPConnection("127.0.0.1", PORTS["admin"], timeout=60)
    admin.request("POST", "/admin/reload", headers={"Content-Type": "application/json"})
    answers.append(admin.getresponse().status)
    admin.close()


def decided() -> bool:
    """Whether no span waits for a decision."""
    return not any(get_json(PORTS["admin"], "/status")["waiting_spans"].values())


def faults(
    sent: dict[str, Any], answers: list[int], account: dict[str, Any], rows: int
) -> list[str]:
    """Say what does not match."""
    found = [f"reload answered {answers}"] if answers != [200] else []
    if sent["refused"] or sent["failed"]:
        found.append(f"{sent['refused']} refused, {sent['failed']} failed")
    if account["accepted"] != sent["spans"] or not account["balanced"]:
        found.append(f"{account['accepted']} of {sent['spans']} accepted")
    if rows != account["live"] + account["exported"]:
        found.append(f"{rows} rows in files")
    return found


def soak(seconds: float, rate: int, error_every: int) -> str:
    """Run once; return what was found, as Markdown."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(prefix="spanmill-bench-")))
        both = f"{processes.CORE_UNDER_TEST},{processes.CORE_OF_LOAD}"
        process = stack.enter_context(processes.spanmill("pipelines.yaml", data, LISTENERS, both))
        readings, answers = Readings(process), list[int]()
        threads = (
            Thread(target=readings.run),
            Thread(target=reload_after, args=(seconds / 2, answers)),
        )
        for thread in threads:
            thread.start()
        before = process.use()
        options = {
            "spans": SPANS, "rate": rate, "seconds": seconds, "error-every": error_every,
        }  # fmt: skip
        words = tuple(word for key, value in options.items() for word in (f"--{key}", str(value)))
        sent = processes.send("grpc", words)
        used = process.use().cpu_s - before.cpu_s
        end = readings.times[-1]
        until(decided, "decisions", SETTLING_S)
        readings.stop()
        for thread in threads:
            thread.join()
        account = get_json(PORTS["admin"], "/status")["accounts"]["parquet"]
        process.stop()
        files = data.glob("parquet/spans/v1/**/*.parquet")
        rows = sum(pq.ParquetFile(each).metadata.num_rows for each in files)
    void = faults(sent, answers, account, rows)
    return report(readings, end, sent, used, account | {"rows in files after the stop": rows}, void)


def report(
    readings: Readings,
    end: float,
    sent: dict[str, Any],
    cpu_s: float,
    account: dict[str, Any],
    void: list[str],
) -> str:
    """Return the figures as Markdown."""
    begin, middle = WAITS * DECISION_WAIT_S, end / 2
    rate = sent["requests"] / sent["seconds"]
    marks = {"start": 1.0, "30 s": 30.0, "reload": middle - 2, f"{begin:.0f} s": begin, "end": end}
    marks["decided"] = readings.times[-1]
    sizes = ", ".join(f"{name} {readings.size(at):.1f}" for name, at in marks.items())
    early = readings.slope(DECISION_WAIT_S, middle - 1)
    lines = [
        f"- sent: {sent['requests']:,} requests, {sent['spans']:,} spans, {rate:.1f} requests/s",
        f"- latency: p50 {sent['p50_ms']:.2f} ms, p99 {sent['p99_ms']:.2f} ms",
        f"- CPU: {cpu_s * 1e6 / sent['spans']:.1f} us a span",
        f"- resident MB: {sizes}",
        f"- slope from {begin:.0f} s to the end: {readings.slope(begin, end):+.2f} kB/s",
        f"- slope from {DECISION_WAIT_S:.0f} s to the reload: {early:+.2f} kB/s",
        *(f"- {name}: {count}" for name, count in account.items()),
        f"- void: {'; '.join(void) or 'no'}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--error-every", type=int, default=100, help="one trace in so many fails")
    given = parser.parse_args()
    processes.build_generator()
    found = soak(given.seconds, given.rate, given.error_every)
    sys.stdout.write(found)
    words = f"--seconds {given.seconds:g} --rate {given.rate} --error-every {given.error_every}"
    publish("soak", "Soak", f"soak.py {words}", f"\n{found}")


if __name__ == "__main__":
    main()
