"""Tables and paragraphs as HTML: what is marked up, what is escaped, what is linked."""

import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from budgets.document import Amount, Document, Figure, Text
from budgets.formats.html import paragraph_html, table_html
from budgets.formats.outline import headings
from budgets.formats.page import body_html
from budgets.formats.places import Places
from tests.published import SLUGS
from tests.small_document import CROSSED, PARAGRAPH, SPANNED, STACKED, figure, small_document


def paragraph(*runs: Text | Figure) -> str:
    return paragraph_html(runs, Places.of(small_document()))


def test_an_amount_is_a_number_with_an_address() -> None:
    assert '<td class="num" id="B03-__-basic">2,733.54</td>' in table_html(CROSSED)


def test_a_zero_that_is_printed_blank_is_an_empty_cell() -> None:
    assert '<td class="num" id="B03-__-basic.wages"></td>' in table_html(CROSSED)


def test_what_is_not_reported_says_so_and_can_be_pointed_at() -> None:
    assert '<td class="missing" id="B03-101_2013101-basic">未公开</td>' in table_html(CROSSED)


def test_a_name_is_a_heading_of_its_row_escaped_and_indented() -> None:
    assert '<th scope="row" class="indent-1">行政运行&lt;甲&gt;</th>' in table_html(CROSSED)


def test_headings_tell_what_they_head() -> None:
    html = table_html(CROSSED)
    assert '<th scope="colgroup" colspan="2">科目编码</th>' in html
    assert '<th scope="col" class="text names" rowspan="3">单位（科目名称）</th>' in html
    assert html.startswith('<table aria-labelledby="B03"><colgroup><col class="code"/>')


def test_a_group_of_rows_is_a_body_of_its_own() -> None:
    assert '<tbody class="group"><tr><td class="code" rowspan="3">' in table_html(SPANNED)


def test_stacked_panels_are_tables_named_by_their_titles_or_by_the_table() -> None:
    html = table_html(STACKED)
    assert html.count("<table") == 2
    assert "<table><caption>绩效指标</caption>" in html and '<table aria-labelledby="B14">' in html


def test_a_figure_leads_to_its_cell_and_says_where_that_is() -> None:
    assert paragraph(figure("2733.54", "B03/合计/basic")) == (
        '<a class="figure" href="#B03-__-basic"'
        ' aria-label="2733.54万元，见 2024年部门支出预算表，合计 行，基本支出 合计 列">'
        '<data value="27335400.00">2733.54</data></a>'
    )


def test_a_figure_without_a_cell_or_with_one_that_is_not_printed_is_no_link() -> None:
    assert paragraph(figure("1.00")) == paragraph(figure("1.00", "B99/a/b")) == '<data value="10000.00">1.00</data>'
    assert paragraph(figure("1.00", "B03/合计/name/none")) == '<data value="10000.00">1.00</data>'


def test_what_a_change_is_measured_against_follows_its_unit() -> None:
    html = paragraph_html(PARAGRAPH, Places.of(small_document()))
    assert '181.07</data>万元<small class="base">（上年2552.47万元）</small>，占' in html


def test_the_base_follows_the_number_where_no_unit_does() -> None:
    based = PARAGRAPH[3]
    assert paragraph(based).endswith("</data>" + '<small class="base">（上年2552.47万元）</small>')
    assert "</small>，共" in paragraph(based, Text("，共"))


def test_rates_and_missing_figures() -> None:
    html = paragraph_html(PARAGRAPH, Places.of(small_document()))
    assert '<data value="88.505">88.51</data>%' in html
    assert '<span class="missing">未公开</span>辆' in html


def test_words_are_escaped() -> None:
    assert paragraph(Text("<b>&")) == "&lt;b&gt;&amp;"


def test_a_section_that_only_repeats_its_tables_title_has_one_heading() -> None:
    found = [(each.id, each.level) for each in headings(small_document())]
    assert found == [
        *(("s-part1", 1), ("s-overall", 2), ("s-annex", 1), ("B01", 2)),
        *(("s-others", 2), ("B03", 3), ("B14", 3), ("B15", 3)),
    ]
    assert body_html(small_document()).count("2024年部门收支预算表</h3>") == 1


class Ids(HTMLParser):
    """Collects ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links |= {(found["href"] or "")[1:]} if found.get("href", "").startswith("#") else set()


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SLUGS)
def test_ids_are_unique_and_every_link_arrives(sample: str, documents: dict[str, Document]) -> None:
    parser = Ids()
    parser.feed(body_html(documents[sample]))
    assert len(parser.ids) == len(set(parser.ids))
    assert parser.links <= set(parser.ids)
    assert all(each.id in parser.ids for each in headings(documents[sample]))


@pytest.mark.django_db
@pytest.mark.parametrize("sample", SLUGS)
def test_every_figure_of_a_printed_cell_is_linked(sample: str, documents: dict[str, Document]) -> None:
    document = documents[sample]
    printed = {table.code for table in document.tables()}
    linked = [each for each in document.figures() if each.cell.partition("/")[0] in printed]
    reported = [each for each in linked if each.yuan is not None or each.value is not None]
    assert body_html(document).count('<a class="figure"') == len(linked) >= len(reported) > 30


def test_five_thousand_cells_are_drawn_in_milliseconds() -> None:
    (panel,) = CROSSED.panels
    rows = tuple(replace(panel.rows[1], key=f"r/{n}") for n in range(5000 // len(panel.columns)))
    table = replace(CROSSED, panels=(replace(panel, rows=rows),))
    assert all(isinstance(each.cells["total"], Amount) for each in rows)
    assert min(_seconds(lambda: table_html(table)) for _ in range(5)) < 0.05


def _seconds(act: object) -> float:
    start = time.process_time()
    act()  # type: ignore[operator]
    return time.process_time() - start
