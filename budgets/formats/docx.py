"""A Document as a Word file: the copy that is read, signed and filed before it is published."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from budgets.document import Document, Section
from budgets.formats.docx_fields import add_page_numbers, add_text, bookmark, fill_contents
from budgets.formats.docx_styles import room, set_paper, set_styles
from budgets.formats.docx_table import Measure, table_xml
from budgets.formats.outline import Heading, edition_line, headings, section_heading, table_heading, title_lines
from budgets.formats.pdf_html import SHORT, Printed
from budgets.formats.words import paragraph_words, printable

SIGNATURES = ("编制人", "审核人", "负责人", "日期")
MOMENT = (1980, 1, 1, 0, 0, 0)  # in the file: a time of making would change its bytes


def docx_bytes(document: Document) -> bytes:
    """The Word file of ``document``: title, contents, narrative, tables and notes as published, lines to sign on.

    Headings are Word's own, so that its navigation and its table of contents know them; wide tables stand on pages
    across, the widest on A3. The same document gives the same bytes.
    """
    writing = _Writing(document, docx.Document())
    writing.title_page()
    writing.contents()
    for section in document.sections:
        writing.section(section)
    writing.signatures()
    return _packed(writing.word)


@dataclass(slots=True)
class _Writing:
    """The Word file while it is written; headings wait until it is known on which paper their section begins."""

    document: Document
    word: Word
    orientation: str = "portrait"
    written: int = 0
    waiting: list[Heading] = field(default_factory=list)

    def __post_init__(self) -> None:
        set_styles(self.word)
        first = self.word.sections[0]
        set_paper(first, "portrait")
        first.different_first_page_header_footer = True
        add_text(first.header.paragraphs[0], f"{self.document.title}（{edition_line(self.document)}）")
        add_page_numbers(first.footer.paragraphs[0])
        self._properties()

    def _properties(self) -> None:
        known = self.word.core_properties
        known.title, known.comments = printable(self.document.title)[:255], ""
        known.author = printable(self.document.organisation.name)[:255]
        known.last_modified_by, known.revision, known.language = known.author, 1, "zh-CN"
        known.created = known.modified = datetime(self.document.year, 1, 1)

    def title_page(self) -> None:
        """The region, the title, which edition, the date and the address."""
        self._add(self.document.organisation.region_name, "Subtitle").paragraph_format.space_before = Pt(150)
        for line in title_lines(self.document):
            self._add(line, "Title")
        for line in (edition_line(self.document), self.document.date, self.document.slug):
            if line:
                self._add(line, "Subtitle")

    def contents(self) -> None:
        """All headings, as links, on a page of their own."""
        self._add("目录", "Subtitle").paragraph_format.page_break_before = True
        listed = list(headings(self.document))
        lines = [self.word.add_paragraph(style=f"toc {min(each.level, 3)}") for each in listed]
        fill_contents(lines, [each.text for each in listed])
        self._turn("portrait", anew=True)

    def section(self, section: Section) -> None:
        """Headings and words, then tables."""
        own = section_heading(section)
        self.waiting += [own] if own else []
        if section.paragraphs:
            self._turn("portrait")
            self._headings()
            for paragraph in section.paragraphs:
                self._add(paragraph_words(paragraph), "Body Text")
        for table in section.tables:
            self._table(section, Printed.of(table))

    def _table(self, section: Section, printed: Printed) -> None:
        """A table below its heading: on a new page, unless it is short and the paper need not be turned."""
        short = sum(len(grid.rows) for grid in printed.grids) <= SHORT
        turned = self._turn(printed.paper.orientation)
        self.waiting.append(table_heading(section, printed.table))
        self._headings(page_break=not (short or turned), last=WD_ALIGN_PARAGRAPH.CENTER)
        self._about(printed)
        pages = room(self.word.sections[-1])
        for grid, widths in zip(printed.grids, printed.paper.widths, strict=True):
            if grid.title or grid is not printed.grids[0]:
                self._add(grid.title, "Caption").paragraph_format.keep_with_next = True
            xml = table_xml(grid, Measure.of(widths, pages, printed.paper.size))
            self.word.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
        for note in printed.table.notes or ("",):
            self._add(note, "Table Note")

    def _about(self, printed: Printed) -> None:
        """Whose table it is, its number and its unit."""
        number = f"{printed.table.number}　" if printed.table.number else ""
        words = f"部门名称：{self.document.organisation.name}\t{number}单位：{printed.table.unit}"
        line = self._add(words, "Table Text").paragraph_format
        line.tab_stops.add_tab_stop(Pt(room(self.word.sections[-1])), WD_TAB_ALIGNMENT.RIGHT)
        line.keep_with_next = True

    def _headings(self, page_break: bool = False, last: WD_ALIGN_PARAGRAPH | None = None) -> None:
        """Write what waits; ``last`` is the alignment of the last of them."""
        for heading in self.waiting:
            line = self._add(heading.text, f"Heading {min(heading.level, 3)}")
            line.paragraph_format.page_break_before = page_break
            if last is not None and heading is self.waiting[-1]:
                line.alignment = last
            bookmark(line, self.written)
            self.written += 1
            page_break = False
        self.waiting = []

    def _turn(self, orientation: str, anew: bool = False) -> bool:
        """Go on on paper of this orientation; whether a new page began for it."""
        if orientation == self.orientation and not anew:
            return False
        added = self.word.add_section(WD_SECTION.NEW_PAGE)
        added.different_first_page_header_footer = False
        set_paper(added, orientation)
        self.orientation = orientation
        return True

    def _add(self, text: str, style: str) -> Paragraph:
        paragraph = self.word.add_paragraph(style=style)
        add_text(paragraph, text)
        return paragraph

    def signatures(self) -> None:
        """Lines for who prepared, reviewed and answers for it, kept on one page."""
        self._turn("portrait")
        self._headings()
        title = self._add("签批", "Subtitle").paragraph_format
        title.space_before, title.keep_with_next = Pt(36), True
        table = self.word.add_table(len(SIGNATURES), 2, "Table Grid")
        for row, label in zip(table.rows, SIGNATURES, strict=True):
            row.height = Cm(1.6)
            add_text(row.cells[0].paragraphs[0], f"{label}（签字）" if label != SIGNATURES[-1] else label)
            for cell, width in zip(row.cells, (Cm(5), Cm(12)), strict=True):
                cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _packed(word: Word) -> bytes:
    """The file, each part with the same time."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(ZipInfo(name, MOMENT), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()
