"""A Document as a workbook: cover, narrative, and each table on a sheet of its own, as published."""

from collections.abc import Iterator, Sequence

from budgets.document import Document, Section
from budgets.formats.outline import edition_line, section_heading
from budgets.formats.sheet_names import SheetNames
from budgets.formats.sheets import PlainSheet
from budgets.formats.spreadsheet import LONGEST_TEXT, Book, Page
from budgets.formats.words import paragraph_words
from budgets.formats.xlsx_plain import write_plain
from budgets.formats.xlsx_table import write_published, write_table

COVER, NARRATIVE = "封面", "情况说明"


def xlsx_bytes(document: Document, extra: Sequence[PlainSheet] = ()) -> bytes:
    """The workbook of ``document``: 封面, 情况说明, a sheet for each table, then ``extra`` under their own names.

    Amounts are numbers in the unit of their table, exact to the fen, and show as they are printed; one that a double
    cannot hold is a text of all its digits. What is not reported is the text 未公开. Every text is written as a string,
    never as a formula or an address of the web, and one that begins like a formula is marked as text (Excel's leading
    apostrophe, which is not part of it), so that it stays a text when somebody edits the cell. A text longer than
    a cell can be says at its end that it is cut; paragraphs go on in the next row instead. The same document and
    sheets give the same bytes.
    """
    book = Book(document.title, document.organisation.name, document.year)
    names = SheetNames.besides([COVER, NARRATIVE, *(sheet.name for sheet in extra)])
    tables = [(names.table(table.number, table.title), table) for table in document.tables()]
    listed = [(name, table.title) for name, table in tables] + [(sheet.name, sheet.name) for sheet in extra]
    _cover(book.page(COVER), document, listed)
    _narrative(book.page(NARRATIVE), document, iter(listed))
    for name, table in tables:
        write_table(book.page(name), table, document.organisation.name, write_published)
    for sheet in extra:
        write_plain(book.page(sheet.name), sheet)
    return book.bytes()


def _cover(page: Page, document: Document, sheets: Sequence[tuple[str, str]]) -> None:
    """What document this is, and a list of the sheets that leads to them."""
    page.set_widths([16, 70])
    page.write(0, 0, document.title, "title", (1, 2))
    page.set_lines(0, 2 * page.lines(document.title, 0, 2))
    for row, (label, value) in enumerate(_facts(document), start=2):
        page.write(row, 0, label, "label")
        page.write(row, 1, value, "text")
    top = len(list(_facts(document))) + 3
    page.write(top, 0, "目录", "section")
    for number, (name, title) in enumerate([(NARRATIVE, NARRATIVE), *sheets], start=1):
        page.write(top + number, 0, str(number), "right")
        page.link(top + number, 1, title, name)
    page.paper(document.organisation.name, document.title)


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    whose = document.organisation
    facts = [
        ("财政区划", f"{whose.region_name}（{whose.region}）" if whose.region_name else whose.region),
        ("部门（单位）", f"{whose.name}（{whose.code}）" if whose.code else whose.name),
        ("年度", f"{document.year}年"),
        ("版本", edition_line(document)),
        ("金额单位", f"{document.unit}（各表以表中所列单位为准）"),
        ("编制日期", document.date),
        ("编号", document.slug),
    ]
    return ((label, value) for label, value in facts if value)


def _narrative(page: Page, document: Document, tables: Iterator[tuple[str, str]]) -> None:
    """Headings and paragraphs, one in a row; where a table stands in the document, a link to its sheet."""
    page.set_widths([90])
    row = 0
    for section in document.sections:
        row = _section(page, section, row)
        for _, (name, title) in zip(section.tables, tables, strict=False):
            page.link(row, 0, f"{title}（见工作表“{name}”）", name)
            row += 1
    page.paper(document.organisation.name, document.title)


def _section(page: Page, section: Section, row: int) -> int:
    """A section's heading and paragraphs; gives the row below them."""
    heading = section_heading(section)
    if heading:
        page.write(row, 0, heading.text, "chapter" if heading.level == 1 else "section")
        row += 1
    for paragraph in section.paragraphs:
        words = paragraph_words(paragraph)
        for start in range(0, max(len(words), 1), LONGEST_TEXT):
            page.write(row, 0, words[start : start + LONGEST_TEXT], "paragraph")
            row += 1
    return row
