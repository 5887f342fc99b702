"""The rows of every group of lines, and the lines that may have money in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgets.document import Amount
from budgets.facts import Facts
from budgets.importing.ledger.groups import CUTS, GROUPS, INCOME, RUNNING, Atom, groups_read
from budgets.importing.ledger.keeping import Identity, fields_of, identity
from budgets.importing.ledger.kinds import (
    RUNNING_COST,
    TOPS,
    all_kinds,
    natures_of_economic,
    natures_of_function,
    natures_told,
    told_apart,
)
from budgets.importing.ledger.rows import BLANK_LINE, Directory, Own, own_rows
from budgets.importing.read import ReadTable
from budgets.ledger import BALANCES, ECONOMIC, EVERYTHING, FULL, FUNCTION, ITEM, At, Line, selected
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab
from budgets.tables.declarations.by_economic import summary_lines
from budgets.tables.declarations.final_economic import SCOPE, EconomicListing


def reading(group: str, tables: Mapping[str, ReadTable]) -> list[ReadTable]:
    """The tables that read a group."""
    return [read for code, read in tables.items() if group in groups_read(read.layout, code)]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a group: its place in the order of lines and in that of the summary, and how every table shows it."""

    row: int
    summary: int
    shown: Mapping[str, Own]

    @property
    def own(self) -> Own:
        """The row as its base table shows it."""
        return next(iter(self.shown.values()))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of every group by their identities, and the fields that tell them."""

    fields: Mapping[str, tuple[str, ...]]
    of: Mapping[str, Mapping[Identity, Place]]

    def placed(self, atom: Atom) -> Atom:
        """A line at the place of its row."""
        place = self.of[atom.group].get(identity(atom.line, self.fields[atom.group]))
        return replace(atom, row=place.row, summary=place.summary) if place else atom


def rows_of_groups(tables: Mapping[str, ReadTable], who: Directory) -> Rows:
    """The rows of every group, in the order of the first table that shows them."""
    fields = {group: fields_of(group, tables.values()) for group in GROUPS}
    return Rows(fields, {group: _rows_of(group, fields[group], tables, who) for group in GROUPS})


def _rows_of(
    group: str, fields: Sequence[str], tables: Mapping[str, ReadTable], who: Directory
) -> dict[Identity, Place]:
    shown: dict[Identity, dict[str, Own]] = {}
    summary: dict[Identity, int] = {}
    for read in reading(group, tables):
        for place, own in enumerate(own_rows(read, who)):
            key = identity(own.line, fields)
            shown.setdefault(key, {})[read.code] = own
            if getattr(declared()[read.form], "read", None) is summary_lines:
                summary.setdefault(key, place)
    if group in BALANCES or (group == RUNNING and not shown):
        shown.setdefault(tuple("" for _ in fields), {})
    places = enumerate(shown.items())
    return {key: Place(row, summary.get(key, len(summary) + row), own) for row, (key, own) in places}


def candidates(
    group: str,
    rows: Rows,
    tables: Mapping[str, ReadTable],
    base: Facts,
    solved: Sequence[Atom],
    staying: Sequence[Atom],
    prune: bool,
) -> Iterator[Atom]:
    """A line for every row of the group and every kind of money that it may have, but for rows that stay."""
    fields = rows.fields[group]
    there = {identity(atom.line, fields) for atom in staying if atom.group == group}
    found = reading(group, tables)
    natures = {key: _natures(group, place, natures_told(found)) for key, place in rows.of[group].items()}
    every = dict.fromkeys(nature for own in natures.values() for nature in own)
    earned = {(atom.line.fund, atom.line.origin) for atom in solved if atom.group == INCOME and atom.line.amount}
    other = [atom.line for atom in solved if atom.group in (FUNCTION, FULL)] if group == ECONOMIC else []
    kinds = told_apart(group, all_kinds(group, base, every), found, base, earned, other, prune)
    for key, place in rows.of[group].items():
        if key in there:
            continue
        line = place.own.line if place.shown else BLANK_LINE
        empty = list(_empty(place, found)) if prune else []
        for rank, kind in enumerate(kinds):
            own = kind.of(line)
            if kind.nature in natures[key] and not any(selected(own, a) and selected(own, b) for a, b in empty):
                yield Atom(group, own, place.row, place.summary, rank)


def _empty(place: Place, tables: Iterable[ReadTable]) -> Iterator[tuple[At, At]]:
    """The coordinates at which a row has nothing, but for rows with negative amounts: cells of zero, and whole tables.

    A row that is in no table at all is not looked at: its money is shown in sums only.
    """
    cells = [cell for own in place.shown.values() for cell in own.row.cells.values() if isinstance(cell, Amount)]
    if not cells or any(cell.yuan < 0 for cell in cells):
        return
    for read in tables:
        made = declared()[read.form]
        if not isinstance(made, CrossTab):
            continue
        own = place.shown.get(read.code)
        if own is None and _whole(read):
            yield made.scope, EVERYTHING
        for measure in made.measures if own else ():
            cell = own.row.cells.get(measure.key) if own else None
            if isinstance(cell, Amount) and cell.yuan == 0:
                yield made.scope, measure.at


def _whole(read: ReadTable) -> bool:
    """Whether a table tells its total, so that rows that it does not have are nothing."""
    return any(row.kind == "total" and isinstance(row.cells.get("total"), Amount) for _, row in read.table.rows())


def _natures(group: str, place: Place, told: Mapping[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    if group == RUNNING:
        return (RUNNING_COST.nature,)
    if group == FUNCTION:
        return natures_of_function(place.shown, told)
    if group == ECONOMIC:
        return natures_of_economic(place.own, told)
    return place.own.natures if group == ITEM else ("",)


def stand_in(
    group: str, rows: Rows, tables: Mapping[str, ReadTable], base: Facts, solved: Sequence[Atom]
) -> Iterator[Atom]:
    """Lines without money for the rows that a table shows and no line makes.

    Of the kinds of money the plainest that no other table would show too.
    """
    found = reading(group, tables)
    scopes = {read.code: scope for read in found if (scope := _scope(read))}
    fields, told = rows.fields[group], natures_told(found)
    own_lines = [atom.line for atom in solved if atom.group in (group, FULL)]
    for key, place in rows.of[group].items():
        lines = [line for line in own_lines if identity(line, fields) == key]
        for code, own in place.shown.items():
            needed = code in scopes and _needs_line(tables[code], own.line, own_lines)
            if not needed or any(selected(line, scopes[code]) for line in lines):
                continue
            kinds = all_kinds(group, base, _natures(group, place, told) or (TOPS if group in CUTS else ("",)))
            fitting = [kind.of(own.line) for kind in kinds if selected(kind.of(own.line), scopes[code])]
            if fitting:
                lines.append(min(fitting, key=lambda line: _strays(line, scopes, place)))
                yield Atom(group, lines[-1], place.row, place.summary)


def _scope(read: ReadTable) -> At | None:
    """What a table of rows covers."""
    made = declared()[read.form]
    return made.scope if isinstance(made, CrossTab) else SCOPE if isinstance(made, EconomicListing) else None


def _needs_line(read: ReadTable, line: Line, lines: Iterable[Line]) -> bool:
    """Whether a row is there, or tells its amount, by a line of its own only.

    A fixed list has its rows anyway; there a code needs a line beside money that is known only to the 类 above it.
    """
    if not isinstance(declared()[read.form], EconomicListing):
        return True
    return any(
        other.amount and other.economic != line.economic and line.economic.startswith(other.economic or "-")
        for other in lines
    )


def _strays(line: Line, scopes: Mapping[str, At], place: Place) -> int:
    """How many tables would show the line that do not show its row."""
    return sum(bool(selected(line, scope)) for code, scope in scopes.items() if code not in place.shown)
