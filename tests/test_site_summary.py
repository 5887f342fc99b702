"""The summary before a document: its figures are the document's, each link leads to its place, nothing is invented."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets import synthetic
from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Amount, Document, Table
from budgets.editions import draft
from budgets.formats.anchors import paragraph_id
from budgets.layouts import available
from budgets.models import Budget, Disclosure, Unit
from budgets.money import round_half_up
from budgets.site.item_names import told_apart
from budgets.site.page import page_context
from budgets.site.summary import summary_of
from budgets.site.summary_lines import Summary
from tests.a_year import sample
from tests.builders import budget, earn, empty, publish_unprinted, spend

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unchecked")]
JIAOZUO = "410800-101-2024-budget"
LAYOUTS = [key for key, _ in available()]
LINK = re.compile(r'<a class="figure" href="#([^"]+)"><data value="([^"]+)">')
ID = re.compile(r' id="([^"]+)"')


def shown(document: Document) -> str:
    """The page of a document that is no edition."""
    return unescape(render_to_string("disclosure.html", page_context(document)))


def digest(page: str) -> str:
    """The part of a page that is the summary, without the explanations of its terms."""
    return page[page.index('<section class="digest"') : page.index('<div class="explanations">')]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def lines(entries: object) -> list[tuple[str, str]]:
    return [(each.title, str(each.found.yuan)) for each in entries]  # type: ignore[attr-defined]


def asked(summary: Summary) -> dict[str, str]:
    return {each.whole.title: str(each.whole.found.yuan) for each in summary.asked}


def test_a_budget_of_henan_is_summed_up(documents: dict[str, Document]) -> None:
    summary = summary_of(documents[JIAOZUO])
    assert str(summary.income.found.yuan) == str(summary.expenditure.found.yuan) == "30885700.00"
    assert lines(summary.sources) == [("一般公共预算", "30885700.00")]
    assert lines(summary.natures) == [("基本支出", "27335400.00"), ("项目支出", "3550300.00")]
    assert [f"{each.share:.2f}" for each in summary.natures if each.share] == ["88.51", "11.49"]
    assert lines(summary.functions)[:2] == [("一般公共服务", "24390700.00"), ("社会保障和就业", "3555900.00")]
    assert asked(summary) == {"“三公”经费": "502500.00", "机关运行经费": "1661400.00", "政府采购": "0.00"}
    assert [(each.title, str(each.change), each.reason) for each in summary.said] == [
        ("收入总计", "1810700.00", "人员增加和职级调整，人员经费增长较快。"),
        ("“三公”经费", "1100.00", "史志部门本年接待费预算增加。"),
        ("机关运行经费", "-193200.00", "大力压减一般性支出。"),
    ]
    assert not summary.executed


def test_a_budget_of_shanghai_is_summed_up(documents: dict[str, Document]) -> None:
    summary = summary_of(documents["310107-wanli-2024-budget"])
    assert lines(summary.sources) == [("一般公共预算资金", "156211123.00")]
    assert lines(summary.natures) == [("基本支出", "99706020.00"), ("项目支出", "56505103.00")]
    assert len(summary.functions) == 4 and summary.smaller == 5 and summary.of == "支出总计"
    assert asked(summary) == {"“三公”经费": "479100.00", "机关运行经费": "4431800.00", "政府采购": "16624400.00"}
    assert [(each.title, each.base, str(each.change), each.reason) for each in summary.said] == [
        ("财政拨款", "2023年预算", "-8767517.00", ""),
        ("“三公”经费", "2023年预算", "250000.00", ""),
        ("公务用车购置费", "2023年预算", "250000.00", "本年购置公务用车。"),
    ]


def test_items_are_told_against_what_they_are_compared_with(documents: dict[str, Document]) -> None:
    document = documents["310107-wanli-2024-budget"]
    found = [
        (each.title, each.base, str(each.before), str(each.now), each.change, f"{each.rate:.2f}", each.reason)
        for each in summary_of(document).items
    ]
    executed = "2023年预算执行数"
    assert found[0] == (
        "其他城乡社区支出", executed, "18224600.00", "9220200.00", None, "-49.41", "其他城乡社区经费有所减少。"
    )  # fmt: skip
    assert found[2][0] == "城乡社区管理事务（款）一般行政管理事务"
    text = words(digest(shown(document)))
    assert (
        f"其他城乡社区支出 {executed} 1,822.46，2024年预算 922.02，比{executed}减少 49.41%，因为 其他城乡社区经费"
        in text
    )
    assert "财政拨款 比2023年预算减少 876.75 万元" in text and "比上年减少" not in text and "900.44" not in text


def test_no_amount_of_an_item_is_ours(documents: dict[str, Document]) -> None:
    for slug in ("310107-wanli-2023-budget", "310107-wanli-2024-budget"):
        document = documents[slug]
        paragraphs = {
            paragraph_id(section.key, number): "".join(run.text for run in paragraph)
            for section in document.sections
            for number, paragraph in enumerate(section.paragraphs, start=1)
        }
        items = summary_of(document).items
        assert len(items) == 3
        for item in items:
            said = paragraphs[item.fragment]
            printed_amounts = [f"{yuan / 10000:.2f}万元" for yuan in (item.before, item.now)]
            assert item.size is not None
            for part in (*printed_amounts, f"比{item.base}减少{item.size:.2f}%"):
                assert part in said, (slug, item.title, part)


def test_each_change_is_told_from_what_the_document_says(documents: dict[str, Document]) -> None:
    def bases(slug: str) -> dict[str, str]:
        return {each.title: each.base for each in summary_of(documents[slug]).said}

    assert bases(JIAOZUO) == {"收入总计": "上年", "“三公”经费": "上年预算数", "机关运行经费": "上年预算数"}
    assert bases("410803-101-2023-final") == {"收入总计": "上年度", "机关运行经费": "2022年度"}
    text = words(digest(shown(documents[JIAOZUO])))
    assert "50.25 万元， 比上年预算数增加 0.11 万元" in text
    even = words(digest(shown(documents["310107-wanli-2023-budget"])))
    assert "22.91 万元， 与2022年预算持平" in even


def test_items_of_one_name_are_told_apart() -> None:
    items = {"2010302": "行政运行", "2012902": "行政运行", "2080501": "退休"}
    names = {"20103": "政府办公厅", **items}
    assert [told_apart(code, items, names) for code in items] == [
        "政府办公厅（款）行政运行",
        "2012902 行政运行",
        "退休",
    ]


def test_final_accounts_set_the_budget_against_what_was_spent(documents: dict[str, Document]) -> None:
    summary = summary_of(documents["310107-social-work-2024-final"])
    found = [(each.title, each.base, str(each.budget.yuan), str(each.actual.yuan)) for each in summary.executed]
    assert found == [
        ("一般公共预算支出", "年初预算", "0.00", "3078233.00"),
        ("一般公共预算支出", "全年预算", "3210200.00", "3078233.00"),
        ("“三公”经费", "预算", "0.00", "0.00"),
    ]
    assert [each.rate and f"{each.rate:.2f}" for each in summary.executed] == [None, "95.89", None]
    assert lines(summary_of(documents["410803-101-2023-final"]).natures) == [
        ("基本支出", "6050000.00"),
        ("项目支出", "67000.00"),
    ]


def test_what_was_carried_over_is_a_source_of_its_own(documents: dict[str, Document]) -> None:
    summary = summary_of(documents["410704-101-2024-budget"])
    assert lines(summary.sources) == [("一般公共预算", "12416550.00"), ("上年结转结余", "200000.00")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_amount_of_a_summary_stands_where_it_leads(layout: str) -> None:
    load_classification()
    assert_led_to(synthetic.document(layout, 1))


def test_every_amount_of_the_samples_stands_where_it_leads(documents: dict[str, Document]) -> None:
    for document in documents.values():
        assert_led_to(document)


def assert_led_to(document: Document) -> None:
    page = shown(document)
    ids = ID.findall(page)
    assert len(ids) == len(set(ids)), document.slug
    cells = dict(re.findall(r'<td class="num" id="([^"]+)"[^>]*>([^<]*)<', page))
    found = LINK.findall(digest(page))
    assert len(found) >= 8
    for fragment, value in found:
        assert fragment in ids, (document.slug, fragment)
        if fragment in cells:
            assert Decimal(cells[fragment].replace(",", "") or 0) in printed(Decimal(value)), (fragment, value)
    for target in re.findall(r'(?:popovertarget="|href="#)([^"]+)"', digest(page)):
        assert target in ids, target


def printed(yuan: Decimal) -> set[Decimal]:
    """What an amount may be printed as: in 元 or 万元."""
    return {round_half_up(yuan, 2), round_half_up(yuan, 0), round_half_up(yuan / 10000, 2)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_document_is_told_as_one(layout: str) -> None:
    text = words(digest(shown(draft(empty(layout)))))
    assert "文件没有列出有钱的收入来源" in text and "文件没有写明与上年相比的增减" in text
    assert "最多的是" not in text and "%" not in text


def test_what_is_missing_is_not_zero(documents: dict[str, Document]) -> None:
    document = documents[JIAOZUO]
    sections = tuple(
        replace(section, paragraphs=(), tables=tuple(map(_without_amounts, section.tables)))
        for section in document.sections
    )
    text = words(digest(shown(replace(document, sections=sections))))
    assert "收入总计 未公开 ，支出总计 未公开" in text and "“三公”经费 未公开" in text and " 0 " not in text


def _without_amounts(table: Table) -> Table:
    def emptied(cells: dict) -> dict:  # type: ignore[type-arg]
        return {key: None if isinstance(cell, Amount) else cell for key, cell in cells.items()}

    panels = tuple(
        replace(panel, rows=tuple(replace(row, cells=emptied(row.cells)) for row in panel.rows))
        for panel in table.panels
    )
    return replace(table, panels=panels)


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def two_years() -> tuple[Disclosure, Disclosure]:
    load_classification()
    found = {data["disclosure"]["year"]: data for data in samples() if data["department"]["code"] == "wanli"}
    earlier = load_sample(found[2023])
    publish_unprinted(earlier)
    later = load_sample(found[2024])
    publish_unprinted(later)
    return earlier, later


def test_last_years_document_is_compared_with(client: Client) -> None:
    two_years()
    text = words(digest(page_of(client, "/d/310107-wanli-2024-budget/")))
    assert "2023 年同类文件（第 1 版）" in text
    assert "收入总计 16,497.86 → 15,621.11 -876.75（-5.31%）" in text
    assert "机关运行经费 786.09 → 443.18 -342.91（-43.62%）" in text
    first = page_of(client, "/d/310107-wanli-2023-budget/")
    assert "本站没有这个部门 2022 年的同类文件" in first and "同类文件（第" not in first


def test_a_correction_of_last_years_document_makes_the_page_new(client: Client) -> None:
    earlier, _ = two_years()
    path = "/d/310107-wanli-2024-budget/"
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    earlier.refresh_from_db()
    publish_unprinted(earlier, reason="更正")
    response = client.get(path, headers={"if-none-match": tag})
    assert response.status_code == 200 and "2023 年同类文件（第 2 版）" in response.content.decode()


def test_no_rate_is_told_of_nothing(client: Client) -> None:
    before = budget(year=2023)
    spend(before, "function", "500000.00", function="2010301")
    earn(before, "500000.00")
    publish_unprinted(before)
    now = Budget.objects.create(department=before.department, year=2024, layout=before.layout)
    spend(now, "function", "1000000.00", function="2010301", nature="project.target")
    earn(now, "1000000.00")
    publish_unprinted(now)
    text = words(digest(page_of(client, f"/d/{now.slug}/")))
    assert "项目支出 0 → 100.00 +100.00（上年为零，不算增幅）" in text
    assert "基本支出 50.00 → 0 -50.00（-100.00%）" in text


def test_what_last_year_did_not_report_is_not_compared(client: Client) -> None:
    before = budget(year=2023)
    publish_unprinted(before)
    now = Budget.objects.create(department=before.department, year=2024, layout=before.layout)
    earn(now, "1000000.00")
    publish_unprinted(now)
    text = words(digest(page_of(client, f"/d/{now.slug}/")))
    assert "收入总计 未公开 → 100.00 上年未公开，无法比较" in text and "政府采购 未公开 →" not in text


def of_unit(whole: Budget, unit: Unit, amount: str) -> None:
    own = Budget.objects.create(department=whole.department, unit=unit, year=whole.year, layout=whole.layout)
    spend(own, "function", amount, function="2010301", unit=unit)
    earn(own, amount, unit=unit)
    publish_unprinted(own)


def test_units_are_told_as_the_department_has_them(client: Client) -> None:
    whole = budget(units=3)
    units = list(whole.department.units.all())
    for unit, amount in zip(units, ("10000.00", "20000.00", "30000.00"), strict=True):
        spend(whole, "function", amount, function="2010301", unit=unit)
        earn(whole, amount, unit=unit)
    publish_unprinted(whole)
    path = f"/d/{whole.slug}/"
    text = words(digest(page_of(client, path)))
    assert "第1单位 1.00 第2单位 2.00 第3单位 3.00 各单位相加 6.00 部门合计 6.00" in text and "相差" not in text


@pytest.mark.parametrize("published", [1, 3])
def test_units_that_have_not_published_are_why_a_sum_differs(client: Client, published: int) -> None:
    whole = budget(units=3)
    units = list(whole.department.units.all())
    for unit in units:
        spend(whole, "function", "1000000.00", function="2010301", unit=unit)
        earn(whole, "1000000.00", unit=unit)
    publish_unprinted(whole)
    for unit in units[:published]:
        of_unit(whole, unit, "1000000.00")
    page = digest(page_of(client, f"/d/{whole.slug}/"))
    text = words(page)
    assert f"各单位相加 300.00 {published}00.00 部门合计 300.00 300.00" in text
    assert page.count(f'href="/d/410800-{units[0].code}-2024-budget/">') == 1
    missing = "共 3 个单位，1 个公开了自己的文件，还有 2 个没有，加起来不等于部门合计。"
    assert (missing in text) == ("相差 0 200.00" in text) == (published == 1)


def test_the_page_asks_as_much_of_the_database_for_one_unit_as_for_many(client: Client) -> None:
    whole = budget(units=5)
    units = list(whole.department.units.all())
    publish_unprinted(whole)
    of_unit(whole, units[0], "100.00")
    counted = []
    for unit in units[1:3]:
        of_unit(whole, unit, "100.00")
        page_of(client, f"/d/{whole.slug}/")  # draws it, which is kept
        with CaptureQueriesContext(connection) as asked_of:
            page_of(client, f"/d/{whole.slug}/")
        counted.append(len(asked_of))
    assert counted == [5, 5]


def test_the_preview_of_a_draft_has_the_summary_of_the_draft_alone() -> None:
    text = words(digest(shown(draft(sample(JIAOZUO)))))
    assert "收入总计 3,088.57 万元" in text and "同类文件" not in text
