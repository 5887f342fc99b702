"""Where an address stands on the page of a document: the id of its cell, its paragraph, its table or its section."""

import re
from collections.abc import Iterable

from budgets.document import NUMERIC, Document, anchor
from budgets.formats.outline import headings

# A figure of the narrative: section, paragraph, run.
_FIGURE = re.compile(r"(?P<section>.+)\.(?P<paragraph>\d+)\.\d+")


def paragraph_id(section: str, number: int) -> str:
    """The element id of a paragraph, counted from 1."""
    return f"s-{section}-{number}"


def ids_of(document: Document) -> frozenset[str]:
    """Every id that the page of ``document`` has."""
    cells = (
        anchor(f"{table.code}/{row.key}/{column.key}")
        for table in document.tables()
        for panel, row in table.rows()
        for column in panel.columns
        if column.kind in NUMERIC and not isinstance(row.cells.get(column.key, ""), str)
    )
    paragraphs = (
        paragraph_id(section.key, number)
        for section in document.sections
        for number in range(1, len(section.paragraphs) + 1)
    )
    return frozenset([*cells, *paragraphs, *(heading.id for heading in headings(document))])


def place_id(address: str, ids: frozenset[str]) -> str:
    """The id to which an address leads; its table's where there is no such cell, empty where there is none at all."""
    return next((each for each in _candidates(address) if each in ids), "")


def _candidates(address: str) -> Iterable[str]:
    if address.count("/") >= 2:
        yield anchor(address)
    if "/" in address:
        yield address.partition("/")[0]
    elif found := _FIGURE.fullmatch(address):
        yield paragraph_id(found["section"], int(found["paragraph"]))
        yield f"s-{found['section']}"
    else:
        yield from (address, f"s-{address}")
