"""The panel and the page of the checks in the administration, and the gate on the page of publishing."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.checking import examine
from budgets.checking.overrides import digest
from budgets.editions import draft
from budgets.models import CheckOverride, Disclosure, Edition
from tests.admin_pages import Form, address, clerk, messages, sent, stored_sample
from tests.builders import approved
from tests.stub_checks import BASIS, DOUBTFUL, EQUAL, MISSING, NEARLY, TITLE, Only, mend, unequal

pytestmark = pytest.mark.django_db
PUBLISHER = ("view_budget", "change_budget", "explain_disclosure", "confirm_disclosure", "publish_disclosure")
REASON = "上级要求照此列示"


def text(client: Client, made: Disclosure, page: str = "checks", **query: str) -> str:
    return client.get(address(made, page), query).content.decode()


def panel(client: Client, made: Disclosure) -> str:
    found = re.search(r'<details class="checks".*?</details>', text(client, made, "change"), re.S)
    return found[0] if found else ""


def first_digest(made: Disclosure) -> str:
    return digest(examine(made, draft(made)).report.findings[0])


def act(client: Client, made: Disclosure, what: str, **values: str) -> Any:
    data = {"act": what, "digest": first_digest(made), **values}
    return client.post(address(made, "checks"), data, follow=True)


def test_the_panel_is_open_and_tells_what_bars_publishing(only: Only) -> None:
    only(EQUAL, NEARLY, MISSING)
    made = unequal()
    shown = panel(clerk(), made)
    assert shown.startswith('<details class="checks" open>')
    assert "1 处要先处理才能公开" in shown and "相差 10 万元" in shown
    assert re.sub(r"<[^>]+>", "", shown).count("相符 0，尾差 1，不符 1，无法核对 1") == 1
    assert address(made, "checks") in shown


def test_the_panel_is_closed_when_all_is_well(only: Only) -> None:
    only(EQUAL)
    made = unequal()
    mend(made)
    shown = panel(clerk(), made)
    assert shown.startswith('<details class="checks">') and "没有要处理的" in shown


def test_a_form_that_comes_back_has_no_panel(only: Only) -> None:
    only(EQUAL)
    made, client = unequal(), clerk()
    form = Form(client.get(address(made)))
    form.data["year"] = "1"
    assert '<details class="checks"' not in sent(client, made, form).content.decode()


def test_a_mistake_in_a_check_keeps_nobody_from_the_page(only: Only, caplog: pytest.LogCaptureFixture) -> None:
    def broken(book: object) -> object:
        raise ZeroDivisionError

    only(replace(EQUAL, compare=broken))
    assert "这次检查没有完成" in panel(clerk(), unequal())
    assert "勾稽检查没有完成" in caplog.text


def test_the_page_says_everything_of_a_finding_and_leads_to_both_places(only: Only) -> None:
    only(EQUAL)
    made = unequal()
    shown = text(clerk(), made)
    for words in ("不符·矛盾", TITLE, BASIS, "70 万元", "60 万元", "相差 10 万元"):
        assert words in shown
    for anchor in ("B01-income_total-amount", "B01-expenditure_total-amount"):
        assert f"{address(made, 'preview')}#{anchor}" in shown
    for part in ("income", "function", "balances"):
        assert f"{address(made)}#{part}-group" in shown


def test_the_links_arrive(only: Only) -> None:
    only(EQUAL)
    made, client = unequal(), clerk()
    shown = text(client, made)
    pages = {name: text(client, made, name) for name in ("preview", "change")}
    assert "这是草稿的预览" in pages["preview"]
    links = re.findall(rf'href="/admin/budgets/budget/{made.pk}/(\w+)/#([^"]+)"', shown)
    assert {page for page, _ in links} == {"preview", "change"}
    for page, anchor in links:
        assert f'id="{anchor}"' in pages[page]


@pytest.mark.parametrize(
    ("outcome", "there", "gone"),
    [
        ("不符", TITLE, "前后应一致"),
        ("尾差", "前后应一致", f"{TITLE}</h2>"),
        ("无法核对", "另一张表", "前后应一致"),
        ("", "前后应一致", "没有这样的结果"),
        ("别的", "前后应一致", "没有这样的结果"),
        ("相符", "前后应一致", "没有这样的结果"),
    ],
)
def test_findings_are_filtered_by_links(only: Only, outcome: str, there: str, gone: str) -> None:
    only(EQUAL, NEARLY, MISSING)
    shown = text(clerk(), unequal(), outcome=outcome)
    assert there in shown and gone not in shown


@pytest.mark.usefixtures("only_by_name")
@pytest.mark.parametrize("page", ["checks", "preview"])
def test_who_sees_the_page(only: Only, page: str) -> None:
    only(DOUBTFUL)
    made = unequal()
    assert "/login/" in Client().get(address(made, page)).url
    reader, other = clerk("view_disclosure", "view_budget"), clerk("view_finalaccount", "change_finalaccount")
    shown = reader.get(address(made, page))
    assert shown.status_code == 200 and "说明理由，请另一人确认" not in shown.content.decode()
    assert other.get(address(made, page)).status_code == 403
    assert clerk().get(f"/admin/budgets/budget/0/{page}/").status_code in (403, 404)


def test_who_may_only_look_lets_nothing_stand(only: Only) -> None:
    only(DOUBTFUL)
    made, reader = unequal(), clerk("view_disclosure", "view_budget")
    for what in ("request", "confirm", "withdraw"):
        data = {"act": what, "digest": first_digest(made), "reason": REASON}
        response = reader.post(address(made, "checks"), data)
        assert response.status_code == 403, what
    assert not CheckOverride.objects.exists()


def test_one_says_why_another_confirms_and_it_is_published(only: Only) -> None:
    only(DOUBTFUL)
    made, first, second = unequal(), clerk(*PUBLISHER), clerk(*PUBLISHER)
    assert messages(act(first, made, "request", reason=REASON)) == ["已说明理由，等待另一人确认。"]
    assert "等待另一人确认" in text(first, made) and 'value="confirm"' not in text(first, made)
    assert messages(act(first, made, "confirm")) == ["说明和确认要由两个人做：请另一人确认"]
    assert 'value="confirm"' in text(second, made)
    assert messages(act(second, made, "confirm")) == ["已确认说明。"]
    assert "可以照此公开" in text(second, made)
    approved(made)
    first.post(address(made, "publish"), Form(first.get(address(made, "publish"))).data)
    assert Edition.objects.get().checked["findings"][0]["override"] == REASON


def test_an_edit_makes_what_was_said_void(only: Only) -> None:
    only(DOUBTFUL)
    made, client = unequal(), clerk()
    act(client, made, "request", reason=REASON)
    said = CheckOverride.objects.get().digest
    made.income_lines.update(amount="710000.00")
    shown = text(clerk(), made)
    assert "已失效的说明" in shown and REASON in shown
    again = clerk().post(address(made, "checks"), {"act": "confirm", "digest": said}, follow=True)
    assert messages(again) == ["内容已经改变，这条提醒不再是原来的样子：请重新核对"]
    clerk().post(address(made, "checks"), {"act": "withdraw", "digest": said})
    assert "已失效的说明" not in text(client, made)


@pytest.mark.parametrize("data", [{}, {"act": "publish"}, {"act": ""}])
def test_another_act_is_none(only: Only, data: dict[str, str]) -> None:
    only(DOUBTFUL)
    assert clerk().post(address(unequal(), "checks"), data).status_code == 404


def test_a_contradiction_offers_no_reason_and_takes_none(only: Only) -> None:
    only(EQUAL)
    made, client = unequal(), clerk()
    assert "<textarea" not in text(client, made)
    data = {"act": "request", "digest": first_digest(made), "reason": REASON}
    response = client.post(address(made, "checks"), data, follow=True)
    assert messages(response) == ["只有“提醒”可以说明理由后公开；矛盾必须改正"]
    assert not CheckOverride.objects.exists()


@pytest.mark.parametrize("check", [EQUAL, DOUBTFUL])
def test_the_page_of_publishing_refuses_and_says_why(only: Only, check: object) -> None:
    only(check)
    made, client = approved(unequal()), clerk(*PUBLISHER)
    page = client.get(address(made, "publish"))
    shown = page.content.decode()
    assert "还不能公开" in shown and TITLE in shown and "确认公开" not in shown
    assert f"{address(made, 'preview')}#B01-income_total-amount" in shown
    response = client.post(address(made, "publish"), Form(page).data)
    assert messages(response) == ["没有公开：勾稽检查有矛盾，或没有经两人说明的提醒，都列在本页"]
    assert not Edition.objects.exists()


def test_opening_the_page_of_the_checks_takes_as_many_queries_for_many_findings(only: Only) -> None:
    only(EQUAL, DOUBTFUL, NEARLY, MISSING)
    client, counts = clerk(), []
    for made in (unequal("101"), stored_sample(), unequal("103")):
        client.get(address(made, "checks"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(made, "checks"))
        counts.append(len(queries))
    assert counts[0] == counts[2] and max(counts) <= 65
