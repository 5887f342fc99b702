"""The tables that a sheet may be of: those of every layout, with what is said of each anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from budgets.data.shipped import rows
from budgets.document import Table
from budgets.importing.blank import blank_tables
from budgets.importing.cells import plain
from budgets.importing.tables.words import core, label
from budgets.layouts import TableLayout, available, load
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab
from budgets.tables.registry import Declaration
from budgets.tables.statement import Statement


@dataclass(frozen=True, eq=False)
class Known:
    """A table of a layout: how it is printed, and how it stands with nothing entered."""

    layout_key: str
    layout: TableLayout
    blank: Table

    @property
    def code(self) -> str:
        """Its code."""
        return self.layout.code

    @property
    def declaration(self) -> Declaration:
        """What makes it."""
        return declared()[self.layout.form]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of its rows, to compare by."""
        return frozenset(plain(text) for rows in self.layout.rows.values() for _, text in rows if text)

    @property
    def is_stacked(self) -> bool:
        """Whether it has parts one below another, with headings of their own."""
        return self.blank.arrangement == "stacked"

    @property
    def is_form(self) -> bool:
        """Whether it is neither a cross-tab nor a statement."""
        return not isinstance(self.declaration, CrossTab | Statement)


@cache
def known_tables(kind: str = "") -> tuple[Known, ...]:
    """The tables of all layouts of a kind (all, if it is empty)."""
    return tuple(
        Known(key, table, blank_tables(key)[table.code]) for key, _ in available(kind) for table in load(key).tables
    )


@cache
def class_names() -> Mapping[str, str]:
    """Codes of the functional 类 by what their labels are about, in the list and in all layouts."""
    found = {core(row["name"]): row["code"] for row in rows("functional") if len(row["code"]) == 3}
    labelled = ((key, text) for table in known_tables() for side in table.layout.rows.values() for key, text in side)
    for key, text in labelled:
        if len(key) == 3 and key.isdigit() and key.startswith("2"):
            found.setdefault(core(text), key)
    return found


@cache
def other_labels(code: str, side: str) -> tuple[tuple[str, str], ...]:
    """(key, label) of the rows that any layout has on a side of a statement."""
    found = (row for table in known_tables() if table.code == code for row in table.layout.rows.get(side, ()))
    return tuple(dict.fromkeys((key, label(text)) for key, text in found if label(text)))
