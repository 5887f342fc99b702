"""What a layout can show: money of another kind would make its tables disagree, so none is made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from budgets.layouts import Layout, TableLayout
from budgets.ledger import CARRIED, CURRENT, FUND_GROUPS, FUNDS, NATURES, below
from budgets.synthetic.codes import NATURE_OF_CLASS, shipped
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab
from budgets.tables.statement import EVERY_CLASS, Statement

STATEMENTS = {"budget": ("B01", "B04", "B03"), "final": ("F01", "F04", "F03")}
TOLD_ALWAYS = ("basic", "project")
CLOSING = "closing"
SECTION = 5
ORDINARY = ("general.fiscal", "fund", "capital")


@dataclass(frozen=True)
class Shown:
    """What has a place of its own in a layout.

    Leaf funds, origins, natures beside 基本 and 项目, functional 类 (by code), economic 款 of basic money, and whether
    a budget tells what stays at the end of the year.
    """

    funds: tuple[str, ...]
    origins: tuple[str, ...]
    natures: tuple[str, ...]
    classes: frozenset[str]
    basic: tuple[str, ...]
    closing: bool

    def has(self, function: str) -> bool:
        """Whether the statements have a row for the 类 of a code."""
        return function[:3] in self.classes


def shown(layout: Layout) -> Shown:
    """What the tables of a layout have rows and columns for."""
    whole, fiscal, spent = (layout.table(code) for code in STATEMENTS[layout.kind])
    keys = [key for key, _ in whole.rows["income"]]
    carried = any(key.startswith(CARRIED) for key in keys)
    return Shown(
        funds=tuple(fund for fund in _leaves(FUNDS) if _has_row(fund, keys) and _has_column(fund, fiscal)),
        origins=(CURRENT, CARRIED) if carried else (CURRENT,),
        natures=tuple(key for key in _measures(spent) if key in NATURES and not key.startswith(TOLD_ALWAYS)),
        classes=_classes(whole) & _classes(fiscal),
        basic=tuple(_basic(layout)),
        closing=any(key == CLOSING for key, _ in whole.rows["expenditure"]),
    )


def modest(every: Shown) -> Shown:
    """What an ordinary department has of it: this year's money of few funds, and every third economic 款."""
    own = [fund for fund in every.funds if fund.startswith("own")]
    funds = tuple(fund for fund in every.funds if fund in (*ORDINARY, *own[:1]))
    return replace(every, funds=funds, origins=(CURRENT,), basic=every.basic[::3])


def _leaves(tree: Mapping[str, str]) -> Iterator[str]:
    return (node for node in tree if not any(other.startswith(node + ".") for other in tree))


def _has_row(fund: str, keys: list[str]) -> bool:
    """Whether a row of income takes in a fund by name, not only in a total."""
    nodes = [key.removeprefix(f"{CURRENT}.") for key in keys if key.startswith(f"{CURRENT}.")]
    return any(below(fund, part) for node in nodes for part in FUND_GROUPS.get(node, (node,)))


def _has_column(fund: str, table: TableLayout) -> bool:
    """Whether a part of the general budget that is no 财政拨款 has a column; the other funds need none."""
    return not fund.startswith("general.") or fund == "general.fiscal" or fund in set(_measures(table))


def _measures(table: TableLayout) -> Iterator[str]:
    """Keys of the columns of money that a table prints."""
    made = declared()[table.form]
    sides = made.sides if isinstance(made, Statement) else (made,) if isinstance(made, CrossTab) else ()
    return (measure.key for side in sides for measure in side.measures if table.prints(measure.key))


def _classes(table: TableLayout) -> frozenset[str]:
    """The 类 that the expenditure side of a statement has rows for."""
    keys = {key for key, _ in table.rows["expenditure"]}
    every = {code for code in shipped().names.functional if len(code) == 3}
    return frozenset(every if EVERY_CLASS in keys else every & keys)


def _basic(layout: Layout) -> Iterator[str]:
    """Economic 款 of basic money: those that final accounts list, else all of the four 类 that a budget tells apart."""
    listing = next((table for table in layout.tables if table.code == "F06"), None)
    listed = [key for rows in (listing.rows.values() if listing else ()) for key, _ in rows]
    return (code for code in listed or shipped().economic(*NATURE_OF_CLASS) if len(code) == SECTION and code.isdigit())
