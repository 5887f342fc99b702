"""An amount at the stages of a year, each with the place in the document that it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Amount, Document, Figure, Row, Section, anchor, cell_address
from budgets.money import added, share

INITIAL, ADJUSTED = "initial", "adjusted"


@dataclass(frozen=True, slots=True)
class Found:
    """An amount of a document: yuan (``None``: not reported), the document's address, the element on its page.

    Without ``fragment`` the amount stands nowhere: it is a sum of ours.
    """

    yuan: Decimal | None = None
    slug: str = ""
    fragment: str = ""


NOWHERE = Found()


def in_cell(document: Document, table: str, row: Row, column: str) -> Found:
    """The amount in a cell; ``NOWHERE`` where the row has no such cell."""
    if column not in row.cells:
        return NOWHERE
    cell = row.cells[column]
    yuan = cell.yuan if isinstance(cell, Amount) else None
    return Found(yuan, document.slug, anchor(cell_address(table, row.key, column)))


def in_text(document: Document, section: Section, figure: Figure) -> Found:
    """The amount of a figure of the narrative: the cell that it comes from, or its section where it has none."""
    fragment = anchor(figure.cell) if figure.cell else f"s-{section.key}"
    return Found(figure.yuan, document.slug, fragment)


def together(found: Sequence[Found], whole: str) -> Found:
    """Σ of amounts of one document: in the place that prints that very amount, or else in ``whole``, which has all."""
    yuan = added(*(each.yuan for each in found))
    return next((each for each in found if each.yuan == yuan), Found(yuan, found[0].slug, whole))


@dataclass(frozen=True, slots=True)
class Stages:
    """The same money at 年初预算, 全年预算 and 决算."""

    initial: Found = NOWHERE
    adjusted: Found = NOWHERE
    actual: Found = NOWHERE

    @property
    def base(self) -> str:
        """What 决算 is measured against: 年初预算; where that is zero or unknown 全年预算, if it says more."""
        if self.initial.yuan:
            return INITIAL
        if self.adjusted.yuan or self.initial.yuan is None:
            return ADJUSTED
        return INITIAL

    @property
    def difference(self) -> Decimal | None:
        """决算 less what it is measured against; ``None`` where one of them is unknown."""
        base = self._base()
        return None if base is None or self.actual.yuan is None else self.actual.yuan - base

    @property
    def rate(self) -> Decimal | None:
        """完成率 in percent, exact; ``None`` where an amount is unknown or less than zero, or the base is zero."""
        base, actual = self._base(), self.actual.yuan
        return None if base is None or actual is None or min(base, actual) < 0 else share(actual, base)

    def _base(self) -> Decimal | None:
        found: Found = getattr(self, self.base)
        return found.yuan


UNKNOWN = Stages()
