"""The home page: one search, what is new, where there is anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budgets.models import CatalogueEntry, Region, Withdrawal
from budgets.site.lists import kept_by_readers
from budgets.site.regions import documents_of_regions
from budgets.site.tables import publisher, whose

NEWS = 10
REGIONS = 12


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a document: when, of which address, to whose document, what, and why."""

    at: datetime
    slug: str
    name: str
    document: str
    what: str
    reason: str = ""


@require_safe
@kept_by_readers
def index(request: HttpRequest) -> HttpResponse:
    """What a reader begins with."""
    documents = documents_of_regions()
    largest = sorted(documents, key=lambda region: -documents[region].count)[:REGIONS]
    context = {
        "news": news(),
        "regions": [(region, documents[region.pk]) for region in Region.objects.filter(pk__in=largest)],
        "more_regions": len(documents) > REGIONS,
    }
    return render(request, "site/index.html", context)


def news(most: int = NEWS) -> list[News]:
    """The newest publications, corrections and withdrawals. Two queries."""
    now = timezone.now()
    found = [*_published(now, most), *_withdrawn(now, most)]
    return sorted(found, key=lambda each: each.at, reverse=True)[:most]


def _published(now: datetime, most: int) -> Iterator[News]:
    entries = CatalogueEntry.objects.seen(now).select_related("department", "unit")
    only = ("slug", "number", "year", "kind", "public_from", "department__name", "unit__name", "reason")
    for entry in entries.only(*only).order_by("-public_from", "-edition")[:most]:
        what = "首次公开" if entry.number == 1 else f"更正，第 {entry.number} 版"
        document = f"{entry.year}年{entry.get_kind_display()}"
        yield News(entry.public_from, entry.slug, whose(entry), document, what, entry.reason)


def _withdrawn(now: datetime, most: int) -> Iterator[News]:
    """Withdrawals of what readers had seen."""
    seen = CatalogueEntry.objects.seen(now).filter(slug=OuterRef("slug"), number__lte=OuterRef("number"))
    withdrawals = Withdrawal.objects.filter(Exists(seen)).select_related("disclosure__department", "disclosure__unit")
    for each in withdrawals.order_by("-at", "-pk")[:most]:
        document = f"{each.disclosure.year}年{each.disclosure.get_kind_display()}"
        yield News(each.at, each.slug, publisher(each), document, "撤下", each.reason)
