"""A sheet of a workbook as plain data: rows of cells, each with what it is, for the writer to style."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# What a cell is: it decides how it looks, and whether it is a number.
TITLE, NOTE, GROUP, HEADING, LABEL, TEXT, CODE, AMOUNT, NUMBER = (
    "title",
    "note",
    "group",
    "heading",
    "label",
    "text",
    "code",
    "amount",
    "number",
)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What is written, and as what. A ``Decimal`` is written as a number, everything else as text, never as a formula;
    ``None`` is an empty cell (to be filled in: it has its style)."""

    value: str | Decimal | None
    role: str = TEXT


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet: rows of cells from the first column on, and the widths of its columns in characters."""

    name: str
    rows: Sequence[Sequence[SheetCell]]
    widths: Sequence[int] = ()
