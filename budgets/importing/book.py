"""A file as it was read: sheets of cells, and what is to be said of them with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# What a cell holds: a text, a number, or a date as ``2024-02-01``. Empty cells are not kept.
Value = str | Decimal
Spot = tuple[int, int]


def letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what is in its cells by (row, column), both from 1, as the person who made it sees them.

    ``merged`` are the regions of merged cells (first row, first column, last row, last column); their value is kept at
    the first cell alone. ``visible`` is whether the sheet is shown; hidden rows and columns are listed.
    """

    name: str
    cells: Mapping[Spot, Value]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True

    @property
    def height(self) -> int:
        """The last row with something in it."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        """The last column with something in it."""
        return max((column for _, column in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """What is written in a cell; empty where nothing is."""
        value = self.cells.get((row, column), "")
        return value if isinstance(value, str) else f"{value:f}"

    def row(self, number: int) -> dict[int, Value]:
        """What is in a row, by column."""
        return {column: value for (row, column), value in sorted(self.cells.items()) if row == number}


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets; ``kind`` is ``xlsx``, ``xls`` or ``csv``."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]


ERROR, WARNING, NOTICE = "error", "warning", "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be said of a file, in Chinese, of the cell it is about (row and column from 1; 0: the whole).

    An ``error`` keeps the file from being entered; a ``warning`` is something that somebody has to look at; a
    ``notice`` tells how something was taken.
    """

    message: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    severity: str = ERROR

    @property
    def place(self) -> str:
        """``工作表“部门支出预算表”C12``."""
        if not self.sheet:
            return ""
        cell = f"{letters(self.column) if self.column else '第 '}{self.row}{'' if self.column else ' 行'}"
        return f"工作表“{self.sheet}”{cell if self.row else ''}"

    def __str__(self) -> str:
        return f"{self.place}：{self.message}" if self.place else self.message


class Unreadable(ValueError):
    """A file that cannot be read at all; the message is Chinese, and names the limit or the place."""


@dataclass(slots=True)
class Problems:
    """Collects what is to be said while a file is read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, message: str, sheet: str = "", row: int = 0, column: int = 0, severity: str = ERROR) -> None:
        """One more."""
        self.found.append(Problem(message, sheet, row, column, severity))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)
