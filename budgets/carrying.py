"""Begins a new disclosure with what an earlier one says of projects, targets and texts; never with an amount.

Only what the new one's layout prints is taken. The exception among amounts: where final accounts measure 三公 against
年初预算, it is that of the year's own budget.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from budgets.models import (
    Department,
    Disclosure,
    DisclosureText,
    FunctionExplanation,
    FundManagement,
    PerformanceIndicator,
    ProjectPlan,
    ProjectStatement,
    Task,
    ThreePublic,
    ThreePublicFinal,
    Unit,
)
from budgets.narrative.names import TEXTS_OF
from budgets.narrative.printed import printed

TEXTS = ("duties", "structure", "composition", "objective", "glossary")
PURPOSES = "use."
# Tables that print a text; what else prints one is the narrative, under its name.
OF_DEPARTMENT = ("B14", "F10")
OF_PROJECT = ("B15", "F11", "F12")
PROJECTS_TOLD = ("project.", "projects.", "statement.")
KEY_TOLD = ("project.purpose", "projects.key_count")
STATED = ("statement.", "project.overview")
PLAN_FORM = "B15.form"
PARTICULARS = ("goal", "character", "category", "starts_on", "ends_on")
INDICATOR = ("level1", "level2", "name", "target", "explanation", "position")
STATEMENT = ("overview", "basis", "body", "scheme", "target")
MANAGEMENT = ("aspect", "text")
THREE_PUBLIC = ("abroad", "purchase", "operation", "reception")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried over from which disclosure: (what, how many)."""

    source: Disclosure
    counts: tuple[tuple[str, int], ...]
    three_public: str

    def __str__(self) -> str:
        found = "、".join(f"{what} {count} 项" for what, count in self.counts if count) or "没有可沿用的内容"
        left_out = "没有沿用：其他金额、上年数、增减原因、完成情况、得分，以及本版式不印的内容"
        return f"从《{self.source}》沿用：{found}{self.three_public}。{left_out}。沿用的文字请核对。"


def usual_layout(kind: str, department: Department, year: int, unit: Unit | None = None) -> str:
    """The layout of last year's disclosure of the same kind; empty where there is none."""
    last = _of(Disclosure.objects.all(), kind, department.pk, unit.pk if unit else None, year - 1)
    return last.layout if last else ""


def source_of(made: Disclosure, among: models.QuerySet[Disclosure]) -> Disclosure | None:
    """What a new disclosure begins with: final accounts with the year's budget, else with last year's of its kind."""
    whose = (made.department_id, made.unit_id)
    budget = None
    if made.kind == Disclosure.FINAL:
        budget = _of(among, Disclosure.BUDGET, *whose, made.year)
    return budget or _of(among, made.kind, *whose, made.year - 1)


def carry_over(made: Disclosure, among: models.QuerySet[Disclosure]) -> Carried | None:
    """Fill the new disclosure from one of ``among``; ``None`` where there is none to begin with."""
    source = source_of(made, among)
    if source is None:
        return None
    plans = _plans(source, made)
    counts = (
        ("项目", len(plans)),
        ("绩效指标", _indicators(source, made, plans)),
        ("年度主要任务", _tasks(source, made)),
        ("文字", _texts(source, made)),
        ("支出逐项说明", _explanations(source, made)),
    )
    if source.kind == made.kind:
        _of_plans(source, made, plans)
    return Carried(source, counts, _three_public(source, made))


def _of(
    among: models.QuerySet[Disclosure], kind: str, department: int, unit: int | None, year: int
) -> Disclosure | None:
    return among.filter(kind=kind, department=department, unit=unit, year=year).first()


def _values(row: models.Model, names: Iterable[str]) -> Row:
    return {name: getattr(row, name) for name in names}


def _plans(source: Disclosure, made: Disclosure) -> dict[int, ProjectPlan]:
    """The new plans by the keys of those that they repeat."""
    layout = printed(made.layout)
    if not (layout.prints(*OF_PROJECT) or layout.uses_any(*PROJECTS_TOLD)):
        return {}
    old, names = list(source.project_plans.all()), _plan_fields(made)
    new = ProjectPlan.objects.bulk_create(ProjectPlan(disclosure=made, **_values(plan, names)) for plan in old)
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _plan_fields(made: Disclosure) -> list[str]:
    """The fields of a plan that the new disclosure prints, or that order what it prints."""
    layout = printed(made.layout)
    formed, evaluated = layout.form("B15") == PLAN_FORM, layout.prints("F12")
    wanted = {
        "project_id": True,
        "position": True,
        "objective": formed or evaluated,
        "purpose": layout.uses_any("project.purpose"),
        "key_position": evaluated or layout.uses_any(*KEY_TOLD),
        **dict.fromkeys(PARTICULARS, formed),
    }
    return [name for name, asked in wanted.items() if asked]


def _indicators(source: Disclosure, made: Disclosure, plans: dict[int, ProjectPlan]) -> int:
    names = (*INDICATOR, "weight") if source.kind == Disclosure.FINAL else INDICATOR
    department, projects = printed(made.layout).prints(*OF_DEPARTMENT), printed(made.layout).prints(*OF_PROJECT)
    new = [
        PerformanceIndicator(disclosure=made, plan=plans[row.plan_id] if row.plan_id else None, **_values(row, names))
        for row in source.indicators.all()
        if (projects if row.plan_id else department)
    ]
    return len(PerformanceIndicator.objects.bulk_create(new))


def _of_plans(source: Disclosure, made: Disclosure, plans: dict[int, ProjectPlan]) -> None:
    """What hangs on the plans beside their indicators: texts. That a project was evaluated is not carried over."""
    if printed(made.layout).uses_any(*STATED):
        _hung(ProjectStatement, STATEMENT, source, plans)
    if printed(made.layout).prints("F12"):
        _hung(FundManagement, MANAGEMENT, source, plans)


def _hung(model: Any, names: Iterable[str], source: Disclosure, plans: dict[int, ProjectPlan]) -> None:
    rows = model.objects.filter(plan__disclosure=source)
    model.objects.bulk_create(model(plan=plans[row.plan_id], **_values(row, names)) for row in rows)


def _tasks(source: Disclosure, made: Disclosure) -> int:
    old = source.tasks.all() if printed(made.layout).prints(*OF_DEPARTMENT) else ()
    return len(
        Task.objects.bulk_create(Task(disclosure=made, **_values(row, ("name", "content", "position"))) for row in old)
    )


def _texts(source: Disclosure, made: Disclosure) -> int:
    """Texts that stay from year to year, with the ground on which one is withheld; never reasons."""
    rows = [row for row in source.texts.all() if row.key in TEXTS or row.key.startswith(PURPOSES)]
    return len(
        DisclosureText.objects.bulk_create(
            DisclosureText(disclosure=made, **_values(row, ("key", "text", "withheld", "ground")))
            for row in rows
            if row.key in TEXTS_OF[made.kind] and printed(made.layout).says(row.key)
        )
    )


def _explanations(source: Disclosure, made: Disclosure) -> int:
    old = source.explanations.exclude(purpose="") if printed(made.layout).uses_any("item.purpose") else ()
    return len(
        FunctionExplanation.objects.bulk_create(
            FunctionExplanation(disclosure=made, **_values(row, ("function", "purpose", "position"))) for row in old
        )
    )


def _three_public(source: Disclosure, made: Disclosure) -> str:
    """What is to be said of the budget of 三公, which is taken into final accounts that print 年初预算."""
    layout = printed(made.layout)
    if not layout.prints("F09"):
        return ""
    if layout.option("F09", "budget") != "initial":
        return "；“三公”经费的预算数没有沿用，要填全年预算数"
    sheet = ThreePublic.objects.filter(disclosure=source).first()
    if sheet is None:
        return ""
    amounts = {f"budget_{name}": getattr(sheet, name) for name in THREE_PUBLIC}
    ThreePublicFinal.objects.create(disclosure=made, **amounts)
    return "；“三公”经费的预算数取自该预算"
