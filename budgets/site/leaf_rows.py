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
from budgets.money import NumberStyle

NUMBERS = {"td": {"class": "num"}}
FEWEST = 2  # rows that have an order
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
    """A column of the table: amounts in its unit, each leading to its cell."""

    def __init__(self, place: Place) -> None:
        numeric = place.column.kind in NUMERIC
        super().__init__(heading(place), empty_values=(), attrs=NUMBERS if numeric else {})
        self.place = place
        self.style = NumberStyle(unit=place.unit, separators=True)

    def render(self, record: dict[str, Any]) -> str:
        key = self.place.column.key
        if key not in record["cells"]:
            return ""
        content: Cell = record["cells"][key]
        if content is None:
            return format_html('<span class="missing">{}</span>', NOT_REPORTED)
        if isinstance(content, str):
            return content
        text = self.style.amount(content.yuan) if isinstance(content, Amount) else content.text
        where = anchor(f"{self.place.code}/{record['key']}/{key}")
        return format_html('<a class="figure" href="#{}"><data value="{}">{}</data></a>', where, exact(content), text)


def exact(content: Amount | Number) -> str:
    """The number for machines: yuan, or the value."""
    return plain(content.yuan if isinstance(content, Amount) else content.value)


def heading(place: Place) -> str:
    """The whole path of a column's heading; an amount says its unit."""
    words = "·".join(dict.fromkeys(word for word in place.column.heading if word)) or place.column.key
    return f"{words}（{place.unit}）" if place.column.kind == "amount" else words


def leaf_tables(table: Table) -> list[LeafTable]:
    """A list for each part of the table that has amounts or numbers and two detail rows at least."""
    made = [_leaf_table(table, panel, place) for place, panel in enumerate(table.panels)]
    return [each for each in made if each is not None]


def _leaf_table(table: Table, panel: Panel, place: int) -> LeafTable | None:
    rows = list(_filled(panel))
    columns = [column for column in panel.columns if any(row.cells.get(column.key, "") != "" for row in rows)]
    if len(rows) < FEWEST or not any(column.kind in NUMERIC for column in columns):
        return None
    names = _names(columns)
    made = LeafTable(
        [_record(row, names) for row in rows],
        extra_columns=[(names[column.key], LeafColumn(Place(table.code, column, table.unit))) for column in columns],
        prefix=f"p{place + 1}-" if place else "",
    )
    made.label = f"{panel.title}的明细行" if panel.title else "明细行"
    return made


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
