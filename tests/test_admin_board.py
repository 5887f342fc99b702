"""The board of a region: its rows, its “三公”, the files of it, dates, publishing for one day; whose it is."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets import acts
from budgets.admin.board_three_public import parts_of
from budgets.document import Document, to_json
from budgets.models import Budget, Department, Disclosure, Edition, Post, Record, Region, ThreePublic
from budgets.models.disclosure import APPROVED, PUBLISHED, SUBMITTED
from budgets.models.post import CLERK, OFFICER, READER, REVIEWER
from tests.builders import budget, department
from tests.stub_checks import EQUAL, Only, unequal
from tests.workplace import ADDRESS, bring, person, staff, unprinted

pytestmark = pytest.mark.django_db
BACKEND = "budgets.backends.PostBackend"
BOARD = "/admin/board/410800/"
PAGES = (BOARD, f"{BOARD}publish/", f"{BOARD}export.csv", f"{BOARD}export.xlsx", f"{BOARD}dates/")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def no_checks(only: Only) -> None:
    only()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def board(user: User, **query: Any) -> Any:
    return signed_in(user).get(BOARD, query)


def rows(user: User, **query: Any) -> dict[str, Any]:
    """The rows that are shown, by code."""
    return {row.code: row for row in board(user, **query).context["table"].data}


# Whose it is


@pytest.mark.parametrize(
    ("role", "get"), [(CLERK, 403), (REVIEWER, 403), (READER, 403), ("nobody", 403), ("other", 404), (OFFICER, 200)]
)
def test_the_board_is_for_the_officers_of_its_region(role: str, get: int) -> None:
    made = budget()
    other = Region.objects.create(code="410704", name="凤泉区")
    posts = {"nobody": (), "other": ((OFFICER, other),), OFFICER: ((OFFICER, made.department.region),)}
    user = person("某人", *posts.get(role, ((role, made.department),)))
    client = signed_in(user)
    assert {page: client.get(page, follow=True).status_code for page in PAGES} == dict.fromkeys(PAGES, get)
    found = client.post(f"{BOARD}dates/", {"pick": made.pk, "approved_on": "2024-01-31"}, follow=True)
    assert found.status_code == get
    assert Disclosure.objects.filter(approved_on=None).exists() == (role != OFFICER)
    assert client.post(f"{BOARD}publish/").status_code == get


def test_who_is_not_signed_in_is_asked_to() -> None:
    budget()
    for page in PAGES:
        assert Client().get(page).status_code == 302
        assert "/admin/login/" in Client().post(page).headers["Location"]


def test_an_administrator_sees_every_board_and_what_is_not_there_is_not() -> None:
    budget()
    admin = signed_in(person("管理员", superuser=True))
    assert admin.get(BOARD).status_code == 200
    for page in ("/admin/board/999999/", f"{BOARD}export.exe", f"{BOARD}?state=other"):
        assert admin.get(page).status_code == 404


def test_of_another_regions_disclosures_no_date_is_set() -> None:
    made = budget()
    elsewhere = Region.objects.create(code="410704", name="凤泉区")
    there = Department.objects.create(region=elsewhere, code="101", name="凤泉区某局")
    other = Budget.objects.create(department=there, year=2024, layout=made.layout)
    _, _, officer = staff(made.department)
    signed_in(officer).post(f"{BOARD}dates/", {"pick": [made.pk, other.pk], "approved_on": "2024-01-31"})
    assert set(Disclosure.objects.values_list("pk", "approved_on")) == {(made.pk, date(2024, 1, 31)), (other.pk, None)}


# Rows


def test_every_department_and_unit_has_a_row() -> None:
    made = unequal("101")
    department("102", units=1)
    clerk, reviewer, officer = staff(made.department)
    acts.oversee(made, None, date(2024, 2, 1), None)
    unit = Budget.objects.create(
        department=made.department, unit=made.department.units.first(), year=2024, layout=made.layout
    )
    found = rows(officer)
    assert {code: row.state_name for code, row in found.items()} == {
        **{"101": "编制中", "101001": "编制中", "101002": "未建立"},
        **{"102": "未建立", "102001": "未建立"},
    }
    assert [row.unit for row in found.values()] == [False, True, True, False, True]
    assert (found["101001"].disclosure, found["101001"].due) == (unit, date(2024, 2, 21))
    assert found["101"].late == (timezone.localdate() - date(2024, 2, 21)).days
    bring(made, PUBLISHED, clerk, reviewer)
    shown = rows(officer)["101"]
    assert (shown.state_name, shown.edition, shown.slug) == ("已公开", 1, "410800-101-2024-budget")


def test_how_late_it_was_is_told_by_the_day_of_the_first_edition() -> None:
    made = unequal()
    clerk, reviewer, officer = staff(made.department)
    acts.oversee(made, None, None, timezone.localdate() - timedelta(days=4))
    bring(made, PUBLISHED, clerk, reviewer)
    assert rows(officer)["101"].late == 4
    acts.correct(made, clerk, "按批复调整", ADDRESS)
    acts.oversee(made, None, None, timezone.localdate())
    assert rows(officer)["101"].late is None


def test_what_is_to_come_out_says_when() -> None:
    made = unequal()
    clerk, reviewer, officer = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    with unprinted():
        acts.publish(made, reviewer, ADDRESS, timezone.now() + timedelta(days=2))
    assert rows(officer)["101"].coming
    assert "起可见" in board(officer).content.decode()


def test_rows_are_narrowed_and_sorted() -> None:
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, officer = staff(made.department)
    bring(made, SUBMITTED, clerk, reviewer)
    acts.oversee(other, None, date(2024, 2, 1), None)
    assert list(rows(officer, state="submitted")) == ["101"]
    assert list(rows(officer, state="late")) == ["102"]
    assert list(rows(officer, q="102 焦作市")) == ["102"]
    assert list(rows(officer, state="none")) == ["101001", "101002", "102001", "102002"]
    assert not rows(officer, kind="final", state="draft")
    sorted_down = [row.record.code for row in board(officer, sort="-name").context["table"].rows]
    assert sorted_down == sorted(sorted_down, reverse=True)
    counts = {title: count for title, count, _ in board(officer).context["counts"]}
    assert counts == {
        **{"未建立": 4, "编制中": 1, "已提交": 1, "已审核": 0, "已公开": 0, "已撤下": 0},
        "超过期限": 1,
    }


@pytest.mark.parametrize("column", ["name", "state", "approved_on", "due", "late", "edition", "findings"])
def test_every_column_sorts_with_what_is_missing(column: str) -> None:
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, officer = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    acts.oversee(other, None, date(2024, 2, 1), None)
    up, down = (
        [row.record.code for row in board(officer, sort=f"{sign}{column}").context["table"].rows] for sign in ("", "-")
    )
    assert sorted(up) == sorted(down) and up != down


def test_a_year_that_is_not_there_gives_the_newest() -> None:
    budget(year=2023)
    made = budget(code="102", year=2024)
    _, _, officer = staff(made.department)
    for asked in ("1999", "", "many", "2024"):
        assert board(officer, year=asked).context["form"].cleaned_data["year"] == 2024
    assert board(officer, year="2023").context["form"].cleaned_data["year"] == 2023


def test_findings_of_drafts_are_counted_few_at_a_time(only: Only, monkeypatch: pytest.MonkeyPatch) -> None:
    only(EQUAL)
    monkeypatch.setattr("budgets.admin.board_rows.EXAMINED", 2)
    for code in range(101, 104):
        unequal(str(code))
    officer = person("财政局", (OFFICER, Region.objects.get()))
    first = board(officer)
    assert first.context["unexamined"] == 1 and "待核对" in first.content.decode()
    assert board(officer).context["unexamined"] == 0
    assert [rows(officer)[code].findings for code in ("101", "102", "103")] == [(1, 0)] * 3


@pytest.mark.parametrize("page", [BOARD, f"{BOARD}export.csv"])
def test_more_departments_take_no_more_queries(page: str) -> None:
    made = [unequal(str(code)) for code in range(101, 107)]
    clerk, reviewer, _ = staff(made[0].department)
    bring(made[0], PUBLISHED, clerk, reviewer)
    few = Region.objects.create(code="410801", name="少")
    officer = person("局长", (OFFICER, made[0].department.region), (OFFICER, few))
    counts = []
    for where in ("410801", "410800"):
        for each in made[:2] if where == "410801" else ():
            Department.objects.filter(pk=each.department_id).update(region=few)
        address = page.replace("410800", where)
        for _ in range(3):
            signed_in(officer).get(address)
        client = signed_in(officer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
        Department.objects.filter(region=few).update(region=Region.objects.get(code="410800"))
    assert counts[0] == counts[1], counts


# “三公”


def spent(made: Budget, abroad: str, reception: str) -> Budget:
    """Enter what a budget has for 三公, in yuan."""
    ThreePublic.objects.create(
        disclosure_id=made.pk, abroad=Decimal(abroad), purchase=0, operation=0, reception=Decimal(reception)
    )
    return made


def test_the_three_public_of_a_region_are_added_and_compared() -> None:
    before, now = spent(unequal("101"), "0", "10000.00"), None
    Budget.objects.filter(pk=before.pk).update(year=2023)
    clerk, reviewer, officer = staff(before.department)
    now, alone = spent(unequal("101"), "5000.00", "7500.50"), spent(unequal("102"), "0", "30000.00")
    Post.objects.create(user=clerk, role=CLERK, department=alone.department)
    Post.objects.create(user=reviewer, role=REVIEWER, department=alone.department)
    department("103")
    clerk, reviewer = (User.objects.get(pk=each.pk) for each in (clerk, reviewer))
    for each in (Budget.objects.get(pk=before.pk), now, alone):
        bring(each, PUBLISHED, clerk, reviewer)
    for _ in range(2):  # as read, and as kept
        context = board(officer, year=2024).context
        first, second, third = (each for each, _ in context["amounts"])
        assert first.cells == [Decimal(each) for each in ("5000.00", "0", "0", "7500.50", "12500.50")]
        assert (first.last, first.change) == (Decimal("10000.00"), Decimal("2500.50"))
        assert (second.amounts["total"], second.change) == (Decimal("30000.00"), None)
        assert third.cells == [None] * 5
        total = context["total"]
        assert (total.amounts["total"], total.known, total.compared) == (Decimal("42500.50"), 2, 1)
        assert (total.change, total.rate) == (Decimal("2500.50"), Decimal("25.005"))
    shown = board(officer, year=2024).content.decode()
    assert '<data value="12500.50">1.25</data>' in shown and "25.01" in shown


@pytest.mark.parametrize(("slug", "total"), [("410800-101-2024-budget", "502500"), ("410803-101-2023-final", None)])
def test_the_amounts_of_a_sample_are_read_from_its_table(
    documents: dict[str, Document], slug: str, total: str | None
) -> None:
    document = documents[slug]
    found = parts_of(to_json(document), document.kind)
    table = document.table("B09" if document.kind == "budget" else "F09")
    cells = next(row.cells for _, row in table.rows())
    start = "" if document.kind == "budget" else "final."
    wanted = {part: getattr(cells[start + part], "yuan", None) for part in found}
    assert found == wanted and set(found) == {"abroad", "purchase", "operation", "reception", "total"}
    assert total is None or found["total"] == Decimal(total)


# Files


def exported(user: User, ending: str, **query: Any) -> list[list[Any]]:
    """The rows of a file."""
    answer = signed_in(user).get(f"{BOARD}export.{ending}", query)
    assert f'filename="410800-2024-budget.{ending}"' in answer.headers["Content-Disposition"]
    if ending == "csv":
        assert answer.content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_exported_as_it_is_shown(ending: str) -> None:
    made = spent(unequal("101"), "5000.00", "7500.50")
    clerk, reviewer, officer = staff(made.department)
    acts.oversee(made, None, timezone.localdate(), None)
    bring(made, PUBLISHED, clerk, reviewer)
    Department.objects.create(region=made.department.region, code="199", name='=HYPERLINK("http://x")')
    heads, *found = exported(officer, ending)
    assert [row[1] for row in found] == ["101", "101001", "101002", "199"]
    first = dict(zip(heads, found[0], strict=True))
    assert (first["状态"], first["批复日期"]) == ("已公开", str(timezone.localdate()))
    assert (Decimal(str(first["三公合计（元）"])), Decimal(str(first["版次"]))) == (Decimal("12500.5"), 1)
    assert dict(zip(heads, found[1], strict=True))["三公合计（元）"] == ""
    formula = dict(zip(heads, found[3], strict=True))["名称"]
    assert formula == ("'" if ending == "csv" else "") + '=HYPERLINK("http://x")'
    assert [row[1] for row in exported(officer, ending, state="published")[1:]] == ["101"]


# Dates


def set_dates(user: User, *picked: Disclosure, **typed: str) -> Any:
    return signed_in(user).post(f"{BOARD}dates/?year=2024&kind=budget", {"pick": [e.pk for e in picked], **typed})


def test_dates_are_set_for_several_at_once_and_recorded() -> None:
    made, other = budget("101"), budget("102")
    _, _, officer = staff(made.department)
    answer = set_dates(officer, made, other, approved_on="2024-01-31")
    assert answer.headers["Location"] == f"{BOARD}?year=2024&kind=budget"
    assert {each.deadline for each in Disclosure.objects.all()} == {date(2024, 2, 20)}
    entries = Record.objects.filter(act="oversee")
    assert {(entry.slug, entry.who, entry.what["approved_on"]) for entry in entries} == {
        (made.slug, "财政局", "2024-01-31"),
        (other.slug, "财政局", "2024-01-31"),
    }


def test_what_is_left_empty_stays() -> None:
    made = budget()
    _, _, officer = staff(made.department)

    def dates() -> tuple[Any, ...]:
        return Disclosure.objects.values_list("approved_on", "due_on").get()

    set_dates(officer, made, approved_on="2024-01-31", due_on="2024-03-01")
    set_dates(officer, made, approved_on="2024-02-02")
    assert dates() == (date(2024, 2, 2), date(2024, 3, 1))
    set_dates(officer, made, usual="on")
    assert dates() == (date(2024, 2, 2), None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "请填写批复日期或公开期限"),
        ({"approved_on": "去年"}, "输入一个有效的日期"),
        ({"due_on": "2024-03-01", "usual": "on"}, "不要勾选取消"),
    ],
)
def test_dates_that_make_no_sense_are_told(typed: dict[str, str], told: str) -> None:
    made = budget()
    _, _, officer = staff(made.department)
    answer = set_dates(officer, made, **typed)
    assert answer.status_code == 200 and told in answer.content.decode()
    assert not Record.objects.exists()


def test_nothing_chosen_or_a_deadline_before_the_approval_is_told() -> None:
    made = budget()
    _, _, officer = staff(made.department)
    assert "请先在表中选择" in set_dates(officer, approved_on="2024-01-31").content.decode()
    client = signed_in(officer)
    sent = {"pick": made.pk, "approved_on": "2024-01-31", "due_on": "2024-01-01"}
    shown = client.post(f"{BOARD}dates/", sent, follow=True).content.decode()
    assert "公开期限早于批复日期" in shown and "已登记" not in shown


def test_what_is_picked_that_is_no_number_is_nothing() -> None:
    made = budget()
    _, _, officer = staff(made.department)
    sent = {"pick": ["x", "-1", "9" * 40, "²"], "approved_on": "2024-01-31"}
    assert "请先在表中选择" in signed_in(officer).post(f"{BOARD}dates/", sent).content.decode()


# Publishing for one day


def approved_and_others() -> tuple[Budget, Budget, User]:
    """One approved, one that is not, and the officer."""
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, officer = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    return made, other, officer


def test_it_is_told_before_what_will_be_published_and_what_not_and_why() -> None:
    made, other, officer = approved_and_others()
    department("103", units=0)
    context = signed_in(officer).get(f"{BOARD}publish/").context
    assert [each.name for each in context["will"]] == [f"101 {made}"]
    told = {each.name: each.why for each in context["held_back"]}
    assert told[f"102 {other}"] == "编制中，还没有审核通过" and told["103 焦作市某局"] == "还没有建立"
    assert not Edition.objects.exists()


def test_what_has_changed_since_it_was_approved_is_held_back(only: Only) -> None:
    made, _, officer = approved_and_others()
    made.expenditure_lines.update(amount=Decimal("650000.00"))
    context = signed_in(officer).get(f"{BOARD}publish/").context
    assert not context["will"] and "内容有变化" in next(
        each.why for each in context["held_back"] if each.name == f"101 {made}"
    )


def test_what_the_checks_bar_is_held_back(only: Only) -> None:
    _, _, officer = approved_and_others()
    only(EQUAL)
    context = signed_in(officer).get(f"{BOARD}publish/").context
    assert not context["will"] and "勾稽检查有 1 处要先处理" in [each.why for each in context["held_back"]]


def test_the_approved_are_published_for_the_day_and_each_result_is_told() -> None:
    made, other, officer = approved_and_others()
    day = timezone.localtime() + timedelta(days=3)
    with unprinted():
        answer = signed_in(officer).post(f"{BOARD}publish/", {"public_from": f"{day:%Y-%m-%dT%H:%M}"})
    assert answer.status_code == 200 and "已公开第 1 版" in answer.content.decode()
    edition = Edition.objects.get()
    assert timezone.localtime(edition.public_from).date() == day.date()
    assert edition.published_by == officer and not Edition.objects.live().exists()
    states = dict(Disclosure.objects.values_list("pk", "state"))
    assert states == {made.pk: PUBLISHED, other.pk: "draft"}


def test_what_is_refused_holds_no_other_up(only: Only) -> None:
    made, other = unequal("101"), unequal("102")
    clerk, reviewer, officer = staff(made.department)
    for role, user in ((CLERK, clerk), (REVIEWER, reviewer)):
        Post.objects.create(user=user, role=role, department=other.department)
    for each in (made, other):
        bring(each, APPROVED, *(User.objects.get(pk=user.pk) for user in (clerk, reviewer)))
    made.expenditure_lines.update(amount=Decimal("650000.00"))
    with unprinted():
        shown = signed_in(officer).post(f"{BOARD}publish/").content.decode()
    assert "公开了 1 份，共 2 份" in shown and "没有公开" in shown
    assert Edition.objects.get().disclosure_id == other.pk


def test_a_day_in_the_past_is_refused() -> None:
    _, _, officer = approved_and_others()
    answer = signed_in(officer).post(f"{BOARD}publish/", {"public_from": "2020-01-01T09:00"})
    assert "这个时间已经过去" in answer.content.decode() and not Edition.objects.exists()
