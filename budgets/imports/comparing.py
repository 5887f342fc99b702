"""Compares the tables of a file with the tables that its figures make, and what it says with what is entered."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.checks.places import cell_words
from budgets.document import Amount, Cell, Column, Document, Number, Panel, Row, Table
from budgets.editions.changes import shown
from budgets.importing.book import letters
from budgets.importing.cells import ROUNDING, plain
from budgets.importing.read import ReadTable

TRACE = Decimal("1e-9")  # what a rate with many decimals loses in a spreadsheet

Numbered = tuple[str, int]
NO_ROW = "没有这一行"
FAR = Decimal("Infinity")  # what cannot be told in yuan stands first


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell of the file and what the figures of the file make of it; both as people read them.

    ``gap`` is how far two amounts are from each other in yuan; ``rounded`` whether that may be 尾差.
    """

    code: str
    words: str
    sheet: str
    cell: str
    read: str
    made: str
    gap: Decimal = FAR
    rounded: bool = False


def differences(tables: Mapping[str, ReadTable], document: Document) -> tuple[Difference, ...]:
    """Every figure of the file that its own figures, put together again, do not give."""
    made = {table.code: table for table in document.tables()}
    return tuple(each for code, read in tables.items() if code in made for each in _table(read, made[code]))


def agree(read: ReadTable, made: Table) -> bool:
    """Whether a table of the file is the one that is made: the same rows in the same order, with the same cells."""
    here, there = [[row.key for _, row in table.rows()] for table in (read.table, made)]
    both = set(here) & set(there)
    ordered = [key for key in here if key in both] == [key for key in there if key in both]
    return ordered and next(_table(read, made), None) is None


def _table(read: ReadTable, made: Table) -> Iterator[Difference]:
    left = dict(_numbered(made))
    own = dict(_numbered(read.table))
    named = _by_name({key: row for key, row in left.items() if key not in own})
    for key, (panel, row) in own.items():
        there = left.pop(key if key in left else named.get(_name(row), key), None)
        if there is not None:
            yield from _row(read, panel, row, there[1])
        elif _counts(row.cells):
            yield _difference(read, row, _first_amount(panel, row), NO_ROW)
    for panel, row in left.values():
        if _counts(row.cells):
            column = _first_amount(panel, row)
            words = cell_words(made, made.code, row.key, column.key)
            yield Difference(read.code, words, read.sheet, "", NO_ROW, shown(row.cells.get(column.key)))


def _row(read: ReadTable, panel: Panel, row: Row, made: Row) -> Iterator[Difference]:
    if made.cells.get("label") == "" and not _counts(row.cells):
        return  # a line that is not printed where it has nothing
    for column in panel.columns:
        was, now = row.cells.get(column.key), made.cells.get(column.key)
        if column.key in row.cells and not _same(was, now):
            gap = abs(was.yuan - now.yuan) if isinstance(was, Amount) and isinstance(now, Amount) else FAR
            found = _difference(read, row, column, shown(now))
            yield replace(found, gap=gap, rounded=gap <= ROUNDING[read.unit])


def _by_name(rows: Mapping[Numbered, tuple[Panel, Row]]) -> dict[str, Numbered]:
    """Rows known by codes that the file does not print, by names that only one of them has."""
    names = Counter(_name(row) for _, row in rows.values())
    return {_name(row): key for key, (_, row) in rows.items() if _name(row) and names[_name(row)] == 1}


def _name(row: Row) -> str:
    name = row.cells.get("name")
    return plain(name) if isinstance(name, str) else ""


def _first_amount(panel: Panel, row: Row) -> Column:
    return next(column for column in panel.columns if isinstance(row.cells.get(column.key), Amount))


def _numbered(table: Table) -> Iterator[tuple[Numbered, tuple[Panel, Row]]]:
    """Every row with its key, and how many rows above have the same."""
    seen: Counter[str] = Counter()
    for panel, row in table.rows():
        yield (row.key, seen[row.key]), (panel, row)
        seen[row.key] += 1


def _difference(read: ReadTable, row: Row, column: Column, made: str) -> Difference:
    words = cell_words(read.table, read.code, row.key, column.key)
    sheet = read.elsewhere.get(row.key, read.sheet)
    number, place = read.place(row.key, column.key)
    return Difference(
        read.code, words, sheet, f"{letters(place)}{number}" if number else "", shown(row.cells[column.key]), made
    )


def _counts(cells: Mapping[str, Cell]) -> bool:
    return any(isinstance(cell, Amount) and cell.yuan for cell in cells.values())


def _same(read: Cell, made: Cell) -> bool:
    if isinstance(read, Amount) and isinstance(made, Amount):
        return read.yuan == made.yuan
    if isinstance(read, Number) and isinstance(made, Number):
        return abs(read.value - made.value) < TRACE
    return (read or "") == (made or "")
