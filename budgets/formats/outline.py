"""The headings of a document: what stands in its contents, with ids and levels."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgets.document import Document, Section, Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: element id, words, and level from 1."""

    id: str
    text: str
    level: int


def headings(document: Document) -> Iterator[Heading]:
    """Every heading of ``document`` in order."""
    for section in document.sections:
        own = section_heading(section)
        if own is not None:
            yield own
        for table in section.tables:
            yield table_heading(section, table)


def section_heading(section: Section) -> Heading | None:
    """The heading of a section; none if it has no words, or only repeats the title of its table."""
    repeated = not section.paragraphs and [table.title for table in section.tables] == [section.heading]
    return None if repeated or not section.heading else Heading(f"s-{section.key}", section.heading, section.level)


def table_heading(section: Section, table: Table) -> Heading:
    """The heading of a table: below its section's, or in its place. The id is the table's code."""
    below = section_heading(section) is not None
    return Heading(table.code, table.title, section.level + below)


def title_lines(document: Document) -> tuple[str, ...]:
    """The title, broken behind the organisation's name where it has it."""
    before, name, after = document.title.partition(document.organisation.name)
    return (before + name, after) if name and after else (document.title,)


def edition_line(document: Document) -> str:
    """Which edition this is; a draft says so."""
    return f"第 {document.edition} 版" if document.edition else "草稿"
