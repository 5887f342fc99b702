"""Lines that are known already and compose to what the tables say: they stay, with all that is known of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from budgets.document import Amount, Cell, Row, Table
from budgets.entered import Entries
from budgets.facts import Facts
from budgets.importing.ledger.entries import FIELDS, known_atoms
from budgets.importing.ledger.groups import CUTS, GROUPS, Atom, cells_told, facts_with, groups_read, layout_of, tail
from budgets.importing.ledger.probing import is_base, is_form
from budgets.importing.ledger.rows import Directory, by_place, named, own_rows, told_by
from budgets.importing.ledger.solving import ZERO
from budgets.importing.read import ReadTable
from budgets.ledger import FULL, Line
from budgets.tables import build, declared

Identity = tuple[str, ...]
Tables = Mapping[str, ReadTable]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of the known lines: ``whole`` groups, single ``rows`` of others (by group), rows of other stages.

    ``known`` are all lines of each group, for what tables do not tell of a line.
    """

    whole: Mapping[str, Sequence[Atom]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Atom]] = field(default_factory=dict)
    others: Sequence[tuple[str, dict[str, Any]]] = ()
    known: Mapping[str, Sequence[Atom]] = field(default_factory=dict)

    def completed(self, found: Atom) -> Atom:
        """A line that was found with what the one known line of its coordinates says beyond the tables (its unit)."""
        names = [name for name in FIELDS.get(found.group, ()) if getattr(found.line, name)]
        blank: list[str] = [name for name in FIELDS.get(found.group, ()) if not getattr(found.line, name)]
        same = [
            own for own in self.known.get(found.group, ()) if identity(own.line, names) == identity(found.line, names)
        ]
        if found.entry is not None or len(same) != 1:
            return found
        told: dict[str, Any] = {name: getattr(same[0].line, name) for name in blank}
        return replace(found, line=replace(found.line, **told))


def kept(base: Facts, tables: Tables, who: Directory, known: Entries | None) -> Kept:
    """What of ``known`` agrees with every table that reads it."""
    if not known:
        return Kept()
    atoms, others = known_atoms(known, base)
    built = composed(base, tables, atoms)
    agreeing = {code: agrees(read, built[code]) for code, read in tables.items()}
    told = told_groups(tables)
    right = {
        group: all(agreeing[code] for code, read in tables.items() if group in groups_read(read.layout, code))
        for group in told
    }
    whole: dict[str, Sequence[Atom]] = {}
    rows: dict[str, Sequence[Atom]] = {}
    by_group = _by_group(atoms, told, right)
    for group, own in by_group.items():
        if right.get(group, True):
            whole[group] = own
        else:
            rows[group] = list(_rows_kept(group, own, tables, built, who))
    return Kept(whole, rows, others, by_group)


def told_groups(tables: Tables) -> list[str]:
    """The groups of which the tables say something."""
    found = {group for read in tables.values() if _says(read) for group in groups_read(read.layout, read.code)}
    return [group for group in GROUPS if group in found]


def _says(read: ReadTable) -> bool:
    return any(isinstance(cell, Amount) for _, row in read.table.rows() for cell in row.cells.values())


def _by_group(atoms: Sequence[Atom], told: Sequence[str], right: Mapping[str, bool]) -> dict[str, list[Atom]]:
    """The atoms by group; where full lines do not agree with every cut, they become lines of each cut."""
    full = [atom for atom in atoms if atom.group == FULL]
    split = full and not all(right[cut] for cut in CUTS if cut in told)
    found: dict[str, list[Atom]] = {group: [] for group in told}
    for atom in atoms:
        if atom.group == FULL and split:
            for cut in CUTS:
                found.setdefault(cut, []).append(replace(atom, group=cut))
        elif atom.group not in CUTS or not full:
            found.setdefault(atom.group, []).append(atom)
    if full and not split:
        found = {group: own for group, own in found.items() if group not in CUTS}
    return {group: own for group, own in found.items() if group in told or group in (*CUTS, FULL)}


def composed(base: Facts, tables: Tables, atoms: Iterable[Atom]) -> dict[str, Table]:
    """The tables as they come from these lines."""
    placed = (
        (atom.group, replace(atom.line, position=atom.row, summary_position=atom.summary))
        for atom in sorted(atoms, key=lambda atom: (atom.row, atom.kind))
    )
    facts = facts_with(base, placed)
    return {code: build(facts, layout_of(read.layout, code)) for code, read in tables.items()}


def agrees(read: ReadTable, built: Table) -> bool:
    """Whether a table was composed as it was read: the same rows in the same order, the same amounts in them.

    Of a form only the amounts that lines make count.
    """
    places = by_place(read)
    here, there = dict(named(read.table, places)), dict(named(built, places))
    if is_form(read):
        cells = list(_made_of_lines(read))
        return all(name in there and _yuan(cell) == _yuan(there[name].cells.get(key)) for name, key, cell in cells)
    return list(here) == list(there) and all(same(row, there[name]) for name, row in here.items())


def _made_of_lines(read: ReadTable) -> Iterator[tuple[str, str, Cell]]:
    """The amounts of a form (row, column, cell) that lines make."""
    told = cells_told(read.layout, read.code)
    for _, row in read.table.rows():
        for key, cell in row.cells.items():
            if (tail(row.key), key) in told and (cell is None or isinstance(cell, Amount)):
                yield row.key, key, cell


def same(here: Row, there: Row) -> bool:
    """Whether the amounts of a read row are those of a composed one; cells left out stand for zero."""
    keys = [key for key, cell in here.cells.items() if cell is None or isinstance(cell, Amount)]
    if not keys:
        return all(_yuan(cell) in (None, ZERO) for cell in there.cells.values())
    return all(_yuan(here.cells[key]) == _yuan(there.cells.get(key)) for key in keys)


def _yuan(cell: Cell) -> Any:
    return cell.yuan if isinstance(cell, Amount) else None


def fields_of(group: str, tables: Iterable[ReadTable]) -> tuple[str, ...]:
    """The fields of a line by which the rows of the tables of a group are told."""
    found: set[str] = set()
    for read in tables:
        if group in groups_read(read.layout, read.code):
            found |= told_by(declared()[read.form])
    return tuple(sorted(found))


def identity(line: Line, fields: Sequence[str]) -> Identity:
    """The row that a line stands in."""
    return tuple(getattr(line, name) for name in fields)


def _rows_kept(
    group: str, atoms: Sequence[Atom], tables: Tables, built: Mapping[str, Table], who: Directory
) -> Iterator[Atom]:
    """The lines of the rows that every base table shows as they compose."""
    reading = [read for code, read in tables.items() if is_base(read) and group in groups_read(read.layout, code)]
    there = [tuple(own_rows(replace(read, table=built[read.code]), who)) for read in reading]
    here = [tuple(own_rows(read, who)) for read in reading]
    told = {name for rows in here for own in rows for name in FIELDS[group] if getattr(own.line, name)}
    fields = [name for name in fields_of(group, reading) if name in told]
    right: dict[Identity, bool] = {}
    for composed_rows, read_rows in zip(there, here, strict=True):
        made = {identity(own.line, fields): own.row for own in composed_rows}
        found = {identity(own.line, fields): own.row for own in read_rows}
        for key in made.keys() | found.keys():
            fits = key in made and key in found and same(found[key], made[key])
            right[key] = right.get(key, True) and fits
    yield from (atom for atom in atoms if right.get(identity(atom.line, fields), False))
