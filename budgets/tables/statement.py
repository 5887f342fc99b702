"""Statements: panels side by side whose rows the layout lists, each row a coordinate told by its key."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from budgets.document import Amount, Cell, Column, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import CARRIED, CURRENT, FUND_GROUPS, At
from budgets.numerals import numeral
from budgets.tables import cells
from budgets.tables.crosstab import Measure

# Rows that close a statement, or open one: drawn level with their counterparts of the other panel.
ENDS = {
    "total": "total",
    "current": "subtotal",
    "carried": "subtotal",
    "reserve": "subtotal",
    "opening": "subtotal",
    "distribution": "subtotal",
    "closing": "subtotal",
}
# The layout's row that stands for one row for every 类 with money; its label has {n} and {name}.
EVERY_CLASS = "*"
BLANK = "blank"

# What stands at a row's key and a column's coordinate.
Sum = Callable[[str, At], Decimal | None]
Listed = Iterable[tuple[str, str]]


def no_classes(facts: Facts, layout: TableLayout) -> Sequence[tuple[str, str]]:
    """A side that has no rows by 类."""
    return ()


@dataclass(frozen=True)
class Side:
    """One panel: its columns, and ``book``, which reads the lines once and then gives the amount of any cell.

    ``classes`` gives (code, name) of every 类 with money, for layouts that list only those.
    """

    key: str
    label: str
    heading: str
    measures: tuple[Measure, ...]
    book: Callable[[Facts, TableLayout], Sum]
    classes: Callable[[Facts, TableLayout], Sequence[tuple[str, str]]] = no_classes

    def build(self, facts: Facts, layout: TableLayout) -> Panel:
        """The panel with the layout's rows in the layout's order."""
        columns = (
            Column("label", (self.heading, self.label), "text"),
            *(Column(measure.key, (self.heading, *measure.heading)) for measure in self._kept(layout)),
        )
        printed = cells.kept(columns, layout, self.key)
        return Panel(printed, tuple(self._rows(facts, layout)), self.key, printed[0].heading[0])

    def _kept(self, layout: TableLayout) -> list[Measure]:
        return [measure for measure in self.measures if layout.prints(measure.key)]

    def _rows(self, facts: Facts, layout: TableLayout) -> Iterator[Row]:
        style = layout.style(self.key)
        amount_at = self.book(facts, layout)
        quiet = layout.options.get("quiet", ())
        for place, (key, label) in enumerate(self._listed(facts, layout)):
            if key == BLANK:
                yield Row(f"{self.key}/{BLANK}{place}", BLANK, {"label": ""})
                continue
            amounts = {
                measure.key: cells.amount_cell(amount_at(key, measure.at), style) for measure in self._kept(layout)
            }
            silent = key in quiet and all(isinstance(cell, Amount) and cell.yuan == 0 for cell in amounts.values())
            cell_of: dict[str, Cell] = {"label": ""} if silent else {"label": label, **amounts}
            yield Row(f"{self.key}/{key}", ENDS.get(key, "detail"), cell_of)

    def _listed(self, facts: Facts, layout: TableLayout) -> Iterator[tuple[str, str]]:
        for key, label in layout.rows[self.key]:
            if key == EVERY_CLASS:
                for place, (code, name) in enumerate(self.classes(facts, layout), start=1):
                    yield code, label.format(n=numeral(place), name=name)
            else:
                yield key, label


@dataclass(frozen=True)
class Statement:
    """A statement of two sides."""

    code: str
    sides: tuple[Side, ...]

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The table of both sides, level and with numbered rows (行次) where the layout wants them so."""
        panels = [side.build(facts, layout) for side in self.sides]
        if layout.options.get("level"):
            panels = levelled(panels)
        if layout.options.get("row_numbers"):
            number = count(1)
            panels = [_numbered(panel, number) for panel in panels]
        return cells.table(facts, layout, panels)


def levelled(panels: Sequence[Panel]) -> list[Panel]:
    """The panels with blank rows above their closing ones, so that those begin at one height."""
    height = max(_top(panel) for panel in panels)
    return [_filled(panel, height) for panel in panels]


def _top(panel: Panel) -> int:
    """How many rows stand above the closing ones."""
    return next((place for place, row in enumerate(panel.rows) if row.kind != "detail"), len(panel.rows))


def _filled(panel: Panel, height: int) -> Panel:
    top = _top(panel)
    blanks = [Row(f"{panel.key}/{BLANK}-{place}", BLANK, {"label": ""}) for place in range(top, height)]
    return replace(panel, rows=(*panel.rows[:top], *blanks, *panel.rows[top:]))


def _numbered(panel: Panel, number: Iterator[int]) -> Panel:
    label, *amounts = panel.columns
    return replace(
        panel,
        columns=(label, Column("row", (*label.heading[:1], "行次"), "code"), *amounts),
        rows=tuple(replace(row, cells={**row.cells, "row": str(next(number))}) for row in panel.rows),
    )


def income_coordinate(key: str) -> At:
    """``current.general.fiscal`` → this year's 财政拨款; ``carried`` → all that was carried over; ``total`` → all.

    ``current.fiscal`` is what the three budgets appropriated together, ``current.service`` 事业收入 of final accounts.
    """
    origin, _, fund = key.partition(".")
    return At(fund=FUND_GROUPS.get(fund, fund), origin=origin if origin in (CURRENT, CARRIED) else "")
