"""The page of a document in the browser: cells, contents, the keyboard, a phone, paper, without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from budgets.data.load import load_classification, load_sample, samples
from tests.builders import publish_unprinted

Open = Callable[[str], Page]
SLUG = "410802-524-2024-budget"
PAGE = f"/d/{SLUG}/"
SIZES = [(1280, 900), (768, 1024), (320, 640)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def published(transactional_db: None) -> None:
    """One budget, published without the seconds that its PDF takes."""
    load_classification()
    (budget,) = (budget for budget in map(load_sample, samples()) if budget.slug == SLUG)
    publish_unprinted(budget)


def sideways(page: Page) -> int:
    """How many pixels the page as a whole can be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_a_figure_leads_to_its_cell_and_back(published: None, open_page: Open) -> None:
    page = open_page(PAGE)
    figure = page.locator("a.figure").first
    figure.click()
    cell = page.locator("td:target")
    expect(cell).to_be_in_viewport()
    expect(cell).to_have_css("outline-style", "solid")
    page.get_by_role("button", name="返回原文").click()
    expect(figure).to_be_in_viewport()
    expect(figure).to_be_focused()
    expect(page.get_by_role("button", name="返回原文")).to_have_count(0)


def test_headings_and_names_of_a_table_stay_in_sight(published: None, open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 640})
    open_page(PAGE)
    box = page.locator(".scroll", has=page.locator("[id^=B07-]")).first
    box.scroll_into_view_if_needed()
    box.evaluate("box => box.scrollTo(500, 600)")
    expect(box.locator("thead")).to_be_in_viewport()
    page.set_viewport_size({"width": 320, "height": 640})
    box.evaluate("box => box.scrollTo(500, 0)")
    name = box.locator("tbody th").nth(20)
    assert abs(name.bounding_box()["x"] - box.bounding_box()["x"]) < 2  # type: ignore[index]


def test_a_table_is_no_trap_on_a_phone_and_shows_that_there_is_more(
    published: None, open_page: Open, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(PAGE)
    boxes = page.locator(".scroll")
    tall = "boxes => boxes.filter(box => box.scrollHeight > box.clientHeight + 1).length"
    assert boxes.evaluate_all(tall) == 0
    expect(boxes.first).to_have_css("background-image", re.compile("linear-gradient.*linear-gradient"))


def test_the_contents_mark_where_the_reader_is(published: None, open_page: Open) -> None:
    page = open_page(PAGE)
    contents = page.get_by_role("navigation", name="目录")
    contents.get_by_role("link", name="2024年部门支出预算表", exact=True).click()
    expect(contents.locator("[aria-current]")).to_have_text("2024年部门支出预算表")
    expect(contents).to_be_in_viewport()


def test_on_a_phone_the_contents_unfold_from_a_bar(published: None, open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(PAGE)
    page.mouse.wheel(0, 3000)
    bar = page.locator(".contents-bar summary")
    expect(bar).to_be_in_viewport()
    bar.click()
    page.get_by_role("link", name="2024年部门收入预算表", exact=True).click()
    expect(page.get_by_role("heading", name="2024年部门收入预算表")).to_be_in_viewport()
    expect(page.locator(".contents-bar nav")).to_be_hidden()


def test_everything_is_there_without_script(published: None, browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_server.url + PAGE)
    page.locator("a.figure").first.click()
    expect(page.locator("td:target")).to_be_in_viewport()
    context.close()


def test_the_keyboard_reaches_the_text_first(published: None, open_page: Open) -> None:
    page = open_page(PAGE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_list_is_searched(published: None, open_page: Open) -> None:
    page = open_page("/disclosures/")
    page.get_by_label("名称", exact=True).fill("没有这个部门")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("没有符合条件的公开文件。")).to_be_visible()


def test_on_paper_there_is_the_document_and_nothing_else(published: None, open_page: Open, page: Page) -> None:
    page.emulate_media(media="print")
    open_page(PAGE)
    for hidden in (".masthead", ".contents", ".contents-bar", ".files", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
