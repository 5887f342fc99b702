"""Binds the figures of a narrative by their names to the cells that they repeat."""

from collections.abc import Callable

from budgets.checks.book import Book, Claim, Line
from budgets.checks.model import Operand
from budgets.document import split_address
from budgets.narrative.figures import CELLS

# What is said of a figure, behind its name.
SAID = ("change", "rate", "share", "completion", "prior", "initial", "adjusted")
GENERAL = ("F05", "B05")


def subject(name: str) -> str:
    """The figure that something is said of: ``expenditure.basic`` of ``expenditure.basic.share``."""
    start, _, last = name.rpartition(".")
    return start if last in SAID else name


def said(name: str) -> str:
    """What is said of a figure: change, rate, share …; empty for the figure itself."""
    last = name.rpartition(".")[2]
    return last if last in SAID else ""


def cells(book: Book, name: str) -> tuple[Operand, ...]:
    """The cells whose sum a figure repeats; none if no table of the document holds it."""
    if name in CELLS:
        return _first(book, CELLS[name])
    if name.startswith("general.class."):
        return _class(book, name.removeprefix("general.class."))
    if name.startswith("item."):
        return _rows(book, GENERAL, lambda line: line.function == name.removeprefix("item."))
    if name.startswith("project."):
        key = name.removeprefix("project.")
        return _rows(book, ("B12", "B15"), lambda line: line.key.rpartition("/")[2] == key or f"〔{line.name}〕" == key)
    return ()


def repeated(book: Book, claim: Claim) -> tuple[Operand, ...]:
    """The cells that a figure of a narrative repeats: by its name, else by the cell that it says it comes from."""
    found = cells(book, claim.name)
    if found or said(claim.name) or not claim.figure.cell:
        return found
    spot = book.at(claim.figure.cell)
    return (Operand(spot),) if spot and spot.money == claim.spot.money else ()


def _first(book: Book, addresses: tuple[str, ...]) -> tuple[Operand, ...]:
    """The first of the cells whose table the document has."""
    for address in addresses:
        code, row, column = split_address(address)
        if code in book.tables and (not book.has_row(code, row) or book.at(address)):
            return (Operand(book.spot(code, row, column)),)
    return ()


def _class(book: Book, code: str) -> tuple[Operand, ...]:
    for table in GENERAL:
        if book.has_row(table, code):
            return (Operand(book.spot(table, code, "total")),)
    return _rows(book, GENERAL, lambda line: line.function.startswith(code))


def _rows(book: Book, codes: tuple[str, ...], wanted: Callable[[Line], bool]) -> tuple[Operand, ...]:
    """The totals of the wanted rows in the first of the tables that has any."""
    for code in codes:
        found = [line.key for line in book.details(code) if wanted(line)]
        spots = [spot for key in found if (spot := book.at(f"{code}/{key}/total"))]
        if spots:
            return tuple(Operand(spot) for spot in spots)
    return ()
