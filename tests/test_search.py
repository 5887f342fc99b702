"""The search: what is found and what is not, the place that is shown, spellings, pages, and queries of the database."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from budgets.catalogue import renew_names
from budgets.catalogue.index import Way, of_live_editions
from budgets.catalogue.searching import KINDS, LONGEST, MARKS, search
from budgets.catalogue.shortening import shortened, with_region
from budgets.catalogue.words import found_in, is_chinese, marked, phrases, runs, words
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document
from budgets.extracts import PASSAGES, passages
from budgets.formats.anchors import ids_of
from budgets.models import CatalogueEntry, CatalogueMeasure, CataloguePassage, Department, Disclosure, Edition, Unit
from budgets.site.amounts import MONEY
from budgets.site.search import excerpt
from tests import builders
from tests.admin_pages import Form
from tests.builders import freeze, put_off, taken_back

pytestmark = pytest.mark.django_db
JIEFANG, JIAOZUO = "410802-524-2024-budget", "410800-101-2024-budget"


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Edition]]:
    """The samples, each with an edition; made once, what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_classification()
        made = {sample.slug: freeze(sample) for sample in map(load_sample, samples())}
        yield made
        transaction.set_rollback(True)


def page(client: Client, **asked: Any) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def hits(text: str) -> list[tuple[str, str, str]]:
    """Every hit of a page: where it leads, its title, its place, without marks."""
    found = re.findall(r'<li><h3><a href="([^"]+)">(.*?)</a></h3>.*?<p class="place">(.*?)</p></li>', text, re.DOTALL)
    return [(unescape(href), plain(title), plain(place)) for href, title, place in found]


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def told(text: str) -> str:
    return plain(re.search(r'role="status" class="told">(.*?)</p>', text)[1])  # type: ignore[index]


# What is found, and the place that is shown


@pytest.mark.parametrize(
    "query", ["焦作市解放区信访局", "信访局", "解放区 信访", "xfj", "XFJ", "jfqxfj", "xinfangju", "jiefang", "524001"]
)
def test_a_department_is_found_by_name_initials_pinyin_and_code(
    client: Client, published: dict[str, Edition], query: str
) -> None:
    found = hits(page(client, q=query, kind="name"))
    assert found == [("/departments/410802-524/", "焦作市解放区信访局", "解放区，代码 524")]


def test_a_department_is_found_by_initials_from_any_syllable_on(client: Client, published: dict[str, Edition]) -> None:
    for query in ("wljdbsc", "wlj", "ptqrmzf"):
        assert [href for href, _, _ in hits(page(client, q=query))] == ["/departments/310107-wanli/"]


def test_a_department_is_found_by_its_short_name(client: Client, published: dict[str, Edition]) -> None:
    department = Department.objects.get(code="524")
    department.short_name = "区信访办"
    department.save()
    renew_names(department)
    assert hits(page(client, q="信访办", kind="name"))[0][0] == "/departments/410802-524/"


def test_a_unit_leads_to_its_department_or_its_own_document(client: Client, published: dict[str, Edition]) -> None:
    place = "焦作市，中国共产党焦作市委员会办公室所属单位，代码 "
    unit = Unit.objects.get(name="焦作市档案馆")
    assert hits(page(client, q="档案馆", kind="name")) == [
        ("/departments/410800-101/", "焦作市档案馆", f"{place}{unit.code}")
    ]
    budget = published[JIAOZUO].disclosure
    own = Disclosure.objects.create(
        kind="budget", department=budget.department, unit=unit, year=2024, layout=budget.layout
    )
    freeze(own)
    assert hits(page(client, q="dag", kind="name"))[0][0] == f"/d/{own.slug}/"


@pytest.mark.parametrize(
    ("query", "kind", "href", "title", "place"),
    [
        (
            "信访值班",
            "project",
            f"/d/{JIEFANG}/#B12-524_410802240000000015211-total",
            "信访值班经费　410802240000000015211",
            "焦作市解放区信访局 2024年部门预算，2024年项目支出预算表",
        ),
        (
            "410802240000000015211",
            "project",
            f"/d/{JIEFANG}/#B12-524_410802240000000015211-total",
            "信访值班经费　410802240000000015211",
            "焦作市解放区信访局 2024年部门预算，2024年项目支出预算表",
        ),
        (
            "2014004",
            "item",
            f"/d/{JIEFANG}/#B03-524_2014004-total",
            "2014004　信访业务",
            "焦作市解放区信访局 2024年部门预算，2024年部门支出预算表",
        ),
        (
            "信访业务",
            "item",
            f"/d/{JIEFANG}/#B03-524_2014004-total",
            "2014004　信访业务",
            "焦作市解放区信访局 2024年部门预算，2024年部门支出预算表",
        ),
        (
            "30%奖励性绩效工资",
            "item",
            f"/d/{JIEFANG}/#B07-524001_3-total",
            "30%奖励性绩效工资",
            "焦作市解放区信访局 2024年部门预算，2024年一般公共预算基本支出明细表",
        ),
        (
            "信访总量下降率",
            "indicator",
            f"/d/{JIEFANG}/#B14",
            "信访总量下降率　≥3%",
            "焦作市解放区信访局 2024年部门预算，2024年度部门（单位）整体绩效目标表",
        ),
        (
            "接访电话使用及时性",
            "indicator",
            f"/d/{JIEFANG}/#B15",
            "接访电话使用及时性　≥80%",
            "焦作市解放区信访局 2024年部门预算，2024领导接访电话费",
        ),
        (
            "规划建筑面积",
            "indicator",
            "/d/310107-wanli-2023-budget/#B15",
            "规划建筑面积　≥13459.00(平方米)",
            "上海市普陀区人民政府万里街道办事处 2023年部门预算，新建万里街道社区公共服务中心",
        ),
        (
            "复查委员会办公室",
            "words",
            f"/d/{JIEFANG}/#s-structure-1",
            "（一）机构设置情况",
            "焦作市解放区信访局 2024年部门预算",
        ),
    ],
)
def test_every_kind_is_found_with_its_place(
    client: Client,
    published: dict[str, Edition],
    query: str,
    kind: str,
    href: str,
    title: str,
    place: str,
) -> None:
    found = hits(page(client, q=query, kind=kind))
    assert found[0] == (href, title, place)


def test_codes_are_found_by_how_they_begin(client: Client, published: dict[str, Edition]) -> None:
    found = hits(page(client, q="20131", kind="item"))
    assert found and all(title.startswith("20131") for _, title, _ in found)
    assert hits(page(client, q="２０１３１", kind="item")) == found
    assert {title.partition("　")[0] for _, title, _ in hits(page(client, q="2013101", kind="item"))} == {"2013101"}


@pytest.mark.parametrize(
    "query", ["三公", "“三公”经费", "三公经费", '"三公"', "＂三公＂", "「三公」经费", "'三公'经费", "‘三公’"]
)
def test_three_public_is_found_however_it_is_spelt(client: Client, published: dict[str, Edition], query: str) -> None:
    text = page(client, q=query, kind="words")
    assert "<mark>三公" in text
    assert {href.partition("#")[0] for href, _, _ in hits(text)} >= {f"/d/{JIEFANG}/", f"/d/{JIAOZUO}/"}


def test_letters_are_found_in_either_case(client: Client, published: dict[str, Edition]) -> None:
    assert hits(page(client, q="机要mm设备")) == hits(page(client, q="机要ＭＭ设备")) != []


def test_one_character_finds_words_that_begin_with_it_and_that_end_with_it(
    client: Client, published: dict[str, Edition]
) -> None:
    within = {region: page(client, q="费", kind="project", region=region) for region in ("410800", "410395")}
    assert "档案保护<mark>费</mark>　" in within["410800"] and "学习<mark>费</mark>用" in within["410395"]


def test_all_words_have_to_be_found(client: Client, published: dict[str, Edition]) -> None:
    assert hits(page(client, q="信访 值班", kind="project"))
    assert not hits(page(client, q="信访 档案", kind="project"))


def test_a_table_is_found_by_its_printed_number_and_title(client: Client, published: dict[str, Edition]) -> None:
    final = "410803-101-2023-final"
    for query, place, title in (
        ("公开06表", f"/d/{final}/#F06", "公开06表　一般公共预算财政拨款基本支出决算明细表"),
        ("公开 06表", f"/d/{final}/#F06", "公开06表　一般公共预算财政拨款基本支出决算明细表"),
        ("预算05表", f"/d/{JIAOZUO}/#B05", "预算05表　2024年一般公共预算支出预算表"),
        ("预算０５表", f"/d/{JIAOZUO}/#B05", "预算05表　2024年一般公共预算支出预算表"),
    ):
        text = page(client, q=query)
        assert [href for href, _, _ in hits(text)] == [place] and title in plain(text)


def test_every_printed_number_of_a_table_leads_to_it(documents: dict[str, Document]) -> None:
    numbered = 0
    for document in documents.values():
        told_of = {passage.fragment: passage.text for passage in passages(document)}
        for table in document.tables():
            assert told_of[table.code].startswith(table.number) and table.title in told_of[table.code]
            numbered += bool(table.number)
    assert numbered == 24


# Documents


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("焦作市解放区信访局2024年度部门预算", [JIEFANG]),
        ("焦作市解放区信访局2024年部门预算", [JIEFANG]),
        ("万里街道2023年部门预算", ["310107-wanli-2023-budget"]),
        ("万里街道 预算", ["310107-wanli-2024-budget", "310107-wanli-2023-budget"]),
        ("中站区委办 2023 决算", ["410803-101-2023-final"]),
        ("焦作 部门决算", ["410803-101-2023-final"]),
        ("市委办", [JIAOZUO]),
    ],
)
def test_a_document_is_found_by_its_title_and_by_whose_it_is(
    client: Client, published: dict[str, Edition], query: str, only: list[str]
) -> None:
    found = hits(page(client, q=query, kind="document"))
    assert sorted(href for href, _, _ in found) == sorted(f"/d/{slug}/" for slug in only)
    assert all(title == published[href.split("/")[2]].entry.title for href, title, _ in found)
    assert all("2024-02-01 公开" in place for *_, place in found)


# Words that narrow: departments, regions, years


def slugs(found: list[tuple[str, str, str]]) -> set[str]:
    return {href.split("/")[2] for href, _, _ in found if href.startswith("/d/")}


@pytest.mark.parametrize(
    ("query", "kind", "only"),
    [
        ("万里街道 三公", "words", {"310107-wanli-2023-budget", "310107-wanli-2024-budget"}),
        ("三公 万里街道", "words", {"310107-wanli-2023-budget", "310107-wanli-2024-budget"}),
        ("wljd 三公", "words", {"310107-wanli-2023-budget", "310107-wanli-2024-budget"}),
        ("万里街道 三公 2023", "words", {"310107-wanli-2023-budget"}),
        ("万里街道 2023年度 三公", "words", {"310107-wanli-2023-budget"}),
        ("焦作 接待费", "words", {JIAOZUO, JIEFANG, "410803-101-2023-final"}),
        ("河南 中站 接待费", "words", {"410803-101-2023-final"}),
        ("普陀区 行政运行", "item", {"310107-wanli-2024-budget", "310107-social-work-2024-final"}),
        ("信访局 2080505", "item", {JIEFANG}),
        ("2080505 信访局", "item", {JIEFANG}),
        ("焦作 信访局 2080505", "item", {JIEFANG}),
        ("焦作市委办 运行经费", "words", {JIAOZUO}),
        ("信访局 信访", "words", {JIEFANG}),
        ("解放区 2024", "words", {JIEFANG}),
        ("中站区委办 三公 决算", "words", {"410803-101-2023-final"}),
        ("焦作 预算 接待费", "words", {JIAOZUO, JIEFANG}),
        ("普陀 部门决算 行政运行", "item", {"310107-social-work-2024-final"}),
    ],
)
def test_names_and_years_narrow_what_the_other_words_find(
    client: Client, published: dict[str, Edition], query: str, kind: str, only: set[str]
) -> None:
    assert slugs(hits(page(client, q=query, kind=kind))) == only


def test_the_department_that_narrows_is_shown_and_what_holds_all_words_as_well(
    client: Client, published: dict[str, Edition]
) -> None:
    found = hits(page(client, q="万里街道 三公"))
    assert found[0][0] == "/departments/310107-wanli/" and len(slugs(found)) == 2
    within = {hit[0] for hit in hits(page(client, q="信访 值班", kind="project"))}
    assert f"/d/{JIEFANG}/#B12-524_410802240000000015211-total" in within


def test_a_department_of_whom_nothing_is_found_is_no_answer(client: Client, published: dict[str, Edition]) -> None:
    assert told(page(client, q="信访局 量子计算机")) == "没有找到“信访局 量子计算机”。"
    assert hits(page(client, q="信访局 2024"))[0][0] == "/departments/410802-524/"
    assert [href for href, _, _ in hits(page(client, q="信访局 焦作", kind="name"))] == ["/departments/410802-524/"]


def test_a_year_narrows_departments_too(client: Client, published: dict[str, Edition]) -> None:
    assert hits(page(client, q="万里街道 2023年", kind="name"))
    assert told(page(client, q="信访局 2023", kind="name")).startswith("没有找到“信访局 2023”，按“信访局”找到")
    assert told(page(client, q="信访局 三公 2023")).startswith("没有找到“信访局 三公 2023”，按“信访局 三公”找到")


def test_what_names_too_many_does_not_narrow(
    client: Client, published: dict[str, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hits(page(client, q="委员会 办公费", kind="item"))
    monkeypatch.setattr("budgets.catalogue.asking.MOST_NARROW", 1)
    assert not hits(page(client, q="委员会 办公费", kind="item"))


def test_what_a_narrowed_search_finds_is_public(client: Client, published: dict[str, Edition]) -> None:
    assert hits(page(client, q="信访局 三公"))
    taken_back(published[JIEFANG], timezone.now())
    text = page(client, q="信访局 三公")
    assert JIEFANG not in text and "/departments/410802-524/" not in text


# Queries without blanks


@pytest.mark.parametrize(
    ("query", "parted"),
    [
        ("万里街道三公", "万里街道 三公"),
        ("三公经费万里街道", "三公经费 万里街道"),
        ("万里街道三公经费2023", "万里街道 三公经费 2023"),
        ("2023年万里街道“三公”经费", "2023 万里街道 三公经费"),
        ("万里街道的三公经费是多少？", "万里街道 三公经费"),
        ("wljd三公", "wljd 三公"),
        ("普陀区社会工作部公务接待费", "普陀区 社会工作部 公务接待费"),
        ("河南中站区接待费", "河南 中站区 接待费"),
        ("焦作市委办2024年预算三公经费", "焦作市委办 2024 预算 三公经费"),
        ("三公经费决算", "三公经费 决算"),
        ("信访局2080505", "信访局 2080505"),
        ("社会保障和就业支出焦作", "社会保障和就业支出 焦作"),
        ("焦作公务接待费解放区", "焦作 公务接待费 解放区"),
        ("公开6表", "公开06表"),
        ("预算5表", "预算05表"),
        ("焦作市委办公车", "焦作市委办 公车"),
        ("焦作市解放区信访局2024年部门预算", "焦作市解放区信访局 2024 部门预算"),
        ("万里街道三公经费为什么增加", "万里街道 三公经费"),
        ("万里街道三公2022", "万里街道 三公"),
        ("2023年万里街道三公经费决算", "万里街道 三公经费"),
    ],
)
def test_words_written_together_are_found_as_if_there_were_blanks(
    client: Client, published: dict[str, Edition], query: str, parted: str
) -> None:
    together, apart = page(client, q=query), page(client, q=parted)
    assert hits(together) == hits(apart) != []
    assert figures_of(together) == figures_of(apart)
    assert told(together).startswith(f"没有找到“{query}”，按“{parted}”找到")


def test_what_is_found_as_it_is_written_is_not_parted(client: Client, published: dict[str, Edition]) -> None:
    for query in ("焦作市解放区信访局", "信访局 三公", "公开06表", "三公经费"):
        assert told(page(client, q=query)).startswith("找到")


@pytest.mark.parametrize(
    "query", ["没有这样的词句", "量子计算机信访局", "信访局量子计算机", "量子计算机2019", "焦作三公" * 11]
)
def test_what_is_found_in_no_part_is_told_as_it_was_written(
    client: Client, published: dict[str, Edition], query: str
) -> None:
    assert told(page(client, q=query)) == f"没有找到“{query}”。"


def test_the_pages_of_a_parted_search_are_of_its_words(client: Client, published: dict[str, Edition]) -> None:
    text = page(client, q="信访局三公", kind="words")
    assert hits(text) == hits(page(client, q="信访局 三公", kind="words")) != []
    assert 'name="q" value="信访局三公"' in text and "<mark>三公" in text
    assert 'href="/search/?q=%E4%BF%A1%E8%AE%BF%E5%B1%80+%E4%B8%89%E5%85%AC">看各类结果' in text


# Short names


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("焦作市委办", "410800-101"),
        ("焦作市委办公室", "410800-101"),
        ("中共焦作市委办", "410800-101"),
        ("jzswb", "410800-101"),
        ("市委办", "410800-101"),
        ("凤泉区委办", "410704-101"),
        ("fqqwb", "410704-101"),
        ("中站区委办", "410803-101"),
        ("普陀区政府万里街道", "310107-wanli"),
    ],
)
def test_a_department_is_found_by_what_people_call_it(
    client: Client, published: dict[str, Edition], query: str, who: str
) -> None:
    assert [href for href, _, _ in hits(page(client, q=query, kind="name"))] == [f"/departments/{who}/"]


@pytest.mark.parametrize("query", ["解放区委办", "信访办", "焦作市委办信"])
def test_no_one_is_found_by_names_that_are_no_ones(client: Client, published: dict[str, Edition], query: str) -> None:
    assert not hits(page(client, q=query))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("中国共产党焦作市委员会办公室", "焦作市委办"),
        ("中共焦作市委政法委员会", "焦作市委政法委"),
        ("中国共产党某县纪律检查委员会", "某县纪委"),
        ("中国人民政治协商会议某市委员会办公室", "某市政协办"),
        ("某市人民政府办公室", "某市政府办"),
        ("某市发展和改革委员会", "某市发改委"),
        ("某区卫生健康委员会", "某区卫健委"),
        ("某市应急管理局", "某市应急局"),
        ("某县人民代表大会常务委员会", "某县人大常委会"),
        ("某县经济开发区管理委员会", "开发区管委会"),
    ],
)
def test_names_are_shortened_as_people_do(name: str, short: str) -> None:
    assert short in list(shortened(name))[-1]


def test_names_without_anything_to_shorten_have_no_short_form() -> None:
    assert [*shortened("焦作市解放区信访局")] == []
    assert with_region("焦作市", "市委办") == "焦作市委办"
    assert with_region("焦作市", "财政局") == "焦作市财政局"
    assert with_region("云溪区", "云溪区财政局") == "云溪区财政局"


# The figures that a query names


def figures_of(text: str) -> list[tuple[str, ...]]:
    """Whose, of which document, as much, and where it leads."""
    section = text.partition('id="g-figures"')[2].partition("</section>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)<br><small>(.*?)</small></th><td class="num">(.*?)</td></tr>', section)
    return [(who, document, plain(cell), re.search('href="(.*?)"', cell)[1]) for who, document, cell in rows]  # type: ignore[index]


def compared(text: str) -> str:
    """Where the figures lead: the comparison of those whose they are."""
    return re.search(r'href="(/compare/[^"]*)"', text.partition('id="g-figures"')[2])[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "title", "line"),
    [
        ("三公", "“三公”经费", "three_public.total"),
        ("三公经费", "“三公”经费", "three_public.total"),
        ("“三公” 经费", "“三公”经费", "three_public.total"),
        ("接待费", "公务接待费", "three_public.reception"),
        ("运行经费", "机关运行经费", "running.total"),
        ("基本支出", "基本支出", "expenditure.basic"),
        ("人员经费", "一般公共预算基本支出：人员经费", "basic.staff"),
        ("三公经费 决算", "“三公”经费", "three_public.total"),
        ("公务用车", "公务用车购置及运行维护费", "three_public.vehicles"),
        ("公车", "公务用车购置及运行维护费", "three_public.vehicles"),
        ("招待费", "公务接待费", "three_public.reception"),
        ("三公经费为什么增加", "“三公”经费", "three_public.total"),
    ],
)
def test_a_figure_that_is_named_comes_first_with_its_comparison(
    client: Client, published: dict[str, Edition], query: str, title: str, line: str
) -> None:
    text = page(client, q=query)
    assert f'<h2 id="g-figures">主要数据：{title}</h2>' in text
    assert f"by=measure&amp;line={line}" in compared(text)
    assert text.index("g-figures") < (text + 'class="hits"').index('class="hits"')
    rows = figures_of(text)
    whose = {href.split("/")[2].rpartition("-20")[0] for *_, href in rows}
    assert 1 < len(rows) <= 8 and set(re.findall(r"[?;]d=([^&]+)", compared(text))) == whose
    for who, document, amount, href in rows:
        slug, fragment = href.removeprefix("/d/").split("/#")
        stands = CatalogueMeasure.objects.get(entry__slug=slug, key=line)
        assert stands.fragment == fragment and str(stands.entry.year) in document and who
        assert amount == MONEY.amount(stands.amount)


def test_the_figures_of_a_department_that_is_named_are_its_over_the_years(
    client: Client, published: dict[str, Edition]
) -> None:
    text = page(client, q="万里街道 三公")
    assert [document for _, document, _, _ in figures_of(text)] == ["2024年部门预算", "2023年部门预算"]
    assert 'href="/compare/?d=310107-wanli&amp;by=measure&amp;line=three_public.total"' in text
    text = page(client, q="万里街道 三公 2023")
    assert [document for _, document, _, _ in figures_of(text)] == ["2023年部门预算"]
    assert "d=310107-wanli&amp;year=2023&amp;by=measure" in text
    assert {who for who, *_ in figures_of(page(client, q="三公", region="410802"))} == {"焦作市解放区信访局"}


def test_the_comparison_of_figures_is_of_their_kind_and_year(client: Client, published: dict[str, Edition]) -> None:
    address = compared(page(client, q="中站区委办 2023 决算 三公经费"))
    assert "d=410803-101&amp;year=2023&amp;kind=final&amp;by=measure&amp;line=three_public.total" in address


def test_there_are_more_figures_than_are_shown(
    client: Client, published: dict[str, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "这是最近公开的" not in page(client, q="三公")
    monkeypatch.setattr("budgets.catalogue.figures.SHOWN", 3)
    text = page(client, q="三公")
    assert len(figures_of(text)) == 3 and "这是最近公开的 3 份文件的数" in text


def test_a_count_is_shown_as_it_is(client: Client, published: dict[str, Edition]) -> None:
    text = page(client, q="行政编制")
    assert "数量（人）" in text and all(re.fullmatch(r"\d+", count) for _, _, count, _ in figures_of(text))


@pytest.mark.parametrize("query", ["经费", "支出", "预算", "信访局", "费", "三公 变化", "行政", "公务"])
def test_words_that_name_no_figure_show_none(client: Client, published: dict[str, Edition], query: str) -> None:
    assert "g-figures" not in page(client, q=query)


def test_figures_of_what_is_not_live_are_not_shown(client: Client, published: dict[str, Edition]) -> None:
    put_off(published[JIEFANG], timezone.now() + timedelta(days=1))
    assert figures_of(page(client, q="三公")) and not figures_of(page(client, q="信访局 三公"))
    assert JIEFANG not in page(client, q="三公")


# The page


def test_the_page_of_all_kinds_counts_them_and_leads_to_each(client: Client, published: dict[str, Edition]) -> None:
    text = page(client, q="信访")
    counts = dict(re.findall(r'<h2 id="g-\w+">(\S+) <small>(\d+) 处</small>', text))
    assert list(counts) == [title for title in KINDS.values() if title in counts] and len(counts) >= 4
    assert told(text) == f"找到 {sum(map(int, counts.values()))} 处，最近公开的在前。"
    assert 'href="/search/?q=%E4%BF%A1%E8%AE%BF&amp;kind=words"' in text
    assert '<meta name="robots" content="noindex, follow">' in text


def test_one_kind_comes_in_pages_without_gap_or_repetition(client: Client, published: dict[str, Edition]) -> None:
    first = page(client, q="预算", kind="words")
    number = int(re.search(r"第 1 页，共 (\d+) 页", first)[1])  # type: ignore[index]
    pages = [hits(page(client, q="预算", kind="words", page=at)) for at in range(1, number + 1)]
    found = [href for each in pages for href, _, _ in each]
    assert number > 2 and len(found) == len(set(found)) and all(len(each) == 20 for each in pages[:-1])
    assert hits(page(client, q="预算", kind="words", page=999)) == pages[-1]
    assert 'rel="next"' in first and 'rel="prev"' not in first


def test_what_is_found_can_be_narrowed_by_region_and_year(client: Client, published: dict[str, Edition]) -> None:
    for kind in KINDS:
        for href, _, _ in hits(page(client, q="办", kind=kind, region="310107")):
            assert "/310107-" in href
    found = hits(page(client, q="三公", year="2023", kind="words"))
    assert {href.partition("/#")[0] for href, _, _ in found} == {
        "/d/410803-101-2023-final",
        "/d/310107-wanli-2023-budget",
    }
    assert not hits(page(client, q="信访局", year="2023", region="410802"))
    assert hits(page(client, q="信访局", year="年", region="\x00", kind="?")) == hits(page(client, q="信访局"))


def test_the_same_words_of_a_department_are_one_hit_with_its_other_documents(
    client: Client, published: dict[str, Edition]
) -> None:
    text = page(client, q="统计信息事务", kind="item")
    assert [href for href, _, _ in hits(text)] == ["/d/310107-wanli-2024-budget/#B03-20105-total"]
    assert '也见于：<a href="/d/310107-wanli-2023-budget/#B03-20105-total">2023年部门预算</a>' in text


def test_long_paragraphs_are_shown_around_what_was_found() -> None:
    text = "甲" * 300 + "三公" + "乙" * 300
    shown = excerpt(text, phrases("三公"))
    assert shown.startswith("…甲") and shown.endswith("乙…") and "<mark>三公</mark>" in shown
    assert len(plain(shown)) == 162


def test_markup_is_text(client: Client, published: dict[str, Edition]) -> None:
    department = Department.objects.get(code="524")
    department.name = "<b>某局</b>&\"'<script>"
    department.save()
    renew_names(department)
    text = page(client, q="某局")
    assert "&lt;b&gt;<mark>某局</mark>&lt;/b&gt;&amp;" in text and "<script>alert" not in text and "<b>" not in text
    assert "<img" not in page(client, q='"><img src=x>')
    assert excerpt("<i>三公</i>", phrases("三公")) == "&lt;i&gt;<mark>三公</mark>&lt;/i&gt;"


@pytest.mark.parametrize("query", ["", "   ", "\u3000"])
def test_an_empty_query_asks_for_one(client: Client, published: dict[str, Edition], query: str) -> None:
    assert told(page(client, q=query)) == "请输入要找的词。"


ODD = [
    '"',
    "''",
    "%",
    "*",
    "()",
    "-",
    "NEAR(",
    "a AND",
    "NOT b",
    "^三公",
    "words:三公",
    "三公*",
    "三:公",
    "\x00",
    "a\x00b",
    "\ud7ff\uffff",
    "😀",
    "ª2024",
    "!",
    "&|",
    "三 & !公",
    "\\",
    "';--",
    "🀄三公",
    "<->",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_characters_break_nothing(client: Client, published: dict[str, Edition], query: str) -> None:
    text = page(client, q=query)
    assert told(text)
    if not phrases(query):
        assert "没有可以搜索的字" in told(text) or told(text) == "请输入要找的词。"


def test_labels_are_no_words(published: dict[str, Edition]) -> None:
    for query in ("ª2024", "ª410802", "pª2024", "项"):
        for group in search(query).groups:
            assert all(found_in(hit.passage.text, phrases(query)) for hit in group.hits if group.kind in PASSAGES)


def test_too_long_a_query_is_told_so(client: Client, published: dict[str, Edition]) -> None:
    assert "太长" in told(page(client, q="公" * (LONGEST + 1)))
    assert "太长" in told(page(client, q="公 " * 9))
    assert page(client, q="公" * 50_000)


def test_nothing_found_says_what_to_try(client: Client, published: dict[str, Edition]) -> None:
    text = page(client, q="量子计算机", region="410802")
    assert told(text) == "没有找到“量子计算机”。"
    assert "在全部类别、地区和年度里再找" in text and 'href="/search/?q=%E9%87%8F' in text


# What may be found


QUERIES = ("信访值班", "xfj", "信访局", "2014004", "524")


def test_nothing_of_drafts_is_found(client: Client, published: dict[str, Edition]) -> None:
    draft = builders.budget("777")
    Department.objects.filter(code="777").update(name="尚未公开局")
    builders.project(draft, "410800240000000077777", "尚未公开的项目", draft.department.units.all()[0])
    renew_names(Department.objects.get(code="777"))
    for query in ("尚未公开", "swgkj", "777", "410800240000000077777"):
        assert not hits(page(client, q=query))


def test_nothing_of_an_edition_to_come_is_found(client: Client, published: dict[str, Edition]) -> None:
    put_off(published[JIEFANG], timezone.now() + timedelta(days=1))
    for query in QUERIES:
        assert not [hit for hit in hits(page(client, q=query)) if "410802-524" in hit[0]]
    assert "解放区" not in page(client) and "焦作市" in page(client)


def test_nothing_withdrawn_is_found(client: Client, published: dict[str, Edition]) -> None:
    taken_back(published[JIEFANG], timezone.now())
    for query in QUERIES:
        assert not [hit for hit in hits(page(client, q=query)) if "410802-524" in hit[0]]


def test_a_superseded_edition_is_not_found_but_its_successor_is(client: Client, published: dict[str, Edition]) -> None:
    budget = published[JIEFANG].disclosure
    project = budget.department.projects.get(name="信访值班经费")
    project.name = "信访轮值经费"
    project.save()
    freeze(budget, 2, "改名")
    assert not hits(page(client, q="信访值班经费", kind="project"))
    assert len(hits(page(client, q="信访轮值经费", kind="project"))) == 1
    assert len(hits(page(client, q="410802240000000015211", kind="project"))) == 1


def test_a_unit_that_no_live_edition_tells_of_is_not_found(client: Client, published: dict[str, Edition]) -> None:
    department = Department.objects.get(code="524")
    Unit.objects.create(department=department, code="524009", name="接访中心")
    renew_names(department)
    assert not hits(page(client, q="接访中心", kind="name"))


def test_a_name_that_is_changed_in_the_administration_is_found(
    admin_client: Client, client: Client, published: dict[str, Edition]
) -> None:
    department = Department.objects.get(code="524")
    address = f"/admin/budgets/department/{department.pk}/change/"
    form = Form(admin_client.get(address))
    assert admin_client.post(address, {**form.data, "name": "解放区群众工作局"}).status_code == 302
    assert [title for _, title, _ in hits(page(client, q="qzgz"))] == ["解放区群众工作局"]
    assert [place for _, _, place in hits(page(client, q="xfj"))] == ["解放区，解放区群众工作局所属单位，代码 524001"]


def test_a_name_that_stands_twice_in_the_catalogue_is_found(client: Client, published: dict[str, Edition]) -> None:
    row = CataloguePassage.objects.get(entry=None, kind="department", department__name="焦作市解放区信访局")
    row.pk = None
    row.save()
    assert hits(page(client, q="信访局"))[0][0] == "/departments/410802-524/"


# The cost


def test_the_search_asks_as_much_of_the_database_for_one_as_for_many(
    client: Client, published: dict[str, Edition]
) -> None:
    asked = (
        {"q": "三公"},
        {"q": "办公室 三公 2024"},
        {"q": "办"},
        {"q": "办", "kind": "words"},
        {"q": "办", "region": "410800", "year": "2024"},
        {},
        *(together := ({"q": "焦作市委办三公经费2024"}, {"q": "没有这样的词句"})),
    )
    many = [queries(client, each) for each in asked]
    CatalogueEntry.objects.exclude(slug=JIAOZUO).update(until=timezone.now())
    assert [queries(client, each) for each in asked] == many
    assert max(many) <= 40
    assert max(queries(client, each) for each in asked if each not in together) <= 16


def queries(client: Client, asked: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get("/search/", asked)
    return len(found)


def test_more_than_is_counted_is_told_so(
    client: Client, published: dict[str, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgets.catalogue.searching.COUNTED_FIRST", 10)
    text = page(client, q="预算")
    assert "<small>超过 10 处</small>" in text and told(text).startswith("找到超过")


# Passages and words


def test_passages_stand_on_the_page_and_once(documents: dict[str, Document]) -> None:
    for document in documents.values():
        found = list(passages(document))
        ids = ids_of(document)
        assert {passage.fragment for passage in found} <= ids
        assert len({(each.kind, each.heading, each.text) for each in found}) == len(found)
        assert all(each.text == each.text.strip() != "" for each in found)
        assert {each.kind for each in found} <= set(PASSAGES) == set(MARKS) - {"name", "document"}


def test_passages_of_every_kind_come_from_every_document_that_has_them(documents: dict[str, Document]) -> None:
    for slug, document in documents.items():
        kinds = {passage.kind for passage in passages(document)}
        codes = {table.code for table in document.tables()}
        assert {"item", "words"} <= kinds, slug
        assert ("indicator" in kinds) == bool(codes & {"B14", "B15", "F10", "F12"}), slug
        assert ("project" in kinds) >= bool(codes & {"B12", "F11"}), slug


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("“三公”经费", "三公 公经 经费 费"),
        ("2024年", "2024 年"),
        ("１，２３４．５０万元", "1234 50 万元 元"),
        ("2013101　行政运行", "2013101 行政 政运 运行 行"),
        ("机要ＭＭ设备", "机要 要 mm 设备 备"),
        ("《预算法》、AB-12", "预算 算法 法 ab 12"),
        ("①ª½", "1a1 2"),
        ("！？…", ""),
    ],
)
def test_words_of_a_text(text: str, tokens: str) -> None:
    assert " ".join(words(text)) == tokens


def test_no_text_has_a_label() -> None:
    assert marked("p", words("ª2024 ª"), (2024,)) == "pª2024 pa2024 pa"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_part_of_a_run_finds_its_passage(published: dict[str, Edition], data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(_all_passages()))
    chinese = [run for run in re.findall(r"[\u4e00-\u9fff]+", passage.text) if len(run) > 1]
    assume(chinese)
    run = data.draw(st.sampled_from(chinese))
    begin = data.draw(st.integers(0, len(run) - 2))
    part = run[begin : data.draw(st.integers(begin + 2, len(run)))][:LONGEST]
    rows = of_live_editions(MARKS[passage.kind], (Way(phrases(part)),), timezone.now(), 100_000)
    assert passage.pk in {row.key for row in rows}
    assert all(found_in(row.text, phrases(part)) for row in rows)


def _all_passages() -> list[CataloguePassage]:
    return list(CataloguePassage.objects.filter(entry__isnull=False).order_by("pk").only("kind", "text"))


@given(text=st.text(max_size=40), query=st.text(max_size=12))
def test_what_is_found_is_marked_where_it_stands(text: str, query: str) -> None:
    for begin, end in found_in(text, phrases(query)):
        assert 0 <= begin < end <= len(text)
    whole = phrases(text)
    if len(whole) == 1 and any(is_chinese(run) for run in runs(text)):
        assert found_in(text, whole)
