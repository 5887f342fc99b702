"""The statutory tables: three small families, each table a declaration registered by its file."""

from budgets.tables.registry import build, declared

__all__ = ["build", "declared"]
