"""Reads the tables that are neither cross-tabs nor statements, each by its declaration's name."""

import re
from collections.abc import Callable, Mapping

from budgets.document import Table
from budgets.importing.book import Problem, Sheet
from budgets.importing.forms import department, economic, listing, project_forms, projects, single
from budgets.importing.forms.region import Region, region_of
from budgets.importing.forms.source import Source
from budgets.importing.read import ReadTable
from budgets.layouts import TableLayout

READERS: Mapping[str, Callable[[Region, Source, Table], Table | None]] = {
    "B09": single.read,
    "B09.running": single.read,
    "F09": single.read,
    "B14": department.read_targets,
    "F10": department.read_evaluation,
    "B15": projects.read,
    "B15.form": project_forms.read_plans,
    "F12": project_forms.read_results,
    "F06": economic.read,
    "F11": listing.read,
}


def read_form(
    form: str,
    sheet: Sheet,
    first: int,
    last: int,
    layout: TableLayout,
    layout_key: str,
    blank: Table,
    unit: str,
) -> tuple[ReadTable | None, tuple[Problem, ...]]:
    """Rows ``first`` to ``last`` of a sheet as the table that the declaration ``form`` makes; ``KeyError`` for others.

    ``blank`` is the table of the layout with nothing entered, ``unit`` what the amounts of the sheet are in. No table
    where the sheet has none of its headings.
    """
    source = Source(sheet, unit, layout)
    table = READERS[form](region_of(sheet, first, last, blank), source, blank)
    found = tuple(source.problems)
    if table is None:
        title = re.sub(r"\{.*?\}(?:年度?)?", "", layout.title)
        return None, (*found, Problem(f"没有找到“{title}”的表头", sheet.name, first))
    return ReadTable(layout.code, layout_key, form, table, sheet.name, unit, source.places), found
