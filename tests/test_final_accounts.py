"""Final accounts of a small department: balances, funds, subtotals, and the budget that they are measured against."""

import re
from decimal import Decimal

import pytest

from budgets.document import Amount, Cell, Document, Number, Row
from budgets.editions import draft
from budgets.models import FinalAccount, PerformanceFunding
from tests.builders import budget, earn, final, project, spend

pytestmark = pytest.mark.django_db

LAYOUTS = ("henan-zhongzhan-final", "shanghai-final")


def balanced(layout: str = "henan-zhongzhan-final") -> FinalAccount:
    """Income 1,250,000 and balances of 60,000 against expenditure 1,240,000 and balances of 70,000; every fund."""
    made = final(layout=layout)
    earn(made, "1000000.00", function="2013101")
    earn(made, "200000.00", function="2120801", fund="fund")
    earn(made, "30000.00", function="2050803", fund="special")
    earn(made, "20000.00", function="2013101", fund="own.service")
    spend(made, "function", "900000.00", function="2013101")
    spend(made, "function", "110000.00", function="2013102", nature="project")
    spend(made, "function", "-10000.00", function="2019999", nature="project")
    spend(made, "function", "190000.00", function="2120801", nature="project", fund="fund")
    spend(made, "function", "30000.00", function="2050803", nature="project", fund="special")
    spend(made, "function", "20000.00", function="2013101", nature="remitted", fund="own.service")
    for kind, fund, function, amount in (
        ("opening", "fund", "2120801", "10000.00"),
        ("opening", "general", "", "40000.00"),
        ("reserve", "own", "", "10000.00"),
        ("distribution", "own", "", "5000.00"),
        ("closing", "fund", "2120801", "20000.00"),
        ("closing", "general", "", "40000.00"),
        ("closing", "own", "", "5000.00"),
    ):
        made.balance_lines.create(kind=kind, fund=fund, function=function, amount=Decimal(amount))
    return made


def wan(document: Document, address: str) -> str:
    """An amount as printed."""
    code, _, rest = address.partition("/")
    row, _, column = rest.rpartition("/")
    cell: Cell = document.table(code).cell(row, column)
    assert isinstance(cell, Amount)
    return cell.text


def said(document: Document, key: str) -> str:
    (section,) = (section for section in document.sections if section.key == key)
    return "\n".join("".join(run.text for run in paragraph) for paragraph in section.paragraphs)


@pytest.mark.parametrize(
    ("address", "amount"),
    [
        ("F01/income/current/amount", "125.00"),
        ("F01/income/current.general/amount", "100.00"),
        ("F01/income/current.service/amount", "5.00"),
        ("F01/income/reserve/amount", "1.00"),
        ("F01/income/opening/amount", "5.00"),
        ("F01/income/total/amount", "131.00"),
        ("F01/expenditure/201/amount", "102.00"),
        ("F01/expenditure/current/amount", "124.00"),
        ("F01/expenditure/distribution/amount", "0.50"),
        ("F01/expenditure/closing/amount", "6.50"),
        ("F01/expenditure/total/amount", "131.00"),
        ("F02/合计/fiscal", "120.00"),
        ("F02/合计/service", "5.00"),
        ("F03/合计/remitted", "2.00"),
        ("F03/2019999/project", "-1.00"),
        ("F03/201/total", "102.00"),
        ("F04/income/current/amount", "120.00"),
        ("F04/income/opening/amount", "5.00"),
        ("F04/income/opening.fund/amount", "1.00"),
        ("F04/income/total/amount", "125.00"),
        ("F04/expenditure/current/total", "119.00"),
        ("F04/expenditure/212/fund", "19.00"),
        ("F04/expenditure/closing/total", "6.00"),
        ("F04/expenditure/closing/fund", "2.00"),
        ("F04/expenditure/total/total", "125.00"),
        ("F04/expenditure/total/general", "104.00"),
        ("F05/合计/total", "100.00"),
        ("F07/合计/opening", "1.00"),
        ("F07/合计/income", "20.00"),
        ("F07/合计/total", "19.00"),
        ("F07/合计/closing", "2.00"),
        ("F07/21208/project", "19.00"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_fund_and_balance_finds_its_place(layout: str, address: str, amount: str) -> None:
    assert wan(draft(balanced(layout)), address) == amount


def children(rows: list[Row], row: Row) -> list[Row]:
    """The rows one step of the code below."""
    code = str(row.cells["function"])
    return [each for each in rows if len(str(each.cells["function"])) == len(code) + 2 and each.key.startswith(code)]


@pytest.mark.parametrize("code", ["F02", "F03", "F05", "F07"])
def test_classes_and_sections_are_the_sums_of_what_stands_below_them(code: str) -> None:
    rows = [row for _, row in draft(balanced()).table(code).rows()]
    headed = [row for row in rows if row.kind == "subtotal"]
    assert len(headed) >= 2
    for row in headed:
        for column, cell in row.cells.items():
            if isinstance(cell, Amount):
                assert cell.yuan == sum(below.cells[column].yuan for below in children(rows, row)), (row.key, column)


def test_rows_and_columns_are_numbered_through() -> None:
    document = draft(balanced())
    for code, count in (("F01", 62), ("F04", 64)):
        numbers = [row.cells["row"] for _, row in document.table(code).rows()]
        assert numbers == [str(number) for number in range(1, count + 1)]
        heights = [len(panel.rows) for panel in document.table(code).panels]
        assert heights[0] == heights[1]
    for code in ("F01", "F02", "F03", "F04", "F05", "F07", "F08", "F09"):
        columns = [column for panel in document.table(code).panels for column in panel.columns]
        numbered = [column.number for column in columns if column.kind == "amount"]
        assert numbered == [str(number) for number in range(1, len(numbered) + 1)], code
        assert not any(column.number for column in columns if column.kind != "amount")


def test_shanghai_numbers_neither_rows_nor_columns() -> None:
    document = draft(balanced("shanghai-final"))
    columns = [column for table in document.tables() for panel in table.panels for column in panel.columns]
    assert not any(column.number or column.key == "row" for column in columns)


def test_only_kinds_of_expenditure_that_occur_are_told_with_their_shares() -> None:
    text = said(draft(balanced()), "expenditure")
    assert "上缴上级支出2.00万元，占1.61%" in text
    assert "经营支出" not in text and "对附属单位补助支出" not in text


def test_a_balance_or_income_of_no_code_stands_beside_those_that_have_one() -> None:
    made = balanced()
    earn(made, "70.00", fund="fund")
    made.balance_lines.create(kind="opening", fund="fund", amount=Decimal("30.00"))
    document = draft(made)
    assert wan(document, "F07/合计/opening") == "1.00"
    assert document.table("F07").cell("合计", "opening").yuan == Decimal("10030.00")
    assert document.table("F02").cell("合计", "fiscal").yuan == Decimal("1200070.00")


def test_what_was_budgeted_is_not_taken_for_what_was_spent() -> None:
    made = final()
    spend(made, "function", "700000.00", function="2013101", stage="initial")
    earn(made, "700000.00", function="2013101", stage="initial")
    document = draft(made)
    for code, row, column in (
        ("F01", "expenditure/total", "amount"),
        ("F01", "income/total", "amount"),
        ("F03", "合计", "total"),
        ("F04", "expenditure/201", "general"),
    ):
        assert document.table(code).cell(row, column) is None
    assert "支出决算为未公开" in said(document, "general_items")


def measured(layout: str, initial: str | None, spent: str, stage: str = "initial") -> FinalAccount:
    """One 项 with its budget, what was spent of it, and a reason why they differ."""
    made = final(layout=layout)
    if initial is not None:
        spend(made, "function", initial, function="2013101", stage=stage)
    spend(made, "function", spent, function="2013101")
    made.explanations.create(function="2013101", reason="人员减少。")
    return made


@pytest.mark.parametrize(
    ("layout", "stage", "budget"),
    [(LAYOUTS[0], "initial", "年初预算"), (LAYOUTS[1], "adjusted", "全年预算"), (LAYOUTS[1], "initial", "年初预算")],
)
@pytest.mark.parametrize(
    ("initial", "spent", "words"),
    [
        ("200000.00", "150000.00", "完成{0}的75.00%。决算数小于{0}数，主要原因：人员减少。"),
        ("100000.00", "150000.00", "完成{0}的150.00%。决算数大于{0}数，主要原因：人员减少。"),
        ("150000.00", "150000.00", "完成{0}的100.00%。决算数与{0}数持平。"),
        ("150020.00", "150000.00", "完成{0}的99.99%。决算数与{0}数持平。"),
        ("0.00", "150000.00", "支出决算为15.00万元。决算数大于{0}数，主要原因：人员减少。"),
    ],
)
def test_an_item_is_measured_against_its_budget(
    layout: str, stage: str, budget: str, initial: str, spent: str, words: str
) -> None:
    text = said(draft(measured(layout, initial, spent, stage)), "general_items").partition("1．")[2]
    assert words.format(budget) in text
    assert ("主要原因" in text) == ("主要原因" in words)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_item_without_a_budget_is_not_measured(layout: str) -> None:
    text = said(draft(measured(layout, None, "150000.00")), "general_items")
    assert "支出决算为15.00万元。" in text
    assert not re.search("完成|决算数|主要原因", text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_item_that_was_budgeted_and_not_spent_is_told(layout: str) -> None:
    made = measured(layout, "150000.00", "150000.00")
    spend(made, "function", "20000.00", function="2013102", stage="initial")
    text = said(draft(made), "general_items")
    assert "年初预算为2.00万元，支出决算为0.00万元，完成年初预算的0.00%。决算数小于年初预算数。" in text


def listed(layout: str, code: str, *lines: tuple[str, str]) -> Document:
    made = final(code, layout)
    spend(made, "function", "90000.00", function="2013101", nature="basic")
    for place, (economic, amount) in enumerate(lines, start=1):
        spend(made, "economic", amount, economic=economic, position=place)
    return draft(made)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_of_items_says_when_some_are_not_reported(layout: str) -> None:
    whole = said(listed(layout, "101", ("30101", "60000.00"), ("30102", "30000.00")), "basic")
    part = listed(layout, "102", ("30101", "60000.00"), ("301", "30000.00"))
    assert "主要包括：基本工资、津贴补贴；" in whole
    assert "主要包括：基本工资等（其余科目的明细未公开）；" in said(part, "basic")
    assert part.table("F06").cell("30102", "amount") is None
    assert wan(part, "F06/301/amount") == "9.00" and wan(part, "F06/staff/amount") == "9.00"


def test_a_layout_without_self_evaluation_prints_no_attachments() -> None:
    keys = {}
    for layout in LAYOUTS:
        made = final(layout=layout, code="101" if layout == LAYOUTS[0] else "102")
        PerformanceFunding.objects.create(
            disclosure=made, source="fiscal", initial=Decimal(1), adjusted=Decimal(1), executed=Decimal(1)
        )
        made.tasks.create(name="某任务", content="某内容")
        document = draft(made)
        keys[layout] = {section.key for section in document.sections}
        assert ("自评表见第五部分附件。" in "".join(said(document, key) for key in keys[layout])) == (
            layout == LAYOUTS[0]
        )
    assert {"annex", "annex1", "F10", "F11", "F12"} <= keys[LAYOUTS[0]]
    assert not {key for key in keys[LAYOUTS[1]] if key.startswith(("annex", "F1"))}


@pytest.mark.parametrize(
    ("adjusted", "executed", "rate"), [(None, "1.00", None), ("0.00", "0.00", "0.00%"), ("200.00", "50.00", "25%")]
)
def test_money_that_is_not_reported_has_no_rate(adjusted: str | None, executed: str, rate: str | None) -> None:
    made = final()
    amounts = {"adjusted": adjusted and Decimal(adjusted), "executed": Decimal(executed)}
    PerformanceFunding.objects.create(disclosure=made, source="fiscal", **amounts)
    cell = draft(made).table("F10").cell("funding/fiscal", "rate")
    assert (cell.text if isinstance(cell, Number) else cell) == rate


@pytest.mark.parametrize("layout", LAYOUTS)
def test_money_taken_back_has_no_share(layout: str) -> None:
    made = final(layout=layout)
    spend(made, "function", "110000.00", function="2013101")
    spend(made, "function", "-10000.00", function="2013102", nature="project")
    text = said(draft(made), "expenditure")
    assert text.endswith("其中：基本支出11.00万元，占110.00%；项目支出-1.00万元。")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_negative_line_lowers_the_sums_and_is_printed_with_its_sign(layout: str) -> None:
    document = draft(balanced(layout))
    assert wan(document, "F05/2019999/total") == "-1.00"
    assert wan(document, "F05/20199/total") == "-1.00"
    assert wan(document, "F05/201/total") == "100.00"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_that_the_layout_does_not_list_gets_its_row(layout: str) -> None:
    made = final(layout=layout)
    spend(made, "function", "50000.00", function="2013101")
    spend(made, "economic", "30000.00", economic="31204", nature="basic.public.capital")
    spend(made, "economic", "20000.00", economic="30301", nature="basic.staff.family")
    document = draft(made)
    assert (wan(document, "F06/31204/amount"), wan(document, "F06/public/amount")) == ("3.00", "3.00")
    rows = [row.key for row in document.table("F06").panels[-1].rows]
    assert rows[-2:] == ["31204", "public"]


def test_a_project_of_which_nothing_was_entered_was_not_evaluated() -> None:
    made = final()
    unit = made.department.units.first()
    assert unit
    project(made, "", "未自评", unit)
    project(made, "410800230000000000001", "只有金额", unit, position=1)
    plan = made.project_plans.get(position=1)
    PerformanceFunding.objects.create(disclosure=made, plan=plan, adjusted=Decimal("10000.00"), executed=Decimal(0))
    names = [row.cells["name"] for _, row in draft(made).table("F11").rows()]
    assert names == ["只有金额"]


def test_names_of_projects_are_never_taken_for_codes() -> None:
    made = budget()
    unit = made.department.units.first()
    assert unit
    for name in ("OA2024", "2024OA/IT"):
        spend(made, "item", "10000.00", project=project(made, "", name, unit), unit=unit, nature="project.operating")
    keys = [row.key for _, row in draft(made).table("B12").rows() if row.kind == "detail"]
    assert keys == ["101/1", "101/2"]


def test_full_marks_are_the_sum_of_the_weights() -> None:
    made = final()
    made.indicators.create(level1="产出指标", name="次数", target="≥2次", actual="2次", weight=Decimal(80))
    whole = next(row for _, row in draft(made).table("F10").rows() if row.key == "indicators/total")
    assert whole.cells["weight"] == Number(Decimal("90.00"), "90")
