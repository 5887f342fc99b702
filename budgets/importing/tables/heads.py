"""Where on a sheet headings stand, and the path of headings over each column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from budgets.document import Column
from budgets.importing.cells import plain
from budgets.importing.tables.known import known_tables
from budgets.importing.tables.page import Page
from budgets.importing.tables.words import heading

DEPTH = 7  # rows of headings that a table has at most
Path = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """Headings in rows ``first`` to ``last``: the path over each column, and the row of its lowest heading.

    A column that only a merged heading covers is not one of its own.
    """

    first: int
    last: int
    paths: dict[int, Path]
    rows: dict[int, int]


@cache
def vocabulary() -> frozenset[str]:
    """Every heading of every table of every layout."""
    columns: Iterator[Column] = (c for table in known_tables() for panel in table.blank.panels for c in panel.columns)
    return frozenset(heading(part) for column in columns for part in column.heading) | {"行次", "合计"}


def runs(page: Page) -> list[tuple[int, int]]:
    """First and last row of every run of rows that read like headings."""
    found: list[tuple[int, int]] = []
    before = 0
    for row in page.numbers:
        if _like_heading(page, row):
            if found and found[-1][1] == before and before:
                found[-1] = (found[-1][0], row)
            else:
                found.append((row, row))
            before = row
        elif not _only_units(page, row):
            before = 0
    return found


def _like_heading(page: Page, row: int) -> bool:
    values = page.rows[row].values()
    if any(not isinstance(value, str) or plain(value).isdigit() or plain(value).endswith(":") for value in values):
        return False
    words = {heading(text) for text in page.texts(row)} - {""}
    return bool(words) and 2 * len(words & vocabulary()) >= len(words)


def _only_units(page: Page, row: int) -> bool:
    return all(isinstance(value, str) and not heading(value) for value in page.rows[row].values())


def heads(page: Page, first: int, last: int) -> Iterator[Head]:
    """The headings that begin at ``first``, once for every depth that they may have."""
    rows = [row for row in page.between(first, last)][:DEPTH]
    for depth in range(1, len(rows) + 1):
        yield _head(page, rows[:depth])


def _head(page: Page, rows: list[int]) -> Head:
    spread = _spread(page, rows)
    columns = sorted({column for row in rows for column in (*page.rows[row], *spread[row])})
    lowest = {column: row for row in rows for column in page.rows[row] if heading(page.text(row, column))}
    paths: dict[int, list[str]] = {column: [] for column in columns}
    for row in rows:
        _add_row(page, row, spread[row], paths, lowest)
    return Head(rows[0], rows[-1], {column: tuple(path) for column, path in paths.items() if column in lowest}, lowest)


def _spread(page: Page, rows: list[int]) -> dict[int, dict[int, str]]:
    """What merged regions put into the cells that they cover, by row; no further than the sheet's columns."""
    found: dict[int, dict[int, str]] = {row: {} for row in rows}
    for row in rows:
        for top, left, bottom, right in page.merged.get(row, ()):
            text = page.text(row, left)
            for below in (each for each in rows if text and top <= each <= bottom):
                found[below] |= dict.fromkeys(range(left, min(right, page.width) + 1), text)
    return found


def _add_row(page: Page, row: int, spread: dict[int, str], paths: dict[int, list[str]], lowest: dict[int, int]) -> None:
    """Add a row's headings to the paths; a blank beside a heading, under the same one, belongs to that heading."""
    above = {column: tuple(path) for column, path in paths.items()}
    lent = ""
    for column, path in paths.items():
        text = heading(page.text(row, column) or spread.get(column, ""))
        if text:
            lent = "" if column in spread else text
        elif lent and column not in spread and lowest.get(column, 0) > row and above[column] == above.get(column - 1):
            text = lent
        else:
            lent = ""
        if text and path[-1:] != [text]:
            path.append(text)
