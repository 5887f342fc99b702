"""A table on a sheet of a workbook, drawn as it is published."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.document import NOT_REPORTED, NUMERIC, Amount, Number, Panel, Table
from budgets.formats.grid import TOTALS, BodyCell, BodyRow, Grid, grids
from budgets.formats.number_formats import Habits, habits_of, number_format
from budgets.formats.paper import PADDING, measure
from budgets.formats.spreadsheet import CHARACTER, Page, held
from budgets.formats.words import cell_words
from budgets.money import FACTOR

NARROWEST, TEXT, NUMBER = 2.5, 24.0, 5.0  # em: least width of a column, and the most that its texts get
FROZEN = 60.0  # characters of names that may stay when a wide table is moved sideways
MANY = 8  # columns up to which a table is not wide


@dataclass(frozen=True, slots=True)
class Place:
    """A drawn cell with its row, the habits of its column, and the first row and column of its span on the sheet."""

    cell: BodyCell
    row: BodyRow
    habits: Habits
    unit: str
    at: tuple[int, int]


# Writes one cell of the body.
Writer = Callable[[Page, Place], None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A grid with the unit of its amounts and, for each column, how its numbers are printed."""

    grid: Grid
    unit: str
    habits: list[Habits]


def _drawn(table: Table) -> Iterator[Drawn]:
    stacked = table.arrangement == "stacked"
    parts = [(panel,) for panel in table.panels] if stacked else [table.panels]
    for grid, panels in zip(grids(table), parts, strict=True):
        yield Drawn(grid, table.unit, [habit for panel in panels for habit in _habits(panel, table.unit)])


def write_table(
    page: Page, table: Table, about: str, writer: Writer, first: int = 0, narrowest: float = NARROWEST
) -> None:
    """A whole table from row ``first`` on: number, title, whose it is and the unit, headings, rows, notes.

    ``narrowest`` is the least width of a column, in em.
    """
    drawn = list(_drawn(table))
    page.set_widths(_widths([each.grid for each in drawn], narrowest))
    top = _opening(page, table, about, first)
    if len(drawn) == 1:
        _freeze(page, drawn[0].grid, top)
    row = top
    for each in drawn:
        row = _body(page, _head(page, each.grid, _caption(page, each.grid, row)), each, writer)
    for note in table.notes:
        row = _note(page, note, row)
    page.paper(about, table.title)


def _widths(drawn: Sequence[Grid], narrowest: float) -> list[float]:
    """Widths in characters, the same for all the grids that stand below each other; two columns at least."""
    widths = [narrowest] * max([2, *(len(grid.columns) for grid in drawn)])
    for grid in drawn:
        for index, (column, need) in enumerate(zip(grid.columns, measure(grid).needs, strict=True)):
            most = NUMBER if column.kind in NUMERIC or column.kind == "code" else TEXT
            widths[index] = max(widths[index], need.least, min(need.whole, most))
    return [(width + PADDING) * CHARACTER for width in widths]


def _opening(page: Page, table: Table, about: str, row: int) -> int:
    """The lines above the headings; gives the row below them."""
    columns = len(page.widths)
    if table.number:
        page.write(row, 0, table.number, "plain")
        row += 1
    page.write(row, 0, table.title, "title", (1, columns))
    page.set_lines(row, 2 * page.lines(table.title, 0, columns))
    page.write(row + 1, 0, f"部门名称：{about}", "plain")
    page.write(row + 1, columns - 1, f"单位：{table.unit}", "right")
    return row + 2


def _caption(page: Page, grid: Grid, row: int) -> int:
    if not grid.title:
        return row
    page.write(row, 0, grid.title, "group", (1, len(grid.columns)) if len(grid.columns) > 1 else (1, 1))
    return row + 1


def _head(page: Page, grid: Grid, row: int) -> int:
    """The rows of headings; gives the row below them."""
    for cells in grid.head:
        for cell in cells:
            page.write(row, cell.first, cell.text, "heading", (cell.rowspan, cell.colspan))
        page.set_lines(row, max(-(-page.lines(cell.text, cell.first, cell.colspan) // cell.rowspan) for cell in cells))
        row += 1
    return row


def _body(page: Page, row: int, drawn: "Drawn", writer: Writer) -> int:
    """The rows of the body; gives the row below them."""
    grid = drawn.grid
    covered = [0] * len(grid.columns)
    for body in grid.rows:
        free = [index for index, left in enumerate(covered) if not left]
        covered = [max(left - 1, 0) for left in covered]
        for index, cell in zip(free, body.cells, strict=True):
            covered[index] = cell.rowspan - 1
            writer(page, Place(cell, body, drawn.habits[index], drawn.unit, (row, index)))
        _heighten(page, row, free, body)
        row += 1
    return row


def _heighten(page: Page, row: int, free: Sequence[int], body: BodyRow) -> None:
    """Room for texts in merged cells, each row of theirs giving its share."""
    spanning = [(index, cell) for index, cell in zip(free, body.cells, strict=True) if cell.rowspan > 1]
    if not spanning:
        return
    pairs = zip(free, body.cells, strict=True)
    page.set_lines(
        row, max(-(-page.lines(cell_words(cell.content), index, 1) // cell.rowspan) for index, cell in pairs)
    )


def _note(page: Page, note: str, row: int) -> int:
    columns = len(page.widths)
    page.write(row, 0, note, "note", (1, columns))
    page.set_lines(row, page.lines(note, 0, columns))
    return row + 1


def _freeze(page: Page, grid: Grid, top: int) -> None:
    """Headings stay in sight and are repeated on every page of paper; so do the names of the rows of a wide table."""
    heads = top + len(grid.head)
    naming = next((cell.first + 1 for line in grid.head for cell in line if cell.names_rows), 0)
    kept = naming if len(page.widths) > MANY and sum(page.widths[:naming]) <= FROZEN else 0
    page.sheet.freeze_panes(heads, kept)
    if heads > top:
        page.sheet.repeat_rows(top, heads - 1)


def _habits(panel: Panel, unit: str) -> Iterator[Habits]:
    found: dict[str, list[tuple[Decimal, str]]] = {column.kind: [] for column in panel.columns}
    for row in panel.rows:
        for column in panel.columns:
            content = row.cells.get(column.key)
            if isinstance(content, Amount | Number):
                found[column.kind].append((number_of(content, unit), content.text))
    habits = {kind: habits_of(pairs) for kind, pairs in found.items()}
    yield from (habits[column.kind] for column in panel.columns)


def number_of(content: Amount | Number, unit: str) -> Decimal:
    """The number that stands in a cell: an amount in the unit of its table, marks and rates as they are."""
    return content.yuan / FACTOR[unit] if isinstance(content, Amount) else content.value


def write_published(page: Page, place: Place) -> None:
    """A cell as published: numbers exact with their printed form, texts as texts, 未公开 where nothing is reported."""
    content, (row, column) = place.cell.content, place.at
    span = (place.cell.rowspan, 1)
    bold: dict[str, Any] = {"bold": True} if place.row.kind in TOTALS else {}
    if isinstance(content, Amount | Number):
        number = number_of(content, place.unit)
        form = number_format(number, content.text, place.habits)
        exact = isinstance(content, Number) or held(number)
        page.write(row, column, number if exact else f"{number:f}", "amount", span, num_format=form, **bold)
    elif content is None:
        page.write(row, column, NOT_REPORTED, "missing", span, **bold)
    else:
        look = "code" if place.cell.kind == "code" else "text"
        indent = {"indent": place.cell.level} if place.cell.level and look == "text" else {}
        page.write(row, column, content, look, span, **bold, **indent)
