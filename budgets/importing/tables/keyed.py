"""Gives rows of cross-tabs the keys that the same rows of a Document have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from budgets.document import Cell, Row
from budgets.importing.cells import plain
from budgets.importing.read import ReadTable
from budgets.importing.tables import rows as role
from budgets.importing.tables.known import Known
from budgets.importing.tables.rows import ReadRow
from budgets.tables import cells
from budgets.tables.crosstab import CrossTab
from budgets.tables.statement import ENDS

NOBODY = "-"


@dataclass
class Codes:
    """The codes of the department and of units by name, as the tables of a workbook tell them."""

    department: str = ""
    units: dict[str, str] = field(default_factory=dict)
    projects: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, rows: Iterable[ReadRow]) -> None:
        """Take what rows tell."""
        for row in rows:
            if row.role == role.DEPARTMENT and row.code:
                self.department = self.department or row.code
            elif row.code and row.name:
                self.units.setdefault(plain(row.name), row.code)

    def learn_projects(self, tables: Iterable[ReadTable]) -> None:
        """Take the codes of projects by their names from the table of their targets, where it prints them."""
        for row in (row for table in tables if table.form == "B15" for _, row in table.table.rows()):
            code, name = row.cells.get("code"), row.cells.get("name")
            if row.kind == "detail" and isinstance(code, str) and code and isinstance(name, str):
                self.projects.setdefault(plain(name), []).append(code)

    def project(self, row: ReadRow) -> str:
        """The code of the project that a row names; empty if none is known, or several are."""
        known = self.projects.get(plain(row.line.item), [])
        return known[0] if len(known) == 1 else ""

    def unit(self, row: ReadRow) -> str:
        """The code of a row's unit; empty if no table tells it."""
        return row.line.unit or self.units.get(plain(row.name), "")


def keyed(rows: Sequence[ReadRow], known: Known, table: CrossTab, codes: Codes) -> Iterator[tuple[ReadRow, Row]]:
    """The rows with their keys, in the order of the sheet."""
    department = codes.department or NOBODY
    prefix, place, others = department, 0, 0
    summed = _sums(rows)
    for number, row in enumerate(rows):
        if row.role == role.TOTAL:
            yield row, _row(cells.TOTAL, "total", row, known)
        elif row.role == role.DEPARTMENT:
            yield row, _row(department, "subtotal", row, known)
        elif row.role == role.UNIT:
            prefix, place = row.code, 0
            yield row, _row(row.code, "subtotal", row, known)
        elif row.role == role.SUBTOTAL:
            others += 1
            yield row, _row(f"{prefix}/subtotal{others}", "subtotal", row, known)
        else:
            place += 1
            line = replace(row.line, unit=codes.unit(row), project=codes.project(row))
            key = table.row_key(known.layout, row.code if row.classified and row.code else prefix, line, place)
            if known.layout.options.get("subtotals") and table.ladder:
                kind = "subtotal" if len(row.classified) in table.ladder else "detail"
                level = sum(step < len(row.classified) for step in table.ladder)
            else:
                kind, level = "subtotal" if number in summed else "detail", 0
            yield row, _row(key, kind, row, known, level)


def _sums(rows: Sequence[ReadRow]) -> set[int]:
    """The rows whose code is that of a 类 or 款 of other rows of the same unit."""
    places: dict[tuple[str, str], int] = {}
    found: set[int] = set()
    unit = ""
    for number, row in enumerate(rows):
        unit = row.code if row.role == role.UNIT else unit
        if row.classified:
            places[unit, row.classified] = number
    for owner, code in places:
        found |= {places[owner, code[:n]] for n in range(3, len(code)) if (owner, code[:n]) in places}
    return found


def statement_row(row: ReadRow, known: Known) -> Row:
    """A row of a statement."""
    return _row(row.key, ENDS.get(row.key.partition("/")[2], "detail"), row, known)


def _row(key: str, kind: str, row: ReadRow, known: Known, level: int = 0) -> Row:
    panel = known.blank.panels[row.panel]
    style = known.layout.style(panel.key)
    amounts = {name: cells.amount_cell(yuan, style) for name, yuan in row.amounts.items()}
    found: dict[str, Cell] = {**row.texts, **amounts}
    return Row(key, kind, {c.key: found[c.key] for c in panel.columns if c.key in found}, level=level)
