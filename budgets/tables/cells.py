"""What all families share: headings after the layout, amounts as printed, titles and notes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from budgets.document import NUMERIC, Amount, Cell, Column, Number, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.money import NumberStyle

TOTAL = "合计"
NO_DATA_NOTE = "注：本表所需数据未公开，也不能由其他表推算。"


def amount_cell(yuan: Decimal | None, style: NumberStyle) -> Cell:
    """A cell of money; ``None`` stays not reported."""
    return None if yuan is None else Amount(yuan, style.amount(yuan))


def kept(columns: Iterable[Column], layout: TableLayout, panel: str = "") -> tuple[Column, ...]:
    """The columns that the layout prints, in its order and under its headings (``panel/column`` or ``column``)."""
    found = [
        replace(column, heading=layout.heading(f"{panel}/{column.key}", column.key) or column.heading)
        for column in columns
        if layout.prints(column.key)
    ]
    order = {key: place for place, key in enumerate(layout.columns)}
    return tuple(sorted(found, key=lambda column: order.get(column.key, 0)))


def numbered(panels: Sequence[Panel]) -> tuple[Panel, ...]:
    """The panels with their columns of figures numbered (栏次), on from one panel to the next."""
    number = count(1)
    return tuple(
        replace(
            panel,
            columns=tuple(
                replace(column, number=str(next(number))) if column.kind in NUMERIC else column
                for column in panel.columns
            ),
        )
        for panel in panels
    )


def key_of(key: str, place: int) -> str:
    """A row key that makes an address of its own: what is not of ASCII letters gives way to its place."""
    return key if key and key.isascii() else str(place)


def function_of(row: Row) -> str:
    """The functional code of a row, whether it is printed in one column or in three."""
    keys = ("function",) if "function" in row.cells else ("class", "section", "item")
    return "".join(part for part in (row.cells.get(key) for key in keys) if isinstance(part, str))


def filled(text: str, facts: Facts) -> str:
    """A title or note with the year and the name of the department set in."""
    return text.format(year=facts.year, name=facts.name, short=facts.narrative_name or facts.name)


def is_empty(panels: Sequence[Panel]) -> bool:
    """Whether every amount of the panels is zero; a table with an amount not reported is not empty."""
    cells = [row.cells.get(column.key, "") for panel in panels for row in panel.rows for column in panel.columns]
    return not any(cell is None or _counts(cell) for cell in cells)


def _counts(cell: Cell) -> bool:
    return (isinstance(cell, Amount) and cell.yuan != 0) or (isinstance(cell, Number) and cell.value != 0)


def table(
    facts: Facts, layout: TableLayout, panels: Sequence[Panel], *, arrangement: str = "beside", missing: bool = False
) -> Table:
    """The table around its panels: title, number, unit, the layout's notes and the note of an empty table."""
    notes = [filled(note, facts) for note in layout.notes]
    if layout.empty_note and is_empty(panels):
        notes.append(filled(layout.empty_note, facts))
    if missing:
        notes.append(NO_DATA_NOTE)
    return Table(
        code=layout.code,
        title=filled(layout.title, facts),
        unit=layout.style().unit,
        panels=numbered(panels) if layout.options.get("column_numbers") else tuple(panels),
        number=layout.number,
        notes=tuple(notes),
        arrangement=arrangement,
    )
