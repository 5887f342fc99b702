"""How CPU time grows with the size of what is read: a ratio of two sizes measured in one run."""

import time
from collections.abc import Callable

TIMES = 4
# Four times the size: about 4 where time goes by the length, 16 where by its square.
BY_LENGTH = 10
# Below this the clock tells nothing.
TICK = 0.02


def growth(act: Callable[[int], object], size: int) -> float:
    """CPU time at ``size`` by that at a quarter of it, the best of two runs each."""
    small, large = (min(_seconds(act, each) for _ in range(2)) for each in (size // TIMES, size))
    return max(large, TICK) / max(small, TICK)


def _seconds(act: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    act(size)
    return time.process_time() - start
