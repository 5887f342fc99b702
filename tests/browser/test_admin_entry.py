"""A clerk in the browser: a line typed with the list of codes, the unit switched, the preview, the saving."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from budgets.models import Budget, Disclosure
from tests.admin_pages import address, small_budget, stored_sample

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


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_does_not_stick_out(signed_in: Callable[[Disclosure], Page], width: int) -> None:
    page = signed_in(stored_sample())
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_inaccessible(signed_in: Callable[[Disclosure], Page], complaints: list[str], width: int) -> None:
    budget = small_budget()
    budget.expenditure_lines.create(cut="function", function="2010101", nature="basic", amount=Decimal("5.00"))
    page = signed_in(budget)
    page.set_viewport_size({"width": width, "height": 900})
    assert not complaints
    results = Axe().run(page, options=RULES)
    complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
    assert results.violations_count == 0, results.generate_report()
