"""A clerk in the browser: a line typed with the list of codes, the unit switched, the preview, the saving."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.models import Budget, Disclosure, FinalAccount, Post, Project
from budgets.models.post import CLERK
from tests.admin_pages import address, plan_page, small_budget, small_final, stored_sample

# How many parts have to be scrolled sideways.
WIDE = "[...document.querySelectorAll('.rows')].filter((part) => part.scrollWidth > part.clientWidth + 1).length"
Open = Callable[[str], Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def signed_in(open_page: Open, admin_user: object) -> Callable[[Disclosure], Page]:
    """Open a budget's page as the administrator."""

    def open_budget(budget: Disclosure) -> Page:
        page = open_page(f"/admin/login/?next={address(budget)}")
        page.get_by_label("用户名").fill("admin")
        page.get_by_label("密码").fill("password")
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**{address(budget)}")
        return page

    return open_budget


def echo(page: Page, box: str) -> str:
    """What stands beside a box."""
    return page.locator(f"#{box} + output").inner_text()


def test_a_line_is_typed_shown_and_saved(signed_in: Callable[[Disclosure], Page]) -> None:
    budget = small_budget()
    page = signed_in(budget)
    page.locator("#function-group").get_by_role("button", name="再加一行").click()
    row = "id_function-3"
    offered = page.locator("datalist#codes-functional option[value='2010101']")
    assert (offered.get_attribute("label"), page.locator(f"#{row}-function").get_attribute("list")) == (
        "行政运行（人大事务）",
        "codes-functional",
    )
    page.fill(f"#{row}-function", "2010101")
    page.select_option(f"#{row}-nature", "basic.staff.wages")
    page.fill(f"#{row}-amount", "1234567.80")
    assert (echo(page, f"{row}-function"), echo(page, f"{row}-amount")) == ("行政运行（人大事务）", "123.45678 万元")
    page.get_by_role("link", name="万元").click()
    assert (page.input_value(f"#{row}-amount"), echo(page, f"{row}-amount")) == ("123.45678", "1,234,567.80 元")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="预览").click()
    expect(opened.value.get_by_text("这是草稿的预览，尚未公开。")).to_be_visible()
    expect(opened.value.get_by_text("123.46").first).to_be_attached()
    assert not budget.expenditure_lines.exists()
    opened.value.close()
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert budget.expenditure_lines.get().amount == Decimal("1234567.80")
    assert Budget.objects.count() == 1


def test_a_figure_is_inserted_into_the_text_that_was_being_typed(signed_in: Callable[[Disclosure], Page]) -> None:
    page = signed_in(small_budget())
    text = page.locator("#texts-group textarea").first
    text.fill("共")
    page.get_by_text("可插入的数字", exact=True).click()
    page.locator('[data-insert="{income.total}"]').click()
    expect(text).to_have_value("共{income.total}")


def begin_final(page: Page, year: int) -> None:
    """Fill in the first page of final accounts, by keyboard alone."""
    page.goto(page.url.partition("/admin/")[0] + "/admin/budgets/finalaccount/add/")
    page.keyboard.press("ArrowDown")  # the only department
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(str(year))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the first layout
    page.keyboard.press("Tab")
    expect(page.get_by_label("沿用当年预算")).to_be_focused()
    expect(page.get_by_label("沿用当年预算")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")


def test_final_accounts_are_begun_from_the_budget_and_entered(signed_in: Callable[[Disclosure], Page]) -> None:
    budget = stored_sample()
    page = signed_in(budget)
    begin_final(page, budget.year)
    expect(page.locator(".messagelist")).to_contain_text("年部门预算》沿用：项目 4 项")
    page.fill("#id_function-0-function", "2010301")
    page.select_option("#id_function-0-nature", "basic")
    page.fill("#id_function-0-amount", "-12.00")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".messagelist .warning")).to_contain_text("第 1 行（2010301）：-12.00 元，是负数")
    page.get_by_role("link", name="填写自评").first.click()
    page.get_by_label("公开自评表").check()
    page.fill("#id_funding-0-adjusted", "5000")
    expect(page.locator("#id_funding-0-adjusted + output")).to_have_text("0.5 万元")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/finalaccount/*/change/#plans-group")
    final = FinalAccount.objects.get()
    assert final.funding.get().adjusted == Decimal("5000.00")
    assert final.project_plans.filter(evaluation__has_form=True).count() == 1


def pages() -> tuple[Disclosure, list[str]]:
    """A budget to sign in at, and the widest pages: a whole budget, whole final accounts, projects of both."""
    budget, final, shanghai = (
        stored_sample(slug) for slug in ("410802-524-2024-budget", "410803-101-2023-final", "310107-wanli-2023-budget")
    )
    plans = [plan_page(each.project_plans.first()) for each in (final, shanghai)]
    return budget, [address(budget), address(final), address(shanghai), *plans]


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_sticks_out(signed_in: Callable[[Disclosure], Page], live_server: LiveServer, width: int) -> None:
    budget, paths = pages()
    page = signed_in(budget)
    page.set_viewport_size({"width": width, "height": 900})
    for path in paths:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        wide = (
            "[...document.querySelectorAll('.rows')].filter((part) => part.scrollWidth > part.clientWidth + 1).length"
        )
        assert page.evaluate(wide) == 0, path


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_inaccessible(
    signed_in: Callable[[Disclosure], Page], live_server: LiveServer, complaints: list[str], width: int
) -> None:
    budget, final = small_budget(), small_final()
    unit = final.department.units.get()
    project = Project.objects.create(department=final.department, unit=unit, name="值班经费")
    plan = final.project_plans.create(project=project)
    for disclosure in (budget, final):
        disclosure.expenditure_lines.create(
            cut="function", function="2010101", nature="basic", stage=stage_of(disclosure), amount=Decimal("5.00")
        )
    page = signed_in(budget)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (address(budget), address(final), plan_page(plan)):
        page.goto(live_server.url + path)
        assert not complaints
        results = Axe().run(page, options=RULES)
        complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_parts_with_mistakes_are_listed_and_led_to(
    signed_in: Callable[[Disclosure], Page], admin_user: User, complaints: list[str], width: int
) -> None:
    admin_user.is_superuser = False
    admin_user.save()
    budget = small_budget()
    Post.objects.create(user=admin_user, role=CLERK, department=budget.department)
    page = signed_in(budget)
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.get_by_role("region", name="办理").get_by_role("link", name="提交审核")).to_be_visible()
    page.fill("#id_function-0-function", "20101")
    page.get_by_role("button", name="保存并继续编辑").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("支出·功能分类：3 处")
    results = Axe().run(page, options=RULES)
    complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    alert.get_by_role("link", name="支出·功能分类").click()
    expect(page.locator("#function-group")).to_be_in_viewport()


def stage_of(disclosure: Disclosure) -> str:
    return "final" if disclosure.kind == "final" else "initial"
