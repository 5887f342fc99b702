"""B01, B04: income beside expenditure, of all money and of fiscal appropriations."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from budgets.facts import Facts
from budgets.layouts import TableLayout
from budgets.ledger import FUNCTION, At, Line, at_stage, cut_of, selected, total
from budgets.tables.crosstab import Measure
from budgets.tables.statement import Side, Statement, Sum, income_coordinate


def within(lines: tuple[Line, ...], layout: TableLayout) -> tuple[Line, ...]:
    """The lines of the funds that the layout's table is about (all, unless its options name them)."""
    funds = tuple(layout.options.get("funds", ()))
    return tuple(line for line in lines if selected(line, At(fund=funds))) if funds else lines


def income(facts: Facts, layout: TableLayout) -> Sum:
    """Income: a row of the left side is an origin and a fund."""
    lines = within(at_stage(facts.income, facts.stage), layout)
    return lambda key, at: total(lines, income_coordinate(key)) if facts.income else None


def expenditure(facts: Facts, layout: TableLayout) -> Sum:
    """Expenditure: a row of the right side is a functional 类, this year's total, what stays, or all of it."""
    spent = within(cut_of(facts.expenditure, FUNCTION, facts.stage), layout)
    closing = within(facts.balances.get("budgeted_closing", ()), layout)
    whole = {"current": spent, "closing": closing, "total": spent + closing}

    def amount(key: str, at: At) -> Decimal | None:
        if not facts.expenditure and key != "closing":
            return None
        return total(whole[key], at) if key in whole else total(spent, replace(at, function=key))

    return amount


def classes(facts: Facts, layout: TableLayout) -> list[tuple[str, str]]:
    """(code, name) of every functional 类 with money, in the order of codes."""
    spent = within(cut_of(facts.expenditure, FUNCTION, facts.stage), layout)
    found = sorted({line.function[:3] for line in spent if line.amount})
    return [(code, facts.names.functional.get(code, code)) for code in found]


AMOUNT = (Measure("amount", ("金额",)),)
FUNDS = (
    Measure("total", ("合计",)),
    Measure("general", ("一般公共预算", "小计"), At(fund="general")),
    Measure("general.fiscal", ("一般公共预算", "其中：财政拨款"), At(fund="general.fiscal")),
    Measure("general.transfer", ("一般公共预算", "其中：上级专项转移支付安排支出"), At(fund="general.transfer")),
    Measure("fund", ("政府性基金",), At(fund="fund")),
    Measure("capital", ("国有资本经营预算",), At(fund="capital")),
    Measure("special", ("财政专户管理资金收入",), At(fund="special")),
    Measure("own", ("单位资金",), At(fund="own")),
)

Book = Callable[[Facts, TableLayout], Sum]


def statement(code: str, income: Book, expenditure: Book, measures: tuple[Measure, ...] = AMOUNT) -> Statement:
    """Income beside expenditure; ``measures`` are the columns of the right side."""
    return Statement(
        code,
        (
            Side("income", "项目", "收入", AMOUNT, income),
            Side("expenditure", "项目", "支出", measures, expenditure, classes),
        ),
    )


TABLES = (statement("B01", income, expenditure), statement("B04", income, expenditure, FUNDS))
