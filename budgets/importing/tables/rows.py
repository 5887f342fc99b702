"""A row as it was read, before it has a key."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.importing.book import NOTICE, Problem, Problems, Spot
from budgets.ledger import Line

TOTAL, DEPARTMENT, UNIT, SUBTOTAL, DETAIL = "total", "department", "unit", "subtotal", "detail"
NOTHING = Line(Decimal(0))


@dataclass(frozen=True)
class ReadRow:
    """A row: what it is, the line that it stands for, its texts and amounts by column key.

    ``code`` and ``name`` are the unit's or department's; ``part`` counts the tables of one code (from 0);
    ``classified`` is the code that the rows above it are sums of. Rows of statements have their ``key`` and ``panel``.
    """

    role: str
    sheet: str
    number: int
    part: int
    texts: Mapping[str, str]
    amounts: Mapping[str, Decimal | None]
    spots: Mapping[str, Spot]
    line: Line = NOTHING
    code: str = ""
    name: str = ""
    classified: str = ""
    key: str = ""
    panel: int = 0


def joined(rows: Sequence[ReadRow], problems: Problems) -> list[ReadRow]:
    """The rows of all parts of a table, each once; said again otherwise is an error, said again alike a notice."""
    kept: dict[tuple[object, ...], ReadRow] = {}
    again: dict[int, list[ReadRow]] = {}
    fresh: set[int] = set()
    told: set[tuple[int, int]] = set()
    for identity, row in _identified(rows):
        first = kept.setdefault(identity, row)
        if first is row:
            fresh.add(row.part)
            continue
        again.setdefault(row.part, []).append(first)
        if first.part == row.part or _differing(first, row):
            if (first.part, row.part) not in told or first.part == row.part:
                _contradiction(first, row, problems)
            told.add((first.part, row.part))
    for part, firsts in again.items():
        if part not in fresh and not any(part in pair for pair in told):
            message = f"与工作表“{firsts[0].sheet}”是同一张表，内容相同，只读入一次"
            problems.add(message, next(row.sheet for row in rows if row.part == part), severity=NOTICE)
    return list(kept.values())


def _identified(rows: Iterable[ReadRow]) -> Iterator[tuple[tuple[object, ...], ReadRow]]:
    """Each row with what tells it from the others; rows known by names may have the same ones more than once."""
    counts: dict[tuple[object, ...], int] = {}
    unit, part = "", -1
    for row in rows:
        unit = "" if row.part != part else unit
        part, unit = row.part, row.code if row.role == UNIT else unit
        identity: tuple[object, ...] = (row.role, row.panel, row.key, unit, row.line, row.code, row.name)
        if row.line.item or row.role == SUBTOTAL:
            counts[row.part, *identity] = counts.get((row.part, *identity), 0) + 1
            identity = (*identity, counts[row.part, *identity])
        if row.role in (TOTAL, DEPARTMENT):
            identity = (row.role, row.panel, row.key)
        yield identity, row


def _differing(first: ReadRow, row: ReadRow) -> str:
    """The first column that two readings of one row differ in; empty if they agree in those that both have."""
    both = [key for key in first.amounts if key in row.amounts]
    return next((key for key in both if first.amounts[key] != row.amounts[key]), "")


def _contradiction(first: ReadRow, row: ReadRow, problems: Problems) -> None:
    column = _differing(first, row)
    number, at = row.spots[column] if column else (row.number, 0)
    place = Problem("", first.sheet, *(first.spots[column] if column else (first.number, 0))).place
    if first.part == row.part:
        problems.add(f"与{place}是同一项，重复了", row.sheet, number, at)
    else:
        problems.add(f"与{place}是同一张表的同一项，金额不同：请只保留一张", row.sheet, number, at)
