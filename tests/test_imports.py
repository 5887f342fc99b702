"""Files read into a disclosure: what our own workbook gives back, what a file with mistakes is told."""

from typing import Any

import pytest

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import canonical
from budgets.editions import draft
from budgets.editions.files import workbook
from budgets.entries import made, put, taken
from budgets.formats.xlsx import xlsx_bytes
from budgets.importing.book import NOTICE
from budgets.imports.reading import Result, read
from budgets.models import Disclosure
from tests.admin_pages import slug_of

pytestmark = pytest.mark.django_db
SAMPLES = {slug_of(data): data for data in samples()}
IDENTITY = ("kind", "regions", "department", "units", "disclosure")


def emptied(entries: dict[str, Any], disclosure: Disclosure) -> Disclosure:
    """The same disclosure with nothing entered, of a database that knows the department and nothing else."""
    disclosure.delete()
    return made({key: entries[key] for key in IDENTITY})


def told(result: Result) -> list[str]:
    """What has to be looked at before a file is entered."""
    return [str(problem) for problem in result.problems if problem.severity != NOTICE]


@pytest.mark.parametrize("slug", SAMPLES)
def test_our_workbook_gives_the_identical_document_to_an_empty_database(slug: str) -> None:
    load_classification()
    disclosure = load_sample(SAMPLES[slug])
    before, entries = draft(disclosure), taken(disclosure)
    content = workbook(before, entries)
    again = emptied(entries, disclosure)
    result = read(again, content, f"{slug}.xlsx")
    assert told(result) == []
    assert result.differing == ()
    put(again, result.entries)
    assert canonical(draft(Disclosure.objects.get(pk=again.pk))) == canonical(before)


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_tables_alone_give_the_identical_tables(slug: str) -> None:
    load_classification()
    disclosure = load_sample(SAMPLES[slug])
    before, entries = draft(disclosure), taken(disclosure)
    content = xlsx_bytes(before)
    again = emptied(entries, disclosure)
    result = read(again, content, f"{slug}.xlsx")
    assert not result.wrong, [str(problem) for problem in result.problems]
    put(again, result.entries)
    after = draft(Disclosure.objects.get(pk=again.pk))
    assert result.differing == ()
    assert {table.code: table.panels for table in after.tables()} == {
        table.code: table.panels for table in before.tables()
    }
