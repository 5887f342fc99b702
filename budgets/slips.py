"""Slips: the ways in which a figure is mistyped, put into one cell or one sentence of a document at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from budgets.document import Amount, Cell, Document, Figure, Number, Panel, Row, Section, Table
from budgets.money import FACTOR, WAN

BLANK = "blanked"


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed: its place, its value in the unit of the print, decimals, thousands separators.

    ``place`` is (section, table, panel, row, column key) for a cell, (section, paragraph, run) for a figure.
    ``below`` is what stands in the next row of the same column.
    """

    address: str
    place: tuple[int | str, ...]
    number: Decimal
    decimals: int
    separators: bool
    ending: str = ""
    below: Decimal | None = None

    def text(self, number: Decimal) -> str:
        """Another number printed in the same way."""
        style = f",.{self.decimals}f" if self.separators else f".{self.decimals}f"
        return f"{number:{style}}{self.ending}"


def printed(document: Document) -> Iterator[Printed]:
    """Every number that a document prints and that is not zero: cells first, then figures of the narrative."""
    for place, section in enumerate(document.sections):
        for table_place, table in enumerate(section.tables):
            yield from _cells(place, table_place, table)
    for place, section in enumerate(document.sections):
        for paragraph, runs in enumerate(section.paragraphs):
            for run_place, run in enumerate(runs):
                if isinstance(run, Figure) and run.text[-1:].isdigit():
                    address = f"{section.key}.{paragraph + 1}.{run_place}"
                    yield from _number(address, (place, paragraph, run_place), run.text)


def _cells(section: int, place: int, table: Table) -> Iterator[Printed]:
    for panel_place, panel in enumerate(table.panels):
        keys = [column.key for column in panel.columns if column.kind in ("amount", "number")]
        for row_place, row in enumerate(panel.rows):
            below = panel.rows[row_place + 1].cells if row_place + 1 < len(panel.rows) else {}
            for key in keys:
                cell = row.cells.get(key)
                if isinstance(cell, (Amount, Number)) and cell.text not in ("", "-", "-%"):
                    address = f"{table.code}/{row.key}/{key}"
                    for found in _number(address, (section, place, panel_place, row_place, key), cell.text):
                        yield replace(found, below=_plain(below.get(key)))


def _plain(cell: Cell) -> Decimal | None:
    if not isinstance(cell, (Amount, Number)):
        return None
    try:
        return Decimal(cell.text.rstrip("%").replace(",", "") or "0")
    except ArithmeticError:
        return None


def _number(address: str, place: tuple[int | str, ...], text: str) -> Iterator[Printed]:
    bare = text.rstrip("%")
    try:
        number = Decimal(bare.replace(",", ""))
    except ArithmeticError:
        return
    if number != 0:
        decimals = len(bare.partition(".")[2])
        yield Printed(address, place, number, decimals, "," in bare, text[len(bare) :])


def _last_digit(found: Printed, random: Random) -> Decimal:
    step = Decimal(1).scaleb(-found.decimals)
    digit = int(abs(found.number) / step) % 10
    other = random.choice([each for each in range(10) if each != digit])
    return found.number + (other - digit) * step


def _swapped(found: Printed, random: Random) -> Decimal:
    digits = list(f"{abs(found.number):.{found.decimals}f}")
    places = [place for place, digit in enumerate(digits) if digit.isdigit()]
    pairs = [(a, b) for a, b in pairwise(places) if digits[a] != digits[b]]
    if pairs:
        first, second = random.choice(pairs)
        digits[first], digits[second] = digits[second], digits[first]
    return Decimal("".join(digits)).copy_sign(found.number)


def _unit(found: Printed, random: Random) -> Decimal:
    factor = FACTOR[WAN]
    smaller = (found.number / factor).quantize(Decimal(1).scaleb(-found.decimals))
    return random.choice([found.number * factor, smaller])


def _neighbour(found: Printed, random: Random) -> Decimal:
    return found.number if found.below is None else found.below


# Kinds of slips: name → the number that is printed instead.
KINDS: dict[str, Callable[[Printed, Random], Decimal]] = {
    "末位": _last_digit,
    "两位颠倒": _swapped,
    "正负号": lambda found, random: -found.number,
    "多一位": lambda found, random: found.number * 10,
    "元万元": _unit,
    "错行": _neighbour,
}


def slip(found: Printed, kind: str, random: Random) -> Decimal:
    """The number that is printed instead, in the unit of the print."""
    return KINDS[kind](found, random)


def altered(document: Document, found: Printed, number: Decimal | None) -> Document:
    """The document with another number in one place (``None``: nothing), its exact value changed with it."""
    place, *rest = found.place
    section = document.sections[int(place)]
    if len(found.place) == 3:
        changed = _in_sentence(section, int(rest[0]), int(rest[1]), found, number)
    else:
        changed = _in_table(section, rest, found, number)
    sections = list(document.sections)
    sections[int(place)] = changed
    return replace(document, sections=tuple(sections))


def _in_sentence(section: Section, paragraph: int, run: int, found: Printed, number: Decimal | None) -> Section:
    runs = list(section.paragraphs[paragraph])
    figure = runs[run]
    assert isinstance(figure, Figure)
    runs[run] = _figure(figure, found, number)
    paragraphs = list(section.paragraphs)
    paragraphs[paragraph] = tuple(runs)
    return replace(section, paragraphs=tuple(paragraphs))


def _figure(figure: Figure, found: Printed, number: Decimal | None) -> Figure:
    if number is None:
        return replace(figure, yuan=None, value=None, text="未公开")
    # A change or rate prints its size only: the sign that its words give stays.
    before = figure.value if figure.yuan is None else figure.yuan
    signed = -number if before is not None and before < 0 < found.number else number
    if figure.yuan is None:
        return replace(figure, value=signed, text=found.text(number))
    return replace(figure, yuan=signed * FACTOR.get(figure.unit, Decimal(1)), text=found.text(number))


def _in_table(section: Section, rest: list[int | str], found: Printed, number: Decimal | None) -> Section:
    table_place, panel_place, row_place, key = int(rest[0]), int(rest[1]), int(rest[2]), str(rest[3])
    table = section.tables[table_place]
    panel = table.panels[panel_place]
    row = panel.rows[row_place]
    cell = _cell(row.cells[key], table, found, number)
    return _put(
        section, table_place, table, panel_place, panel, row_place, replace(row, cells={**row.cells, key: cell})
    )


def _put(section: Section, t: int, table: Table, p: int, panel: Panel, r: int, row: Row) -> Section:
    rows = (*panel.rows[:r], row, *panel.rows[r + 1 :])
    panels = (*table.panels[:p], replace(panel, rows=rows), *table.panels[p + 1 :])
    tables = (*section.tables[:t], replace(table, panels=panels), *section.tables[t + 1 :])
    return replace(section, tables=tables)


def _cell(cell: Cell, table: Table, found: Printed, number: Decimal | None) -> Cell:
    if number is None:
        return None
    text = found.text(number)
    if isinstance(cell, Number):
        return Number(number, text)
    return Amount(number * FACTOR.get(table.unit, FACTOR[WAN]), text)
