"""An empty workbook of a layout's tables, to be filled in offline and brought back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from budgets.document import NUMERIC, Cell, Panel, Row, Table
from budgets.formats.grid import TOTALS
from budgets.formats.sheet_names import SheetNames
from budgets.formats.sheets import PlainSheet
from budgets.formats.spreadsheet import INPUT, Book, Page
from budgets.formats.xlsx_plain import write_plain
from budgets.formats.xlsx_table import Place, write_table
from budgets.money import WAN, YUAN

GUIDE = "填写说明"
AMOUNTS = {WAN: ("#,##0.00####", "最多六位小数，即精确到分"), YUAN: ("#,##0.00", "最多两位小数，即精确到分")}
NARROWEST = 6.0  # em: room for an amount in every column
ADVICE = (
    "有底色的单元格可以填写，其余的是表样，不要改动。",
    "编码按文本填写，01 不会变成 1；金额只填数字，不带单位。",
    "行不够时在空白行之间插入行；多余的空白行留着即可。",
    "填好后保存为 .xlsx，回到系统中上传；上传后先预览和核对，确认后才写入。",
)


def template_bytes(
    title: str, tables: Sequence[Table], extra: Sequence[PlainSheet] = (), blank_rows: int = 30
) -> bytes:
    """A workbook of ``tables`` without any figures; the same arguments give the same bytes.

    Headings and fixed rows stand as published and are locked (without a password); the cells to be filled in are
    tinted, codes and words among them kept as typed (01 stays 01). Tables whose rows are not fixed get ``blank_rows``
    empty ones. What ``tables`` hold of amounts and notes is left out. Then ``extra`` under their own names.
    """
    book = Book(title)
    names = SheetNames.besides([GUIDE, *(sheet.name for sheet in extra)])
    named = [(names.table(table.number, table.title), table) for table in tables]
    listed = [(name, table.title) for name, table in named] + [(sheet.name, sheet.name) for sheet in extra]
    _guide(book.page(GUIDE), title, listed)
    for name, table in named:
        _table(book.page(name), emptied(table, blank_rows))
    for sheet in extra:
        page = book.page(sheet.name)
        write_plain(page, sheet, **INPUT)
        page.protect()
    return book.bytes()


def _guide(page: Page, title: str, sheets: Sequence[tuple[str, str]]) -> None:
    page.set_widths([90])
    page.write(0, 0, title, "title")
    page.set_lines(0, 2 * page.lines(title, 0, 1))
    for row, advice in enumerate(ADVICE, start=1):
        page.write(row, 0, f"{row}. {advice}", "paragraph")
    for row, (name, words) in enumerate(sheets, start=len(ADVICE) + 2):
        page.link(row, 0, words, name)
    page.paper(title, GUIDE)


def _table(page: Page, table: Table) -> None:
    """An emptied table below a line that says what its amounts are typed in."""
    write_table(page, table, "", _write_input, first=1, narrowest=NARROWEST)
    advice = f"{GUIDE}：本表金额以{table.unit}填写（{AMOUNTS[table.unit][1]}）；有底色的单元格可以填写。"
    page.write(0, 0, advice, "bold")
    page.protect()


def emptied(table: Table, blank_rows: int) -> Table:
    """``table`` to be filled in: no amounts, no notes, empty rows where its rows are not fixed."""
    ordinary = len(table.panels) == 1 and table.arrangement != "stacked"
    panels = tuple(_panel(panel, blank_rows, ordinary) for panel in table.panels)
    return replace(table, panels=panels, notes=())


def _panel(panel: Panel, blank_rows: int, totals_first: bool) -> Panel:
    fixed = [replace(row, cells=dict(_open_cells(panel, row))) for row in panel.rows]
    if not _is_open(panel):
        return replace(panel, rows=tuple(fixed))
    keys = [column.key for column in panel.columns]
    blank = [Row(f"{panel.key}/blank/{number}", "detail", dict.fromkeys(keys)) for number in range(blank_rows)]
    return replace(panel, rows=tuple([*fixed, *blank] if totals_first else [*blank, *fixed]))


def _is_open(panel: Panel) -> bool:
    """Whether its rows are not fixed: it has columns for names, and at most totals."""
    named = any(column.kind not in NUMERIC for column in panel.columns)
    return named and all(row.kind in TOTALS for row in panel.rows)


def _open_cells(panel: Panel, row: Row) -> Iterator[tuple[str, Cell]]:
    """The cells of a row; ``None`` is to be filled in: whatever is no label, nor empty in a total."""
    for column in panel.columns:
        if column.key in row.cells:
            content = row.cells[column.key]
            fixed = isinstance(content, str) and (content or row.kind in TOTALS)
            yield column.key, content if fixed else None


def _write_input(page: Page, place: Place) -> None:
    """A cell to be filled in, or a part of the form."""
    content, kind, (row, column) = place.cell.content, place.cell.kind, place.at
    bold: dict[str, Any] = {"bold": True} if place.row.kind in TOTALS else {}
    if content is not None:
        page.write(row, column, str(content), "label", (place.cell.rowspan, 1), **bold)
    elif kind in NUMERIC:
        form = AMOUNTS[place.unit][0] if kind == "amount" else "General"
        page.write(row, column, None, kind, num_format=form, **INPUT, **bold)
    else:
        page.write(row, column, None, "code" if kind == "code" else "text", num_format="@", **INPUT)
