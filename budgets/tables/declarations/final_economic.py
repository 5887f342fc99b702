"""F06: basic expenditure of the general budget by every economic 款 of a fixed list, in groups side by side.

Source: 公开06表 of the forms for final accounts of departments.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Column, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import At, Line, selected, total
from budgets.tables import cells
from budgets.tables.crosstab import spent_elsewhere
from budgets.tables.declarations.by_economic import lines as economic_lines

SCOPE = At(nature="basic", fund="general")
TOTALS = {"staff": At(nature="basic.staff"), "public": At(nature="basic.public")}
CLASS = 3
STAFF_CLASSES = ("301", "303")
Listed = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class EconomicListing:
    """The groups and their rows are the layout's; a row is a code, or ``staff`` or ``public`` for the totals.

    A code with money that the layout does not list gets a row above the total that it counts in.
    """

    code: str = "F06"

    COLUMNS = (
        Column("code", ("经济分类科目编码",), "code"),
        Column("name", ("科目名称",), "text"),
        Column("amount", ("决算数",)),
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """One panel for each group of the layout."""
        lines = tuple(line for line in economic_lines(facts) if selected(line, SCOPE))
        missing = not lines and spent_elsewhere(facts, SCOPE)
        listed = {key for rows in layout.rows.values() for key, _ in rows}
        others = sorted({line.economic for line in lines if line.amount and line.economic not in listed})
        named = [(code, facts.names.economic.get(code, code)) for code in others]
        panels = [
            Panel(
                cells.kept(self.COLUMNS, layout),
                tuple(self._rows(layout, group, _with(named, layout.rows[group]), None if missing else lines)),
                group,
            )
            for group in layout.rows
        ]
        return cells.table(facts, layout, panels, missing=missing)

    def _rows(self, layout: TableLayout, group: str, listed: Listed, lines: tuple[Line, ...] | None) -> Iterator[Row]:
        """The rows of a group; without ``lines`` no amount is reported."""
        for key, name in listed:
            yuan = None if lines is None else self._amount(key, lines)
            amount = cells.amount_cell(yuan, layout.style(group))
            if key in TOTALS:
                yield Row(key, "total", {"code": "", "name": name, "amount": amount})
            else:
                kind, level = ("subtotal", 0) if len(key) == CLASS else ("detail", 1)
                yield Row(key, kind, {"code": key, "name": name, "amount": amount}, level=level)

    def _amount(self, key: str, lines: tuple[Line, ...]) -> Decimal | None:
        """Σ at a code or total in yuan; a 款 with a line of its own is told in full, also where its 类 has a rest."""
        if key in TOTALS:
            return total(lines, TOTALS[key])
        own = [line for line in lines if line.economic.startswith(key)]
        return total(own) if own else total(lines, At(economic=key))


def _with(others: Listed, listed: Listed) -> Iterator[tuple[str, str]]:
    """The rows of a group with those of ``others`` that its total takes in, above that total."""
    for key, name in listed:
        if key in TOTALS:
            yield from (row for row in others if row[0].startswith(STAFF_CLASSES) == (key == "staff"))
        yield key, name


TABLES = (EconomicListing(),)
