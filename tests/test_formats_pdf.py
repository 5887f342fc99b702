"""The PDF read back: every text and amount, our fonts only, contents, tags; and nothing fetched from elsewhere."""

import io
import logging
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

import pdfplumber
import pytest
from pdfplumber.pdf import PDF

from budgets.document import NOT_REPORTED, Amount, Document, Number, Section, Text
from budgets.formats.engine import BASE, StaticFetcher, render, render_by_default
from budgets.formats.fonts import UNPRINTABLE, unprintable
from budgets.formats.grid import grids
from budgets.formats.page import body_html
from budgets.formats.pdf import default_pdf_bytes, pdf_bytes
from tests.published import OF_EACH_KIND, SLUGS
from tests.small_document import amount, row, small_document

OURS = {"Print-Sans", "Print-Bold,-Bold", "Print-Serif"}


@pytest.fixture(scope="module")
def pdf() -> Iterator[PDF]:
    with pdfplumber.open(io.BytesIO(pdf_bytes(small_document()))) as opened:
        yield opened


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def words(pdf: PDF) -> str:
    """All text between running title and page number, without spaces."""
    return "".join(squeezed("\n".join((page.extract_text() or "").split("\n")[1:-1])) for page in pdf.pages[1:])


def cells(pdf: PDF) -> Counter[str]:
    """The texts of all cells of all tables of all pages."""
    found = (squeezed(cell) for page in pdf.pages for table in page.extract_tables() for line in table for cell in line)
    return Counter(text for text in found if text)


def wanted(document: Document) -> Counter[str]:
    """The texts of all cells that must be in the PDF."""
    drawn = (cell for table in document.tables() for grid in grids(table) for line in grid.rows for cell in line.cells)
    texts = (cell.content.text if isinstance(cell.content, Amount | Number) else cell.content for cell in drawn)
    return Counter(squeezed(NOT_REPORTED if text is None else text) for text in texts if text != "")


def page_paragraphs(document: Document) -> list[str]:
    """The words of all paragraphs as the page shows them, last year's amounts included, without spaces."""
    found = re.findall(r"<p\b[^>]*>(.*?)</p>", body_html(document), flags=re.S)
    return [squeezed(unescape(re.sub(r"<[^>]+>", "", paragraph))) for paragraph in found]


def fonts(pdf: PDF) -> set[str]:
    return {char["fontname"].split("+")[-1] for page in pdf.pages for char in page.chars}


def test_every_cell_is_read_back(pdf: PDF) -> None:
    assert not wanted(small_document()) - cells(pdf)


def test_every_paragraph_heading_and_note_is_read_back(pdf: PDF) -> None:
    text = words(pdf)
    document = small_document()
    for section in document.sections:
        assert squeezed(section.heading) in text
    for paragraph in page_paragraphs(document):
        assert paragraph in text
    assert all(squeezed(note) in text for table in document.tables() for note in table.notes)


def test_only_our_fonts_are_embedded(pdf: PDF) -> None:
    assert fonts(pdf) <= OURS


def test_cover_contents_and_page_numbers(pdf: PDF) -> None:
    cover, contents = pdf.pages[0].extract_text(), pdf.pages[1].extract_text()
    assert all(text in cover for text in ("焦作市委办公室\n2024年度部门预算", "二〇二四年二月", "第 1 版"))
    assert re.search(r"2024年部门收支预算表[ .]*\d+\n", contents)
    assert contents.endswith(f"第 2 页，共 {len(pdf.pages)} 页")
    assert contents.startswith("焦作市委办公室2024年度部门预算\n目录")


def test_the_contents_name_the_right_pages(pdf: PDF) -> None:
    for title, number in re.findall(r"(2024\S*表)[ .]*(\d+)", pdf.pages[1].extract_text()):
        assert title in pdf.pages[int(number) - 1].extract_text()


def test_it_is_tagged_has_bookmarks_and_tells_what_it_is(pdf: PDF) -> None:
    catalog = pdf.doc.catalog
    assert {"StructTreeRoot", "MarkInfo", "Outlines"} <= set(catalog)
    assert catalog["Lang"] in (b"zh-CN", "zh-CN")
    assert pdf.metadata["Title"] == "焦作市委办公室2024年度部门预算"
    assert pdf.metadata["Author"] == "焦作市委办公室"
    assert [title for _, title, *_ in pdf.doc.get_outlines()][1:3] == [
        "第一部分　焦作市委办公室概况",
        "一、收支总体情况",
    ]


def test_headings_of_a_table_are_repeated_on_every_page() -> None:
    table = small_document().table("B03")
    (panel,) = table.panels
    many = tuple(replace(panel.rows[1], key=f"r/{n}") for n in range(120))
    long = replace(table, panels=(replace(panel, rows=many),), notes=())
    document = replace(small_document(), sections=(Section("B03", long.title, 1, (), (long,)),))
    with pdfplumber.open(io.BytesIO(pdf_bytes(document))) as pdf:
        pages = pdf.pages[2:]
        assert len(pages) > 2
        assert all("单位（科目名称）" in page.extract_text() for page in pages)
        assert sum(len(table.rows) for page in pages for table in page.find_tables()) == 120 + 3 * len(pages)


@pytest.mark.parametrize("text", ["3,088.57", "123,456,789.00"])
def test_amounts_are_never_broken(text: str) -> None:
    table = small_document().table("B03")
    (panel,) = table.panels
    columns = (*panel.columns[:3], *(replace(panel.columns[3], key=f"a{n}", heading=(f"资金{n}",)) for n in range(24)))
    line = row("x", name="中国共产党焦作市委员会办公室", **{f"a{n}": amount("3088.57", text) for n in range(24)})
    wide = replace(table, panels=(replace(panel, columns=columns, rows=(line,)),))
    document = replace(small_document(), sections=(Section("B03", wide.title, 1, (), (wide,)),))
    with pdfplumber.open(io.BytesIO(pdf_bytes(document))) as pdf:
        assert cells(pdf)[text] == 24
        assert pdf.pages[2].width > pdf.pages[2].height


def test_rare_characters_of_names_are_printed_and_others_marked(caplog: pytest.LogCaptureFixture) -> None:
    assert unprintable("喆堃≤≥①") == frozenset() and unprintable("甲😀") == {"😀"}
    section = Section("s", "王喆", 1, ((Text("李堃😀"),),))
    with caplog.at_level(logging.WARNING, "weasyprint"):
        made = pdf_bytes(replace(small_document(), sections=(section,)))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        assert f"李堃{UNPRINTABLE}" in words(pdf) and "王喆" in words(pdf) and fonts(pdf) <= OURS
    assert not caplog.records


def test_the_same_document_makes_the_same_pages_with_and_without_our_engine(pdf: PDF) -> None:
    with pdfplumber.open(io.BytesIO(default_pdf_bytes(small_document()))) as default:
        assert [page.extract_text() for page in default.pages] == [page.extract_text() for page in pdf.pages]
        assert "StructTreeRoot" not in default.doc.catalog


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/a.png", "https://example.org/a", "file:///etc/passwd", f"{BASE}../manage.py", "ftp://x/y"],
)
def test_nothing_but_our_static_files_is_fetched(address: str) -> None:
    with pytest.raises(ValueError, match=r"disallowed|not one of our"):
        StaticFetcher().fetch(address)


def test_our_static_files_and_data_are_fetched() -> None:
    assert b"@font-face" in StaticFetcher().fetch(f"{BASE}css/pdf.css").read()
    assert StaticFetcher().fetch("data:text/plain,a").read() == b"a"


@pytest.mark.parametrize("make", [render, render_by_default])
def test_a_page_that_asks_for_the_network_gets_nothing(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    html = '<html lang="zh-CN"><head><title>t</title><link rel="stylesheet" href="http://127.0.0.1/a.css"/></head>'
    assert make(f"<!DOCTYPE html>{html}<body><p>a</p></body></html>").startswith(b"%PDF")  # type: ignore[operator]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sample", [slug if slug in OF_EACH_KIND else pytest.param(slug, marks=pytest.mark.long) for slug in SLUGS]
)
def test_every_cell_and_paragraph_of_the_samples_is_read_back(
    sample: str, documents: dict[str, Document], pdf_of: Callable[[str], bytes]
) -> None:
    document = documents[sample]
    with pdfplumber.open(io.BytesIO(pdf_of(sample))) as pdf:
        assert not wanted(document) - cells(pdf)
        text = words(pdf)
        assert fonts(pdf) <= OURS
    assert [paragraph for paragraph in page_paragraphs(document) if paragraph not in text] == []
