"""The frozen words of a Document: sections, paragraphs, runs, tables, columns, rows, cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

NOT_REPORTED = "未公开"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Base:
    """Last year's amount that a change is measured against: exact yuan and the printed text."""

    yuan: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A run that is a number: its name, exact value, printed text, and the cell that it comes from.

    ``yuan`` is set for money, ``value`` for rates (percent), shares and counts; both are ``None`` when the figure is
    not reported. ``cell`` is ``code/row key/column key`` or empty. ``unit`` is what follows the number (万元, %, 辆).
    """

    name: str
    text: str
    yuan: Decimal | None = None
    value: Decimal | None = None
    cell: str = ""
    unit: str = ""
    base: Base | None = None


Run = Text | Figure
Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of money: exact yuan and the text as printed (which may be blank for zero)."""

    yuan: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that is a number but no money: marks, a rate in percent, a count; exact value and the printed text."""

    value: Decimal
    text: str


# A cell is an amount, a number, a text, or not reported (None); a row without the key has no cell there.
Cell = Amount | Number | str | None

# Kinds of columns whose cells are figures, each with an address of its own.
NUMERIC = ("amount", "number")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key, path of headings from the top row down, kind, weight of width, and its number (栏次).

    Kinds: ``amount`` (money), ``number`` (marks, rates, counts), ``text``, ``code``.
    """

    key: str
    heading: tuple[str, ...]
    kind: str = "amount"
    width: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: stable key, kind (``total``, ``subtotal``, ``detail``, ``heading``, ``blank``), cells by column key.

    Neighbouring rows of one ``group`` are drawn together: a cell that only the first of them has spans them all.
    ``level`` is the depth in a hierarchy, for indentation.
    """

    key: str
    kind: str
    cells: dict[str, Cell]
    group: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns and rows of one part of a table; ``key`` and ``title`` name it where a table has several."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table.

    One panel: an ordinary table. Several: ``arrangement`` says whether they are drawn ``beside`` each other
    (statements) or ``stacked`` (forms).
    """

    code: str
    title: str
    unit: str
    panels: tuple[Panel, ...]
    number: str = ""
    notes: tuple[str, ...] = ()
    arrangement: str = "beside"

    def rows(self) -> Iterator[tuple[Panel, Row]]:
        """Every row of every panel."""
        for panel in self.panels:
            for row in panel.rows:
                yield panel, row

    @property
    def unreported(self) -> int:
        """How many of its cells are not reported."""
        return sum(cell is None for _, row in self.rows() for cell in row.cells.values())

    def cell(self, row_key: str, column_key: str) -> Cell:
        """The cell at (row key, column key); ``KeyError`` if the table has none there."""
        for panel, row in self.rows():
            if row.key == row_key and any(column.key == column_key for column in panel.columns):
                return row.cells[column_key]
        raise KeyError(f"{self.code}/{row_key}/{column_key}")


@dataclass(frozen=True, slots=True)
class Section:
    """A headed section at ``level`` 1–3 with paragraphs, then tables."""

    key: str
    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def unreported(self) -> int:
        """How many figures of its paragraphs are not reported."""
        figures = (run for paragraph in self.paragraphs for run in paragraph if isinstance(run, Figure))
        return sum(figure.yuan is None and figure.value is None for figure in figures)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose document it is: region code and name, code and name of the department or unit."""

    region: str
    region_name: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A disclosure, whole: what is published, printed, exported and checked. ``edition`` is 0 for a draft."""

    slug: str
    title: str
    organisation: Organisation
    year: int
    kind: str
    unit: str
    layout: str
    sections: tuple[Section, ...]
    date: str = ""
    edition: int = 0
    meta: dict[str, str] = field(default_factory=dict)

    def tables(self) -> Iterator[Table]:
        """The tables in printed order."""
        for section in self.sections:
            yield from section.tables

    def table(self, code: str) -> Table:
        """The table with this code; ``KeyError`` if the document has none."""
        for table in self.tables():
            if table.code == code:
                return table
        raise KeyError(code)

    def figures(self) -> Iterator[Figure]:
        """Every figure of the narrative in reading order."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from (run for run in paragraph if isinstance(run, Figure))
