"""A drawn table as WordprocessingML: merged headings, repeated on every page, spans, widths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from budgets.document import NUMERIC
from budgets.formats.grid import TOTALS, BodyCell, BodyRow, Grid, HeadCell
from budgets.formats.words import cell_words, printable

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TWIPS = 20  # in a point
STYLE = "TableText"  # the id of the style Table Text
HEAD_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


@dataclass(frozen=True, slots=True)
class Measure:
    """How a grid is put on paper: widths of the columns in twips, size of type in points."""

    widths: tuple[int, ...]
    size: float

    @classmethod
    def of(cls, percentages: Sequence[str], room: float, size: float) -> "Measure":
        """From widths such as ``12.500%`` of a width of ``room`` points."""
        return cls(tuple(round(float(each.rstrip("%")) / 100 * room * TWIPS) for each in percentages), size)


@dataclass(frozen=True, slots=True)
class Covered:
    """A place below a cell that spans it."""

    columns: int


Placed = tuple[int, HeadCell | BodyCell | Covered]


def table_xml(grid: Grid, measure: Measure) -> str:
    """The ``w:tbl`` of a grid."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in measure.widths)
    heads = "".join(_head_row(row, measure) for row in _placed_heads(grid))
    bodies = "".join(_body_row(row, cells, measure) for row, cells in _placed_bodies(grid))
    grid_xml = f"<w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl {NAMESPACE}>{_properties(measure)}{grid_xml}{heads}{bodies}</w:tbl>"


def _properties(measure: Measure) -> str:
    padding = round(measure.size * 0.35 * TWIPS)
    sides = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(measure.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>'
    )


def _placed_heads(grid: Grid) -> Iterator[list[Placed]]:
    """Rows of headings, with what is covered by headings above."""
    reaching: list[tuple[int, HeadCell, int]] = []  # first column, heading, rows that it still covers
    for cells in grid.head:
        placed: list[Placed] = [(cell.first, cell) for cell in cells]
        placed += [(first, Covered(cell.colspan)) for first, cell, _ in reaching]
        yield sorted(placed, key=lambda each: each[0])
        reaching = [(first, cell, rows - 1) for first, cell, rows in reaching if rows > 1]
        reaching += [(cell.first, cell, cell.rowspan - 1) for cell in cells if cell.rowspan > 1]


def _placed_bodies(grid: Grid) -> Iterator[tuple[BodyRow, list[Placed]]]:
    """Rows of the body, with what is covered by cells above."""
    covered = [0] * len(grid.columns)
    for row in grid.rows:
        waiting = iter(row.cells)
        placed: list[Placed] = []
        for index, left in enumerate(covered):
            if left:
                placed.append((index, Covered(1)))
                covered[index] -= 1
            else:
                cell = next(waiting)
                placed.append((index, cell))
                covered[index] = cell.rowspan - 1
        yield row, placed


def _head_row(placed: Sequence[Placed], measure: Measure) -> str:
    cells = "".join(_head_cell(first, cell, measure) for first, cell in placed)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _head_cell(first: int, cell: HeadCell | BodyCell | Covered, measure: Measure) -> str:
    if isinstance(cell, HeadCell):
        merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
        words = _paragraph(cell.text, measure.size, "center", bold=True)
        return _cell(first, cell.colspan, merge + HEAD_SHADE, words, measure)
    columns = cell.columns if isinstance(cell, Covered) else 1
    return _cell(first, columns, "<w:vMerge/>" + HEAD_SHADE, _paragraph("", measure.size), measure)


def _body_row(row: BodyRow, placed: Sequence[Placed], measure: Measure) -> str:
    bold = row.kind in TOTALS
    cells = "".join(_body_cell(first, cell, measure, bold) for first, cell in placed)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _body_cell(first: int, cell: HeadCell | BodyCell | Covered, measure: Measure, bold: bool) -> str:
    if not isinstance(cell, BodyCell):
        return _cell(first, 1, "<w:vMerge/>", _paragraph("", measure.size), measure)
    merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
    side = "right" if cell.kind in NUMERIC else "center" if cell.kind == "code" else "left"
    indent = round(cell.level * measure.size * TWIPS) if side == "left" else 0
    return _cell(first, 1, merge, _paragraph(cell_words(cell.content), measure.size, side, bold, indent), measure)


def _cell(first: int, columns: int, properties: str, paragraph: str, measure: Measure) -> str:
    """A cell; ``properties`` are those between its width and its alignment, in the order of the schema."""
    width = sum(measure.widths[first : first + columns])
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    aligned = '<w:vAlign w:val="center"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{properties}{aligned}</w:tcPr>{paragraph}</w:tc>'


def _paragraph(text: str, size: float, side: str = "left", bold: bool = False, indent: int = 0) -> str:
    half_points = int(size * 2)
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    strong = "<w:b/>" if bold else ""
    look = f'<w:rPr>{strong}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    run = f"<w:r>{look}{_lines(text)}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE}"/>{left}<w:jc w:val="{side}"/>{look}</w:pPr>{run}</w:p>'


def _lines(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in printable(text).split("\n"))
    return "<w:br/>".join(lines)
