"""The acts from draft to withdrawal: what each does, what stands against it, and what the record says of it."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from budgets import acts
from budgets.acts import ActRefused
from budgets.acts.record import verify
from budgets.checking import examine
from budgets.checking.overrides import OverrideRefused, digest
from budgets.document import sha256
from budgets.editions import draft, live, next_edition
from budgets.models import Budget, Department, Disclosure, Edition, Record, Region, Withdrawal
from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN
from budgets.models.post import CLERK, REVIEWER
from tests.stub_checks import DOUBTFUL, EQUAL, Only, unequal
from tests.workplace import ADDRESS, bring, person, staff, unprinted

pytestmark = pytest.mark.django_db
REASON = "接待费漏填"


@pytest.fixture
def made(only: Only) -> Budget:
    """A budget against which no check says anything."""
    only()
    return unequal()


def again(made: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=made.pk)


def recorded(made: Disclosure) -> list[str]:
    """The acts on a disclosure, as they were done."""
    return list(Record.objects.filter(disclosure=made.pk).order_by("number").values_list("act", flat=True))


def spend_more(made: Disclosure) -> None:
    """Change what is entered, past the acts."""
    made.expenditure_lines.update(amount=Decimal("650000.00"))


def spent(made: Disclosure) -> list[Decimal]:
    return list(made.expenditure_lines.values_list("amount", flat=True))


def refused(kind: str, act: Callable[..., Any], *given: Any, match: str | None = None) -> None:
    """The act is refused for a reason of that kind, and nothing is recorded of it."""
    before = Record.objects.exclude(act="lapse").count()
    with pytest.raises(ActRefused, match=match) as told, unprinted():
        act(*given)
    assert told.value.kind == kind
    assert Record.objects.exclude(act="lapse").count() == before


def test_the_whole_way_from_a_draft_to_a_withdrawn_second_edition(made: Budget) -> None:
    clerk, reviewer, officer = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    with unprinted():
        first = acts.publish(made, officer, ADDRESS)
    acts.correct(made, reviewer, REASON, ADDRESS)
    assert (made.state, made.correction) == (DRAFT, REASON)
    spend_more(made)
    acts.edited(made, clerk, ADDRESS, {"changed": []})
    bring(made, PUBLISHED, clerk, reviewer)
    second = made.editions.get(number=2)
    assert (first.number, first.reason, second.reason, again(made).correction) == (1, "", REASON, "")
    assert live().get(slug=made.slug) == second
    acts.withdraw(made, reviewer, "涉及个人信息", ADDRESS)
    assert again(made).state == made.state == WITHDRAWN
    assert not live().filter(slug=made.slug).exists()
    way = ["submit", "approve", "publish"]
    assert recorded(made) == [*way, "correct", "edit", *way, "withdraw"]
    assert verify() == []


def test_the_record_says_who_what_when_and_from_where(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    submitted, approved, published = Record.objects.order_by("number")
    assert {(each.address, each.slug, each.version) for each in (submitted, approved, published)} == {
        (ADDRESS, made.slug, 1)
    }
    assert [each.by for each in (submitted, approved, published)] == [clerk, reviewer, reviewer]
    edition = Edition.objects.get()
    assert submitted.what == approved.what == {"sha256": made.digest}
    assert (published.what["edition"], published.what["sha256"]) == (1, edition.sha256)


# Submitting and approving


def test_submitting_binds_what_is_to_be_approved(made: Budget) -> None:
    clerk, *_ = staff(made.department)
    acts.submit(made, clerk, ADDRESS)
    assert (again(made).state, again(made).submitted_by, again(made).digest) == (SUBMITTED, clerk, sha256(draft(made)))


def test_a_contradiction_keeps_a_draft_from_being_submitted(made: Budget, only: Only) -> None:
    clerk, *_ = staff(made.department)
    only(EQUAL)
    refused("checks", acts.submit, made, clerk, match="1 处矛盾，改正后才能提交：\n1. .*相差 10 万元")
    assert again(made).state == DRAFT


def test_a_warning_keeps_it_from_the_public_until_two_people_let_it_stand(made: Budget, only: Only) -> None:
    clerk, reviewer, _ = staff(made.department)
    only(DOUBTFUL)
    bring(made, APPROVED, clerk, reviewer)
    refused("checks", acts.publish, made, reviewer, match="没有经两人说明的提醒")
    (found,) = examine(made, draft(made)).report.warnings
    acts.explain(made, found, REASON, clerk, ADDRESS)
    with pytest.raises(OverrideRefused, match="已经有人"):
        acts.explain(made, found, REASON, clerk, ADDRESS)
    acts.confirm(made, found, reviewer, ADDRESS)
    bring(made, PUBLISHED, clerk, reviewer)
    assert recorded(made) == ["submit", "approve", "explain", "confirm", "publish"]
    assert Record.objects.get(act="explain").what["override"] == digest(found)


def test_what_was_said_of_a_warning_is_taken_back(made: Budget, only: Only) -> None:
    clerk, reviewer, _ = staff(made.department)
    only(DOUBTFUL)
    (found,) = examine(made, draft(made)).report.warnings
    acts.explain(made, found, REASON, clerk, ADDRESS)
    acts.unexplain(made, digest(found), reviewer, ADDRESS)
    with pytest.raises(OverrideRefused, match="没有待确认"):
        acts.confirm(made, found, reviewer, ADDRESS)
    assert recorded(made) == ["explain", "unexplain"]


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_approves_what_they_submitted(made: Budget, superuser: bool) -> None:
    alone = person("一身二任", (CLERK, made.department), (REVIEWER, made.department), superuser=superuser)
    acts.submit(made, alone, ADDRESS)
    refused("person", acts.approve, made, alone, match="两个人")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=made.pk).update(approved_by=alone)


def test_only_who_submitted_takes_it_back(made: Budget) -> None:
    clerk, *_ = staff(made.department)
    acts.submit(made, clerk, ADDRESS)
    refused("person", acts.recall, made, person("另一编制人", (CLERK, made.department)), match="请提交人撤回")
    acts.recall(made, clerk, ADDRESS)
    assert (again(made).state, again(made).submitted_by, again(made).digest) == (DRAFT, None, "")


@pytest.mark.parametrize("state", [SUBMITTED, APPROVED])
def test_a_reviewer_sends_it_back_with_a_reason(made: Budget, state: str) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, state, clerk, reviewer)
    refused("reason", acts.send_back, made, reviewer, " \n", match="要写明理由")
    refused("reason", acts.send_back, made, reviewer, "长" * 501, match="最多 500 字")
    acts.send_back(made, reviewer, f" {REASON} ", ADDRESS)
    assert (again(made).state, again(made).approved_by) == (DRAFT, None)
    assert Record.objects.get(act="return").reason == REASON


# Editing


@pytest.mark.parametrize("state", [DRAFT, SUBMITTED, APPROVED])
def test_an_edit_voids_what_was_submitted_and_approved(made: Budget, state: str) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, state, clerk, reviewer)
    acts.edited(made, clerk, ADDRESS, {"changed": ["B01"]})
    now = again(made)
    assert (now.state, now.version, now.submitted_by, now.approved_by, now.digest) == (DRAFT, 2, None, None, "")
    entry = Record.objects.get(act="edit")
    assert (entry.version, entry.what) == (2, {"changed": ["B01"], **({"void": state} if state != DRAFT else {})})


@pytest.mark.parametrize("state", [PUBLISHED, WITHDRAWN])
def test_what_was_published_is_edited_only_as_a_correction(made: Budget, state: str) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, state, clerk, reviewer)
    with pytest.raises(ActRefused, match="请先办理更正"), transaction.atomic():
        spend_more(made)
        acts.edited(made, clerk, ADDRESS)
    assert spent(made) == [Decimal("600000.00")]


def test_a_save_that_began_before_an_act_does_not_undo_it(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    stale = Budget.objects.get(pk=made.pk)
    bring(made, APPROVED, clerk, reviewer)
    stale.cover_date = date(2024, 2, 1)
    stale.save()
    now = again(made)
    assert (now.state, now.approved_by, now.cover_date) == (APPROVED, reviewer, date(2024, 2, 1))


@pytest.mark.parametrize("state", [SUBMITTED, APPROVED])
def test_what_changed_since_it_was_submitted_is_a_draft_again(made: Budget, state: str) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, state, clerk, reviewer)
    spend_more(made)
    act = acts.approve if state == SUBMITTED else acts.publish
    refused("content", act, made, reviewer, match="提交之后内容有变化")
    assert (again(made).state, made.state, made.digest) == (DRAFT, DRAFT, "")
    assert Record.objects.latest("number").what == {"void": state}
    assert not Edition.objects.exists()


def test_what_changes_while_its_files_are_made_is_not_published(made: Budget, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)

    def late(document: Any, entries: Any) -> bytes:
        acts.edited(again(made), clerk, ADDRESS)
        return b"-"

    monkeypatch.setattr("budgets.editions.files.MAKERS", {"pdf": late})
    with pytest.raises(ActRefused) as told:
        acts.publish(made, reviewer, ADDRESS)
    assert told.value.kind == "state"
    assert not Edition.objects.exists() and again(made).state == DRAFT
    assert verify() == []


# Publishing


def test_what_is_published_is_what_was_shown(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    refused("content", acts.publish, made, reviewer, ADDRESS, None, "0" * 64)
    assert again(made).state == APPROVED
    with unprinted():
        acts.publish(made, reviewer, ADDRESS, expected=sha256(next_edition(made)))
    assert again(made).state == PUBLISHED


def test_an_edition_may_be_seen_later(made: Budget) -> None:
    clerk, reviewer, officer = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    with unprinted():
        edition = acts.publish(made, officer, ADDRESS, public_from=timezone.now() + timedelta(days=1))
    assert again(made).state == PUBLISHED
    assert edition not in live()


def approved(code: str, region: Region | None = None) -> Disclosure:
    """An approved budget of a department."""
    if region:
        where = Department.objects.create(region=region, code=code, name="别处某局")
        made: Disclosure = Budget.objects.create(department=where, year=2024, layout="henan-jiaozuo-budget")
    else:
        made = unequal(code)
    acts.submit(made, None)
    acts.approve(made, None)
    return made


def test_an_officer_publishes_all_approved_ones_of_the_region(
    only: Only, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    only()
    good, changed, broken, other, waiting = *map(approved, ("101", "102", "103", "104")), unequal("105")
    away = approved("101", Region.objects.create(code="410704", name="凤泉区"))
    spend_more(changed)

    def fragile(document: Any, entries: Any) -> bytes:
        if document.slug == broken.slug:
            raise OSError("磁盘已满")
        return b"-"

    monkeypatch.setattr("budgets.editions.files.MAKERS", {"pdf": fragile})
    officer, day = staff(good.department)[2], datetime.now(UTC) + timedelta(days=3)
    results = acts.publish_region(good.department.region, 2024, "budget", day, officer, ADDRESS)
    told = {each.disclosure.pk: each.refused or each.edition.public_from for each in results}
    assert list(told) == [good.pk, changed.pk, broken.pk, other.pk]
    assert (told[good.pk], told[other.pk]) == (day, day)
    assert "内容有变化" in told[changed.pk] and "系统出错" in told[broken.pk]
    states = [again(each).state for each in (good, changed, broken, other, waiting, away)]
    assert states == [PUBLISHED, DRAFT, APPROVED, PUBLISHED, DRAFT, APPROVED]
    assert acts.publish_region(away.department.region, 2024, "budget", day, officer) == []
    assert verify() == []


# Afterwards


def test_a_correction_begins_with_what_was_entered_for_the_edition(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    spend_more(made)
    made.income_lines.all().delete()
    acts.correct(made, clerk, REASON, ADDRESS)
    assert spent(made) == [Decimal("600000.00")] and made.income_lines.count() == 1
    assert (again(made).version, again(made).submitted_by, again(made).approved_by) == (2, None, None)
    assert sha256(draft(made)) == Record.objects.get(act="submit").what["sha256"]


def test_correcting_and_withdrawing_need_a_reason(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    refused("reason", acts.correct, made, reviewer, "")
    refused("reason", acts.withdraw, made, reviewer, " ")
    assert not Withdrawal.objects.exists()


def test_what_was_withdrawn_is_corrected_and_public_again(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, WITHDRAWN, clerk, reviewer)
    refused("state", acts.withdraw, made, reviewer, REASON, match="要再次公开，请先办理更正")
    acts.correct(made, clerk, REASON, ADDRESS)
    bring(made, PUBLISHED, clerk, reviewer)
    assert [edition.number for edition in live().filter(slug=made.slug)] == [2]


def test_while_a_correction_is_prepared_the_edition_can_be_withdrawn(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    acts.correct(made, clerk, REASON, ADDRESS)
    acts.submit(made, clerk, ADDRESS)
    acts.withdraw(made, reviewer, "涉及个人信息", ADDRESS)
    assert again(made).state == SUBMITTED and not live().filter(slug=made.slug).exists()
    refused("state", acts.withdraw, made, reviewer, REASON, match="没有可撤下的版次")
    bring(made, PUBLISHED, clerk, reviewer)
    assert [edition.reason for edition in live().filter(slug=made.slug)] == [REASON]


def test_an_officer_sets_the_dates(made: Budget) -> None:
    clerk, reviewer, officer = staff(made.department)
    bring(made, PUBLISHED, clerk, reviewer)
    refused("dates", acts.oversee, made, officer, date(2024, 2, 1), date(2024, 1, 31), match="早于批复日期")
    acts.oversee(made, officer, date(2024, 1, 31), None, ADDRESS)
    assert (again(made).deadline, again(made).state) == (date(2024, 2, 20), PUBLISHED)
    acts.oversee(made, officer, date(2024, 1, 31), date(2024, 2, 9), ADDRESS)
    assert (again(made).deadline, made.due_on) == (date(2024, 2, 9), date(2024, 2, 9))
    assert Record.objects.latest("number").what == {"approved_on": "2024-01-31", "due_on": "2024-02-09"}


def test_an_act_on_what_was_deleted_is_refused(made: Budget) -> None:
    clerk, *_ = staff(made.department)
    stale = again(made)
    made.delete()
    refused("state", acts.submit, stale, clerk, match="已被删除")


def test_a_draft_that_is_deleted_leaves_its_record(made: Budget) -> None:
    clerk, *_ = staff(made.department)
    acts.edited(made, clerk, ADDRESS)
    pk, slug = made.pk, made.slug
    made.delete()
    assert Record.objects.get().disclosure_id == pk and Record.objects.get().slug == slug
    assert verify() == []


# At once


def at_once(*calls: Callable[[], Any]) -> list[str]:
    """Do all of them at the same time, each on a connection of its own: what was refused."""
    told: list[str] = []
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> None:
        start.wait()
        try:
            call()
        except ActRefused as refusal:
            told.append(refusal.kind)
        except Exception as error:
            told.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_does(made: Budget) -> None:
    clerk, reviewer, officer = staff(made.department)
    bring(made, APPROVED, clerk, reviewer)
    with unprinted():
        told = at_once(
            lambda: acts.publish(again(made), reviewer, ADDRESS), lambda: acts.publish(again(made), officer, ADDRESS)
        )
    assert told == ["state"]
    assert Edition.objects.count() == 1 and recorded(made)[2:] == ["publish"]
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_approval_at_once_leave_no_approved_content_that_nobody_saw(made: Budget) -> None:
    clerk, reviewer, _ = staff(made.department)

    def edit() -> None:
        with transaction.atomic():
            spend_more(made)
            acts.edited(again(made), clerk, ADDRESS)

    bring(made, SUBMITTED, clerk, reviewer)
    told = at_once(edit, lambda: acts.approve(again(made), reviewer, ADDRESS))
    assert told in ([], ["state"], ["content"])
    assert again(made).state == DRAFT and spent(made) == [Decimal("650000.00")]
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_many_edits_at_once_count_every_version(made: Budget) -> None:
    clerk, *_ = staff(made.department)
    assert at_once(*[lambda: acts.edited(again(made), clerk, ADDRESS)] * 8) == []
    versions = Record.objects.filter(act="edit").values_list("version", flat=True)
    assert sorted(versions) == list(range(2, 10)) and again(made).version == 9
    assert verify() == []
