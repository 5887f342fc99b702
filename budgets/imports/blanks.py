"""Which tables of a file were filled in, and which were left as the empty form is."""

from collections.abc import Mapping

from budgets.document import Amount, Cell, Number
from budgets.importing.blank import blank_tables
from budgets.importing.cells import plain
from budgets.importing.read import ReadTable

# Forms whose words count as well as their amounts, and where such words stand.
WORDED = ("B14", "B15", "B15.form", "F10", "F11", "F12")
WORDS = ("name", "target", "text", "content", "objective", "expected", "achieved", "actual")


def filled(tables: Mapping[str, ReadTable]) -> dict[str, ReadTable]:
    """The tables that say something; none where all that they say is zero, as blank tables with a note do."""
    found = {code: read for code, read in tables.items() if _says(read)}
    return found if any(_worth(cell) for read in found.values() for cell in _cells(read)) else {}


def _says(read: ReadTable) -> bool:
    return any(isinstance(cell, Amount | Number) for cell in _cells(read)) or _worded(read)


def _worth(cell: Cell) -> bool:
    return bool(isinstance(cell, Amount) and cell.yuan) or bool(isinstance(cell, Number) and cell.value)


def _cells(read: ReadTable) -> list[Cell]:
    return [cell for _, row in read.table.rows() for cell in row.cells.values()]


def _worded(read: ReadTable) -> bool:
    """Whether a form has words of its own in rows that are no heading of the department."""
    if read.form not in WORDED:
        return False
    fixed = {
        plain(cell)
        for _, row in blank_tables(read.layout)[read.code].rows()
        for cell in row.cells.values()
        if isinstance(cell, str)
    }
    return any(
        key in WORDS and isinstance(cell, str) and cell and plain(cell) not in fixed
        for _, row in read.table.rows()
        if row.kind == "detail"
        for key, cell in row.cells.items()
    )
