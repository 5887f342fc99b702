"""What the pages read from editions, kept by SHA-256: an edition never changes, so each is parsed once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.http import Http404

from budgets.document import Document
from budgets.editions import document_of, live
from budgets.models import Department, Edition
from budgets.years import Mention, mentions

Read = TypeVar("Read")


class Kept(Generic[Read]):
    """What ``read`` makes of editions; the last ``most`` are kept."""

    def __init__(self, read: Callable[[Edition], Read], most: int) -> None:
        self._read = read
        self._most = most
        self._kept: OrderedDict[str, Read] = OrderedDict()

    def of(self, editions: Iterable[Edition]) -> list[Read]:
        """What is read from each edition; one query fetches those that are not kept."""
        wanted = [edition.sha256 for edition in editions]
        found = {sha256: kept for sha256 in wanted if (kept := self._kept.pop(sha256, None)) is not None}
        unknown = [sha256 for sha256 in wanted if sha256 not in found]
        if unknown:
            fetched = Edition.objects.filter(sha256__in=unknown).only("sha256", "document")
            found |= {edition.sha256: self._read(edition) for edition in fetched.iterator(chunk_size=20)}
        self._kept.update(found)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return [found[sha256] for sha256 in wanted]


def _mentions(edition: Edition) -> tuple[Mention, ...]:
    return mentions(document_of(edition))


_documents = Kept(document_of, most=64)
_projects = Kept(_mentions, most=20_000)


def documents(editions: Sequence[Edition]) -> list[Document]:
    """The documents of editions."""
    return _documents.of(editions)


def named_projects(editions: Sequence[Edition]) -> list[tuple[Mention, ...]]:
    """Where each edition names projects."""
    return _projects.of(editions)


def live_of(who: str, year: int | None = None) -> list[Edition]:
    """The live editions of a department (``<region>-<code>``), its own before those of its units; 404 without any.

    Years stand from the newest.
    """
    region, _, code = who.partition("-")
    editions = without_documents(live()).filter(
        disclosure__department__region__code=region, disclosure__department__code=code
    )
    if year is not None:
        editions = editions.filter(disclosure__year=year)
    found = list(editions.order_by("-disclosure__year", "disclosure__kind", "disclosure__unit__position", "slug"))
    if not found:
        raise Http404("没有这个部门公开的文件")
    return sorted(found, key=lambda edition: edition.disclosure.unit_id is not None)


def state_of_lists() -> tuple[object, ...]:
    """What tells one state of the lists of all departments from another: which editions are live, and the names.

    The first and last SHA-256 tell one database from another.
    """
    which = live().aggregate(Count("pk"), Sum("pk"), Max("pk"), Min("sha256"), Max("sha256"))
    names = Department.objects.order_by("pk").values_list("pk", "code", "name", "region__code")
    return (*which.values(), *names)


def without_documents(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """What lists need of editions."""
    return editions.select_related("disclosure__department__region", "disclosure__unit").defer("document", "checked")
