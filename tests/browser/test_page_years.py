"""The pages of a department, its year and its projects in the browser: by keyboard, on a phone, without script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.a_year import FINAL, WHO, budget_of_the_year, sample
from tests.builders import freeze

Open = Callable[[str], Page]
YEAR = f"/departments/{WHO}/2023/"


@pytest.fixture
def published(transactional_db: None) -> None:
    """A budget and the final account of its year."""
    freeze(budget_of_the_year())
    freeze(sample(FINAL))


def test_an_amount_of_the_year_leads_to_its_cell(published: None, open_page: Open, page: Page) -> None:
    open_page(YEAR)
    page.get_by_role("row", name="2013101 行政运行").get_by_role("link", name="487.66").click()
    expect(page.locator("td:target")).to_have_text("487.66")
    expect(page.locator("td:target")).to_be_in_viewport()
    page.get_by_role("link", name="2023年从预算到决算").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2023年从预算到决算")


def test_names_stay_in_sight_on_a_phone(published: None, open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(YEAR)
    box = page.get_by_role("region", name="按项目")
    box.evaluate("box => box.scrollTo(400, 0)")
    name = box.get_by_role("rowheader", name="应急移动通信费")
    assert abs(name.bounding_box()["x"] - box.bounding_box()["x"]) < 2  # type: ignore[index]


def test_names_have_room_on_a_phone(published: None, open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(YEAR)
    for region in ("按功能分类", "按经济分类", "按项目"):
        names = page.get_by_role("region", name=region).get_by_role("rowheader")
        assert names.first.evaluate("name => name.offsetWidth") >= 8 * 13
        inside = "names => names.map(name => name.clientWidth - parseFloat(getComputedStyle(name).paddingLeft))"
        assert min(names.evaluate_all(inside)) >= 75


def test_the_keyboard_scrolls_a_table_and_follows_an_amount(published: None, open_page: Open, page: Page) -> None:
    open_page(YEAR)
    page.get_by_role("region", name="按功能分类").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="542.53")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("td:target")).to_have_text("542.53")


def test_projects_are_found_without_script(published: None, browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_server.url + "/projects/")
    page.get_by_label("搜索", exact=True).fill("应急")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="应急移动通信费").click()
    expect(page.get_by_role("row", name="2023年")).to_contain_text("63.33%")
    context.close()


def test_on_paper_there_are_the_tables_and_their_notes(published: None, open_page: Open, page: Page) -> None:
    page.emulate_media(media="print")
    open_page(YEAR)
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_role("region", name="按项目")).to_have_css("max-height", "none")
    expect(page.locator(".note").first).to_be_visible()
