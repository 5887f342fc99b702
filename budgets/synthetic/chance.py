"""Chance that repeats itself: amounts, parts, splits and choices from one seed, in whole fen."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from budgets.money import from_fen, to_fen

T = TypeVar("T")
SMALL, MIDDLE, LARGE = (5, 7), (6, 8), (7, 9)
HUGE = (8, 10)
MODES = ("up", "down", "flat", "zero")
# What an earlier amount is of a later one, in percent, where it went up or down since.
EARLIER = {"up": (55, 92), "down": (108, 150)}


class Chance:
    """Random values from a seed and nothing else."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(least, most)

    def yuan(self, digits: tuple[int, int] = MIDDLE) -> Decimal:
        """An amount in yuan, random to the fen; ``digits`` are the least and most digits of it in fen."""
        count = self.whole(*digits)
        return from_fen(self._random.randrange(10 ** (count - 1), 10**count))

    def part(self, yuan: Decimal, least: int, most: int) -> Decimal:
        """Between ``least`` and ``most`` percent of an amount, in yuan; more than 100 gives more than the amount."""
        return from_fen(to_fen(yuan) * self.whole(least * 1000, most * 1000) // 100_000)

    def split(self, yuan: Decimal, parts: int) -> tuple[Decimal, ...]:
        """An amount in so many parts that add up to it."""
        found: list[Decimal] = []
        for left in range(parts, 1, -1):
            found.append(self.part(yuan - sum(found, Decimal(0)), 70 // left, 130 // left))
        return (*found, yuan - sum(found, Decimal(0)))

    def earlier(self, mode: str, yuan: Decimal) -> Decimal:
        """What an amount was before it went up, down, stayed the same (flat) or began (zero), in yuan."""
        if mode in EARLIER:
            return self.part(yuan, *EARLIER[mode])
        return yuan if mode == "flat" else Decimal("0.00")

    def one(self, values: Sequence[T]) -> T:
        """One of the values."""
        return values[self.whole(0, len(values) - 1)]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """So many of the values (all where there are fewer), in a random order."""
        return self._random.sample(list(values), min(count, len(values)))
