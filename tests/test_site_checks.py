"""The public side of the checks: the line on the page of a document, the page of every check."""

import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.checking import examine
from budgets.checking.overrides import confirm, request
from budgets.checks import Check
from budgets.checks.book import Book
from budgets.checks.model import RULE, Comparison, Side
from budgets.document import to_json
from budgets.editions import document_of, draft, publish
from budgets.models import Budget, Edition
from budgets.site import checked
from tests.builders import freeze
from tests.stub_checks import ASKED, BASIS, DOUBTFUL, EQUAL, MISSING, NEARLY, TITLE, Only, mend, unequal

pytestmark = pytest.mark.django_db
SLUG = "410800-101-2024-budget"
PAGE, CHECKS = f"/d/{SLUG}/", f"/d/{SLUG}/checks/"


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgets.editions.files.pdf_bytes", lambda document: b"%PDF-1.7")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Editions of different tests are of the same words: what was checked for one is not for the next."""
    checked._RECENT.clear()


def published(made: Budget | None = None) -> Edition:
    made = made or unequal()
    mend(made)
    return publish(made, by=None)


def text(client: Client, path: str = CHECKS) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ((EQUAL,), "已核对 1 个等式，全部相符"),
        ((EQUAL, NEARLY), "已核对 2 个等式，1 处尾差"),
        ((EQUAL, NEARLY, MISSING), "已核对 2 个等式，1 处尾差，1 处无法核对"),
        ((MISSING,), "没有可以核对的等式"),
    ],
)
def test_the_page_of_a_document_says_how_much_was_checked(
    client: Client, only: Only, checks: tuple[Check, ...], words: str
) -> None:
    only(*checks)
    published()
    assert f'<a href="{CHECKS}">{words}</a>' in text(client, PAGE)
    assert f'<p class="lead">{words}。</p>' in text(client)


def test_a_question_is_told_as_one_and_not_as_unknown(client: Client, only: Only) -> None:
    only(MISSING, ASKED)
    publish(unequal(), by=None)
    assert "没有可以核对的等式" in text(client, PAGE) and "疑问" not in text(client, PAGE)
    shown = text(client)
    assert re.findall(r'<span class="outcome">(.*?)</span>', shown) == ["疑问", "无法核对"]


def test_every_check_is_listed_and_what_does_not_hold_is_told(client: Client, only: Only) -> None:
    only(EQUAL, NEARLY, MISSING)
    published()
    shown = text(client)
    for words in (TITLE, BASIS, "try-01", "收入总计前后应一致", "相差 0.005 万元", "70.005 万元", "缺少"):
        assert words in shown
    assert f"{PAGE}#B01-income_total-amount" in shown
    cells = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)<td>", shown, re.S)
    assert {name: re.findall(r'num">(\d*)', counts) for name, counts in cells} == {
        TITLE: ["1", "1", "", "", "", ""],
        "收入总计前后应一致": ["1", "", "1", "", "", ""],
        "收入总计应等于另一张表": ["1", "", "", "", "", "1"],
    }


def test_the_number_of_a_check_stands_behind_its_ground(client: Client, only: Only) -> None:
    only(NEARLY, MISSING)
    published()
    shown = text(client)
    assert f'<p class="ground">依据：{BASIS}　<small class="base">编号 try-04</small></p>' in shown
    assert '<p class="ground"><small class="base">编号 try-05</small></p>' in shown
    assert f'<td>{BASIS} <small class="base">try-04</small></td>' in shown


@pytest.mark.parametrize(("many", "closed"), [(5, 0), (6, 1), (12, 7)])
def test_of_many_findings_of_one_outcome_the_first_are_shown_and_the_rest_is_opened(
    client: Client, only: Only, many: int, closed: int
) -> None:
    def often(book: Book) -> Iterator[Comparison]:
        for number in range(many):
            yield Comparison(Side(words=f"第 {number} 处"), Side(), RULE)
        yield from NEARLY.compare(book)

    only(Check("try-07", "处处", often))
    published()
    shown = text(client)
    assert re.findall(r"第 (\d+) 处", shown) == [str(number) for number in range(many)]
    opened = re.search(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", shown, re.S)
    assert bool(opened) == bool(closed)
    if opened:
        assert opened[1] == f"无法核对还有 {closed} 处"
        assert opened[2].count('<span class="outcome">无法核对</span>') == closed
        assert "第 4 处" not in opened[2] and "尾差</span>" not in opened[2]


def test_the_links_arrive(client: Client, only: Only) -> None:
    only(NEARLY, ASKED)
    published()
    document = text(client, PAGE)
    anchors = re.findall(rf'href="{PAGE}#([^"]+)"', text(client))
    assert anchors and all(f'id="{anchor}"' in document for anchor in anchors)


def test_what_two_people_let_stand_is_shown_with_its_reason_and_without_their_names(client: Client, only: Only) -> None:
    only(DOUBTFUL)
    made = unequal()
    people = [User.objects.create_superuser(name, first_name=name) for name in ("zhangsan", "lisi")]
    (found,) = examine(made, draft(made)).report.warnings
    request(made, found, "上级要求照此列示", people[0])
    confirm(made, found, people[1])
    publish(made, by=people[0])
    shown = text(client)
    assert "公开单位的说明：上级要求照此列示" in shown and "相差 10 万元" in shown
    assert "zhangsan" not in shown and "lisi" not in shown
    assert "1 处不符" in text(client, PAGE)


def test_an_edition_keeps_what_was_said_when_it_was_published(client: Client, only: Only) -> None:
    only(EQUAL)
    edition = published()
    only(NEARLY, MISSING)
    assert "全部相符" in text(client)
    assert edition.checked["counts"] == {"相符": 1, "尾差": 0, "不符": 0, "无法核对": 0}
    assert "随这一版保存" in text(client)


def test_an_older_edition_is_checked_when_it_is_read_once(client: Client, only: Only) -> None:
    asked = []

    def equal(book: object) -> object:
        asked.append(book)
        return EQUAL.compare(book)

    only(Check("try-07", TITLE, equal))
    edition = freeze(unequal())
    assert edition.checked is None
    shown = text(client)
    assert "公开时还没有核对" in shown and "1 处不符" in shown and "相差 10 万元" in shown
    text(client), text(client, PAGE)
    assert len(asked) == 1


def test_every_edition_has_its_own(client: Client, only: Only) -> None:
    only(EQUAL)
    made = unequal()
    published(made)
    only(EQUAL, NEARLY)
    publish(made, by=None, reason="更正")
    first, second = text(client, f"{PAGE}e1/checks/"), text(client, f"{PAGE}e2/checks/")
    assert "全部相符" in first and "已有更新的版本" in first and f'href="{CHECKS}"' in first
    assert "1 处尾差" in second and f"{PAGE}e2/#B01-income_total-amount" in second
    assert f'href="{PAGE}e1/checks/"' in text(client, f"{PAGE}e1/")


@pytest.mark.parametrize("stored", [True, False])
def test_the_pages_take_few_queries(
    client: Client, only: Only, stored: bool, django_assert_max_num_queries: object
) -> None:
    only(EQUAL, NEARLY, MISSING)
    published() if stored else freeze(unequal())
    for path, count in ((CHECKS, 2 + stored), (PAGE, 4), (f"{PAGE}e1/checks/", 2 + stored)):
        with django_assert_max_num_queries(count):  # type: ignore[operator]
            client.get(path)


def test_only_the_page_of_the_checks_reads_what_they_said_in_full(client: Client, only: Only) -> None:
    def read(path: str, **headers: str) -> bool:
        with CaptureQueriesContext(connection) as queries:
            client.get(path, headers=headers)
        assert len(queries) > 0
        return any('"checked"' in query["sql"] for query in queries)

    only(EQUAL, NEARLY)
    published()
    assert read(CHECKS)
    assert not read(CHECKS, **{"if-none-match": client.get(CHECKS)["ETag"]})
    for path in ("/", PAGE, f"{PAGE}e1/", f"/d/{SLUG}.json", f"/d/{SLUG}.pdf"):
        assert not read(path), path


@pytest.mark.parametrize("path", [CHECKS, PAGE])
def test_a_rename_makes_the_page_new(client: Client, only: Only, path: str) -> None:
    only(EQUAL)
    edition = published()
    before = client.get(path)["ETag"]
    department = edition.disclosure.department
    department.name = "焦作市另一个局"
    department.save()
    again = client.get(path, headers={"if-none-match": before})
    assert again.status_code == 200 and "焦作市另一个局" in again.content.decode()


def test_what_was_said_is_in_the_tag(client: Client, only: Only) -> None:
    only(EQUAL)
    edition = published()
    before = client.get(CHECKS)["ETag"]
    Edition.objects.filter(pk=edition.pk).update(summary={**edition.summary, "sha256": "0" * 64})
    assert client.get(CHECKS)["ETag"] != before


@pytest.mark.parametrize("path", [CHECKS, f"{PAGE}e1/checks/"])
def test_a_reader_who_has_it_already_is_told_so(client: Client, only: Only, path: str) -> None:
    only(EQUAL)
    published()
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_correction_makes_the_page_new(client: Client, only: Only) -> None:
    only(EQUAL)
    made = unequal()
    published(made)
    before = client.get(f"{PAGE}e1/checks/")["ETag"]
    publish(made, by=None, reason="更正")
    assert client.get(f"{PAGE}e1/checks/", headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("path", ["/d/none/checks/", f"{PAGE}e9/checks/"])
def test_what_is_not_there_is_not_found(client: Client, only: Only, path: str) -> None:
    only()
    published()
    assert client.get(path).status_code == 404


def test_the_page_has_no_style_or_script_of_its_own_and_is_only_read(client: Client, only: Only) -> None:
    only(EQUAL, NEARLY)
    published()
    shown = text(client)
    assert "style=" not in shown and "<style" not in shown and "<script" not in shown
    assert client.post(CHECKS).status_code == 405


def test_the_json_of_an_edition_stays_the_document(client: Client, only: Only) -> None:
    only(EQUAL, NEARLY)
    edition = published()
    assert json.loads(client.get(f"/d/{SLUG}.json").content) == to_json(document_of(edition))
