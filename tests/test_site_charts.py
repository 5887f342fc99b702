"""Charts: tables of exact amounts of the document, whose sides add up, where a missing year is missing and not zero."""

import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets import synthetic
from budgets.data.load import load_classification
from budgets.document import Amount, Document
from budgets.editions import draft
from budgets.extracts import EXPENDITURE, FLOW, INCOME, leaves
from budgets.formats.anchors import ids_of
from budgets.layouts import available
from budgets.models import CatalogueMeasure, Department
from budgets.site.chart_money import functional_names, of_document
from budgets.site.chart_years import of_department
from budgets.site.charts import LINES, Chart, Row
from tests.a_year import FINAL, WHO, budget_of_the_year, sample
from tests.builders import budget, earn, freeze, spend

pytestmark = pytest.mark.django_db
TOTALS = ("收入总计", "支出总计")
ROW = re.compile(r'<tr[^>]*><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', re.S)


def charts_of(document: Document) -> dict[str, Chart]:
    return {chart.key: chart for chart in of_document(document, functional_names(document.year))}


def rows(chart: Chart) -> dict[str, Row]:
    return {row.code or row.name: row for group in chart.groups for row in group}


def yuan(row: Row) -> list[Decimal | None]:
    return [None if found is None else found.yuan for found in row.amounts]


def added(found: list[Row], column: int = 0) -> Decimal:
    return sum((row.amounts[column].yuan for row in found if row.amounts[column]), Decimal(0))


def sides_add_up(document: Document) -> None:
    """Of every chart of a document: rows add up to the totals, parts to their row, and totals are the document's."""
    found = [leaf for leaf in leaves(document) if leaf.cut == FLOW]
    charts = charts_of(document)
    for direction, name, group in zip((INCOME, EXPENDITURE), TOTALS, charts["flow"].groups, strict=True):
        *parts, total = group
        assert total.name == name
        assert added(parts) == yuan(total)[0] == sum(leaf.yuan for leaf in found if leaf.direction == direction)
    structure = charts["structure"]
    for row in (*charts["flow"].groups[1], *structure.groups[0]):
        amount, *parts = yuan(row)
        carried = sum(leaf.yuan for leaf in found if leaf.balance and leaf.direction == EXPENDITURE)
        assert not any(parts) or sum(filter(None, parts)) == amount - (carried if row.name == "支出总计" else 0), (
            row.name
        )
    total, *below = structure.groups[0]
    for column in range(len(structure.headings)):
        assert added([row for row in below if row.kind == "detail"], column) == (yuan(total)[column] or 0)
        assert added([row for row in below if not row.level], column) == (yuan(total)[column] or 0)


def test_both_sides_of_every_sample_add_up(documents: dict[str, Document]) -> None:
    for document in documents.values():
        sides_add_up(document)
        received, spent = (group[-1] for group in charts_of(document)["flow"].groups)
        assert yuan(received)[0] == yuan(spent)[0], document.slug


@pytest.mark.parametrize("layout", [key for key, _ in available()])
def test_both_sides_of_made_up_documents_add_up(layout: str) -> None:
    for seed in range(3):
        sides_add_up(synthetic.document(layout, seed))


def test_the_amounts_are_those_that_the_documents_print(documents: dict[str, Document]) -> None:
    load_classification()
    flow = rows(charts_of(documents["410704-101-2024-budget"])["flow"])
    printed = {
        "一般公共预算": "1241.66",
        "上年结转结余": "20.00",
        "收入总计": "1261.66",
        "国有资本经营预算支出": "20.00",
        "支出总计": "1261.66",
    }
    assert {name: f"{yuan(flow[name])[0] / 10000:.2f}" for name in printed} == printed
    structure = rows(charts_of(documents["310107-wanli-2024-budget"])["structure"])
    wanted = {
        "支出合计": [156211123, 99706020, 56505103],
        "212": [119385303, 76609000, 42776303],
        "21201": [94450003, 76609000, 17841003],
        "2120101": [16603248, 16353248, 250000],
        "2120199": [54212362, 54212362, None],
    }
    assert {code: yuan(structure[code]) for code in wanted} == wanted
    assert [structure[code].level for code in ("212", "21201", "2120101")] == [0, 1, 2]


def test_an_amount_leads_to_its_cell_and_a_sum_of_ours_to_none(documents: dict[str, Document]) -> None:
    structure = rows(charts_of(documents["310107-wanli-2024-budget"])["structure"])
    assert [found.fragment for found in structure["2060702"].amounts if found] == ["B03-2060702-project"] * 2
    assert structure["212"].amounts[0].fragment == ""


def test_a_total_leads_to_the_total_of_the_table_and_never_to_a_part(documents: dict[str, Document]) -> None:
    charts = charts_of(documents["410803-101-2023-final"])
    places = [found.fragment for found in rows(charts["structure"])["支出合计"].amounts if found]
    assert places == ["F03-__-total", "F03-__-basic", "F03-__-project"]
    flow = [found.fragment for name in TOTALS for found in rows(charts["flow"])[name].amounts if found]
    assert flow == ["F01-income_total-amount", "F01-expenditure_total-amount", "F03-__-basic", "F03-__-project"]
    for document in documents.values():
        ids = ids_of(document)
        for chart in charts_of(document).values():
            for row in (row for group in chart.groups for row in group if row.kind != "detail"):
                for fragment in (found.fragment for found in row.amounts if found and found.fragment):
                    assert fragment in ids and re.search(r"-(__|income_total|expenditure_total)-", fragment), row.name


def test_a_class_does_not_lead_to_its_only_item(documents: dict[str, Document]) -> None:
    load_classification()
    charts = charts_of(documents["410802-524-2024-budget"])
    one_item = [row for row in charts["flow"].groups[1] if row.name == "住房保障支出"]
    assert [found.fragment for row in one_item for found in row.amounts if found] == ["", ""]


def test_the_largest_item_is_told_with_its_section_where_others_have_its_name(documents: dict[str, Document]) -> None:
    load_classification()
    said = {slug: charts_of(document)["structure"].says for slug, document in documents.items()}
    office = "最多的是党委办公厅（室）及相关机构事务（款）行政运行，"
    assert f"13 项中{office}1,728.17 万元，占 55.95%。" in said["410800-101-2024-budget"]
    assert office in said["410704-101-2024-budget"] and office in said["410803-101-2023-final"]
    assert "最多的是信访业务，" in said["410802-524-2024-budget"]


def test_money_carried_out_stands_beside_the_functions() -> None:
    made = budget()
    earn(made, "500000.00")
    spend(made, "function", "300000.00", function="2013101")
    made.balance_lines.create(kind="budgeted_closing", fund="general", amount=Decimal("200000.00"))
    document = draft(made)
    flow, structure = charts_of(document)["flow"], charts_of(document)["structure"]
    assert yuan(rows(flow)["年终结转结余"]) == [Decimal(200000), None]
    assert yuan(rows(flow)["支出总计"]) == [Decimal(500000), Decimal(300000)]
    assert yuan(rows(structure)["支出合计"]) == [Decimal(300000), Decimal(300000)]


def test_amounts_below_zero_are_not_drawn_but_told(documents: dict[str, Document]) -> None:
    document = with_amount(documents["410704-101-2024-budget"], "B03", Decimal(-10000))
    found = charts_of(document)
    assert found["flow"].kind == "table" or "flow" not in found
    assert found["structure"].kind in ("bars", "table")


def with_amount(document: Document, code: str, less: Decimal) -> Document:
    """The document with an amount of a table below zero, and its total less by as much."""

    def changed(row):
        cells = dict(row.cells)
        if row.kind == "total" or row is first:
            for key in ("total", "basic"):
                if isinstance(cells.get(key), Amount):
                    cells[key] = replace(cells[key], yuan=cells[key].yuan - taken)
        return replace(row, cells=cells)

    table = document.table(code)
    first = next(row for _, row in table.rows() if row.kind == "detail" and row.cells["total"].yuan)
    taken = first.cells["total"].yuan - less
    panels = tuple(replace(panel, rows=tuple(map(changed, panel.rows))) for panel in table.panels)
    new = replace(table, panels=panels)
    sections = tuple(
        replace(section, tables=tuple(new if each is table else each for each in section.tables))
        for section in document.sections
    )
    return replace(document, sections=sections)


def test_a_document_without_amounts_has_no_charts(documents: dict[str, Document]) -> None:
    document = documents["410704-101-2024-budget"]
    assert of_document(replace(document, sections=()), {}) == ()


def of_years(*years: int) -> Department:
    for place, year in enumerate(years, start=1):
        made = budget(year=year)
        earn(made, f"{place}00000.00")
        spend(made, "function", f"{place}00000.00", function="2013101")
        freeze(made)
    call_command("catalogue", "--anew")
    return made.department


def test_a_year_without_a_document_is_a_gap_and_never_zero() -> None:
    chart = next(each for each in of_department(of_years(2021, 2022, 2024)) if each.key == "expenditure-total")
    assert chart.kind == LINES
    (points,) = chart.groups
    assert [row.name for row in points] == ["2021年", "2022年", "2023年", "2024年"]
    assert [yuan(row)[0] for row in points] == [Decimal(100000), Decimal(200000), None, Decimal(300000)]
    assert all("未公开" in list(row.cells())[1] for row in points)
    assert "未公开" in next(points[2].cells())
    assert chart.says == "预算从 2021 年的 10.00 万元到 2024 年的 30.00 万元，增加 20.00 万元（200.00%）。"


def test_one_year_alone_is_no_row_of_years() -> None:
    assert of_department(of_years(2024)) == ()


def test_what_is_not_live_is_not_drawn() -> None:
    department = of_years(2023, 2024)
    CatalogueMeasure.objects.filter(entry__year=2023).delete()
    assert of_department(department) == ()


@pytest.mark.parametrize("years", [(2023, 2024), (2018, 2019, 2020, 2021, 2022, 2023, 2024)])
def test_the_years_of_a_department_take_one_query(years: tuple[int, ...]) -> None:
    department = of_years(*years)
    with CaptureQueriesContext(connection) as queries:
        of_department(department)
    assert len(queries) == 1


@pytest.fixture
def of_one_year() -> None:
    freeze(budget_of_the_year())
    freeze(sample(FINAL))
    call_command("catalogue", "--anew")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_chart_of_a_year_is_drawn_from_the_table_of_the_page(client: Client, of_one_year: None) -> None:
    page = text(client, f"/departments/{WHO}/2023/")
    assert page.count('<figure class="chart"') == 2
    for over in ("function", "project"):
        assert f'data-over="{over}"' in page
        assert page.count(f'<table aria-labelledby="{over}">') == 1
    assert 'data-series="年初预算:hollow 全年预算:hatched 决算:solid" data-most="12" data-rate="完成率"' in page
    assert "年初预算 512.00 万元，决算 519.87 万元，多 7.87 万元，完成率 101.54%" in page


def test_the_chart_of_a_project_says_what_became_of_its_money(client: Client, of_one_year: None) -> None:
    found = re.search(r'href="(/projects/[^"/?]+/)">应急移动通信费', text(client, f"/departments/{WHO}/2023/"))
    page = text(client, found[1])
    assert 'data-over="amounts"' in page
    assert re.search(r"2023年年初预算 0.60 万元，全年执行 [\d.]+ 万元", page)


def test_a_page_tells_the_same_as_its_charts_and_asks_for_the_script(client: Client) -> None:
    edition = freeze(sample("310107-wanli-2024-budget"))
    call_command("catalogue", "--anew")
    page = text(client, f"/d/{edition.slug}/")
    assert page.count('<figure class="chart"') == 2
    assert page.count("vendor/echarts/echarts") == page.count("js/charts") == 1
    table = page[page.index('<table aria-labelledby="chart-structure">') :]
    cells = {re.sub(r"<[^>]+>", "", name): own for name, own in ROW.findall(table[: table.index("</table>")])}
    assert re.findall(r'<data value="([^"]+)">([^<]+)', cells["2120101 行政运行"]) == [
        ("16603248.00", "1,660.32"),
        ("16353248.00", "1,635.32"),
        ("250000.00", "25.00"),
    ]
    assert set(re.findall(r'href="#(B03-[^"]+)"', table)) <= set(re.findall(r'id="(B03-[^"]+)"', page))


def test_a_page_without_charts_asks_for_no_script(client: Client) -> None:
    page = text(client, "/projects/")
    assert "echarts" not in page
    assert "charts.js" not in page


def test_the_library_is_the_one_that_script_make_charts_states() -> None:
    script = (settings.BASE_DIR / "script" / "make_charts").read_text()
    folder = settings.BASE_DIR / "static" / "vendor" / "echarts"
    digest = hashlib.sha256((folder / "echarts.min.js").read_bytes()).hexdigest()
    assert re.search(r'^SHA256 = "(\w+)"', script, re.M)[1] == digest
    assert "Apache License" in (folder / "LICENSE").read_text()
    assert "Apache Software Foundation" in (folder / "NOTICE").read_text()
