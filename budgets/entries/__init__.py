"""What was entered for a disclosure, taken from the database as plain data and put back."""

from budgets.entries.changes import Change, changes
from budgets.entries.making import found, made
from budgets.entries.merging import merged
from budgets.entries.mistakes import Invalid, Mistake
from budgets.entries.naming import code_names
from budgets.entries.putting import put
from budgets.entries.schema import group_of, schema
from budgets.entries.taking import taken

__all__ = [
    "Change",
    "Invalid",
    "Mistake",
    "changes",
    "code_names",
    "found",
    "group_of",
    "made",
    "merged",
    "put",
    "schema",
    "taken",
]
