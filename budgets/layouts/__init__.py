"""Layouts: how a region prints a kind of document. Data in folders, one a layout; a layout may extend another."""

from budgets.layouts.loader import LayoutError, available, load
from budgets.layouts.model import Layout, SectionLayout, TableLayout

__all__ = ["Layout", "LayoutError", "SectionLayout", "TableLayout", "available", "load"]
