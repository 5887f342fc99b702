"""What search engines may find: an index of parts, each read from the catalogue a page at a time."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.models import CatalogueEntry, CatalogueProject, Department, Edition, Region

LIMIT = 2000
DOCUMENTS = 100  # of whose tables one page tells
OWN = Q(unit__isnull=True)
CODE, DEPARTMENT = "region__code", "department__code"


class Pages(Sitemap):
    """The pages that are always there."""

    def items(self) -> Sequence[str]:
        return ("index", "disclosures", "regions", "projects", "compare", "glossary", "data", "feeds")

    def location(self, item: str) -> str:
        return reverse(f"site:{item}")


class Part(Sitemap):
    """Rows of the catalogue, each of which is an address: the arguments of ``name``, then when it changed."""

    limit = LIMIT
    name = ""

    def items(self) -> Any:
        raise NotImplementedError

    def location(self, item: Sequence[Any]) -> str:
        return reverse(f"site:{self.name}", args=item[:-1])

    def lastmod(self, item: Sequence[Any]) -> datetime:
        return item[-1]

    def get_latest_lastmod(self) -> datetime | None:
        """The newest edition is the newest of every part."""
        return live().order_by("-public_from", "-edition").values_list("public_from", flat=True).first()


def live() -> QuerySet[CatalogueEntry]:
    """Live editions, in no order."""
    return CatalogueEntry.objects.live().order_by()


def grouped(entries: QuerySet[CatalogueEntry], *keys: str) -> Any:
    """The different values of ``keys`` among the entries, with the time of the newest."""
    return entries.values_list(*keys).annotate(last=Max("public_from")).order_by(*keys)


def having(places: Any, field: str) -> Any:
    """Of regions or departments those with live editions, with the time of the newest as ``last``."""
    own = live().filter(**{field: OuterRef("pk")})
    last = Subquery(own.order_by("-public_from").values("public_from")[:1])
    return places.filter(Exists(own)).annotate(last=last)


class Regions(Part):
    name = "region"

    def items(self) -> Any:
        return having(Region.objects, "region").order_by("code").values_list("code", "last")


class RegionYears(Part):
    name = "region_year_data"

    def items(self) -> Any:
        return grouped(live(), CODE, "year")


class Departments(Part):
    name = "department"

    def items(self) -> Any:
        departments = having(Department.objects, "department").order_by(CODE, "code")
        return departments.values_list(CODE, "code", "last")

    def location(self, item: Sequence[Any]) -> str:
        return reverse("site:department", args=[f"{item[0]}-{item[1]}"])


class Years(Part):
    name = "year"

    def items(self) -> Any:
        return grouped(live().filter(OWN), CODE, DEPARTMENT, "year")

    def location(self, item: Sequence[Any]) -> str:
        return reverse("site:year", args=[f"{item[0]}-{item[1]}", item[2]])


class Documents(Part):
    name = "disclosure"

    def items(self) -> Any:
        return live().order_by("slug").values_list("slug", "public_from")


class Checks(Documents):
    name = "checks"


class Changes(Part):
    name = "changes"

    def items(self) -> Any:
        return live().filter(number__gt=1).order_by("slug").values_list("slug", "number", "public_from")


class Projects(Part):
    name = "project"

    def items(self) -> Any:
        rows = CatalogueProject.objects.listed().order_by("department_id", "key")
        return rows.values_list("department__region__code", DEPARTMENT, "key", "shown_from")

    def location(self, item: Sequence[Any]) -> str:
        return reverse("site:project", args=["-".join(item[:3])])


class OfDocuments(Paginator):
    """Pages of documents, each of which is the list of their tables."""

    def page(self, number: Any) -> Any:
        found = super().page(number)
        found.object_list = list(tables(found.object_list))
        return found


class Tables(Part):
    name = "table"
    limit = DOCUMENTS

    def items(self) -> Any:
        return live().order_by("slug").values_list("slug", "public_from", "sha256")

    @property
    def paginator(self) -> Paginator:
        return OfDocuments(self.items(), self.limit)


def tables(rows: Iterable[Sequence[Any]]) -> Iterable[tuple[str, str, datetime]]:
    """(slug, code, time) of every table of documents given as (slug, time, SHA-256)."""
    shown = list(rows)
    codes = codes_of([sha256 for *_, sha256 in shown])
    return [(slug, code, at) for slug, at, sha256 in shown for code in codes[sha256]]


def codes_of(wanted: Sequence[str]) -> dict[str, list[str]]:
    """The codes of the tables of documents by SHA-256; what was read of a document once is kept."""
    known = cache.get_many([f"tables-{sha256}" for sha256 in wanted])
    found = {key.removeprefix("tables-"): codes for key, codes in known.items()}
    missing = Edition.objects.filter(sha256__in=[sha256 for sha256 in wanted if sha256 not in found])
    for sha256, document in missing.values_list("sha256", "document").iterator(chunk_size=20):
        found[sha256] = [table["code"] for part in json.loads(document)["sections"] for table in part["tables"]]
        cache.set(f"tables-{sha256}", found[sha256], None)
    return found


SITEMAPS = {
    "pages": Pages,
    "regions": Regions,
    "data": RegionYears,
    "departments": Departments,
    "years": Years,
    "documents": Documents,
    "checks": Checks,
    "changes": Changes,
    "tables": Tables,
    "projects": Projects,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is not worth finding, and where the sitemap is."""
    context = {"sitemap": request.build_absolute_uri(reverse("site:sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


Addresses = list[tuple[str, Callable[..., HttpResponse], dict[str, Any], str]]


def addresses() -> Addresses:
    """(route, view, arguments, name) of every address here."""
    parts = {"sitemaps": SITEMAPS}
    return [
        ("sitemap.xml", index, {**parts, "sitemap_url_name": "site:sitemap_part"}, "sitemap"),
        ("sitemap-<slug:section>.xml", sitemap, parts, "sitemap_part"),
        ("robots.txt", robots, {}, "robots"),
    ]
