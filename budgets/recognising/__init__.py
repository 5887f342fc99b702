"""Recognising: the numbers of somebody else's explanation become figures with our names; its lists become lists."""

from budgets.recognising.lists import NameList, lists
from budgets.recognising.recognise import recognise

__all__ = ["NameList", "lists", "recognise"]
