"""What is stored: organisations, classifications, the ledger, disclosures with their typed facts, editions."""

from budgets.models.catalogue import (
    CatalogueEntry,
    CatalogueLine,
    CatalogueMeasure,
    CatalogueMentions,
    CataloguePassage,
    CatalogueProject,
)
from budgets.models.classification import Code, EconomicMapping
from budgets.models.disclosure import Budget, Disclosure, FinalAccount
from budgets.models.edition import Edition, EditionEntries, Withdrawal
from budgets.models.facts import (
    AssetPurchases,
    DisclosureText,
    FunctionExplanation,
    Headcount,
    PerformanceManagement,
    PriorAmount,
    Procurement,
    RunningCostLine,
    StateAssets,
    ThreePublic,
    ThreePublicFinal,
)
from budgets.models.lines import BalanceLine, ExpenditureLine, IncomeLine
from budgets.models.organisation import Department, Region, Unit
from budgets.models.override import CheckOverride
from budgets.models.performance import (
    FundManagement,
    PerformanceFunding,
    PerformanceIndicator,
    Project,
    ProjectEvaluation,
    ProjectPlan,
    ProjectStatement,
    Task,
)
from budgets.models.post import Post
from budgets.models.record import Record
from budgets.models.upload import Upload

__all__ = [
    "AssetPurchases",
    "BalanceLine",
    "Budget",
    "CatalogueEntry",
    "CatalogueLine",
    "CatalogueMeasure",
    "CatalogueMentions",
    "CataloguePassage",
    "CatalogueProject",
    "CheckOverride",
    "Code",
    "Department",
    "Disclosure",
    "DisclosureText",
    "EconomicMapping",
    "Edition",
    "EditionEntries",
    "ExpenditureLine",
    "FinalAccount",
    "FunctionExplanation",
    "FundManagement",
    "Headcount",
    "IncomeLine",
    "PerformanceFunding",
    "PerformanceIndicator",
    "PerformanceManagement",
    "Post",
    "PriorAmount",
    "Procurement",
    "Project",
    "ProjectEvaluation",
    "ProjectPlan",
    "ProjectStatement",
    "Record",
    "Region",
    "RunningCostLine",
    "StateAssets",
    "Task",
    "ThreePublic",
    "ThreePublicFinal",
    "Unit",
    "Upload",
    "Withdrawal",
]
