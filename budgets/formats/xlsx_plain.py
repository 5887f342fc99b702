"""Sheets of plain cells in a workbook, styled by what each cell is."""

from decimal import Decimal
from typing import Any

from budgets.formats.sheets import AMOUNT, CODE, GROUP, HEADING, LABEL, NOTE, NUMBER, TEXT, TITLE, PlainSheet, SheetCell
from budgets.formats.spreadsheet import Page, held

LOOK = {TITLE: "chapter", NOTE: "note", GROUP: "group", HEADING: "heading", LABEL: "label", TEXT: "text", CODE: "code"}
FORMATS = {AMOUNT: "#,##0.00####", NUMBER: "General"}


def write_plain(page: Page, sheet: PlainSheet, **more: Any) -> None:
    """A sheet of plain cells, each looking as its role says; ``more`` changes the cells that are filled in."""
    columns = max((len(row) for row in sheet.rows), default=0)
    page.set_widths([*sheet.widths, *([16.0] * (columns - len(sheet.widths)))])
    for row, cells in enumerate(sheet.rows):
        alone = {"text_wrap": False} if len(cells) == 1 else {}  # runs on over the empty cells beside it
        for column, cell in enumerate(cells):
            _plain_cell(page, row, column, cell, more if cell.role in (TEXT, CODE, AMOUNT, NUMBER) else alone)
    page.paper(sheet.name, "")


def _plain_cell(page: Page, row: int, column: int, cell: SheetCell, more: dict[str, Any]) -> None:
    value = cell.value
    if cell.role in FORMATS:
        exact = not isinstance(value, Decimal) or cell.role == NUMBER or held(value)
        page.write(row, column, value if exact else f"{value:f}", cell.role, num_format=FORMATS[cell.role], **more)
    else:
        page.write(row, column, value, LOOK[cell.role], **more)
