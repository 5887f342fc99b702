"""What differs between two editions, cell by cell and paragraph by paragraph."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from budgets.checks.places import column_words, row_words, table_words
from budgets.document import NOT_REPORTED, Amount, Cell, Column, Document, Number, Panel, Paragraph, Row, Section, Table
from budgets.document import anchor as cell_anchor
from budgets.formats.anchors import paragraph_id

Piece = TypeVar("Piece")
Keys = tuple[Sequence[Hashable], Sequence[Hashable]]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which table or section, where in it, what stood there before and what stands there now.

    ``before`` is ``None`` where there was no such cell or paragraph, ``after`` where there is none any more. The ids
    are those of the places on the pages of the two editions, empty where there is none.
    """

    part: str
    where: str
    before: str | None
    after: str | None
    before_id: str = ""
    after_id: str = ""


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """Everything that differs: the cells of tables first, then headings and paragraphs."""
    return (*_tables(before, after), *_sections(before, after), *_heads(before, after))


def _pairs(
    before: Sequence[Piece], after: Sequence[Piece], keys: "Keys"
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """The pieces side by side: equal ones with each other, then what stands between them in order."""
    first, second = keys
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield from zip_longest(before[a:b], after[c:d])


def _heads(before: Document, after: Document) -> Iterator[Change]:
    told = (
        ("标题", before.title, after.title),
        ("公开单位", before.organisation.name, after.organisation.name),
        ("文件日期", before.date, after.date),
    )
    yield from (Change("封面", where, old, new) for where, old, new in told if old != new)


# Tables


def _tables(before: Document, after: Document) -> Iterator[Change]:
    old, new = ({table.code: table for table in document.tables()} for document in (before, after))
    for code in dict.fromkeys((*new, *old)):
        yield from _table(old.get(code), new.get(code))


def _table(old: Table | None, new: Table | None) -> Iterator[Change]:
    if old is None or new is None:
        known = new or old
        assert known is not None
        yield Change(table_words(known), "整张表", *((None, "新增") if new else ("有", None)))
        return
    panels = zip_longest(old.panels, new.panels)
    for first, second in panels:
        yield from _panel(new, first or Panel((), ()), second or Panel((), ()))
    for name, was, now in (("标题", old.title, new.title), ("注", _lines(old.notes), _lines(new.notes))):
        if was != now:
            yield Change(table_words(new), name, was, now, old.code, new.code)


def _lines(notes: Sequence[str]) -> str:
    return "\n".join(notes)


def _panel(table: Table, old: Panel, new: Panel) -> Iterator[Change]:
    if old == new:
        return
    keys = ([_name(old, row) for row in old.rows], [_name(new, row) for row in new.rows])
    for first, second in _pairs(old.rows, new.rows, keys):
        if first != second:
            yield from _row(table, (old, first), (new, second))


def _name(panel: Panel, row: Row) -> Hashable:
    """What tells a row from others: its words, for the keys of some count the rows."""
    words = tuple(row.cells.get(column.key) for column in panel.columns if column.kind in ("text", "code"))
    return words if any(words) else row.key


Side = tuple[Panel, Row | None]


def _row(table: Table, old: Side, new: Side) -> Iterator[Change]:
    (old_panel, first), (new_panel, second) = old, new
    known = second or first
    assert known is not None
    columns = {column.key: column for panel in (new_panel, old_panel) for column in panel.columns}
    for key, column in columns.items():
        was, now = _shown(first, key), _shown(second, key)
        if was != now and (was or now):
            where = f"{row_words(known)}{column_words(column)}"
            yield Change(table_words(table), where, was, now, _id(table, first, column), _id(table, second, column))


def _shown(row: Row | None, key: str) -> str | None:
    """What a cell shows: exact where two amounts that differ are printed alike."""
    return None if row is None or key not in row.cells else shown(row.cells[key])


def shown(cell: Cell) -> str:
    """A cell in words: what is printed, and in yuan where that is exact to the fen."""
    if cell is None:
        return NOT_REPORTED
    if isinstance(cell, Amount):
        return f"{cell.yuan:,.2f} 元"
    return cell.text if isinstance(cell, Number) else cell


def _id(table: Table, row: Row | None, column: Column) -> str:
    if row is None or isinstance(row.cells.get(column.key, ""), str):
        return table.code if row is not None else ""
    return cell_anchor(f"{table.code}/{row.key}/{column.key}")


# Sections


def _sections(before: Document, after: Document) -> Iterator[Change]:
    keys = ([section.key for section in before.sections], [section.key for section in after.sections])
    for old, new in _pairs(before.sections, after.sections, keys):
        if old is None or new is None or old.key != new.key:
            yield from (change for change in (_gone(old), _come(new)) if change)
        else:
            yield from _section(old, new)


def _gone(section: Section | None) -> Change | None:
    plain = section and "\n".join(map(_text, section.paragraphs))
    return Change(f"“{section.heading}”", "整节", plain, None, f"s-{section.key}") if section and plain else None


def _come(section: Section | None) -> Change | None:
    plain = section and "\n".join(map(_text, section.paragraphs))
    return Change(f"“{section.heading}”", "整节", None, plain, "", f"s-{section.key}") if section and plain else None


def _section(old: Section, new: Section) -> Iterator[Change]:
    part = f"“{new.heading}”"
    if old.heading != new.heading and old.paragraphs:
        yield Change(part, "标题", old.heading, new.heading, f"s-{old.key}", f"s-{new.key}")
    texts = ([_text(each) for each in old.paragraphs], [_text(each) for each in new.paragraphs])
    numbered = (list(enumerate(texts[0], start=1)), list(enumerate(texts[1], start=1)))
    for first, second in _pairs(*numbered, keys=texts):
        was, now = first and first[1], second and second[1]
        if was != now:
            place = second or first
            assert place is not None
            ids = (first and paragraph_id(old.key, first[0]), second and paragraph_id(new.key, second[0]))
            yield Change(part, f"第 {place[0]} 段", was, now, ids[0] or "", ids[1] or "")


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph)
