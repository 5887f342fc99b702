"""The home page: what each role has to do next."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets import acts
from budgets.admin.progress import progress
from budgets.checking import examine, examine_alone, overrides
from budgets.document import Document
from budgets.editions import draft
from budgets.models import Budget, Disclosure, Region, Unit
from budgets.models.disclosure import APPROVED, PUBLISHED, SUBMITTED
from budgets.models.post import CLERK, OFFICER, READER, REVIEWER
from tests.admin_pages import address
from tests.builders import budget, department
from tests.stub_checks import DOUBTFUL, EQUAL, Only, unequal
from tests.workplace import ADDRESS, bring, person, staff

pytestmark = pytest.mark.django_db
HOME = "/admin/"
BACKEND = "budgets.backends.PostBackend"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def home(user: User) -> Any:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.get(HOME)


def lists(user: User) -> dict[str, list[Any]]:
    """What stands in each list."""
    return {each.key: [item.disclosure.pk for item in each.items] for each in home(user).context["lists"]}


def steps(user: User, key: str) -> list[str]:
    """What is offered for the first of a list."""
    found = next(each for each in home(user).context["lists"] if each.key == key)
    return [title for title, _ in found.items[0].steps]


def test_a_draft_is_in_the_list_of_who_does_something_about_it(only: Only) -> None:
    only()
    made = unequal()
    clerk, reviewer, officer = staff(made.department)
    assert (lists(clerk), lists(reviewer), lists(officer)) == ({"draft": [made.pk]}, {}, {})
    assert steps(clerk, "draft") == ["继续录入", "导入", "检查结果", "提交审核"]
    bring(made, SUBMITTED, clerk, reviewer)
    assert (lists(clerk), lists(reviewer)) == ({"submitted": [made.pk]}, {"approve": [made.pk]})
    assert steps(reviewer, "approve") == ["检查结果", "审核通过", "退回修改"]
    bring(made, APPROVED, clerk, reviewer)
    assert lists(clerk) == {"approved": [made.pk]}
    assert lists(reviewer) == lists(officer) == {"publish": [made.pk]}
    bring(made, PUBLISHED, clerk, reviewer)
    assert lists(clerk) == lists(reviewer) == lists(officer) == {}
    shown = home(clerk)
    assert "现在没有等您办的文件" in shown.content.decode()
    assert shown.context["totals"] == [
        ("部门预算", [("已公开", 1, "/admin/budgets/budget/?state__exact=published")]),
    ]


def test_what_was_sent_back_says_why_until_it_is_submitted_again(only: Only) -> None:
    only()
    made = unequal()
    clerk, reviewer, _ = staff(made.department)
    bring(made, SUBMITTED, clerk, reviewer)
    acts.send_back(made, reviewer, "三公经费没有写原因", ADDRESS)
    assert lists(clerk) == {"returned": [made.pk]}
    assert "审核人 于" in (told := home(clerk).content.decode()) and "三公经费没有写原因" in told
    acts.edited(made, clerk, ADDRESS)
    assert lists(clerk) == {"returned": [made.pk]}
    acts.submit(made, clerk, ADDRESS)
    acts.recall(made, clerk, ADDRESS)
    assert lists(clerk) == {"draft": [made.pk]}


def test_who_submitted_waits_for_somebody_else(only: Only) -> None:
    only()
    made = unequal()
    both = person("一身二任", (CLERK, made.department), (REVIEWER, made.department))
    acts.submit(made, both, ADDRESS)
    assert lists(both) == {"submitted": [made.pk]}


def test_the_late_come_first_with_the_days_that_are_left() -> None:
    today = timezone.localdate()
    later, late, open_ended, soon = (budget(code=str(code)) for code in range(101, 105))
    for made, day in ((later, 30), (late, -3), (soon, 0)):
        Disclosure.objects.filter(pk=made.pk).update(due_on=today + timedelta(days=day))
    clerk = person("编制人", *((CLERK, each.department) for each in (later, late, open_ended, soon)))
    (found,) = home(clerk).context["lists"]
    assert [item.disclosure.pk for item in found.items] == [late.pk, soon.pk, later.pk, open_ended.pk]
    assert [item.words for item in found.items] == ["已迟 3 天", "今天到期", "还有 30 天", ""]
    assert [item.late for item in found.items] == [True, False, False, False]


def test_the_days_of_a_unit_run_from_its_departments() -> None:
    whole = budget()
    Disclosure.objects.filter(pk=whole.pk).update(approved_on=date(2024, 2, 1))
    unit = Budget.objects.create(
        department=whole.department, unit=whole.department.units.first(), year=2024, layout=whole.layout
    )
    (found,) = home(person("编制人", (CLERK, whole.department))).context["lists"]
    assert {item.disclosure.pk: item.due for item in found.items} == dict.fromkeys(
        (whole.pk, unit.pk), date(2024, 2, 21)
    )


def test_what_has_been_public_is_not_late(only: Only) -> None:
    only()
    made = unequal()
    clerk, reviewer, _ = staff(made.department)
    acts.oversee(made, None, date(2024, 1, 1), None)
    bring(made, PUBLISHED, clerk, reviewer)
    acts.correct(made, clerk, "按批复调整", ADDRESS)
    (found,) = home(clerk).context["lists"]
    assert (found.items[0].late, found.items[0].words) == (False, "")
    assert "更正理由：按批复调整" in home(clerk).content.decode()


def test_a_reviewer_confirms_what_another_explained(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    clerk, reviewer, _ = staff(made.department)
    (found,) = examine(made, draft(made)).report.warnings
    overrides.request(made, found, "按批复", clerk)
    assert home(reviewer).context["confirm"] == [(made, 1, address(made, "checks"))]
    assert home(clerk).context["confirm"] == []
    overrides.confirm(made, found, reviewer)
    assert home(reviewer).context["confirm"] == []


def test_an_officer_sees_the_numbers_of_the_region(only: Only) -> None:
    only()
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, officer = staff(made.department)
    acts.oversee(other, None, date(2024, 1, 1), None)
    bring(made, SUBMITTED, clerk, reviewer)
    assert home(officer).context["regions"] == [(made.department.region, {"submitted": 1, "draft": 1, "late": 1})]
    assert "/admin/board/410800/" in home(officer).content.decode()
    assert home(clerk).context["regions"] == []


def test_an_administrator_sees_who_and_what_lacks_a_post() -> None:
    made, bare = budget(), department("102")
    staff(made.department)
    User.objects.create_user("wangwu", first_name="王五", is_staff=True)
    User.objects.create_user("gone", is_active=False)
    kept = home(person("管理员", superuser=True)).context["housekeeping"]
    assert [each.username for each in kept["people"]["first"]] == ["wangwu"]
    assert [(title, list(found["first"])) for title, found in kept["departments"]] == [
        ("编制人", [bare]),
        ("审核人", [bare]),
    ]
    assert home(User.objects.get(username="编制人")).context["housekeeping"] is None


def test_who_has_no_post_is_told_whom_to_ask() -> None:
    budget()
    told = home(person("新来的")).content.decode()
    assert "您还没有岗位" in told and "没有可以打开的内容" in told


@pytest.mark.parametrize("role", [CLERK, REVIEWER, OFFICER, READER])
def test_every_role_finds_what_it_can_open_and_nothing_else(role: str) -> None:
    made = budget()
    user = person("某人", (role, made.department.region if role == OFFICER else made.department))
    client = Client()
    client.force_login(user, backend=BACKEND)
    shown = client.get(HOME)
    models = [model for app in shown.context["app_list"] for model in app["models"]]
    assert [model["object_name"] for model in models][:2] == ["Budget", "FinalAccount"]
    assert not {"User", "Record", "AccessAttempt"} & {model["object_name"] for model in models}
    assert {client.get(model["admin_url"]).status_code for model in models} == {200}


def test_other_departments_are_not_told_of() -> None:
    mine, other = unequal("101"), unequal("102")
    clerk = person("编制人", (CLERK, mine.department))
    assert lists(clerk) == {"draft": [mine.pk]}
    elsewhere = Region.objects.create(code="410704", name="凤泉区")
    assert lists(person("别处", (OFFICER, elsewhere))) == {}
    assert str(other.pk) not in {str(pk) for pk in lists(clerk)["draft"]}


@pytest.mark.parametrize("role", ["clerk", "reviewer", "officer", "administrator"])
def test_more_disclosures_take_no_more_queries(role: str, only: Only) -> None:
    only()
    region = department().region
    made = [unequal(str(code)) for code in range(101, 109)]

    def at(number: int) -> User:
        posts = {"clerk": CLERK, "reviewer": REVIEWER}
        if role in posts:
            return person(f"{role}{number}", *((posts[role], each.department) for each in made[:number]))
        if role == "officer":
            return person(f"{role}{number}", (OFFICER, region))
        return person(f"{role}{number}", superuser=True)

    counts = []
    for number in (1, 8):
        if role in ("officer", "administrator"):
            Disclosure.objects.filter(pk__in=[each.pk for each in made[number:]]).update(state=PUBLISHED)
        user = at(number)
        for _ in range(3):
            home(user)  # those few that are examined, four at a time
        with CaptureQueriesContext(connection) as queries:
            assert home(user).status_code == 200
        counts.append(len(queries))
        Disclosure.objects.update(state="draft")
    assert counts[0] == counts[1], counts


def test_no_english_comes_through(only: Only) -> None:
    only()
    made = unequal()
    for user in (*staff(made.department), person("管理员", superuser=True)):
        shown = home(user).content.decode()
        assert "Recent actions" not in shown and "Model name" not in shown and "Add link" not in shown


# Progress


def test_the_progress_of_a_draft_follows_what_changes(only: Only) -> None:
    only(EQUAL)
    made = unequal()
    clerk = person("编制人", (CLERK, made.department))

    def told() -> Any:
        return home(clerk).context["lists"][0].items[0].progress

    first = told()
    assert (first.contradictions, first.warnings) == (1, 0)
    assert "主要职责" in first.missing
    assert told() == first
    made.texts.create(key="duties", text="负责接待")
    assert "主要职责" in told().missing  # not told of: nobody saved it
    acts.edited(made, clerk, ADDRESS)
    assert "主要职责" not in told().missing
    only()
    acts.edited(made, clerk, ADDRESS)
    assert told().barriers == 0


def test_the_page_of_entry_tells_it_too(only: Only) -> None:
    only(EQUAL)
    made = unequal()
    client = Client()
    client.force_login(person("编制人", (CLERK, made.department)), backend=BACKEND)
    shown = client.get(address(made)).content.decode()
    assert "文字还缺：主要职责" in shown and "<progress" in shown


def test_of_a_whole_document_nothing_is_missing(documents: dict[str, Document]) -> None:
    document = documents["410800-101-2024-budget"]
    found = progress(examine_alone(document), "henan-jiaozuo-budget", {"duties", "structure", "objective"})
    assert (found.tables, found.filled, found.missing, found.unreported) == (15, 13, (), ())
    assert found.empty == ("政府性基金支出预算表", "国有资本经营支出预算表")
    assert found.contradictions == 0


# Dates are the finance bureau's


@pytest.mark.parametrize(("superuser", "shown"), [(False, False), (True, True)])
def test_dates_of_the_bureau_are_not_a_clerks_to_set(superuser: bool, shown: bool) -> None:
    made = budget()
    client = Client()
    user = person("某人", (CLERK, made.department), superuser=superuser)
    client.force_login(user, backend=BACKEND)
    page = client.get(address(made)).content.decode()
    assert ('name="approved_on"' in page, 'name="due_on"' in page) == (shown, shown)
    assert "批复日期" in page and "公开期限" in page


def test_a_draft_is_examined_anew_only_when_something_changed(only: Only, monkeypatch: pytest.MonkeyPatch) -> None:
    only()
    made = [unequal(str(code)) for code in range(101, 104)]
    clerk = person("编制人", *((CLERK, each.department) for each in made))
    examined: list[Any] = []

    def counting(disclosure: Disclosure, document: Document) -> Any:
        examined.append(disclosure.pk)
        return examine(disclosure, document)

    monkeypatch.setattr("budgets.admin.standing.examine", counting)
    for _ in range(2):
        assert all(item.progress for item in home(clerk).context["lists"][0].items)
    assert sorted(examined) == [each.pk for each in made]
    acts.edited(made[1], clerk, ADDRESS)
    home(clerk)
    assert examined[3:] == [made[1].pk]
    Unit.objects.filter(department=made[0].department).update(name="改了名的单位")
    home(clerk)
    assert sorted(examined[4:]) == [each.pk for each in made]
