"""What the pages read from editions; documents are kept by SHA-256, for an edition never changes."""

from collections import OrderedDict
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from budgets.catalogue import mentions_of
from budgets.document import Document
from budgets.editions import document_of
from budgets.models import Department, Edition
from budgets.models.catalogue import within
from budgets.years import Mention

KEPT = 64
_kept: OrderedDict[str, Document] = OrderedDict()


def documents(editions: Sequence[Edition]) -> list[Document]:
    """The documents of editions; one query fetches those that are not kept."""
    wanted = [edition.sha256 for edition in editions]
    found = {sha256: kept for sha256 in wanted if (kept := _kept.pop(sha256, None)) is not None}
    unknown = [sha256 for sha256 in wanted if sha256 not in found]
    if unknown:
        fetched = Edition.objects.filter(sha256__in=unknown).only("sha256", "document")
        found |= {edition.sha256: document_of(edition) for edition in fetched.iterator(chunk_size=20)}
    _kept.update(found)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return [found[sha256] for sha256 in wanted]


def named_projects(editions: Sequence[Edition]) -> list[tuple[Mention, ...]]:
    """Where each edition names projects. One query."""
    found = mentions_of([edition.pk for edition in editions])
    return [found.get(edition.pk, ()) for edition in editions]


def department_of(who: str) -> Department | None:
    """The department of an address (``<region>-<code>``), with its region."""
    region, _, code = who.partition("-")
    return Department.objects.filter(region__code=region, code=code).select_related("region").first()


def live_of(who: str, year: int | None = None) -> list[Edition]:
    """The live editions of a department (``<region>-<code>``), its own before those of its units; 404 without any.

    Years stand from the newest.
    """
    region, _, code = who.partition("-")
    editions = without_documents(Edition.objects.filter(within(way="entry__"))).filter(
        entry__department__region__code=region, entry__department__code=code
    )
    if year is not None:
        editions = editions.filter(entry__year=year)
    found = list(editions.order_by("-entry__year", "entry__kind", "entry__unit__position", "slug"))
    if not found:
        raise Http404("没有这个部门公开的文件")
    return sorted(found, key=lambda edition: edition.disclosure.unit_id is not None)


def without_documents(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """What lists need of editions."""
    return editions.select_related("disclosure__department__region", "disclosure__unit").defer("document", "checked")
