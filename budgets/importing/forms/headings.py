"""Finds the columns of a form by their headings, in whatever order they stand and however their cells are merged."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from budgets.document import Column
from budgets.importing.book import Spot, Value
from budgets.importing.cells import plain
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source

UNITS = re.compile(r"\((?:单位:)?(?:万元|元|%)\)|%$")
# Words that headings have in one place and lack in another, and that tell no column from another.
FILLERS = re.compile(
    r"三公(?:经费)?(?=合计)|维护|支出|费用|费|\(境\)|公务用车(?=.)|资金(?=总额)|年度(?:\(/?项目\))?(?=指标)"
)
NUMBERING = "栏次"

Cells = Mapping[int, Value]
Path = tuple[str, ...]
Held = TypeVar("Held", str, int)
# Where the columns stand at the end, and the rows, each with where its columns stand.
Body = tuple[Mapping[str, int], list[tuple[int, Mapping[str, int]]]]
WHOLE = "总分"  # the label of the total of all marks


def word(text: object) -> str:
    """A heading to compare by: plain, without the unit behind it."""
    return UNITS.sub("", plain(str(text))).rstrip(":")


def loose(text: str) -> str:
    """A heading without what differs from one form to another of the same table."""
    return FILLERS.sub("", word(text)) or word(text)


def vocabulary(columns: Sequence[Column]) -> frozenset[str]:
    """Every heading word of some columns."""
    words = {word(text) for column in columns for text in column.heading}
    return frozenset({NUMBERING, *words, *(loose(text) for text in words)} - {""})


def is_heading(cells: Cells, words: frozenset[str]) -> bool:
    """Whether a row is one of headings: at least half of its cells are."""
    hits = sum(word(value) in words or loose(str(value)) in words for value in cells.values())
    return bool(hits) and hits * 2 >= len(cells)


def is_numbering(cells: Cells) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 …, each once."""
    texts = [plain(str(value)) for value in cells.values()]
    numbers = [text for text in texts if text != NUMBERING]
    wanted = {str(number) for number in range(1, len(numbers) + 1)}
    return (len(numbers) > 2 and set(numbers) == wanted) or (NUMBERING in texts and not numbers)


def matched(block: Sequence[Cells], columns: Sequence[Column]) -> dict[str, int]:
    """Where the columns stand under a block of heading rows, by key: by the whole path of headings, by the path
    without its fillers, at last by the lowest heading, as far as that leaves no doubt.
    """
    paths = _paths(block)
    found: dict[str, int] = {}
    for form in (_exact, _loose, _leaf):
        open_columns = [column for column in columns if column.key not in found]
        wanted = _once((form(column.heading), column.key) for column in open_columns)
        printed = _once((form(path), place) for place, path in paths.items() if place not in found.values())
        found |= {key: printed[path] for path, key in wanted.items() if path in printed}
    return found


def _exact(path: Path) -> Path:
    return _short(tuple(word(text) for text in path))


def _loose(path: Path) -> Path:
    return _short(tuple(loose(text) for text in path))


def _leaf(path: Path) -> Path:
    return _loose(path)[-1:]


def _short(path: Path) -> Path:
    """The path without blanks, and with what is repeated from one row to the next only once."""
    kept = tuple(text for text in path if text)
    return (*kept[:1], *(text for above, text in pairwise(kept) if text != above))


def _once(pairs: Iterator[tuple[Path, Held]]) -> dict[Path, Held]:
    """The pairs whose path occurs once."""
    found: dict[Path, Held] = {}
    twice: set[Path] = set()
    for path, held in pairs:
        if path in found:
            twice.add(path)
        found[path] = held
    return {path: held for path, held in found.items() if path not in twice and path}


def _paths(block: Sequence[Cells]) -> dict[int, Path]:
    """The headings above each column, from the top; a blank one goes on from the left below the same headings."""
    places = sorted({place for cells in block for place in cells})
    origins: dict[int, list[Spot | None]] = {place: [] for place in places}
    deepest = {place: level for level, cells in enumerate(block) for place in cells}
    for level, cells in enumerate(block):
        left: int | None = None
        for place in places:
            origin: Spot | None = (level, place) if place in cells else None
            same = left is not None and origins[left][:level] == origins[place][:level]
            if origin is None and same and left is not None and deepest[place] > level:
                origin = origins[left][level]
            origins[place].append(origin)
            left = place
    return {
        place: tuple(str(block[spot[0]][spot[1]]) for spot in spots if spot is not None)
        for place, spots in origins.items()
    }


def body(region: Region, source: Source, columns: Sequence[Column], optional: frozenset[str] = frozenset()) -> Body:
    """The rows below the headings, each with where the columns stand; headings may be repeated on every page.

    A column whose heading is missing is told, unless it is ``optional``.
    """
    words = vocabulary(columns)
    rows: list[tuple[int, Mapping[str, int]]] = []
    block: list[int] = []
    found: dict[str, int] = {}
    for row, cells in region.rows.items():
        if is_heading(cells, words):
            block.append(row)
        elif not (block and is_numbering(cells)):
            if block:
                found = _under(region, source, columns, block, found, optional)
                block = []
            rows.extend([(row, found)] if found else [])
    if block:
        found = _under(region, source, columns, block, found, optional)
    return found, rows


def _under(
    region: Region,
    source: Source,
    columns: Sequence[Column],
    block: Sequence[int],
    before: Mapping[str, int],
    optional: frozenset[str],
) -> dict[str, int]:
    """Where the columns stand under a block of headings; those that it does not name stay where they were."""
    found = matched([region.rows[row] for row in block], columns)
    if not before:
        for column in columns:
            if column.key not in found and column.key not in optional:
                source.say(f"没有找到“{'/'.join(column.heading)}”这一列的表头", (block[0], 0))
    return {**before, **found}
