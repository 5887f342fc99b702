"""The home page and the board of a region in the browser: for everybody, on a wide and on a narrow screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from budgets import acts
from budgets.models import Disclosure
from tests.stub_checks import Only, unequal
from tests.workplace import ADDRESS, person, staff

Open = Callable[[str], Page]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PASSWORD = "岗位-2024-甲乙丙"


def signed_in(open_page: Open, user: User, path: str) -> Page:
    user.set_password(PASSWORD)
    user.save()
    page = open_page(f"/admin/login/?next={path}")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return page


def in_work() -> tuple[Disclosure, Disclosure]:
    """One that was sent back, and one that is late."""
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, _ = staff(made.department)
    acts.submit(made, clerk, ADDRESS)
    acts.send_back(made, reviewer, "三公经费没有写原因", ADDRESS)
    acts.oversee(other, None, timezone.localdate() - timedelta(days=40), None)
    return made, other


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("编制人", "/admin/"),
        ("审核人", "/admin/"),
        ("财政局", "/admin/"),
        ("管理员", "/admin/"),
        ("财政局", "/admin/board/410800/"),
        ("财政局", "/admin/board/410800/publish/"),
    ],
)
def test_the_pages_are_accessible_and_do_not_stick_out(
    open_page: Open, complaints: list[str], only: Only, name: str, path: str, width: int
) -> None:
    only()
    in_work()
    person("管理员", superuser=True)
    page = signed_in(open_page, User.objects.get(username=name), path)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_url(f"**{path}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not complaints
    results = Axe().run(page, options=RULES)
    complaints.clear()  # the tool tries to add a style of its own, which the policy forbids
    assert results.violations_count == 0, results.generate_report()


def test_an_officer_sets_dates_by_keyboard(open_page: Open, only: Only) -> None:
    only()
    made, _ = in_work()
    page = signed_in(open_page, User.objects.get(username="财政局"), "/admin/board/410800/")
    page.get_by_label(f"选择{made}").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("批复日期").fill("2024-01-31")
    page.get_by_label("批复日期").press("Enter")
    expect(page.locator(".messagelist .success")).to_have_text("已登记 1 份文件的日期。")
    expect(page.locator("#dates_form tr").filter(has_text="101 焦作市某局")).to_contain_text("2024-02-20")


def test_who_mistypes_too_often_is_told_how_long_to_wait(open_page: Open, complaints: list[str]) -> None:
    user = person("编制人")
    page = signed_in(open_page, user, "/admin/")
    page.get_by_role("button", name="注销").click()
    page.goto(page.url.replace("logout/", "login/"))
    for _ in range(5):
        page.get_by_label("用户名").fill("编制人")
        page.get_by_label("密码").fill("错的密码")
        page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("请在 15 分钟后再试")
    results = Axe().run(page, options=RULES)
    complaints.clear()  # the answer is a 429, and the tool tries to add a style of its own
    assert results.violations_count == 0, results.generate_report()
