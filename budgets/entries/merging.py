"""What is entered once entries have been put: theirs where they contain a group, what was there elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from budgets.entered import EXPENDITURE, Entries, key_of
from budgets.entries.parts import PLANS, PROJECT, UNPLANNED
from budgets.ledger import CUTS, FINAL, FULL, INITIAL

Rows = Sequence[Mapping[str, Any]]


def merged(before: Entries, entries: Entries) -> Entries:
    """Everything that is entered after ``entries`` are put over ``before``, which is what ``taken`` gives.

    Amounts and the like stay written as they are in either; identity (regions, department, units) is not put.
    """
    after = {key: entries.get(key, value) for key, value in before.items()}
    after |= {key: before[key] for key in ("kind", "regions", "department", "units") if key in before}
    after[EXPENDITURE] = _cuts(before["kind"], before.get(EXPENDITURE, {}), entries.get(EXPENDITURE, {}))
    after[UNPLANNED.key] = _unplanned(before, entries, after)
    return after


def _cuts(kind: str, before: Mapping[str, Rows], cuts: Mapping[str, Rows]) -> dict[str, Rows]:
    out = displaced(kind, cuts)
    kept = {
        cut: [row for row in rows if _stage(kind, row) not in out.get(cut, ())] if cut in out else rows
        for cut, rows in before.items()
    }
    return kept | dict(cuts)


def displaced(kind: str, cuts: Mapping[str, Rows]) -> dict[str, set[str]]:
    """The cuts that are not among ``cuts`` but give way to them, each with the stages in which it does.

    A table reads the full lines of a stage where there are any: full lines and the other cuts replace each other.
    """
    stages = {cut: {_stage(kind, row) for row in rows} for cut, rows in cuts.items()}
    full = stages.get(FULL, set())
    others = set().union(*(found for cut, found in stages.items() if cut != FULL))
    found = {cut: others if cut == FULL else full for cut in CUTS if cut not in cuts}
    return {cut: stages for cut, stages in found.items() if stages}


def _stage(kind: str, row: Mapping[str, Any]) -> str:
    return str(row.get("stage") or (FINAL if kind == "final" else INITIAL))


def _unplanned(before: Entries, entries: Entries, after: Entries) -> list[Any]:
    """The projects that lines name and that are not planned any more, as either tells them."""
    told = {
        key_of(row): {name: row.get(name, "") for name in ("unit", "code", "name")}
        for known in (before, entries)
        for part in (UNPLANNED, PLANS)
        for row in known.get(part.key) or ()
    }
    named = {row.get(PROJECT) for rows in after[EXPENDITURE].values() for row in rows}
    planned = {key_of(row) for row in after.get(PLANS.key) or ()}
    return [row for key, row in told.items() if key in named and key not in planned]
