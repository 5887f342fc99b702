"""What is taken out of a Document for lists, comparisons, search and open data. Pure functions of Documents."""

from budgets.extracts.explained import explained
from budgets.extracts.leaves import leaves
from budgets.extracts.measures import BY_KEY, MEASURES, PER_HEAD, Measure, measured, per_head
from budgets.extracts.passages import passages
from budgets.extracts.vocabulary import (
    CAPITAL,
    CUTS,
    DIRECTIONS,
    ECONOMIC,
    EXPENDITURE,
    FLOW,
    FUND,
    FUND_NAMES,
    GENERAL,
    INCOME,
    PASSAGES,
    PROJECT,
    UNDIVIDED,
    Explained,
    Leaf,
    Measured,
    Passage,
)

__all__ = [
    "BY_KEY",
    "CAPITAL",
    "CUTS",
    "DIRECTIONS",
    "ECONOMIC",
    "EXPENDITURE",
    "FLOW",
    "FUND",
    "FUND_NAMES",
    "GENERAL",
    "INCOME",
    "MEASURES",
    "PASSAGES",
    "PER_HEAD",
    "PROJECT",
    "UNDIVIDED",
    "Explained",
    "Leaf",
    "Measure",
    "Measured",
    "Passage",
    "explained",
    "leaves",
    "measured",
    "passages",
    "per_head",
]
