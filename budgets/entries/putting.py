"""Entries put into a disclosure: what they contain replaces what is there, all or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction

from budgets.entered import EXPENDITURE, Entries, key_of
from budgets.entries.checking import Known, checked
from budgets.entries.merging import displaced
from budgets.entries.mistakes import Invalid, Mistake
from budgets.entries.parts import (
    BELOW,
    DISCLOSURE,
    LINES,
    LISTS,
    OF_PROJECT,
    PLANS,
    PROJECT,
    SHEETS,
    UNPLANNED,
    Part,
    fields,
)
from budgets.entries.shape import KIND
from budgets.models import Department, Disclosure, Project, Unit

Row = dict[str, Any]
Links = dict[str, dict[str, Any]]
PARTICULARS = ("layout", "cover_date", "transfer_projects")
OF_ANOTHER = "这是“{}”的内容，现在这份文件是“{}”的"


@transaction.atomic
def put(disclosure: Disclosure, entries: Entries) -> None:
    """Replaces the groups that ``entries`` contain (of expenditure: the cuts) and leaves the others.

    Lines of the cut ``full`` and lines of the other cuts replace each other, stage by stage. Projects belong to the
    department: found by code, or by name without one; made where missing; renamed. Department and units are only
    compared: others than the disclosure's own are mistakes. Raises ``Invalid`` with every mistake and writes nothing.
    """
    held = _locked(disclosure)
    links = _links(held.department)
    own = held.unit.code if held.unit else ""
    found = checked(held.kind, entries, Known(frozenset(links["unit"]), frozenset(links[PROJECT]), own))
    mistakes = [*_strangers(held, entries), *found.mistakes]
    if mistakes:
        raise Invalid(mistakes)
    _clear(held, entries)
    _write(held, found.rows, links)
    _particulars(disclosure, found.rows)


def _locked(disclosure: Disclosure) -> Disclosure:
    """The disclosure as stored; nobody else puts into its department meanwhile."""
    Department.objects.select_for_update(no_key=True).get(pk=disclosure.department_id)
    return Disclosure.objects.select_related("department__region", "unit").get(pk=disclosure.pk)


def _links(department: Department) -> Links:
    """Units by code, projects by what lines call them; one with a code goes before another of that name."""
    projects = sorted(department.projects.all(), key=lambda project: bool(project.code))
    return {
        "unit": {unit.code: unit for unit in Unit.objects.filter(department=department)},
        PROJECT: {project.code or project.name: project for project in projects},
    }


def _strangers(disclosure: Disclosure, entries: Entries) -> Iterator[Mistake]:
    """Entries that say of themselves that they are of another disclosure."""
    regions, department = entries.get("regions") or [], entries.get("department") or {}
    own = entries.get(DISCLOSURE.key) or {}
    kinds = dict(Disclosure.KINDS)
    said = (
        (KIND, "", kinds.get(entries.get(KIND, "")) or entries.get(KIND), kinds[disclosure.kind]),
        ("regions", "code", regions[-1].get("code") if regions else None, disclosure.department.region.code),
        ("department", "code", department.get("code"), disclosure.department.code),
        (DISCLOSURE.key, "year", own.get("year"), disclosure.year),
        (DISCLOSURE.key, "unit", own.get("unit"), disclosure.unit.code if disclosure.unit else ""),
    )
    for group, name, value, held in said:
        if value is not None and str(value) != str(held):
            row = len(regions) - 1 if group == "regions" else -1
            yield Mistake(group, row, name, OF_ANOTHER.format(value or "全部门汇总", held or "全部门汇总"))


def _clear(disclosure: Disclosure, entries: Entries) -> None:
    for part in (*LINES, *SHEETS, *LISTS, PLANS):
        if part.key in entries and part.key != EXPENDITURE:
            _own(part, disclosure).delete()
    cuts = entries.get(EXPENDITURE, {})
    disclosure.expenditure_lines.filter(cut__in=list(cuts)).delete()
    for cut, stages in displaced(disclosure.kind, cuts).items():
        disclosure.expenditure_lines.filter(cut=cut, stage__in=stages).delete()


def _own(part: Part, disclosure: Disclosure) -> "models.QuerySet[Any]":
    own = part.model._default_manager.filter(disclosure=disclosure)
    return own.filter(plan=None) if _has(part.model, "plan") else own


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _write(disclosure: Disclosure, rows: dict[str, list[Row]], links: Links) -> None:
    """Projects first: lines name them. The order of rows becomes their positions."""
    for part in (UNPLANNED, PLANS):
        _projects(disclosure.department, rows.get(part.key, []), links)
    plans = _create(PLANS, rows.get(PLANS.key, []), disclosure, links)
    links["plan"] = {key_of(row): plan for row, plan in zip(rows.get(PLANS.key, []), plans, strict=True)}
    for part in (*BELOW, *LINES, *SHEETS, *LISTS):
        _create(part, rows.get(part.key, []), disclosure, links)


def _projects(department: Department, rows: Iterable[Row], links: Links) -> None:
    """The department's projects that rows name: new ones, and what is new of those that are there."""
    new, changed = [], []
    for row in rows:
        own = {"unit": links["unit"][row["unit"]], "name": row["name"]}
        project = links[PROJECT].get(key_of(row))
        if project is None:
            new.append(Project(department=department, code=row["code"], **own))
        elif any(getattr(project, name) != value for name, value in own.items()):
            project.unit, project.name = own["unit"], own["name"]
            changed.append(project)
    Project.objects.bulk_update(changed, ("unit", "name"))
    links[PROJECT] |= {project.code or project.name: project for project in Project.objects.bulk_create(new)}


def _create(part: Part, rows: list[Row], disclosure: Disclosure, links: Links) -> list[Any]:
    """The records of a part, in the places that their rows have among those of their cut or project."""
    counts: Counter[Any] = Counter()
    records = []
    for row in rows:
        within = row[PROJECT] if part.below_project else row.get("cut")
        counts[within] += 1
        held = {"disclosure": disclosure, "position": counts[within]}
        if part.below_project:
            held["plan"] = links["plan"][row[PROJECT]]
        if part == PLANS:
            held[PROJECT] = links[PROJECT][key_of(row)]
        own = {name: value for name, value in held.items() if _has(part.model, name)}
        records.append(part.model(**_linked(part, row, links), **own))
    return list(part.model._default_manager.bulk_create(records))


def _linked(part: Part, row: Row, links: Links) -> Row:
    """The fields of a record: codes of units and projects become the records that they name."""
    names = (name for name in fields(part) if not (part == PLANS and name in OF_PROJECT))
    return {name: links[name].get(row[name]) if name in links else row[name] for name in names}


def _particulars(disclosure: Disclosure, rows: dict[str, list[Row]]) -> None:
    """What the disclosure itself holds, and that it was changed."""
    own = rows.get(DISCLOSURE.key, [])
    for name in PARTICULARS if own else ():
        setattr(disclosure, name, own[0][name])
    disclosure.save(update_fields=[*(PARTICULARS if own else ()), "updated_at"])
