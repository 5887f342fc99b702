"""What the rows around headings say: the unit, the year, whose table it is."""

import re
from collections.abc import Iterable

from budgets.importing.cells import plain, unit_in
from budgets.importing.tables.page import Page

_OTHER_UNIT = re.compile(r"单位:(?:人民币)?([百千十]万?元|亿元)")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_TITLE = re.compile(r"((?:19|20)\d\d)年度?[^,。;、]*(?:预算|决算)")
COVER = 60  # rows of a cover, and characters of its lines, that are looked at
_WHOSE = re.compile(
    r"(?:(?:部门|单位)(?:[(]单位[)])?名称|(?:编制|预算|公开|填报|填表)(?:部门|单位)|预算主管部门|^部门|^单位)[::](.*)$"
)


def unit_said(page: Page, rows: Iterable[int]) -> str:
    """``万元`` or ``元`` where the rows name one; another unit (千元) is given as it is named; else empty."""
    for row in rows:
        for text in page.texts(row):
            if other := _OTHER_UNIT.search(plain(text)):
                return other[1]
            if unit := unit_in(text):
                return unit
    return ""


def years_said(page: Page, rows: Iterable[int]) -> list[int]:
    """The years that the rows name."""
    return [int(year) for row in rows for text in page.texts(row) for year in _YEAR.findall(plain(text))]


def years_on_cover(page: Page) -> list[int]:
    """The years of which a sheet without a table says that it is a budget or final accounts of them."""
    lines = (plain(text) for row in page.numbers[:COVER] for text in page.texts(row) if len(text) <= COVER)
    return [int(found[1]) for line in lines if (found := _TITLE.search(line))]


def whose(page: Page, rows: Iterable[int]) -> str:
    """The name behind 部门名称：, 编制部门： or the like, in the same cell or the next; empty where none is."""
    for row in rows:
        texts = page.texts(row)
        for place, text in enumerate(texts):
            found = _WHOSE.search(text.replace("：", ":").strip())
            if not found:
                continue
            beside = texts[place + 1] if place + 1 < len(texts) else ""
            name = found[1].strip() or ("" if unit_in(beside) or ":" in plain(beside) else beside.strip())
            name = re.split(r"\s{2,}|单位:", name)[0].strip()
            if name and not unit_in(f"单位:{name}"):
                return name
    return ""
