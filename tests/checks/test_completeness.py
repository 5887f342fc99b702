"""Examples of the checks of completeness."""

from dataclasses import replace

from budgets.document import Section, Table
from tests.checks.documents import Example, Examples, case, four, grid, said

LUOYANG = "henan-luoyang-budget@1"
ALL = ("B01", "B02", "B03", "B04", "B05", "B06", "B08", "B09", "B10", "B11", "B12", "B13", "B14", "B15")


def contents(*entries: str) -> Section:
    """The list of contents."""
    return said("contents", *entries, heading="目录", level=1)


def table(
    code: str = "B03", title: str = "2024年部门支出预算表", amount: str | None = "10.00", **more: object
) -> Section:
    """A table of money with one row."""
    return grid(code, "name$ total", {"合计": ("合计", amount)}, title=title, **more)  # type: ignore[arg-type]


def printed(*codes: str) -> Example:
    """A document of the layout of 洛阳 with these tables."""
    return case(*(table(code, f"2024年{code}表") for code in codes), layout=LUOYANG)


def without_unit(section: Section) -> Section:
    """The same table without its unit."""
    first: Table = replace(section.tables[0], unit="")
    return replace(section, tables=(first,))


def numbered(section: Section) -> Section:
    """The same table with the number of its form."""
    return replace(section, tables=(replace(section.tables[0], number="预算03表"),))


def fund(code: str, amount: str | None) -> Section:
    """A statement with money of 国有资本经营."""
    return grid(code, "label$ amount", {"income/current.capital": ("三、国有资本经营预算拨款收入", amount)})


SPLIT = "因公出国（境）费0万元；公务用车购置费0万元，公务用车运行费9.00万元；公务接待费2.00万元。"


def three(text: str) -> Section:
    """The section on “三公”."""
    return said("three_public", text, heading="七、“三公”经费支出情况说明")


def overall(*texts: str) -> Section:
    """The section on the whole."""
    return said("overall", *texts, heading="一、收入支出预算总体情况说明")


HEADINGS = (
    "一、主要职责",
    "二、预算单位构成",
    "一、收入支出预算总体情况说明",
    "二、收入预算总体情况说明",
    "三、支出预算总体情况说明",
    "四、财政拨款收入支出预算总体情况说明",
    "五、一般公共预算支出预算情况说明",
    "六、一般公共预算基本支出预算情况说明",
    "七、政府性基金预算支出预算情况说明",
    "八、国有资本经营预算支出情况说明",
    "九、“三公”经费支出预算情况说明",
    "（一）机关运行经费支出情况",
    "（二）政府采购支出情况",
    "（三）预算绩效管理工作开展情况",
    "（四）国有资产占用情况",
    "第三部分　名词解释",
)


def headed(*headings: str) -> Example:
    """A document with these sections."""
    return case(*(said(f"s{place}", "……", heading=heading) for place, heading in enumerate(headings)))


EXAMPLES: Examples = {
    "complete-01": four(
        case(contents("一、部门支出预算表"), table()),
        case(contents("一、部门支出预算表", "二、部门收入预算表"), table()),
        case(contents("十四、本级部门（单位）支出预算表"), table()),
        case(table()),
    ),
    "complete-02": four(
        case(contents("一、部门支出预算表"), table()),
        case(contents("一、本级部门支出预算表"), table()),
        case(contents("一、主要职责"), said("duties", "……", heading="一、甲市乙区丙局主要职责")),
        case(table()),
    ),
    "complete-03": four(
        case(contents("一、部门支出预算表"), table()),
        case(contents("一、部门支出预算表"), table(), table("B02", "2024年部门收入预算表")),
        case(contents("一、支出预算表"), table()),
        case(contents("第一部分　概况"), table()),
    ),
    "complete-04": four(
        printed(*ALL),
        printed(*ALL[1:]),
        printed(*ALL, "B07"),
        case(table()),
    ),
    "complete-05": four(
        case(table("B10", amount="", notes=("本部门没有政府性基金预算支出，故本表无数据。",))),
        case(table("B10", amount="0.00")),
        case(table("B10", amount="", notes=("我单位2024年无政府性基金安排的支出",))),
        case(table("B10", amount="0.01")),
    ),
    "complete-06": four(
        case(table("B10")),
        case(table("B10", notes=("本表无数据。",))),
        case(table("B10", notes=("没有数据的行不列。",))),
        case(table("B10", amount="", notes=("本表无数据。",))),
    ),
    "complete-07": four(
        case(fund("B01", "20.00"), table("B11")),
        case(fund("B01", "20.00")),
        case(fund("B04", "0.01"), table("B11")),
        case(fund("B01", "0.00")),
    ),
    "complete-08": four(
        case(table()),
        case(without_unit(table())),
        case(table(unit="元")),
        case(without_unit(grid("B14", "name$", {"a": ("目标",)}))),
    ),
    "complete-09": four(
        case(three(SPLIT), table("B09")),
        case(three("“三公”经费11.00万元，公务用车9.00万元，公务接待费2.00万元。"), table("B09")),
        case(three("出国0万元，购置0万元，运行9.00万元，接待2.00万元。"), table("B09")),
        case(three("本年没有“三公”经费支出。"), table("B09", amount="")),
    ),
    "complete-10": four(
        case(overall("收支增加84.41万元，增长7.17%。主要原因：项目支出增加。")),
        case(overall("收支增加84.41万元，增长7.17%。")),
        case(overall("收支增加84.41万元，增长7.17%。", "变化的主要原因是人员增加。")),
        case(overall("收支与上年持平，增加0.00万元。")),
    ),
    "complete-11": four(
        headed(*HEADINGS),
        headed(*HEADINGS[:9], *HEADINGS[10:]),
        headed(
            "一、部门主要职能",
            "二、机构设置",
            "三、名词解释",
            "四、部门预算编制说明",
            "一、“三公”经费预算情况",
            "二、机关运行经费预算",
            "三、政府采购情况",
            "四、绩效目标设置情况",
            "五、国有资产占有情况",
        ),
        case(table()),
    ),
    "complete-12": four(
        case(table()),
        case(table(), title="甲市乙区丙局2023年度部门预算"),
        case(table(), title="2024年甲市乙区丙局部门预算说明"),
        case(table(), title=" "),
    ),
    "complete-13": four(
        case(said("part1", heading="第一部分　中国共产党甲市委员会办公室概况"), name="中国共产党甲市委员会办公室"),
        case(said("part1", heading="第一部分　中国共产党甲市委员会概况"), name="中国共产党甲市委员会办公室"),
        case(said("duties", heading="一、中国共产党甲市委员会办公室职责"), name="中国共产党甲市委员会办公室"),
        case(said("part1", heading="第一部分　概况"), name="中国共产党甲市委员会办公室"),
    ),
    "complete-14": four(
        case(table(), table("B02", "2024年部门收入预算表"), table("B06", "2024年基本支出表")),
        case(table(), table("B02", "2024年部门收入预算表"), table("B06", "基本支出表")),
        case(table(), table("B02", "部门收入预算表（2024年度）")),
        case(table(title="支出表"), table("B02", "收入表")),
    ),
    "complete-15": four(
        case(numbered(table()), numbered(table("B02"))),
        case(numbered(table()), table("B02")),
        case(numbered(table())),
        case(table(), table("B02")),
    ),
}
