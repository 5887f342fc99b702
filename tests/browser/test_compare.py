"""Comparing in the browser: ten departments by keyboard, on a phone, without script, in another page's frame."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Budget, Department
from tests.browser.test_page import RULES, SIZES, sideways
from tests.builders import publish_unprinted, spend

Open = Callable[[str], Page]
COMPARED = "/compare/?d=310107-wanli&d=410803-101&kind=both&show=amount&show=share&show=change"


@pytest.fixture
def published(transactional_db: None, unchecked: None) -> None:
    """Samples of three layouts, and budgets of ten bureaus."""
    load_classification()
    wanted = ("wanli", "101")
    for data in samples():
        if data["department"]["code"] in wanted and data["regions"][-1]["code"] in ("310107", "410803"):
            publish_unprinted(load_sample(data))
    region = Department.objects.get(code="101").region
    for number in range(1, 11):
        bureau = Department.objects.create(region=region, code=f"7{number:02}", name=f"第{number}号测试局")
        made = Budget.objects.create(department=bureau, year=2024, layout="henan-jiaozuo-budget")
        spend(made, "function", f"{number}0000.00", function="2013101")
        publish_unprinted(made)


def test_a_journalist_compares_ten_departments_by_keyboard(published: None, open_page: Open, page: Page) -> None:
    open_page("/compare/")
    page.get_by_label("按名称、代码或地区查找").focus()
    page.keyboard.type("测试局")
    page.keyboard.press("Enter")
    bureaus = page.get_by_role("checkbox", name="号测试局")
    expect(bureaus).to_have_count(10)
    bureaus.first.focus()
    for _ in range(10):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.get_by_label("内容").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="比较").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("等 10 个部门：2024年预算全部支出")
    row = page.get_by_role("row", name="201 一般公共服务支出")
    expect(row.get_by_role("cell")).to_have_text([f"{number}.00" for number in range(1, 11)])


@pytest.mark.long
def test_nothing_is_inaccessible_and_only_the_table_goes_sideways(published: None, open_page: Open, page: Page) -> None:
    one_line = COMPARED + "&line=three_public.total"
    for path in ("/compare/", COMPARED, one_line, f"{COMPARED}&embed=1", "/compare/?q=局&d=410803-101"):
        open_page(path)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            results = Axe().run(page, options=RULES)
            assert results.violations_count == 0, results.generate_report()
            assert sideways(page) == 0, (path, width)


def test_the_table_scrolls_in_its_box(published: None, open_page: Open, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(COMPARED)
    box = page.get_by_role("region", name="主要数据")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.evaluate("box => box.scrollTo(300, 0)")
    name = box.get_by_role("rowheader", name="支出总计")
    assert abs(name.bounding_box()["x"] - box.bounding_box()["x"]) < 2  # type: ignore[index]


def test_it_is_compared_without_script(published: None, browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_server.url + "/compare/")
    page.get_by_label("按名称、代码或地区查找").fill("万里")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="加入上海市普陀区人民政府万里街道办事处").click()
    page.get_by_role("link", name="“三公”经费", exact=True).click()
    cells = page.get_by_role("row", name="万里街道办事处").get_by_role("cell")
    expect(cells).to_have_text(["22.91", "47.91"])
    cells.last.get_by_role("link").click()
    expect(page.locator("td:target")).to_contain_text("47.91")
    context.close()


@pytest.fixture
def another_site() -> Iterator[Callable[[str], str]]:
    """Another server, which answers everything with the page that it is given; gives its address."""
    shown = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(shown[-1].encode())

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield lambda page: shown.append(page) or f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_may_show_it_in_a_frame(
    published: None, page: Page, live_server: Any, another_site: Callable[[str], str]
) -> None:
    page.goto(another_site(f'<iframe src="{live_server.url}{COMPARED}&amp;embed=1"></iframe>'))
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_contain_text("万里街道办事处")
