"""Writing to a workbook: looks of cells, texts that stay texts, exact numbers, merged cells, set-up for paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgets.formats.paper import em

FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
BOX = {"border": 1, "border_color": "#8C8C8C", "text_wrap": True}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "text_wrap": True},
    "plain": {},
    "right": {"align": "right"},
    "bold": {"bold": True},
    "link": {"font_color": "#0B5394", "underline": 1},
    "chapter": {"bold": True, "font_size": 14, "text_wrap": True},
    "section": {"bold": True, "font_size": 12, "text_wrap": True},
    "paragraph": {"font_size": 11, "text_wrap": True, "valign": "top"},
    "note": {"font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
    "group": {**BOX, "bold": True, "bg_color": "#DDEBF7"},
    "heading": {**BOX, "bold": True, "align": "center", "bg_color": "#F2F2F2"},
    "label": {**BOX, "bg_color": "#F2F2F2"},
    "text": BOX,
    "code": {**BOX, "align": "center", "num_format": "@"},
    "amount": {**BOX, "align": "right", "text_wrap": False},
    "number": {**BOX, "align": "right", "text_wrap": False},
    "missing": {**BOX, "align": "right", "italic": True, "font_color": "#595959"},
}
INPUT: Mapping[str, Any] = {"locked": False, "bg_color": "#FFF9E5"}
LONGEST_TEXT = 32_700  # Excel's limit is 32,767 units of UTF-16
CUT = "……（超过 Excel 单元格的长度，以下从略）"
# What begins like a formula, or hides that it does; Excel marks such a cell as a text, so that editing it is harmless.
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CHARACTER = 1.9  # characters of Excel's widths in an em
LINE = 13.5  # height of a line, in points
WIDE = 95.0  # characters from which a sheet is printed in landscape


def held(number: Decimal) -> bool:
    """Whether ``number``, written with 16 digits, is the same again for who reads it as a double; 15 always are."""
    return Decimal(repr(float(f"{number:.16G}"))) == number


@dataclass(slots=True)
class Book:
    """A workbook in memory, of which the same calls make the same bytes."""

    title: str
    author: str = ""
    year: int = 2000
    stream: BytesIO = field(default_factory=BytesIO)
    formats: dict[tuple[Any, ...], Format] = field(default_factory=dict)
    workbook: Any = None

    def __post_init__(self) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = xlsxwriter.Workbook(self.stream, {"in_memory": True, **options})
        created = datetime(min(max(self.year, 1980), 2107), 1, 1)
        self.workbook.set_properties({"title": self.title, "author": self.author, "created": created})

    def look(self, name: str, **more: Any) -> Format:
        """The format of a look with changes."""
        key = (name, *sorted(more.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({**FONT, **LOOKS[name], **more})
        return self.formats[key]

    def page(self, name: str) -> "Page":
        """A new sheet."""
        return Page(self, self.workbook.add_worksheet(name), name)

    def bytes(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self.stream.getvalue()


@dataclass(slots=True)
class Page:
    """A sheet that is written to; rows and columns count from 0."""

    book: Book
    sheet: Worksheet
    name: str
    widths: list[float] = field(default_factory=list)

    def write(
        self,
        row: int,
        column: int,
        content: str | Decimal | None,
        look: str,
        span: tuple[int, int] = (1, 1),
        **more: Any,
    ) -> None:
        """One cell, or the merged cells of ``span`` (rows, columns). A text stays a text, whatever it begins with."""
        style = self.book.look(look, **more, **_marked(content))
        if span != (1, 1):
            self.sheet.merge_range(row, column, row + span[0] - 1, column + span[1] - 1, "", style)
        if isinstance(content, Decimal):
            self.sheet.write_number(row, column, content, style)  # no float: its 16 digits may be another number's
        elif content:
            whole = content if len(content) <= LONGEST_TEXT else content[: LONGEST_TEXT - len(CUT)] + CUT
            self.sheet.write_string(row, column, whole, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def link(self, row: int, column: int, words: str, sheet: str) -> None:
        """A cell that leads to the top of another sheet of the workbook."""
        self.sheet.write_url(
            row, column, f"internal:'{sheet}'!A1", self.book.look("link", **_marked(words)), string=words
        )

    def set_widths(self, widths: list[float]) -> None:
        """Widths of the columns in characters."""
        self.widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, round(width, 2))

    def lines(self, words: str, column: int, columns: int) -> int:
        """About how many lines ``words`` need over so many columns."""
        room = max(sum(self.widths[column : column + columns]) - 1, 2.0)
        return sum(max(ceil(em(line) * CHARACTER / room), 1) for line in words.splitlines() or [""])

    def set_lines(self, row: int, lines: int) -> None:
        """Make a row high enough; Excel does so itself only where no cells are merged."""
        self.sheet.set_row(row, min(LINE * lines + 4, 400))

    def protect(self) -> None:
        """Only unlocked cells can be changed, without a password; rows can be put in and taken out."""
        allowed = ("insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows")
        self.sheet.protect("", dict.fromkeys(allowed, True))

    def paper(self, left: str, right: str) -> None:
        """A4, across where the sheet is wide, as wide as the page, with page numbers."""
        self.sheet.set_paper(9)
        if sum(self.widths) > WIDE:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        self.sheet.hide_gridlines(2)
        self.sheet.set_header(f"&L&9{_header(left)}&R&9{_header(right)}")
        self.sheet.set_footer("&C&9第 &P 页，共 &N 页")


def _marked(content: str | Decimal | None) -> dict[str, bool]:
    """The mark of a text that begins like a formula."""
    return {"quote_prefix": True} if isinstance(content, str) and content.startswith(FORMULA_LIKE) else {}


def _header(words: str) -> str:
    """Words for the margin: a space keeps a digit from being taken for the size of type."""
    return (" " if words[:1].isdigit() else "") + words[:80].replace("&", "&&")
