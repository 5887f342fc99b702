"""Comparing departments and years: what the cells say and why not, the address, frames, files."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Budget, CatalogueEntry, CatalogueLine, Code, Department, Edition, Unit
from budgets.site.compare.scopes import TABLES_OF_CUT
from tests.a_year import FINAL, sample
from tests.builders import publish_unprinted, spend

pytestmark = pytest.mark.django_db
JIAOZUO, XINXIANG, LUOYANG, JIEFANG = "410800-101", "410704-101", "410395-001", "410802-524"
WANLI, ZHONGZHAN, SOCIAL = "310107-wanli", "410803-101", "310107-social-work"
BUDGETS = (JIAOZUO, XINXIANG, LUOYANG, JIEFANG, WANLI)


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The eight samples, published once for all of these tests, each of which undoes what it does."""
    with (
        override_settings(EDITIONS_DIR=tmp_path_factory.mktemp("samples")),
        patch("budgets.checks.report.checks", lambda: ()),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load_classification()
        for data in samples():
            publish_unprinted(load_sample(data))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def published(once: None, unchecked: None) -> None:
    """The eight samples."""


def address(*who: str, ending: str = "/", **asked: Any) -> str:
    pairs = [("d", each) for each in who]
    for name, value in asked.items():
        pairs += [(name, str(each)) for each in (value if isinstance(value, (list, tuple)) else [value])]
    return f"/compare{ending}?" + "&".join(f"{name}={value}" for name, value in pairs)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the table, by the words of their heading."""
    table = page.partition("<tbody>")[2].partition("</table>")[0]
    found = [re.findall(r"<t[dh].*?</t[dh]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
    return {plain(cells[0]): [plain(cell) for cell in cells[1:]] for cells in found}


def records(client: Client, path: str) -> list[dict[str, str]]:
    content = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


# What is compared


def test_departments_stand_side_by_side(client: Client, published: None) -> None:
    found = rows(text(client, address(*BUDGETS, year=2024, kind="budget")))
    assert found["支出总计"] == ["3,088.57", "1,261.66", "1,070.00", "399.76", "15,621.11"]
    assert [each.split()[0] for each in found["“三公”经费"][:5]] == ["50.25", "11.00", "0.00", "0.73", "47.91"]
    assert [each.split()[0] for each in found["公务接待费"]] == ["3.95", "2.00", "0.00", "0.73", "1.35"]
    assert found["政府采购：货物"] == ["0.00", "0.00", "8.70", "0.00", "93.98"]


def test_one_line_has_departments_below_one_another_and_years_in_a_row(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, WANLI, line="three_public.total", kind="budget", show=["amount", "change"]))
    found = rows(page)
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)', page) == ["部门", "2023年预算", "2024年预算"]
    assert f'<a href="/departments/{WANLI}/">上海市普陀区人民政府万里街道办事处</a>' in page
    assert found["中国共产党焦作市委员会办公室 焦作市"] == ["未公开", "50.25 不能与2023年比：2023年未公开 注1"]
    assert found["上海市普陀区人民政府万里街道办事处 普陀区"] == ["22.91 注2", "47.91 增减 +25.00 （+109.12%） 注2"]


def test_functions_of_two_departments(client: Client, published: None) -> None:
    path = address(JIAOZUO, WANLI, year=2024, by="function", line=["201", "208"], show=["amount", "share"])
    found = rows(text(client, path))
    assert [each.split()[0] for each in found["201 一般公共服务支出"]] == ["2,439.07", "293.27"]
    assert found["208 社会保障和就业支出"][1] == "1,960.41 占合计 12.55%"


def test_the_years_of_one_department(client: Client, published: None) -> None:
    found = rows(text(client, address(WANLI, by="function", show=["amount", "change"])))
    assert found["合计"] == ["16,497.86", "15,621.11 增减 -876.75 （-5.31%）"]
    assert found["204 公共安全支出"] == ["125.23", "163.30 增减 +38.07 （+30.40%）"]


@pytest.mark.parametrize("by", ["function", "general", "economic"])
@pytest.mark.parametrize("level", ["class", "section", "item"])
def test_the_lines_of_a_level_add_up_to_all(client: Client, published: None, by: str, level: str) -> None:
    path = address(*BUDGETS, ZHONGZHAN, SOCIAL, ending=".csv", by=by, level=level, kind="both", year=[2023, 2024])
    added: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for cell in records(client, path):
        assert bool(cell["数值"]) == bool(cell["行类型"])
        if cell["数值"]:
            added[cell["部门（单位）代码"], cell["年度"], cell["种类"]][cell["行类型"]] += fen(cell["数值"])
    assert len(added) == 8
    assert all(own["明细"] == own["合计"] > 0 for own in added.values())


def fen(amount: str) -> int:
    return int(Decimal(amount) * 100)


def test_a_subtotal_is_told_from_its_parts(client: Client, published: None) -> None:
    asked = {"kind": "both", "by": "economic", "level": "section"}
    page = text(client, address(JIAOZUO, ZHONGZHAN, **asked))
    assert "加粗的行已包含其下各行的金额，不要重复相加。" in page
    [subtotal] = [
        plain(row)
        for row in re.findall(r'<tr class="subtotal">(<th.*?</th>)', page)
        if "<small" in row and "302" in row
    ]
    assert subtotal == "302 商品和服务支出 小计，含其下各行"
    assert re.findall(r'<th scope="row"([^>]*)><small class="base">30201<', page) == [' class="indent-1"']
    found = json.loads(client.get(address(JIAOZUO, ZHONGZHAN, ending=".json", **asked)).content)["cells"]
    kinds = {cell["id"]: cell["row"] for cell in found if cell["code"] == "302" and cell["value"]}
    assert kinds == {JIAOZUO: "小计", ZHONGZHAN: "明细"}
    alone = text(client, address(JIAOZUO, **asked))
    assert "加粗的行" not in alone and '<tr class="subtotal">' not in alone


def test_subtotals_stand_before_their_parts_however_they_are_asked_for(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, year=2024, by="economic", line=["30201", "302"]))
    assert [row.split()[0] for row in rows(page)] == ["302", "30201"]


def test_measures_are_of_no_type_of_row(client: Client, published: None) -> None:
    found = records(client, address(JIAOZUO, ending=".csv", year=2024))
    assert len(found) > 10 and {each["行类型"] for each in found} == {""}


def test_a_department_is_not_its_unit(client: Client, published: None) -> None:
    unit = Unit.objects.filter(department__region__code="410800").order_by("position")[1]
    made = Budget.objects.create(department=unit.department, unit=unit, year=2024, layout="henan-jiaozuo-budget")
    spend(made, "function", "100.00", function="2013101")
    publish_unprinted(made)
    page = text(client, address(JIAOZUO, f"410800-{unit.code}", by="function"))
    assert page.count(f'<a href="/departments/{JIAOZUO}/">') == 2
    assert "既有部门又有单位" in page and "所属单位" in page
    assert rows(page)["合计"][1] == "0.01"


def a_unit_of(code: str, department: str) -> Unit:
    of = Department.objects.get(region__code="410800", code=department)
    return Unit.objects.create(department=of, code=code, name=f"{of.name}的{code}", position=99)


def publish_of(unit: Unit) -> None:
    made = Budget.objects.create(department=unit.department, unit=unit, year=2024, layout="henan-jiaozuo-budget")
    spend(made, "function", "100.00", function="2013101")
    publish_unprinted(made)


@pytest.mark.parametrize("published_one", [0, 1])
def test_of_units_of_one_code_that_which_is_published(client: Client, published: None, published_one: int) -> None:
    region = Department.objects.get(region__code="410800", code="101").region
    Department.objects.create(region=region, code="777", name="没有公开的局")
    Department.objects.create(region=region, code="555", name="另一个没有公开的局")
    units = [a_unit_of("777", "101"), a_unit_of("777", "555")]
    assert "没有公开的局没有公开任何文件" in text(client, address("410800-777"))
    publish_of(units[published_one])
    page = text(client, address("410800-777", by="function"))
    assert f">{units[published_one].name}</a>" in page and rows(page)["合计"] == ["0.01"]


# Why something is not compared


def why(client: Client, *who: str, **asked: Any) -> list[str]:
    page = text(client, address(*who, **asked))
    return [cell for cells in rows(page).values() for cell in cells]


def test_a_document_that_is_not_published(client: Client, published: None) -> None:
    assert why(client, JIAOZUO, WANLI, year=2023, kind="budget", line="expenditure.total")[0] == "未公开"


def test_a_budget_does_not_stand_for_final_accounts(client: Client, published: None) -> None:
    found = why(client, ZHONGZHAN, WANLI, year=2023, kind="both", line="expenditure.total")
    assert found[0] == "未公开（只有决算，阶段不同，不能代替）"
    assert found[3] == "未公开（只有预算，阶段不同，不能代替）"
    page = text(client, address(ZHONGZHAN, WANLI, year=2023, kind="both"))
    assert "预算是年初的安排，决算是全年的结果" in page


def test_a_figure_that_a_document_does_not_have(client: Client, published: None) -> None:
    found = why(client, JIAOZUO, WANLI, year=2024, line="headcount.referenced")
    assert found == ["39", "这份文件没有这一项数据"]


def test_a_code_that_a_table_does_not_have(client: Client, published: None) -> None:
    assert why(client, JIAOZUO, WANLI, year=2024, by="function", line="206") == ["表中没有这一科目，或列为零", "10.00"]


def test_a_code_that_is_known_only_more_coarsely(client: Client, published: None) -> None:
    found = why(client, ZHONGZHAN, year=2023, by="economic", line="30201")
    assert found == ["只公开到类（302），没有再细分"]


def test_a_table_that_a_layout_does_not_have(client: Client, published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"year": 2024, "by": "economic", "line": "30101"}
    CatalogueLine.objects.filter(entry__slug=f"{JIAOZUO}-2024-budget", cut="economic").delete()
    assert why(client, JIAOZUO, **asked) == ["表中没有按科目列出金额"]
    monkeypatch.setitem(TABLES_OF_CUT, "economic", ("B99",))
    assert why(client, JIAOZUO, **asked) == ["这种版式没有这张表"]


def test_three_public_of_another_scope(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, WANLI, ZHONGZHAN, kind="both", line="three_public.total"))
    notes = re.findall(r'<li id="note-\d">(.*?)</li>', page)
    assert ["一般公共预算“三公”" in notes[0], "部门“三公”" in notes[1], "财政拨款“三公”" in notes[2]] == [True] * 3
    assert "口径不同，不排先后" in page and "最多的是" not in page
    alike = text(client, address(JIAOZUO, JIEFANG, kind="budget", line="three_public.total"))
    assert "注1" not in alike and "最多的是" in alike and "不排先后" not in alike


def test_running_expenses_are_defined_by_region(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, JIEFANG, year=2024, line="running.total"))
    assert "166.14 注1" in rows(page)["中国共产党焦作市委员会办公室 焦作市"]
    assert "机关运行经费包括哪些支出由各地区规定" in page


def test_by_head_where_the_posts_are_told(client: Client, published: None) -> None:
    found = why(client, JIAOZUO, WANLI, year=2024, line="running.total", show="per_head")
    assert found == ["人均 12,780.00 元/人 注1", "没有公布行政编制和参公编制，不能算人均 注2"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"headcount.administrative": 5}, "没有公布参公编制，不能算人均"),
        ({"headcount.referenced": 5}, "没有公布行政编制，不能算人均"),
        ({"headcount.administrative": 0, "headcount.referenced": 0}, "公布的编制数为零，不能算人均"),
    ],
)
def test_which_of_the_posts_are_not_told(client: Client, published: None, told: dict[str, int], words: str) -> None:
    entry = CatalogueEntry.objects.get(slug=f"{JIEFANG}-2024-budget")
    entry.measures.filter(key__startswith="headcount.").delete()
    for key, posts in told.items():
        entry.measures.create(key=key, value=posts)
    assert why(client, JIEFANG, year=2024, line="running.total", show="per_head") == [words]


def test_of_zero_there_is_a_difference_but_no_rate(client: Client, published: None) -> None:
    found = why(client, WANLI, line="three_public.purchase", show=["amount", "change"])
    assert found == ["0.00", "25.00 增减 +25.00 （2023年为零，没有增减率）"]


def test_of_zero_there_is_no_share(client: Client, published: None) -> None:
    found = why(client, LUOYANG, year=2024, line="three_public.reception", show="share")
    assert found == ["“三公”经费为零，没有占比"]


def test_every_share_says_of_what_it_is_one(client: Client, published: None) -> None:
    shown = ["amount", "share", "per_head"]
    page = text(client, address(JIAOZUO, year=2024, show=shown))
    found = rows(page)
    assert found["支出总计"] == ["3,088.57"]
    assert found["“三公”经费"] == ["50.25 占支出总计 1.63%"]
    assert found["公务接待费"] == ["3.95 占“三公”经费 7.86%"]
    assert found["机关运行经费"] == ["166.14 占支出总计 5.38% 人均 12,780.00 元/人"]
    assert "““" not in plain(page) and "占什么，写在百分数前" in page
    assert rows(text(client, address(JIAOZUO, year=2024, show="share")))["支出总计"] == ["—"]


def test_of_a_year_alone_there_is_no_change_and_no_dash(client: Client, published: None) -> None:
    asked = {"year": 2024, "line": "expenditure.total", "show": ["amount", "change"]}
    assert why(client, WANLI, **asked) == ["15,621.11"]


def test_names_of_a_code_that_differ(client: Client, published: None) -> None:
    for year, name in ((2023, "一般公共服务（旧）"), (2024, "一般公共服务支出")):
        Code.objects.create(scheme="functional", code="201", name=name, year=year)
    page = text(client, address(WANLI, by="function", line="201"))
    assert "201 在各年的名称不同：2023年“一般公共服务（旧）”，2024年“一般公共服务支出”。按编码比较。" in page


def test_years_that_do_not_follow_one_another(client: Client, published: None) -> None:
    made = sample(f"{WANLI}-2024-budget")
    later = Budget.objects.create(department=made.department, year=2026, layout=made.layout)
    spend(later, "function", "100.00", function="2012902")
    publish_unprinted(later)
    page = text(client, address(WANLI, by="function", show="change"))
    assert "2026年与2024年比：所选的年度不连续。" in page


def test_the_documents_own_reasons(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, JIEFANG, year=2024, line="running.total", show=["amount", "change"]))
    assert "下降10.42%，主要原因：大力压减一般性支出。" in page and "本年人员增加，运行经费相应增多" in page
    links = re.findall(r'<q>.*?href="(/d/[^"#]+/)#([^"]+)"', page)
    assert len(links) == 2 and all(f'id="{fragment}"' in text(client, path) for path, fragment in links)
    assert "<q>" not in text(client, address(JIAOZUO, year=2024, line="running.total"))


def test_reasons_tell_items_of_one_name_by_their_codes(client: Client, published: None) -> None:
    page = text(client, address(*BUDGETS, ZHONGZHAN, SOCIAL, kind="both", by="general", level="item", show="change"))
    found = re.findall(r"<summary>([^<]+)</summary>", page.partition('id="reasons"')[2])
    assert len(found) > 1 and all(re.fullmatch(r"\d{7} \S+", each) for each in found)
    assert len({each.split()[1] for each in found}) < len(set(found)) == len(found)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": "function"},
        {"by": "general", "level": "section"},
        {"by": "general", "level": "item"},
        {"by": "economic"},
        {"by": "economic", "level": "section"},
    ],
)
def test_every_amount_leads_to_its_cell(client: Client, published: None, asked: dict[str, str]) -> None:
    page = text(client, address(*BUDGETS, ZHONGZHAN, SOCIAL, kind="both", **asked))
    links = set(re.findall(r'<a class="figure" href="(/d/[^"#]+/)#([^"]+)"[^>]*><data', page))
    pages = {path: text(client, path) for path, _ in links}
    assert len(pages) == 8 and len(links) > 20
    assert [link for link in links if f'id="{link[1]}"' not in pages[link[0]]] == []


@pytest.mark.parametrize(
    ("who", "asked", "fragment", "parts"),
    [
        (WANLI, {"by": "function", "line": "201"}, "B03-201-total", 0),
        (WANLI, {"by": "economic", "line": "301"}, "B06-301-total", 0),
        (SOCIAL, {"by": "general", "level": "section", "line": "20139"}, "F05-20139-total", 0),
        (SOCIAL, {"by": "economic", "line": "302"}, "F06-302-amount", 0),
        (JIAOZUO, {"by": "general", "line": "2013101"}, "B05-101_2013101-total", 0),
        (JIAOZUO, {"by": "economic", "line": "301"}, "B06", 9),
    ],
)
def test_a_sum_leads_to_where_the_document_prints_it_and_says_so_where_it_does_not(
    client: Client, published: None, who: str, asked: dict[str, str], fragment: str, parts: int
) -> None:
    page = text(client, address(who, year=2024, **asked))
    [(slug, place, said, value)] = re.findall(
        r'href="/d/([^"/]+)/#([^"]+)"( title="由 \d+ 项相加")?><data value="[^"]+">([^<]+)', page
    )
    assert place == fragment and said == (f' title="由 {parts} 项相加"' if parts else "")
    assert (f"{parts} 项之和" in page) == ("由本页相加" in page) == bool(parts)
    if not parts:
        [cell] = re.findall(rf'id="{fragment}"[^>]*>([^<]+)', text(client, f"/d/{slug}/"))
        assert abs(float(cell.replace(",", "")) / (10000 if who == WANLI else 1) - float(value.replace(",", ""))) < 0.01


def test_items_that_are_parted_by_nature_are_counted_once(client: Client, published: None) -> None:
    """Leaves of the sample's table of economic codes that another table would part, on the same codes."""
    entry = CatalogueEntry.objects.get(slug=f"{JIAOZUO}-2024-budget")
    for line in entry.lines.filter(cut="economic", code__startswith="301"):
        line.pk, line.position, line.amount = None, line.position + 10000, 0
        line.cell = line.cell.replace("B06/", "B06/again_")
        line.save()
    assert (
        rows(text(client, address(JIAOZUO, year=2024, by="economic", line="301"))).popitem()[1][0].endswith("9 项之和")
    )
    [[one]] = rows(text(client, address(JIAOZUO, year=2024, by="economic", line="30101"))).values()
    assert "项之和" not in one


def test_a_sum_of_everything_leads_to_the_total(client: Client, published: None) -> None:
    page = text(client, address(WANLI, JIAOZUO, year=2024, by="general"))
    assert page.count('/#B05-__-total"') == 2


def test_the_form_is_open_until_there_are_two_to_compare(client: Client, published: None) -> None:
    opened = ['<details class="change" open>' in text(client, address(*who)) for who in ((WANLI,), (WANLI, JIAOZUO))]
    assert opened == [True, False]


# The address


def test_the_address_holds_all_of_it(client: Client, published: None) -> None:
    asked = {"by": "general", "level": "section", "line": ["20101", "208"], "show": ["share", "amount"]}
    path = address(WANLI, JIAOZUO, year=[2024, 2023], **asked)
    page = text(client, path)
    [canonical] = re.findall(r'<link rel="canonical" href="http://testserver([^"]+)"', page)
    assert unescape(canonical) == address(
        WANLI,
        JIAOZUO,
        year=[2023, 2024],
        kind="budget",
        by="general",
        level="section",
        line=["20101", "208"],
        show=["amount", "share"],
    )
    again = text(client, unescape(canonical))
    assert rows(again) == rows(page) and canonical in again


def test_what_is_unknown_is_named(client: Client, published: None) -> None:
    Department.objects.create(region=Department.objects.get(code="524").region, code="999", name="什么也没有公开的局")
    page = text(client, address(JIAOZUO, "410800-404", "410802-999", "x", line=["no.such", "301"], year="20x", by="z"))
    for told in (
        "没有找到代码是 410800-404 的部门或单位",
        "什么也没有公开的局没有公开任何文件",
        "“x”不是可以比较的部门或单位",
        "“20x”不是可以比较的年度",
        "没有“no.such”这一项主要数据",
        "地址里的 by=z 没有意义",
    ):
        assert told in page
    assert "“301”" not in page and 'content="noindex"' in page


def test_too_much_is_told(client: Client, published: None) -> None:
    many = [f"410800-{number}" for number in range(100, 113)]
    page = text(client, address(*many, year=list(range(2010, 2021))))
    assert "一次最多比较 12 个部门或单位，地址里有 13 个部门或单位，只取了前 12 个部门或单位。" in page
    assert "一次最多比较 10 个年度" in page
    assert page.count('name="d"') == 1 and f'value="{JIAOZUO}" checked' in page
    assert 'name="year" value="2011" checked' in page and 'value="2010"' not in page


def test_more_cells_than_a_page_can_hold(client: Client, published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgets.site.compare.reading.MOST_CELLS", 9)
    page = text(client, address(JIAOZUO, WANLI, kind="budget", year=2024))
    assert "要比较的格子太多：只列出前 4 行" in page and len(rows(page)) == 5


# Choosing


def test_choosing_begins_with_the_departments(client: Client, published: None) -> None:
    page = text(client, "/compare/")
    assert page.count('name="d"') == 7 and "<table" not in page
    assert 'href="/compare/?d=410802-524&amp;kind=budget&amp;by=measure&amp;show=amount"' in page


def test_a_department_is_found_and_added_and_removed(client: Client, published: None) -> None:
    page = text(client, address(JIAOZUO, q="信访", year=2024, by="general", level="item", show="share"))
    kept = "year=2024&amp;kind=budget&amp;by=general&amp;level=item&amp;show=share"
    assert f'href="/compare/?d={JIAOZUO}&amp;d={JIEFANG}&amp;{kept}"' in page
    assert f'href="/compare/?{kept}"' in page  # without the only one
    assert f'name="d" value="{JIAOZUO}" checked' in page and f'name="d" value="{JIEFANG}">' in page
    assert "没有找到名称、代码或地区里有“不存在”的" in text(client, address(JIAOZUO, q="不存在"))


def test_what_no_database_takes_is_not_looked_for(client: Client, published: None) -> None:
    assert client.get("/compare/?q=%00").status_code == 200
    page = text(client, "/compare/?q=%E4%BF%A1%00%E8%AE%BF")
    assert "\0" not in page and 'value="信访"' in page and f'name="d" value="{JIEFANG}"' in page


def test_what_is_not_published_is_not_found(client: Client, published: None) -> None:
    assert f'value="{ZHONGZHAN}"' in text(client, address(q="中站"))
    Edition.objects.get(slug=FINAL).entry.delete()
    assert 'name="d"' not in text(client, address(q="中站"))


# Frames


def test_only_a_comparison_may_stand_in_others_frames(client: Client, published: None) -> None:
    framed = client.get(address(JIAOZUO, year=2024, embed=1))
    assert "X-Frame-Options" not in framed
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors" not in policy and "default-src 'self'" in policy and "object-src 'none'" in policy
    known = client.get(address(JIAOZUO, year=2024, embed=1), headers={"If-None-Match": framed["ETag"]})
    assert known.status_code == 304 and "X-Frame-Options" not in known
    slug = f"{JIAOZUO}-2024-budget"
    others = (
        "/?embed=1",
        f"/d/{slug}/?embed=1",
        f"/departments/{JIAOZUO}/?embed=1",
        "/projects/?embed=1",
        address(JIAOZUO, year=2024),
        address(JIAOZUO, year=2024, embed=0),
        address(JIAOZUO, ending=".csv", embed=1),
        address(JIAOZUO, ending=".json", embed=1),
    )
    for other in others:
        answer = client.get(other)
        assert answer.status_code == 200, other
        assert answer["X-Frame-Options"] == "SAMEORIGIN", other
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"], other


def test_what_stands_in_a_frame(client: Client, published: None) -> None:
    asked = {"year": 2024, "kind": "budget", "by": "measure", "show": "amount"}
    page, framed = (text(client, address(JIAOZUO, WANLI, **asked, **more)) for more in ({}, {"embed": 1}))
    assert rows(framed) == rows(page)
    for left_out in ("<form", "masthead", 'class="foot"', "<textarea"):
        assert left_out in page and left_out not in framed
    source = address(JIAOZUO, WANLI, **asked).replace("&", "&amp;")
    assert f'<a href="http://testserver{source}" target="_blank" rel="noopener">' in framed
    assert '<base target="_blank">' in framed
    [code] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    [frame] = re.findall(r'<iframe src="([^"]+)"', unescape(code))
    assert unescape(frame).replace("http://testserver", "") == address(JIAOZUO, WANLI, **asked, embed=1)


# Files


def test_csv(client: Client, published: None) -> None:
    path = address(JIAOZUO, WANLI, ending=".csv", year=[2023, 2024], kind="budget", line="three_public.total")
    answer = client.get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="compare.csv"'
    found = records(client, path)
    assert [each["数值"] for each in found] == ["", "502500.00", "229100.00", "479100.00"]
    assert found[0]["没有数值的原因"] == "未公开" and found[0]["出处"] == ""
    assert found[3]["增减"] == "250000.00" and found[3]["增减率（%）"] == "109.12" and found[3]["与哪一年比"] == "2023"
    assert found[1]["出处"] == f"http://testserver/d/{JIAOZUO}-2024-budget/#B09-__-total"


def test_no_cell_of_the_csv_is_a_formula(client: Client, published: None) -> None:
    Department.objects.filter(code="524").update(name='=HYPERLINK("http://x")')
    found = records(client, address(JIEFANG, ending=".csv", year=2024, line="three_public.total"))
    assert found[0]["部门（单位）"] == '\'=HYPERLINK("http://x")'
    Department.objects.filter(code="524").update(name="\n＝1")
    found = records(client, address(JIEFANG, ending=".csv", year=2024, line="three_public.total"))
    assert found[0]["部门（单位）"] == "'\n＝1"
    negative = records(client, address(WANLI, ending=".csv", by="function", line="201"))
    assert negative[1]["增减"] == "-44100.00"


def test_json(client: Client, published: None) -> None:
    path = address(JIAOZUO, "410800-404", ending=".json", year=2024, line="running.total")
    found = json.loads(client.get(path).content)
    [cell] = found["cells"]
    assert (cell["value"], cell["share_percent"], cell["per_head_yuan"]) == ("1661400.00", "5.38", "12780.00")
    assert cell["missing"] is None and cell["change"] is None
    assert found["address"].startswith("http://testserver/compare/?d=410800-101&year=2024&kind=budget")
    assert "410800-404" in found["problems"][0]


# How it answers


@pytest.mark.parametrize("ending", ["/", ".csv", ".json"])
def test_a_reader_who_has_it_gets_it_again_only_when_it_changed(client: Client, published: None, ending: str) -> None:
    path = address(WANLI, ending=ending, kind="budget", line="expenditure.total")
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    budget = sample(f"{WANLI}-2024-budget")
    budget.expenditure_lines.filter(cut="function").order_by("pk").first().delete()
    publish_unprinted(budget, reason="更正")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def queries(client: Client, path: str) -> int:
    text(client, path)  # what is kept by each process is there
    with CaptureQueriesContext(connection) as asked:
        text(client, path)
    return len(asked)


@pytest.mark.parametrize("by", ["measure", "function", "economic"])
def test_as_many_queries_for_one_as_for_all(client: Client, published: None, by: str) -> None:
    asked = {"by": by, "show": ["amount", "share", "change"], "kind": "both"}
    one = queries(client, address(JIAOZUO, **asked))
    assert queries(client, address(*BUDGETS, ZHONGZHAN, SOCIAL, **asked)) == one <= 5
    assert queries(client, address(JIAOZUO, q="委员会")) <= 6


def test_a_withdrawn_or_future_document_is_not_compared(client: Client, published: None) -> None:
    edition = Edition.objects.get(slug=f"{JIEFANG}-2024-budget")
    CatalogueEntry.objects.filter(pk=edition.pk).update(until=edition.public_from)
    assert "未公开" in why(client, JIEFANG, JIAOZUO, year=2024, line="expenditure.total")


def test_what_is_sent_is_refused(client: Client) -> None:
    assert client.post("/compare/").status_code == 405
