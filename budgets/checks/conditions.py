"""On what an equality may depend: whether amounts are nothing, or the same. What a blank leaves open stays open."""

from collections.abc import Callable
from decimal import Decimal

from budgets.checks.book import Book
from budgets.checks.model import Spot

# Yes, no, or the cells that are not reported and would have to be known.
State = bool | tuple[Spot, ...]
Condition = Callable[[Book], State]
# What may part two sums that are the same but for rounding: 0.05 万元.
CLOSE = Decimal(500)
ZERO = Decimal(0)


def _read(book: Book, addresses: tuple[str, ...]) -> tuple[list[Decimal], tuple[Spot, ...]]:
    """The numbers of the cells that are printed, and those of the cells that are not reported."""
    spots = [spot for address in addresses if (spot := book.at(address))]
    numbers = [spot.number for spot in spots if spot.number is not None]
    return numbers, tuple(spot for spot in spots if spot.number is None)


def nothing(book: Book, *addresses: str) -> State:
    """Whether cells are zero or not printed at all."""
    numbers, blank = _read(book, addresses)
    return False if any(numbers) else blank or True


def same(book: Book, left: tuple[str, ...], right: tuple[str, ...]) -> State:
    """Whether the sums of cells are the same but for rounding; no where a side is not printed at all."""
    (first, blank), (second, other) = _read(book, left), _read(book, right)
    if blank or other:
        return blank + other
    return bool(first and second) and abs(sum(first, ZERO) - sum(second, ZERO)) <= CLOSE


def both(*states: State) -> State:
    """Whether all hold."""
    if any(state is False for state in states):
        return False
    return tuple(spot for state in states if isinstance(state, tuple) for spot in state) or True


def opposite(condition: Condition) -> Condition:
    """The condition that holds where another does not."""

    def turned(book: Book) -> State:
        state = condition(book)
        return state if isinstance(state, tuple) else not state

    return turned
