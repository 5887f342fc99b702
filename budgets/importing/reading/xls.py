"""An .xls workbook (Excel 95 to 2003, and WPS): its sheets by xlrd, checked first for what is no .xls or locked."""

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from budgets.importing.book import Sheet, Value
from budgets.importing.reading.filling import Filling
from budgets.importing.reading.limits import SHEETS, Tally, refuse
from budgets.importing.reading.numbers import PLAIN, shown, shows
from budgets.importing.reading.sniff import OLE
from budgets.importing.reading.wording import AGAIN, DAMAGED, LOCKED, MACROS, NO_SHEETS, too_many_sheets

# What xlrd raises where a file says something impossible.
DAMAGE = (struct.error, AssertionError, LookupError, ValueError, TypeError, AttributeError, OverflowError)
# Streams by which a container shows what it is → what is said.
STREAMS = {
    "EncryptedPackage": LOCKED,
    "WordDocument": "文件是 Word 文档，不是工作簿",
    "PowerPoint Document": "文件是 PowerPoint 演示文稿，不是工作簿",
    "_VBA_PROJECT_CUR": MACROS,
}
# Codes of records: of one cell, of several neighbouring cells (with the bytes of each), of the ends of a sheet.
CELL = {0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x00D6, 0x00FD, 0x0406}
SEVERAL = {0x00BD: 6, 0x00BE: 2}
BEGIN, END = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A


def read(content: bytes, _name: str) -> tuple[Sheet, ...]:
    """The sheets, hidden ones too. ``Unreadable`` names the limit, or the sheet and cell."""
    if content.startswith(OLE):
        _check_container(content)
    book = _opened(content)
    if book.nsheets > SHEETS:
        refuse(too_many_sheets(book.nsheets, SHEETS))
    if not book.nsheets:
        refuse(NO_SHEETS)
    if book.mem:  # not in files before Excel 5, which hold one sheet
        _check_records(book)
    tally = Tally()
    return tuple(_sheet(book, index, tally) for index in range(book.nsheets))


def _check_container(content: bytes) -> None:
    try:
        names = {node.name for node in CompDoc(content, logfile=io.StringIO()).dirlist}
    except (CompDocError, *DAMAGE):
        refuse(DAMAGED)
    for name, message in STREAMS.items():
        if name in names:
            refuse(message)
    if not names & {"Workbook", "Book"}:
        refuse("文件不是工作簿：其中没有工作表的内容")


def _opened(content: bytes) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        refuse(LOCKED if "encrypted" in str(error) else DAMAGED)
    except (CompDocError, *DAMAGE):
        refuse(DAMAGED)


def _check_records(book: xlrd.Book) -> None:
    """Count the cells before they are loaded."""
    tally = Tally()
    for index, name in enumerate(book.sheet_names()):
        for code, start, length in _records(book.mem, book._sh_abs_posn[index]):
            if code in CELL and length >= 6:
                row, column = struct.unpack_from("<HH", book.mem, start)
                tally.place(name, row + 1, column + 1)
            elif code in SEVERAL and length >= 6:
                row, column = struct.unpack_from("<HH", book.mem, start)
                for beside in range((length - 6) // SEVERAL[code]):
                    tally.blank(name, row + 1, column + beside + 1)


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """The records of a sheet, charts in it included: (code, where its data start, their length)."""
    depth = 0
    while 0 <= position <= len(stream) - 4:
        code, length = struct.unpack_from("<HH", stream, position)
        depth += (code in BEGIN) - (code == END)
        if depth <= 0:
            return
        yield code, position + 4, length
        position += 4 + length


def _sheet(book: xlrd.Book, index: int, tally: Tally) -> Sheet:
    name = book.sheet_names()[index]
    try:
        source = book.sheet_by_index(index)
    except (xlrd.XLRDError, *DAMAGE):
        refuse(f"这张工作表已损坏，无法读取。{AGAIN}", name)
    filling = Filling(name, tally, source.visibility == 0)
    styles: dict[int, str] = {}
    for row in range(source.nrows):
        for column, cell in enumerate(source.row(row)):
            filling.put(row + 1, column + 1, _value(book, cell, styles))
    for top, bottom, left, right in source.merged_cells:
        filling.merge((top + 1, left + 1, bottom, right))
    for row, info in source.rowinfo_map.items():
        if info.hidden:
            filling.hide_row(row + 1)
    for column, info in source.colinfo_map.items():
        if info.hidden:
            filling.hide_columns(column + 1, column + 1)
    return filling.sheet()


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell, styles: dict[int, str]) -> Value:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        if cell.xf_index not in styles:
            styles[cell.xf_index] = _style(book, cell.xf_index)
        return shown(cell.value, styles[cell.xf_index], bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    return str(cell.value)


def _style(book: xlrd.Book, index: int | None) -> str:
    if index is None or not 0 <= index < len(book.xf_list):
        return PLAIN
    style = book.format_map.get(book.xf_list[index].format_key)
    return shows(style.format_str) if style else PLAIN
