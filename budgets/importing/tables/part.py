"""One table, or a part of one, on a sheet: its rows and what its columns are."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Column
from budgets.importing.tables.fit import Fit
from budgets.importing.tables.heads import Head
from budgets.importing.tables.known import Known
from budgets.importing.tables.page import Page


@dataclass(frozen=True)
class Part:
    """Rows ``head.last`` + 1 to ``last`` of a sheet.

    ``unit`` is that of its amounts; ``blank`` what a row without any amount says: zero, or ``None``, not reported.
    ``repeated`` are rows of headings printed again.
    """

    page: Page
    known: Known
    head: Head
    fit: Fit
    last: int
    unit: str
    title: str
    blank: Decimal | None
    repeated: frozenset[int] = frozenset()

    def rows(self) -> Iterator[int]:
        """The rows below the headings, without headings printed again and the numbers of columns."""
        for row in self.page.between(self.head.last + 1, self.last):
            if row not in self.repeated and not self.page.numbers_columns(row):
                yield row

    def columns(self, panel: int = 0) -> dict[int, Column]:
        """What the sheet's columns are."""
        return self.fit.columns_of(panel)

    def amounts(self, panel: int = 0) -> dict[int, Column]:
        """The sheet's columns of money."""
        return {place: column for place, column in self.columns(panel).items() if column.kind == "amount"}
