"""What keeps clerks from losing their work, from pages that cannot be saved, and from what would print wrongly."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from budgets.models import Budget, Disclosure, FinalAccount, Project, ProjectEvaluation, ProjectPlan, Unit
from tests.admin_pages import (
    ADD,
    Form,
    address,
    clerk,
    errors,
    function_line,
    messages,
    opened,
    plan_page,
    sent,
    small_budget,
    small_department,
    small_final,
    stored_sample,
)
from tests.builders import approved, publish_unprinted

pytestmark = pytest.mark.django_db
ITEM_NEEDED = "功能分类要填到项（七位），{code} 只到{level}"


def planned(disclosure: Disclosure, name: str = "值班经费", **fields: Any) -> ProjectPlan:
    """A project of a disclosure."""
    unit = disclosure.department.units.first()
    project = Project.objects.create(department=disclosure.department, unit=unit, name=name)
    return ProjectPlan.objects.create(disclosure=disclosure, project=project, **fields)


def refusal(client: Client, disclosure: Disclosure, prefix: str, **values: Any) -> list[str]:
    """What is said when one row is added."""
    form = opened(client, disclosure)
    form.add(prefix, **values)
    return errors(sent(client, disclosure, form))


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_rows_that_an_edition_has_taken_over_are_left_alone_and_said_to_be() -> None:
    budget, client = stored_sample(), clerk()
    final = FinalAccount.objects.create(department=budget.department, year=2024, layout="henan-zhongzhan-final")
    kept = final.expenditure_lines.create(
        cut="function", function="2010101", nature="basic", stage="initial", amount=Decimal("5.00")
    )
    form = opened(client, final)
    form.fill("initial-0", amount="7.00")
    form.data["initial-0-DELETE"] = "on"
    form.add("initial", function="2010301", nature="basic", amount="6.00")
    form.add("function", function="2010301", nature="basic", amount="4.00")
    publish_unprinted(budget)
    response = sent(client, final, form)
    assert response.status_code == 302, errors(response)
    shown = client.get(response.url)
    said = "“年初预算”现在取自已公开的"
    assert [message for message in messages(shown) if message.startswith(said)]
    assert "2024 年部门预算第 1 版</a>，不必填写" in shown.content.decode()
    assert list(final.expenditure_lines.filter(stage="initial").values_list("pk", "amount")) == [
        (kept.pk, Decimal("5.00"))
    ]
    assert final.expenditure_lines.get(stage="final").amount == Decimal("4.00")
    again = client.get(sent(client, final, opened(client, final)).url)
    assert not [message for message in messages(again) if message.startswith(said)]


def test_the_page_of_a_unit_is_saved_after_its_project_moved_to_another() -> None:
    budget, client = small_budget(), clerk()
    own = budget.department.units.get()
    other = Unit.objects.create(department=budget.department, code="524002", name="接待中心")
    Budget.objects.filter(pk=budget.pk).update(unit=own)
    plan, paid = planned(budget), Project.objects.create(department=budget.department, unit=own, name="接待经费")
    budget.expenditure_lines.create(cut="item", project=paid, nature="project.target", amount=Decimal("1.00"))
    Project.objects.update(unit=other)
    Project.objects.create(department=budget.department, unit=other, name="别的项目")
    form = opened(client, budget)
    form.fill("plans-0", objective="按时值班")
    response = sent(client, budget, form)
    assert response.status_code == 302, errors(response)
    plan.refresh_from_db()
    assert plan.objective == "按时值班"
    assert "别的项目" not in page(client, address(budget))


def test_the_unit_stays_once_anything_of_it_was_entered() -> None:
    budget, client = small_budget(), clerk()
    assert "unit" in opened(client, budget).data
    planned(budget)
    form = opened(client, budget)
    assert "unit" not in form.data
    assert "已经录入收支或项目" in page(client, address(budget))
    form.data["unit"] = str(budget.department.units.get().pk)
    assert sent(client, budget, form).status_code == 302
    assert Budget.objects.get().unit is None
    budget.project_plans.all().delete()
    assert "unit" in opened(client, budget).data
    budget.income_lines.create(fund="general.fiscal", amount=Decimal("1.00"))
    assert "unit" not in opened(client, budget).data


@pytest.mark.parametrize(("code", "level"), [("201", "类"), ("20101", "款")])
@pytest.mark.parametrize("prefix", ["function", "full", "income"])
def test_a_functional_code_of_a_budget_is_that_of_an_item(prefix: str, code: str, level: str) -> None:
    budget, client = small_budget(), clerk()
    Budget.objects.update(layout="shanghai-budget")
    line = {"function": code, "amount": "1", "fund": "general.fiscal", "origin": "current"}
    nature = {} if prefix == "income" else {"nature": "basic"}
    assert ITEM_NEEDED.format(code=code, level=level) in refusal(client, budget, prefix, **line, **nature)


@pytest.mark.parametrize("prefix", ["function", "initial", "adjusted", "income", "full"])
def test_a_functional_code_of_final_accounts_is_that_of_an_item(prefix: str) -> None:
    final, client = small_final(layout="shanghai-final"), clerk()
    nature = {} if prefix == "income" else {"nature": "basic"}
    said = refusal(client, final, prefix, function="20101", amount="1", fund="general.fiscal", **nature)
    assert ITEM_NEEDED.format(code="20101", level="款") in said


def test_income_and_all_dimensions_may_do_without_a_functional_code() -> None:
    final, client = small_final(), clerk()
    assert refusal(client, final, "income", amount="1", fund="general.fiscal") == []
    assert refusal(client, final, "full", nature="basic", amount="1", fund="general.fiscal") == []


@pytest.mark.parametrize(
    ("layout", "fund", "refused"),
    [
        ("henan-zhongzhan-final", "fund", True),
        ("henan-zhongzhan-final", "capital", False),
        ("henan-zhongzhan-final", "general.fiscal", False),
        ("shanghai-final", "capital", True),
    ],
)
def test_a_balance_that_a_table_prints_by_item_needs_one(layout: str, fund: str, refused: bool) -> None:
    final, client = small_final(layout=layout), clerk()
    said = refusal(client, final, "balances", kind="closing", fund=fund, amount="1")
    assert any("的年初、年末结转和结余要填到项" in message for message in said) == refused
    assert refusal(client, final, "balances", kind="opening", fund=fund, function="2120801", amount="1") == []


def scored(client: Client, path: str, *weights: str) -> HttpResponse:
    """The page after indicators of these weights were typed."""
    form = Form(client.get(path))
    for place, weight in enumerate(weights):
        form.add("indicators", level1="产出", name=f"指标{place}", weight=weight)
    response = client.post(path, {**form.data, "_continue": "1"})
    assert response.status_code == 302, errors(response)
    return client.get(response.url)


def test_weights_of_the_department_that_do_not_add_up_are_said() -> None:
    final, client = small_final(), clerk()
    assert "各指标的分值合计 90 分" in page(client, address(final))
    assert not [said for said in messages(scored(client, address(final))) if "分值" in said]
    said = messages(scored(client, address(final), "40", "40.5"))
    assert "“部门绩效指标”的分值合计 80.5 分，应为 90 分。请核对。" in said
    assert not [said for said in messages(scored(client, address(final), "9.5")) if "分值" in said]


def test_weights_of_a_project_with_a_form_that_do_not_add_up_are_said() -> None:
    final, client = small_final(), clerk()
    plan = planned(final)
    assert "各指标的分值合计 70 分" in page(client, plan_page(plan))
    assert not [said for said in messages(scored(client, plan_page(plan), "60")) if "分值" in said]
    form = Form(client.get(plan_page(plan)))
    form.data["evaluation-0-has_form"] = "on"
    client.post(plan_page(plan), form.data)
    assert "“项目绩效指标”的分值合计 65 分，应为 70 分。请核对。" in messages(scored(client, plan_page(plan), "5"))
    assert not [said for said in messages(scored(client, plan_page(plan), "5")) if "分值" in said]


@pytest.mark.parametrize(("layout", "budget"), [("shanghai-final", "年初"), ("henan-zhongzhan-final", "全年")])
def test_the_budget_of_three_public_is_called_what_the_layout_prints(layout: str, budget: str) -> None:
    shown = page(clerk(), address(small_final(layout=layout)))
    assert f"预算数填{budget}预算数" in shown
    assert f">{budget}预算数：公务接待费</label>" in shown
    assert f'aria-label="{budget}预算数：公务接待费"' in shown


def boxes(client: Client, disclosure: Disclosure) -> set[str]:
    """The columns of the projects of a page, and the boxes of a project's own page."""
    columns = {name.removeprefix("plans-0-") for name in opened(client, disclosure).data if name.startswith("plans-0-")}
    own = set(Form(client.get(plan_page(disclosure.project_plans.get()))).data)
    shown = {"key_position", "purpose"}
    assert columns & shown == own & shown
    return columns & shown


@pytest.mark.parametrize(
    ("layout", "asked"),
    [
        ("henan-jiefang-budget", {"key_position", "purpose"}),
        ("henan-luoyang-budget", set()),
        ("shanghai-budget", set()),
    ],
)
def test_key_projects_are_asked_for_where_the_layout_lists_them(layout: str, asked: set[str]) -> None:
    budget, client = small_budget(), clerk()
    Budget.objects.update(layout=layout)
    plan = planned(budget)
    assert boxes(client, budget) == asked
    assert ("则在情况说明中逐项列出" in page(client, plan_page(plan))) == bool(asked)


def test_in_final_accounts_the_number_orders_the_forms() -> None:
    final, client = small_final(), clerk()
    plan = planned(final)
    assert boxes(client, final) == {"key_position"}
    for path in (plan_page(plan), address(final)):
        assert "自评表的先后" in page(client, path)
        assert "情况说明中逐项列出" not in page(client, path)
    FinalAccount.objects.update(layout="shanghai-final")
    assert boxes(client, final) == set()


def test_a_page_that_was_not_saved_lists_the_parts_with_mistakes() -> None:
    budget, client = small_budget(), clerk()
    assert 'role="alert"' not in page(client, address(budget))
    form = opened(client, budget)
    form.data["year"] = ""
    form.add("function", **function_line("1.234", code="2010188"))
    form.add("function", **function_line("1.234"))
    form.fill(form.row_where("subject", "income.total"), amount="5", change="-1")
    shown = sent(client, budget, form).content.decode()
    alert = shown[shown.index('role="alert"') : shown.index("</ul></div>")]
    assert '<a href="#id_year">部门预算</a>：1 处' in alert
    assert '<a href="#function-group">支出·功能分类</a>：3 处' in alert
    assert '<a href="#prior-group">上年数</a>：1 处' in alert
    assert 'id="function-group"' in shown
    assert "#income-group" not in alert


def test_a_project_page_lists_its_parts_with_mistakes() -> None:
    final, client = small_final(), clerk()
    path = plan_page(planned(final))
    form = Form(client.get(path))
    form.add("indicators", level1="别的", name="次数")
    assert '<a href="#indicators-group">项目绩效指标</a>：1 处' in client.post(path, form.data).content.decode()


def test_each_is_told_what_comes_next_and_offered_what_they_may_do() -> None:
    budget = small_budget()
    publisher = clerk("view_disclosure", "view_budget", "change_budget", "publish_disclosure")
    shown = page(publisher, address(budget))
    assert "请编制人录完后提交审核" in shown and address(budget, "publish") not in shown
    approved(budget)
    assert address(budget, "publish") in page(publisher, address(budget))
    told = page(clerk("view_disclosure", "view_budget", "change_budget"), address(budget))
    assert "请公开，或由审核人退回" in told and address(budget, "publish") not in told


def test_there_is_no_button_that_promises_another_disclosure() -> None:
    client = clerk()
    for path in (ADD, address(small_budget())):
        assert "_continue" in page(client, path)
        assert "_addanother" not in page(client, path)


def test_a_project_is_given_to_a_department_and_a_unit_that_say_where_they_are() -> None:
    small_department()
    shown = page(clerk(), "/admin/budgets/project/add/")
    assert ">解放区　524 信访局</option>" in shown
    assert ">信访局　524001 信访局</option>" in shown


def test_a_project_is_evaluated_once_something_of_it_was_typed() -> None:
    final, client = small_final(), clerk()
    plan = planned(final)
    final.indicators.create(plan=plan, level1="产出", name="次数", weight=70)
    plan.management.create(aspect="use", text="规范")
    form = Form(client.get(plan_page(plan)))
    form.data["objective"] = "按时值班"
    form.fill("indicators-0", target="≥24次", weight="60")
    assert client.post(plan_page(plan), form.data).status_code == 302
    assert not hasattr(ProjectPlan.objects.get(), "evaluation")
    form = Form(client.get(plan_page(plan)))
    form.fill("indicators-0", actual="24次")
    assert client.post(plan_page(plan), form.data).status_code == 302
    assert hasattr(ProjectPlan.objects.get(), "evaluation")


@pytest.mark.parametrize(
    ("prefix", "key", "value", "box"),
    [
        ("funding", "source", "fiscal", "executed"),
        ("management", "aspect", "use", "score"),
    ],
)
def test_money_or_management_alone_make_a_self_evaluation(prefix: str, key: str, value: str, box: str) -> None:
    final, client = small_final(), clerk()
    plan = planned(final)
    form = Form(client.get(plan_page(plan)))
    form.fill(form.row_where(key, value, prefix), **{box: "4"})
    assert client.post(plan_page(plan), form.data).status_code == 302
    assert hasattr(ProjectPlan.objects.get(), "evaluation")


def test_what_kind_of_project_it_is_stands_there_from_last_year_and_begins_no_evaluation() -> None:
    client, last_year, final = clerk(), small_final(2023), small_final()
    before = planned(last_year)
    ProjectEvaluation.objects.create(plan=before, category="可执行项目", division="行财科")
    plan = final.project_plans.create(project=before.project)
    form = Form(client.get(plan_page(plan)))
    assert form.data["evaluation-0-category"] == "可执行项目"
    client.post(plan_page(plan), form.data)
    assert not hasattr(ProjectPlan.objects.get(pk=plan.pk), "evaluation")
    form.fill(form.row_where("source", "fiscal", "funding"), executed="4")
    client.post(plan_page(plan), form.data)
    assert ProjectPlan.objects.get(pk=plan.pk).evaluation.division == "行财科"
