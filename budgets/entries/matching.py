"""Which row of one list is which of another: alike, else of the same identity, else different in one field only."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

Values = tuple[Any, ...]
Pair = tuple[int | None, int | None]


def matched(before: Sequence[Values], after: Sequence[Values], identity: Callable[[Values], Hashable]) -> list[Pair]:
    """Pairs of places in ``before`` and ``after``, in the order of ``after``; then what is only in ``before``.

    ``identity`` gives what tells rows of a group from one another. Time grows with the rows, not with their square.
    """
    waiting = _Waiting(before, after)
    waiting.pair_ends()
    waiting.pair(lambda values: values)
    waiting.pair(identity)
    for column in range(len(before[0]) if before else 0):
        waiting.pair(lambda values, column=column: values[:column] + values[column + 1 :])  # type: ignore[misc]
    return list(waiting.pairs())


class _Waiting:
    """Rows that are not yet paired."""

    def __init__(self, before: Sequence[Values], after: Sequence[Values]) -> None:
        self.before, self.after = before, after
        self.left, self.right = list(range(len(before))), list(range(len(after)))
        self.found: dict[int, int] = {}

    def pair_ends(self) -> None:
        """Pairs what is alike from the first row on and from the last row back: most of it, if little was changed."""
        least = min(len(self.before), len(self.after))
        start = next((place for place in range(least) if self.before[place] != self.after[place]), least)
        back = range(1, least - start + 1)
        end = next((place for place in back if self.before[-place] != self.after[-place]), len(back) + 1) - 1
        self.found = {place: place for place in range(start)}
        self.found |= {len(self.after) - place: len(self.before) - place for place in range(1, end + 1)}
        self.left = self.left[start : len(self.before) - end]
        self.right = self.right[start : len(self.after) - end]

    def pair(self, key: Callable[[Values], Hashable]) -> None:
        """Pairs the rows of equal keys, in their order."""
        known: dict[Hashable, deque[int]] = defaultdict(deque)
        for place in self.left:
            known[key(self.before[place])].append(place)
        rest = []
        for place in self.right:
            queue = known.get(key(self.after[place]))
            if queue:
                self.found[place] = queue.popleft()
            else:
                rest.append(place)
        self.right = rest
        self.left = sorted(place for queue in known.values() for place in queue)

    def pairs(self) -> Iterator[Pair]:
        for place in range(len(self.after)):
            yield self.found.get(place), place
        for place in self.left:
            yield place, None
