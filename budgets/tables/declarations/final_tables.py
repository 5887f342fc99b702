"""F02, F03, F05, F07, F08: final accounts by functional 类, 款 and 项.

Source: 公开02、03、05、07、08表 of the forms for final accounts of departments.
"""

from collections.abc import Callable
from dataclasses import replace

from budgets.facts import Facts
from budgets.ledger import FISCAL, SERVICE, At, Line, at_stage
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure
from budgets.tables.declarations.by_function import function_name
from budgets.tables.declarations.by_function import lines as expenditure_lines

LABELS = (
    Label("function", ("项目", "功能分类科目编码"), lambda facts, line: line.function, "code", fills="function"),
    Label("name", ("项目", "科目名称"), function_name, total=TOTAL),
)
YEAR = "本年支出"


def income_lines(facts: Facts) -> tuple[Line, ...]:
    """Income of the year by 项."""
    return at_stage(facts.income, facts.stage)


def flow_lines(facts: Facts) -> tuple[Line, ...]:
    """Opening balances, income, expenditure and closing balances, told apart by the nature of the line."""
    opening, closing = (facts.balances.get(kind, ()) for kind in ("opening", "closing"))
    return (
        *(replace(line, nature="opening") for line in opening),
        *(replace(line, nature="income") for line in income_lines(facts)),
        *(replace(line, nature=f"spent.{line.nature}") for line in expenditure_lines(facts)),
        *(replace(line, nature="closing") for line in closing),
    )


def by_function(
    code: str, read: Callable[[Facts], tuple[Line, ...]], scope: At, measures: tuple[Measure, ...]
) -> CrossTab:
    """A table of final accounts: a row for every 项, below its 款 and 类 where the layout asks for subtotals."""
    return CrossTab(
        code,
        read,
        scope,
        lambda line: line.function,
        LABELS,
        measures,
        department_row=False,
        dimension="function",
        ladder=(3, 5),
    )


def flow(code: str, fund: str) -> CrossTab:
    """年初结转和结余, 本年收入, 本年支出, 年末结转和结余 of a fund."""
    return by_function(
        code,
        flow_lines,
        At(fund=fund),
        (
            Measure("opening", ("年初结转和结余",), At(nature="opening")),
            Measure("income", ("本年收入",), At(nature="income")),
            Measure("total", (YEAR, "小计"), At(nature="spent")),
            Measure("basic", (YEAR, "基本支出"), At(nature="spent.basic")),
            Measure("project", (YEAR, "项目支出"), At(nature="spent.project")),
            Measure("closing", ("年末结转和结余",), At(nature="closing")),
        ),
    )


BASIC, PROJECT = At(nature="basic"), At(nature="project")

TABLES = (
    by_function(
        "F02",
        income_lines,
        At(),
        (
            Measure("total", ("本年收入合计",)),
            Measure("fiscal", ("财政拨款收入",), At(fund=FISCAL)),
            Measure("superior", ("上级补助收入",), At(fund="own.superior")),
            Measure("service", ("事业收入",), At(fund=SERVICE)),
            Measure("business", ("经营收入",), At(fund="own.business")),
            Measure("subordinate", ("附属单位上缴收入",), At(fund="own.subordinate")),
            Measure("other", ("其他收入",), At(fund="own.other")),
        ),
    ),
    by_function(
        "F03",
        expenditure_lines,
        At(),
        (
            Measure("total", ("本年支出合计",)),
            Measure("basic", ("基本支出",), BASIC),
            Measure("project", ("项目支出",), PROJECT),
            Measure("remitted", ("上缴上级支出",), At(nature="remitted")),
            Measure("business", ("经营支出",), At(nature="business")),
            Measure("subsidy", ("对附属单位补助支出",), At(nature="subsidy")),
        ),
    ),
    by_function(
        "F05",
        expenditure_lines,
        At(fund="general"),
        (
            Measure("total", (YEAR, "小计")),
            Measure("basic", (YEAR, "基本支出"), BASIC),
            Measure("project", (YEAR, "项目支出"), PROJECT),
        ),
    ),
    flow("F07", "fund"),
    by_function(
        "F08",
        expenditure_lines,
        At(fund="capital"),
        (
            Measure("total", (YEAR, "合计")),
            Measure("basic", (YEAR, "基本支出"), BASIC),
            Measure("project", (YEAR, "项目支出"), PROJECT),
        ),
    ),
    flow("F08.flow", "capital"),
)
