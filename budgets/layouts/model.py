"""What a layout says: tables with titles, labels and number styles; sections with their narrative; numbers in text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgets.money import NumberStyle


@dataclass(frozen=True)
class TableLayout:
    """How one table is printed.

    ``form`` names the declaration that makes it, where a region's table of this code is another one; ``drop`` names
    columns left out; ``columns`` instead picks and orders them; ``headings`` replaces heading paths; ``rows`` lists
    (key, label) per panel of a statement or form in printed order; ``styles`` is by panel, with ``""`` for all others;
    ``when`` is ``always`` or ``nonzero``; ``options`` are read by the table's own declaration.
    """

    code: str
    title: str
    number: str
    styles: Mapping[str, NumberStyle]
    drop: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[tuple[str, str], ...]]
    notes: tuple[str, ...]
    empty_note: str
    when: str
    form: str
    columns: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def heading(self, *keys: str) -> tuple[str, ...]:
        """The heading path that the layout gives for the first of ``keys``; none if it gives none."""
        return next((self.headings[key] for key in keys if key in self.headings), ())

    def prints(self, column: str) -> bool:
        """Whether a column is printed."""
        return column in self.columns if self.columns else column not in self.drop

    def style(self, panel: str = "") -> NumberStyle:
        """The number style of a panel."""
        return self.styles.get(panel, self.styles[""])


@dataclass(frozen=True)
class SectionLayout:
    """A section of the text.

    ``heading`` may hold ``{n}``, its running number at its ``level``; ``template`` is the narrative's file (by default
    the key); ``when`` names a table without which the section is left out; ``tables`` are printed at its end, each
    under its title (``*``: all of the layout).
    """

    key: str
    heading: str
    level: int
    template: str = ""
    when: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One layout, ready to use.

    ``tables`` are printed, in this order; ``unprinted`` are known but left out (figures may still be read from them).
    ``grades`` are the names of marks and the least marks of each, best first. ``folders``, from the most special to
    the most general, hold the narrative.
    """

    key: str
    version: int
    name: str
    kind: str
    title: str
    tables: tuple[TableLayout, ...]
    unprinted: tuple[TableLayout, ...]
    sections: tuple[SectionLayout, ...]
    narrative: NumberStyle
    percent: NumberStyle
    grades: tuple[tuple[str, int], ...]
    folders: tuple[Path, ...]

    def table(self, code: str) -> TableLayout:
        """The layout of one table; ``KeyError`` if this layout does not print it."""
        for table in self.tables:
            if table.code == code:
                return table
        raise KeyError(code)
