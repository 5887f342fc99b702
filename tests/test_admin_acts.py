"""The acts in the administration, each by who may, and saves that are recorded, locked and never over another's."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgets.models import Budget, Department, Disclosure, Edition, Post, Record
from tests.admin_pages import (
    Form,
    address,
    errors,
    function_line,
    messages,
    opened,
    sent,
    small_department,
    stored_sample,
)
from tests.builders import publish_unprinted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]


def person(name: str, *roles: str, of: Department) -> Client:
    """Somebody with posts in a department (an officer: in its region), signed in."""
    user = User.objects.create_user(name, first_name=name, is_staff=True)
    for role in roles:
        where = {"region": of.region} if role == "officer" else {"department": of}
        Post.objects.create(user=user, role=role, **where)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def budget() -> Disclosure:
    return stored_sample()


def act(client: Client, budget: Disclosure, name: str, **data: str):
    return client.post(f"{address(budget, 'act')}{name}/", data, follow=True)


def state(budget: Disclosure) -> str:
    return Disclosure.objects.get(pk=budget.pk).state


def test_a_budget_goes_its_way_and_every_step_is_in_its_history(budget: Disclosure) -> None:
    clerk, reviewer = (person(role, role, of=budget.department) for role in ("clerk", "reviewer"))
    act(clerk, budget, "submit")
    assert state(budget) == "submitted"
    act(reviewer, budget, "return", reason="接待费请再核对")
    assert state(budget) == "draft"
    act(clerk, budget, "submit")
    act(clerk, budget, "recall")
    act(clerk, budget, "submit")
    act(reviewer, budget, "approve")
    shown = Form(reviewer.get(address(budget, "publish"))).data
    reviewer.post(address(budget, "publish"), shown)
    assert state(budget) == "published" and Edition.objects.get().number == 1
    history = reviewer.get(address(budget, "history")).content.decode()
    for told in ("提交审核", "退回修改", "接待费请再核对", "撤回提交", "审核通过", "公开", "127.0.0.1"):
        assert told in history
    acts = list(Record.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["submit", "return", "submit", "recall", "submit", "approve", "publish"]


def test_who_submitted_does_not_approve(budget: Disclosure) -> None:
    both = person("both", "clerk", "reviewer", of=budget.department)
    act(both, budget, "submit")
    refused = act(both, budget, "approve")
    assert refused.status_code == 409 and "提交和审核要由两个人做" in refused.content.decode()
    assert state(budget) == "submitted"


def test_an_edit_voids_what_was_submitted_and_is_recorded_with_what_it_changed(budget: Disclosure) -> None:
    clerk = person("clerk", "clerk", of=budget.department)
    act(clerk, budget, "submit")
    form = opened(clerk, budget)
    form.fill("function-0", amount="98765400.00")
    assert sent(clerk, budget, form).status_code == 302
    now = Disclosure.objects.get()
    assert (now.state, now.submitted_by, now.digest, now.version) == ("draft", None, "", budget.version + 1)
    record = Record.objects.get(act="edit")
    assert record.what["void"] == "submitted" and record.what["count"] == 1
    ((_, _, field, _, after),) = record.what["changed"]
    assert (field, after) == ("金额", "98,765,400.00 元")
    assert "改动 1 处" in clerk.get(address(budget, "history")).content.decode()


def test_a_save_that_changes_nothing_is_no_edit(budget: Disclosure) -> None:
    clerk = person("clerk", "clerk", of=budget.department)
    act(clerk, budget, "submit")
    sent(clerk, budget, opened(clerk, budget))
    assert state(budget) == "submitted" and not Record.objects.filter(act="edit").exists()


def test_a_stale_save_is_refused_with_what_the_other_changed_and_may_be_repeated(budget: Disclosure) -> None:
    first, second = (person(name, "clerk", of=budget.department) for name in ("张三", "李四"))
    mine, theirs = opened(first, budget), opened(second, budget)
    theirs.fill("function-0", amount="1000000.00")
    assert sent(second, budget, theirs).status_code == 302
    mine.fill("function-1", amount="2000000.00")
    refused = sent(first, budget, mine)
    page = refused.content.decode()
    assert refused.status_code == 200 and "没有保存：打开本页之后，这份文件有人保存过" in page
    assert "李四" in page and "1,000,000.00" in page and 'value="2000000.00"' in page
    amounts = dict(budget.expenditure_lines.filter(cut="function").values_list("position", "amount"))
    again = Form(refused)
    assert sent(first, budget, again).status_code == 200  # not without saying so
    again = Form(sent(first, budget, again))
    again.data["overwrite"] = "1"
    assert sent(first, budget, again).status_code == 302
    after = dict(budget.expenditure_lines.filter(cut="function").values_list("position", "amount"))
    assert after != amounts and str(after[sorted(after)[1]]) == "2000000.00"


def test_what_is_published_is_locked_until_a_correction_is_opened(budget: Disclosure) -> None:
    publish_unprinted(budget)
    Disclosure.objects.filter(pk=budget.pk).update(state="published")
    clerk = person("clerk", "clerk", of=budget.department)
    form = opened(clerk, budget)
    assert clerk.post(address(budget), form.data).status_code == 403
    assert errors(act(clerk, budget, "correct", reason=" ")) == [] and state(budget) == "published"
    act(clerk, budget, "correct", reason="接待费多计一万元")
    assert state(budget) == "draft" and Disclosure.objects.get().correction == "接待费多计一万元"
    form = opened(clerk, budget)
    form.fill("three_public-0", reception="1.00")
    assert sent(clerk, budget, form).status_code == 302


def test_a_withdrawal_needs_a_reason_and_takes_the_page_from_the_public(budget: Disclosure) -> None:
    publish_unprinted(budget)
    Disclosure.objects.filter(pk=budget.pk).update(state="published")
    reviewer = person("reviewer", "reviewer", of=budget.department)
    act(reviewer, budget, "withdraw", reason="")
    assert state(budget) == "published"
    act(reviewer, budget, "withdraw", reason="误将内部材料公开")
    assert state(budget) == "withdrawn"
    assert "误将内部材料公开" in Client().get(f"/d/{budget.slug}/").content.decode()


@pytest.mark.parametrize("page", ["change", "preview", "checks", "publish", "import", "history", "act"])
def test_nobody_reaches_the_pages_of_another_department(budget: Disclosure, page: str) -> None:
    other = Department.objects.create(region=budget.department.region, code="999", name="别的部门")
    stranger = person("stranger", "clerk", "reviewer", of=other)
    path = f"{address(budget, page)}submit/" if page == "act" else address(budget, page)
    for answer in (stranger.get(path), stranger.post(path, {})):
        assert answer.status_code in (302, 403, 404)
        assert budget.department.name not in answer.content.decode()
    listed = stranger.get("/admin/budgets/budget/").content.decode()
    assert budget.department.name not in listed
    assert not Record.objects.exists()


def test_a_clerk_makes_no_budget_for_another_department(budget: Disclosure) -> None:
    other = Department.objects.create(region=budget.department.region, code="999", name="别的部门")
    stranger = person("stranger", "clerk", of=other)
    page = stranger.get("/admin/budgets/budget/add/")
    assert budget.department.name not in page.content.decode()
    whose = {"department": budget.department_id, "unit": "", "year": 2025, "layout": "henan-jiefang-budget"}
    answer = stranger.post("/admin/budgets/budget/add/", whose)
    assert answer.status_code == 200 and Budget.objects.count() == 1


def test_messages_say_what_was_done(budget: Disclosure) -> None:
    clerk = person("clerk", "clerk", of=budget.department)
    assert messages(act(clerk, budget, "submit")) == [f"{budget}：提交审核，已办理。"]


def test_a_new_line_counts_as_one_change() -> None:
    department = small_department()
    clerk = person("clerk", "clerk", of=department)
    budget = Budget.objects.create(department=department, year=2024, layout="henan-jiefang-budget")
    form = opened(clerk, budget)
    form.add("function", **function_line("100.00"))
    assert sent(clerk, budget, form).status_code == 302
    assert Record.objects.get().what["count"] == 1
