"""Reads projects, indicators and self-evaluations of a disclosure into pure facts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.evaluation import RATES
from budgets.facts import Evaluation, Funding, Indicator, Management, ProjectFact, project_key
from budgets.models import Disclosure, FundManagement, ProjectEvaluation, ProjectPlan, ProjectStatement

# Fields of a plan that its form or statement prints as they are.
DETAILS = ("goal", "character", "category", "starts_on", "ends_on", "total_fiscal", "total_other")


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects of a disclosure, names of those that money names, and what concerns the whole department."""

    projects: tuple[ProjectFact, ...]
    names: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    funding: tuple[Funding, ...]


def projects_of(disclosure: Disclosure) -> Projects:
    """Everything about projects, in a fixed number of queries."""
    indicators, funding = _indicators(disclosure), _funding(disclosure)
    management, final = _management(disclosure), disclosure.kind == Disclosure.FINAL
    plans = (
        disclosure.project_plans.select_related("project__unit", "evaluation", "statement")
        .order_by("position", "id")
        .all()
    )
    return Projects(
        projects=tuple(_project(plan, indicators, funding, management, final) for plan in plans),
        names=_names(disclosure),
        indicators=tuple(indicators[None]),
        funding=tuple(funding[None]),
    )


def _project(
    plan: ProjectPlan,
    indicators: Mapping[int | None, list[Indicator]],
    funding: Mapping[int | None, list[Funding]],
    management: Mapping[int, list[Management]],
    final: bool,
) -> ProjectFact:
    """The project; one of final accounts is evaluated if anything of it was entered, be it only its money."""
    found: ProjectEvaluation | None = getattr(plan, "evaluation", None)
    if found is None and final and funding.get(plan.pk):
        found = ProjectEvaluation(plan=plan)
    return ProjectFact(
        code=plan.project.code,
        name=plan.project.name,
        unit=plan.project.unit.code,
        key_position=plan.key_position or 0,
        purpose=plan.purpose,
        indicators=tuple(indicators.get(plan.pk, ())),
        objective=plan.objective,
        evaluation=_evaluation(found, funding.get(plan.pk, []), management.get(plan.pk, [])) if found else None,
        details=_details(plan),
    )


def _evaluation(found: ProjectEvaluation, funding: list[Funding], management: list[Management]) -> Evaluation:
    rates = {kind: getattr(found, f"{kind}_rate") for kind in RATES}
    return Evaluation(
        category=found.category,
        division=found.division,
        has_form=found.has_form,
        result=found.result,
        system_executed=found.system_executed,
        rates={kind: rate for kind, rate in rates.items() if rate is not None},
        indicator_score=found.indicator_score,
        department_score=found.department_score,
        management=tuple(management),
        funding=tuple(funding),
    )


def _details(plan: ProjectPlan) -> dict[str, str | Decimal]:
    """What is filled in of the plan's particulars and its statement, by field."""
    statement: ProjectStatement | None = getattr(plan, "statement", None)
    fields = [field.name for field in ProjectStatement._meta.fields if not field.is_relation and not field.primary_key]
    found: dict[str, Any] = {name: getattr(plan, name) for name in DETAILS}
    found |= {f"statement.{name}": getattr(statement, name) for name in fields if statement}
    kept = {name: value for name, value in found.items() if value not in (None, "")}
    return {name: value if isinstance(value, Decimal) else str(value) for name, value in kept.items()}


INDICATOR = (
    "level1",
    "level2",
    "name",
    "target",
    "explanation",
    "actual",
    "weight",
    "score",
    "deviation",
    "reason",
)


def _indicators(disclosure: Disclosure) -> Mapping[int | None, list[Indicator]]:
    by_plan: dict[int | None, list[Indicator]] = defaultdict(list)
    rows: Any = disclosure.indicators.order_by("position", "id").values_list("plan_id", *INDICATOR)
    for plan, *rest in rows:
        by_plan[plan].append(Indicator(*rest))
    return by_plan


def _funding(disclosure: Disclosure) -> Mapping[int | None, list[Funding]]:
    by_plan: dict[int | None, list[Funding]] = defaultdict(list)
    rows: Any = disclosure.funding.order_by("id").values_list("plan_id", "source", "initial", "adjusted", "executed")
    for plan, *rest in rows:
        by_plan[plan].append(Funding(*rest))
    return by_plan


def _management(disclosure: Disclosure) -> Mapping[int, list[Management]]:
    by_plan: dict[int, list[Management]] = defaultdict(list)
    items = FundManagement.objects.filter(plan__disclosure=disclosure.pk).order_by("id")
    rows: Any = items.values_list("plan_id", "aspect", "text", "score", "issue")
    for plan, *rest in rows:
        by_plan[plan].append(Management(*rest))
    return by_plan


def _names(disclosure: Disclosure) -> dict[str, str]:
    """Names of the projects that lines of money name, planned or not."""
    lines = disclosure.expenditure_lines.filter(project__isnull=False).order_by("project__code")
    named: Any = lines.values_list("project__code", "project__name").distinct()
    return {project_key(code, name): name for code, name in named}
