"""Pages of live catalogue entries: what the lists of documents, lines and measures begin with."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse

from budgets.api.asked import Listing, OfDisclosures, OfDocuments
from budgets.api.paging import slice_of
from budgets.models import CatalogueEntry, Department, Region, Unit
from budgets.models.catalogue import EntryQuerySet

# Fetched apart: joined, they lead the database to read and sort all entries.
WHOSE = ("department__region", "unit")
ADDRESS = re.compile(r"([0-9]{6})-(.+)")
STAND_IN = "SLUG"


def entries(asked: OfDisclosures) -> EntryQuerySet:
    """The live entries that are asked for, with whose they are, by their addresses.

    404 for a region or department that is not known: nothing published is something else.
    """
    region, code = whose(asked)
    wanted = {
        "region__code": region,
        "department__code": code,
        "year": asked.year,
        "kind": asked.kind,
    }
    known = {name: value for name, value in wanted.items() if value is not None}
    return CatalogueEntry.objects.live().filter(**known).prefetch_related(*WHOSE).order_by("slug")


def whose(asked: OfDisclosures) -> tuple[str | None, str | None]:
    """The region and the code of the department that are asked for, each of them known; 404 for others."""
    known_region(asked.region)
    if asked.department is None:
        return asked.region, None
    address = ADDRESS.fullmatch(asked.department)
    region, code = address.groups() if address else (asked.region, asked.department)
    found = Department.objects.filter(code=code, **({"region__code": region} if region else {}))
    if asked.region not in (None, region) or not found.exists():
        raise Http404(f"没有这个部门：{asked.department}" + (f"（地区 {asked.region}）" if asked.region else ""))
    return region, code


def known_region(code: str | None) -> None:
    """404 for a region that is not known."""
    if code is not None and not Region.objects.filter(code=code).exists():
        raise Http404(f"没有这个地区：{code}")


def page_of(found: EntryQuerySet, asked: Listing | OfDocuments) -> tuple[Sequence[CatalogueEntry], str | None]:
    """The entries of the page that is asked for, and where the next one begins."""
    found = found.filter(slug__gt=asked.cursor or "")
    shown, more = slice_of(list(found[: asked.limit + 1]), asked.limit)
    return shown, shown[-1].slug if more else None


def documents(asked: OfDocuments) -> EntryQuerySet:
    """Entries of the documents that rows are asked of: units' own only where they are wanted."""
    found = entries(asked)
    return found if asked.units == "true" else found.filter(unit=None)


def named(q: str) -> Q:
    """Entries of departments and units that are called so, or have this code."""
    departments = Department.objects.filter(
        Q(name__icontains=q) | Q(short_name__icontains=q) | Q(narrative_name__icontains=q) | Q(code=q)
    )
    units = Unit.objects.filter(Q(name__icontains=q) | Q(code=q))
    return Q(department__in=departments.values("pk")) | Q(unit__in=units.values("pk"))


class Pages:
    """The complete addresses of the pages of documents."""

    def __init__(self, request: HttpRequest) -> None:
        address = reverse("site:disclosure", args=[STAND_IN])
        self._before, self._after = request.build_absolute_uri(address).split(STAND_IN)

    def page(self, slug: str) -> str:
        """Of a document's page."""
        return f"{self._before}{slug}{self._after}"

    def file(self, slug: str, ending: str) -> str:
        """Of a document's file."""
        return f"{self._before}{slug}.{ending}"


def origin(entry: CatalogueEntry) -> dict[str, Any]:
    """What rows say of the document that they come from."""
    return {
        "slug": entry.slug,
        "edition": entry.number,
        "region": entry.department.region.code,
        "department": entry.department.code,
        "department_name": entry.department.name,
        "year": entry.year,
        "kind": entry.kind,
    }
