"""Where a document prints a sum of its leaves: in the cell of one, in a row, as a subtotal, or else in which table."""

from collections.abc import Sequence

from budgets.document import anchor
from budgets.layouts import LayoutError, load
from budgets.layouts.model import TableLayout
from budgets.tables.cells import TOTAL

AMOUNT, SUM = "amount", "total"  # what tables call their one column of amounts, or that of the sums of the others


def printed(code: str, cells: Sequence[str], layout: str) -> tuple[str, bool]:
    """The fragment of the page of a document of ``layout`` where Σ of its leaves in ``cells`` stands.

    ``cells`` are all those of one table at and below ``code``; without a code, all of them. Whether it is the cell
    that prints Σ: where there is none, it is the table.
    """
    if len(cells) == 1:
        return anchor(cells[0]), True
    places = {cell.rpartition("/")[0] for cell in cells}
    table, _, row = cells[0].rpartition("/")[0].partition("/")
    column = AMOUNT if cells[0].endswith(f"/{AMOUNT}") else SUM
    if len(places) > 1:
        row = _row(code, row, column, table_of(layout, table))
    return (anchor(f"{table}/{row}/{column}"), True) if row else (table, False)


def _row(code: str, leaf: str, column: str, table: TableLayout | None) -> str:
    """The row that prints the sum of a code, where the rows of ``table`` are called by codes alone; "" for none."""
    if not code:
        return TOTAL if column == SUM else ""
    if table is None or not leaf.startswith(code):
        return ""
    listed = any(code == key for rows in table.rows.values() for key, _ in rows)
    return code if listed or table.options.get("subtotals") else ""


def table_of(layout: str, code: str) -> TableLayout | None:
    """How a layout (``<name>@<version>``) prints the table ``code``; ``None`` where it is not known."""
    try:
        tables = load(layout.partition("@")[0]).tables
    except LayoutError:
        return None
    return next((table for table in tables if table.code == code), None)
