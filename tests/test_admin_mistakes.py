"""Mistakes get a clear message at their field, and nothing that was typed is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from budgets.admin.rows import EMPTIED
from budgets.admin.saving import CONFLICT, STALE
from budgets.models import Budget, Code, Department, PriorAmount, Project, ProjectPlan, Unit
from tests.admin_pages import Form, address, clerk, errors, function_line, opened, sent, small_budget, stored_sample

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


def fill_in(form: Form) -> None:
    """A line, a sheet and a text of a new budget."""
    form.add("function", **function_line())
    form.fill("three_public-0", abroad="0", purchase="0", operation="0", reception="7")
    form.fill(form.row_where("key", "duties"), text="办理来信")


def test_a_page_that_was_saved_is_not_saved_again_and_stays_as_typed() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    fill_in(form)
    assert sent(client, budget, form).status_code == 302
    response = sent(client, budget, form)
    assert response.status_code == 200
    assert STALE in errors(response)
    kept = Form(response).data
    gone = {"csrfmiddlewaretoken": "", "unit": ""}  # the unit stays, now that a line is there
    assert {**kept, **gone} == {**form.data, **gone}
    assert (budget.expenditure_lines.count(), budget.texts.count()) == (1, 1)


@pytest.mark.parametrize(
    ("row", "box"), [("three_public-0", "reception"), ("headcount-0", "offices"), ("texts-0", "text")]
)
def test_of_two_clerks_who_fill_in_the_same_the_second_is_told(row: str, box: str) -> None:
    budget, first, second = small_budget(), clerk(), clerk()
    forms = [opened(first, budget), opened(second, budget)]
    for form, value in zip(forms, ("1", "2"), strict=True):
        form.fill(row, **{box: value})
    assert sent(first, budget, forms[0]).status_code == 302
    response = sent(second, budget, forms[1])
    assert STALE in errors(response)
    assert Form(response).data[f"{row}-{box}"] == "2"
    assert CONFLICT in errors(sent(second, budget, forms[1], "preview"))


@pytest.mark.parametrize(
    ("row", "box", "largest"),
    [
        ("function-0", "position", 2147483647),
        ("economic-0", "summary_position", 2147483647),
        ("assets-0", "cars_other", 2147483647),
        ("plans-0", "key_position", 32767),
        ("", "transfer_projects", 2147483647),
        ("", "year", 32767),
    ],
)
def test_a_number_that_cannot_be_stored_is_refused(row: str, box: str, largest: int) -> None:
    budget, client = stored_sample(), clerk()
    form = opened(client, budget)
    for number in (10**20, largest + 1):
        form.data[f"{row}-{box}" if row else box] = str(number)
        response = sent(client, budget, form)
        assert response.status_code == 200
        assert any(str(largest) in message for message in errors(response))


def test_a_place_on_a_projects_page_that_cannot_be_stored_is_refused() -> None:
    stored_sample()
    page = f"/admin/budgets/projectplan/{ProjectPlan.objects.first().pk}/change/"
    client = clerk()
    form = Form(client.get(page))
    form.data |= {"key_position": str(10**20), "position": str(10**20), "indicators-0-position": str(10**20)}
    said = "".join(errors(client.post(page, form.data)))
    assert (said.count("32767"), said.count("2147483647")) == (1, 2)


def test_a_row_of_last_years_is_not_emptied_without_the_permission() -> None:
    known = Permission.objects.filter(content_type__app_label="budgets").values_list("codename", flat=True)
    budget, client = small_budget(), clerk(*set(known) - {"delete_prioramount", "add_edition"})
    PriorAmount.objects.create(disclosure=budget, subject="income.total", amount=Decimal("7.00"))
    form = opened(client, budget)
    form.fill(form.row_where("subject", "income.total"), amount=None)
    form.fill(form.row_where("subject", "three_public.reception"), basis="final")
    assert errors(sent(client, budget, form)).count(EMPTIED) == 2
    assert budget.prior_amounts.get().amount == Decimal("7.00")


def test_a_unit_that_publishes_is_offered_only_itself_and_its_projects() -> None:
    budget, client = small_budget(), clerk()
    own = budget.department.units.get()
    other = Unit.objects.create(department=budget.department, code="524002", name="接待中心")
    for unit in (own, other):
        Project.objects.create(department=budget.department, unit=unit, code=unit.code, name=f"{unit.name}的项目")
    assert "接待中心的项目" in client.get(address(budget)).content.decode()
    Budget.objects.filter(pk=budget.pk).update(unit=own)
    shown = client.get(address(budget))
    assert "信访局的项目" in shown.content.decode()
    assert "接待中心的项目" not in shown.content.decode()
    form = Form(shown)
    form.add("function", **function_line(unit=other.pk))
    assert "请从清单中选择" in errors(sent(client, budget, form))


def test_a_project_belongs_to_a_unit_of_its_department() -> None:
    department = small_budget().department
    other = Department.objects.create(region=department.region, code="525", name="档案局")
    unit = Unit.objects.create(department=other, code="525001", name="档案局")
    typed_in = {"department": department.pk, "unit": unit.pk, "code": "1", "name": "项目"}
    response = clerk().post("/admin/budgets/project/add/", typed_in)
    assert "unit" in response.context["adminform"].form.errors
    assert "这个单位不属于所选部门" in errors(response)


def test_an_indicator_of_a_project_is_of_one_of_four_kinds() -> None:
    stored_sample()
    plan, client = ProjectPlan.objects.first(), clerk()
    page = f"/admin/budgets/projectplan/{plan.pk}/change/"
    form = Form(client.get(page))
    form.add("indicators", level1="投入管理指标", name="甲")
    said = errors(client.post(page, form.data))
    assert "项目的一级指标没有“投入管理指标”：请填 成本、产出、效益、满意度 中的一个" in said
    form.fill(form.row_where("level1", "投入管理指标"), level1="产出指标")
    assert client.post(page, form.data).status_code == 302
    assert plan.indicators.get(name="甲").level1 == "产出"


def test_an_economic_line_needs_its_class_unless_it_is_of_a_project() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.add("economic", nature="project.target", amount="1")
    row = form.add("economic", nature="basic.staff", amount="1")
    assert "基本支出要填部门经济分类编码" in errors(sent(client, budget, form))
    form.fill(row, economic="30101")
    assert sent(client, budget, form).status_code == 302
