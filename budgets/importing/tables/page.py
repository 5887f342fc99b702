"""A sheet by rows, built once: its cells, the heading cells that merged regions spread, the labels that they carry."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from budgets.importing.book import Sheet, Value
from budgets.importing.cells import plain
from budgets.importing.tables.words import NUMBERING

Region = tuple[int, int, int, int]

WIDEST = 500

_ORDINAL = re.compile(r"\d{1,2}(?:=.*)?|[(]\d{1,2}[)]")


class Page:
    """A sheet with its rows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        rows: dict[int, dict[int, Value]] = {}
        for (row, column), value in sorted(sheet.cells.items()):
            if not isinstance(value, str) or value.strip():
                rows.setdefault(row, {})[column] = value
        self.rows = rows
        self.numbers = tuple(rows)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    @cached_property
    def width(self) -> int:
        """The last column with something in it; no table is wider than ``WIDEST``."""
        return min(WIDEST, max(column for line in self.rows.values() for column in line))

    def text(self, row: int, column: int) -> str:
        """What is written in a cell; empty where nothing is, or a number."""
        value = self.rows.get(row, {}).get(column, "")
        return value if isinstance(value, str) else ""

    def texts(self, row: int) -> list[str]:
        """The texts of a row; a merged region that was read cell by cell counts once."""
        return list(dict.fromkeys(value for value in self.rows.get(row, {}).values() if isinstance(value, str)))

    def between(self, first: int, last: int) -> Iterator[int]:
        """The rows with something in them, both ends included."""
        return iter(self.numbers[bisect_left(self.numbers, first) : bisect_right(self.numbers, last)])

    @cached_property
    def words(self) -> frozenset[str]:
        """All texts of the sheet, to compare by."""
        return frozenset(
            plain(value) for line in self.rows.values() for value in line.values() if isinstance(value, str)
        )

    @cached_property
    def merged(self) -> Mapping[int, Sequence[Region]]:
        """Merged regions by their first row."""
        found: dict[int, list[Region]] = {}
        for region in self.sheet.merged:
            found.setdefault(region[0], []).append(region)
        return found

    def numbers_columns(self, row: int) -> bool:
        """Whether a row only numbers the columns (栏次 1 2 3=1+2)."""
        texts = [plain(value if isinstance(value, str) else f"{value:f}") for value in self.rows.get(row, {}).values()]
        named = [text for text in texts if text in NUMBERING]
        ordinals = [text for text in texts if text not in (*NUMBERING, "**")]
        if not ordinals or not all(_ORDINAL.fullmatch(text) for text in ordinals):
            return False
        places = [int(re.sub(r"\D.*", "", text.strip("()"))) for text in ordinals]
        places = sorted(places) if named else places
        return (bool(named) or len(places) > 1) and places == list(range(places[0], places[0] + len(places)))

    def carried(self, first: int, last: int, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
        """Texts that regions merged downwards carry to the rows below their first, for these columns."""
        found: dict[tuple[int, int], str] = {}
        for row in self.between(first, last):
            for top, left, bottom, right in self.merged.get(row, ()):
                value = self.rows[row].get(left)
                if bottom > top and left == right and left in columns and isinstance(value, str):
                    found |= {(below, left): value for below in self.between(top + 1, min(bottom, last))}
        return found


def pages(sheets: Sequence[Sheet]) -> list[Page]:
    """The visible sheets with something in them."""
    return [page for page in map(Page, (sheet for sheet in sheets if sheet.visible)) if page.rows]
