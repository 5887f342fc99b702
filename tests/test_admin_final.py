"""Final accounts in the administration: what their page asks for, what it takes from editions, what it warns of."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from budgets.editions import publish
from budgets.layouts import Layout, load
from budgets.models import Budget, Disclosure, FinalAccount, PriorAmount, Project, ProjectPlan, StateAssets
from budgets.narrative import printed as printing
from tests.admin_pages import (
    ADD_FINAL,
    Form,
    address,
    clerk,
    errors,
    messages,
    opened,
    plan_page,
    sent,
    small_budget,
    small_department,
    small_final,
    stored_sample,
)
from tests.builders import approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]
SHANGHAI = "shanghai-budget"


def sections(client: Client, disclosure: Disclosure) -> list[str]:
    """The parts of a page, as its list of parts names them."""
    return [each.opts.verbose_name_plural for each in client.get(address(disclosure)).context["inline_admin_formsets"]]


def text_of(client: Client, disclosure: Disclosure) -> str:
    return client.get(address(disclosure)).content.decode()


def begin(client: Client, **fields: Any) -> Any:
    """Send the first page."""
    whose = {"department": small_department().pk, "unit": "", "year": 2024, "layout": "henan-zhongzhan-final"}
    return client.post(ADD_FINAL, {**whose, **fields}, follow=True)


def test_final_accounts_are_begun_published_and_listed() -> None:
    client = clerk()
    assert "已建立信访局 2024 年部门决算。请继续在本页录入各项内容。" in messages(begin(client))
    final = FinalAccount.objects.get()
    assert final.kind == "final"
    assert "信访局" in client.get("/admin/budgets/finalaccount/").content.decode()
    assert "该部门（单位）这一年度的决算已经建立：请在列表中打开它" in errors(begin(client))


def test_the_preview_and_the_publication_of_final_accounts() -> None:
    final = stored_sample("410803-101-2023-final")
    client = clerk("view_disclosure", "view_finalaccount", "change_finalaccount", "publish_disclosure")
    form = opened(client, final)
    assert "这是草稿的预览" in sent(client, final, form, "preview").content.decode()
    page = client.get(address(approved(final), "publish"))
    response = client.post(address(final, "publish"), Form(page).data)
    assert response.url == address(final)
    assert final.editions.get().number == 1


@pytest.mark.usefixtures("only_by_name")
def test_whoever_may_see_budgets_only_sees_no_final_accounts() -> None:
    final, reader = small_final(), clerk("view_disclosure", "view_budget", "change_budget")
    assert reader.get(address(final)).status_code == 403
    assert reader.get("/admin/budgets/finalaccount/").status_code == 403


def test_the_layout_is_last_years_unless_another_is_chosen() -> None:
    client = clerk()
    assert "没有上年的同类文件可以参照：请选择版式" in errors(begin(client, layout=""))
    small_final(2023, layout="shanghai-final")
    begin(client, layout="")
    assert FinalAccount.objects.get(year=2024).layout == "shanghai-final"


def test_what_was_carried_over_is_said_or_nothing_is() -> None:
    client = clerk()
    small_budget().texts.create(key="duties", text="办理来信")
    said = "".join(messages(begin(client, carry="on")))
    assert "从《信访局 2024 年部门预算》沿用：文字 1 项" in said
    FinalAccount.objects.all().delete()
    assert not any("沿用" in message for message in messages(begin(client)))
    assert not FinalAccount.objects.get().texts.exists()


@pytest.mark.usefixtures("only_by_name")
def test_nothing_is_carried_over_from_what_the_clerk_may_not_see() -> None:
    client = clerk("view_disclosure", "view_finalaccount", "add_finalaccount", "change_finalaccount")
    small_budget().texts.create(key="duties", text="办理来信")
    assert "没有找到可以沿用的文件：各项都要新填。" in messages(begin(client, carry="on"))
    assert not FinalAccount.objects.get().texts.exists()


def test_the_page_asks_for_the_final_stage_and_for_no_origin() -> None:
    client, final = clerk(), small_final()
    form = opened(client, final)
    assert not [name for name in form.data if name.endswith("-origin")]
    form.add("function", function="2010301", nature="basic", amount="5.00")
    form.add("income", function="2010301", amount="5.00")
    form.add("initial", function="2010301", nature="basic", amount="6.00")
    form.add("balances", kind="closing", function="2010301", fund="general.fiscal", amount="1.00")
    assert sent(client, final, form).status_code == 302
    lines = final.expenditure_lines.order_by("stage").values_list("stage", "amount")
    assert list(lines) == [("final", Decimal("5.00")), ("initial", Decimal("6.00"))]
    assert final.income_lines.get().stage == "final"


def test_each_part_says_which_tables_it_is_for() -> None:
    page = text_of(clerk(), small_final())
    assert "用于收入支出决算总表（F01）、收入决算表（F02）" in page
    assert "（F06）。填一般公共预算财政拨款基本支出的决算数。" in page


def test_the_balances_of_a_budget_are_those_that_a_budget_has() -> None:
    client, budget = clerk(), small_budget()
    form = opened(client, budget)
    form.add("balances", kind="closing", fund="general.fiscal", amount="1")
    assert "请从清单中选择" in errors(sent(client, budget, form))


def test_a_page_asks_only_for_what_the_layout_prints() -> None:
    client, budget = clerk(), small_budget()
    assert {"支出·明细和项目", "年度主要任务", "机构和编制"} <= set(sections(client, budget))
    assert "支出逐项说明" not in sections(client, budget)
    type(budget).objects.update(layout=SHANGHAI)
    shown = sections(client, budget)
    assert not {"支出·明细和项目", "年度主要任务", "机构和编制", "部门绩效指标"} & set(shown)
    assert {"支出逐项说明", "拟购置资产", "绩效管理情况"} <= set(shown)
    assert "income-__prefix__-function" in opened(client, budget).data
    assert "assets-0-cars_general" not in opened(client, budget).data


def test_a_fact_that_is_known_is_shown_whatever_the_layout_prints() -> None:
    client, budget = clerk(), small_budget()
    type(budget).objects.update(layout=SHANGHAI)
    StateAssets.objects.create(disclosure=budget, cars_general=0)
    budget.tasks.create(name="接访", content="接待来访")
    assert opened(client, budget).data["assets-0-cars_general"] == "0"
    assert "年度主要任务" in sections(client, budget)


def test_texts_and_amounts_of_last_year_are_those_that_the_layout_uses() -> None:
    client, final = clerk(), small_final(layout="shanghai-final")
    final.texts.create(key="objective", text="目标")
    keys = {value for name, value in opened(client, final).data.items() if name.startswith("texts-")}
    assert {"duties", "reason.completion", "objective"} <= keys
    assert not {"objective_result", "transfer", "self_evaluation"} & keys
    subjects = {value for name, value in opened(client, final).data.items() if name.endswith("-subject")}
    assert "general.total" in subjects
    assert "fiscal.general" not in subjects


def test_the_page_of_a_layout_that_is_gone_still_opens() -> None:
    client, final = clerk(), small_final(layout="gone")
    assert "收入" in sections(client, final)


def test_the_initial_budget_is_taken_from_the_published_budget() -> None:
    budget, client = stored_sample(), clerk()
    final = FinalAccount.objects.create(department=budget.department, year=2024, layout="henan-zhongzhan-final")
    assert "不必填写" not in text_of(client, final)
    publish(budget, by=None)
    assert f'取自已公开的 <a href="/d/{budget.slug}/e1/">2024 年部门预算第 1 版</a>，不必填写' in text_of(client, final)
    assert opened(client, final).data["initial-TOTAL_FORMS"] == "0"
    assert sent(client, final, opened(client, final)).status_code == 302


def test_last_years_amounts_are_taken_from_last_years_edition() -> None:
    last_year, client = stored_sample(), clerk()
    publish(last_year, by=None)
    budget = Budget.objects.create(department=last_year.department, year=2025, layout=last_year.layout)
    PriorAmount.objects.create(disclosure=budget, subject="running.total", amount=Decimal("5.00"), basis="executed")
    page = text_of(client, budget)
    assert f'3,997,597.00 元，取自已公开的 <a href="/d/{last_year.slug}/e1/">2024 年部门预算第 1 版</a>' in page
    subjects = [value for name, value in opened(client, budget).data.items() if name.endswith("-subject")]
    assert subjects == ["running.total"]


def test_a_negative_amount_of_final_accounts_is_a_warning() -> None:
    client, final = clerk(), small_final()
    form = opened(client, final)
    form.add("function", function="2010301", nature="basic", amount="5.00")
    form.add("function", function="2010302", nature="basic", amount="-5.00")
    form.add("income", function="2010303", amount="-6.00")
    form.fill("three_public_final-0", reception="-1.00")
    said = messages(client.get(sent(client, final, form).url))
    assert "“支出·功能分类”第 2 行（2010302）：-5.00 元，是负数，按冲减处理。请核对。" in said
    assert "“收入”第 1 行（2010303）：-6.00 元，是负数，按冲减处理。请核对。" in said
    assert any(message.startswith("““三公”经费决算”的决算数：公务接待费：-1.00 元") for message in said)
    assert final.expenditure_lines.count() == 2


def test_a_negative_initial_budget_is_refused() -> None:
    client, final = clerk(), small_final()
    form = opened(client, final)
    form.add("initial", function="2010301", nature="basic", amount="-5.00")
    assert "金额不能为负数" in errors(sent(client, final, form))


def planned(final: Disclosure) -> ProjectPlan:
    """A project of final accounts."""
    unit = final.department.units.get()
    project = Project.objects.create(department=final.department, unit=unit, name="值班经费")
    return ProjectPlan.objects.create(disclosure=final, project=project)


def test_a_project_of_final_accounts_is_evaluated_on_its_page() -> None:
    client, final = clerk(), small_final()
    plan = planned(final)
    form = Form(client.get(plan_page(plan)))
    form.fill(form.row_where("source", "fiscal", "funding"), initial="5", adjusted="5", executed="4")
    for aspect in ("arrangement", "disbursement", "use", "performance"):
        form.fill(form.row_where("aspect", aspect), text="规范", score="4.5")
    form.add("indicators", level1="产出指标", name="次数", target="≥24次", actual="24次", weight="10")
    response = client.post(plan_page(plan), form.data)
    assert response.url == address(final) + "#plans-group"
    assert plan.funding.get().executed == Decimal("4.00")
    assert plan.management.count() == 4
    assert plan.indicators.get().level1 == "产出"
    assert ProjectPlan.objects.get().evaluation.has_form is False


@pytest.fixture
def reasons_required(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Layouts whose tables of evaluation want a reason for marks that fall short."""

    def strict(key: str) -> Layout:
        layout = load(key)
        tables = (replace(table, options={**table.options, "reason_required": True}) for table in layout.tables)
        return replace(layout, tables=tuple(tables))

    monkeypatch.setattr(printing, "load", strict)
    printing.printed.cache_clear()
    yield
    printing.printed.cache_clear()


def indicator_errors(client: Client, page: str, **values: str) -> list[str]:
    form = Form(client.get(page))
    form.add("indicators", level1="产出", name="次数", **values)
    return errors(client.post(page, form.data))


def test_marks_above_the_weight_and_impossible_marks_are_refused() -> None:
    client, final = clerk(), small_final()
    for page in (address(final), plan_page(planned(final))):
        assert "得分不能大于分值" in indicator_errors(client, page, weight="10", score="10.5")
        assert "不能小于 0" in indicator_errors(client, page, weight="10", score="-1")
        assert indicator_errors(client, page, weight="10", score="9") == []


def test_marks_below_the_weight_need_a_reason_where_the_layout_prints_one(reasons_required: None) -> None:
    client, final = clerk(), small_final()
    for page in (address(final), plan_page(planned(final))):
        said = indicator_errors(client, page, weight="10", score="9")
        assert said == ["得分低于分值的指标要写明偏差原因和改进措施"]
        assert indicator_errors(client, page, weight="10", score="9", reason="缺人") == []


def test_marks_that_are_computed_below_the_weight_need_a_reason_too(reasons_required: None) -> None:
    client, final = clerk(), small_final()
    for page in (address(final), plan_page(planned(final))):
        met, missed = {"target": "≥24次", "actual": "24次"}, {"target": "≥24次", "actual": "12次"}
        said = indicator_errors(client, page, weight="10", **missed)
        assert said == ["得分低于分值的指标要写明偏差原因和改进措施"]
        assert indicator_errors(client, page, weight="10", reason="缺人", **missed) == []
        assert indicator_errors(client, page, weight="10", **met) == []


def test_a_project_of_a_budget_has_particulars_where_the_layout_prints_its_form() -> None:
    client, budget = clerk(), small_budget()
    plan = planned(budget)
    assert not {"goal", "statement-0-overview"} & set(Form(client.get(plan_page(plan))).data)
    type(budget).objects.update(layout="shanghai-2023-budget")
    form = Form(client.get(plan_page(plan), {"unit": "万元"}))
    form.data |= {"goal": "总目标", "total_fiscal": "1.5", "starts_on": "2024-02-01", "ends_on": "2024-01-01"}
    form.fill("statement-0", overview="概况", quarter1="0.5")
    assert "计划完成日期早于开始日期" in errors(client.post(plan_page(plan), form.data))
    form.data["ends_on"] = "2024-12-31"
    response = client.post(plan_page(plan), {**form.data, "_continue": "1"})
    assert "unit=" in response.url
    plan = ProjectPlan.objects.get()
    assert (plan.total_fiscal, plan.statement.quarter1) == (Decimal("15000.00"), Decimal("5000.00"))


def test_every_figure_that_can_be_inserted_has_a_chinese_name() -> None:
    for disclosure in (small_budget(), small_final()):
        groups = clerk().get(address(disclosure)).context["figure_groups"]
        unnamed = [name for _, names in groups for name, label in names if label.isascii()]
        assert unnamed == []
