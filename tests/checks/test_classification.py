"""Examples of the checks of codes and names."""

import pytest

from budgets.checks import CodeLists, Context, check
from budgets.document import Section
from tests.checks.documents import Example, Examples, case, form, four, grid, panel, said

LISTS = {
    "functional": {"201": "一般公共服务支出", "2013101": "行政运行", "2080505": "机关事业单位基本养老保险缴费支出"},
    "economic": {"30101": "基本工资", "30201": "办公费"},
    "government": {"50101": "工资奖金津补贴", "50201": "办公经费"},
}
KNOWN = Context(lists=CodeLists(known=LISTS))
OF_YEAR = Context(lists=CodeLists(known=LISTS, of_year=LISTS))
MAPPED = Context(lists=CodeLists(mapping={"30101": frozenset({"50101", "50501"})}))

BY_ITEM = "class@ section@ item@ name$ total basic project"
BY_SECTION = "economic@ economic_name$ government@ government_name$ total staff public"


def functions(
    name: str = "行政运行", code: str = "2013101", table: str = "B03", basic: str | None = "10.00"
) -> Section:
    """A table by function with one item."""
    row = (code[:3], code[3:5], code[5:], name, basic, basic, "0.00")
    return grid(table, BY_ITEM, {"合计": ("", "", "", "合计", basic, basic, "0.00"), f"101/{code}": row})


def economics(
    name: str = "基本工资",
    code: str = "30101",
    government: str = "50101",
    named: str = "工资奖金津补贴",
    table: str = "B06",
    amount: str | None = "10.00",
) -> Section:
    """A table by economic code with one line."""
    row = (code, name, government, named, amount, amount, "0.00")
    return grid(table, BY_SECTION, {"合计": ("", "合计", "", "", amount, amount, "0.00"), f"{code}.{government}": row})


def statement(code: str, label: str, amount: str | None = "1.00") -> Section:
    """B01 or B04 with one functional line."""
    return form(code, panel("label$ amount", {"expenditure/209": (label, amount)}, "expenditure"))


def empty(code: str, label: str) -> Section:
    """B01 or B04 with one functional line that has no money."""
    return statement(code, label, "")


def listed(names: str) -> Section:
    """The section on basic expenditure with its list of names."""
    return said(
        "basic", f"人员经费10.00万元，主要包括：{names}；公用经费0万元。", heading="六、一般公共预算基本支出情况说明"
    )


def coded(code: str) -> Section:
    """A table of projects with one code."""
    return grid("B12", "kind$ name$ total", {f"101/{code}": ("其他运转类", "内网改造", "15.93")})


def pension(basic: str | None, amount: str | None) -> Example:
    """养老保险 by function and by economic code."""
    return case(
        functions("机关事业单位基本养老保险缴费支出", "2080505", "B05", basic),
        economics("机关事业单位基本养老保险缴费", "30108", "50102", "社会保障缴费", amount=amount),
    )


MEDICAL = case(
    grid(
        "B05",
        BY_ITEM,
        {
            "101/2101101": ("210", "11", "01", "行政单位医疗", "4.47", "4.47", "0.00"),
            "101/2101102": ("210", "11", "02", "事业单位医疗", "12.10", "12.10", "0.00"),
        },
    ),
    economics("职工基本医疗保险缴费", "30110", "50102", "社会保障缴费", amount="16.58"),
)

EXAMPLES: Examples = {
    "code-01": four(
        case(functions(), context=KNOWN),
        case(functions(code="2019999"), context=KNOWN),
        case(functions(name="旧名称"), context=KNOWN),
        case(functions()),
    ),
    "code-02": four(
        case(economics(), context=KNOWN),
        case(economics(code="30188"), context=KNOWN),
        case(economics(name="旧名称"), context=KNOWN),
        case(economics()),
    ),
    "code-03": four(
        case(economics(), context=KNOWN),
        case(economics(government="50188"), context=KNOWN),
        case(economics(named="旧名称"), context=KNOWN),
        case(economics()),
    ),
    "code-04": four(
        case(functions(), context=OF_YEAR),
        case(functions(name="机关运行"), context=OF_YEAR),
        case(functions(name="行政 运行"), context=OF_YEAR),
        case(functions(), context=KNOWN),
    ),
    "code-05": four(
        case(economics(), context=OF_YEAR),
        case(economics(name="基础工资"), context=OF_YEAR),
        case(economics(name="基本工资 "), context=OF_YEAR),
        case(economics(), context=KNOWN),
    ),
    "code-06": four(
        case(economics(), context=OF_YEAR),
        case(economics(named="工资福利"), context=OF_YEAR),
        case(economics(named=" 工资奖金津补贴"), context=OF_YEAR),
        case(economics(), context=KNOWN),
    ),
    "code-07": four(
        case(functions(), functions(table="B05")),
        case(functions(), functions("机关运行", table="B05")),
        case(functions("养老(室)"), functions("养老（室）", table="B05")),
        case(economics()),
    ),
    "code-08": four(
        case(economics(), economics(table="B08")),
        case(economics(), economics("基础工资", table="B08")),
        case(economics("维修(护)费"), economics("维修（护）费", table="B08")),
        case(functions()),
    ),
    "code-09": four(
        case(economics(), economics(table="B08")),
        case(economics(), economics(named="工资福利支出", table="B08")),
        case(economics(named="工资福利"), economics(named="工资福利支出", table="B08")),
        case(functions()),
    ),
    "code-10": four(
        case(statement("B01", "九、社会保险基金支出"), statement("B04", "（九）社会保险基金支出")),
        case(statement("B01", "九、社会保险基金支出"), statement("B04", "（九）医疗卫生与计划生育支出")),
        case(statement("B01", "九、社会保险基金"), statement("B04", "（九）社会保险基金支出（")),
        case(statement("B01", "九、社会保险基金支出")),
    ),
    "code-11": four(
        case(economics("职工基本医疗保险缴费", "30110"), listed("职工基本医疗保险缴费")),
        case(economics("职工基本医疗保险缴费", "30110"), listed("医疗保险缴费")),
        case(economics("退休费", "30302"), listed("离休费")),
        case(listed("基本工资")),
    ),
    "code-12": four(
        case(economics(), context=MAPPED),
        case(economics(government="50201"), context=MAPPED),
        case(economics(government="50501"), context=MAPPED),
        case(economics(government="50201")),
    ),
    "code-13": four(
        case(economics()),
        case(economics("商品和服务支出", "302", "50299")),
        case(functions()),
        case(listed("基本工资")),
    ),
    "code-14": four(
        case(coded("410801240000000000001")),
        case(coded("41080124000000000001")),
        case(coded("410801220000000000001")),
        case(functions()),
    ),
    "code-15": four(pension("35.36", "35.36"), pension("35.36", "46.64"), MEDICAL, pension("35.36", None)),
    "code-16": four(
        case(empty("B01", "九、社会保险基金支出"), empty("B04", "（九）社会保险基金支出")),
        case(empty("B01", "九、社会保险基金支出"), empty("B04", "（九）医疗卫生与计划生育支出")),
        case(empty("B01", "九、社会保险基金"), empty("B04", "（九）社会保险基金支出（")),
        case(empty("B01", "九、社会保险基金支出")),
    ),
    "code-17": four(
        case(economics(amount="0.00")),
        case(economics("商品和服务支出", "302", "50299", amount="0.00")),
        case(functions(basic="0.00")),
        case(listed("基本工资")),
    ),
}


@pytest.mark.parametrize("key", ["²" * 13, "①" * 21, "１" * 21])
def test_what_only_looks_like_digits_is_no_code(key: str) -> None:
    document, _ = case(grid("B12", "name$ total", {"合计": ("合计", "4.00"), key: ("甲项目", "4.00")}))()
    assert [each for each in check(document).judged if each.check.id == "code-14"] == []
