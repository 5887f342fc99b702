"""Mistakes get a clear message at their field, and nothing that was typed is lost."""

from decimal import Decimal
from typing import Any

import pytest

from budgets.models import Budget, Code, PriorAmount
from tests.admin_pages import Form, clerk, errors, function_line, opened, sent, small_budget, stored_sample

pytestmark = pytest.mark.django_db


def refused(*lines: dict[str, Any]) -> tuple[list[str], Form, Form]:
    """Messages for the lines of the functional cut; the form as it was sent and as it came back."""
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    for line in lines:
        form.add("function", **line)
    response = sent(client, budget, form)
    assert response.status_code == 200
    assert not budget.expenditure_lines.exists()
    return errors(response), form, Form(response)


def typed(form: Form, prefix: str = "function") -> dict[str, str]:
    """What stands in the boxes of an inline."""
    return {key: value for key, value in form.data.items() if key.startswith(prefix)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (function_line(code="2010199", amount="1.234"), "“1.234”的小数太多：以元录入时最多 2 位小数（精确到分）"),
        (function_line(amount="-5"), "金额不能为负数"),
        (function_line(amount="五百"), "“五百”不是金额：请只填数字，可带千分位逗号"),
        (function_line(amount=""), "这个字段是必填项。"),
        (function_line(nature=""), "这个字段是必填项。"),
        (function_line(code=""), "按功能分类填写的支出要有功能分类编码"),
    ],
)
def test_a_mistake_is_named_and_everything_typed_stays(line: dict[str, Any], message: str) -> None:
    messages, before, after = refused(line, function_line(code="2010102", amount="77.70"))
    assert message in messages
    assert typed(after) == typed(before)


def test_an_item_has_a_name_or_a_project() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.add("item", item_kind="staff", nature="basic", fund="general.fiscal", origin="current", amount="1")
    assert "基本支出要填明细名称，项目支出要选项目" in errors(sent(client, budget, form))
    assert not budget.expenditure_lines.exists()


def test_an_unknown_code_is_refused_with_codes_near_it() -> None:
    messages, before, after = refused(function_line(code="2010188"))
    assert any(message.startswith("支出功能分类没有“2010188”；是否要填 2010108 代表工作") for message in messages)
    assert typed(after) == typed(before)


def test_an_economic_class_that_lost_a_digit_offers_its_sections() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.add("economic", economic="3010", nature="basic.staff", amount="1")
    assert "部门预算支出经济分类没有“3010”；是否要填 30101 基本工资" in "".join(errors(sent(client, budget, form)))


def test_the_list_of_the_year_comes_before_the_shipped_one() -> None:
    budget, client = small_budget(), clerk()
    Code.objects.create(scheme=Code.FUNCTIONAL, year=2024, code="2019901", name="只在这年")
    form = opened(client, budget)
    form.add("function", **function_line(code="2019901"))
    assert sent(client, budget, form).status_code == 302
    form.add("function", **function_line(code="2010102"))
    assert "支出功能分类没有“2010102”" in "".join(errors(sent(client, budget, form)))


@pytest.mark.parametrize("code", ["行政单位医疗", "2101101 行政单位医疗", " 2101101 "])
def test_a_name_is_as_good_as_a_code(code: str) -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.add("function", **function_line(code=code))
    assert sent(client, budget, form).status_code == 302
    assert budget.expenditure_lines.get().function == "2101101"


def test_a_name_of_many_codes_offers_them() -> None:
    messages, _, _ = refused(function_line(code="行政运行"))
    assert "2010101 行政运行（人大事务）" in "".join(messages)


def test_a_duplicate_line_names_both_rows() -> None:
    lines = (function_line(), function_line(code="2010102"), function_line(amount="3.00"))
    messages, before, after = refused(*lines)
    assert [m for m in messages if m.startswith("第 3 行与第 1 行的科目、单位、资金等完全相同")]
    assert typed(after) == typed(before)


def test_a_row_that_somebody_else_deleted_is_said_to_be_gone() -> None:
    budget, client = stored_sample(), clerk()
    form = opened(client, budget)
    budget.expenditure_lines.filter(cut="function").first().delete()
    assert "这一行已不在数据库里" in "".join(errors(sent(client, budget, form)))


def text_messages(key: str, text: str) -> str:
    """What is said of a typed text."""
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.fill(form.row_where("key", key), text=text)
    return "".join(errors(sent(client, budget, form)))


def test_a_typed_amount_is_refused_where_a_figure_belongs() -> None:
    said = text_messages("reason.total", "比上年多了12.50万元，增长3%")
    assert "不能直接填金额或百分比：“12.50万元”、“3%”" in said
    assert "{income.total}" in said


def test_a_target_of_the_year_may_name_a_number() -> None:
    assert text_messages("objective", "满意度达到90%以上") == ""


def test_a_name_that_is_no_figure_is_refused_with_names_near_it() -> None:
    said = text_messages("reason.total", "共{income.totl}万元")
    assert "没有名为 {income.totl} 的数字" in said.replace("&#x27;", "'")
    assert "是否要填 {income.total}" in said


def test_the_purpose_of_a_project_takes_no_typed_amount() -> None:
    budget, client = stored_sample(), clerk()
    form = opened(client, budget)
    form.fill("plans-0", purpose="购置设备5万元")
    assert "不能直接填金额或百分比：“5万元”" in "".join(errors(sent(client, budget, form)))


def test_withholding_needs_its_ground() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.data[form.row_where("key", "duties") + "-withheld"] = "on"
    assert "依法不予公开的内容要写明依据" in errors(sent(client, budget, form))


def test_last_years_amount_and_change_are_not_both_given() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.fill(form.row_where("subject", "income.total"), amount="5", change="-1")
    assert "上年数和增减额只填其中一个：另一个由系统算出" in errors(sent(client, budget, form))


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_thousand_times_last_years_line_gives_a_warning() -> None:
    client, last_year = clerk(), small_budget(2023)
    budget = small_budget(2024)
    last_year.expenditure_lines.create(
        cut="function",
        unit=last_year.department.units.get(),
        function="2010101",
        nature="basic.staff.wages",
        amount=Decimal("100.00"),
    )
    form = opened(client, budget)
    unit = last_year.department.units.get().pk
    form.add("function", **function_line(unit=unit, amount="100000.00"))
    form.add("function", **function_line(unit=unit, code="2010102", amount="99999999.00"))
    page = client.get(sent(client, budget, form).url)
    found = [said for said in messages(page) if "上年 100.00 元" in said]
    assert len(found) == 1
    assert "“支出·功能分类”第 1 行（2010101）：今年 100,000.00 元，上年 100.00 元，相差 1000 倍" in found[0]


def test_a_thousand_times_last_years_typed_amount_gives_a_warning() -> None:
    client, budget = clerk(), small_budget()
    PriorAmount.objects.create(disclosure=budget, subject="three_public.reception", amount=Decimal("7.00"))
    form = opened(client, budget)
    form.fill("three_public-0", abroad="0", purchase="0", operation="0", reception="7000")
    page = client.get(sent(client, budget, form).url)
    assert any("“上年数”中的公务接待费：今年 7,000.00 元，上年 7.00 元" in said for said in messages(page))


def test_an_ordinary_growth_gives_none() -> None:
    client, budget = clerk(), stored_sample()
    page = client.get(sent(client, budget, opened(client, budget)).url)
    assert not [said for said in messages(page) if "倍" in said]
    assert Budget.objects.count() == 1
