"""Signing in: who mistypes again and again waits, nobody else does; passwords; how long a session lasts."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_texts
from django.test import Client, override_settings
from django.utils import timezone

from budgets.models.post import CLERK, OFFICER, REVIEWER
from budgets.proxies import client as client_of
from tests.admin_pages import errors
from tests.builders import department
from tests.workplace import person

pytestmark = pytest.mark.django_db
LOGIN, ATTEMPTS, CHANGE = "/admin/login/", "/admin/axes/accessattempt/", "/admin/password_change/"
OFFICE, HOME = "10.0.0.8", "10.0.0.9"
PASSWORD = "岗位-2024-甲乙丙"


@pytest.fixture
def clerk() -> User:
    made = person("编制人", (CLERK, department()))
    made.set_password(PASSWORD)
    made.save()
    return made


def signed(name: str = "编制人", password: str = PASSWORD, address: str = OFFICE, **headers: Any) -> Any:
    """What comes back of one attempt."""
    return Client().post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address, **headers)


def fail(times: int, name: str = "编制人", **options: Any) -> list[int]:
    return [signed(name, "错的密码", **options).status_code for _ in range(times)]


def test_five_failures_make_one_wait(clerk: User) -> None:
    assert fail(5) == [200, 200, 200, 200, 429]
    refused = signed()
    told = refused.content.decode()
    assert refused.status_code == 429 and "暂时不能登录" in told and "15 分钟后再试" in told
    assert PASSWORD not in told and "<html" in told


def test_nobody_else_waits(clerk: User) -> None:
    other = person("审核人", (REVIEWER, department()))
    other.set_password(PASSWORD)
    other.save()
    fail(6)
    assert signed("审核人").status_code == 302  # at the same address
    assert signed(address=HOME).status_code == 302  # the same name elsewhere


def test_after_a_quarter_of_an_hour_one_may_try_again(clerk: User) -> None:
    fail(5)
    for passed, status in ((14, 429), (16, 302)):
        with patch("axes.handlers.proxy.now", return_value=timezone.now() + timedelta(minutes=passed)):
            assert signed().status_code == status


def test_trying_while_one_waits_does_not_make_it_longer(clerk: User) -> None:
    fail(5)
    (attempt,) = AccessAttempt.objects.values("attempt_time", "failures_since_start")
    assert set(fail(3)) == {429}
    assert list(AccessAttempt.objects.values("attempt_time", "failures_since_start")) == [attempt]


def test_signing_in_forgets_the_failures(clerk: User) -> None:
    fail(4)
    assert signed().status_code == 302
    assert fail(4) == [200] * 4


def test_no_password_is_kept_of_an_attempt(clerk: User) -> None:
    signed(password="几乎对的密码")
    kept = str(AccessAttempt.objects.values().get())
    assert "几乎对的密码" not in kept


def test_behind_proxies_the_address_is_that_of_who_asks(clerk: User) -> None:
    office, home = ({"HTTP_X_FORWARDED_FOR": f"8.8.8.8, {address}"} for address in (OFFICE, HOME))
    with override_settings(PROXIES=1):
        fail(5, address="127.0.0.1", **office)
        assert signed(address="127.0.0.1", **office).status_code == 429
        assert signed(address="127.0.0.1", **home).status_code == 302
    assert AccessAttempt.objects.get().ip_address == OFFICE


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("1.2.3.4", 0, ""),  # nobody is to be believed
        ("1.2.3.4, 10.0.0.8", 1, "10.0.0.8"),
        ("1.2.3.4, 10.0.0.8, 10.0.0.1", 2, "10.0.0.8"),
        ("10.0.0.8", 2, ""),
        ("", 1, ""),
        ("<script>", 1, ""),
        ("[2001:db8::1]", 1, "2001:db8::1"),
    ],
)
def test_only_what_the_proxies_added_is_believed(forwarded: str, proxies: int, found: str) -> None:
    assert client_of(forwarded, proxies) == found


def test_an_administrator_sees_who_waits_and_lets_them_in(clerk: User) -> None:
    fail(5)
    admin = Client()
    admin.force_login(person("管理员", superuser=True), backend="budgets.backends.PostBackend")
    shown = admin.get(ATTEMPTS).content.decode()
    assert OFFICE in shown and "暂停登录" in shown and "登录失败" in shown
    row = AccessAttempt.objects.get()
    assert admin.get(f"{ATTEMPTS}{row.pk}/change/").status_code == 200
    assert admin.post(f"{ATTEMPTS}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert signed().status_code == 302


def test_others_do_not_see_it(clerk: User) -> None:
    for user in (clerk, person("财政局", (OFFICER, department().region))):
        client = Client()
        client.force_login(user, backend="budgets.backends.PostBackend")
        assert client.get(ATTEMPTS).status_code == 403
        assert "登录失败" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", [CLERK, REVIEWER, OFFICER])
def test_everybody_changes_their_password(role: str) -> None:
    where = department()
    user = person("某人", (role, where.region if role == OFFICER else where))
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user, backend="budgets.backends.PostBackend")
    new = "另一个-2025-密码"
    answer = client.post(CHANGE, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert answer.status_code == 302
    assert signed("某人", new).status_code == 302


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("甲乙丙丁2024", "至少要有 10 个字符"),
        ("1357924680", "只包含数字"),
        ("password123", "太常见"),
        ("zhangsan-1", "相似"),
    ],
)
def test_weak_passwords_are_refused_in_chinese(password: str, told: str) -> None:
    user = User.objects.create_user("zhangsan", password=PASSWORD, is_staff=True)
    client = Client()
    client.force_login(user, backend="budgets.backends.PostBackend")
    answer = client.post(CHANGE, {"old_password": PASSWORD, "new_password1": password, "new_password2": password})
    assert answer.status_code == 200 and any(told in each for each in errors(answer)), errors(answer)


def test_the_rules_are_told_in_chinese() -> None:
    told = " ".join(password_validators_help_texts())
    assert "10" in told and not any("a" <= letter.lower() <= "z" for letter in told)


def test_a_session_ends_with_the_browser_or_after_a_working_day(clerk: User) -> None:
    answer = signed()
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    assert answer.wsgi_request.session.get_expiry_age() == 8 * 60 * 60
