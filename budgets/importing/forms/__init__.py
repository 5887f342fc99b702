"""Statutory forms, that are no cross-tab and no statement: read from sheets, and what they say as entries."""

from budgets.importing.forms.entries import entries_of, put_over
from budgets.importing.forms.reading import READERS, read_form
from budgets.importing.forms.said import FormEntries

__all__ = ["READERS", "FormEntries", "entries_of", "put_over", "read_form"]
