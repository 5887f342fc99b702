"""Cuts a sheet of stacked forms into their parts: a title or the headings begin one, labels name single values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from budgets.document import Column
from budgets.importing.book import WARNING, Spot
from budgets.importing.cells import plain
from budgets.importing.forms.headings import WHOLE, Cells, is_numbering, loose, word
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source

# What stands before a label in some forms and not in others.
BEFORE = re.compile(r"(?:其中:?|资金(?:来源|结构):|[(]?[\d一二三四五六七八九十]{1,3}[)、.])")
MOST_STRANGERS = 20
# Columns whose cells are known by what stands in them, whatever is above.
HEADLESS = ("label", "aspect")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked form: its columns, the titles that it may have, the labels that its values stand beside.

    ``free``: its rows are known by their labels, also where it has no headings. ``optional``: forms may lack it.
    """

    key: str
    columns: tuple[Column, ...] = ()
    titles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    free: bool = False
    optional: bool = False


@dataclass(slots=True)
class Form:
    """What was found of one form: rows by part, each with where its columns stand, and the values beside labels."""

    row: int
    rows: dict[str, list[tuple[int, Mapping[str, int]]]] = field(default_factory=dict)
    values: dict[str, Spot] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)


def bare(text: str) -> str:
    """A label without its numbering and what introduces it."""
    found = word(text)
    while shorter := BEFORE.match(found):
        found = found[shorter.end() :]
    return found


@cache
def _names(part: Part) -> dict[str, str]:
    """Keys of the columns of a part by their lowest headings."""
    return {loose(column.heading[-1]): column.key for column in part.columns}


@dataclass(slots=True)
class Cutter:
    """Goes through the rows of a region; ``opening`` is the label with which each form of a list begins."""

    source: Source
    region: Region
    parts: Sequence[Part]
    opening: str = ""
    forms: list[Form] = field(default_factory=list)
    current: Part | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    strangers: list[int] = field(default_factory=list)

    def cut(self) -> list[Form]:
        """The forms in the order of the sheet; rows that belong to none are told."""
        if not self.opening:
            self.forms.append(Form(self.region.first))
        for row, cells in self.region.rows.items():
            self._row(row, cells)
        self._tell()
        return self.forms

    def _row(self, row: int, cells: Cells) -> None:
        if self._heading(row, cells) or self._title(cells):
            return
        pairs = dict(self._pairs(row, cells))
        if self.opening in pairs:
            self._open(row, pairs[self.opening])
        form = self.forms[-1] if self.forms else None
        if form and self.current and pairs:
            form.values |= pairs
        elif form and self._within(cells) and self.current:
            form.rows.setdefault(self.current.key, []).append((row, self.places))
        elif not is_numbering(cells):
            self.strangers.append(row)

    def _within(self, cells: Cells) -> bool:
        """Whether a row is one of the part at hand: its first level alone says nothing."""
        part = self.current
        if part is None or part.labels or not (self.places or part.free):
            return False
        return len(cells) > 1 or self.places.get("level1") not in cells

    def _begin(self, part: Part, places: Mapping[str, int]) -> None:
        self.current, self.places = part, places
        if self.forms:
            self.forms[-1].parts.add(part.key)

    def _heading(self, row: int, cells: Cells) -> bool:
        """Whether a row has the headings of a part: at least two of them, and they are half of its cells."""
        texts = {place: loose(str(value)) for place, value in cells.items()}
        best: Part | None = None
        found: dict[str, int] = {}
        for part in self.parts:
            names = _names(part)
            own = {names[text]: place for place, text in reversed(texts.items()) if text in names}
            if len(own) > max(len(found), 1):
                best, found = part, own
        if best is None or len(found) * 2 < len(cells):
            return False
        if best is self.current:
            found = {**self.places, **found}
        if not best.labels:
            self._lacking(row, best, found)
        self._begin(best, found)
        return True

    def _lacking(self, row: int, part: Part, found: Mapping[str, int]) -> None:
        for column in part.columns:
            if column.key not in found and column.key not in HEADLESS:
                self.source.say(f"没有找到“{column.heading[-1]}”这一列的表头", (row, 0))

    def _title(self, cells: Cells) -> bool:
        """Whether a row is only the title of a part; a title beside other cells begins its part as well."""
        texts = [word(value) for value in cells.values()]
        alone = set(texts) == {texts[0]}
        part = next((part for part in self.parts if texts[0] in part.titles), None)
        if part is None or (part is self.current and not alone):
            return False
        self._begin(part, {})
        return alone

    def _pairs(self, row: int, cells: Cells) -> Iterator[tuple[str, Spot]]:
        """The labels in a row that begins with one, each with its cell: the next one, unless that is a label too."""
        labels = {label: part for part in self.parts for label in part.labels}
        items = [(place, word(value)) for place, value in cells.items()]
        part = labels.get(items[0][1])
        if part is None or not (self.current in (None, part) or items[0][1] == self.opening or part.free):
            return
        self._begin(part, {})
        place = 0
        while place < len(items):
            column, text = items[place]
            beside = items[place + 1 : place + 2]
            taken = bool(beside) and (len(items) == 2 or beside[0][1] not in labels)
            if text in labels:
                yield text, (row, beside[0][0] if taken else column + 1)
            place += 2 if text in labels and taken else 1

    def _open(self, row: int, name: Spot) -> None:
        """A form begins; its name above it may have been taken for the last row of the form before."""
        title = plain(self.source.sheet.text(*name))
        for rows in self.forms[-1].rows.values() if self.forms else ():
            if self._is_name(rows[-1][0], title):
                rows.pop()
        if self.strangers and self._is_name(self.strangers[-1], title):
            self.strangers.pop()
        if self.forms:
            self.forms[-1].rows = {key: rows for key, rows in self.forms[-1].rows.items() if rows}
        self.forms.append(Form(row))
        assert self.current is not None
        self.forms[-1].parts.add(self.current.key)

    def _is_name(self, row: int, title: str) -> bool:
        return {plain(str(value)) for value in self.region.rows[row].values()} == {title}

    def _tell(self) -> None:
        self.strangers = [row for row in self.strangers if word(next(iter(self.region.rows[row].values()))) != WHOLE]
        for row in self.strangers[:MOST_STRANGERS]:
            place, value = next(iter(self.region.rows[row].items()))
            self.source.say(f"没有认出这一行：{str(value).strip()[:20]}", (row, place), WARNING)
        if len(self.strangers) > MOST_STRANGERS:
            row = self.strangers[MOST_STRANGERS]
            self.source.say(f"从这一行起另有 {len(self.strangers) - MOST_STRANGERS} 行没有认出", (row, 0), WARNING)


def labelled(
    source: Source, region: Region, rows: Sequence[tuple[int, Mapping[str, int]]], wanted: Sequence[tuple[str, str]]
) -> dict[str, tuple[int, int, Mapping[str, int]]]:
    """The rows with the ``wanted`` labels (key, label) by key: row, column of the label, where columns stand.

    A label that occurs twice belongs below the one whose column it stands in, else it is taken in the order of the
    layout. Rows without any label are told.
    """
    found: dict[str, tuple[int, int, Mapping[str, int]]] = {}
    last = -1
    for row, places in rows:
        hits = 0
        for place, value in region.rows[row].items():
            text = bare(value) if isinstance(value, str) else ""
            own = [at for at, (key, label) in enumerate(wanted) if text and bare(label) == text and key not in found]
            own = [at for at in own if found.get(_above(wanted[at][0]), (0, place))[1] == place] or own
            if own:
                last = next((at for at in own if at > last), own[0])
                found[wanted[last][0]] = (row, place, places)
                hits += 1
        if not hits:
            source.say("没有认出这一行的名目，没有读取", (row, min(region.rows[row])), WARNING)
    return found


def _above(key: str) -> str:
    return key.partition(".")[0]
