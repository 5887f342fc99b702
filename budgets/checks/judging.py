"""Judges a comparison: works out both sides and what rounding explains."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.checks.model import (
    AT_MOST,
    COUNT,
    EQUAL,
    FAILS,
    GROWTH,
    HOLDS,
    PRODUCT,
    QUESTION,
    ROUNDING,
    RULE,
    SHARE,
    UNKNOWN,
    Check,
    Comparison,
    Judged,
    Operand,
    Side,
)
from budgets.money import round_half_up

ZERO = Decimal(0)
HALF = Decimal("0.5")
SMALL = Decimal("0.01")
Values = Mapping[str, Decimal | None]


def judge(check: Check, comparison: Comparison) -> Judged:
    """The comparison with its outcome; a question that does not hold is asked, not asserted."""
    outcome, left, right = measure(comparison)
    asked = outcome == FAILS and check.severity == QUESTION
    return Judged(check, comparison, UNKNOWN if asked else outcome, left, right, asked)


def measure(comparison: Comparison, values: Values | None = None) -> tuple[str, Decimal | None, Decimal | None]:
    """Outcome and both values; ``values`` stand in for the printed numbers at some addresses."""
    if comparison.holds is not None:
        return (HOLDS if comparison.holds else FAILS), comparison.left.value, comparison.right.value
    relation = comparison.relation
    if relation == RULE:
        return UNKNOWN, None, None
    if relation in (EQUAL, AT_MOST):
        return _sums(comparison, values or {})
    if relation in (SHARE, GROWTH, PRODUCT):
        return _ratio(comparison, values or {})
    left, right = (_total(side, values or {}) for side in (comparison.left, comparison.right))
    if left is None or right is None:
        return UNKNOWN, left, right
    assert relation == COUNT
    return (HOLDS if left == right else FAILS), left, right


def _number(operand: Operand, values: Values) -> Decimal | None:
    return values.get(operand.spot.address, operand.spot.number)


def _total(side: Side, values: Values) -> Decimal | None:
    """The sum of a side; ``None`` if one of its numbers is not reported."""
    if not side.operands:
        return side.value
    total = ZERO
    for operand in side.operands:
        number = _number(operand, values)
        if number is None:
            return None
        total += number if operand.sign > 0 else -number
    return total


def _known(side: Side, values: Values) -> Decimal | None:
    """The sum of what is reported of a side; ``None`` if nothing is."""
    numbers = [(operand.sign, _number(operand, values)) for operand in side.operands]
    known = [sign * number for sign, number in numbers if number is not None]
    return sum(known, ZERO) if known else side.value


def allowance(comparison: Comparison, values: Values | None = None) -> Decimal:
    """What rounding explains between two sums: half a unit of the last place for every number that is not zero.

    The same number printed twice in one precision must be the same; in two precisions, half the coarser unit.
    """
    operands = [*comparison.left.operands, *comparison.right.operands]
    if len(operands) == 2 and comparison.left.operands and comparison.right.operands:
        first, second = operands[0].spot.step, operands[1].spot.step
        return (ZERO if first == second else max(first, second) * HALF) * comparison.widen
    known = values or {}
    steps = [operand.spot.step for operand in operands if _number(operand, known)]
    return sum(steps, ZERO) * HALF * comparison.widen


def _sums(comparison: Comparison, values: Values) -> tuple[str, Decimal | None, Decimal | None]:
    left, right = (_total(side, values) for side in (comparison.left, comparison.right))
    blank = left is None or right is None
    if blank:
        # A blank may be taken for nothing only where the sum holds with it.
        left, right = (_known(side, values) for side in (comparison.left, comparison.right))
        if left is None or right is None or _alone(comparison):
            return UNKNOWN, left, right
    assert left is not None and right is not None
    difference = left - right
    if comparison.relation == AT_MOST:
        difference = max(difference, ZERO)
    if difference == 0:
        return (UNKNOWN if blank and not left else HOLDS), left, right
    if abs(difference) <= allowance(comparison, values):
        return ROUNDING, left, right
    return (UNKNOWN if blank else FAILS), left, right


def _alone(comparison: Comparison) -> bool:
    """Whether a number that is missing is all that its side says, so that nothing speaks for its being nothing."""
    sides = (comparison.left, comparison.right)
    return comparison.relation == AT_MOST or any(side.missing and len(side.operands) == 1 for side in sides)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A quotient in percent, and the least and the most that rounding of its terms makes of it."""

    value: Decimal
    least: Decimal
    most: Decimal


def _ratio(comparison: Comparison, values: Values) -> tuple[str, Decimal | None, Decimal | None]:
    printed = comparison.left.operands[0]
    left = _number(printed, values)
    terms = [_number(operand, values) for operand in comparison.right.operands]
    if left is None or None in terms:
        return UNKNOWN, left, None
    quotient = _quotient(comparison, [term for term in terms if term is not None])
    if quotient is None:
        # Nothing can be so many percent of nothing; that it is nothing of nothing says nothing.
        return (FAILS if left else UNKNOWN), left, None
    step = printed.spot.step
    right = round_half_up(quotient.value, -int(step.as_tuple().exponent))
    if right == left:
        return HOLDS, left, right
    # A share may be off by one in the last place, for offices make shares add up to 100.00.
    room = step if comparison.relation == SHARE and step <= SMALL else step * HALF
    below, above = quotient.value - quotient.least + room, quotient.most - quotient.value + room
    off, widen = left - quotient.value, comparison.widen
    return (ROUNDING if -below * widen <= off <= above * widen else FAILS), left, right


def _quotient(comparison: Comparison, terms: list[Decimal]) -> _Quotient | None:
    """Right side of a ratio in percent (marks for a product); ``None`` on a base of zero.

    The last operand is the whole, those before it add up to the part. Marks are full marks × executed ÷ budget, at most
    full marks (财预〔2020〕10号).
    """
    operands = comparison.right.operands
    halves = [operand.spot.step * HALF for operand in operands]
    full = Decimal(100)
    if comparison.relation == PRODUCT:
        full, terms, halves, operands = terms[0], terms[1:], halves[1:], operands[1:]
    signed = [operand.sign * term for operand, term in zip(operands[:-1], terms[:-1], strict=True)]
    part, error, whole, half = sum(signed, ZERO), sum(halves[:-1], ZERO), terms[-1], halves[-1]
    if comparison.relation == GROWTH:
        whole, half = whole - part, half + error
    if whole == 0:
        return None
    corners = [_percent(full, part + a * error, whole + b * half) for a in (-1, 1) for b in (-1, 1)]
    found = _Quotient(full * part / whole, min(corners), max(corners))
    if comparison.relation == PRODUCT:
        return _Quotient(*(min(value, full) for value in (found.value, found.least, found.most)))
    return found


def _percent(full: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """The quotient at a corner of what rounding allows; where the whole may be nothing, nothing bounds it."""
    return full * part / whole if whole else Decimal("Infinity").copy_sign(part)
