"""Whether amounts are as large as they can be: a table typed in 元 under 万元, a cell ten times the whole budget."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from budgets.document import Amount
from budgets.importing.book import WARNING, Problem, Spot
from budgets.importing.read import ReadTable
from budgets.money import FACTOR, WAN

# An amount this many times another one of the same money was typed in the wrong unit.
THOUSANDFOLD = 1000
# No amount of a document is so many times all that it spends.
TENFOLD = 10
# No department of a region spends as much in a year, in yuan.
LARGEST = Decimal(1_000_000_000_000)
# Tables whose total is all that is received or spent, and those of a small part of it.
WHOLES = ("B01", "B02", "B03", "B04", "F01", "F02", "F03", "F04")
PARTS = ("B09", "F09")
# So many amounts have a small one among them, in 万元; and one with decimals or a large one, in 元.
ENOUGH = 20
SMALL = {WAN: Decimal(1000), "元": Decimal(100_000)}


@dataclass(frozen=True, slots=True)
class Found:
    """An amount of a table: exact yuan and where it stands."""

    yuan: Decimal
    sheet: str
    spot: Spot


def magnitudes(tables: Mapping[str, ReadTable], spent: Decimal | None, elsewhere: Decimal | None) -> Iterator[Problem]:
    """What amounts cannot be. In yuan: what is ``spent`` by what is entered here, and at most in other documents of the
    department; ``None`` where nothing is known."""
    amounts = {code: found for code, read in tables.items() if (found := _amounts(read))}
    wholes = {code: _largest(amounts[code]) for code in WHOLES if code in amounts}
    whole = wholes[_middle(wholes)] if wholes else None
    if whole and (told := list(_against_known(whole, tables[_middle(wholes)], spent, elsewhere))):
        yield from told
        return
    for code, found in amounts.items():
        yield from _table(tables[code], found, whole)
    if spent is None and elsewhere is None:
        yield from _all_alike(tables, amounts)


def _amounts(read: ReadTable) -> list[Found]:
    return [
        Found(abs(cell.yuan), read.elsewhere.get(row.key, read.sheet), read.place(row.key, key))
        for _, row in read.table.rows()
        for key, cell in row.cells.items()
        if isinstance(cell, Amount) and cell.yuan
    ]


def _largest(found: Iterable[Found]) -> Found:
    return max(found, key=lambda each: each.yuan)


def _middle(wholes: Mapping[str, Found]) -> str:
    """The table whose whole is neither the largest nor the smallest."""
    middle = median_low(found.yuan for found in wholes.values())
    return next(code for code, found in wholes.items() if found.yuan == middle)


def _against_known(whole: Found, read: ReadTable, spent: Decimal | None, other: Decimal | None) -> Iterator[Problem]:
    """What is entered may be wrong itself, so that it gives a warning only."""
    if whole.yuan >= LARGEST or (other and whole.yuan >= other * THOUSANDFOLD):
        yield _too_large(read, whole)
    elif spent and whole.yuan >= spent * THOUSANDFOLD:
        yield _too_large(read, whole, f"，已录入的支出合计是 {spent:,.2f} 元", WARNING)
    elif known := next((known for known in (other, spent) if known and whole.yuan * THOUSANDFOLD <= known), None):
        message = (
            f"金额小得不像{read.unit}：按{read.unit}读最大的是 {whole.yuan:,.2f} 元，已知的支出合计是 {known:,.2f} 元"
        )
        yield Problem(f"{message}，请核对金额单位", whole.sheet, *whole.spot, WARNING)


def _table(read: ReadTable, found: list[Found], whole: Found | None) -> Iterator[Problem]:
    """A table, or a cell of it, against the whole that most tables say."""
    large = _largest(found)
    if large.yuan >= LARGEST:
        yield _too_large(read, large)
    elif whole and large.yuan > whole.yuan * (1 if read.code in PARTS else TENFOLD):
        yield _too_large(read, large, f"，而全部收支是 {whole.yuan:,.2f} 元（工作表“{whole.sheet}”）")
    elif whole and read.code in WHOLES and large.yuan * THOUSANDFOLD <= whole.yuan:
        message = f"金额小得不像{read.unit}：按{read.unit}读最大的是 {large.yuan:,.2f} 元"
        told = f"，而工作表“{whole.sheet}”中全部收支是 {whole.yuan:,.2f} 元：请核对金额单位"
        yield Problem(message + told, large.sheet, *large.spot)


def _too_large(read: ReadTable, found: Found, told: str = "", severity: str = "error") -> Problem:
    message = f"金额大得不像{read.unit}：按{read.unit}读是 {found.yuan:,.2f} 元{told}"
    hint = "。像是把元填进了万元的表" if read.unit == WAN else "：请核对"
    return Problem(message + hint, found.sheet, *found.spot, severity)


def _all_alike(tables: Mapping[str, ReadTable], amounts: Mapping[str, list[Found]]) -> Iterator[Problem]:
    """Where nothing is known to compare with: amounts of which none is small (万元), or none is large (元)."""
    for unit, limit in SMALL.items():
        found = [each for code, own in amounts.items() if tables[code].unit == unit for each in own]
        if len(found) < ENOUGH:
            continue
        least, most = min(found, key=lambda each: each.yuan), _largest(found)
        if unit == WAN and least.yuan >= limit * FACTOR[WAN]:
            message = f"没有一个金额小于 {limit} 万元，像是把元填进了万元的表：请核对金额单位"
            yield Problem(message, least.sheet, *least.spot, WARNING)
        elif unit != WAN and most.yuan < limit:
            message = f"没有一个金额达到 {limit:,} 元，像是把万元填进了元的表：请核对金额单位"
            yield Problem(message, most.sheet, *most.spot, WARNING)
