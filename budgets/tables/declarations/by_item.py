"""B07, B12: basic expenditure item by item, and project by project."""

from budgets.facts import Facts
from budgets.ledger import CARRIED, CURRENT, ITEM, ITEM_KINDS, NATURES, At, Line, cut_of
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure


def lines(facts: Facts) -> tuple[Line, ...]:
    """The cut by item and project."""
    return cut_of(facts.expenditure, ITEM, facts.stage)


def project_name(facts: Facts, line: Line) -> str:
    """Name of the line's project."""
    return facts.project_names.get(line.project, line.item)


def unit_name(facts: Facts, line: Line) -> str:
    """Name of the line's unit."""
    return facts.unit_name(line.unit)


def department(facts: Facts) -> str:
    """What the department's row calls it."""
    return facts.short_name or facts.name


FUNDS = (
    Measure("total", ("合计",)),
    Measure("general", ("本年拨款", "一般公共预算"), At(fund="general", origin=CURRENT)),
    Measure("fund", ("本年拨款", "政府性基金预算"), At(fund="fund", origin=CURRENT)),
    Measure("capital", ("本年拨款", "国有资本经营预算"), At(fund="capital", origin=CURRENT)),
    Measure("carried.general", ("财政拨款结转结余", "一般公共预算"), At(fund="general", origin=CARRIED)),
    Measure("carried.fund", ("财政拨款结转结余", "政府性基金预算"), At(fund="fund", origin=CARRIED)),
    Measure("carried.capital", ("财政拨款结转结余", "国有资本经营预算"), At(fund="capital", origin=CARRIED)),
    Measure("special", ("财政专户管理资金",), At(fund="special")),
    Measure("own", ("单位资金",), At(fund="own")),
)

B07 = CrossTab(
    "B07",
    lines,
    At(nature="basic", fund="general"),
    lambda line: f"{line.unit}.{line.item_kind}.{line.item}",
    (
        Label("unit", ("项目单位",), unit_name, width=14, fills="unit_name"),
        Label(
            "kind",
            ("类型",),
            lambda facts, line: ITEM_KINDS.get(line.item_kind, ""),
            department=lambda facts: facts.code,
            fills="item_kind",
            heads="code",
        ),
        Label(
            "item",
            ("项目名称",),
            lambda facts, line: line.item,
            total=TOTAL,
            department=department,
            fills="item",
            heads="name",
        ),
    ),
    FUNDS,
    numbered=True,
)

B12 = CrossTab(
    "B12",
    lines,
    At(nature="project"),
    lambda line: line.project or line.item,
    (
        Label(
            "kind",
            ("类型",),
            lambda facts, line: NATURES.get(line.nature, ""),
            department=lambda facts: facts.code,
            fills="nature",
            heads="code",
        ),
        Label(
            "name",
            ("项目名称",),
            project_name,
            total=TOTAL,
            department=department,
            fills="item",
            heads="name",
        ),
        Label("unit", ("项目单位",), unit_name, width=14, fills="unit_name"),
    ),
    FUNDS,
)

TABLES = (B07, B12)
