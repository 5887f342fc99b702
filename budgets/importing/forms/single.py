"""Reads B09 and F09: the forms of one row, “三公”经费."""

from dataclasses import replace

from budgets.document import Panel, Row, Table
from budgets.importing.book import NOTICE, WARNING
from budgets.importing.forms.headings import body
from budgets.importing.forms.region import Region, says_empty
from budgets.importing.forms.source import Source
from budgets.tables.cells import TOTAL


def read(region: Region, source: Source, blank: Table) -> Table | None:
    """The one row below the headings; ``None`` without headings."""
    (panel,) = blank.panels
    found, rows = body(region, source, panel.columns)
    if not found:
        return None
    columns = tuple(column for column in panel.columns if column.key in found)
    if not rows:
        source.say("表头下面没有金额一行，按没有填报处理", (region.first, 0), NOTICE)
        return replace(blank, panels=(replace(panel, columns=columns, rows=()),))
    row, places = rows[0]
    for other, _ in rows[1:]:
        source.say("本表只有一行金额：这一行没有读取", (other, 0), WARNING)
    spots = {column.key: (row, places.get(column.key, 0)) for column in columns}
    zero = source.zeros(spots.values()) or (source.layout.style().zero == "blank" and says_empty(region.sheet))
    cells = {key: source.amount(spot, zero) for key, spot in spots.items()}
    source.place(TOTAL, row, places)
    return replace(blank, panels=(Panel(columns, (Row(TOTAL, "total", cells),), panel.key, panel.title),))
