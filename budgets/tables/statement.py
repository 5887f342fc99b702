"""Statements: panels side by side whose rows the layout lists, each row a coordinate told by its key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Amount, Cell, Column, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import CARRIED, CURRENT, At
from budgets.tables import cells
from budgets.tables.crosstab import Measure

# Rows that close a statement, or open one: drawn level with their counterparts of the other panel.
ENDS = {"total": "total", "current": "subtotal", "carried": "subtotal", "closing": "subtotal"}

# What stands at a row's key and a column's coordinate.
Sum = Callable[[str, At], Decimal | None]


@dataclass(frozen=True)
class Side:
    """One panel: its columns, and ``book``, which reads the lines once and then gives the amount of any cell."""

    key: str
    label: str
    heading: str
    measures: tuple[Measure, ...]
    book: Callable[[Facts, TableLayout], Sum]

    def build(self, facts: Facts, layout: TableLayout) -> Panel:
        """The panel with the layout's rows in the layout's order."""
        columns = (
            Column("label", (self.heading, self.label), "text"),
            *(Column(measure.key, (self.heading, *measure.heading)) for measure in self._kept(layout)),
        )
        return Panel(
            key=self.key, title=self.heading, columns=cells.kept(columns, layout), rows=tuple(self._rows(facts, layout))
        )

    def _kept(self, layout: TableLayout) -> list[Measure]:
        return [measure for measure in self.measures if measure.key not in layout.drop]

    def _rows(self, facts: Facts, layout: TableLayout) -> Iterator[Row]:
        style = layout.style(self.key)
        amount_at = self.book(facts, layout)
        quiet = layout.options.get("quiet", ())
        for key, label in layout.rows[self.key]:
            amounts = {
                measure.key: cells.amount_cell(amount_at(key, measure.at), style) for measure in self._kept(layout)
            }
            silent = key in quiet and all(isinstance(cell, Amount) and cell.yuan == 0 for cell in amounts.values())
            cell_of: dict[str, Cell] = {"label": ""} if silent else {"label": label, **amounts}
            yield Row(f"{self.key}/{key}", ENDS.get(key, "detail"), cell_of)


@dataclass(frozen=True)
class Statement:
    """A statement of two sides."""

    code: str
    sides: tuple[Side, ...]

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The table of both sides."""
        return cells.table(facts, layout, [side.build(facts, layout) for side in self.sides])


def income_coordinate(key: str) -> At:
    """``current.general.fiscal`` → this year's 财政拨款; ``carried`` → all that was carried over; ``total`` → all."""
    origin, _, fund = key.partition(".")
    return At(fund=fund, origin=origin if origin in (CURRENT, CARRIED) else "")
