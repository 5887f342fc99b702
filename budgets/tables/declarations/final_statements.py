"""F01, F04: income beside expenditure with the balances of the year, of all money and of fiscal appropriations.

Source: 财决公开01表, 公开04表 of the forms for final accounts of departments.
"""

from dataclasses import replace
from decimal import Decimal

from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import FUNCTION, At, at_stage, cut_of, total
from budgets.money import added
from budgets.tables.crosstab import Measure
from budgets.tables.declarations.statements import statement, within
from budgets.tables.statement import Sum, income_coordinate


def income(facts: Facts, layout: TableLayout) -> Sum:
    """Income: this year's by fund, 使用非财政拨款结余, 年初结转和结余 (``opening``, also by fund), and all of it."""
    entered = at_stage(facts.income, facts.stage)
    lines = within(entered, layout)
    balances = {kind: within(facts.balances.get(kind, ()), layout) for kind in ("reserve", "opening")}

    def amount(key: str, at: At) -> Decimal | None:
        kind, _, fund = key.partition(".")
        if kind in balances:
            return total(balances[kind], At(fund=fund))
        if not entered:
            return None
        if key == "total":
            return added(total(lines), *(total(own) for own in balances.values()))
        return total(lines, income_coordinate(key))

    return amount


def expenditure(facts: Facts, layout: TableLayout) -> Sum:
    """Expenditure: by 类, this year's total, 结余分配, 年末结转和结余 (``closing``, also by fund), and all of it."""
    entered = at_stage(facts.expenditure, facts.stage)
    spent = within(cut_of(entered, FUNCTION, facts.stage), layout)
    balances = {kind: within(facts.balances.get(kind, ()), layout) for kind in ("distribution", "closing")}

    def amount(key: str, at: At) -> Decimal | None:
        kind, _, fund = key.partition(".")
        if kind in balances:
            return total(balances[kind], at if not fund else replace(at, fund=fund))
        if not entered:
            return None
        if key == "total":
            return added(total(spent, at), *(total(own, at) for own in balances.values()))
        return total(spent, at if key == "current" else replace(at, function=key))

    return amount


FISCAL_FUNDS = (
    Measure("total", ("合计",)),
    Measure("general", ("一般公共预算财政拨款",), At(fund="general")),
    Measure("fund", ("政府性基金预算财政拨款",), At(fund="fund")),
    Measure("capital", ("国有资本经营预算财政拨款",), At(fund="capital")),
)

TABLES = (statement("F01", income, expenditure), statement("F04", income, expenditure, FISCAL_FUNDS))
