"""B06, B08, B13: expenditure by departmental and governmental economic 款."""

from budgets.facts import Facts
from budgets.ledger import CARRIED, CURRENT, ECONOMIC, At, Line, below, cut_of
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure

PUBLIC = At(nature="basic.public", fund="general", origin=CURRENT)
UNKNOWN = "（未填科目）"
UNKNOWN_PROJECT = "项目支出（经济分类未公开）"
UNCODED = {UNKNOWN_PROJECT: "project", UNKNOWN: "basic"}


def lines(facts: Facts) -> tuple[Line, ...]:
    """The economic cut."""
    return cut_of(facts.expenditure, ECONOMIC, facts.stage)


def summary_lines(facts: Facts) -> tuple[Line, ...]:
    """The economic cut in the order of the summary."""
    return tuple(sorted(lines(facts), key=lambda line: line.summary_order))


def running_lines(facts: Facts) -> tuple[Line, ...]:
    """机关运行经费 as entered; else the public part of the general basic expenditure."""
    return facts.running or lines(facts)


def economic_name(facts: Facts, line: Line) -> str:
    """Name of the departmental code; project money whose codes were not published says so."""
    if not line.economic:
        return UNKNOWN_PROJECT if below(line.nature, "project") else UNKNOWN
    return facts.names.economic.get(line.economic, f"（{line.economic} 不在科目表中）")


def government_name(facts: Facts, line: Line) -> str:
    """Name of the governmental code."""
    if not line.government:
        return ""
    return facts.names.government.get(line.government, f"（{line.government} 不在科目表中）")


def pair(line: Line) -> str:
    """Row of a line: both codes; what has none stands in one row of its nature."""
    return f"{line.economic}.{line.government}" if line.economic else line.nature.partition(".")[0]


SECTION = ("部门预算支出经济分类科目",)
GOVERNMENT = ("政府预算支出经济分类科目",)
CODE = Label("economic", (*SECTION, "科目编码"), lambda facts, line: line.economic, "code", fills="economic")
NAME = Label("economic_name", (*SECTION, "科目名称"), economic_name, total=TOTAL)

B06 = CrossTab(
    "B06",
    lines,
    At(nature="basic", fund="general", origin=CURRENT),
    pair,
    (
        CODE,
        NAME,
        Label("government", (*GOVERNMENT, "科目编码"), lambda facts, line: line.government, "code", fills="government"),
        Label("government_name", (*GOVERNMENT, "科目名称"), government_name),
    ),
    (
        Measure("total", ("本年一般公共预算基本支出", "合计")),
        Measure("staff", ("本年一般公共预算基本支出", "人员经费"), At(nature="basic.staff")),
        Measure("public", ("本年一般公共预算基本支出", "公用经费"), At(nature="basic.public")),
    ),
    department_row=False,
    uncoded=UNCODED,
)

B08 = CrossTab(
    "B08",
    summary_lines,
    At(),
    pair,
    (
        Label("class", ("部门预算经济分类", "类"), lambda facts, line: line.economic[:3], "code", fills="economic"),
        Label("section", ("部门预算经济分类", "款"), lambda facts, line: line.economic[3:], "code", fills="economic"),
        Label(
            "name",
            ("部门预算经济分类", "科目名称"),
            economic_name,
            total=TOTAL,
            department=lambda facts: facts.short_name or facts.name,
            heads="name",
        ),
        Label(
            "government_class",
            ("政府预算经济分类", "类"),
            lambda facts, line: line.government[:3],
            "code",
            fills="government",
        ),
        Label(
            "government_section",
            ("政府预算经济分类", "款"),
            lambda facts, line: line.government[3:],
            "code",
            fills="government",
        ),
        Label("government_name", ("政府预算经济分类", "科目名称"), government_name),
    ),
    (
        Measure("total", ("总计",)),
        Measure("general", ("一般公共预算", "小计"), At(fund="general", origin=CURRENT)),
        Measure("general.fiscal", ("一般公共预算", "其中：财政拨款"), At(fund="general.fiscal", origin=CURRENT)),
        Measure("fund", ("政府性基金",), At(fund="fund", origin=CURRENT)),
        Measure("capital", ("国有资本经营预算",), At(fund="capital", origin=CURRENT)),
        Measure("carried", ("上年结转结余",), At(origin=CARRIED)),
        Measure("special", ("财政专户管理资金收入",), At(fund="special", origin=CURRENT)),
        Measure("own.service", ("事业收入",), At(fund="own.service", origin=CURRENT)),
        Measure("own.superior", ("上级补助收入",), At(fund="own.superior", origin=CURRENT)),
        Measure("own.subordinate", ("附属单位上缴收入",), At(fund="own.subordinate", origin=CURRENT)),
        Measure("own.business", ("事业单位经营收入",), At(fund="own.business", origin=CURRENT)),
        Measure("own.other", ("其他收入",), At(fund="own.other", origin=CURRENT)),
    ),
    uncoded=UNCODED,
)

B13 = CrossTab(
    "B13",
    running_lines,
    PUBLIC,
    lambda line: line.economic,
    (CODE, NAME),
    (Measure("total", ("机关（机构）运行经费支出", "合计")),),
    department_row=False,
    uncoded=UNCODED,
)

TABLES = (B06, B08, B13)
