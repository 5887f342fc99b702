"""From read tables to lines: income and balances first, then expenditure by function, then its other cuts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgets.entered import Entries
from budgets.facts import Facts, UnitFact
from budgets.importing.blank import blank_facts
from budgets.importing.book import Problem
from budgets.importing.ledger.candidates import Rows, candidates, rows_of_groups, stand_in
from budgets.importing.ledger.entries import entries_of, projects_of
from budgets.importing.ledger.groups import CUTS, INCOME, RUNNING, Atom, groups_read
from budgets.importing.ledger.keeping import Kept, agrees, composed, kept, told_groups
from budgets.importing.ledger.kinds import of_other_cut
from budgets.importing.ledger.messages import chosen, contradictions, strange_units
from budgets.importing.ledger.probing import DETAIL, OTHER_CUT, equations
from budgets.importing.ledger.rows import department_code, directory, with_projects
from budgets.importing.ledger.solving import Choice, Equation, reconciled
from budgets.importing.read import ReadTable
from budgets.layouts import load
from budgets.ledger import BALANCES, ECONOMIC, FULL, FUNCTION, ITEM
from budgets.tables import declared

RECEIVED = ("opening", "reserve")
ROUNDS = (
    (INCOME, *RECEIVED),
    (FUNCTION, *(kind for kind in BALANCES if kind not in RECEIVED)),
    (ECONOMIC, ITEM, RUNNING),
)


@dataclass(frozen=True, slots=True)
class Inverted:
    """Lines as groups of ``Entries``, only those of which the tables say something, and what is to be said."""

    entries: Entries
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """Lines with their amounts, those that were chosen (see ``atoms``), and the equations that had to be given up."""

    lines: list[Atom]
    atoms: list[Atom]
    choices: list[Choice]
    given_up: list[tuple[Equation, Decimal]]

    @property
    def faults(self) -> int:
        """How many amounts of the tables do not come out."""
        return sum(equation.rank < OTHER_CUT for equation, _ in self.given_up)

    @property
    def details(self) -> int:
        """How many of them stand in the rows of base tables: a wrong total may have hidden where their money is."""
        return sum(equation.rank == DETAIL for equation, _ in self.given_up)


@dataclass
class Inversion:
    """What is known so far: ``solved`` are lines with their amounts."""

    base: Facts
    tables: Mapping[str, ReadTable]
    kept: Kept
    rows: Rows
    solved: list[Atom] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def find(self, groups: Sequence[str]) -> None:
        """Find the lines of these groups: with the known rows that agree, or without them where they do not fit."""
        best: Attempt | None = None
        any_kept = any(self.kept.rows.get(group) for group in groups)
        for keep, prune in ((True, True), (False, True), (False, False)):
            if prune and not keep and not any_kept:
                continue
            if not prune and best is not None and not best.details:
                continue
            tried = self._attempt(groups, keep, prune)
            best = tried if best is None or tried.faults < best.faults else best
            if not best.faults:
                break
        assert best is not None
        self.solved += [self.kept.completed(atom) for atom in best.lines]
        self.problems += [*chosen(best.choices, best.atoms), *contradictions(self.tables, best.given_up)]

    def _attempt(self, groups: Sequence[str], keep: bool, prune: bool) -> Attempt:
        staying = [atom for group in groups if keep for atom in self.kept.rows.get(group, ())]
        staying = [self.rows.placed(atom) for atom in staying]
        found = [*self.solved, *staying]
        known = {place: atom.line.amount for place, atom in enumerate(found)}
        for group in groups:
            found += candidates(group, self.rows, self.tables, self.base, self.solved, staying, prune)
        new = range(len(known), len(found))
        sums = self._equations(groups, found, sum(1 << place for place in new))
        guides = self._guides(found) if ECONOMIC in groups else []
        order = sorted(new, key=lambda place: (found[place].kind, found[place].row))
        solution, given_up = reconciled(sums, order, known, guides)
        lines = [
            replace(found[place], line=replace(found[place].line, amount=solution.amounts[place]))
            for place in new
            if solution.amounts[place] != 0
        ]
        told = [(equation, solution.total(equation)) for equation in given_up]
        return Attempt([*staying, *lines], found, solution.choices, told)

    def _equations(self, groups: Sequence[str], atoms: Sequence[Atom], new: int) -> list[Equation]:
        """What the tables of the groups say of the new atoms."""
        reading = [read for read in self.tables.values() if not groups_read(read.layout, read.code).isdisjoint(groups)]
        return [equation for equation in equations(reading, self.base, atoms) if equation.atoms & new]

    def _guides(self, atoms: Sequence[Atom]) -> list[Equation]:
        """What the functional cut has, for the economic one."""
        function = [atom.line for atom in self.solved if atom.group in (FUNCTION, FULL)]
        placed = [(place, atom.line) for place, atom in enumerate(atoms) if atom.group == ECONOMIC]
        return list(of_other_cut(placed, function, OTHER_CUT))

    def show_empty_rows(self, groups: Sequence[str]) -> None:
        """A line without money for every row that is shown and has none."""
        for group in groups:
            self.solved += stand_in(group, self.rows, self.tables, self.base, self.solved)

    def drop_running(self) -> None:
        """机关运行经费 is kept only where it is not what the economic cut makes by itself."""
        others = [atom for atom in self.solved if atom.group != RUNNING]
        reading = {code: read for code, read in self.tables.items() if RUNNING in groups_read(read.layout, code)}
        built = composed(self.base, reading, others)
        if all(agrees(read, built[code]) for code, read in reading.items()):
            self.solved = others


def lines_of(
    tables: Mapping[str, ReadTable], layout_key: str, units: Sequence[UnitFact], known: Entries | None = None
) -> Inverted:
    """The lines that compose to ``tables`` again; those of ``known`` that do so already stay as they are.

    Where tables leave several ways, the plainest is taken, with a notice; where a base table contradicts itself, a
    warning names the place, and lines follow its details. Amounts are never made up to close a gap.
    """
    read = {code: tables[code] for code in sorted(tables) if tables[code].form in declared()}
    base = _base(read, layout_key, units, known)
    who = directory(base.units, (*projects_of(known or {}), *base.projects))
    held = kept(base, read, who, known)
    work = Inversion(base, read, held, rows_of_groups(read, who))
    work.solved = [atom for own in held.whole.values() for atom in own]
    settled = {*held.whole, *(CUTS if FULL in held.whole else ())}
    told = told_groups(read)
    for groups in ROUNDS:
        open_groups = [group for group in groups if group in told and group not in settled]
        if open_groups:
            work.find(open_groups)
            work.show_empty_rows(open_groups)
    if RUNNING in told and RUNNING not in settled:
        work.drop_running()
    found = entries_of(work.solved, [g for g in (*told, *held.whole) if FULL not in held.whole or g not in CUTS])
    _with_other_stages(found, held)
    return Inverted(found, (*strange_units(read, who), *work.problems))


def _base(tables: Mapping[str, ReadTable], layout_key: str, units: Sequence[UnitFact], known: Entries | None) -> Facts:
    """Facts of the department without any money."""
    blank = replace(blank_facts(load(layout_key)), code=department_code(tables), units=tuple(units))
    facts = with_projects(blank, tables, projects_of(known or {}))
    return replace(facts, project_names={project.key: project.name for project in facts.projects})


def _with_other_stages(found: Entries, held: Kept) -> None:
    """Put back the lines of other stages, which no table of this document shows."""
    for group, row in held.others:
        if group in (*CUTS, FULL):
            found.setdefault("expenditure", {}).setdefault(group, []).append(row)
        elif group in found:
            found[group].append(row)
