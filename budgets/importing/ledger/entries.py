"""Lines as rows of ``Entries``, and rows of ``Entries`` as lines."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from budgets.entered import Entries
from budgets.facts import Facts, ProjectFact, project_key
from budgets.importing.ledger.groups import CUTS, INCOME, RUNNING, Atom
from budgets.importing.ledger.kinds import RUNNING_COST
from budgets.ledger import BALANCES, CURRENT, ECONOMIC, FULL, FUNCTION, ITEM, Line

Record = dict[str, Any]
SHARED = ("unit", "nature", "fund", "origin")
FIELDS = {
    INCOME: ("unit", "function", "fund", "origin"),
    FUNCTION: ("function", *SHARED),
    ECONOMIC: ("economic", "government", *SHARED),
    ITEM: ("item_kind", "item", "project", *SHARED),
    FULL: ("function", "economic", "government", "item_kind", "item", "project", *SHARED),
    RUNNING: ("economic",),
    **{kind: ("unit", "fund", "function") for kind in BALANCES},
}


def record(group: str, line: Line) -> Record:
    """A line as a row of its group."""
    found: Record = {field: getattr(line, field) for field in FIELDS[group]}
    if found.get("project"):
        found["project"] = found["project"].removeprefix("〔").removesuffix("〕")
    kind = {"kind": group} if group in BALANCES else {}
    return {**kind, **found, "amount": f"{line.amount:.2f}"}


def line_of(row: Record, codes: frozenset[str]) -> Line:
    """A row of any group as a line; ``codes`` are those of the projects, which rows name by code or by name."""
    told = str(row.get("project") or "")
    return Line(
        amount=Decimal(row.get("amount") or 0),
        unit=row.get("unit") or "",
        function=row.get("function") or "",
        economic=row.get("economic") or "",
        government=row.get("government") or "",
        nature=row.get("nature") or "",
        fund=row.get("fund") or "general.fiscal",
        origin=row.get("origin") or CURRENT,
        project=project_key(told if told in codes else "", told) if told else "",
        item=row.get("item") or "",
        item_kind=row.get("item_kind") or "",
    )


def projects_of(known: Entries) -> tuple[ProjectFact, ...]:
    """The projects that were entered, as far as money needs them."""
    rows = (*(known.get("projects") or ()), *(known.get("unplanned") or ()))
    return tuple(ProjectFact(row.get("code") or "", row["name"], row.get("unit") or "") for row in rows)


def rows_of(known: Entries) -> Iterator[tuple[str, Record]]:
    """Every row of money with its group; expenditure in the order of its cuts."""
    yield from ((INCOME, row) for row in known.get(INCOME) or ())
    for cut, rows in (known.get("expenditure") or {}).items():
        yield from ((cut, row) for row in rows)
    yield from ((row["kind"], row) for row in known.get("balances") or ())
    yield from ((RUNNING, row) for row in known.get(RUNNING) or ())


def known_atoms(known: Entries, base: Facts) -> tuple[list[Atom], list[tuple[str, Record]]]:
    """The known rows of the stage that the tables print, in their order, and those of other stages."""
    codes = frozenset(project.code for project in projects_of(known))
    atoms: list[Atom] = []
    others: list[tuple[str, Record]] = []
    places: dict[str, int] = {}
    for group, row in rows_of(known):
        place = places[group] = places.get(group, 0) + 1
        if (row.get("stage") or base.stage) == base.stage:
            line = line_of(row, codes)
            line = RUNNING_COST.of(line) if group == RUNNING else line
            atoms.append(Atom(group, line, place, row.get("summary_position") or place, entry=row))
        else:
            others.append((group, row))
    return atoms, others


def entries_of(atoms: Iterable[Atom], told: Iterable[str]) -> Entries:
    """The groups that were told, with their lines in the order of rows; a known line stays as it was."""
    groups: dict[str, list[Atom]] = {group: [] for group in told}
    for atom in atoms:
        groups.setdefault(atom.group, []).append(atom)
    found: Entries = {}
    for group, own in groups.items():
        rows = list(_records(group, sorted(own, key=lambda atom: (atom.row, atom.kind))))
        if group in (*CUTS, FULL):
            found.setdefault("expenditure", {})[group] = rows
        elif group in BALANCES:
            found.setdefault("balances", []).extend(rows)
        else:
            found[group] = rows
    return found


def _records(group: str, atoms: list[Atom]) -> Iterator[Record]:
    """The rows; the economic cut carries its places in its two orders. Known rows alone stay as they were."""
    if all(atom.entry is not None for atom in atoms):
        yield from (dict(atom.entry or {}) for atom in atoms)
        return
    places = {summary: n for n, summary in enumerate(sorted({atom.summary for atom in atoms}), start=1)}
    reordered = any(after.summary < before.summary for before, after in pairwise(atoms))
    for atom in atoms:
        row = dict(atom.entry) if atom.entry is not None else record(group, atom.line)
        row.pop("summary_position", None)
        yield row | {"summary_position": places[atom.summary]} if reordered and group in (ECONOMIC, FULL) else row
