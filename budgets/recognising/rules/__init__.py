"""The rules by section and kind of document."""

from collections.abc import Mapping

from budgets.recognising.rules import general, others, performance, three_public, totals
from budgets.recognising.rules.model import UNNAMED, Rules

# Stands for the numbers earlier in a sentence.
EARLIER = "¤"
NONE = Rules()
BUDGET: Mapping[str, Rules] = {
    "overall": totals.OVERALL,
    "income": totals.INCOME,
    "expenditure": totals.EXPENDITURE,
    "fiscal": totals.FISCAL,
    "general": general.GENERAL,
    "basic": general.BASIC,
    "explanation": general.EXPLANATION,
    "fund": general.FUND,
    "capital": general.CAPITAL,
    "three_public": three_public.THREE_PUBLIC,
    "running": others.RUNNING,
    "procurement": others.PROCUREMENT,
    "performance": performance.PERFORMANCE,
    "assets": others.ASSETS,
    "transfer": others.TRANSFER,
    "structure": others.STRUCTURE,
    "composition": others.UNITS,
    "published_units": others.UNITS,
    "statements": others.STATEMENTS,
}
_GENERAL = ("general", "general_overall", "general_structure", "general_items")
_THREE_PUBLIC = ("three_public", "three_public_overall", "three_public_items")
_PERFORMANCE = ("performance", "performance_part", "evaluation_results", "evaluation_key", "evaluation_fiscal")
FINAL: Mapping[str, Rules] = {
    **BUDGET,
    "income": totals.INCOME_FINAL,
    "expenditure": totals.EXPENDITURE_FINAL,
    "fund": general.FUND_FINAL,
    **dict.fromkeys(_GENERAL, general.GENERAL_FINAL),
    **dict.fromkeys(_THREE_PUBLIC, three_public.THREE_PUBLIC_FINAL),
    **dict.fromkeys(_PERFORMANCE, performance.PERFORMANCE_FINAL),
}


def rules_of(kind: str) -> Mapping[str, Rules]:
    """The rules of every section of a document of ``kind``."""
    return FINAL if kind == "final" else BUDGET


__all__ = ["EARLIER", "NONE", "UNNAMED", "Rules", "rules_of"]
