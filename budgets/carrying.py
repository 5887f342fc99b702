"""Begins a new disclosure with what an earlier one says of projects, targets and texts; never with an amount.

The exception: the budget that final accounts of 三公 are measured against is that of the year's own budget.
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
    ProjectEvaluation,
    ProjectPlan,
    ProjectStatement,
    Task,
    ThreePublic,
    ThreePublicFinal,
    Unit,
)
from budgets.narrative.names import TEXTS_OF

TEXTS = ("duties", "structure", "composition", "objective", "glossary")
PURPOSES = "use."
PLAN = (
    "project_id",
    "objective",
    "purpose",
    "key_position",
    "position",
    "goal",
    "character",
    "category",
    "starts_on",
    "ends_on",
)
INDICATOR = ("level1", "level2", "name", "target", "explanation", "position")
STATEMENT = ("overview", "basis", "body", "scheme", "period", "target")
EVALUATION = ("category", "division")
MANAGEMENT = ("aspect", "text")
THREE_PUBLIC = ("abroad", "purchase", "operation", "reception")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried over from which disclosure: (what, how many)."""

    source: Disclosure
    counts: tuple[tuple[str, int], ...]
    three_public: bool

    def __str__(self) -> str:
        found = "、".join(f"{what} {count} 项" for what, count in self.counts if count) or "没有可沿用的内容"
        budget = "；“三公”经费的预算数取自该预算" if self.three_public else ""
        left_out = "没有沿用：其他金额、上年数、增减原因、完成情况和得分"
        return f"从《{self.source}》沿用：{found}{budget}。{left_out}。沿用的文字请核对。"


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
        ("年度主要任务", _copied(Task, source, made, ("name", "content", "position"))),
        ("文字", _texts(source, made)),
        ("支出逐项说明", _explanations(source, made)),
    )
    if source.kind == made.kind:
        _of_plans(source, plans)
    return Carried(source, counts, _three_public(source, made))


def _of(
    among: models.QuerySet[Disclosure], kind: str, department: int, unit: int | None, year: int
) -> Disclosure | None:
    return among.filter(kind=kind, department=department, unit=unit, year=year).first()


def _values(row: models.Model, names: Iterable[str]) -> Row:
    return {name: getattr(row, name) for name in names}


def _plans(source: Disclosure, made: Disclosure) -> dict[int, ProjectPlan]:
    """The new plans by the keys of those that they repeat."""
    old = list(source.project_plans.all())
    new = ProjectPlan.objects.bulk_create(ProjectPlan(disclosure=made, **_values(plan, PLAN)) for plan in old)
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _indicators(source: Disclosure, made: Disclosure, plans: dict[int, ProjectPlan]) -> int:
    names = (*INDICATOR, "weight") if source.kind == Disclosure.FINAL else INDICATOR
    new = [
        PerformanceIndicator(disclosure=made, plan=plans[row.plan_id] if row.plan_id else None, **_values(row, names))
        for row in source.indicators.all()
    ]
    return len(PerformanceIndicator.objects.bulk_create(new))


# What hangs on the plans beside their indicators: texts, and what kind of project it is.
OF_PLANS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (ProjectStatement, STATEMENT),
    (ProjectEvaluation, EVALUATION),
    (FundManagement, MANAGEMENT),
)


def _of_plans(source: Disclosure, plans: dict[int, ProjectPlan]) -> None:
    for model, names in OF_PLANS:
        rows = model.objects.filter(plan__disclosure=source)
        model.objects.bulk_create(model(plan=plans[row.plan_id], **_values(row, names)) for row in rows)


def _copied(model: type[Task], source: Disclosure, made: Disclosure, names: Iterable[str]) -> int:
    rows = model.objects.filter(disclosure=source)
    return len(model.objects.bulk_create(model(disclosure=made, **_values(row, names)) for row in rows))


def _texts(source: Disclosure, made: Disclosure) -> int:
    """Texts that stay from year to year, with the ground on which one is withheld; never reasons."""
    rows = [row for row in source.texts.all() if row.key in TEXTS or row.key.startswith(PURPOSES)]
    return len(
        DisclosureText.objects.bulk_create(
            DisclosureText(disclosure=made, **_values(row, ("key", "text", "withheld", "ground")))
            for row in rows
            if row.key in TEXTS_OF[made.kind]
        )
    )


def _explanations(source: Disclosure, made: Disclosure) -> int:
    return len(
        FunctionExplanation.objects.bulk_create(
            FunctionExplanation(disclosure=made, **_values(row, ("function", "purpose", "position")))
            for row in source.explanations.exclude(purpose="")
        )
    )


def _three_public(source: Disclosure, made: Disclosure) -> bool:
    """Whether the budget of 三公 was there to be taken into final accounts."""
    sheet = ThreePublic.objects.filter(disclosure=source).first()
    if sheet is None or (source.kind, made.kind) != (Disclosure.BUDGET, Disclosure.FINAL):
        return False
    amounts = {f"budget_{name}": getattr(sheet, name) for name in THREE_PUBLIC}
    ThreePublicFinal.objects.create(disclosure=made, **amounts)
    return True
