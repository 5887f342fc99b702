"""Two people at once: whoever comes second finds what the first left, and nothing is written by halves.

Every race is run for certain: the first is held when all is done but not yet committed, until the second waits for it
(on SQLite: begins its transaction) or, where nothing is shared, is done.
"""

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from budgets import acts
from budgets.acts import ActRefused
from budgets.acts.record import verify
from budgets.document import sha256
from budgets.editions import draft, live
from budgets.entered import Entries
from budgets.entries import taken
from budgets.imports.staging import accept
from budgets.models import Budget, Disclosure, Edition, Project, Record, Upload
from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED, SUBMITTED, WITHDRAWN
from budgets.models.post import CLERK, REVIEWER
from tests.admin_pages import ADD, Form, address, errors, function_line, opened, sent, small_budget
from tests.builders import earn, project, spend
from tests.workplace import ADDRESS, bring, person, unprinted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unchecked")]
Call = Callable[[], Any]
PROJECT = "/admin/budgets/project/add/"
PATIENCE = 60  # seconds until a race that hangs is a failure
RECORDING = "budgets.acts.performing.append"  # the last thing that an act does in its transaction
ADDED = "django.contrib.admin.options.ModelAdmin.log_addition"  # the same, where something is added
WAITING_FOR_ME = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
MINE, THEIRS = Decimal("111.00"), Decimal("222.00")
REASON = "接待费漏填"


@pytest.fixture(autouse=True)
def record_in_order() -> Iterator[None]:
    """After every race the record is one chain without a gap."""
    yield
    assert verify() == []


@pytest.fixture
def budget() -> Budget:
    """A budget of 100 yuan."""
    made = small_budget()
    spend(made, "function", "100.00", function="2010101")
    earn(made, "100.00", function="2010101")
    return made


@pytest.fixture
def clerk(budget: Budget) -> User:
    return person("张三", (CLERK, budget.department))


@pytest.fixture
def other(budget: Budget) -> User:
    """A reviewer, who may also edit."""
    return person("李四", (CLERK, budget.department), (REVIEWER, budget.department))


def again(made: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=made.pk)


def amounts(made: Disclosure) -> list[Decimal]:
    return list(made.expenditure_lines.order_by("position", "pk").values_list("amount", flat=True))


def recorded(made: Disclosure) -> list[str]:
    return list(Record.objects.filter(disclosure=made.pk).order_by("number").values_list("act", flat=True))


# Two threads


class Race:
    """``first`` is held at a point where all is written but not committed, until ``second`` waits for it or is done.

    ``apart``: until ``second`` is done, where the database lets two write.
    """

    def __init__(self, first: Call, second: Call, at: str = RECORDING, apart: bool = False) -> None:
        self.held, self.at_door = threading.Event(), threading.Event()
        self.at, self.apart = at, apart and connection.features.has_select_for_update
        self.calls, self.answers = {"first": first, "second": second}, dict[str, Any]()

    def run(self) -> tuple[Any, Any]:
        """What both got, an exception included."""
        threads = [threading.Thread(target=self._run, args=(name,), name=name) for name in self.calls]
        with patch(self.at, self._holding(resolve_name(self.at))), unprinted():
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return self.answers["first"], self.answers["second"]

    def _run(self, name: str) -> None:
        try:
            if name == "second":
                assert self.held.wait(PATIENCE), "the first did not come to where it is held"
            with connection.execute_wrapper(self._knocking):
                self.answers[name] = self.calls[name]()
        except Exception as error:
            self.answers[name] = error
        finally:
            (self.held if name == "first" else self.at_door).set()
            connections.close_all()

    def _holding(self, whole: Call) -> Call:
        def held(*args: Any, **kwargs: Any) -> Any:
            if threading.current_thread().name == "first":
                self.held.set()
                assert self._met(), "the second did not come"
            return whole(*args, **kwargs)

        return held

    def _met(self) -> bool:
        tries = range(PATIENCE * 100)
        return any(self.at_door.wait(0.01) or (not self.apart and _waited_for()) for _ in tries)

    def _knocking(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """On SQLite, whose transactions cannot be looked into from outside, say so when the second begins its own."""
        if sql.startswith("BEGIN") and threading.current_thread().name == "second":
            self.at_door.set()
        return execute(sql, params, many, context)


def _waited_for() -> bool:
    """Whether another transaction waits for a lock that this one holds."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(WAITING_FOR_ME)
        return bool(cursor.fetchone()[0])


def race(first: Call, second: Call, at: str = RECORDING) -> tuple[Any, Any]:
    return Race(first, second, at).run()


def at_once(*calls: Call) -> list[Any]:
    """What they answer, begun at the same moment; whoever comes first, comes first."""
    start = threading.Barrier(len(calls))
    answers: list[Any] = []

    def run(call: Call) -> None:
        start.wait()
        try:
            answers.append(call())
        except Exception as error:
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


# What they do


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def save(made: Disclosure, by: User, amount: Decimal, row: str = "function-0") -> Call:
    """A save in the administration of a page that is opened now."""
    client = signed_in(by)
    form = opened(client, made)
    form.fill(row, amount=amount)
    return lambda: sent(client, made, form)


def take_over(made: Disclosure, by: User, amount: Decimal) -> Call:
    """The import of a file that has been staged by now; the amount of its one line is another one."""
    entries = {"expenditure": taken(made)["expenditure"]}
    (line,) = entries["expenditure"]["function"]
    line["amount"] = str(amount)
    return take_over_entries(made, by, entries)


def take_over_entries(made: Disclosure, by: User, entries: Entries) -> Call:
    staged = Upload.objects.create(
        disclosure=made,
        by=by,
        filename="预算.xlsx",
        size=1,
        sha256="0" * 64,
        version=again(made).version,
        records=entries,
        report={"changed": []},
    )
    return lambda: accept(staged, by, ADDRESS)


def refused(answer: Any, *words: str) -> None:
    assert isinstance(answer, ActRefused), answer
    for word in words:
        assert word in str(answer)


def refused_page(answer: Any, *words: str) -> HttpResponse:
    assert answer.status_code == 200, answer
    page: str = answer.content.decode()
    for word in words:
        assert word in page
    return answer


def saved(answer: Any) -> None:
    assert getattr(answer, "status_code", answer) == 302, errors(answer)


# Saves


def test_of_two_saves_from_the_same_version_one_wins_and_the_other_is_told_what_it_changed(
    budget: Budget, clerk: User, other: User
) -> None:
    mine = save(budget, clerk, MINE)
    form = Form(signed_in(other).get(address(budget)))
    form.fill("function-0", amount=THEIRS)
    form.add("function", **function_line("7.00", code="2010301"))
    first, second = race(mine, lambda: sent(signed_in(other), budget, form))
    saved(first)
    refused_page(second, "这份文件有人保存过", "张三", "111.00 元", f'value="{THEIRS}"')
    assert amounts(budget) == [MINE]
    assert (again(budget).version, recorded(budget)) == (2, ["edit"])


def test_saves_of_several_people_at_once_leave_what_one_of_them_typed(budget: Budget, other: User) -> None:
    people = [person(f"编制人{number}", (CLERK, budget.department)) for number in range(4)]
    saves = [save(budget, each, Decimal(1000 + number)) for number, each in enumerate(people)]
    assert sorted(answer.status_code for answer in at_once(*saves)) == [200] * 3 + [302]
    (entry,) = Record.objects.all()
    assert amounts(budget) == [Decimal(1000 + [each.pk for each in people].index(entry.by_id))]
    assert again(budget).version == 2


def test_an_import_that_was_staged_before_a_save_is_refused(budget: Budget, clerk: User, other: User) -> None:
    first, second = race(save(budget, clerk, MINE), take_over(budget, other, THEIRS))
    saved(first)
    refused(second, "又有人保存过")
    assert amounts(budget) == [MINE] and Upload.objects.get().state == Upload.STAGED
    assert (again(budget).version, recorded(budget)) == (2, ["edit"])


def test_a_save_of_a_page_that_was_opened_before_an_import_is_refused(budget: Budget, clerk: User, other: User) -> None:
    first, second = race(take_over(budget, clerk, MINE), save(budget, other, THEIRS))
    assert first is None, first
    refused_page(second, "这份文件有人保存过", "张三")
    assert amounts(budget) == [MINE] and (again(budget).version, recorded(budget)) == (2, ["edit"])


def test_of_two_imports_one_is_entered(budget: Budget, clerk: User, other: User) -> None:
    first, second = race(take_over(budget, clerk, MINE), take_over(budget, other, THEIRS))
    assert first is None, first
    refused(second, "又有人保存过")
    assert amounts(budget) == [MINE] and (again(budget).version, recorded(budget)) == (2, ["edit"])


def test_one_import_is_entered_once(budget: Budget, clerk: User) -> None:
    once = take_over(budget, clerk, MINE)
    first, second = race(once, once)
    assert first is None, first
    refused(second, "已经处理过")
    assert again(budget).version == 2


def test_two_new_rows_of_the_same_identity_are_one(budget: Budget, clerk: User, other: User) -> None:
    def add(by: User) -> Call:
        client = signed_in(by)
        form = opened(client, budget)
        form.add("function", **function_line("7.00", code="2010301"))
        return lambda: sent(client, budget, form)

    first, second = race(add(clerk), add(other))
    saved(first)
    refused_page(second, "这份文件有人保存过", "张三")
    assert amounts(budget) == [Decimal("100.00"), Decimal("7.00")]


def test_one_budget_of_a_year_is_made(budget: Budget, clerk: User, other: User) -> None:
    whose = {"department": budget.department_id, "unit": "", "year": 2025, "layout": budget.layout}
    clients = signed_in(clerk), signed_in(other)
    first, second = race(*[partial(client.post, ADD, whose) for client in clients], at=ADDED)
    saved(first)
    refused_page(second, "已经建立")
    assert Budget.objects.filter(year=2025).count() == 1


# Saves and acts


def test_a_submission_while_somebody_saves_is_of_what_was_saved(budget: Budget, clerk: User, other: User) -> None:
    first, second = race(save(budget, other, MINE), lambda: acts.submit(again(budget), clerk, ADDRESS))
    saved(first)
    assert second is None, second
    now = again(budget)
    assert (now.state, now.digest, now.version) == (SUBMITTED, sha256(draft(now)), 2)
    assert recorded(budget) == ["edit", "submit"] and amounts(budget) == [MINE]


def test_a_save_while_somebody_submits_voids_the_submission(budget: Budget, clerk: User, other: User) -> None:
    mine = save(budget, other, MINE)
    first, second = race(lambda: acts.submit(again(budget), clerk, ADDRESS), mine)
    assert first is None, first
    saved(second)
    now = again(budget)
    assert (now.state, now.submitted_by, now.digest, now.version) == (DRAFT, None, "", 2)
    assert recorded(budget) == ["submit", "edit"] and Record.objects.get(act="edit").what["void"] == SUBMITTED


def test_what_is_edited_while_it_is_being_approved_is_not_approved(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, SUBMITTED, clerk, other)
    first, second = race(save(budget, clerk, MINE), lambda: acts.approve(again(budget), other, ADDRESS))
    saved(first)
    refused(second, "只能在已提交时办理")
    assert again(budget).state == DRAFT and recorded(budget) == ["submit", "edit"]


def test_an_approval_waits_for_the_submission(budget: Budget, clerk: User, other: User) -> None:
    first, second = race(
        lambda: acts.submit(again(budget), clerk, ADDRESS), lambda: acts.approve(again(budget), other, ADDRESS)
    )
    assert first is None and second is None, (first, second)
    assert again(budget).state == APPROVED and recorded(budget) == ["submit", "approve"]


def test_of_two_submissions_one_counts_and_its_author_does_not_approve(
    budget: Budget, clerk: User, other: User
) -> None:
    first, second = race(
        lambda: acts.submit(again(budget), other, ADDRESS), lambda: acts.submit(again(budget), clerk, ADDRESS)
    )
    assert first is None, first
    refused(second, "现在是“已提交”")
    with pytest.raises(ActRefused, match="两个人"):
        acts.approve(again(budget), other, ADDRESS)
    assert again(budget).submitted_by == other and recorded(budget) == ["submit"]


def test_what_is_taken_back_is_not_approved(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, SUBMITTED, clerk, other)
    first, second = race(
        lambda: acts.recall(again(budget), clerk, ADDRESS), lambda: acts.approve(again(budget), other, ADDRESS)
    )
    assert first is None, first
    refused(second, "只能在已提交时办理")
    assert again(budget).state == DRAFT and recorded(budget) == ["submit", "recall"]


# Publishing and after


def test_of_two_publications_one_edition_comes(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, APPROVED, clerk, other)
    first, second = race(
        lambda: acts.publish(again(budget), other, ADDRESS), lambda: acts.publish(again(budget), None, ADDRESS)
    )
    assert isinstance(first, Edition), first
    refused(second)
    assert Edition.objects.get() == first and recorded(budget) == ["submit", "approve", "publish"]
    assert again(budget).state == PUBLISHED


def test_what_is_edited_while_it_is_published_is_not_published(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, APPROVED, clerk, other)
    first, second = race(save(budget, clerk, MINE), lambda: acts.publish(again(budget), other, ADDRESS))
    saved(first)
    refused(second)
    assert not Edition.objects.exists() and again(budget).state == DRAFT


def test_what_is_published_while_somebody_edits_it_stays_as_it_was_approved(
    budget: Budget, clerk: User, other: User
) -> None:
    bring(budget, APPROVED, clerk, other)
    late = save(budget, clerk, MINE)
    first, second = race(lambda: acts.publish(again(budget), other, ADDRESS), late)
    assert isinstance(first, Edition), first
    assert second.status_code in (200, 403), second
    assert amounts(budget) == [Decimal("100.00")] and again(budget).state == PUBLISHED


def test_a_withdrawal_while_a_correction_is_opened_leaves_the_correction(
    budget: Budget, clerk: User, other: User
) -> None:
    bring(budget, PUBLISHED, clerk, other)
    first, second = race(
        lambda: acts.correct(again(budget), clerk, REASON, ADDRESS),
        lambda: acts.withdraw(again(budget), other, REASON, ADDRESS),
    )
    assert first is None and second is None, (first, second)
    assert (again(budget).state, again(budget).correction) == (DRAFT, REASON)
    assert not live().exists() and recorded(budget)[3:] == ["correct", "withdraw"]


def test_a_correction_while_it_is_withdrawn_is_opened_afterwards(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, PUBLISHED, clerk, other)
    first, second = race(
        lambda: acts.withdraw(again(budget), other, REASON, ADDRESS),
        lambda: acts.correct(again(budget), clerk, REASON, ADDRESS),
    )
    assert first is None and second is None, (first, second)
    assert again(budget).state == DRAFT and recorded(budget)[3:] == ["withdraw", "correct"]


def test_it_is_withdrawn_once(budget: Budget, clerk: User, other: User) -> None:
    bring(budget, PUBLISHED, clerk, other)
    withdraw = [lambda: acts.withdraw(again(budget), other, REASON, ADDRESS)] * 2
    first, second = race(*withdraw)
    assert first is None, first
    refused(second, "现在是“已撤下”")
    assert again(budget).state == WITHDRAWN and recorded(budget)[3:] == ["withdraw"]


def test_what_is_read_while_somebody_saves_is_of_one_moment(budget: Budget, clerk: User) -> None:
    """Expenditure is read before the other saves, income after."""
    client = signed_in(clerk)
    form = opened(client, budget)
    form.fill("function-0", amount=MINE)
    form.fill("income-0", amount=MINE)
    before = sha256(draft(budget))
    calls = partial(draft, again(budget)), partial(sent, client, budget, form)
    first, second = Race(*calls, at="budgets.composing.stored._income", apart=True).run()
    saved(second)
    assert sha256(first) == before != sha256(draft(again(budget)))


# Two disclosures


def following(budget: Budget) -> Budget:
    """The next year's budget of the same department."""
    made = Budget.objects.create(department=budget.department, year=budget.year + 1, layout=budget.layout)
    spend(made, "function", "100.00", function="2010101")
    return made


def test_a_save_of_another_disclosure_does_not_wait(budget: Budget, clerk: User, other: User) -> None:
    """It is stored and recorded while the first is still open; SQLite has one writer, who is waited for."""
    next_year = following(budget)
    calls = save(budget, clerk, MINE), save(next_year, other, THEIRS)
    for answer in Race(*calls, apart=True).run():
        saved(answer)
    assert (amounts(budget), amounts(next_year)) == ([MINE], [THEIRS])
    assert (again(budget).version, again(next_year).version) == (2, 2)


def test_an_import_and_a_correction_of_one_department_do_not_wait_for_each_other(
    budget: Budget, clerk: User, other: User
) -> None:
    next_year = following(budget)
    bring(budget, PUBLISHED, clerk, other)
    first, second = race(
        lambda: acts.correct(again(budget), clerk, REASON, ADDRESS), take_over(next_year, other, THEIRS)
    )
    assert first is None and second is None, (first, second)
    assert again(budget).state == DRAFT and amounts(next_year) == [THEIRS]


def test_a_project_that_two_people_add_is_made_once(budget: Budget, clerk: User, other: User) -> None:
    unit = budget.department.units.get()
    typed = {"department": budget.department_id, "unit": unit.pk, "code": "", "name": "值班经费"}
    clients = signed_in(clerk), signed_in(other)
    adding = [partial(client.post, PROJECT, typed) for client in clients]
    first, second = race(*adding, at=ADDED)
    saved(first)
    refused_page(second, "已有这个名称")
    assert Project.objects.count() == 1


def test_an_import_finds_the_project_that_somebody_is_adding(budget: Budget, clerk: User, other: User) -> None:
    unit = budget.department.units.get()
    entered = project(budget, "", "值班经费", unit)
    importing = take_over_entries(budget, other, {"projects": taken(budget)["projects"]})
    budget.project_plans.all().delete()
    entered.delete()
    typed = {"department": budget.department_id, "unit": unit.pk, "code": "", "name": "值班经费"}
    first, second = race(partial(signed_in(clerk).post, PROJECT, typed), importing, at=ADDED)
    saved(first)
    assert second is None, second
    assert budget.project_plans.get().project == Project.objects.get()
