"""HTML of the body of a document: sections with their paragraphs and tables."""

from collections.abc import Iterator
from html import escape

from budgets.document import Document, Section, Table
from budgets.formats.anchors import paragraph_id
from budgets.formats.html import paragraph_html, table_html
from budgets.formats.outline import Heading, section_heading, table_heading
from budgets.formats.places import Places


def body_html(document: Document) -> str:
    """Everything below the title of the page."""
    places = Places.of(document)
    return "".join(_section(section, places) for section in document.sections)


def _section(section: Section, places: Places) -> str:
    own = section_heading(section)
    words = "".join(_paragraphs(section, places))
    return f"{_heading(own)}{words}{''.join(_tables(section))}"


def _paragraphs(section: Section, places: Places) -> Iterator[str]:
    for number, each in enumerate(section.paragraphs, start=1):
        yield f'<p id="{escape(paragraph_id(section.key, number))}">{paragraph_html(each, places)}</p>'


def _heading(heading: Heading | None) -> str:
    if heading is None:
        return ""
    tag = f"h{min(heading.level, 4) + 1}"
    return f'<{tag} id="{escape(heading.id)}">{escape(heading.text)}</{tag}>'


def _tables(section: Section) -> Iterator[str]:
    for table in section.tables:
        code = escape(table.code)
        notes = "".join(f'<p class="note">{escape(note, False)}</p>' for note in table.notes)
        yield (
            f'<div class="table">{_heading(table_heading(section, table))}{_about(table)}'
            f'<div class="scroll" role="region" aria-labelledby="{code}" tabindex="0">{table_html(table)}</div>'
            f"{notes}</div>"
        )


def _about(table: Table) -> str:
    number = f"<span>{escape(table.number)}</span>" if table.number else ""
    return f'<p class="about">{number}<span>单位：{escape(table.unit)}</span></p>'
