"""Sheets altered the way that people, spreadsheets and printers alter them, without changing what they say."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from budgets.document import Document, Table
from budgets.formats.grid import grids
from budgets.importing.book import Sheet, Spot, Value, Workbook
from tests.importing.drawn import sheet_of

Alteration = Callable[[Sheet, Table], Sheet]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ABOVE = 3  # rows that a drawn sheet has above its headings


def heading_rows(table: Table) -> range:
    """The rows of headings of a drawn sheet."""
    return range(ABOVE + 1, ABOVE + 1 + len(grids(table)[0].head))


def moved(sheet: Sheet, row_of: Callable[[int], int]) -> Sheet:
    """The sheet with every row put elsewhere."""
    cells = {(row_of(row), column): value for (row, column), value in sheet.cells.items()}
    merged = tuple((row_of(top), left, row_of(bottom), right) for top, left, bottom, right in sheet.merged)
    return replace(sheet, cells=cells, merged=merged)


def unmerged(sheet: Sheet, table: Table) -> Sheet:
    """Merged cells lost, their texts at the first cell alone."""
    return replace(sheet, merged=())


def filled(sheet: Sheet, table: Table) -> Sheet:
    """Merged cells lost, their texts in every cell."""
    cells = dict(sheet.cells)
    for top, left, bottom, right in sheet.merged:
        if (top, left) in sheet.cells:
            spots = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            cells |= dict.fromkeys(spots, sheet.cells[top, left])
    return replace(sheet, cells=cells, merged=())


def in_full_width(sheet: Sheet, table: Table) -> Sheet:
    """Numbers and codes as texts of full-width digits."""
    last = heading_rows(table)[-1]

    def typed(spot: Spot, value: Value) -> Value:
        if isinstance(value, Decimal):
            return f"{value:f}".translate(FULL_WIDTH)
        return value.translate(FULL_WIDTH) if spot[0] > last and value.isdigit() else value

    return replace(sheet, cells={spot: typed(spot, value) for spot, value in sheet.cells.items()})


def with_codes_as_numbers(sheet: Sheet, table: Table) -> Sheet:
    """Codes as a spreadsheet takes them: numbers, leading zeros lost."""
    last = heading_rows(table)[-1]
    cells = {
        spot: Decimal(value)
        if isinstance(value, str) and value.isdigit() and len(value) < 9 and spot[0] > last
        else value
        for spot, value in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def in_yuan(sheet: Sheet, table: Table) -> Sheet:
    """The same money in 元."""
    factor = 10000 if table.unit == "万元" else 1
    cells = {
        spot: value * factor if isinstance(value, Decimal) else value.replace("单位：万元", "单位：元")
        for spot, value in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def spaced(sheet: Sheet, table: Table) -> Sheet:
    """One more line of a title above, blank rows between title and headings."""
    lower = moved(sheet, lambda row: row + 1 if row < ABOVE else row + 3)
    return replace(lower, cells={**lower.cells, (1, 1): "某某市某某区部门预决算公开表"})


def wrapped(sheet: Sheet, table: Table) -> Sheet:
    """Headings broken over lines and spaced out."""
    rows = heading_rows(table)
    cells = {
        spot: f"{value[:2]}\n {value[2:]}" if spot[0] in rows and isinstance(value, str) else value
        for spot, value in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def repeated(sheet: Sheet, table: Table) -> Sheet:
    """The headings again after every tenth row, as on printed pages."""
    if table.arrangement == "stacked":
        return sheet
    rows = heading_rows(table)
    height, depth = sheet.height, len(rows)
    cells: dict[Spot, Value] = {}
    merged = list(sheet.merged)
    head = {spot: value for spot, value in sheet.cells.items() if spot[0] in rows}

    def lowered(row: int) -> int:
        return row + depth * max(0, (row - rows[-1] - 1) // 10)

    for (row, column), value in sheet.cells.items():
        cells[lowered(row), column] = value
    for row in range(rows[-1] + 11, height + 1, 10):
        shift = lowered(row) - depth - rows[0]
        cells |= {(number + shift, column): value for (number, column), value in head.items()}
        merged += [(a + shift, b, c + shift, d) for a, b, c, d in sheet.merged if a in rows]
    return replace(sheet, cells=cells, merged=tuple(merged))


def backwards(sheet: Sheet, table: Table) -> Sheet:
    """A table of one panel with its columns in another order: headings in every cell, amounts first."""
    if len(table.panels) > 1:
        return sheet
    full, width = filled(sheet, table), len(table.panels[0].columns)
    cells = {
        (row, width + 1 - column if row > ABOVE and column <= width else column): value
        for (row, column), value in full.cells.items()
    }
    return replace(full, cells=cells)


def zeros_left_blank(sheet: Sheet, table: Table) -> Sheet:
    """No zeros beside other amounts."""
    filled_rows = {spot[0] for spot, value in sheet.cells.items() if isinstance(value, Decimal) and value}
    cells = {
        spot: value
        for spot, value in sheet.cells.items()
        if not (isinstance(value, Decimal) and value == 0 and (spot[0] in filled_rows or len(table.panels) > 1))
    }
    return replace(sheet, cells=cells)


def otherwise_marked(sheet: Sheet, table: Table) -> Sheet:
    """Labels and headings with narrow brackets, other quotation marks, spaces in front."""
    marks = str.maketrans({"（": "(", "）": ")", "“": '"', "”": '"', "：": ":"})
    last = heading_rows(table)[-1]

    def printed(spot: Spot, value: Value) -> Value:
        if isinstance(value, Decimal):
            return value
        return f"　{value}" if spot[0] > last else value.translate(marks)

    return replace(sheet, cells={spot: printed(spot, value) for spot, value in sheet.cells.items()})


ALTERATIONS: tuple[Alteration, ...] = (
    unmerged,
    filled,
    in_full_width,
    with_codes_as_numbers,
    in_yuan,
    spaced,
    wrapped,
    repeated,
    backwards,
    zeros_left_blank,
    otherwise_marked,
)


def altered(document: Document, *alterations: Alteration) -> Workbook:
    """The workbook of a document, every sheet altered."""
    sheets = []
    for table in document.tables():
        sheet = sheet_of(table, document.organisation.name)
        for alteration in alterations:
            sheet = alteration(sheet, table)
        sheets.append(sheet)
    return Workbook(f"{document.slug}.xlsx", "xlsx", tuple(sheets))
