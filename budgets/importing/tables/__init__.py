"""Recognises the sheets of a workbook as tables of our layouts, by their headings, titles and codes."""

from budgets.importing.tables.recognise import recognise

__all__ = ["recognise"]
