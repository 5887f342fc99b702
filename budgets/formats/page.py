"""HTML of the body of a document: sections with their paragraphs and tables."""

from collections.abc import Callable, Iterator
from html import escape

from budgets.document import Document, Section, Table
from budgets.formats.anchors import paragraph_id
from budgets.formats.html import paragraph_html, table_html
from budgets.formats.outline import Heading, section_heading, table_heading
from budgets.formats.places import Places


def nothing(table: Table) -> str:
    """Nothing below a table."""
    return ""


def downloads_html(table: Table) -> str:
    """Where a table is alone, and its files: addresses below that of the page, be it of the live edition or of one."""
    title, code = escape(table.title), escape(table.code)
    files = "".join(
        f' <a href="tables/{code}.{ending}" aria-label="下载{title} {ending.upper()}">{ending.upper()}</a>'
        for ending in TABLE_FILES
    )
    return f'<p class="take"><a href="tables/{code}/" aria-label="单独看{title}">单独看这张表</a>{files}</p>'


TABLE_FILES = ("csv", "xlsx", "json")
Below = Callable[[Table], str]


def body_html(document: Document, below: Below = nothing) -> str:
    """Everything below the title of the page; ``below`` makes what stands below each table."""
    places = Places.of(document)
    return "".join(_section(section, places, below) for section in document.sections)


def _section(section: Section, places: Places, below: Below) -> str:
    own = section_heading(section)
    words = "".join(_paragraphs(section, places))
    return f"{_heading(own)}{words}{''.join(_tables(section, below))}"


def _paragraphs(section: Section, places: Places) -> Iterator[str]:
    for number, each in enumerate(section.paragraphs, start=1):
        yield f'<p id="{escape(paragraph_id(section.key, number))}">{paragraph_html(each, places)}</p>'


def _heading(heading: Heading | None) -> str:
    if heading is None:
        return ""
    tag = f"h{min(heading.level, 4) + 1}"
    return f'<{tag} id="{escape(heading.id)}">{escape(heading.text)}</{tag}>'


def _tables(section: Section, below: Below) -> Iterator[str]:
    for table in section.tables:
        yield f'<div class="table">{_heading(table_heading(section, table))}{framed_html(table)}{below(table)}</div>'


def framed_html(table: Table) -> str:
    """A table below its heading (the element with its code as id): number and unit, the table, notes."""
    notes = "".join(f'<p class="note">{escape(note, False)}</p>' for note in table.notes)
    frame = f'<div class="scroll" role="region" aria-labelledby="{escape(table.code)}" tabindex="0">'
    return f"{_about(table)}{frame}{table_html(table)}</div>{notes}"


def _about(table: Table) -> str:
    number = f"<span>{escape(table.number)}</span>" if table.number else ""
    return f'<p class="about">{number}<span>单位：{escape(table.unit)}</span></p>'
