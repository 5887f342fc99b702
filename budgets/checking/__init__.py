"""From what is stored to the checks and back: their context, what they say of a draft, and who lets a warning stand."""

from budgets.checking.context import context_of
from budgets.checking.examining import Examined, examine, examine_alone
from budgets.checking.lists import lists_of, lists_shipped

__all__ = ["Examined", "context_of", "examine", "examine_alone", "lists_of", "lists_shipped"]
