"""What the checks say, in the browser: the panel and the page of a clerk, the public page; accessible and narrow."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from budgets.models import Budget, Edition
from tests.admin_pages import address
from tests.builders import approved, publish_unprinted
from tests.stub_checks import DOUBTFUL, EQUAL, MISSING, NEARLY, TITLE, WORDED, Only, mend, unequal

Open = Callable[[str], Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ADMIN_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SIZES = [(1280, 900), (320, 640)]
PAGE = "/d/410800-101-2024-budget/"


@pytest.fixture
def sign_in(open_page: Open, transactional_db: None) -> Callable[[str, str], Page]:
    """Open a page of the administration as a person, made if need be."""

    def opened(path: str, name: str) -> Page:
        if not User.objects.filter(username=name).exists():
            User.objects.create_superuser(name, password="password", first_name=name)
        page = open_page("/healthz")
        page.context.clear_cookies()
        page = open_page(f"/admin/login/?next={path}")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill("password")
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"**{path}")
        return page

    return opened


def accessible(page: Page, complaints: list[str], rules: dict[str, list[str]]) -> None:
    """Nothing is inaccessible and nothing sticks out, wide and narrow."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert not complaints
        results = Axe().run(page, options=rules)
        complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_panel_leads_by_keyboard_to_the_page_and_on_to_the_place(
    sign_in: Callable[[str, str], Page], only: Only, complaints: list[str]
) -> None:
    only(EQUAL, NEARLY)
    made = unequal()
    page = sign_in(address(made), "甲")
    panel = page.locator("details.checks")
    expect(panel).to_contain_text("1 处要先处理才能公开")
    expect(panel.get_by_text("相差 10 万元")).to_be_visible()
    accessible(page, complaints, ADMIN_RULES)
    panel.get_by_role("link", name="查看全部检查结果").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address(made, 'checks')}")
    accessible(page, complaints, ADMIN_RULES)
    page.get_by_role("navigation", name="按结果筛选").get_by_role("link", name="不符 1").click()
    expect(page.locator(".findings > li")).to_have_count(1)
    page.get_by_role("link", name="“收入总计”行").click()
    expect(page.locator("#B01-income_total-amount")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="收入", exact=True).first.click()
    expect(page.locator("#income-group")).to_be_in_viewport()


def test_the_panel_is_closed_where_all_is_well_and_opens(sign_in: Callable[[str, str], Page], only: Only) -> None:
    only(EQUAL)
    made = unequal()
    mend(made)
    page = sign_in(address(made), "甲")
    link = page.locator("details.checks").get_by_role("link")
    expect(link).to_be_hidden()
    page.locator("details.checks summary").press("Enter")
    expect(link).to_be_visible()


def test_two_people_let_a_warning_stand_and_it_is_published(
    sign_in: Callable[[str, str], Page], only: Only, complaints: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgets.editions.files.MAKERS", {"pdf": lambda document, entries: b"%PDF-1.7"})
    only(DOUBTFUL, NEARLY, MISSING)
    made: Budget = unequal()
    page = sign_in(address(made, "publish"), "甲")
    expect(page.get_by_role("button", name="确认公开")).to_have_count(0)
    accessible(page, complaints, ADMIN_RULES)
    page.get_by_role("link", name="检查结果", exact=True).click()
    page.get_by_label("照此公开的理由").fill("上级要求照此列示")
    page.get_by_role("button", name="说明理由，请另一人确认").click()
    expect(page.get_by_text("等待另一人确认。").first).to_be_visible()
    expect(page.get_by_role("button", name="确认，照此公开")).to_have_count(0)
    accessible(page, complaints, ADMIN_RULES)
    page = sign_in(address(made, "checks"), "乙")
    page.get_by_role("button", name="确认，照此公开").click()
    expect(page.get_by_text("可以照此公开")).to_be_visible()
    approved(made)
    page.goto(page.url.replace("checks", "publish"))
    page.get_by_role("button", name="确认公开").click()
    expect(page.locator(".messagelist .success")).to_contain_text("第 1 版")
    assert Edition.objects.get().checked["findings"][0]["override"] == "上级要求照此列示"


@pytest.mark.parametrize("dark", [False, True])
def test_the_public_page_leads_to_the_cell(
    open_page: Open,
    transactional_db: None,
    only: Only,
    complaints: list[str],
    dark: bool,
) -> None:
    only(EQUAL, NEARLY, MISSING, WORDED)
    publish_unprinted(unequal())
    page = open_page(PAGE)
    if dark:
        page.emulate_media(color_scheme="dark")
    page.get_by_role("link", name="已核对 2 个等式").click()
    page.wait_for_url(f"**{PAGE}checks/")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    accessible(page, complaints, RULES)
    page.locator("#findings ~ ul a").first.click()
    expect(page.locator("td:target")).to_be_in_viewport()
