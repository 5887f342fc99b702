"""The rows of a statutory table that are no sums, as lists that can be sorted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from budgets.document import NOT_REPORTED, NUMERIC, Amount, Cell, Column, Number, Panel, Row, Table, anchor
from budgets.formats.html import plain

NUMBERS = {"td": {"class": "num"}}
FEWEST = 2  # rows that have an order
BESIDE = "beside"
UNSAFE = re.compile(r"[^0-9A-Za-z]+")


class LeafTable(tables.Table):
    """The detail rows of one part of a table; columns are given when it is made."""

    class Meta:
        template_name = "site/table.html"
        attrs = {"class": "list leaves"}
        orderable = True

    label = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a column of the list shows: which column of the table, in which unit."""

    code: str
    column: Column
    unit: str


class LeafColumn(tables.Column):
    """A column of the table: numbers as the table prints them, each leading to its cell."""

    def __init__(self, place: Place) -> None:
        numeric = place.column.kind in NUMERIC
        super().__init__(heading(place), empty_values=(), attrs=NUMBERS if numeric else {})
        self.place = place

    def render(self, record: dict[str, Any]) -> str:
        key = self.place.column.key
        if key not in record["cells"]:
            return ""
        content: Cell = record["cells"][key]
        if content is None:
            return format_html('<span class="missing">{}</span>', NOT_REPORTED)
        if isinstance(content, str):
            return content
        if not content.text:
            return ""
        where = anchor(f"{self.place.code}/{record['key']}/{key}")
        number = format_html('<data value="{}">{}</data>', exact(content), content.text)
        return format_html('<a class="figure" href="#{}">{}</a>', where, number)


def exact(content: Amount | Number) -> str:
    """The number for machines: yuan, or the value."""
    return plain(content.yuan if isinstance(content, Amount) else content.value)


def heading(place: Place) -> str:
    """The whole path of a column's heading; an amount says its unit."""
    words = "·".join(dict.fromkeys(word for word in place.column.heading if word)) or place.column.key
    return f"{words}（{place.unit}）" if place.column.kind == "amount" else words


def leaf_tables(table: Table) -> list[LeafTable]:
    """A list for each part of the table that has amounts or numbers and two detail rows at least.

    Panels side by side with the same columns are one part: what is printed in two halves is ranked as a whole.
    """
    parts: dict[object, list[int]] = {}
    for number, panel in enumerate(table.panels):
        parts.setdefault(_alike(panel) if table.arrangement == BESIDE else number, []).append(number)
    made = [_leaf_table(table, numbers) for numbers in parts.values()]
    return [each for each in made if each is not None]


def _alike(panel: Panel) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    return tuple((column.key, column.heading, column.kind) for column in panel.columns)


def _leaf_table(table: Table, numbers: Sequence[int]) -> LeafTable | None:
    panels = [table.panels[number] for number in numbers]
    rows = [row for panel in panels for row in _filled(panel)]
    filled = [column for column in panels[0].columns if any(row.cells.get(column.key, "") != "" for row in rows)]
    if len(rows) < FEWEST or not any(column.kind in NUMERIC for column in filled):
        return None
    names = _names(filled)
    made = LeafTable(
        [_record(row, names) for row in rows],
        extra_columns=[(names[column.key], LeafColumn(Place(table.code, column, table.unit))) for column in filled],
        prefix=f"p{numbers[0] + 1}-" if numbers[0] else "",
    )
    made.label = _label(table, panels)
    return made


def _label(table: Table, panels: Sequence[Panel]) -> str:
    """What the list is called: by its panels; of several forms in one table, by its form first."""
    titles = [panel.title for panel in panels if panel.title]
    form, _, part = panels[0].key.partition("/")
    if part:
        titles.insert(0, next(panel.title for panel in table.panels if panel.key.partition("/")[0] == form))
    words = "、".join(dict.fromkeys(filter(None, titles)))
    return f"{words}的明细行" if words else "明细行"


def _names(columns: Sequence[Column]) -> dict[str, str]:
    """What columns are called in addresses; their keys, as far as those can stand there."""
    found: dict[str, str] = {}
    for place, column in enumerate(columns):
        name = UNSAFE.sub("_", column.key).strip("_") or f"c{place}"
        found[column.key] = f"{name}_{place}" if name in found.values() else name
    return found


def _filled(panel: Panel) -> Iterator[Row]:
    """The detail rows; what stands once for all rows of a group stands with each of them, but for its numbers."""
    first: Row | None = None
    for row in panel.rows:
        if row.kind != "detail":
            continue
        if first is None or not row.group or row.group != first.group:
            first = row
            yield row
        else:
            words = {key: cell for key, cell in first.cells.items() if isinstance(cell, str)}
            yield Row(row.key, row.kind, {**words, **row.cells}, row.group, row.level)


def _record(row: Row, names: dict[str, str]) -> dict[str, Any]:
    values = {names[key]: _sorted_by(row.cells.get(key, "")) for key in names}
    return {**values, "cells": row.cells, "key": row.key}


def _sorted_by(cell: Cell) -> Decimal | str | None:
    if isinstance(cell, Amount):
        return cell.yuan
    return cell.value if isinstance(cell, Number) else cell
