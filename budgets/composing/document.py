"""Composes a Document from the facts of a disclosure and its layout. Pure: no database here."""

from collections.abc import Iterator, Mapping

from budgets.document import Document, Organisation, Section, Table
from budgets.facts import Facts
from budgets.layouts import Layout, SectionLayout
from budgets.narrative.figures import Ledgerbook
from budgets.narrative.render import paragraphs
from budgets.narrative.words import Words
from budgets.numerals import numeral
from budgets.tables import build
from budgets.tables.cells import filled, is_empty


def compose(facts: Facts, layout: Layout) -> Document:
    """The whole disclosure as a draft (edition 0)."""
    tables = {table.code: build(facts, table) for table in (*layout.tables, *layout.unprinted)}
    printed = tuple(
        table.code for table in layout.tables if table.when == "always" or not is_empty(tables[table.code].panels)
    )
    sections = tuple(_sections(facts, layout, tables, printed))
    return Document(
        slug=facts.slug,
        title=filled(layout.title, facts),
        organisation=Organisation(facts.region, facts.region_name, facts.code, facts.name),
        year=facts.year,
        kind=facts.kind,
        unit=layout.narrative.unit,
        layout=f"{layout.key}@{layout.version}",
        sections=sections,
        date=facts.date,
        meta={f"source.{key}": address for key, address in facts.sources.items()},
    )


def _sections(facts: Facts, layout: Layout, tables: Mapping[str, Table], printed: tuple[str, ...]) -> Iterator[Section]:
    words = Words(facts, layout, Ledgerbook(facts, layout, tables, printed))
    numbers = {1: 0, 2: 0, 3: 0}
    for section in layout.sections:
        if section.when and section.when not in printed:
            continue
        heading = _heading(facts, section, numbers)
        yield Section(section.key, heading, section.level, paragraphs(section.template or section.key, words))
        for code in printed:
            if code in section.tables or "*" in section.tables:
                yield Section(code, tables[code].title, section.level + 1, (), (tables[code],))


def _heading(facts: Facts, section: SectionLayout, numbers: dict[int, int]) -> str:
    """The heading with its running number; numbers start again below every higher heading."""
    for level in numbers:
        if level > section.level:
            numbers[level] = 0
    if section.level in numbers:
        numbers[section.level] += 1
    heading = section.heading.replace("{n}", numeral(numbers.get(section.level, 0)) if "{n}" in section.heading else "")
    return filled(heading, facts)
