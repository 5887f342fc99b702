"""What a file may be at most, and the refusal that names the limit or the cell."""

from dataclasses import dataclass
from typing import NoReturn

from budgets.importing.book import Problem, Unreadable

MEGABYTE = 1024 * 1024

FILE = 20 * MEGABYTE
UNPACKED = 200 * MEGABYTE  # all parts of an .xlsx together
RATIO = 200  # how many times a part may be larger than its packed form
RATIO_FROM = MEGABYTE  # parts that are smaller unpacked may be packed as tightly as they like
ENTRIES = 10_000  # parts of an .xlsx
DEPTH = 64  # elements inside each other in a part of an .xlsx
ELEMENTS = 2_000_000  # in a part of an .xlsx
SHEETS = 100
ROWS = 20_000
COLUMNS = 500
CELLS = 300_000  # with something in them, in all sheets together
BLANKS = 1_000_000  # rows and formatted cells, empty or not, in all sheets together
MERGES = 50_000
STRINGS = 500_000  # in the table of shared texts
STYLES = 65_536  # formats of cells
TEXT = 32_767  # characters in a cell
TEXTS = 5_000_000  # characters in all cells together

MEMORY = 512 * MEGABYTE
CPU_SECONDS = 8
SECONDS = 9
ANSWER = 48 * MEGABYTE  # what the child process may write

TOO_MUCH = "文件过大或过于复杂："


def refuse(message: str, sheet: str = "", row: int = 0, column: int = 0) -> NoReturn:
    """Raise ``Unreadable`` with the place in front of the message."""
    raise Unreadable(str(Problem(message, sheet, row, column)))


@dataclass(slots=True)
class Tally:
    """What the sheets of a file hold so far."""

    cells: int = 0
    characters: int = 0
    blanks: int = 0
    merges: int = 0

    def place(self, sheet: str, row: int, column: int) -> None:
        """A cell with something in it, empty rows and columns before it included."""
        if row > ROWS:
            refuse(f"行数超过上限 {ROWS} 行", sheet, row, column)
        if column > COLUMNS:
            refuse(f"列数超过上限 {COLUMNS} 列", sheet, row, column)
        self.cells += 1
        if self.cells > CELLS:
            refuse(f"到这里全文件有内容的单元格超过上限 {CELLS} 个", sheet, row, column)

    def text(self, text: str, sheet: str, row: int, column: int) -> None:
        """A text in a cell."""
        if len(text) > TEXT:
            refuse(f"单元格里的文字超过上限 {TEXT} 个字符", sheet, row, column)
        self.characters += len(text)
        if self.characters > TEXTS:
            refuse(f"到这里全文件的文字超过上限 {TEXTS} 个字符", sheet, row, column)

    def blank(self, sheet: str, row: int, column: int) -> None:
        """A row, or a cell that may be empty."""
        self.blanks += 1
        if self.blanks > BLANKS:
            refuse(
                f"到这里全文件的行和带格式的单元格（含空的）超过上限 {BLANKS} 个，请删除多余的空行和空列",
                sheet,
                row,
                column,
            )

    def merge(self, sheet: str) -> None:
        """A region of merged cells."""
        self.merges += 1
        if self.merges > MERGES:
            refuse(f"到这里全文件的合并区域超过上限 {MERGES} 个", sheet)
