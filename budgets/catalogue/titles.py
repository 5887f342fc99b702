"""The titles of documents as search finds them."""

from collections.abc import Sequence

from budgets.catalogue.names import called
from budgets.catalogue.searching import DOCUMENTS, MARKS
from budgets.catalogue.words import marked, words
from budgets.models import CatalogueEntry, CataloguePassage


def title_of(entry: CatalogueEntry, labels: Sequence[object]) -> CataloguePassage:
    """A document, found by the words of its title and by what those whose it is are called."""
    department = entry.department
    own = (entry.unit.name,) if entry.unit else (department.name, department.short_name)
    names = called(entry.region.name, tuple(filter(None, own)))
    found = (token for text in (entry.title, *names) for token in words(text))
    return CataloguePassage(
        entry=entry,
        department=department,
        unit=entry.unit,
        kind=DOCUMENTS,
        text=entry.title,
        words=marked(MARKS[DOCUMENTS], found, labels),
    )
