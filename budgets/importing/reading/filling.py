"""A sheet while it is read: every cell is counted against the limits before it is kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from budgets.importing.book import Sheet, Spot, Value, letters
from budgets.importing.reading.limits import COLUMNS, ROWS, Tally, refuse

Region = tuple[int, int, int, int]
Span = tuple[int, int, int]  # first and last column, and the first row of the region
# No database keeps them and nobody sees them.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class Filling:
    """Collects cells, merged regions and what is hidden, and makes the Sheet."""

    def __init__(self, name: str, tally: Tally, visible: bool = True) -> None:
        self.name = CONTROLS.sub("", name)
        self.visible = visible
        self.tally = tally
        self.cells: dict[Spot, Value] = {}
        self.merged: list[Region] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def put(self, row: int, column: int, value: Value) -> None:
        """Keep a cell; nothing but white space is nothing. ``Unreadable`` at a limit, naming the cell."""
        if isinstance(value, str):
            value = CONTROLS.sub("", value)
            if not value or value.isspace():
                return
            self.tally.text(value, self.name, row, column)
        self.tally.place(self.name, row, column)
        self.cells[row, column] = value

    def merge(self, region: Region) -> None:
        """Keep a region of merged cells."""
        self.tally.merge(self.name)
        top, left, bottom, right = region
        if top > bottom or left > right:
            refuse(f"{_words(region)}首尾颠倒", self.name)
        if bottom > ROWS or right > COLUMNS:
            refuse(f"{_words(region)}超出上限 {ROWS} 行 {COLUMNS} 列", self.name)
        if (top, left) != (bottom, right):
            self.merged.append(region)

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that are not shown, both included; those beyond the limit are of no interest."""
        self.hidden_columns.update(range(max(first, 1), min(last, COLUMNS) + 1))

    def hide_row(self, row: int) -> None:
        """A row that is not shown."""
        if row <= ROWS:
            self.hidden_rows.add(row)

    def sheet(self) -> Sheet:
        """The sheet; what stands under a merged region beside its first cell, nobody sees: it is dropped."""
        spans = self._spans()
        return Sheet(
            self.name,
            {spot: value for spot, value in self.cells.items() if spot[0] not in spans or not _covered(spot, spans)},
            tuple(sorted(self.merged)),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.visible,
        )

    def _spans(self) -> dict[int, list[Span]]:
        """What is merged in each row; ``Unreadable`` where two regions share a cell."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for top, left, bottom, right in self.merged:
            for row in range(top, bottom + 1):
                spans[row].append((left, right, top))
        for row, line in spans.items():
            line.sort()
            for (_, end, _), (start, *_) in pairwise(line):
                if start <= end:
                    refuse("两个合并区域都含有这个单元格", self.name, row, start)
        return spans


def _covered(spot: Spot, spans: Mapping[int, Iterable[Span]]) -> bool:
    return any(left <= spot[1] <= right and spot != (top, left) for left, right, top in spans[spot[0]])


def _words(region: Region) -> str:
    top, left, bottom, right = region
    return f"合并区域“{letters(left)}{top}:{letters(right)}{bottom}”"
