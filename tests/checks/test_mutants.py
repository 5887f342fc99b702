"""Mutants of the checks: an equality with a fault in it does not live up to the examples of the check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import pytest

from budgets.checks.book import Book
from budgets.checks.judging import judge
from budgets.checks.model import (
    AT_MOST,
    COUNT,
    EQUAL,
    FAILS,
    GROWTH,
    HOLDS,
    SHARE,
    Check,
    Comparison,
    Judged,
    Operand,
    Side,
    Spot,
)
from budgets.checks.report import judged
from tests.checks.altered import (
    LEFT_OVER,
    READ,
    Case,
    Example,
    book_of,
    cases,
    condition,
    conditioned,
    covered,
    examples,
    filled,
    outcomes,
    silent,
    spare,
)

CAUGHT = Decimal("0.98")
# Numbers of a long sum that are tried, the largest ones.
TRIED = 5
RATIOS = (SHARE, GROWTH)
FAMILIES = sorted({check.family for check in covered()})


@dataclass(frozen=True)
class Mutant:
    """A fault, and whether the examples show it."""

    name: str
    caught: bool


# Of single comparisons


def of_example(example: Example) -> Iterator[tuple[str, Comparison]]:
    """The comparison of an example with one fault each."""
    comparison = example.comparison
    for name in ("left", "right"):
        side: Side = getattr(comparison, name)
        for place in _largest(side):
            for fault, faulty in _of_operand(example, side, place, name):
                yield f"{fault} {side.operands[place].spot.address}", replace(comparison, **{name: faulty})
    if spare(comparison) or comparison.relation in RATIOS:
        yield "allowance × 10", replace(comparison, widen=10)
    if comparison.relation in (EQUAL, AT_MOST):
        other = {EQUAL: AT_MOST, AT_MOST: EQUAL}[comparison.relation]
        yield "relation exchanged", replace(comparison, relation=other)
        if comparison.relation == AT_MOST:
            yield "sides exchanged", replace(comparison, left=comparison.right, right=comparison.left)
    if comparison.relation == COUNT and comparison.right.value is not None:
        yield "one more counted", replace(comparison, right=replace(comparison.right, value=comparison.right.value + 1))


def _largest(side: Side) -> list[int]:
    """Places of the numbers that are not zero, a handful."""
    places = [place for place, operand in enumerate(side.operands) if operand.spot.number]
    return sorted(places, key=lambda place: -abs(side.operands[place].spot.number or 0))[:TRIED]


def _of_operand(example: Example, side: Side, place: int, name: str) -> Iterator[tuple[str, Side]]:
    ratio = example.comparison.relation in RATIOS
    own, before, behind = side.operands[place], side.operands[:place], side.operands[place + 1 :]
    # A ratio has one number on its left, whose sign and that of its base are not read.
    if not (ratio and name == "left"):
        yield "dropped", replace(side, operands=(*before, *behind))
    if not (ratio and (name == "left" or not behind)):
        yield "sign flipped", replace(side, operands=(*before, replace(own, sign=-own.sign), *behind))
    for near in _neighbours(example, own.spot):
        yield f"{near.address} in place of", replace(side, operands=(*before, Operand(near, own.sign), *behind))


def _neighbours(example: Example, spot: Spot) -> list[Spot]:
    """Another row and another column beside a cell (another figure beside a figure) with clearly another number."""
    told = spare(example.comparison) if example.comparison.relation not in RATIOS else spot.step
    families = _beside(example.document, spot)
    return [near for near in (_near(own, spot, 2 * (told + spot.step)) for own in families) if near]


def _near(own: list[Spot], spot: Spot, least: Decimal) -> Spot | None:
    """The nearest of some numbers that differs by more than rounding."""
    place = next(place for place, each in enumerate(own) if each.address == spot.address)
    around = sorted(range(len(own)), key=lambda other: abs(other - place))
    fitting = (own[other] for other in around if _is_other(own[other], spot, least))
    return next(fitting, None)


def _is_other(near: Spot, spot: Spot, least: Decimal) -> bool:
    known = near.number is not None and spot.number is not None
    return known and near.money == spot.money and abs(near.number - spot.number) > least


def _beside(document: str, spot: Spot) -> list[list[Spot]]:
    book = book_of(document)
    if "/" not in spot.address:
        return [[claim.spot for claim in book.claims]]
    code = spot.address.partition("/")[0]
    row, column = spot.address.rpartition("/")[0], spot.address.rpartition("/")[2]
    own = _cells(document, code)
    return [
        [each for each in own if each.address.rpartition("/")[0] == row],
        [each for each in own if each.address.rpartition("/")[2] == column],
    ]


@cache
def _cells(document: str, code: str) -> list[Spot]:
    return [spot for address, spot in book_of(document).spots.items() if address.startswith(f"{code}/")]


def is_met(example: Example, comparison: Comparison) -> bool:
    """Whether a comparison in place of that of an example says all that is expected of it."""
    return all(
        judge(example.check, filled(comparison, variant.values)).outcome in variant.outcomes
        for variant in example.variants()
    )


# Of what is judged where it is read, and of conditions


def _silent(_: list[Judged]) -> list[Judged]:
    return []


def _always(outcome: str) -> Callable[[list[Judged]], list[Judged]]:
    def change(found: list[Judged]) -> list[Judged]:
        return [replace(each, outcome=outcome) for each in found]

    return change


def _opposite(found: list[Judged]) -> list[Judged]:
    other = {HOLDS: FAILS, FAILS: HOLDS}
    return [replace(each, outcome=other.get(each.outcome, each.outcome)) for each in found]


READINGS = {
    "says nothing": _silent,
    "always holds": _always(HOLDS),
    "always fails": _always(FAILS),
    "opposite": _opposite,
}


@cache
def _read(id: str) -> tuple[tuple[Case, tuple[Judged, ...]], ...]:
    check = next(check for check in covered() if check.id == id)
    return tuple((case, tuple(judged(Book(case.document), (check,)))) for case in cases(id))


def of_reading(check: Check) -> Iterator[Mutant]:
    """A check of words that reads wrongly."""
    for name, change in READINGS.items():
        pairs = [(case, list(found), change(list(found))) for case, found in _read(check.id)]
        if any(found != other for _, found, other in pairs):
            yield Mutant(f"{check.id}: {name}", not all(case.met(other) for case, _, other in pairs))


def of_condition(check: Check) -> Iterator[Mutant]:
    """An equality without its condition, and with the opposite one."""
    when = condition(check)
    if when is None:
        return
    quiet, own = silent(check.id), examples(check.id)[0].document
    for name, other in (("condition dropped", None), ("condition negated", lambda book: not when(book))):
        mutant = conditioned(check, other)
        kept = bool(outcomes(mutant, own)) and not outcomes(mutant, quiet)
        yield Mutant(f"{check.id}: {name}", not kept)


def mutants(check: Check) -> Iterator[Mutant]:
    """Every mutant of a check."""
    if check.id in READ:
        yield from of_reading(check)
        return
    yield from of_condition(check)
    for example in examples(check.id):
        for name, comparison in of_example(example):
            yield Mutant(f"{check.id}: {name} ({example.document})", not is_met(example, comparison))


@pytest.mark.parametrize("family", FAMILIES)
def test_nearly_every_mutant_of_the_checks_is_caught_by_their_examples(family: str) -> None:
    own = [check for check in covered() if check.family == family and check.id != LEFT_OVER]
    made = {check.id: list(mutants(check)) for check in own}
    assert [id for id, found in made.items() if len(found) < 2] == []
    every = [mutant for found in made.values() for mutant in found]
    survivors = [mutant.name for mutant in every if not mutant.caught]
    caught = Decimal(len(every) - len(survivors)) / len(every)
    assert caught >= CAUGHT, f"{caught:.2%} of {len(every)} caught; survivors: {survivors}"


@pytest.mark.parametrize("family", FAMILIES)
def test_an_unchanged_check_lives_up_to_its_examples(family: str) -> None:
    for check in covered():
        if check.family == family and check.id not in (*READ, LEFT_OVER):
            assert all(is_met(example, example.comparison) for example in examples(check.id)), check.id
