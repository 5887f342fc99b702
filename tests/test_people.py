"""People: their posts in the administration, the demonstration's accounts, and the list of the record."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client, override_settings

from budgets.acts.record import append, verify
from budgets.models import Department, Disclosure, Post, Record, Region
from budgets.models.post import CLERK, OFFICER, REVIEWER
from tests.admin_pages import Form, errors
from tests.builders import budget, department
from tests.stub_checks import Only
from tests.workplace import person, unprinted

pytestmark = pytest.mark.django_db
PEOPLE, RECORD = "/admin/auth/user/", "/admin/budgets/record/"


@pytest.fixture
def admin() -> Client:
    return signed_in(person("管理员", superuser=True))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def appointed(client: Client, user: User, **post: Any) -> Any:
    form = Form(client.get(f"{PEOPLE}{user.pk}/change/"))
    form.add("posts", **post)
    return client.post(f"{PEOPLE}{user.pk}/change/", form.data)


def test_a_new_person_works_in_the_administration_at_their_post(admin: Client) -> None:
    where = budget().department
    form = Form(admin.get(f"{PEOPLE}add/"))
    form.data |= {
        "username": "zhangsan",
        "first_name": "张三",
        "password1": "岗位2024甲乙丙",
        "password2": "岗位2024甲乙丙",
    }
    form.add("posts", role=CLERK, department=where.pk)
    assert admin.post(f"{PEOPLE}add/", form.data).status_code == 302
    made = User.objects.get(username="zhangsan")
    assert made.is_staff and not made.is_superuser and made.get_full_name() == "张三"
    assert [disclosure.department for disclosure in Disclosure.objects.for_user(made)] == [where]
    assert f"{where} 编制人" in admin.get(PEOPLE).content.decode()


@pytest.mark.parametrize(("role", "where"), [(OFFICER, "department"), (CLERK, "region")])
def test_a_post_is_held_where_its_role_is(admin: Client, role: str, where: str) -> None:
    here = department()
    wrong = {"department": here.pk} if where == "department" else {"region": here.region_id}
    told = errors(appointed(admin, person("李四"), role=role, **wrong))
    assert "这个岗位要选" + ("区划" if role == OFFICER else "部门") in told
    assert not Post.objects.exists()


def test_people_and_the_record_are_for_administrators() -> None:
    made = budget()
    append("edit", None, None, made)
    for role, where in ((CLERK, made.department), (REVIEWER, made.department), (OFFICER, made.department.region)):
        client = signed_in(person(role, (role, where)))
        assert {client.get(page).status_code for page in (PEOPLE, RECORD)} == {403}


def test_the_record_is_shown_and_nothing_of_it_can_be_changed(admin: Client) -> None:
    made = budget()
    entry = append("submit", None, "10.0.0.8", made, {"sha256": "abc"}, "补报")
    shown = admin.get(RECORD).content.decode()
    assert "提交审核" in shown and "10.0.0.8" in shown and made.slug in shown
    page = f"{RECORD}{entry.pk}/change/"
    assert "abc" in admin.get(page).content.decode()
    assert admin.post(page, {"reason": "x"}).status_code == 403
    assert admin.get(f"{RECORD}add/").status_code == admin.post(f"{RECORD}{entry.pk}/delete/").status_code == 403
    assert verify() == [] and Record.objects.count() == 1


def test_who_is_named_in_the_record_is_not_deleted(admin: Client) -> None:
    clerk = person("编制人")
    append("edit", clerk, None, budget())
    admin.post(f"{PEOPLE}{clerk.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=clerk.pk).exists()


def test_the_list_of_people_takes_no_more_queries_for_many(admin: Client, django_assert_max_num_queries: Any) -> None:
    here = department()
    for number in range(20):
        person(f"编制人{number}", (CLERK, here))
    with django_assert_max_num_queries(12):
        assert admin.get(PEOPLE).status_code == 200


def test_the_demonstration_has_an_account_of_each_role(
    only: Only, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only()
    with override_settings(VAR_DIR=tmp_path), unprinted():
        call_command("load_samples")
        call_command("load_samples", "--if-empty")
    lines = (tmp_path / "demo_accounts.txt").read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["管理员", "admin"],
        ["编制人", "clerk"],
        ["审核人", "reviewer"],
        ["财政局", "officer"],
    ]
    assert all(authenticate(HttpRequest(), username=line.split()[1], password=line.split()[-1]) for line in lines)
    assert all(line in capsys.readouterr().out for line in lines[:1])
    departments, regions = Department.objects.count(), Region.objects.exclude(departments=None).count()
    held = {name: User.objects.get(username=name).posts.count() for name in ("admin", "clerk", "reviewer", "officer")}
    assert held == {"admin": 0, "clerk": departments, "reviewer": departments, "officer": regions}
    assert {*Disclosure.objects.values_list("state", flat=True)} == {"published"}
    for name in held:
        assert Disclosure.objects.for_user(User.objects.get(username=name)).count() == 8
    assert verify() == []
