"""F09: “三公”经费 of final accounts, budget against what was spent. Source: 公开09表 (Shanghai: 公开07表)."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Column, Panel, Row, Table
from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.money import added
from budgets.tables import cells

PARTS = ("abroad", "purchase", "operation", "reception")
HEADINGS = {
    "total": ("合计",),
    "abroad": ("因公出国（境）费",),
    "vehicles": ("公务用车购置及运行维护费", "小计"),
    "purchase": ("公务用车购置及运行维护费", "公务用车购置费"),
    "operation": ("公务用车购置及运行维护费", "公务用车运行维护费"),
    "reception": ("公务接待费",),
}
SIDES = {"budget": ("预算数", "three_public_final.budget_"), "final": ("决算数", "three_public_final.")}


def amounts(facts: Facts, prefix: str) -> dict[str, Decimal | None]:
    """The six columns of a side in yuan: entered parts, 小计 = 购置 + 运行, 合计 = 出国 + 小计 + 接待."""
    part = {key: facts.money.get(prefix + key) for key in PARTS}
    vehicles = added(part["purchase"], part["operation"])
    return {"total": added(part["abroad"], vehicles, part["reception"]), "vehicles": vehicles, **part}


@dataclass(frozen=True)
class ThreePublicFinal:
    """One row: the budget's six columns (``budget.total`` …), then the six of what was spent (``final.total`` …)."""

    code: str = "F09"

    COLUMNS = tuple(
        Column(f"{side}.{key}", (title, *heading))
        for side, (title, _) in SIDES.items()
        for key, heading in HEADINGS.items()
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The row of the year."""
        found = {
            f"{side}.{key}": cells.amount_cell(yuan, layout.style())
            for side, (_, prefix) in SIDES.items()
            for key, yuan in amounts(facts, prefix).items()
        }
        panel = Panel(cells.kept(self.COLUMNS, layout), (Row(cells.TOTAL, "total", found),))
        return cells.table(facts, layout, (panel,))


TABLES = (ThreePublicFinal(),)
