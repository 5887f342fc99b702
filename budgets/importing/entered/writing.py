"""Writes entries onto the sheets 事实 and 文本, to be read by people and read back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from budgets.entered import AMOUNT, Entries, Field, Group, rows_of
from budgets.formats.sheets import GROUP, HEADING, LABEL, NOTE, NUMBER, TEXT, TITLE, PlainSheet, SheetCell
from budgets.importing.entered import shape
from budgets.importing.entered.rows import normal_value
from budgets.importing.entered.values import written

Cells = list[SheetCell]
Names = Mapping[str, Mapping[str, str]]
SPACE = re.compile(r"\s")
NEAR = 200  # characters in which a place to cut is looked for
FACTS_WIDTHS = (6, 34, 24, 24, 24, 18, 24, 12, 12, 30, 24, 18, 18, 18, 18)
TEXTS_WIDTHS = (22, 6, 36, 24, 100)


def facts_sheets(
    entries: Entries, groups: Sequence[Group], names: Names | None = None, blank_rows: int = 0
) -> tuple[PlainSheet, PlainSheet]:
    """Entries as the sheets 事实 and 文本.

    ``names`` gives names of codes by field (``function``, ``economic``, ``government``); units and projects are named
    from the entries. ``blank_rows`` empty rows follow every block, to be filled in.
    """
    known = {**_own_names(entries), **(names or {})}
    rows = {group.key: rows_of(entries, group) or _prepared(group, blank_rows) for group in groups}
    facts: list[Cells] = [*_head(shape.FACTS_TITLE, shape.FACTS_NOTES)]
    for group in groups:
        facts += _block(group, rows[group.key], known, blank_rows)
    texts = [*_head(shape.TEXTS_TITLE, shape.TEXTS_NOTES), [SheetCell(word, HEADING) for word in shape.TEXT_HEADINGS]]
    for group in groups:
        texts += _texts(group, rows[group.key], shape.project_names(entries), bool(blank_rows))
    texts += [[SheetCell(None) for _ in shape.TEXT_HEADINGS] for _ in range(blank_rows)]
    return PlainSheet(shape.FACTS, facts, FACTS_WIDTHS), PlainSheet(shape.TEXTS, texts, TEXTS_WIDTHS)


def _prepared(group: Group, blank_rows: int) -> list[dict[str, Any]]:
    """Of an empty sheet, the rows that await something."""
    name = shape.PREPARED.get(group.key) if blank_rows else None
    choices = next((field.choices for field in group.fields if field.name == name), ())
    return [{str(name): value} for value, _ in choices]


def _own_names(entries: Entries) -> dict[str, dict[str, str]]:
    units = {str(unit["code"]): str(unit["name"]) for unit in entries.get("units", ())}
    projects = shape.project_names(entries)
    return {"unit": units, "project": {key: name for key, name in projects.items() if key != name}}


def _head(title: str, notes: Sequence[str]) -> list[Cells]:
    return [[SheetCell(title, TITLE)], *([SheetCell(note, NOTE)] for note in notes), []]


def _block(group: Group, rows: Sequence[Mapping[str, Any]], names: Names, blank_rows: int) -> Iterator[Cells]:
    yield [SheetCell(f"【{group.title}】", GROUP)]
    yield from (_vertical(group, rows) if shape.is_vertical(group) else _table(group, rows, names, blank_rows))
    yield []


def _vertical(group: Group, rows: Sequence[Mapping[str, Any]]) -> Iterator[Cells]:
    row = rows[0] if rows else {}
    yield [SheetCell(word, HEADING) for word in (shape.ORDINAL, shape.ITEM, shape.CONTENT, shape.HINT)]
    for place, field in enumerate(shape.short_fields(group), 1):
        value = written(field, row.get(field.name))
        yield [_number(place), SheetCell(field.label, LABEL), value, SheetCell(shape.hint(field), NOTE)]


def _table(group: Group, rows: Sequence[Mapping[str, Any]], names: Names, blank_rows: int) -> Iterator[Cells]:
    fields = shape.short_fields(group)
    named = {field.name for field in fields if _used(field, rows, names.get(field.name, {}))}
    yield [SheetCell(word, HEADING) for word in (shape.ORDINAL, *_headings(fields, named))]
    blank: list[Mapping[str, Any]] = [{}] * blank_rows
    for place, row in enumerate((*rows, *blank), 1):
        yield [_number(place), *_values(fields, named, row, names)]


def _used(field: Field, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> bool:
    return any(names.get(str(row.get(field.name))) for row in rows)


def _headings(fields: Sequence[Field], named: set[str]) -> Iterator[str]:
    for field in fields:
        yield f"{field.label}（元）" if field.kind == AMOUNT else field.label
        if field.name in named:
            yield shape.name_heading(field)


def _values(fields: Sequence[Field], named: set[str], row: Mapping[str, Any], names: Names) -> Iterator[SheetCell]:
    for field in fields:
        yield written(field, row.get(field.name))
        if field.name in named:
            yield SheetCell(names[field.name].get(str(row.get(field.name))), NOTE)


def _texts(
    group: Group, rows: Sequence[Mapping[str, Any]], projects: Mapping[str, str], also_empty: bool
) -> Iterator[Cells]:
    for place, row in enumerate(rows, 1):
        for field in shape.long_fields(group):
            text = normal_value(field, row.get(field.name)) or ""
            for part, piece in enumerate(pieces(text) if text or also_empty else ()):
                label = f"{field.label}{shape.CONTINUED}" if part else field.label
                lead = (SheetCell(group.title, LABEL), _number(place), SheetCell(shape.called(group, row, projects)))
                yield [*lead, SheetCell(label, LABEL), SheetCell(piece or None, TEXT)]


def pieces(text: str) -> list[str]:
    """A text in parts that fit into a cell, cut where there is no white space, which a program might drop."""
    found = []
    while len(text) > shape.PIECE:
        near = range(shape.PIECE, shape.PIECE - NEAR, -1)
        end = next((end for end in near if not SPACE.search(text[end - 1 : end + 1])), shape.PIECE)
        found.append(text[:end])
        text = text[end:]
    return [*found, text]


def _number(place: int) -> SheetCell:
    return SheetCell(Decimal(place), NUMBER)
