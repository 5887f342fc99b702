"""A department's document against those of its budget units: their sum is the whole."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgets.checks.book import Book, Line
from budgets.checks.grounds import UNITS
from budgets.checks.model import WARNING, Check, Comparison, Operand, Side, Spot
from budgets.checks.texts import once, squeezed, told

COLUMNS = ("total", "basic", "project")
_ZERO = Decimal(0)


def _units(book: Book) -> tuple[Book, ...]:
    """The documents of the units, read once for all checks."""
    return once(book, "units", lambda book: tuple(Book(document) for document in book.context.units))


def _rows(book: Book) -> list[Line]:
    """The units that the department's B02 lists."""
    return [line for line in book.details("B02") if line.row.cells.get("code") and not line.function]


def _code(line: Line) -> str:
    return str(line.row.cells["code"])


def _unit_of(line: Line, units: tuple[Book, ...]) -> Book | None:
    """The document of a unit's row: by code, else by name."""
    name = squeezed(line.name)
    by_code = (unit for unit in units if unit.document.organisation.code == _code(line))
    by_name = (unit for unit in units if squeezed(unit.document.organisation.name) == name)
    return next(by_code, None) or next(by_name, None)


def _lacking(book: Book) -> str:
    """Which units have no document here, in words; empty if all have."""
    units, rows = _units(book), _rows(book)
    if rows:
        return "、".join(line.name for line in rows if _unit_of(line, units) is None)
    counts = {claim.spot.number for claim in book.named.get("units.count", ())}
    if len(counts) == 1 and counts.pop() == len(units):
        return ""
    return "（文件没有列出有哪些单位）"


def _table(book: Book) -> str:
    return "B03" if book.document.kind == "budget" else "F03"


def _named(spot: Spot, unit: Book) -> Spot:
    name = unit.document.organisation.name
    return replace(spot, address=f"{unit.document.slug}:{spot.address}", place=lambda: f"{name}的{spot.words}")


def _items(book: Book) -> Iterator[Comparison]:
    """Every 项: Σ of the units is the department's."""
    if not _summed(book):
        return
    code, units = _table(book), _units(book)
    functions = dict.fromkeys(line.function for each in (book, *units) for line in each.details(code) if line.function)
    for function in functions:
        yield from _compared(book, units, code, function)


def _totals(book: Book) -> Iterator[Comparison]:
    """The line of totals: Σ of the units is the department's."""
    if not book.context.units or _table(book) not in book.tables:
        return
    if lacking := _lacking(book):
        yield told(f"所属单位的文件不全，缺少{lacking}，不能与各单位之和核对", holds=None)
        return
    yield from _compared(book, _units(book), _table(book), "")


def _summed(book: Book) -> bool:
    """Whether all units are there to be added up; that some are not is told once, with the totals."""
    return bool(book.context.units) and _table(book) in book.tables and not _lacking(book)


def _compared(book: Book, units: tuple[Book, ...], code: str, function: str) -> Iterator[Comparison]:
    for column in COLUMNS:
        if not book.has_column(code, column):
            continue
        left = Side(tuple(Operand(spot) for spot in _spots(book, code, function, column)))
        parts = tuple(Operand(_named(spot, unit)) for unit in units for spot in _spots(unit, code, function, column))
        sides = [side if side.operands else _nothing(function) for side in (left, Side(parts))]
        yield Comparison(sides[0], sides[1])


def _nothing(function: str) -> Side:
    return Side(value=_ZERO, words=f"科目 {function}（没有这一行）")


def _spots(book: Book, code: str, function: str, column: str) -> list[Spot]:
    if not function:
        return [book.spot(code, "合计", column)]
    return [book.spot(code, line.key, column) for line in book.details(code) if line.function == function]


def _incomes(book: Book) -> Iterator[Comparison]:
    """The row of a unit in the department's B02 is that unit's total in its B01."""
    units = _units(book)
    for line in _rows(book) if units else ():
        unit = _unit_of(line, units)
        if unit is None:
            yield told(f"没有“{line.name}”的单位文件，不能核对它在收入预算表里的数", holds=None)
            continue
        total = unit.spot("B01", "income/total", "amount")
        yield Comparison(Side((Operand(book.spot("B02", line.key, "total")),)), Side((Operand(_named(total, unit)),)))


CHECKS = (
    Check("unit-01", "各项支出应等于所属单位之和", _items, severity=WARNING, basis=UNITS),
    Check("unit-02", "支出合计应等于所属单位之和", _totals, severity=WARNING, basis=UNITS),
    Check(
        "unit-03",
        "收入预算表中各单位的数应等于单位预算的收入总计",
        _incomes,
        ("budget",),
        severity=WARNING,
        basis=UNITS,
    ),
)
