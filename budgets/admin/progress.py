"""How far a draft has come: its tables, its texts, and what the checks have against it."""

import re
from typing import NamedTuple

from budgets.checks import CONTRADICTION, FAILS, WARNING
from budgets.document import NUMERIC, Amount, Number
from budgets.narrative.names import TABLE_TEXTS, TEXTS_OF
from budgets.narrative.printed import printed

# What no disclosure does without; the other texts depend on what the year was like.
NEEDED = ("duties", "structure", "objective", "objective_result")
YEAR = re.compile(r"^\d{4}\s?年度?")
REASONS = "complete-10"  # 增减和差异应写明原因


class Progress(NamedTuple):
    """``tables`` printed; titles of those that are ``empty`` (no number but zero) and of those with ``unreported``
    numbers; ``missing`` texts by their titles; changes told without their ``reasons``; 不符 that nobody has settled, by
    severity: ``contradictions`` and ``warnings``."""

    tables: int
    empty: tuple[str, ...]
    unreported: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: int
    contradictions: int
    warnings: int

    @property
    def filled(self):
        """How many tables hold a number, and none that is not reported."""
        return self.tables - len(self.empty) - len(self.unreported)

    @property
    def barriers(self):
        """What stands against publishing."""
        return self.contradictions + self.warnings


def progress(examined, layout, texts):
    """The progress of an examined draft in a layout; ``texts`` are the names of those that are typed or withheld."""
    document = examined.document
    tables = list(document.tables())
    whole = [table for table in tables if not table.unreported]
    severities = [finding.severity for finding in examined.barriers]
    return Progress(
        tables=len(tables),
        empty=tuple(_short(table.title) for table in whole if not _holds_something(table)),
        unreported=tuple(_short(table.title) for table in tables if table.unreported),
        missing=tuple(TEXTS_OF[document.kind][name] for name in wanted(layout, document.kind) if name not in texts),
        reasons=sum(each.check == REASONS and each.outcome == FAILS for each in examined.report.findings),
        contradictions=severities.count(CONTRADICTION),
        warnings=severities.count(WARNING),
    )


def wanted(layout, kind):
    """The names of the texts that the layout prints and that no disclosure does without."""
    found = printed(layout)
    known = [name for name in NEEDED if name in TEXTS_OF[kind]]
    return [name for name in known if found.uses(name) or found.prints(*TABLE_TEXTS.get(name, ()))]


def _holds_something(table):
    """Whether any cell is a number other than zero; in a table whose columns are texts, a text."""
    cells = [cell for _, row in table.rows() for cell in row.cells.values()]
    if any(column.kind in NUMERIC for panel in table.panels for column in panel.columns):
        return any(_number(cell) for cell in cells)
    return any(isinstance(cell, str) and cell for cell in cells)


def _number(cell):
    if isinstance(cell, Amount):
        return cell.yuan
    return cell.value if isinstance(cell, Number) else None


def _short(title):
    """A title without the year."""
    return YEAR.sub("", title)
