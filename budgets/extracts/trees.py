"""Trees of amounts: which parts a whole is divided into, and the finest parts that still add up to it exactly."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from budgets.ledger import At, below
from budgets.money import added

T = TypeVar("T")


def finest(whole: T, parts: Callable[[T], Iterable[Sequence[T]]], amount: Callable[[T], Decimal | None]) -> list[T]:
    """The finest parts of ``whole`` that add up to it, without those of nothing; itself where no parts do.

    ``parts`` gives the ways in which something is divided. What is not reported has no parts and is none.
    """
    yuan = amount(whole)
    if yuan is None:
        return []
    ways = [
        [leaf for part in way for leaf in finest(part, parts, amount)]
        for way in parts(whole)
        if way and added(*map(amount, way)) == yuan
    ]
    return max(ways, key=len) if ways else [whole] if yuan else []


def divisions(places: Mapping[str, At]) -> dict[str, list[list[str]]]:
    """The ways in which each coordinate is divided into others that do not overlap, nearest below it."""
    return {key: _ways(places, [other for other in places if _inside(places[other], at)]) for key, at in places.items()}


def _ways(places: Mapping[str, At], inner: Sequence[str]) -> list[list[str]]:
    """Of the nearest coordinates every largest group that does not overlap, in the order of ``places``."""
    nearest = [key for key in inner if not any(_inside(places[key], places[other]) for other in inner)]
    ways: list[list[str]] = []
    for first in nearest:
        way = [first]
        for key in nearest:
            if all(_apart(places[key], places[other]) for other in way):
                way.append(key)
        if not any(set(way) == set(other) for other in ways):
            ways.append(sorted(way, key=nearest.index))
    return ways


def _inside(inner: At, outer: At) -> bool:
    """Whether a coordinate lies below another, and not just at it."""
    return _within(inner, outer) and not _within(outer, inner)


def _within(inner: At, outer: At) -> bool:
    return (
        below(inner.nature, outer.nature) is True
        and (not outer.origin or inner.origin == outer.origin)
        and all(any(below(node, other) for other in _funds(outer)) for node in _funds(inner))
    )


def _apart(one: At, other: At) -> bool:
    """Whether no money can belong to both."""
    origins = {one.origin, other.origin} - {""}
    return (
        len(origins) == 2
        or _strangers(one.nature, other.nature)
        or all(_strangers(node, against) for node in _funds(one) for against in _funds(other))
    )


def _strangers(one: str, other: str) -> bool:
    return below(one, other) is False and below(other, one) is False


def _funds(at: At) -> tuple[str, ...]:
    return (at.fund,) if isinstance(at.fund, str) else at.fund
