"""A form that stands on several sheets: one for each project is one table; else it is the same form twice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from budgets.document import Amount, Number, Panel, Table
from budgets.importing.book import NOTICE, Problems
from budgets.importing.read import ReadTable

_NUMBERED = re.compile(r"(\d+)/")  # panels and rows of a project's form begin with its place


def together(found: Sequence[ReadTable], problems: Problems) -> ReadTable | None:
    """The form read from one or more sheets; the same twice is told, an error where the contents differ."""
    if not found:
        return None
    first, *others = found
    for other in others:
        if _is_numbered(first.table) and _is_numbered(other.table):
            first = _appended(first, other)
        elif _contents(first.table) == _contents(other.table):
            problems.add(f"与工作表“{first.sheet}”是同一张表，内容相同，只读入一次", other.sheet, severity=NOTICE)
        else:
            problems.add(f"与工作表“{first.sheet}”是同一张表，内容不同：请只保留一张", other.sheet)
    return first


def _is_numbered(table: Table) -> bool:
    return all(_NUMBERED.match(panel.key) for panel in table.panels)


def _contents(table: Table) -> list[tuple[str, str, object]]:
    return [
        (row.key, key, cell.yuan if isinstance(cell, Amount) else cell.value if isinstance(cell, Number) else cell)
        for _, row in table.rows()
        for key, cell in row.cells.items()
    ]


def _appended(first: ReadTable, other: ReadTable) -> ReadTable:
    """The projects' forms of both, those of ``other`` numbered on."""
    forms = {match[1] for panel in first.table.panels if (match := _NUMBERED.match(panel.key))}
    panels = tuple(_moved(panel, len(forms)) for panel in other.table.panels)
    elsewhere = {row.key: other.sheet for panel in panels for row in panel.rows} if other.sheet != first.sheet else {}
    return replace(
        first,
        table=replace(first.table, panels=(*first.table.panels, *panels)),
        places={**first.places, **{(_on(row, len(forms)), key): spot for (row, key), spot in other.places.items()}},
        elsewhere={**first.elsewhere, **elsewhere},
    )


def _moved(panel: Panel, by: int) -> Panel:
    rows = tuple(replace(row, key=_on(row.key, by)) for row in panel.rows)
    return replace(panel, key=_on(panel.key, by), rows=rows)


def _on(key: str, by: int) -> str:
    return _NUMBERED.sub(lambda match: f"{int(match[1]) + by}/", key, count=1)
