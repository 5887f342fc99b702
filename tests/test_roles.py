"""Who may do what, in which state: every cell of a table that is written down here, and who sees which rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db import transaction

from budgets import acts
from budgets.acts import ActRefused
from budgets.checking import examine, overrides
from budgets.checks import Finding
from budgets.editions import draft
from budgets.models import (
    Budget,
    Department,
    Disclosure,
    Edition,
    Project,
    ProjectPlan,
    Record,
    Region,
    Unit,
    Upload,
    Withdrawal,
)
from budgets.models.post import CLERK, OFFICER, READER, REVIEWER
from tests.builders import department, final, project
from tests.stub_checks import DOUBTFUL, Only, unequal
from tests.workplace import ADDRESS, bring, person, unprinted

pytestmark = pytest.mark.django_db

# In the order of STATES: + done; otherwise refused for want of a p(ermission), for the s(tate), or for the person:
# w(ho). What may be done in none of the states is one letter.
STATES = ("draft", "submitted", "approved", "published", "withdrawn")
KINDS = {"+": "done", "p": "permission", "s": "state", "w": "person"}
TABLE = """
                    nobody reader clerk reviewer otherclerk officer otherofficer superuser
    view            ppppp  +++++  +++++ +++++    ppppp      +++++   ppppp        +++++
    edit            ppppp  ppppp  +++ss ppppp    ppppp      ppppp   ppppp        +++ss
    submit          ppppp  ppppp  +ssss ppppp    ppppp      ppppp   ppppp        +ssss
    recall          ppppp  ppppp  s+sss ppppp    ppppp      ppppp   ppppp        swsss
    return          ppppp  ppppp  ppppp s++ss    ppppp      ppppp   ppppp        s++ss
    approve         ppppp  ppppp  ppppp s+sss    ppppp      ppppp   ppppp        s+sss
    publish         ppppp  ppppp  ppppp ss+ss    ppppp      ss+ss   ppppp        ss+ss
    correct         ppppp  ppppp  sss++ sss++    ppppp      ppppp   ppppp        sss++
    withdraw        ppppp  ppppp  ppppp sss+s    ppppp      ppppp   ppppp        sss+s
    oversee         ppppp  ppppp  ppppp ppppp    ppppp      +++++   ppppp        +++++
    explain         ppppp  ppppp  +++ss ppppp    ppppp      ppppp   ppppp        +++ss
    confirm         ppppp  ppppp  ppppp +++ss    ppppp      ppppp   ppppp        +++ss
    unexplain       ppppp  ppppp  +++ss +++ss    ppppp      ppppp   ppppp        +++ss
"""
REASON = "按批复调整"


def declared(state: str) -> dict[tuple[str, str], str]:
    """What the table says of a state, by role and act."""
    heads, *rows = (line.split() for line in TABLE.strip().splitlines())
    place = STATES.index(state)
    return {(role, act): KINDS[cells[place]] for act, *row in rows for role, cells in zip(heads, row, strict=True)}


def people(here: Department, there: Department, elsewhere: Region) -> dict[str, User]:
    return {
        "nobody": person("nobody"),
        "reader": person("reader", (READER, here)),
        "clerk": person("编制人", (CLERK, here)),
        "reviewer": person("审核人", (REVIEWER, here)),
        "otherclerk": person("otherclerk", (CLERK, there)),
        "officer": person("officer", (OFFICER, here.region)),
        "otherofficer": person("otherofficer", (OFFICER, elsewhere)),
        "superuser": person("superuser", superuser=True),
    }


def view(made: Disclosure, by: User) -> None:
    seen = Disclosure.objects.for_user(by).filter(pk=made.pk).exists()
    assert made.seen_by(by) == seen
    if not seen:
        raise ActRefused("看不到", "permission")


DONE: dict[str, Callable[[Any, User, Finding], Any]] = {
    "view": lambda made, by, found: view(made, by),
    "edit": lambda made, by, found: acts.edited(made, by, ADDRESS, {"what": "行"}),
    "submit": lambda made, by, found: acts.submit(made, by, ADDRESS),
    "recall": lambda made, by, found: acts.recall(made, by, ADDRESS),
    "return": lambda made, by, found: acts.send_back(made, by, REASON, ADDRESS),
    "approve": lambda made, by, found: acts.approve(made, by, ADDRESS),
    "publish": lambda made, by, found: acts.publish(made, by, ADDRESS),
    "correct": lambda made, by, found: acts.correct(made, by, REASON, ADDRESS),
    "withdraw": lambda made, by, found: acts.withdraw(made, by, REASON, ADDRESS),
    "oversee": lambda made, by, found: acts.oversee(made, by, date(2024, 1, 31), None, ADDRESS),
    "explain": lambda made, by, found: acts.explain(made, found, REASON, by, ADDRESS),
    "confirm": lambda made, by, found: acts.confirm(made, found, by, ADDRESS),
    "unexplain": lambda made, by, found: acts.unexplain(made, overrides.digest(found), by, ADDRESS),
}


def outcome(act: str, made: Disclosure, by: User, found: Finding) -> str:
    """What becomes of an act, which is undone."""
    try:
        with transaction.atomic(), unprinted():
            DONE[act](Disclosure.objects.get(pk=made.pk), by, found)
            transaction.set_rollback(True)
    except ActRefused as refused:
        return refused.kind
    return "done"


@pytest.mark.parametrize("state", STATES)
def test_every_role_may_do_what_is_declared_and_nothing_else(only: Only, state: str) -> None:
    only(DOUBTFUL)
    made, there = unequal(), department("102")
    (found,) = examine(made, draft(made)).report.warnings
    some = people(made.department, there, Region.objects.create(code="410704", name="凤泉区"))
    first = person("说明人", superuser=True)
    only()
    bring(made, state, some["clerk"], some["reviewer"])
    done = {}
    for role, by in some.items():
        for act in DONE:
            with transaction.atomic():
                if act in ("confirm", "unexplain"):
                    overrides.request(made, found, REASON, first)
                done[role, act] = outcome(act, made, by, found)
                transaction.set_rollback(True)
    assert done == declared(state)


def test_the_table_names_every_act_and_state() -> None:
    assert {act for _, act in declared("draft")} == {"view", *acts.ACTS}
    assert set(STATES) == {state for act in acts.ACTS.values() for state in act.states}


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_what_can_be_done(state: str, only: Only) -> None:
    only()
    made = unequal()
    some = people(made.department, department("102"), Region.objects.create(code="410704", name="凤泉区"))
    bring(made, state, some["clerk"], some["reviewer"])
    for role, by in some.items():
        wanted = {act for (who, act), told in declared(state).items() if (who, told) == (role, "done")}
        assert set(acts.possible(made, by)) == wanted - {"view"}, role


# Posts, here and there


def test_who_enters_in_one_department_and_reviews_in_another_does_not_review_in_the_first() -> None:
    first, second = unequal("101"), unequal("102")
    both = person("两处", (CLERK, first.department), (REVIEWER, second.department))
    assert both.has_perm("budgets.approve_disclosure") and both.has_perm("budgets.submit_disclosure")
    assert (first.may(both, "approve_disclosure"), first.may(both, "submit_disclosure")) == (False, True)
    assert (second.may(both, "approve_disclosure"), second.may(both, "submit_disclosure")) == (True, False)
    assert (first.may_be_changed_by(both), second.may_be_changed_by(both)) == (True, False)


def test_who_holds_two_posts_in_one_department_still_needs_another_person(only: Only) -> None:
    only()
    made = unequal()
    both = person("一身二任", (CLERK, made.department), (REVIEWER, made.department))
    acts.submit(made, both, ADDRESS)
    with pytest.raises(ActRefused, match="两个人"):
        acts.approve(made, both, ADDRESS)


def test_an_officer_sees_the_departments_of_the_region_and_no_others() -> None:
    region = Region.objects.create(code="410704", name="凤泉区")
    here, there = unequal(), Department.objects.create(region=region, code="101", name="凤泉区某局")
    other = Budget.objects.create(department=there, year=2024, layout="henan-jiaozuo-budget")
    officer = person("财政局", (OFFICER, region))
    assert set(Disclosure.objects.for_user(officer)) == {other}
    assert set(Budget.objects.get_queryset().for_user(officer)) == {other}
    assert not here.seen_by(officer) and other.seen_by(officer)


@pytest.mark.usefixtures("only_by_name")
def test_of_a_kind_is_seen_what_the_permission_is_for() -> None:
    made, accounts = unequal(), final()
    reader = person("只看决算", (READER, made.department))
    reader.user_permissions.set(Permission.objects.filter(codename="view_finalaccount"))
    assert [each.pk for each in Disclosure.objects.for_user(reader)] == [accounts.pk]
    assert (made.seen_by(reader), accounts.seen_by(reader)) == (False, True)


@pytest.mark.parametrize("gone", ["inactive", "anonymous"])
def test_who_is_not_there_sees_and_may_nothing(gone: str) -> None:
    made = unequal()
    user: Any = AnonymousUser()
    if gone == "inactive":
        user = person("离任", (CLERK, made.department), superuser=True)
        user.is_active = False
    assert not Disclosure.objects.for_user(user).exists() and not Unit.objects.for_user(user).exists()
    assert not made.seen_by(user) and not made.may(user, "submit_disclosure")
    assert not user.has_perm("budgets.view_budget")


def test_what_is_granted_by_name_counts_where_a_post_is_held() -> None:
    here, there = unequal("101"), unequal("102")
    reader = person("查看人", (READER, here.department))
    reader.user_permissions.set(Permission.objects.filter(codename="submit_disclosure"))
    assert (here.may(reader, "submit_disclosure"), there.may(reader, "submit_disclosure")) == (True, False)


@pytest.mark.usefixtures("unchecked")
def test_rows_of_all_kinds_are_those_of_ones_departments() -> None:
    mine, other = unequal("101"), unequal("102")
    for made in (mine, other):
        project(made, "", "值班经费", made.department.units.first())
        Upload.objects.create(disclosure=made, filename="a.xlsx", size=1, sha256="0" * 64, version=1)
        bring_out(made)
    clerk, officer = person("编制人", (CLERK, mine.department)), person("财政局", (OFFICER, mine.department.region))
    admin, nobody = person("管理员", superuser=True), person("没有岗位")
    for model, way in WAYS.items():
        rows = model._default_manager.get_queryset()
        assert set(rows.for_user(clerk)) == set(rows.filter(**{way: mine.department.pk})) != set(rows), model
        assert set(rows.for_user(officer)) == set(rows.for_user(admin)) == set(rows), model
        assert not rows.for_user(nobody).exists(), model


WAYS = {
    Department: "pk",
    Unit: "department",
    Project: "department",
    Disclosure: "department",
    **dict.fromkeys((ProjectPlan, Upload, Edition, Withdrawal, Record), "disclosure__department"),
}


def bring_out(made: Disclosure) -> None:
    """Publish and withdraw it, as the installation itself does."""
    with unprinted():
        for act in (acts.submit, acts.approve):
            act(made, None)
        acts.publish(made, None)
    acts.withdraw(made, None, "数字有误")


def test_asking_about_many_takes_no_more_queries_than_about_one(django_assert_num_queries: Any) -> None:
    made = [unequal(str(code)) for code in range(101, 109)]
    clerk = person("编制人", *((CLERK, each.department) for each in made))
    with django_assert_num_queries(4):  # posts, permissions by name, of groups, the rows
        seen = list(Disclosure.objects.for_user(clerk).select_related("department"))
    assert len(seen) == 8
    with django_assert_num_queries(0):
        assert all(acts.may("submit", each, clerk) for each in seen)
