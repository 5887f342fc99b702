"""A printed cross-tab beside its declaration: which of its rows and columns are the finest, and what a row says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.document import Amount, Row, Table
from budgets.extracts.trees import divisions, finest
from budgets.ledger import At
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab

WHOLE = "total"
CODES = ("function", "economic")


def text(row: Row, column: str) -> str:
    """The words in a cell; empty where it has none."""
    cell = row.cells.get(column)
    return cell.strip() if isinstance(cell, str) else ""


def yuan(row: Row, column: str) -> Decimal | None:
    """The amount in a cell; ``None`` where it is not reported, or there is none."""
    cell = row.cells.get(column)
    return cell.yuan if isinstance(cell, Amount) else None


def amount(row: Row, column: str) -> Decimal:
    """The amount in a cell that is known to have one."""
    cell = row.cells[column]
    assert isinstance(cell, Amount)
    return cell.yuan


@dataclass(frozen=True)
class Printed:
    """A table and the declaration that it was made by."""

    table: Table
    made: CrossTab

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its rows."""
        return tuple(row for _, row in self.table.rows())

    @cached_property
    def places(self) -> Mapping[str, At]:
        """The coordinates of the columns of money that it prints."""
        printed = {column.key for panel in self.table.panels for column in panel.columns}
        return {measure.key: measure.at for measure in self.made.measures if measure.key in printed}

    @cached_property
    def ways(self) -> Mapping[str, list[list[str]]]:
        """How its columns are divided into others."""
        return divisions(self.places)

    def finest_columns(self, row: Row) -> list[str]:
        """The finest columns that add up to the total of a row."""
        return finest(WHOLE, lambda key: self.ways[key], lambda key: yuan(row, key))

    def finest_rows(self) -> list[int]:
        """The places of the finest rows that add up to the total row; none where there is no total."""
        whole = next((place for place, row in enumerate(self.rows) if row.kind == "total"), None)
        if whole is None:
            return []
        parts = self._parts(whole)
        return finest(whole, lambda place: [parts.get(place, [])], lambda place: yuan(self.rows[place], WHOLE))

    def _parts(self, whole: int) -> dict[int, list[int]]:
        """The rows by the row whose parts they are: those of a subtotal follow it at a greater level."""
        parts: dict[int, list[int]] = {}
        above: list[int] = []
        for place, row in enumerate(self.rows):
            if row.kind == "detail" or (row.kind == "subtotal" and self.code(row)):
                while above and self.rows[above[-1]].level >= row.level:
                    above.pop()
                parts.setdefault(above[-1] if above else whole, []).append(place)
                above += [place] if row.kind == "subtotal" else []
        return parts

    @cached_property
    def units(self) -> tuple[str, ...]:
        """For each row the code of the unit or department that it names, or else of the one under which it stands."""
        found: list[str] = []
        heading = ""
        for row in self.rows:
            own = self.filled(row, "unit")
            heading = own or heading if row.kind == "subtotal" else heading
            found.append(own or heading)
        return tuple(found)

    def code(self, row: Row) -> str:
        """The functional or economic code of a row, whether it is printed in one column or in several."""
        return "".join(text(row, label.key) for label in self.made.labels if label.fills in CODES)

    def name(self, row: Row) -> str:
        """What a row is called, in the column that says 合计 of the total row."""
        return next((text(row, label.key) for label in self.made.labels if label.total == TOTAL), "")

    def filled(self, row: Row, field: str) -> str:
        """What a row says of a field of its lines."""
        return next((text(row, label.key) for label in self.made.labels if label.fills == field), "")
