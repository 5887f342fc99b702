"""HTML of the parts of a document: tables, paragraphs, figures (strings, no template engine)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from budgets.document import NOT_REPORTED, Amount, Column, Figure, Number, Paragraph, Run, Table, Text, anchor
from budgets.formats.grid import BodyCell, BodyRow, Grid, HeadCell, grids
from budgets.formats.places import Places

WIDE = 10  # weight from which a column needs room on a page
CLASSES = {"amount": "num", "number": "num", "code": "code", "text": "text"}


def table_html(table: Table, anchors: bool = True) -> str:
    """The ``<table>`` elements of a table (one, or one for each stacked panel); the heading has the code as its id."""
    return "".join(grid_html(grid, table.code, anchors) for grid in grids(table))


def grid_html(grid: Grid, label: str, anchors: bool = True, widths: Sequence[str] = (), foot: str = "") -> str:
    """One ``<table>``, named by the element with the id ``label``; ``widths`` are CSS lengths of the columns."""
    caption = f"<caption>{escape(grid.title)}</caption>" if grid.title else ""
    named = "" if grid.title else f' aria-labelledby="{escape(label)}"'
    body = "".join(_group_html(name, rows, anchors) for name, rows in grid.groups())
    return f"<table{named}>{caption}{_columns_html(grid.columns, widths)}{_head_html(grid)}{body}{foot}</table>"


def _columns_html(columns: Sequence[Column], widths: Sequence[str]) -> str:
    if widths:
        return "<colgroup>" + "".join(f'<col style="width:{width}"/>' for width in widths) + "</colgroup>"
    return "<colgroup>" + "".join(f'<col class="{_class(column.kind)}"/>' for column in columns) + "</colgroup>"


def _class(kind: str) -> str:
    return CLASSES.get(kind, "text")


def _head_html(grid: Grid) -> str:
    if not grid.head:
        return ""
    rows = "".join(f"<tr>{''.join(_head_cell(cell, grid.columns) for cell in row)}</tr>" for row in grid.head)
    return f"<thead>{rows}</thead>"


def _head_cell(cell: HeadCell, columns: Sequence[Column]) -> str:
    scope = "colgroup" if cell.colspan > 1 else "col"
    spans = _span("colspan", cell.colspan) + _span("rowspan", cell.rowspan)
    kind = f' class="{_head_class(cell, columns[cell.first])}"' if cell.colspan == 1 else ""
    return f'<th scope="{scope}"{kind}{spans}>{escape(cell.text)}</th>'


def _head_class(cell: HeadCell, column: Column) -> str:
    return _class(column.kind) + (" names" if cell.names_rows else "") + (" wide" if column.width >= WIDE else "")


def _span(name: str, number: int) -> str:
    return f' {name}="{number}"' if number > 1 else ""


def _group_html(name: str, rows: list[BodyRow], anchors: bool) -> str:
    group = ' class="group"' if name and len(rows) > 1 else ""
    return f"<tbody{group}>{''.join(_row_html(row, anchors) for row in rows)}</tbody>"


def _row_html(row: BodyRow, anchors: bool) -> str:
    kind = "" if row.kind == "detail" else f' class="{escape(row.kind)}"'
    return f"<tr{kind}>{''.join([_cell_html(cell, anchors) for cell in row.cells])}</tr>"


def _cell_html(cell: BodyCell, anchors: bool) -> str:
    content = cell.content
    span = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if isinstance(content, Amount | Number):
        place = f' id="{cell.anchor}"' if anchors and cell.anchor else ""
        return f'<td class="num"{place}{span}>{escape(content.text, False)}</td>'
    if content is None:
        place = f' id="{cell.anchor}"' if anchors and cell.anchor else ""
        return f'<td class="missing"{place}{span}>{NOT_REPORTED}</td>'
    return _text_html(cell, content, span) if content else f"<td{span}></td>"


def _text_html(cell: BodyCell, text: str, span: str) -> str:
    words = escape(text, False)
    if cell.names_row:
        indent = f' class="indent-{cell.level}"' if cell.level else ""
        return f'<th scope="row"{indent}{span}>{words}</th>'
    kind = "" if cell.kind == "text" else f' class="{_class(cell.kind)}"'
    return f"<td{kind}{span}>{words}</td>"


def paragraph_html(runs: Paragraph, places: Places) -> str:
    """The runs of a paragraph; figures link to their cells, a change shows what it is measured against."""
    return "".join(_run_html(run, places) for run in with_asides(runs))


@dataclass(frozen=True, slots=True)
class Aside:
    """Last year's amount, said quietly after a change."""

    text: str


def with_asides(runs: Paragraph) -> Iterator[Run | Aside]:
    """The runs, with last year's amount behind the unit of every change that has one."""
    waiting: Figure | None = None
    for run in runs:
        if waiting and waiting.base:
            aside = Aside(f"（上年{waiting.base.text}{waiting.unit}）")
            yield from _around(aside, run, waiting.unit)
        else:
            yield run
        waiting = run if isinstance(run, Figure) else None
    if waiting and waiting.base:
        yield Aside(f"（上年{waiting.base.text}{waiting.unit}）")


def _around(aside: Aside, run: Run, unit: str) -> Iterator[Run | Aside]:
    """``aside`` put in behind the unit that ``run`` begins with, or before it."""
    if isinstance(run, Text) and unit and run.text.startswith(unit):
        yield from (Text(unit), aside, Text(run.text[len(unit) :]))
    else:
        yield from (aside, run)


def _run_html(run: Run | Aside, places: Places) -> str:
    if isinstance(run, Figure):
        return _figure_html(run, places)
    text = escape(run.text, False)
    return f'<small class="base">{text}</small>' if isinstance(run, Aside) else text


def _figure_html(figure: Figure, places: Places) -> str:
    number = _data_html(figure)
    where = places.label(figure.cell)
    if not where:
        return number
    label = escape(f"{figure.text}{figure.unit}，见 {where}")
    return f'<a class="figure" href="#{anchor(figure.cell)}" aria-label="{label}">{number}</a>'


def _data_html(figure: Figure) -> str:
    value = figure.value if figure.value is not None else figure.yuan
    if value is None:
        return f'<span class="missing">{escape(figure.text or NOT_REPORTED, False)}</span>'
    return f'<data value="{plain(value)}">{escape(figure.text, False)}</data>'


def plain(number: Decimal) -> str:
    """A number for machines: no exponent."""
    return f"{number:f}"
