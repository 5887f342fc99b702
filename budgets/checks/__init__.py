"""The checks (勾稽): equalities between the numbers of a document, and what its words must not say."""

from budgets.checks.context import NOTHING, CodeLists, Context
from budgets.checks.messages import Finding, Place
from budgets.checks.model import (
    CONTRADICTION,
    FAILS,
    HOLDS,
    OUTCOMES,
    QUESTION,
    ROUNDING,
    SEVERITIES,
    UNKNOWN,
    WARNING,
    Check,
)
from budgets.checks.registry import checks
from budgets.checks.report import Report, check

__all__ = [
    "CONTRADICTION",
    "FAILS",
    "HOLDS",
    "NOTHING",
    "OUTCOMES",
    "QUESTION",
    "ROUNDING",
    "SEVERITIES",
    "UNKNOWN",
    "WARNING",
    "Check",
    "CodeLists",
    "Context",
    "Finding",
    "Place",
    "Report",
    "check",
    "checks",
]
