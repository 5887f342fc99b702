"""What is stored: organisations, classifications, the ledger, disclosures with their typed facts, editions."""

from budgets.models.classification import Code, EconomicMapping
from budgets.models.disclosure import Budget, Disclosure, FinalAccount
from budgets.models.edition import Edition
from budgets.models.facts import (
    DisclosureText,
    Headcount,
    PriorAmount,
    Procurement,
    RunningCostLine,
    StateAssets,
    ThreePublic,
)
from budgets.models.lines import BalanceLine, ExpenditureLine, IncomeLine
from budgets.models.organisation import Department, Region, Unit
from budgets.models.performance import PerformanceIndicator, Project, ProjectPlan, Task

__all__ = [
    "BalanceLine",
    "Budget",
    "Code",
    "Department",
    "Disclosure",
    "DisclosureText",
    "EconomicMapping",
    "Edition",
    "ExpenditureLine",
    "FinalAccount",
    "Headcount",
    "IncomeLine",
    "PerformanceIndicator",
    "PriorAmount",
    "Procurement",
    "Project",
    "ProjectPlan",
    "Region",
    "RunningCostLine",
    "StateAssets",
    "Task",
    "ThreePublic",
    "Unit",
]
