"""Which records an object of ``Entries`` is made of: for each group its model, title and fields, in a clerk's order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models

from budgets.models import (
    AssetPurchases,
    BalanceLine,
    Department,
    Disclosure,
    DisclosureText,
    ExpenditureLine,
    FunctionExplanation,
    FundManagement,
    Headcount,
    IncomeLine,
    PerformanceFunding,
    PerformanceIndicator,
    PerformanceManagement,
    PriorAmount,
    Procurement,
    Project,
    ProjectEvaluation,
    ProjectPlan,
    ProjectStatement,
    Region,
    RunningCostLine,
    StateAssets,
    Task,
    ThreePublic,
    ThreePublicFinal,
    Unit,
)

BUDGET, FINAL = (Disclosure.BUDGET,), (Disclosure.FINAL,)
BOTH = BUDGET + FINAL
# What a record hangs on and where it stands says its place in the entries, not a field.
PLACE = ("disclosure", "plan", "position")
# Of a project's row in ``projects``, what the department's project holds; the plan of the year holds the rest.
OF_PROJECT = ("unit", "code", "name")
PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Part:
    """A group and the model that holds its rows; ``names`` where the fields stand in another order than the model's.

    ``above``: the model of the fields that the model of the rows does not have (the project above its plan).
    """

    key: str
    model: type[models.Model]
    title: str = ""
    names: tuple[str, ...] = ()
    single: bool = False
    kinds: tuple[str, ...] = BOTH
    above: type[models.Model] | None = None

    @property
    def below_project(self) -> bool:
        """Whether its rows hang on the rows of ``projects``."""
        return self.key.startswith("projects.")

    @property
    def name(self) -> str:
        """The last word of its key: its name within the object that holds it."""
        return self.key.rpartition(".")[2]


INCOME = ("unit", "function", "fund", "origin", "stage", "amount")
EXPENDITURE = (
    "cut",
    "unit",
    "function",
    "economic",
    "government",
    "nature",
    "fund",
    "origin",
    "stage",
    "project",
    "item",
    "item_kind",
    "amount",
    "summary_position",
)
BALANCE = ("kind", "unit", "fund", "function", "amount")
# 批复日期 and 公开期限 are set by the finance bureau, not entered with the figures.
PARTICULARS = ("year", "unit", "layout", "cover_date", "transfer_projects")
IDENTITY = (
    Part("regions", Region, names=("code", "name", "parent")),
    Part("department", Department, names=("code", "name", "short_name", "narrative_name"), single=True),
    Part("units", Unit, names=("code", "name", "kind")),
)
DISCLOSURE = Part("disclosure", Disclosure, names=PARTICULARS, single=True)
LINES = (
    Part("income", IncomeLine, names=INCOME),
    Part("expenditure", ExpenditureLine, names=EXPENDITURE),
    Part("balances", BalanceLine, names=BALANCE),
)
SHEETS = (
    Part("three_public", ThreePublic, single=True, kinds=BUDGET),
    Part("three_public_final", ThreePublicFinal, single=True, kinds=FINAL),
    Part("procurement", Procurement, single=True),
    Part("assets", StateAssets, single=True),
    Part("purchases", AssetPurchases, single=True, kinds=BUDGET),
    Part("headcount", Headcount, single=True, kinds=BUDGET),
    Part("performance_management", PerformanceManagement, single=True),
)
LISTS = (
    Part("running", RunningCostLine),
    Part("prior", PriorAmount),
    Part("texts", DisclosureText),
    Part("explanations", FunctionExplanation),
    Part("tasks", Task),
    Part("indicators", PerformanceIndicator, "部门整体绩效指标"),
    Part("funding", PerformanceFunding, "部门整体绩效自评资金"),
)
PLANS = Part("projects", ProjectPlan, above=Project)
BELOW = (
    Part("projects.indicators", PerformanceIndicator, "项目绩效指标"),
    Part("projects.funding", PerformanceFunding, "项目绩效自评资金"),
    Part("projects.management", FundManagement, "项目资金管理情况"),
    Part("projects.evaluation", ProjectEvaluation, single=True),
    Part("projects.statement", ProjectStatement, single=True),
)
# Projects that lines name but for which nothing was planned in the disclosure.
UNPLANNED = Part("unplanned", Project, "只在支出中出现的项目", names=OF_PROJECT)
PARTS = (*IDENTITY, DISCLOSURE, *LINES, *SHEETS, *LISTS, PLANS, *BELOW, UNPLANNED)


@lru_cache
def parts(kind: str) -> tuple[Part, ...]:
    """The parts of a disclosure of ``kind``, in the order in which a clerk thinks."""
    return tuple(part for part in PARTS if kind in part.kinds)


@lru_cache
def fields(part: Part) -> dict[str, "models.Field[Any, Any]"]:
    """The model's fields of a part by their names."""
    found = {field.name: field for field in _fields(part)}
    return {name: found[name] for name in part.names} if part.names else found


def _fields(part: Part) -> Iterator["models.Field[Any, Any]"]:
    if part.above:
        yield from (_field(part.above, name) for name in OF_PROJECT)
    for field in part.model._meta.concrete_fields:
        if not field.primary_key and field.name not in PLACE and not (part.above and field.name == PROJECT):
            yield field


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    found = model._meta.get_field(name)
    assert isinstance(found, models.Field)
    return found
