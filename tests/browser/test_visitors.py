"""The five who come, each from the home page to the very fact that they came for, on the samples."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.data.load import load_classification, load_sample, samples
from tests.a_year import slug_of
from tests.browser.test_page import sideways
from tests.builders import publish_unprinted

Open = Callable[[str], Page]
Publish = Callable[..., None]
OFFICE, COMPLAINTS = "410800-101-2024-budget", "410802-524-2024-budget"
FINAL = "410803-101-2023-final"
STREET = ("310107-wanli-2023-budget", "310107-wanli-2024-budget")
# More presses of a key than anybody has the patience for.
PATIENCE = 60
PHONE: dict[str, Any] = {"width": 390, "height": 720}
SMALL_PHONE: dict[str, Any] = {"width": 320, "height": 640}


@pytest.fixture
def publish(transactional_db: None) -> Publish:
    """Publish samples by their addresses, all of them without any."""

    def chosen(*slugs: str) -> None:
        load_classification()
        for data in samples():
            if not slugs or slug_of(data) in slugs:
                publish_unprinted(load_sample(data))

    return chosen


@pytest.fixture
def without_scripts(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page in which no script runs."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a telephone."""
    context = browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN", base_url=live_server.url)
    yield context.new_page()
    context.close()


def reach(page: Page, wanted: Locator) -> None:
    """Go to a control with the tabulator key."""
    expect(wanted).to_be_attached()
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()


def press(page: Page, wanted: Locator) -> None:
    """Go to a control and press it."""
    reach(page, wanted)
    page.keyboard.press("Enter")


def test_a_resident_learns_by_keyboard_whether_the_department_spends_more_on_receptions(
    publish: Publish, unchecked: None, open_page: Open, page: Page
) -> None:
    publish(OFFICE, COMPLAINTS)
    open_page("/")
    for words in ("市委办", "swb"):
        reach(page, page.get_by_role("searchbox"))
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        found = page.get_by_role("region", name="部门和单位").get_by_role("link")
        expect(found).to_contain_text("中国共产党焦作市委员会办公室")
    press(page, found)
    press(page, page.get_by_role("link", name="已公开"))

    press(page, page.get_by_role("link", name="跳到正文"))
    digest = page.get_by_role("region", name="要点")
    told = digest.locator("dl > div").filter(has_text=re.compile("^\\s*“三公”经费"))
    expect(told).to_contain_text("50.25 万元，比上年预算数增加 0.11 万元")
    why = digest.get_by_role("listitem").filter(has_text=re.compile("^\\s*“三公”经费"))
    expect(why).to_contain_text("比上年预算数增加 0.11 万元，因为史志部门本年接待费预算增加。")
    press(page, told.locator("a.figure").first)
    expect(page.locator("td:target")).to_have_text("50.25")
    expect(page.locator("td:target")).to_be_in_viewport()
    expect(page.locator(".table", has=page.locator("td:target")).locator("h3")).to_contain_text("“三公”经费预算表")


def test_a_journalist_compares_every_department_and_takes_it_along(
    publish: Publish, unchecked: None, open_page: Open, page: Page
) -> None:
    publish()
    open_page("/")
    page.get_by_role("navigation", name="全站").get_by_role("link", name="比较").click()
    for box in page.locator(".found").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="比较").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("等 7 个部门：2023–2024年预算主要数据")
    page.get_by_role("link", name="“三公”经费", exact=True).click()
    page.get_by_text("改变比较的部门、年度和内容").click()
    page.get_by_role("checkbox", name="与上一年比").check()
    page.get_by_role("button", name="比较").click()

    expect(page.get_by_role("row", name="万里街道办事处").get_by_role("cell").last).to_contain_text("+25.00")
    assert told(page) == {
        "中共上海市普陀区委社会工作部": ["未公开", "未公开"],
        "上海市普陀区人民政府万里街道办事处": ["22.91", "47.91"],
        "洛阳市城乡一体化示范区党政办公室": ["未公开", "0.00"],
        "中共新乡市凤泉区委员会办公室": ["未公开", "11.00"],
        "中国共产党焦作市委员会办公室": ["未公开", "50.25"],
        "焦作市解放区信访局": ["未公开", "0.73"],
        "中国共产党焦作市中站区委员会办公室": ["未公开", "未公开"],
    }
    expect(page.locator(".reasons")).to_contain_text("主要原因：史志部门本年接待费预算增加。")

    with page.expect_download() as download:
        page.get_by_role("link", name="下载 CSV").click()
    rows = [row for row in read(download.value.path()) if row["数值"]]
    street = [(row["年度"], row["数值"], row["增减"], row["增减率（%）"]) for row in rows if row["地区"] == "普陀区"]
    assert street == [("2023", "229100.00", "", ""), ("2024", "479100.00", "250000.00", "109.12")]

    shown = told(page)
    code = page.get_by_label("嵌入别的网页的代码").input_value()
    page.goto(page.get_by_label("这份比较的固定网址").input_value())
    assert told(page) == shown
    page.goto(re.findall('src="([^"]+)"', code)[0].replace("&amp;", "&"))
    assert told(page) == shown
    expect(page.get_by_role("navigation", name="全站")).to_have_count(0)


def told(page: Page) -> dict[str, list[str]]:
    """The first words of the cells of the comparison, by whose they are."""
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="2024年预算"))
    rows = table.last.locator("tbody tr").all()
    return {
        first(row.get_by_role("rowheader")): [first(cell) for cell in row.get_by_role("cell").all()] for row in rows
    }


def first(cell: Locator) -> str:
    """The first line in a cell."""
    return cell.inner_text().split("\n")[0].strip()


def read(file: Path) -> list[dict[str, str]]:
    """The rows of a file of comma-separated values."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def total(amounts: Iterator[str]) -> Decimal:
    """The sum of amounts."""
    return sum(map(Decimal, amounts), Decimal())


def test_a_researcher_takes_every_line_and_the_sums_are_right_without_scripts(
    publish: Publish, unchecked: None, without_scripts: Page
) -> None:
    publish(OFFICE, COMPLAINTS)
    page = without_scripts
    page.goto("/")
    page.get_by_role("link", name="焦作市", exact=True).click()
    page.get_by_role("link", name="下载明细数据").click()
    expect(page.get_by_role("row", name="中国共产党焦作市委员会办公室").get_by_role("cell").last).to_have_text(
        "3,088.57"
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="部门文件的明细（CSV）").click()
    lines = read(download.value.path())
    for direction in ("收入", "支出"):
        assert total(line["金额"] for line in lines if line["收支"] == direction) == Decimal("30885700.00")
    with page.expect_download() as download:
        page.get_by_role("link", name="整个数据包（ZIP）").click()
    with ZipFile(download.value.path()) as package:
        assert "datapackage.json" in package.namelist()

    page.get_by_role("navigation", name="关于本站").get_by_role("link", name="开放数据").click()
    expect(page.get_by_text("/api/v1/lines/")).to_be_visible()
    pages = list(paged(page, "/api/v1/lines/?year=2024&direction=expenditure&limit=1"))
    assert [total(line["yuan"] for line in items) for items in pages] == [Decimal("30885700.00"), Decimal("3997597.00")]


def paged(page: Page, address: str | None) -> Iterator[list[dict[str, Any]]]:
    """The items of each page of a list of the interface."""
    while address:
        answer = page.request.get(address).json()
        yield answer["items"]
        address = answer["next"]


def test_a_job_seeker_reads_what_the_wages_are_made_of(
    publish: Publish, unchecked: None, open_page: Open, page: Page
) -> None:
    publish(FINAL, OFFICE)
    open_page("/")
    page.get_by_role("searchbox").fill("津贴补贴")
    page.get_by_role("button", name="搜索").click()
    place = "中站区委员会办公室 2023年部门决算，一般公共预算财政拨款基本支出决算明细表"
    page.get_by_role("listitem").filter(has_text=place).get_by_role("link", name="30102 津贴补贴").click()
    expect(page.locator("td:target")).to_have_text("28.31")

    page.get_by_role("link", name="单独看一般公共预算财政拨款基本支出决算明细表").click()
    expect(page.get_by_text("公开06表", exact=True)).to_be_visible()
    for _ in range(2):
        page.get_by_role("link", name="决算数（万元）").first.click()
    wages = page.locator(".leaves").first
    expect(wages.get_by_role("columnheader", name="决算数（万元）")).to_have_attribute("aria-sort", "descending")
    first_of_all = wages.locator("tbody tr").first
    expect(first_of_all.get_by_role("cell")).to_have_text(["30101", "基本工资", "139.56"])
    expect(wages.get_by_role("row", name="绩效工资").get_by_role("cell").last).to_have_text("48.39")
    wages.get_by_role("row", name="津贴补贴").get_by_role("link").click()
    expect(page.locator("td:target")).to_have_text("28.31")
    expect(page.locator("td:target")).to_be_in_viewport()


def test_a_deputy_on_a_phone_taps_from_the_region_to_the_checks_and_back(publish: Publish, phone: Page) -> None:
    publish(OFFICE)
    phone.goto("/")
    phone.get_by_role("link", name="焦作市", exact=True).tap()
    phone.get_by_role("link", name="中国共产党焦作市委员会办公室", exact=True).tap()
    phone.get_by_role("link", name="2024年预算（决算未公开）").tap()
    expect(phone.get_by_text("这一年没有公开部门决算")).to_be_visible()
    fits(phone)
    phone.get_by_role("link", name="中国共产党焦作市委员会办公室2024年度部门预算").tap()

    expect(phone.get_by_role("region", name="要点")).to_contain_text("收入总计 3,088.57 万元，支出总计 3,088.57 万元")
    phone.get_by_text("目录", exact=True).filter(visible=True).tap()
    phone.get_by_role("link", name="图表", exact=True).tap()
    figure = phone.locator("figure.chart").first
    expect(figure.locator("canvas")).to_be_in_viewport()
    figure.get_by_text("数据表").tap()
    expect(figure.get_by_role("row", name="收入总计")).to_contain_text("3,088.57")
    fits(phone)

    phone.get_by_role("link", name="已核对").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("核对")
    fits(phone)
    cell = phone.get_by_role("link", name="《2024年机关（机构）运行经费》（B13）“30217 公务接待费”行")
    expect(phone.get_by_role("listitem").filter(has=cell).last).to_contain_text("3.95 万元")
    cell.tap()
    expect(phone.locator("td:target")).to_have_text("3.95")
    phone.go_back()
    phone.get_by_role("link", name="中国共产党焦作市委员会办公室2024年部门预算，第 1 版").tap()
    expect(phone.get_by_role("heading", name="要点")).to_be_in_viewport()


def fits(page: Page) -> None:
    """The page has no sideways scrolling, on a small phone either."""
    for size in (PHONE, SMALL_PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert sideways(page) == 0
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
