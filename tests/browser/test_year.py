"""Each role through its year, in the browser: from the import of a file with a mistake in it to the withdrawal."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.acts.record import verify
from budgets.editions import draft
from budgets.editions.files import workbook
from budgets.entries import taken
from budgets.models import Disclosure, Post, Record
from tests.admin_pages import address, stored_sample

PASSWORD = "bu-gong-kai-1024"
INCOME = "3997597"  # 收入合计 in yuan
WRONG = 400.7597


@pytest.fixture
def budget(transactional_db: None) -> Disclosure:
    return stored_sample()


@pytest.fixture
def people(budget: Disclosure) -> dict[str, User]:
    """A clerk, who is a reviewer as well; a reviewer; an officer of the region."""
    made = {}
    for name, roles in (("bianzhi", ("clerk", "reviewer")), ("shenhe", ("reviewer",)), ("caizheng", ("officer",))):
        user = made[name] = User.objects.create_user(name, password=PASSWORD, first_name=name, is_staff=True)
        for role in roles:
            department = budget.department
            where = {"region": department.region} if role == "officer" else {"department": department}
            Post.objects.create(user=user, role=role, **where)
    return made


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer, people: dict[str, User]) -> Iterator[Callable[[str], Page]]:
    """A page of somebody who has signed in, in a browser of their own."""
    contexts = []

    def signed(name: str) -> Page:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", base_url=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/admin/")
        return page

    yield signed
    for context in contexts:
        context.close()


def files(budget: Disclosure, folder: Path) -> tuple[Path, Path]:
    """The department's workbook with a mistake in it (income a 万元 too high, wherever it stands), and without."""
    right = workbook(draft(budget), taken(budget))
    book = load_workbook(io.BytesIO(right))
    for name in ("部门收支预算表", "部门收入预算表"):
        sheet = book[name]
        last = 2 if name == "部门收支预算表" else sheet.max_column
        for row in sheet.iter_rows(max_col=last):
            for cell in row:
                if cell.value == 399.7597:
                    cell.value = WRONG
    wrong_path, right_path = folder / "有误.xlsx", folder / "改正.xlsx"
    book.save(wrong_path)
    right_path.write_bytes(right)
    return wrong_path, right_path


def upload(page: Page, budget: Disclosure, path: Path) -> None:
    page.goto(address(budget, "import"))
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()
    page.wait_for_url("**/import/*/")


def take_over(page: Page) -> None:
    seen = page.get_by_label("已看过以上提示")
    if seen.count():
        seen.check()
    page.get_by_role("button", name="确认导入").click()
    page.wait_for_url("**/change/")


def do(page: Page, budget: Disclosure, act: str, reason: str = "") -> None:
    """Click the act on the page of the disclosure and do it."""
    page.goto(address(budget))
    page.get_by_role("region", name="办理").get_by_role("link", name=act).click()
    if reason:
        page.get_by_label("理由").fill(reason)
    page.get_by_role("button", name=act).click()


def publish(page: Page, budget: Disclosure) -> None:
    page.goto(address(budget))
    page.get_by_role("region", name="办理").get_by_role("link", name="公开").click()
    page.get_by_role("button", name="确认公开").click()
    page.wait_for_url("**/change/")


def state(budget: Disclosure) -> str:
    return Disclosure.objects.get(pk=budget.pk).state


def test_a_budget_from_the_file_to_its_withdrawal(
    budget: Disclosure, sign_in: Callable[[str], Page], page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    public = f"{live_server.url}/d/{budget.slug}/"
    wrong, right = files(budget, tmp_path)
    clerk = sign_in("bianzhi")

    # a file with a mistake is read, shown, and entered; what is wrong is said and keeps it from being submitted
    upload(clerk, budget, wrong)
    expect(clerk.get_by_text("还没有写入")).to_be_visible()
    expect(clerk.locator("#content")).to_contain_text("4,007,597.00")
    assert str(budget.income_lines.get().amount) == f"{INCOME}.00"
    take_over(clerk)
    assert str(budget.income_lines.get().amount) == "4007597.00"
    do(clerk, budget, "提交审核")
    expect(clerk.get_by_role("alert")).to_contain_text("处矛盾，改正后才能提交")
    clerk.goto(address(budget, "checks"))
    expect(clerk.locator(".findings")).to_contain_text("相差 1 万元")
    assert state(budget) == "draft"

    # corrected, submitted; whoever submitted does not approve
    upload(clerk, budget, right)
    take_over(clerk)
    do(clerk, budget, "提交审核")
    assert state(budget) == "submitted"
    clerk.goto(f"{address(budget, 'act')}approve/")
    clerk.get_by_role("button", name="审核通过").click()
    expect(clerk.get_by_role("alert")).to_contain_text("提交和审核要由两个人做")

    # another one approves and publishes
    reviewer = sign_in("shenhe")
    do(reviewer, budget, "审核通过")
    assert state(budget) == "approved"
    publish(reviewer, budget)
    page.goto(public)
    expect(page.locator("#B01-income_total-amount")).to_have_text("399.76")

    # the officer sees it on the board of the region and cannot change it
    officer = sign_in("caizheng")
    officer.goto(f"/admin/board/{budget.department.region.code}/?year={budget.year}&kind=budget")
    expect(officer.locator("#content")).to_contain_text("已公开")
    officer.goto(address(budget))
    expect(officer.get_by_role("button", name="保存")).to_have_count(0)

    # a correction with its reason becomes edition 2, which says what it changed
    do(clerk, budget, "更正", reason="公务接待费漏列一千元")
    clerk.goto(address(budget))
    clerk.locator("#id_three_public-0-reception").fill("8300")
    clerk.get_by_role("button", name="保存并继续编辑").click()
    do(clerk, budget, "提交审核")
    do(reviewer, budget, "审核通过")
    publish(reviewer, budget)
    page.goto(public)
    expect(page.locator(".opening")).to_contain_text("更正理由：公务接待费漏列一千元")
    page.get_by_role("link", name="这一版改了什么").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="公务接待费"))
    expect(row).to_contain_text("7,300.00 元")
    expect(row).to_contain_text("8,300.00 元")
    page.goto(f"{public}e1/")
    expect(page.get_by_role("status")).to_contain_text("已有更新的版本")

    # withdrawn, the page stays with its reason and the file is gone
    do(reviewer, budget, "撤下", reason="表中有不宜公开的内容")
    page.goto(public)
    expect(page.get_by_role("status")).to_contain_text("表中有不宜公开的内容")
    assert page.request.get(f"{live_server.url}/d/{budget.slug}.pdf").status == 410
    assert verify() == []
    assert list(Record.objects.order_by("number").values_list("act", flat=True)) == [
        *("edit", "edit", "submit", "approve", "publish"),
        *("correct", "edit", "submit", "approve", "publish", "withdraw"),
    ]
