"""Memory that questions leave behind goes back to the system, where it is much."""

import ctypes
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="this system's allocator cannot be asked to give memory back",
)

_PROGRAM = """
import sys
from desireline.journeys.memory import give_back, own_memory
begun = own_memory()
held = [bytearray(b"x" * 100_000) for _ in range(int(sys.argv[1]))]
last = held[-1]
full = own_memory()
del held
kept = own_memory()
give_back()
print(begun, full, kept, own_memory())
"""


def _memory_around(blocks: int) -> tuple[int, int, int, int]:
    ended = subprocess.run([sys.executable, "-c", _PROGRAM, str(blocks)], capture_output=True, text=True, check=True)
    begun, full, kept, after = map(int, ended.stdout.split())
    return begun, full, kept, after


def test_much_goes_back() -> None:
    begun, full, kept, after = _memory_around(3_000)
    assert full - begun > 250_000_000
    assert kept - begun > 250_000_000, "the last block was to keep what lies before it from going back by itself"
    assert after - begun < 20_000_000


def test_little_is_kept_for_the_next_question() -> None:
    begun, _, kept, after = _memory_around(600)
    assert kept - begun > 50_000_000
    assert after >= kept - 1_000_000
