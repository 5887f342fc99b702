"""Puts editions into the catalogue, with what is taken out of their documents."""

import json
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef

from budgets.catalogue.alone import alone
from budgets.catalogue.mentions import keep_mentions
from budgets.catalogue.names import renew_names
from budgets.catalogue.projects import renew_projects
from budgets.catalogue.searching import words_of
from budgets.catalogue.times import renew_times
from budgets.catalogue.titles import title_of
from budgets.catalogue.words import of_department
from budgets.document import Document, from_json
from budgets.extracts import leaves, measured, passages
from budgets.models import (
    CatalogueEntry,
    CatalogueLine,
    CatalogueMeasure,
    CataloguePassage,
    Department,
    Disclosure,
    Edition,
)
from budgets.years import mentions

# To be raised with every change of what is taken out of a document: entries of another version are made anew.
VERSION = 4
LARGEST_BATCH = 500


@transaction.atomic
def enter(edition: Edition, document: Document) -> None:
    """Put an edition into the catalogue, in place of what was there of it."""
    department = alone(edition.disclosure.department_id)
    CatalogueEntry.objects.filter(pk=edition.pk).delete()
    entry = _entry(edition, document, department)
    CatalogueLine.objects.bulk_create(_lines(entry, document), LARGEST_BATCH)
    CatalogueMeasure.objects.bulk_create(_measures(entry, document), LARGEST_BATCH)
    CataloguePassage.objects.bulk_create(_passages(entry, document), LARGEST_BATCH)
    keep_mentions(entry.pk, mentions(document))
    renew_times(entry.slug)
    renew_names(department)
    renew_projects(department)


@transaction.atomic
def withdrawn(disclosure: Disclosure, slug: str) -> None:
    """Say from when on the editions of an address are not live any more, and what is left of the projects."""
    department = alone(disclosure.department_id)
    renew_times(slug)
    renew_projects(department)


def bring_up_to_date() -> int:
    """Enter every edition that the catalogue lacks or has from another version of the code; how many they were."""
    current = CatalogueEntry.objects.filter(pk=OuterRef("pk"), made_by=VERSION)
    missing = list(Edition.objects.exclude(Exists(current)).order_by("pk").values_list("pk", flat=True))
    for key in missing:
        edition = Edition.objects.select_related("disclosure__department__region", "disclosure__unit").get(pk=key)
        enter(edition, from_json(json.loads(edition.document)))
    return len(missing)


def _entry(edition: Edition, document: Document, department: Department) -> CatalogueEntry:
    disclosure = edition.disclosure
    return CatalogueEntry.objects.create(
        edition=edition,
        slug=edition.slug,
        number=edition.number,
        title=document.title,
        region=department.region,
        department=department,
        unit=disclosure.unit,
        year=disclosure.year,
        kind=disclosure.kind,
        layout=edition.layout,
        sha256=edition.sha256,
        reason=edition.reason,
        public_from=edition.public_from,
        endings=" ".join(edition.files),
        made_by=VERSION,
    )


def _lines(entry: CatalogueEntry, document: Document) -> Iterator[CatalogueLine]:
    for position, leaf in enumerate(leaves(document)):
        yield CatalogueLine(
            entry=entry,
            position=position,
            cut=leaf.cut,
            direction=leaf.direction,
            code=leaf.code,
            name=leaf.name,
            amount=leaf.yuan,
            cell=leaf.cell,
            nature=leaf.nature,
            fund=leaf.fund,
            origin=leaf.origin,
            balance=leaf.balance,
            unit=leaf.unit,
        )


def _measures(entry: CatalogueEntry, document: Document) -> Iterator[CatalogueMeasure]:
    for found in measured(document):
        yield CatalogueMeasure(
            entry=entry, key=found.key, amount=found.yuan, value=found.value, fragment=found.fragment
        )


def _passages(entry: CatalogueEntry, document: Document) -> Iterator[CataloguePassage]:
    """Its title; the passages from the last to the first, for a search shows those with the highest keys first."""
    labels = (entry.year, entry.kind, entry.department.region.code, of_department(entry.department_id))
    yield title_of(entry, labels)
    for passage in reversed(list(passages(document))):
        yield CataloguePassage(
            entry=entry,
            department=entry.department,
            unit=entry.unit,
            kind=passage.kind,
            heading=passage.heading[:200],
            text=passage.text,
            fragment=passage.fragment,
            words=words_of(passage, labels),
        )
