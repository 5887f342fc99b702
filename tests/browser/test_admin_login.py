"""The browser itself works: the login page of the administration, under the content security policy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[[str], Page]


def test_the_login_page_is_shown_in_chinese_and_breaks_no_policy(open_page: Open) -> None:
    page = open_page("/admin/login/")
    expect(page.get_by_role("button", name="登录")).to_be_visible()


def test_an_administrator_signs_in(open_page: Open, admin_user: object) -> None:
    page = open_page("/admin/")
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill("password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="注销").or_(page.get_by_role("button", name="注销"))).to_be_visible()
