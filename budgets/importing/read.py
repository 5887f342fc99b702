"""What reading a workbook gives: tables as in a Document, with the cell in the file from which each value was taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgets.document import Table
from budgets.importing.book import Problem, Spot


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table read from a sheet.

    ``table`` has the keys of rows and columns that the same table of a Document has, amounts in exact yuan, and only
    the columns that the sheet has. ``places`` gives the cell (row, column) of each value by (row key, column key), of
    text cells too. ``layout`` is the layout whose headings fitted, ``unit`` what its amounts were in, ``form`` the
    declaration that makes this table in that layout. ``elsewhere`` names the sheet of each row (by its key)
    that stands on another one than ``sheet``.
    """

    code: str
    layout: str
    form: str
    table: Table
    sheet: str
    unit: str
    places: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def place(self, row: str, column: str) -> Spot:
        """Where a value stands in its sheet; (0, 0) if it stands nowhere."""
        return self.places.get((row, column), (0, 0))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the tables by code, sheets that are none of ours, and what is to be said.

    ``year``, ``organisation`` (a name) are what titles and the line above the tables say, empty where they say
    nothing; ``words`` (sheet, row, text) what stands in the sheets of tables and was not recognised.
    """

    tables: Mapping[str, ReadTable]
    problems: tuple[Problem, ...] = ()
    strangers: tuple[str, ...] = ()
    words: tuple[tuple[str, int, str], ...] = ()
    year: int = 0
    organisation: str = ""
