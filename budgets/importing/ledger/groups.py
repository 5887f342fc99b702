"""Groups of lines (income, the cuts of expenditure, balances by kind, running cost) and the tables that read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cache
from math import ceil
from typing import Any

from budgets.document import Amount, Table
from budgets.facts import Facts, Indicator, ProjectFact
from budgets.importing.blank import blank_facts
from budgets.layouts import TableLayout, load
from budgets.ledger import BALANCES, CARRIED, CURRENT, ECONOMIC, FULL, FUNCTION, ITEM, Line
from budgets.tables import build

INCOME, RUNNING = "income", "running"
CUTS = (FUNCTION, ECONOMIC, ITEM)
GROUPS = (INCOME, *CUTS, *BALANCES, RUNNING)
# A form of a project is printed only where it has indicators.
SOME_INDICATOR = Indicator("", "", "", "")


@dataclass(frozen=True, slots=True)
class Atom:
    """A line that may have money: its group, its coordinates, the place of its row, how far from plain its kind is.

    ``entry`` is the row of ``Entries`` that it was taken from, if any; then ``line`` has its amount.
    """

    group: str
    line: Line
    row: int = 0
    summary: int = 0
    kind: int = 0
    entry: Mapping[str, Any] | None = None


def facts_with(base: Facts, lines: Iterable[tuple[str, Line]]) -> Facts:
    """Facts with these lines (group, line) in their groups, at the stage that its tables print."""
    groups: dict[str, list[Line]] = {}
    for group, line in lines:
        groups.setdefault(group, []).append(replace(line, stage=base.stage, cut=group))
    return replace(
        base,
        income=tuple(groups.get(INCOME, ())),
        expenditure=tuple(line for cut in (*CUTS, FULL) for line in groups.get(cut, ())),
        balances={kind: tuple(groups[kind]) for kind in BALANCES if kind in groups},
        running=tuple(replace(line, nature="basic.public", fund="general") for line in groups.get(RUNNING, ())),
    )


def layout_of(key: str, code: str) -> TableLayout:
    """How a layout prints a table, or would print it; ``KeyError`` if it does not know it."""
    layout = load(key)
    return next(table for table in (*layout.tables, *layout.unprinted) if table.code == code)


def marked(base: Facts, atoms: Iterable[Atom]) -> Facts:
    """Facts in which the n-th atom has 2ⁿ yuan, so that any sum of them tells which they are."""
    lines = (
        (atom.group, replace(atom.line, amount=Decimal(1 << place), position=atom.row, summary_position=atom.summary))
        for place, atom in enumerate(atoms)
    )
    return facts_with(base, lines)


def built_exactly(facts: Facts, layout: TableLayout, count: int) -> Table:
    """The table, its sums exact even of ``count`` marked atoms."""
    with localcontext() as context:
        context.prec = ceil(count / 3) + 30
        return build(facts, layout)


def atoms_in(cell: object) -> int:
    """Which marked atoms a cell adds up, a bit for each."""
    return int(cell.yuan) if isinstance(cell, Amount) else 0


@cache
def groups_read(layout_key: str, code: str) -> frozenset[str]:
    """The groups that a table of a layout reads."""
    atoms, cells = _shown(layout_key, code)
    seen = 0
    for mask in cells.values():
        seen |= mask
    return frozenset(atom.group for place, atom in enumerate(atoms) if seen >> place & 1)


@cache
def cells_told(layout_key: str, code: str) -> frozenset[tuple[str, str]]:
    """The cells (tail of the row's key, column) of a form that lines make."""
    _, cells = _shown(layout_key, code)
    return frozenset((tail(row), column) for (row, column), mask in cells.items() if mask)


def tail(key: str) -> str:
    """What a row's key says behind the place of the form that it belongs to; nothing for other rows."""
    place, _, rest = key.partition("/")
    return rest if place.isdigit() and "/" in rest else ""


@cache
def _shown(layout_key: str, code: str) -> tuple[list[Atom], dict[tuple[str, str], int]]:
    """A few marked lines of every group, and which of them each cell of a table adds up."""
    project = ProjectFact("1", "", "1", indicators=(SOME_INDICATOR,))
    base = replace(blank_facts(load(layout_key)), projects=(project,))
    line = Line(Decimal(0), "1", "2010101", "30201", "50201", project="1", item="1")
    atoms = [
        Atom(group, replace(line, fund=fund, nature=nature, origin=origin))
        for group in GROUPS
        for fund in ("general.fiscal", "fund", "capital", "own.other")
        for nature in ("basic.public.goods", "project.target")
        for origin in (CURRENT, CARRIED)
    ]
    table = built_exactly(marked(base, atoms), layout_of(layout_key, code), len(atoms))
    return atoms, {(row.key, key): atoms_in(cell) for _, row in table.rows() for key, cell in row.cells.items()}
