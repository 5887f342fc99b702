"""The public pages: the list, a document, its files, editions, and what a reader who has them already is told."""

import json
import re
import subprocess
from collections import OrderedDict
from dataclasses import replace
from html import unescape
from pathlib import Path
from shutil import which

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document, canonical, from_json, sha256, to_json
from budgets.editions import draft, pdf_path
from budgets.editions.reading import with_sha256
from budgets.models import Code, Disclosure, Edition
from budgets.site import page
from budgets.site.page import page_context
from tests.builders import freeze

pytestmark = pytest.mark.django_db
SLUG = "410800-101-2024-budget"
PAGE = f"/d/{SLUG}/"


@pytest.fixture
def budgets() -> dict[str, Disclosure]:
    """The four budgets of 2024 in Henan."""
    load_classification()
    shown = [
        data for data in samples() if data["disclosure"]["layout"].startswith("henan") and data["kind"] == "budget"
    ]
    return {budget.slug: budget for budget in map(load_sample, shown)}


@pytest.fixture
def edition(budgets: dict[str, Disclosure]) -> Edition:
    return freeze(budgets[SLUG])


def test_the_list_names_what_is_published_and_nothing_else(client: Client, edition: Edition) -> None:
    text = client.get("/disclosures/").content.decode()
    assert f'href="{PAGE}"' in text and "中国共产党焦作市委员会办公室" in text
    assert "1 份文件" in text and "凤泉区" not in text


def test_the_list_asks_as_much_of_the_database_for_one_as_for_many(
    client: Client, budgets: dict[str, Disclosure]
) -> None:
    freeze(budgets[SLUG])
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/disclosures/")
    for slug, budget in budgets.items():
        if slug != SLUG:
            freeze(budget)
    with CaptureQueriesContext(connection) as many:
        assert "4 份文件" in client.get("/disclosures/").content.decode()
    assert len(one) == len(many) <= 6


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=信访", 1),
        ("q=焦作 解放", 1),
        ("q=没有", 0),
        ("region=410802", 1),
        ("region=999999", 4),
        ("year=2024", 4),
        ("kind=budget", 4),
        ("kind=final", 0),
        ("sort=-name", 4),
        ("sort=nonsense", 4),
        ("page=99", 4),
    ],
)
def test_the_list_can_be_narrowed(client: Client, budgets: dict[str, Disclosure], query: str, count: int) -> None:
    for budget in budgets.values():
        freeze(budget)
    response = client.get(f"/disclosures/?{query}")
    assert response.status_code == 200
    assert f"{count} 份文件" in response.content.decode()


def test_the_list_leads_to_the_year_of_a_department(client: Client, edition: Edition) -> None:
    name = edition.disclosure.department.name
    link = f'<a href="/departments/410800-101/2024/" aria-label="{name}2024年的预算和决算">2024</a>'
    assert link in client.get("/disclosures/").content.decode()


def test_a_search_that_finds_nothing_says_what_it_searches(client: Client, edition: Edition) -> None:
    assert "可以搜索部门、单位的名称或代码、地区" in client.get("/disclosures/?q=没有").content.decode()


def test_only_the_live_edition_is_listed(client: Client, budgets: dict[str, Disclosure]) -> None:
    for number in (1, 2):
        freeze(budgets[SLUG], number)
    text = client.get("/disclosures/").content.decode()
    assert "1 份文件" in text and "第 2 版" in text and "第 1 版" not in text


def test_the_page_shows_the_document_and_where_it_comes_from(client: Client, edition: Edition) -> None:
    response = client.get(PAGE)
    text = response.content.decode()
    for words in ("2024年度部门预算", "焦作市", "第 1 版", edition.sha256[:12], f"{PAGE}e1.pdf", f"{PAGE}e1.json"):
        assert words in text
    assert '<td class="num" id="B03-__-basic">2,733.54</td>' in text
    assert "style=" not in text and "<style" not in text and "onclick" not in text


def test_the_page_takes_few_queries(client: Client, edition: Edition, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get(PAGE)


def test_an_older_edition_stays_and_points_to_the_newer(client: Client, budgets: dict[str, Disclosure]) -> None:
    freeze(budgets[SLUG])
    freeze(budgets[SLUG], 2, "更正重点项目的名称")
    old, new = client.get(f"{PAGE}e1/").content.decode(), client.get(PAGE).content.decode()
    assert "这是第 1 版，已有更新的版本" in old and "第 2 版" in old
    assert "更正重点项目的名称" in new and "已有更新的版本" not in new


def test_the_json_is_the_frozen_document(client: Client, edition: Edition) -> None:
    response = client.get(f"/d/{SLUG}.json")
    data = json.loads(response.content)
    assert data == to_json(from_json(json.loads(edition.document)))
    assert data["sha256"] == edition.sha256
    assert "焦作市".encode() in response.content
    assert response.content == client.get(f"{PAGE}e1.json").content


def test_the_pdf_is_the_stored_one(client: Client, edition: Edition) -> None:
    assert client.get(f"/d/{SLUG}.pdf").status_code == 404
    path = pdf_path(SLUG, 1)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.7 stored")
    response = client.get(f"/d/{SLUG}.pdf")
    assert b"".join(response) == b"%PDF-1.7 stored"
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{SLUG}-e1.pdf"' in response["Content-Disposition"]


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}e1/", f"/d/{SLUG}.json"])
def test_a_reader_who_has_it_already_is_told_so(client: Client, edition: Edition, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Last-Modified" not in first
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_name_of_a_code_that_changes_makes_the_page_new(client: Client, edition: Edition) -> None:
    first = client.get(PAGE)
    assert "一般公共服务支出" in structure(first.content.decode())
    Code.objects.filter(scheme=Code.FUNCTIONAL, code="201").update(name="为大家服务")
    again = client.get(PAGE, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and again["ETag"] != first["ETag"]
    assert "为大家服务" in structure(again.content.decode())


def structure(page: str) -> str:
    """The table of the chart of what money is spent on."""
    return page[page.index('<table aria-labelledby="chart-structure">') :].partition("</table>")[0]


def test_a_document_is_drawn_once_while_the_names_of_codes_are_the_same(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_RECENT", OrderedDict())  # what is drawn here is not kept for others
    drawn: list[str] = []
    monkeypatch.setattr(page, "body_html", lambda document, below: drawn.append(document.slug) or "")
    for _ in range(2):
        assert client.get(PAGE).status_code == 200
    assert drawn == [SLUG]


@pytest.mark.parametrize(
    ("slug", "told"),
    [(SLUG, "万元"), ("310107-wanli-2024-budget", "说明 万元，多数表 元（以各表所注为准）")],
)
def test_the_units_of_narrative_and_tables_are_told(documents: dict[str, Document], slug: str, told: str) -> None:
    text = render_to_string("disclosure.html", page_context(documents[slug]))
    assert f"<dt>金额单位</dt><dd>{told}</dd>" in text


def test_tables_that_all_have_another_unit_are_told_as_such(documents: dict[str, Document]) -> None:
    document = documents["310107-wanli-2024-budget"]
    sections = tuple(
        replace(section, tables=tuple(table for table in section.tables if table.unit == "元"))
        for section in document.sections
    )
    assert page.unit_words(replace(document, sections=sections)) == "说明 万元，表 元"


def command(client: Client, key: str) -> str:
    """A command of the page on the open data."""
    text = client.get("/data/").content.decode()
    found = re.search(rf'<pre id="{key}"><code>(.*?)</code></pre>', text, re.S)
    assert found
    return unescape(found[1])


def test_the_digest_is_checked_as_the_page_says(client: Client, documents: dict[str, Document], tmp_path: Path) -> None:
    fetch, _, check = command(client, "check-python").partition("\n")
    assert fetch == "curl -o e1.json http://testserver/d/410800-101-2024-budget/e1.json"
    for slug, document in documents.items():
        served = with_sha256(canonical(document).decode(), sha256(document))
        (tmp_path / "e1.json").write_bytes(served)
        assert run(check, tmp_path) == f"{sha256(document)} 相符\n", slug
        (tmp_path / "e1.json").write_bytes(served.replace(b'"year":20', b'"year":30'))
        assert run(check, tmp_path).endswith(" 不符\n"), slug


def test_the_digest_of_the_page_is_that_of_its_json(client: Client, edition: Edition, tmp_path: Path) -> None:
    text = client.get(PAGE).content.decode()
    note = re.search(r'<p class="note" id="sha256">.*?</p>', text, re.S)
    assert note and 'href="/data/#check"' in note[0]
    shown = re.search(r"SHA-256 <code>(.*?)</code>", note[0])
    assert shown and shown[1].replace("<wbr>", "") == edition.sha256
    (tmp_path / "e1.json").write_bytes(client.get(f"{PAGE}e1.json").content)
    assert run(command(client, "check-python").partition("\n")[2], tmp_path) == f"{edition.sha256} 相符\n"


@pytest.mark.skipif(not which("jq"), reason="no jq here")
def test_the_digest_is_checked_with_jq_as_the_page_says(client: Client, edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "e1.json").write_bytes(client.get(f"{PAGE}e1.json").content)
    found, stated = run(command(client, "check-jq"), tmp_path).split("\n")[:2]
    assert found.split()[0] == stated == edition.sha256


def run(script: str, folder: Path) -> str:
    """What a script of the shell prints, run in a folder."""
    done = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_a_correction_makes_the_page_new(client: Client, budgets: dict[str, Disclosure]) -> None:
    freeze(budgets[SLUG])
    before = client.get(f"{PAGE}e1/")["ETag"]
    freeze(budgets[SLUG], 2)
    assert client.get(f"{PAGE}e1/", headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("path", ["/d/none/", "/d/none.json", "/d/none.pdf", f"{PAGE}e9/", f"{PAGE}e0/", "/nowhere"])
def test_what_is_not_there_is_said_in_chinese(client: Client, edition: Edition, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


def test_a_page_is_only_read(client: Client, edition: Edition) -> None:
    assert client.post(PAGE).status_code == 405


def test_the_preview_of_a_draft_says_that_it_is_one(budgets: dict[str, Disclosure], rf: object) -> None:
    from django.template.loader import render_to_string

    text = render_to_string("disclosure.html", page_context(draft(budgets[SLUG])))
    assert "这是草稿的预览，尚未公开" in text and "下载 PDF" not in text and "2,733.54" in text


@pytest.mark.parametrize("query", ["per_page=-1", "per_page=99999999", "page=-1", "page=x", "sort=nothing"])
def test_an_odd_query_gives_the_list_all_the_same(client: Client, edition: Edition, query: str) -> None:
    assert client.get(f"/disclosures/?{query}").status_code == 200


def test_a_code_or_a_year_finds_its_documents(client: Client, edition: Edition) -> None:
    assert f"/d/{SLUG}/" in client.get("/disclosures/?q=410800-101").content.decode()
    assert f"/d/{SLUG}/" not in client.get("/disclosures/?q=2019").content.decode()


def test_older_editions_can_be_reached(client: Client, budgets: dict[str, Disclosure]) -> None:
    freeze(budgets[SLUG])
    freeze(budgets[SLUG], 2)
    assert f'href="{PAGE}e1/"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_are_chinese(template: str) -> None:
    text = render_to_string(template)
    assert 'lang="zh-CN"' in text and re.search("[\u4e00-\u9fff]{4}", text)
