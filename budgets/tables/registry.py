"""Every declared table by its code (or the name of its form); ``build`` makes one from the facts and a layout."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from budgets.document import Table
from budgets.facts import Facts
from budgets.layouts import TableLayout


class Declaration(Protocol):
    """What a table family offers: its code, and the table made from facts."""

    @property
    def code(self) -> str: ...

    def build(self, facts: Facts, layout: TableLayout) -> Table: ...


@cache
def declared() -> Mapping[str, Declaration]:
    """All declarations: the ``TABLES`` of every module in ``budgets.tables.declarations``, in code order."""
    package = import_module("budgets.tables.declarations")
    found: dict[str, Declaration] = {}
    for module in iter_modules(package.__path__, package.__name__ + "."):
        for table in import_module(module.name).TABLES:
            found[table.code] = table
    return dict(sorted(found.items()))


def build(facts: Facts, layout: TableLayout) -> Table:
    """The table of ``layout`` made from ``facts``."""
    return declared()[layout.form].build(facts, layout)
