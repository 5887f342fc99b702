"""Tables of a Document as sheets, as a workbook would hold them."""

from dataclasses import replace
from decimal import Decimal

from budgets.document import Amount, Cell, Document, Number, Table
from budgets.document.vocabulary import NOT_REPORTED
from budgets.formats.grid import Grid, grids
from budgets.importing.book import Sheet, Spot, Value, Workbook
from budgets.money import FACTOR


def workbook_of(document: Document, kind: str = "xlsx") -> Workbook:
    """Every table of a document on a sheet of its own, amounts exact in the table's unit."""
    sheets = tuple(sheet_of(table, document.organisation.name) for table in document.tables())
    return Workbook(f"{document.slug}.{kind}", kind, sheets)


def sheet_of(table: Table, organisation: str = "", name: str = "") -> Sheet:
    """One table: its number, its title, whose it is and the unit, headings with merged cells, rows, notes."""
    cells: dict[Spot, Value] = {(1, 1): table.number, (2, 1): table.title, (3, 1): f"部门名称：{organisation}"}
    cells[3, 2] = f"单位：{table.unit}"
    merged: list[tuple[int, int, int, int]] = []
    row = 4
    for grid in grids(table):
        if grid.title:
            cells[row, 1] = grid.title
            row += 1
        row = _grid(grid, row, table.unit, cells, merged)
    for note in table.notes:
        cells[row, 1] = note
        row += 1
    kept = {spot: value for spot, value in cells.items() if value != ""}
    return Sheet(name or f"{table.number} {table.code}".strip(), kept, tuple(merged))


def _grid(grid: Grid, row: int, unit: str, cells: dict[Spot, Value], merged: list[tuple[int, int, int, int]]) -> int:
    for head in grid.head:
        for cell in head:
            cells[row, cell.first + 1] = cell.text
            if cell.colspan > 1 or cell.rowspan > 1:
                merged.append((row, cell.first + 1, row + cell.rowspan - 1, cell.first + cell.colspan))
        row += 1
    taken: dict[int, int] = {}  # columns that a cell above still spans: how many rows more
    for body in grid.rows:
        column, waiting = 1, iter(body.cells)
        while column <= len(grid.columns):
            if taken.get(column, 0):
                taken[column] -= 1
            else:
                cell = next(waiting)
                cells[row, column] = _value(cell.content, unit)
                if cell.rowspan > 1:
                    merged.append((row, column, row + cell.rowspan - 1, column))
                    taken[column] = cell.rowspan - 1
            column += 1
        row += 1
    return row


def _value(content: Cell, unit: str) -> Value:
    if content is None:
        return NOT_REPORTED
    if isinstance(content, Amount):
        return (content.yuan / FACTOR[unit]).normalize() + Decimal(0)
    return content.value if isinstance(content, Number) else content


def without(sheet: Sheet, *spots: Spot) -> Sheet:
    """The sheet with some cells emptied."""
    return replace(sheet, cells={spot: value for spot, value in sheet.cells.items() if spot not in spots})
