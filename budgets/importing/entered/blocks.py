"""Finds the blocks of the sheet 事实 and the rows of the sheet 文本, wherever they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgets.importing.book import Sheet, Value
from budgets.importing.cells import plain
from budgets.importing.entered.shape import OWNER, TEXT_HEADINGS, TITLE, WORDS

Cells = Mapping[int, Value]
SEARCHED = 200  # filled rows in which the headings of texts are looked for


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its title, where the title stands, and the filled rows below it, up to the next title."""

    title: str
    sheet: str
    row: int
    rows: tuple[tuple[int, Cells], ...]


def filled_rows(sheet: Sheet) -> list[tuple[int, Cells]]:
    """The rows with something in them, and what is in them by column."""
    found: dict[int, dict[int, Value]] = {}
    for (row, column), value in sheet.cells.items():
        if not isinstance(value, str) or value.strip():
            found.setdefault(row, {})[column] = value
    return [(row, dict(sorted(found[row].items()))) for row in sorted(found)]


def blocks(sheet: Sheet) -> list[Block]:
    """The blocks of a sheet; none where no row holds a title 【…】 and nothing else."""
    starts: list[tuple[str, int, list[tuple[int, Cells]]]] = []
    for row, cells in filled_rows(sheet):
        if title := _title(cells):
            starts.append((title, row, []))
        elif starts:
            starts[-1][2].append((row, cells))
    return [Block(title, sheet.name, row, tuple(rows)) for title, row, rows in starts]


def _title(cells: Cells) -> str:
    (value, *more) = cells.values()
    if more or not isinstance(value, str) or "【" not in value:
        return ""
    found = TITLE.fullmatch(plain(value))
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class TextRows:
    """The rows of texts of a sheet, with the columns of their headings."""

    sheet: str
    columns: Mapping[str, int]
    rows: tuple[tuple[int, Cells], ...]

    def __iter__(self) -> Iterator[tuple[int, dict[str, Value]]]:
        for row, cells in self.rows:
            yield row, {word: cells[column] for word, column in self.columns.items() if column in cells}


def text_rows(sheet: Sheet) -> TextRows | None:
    """The rows below the headings of 文本; ``None`` where a sheet has no such headings."""
    rows = filled_rows(sheet)
    for place, (_, cells) in enumerate(rows[:SEARCHED]):
        columns = {plain(value): column for column, value in cells.items() if isinstance(value, str)}
        if columns.keys() >= {OWNER, WORDS}:
            return TextRows(
                sheet.name, {word: columns[word] for word in TEXT_HEADINGS if word in columns}, tuple(rows[place + 1 :])
            )
    return None
