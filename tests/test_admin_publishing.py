"""Preview, publishing, and who may do what."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from budgets.document import sha256
from budgets.editions import draft, next_edition, publish
from budgets.models import Budget, Disclosure, Edition
from tests.admin_pages import Form, address, clerk, errors, function_line, opened, sent, small_budget, stored_sample
from tests.builders import approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]


def test_the_preview_shows_what_is_typed_and_saves_nothing() -> None:
    budget, client = stored_sample(), clerk()
    before = Budget.objects.get().updated_at
    form = opened(client, budget)
    form.fill("function-0", amount="98765400.00")
    form.add("function", **function_line("1", code="2010102"))
    response = sent(client, budget, form, "preview")
    assert response.status_code == 200
    assert "9,876.54" in response.content.decode()
    assert not budget.expenditure_lines.filter(function="2010102").exists()
    assert Budget.objects.get().updated_at == before
    assert not Edition.objects.exists()
    assert not client.get(address(budget)).context["messages"]


def test_a_preview_with_a_mistake_shows_the_form_that_saves_to_its_own_address() -> None:
    budget, client = small_budget(), clerk()
    form = opened(client, budget)
    form.add("function", **function_line("1.234"))
    response = sent(client, budget, form, "preview")
    assert any("小数太多" in message for message in errors(response))
    assert f'action="{address(budget)}"' in response.content.decode()


PUBLISHER = ("view_disclosure", "view_budget", "change_budget", "publish_disclosure")
CHANGED = "确认之后内容或版次有变化：请重新核对再公开"


def ready() -> Disclosure:
    """A sample that has been submitted and approved."""
    return approved(stored_sample())


def test_publishing_asks_first_and_makes_an_edition() -> None:
    budget, client = ready(), clerk(*PUBLISHER)
    page = client.get(address(budget, "publish"))
    assert "第 1 版" in page.content.decode()
    assert not Edition.objects.exists()
    response = client.post(address(budget, "publish"), Form(page).data)
    assert response.status_code == 302
    edition = Edition.objects.get()
    assert (edition.number, edition.published_by) == (1, page.context["user"])
    assert Budget.objects.get().state == "published"


def test_what_is_not_approved_is_not_published() -> None:
    budget, client = stored_sample(), clerk(*PUBLISHER)
    page = client.get(address(budget, "publish")).content.decode()
    assert "只能在已审核时办理" in page and "确认公开" not in page
    client.post(address(budget, "publish"), {"sha256": sha256(next_edition(budget))})
    assert not Edition.objects.exists()


def test_publishing_says_what_will_be_printed_as_not_reported() -> None:
    budget, client = approved(small_budget()), clerk(*PUBLISHER)
    page = client.get(address(budget, "publish")).content.decode()
    document = draft(budget)
    table, section = document.table("B09"), next(each for each in document.sections if each.key == "procurement")
    assert (table.unreported, section.unreported) == (6, 4)
    assert f"{table.title}：<strong>6 格印作“未公开”" in page
    assert f"{section.heading}：<strong>4 个数字印作“未公开”" in page


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_an_edition_may_come_out_later() -> None:
    budget, client = ready(), clerk(*PUBLISHER)
    shown = Form(client.get(address(budget, "publish"))).data
    past = client.post(address(budget, "publish"), {**shown, "public_from": "2020-01-01T09:00"})
    assert "这个时间已经过去" in past.content.decode() and not Edition.objects.exists()
    told = client.post(address(budget, "publish"), {**shown, "public_from": "2100-02-20T09:00"}, follow=True)
    assert any("2100-02-20 09:00 起可见" in message for message in messages(told))
    assert client.get(f"/d/{budget.slug}/").status_code == 404
    Edition.objects.update(public_from=Edition.objects.get().published_at)
    assert client.get(f"/d/{budget.slug}/").status_code == 200


def test_what_changed_after_it_was_approved_is_a_draft_again() -> None:
    budget, client = ready(), clerk(*PUBLISHER)
    client.get(address(budget, "publish"))
    budget.expenditure_lines.filter(cut="function").first().delete()
    shown = Form(client.get(address(budget, "publish"))).data
    again = client.post(address(budget, "publish"), shown, follow=True)
    assert any("提交和审核已作废" in message for message in messages(again))
    assert not Edition.objects.exists() and Budget.objects.get().state == "draft"


def test_what_the_page_shows_is_published() -> None:
    budget, client = ready(), clerk(*PUBLISHER)
    shown = Form(client.get(address(budget, "publish"))).data
    assert messages(client.post(address(budget, "publish"), {**shown, "sha256": "other"})) == [CHANGED]
    client.post(address(budget, "publish"), shown)
    assert Edition.objects.get().sha256 == shown["sha256"]


def test_confirming_twice_publishes_once() -> None:
    budget, client = ready(), clerk(*PUBLISHER)
    shown = Form(client.get(address(budget, "publish"))).data
    client.post(address(budget, "publish"), shown)
    again = client.post(address(budget, "publish"), shown)
    assert any("要修改已公开的文件，请先办理更正" in message for message in messages(again))
    assert Edition.objects.count() == 1


def test_a_publication_that_somebody_else_overtook_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(*_: Any, **__: Any) -> None:
        raise IntegrityError

    budget, client = ready(), clerk(*PUBLISHER)
    shown = Form(client.get(address(budget, "publish"))).data
    monkeypatch.setattr("budgets.editions.publish", overtaken)
    response = client.post(address(budget, "publish"), shown, follow=True)
    assert messages(response) == ["没有公开：另一人刚刚公开了新版次：请看过再决定"]


@pytest.mark.usefixtures("only_by_name")
def test_the_permission_to_publish_alone_is_not_enough() -> None:
    budget, client = ready(), clerk("publish_disclosure")
    assert client.get(address(budget, "publish")).status_code == 404
    assert client.post(address(budget, "publish")).status_code == 404
    assert not Edition.objects.exists()


def test_a_published_budget_keeps_its_year_and_its_unit() -> None:
    budget, client = stored_sample(), clerk()
    before = opened(client, budget).data
    publish(budget, by=None)
    form = opened(client, budget)
    assert "year" in before
    assert not {"year", "unit"} & set(form.data)
    form.data["year"] = "2030"
    assert sent(client, budget, form).status_code == 302
    assert Budget.objects.get().year == budget.year


def test_codes_of_a_published_address_are_read_only(admin_client: Client) -> None:
    budget = stored_sample()
    department = budget.department
    pages = {
        f"/admin/budgets/department/{department.pk}/change/": {"region", "code"},
        f"/admin/budgets/region/{department.region_id}/change/": {"code"},
    }
    for page, names in pages.items():
        assert names <= set(Form(admin_client.get(page)).data)
    publish(budget, by=None)
    for page, names in pages.items():
        assert not names & set(Form(admin_client.get(page)).data)


def test_the_code_of_a_published_unit_is_not_changed(admin_client: Client) -> None:
    budget = stored_sample()
    Budget.objects.filter(pk=budget.pk).update(unit=budget.department.units.first())
    page = f"/admin/budgets/department/{budget.department_id}/change/"
    publish(Budget.objects.get(), by=None)
    form = Form(admin_client.get(page))
    form.data["units-0-name"] = "新名称"
    assert admin_client.post(page, form.data).status_code == 302
    form.data["units-0-code"] = "999001"
    said = errors(admin_client.post(page, form.data))
    assert "这个单位已有公开的文件，公开地址中有它的代码：代码不能再改" in said


def test_a_clerk_without_the_permission_cannot_publish() -> None:
    budget, client = small_budget(), clerk()
    assert address(budget, "publish") not in client.get(address(budget)).content.decode()
    assert client.post(address(budget, "publish")).status_code == 403


@pytest.mark.parametrize("page", ["change", "preview", "publish"])
def test_nobody_gets_in_without_signing_in(page: str) -> None:
    assert "/login/" in Client().post(address(small_budget(), page)).url


def test_a_reader_sees_the_page_and_cannot_save_or_preview() -> None:
    reader = clerk("view_disclosure", "view_budget", "view_expenditureline")
    budget = stored_sample()
    assert reader.get(address(budget)).status_code == 200
    assert reader.post(address(budget), {}).status_code == 403
    assert reader.post(address(budget, "preview"), {}).status_code == 403


def test_a_clerk_who_may_not_change_lines_changes_the_rest() -> None:
    budget = stored_sample()
    client = clerk("view_disclosure", "view_budget", "change_budget", "view_expenditureline")
    form = opened(client, budget)
    kept = {key: value for key, value in form.data.items() if "-" not in key or key.endswith("_FORMS")}
    response = client.post(address(budget), {**kept, "transfer_projects": "3"})
    assert response.status_code == 302, errors(response)
    assert Budget.objects.get().transfer_projects == 3


def test_editions_are_only_looked_at(admin_client: Client) -> None:
    stored_sample()
    assert admin_client.get("/admin/budgets/edition/").status_code == 200
    assert admin_client.get("/admin/budgets/edition/add/").status_code == 403


@pytest.mark.parametrize(
    "model", ["region", "department", "code", "economicmapping", "project", "projectplan", "budget", "finalaccount"]
)
def test_every_list_can_be_searched(admin_client: Client, model: str) -> None:
    stored_sample()
    assert admin_client.get(f"/admin/budgets/{model}/", {"q": "信访"}).status_code == 200
