"""The book of a document: every printed number by its address, every row by what it is of, every figure by its name."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from budgets.checks.context import NOTHING, Context
from budgets.checks.model import Spot
from budgets.checks.places import cell_words, figure_words
from budgets.document import Amount, Cell, Document, Figure, Number, Panel, Row, Section, Table
from budgets.layouts import Layout, LayoutError, load
from budgets.money import FACTOR, WAN, round_half_up
from budgets.recognising import recognise
from budgets.tables.cells import function_of

CENT = Decimal("0.01")
# As much of a paragraph as a figure keeps on either side of it, in characters.
NEAR = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with what it is of: codes, unit, name. A dimension is empty where the row has none."""

    table: Table
    panel: Panel
    row: Row
    function: str = ""
    economic: str = ""
    government: str = ""

    @property
    def key(self) -> str:
        """The key of the row."""
        return self.row.key

    @property
    def kind(self) -> str:
        """Kind of the row: total, subtotal, detail …"""
        return self.row.kind

    @property
    def name(self) -> str:
        """What the row is called."""
        return row_name(self.row)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of the narrative: where it stands, what it says, the words around it in its paragraph."""

    figure: Figure
    section: Section
    paragraph: int
    place: int
    before: str
    after: str
    spot: Spot

    @property
    def name(self) -> str:
        """The name of the figure, without what is said of it."""
        return self.figure.name


class Book:
    """Looks up the numbers of one document. Built once for all checks."""

    def __init__(self, document: Document, context: Context = NOTHING) -> None:
        self.document = recognise(document)
        self.context = context
        self.tables = {table.code: table for table in self.document.tables()}
        # Addresses of the figures that some comparison took up, filled while the checks run.
        self.touched: set[str] = set()
        # What checks work out once for the whole document, by a name of their own.
        self.kept: dict[str, Any] = {}
        self._cells: dict[str, Spot] = {}
        self._spots: dict[str, list[Spot]] = {}
        self._columns: dict[str, set[str]] = {}
        self._lines: dict[str, list[Line]] = {}
        self._keys: dict[str, set[str]] = {}
        for table in self.tables.values():
            self._read(table)

    def _read(self, table: Table) -> None:
        steps = _Steps(table)
        lines: list[Line] = []
        columns: set[str] = set()
        keys: set[str] = set()
        for panel in table.panels:
            numeric = [column for column in panel.columns if column.kind in ("amount", "number")]
            columns.update(column.key for column in panel.columns)
            for own in panel.rows:
                # Two rows of one key, in somebody else's document, are two rows all the same.
                row = replace(own, key=f"{own.key}〔{len(lines)}〕") if own.key in keys else own
                keys.add(row.key)
                lines.append(_line(table, panel, row))
                for column in numeric:
                    if column.key in row.cells:
                        spot = steps.spot(row, column.key)
                        self._cells[spot.address] = spot
                        self._spots.setdefault(table.code, []).append(spot)
        self._columns[table.code], self._lines[table.code], self._keys[table.code] = columns, lines, keys

    def spot(self, code: str, row: str, column: str) -> Spot:
        """The printed number at a place; one without a number where the table has no such cell."""
        address = f"{code}/{row}/{column}"
        found = self._cells.get(address)
        if found:
            return found
        table = self.tables.get(code)
        return Spot(address, None, CENT, "", lambda: cell_words(table, code, row, column))

    def at(self, address: str) -> Spot | None:
        """The printed number at an address, if there is a cell."""
        return self._cells.get(address)

    def has_column(self, code: str, column: str) -> bool:
        """Whether a table prints a column."""
        return column in self._columns.get(code, ())

    def has_row(self, code: str, row: str) -> bool:
        """Whether a table prints a row."""
        return row in self._keys.get(code, ())

    def lacks(self, code: str, row: str, column: str) -> bool:
        """Whether a row has no cell in a column, and none is meant to stand there: a total has them all."""
        line = self.by_key.get(code, {}).get(row)
        if line is None or f"{code}/{row}/{column}" in self._cells:
            return False
        return line.kind != "total" or all(each.key != column for each in line.panel.columns)

    def lines(self, code: str) -> list[Line]:
        """The rows of a table in printed order; none if the document does not have it."""
        return self._lines.get(code, [])

    @cached_property
    def by_key(self) -> dict[str, dict[str, Line]]:
        """The rows of every table by their keys."""
        return {code: {line.key: line for line in lines} for code, lines in self._lines.items()}

    def details(self, code: str) -> list[Line]:
        """The rows of a table that hold single amounts."""
        return [line for line in self.lines(code) if line.kind == "detail"]

    def expects(self, code: str) -> bool:
        """Whether the layout of the document prints a table of this code."""
        return code in self._expected

    @cached_property
    def layout(self) -> str:
        """The key of its layout; of a layout that is not ours, the region whose forms it has."""
        if self._layout:
            return self._layout.key
        return "shanghai" if self.has_row("B01", "income/current.fiscal") else "henan"

    @cached_property
    def _layout(self) -> Layout | None:
        try:
            return load(self.document.layout.partition("@")[0])
        except LayoutError:
            return None

    @cached_property
    def _expected(self) -> frozenset[str]:
        tables = self._layout.tables if self._layout else ()
        return frozenset(table.code for table in tables if table.when == "always")

    def spots_of(self, code: str) -> list[Spot]:
        """Every number of one table in printed order; none if the document does not have it."""
        return self._spots.get(code, [])

    @property
    def grades(self) -> tuple[tuple[str, int], ...]:
        """Names of marks and the least marks of each, best first; none where its layout is not ours."""
        return self._layout.grades if self._layout else ()

    @property
    def spots(self) -> dict[str, Spot]:
        """Every number of the tables by its address."""
        return self._cells

    @cached_property
    def claims(self) -> list[Claim]:
        """Every figure of the narrative in reading order."""
        return list(self._claims())

    def _claims(self) -> Iterator[Claim]:
        steps = _decimals(self.document)
        for section in self.document.sections:
            for number, runs in enumerate(section.paragraphs, start=1):
                text, end = "".join(run.text for run in runs), 0
                for place, run in enumerate(runs):
                    start, end = end, end + len(run.text)
                    if isinstance(run, Figure):
                        before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
                        spot = _claim_spot(section, number, place, run, before, after, steps)
                        yield Claim(run, section, number, place, before, after, spot)

    @cached_property
    def named(self) -> dict[str, list[Claim]]:
        """The figures of the narrative by name."""
        found = defaultdict(list)
        for claim in self.claims:
            found[claim.name].append(claim)
        return dict(found)

    def section(self, key: str) -> Section | None:
        """The section with this key."""
        return next((section for section in self.document.sections if section.key == key), None)


class _Steps:
    """One unit of the last printed place in a table: money, and each of its columns of numbers."""

    def __init__(self, table: Table) -> None:
        factor = FACTOR.get(table.unit, FACTOR[WAN])
        cells = [(key, cell) for _, row in table.rows() for key, cell in row.cells.items()]
        amounts = [cell for _, cell in cells if isinstance(cell, Amount) and cell.text]
        self.table = table
        self.money = factor.scaleb(-_places(amounts, factor))
        self.numbers: dict[str, Decimal] = {}
        for key, cell in cells:
            if isinstance(cell, Number):
                step = Decimal(1).scaleb(-_text_places(cell.text))
                # Marks and weights are trimmed, not rounded to whole numbers; a rate may be.
                step = step if key == "rate" else min(step, CENT)
                self.numbers[key] = min(step, self.numbers.get(key, step))

    def spot(self, row: Row, column: str) -> Spot:
        """The number of a row in a column."""
        table, cell = self.table, row.cells[column]
        step = self.money if not isinstance(cell, Number) else self.numbers[column]
        number = shown(cell, step)
        text = cell.text if isinstance(cell, (Amount, Number)) else ""
        address = f"{table.code}/{row.key}/{column}"
        return Spot(
            address,
            number,
            step,
            text,
            lambda: cell_words(table, table.code, row.key, column),
            money=not isinstance(cell, Number),
        )


def _places(amounts: list[Amount], factor: Decimal) -> int:
    """Decimals of the amounts of a table. Where none shows any, they are whole only if a value says that it was
    rounded; else zeros were trimmed."""
    places = max((_text_places(amount.text) for amount in amounts), default=0)
    if places or factor == 1:
        return places
    return 0 if any(amount.yuan % factor for amount in amounts) else 2


def _text_places(text: str) -> int:
    _, point, fraction = text.rstrip("%％").partition(".")
    return len(fraction) if point else 0


def shown(cell: Cell, step: Decimal) -> Decimal | None:
    """The value of a cell as it is printed, in yuan or as the number it is."""
    if isinstance(cell, Amount):
        return round_half_up(cell.yuan / step, 0) * step
    return round_half_up(cell.value / step, 0) * step if isinstance(cell, Number) else None


def _decimals(document: Document) -> dict[str, Decimal]:
    """One unit of the last printed place of the narrative's figures, by the unit behind them."""
    found: dict[str, Decimal] = {}
    for figure in document.figures():
        kind = _kind(figure)
        if kind == "":
            continue
        step = _factor(figure).scaleb(-_text_places(figure.text))
        found[kind] = min(step, found.get(kind, step))
    return {kind: min(step, CENT) if kind == "%" else step for kind, step in found.items()}


def _kind(figure: Figure) -> str:
    """万元, 元 or % ; empty for a count."""
    return figure.unit if figure.unit in (*FACTOR, "%") else ""


def _factor(figure: Figure) -> Decimal:
    return FACTOR.get(figure.unit, Decimal(1))


def _claim_spot(
    section: Section, number: int, place: int, figure: Figure, before: str, after: str, steps: dict[str, Decimal]
) -> Spot:
    money = figure.yuan is not None
    # A count is exact: no rounding explains a difference.
    own = min(Decimal(1).scaleb(-_text_places(figure.text)), CENT)
    step = steps.get(_kind(figure), own)
    value = figure.yuan if money else figure.value
    rounded = None if value is None else round_half_up(value / step, 0) * step
    return Spot(
        f"{section.key}.{number}.{place}",
        rounded,
        step,
        figure.text,
        lambda: figure_words(section, number, before, figure.text, after),
        money=money,
    )


def _line(table: Table, panel: Panel, row: Row) -> Line:
    cells = row.cells
    if "function" in cells or {"class", "item"} <= cells.keys():
        return Line(table, panel, row, function=function_of(row))
    if "class" in cells:
        economic = f"{cells.get('class') or ''}{cells.get('section') or ''}"
        government = f"{cells.get('government_class') or ''}{cells.get('government_section') or ''}"
        return Line(table, panel, row, economic=economic, government=government)
    coded = cells.get("economic") or (cells.get("code") if table.code == "F06" else "")
    return Line(table, panel, row, economic=str(coded or ""), government=str(cells.get("government") or ""))


def row_name(row: Row) -> str:
    """What a row is called: the first of its texts that names it."""
    for key in ("label", "name", "economic_name", "item", "aspect"):
        named = row.cells.get(key)
        if isinstance(named, str) and named:
            return named
    return row.key
