"""B02: income by unit, with columns on the tree of funds."""

from budgets.facts import Facts
from budgets.ledger import CARRIED, CURRENT, At, Line, at_stage
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure


def lines(facts: Facts) -> tuple[Line, ...]:
    """Income of the budget."""
    return at_stage(facts.income, facts.stage)


def current(key: str, fund: str, *heading: str) -> Measure:
    """A column of this year's income."""
    return Measure(f"current.{key}", ("本年收入", *heading), At(fund=fund, origin=CURRENT))


def carried(key: str, fund: str, heading: str) -> Measure:
    """A column of last year's balances carried over."""
    return Measure(f"carried.{key}", ("上年结转结余", heading), At(fund=fund, origin=CARRIED))


LABELS = (
    Label(
        "code",
        ("部门代码",),
        lambda facts, line: line.unit,
        "code",
        department=lambda facts: facts.code,
        fills="unit",
        heads="code",
    ),
    Label(
        "name",
        ("部门名称",),
        lambda facts, line: facts.unit_name(line.unit),
        total=TOTAL,
        department=lambda facts: facts.short_name or facts.name,
        fills="unit_name",
        heads="name",
    ),
)

FUNDS = (
    Measure("total", ("总计",)),
    Measure("all.general", ("合计", "一般公共预算"), At(fund="general")),
    Measure("all.fund", ("合计", "政府性基金"), At(fund="fund")),
    Measure("all.capital", ("合计", "国有资本经营预算"), At(fund="capital")),
    Measure("all.special", ("合计", "财政专户管理资金"), At(fund="special")),
    current("total", "", "合计"),
    current("general", "general", "一般公共预算", "小计"),
    current("general.fiscal", "general.fiscal", "一般公共预算", "其中：财政拨款"),
    current("fund", "fund", "政府性基金"),
    current("capital", "capital", "国有资本经营预算"),
    current("special", "special", "财政专户管理资金收入"),
    current("own.service", "own.service", "事业收入"),
    current("own.business", "own.business", "事业单位经营收入"),
    current("own.superior", "own.superior", "上级补助收入"),
    current("own.subordinate", "own.subordinate", "附属单位上缴收入"),
    current("own.other", "own.other", "其他收入"),
    carried("total", "", "合计"),
    carried("general", "general", "一般公共预算"),
    carried("fund", "fund", "政府性基金"),
    carried("capital", "capital", "国有资本经营预算"),
    carried("special", "special", "财政专户管理资金"),
    carried("own", "own", "单位资金"),
)

TABLES = (CrossTab("B02", lines, At(), lambda line: line.unit, LABELS, FUNDS),)
