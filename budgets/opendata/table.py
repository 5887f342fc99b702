"""A statutory table as CSV: one row of headings, a line for each row of each of its parts, amounts in exact yuan."""

from collections.abc import Iterator, Mapping

from budgets.document import NOT_REPORTED, Amount, Cell, Column, Number, Panel, Row, Table
from budgets.opendata.delimited import encoded, neutral

PART, KEY, KIND = "部分", "行标识", "行类型"
KINDS = {"total": "合计", "subtotal": "小计", "detail": "明细", "heading": "标题", "blank": "空行"}
YUAN = "（元）"


def table_csv(table: Table) -> bytes:
    """The table in UTF-8: 部分 (where it has several), 行标识, 行类型, then its columns under their whole headings.

    An amount is in yuan to the fen, whatever unit the table is printed in; what is not reported is 未公开, a cell that
    is not there is empty. A text that begins like a formula has an apostrophe before it.
    """
    return b"".join(encoded(_lines(table)))


def headings(table: Table) -> tuple[Mapping[str, str], ...]:
    """For each part of the table the heading of each of its columns by key; no two columns of a part share one."""
    return tuple(_of_panel(panel) for panel in table.panels)


def _of_panel(panel: Panel) -> Mapping[str, str]:
    found: dict[str, str] = {}
    taken = {PART, KEY, KIND}
    for column in panel.columns:
        wish = name = _name(panel, column)
        count = 1
        while name in taken:
            count += 1
            name = f"{wish}（{count}）"
        taken.add(name)
        found[column.key] = name
    return found


def _name(panel: Panel, column: Column) -> str:
    """The whole path of a heading, without the title of its part, which stands in a column of its own."""
    path = column.heading[1:] if panel.title and column.heading[:1] == (panel.title,) else column.heading
    words = "/".join("".join(heading.split()) for heading in path if heading.strip()) or column.key
    return f"{words}{YUAN}" if column.kind == "amount" and not words.endswith(YUAN) else words


def _lines(table: Table) -> Iterator[list[str]]:
    named = headings(table)
    columns = list(dict.fromkeys(name for each in named for name in each.values()))
    parts = len(table.panels) > 1
    yield [*([PART] if parts else []), KEY, KIND, *columns]
    for place, (panel, names) in enumerate(zip(table.panels, named, strict=True), start=1):
        part = [neutral(panel.title or panel.key or str(place))] if parts else []
        for row in panel.rows:
            found = dict(_said(row, names))
            yield [*part, neutral(row.key), KINDS.get(row.kind, row.kind), *(found.get(name, "") for name in columns)]


def _said(row: Row, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, name in names.items():
        if key in row.cells:
            yield name, said(row.cells[key])


def said(cell: Cell) -> str:
    """A cell in CSV."""
    if isinstance(cell, Amount):
        return f"{cell.yuan:.2f}"
    if isinstance(cell, Number):
        return f"{cell.value:f}"
    return NOT_REPORTED if cell is None else neutral(cell)
