"""How a table is drawn: heading rows, body rows and spans, the same for pages, PDF and workbooks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile, zip_longest

from budgets.document import NUMERIC, Cell, Column, Panel, Row, Table, anchor

TOTALS = ("total", "subtotal")


@dataclass(slots=True)
class HeadCell:
    """A heading and how many columns and rows it spans; ``first`` is the index of its first column.

    ``names_rows`` is set for the heading of a column that names its rows, ``numbering`` for the number of a column.
    """

    text: str
    first: int
    colspan: int = 1
    rowspan: int = 1
    names_rows: bool = False
    numbering: bool = False


@dataclass(slots=True)
class BodyCell:
    """A drawn cell. ``anchor`` is set for cells of amount columns, ``names_row`` for the cell that names its row."""

    content: Cell
    kind: str
    anchor: str = ""
    rowspan: int = 1
    names_row: bool = False
    level: int = 0


@dataclass(slots=True)
class BodyRow:
    """A drawn row; rows that must stay together share a non-empty ``group``."""

    kind: str
    cells: list[BodyCell]
    group: str = ""


@dataclass(slots=True)
class Grid:
    """One drawn table: a whole Table, or one panel of a stacked one."""

    title: str
    columns: tuple[Column, ...]
    head: list[list[HeadCell]]
    rows: list[BodyRow] = field(default_factory=list)

    def groups(self) -> Iterator[tuple[str, list[BodyRow]]]:
        """Neighbouring rows of one group together, with the name of the group."""
        for name, rows in groupby(self.rows, lambda row: row.group):
            yield name, list(rows)


def grids(table: Table) -> tuple[Grid, ...]:
    """What is drawn for ``table``: one grid, or one for each panel of a stacked table."""
    if table.arrangement == "stacked":
        return tuple(_grid(table.code, (panel,), panel.title) for panel in table.panels)
    return (_grid(table.code, table.panels, ""),)


def _grid(code: str, panels: Sequence[Panel], title: str) -> Grid:
    columns = tuple(column for panel in panels for column in panel.columns)
    bodies = [_body(code, panel) for panel in panels]
    rows = bodies[0] if len(panels) == 1 else _beside(panels, bodies)
    return Grid(title, columns, [*head_rows(panels), *_numbers(panels)], rows)


def _numbers(panels: Sequence[Panel]) -> Iterator[list[HeadCell]]:
    """The row of 栏次 below the headings, where columns are numbered."""
    if not any(column.number for panel in panels for column in panel.columns):
        return
    row: list[HeadCell] = []
    first = 0
    for panel in panels:
        named = sum(1 for _ in takewhile(lambda column: not column.number, panel.columns))
        if named:
            row.append(HeadCell("栏次", first, named, numbering=True))
        numbers = enumerate(panel.columns[named:], start=first + named)
        row.extend(HeadCell(column.number, place, numbering=True) for place, column in numbers)
        first += len(panel.columns)
    yield row


def head_rows(panels: Sequence[Panel]) -> list[list[HeadCell]]:
    """Heading rows of panels side by side: equal neighbours are merged, short paths reach down."""
    paths = [_paths(panel, len(panels) > 1) for panel in panels]
    depth = max((len(path) for each in paths for path in each), default=0)
    rows: list[list[HeadCell]] = [[] for _ in range(depth)]
    first = 0
    for panel, each in zip(panels, paths, strict=True) if depth else ():
        _merge([path or ("",) for path in each], rows, 0, first)
        _mark(rows, first + naming_column(panel), first)
        first += len(each)
    return rows


def _mark(rows: list[list[HeadCell]], naming: int, first: int) -> None:
    """Mark the heading of the column at ``naming``; it is before ``first`` if the panel has no such column."""
    for cell in (cell for row in rows for cell in row if naming >= first):
        cell.names_rows = cell.names_rows or (cell.first == naming and cell.colspan == 1)


def _paths(panel: Panel, named: bool) -> list[tuple[str, ...]]:
    """The columns' headings, under the panel's title where it has one that they do not begin with."""
    paths = [column.heading for column in panel.columns]
    if not (named and panel.title) or any(path[:1] == (panel.title,) for path in paths):
        return paths
    return [(panel.title, *path) for path in paths]


def _merge(paths: list[tuple[str, ...]], rows: list[list[HeadCell]], level: int, first: int) -> None:
    """Add the headings of ``paths`` at ``level`` and below to ``rows``."""
    position = first
    for (text, leaf, _), group in groupby(enumerate(paths), lambda item: _merge_key(item, level)):
        members = [path for _, path in group]
        if leaf:
            rows[level].append(HeadCell(text, position, 1, len(rows) - level))
        else:
            rows[level].append(HeadCell(text, position, len(members)))
            _merge(members, rows, level + 1, position)
        position += len(members)


def _merge_key(item: tuple[int, tuple[str, ...]], level: int) -> tuple[str, bool, int]:
    """Neighbours with equal keys are one heading; the last heading of a path stands for its column alone."""
    position, path = item
    leaf = len(path) == level + 1
    return path[level], leaf, position if leaf else -1


def naming_column(panel: Panel) -> int:
    """Index of the text column that tells most rows apart, of those before the amounts; -1 if there is none."""
    kinds = [column.kind for column in panel.columns]
    before = next((index for index, kind in enumerate(kinds) if kind in NUMERIC), len(kinds))
    texts = [index for index in range(before) if kinds[index] == "text"]
    return max(texts, key=lambda index: _distinct(panel, index), default=-1)


def _distinct(panel: Panel, index: int) -> int:
    key = panel.columns[index].key
    return len({str(row.cells.get(key) or "") for row in panel.rows} - {""})


def _body(code: str, panel: Panel) -> list[BodyRow]:
    """Drawn rows of one panel."""
    plan = _plan(panel)
    rows: list[BodyRow] = []
    for group, members in groupby(panel.rows, lambda row: row.group):
        together = list(members)
        if group and len(together) > 1:
            rows.extend(_group(code, plan, together))
        else:
            rows.extend(_row(code, plan, row) for row in together)
    return rows


# For each column: key, kind, ending of its cells' anchors, whether it names the row.
Plan = list[tuple[str, str, str, bool]]


def _plan(panel: Panel) -> Plan:
    naming = naming_column(panel)
    return [
        (column.key, column.kind, anchor(f"//{column.key}")[2:] if column.kind in NUMERIC else "", index == naming)
        for index, column in enumerate(panel.columns)
    ]


def _row(code: str, plan: Plan, row: Row) -> BodyRow:
    prefix = anchor(f"{code}/{row.key}/")
    cells = row.cells
    return BodyRow(
        row.kind,
        [
            BodyCell(cells[key], kind, prefix + ending if ending else "", 1, naming, row.level if naming else 0)
            if key in cells
            else BodyCell("", "blank", "", 1, naming)
            for key, kind, ending, naming in plan
        ],
        row.group,
    )


def _group(code: str, plan: Plan, members: list[Row]) -> list[BodyRow]:
    """Rows of one group: a cell that only the first of them has spans them all."""
    spanning = {key for key, *_ in plan if key in members[0].cells and all(key not in row.cells for row in members[1:])}
    first = _row(code, plan, members[0])
    for (key, *_), cell in zip(plan, first.cells, strict=True):
        cell.rowspan = len(members) if key in spanning else 1
    rest = [entry for entry in plan if entry[0] not in spanning]
    return [first, *(_row(code, rest, row) for row in members[1:])]


def _beside(panels: Sequence[Panel], bodies: list[list[BodyRow]]) -> list[BodyRow]:
    """Rows of panels side by side: the first ones from the top, closing totals aligned at the bottom."""
    counts = [_closing(panel) for panel in panels]
    closing = min((count for count in counts if count), default=0)
    kept = [min(count, closing) for count in counts]
    blanks = [_blank(panel) for panel in panels]
    tops = [body[: len(body) - own] for body, own in zip(bodies, kept, strict=True)]
    bottoms = [body[len(body) - own :] for body, own in zip(bodies, kept, strict=True)]
    return [_joined(rows, blanks) for part in (tops, bottoms) for rows in zip_longest(*part)]


def _closing(panel: Panel) -> int:
    """How many rows at the end are totals; none if all are."""
    rows = takewhile(lambda row: row.kind in TOTALS, reversed(panel.rows))
    count = sum(1 for _ in rows)
    return count if count < len(panel.rows) else 0


def _blank(panel: Panel) -> BodyRow:
    return BodyRow("blank", [BodyCell("", "blank") for _ in panel.columns])


def _joined(rows: Sequence[BodyRow | None], blanks: list[BodyRow]) -> BodyRow:
    parts = [row or blank for row, blank in zip(rows, blanks, strict=True)]
    kinds = {part.kind for part in parts} - {"blank"}
    return BodyRow(kinds.pop() if len(kinds) == 1 else "detail", [cell for part in parts for cell in part.cells])
