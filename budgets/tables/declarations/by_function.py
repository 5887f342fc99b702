"""B03, B05, B10, B11: expenditure by functional 项, with columns on the tree of nature."""

from budgets.facts import Facts
from budgets.ledger import CURRENT, FUNCTION, At, Line, cut_of
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure


def lines(facts: Facts) -> tuple[Line, ...]:
    """The functional cut."""
    return cut_of(facts.expenditure, FUNCTION, facts.stage)


def function_name(facts: Facts, line: Line) -> str:
    """Name of the line's functional code."""
    if not line.function:
        return "（未填科目）"
    return facts.names.functional.get(line.function, f"（{line.function} 不在科目表中）")


LABELS = (
    Label("class", ("科目编码", "类"), lambda facts, line: line.function[:3], "code", fills="function"),
    Label("section", ("科目编码", "款"), lambda facts, line: line.function[3:5], "code", fills="function"),
    Label("item", ("科目编码", "项"), lambda facts, line: line.function[5:7], "code", fills="function"),
    Label(
        "unit_code",
        ("单位代码",),
        lambda facts, line: "",
        "code",
        department=lambda facts: facts.code,
        unit=lambda facts, code: code,
        fills="unit",
        heads="code",
    ),
    Label(
        "name",
        ("单位（科目名称）",),
        function_name,
        total=TOTAL,
        department=lambda facts: facts.short_name or facts.name,
        unit=lambda facts, code: facts.unit_name(code),
        heads="name",
    ),
)

NATURE = (
    Measure("total", ("合计",)),
    Measure("basic", ("基本支出", "小计"), At(nature="basic")),
    Measure("basic.staff", ("基本支出", "人员经费", "小计"), At(nature="basic.staff")),
    Measure("basic.staff.wages", ("基本支出", "人员经费", "工资福利支出"), At(nature="basic.staff.wages")),
    Measure("basic.staff.family", ("基本支出", "人员经费", "对个人和家庭的补助"), At(nature="basic.staff.family")),
    Measure("basic.public", ("基本支出", "公用经费", "小计"), At(nature="basic.public")),
    Measure("basic.public.goods", ("基本支出", "公用经费", "商品和服务支出"), At(nature="basic.public.goods")),
    Measure("basic.public.capital", ("基本支出", "公用经费", "资本性支出"), At(nature="basic.public.capital")),
    Measure("project", ("项目支出", "小计"), At(nature="project")),
    Measure("project.operating", ("项目支出", "其他运转类"), At(nature="project.operating")),
    Measure("project.target", ("项目支出", "特定目标类"), At(nature="project.target")),
)


def by_function(table: str, scope: At) -> CrossTab:
    """A table of expenditure by 项 within ``scope``: one row per 项 over all units (or by unit: a layout option)."""
    return CrossTab(
        table,
        read=lines,
        scope=scope,
        group=lambda line: line.function,
        labels=LABELS,
        measures=NATURE,
        dimension="function",
        ladder=(3, 5),
    )


TABLES = (
    by_function("B03", At()),
    by_function("B05", At(fund="general", origin=CURRENT)),
    by_function("B10", At(fund="fund")),
    by_function("B11", At(fund="capital")),
)
