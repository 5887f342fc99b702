"""One department's year from budget to final account: a sample's final account, and a budget made to go with it."""

from decimal import Decimal
from typing import Any

from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Budget, Department, Disclosure, Project, ProjectPlan
from tests.builders import earn, spend

FINAL = "410803-101-2023-final"
BUDGET = "410803-101-2023-budget"
WHO = "410803-101"
# 项 of the budget: one as in the final account, one that was not all spent, one that the final account does not have.
FUNCTIONS = {"2013101": "5000000.00", "2210201": "305300.00", "2010308": "120000.00"}
ECONOMICS = {("30101", "50101"): "1300000.00", ("30101", "50501"): "100000.00", ("30201", "50201"): "402400.00"}
PROJECTS = {"应急移动通信费": "6000.00", "2023年短信平台费": "0.00", "区委巡察工作经费": "80000.00"}


def sample(slug: str) -> Disclosure:
    """A sample by its address, loaded."""
    load_classification()
    return next(load_sample(data) for data in samples() if slug_of(data) == slug)


def slug_of(data: dict[str, Any]) -> str:
    """The address that a sample will have."""
    code = data["department"]["code"]
    return f"{data['regions'][-1]['code']}-{code}-{data['disclosure']['year']}-{data['kind']}"


def budget_of_the_year() -> Budget:
    """A budget of the department and year of the final account."""
    final = sample(FINAL)
    department = Department.objects.get(pk=final.department_id)
    made = Budget.objects.create(department=department, year=final.year, layout="henan-jiaozuo-budget")
    for code, amount in FUNCTIONS.items():
        spend(made, "function", amount, function=code)
    for (economic, government), amount in ECONOMICS.items():
        nature = "basic.staff.wages" if economic.startswith("301") else "basic.public.goods"
        spend(made, "economic", amount, economic=economic, government=government, nature=nature)
    for name, amount in PROJECTS.items():
        planned = _planned(made, name)
        spend(made, "item", amount, nature="project.target", project=planned, unit=planned.unit)
    earn(made, str(sum(map(Decimal, FUNCTIONS.values()))))
    return made


def _planned(budget: Budget, name: str) -> Project:
    """A project of the budget with a target; those of the final account are the same."""
    unit = budget.department.units.get()
    project, _ = Project.objects.get_or_create(
        department=budget.department, code="", name=name, defaults={"unit": unit}
    )
    plan = ProjectPlan.objects.create(disclosure=budget, project=project)
    plan.indicators.create(disclosure=budget, level1="产出", name="机器故障发生次数", target="≤1次")
    return project
