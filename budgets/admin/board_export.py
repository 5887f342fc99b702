"""The board as a list to keep: a workbook or CSV, one row for each department and unit."""

import csv
from decimal import Decimal
from io import StringIO

from django.utils import timezone

from budgets.admin.board_three_public import PARTS
from budgets.formats.sheets import AMOUNT, CODE, HEADING, NUMBER, TEXT, PlainSheet, SheetCell
from budgets.formats.spreadsheet import FORMULA_LIKE, Book
from budgets.formats.xlsx_plain import write_plain

HEADINGS = (
    *("区划", "代码", "名称", "部门", "状态", "批复日期", "公开期限", "迟（天）", "版次", "公开时间", "矛盾", "提醒"),
    *(f"三公{title}（元）" for title in PARTS.values()),
    *("上年三公合计（元）", "三公增减（元）"),
)
WIDTHS = (9, 12, 32, 28, 10, 12, 12, 9, 8, 17, 8, 8, *(16 for _ in PARTS), 18, 16)


def lines(rows, amounts):
    """The cells of every row, ``None`` for nothing; ``amounts`` are the “三公” of departments by code."""
    return [[*_said(row), *_money(None if row.unit else amounts.get(row.code))] for row in rows]


def _said(row):
    when = f"{timezone.localtime(row.public_from):%Y-%m-%d %H:%M}" if row.public_from else None
    yield from (row.region, row.code, row.name, row.department, row.state_name)
    yield from (str(day) if day else None for day in (row.approved_on, row.due))
    yield from (row.late, row.edition, when, row.contradictions, row.warnings)


def _money(found):
    return [*found.cells, found.last, found.change] if found else [None] * (len(PARTS) + 2)


def as_csv(found):
    """UTF-8 with the mark by which Excel knows it. A text that begins like a formula gets an apostrophe before it."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([HEADINGS, *([_neutral(cell) for cell in line] for line in found)])
    return stream.getvalue().encode("utf-8-sig")


def _neutral(cell):
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_LIKE) else cell


def as_xlsx(found, title, year):
    """A workbook of one sheet; texts stay texts."""
    book = Book(title, year=year)
    heads = [SheetCell(heading, HEADING) for heading in HEADINGS]
    sheet = PlainSheet("公开进度", [heads, *([_cell(cell) for cell in line] for line in found)], WIDTHS)
    write_plain(book.page(sheet.name), sheet)
    return book.bytes()


def _cell(cell):
    if isinstance(cell, Decimal):
        return SheetCell(cell, AMOUNT)
    if isinstance(cell, int):
        return SheetCell(Decimal(cell), NUMBER)
    return SheetCell(cell, CODE if cell and cell.isdigit() else TEXT)
