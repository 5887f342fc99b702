"""The rows of a sheet that a form stands in, without blank rows and what is only repeated on every page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from budgets.document import Table
from budgets.importing.book import Sheet, Spot, Value
from budgets.importing.cells import plain

# Lines above and below a table: whose it is, the unit, its number, notes.
LINES = re.compile(r"(?:部门|单位|编制单位|编制部门|填报单位|填报部门|部门名称|单位名称|金额单位|公开部门|公开单位):")
NUMBERS = re.compile(r"(?:预算|公开|附|第)?表?\d+表?|第\d+页.*|续表|\(?\d{4}年(?:度|\d{1,2}月)?\)?")
TITLES = re.compile(r".{0,40}(?:目标|自评|情况|汇总|明细|决算|预算|填报|申报)表(?:\(.*\))?")
NOTES = re.compile(r"注\d*:|说明:|备注:|本表(?:无数据|为空表)|附件\d*:?$")
EMPTY = re.compile(r"本表无数据|(?:故本|本)表为空表")


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of a form in order: what is in each by column. ``below`` tells the last row of a merged region that
    starts at a cell and goes down.
    """

    sheet: Sheet
    rows: Mapping[int, Mapping[int, Value]]
    below: Mapping[Spot, int]

    @property
    def first(self) -> int:
        """The first row with something in it; 0 if there is none."""
        return next(iter(self.rows), 0)


def region_of(sheet: Sheet, first: int, last: int, blank: Table) -> Region:
    """Rows ``first`` to ``last`` of a sheet; lines about the page and notes are left out."""
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in sheet.cells.items():
        if first <= row <= last and not (isinstance(value, str) and not value.strip()):
            rows.setdefault(row, {})[column] = value
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return Region(
        sheet,
        {row: cells for row, cells in ordered.items() if not _of_page(cells, blank)},
        {(top, left): bottom for top, left, bottom, _ in sheet.merged if bottom > top},
    )


def _of_page(cells: Mapping[int, Value], blank: Table) -> bool:
    """Whether a row is a title, a line about the table, or a note."""
    texts = [plain(str(value)) for value in cells.values()]
    if LINES.match(texts[0]):
        return True
    if len(texts) > 1:
        return all(LINES.match(text) for text in texts[1:]) and _is_title(texts[0], blank)
    return bool(_is_title(texts[0], blank) or NOTES.match(texts[0]) or LINES.match(texts[0]))


def _is_title(text: str, blank: Table) -> bool:
    own = plain(blank.title)
    return bool(NUMBERS.fullmatch(text) or TITLES.fullmatch(text)) or re.sub(r"\d", "", text).endswith(
        re.sub(r"\d", "", own)
    )


def says_empty(sheet: Sheet) -> bool:
    """Whether a note in the sheet says that its table has no data because there is nothing."""
    return any(isinstance(value, str) and EMPTY.search(plain(value)) for value in sheet.cells.values())
