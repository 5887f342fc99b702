"""The words of the checks: spots (printed numbers), comparisons, outcomes, findings, and what a check is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgets.checks.book import Book

# Outcomes of a comparison. A missing side is never a pass.
HOLDS, ROUNDING, FAILS, UNKNOWN = "相符", "尾差", "不符", "无法核对"
OUTCOMES = (HOLDS, ROUNDING, FAILS, UNKNOWN)

# Severity of a check. A question is what only an outside rule speaks against: it is asked and never asserted, so that
# its outcome is 无法核对 where it does not hold.
CONTRADICTION, WARNING, QUESTION = "contradiction", "warning", "question"
SEVERITIES = {CONTRADICTION: "矛盾", WARNING: "提醒", QUESTION: "疑问"}

# Relations between the two sides.
EQUAL, AT_MOST = "equal", "at_most"
SHARE, GROWTH, PRODUCT = "share", "growth", "product"
COUNT, TEXT, LIST, RULE = "count", "text", "list", "rule"
# What the public page counts as equalities: relations between printed numbers.
NUMERICAL = (EQUAL, AT_MOST, SHARE, GROWTH, PRODUCT, COUNT)


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed number, in a cell or in a sentence.

    ``number`` is the value as printed, in yuan for money, else in the unit of the print; ``None`` where nothing is
    reported. ``step`` is one unit in the last printed place, in the same unit. ``words`` says where it stands.
    """

    address: str
    number: Decimal | None
    step: Decimal
    text: str
    place: Callable[[], str]
    money: bool = True

    @property
    def words(self) -> str:
        """Where it stands, in Chinese."""
        return self.place()


@dataclass(frozen=True, slots=True)
class Operand:
    """A spot with its sign in a sum."""

    spot: Spot
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a signed sum of spots; or a count, a text or a list that was worked out.

    ``where`` are the addresses of what was read without numbers (``section.paragraph.run``, a section, a table), and
    ``read`` is all that was read there, so that an override is bound to it.
    For the relations share and growth the right side's operands are (part, whole) and (change, amount).
    """

    operands: tuple[Operand, ...] = ()
    words: str = ""
    value: Decimal | None = None
    text: str = ""
    where: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Spot, ...]:
        """Its spots that are not reported."""
        return tuple(operand.spot for operand in self.operands if operand.spot.number is None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Left side, relation, right side: one equality of a check. ``widen`` multiplies what rounding may explain.

    ``holds`` and ``place`` belong to texts, lists and rules, which were judged where they were read; ``advice`` is a
    sentence that helps to mend it.
    """

    left: Side
    right: Side
    relation: str = EQUAL
    holds: bool | None = None
    advice: str = ""
    widen: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, what it says, to which documents it applies, how grave, on what ground, and its comparisons.

    ``layouts`` are the beginnings of layout keys (none: all); ``years`` a first and a last year.
    """

    id: str
    title: str
    compare: Callable[["Book"], Iterator[Comparison]]
    kinds: tuple[str, ...] = ("budget", "final")
    layouts: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 9999)
    severity: str = CONTRADICTION
    basis: str = ""

    def applies(self, book: "Book") -> bool:
        """Whether it says anything about a document."""
        document = book.document
        fits = not self.layouts or book.layout.startswith(self.layouts)
        return document.kind in self.kinds and fits and self.years[0] <= document.year <= self.years[1]

    @property
    def family(self) -> str:
        """The first part of its id."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """A comparison with its outcome, both values and their difference (``None`` where a side is missing).

    ``asked``: it does not hold, and is asked instead of asserted.
    """

    check: Check
    comparison: Comparison
    outcome: str
    left: Decimal | None = None
    right: Decimal | None = None
    asked: bool = False

    @property
    def difference(self) -> Decimal | None:
        """Left less right."""
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The printed numbers that stand in it."""
        sides = (*self.comparison.left.operands, *self.comparison.right.operands)
        return tuple(operand.spot for operand in sides)
