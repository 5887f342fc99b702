"""A sheet's part of an .xlsx, read as a stream: cells, merged regions, hidden rows and columns."""

import re
from dataclasses import dataclass, field
from functools import cache

from budgets.importing.book import Value
from budgets.importing.reading.filling import Filling
from budgets.importing.reading.limits import TEXT, Tally, refuse
from budgets.importing.reading.markup import Attributes, Listener
from budgets.importing.reading.numbers import PLAIN, shown
from budgets.importing.reading.wording import UNCALCULATED

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
REGION = re.compile(f"{CELL.pattern}(?::{CELL.pattern})?")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
LAST_ROW = 1_048_576
TRUE = ("1", "true", "on")
TRUTHS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
LONGEST = 8 * TEXT  # of a text as it is written in the file, each character escaped


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share; ``styles`` by their number as it is written."""

    since_1904: bool = False
    calculates_on_load: bool = False
    styles: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


class Worksheet(Listener):
    """Fills a sheet. ``Unreadable`` names the cell."""

    def __init__(self, name: str, visible: bool, book: Book, tally: Tally) -> None:
        self.filling = Filling(name, tally, visible)
        self.name = self.filling.name
        self.book = book
        self.tally = tally
        self.row = self.column = 0
        self.kind = self.style = ""
        self.has_formula = self.has_value = self.in_cell = self.phonetic = self.wanted = False
        self.pieces: list[str] = []
        self.length = 0

    def opened(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag in ("v", "t") and self.in_cell:
            self.wanted = not self.phonetic
            self.has_value = True
        elif tag == "f" and self.in_cell:
            self.has_formula = True
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and _is_hidden(attributes, "width"):
            self.filling.hide_columns(whole(attributes.get("min")), whole(attributes.get("max")))

    def text(self, text: str) -> None:
        if self.wanted and self.length <= LONGEST:
            self.pieces.append(text)
            self.length += len(text)

    def closed(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.wanted = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self._close_cell()

    def _open_row(self, attributes: Attributes) -> None:
        number = whole(attributes["r"]) if "r" in attributes else self.row + 1
        if not self.row < number <= LAST_ROW:
            refuse(f"文件已损坏：有一行编号为“{attributes.get('r', number)}”，与上一行重复、颠倒，或不成立", self.name)
        self.row, self.column = number, 0
        self.tally.blank(self.name, number, 0)
        if _is_hidden(attributes, "ht"):
            self.filling.hide_row(number)

    def _open_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        column = self.column + 1 if reference is None else self._column(reference)
        if column <= self.column:
            refuse(f"文件已损坏：单元格“{reference}”重复，或次序颠倒", self.name, self.row)
        self.column = column
        self.tally.blank(self.name, self.row, column)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.in_cell, self.has_formula, self.has_value = True, False, False
        self.pieces, self.length = [], 0

    def _column(self, reference: str) -> int:
        found = CELL.fullmatch(reference)
        if found is None or int(found[2]) != self.row:
            refuse(f"文件已损坏：第 {self.row} 行里有编号为“{reference}”的单元格", self.name)
        return column_number(found[1])

    def _close_cell(self) -> None:
        self.in_cell = self.wanted = False
        if not self.has_value and not self.has_formula:
            return
        written = "".join(self.pieces)
        if self.has_formula and self._is_uncalculated(written):
            refuse(UNCALCULATED, self.name, self.row, self.column)
        self.filling.put(self.row, self.column, self._value(written))

    def _is_uncalculated(self, written: str) -> bool:
        """Programs that cannot calculate leave the result out, or write 0 and ask to be calculated on loading."""
        return not self.has_value or (
            self.kind == "n" and (not written.strip() or (self.book.calculates_on_load and written.strip() == "0"))
        )

    def _value(self, written: str) -> Value:
        if not written.strip():
            return ""
        if self.kind == "n":
            return self._number(written.strip())
        if self.kind == "s":
            return self._shared(written.strip())
        if self.kind == "b":
            return TRUTHS.get(written.strip(), written)
        if self.kind == "d":
            return written.strip().replace("T", " ").removesuffix("Z").removesuffix(".000").removesuffix(" 00:00:00")
        return unescaped(written)

    def _number(self, written: str) -> Value:
        if len(written) > 400 or not NUMBER.fullmatch(written) or abs(number := float(written)) > 1e308:
            refuse(f"文件已损坏：数值“{written[:40]}”不合规范", self.name, self.row, self.column)
        return shown(number, self.book.styles.get(self.style, PLAIN), self.book.since_1904)

    def _shared(self, written: str) -> str:
        index = whole(written)
        if not 0 <= index < len(self.book.texts):
            refuse(f"文件已损坏：文字表里没有第“{written[:40]}”条", self.name, self.row, self.column)
        return self.book.texts[index]

    def _merge(self, reference: str) -> None:
        found = REGION.fullmatch(reference)
        if found is None:
            refuse(f"文件已损坏：合并区域写作“{reference[:40]}”", self.name)
        left, top, right, bottom = found.groups()
        first = int(top), column_number(left)
        self.filling.merge((*first, *((int(bottom), column_number(right)) if bottom else first)))


@cache
def column_number(letters: str) -> int:
    """``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def unescaped(text: str) -> str:
    """``_x000D_`` is how a workbook writes a character that XML has not."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def whole(written: str | None) -> int:
    """A number from 0; -1 where it is none."""
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 10 else -1


def _is_hidden(attributes: Attributes, size: str) -> bool:
    return attributes.get("hidden") in TRUE or attributes.get(size) == "0"
