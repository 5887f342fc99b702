"""Reads F11: the list of self-evaluated projects, a row for each."""

from collections.abc import Mapping
from dataclasses import replace

from budgets.document import Cell, Column, Row, Table
from budgets.evaluation import RATES
from budgets.importing.forms.headings import body
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source
from budgets.tables.declarations.evaluation import NONE

PERCENT = ("rate", *RATES)


def read(region: Region, source: Source, blank: Table) -> Table | None:
    """The list; ``None`` without headings."""
    (panel,) = blank.panels
    found, rows = body(region, source, panel.columns)
    if not found:
        return None
    columns = tuple(column for column in panel.columns if column.key in found)
    read_rows = [_row(source, columns, row, places, str(number)) for number, (row, places) in enumerate(rows, start=1)]
    return replace(blank, panels=(replace(panel, columns=columns, rows=tuple(read_rows)),))


def _row(source: Source, columns: tuple[Column, ...], row: int, places: Mapping[str, int], key: str) -> Row:
    spots = {column.key: (row, places.get(column.key, 0)) for column in columns}
    zero = source.zeros(spots[column.key] for column in columns if column.kind == "amount")
    cells: dict[str, Cell] = {}
    for column in columns:
        spot = spots[column.key]
        if column.kind == "amount":
            cells[column.key] = source.amount(spot, zero)
        elif column.kind == "number":
            none = str(source.layout.options.get("no_rate", NONE))
            cells[column.key] = source.rate(spot, none) if column.key in PERCENT else source.mark(spot)
        else:
            cells[column.key] = source.code(spot) if column.kind == "code" else source.text(spot)
    if not cells.get("name"):
        source.say("这一行没有项目名称", spots.get("name", (row, 0)))
    source.place(key, row, places)
    return Row(key, "detail", cells)
