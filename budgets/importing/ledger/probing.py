"""Turns cells of read tables into equations: the same tables, composed of marked atoms, tell what each adds up."""

from collections.abc import Iterator, Mapping, Sequence

from budgets.document import Amount, Row, Table
from budgets.facts import Facts
from budgets.importing.ledger.groups import Atom, atoms_in, built_exactly, layout_of, marked
from budgets.importing.ledger.rows import by_place, named
from budgets.importing.ledger.solving import ZERO, Equation
from budgets.importing.read import ReadTable
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab
from budgets.tables.declarations.final_economic import EconomicListing
from budgets.tables.statement import Statement

# What an equation gives way to: the rows of base tables come first, then that others are not there, then their sums
# and what other tables say; what another cut says is a guide only.
DETAIL, NO_ROW, SUBTOTAL, TOTAL, DERIVED, OTHER_CUT = range(6)
RANKS = {"detail": DETAIL, "subtotal": SUBTOTAL}
Rows = Mapping[str, Row]


def is_base(read: ReadTable) -> bool:
    """Whether lines follow this table: statements and forms are made from the others."""
    return isinstance(declared()[read.form], CrossTab | EconomicListing)


def is_form(read: ReadTable) -> bool:
    """Whether a table is a form, which shows much beside what lines make."""
    return not is_base(read) and not isinstance(declared()[read.form], Statement)


def equations(tables: Sequence[ReadTable], base: Facts, atoms: Sequence[Atom]) -> list[Equation]:
    """What every amount of the tables says of the atoms."""
    facts = marked(base, atoms)
    found: list[Equation] = []
    for read in tables:
        built = built_exactly(facts, layout_of(read.layout, read.code), len(atoms))
        found.extend(_of_table(read, built))
    return found


def _of_table(read: ReadTable, built: Table) -> Iterator[Equation]:
    places, base = by_place(read), is_base(read)
    there, here = dict(named(built, places)), dict(named(read.table, places))
    amounts = {column.key for panel in read.table.panels for column in panel.columns if column.kind == "amount"}
    for name, row in there.items():
        if name not in here:
            yield from _absent(read, name, row, amounts, NO_ROW if base else DERIVED)
            continue
        rank = RANKS.get(row.kind, TOTAL) if base else DERIVED
        yield from _of_row(read, name, row, here[name], rank)
        if not _has_amounts(here[name]):
            yield from _absent(read, name, row, amounts, rank)


def _of_row(read: ReadTable, name: str, there: Row, here: Row, rank: int) -> Iterator[Equation]:
    for key, cell in here.cells.items():
        mask = atoms_in(there.cells.get(key))
        if mask and isinstance(cell, Amount):
            yield Equation(mask, cell.yuan, rank, read.code, name, key)


def _has_amounts(row: Row) -> bool:
    return any(cell is None or isinstance(cell, Amount) for cell in row.cells.values())


def _absent(read: ReadTable, name: str, row: Row, amounts: set[str], rank: int) -> Iterator[Equation]:
    """A row that the sheet does not have, or whose cells it leaves out, has no money."""
    mask = 0
    for key in amounts & row.cells.keys():
        mask |= atoms_in(row.cells[key])
    if mask:
        yield Equation(mask, ZERO, rank, read.code, name)
