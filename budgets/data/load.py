"""Loads the shipped classification lists and sample budgets. What is there already is left as it is."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from budgets.composing.stored import SHEETS
from budgets.models import (
    Budget,
    Code,
    Department,
    Disclosure,
    DisclosureText,
    EconomicMapping,
    ExpenditureLine,
    IncomeLine,
    PerformanceIndicator,
    PriorAmount,
    Project,
    ProjectPlan,
    Region,
    RunningCostLine,
    Task,
    Unit,
)

Record = dict[str, Any]
FOLDER = Path(__file__).resolve().parent
LISTS = {
    "income": IncomeLine,
    "running": RunningCostLine,
    "prior": PriorAmount,
    "texts": DisclosureText,
    "tasks": Task,
    "indicators": PerformanceIndicator,
}
UNORDERED = (PriorAmount, DisclosureText)


@transaction.atomic
def load_classification() -> None:
    """The code lists and the mapping of the two economic classifications, as shipped (year 0)."""
    Code.objects.bulk_create(
        (Code(scheme=scheme, **row) for scheme, _ in Code.SCHEMES for row in _csv(scheme)),
        update_conflicts=True,
        unique_fields=("scheme", "year", "code"),
        update_fields=("name",),
    )
    EconomicMapping.objects.bulk_create((EconomicMapping(**row) for row in _csv("mapping")), ignore_conflicts=True)


def samples() -> Iterator[Record]:
    """The shipped sample budgets."""
    for path in sorted((FOLDER / "samples").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load_sample(data: Record) -> Disclosure:
    """The budget of a sample, with its region, department, units and projects; one that exists is only returned."""
    department = _department(data)
    known = Budget.objects.filter(department=department, year=data["budget"]["year"], unit=None).first()
    if known:
        return known
    budget = Budget.objects.create(department=department, **data["budget"])
    links: Record = {"unit": _units(department, data), "project": {}}
    links["project"] = _projects(budget, data, links)
    _lists(budget, data, links)
    _expenditure(budget, data, links)
    for name, sheet in SHEETS.items():
        sheet._default_manager.create(disclosure=budget, **data[name])
    return Budget.objects.get(pk=budget.pk)


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / "classification" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _department(data: Record) -> Department:
    regions: dict[str, Region] = {}
    for row in data["regions"]:
        parent = regions.get(row["parent"])
        regions[row["code"]], _ = Region.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"], "parent": parent}
        )
    region = regions[data["regions"][-1]["code"]]
    named = {**data["department"]}
    return Department.objects.get_or_create(region=region, code=named.pop("code"), defaults=named)[0]


def _units(department: Department, data: Record) -> dict[str, Unit]:
    for position, row in enumerate(data["units"], 1):
        named = {"name": row["name"], "kind": row["kind"], "position": position}
        Unit.objects.get_or_create(department=department, code=row["code"], defaults=named)
    return {unit.code: unit for unit in department.units.all()}


def _projects(budget: Disclosure, data: Record, links: Record) -> dict[str, Project]:
    """The projects, each with its plan and indicators."""
    projects: dict[str, Project] = {}
    for position, row in enumerate(data["projects"], 1):
        named = {"unit": links["unit"][row["unit"]], "name": row["name"]}
        project, _ = Project.objects.get_or_create(department=budget.department, code=row["code"], defaults=named)
        projects[row["code"]] = project
        planned = {key: row[key] for key in ("key_position", "purpose")}
        plan = ProjectPlan.objects.create(disclosure=budget, project=project, position=position, **planned)
        PerformanceIndicator.objects.bulk_create(
            PerformanceIndicator(disclosure=budget, plan=plan, position=place, **indicator)
            for place, indicator in enumerate(row["indicators"], 1)
        )
    return projects


def _lists(budget: Disclosure, data: Record, links: Record) -> None:
    for name, model in LISTS.items():
        model._default_manager.bulk_create(
            model(disclosure=budget, **_linked(row, links), **({} if model in UNORDERED else {"position": position}))
            for position, row in enumerate(data[name], 1)
        )


def _expenditure(budget: Disclosure, data: Record, links: Record) -> None:
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(disclosure=budget, cut=cut, position=position, **_linked(row, links))
        for cut, rows in data["expenditure"].items()
        for position, row in enumerate(rows, 1)
    )


def _linked(row: Record, links: Record) -> Record:
    """The fields of a line: codes of units and projects become the records that they name."""
    linked = {key: known.get(row[key]) if row[key] else None for key, known in links.items() if key in row}
    summary = {"summary_position": row["position2"]} if "position2" in row else {}
    return {key: value for key, value in row.items() if key not in ("position", "position2")} | summary | linked
