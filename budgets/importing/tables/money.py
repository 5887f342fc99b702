"""Amounts and texts in the cells of a table's rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import NOT_REPORTED, Column
from budgets.importing.book import Problems, Spot, Value
from budgets.importing.cells import NOTHING, amount_of, plain
from budgets.importing.tables.page import Page
from budgets.money import AmountError

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Amounts:
    """The amounts of a row in yuan by column key: ``None`` is not reported; what is blank is left out.

    ``wrong`` are the cells that hold no amount, with what is wrong.
    """

    found: Mapping[str, Decimal | None]
    wrong: Mapping[Spot, str]

    def whole(self, keys: Mapping[str, object], blank: Decimal | None = ZERO) -> dict[str, Decimal | None]:
        """An amount for each of ``keys``: what is blank beside an amount is zero; ``blank`` where all is."""
        rest = ZERO if self.found else blank
        return {key: self.found.get(key, rest) for key in keys}

    def tell(self, problems: Problems, sheet: str) -> None:
        """Say what is wrong."""
        for (row, column), message in self.wrong.items():
            problems.add(message, sheet, row, column)


def amounts_in(page: Page, row: int, columns: Mapping[int, Column], unit: str) -> Amounts:
    """The amounts of a row in the columns of money."""
    found: dict[str, Decimal | None] = {}
    wrong: dict[Spot, str] = {}
    line = page.rows.get(row, {})
    for place, column in columns.items():
        value = line.get(place, "")
        if isinstance(value, str) and plain(value) in NOTHING:
            continue
        if isinstance(value, str) and plain(value) == plain(NOT_REPORTED):
            found[column.key] = None
            continue
        try:
            found[column.key] = amount_of(value, unit)
        except AmountError as error:
            wrong[row, place] = f"{error}"
    return Amounts(found, wrong)


def text_of(value: Value) -> str:
    """The text of a cell: without the breaks of lines and the indentation; whole numbers without decimals."""
    if isinstance(value, Decimal):
        return f"{value.to_integral_value():f}" if value == value.to_integral_value() else f"{value.normalize():f}"
    return "".join(part.strip() for part in value.splitlines())
