"""Entries judged before anything is written: fields, codes of units and projects, constraints; then cleaned rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from budgets.entered import Entries, Group, key_of, rows_of
from budgets.entries.cleaning import Refused, cleaned
from budgets.entries.constraints import broken
from budgets.entries.mistakes import Invalid, Mistake
from budgets.entries.parts import LINES, PLANS, PROJECT, UNPLANNED, Part, fields, parts
from budgets.entries.schema import group_of
from budgets.entries.shape import misshapen

Row = dict[str, Any]
NO_UNIT = "部门没有代码为“{}”的单位：请先由管理员建立"
SHOWN = 60
OTHER_UNIT = "这份文件只公开单位“{}”，这一行是“{}”的"
NO_PROJECT = "没有项目“{}”：请先列出这个项目"


@dataclass(frozen=True, slots=True)
class Known:
    """What rows may name: codes of the department's units, and its projects as lines call them.

    ``own`` is the code of the one unit whose disclosure it is: lines name no other.
    """

    units: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    own: str = ""


@dataclass(slots=True)
class Checked:
    """Cleaned rows by the keys of the groups that the entries contain; links are still codes."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def checked(kind: str, entries: Entries, known: Known) -> Checked:
    """Everything that entries for a disclosure of ``kind`` contain, cleaned, and all that is wrong with it.

    Raises ``Invalid`` for an object that has not the shape of entries: of that, nothing can be read.
    """
    wrong = misshapen(kind, entries)
    if wrong:
        raise Invalid(wrong)
    named = {key_of(row) for part in (PLANS, UNPLANNED) for row in entries.get(part.key) or ()}
    allowed = replace(known, projects=known.projects | named)
    answer = Checked()
    for part in parts(kind):
        if _container(part) in entries:
            _part(part, group_of(kind, part.key), entries, allowed, answer)
    return answer


def _container(part: Part) -> str:
    """The key that says whether a group is contained: what is below projects comes with them."""
    return part.key.partition(".")[0]


def _part(part: Part, group: Group, entries: Entries, known: Known, answer: Checked) -> None:
    rows, right = [], []
    for index, raw in enumerate(rows_of(entries, group)):
        place = -1 if part.single and not part.below_project else index
        row, mistakes = _row(part, group, raw, place)
        mistakes += _unlinked(part, row, place, known)
        answer.mistakes += mistakes
        rows.append(row)
        if not mistakes:
            right.append((place, row))
    answer.rows[part.key] = rows
    answer.mistakes += broken(part, group, right)


def _row(part: Part, group: Group, raw: Mapping[str, Any], place: int) -> tuple[Row, list[Mistake]]:
    """A cleaned row; one below a project keeps what it calls the project."""
    row: Row = {PROJECT: raw[PROJECT]} if part.below_project else {}
    mistakes = []
    model_fields = fields(part)
    for described in group.fields:
        if described.name not in model_fields:
            continue
        try:
            row[described.name] = cleaned(raw.get(described.name), described, model_fields[described.name])
        except Refused as refusal:
            mistakes.append(Mistake(part.key, place, described.name, str(refusal)))
    return row, mistakes


def _unlinked(part: Part, row: Row, place: int, known: Known) -> list[Mistake]:
    """Units and projects that a row names and that are not there, or not of this disclosure."""
    code = "code" if part.key == "units" else "unit"
    wanted = [(code, known.units, NO_UNIT)]
    if not part.below_project:
        wanted.append((PROJECT, known.projects, NO_PROJECT))
    found = [
        Mistake(part.key, place, name, message.format(row[name][:SHOWN]))
        for name, there, message in wanted
        if row.get(name) and row[name] not in there
    ]
    unit = row.get("unit")
    if not found and part in LINES and known.own and unit and unit != known.own:
        found.append(Mistake(part.key, place, "unit", OTHER_UNIT.format(known.own, unit)))
    return found
