"""The Word copy, read back: every heading, paragraph and cell, in order, on paper that fits."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from budgets.document import Document, Section, Table, Text
from budgets.formats.docx import docx_bytes
from budgets.formats.grid import Grid, grids
from budgets.formats.html import with_asides
from budgets.formats.outline import headings
from budgets.formats.words import cell_words
from tests.small_document import CROSSED, SPANNED, STACKED, row, small_document

pytestmark = pytest.mark.django_db

SAMPLES = [
    "310107-social-work-2024-final",
    "310107-wanli-2023-budget",
    "310107-wanli-2024-budget",
    "410395-001-2024-budget",
    "410704-101-2024-budget",
    "410800-101-2024-budget",
    "410802-524-2024-budget",
    "410803-101-2023-final",
]
# The order of the schema for what we write ourselves; Word refuses files that break it.
ORDERS = {
    "tcPr": ["tcW", "gridSpan", "vMerge", "shd", "vAlign"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar"],
    "trPr": ["cantSplit", "tblHeader"],
    "tc": ["tcPr", "p"],
    "tbl": ["tblPr", "tblGrid", "tr"],
}


def read(data: bytes) -> Word:
    return docx.Document(BytesIO(data))


@pytest.fixture(scope="module")
def copy_of(documents: dict[str, Document]) -> Callable[[str], Word]:
    """Gives the copy of a sample, written and read once."""
    return cache(lambda slug: read(docx_bytes(documents[slug])))


def lines_of(word: Word) -> list[tuple[str, str]]:
    """Style and words of every paragraph outside tables."""
    return [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]


def drawn(document: Document) -> Iterator[Grid]:
    for table in document.tables():
        yield from grids(table)


def expected_rows(grid: Grid) -> list[dict[int, tuple[str, int]]]:
    """For every row the words and the width in columns of the cells that begin there, by first column."""
    rows = [{cell.first: (cell.text, cell.colspan) for cell in heads} for heads in grid.head]
    covered = [0] * len(grid.columns)
    for body in grid.rows:
        free = [index for index, left in enumerate(covered) if not left]
        covered = [max(left - 1, 0) for left in covered]
        rows.append({index: (cell_words(cell.content), 1) for index, cell in zip(free, body.cells, strict=True)})
        for index, cell in zip(free, body.cells, strict=True):
            covered[index] = cell.rowspan - 1
    return rows


def written_rows(table: WordTable) -> list[dict[int, tuple[str, int]]]:
    """The same of a table in the file: cells that go on from above are left out."""
    rows = []
    for line in table._tbl.tr_lst:
        found, first = {}, 0
        for cell in line.tc_lst:
            merge = cell.tcPr.find(qn("w:vMerge"))
            if merge is None or merge.get(qn("w:val")) == "restart":
                found[first] = ("\n".join(p.text for p in cell.p_lst), cell.grid_span)
            first += cell.grid_span
        assert first == len(table._tbl.tblGrid.gridCol_lst)
        rows.append(found)
    return rows


def check_document(word: Word, document: Document) -> None:
    tables = word.tables[:-1]  # the last is to be signed
    grids_drawn = list(drawn(document))
    assert len(tables) == len(grids_drawn)
    for table, grid in zip(tables, grids_drawn, strict=True):
        assert written_rows(table) == expected_rows(grid)
        repeated = [
            line.trPr is not None and line.trPr.find(qn("w:tblHeader")) is not None for line in table._tbl.tr_lst
        ]
        assert repeated == [True] * len(grid.head) + [False] * len(grid.rows)
    lines = lines_of(word)
    found = [text for style, text in lines if style.startswith("Heading")]
    assert found == [heading.text for heading in headings(document)]
    paragraphs = [
        "".join(run.text for run in with_asides(each)) for section in document.sections for each in section.paragraphs
    ]
    assert [text for style, text in lines if style == "Body Text"] == paragraphs
    notes = [note for table in document.tables() for note in table.notes]
    assert [text for style, text in lines if style == "Table Note" and text] == notes


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_cell_and_paragraph_of_the_samples_is_there(
    documents: dict[str, Document], copy_of: Callable[[str], Word], slug: str
) -> None:
    check_document(copy_of(slug), documents[slug])


def test_a_small_document_of_every_kind_of_table() -> None:
    check_document(read(docx_bytes(small_document())), small_document())


@pytest.mark.parametrize("slug", SAMPLES[:2])
def test_the_same_document_gives_the_same_bytes(documents: dict[str, Document], slug: str) -> None:
    data = docx_bytes(documents[slug])
    assert data == docx_bytes(documents[slug])
    with ZipFile(BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    known = read(data).core_properties
    assert known.created == known.modified
    assert (known.created.replace(tzinfo=None), known.author) == (
        datetime(documents[slug].year, 1, 1),
        documents[slug].organisation.name,
    )


def test_the_title_page_says_what_it_is() -> None:
    lines = [text for _, text in lines_of(read(docx_bytes(small_document())))][:7]
    assert lines == [
        "焦作市",
        "焦作市委办公室",
        "2024年度部门预算",
        "第 1 版",
        "二〇二四年二月",
        "410800-101-2024-budget",
        "目录",
    ]
    assert "草稿" in [text for _, text in lines_of(read(docx_bytes(replace(small_document(), edition=0))))][:4]


def test_the_contents_lead_to_every_heading(documents: dict[str, Document], copy_of: Callable[[str], Word]) -> None:
    document = documents["410800-101-2024-budget"]
    body = copy_of("410800-101-2024-budget").element.body
    links = [(link.get(qn("w:anchor")), words(link)) for link in body.iter(qn("w:hyperlink"))]
    assert [text for _, text in links] == [heading.text for heading in headings(document)]
    marks = {start.get(qn("w:name")): words(start.getparent()) for start in body.iter(qn("w:bookmarkStart"))}
    assert dict(links) == marks
    assert [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_there_are_lines_to_sign_on() -> None:
    table = read(docx_bytes(small_document())).tables[-1]
    assert [row.cells[0].text for row in table.rows] == ["编制人（签字）", "审核人（签字）", "负责人（签字）", "日期"]
    assert all(not row.cells[1].text for row in table.rows)


def test_wide_tables_stand_on_pages_across(copy_of: Callable[[str], Word]) -> None:
    word = copy_of("410800-101-2024-budget")
    papers = {(round(pages.page_width.cm, 1), round(pages.page_height.cm, 1)) for pages in word.sections}
    assert {(21.0, 29.7), (29.7, 21.0)} <= papers <= {(21.0, 29.7), (29.7, 21.0), (42.0, 29.7)}
    assert (round(word.sections[-1].page_width.cm, 1), round(word.sections[-1].page_height.cm, 1)) == (21.0, 29.7)


@pytest.mark.parametrize("slug", SAMPLES)
def test_no_table_is_wider_than_its_page(copy_of: Callable[[str], Word], slug: str) -> None:
    for width, room in widths_and_rooms(copy_of(slug)):
        assert width <= room + 40  # twips of rounding


def widths_and_rooms(word: Word) -> Iterator[tuple[int, int]]:
    """For every table its width and what is between the margins of its page, in twips."""
    pages = iter(word.sections)
    page = next(pages)
    for child in word.element.body:
        if child.tag == qn("w:tbl"):
            widths = [int(column.get(qn("w:w"))) for column in child.iter(qn("w:gridCol"))]
            yield sum(widths), round((page.page_width - page.left_margin - page.right_margin) / 635)
        elif child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            page = next(pages)


def test_pages_are_numbered_but_the_first() -> None:
    word = read(docx_bytes(small_document()))
    first = word.sections[0]
    codes = [field.get(qn("w:instr")) for field in first.footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "焦作市委办公室2024年度部门预算（第 1 版）" in first.header.paragraphs[0].text
    assert [pages.different_first_page_header_footer for pages in word.sections][:2] == [True, False]
    assert all(pages.footer.is_linked_to_previous for pages in list(word.sections)[1:])


@pytest.mark.parametrize(
    ("style", "font"),
    [("Normal", "仿宋"), ("Body Text", "仿宋"), ("Heading 1", "黑体"), ("Title", "宋体"), ("Table Text", "宋体")],
)
def test_chinese_is_in_chinese_fonts(style: str, font: str) -> None:
    fonts = read(docx_bytes(small_document())).styles[style].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [name for name in fonts.attrib if "Theme" in name]


@pytest.mark.parametrize("slug", ["410803-101-2023-final", "410800-101-2024-budget"])
def test_what_we_write_ourselves_is_in_the_order_of_the_schema(copy_of: Callable[[str], Word], slug: str) -> None:
    body = copy_of(slug).element.body
    for tag, order in ORDERS.items():
        for element in list(body.iter(qn(f"w:{tag}")))[:-40]:
            places = [order.index(name) for name in map(local, element)]
            assert places == sorted(places), (tag, places)
    for before, after in zip(list(body), list(body)[1:], strict=False):
        assert (local(before), local(after)) != ("tbl", "tbl")  # Word would make them one


def words(element: Any) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def test_what_xml_cannot_hold_is_left_out_and_lines_stay_lines() -> None:
    hostile = "甲<b>&\x00\x0b\ufffe乙\n丙"
    table = replace(STACKED, title=hostile, notes=(hostile,))
    table = replace(table, panels=(replace(table.panels[0], rows=(row("a", label=hostile, text=hostile),)),))
    section = Section("s", hostile, 1, ((Text(hostile),),), (table,))
    word = read(docx_bytes(replace(small_document(), title=hostile, sections=(section,))))
    assert word.tables[0].rows[0].cells[1].text == "甲<b>&乙\n丙"
    assert [text for style, text in lines_of(word) if style in ("Body Text", "Heading 1")] == ["甲<b>&乙\n丙"] * 2


def test_headings_without_words_go_with_what_follows_them() -> None:
    sections = (Section("a", "第一部分", 1), Section("b", "各表", 2, (), (CROSSED, SPANNED)), Section("c", "附注", 1))
    lines = lines_of(read(docx_bytes(replace(small_document(), sections=sections))))
    found = [(style, text) for style, text in lines if style.startswith("Heading")]
    assert found == [
        ("Heading 1", "第一部分"),
        ("Heading 2", "各表"),
        ("Heading 3", CROSSED.title),
        ("Heading 3", SPANNED.title),
        ("Heading 1", "附注"),
    ]


def test_an_empty_form_is_its_title_and_its_note() -> None:
    table = Table("F12", "项目单位自评表", "万元", (), "", ("注：没有。",), "stacked")
    word = read(docx_bytes(replace(small_document(), sections=(Section("s", "表", 1, (), (table,)),))))
    assert [text for style, text in lines_of(word) if style in ("Heading 2", "Table Note")] == [
        table.title,
        "注：没有。",
    ]
    assert len(word.tables) == 1


def test_rates_and_marks_stand_as_printed(copy_of: Callable[[str], Word]) -> None:
    texts = {text for table in copy_of("410803-101-2023-final").tables for text in all_texts(table)}
    assert {"72.08%", "611.7", "0.00%"} <= texts


def all_texts(table: WordTable) -> Iterator[str]:
    for line in written_rows(table):
        yield from (text for text, _ in line.values())
