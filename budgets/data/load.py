"""Loads the shipped classification lists and sample documents. What is there already is left as it is."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from budgets.composing.stored import SHEETS_OF
from budgets.data.shipped import rows
from budgets.ledger import FINAL, INITIAL
from budgets.models import (
    BalanceLine,
    Budget,
    Code,
    Department,
    Disclosure,
    DisclosureText,
    EconomicMapping,
    ExpenditureLine,
    FinalAccount,
    FunctionExplanation,
    FundManagement,
    IncomeLine,
    PerformanceFunding,
    PerformanceIndicator,
    PriorAmount,
    Project,
    ProjectEvaluation,
    ProjectPlan,
    ProjectStatement,
    Region,
    RunningCostLine,
    Task,
    Unit,
)

Record = dict[str, Any]
FOLDER = Path(__file__).resolve().parent
KINDS = {"budget": Budget, "final": FinalAccount}
LISTS = {
    "balances": BalanceLine,
    "running": RunningCostLine,
    "prior": PriorAmount,
    "texts": DisclosureText,
    "explanations": FunctionExplanation,
    "tasks": Task,
    "indicators": PerformanceIndicator,
    "funding": PerformanceFunding,
}
UNORDERED = (BalanceLine, PriorAmount, DisclosureText, PerformanceFunding)
# What hangs on a project's plan, and is no field of the plan itself.
OF_PLAN = ("unit", "code", "name", "indicators", "funding", "management", "evaluation", "statement")


@transaction.atomic
def load_classification() -> None:
    """The code lists and the mapping of the two economic classifications, as shipped (year 0)."""
    Code.objects.bulk_create(
        (Code(scheme=scheme, **row) for scheme, _ in Code.SCHEMES for row in rows(scheme)),
        update_conflicts=True,
        unique_fields=("scheme", "year", "code"),
        update_fields=("name",),
    )
    EconomicMapping.objects.bulk_create((EconomicMapping(**row) for row in rows("mapping")), ignore_conflicts=True)


def samples() -> list[Record]:
    """The shipped sample documents, in the order of their years: a later one may take amounts from an earlier one."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "samples").glob("*.json"))]
    return sorted(found, key=lambda data: (data["disclosure"]["year"], data["kind"]))


@transaction.atomic
def load_sample(data: Record) -> Disclosure:
    """The document of a sample, with its region, department, units and projects; one that exists is only returned."""
    model = KINDS[data["kind"]]
    department = _department(data)
    known = model.objects.filter(department=department, year=data["disclosure"]["year"], unit=None).first()
    if known:
        return known
    made = model.objects.create(department=department, **data["disclosure"])
    links: Record = {"unit": _units(department, data), "project": {}}
    links["project"] = _projects(made, data, links)
    _lists(made, data, links)
    _lines(made, data, links)
    for name, sheet in SHEETS_OF[data["kind"]].items():
        sheet._default_manager.create(disclosure=made, **data.get(name, {}))
    return model.objects.get(pk=made.pk)


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


def _projects(made: Disclosure, data: Record, links: Record) -> dict[str, Project]:
    """The projects by their key (code, or name where no code was published), each with its plan of the year."""
    projects: dict[str, Project] = {}
    for position, row in enumerate(data["projects"], 1):
        named = {"unit": links["unit"][row["unit"]]}
        identity = {"code": row["code"]} if row["code"] else {"code": "", "name": row["name"]}
        project, _ = Project.objects.get_or_create(
            department=made.department, **identity, defaults={**named, "name": row["name"]}
        )
        projects[row["code"] or row["name"]] = project
        planned = {key: value for key, value in row.items() if key not in OF_PLAN}
        _plan(ProjectPlan.objects.create(disclosure=made, project=project, position=position, **planned), row)
    return projects


def _plan(plan: ProjectPlan, row: Record) -> None:
    """What hangs on the plan of a project."""
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(disclosure=plan.disclosure, plan=plan, position=place, **indicator)
        for place, indicator in enumerate(row.get("indicators", ()), 1)
    )
    PerformanceFunding.objects.bulk_create(
        PerformanceFunding(disclosure=plan.disclosure, plan=plan, **funding) for funding in row.get("funding", ())
    )
    FundManagement.objects.bulk_create(FundManagement(plan=plan, **item) for item in row.get("management", ()))
    for name, model in (("evaluation", ProjectEvaluation), ("statement", ProjectStatement)):
        if name in row:
            model._default_manager.create(plan=plan, **row[name])


def _lists(made: Disclosure, data: Record, links: Record) -> None:
    for name, model in LISTS.items():
        model._default_manager.bulk_create(
            model(disclosure=made, **_linked(row, links), **({} if model in UNORDERED else {"position": position}))
            for position, row in enumerate(data.get(name, ()), 1)
        )


def _lines(made: Disclosure, data: Record, links: Record) -> None:
    """Lines of money; they are of the stage that the document reports, unless they say otherwise."""
    stage = {"stage": FINAL if made.kind == Disclosure.FINAL else INITIAL}
    IncomeLine.objects.bulk_create(
        IncomeLine(disclosure=made, position=position, **{**stage, **_linked(row, links)})
        for position, row in enumerate(data["income"], 1)
    )
    ExpenditureLine.objects.bulk_create(
        ExpenditureLine(disclosure=made, cut=cut, position=position, **{**stage, **_linked(row, links)})
        for cut, rows in data["expenditure"].items()
        for position, row in enumerate(rows, 1)
    )


def _linked(row: Record, links: Record) -> Record:
    """The fields of a line: codes of units and projects become the records that they name."""
    linked = {key: known.get(row[key]) if row[key] else None for key, known in links.items() if key in row}
    summary = {"summary_position": row["position2"]} if "position2" in row else {}
    return {key: value for key, value in row.items() if key not in ("position", "position2")} | summary | linked
