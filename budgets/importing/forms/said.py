"""What forms say, collected: entries, the cell behind each, and what is to be said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.document import Amount, Cell, Number, Row
from budgets.entered import Entries
from budgets.importing.book import NOTICE, WARNING, Problem, Problems
from budgets.importing.read import ReadTable
from budgets.layouts import TableLayout
from budgets.money import round_half_up

# Where an entry stands in ``Entries``: ``("projects", 2, "indicators", 0, "target")``.
Path = tuple[str | int, ...]
# Sheet, row, column.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class FormEntries:
    """What forms say: only the groups and fields that they tell, see ``put_over``; places by path in ``entries``.

    A project's ``unit`` is the code of its unit, or its name where no form gives the code.
    """

    entries: Entries
    places: Mapping[Path, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Said:
    """A read table being put into entries; ``places`` and ``problems`` are shared by all of them."""

    read: ReadTable
    layout: TableLayout
    places: dict[Path, Place]
    problems: Problems
    rows: Mapping[str, Row] = field(default_factory=dict)
    _details: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        panels = self.read.table.panels
        self.rows = {row.key: row for panel in panels for row in panel.rows}
        self._details = {panel.key: [row.key for row in panel.rows if row.kind == "detail"] for panel in panels}

    def details(self, panel: str) -> Sequence[str]:
        """The keys of the rows of a panel that are no totals, in order."""
        return self._details.get(panel, ())

    def cell(self, row: str, column: str) -> Cell:
        """The cell of the table; not reported where the sheet has none."""
        found = self.rows.get(row)
        return found.cells.get(column) if found else None

    def has(self, column: str) -> bool:
        """Whether the sheet has a column."""
        return any(each.key == column for panel in self.read.table.panels for each in panel.columns)

    def yuan(self, row: str, column: str) -> Decimal | None:
        """An amount in yuan."""
        cell = self.cell(row, column)
        return cell.yuan if isinstance(cell, Amount) else None

    def number(self, row: str, column: str) -> Decimal | None:
        """A number, to the two decimals that are kept."""
        cell = self.cell(row, column)
        return round_half_up(cell.value, 2) if isinstance(cell, Number) else None

    def text(self, row: str, column: str) -> str:
        """A text; empty for none."""
        cell = self.cell(row, column)
        return cell if isinstance(cell, str) else ""

    def place(self, path: Path, row: str, column: str) -> None:
        """Note where an entry comes from, if that is a cell."""
        spot = self.read.place(row, column)
        if spot != (0, 0):
            self.places[path] = (self.read.sheet, *spot)

    def say(self, message: str, row: str = "", column: str = "", severity: str = WARNING) -> None:
        """Something about a cell of the table, or about all of it."""
        spot = self.read.place(row, column)
        self.problems.add(message, self.read.sheet, *spot, severity)

    def tell(self, message: str) -> None:
        """What the table cannot say."""
        self.say(message, severity=NOTICE)

    def record(self, path: Path, row: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
        """``values`` as an entry at ``path``; ``columns`` names the column of those that are not named like it."""
        for name in values:
            self.place((*path, name), row, columns.get(name, name))
        return dict(values)

    def compare(self, what: str, printed: Decimal | None, own: Decimal | None, row: str, column: str) -> None:
        """Say where a printed number differs from what the system works out of the others."""
        if printed is not None and own is not None and printed != own:
            self.say(f"{what}为 {printed:f}，按其余各项计算为 {own:f}：以计算的为准", row, column)


def money(yuan: Decimal | None) -> str | None:
    """An amount as entries write it."""
    return None if yuan is None else f"{yuan:.2f}"


def plain_number(value: Decimal | None) -> str | None:
    """A number that is no money as entries write it."""
    return None if value is None else f"{value.normalize():f}"
