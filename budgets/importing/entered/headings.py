"""Finds the row of headings of a line list, and what each of its columns holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from budgets.entered import Field, Group
from budgets.importing.book import Sheet, Spot, Value
from budgets.importing.cells import plain, unit_in
from budgets.importing.entered import words
from budgets.importing.entered.shape import TITLE, heading_word

SEARCHED = 20
SPREAD = 200_000  # cells that merged regions may stand for: a region over a whole sheet is not spread
TOLD_BY = ("fund", "nature", "function", "economic")
LEAST = 2


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings: the row below which the lines begin, the columns of each name (三 for 类, 款, 项), the unit that
    they or a line above them name, headings that are not known, and names that come twice."""

    row: int
    columns: Mapping[str, tuple[int, ...]]
    units: tuple[tuple[str, Spot], ...] = ()
    strangers: tuple[tuple[int, str], ...] = ()
    doubled: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Row:
    columns: dict[str, dict[int, int]] = field(default_factory=dict)
    strangers: list[tuple[int, str]] = field(default_factory=list)
    doubled: list[tuple[int, str]] = field(default_factory=list)


def spread(sheet: Sheet, rows: int = 0) -> dict[Spot, Value]:
    """The cells of a sheet (of its first ``rows``), with the value of a merged region in each of its cells."""
    cells = {spot: value for spot, value in sheet.cells.items() if not rows or spot[0] <= rows}
    left, height = SPREAD, max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    for top, first, bottom, last in sheet.merged:
        value, bottom, last = cells.get((top, first)), min(bottom, height), min(last, width)
        size = (bottom - top + 1) * (last - first + 1)
        if value is None or size > left:
            continue
        left -= size
        for row in range(top, bottom + 1):
            for column in range(first, last + 1):
                cells.setdefault((row, column), value)
    return cells


def headings_of(sheet: Sheet, groups: Sequence[Group]) -> Headings | None:
    """The headings of a line list; ``None`` if the sheet is none."""
    top = spread(sheet, SEARCHED)
    if any(TITLE.fullmatch(plain(value)) for value in top.values() if isinstance(value, str)):
        return None  # a block of 事实 has the same headings
    synonyms = _synonyms(_fields(groups))
    rows = {row: _headings(top, row, synonyms) for row in sorted({row for row, _ in top})}
    lists = {row: found for row, found in rows.items() if _is_list(found)}
    if not lists:
        return None
    row = max(lists, key=lambda number: (len(lists[number].columns), -number))
    found = lists[row]
    columns = {name: tuple(parts[part] for part in sorted(parts)) for name, parts in found.columns.items() if name}
    return Headings(row, columns, _units(top, row), tuple(found.strangers), tuple(found.doubled))


def _fields(groups: Sequence[Group]) -> tuple[Field, ...]:
    """The fields of lines, each name once."""
    of_lines = (group for group in groups if group.key in (words.INCOME, words.EXPENDITURE, words.BALANCES))
    return tuple({field.name: field for group in of_lines for field in group.fields if field.name != "kind"}.values())


@lru_cache(maxsize=16)
def _synonyms(fields: tuple[Field, ...]) -> dict[str, tuple[str, int]]:
    """The name and the part (1–3 of 类, 款, 项; else 0) that a heading stands for."""
    found = {plain(field.label): (field.name, 0) for field in fields}
    for name, columns in words.COLUMNS.items():
        found |= {plain(word): (name, 0) for word in columns}
    for name, trees in words.TREES.items():
        for tree in trees:
            found |= {tree + ending: (name, 0) for ending in words.CODE_ENDINGS}
            found |= {tree + ending: (words.IGNORED, 0) for ending in words.NAME_ENDINGS}
            coded = (tree + ending for ending in words.CODE_ENDINGS)
            found |= {code + part: (name, place) for code in coded for place, part in enumerate(words.PARTS, 1)}
    return found | {part: ("function", place) for place, part in enumerate(words.PARTS, 1)}


def _headings(cells: Mapping[Spot, Value], row: int, synonyms: Mapping[str, tuple[str, int]]) -> _Row:
    found = _Row()
    for column in sorted(column for at, column in cells if at == row):
        text = str(cells[row, column])
        known = next((synonyms[word] for word in _readings(cells, row, column) if word in synonyms), None)
        if known is None:
            found.strangers.append((column, text))
        elif known[0] and known[1] in found.columns.get(known[0], {}):
            found.doubled.append((column, text))
        else:
            found.columns.setdefault(known[0], {})[known[1]] = column
    return found


def _readings(cells: Mapping[Spot, Value], row: int, column: int) -> Iterator[str]:
    """A heading, first with what stands over it."""
    own, over = heading_word(str(cells[row, column])), heading_word(str(cells.get((row - 1, column), "")))
    if over != own:
        yield over + own
    yield own


def _is_list(row: _Row) -> bool:
    """Whether these are headings of a line list: one amount, and what the money is for and from."""
    known = set(row.columns) - {words.IGNORED, "amount"}
    amounts = [text for _, text in row.doubled if heading_word(text) in words.COLUMNS["amount"]]
    summed = any(heading_word(text) in words.NOT_IN_A_LIST for _, text in row.strangers)
    told = any(name in known for name in TOLD_BY)
    return "amount" in row.columns and not amounts and not summed and told and len(known) >= LEAST


def _units(cells: Mapping[Spot, Value], row: int) -> tuple[tuple[str, Spot], ...]:
    """The units that the heading, or words above it, name."""
    named = ((unit_in(value), spot) for spot, value in cells.items() if isinstance(value, str) and spot[0] <= row)
    return tuple((unit, spot) for unit, spot in sorted(named, key=lambda one: one[1]) if unit)
