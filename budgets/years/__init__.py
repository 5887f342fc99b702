"""The same money through the year: what a budget and a final account of one year say of it, and a project over years.

Pure functions of Documents. A row's amounts come from one document each; a sum adds rows of one document only.
"""

from budgets.years.classified import by_economic, by_function
from budgets.years.comparison import Comparison, Line
from budgets.years.history import Indicator, Year, history
from budgets.years.mentions import Mention, mentions
from budgets.years.projects import by_project, code_of, identified, name_of, public_key, stage_of, unit_of
from budgets.years.stages import ADJUSTED, NOWHERE, Found, Stages

__all__ = [
    "ADJUSTED",
    "NOWHERE",
    "Comparison",
    "Found",
    "Indicator",
    "Line",
    "Mention",
    "Stages",
    "Year",
    "by_economic",
    "by_function",
    "by_project",
    "code_of",
    "history",
    "identified",
    "mentions",
    "name_of",
    "public_key",
    "stage_of",
    "unit_of",
]
