"""Builders: small budgets made for one test."""

from decimal import Decimal
from typing import Any

from budgets.data.load import load_classification
from budgets.models import Budget, Department, ExpenditureLine, IncomeLine, Project, ProjectPlan, Region, Unit


def budget(code: str = "101", layout: str = "henan-jiaozuo-budget", year: int = 2024, units: int = 2) -> Budget:
    """An empty budget of a department with units."""
    load_classification()
    region, _ = Region.objects.get_or_create(code="410800", defaults={"name": "焦作市"})
    department, made = Department.objects.get_or_create(region=region, code=code, defaults={"name": "焦作市某局"})
    if made:
        for place in range(1, units + 1):
            Unit.objects.create(department=department, code=f"{code}00{place}", name=f"第{place}单位", position=place)
    return Budget.objects.create(department=department, year=year, layout=layout)


def spend(budget: Budget, cut: str, amount: str, **known: Any) -> ExpenditureLine:
    """A line of expenditure; what is not named is not known, but for fund and nature."""
    known = {"fund": "general.fiscal", "nature": "basic.staff.wages", **known}
    return ExpenditureLine.objects.create(disclosure=budget, cut=cut, amount=Decimal(amount), **known)


def earn(budget: Budget, amount: str, **known: Any) -> IncomeLine:
    """A line of income."""
    return IncomeLine.objects.create(disclosure=budget, amount=Decimal(amount), **{"fund": "general.fiscal", **known})


def project(budget: Budget, code: str, name: str, unit: Unit, **plan: Any) -> Project:
    """A project with its plan of the year."""
    made = Project.objects.create(department=budget.department, unit=unit, code=code, name=name)
    ProjectPlan.objects.create(disclosure=budget, project=made, **plan)
    return made
