"""A Document of what a workbook holds, to be checked like any other: its tables, and what it says in words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from budgets.document import Document, Organisation, Paragraph, Section, Table, Text
from budgets.importing.book import Sheet, Workbook
from budgets.importing.entered import is_facts, is_line_list
from budgets.importing.read import Reading, ReadTable
from budgets.layouts import load

# A sheet of words has at least one cell as long as this; covers and contents have none.
WORDY = 60
TITLE = re.compile(r"(?:(?!表)\S)*(?:19|20)\d{2}年(?:(?!表)\S)*(?:预算|决算)(?:(?!表)\S)*")


def document_of(workbook: Workbook, reading: Reading) -> Document:
    """The document of a workbook that has been read; ``KeyError`` if none of our tables is in it."""
    layout = load(next(iter(reading.tables.values())).layout)
    tables = [Section(code, read.table.title, 2, (), (_table(read, reading),)) for code, read in reading.tables.items()]
    return Document(
        slug="",
        title=next(_titles(workbook, reading), workbook.name),
        organisation=Organisation("", "", "", reading.organisation),
        year=reading.year,
        kind=layout.kind,
        unit=layout.narrative.unit,
        layout=f"{layout.key}@{layout.version}",
        sections=(*_narrative(workbook, reading), *tables),
    )


def _table(read: ReadTable, reading: Reading) -> Table:
    """The table with what stands below it."""
    return replace(read.table, notes=tuple(text for sheet, _, text in reading.words if sheet == read.sheet))


def _strangers(workbook: Workbook, reading: Reading) -> Iterator[tuple[int, Sheet]]:
    """Sheets that are no tables and no lists of figures."""
    for place, sheet in enumerate(workbook.sheets, start=1):
        if sheet.name in reading.strangers and not is_facts(sheet) and not is_line_list(sheet):
            yield place, sheet


def _titles(workbook: Workbook, reading: Reading) -> Iterator[str]:
    """What looks like the title of the whole, on the cover."""
    for _, sheet in _strangers(workbook, reading):
        for spot in sorted(sheet.cells):
            if found := TITLE.fullmatch("".join(sheet.text(*spot).split())):
                yield found[0]


def _narrative(workbook: Workbook, reading: Reading) -> Iterator[Section]:
    for place, sheet in _strangers(workbook, reading):
        paragraphs = tuple(_paragraphs(sheet)) if _wordy(sheet) else ()
        if paragraphs:
            yield Section(f"sheet{place}", sheet.name, 1, paragraphs)


def _wordy(sheet: Sheet) -> bool:
    return any(isinstance(value, str) and len(value) >= WORDY for value in sheet.cells.values())


def _paragraphs(sheet: Sheet) -> Iterator[Paragraph]:
    """Every line of every cell, from the top."""
    for spot in sorted(sheet.cells):
        for line in sheet.text(*spot).splitlines():
            if line.strip():
                yield (Text(line.strip()),)
