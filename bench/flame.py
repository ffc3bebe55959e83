"""Flame graph of the shipped pipelines under load: `python bench/flame.py [--spans 11]`.

Python and native frames of Python's threads, written to `flame.svg`; their heaviest own costs are
printed, and what each thread of the process took. The graph knows nothing of the kernel's own
threads (listener, sender, log): `perf record -g --pid` sees those, without Python's frames.
Wants a kernel with symbols (`make kernel`), and the permission to trace a process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import processes
from pipeline.points import SHIPPED, WARM_UP, Load, Subject

ROOT = Path(__file__).parents[1]
SECONDS, HERTZ = 8, 40
TOP = 30
IDLE = (
    "futex",
    "epoll_wait",
    "poll",
    "nanosleep",
    "sem_wait",
    "pthread_cond",
    "__select",
    "accept",
    "syscall",
    "fdatasync",
    "fsync",
)
"""What threads wait in: for others, for peers and for the disk."""


def record(pid: int, target: Path, form: str) -> subprocess.Popen[bytes]:
    """Start to sample a process."""
    options = ["--native", "--rate", str(HERTZ), "--duration", str(SECONDS), "--format", form]
    command = [str(Path(sys.executable).with_name("py-spy")), "record", *options]
    return subprocess.Popen([*command, "-o", str(target), "--pid", str(pid)])


def cpu_by_thread(pid: int) -> Counter[str]:
    """Return the clock ticks that the threads of a process took until now, by name."""
    ticks: Counter[str] = Counter()
    for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
        head, _, fields = stat.read_text().rpartition(")")
        user, system = fields.split()[11:13]
        ticks[head.partition("(")[2]] += int(user) + int(system)
    return ticks


def main() -> None:
    """Sample under load and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spans", type=int, default=11)
    given = parser.parse_args()
    load = Load("grpc", given.spans, outstanding=64 if given.spans < 100 else 16)
    subject = Subject("shipped pipelines, disk", "pipelines.yaml", SHIPPED)
    with ExitStack() as stack:
        raw = Path(stack.enter_context(TemporaryDirectory())) / "stacks"
        process = subject.start(stack)
        processes.send(load.protocol, (*load.options(), *WARM_UP))
        before = cpu_by_thread(process.pid)
        for target, form in ((raw, "raw"), (ROOT / "flame.svg", "flamegraph")):
            recorder = record(process.pid, target, form)
            processes.send(load.protocol, (*load.options(), "--seconds", str(SECONDS + 1)))
            recorder.wait()
        print(heaviest(raw.read_text()))
        print("\nthreads:")
        print(shares(cpu_by_thread(process.pid) - before))
    print("written to flame.svg")


def heaviest(stacks: str) -> str:
    """Return the frames that most samples end in, without those that wait."""
    own: Counter[str] = Counter()
    for line in stacks.splitlines():
        frames, _, count = line.rpartition(" ")
        leaf = frames.rpartition(";")[2]
        if not leaf.startswith(IDLE):
            own[leaf] += int(count)
    return shares(own)


def shares(costs: Counter[str]) -> str:
    """Return the largest parts of a whole, a line each."""
    total = max(costs.total(), 1)
    return "\n".join(f"{n / total:6.1%}  {name}" for name, n in costs.most_common(TOP))


if __name__ == "__main__":
    main()
