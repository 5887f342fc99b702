"""Rows copied in Excel and pasted into the entry grid."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from budgets.models import Budget, Unit
from tests.admin_pages import address, small_budget

Open = Callable[[str], Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PASTE = """([selector, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const at = document.querySelector(selector);
  at.focus();
  return at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def pasted(page: Page, box: str, *rows: str) -> bool:
    """Paste lines of cells into a box; whether that was left to the browser."""
    return bool(page.evaluate(PASTE, [f"#{box}", "\r\n".join(rows)]))


def cells(page: Page, row: int, *names: str) -> list[str]:
    """What the boxes of a row of the functional cut hold."""
    return [page.input_value(f"#id_function-{row}-{name}") for name in names]


@pytest.fixture
def budget() -> Budget:
    made = small_budget()
    Unit.objects.create(department=made.department, code="524002", name="接访中心")
    return made


@pytest.fixture
def page_of(open_page: Open, budget: Budget, admin_user: object) -> Page:
    page = open_page(f"/admin/login/?next={address(budget)}")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill("password")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{address(budget)}")
    return page


def in_order(page: Page, **values: str) -> str:
    """A copied row whose cells stand under the columns."""
    kept = "[...document.querySelectorAll('#function-0 td[data-label]:not(.delete)')]"
    names = page.evaluate(f"{kept}.map((each) => each.className.slice('field-'.length))")
    return "\t".join(values.get(name, "") for name in names)


def row(page: Page, code: str, unit: str, nature: str, amount: str, **more: str) -> str:
    return in_order(
        page, function=code, unit=unit, nature=nature, amount=amount, fund="财政拨款", origin="本年", **more
    )


def test_rows_fill_the_grid_and_add_rows(page_of: Page, budget: Budget) -> None:
    page, first, second = page_of, *budget.department.units.order_by("code")
    rows = [row(page, "2010101", "524001", "工资福利支出", "１，２３４，５６７.８０")]
    rows += [row(page, f"201010{place + 1} 名称", "接访中心", "项目支出", f"{place},000.00") for place in range(1, 6)]
    begin = page.locator("#function-0 td[data-label] :is(input:not([type=hidden]), select)").first.get_attribute("id")
    assert not pasted(page, str(begin), *rows)
    assert cells(page, 0, "function", "unit", "nature") == ["2010101", str(first.pk), "basic.staff.wages"]
    assert cells(page, 5, "function", "unit", "nature", "amount") == [
        *("2010106 名称", str(second.pk), "project", "5,000.00"),
    ]
    group = page.locator("#function-group")
    expect(group.locator(".pasted")).to_contain_text("粘贴了 6 行，新增 3 行。")
    expect(page.locator("#id_function-0-amount + output")).to_have_text("123.45678 万元")
    page.get_by_role("button", name="保存并继续编辑").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    lines = budget.expenditure_lines.order_by("amount")
    assert [each.amount for each in lines] == [
        *(Decimal(f"{place}000.00") for place in range(1, 6)),
        Decimal("1234567.80"),
    ]


def test_what_does_not_fit_is_left_marked_and_told(page_of: Page) -> None:
    page = page_of
    page.fill("#id_function-1-amount", "7")
    rows = [
        row(page, "2010101", "524001", "工资福利支出", "1.00"),
        row(page, "2010101", "别的单位", "工资福利支出", "十二元"),
    ]
    begin = page.locator("#function-0 td[data-label] :is(input:not([type=hidden]), select)").first.get_attribute("id")
    pasted(page, str(begin), *rows)
    told = page.locator("#function-group .pasted")
    expect(told).to_contain_text("2 个值没有填")
    expect(told).to_contain_text("第 2 行“单位”：“别的单位”清单中没有")
    expect(told).to_contain_text("第 2 行“金额")
    assert cells(page, 1, "unit", "amount") == ["", "7"]
    box = page.locator("#id_function-1-amount")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert page.locator(f"#{box.get_attribute('aria-describedby')}").inner_text() == "没有填“十二元”：不是金额"
    box.press_sequentially("8")
    expect(box).not_to_have_attribute("aria-invalid", "true")


def test_pasting_is_undone(page_of: Page) -> None:
    page = page_of
    page.fill("#id_function-2-amount", "9.00")
    before = page.locator("#function-group tr.form-row:not(.empty-form)").count()
    assert not pasted(page, "id_function-2-amount", "1.00", "2.00", "坏", "")
    assert page.locator("#function-group tr.form-row:not(.empty-form)").count() == before + 2
    page.get_by_role("button", name="撤销粘贴").click()
    assert page.locator("#function-group tr.form-row:not(.empty-form)").count() == before
    assert cells(page, 2, "amount") == ["9.00"]
    assert page.locator(".paste-note").count() == 0
    expect(page.locator("#id_function-2-amount")).to_be_focused()


def test_headings_that_were_copied_too_are_no_row(page_of: Page) -> None:
    page = page_of
    label = page.locator("#id_function-0-amount").evaluate("(box) => box.closest('td').dataset.label")
    pasted(page, "id_function-0-amount", label, "3.00")
    assert cells(page, 0, "amount") == ["3.00"]


def test_one_value_is_the_browsers_to_paste_and_texts_keep_their_lines(page_of: Page) -> None:
    page = page_of
    assert pasted(page, "id_function-0-amount", "3.00")
    text = page.locator("#texts-group textarea").first.get_attribute("id")
    assert pasted(page, str(text), "第一行", "第二行")
    assert not pasted(page, "id_function-0-nature", "项目支出")
    assert cells(page, 0, "nature") == ["project"]


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_told_of_a_paste_is_accessible(page_of: Page, complaints: list[str], width: int) -> None:
    page = page_of
    page.set_viewport_size({"width": width, "height": 900})
    pasted(page, "id_function-0-amount", "3.00", "这是一个很长很长的不是金额的文字，放不进这一格")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    results = Axe().run(page, options=RULES)
    complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
    assert results.violations_count == 0, results.generate_report()
