"""Letting a warning stand: who may, on what, how long it holds, and what publishing makes of it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from budgets.checking import Examined, examine, lists_shipped
from budgets.checking.overrides import OverrideRefused, confirm, digest, request, withdraw
from budgets.checks import Context, Finding, Place, Report
from budgets.checks import check as checked
from budgets.checks.book import Book
from budgets.checks.model import RULE, Comparison, Side
from budgets.document import Document
from budgets.editions import Refused, draft, publish
from budgets.models import Budget, CheckOverride, Edition
from tests.admin_pages import reader
from tests.published import SLUGS
from tests.published_documents import SLUGS as PUBLISHED
from tests.published_documents import load as published
from tests.stub_checks import ASKED, DOUBTFUL, EQUAL, MISSING, NEARLY, TITLE, WORDED, Only, mend, unequal

pytestmark = pytest.mark.django_db
BUDGET = ("view_budget", "explain_disclosure", "confirm_disclosure")
REASON = "上级要求照此列示"


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgets.editions.files.pdf_bytes", lambda document: b"%PDF-1.7")


def person(*permissions: str, superuser: bool = False, active: bool = True) -> User:
    user = reader(is_superuser=superuser, is_active=active)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def examined(made: Budget) -> Examined:
    return examine(made, draft(made))


def warning(made: Budget) -> Finding:
    return examined(made).report.warnings[0]


def test_one_person_says_why_and_another_confirms(only: Only) -> None:
    only(DOUBTFUL)
    made, first, second = unequal(), person(*BUDGET), person(*BUDGET)
    found = warning(made)
    request(made, found, f" {REASON} ", first)
    assert examined(made).barriers == [found]
    override = confirm(made, found, second)
    assert (override.reason, override.requested_by, override.confirmed_by) == (REASON, first, second)
    assert not examined(made).barriers


@pytest.mark.usefixtures("only_by_name")
@pytest.mark.parametrize(
    ("permissions", "options"),
    [
        ((), {}),
        (("view_budget",), {}),
        (("view_budget", "change_budget"), {}),
        (BUDGET[1:], {}),
        (("view_finalaccount", *BUDGET[1:]), {}),
        (BUDGET, {"active": False}),
    ],
)
def test_who_may_not_act_on_the_document_may_neither_say_nor_confirm_nor_withdraw(
    only: Only, permissions: tuple[str, ...], options: dict[str, bool]
) -> None:
    only(DOUBTFUL)
    made, other = unequal(), person(*permissions, **options)
    found = warning(made)
    with pytest.raises(PermissionDenied):
        request(made, found, REASON, other)
    request(made, found, REASON, person(*BUDGET))
    with pytest.raises(PermissionDenied):
        confirm(made, found, other)
    with pytest.raises(PermissionDenied):
        withdraw(made, digest(found), other)
    assert not CheckOverride.objects.get().confirmed


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_confirms_what_they_said_themselves(only: Only, superuser: bool) -> None:
    only(DOUBTFUL)
    made, alone = unequal(), person(*BUDGET, superuser=superuser)
    found = warning(made)
    request(made, found, REASON, alone)
    with pytest.raises(OverrideRefused, match="两个人"):
        confirm(made, found, alone)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckOverride.objects.update(confirmed_by=alone, confirmed_at=timezone.now())
    assert examined(made).barriers


@pytest.mark.parametrize("check", [EQUAL, ASKED, NEARLY, MISSING])
def test_only_warnings_can_be_let_stand(only: Only, check: object) -> None:
    only(check)
    made = unequal()
    (found,) = examined(made).report.findings
    with pytest.raises(OverrideRefused, match="只有“提醒”"):
        request(made, found, REASON, person(*BUDGET))


def test_an_override_in_the_database_lets_no_contradiction_stand(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    only(EQUAL)
    (contradiction,) = examined(made).report.findings
    CheckOverride.objects.update(digest=digest(contradiction), check_id=contradiction.check)
    assert examined(made).barriers == [contradiction]
    with pytest.raises(OverrideRefused):
        confirm(made, contradiction, person(*BUDGET))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(only: Only, reason: str) -> None:
    only(DOUBTFUL)
    made = unequal()
    with pytest.raises(OverrideRefused, match="请写明理由"):
        request(made, warning(made), reason, person(*BUDGET))


def test_a_reason_is_no_longer_than_the_public_reads(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    with pytest.raises(OverrideRefused, match="最多 500 字"):
        request(made, warning(made), "字" * 501, person(*BUDGET))
    assert request(made, warning(made), "字" * 500, person(*BUDGET)).reason == "字" * 500


def test_the_same_is_said_and_confirmed_once(only: Only) -> None:
    only(DOUBTFUL)
    made, third = unequal(), person(*BUDGET)
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    with pytest.raises(OverrideRefused, match="已经有人说明"):
        request(made, found, "另一个理由", third)
    confirm(made, found, person(*BUDGET))
    with pytest.raises(OverrideRefused, match="已经确认"):
        confirm(made, found, third)
    assert CheckOverride.objects.get().reason == REASON


def test_an_edit_of_what_is_compared_voids_it(only: Only) -> None:
    only(DOUBTFUL)
    made, second = unequal(), person(*BUDGET)
    found = warning(made)
    override = request(made, found, REASON, person(*BUDGET))
    made.income_lines.update(amount="710000.00")
    assert examined(made).void == [override]
    with pytest.raises(OverrideRefused, match="没有待确认"):
        confirm(made, warning(made), second)
    made.income_lines.update(amount="700000.00")
    confirm(made, found, second)
    made.income_lines.update(amount="710000.00")
    assert examined(made).barriers and examined(made).void
    mend(made)
    made.income_lines.update(amount="700000.00")
    assert not examined(made).barriers and examined(made).void


def test_an_edit_of_other_things_leaves_it(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    made.texts.create(key="duties", text="改了别的")
    assert not examined(made).barriers and not examined(made).void


def test_a_rule_about_words_is_bound_to_the_words(only: Only) -> None:
    only(WORDED)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    assert not examined(made).barriers
    made.department.name = "另一个局"
    made.department.save()
    assert examined(Budget.objects.get()).barriers


def known(document: Document) -> Report:
    """What the checks say that know the names of the year."""
    shipped = lists_shipped()
    return checked(document, Context(lists=replace(shipped, of_year=shipped.known)))


@pytest.mark.parametrize("slug", PUBLISHED)
def test_no_two_findings_of_a_published_document_are_bound_alike(slug: str) -> None:
    findings = known(published(slug)).findings
    assert findings and len({digest(each) for each in findings}) == len(findings)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_two_findings_of_a_sample_are_bound_alike(slug: str, documents: dict[str, Document]) -> None:
    findings = known(documents[slug]).findings
    assert len({digest(each) for each in findings}) == len(findings)


@pytest.mark.parametrize(
    "changed",
    [
        {"addresses": ("B02",)},
        {"words": "《收支总表》（B01）“另一项”"},
        {"text": "另一个名称"},
        {"value": Decimal(1)},
    ],
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_it_is_bound_to_all_of_both_sides(side: str, changed: dict[str, Any]) -> None:
    place = Place(("B01",), "《收支总表》（B01）“某项”", "", None, True)
    told = Finding("try-01", TITLE, "warning", "不符", "", place, place, None, ())
    assert digest(told) != digest(replace(told, **{side: replace(place, **changed)}))
    assert digest(told) != digest(replace(told, read=("读到的文字",)))


def test_it_lets_no_other_finding_of_the_same_check_and_table_stand(only: Only) -> None:
    def wrong(book: Book) -> Any:
        for name in names:
            yield Comparison(Side(words=f"《收支总表》（B01）“{name}”"), Side(), RULE, holds=False)

    names = ["某项"]
    only(replace(WORDED, compare=wrong))
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    assert found.left.address == "B01" and not examined(made).barriers
    names.insert(0, "另一项")
    (other,) = examined(made).barriers
    assert "另一项" in other.message


def test_it_holds_for_one_document_only(only: Only) -> None:
    only(DOUBTFUL)
    made, other = unequal(), unequal("102")
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    assert examined(other).barriers
    with pytest.raises(OverrideRefused):
        confirm(other, warning(other), person(*BUDGET))


def test_what_is_withdrawn_bars_again(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    withdraw(made, digest(found), person(*BUDGET))
    assert examined(made).barriers == [found]
    with pytest.raises(OverrideRefused, match="已经撤回"):
        withdraw(made, digest(found), person(*BUDGET))


@pytest.mark.parametrize("check", [EQUAL, DOUBTFUL])
def test_what_is_wrong_is_not_published_and_leaves_nothing(
    only: Only, check: object, editions_in_a_folder_of_their_own: object
) -> None:
    only(check)
    made = unequal()
    with pytest.raises(Refused, match="收入总计应等于支出总计") as refused:
        publish(made, by=None)
    assert len(refused.value.findings) == 1
    assert not Edition.objects.exists()
    assert not list(editions_in_a_folder_of_their_own.iterdir())  # type: ignore[attr-defined]
    mend(made)
    assert publish(made, by=None).number == 1


@pytest.mark.parametrize("check", [ASKED, NEARLY, MISSING])
def test_what_is_only_asked_or_not_known_bars_nothing(only: Only, check: object) -> None:
    only(check)
    assert publish(unequal(), by=None).number == 1


def test_what_two_people_let_stand_is_published_with_the_reason(only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    with pytest.raises(Refused):
        publish(made, by=None)
    confirm(made, found, person(*BUDGET))
    (kept,) = publish(made, by=None).checked["findings"]
    assert (kept["check"], kept["outcome"], kept["override"]) == ("try-02", "不符", REASON)


def test_what_is_withdrawn_while_the_file_is_written_bars(
    only: Only, monkeypatch: pytest.MonkeyPatch, editions_in_a_folder_of_their_own: Path
) -> None:
    def withdrawn(document: Document) -> bytes:
        withdraw(made, digest(found), person(*BUDGET))
        return b"%PDF-1.7"

    only(DOUBTFUL)
    made = unequal()
    found = warning(made)
    request(made, found, REASON, person(*BUDGET))
    confirm(made, found, person(*BUDGET))
    monkeypatch.setattr("budgets.editions.files.pdf_bytes", withdrawn)
    with pytest.raises(Refused):
        publish(made, by=None)
    assert not Edition.objects.exists()
    assert not [path for path in editions_in_a_folder_of_their_own.rglob("*") if path.is_file()]


def test_a_sample_that_is_refused_stays_a_draft_and_is_named(
    only: Only, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VAR_DIR = tmp_path
    only(WORDED)
    call_command("load_samples")
    told = capsys.readouterr()
    assert not Edition.objects.exists() and Budget.objects.exists()
    assert told.err.count("没有公开，留作草稿") == 8 and "标题应完整" in told.err
