from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import pytest

from spanmill.heap import settle

PROGRAM = """
import sys
from spanmill.heap import tune

def faults():
    with open("/proc/self/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[7])

if len(sys.argv) > 1:
    print(tune(), end=" ")
for turn in range(50):
    if turn == 1:
        before = faults()
    buffers = [bytearray(4 << 20) for _ in range(3)]
    del buffers
print(faults() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_freed_buffers_are_used_again():
    """Buffers that come and go cost new pages once, not each time."""
    run = [sys.executable, "-c", PROGRAM]
    without = int(subprocess.run(run, capture_output=True, check=True).stdout)
    kept, faults = subprocess.run([*run, "keep"], capture_output=True, check=True).stdout.split()
    if kept == b"False":
        pytest.skip("this C library has no mallopt")
    assert int(faults) < without / 10


class Node:
    """Something that can be part of a cycle."""


def test_what_a_reload_replaced_goes():
    """What was there at one look is passed over, until the next look finds that nobody needs it."""
    thresholds = gc.get_threshold()
    node = Node()
    node.itself = node
    gone = weakref.ref(node)
    try:
        settle()
        assert gc.get_freeze_count() > 0
        del node
        gc.collect()
        assert gone() is not None
        settle()
        assert gone() is None
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
