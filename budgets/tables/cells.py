"""What all families share: headings after the layout, amounts as printed, titles and notes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from budgets.document import Amount, Cell, Column, Panel, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.money import NumberStyle

TOTAL = "合计"
NO_DATA_NOTE = "注：本表所需数据未公开，也不能由其他表推算。"


def amount_cell(yuan: Decimal | None, style: NumberStyle) -> Cell:
    """A cell of money; ``None`` stays not reported."""
    return None if yuan is None else Amount(yuan, style.amount(yuan))


def kept(columns: Iterable[Column], layout: TableLayout) -> tuple[Column, ...]:
    """The columns that the layout prints, under its headings."""
    return tuple(
        replace(column, heading=layout.headings.get(column.key, column.heading))
        for column in columns
        if column.key not in layout.drop
    )


def filled(text: str, facts: Facts) -> str:
    """A title or note with the year and the name of the department set in."""
    return text.format(year=facts.year, name=facts.name, short=facts.narrative_name or facts.name)


def is_empty(panels: Sequence[Panel]) -> bool:
    """Whether every amount of the panels is zero; a table with an amount not reported is not empty."""
    cells = [row.cells.get(column.key, "") for panel in panels for row in panel.rows for column in panel.columns]
    return not any(cell is None or (isinstance(cell, Amount) and cell.yuan != 0) for cell in cells)


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
        panels=tuple(panels),
        number=layout.number,
        notes=tuple(notes),
        arrangement=arrangement,
    )
