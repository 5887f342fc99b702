"""Documents: the list, the document itself, its editions."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from budgets.api.asked import Listing
from budgets.api.entries import Pages, entries, named, page_of
from budgets.api.paging import page
from budgets.editions import public_json
from budgets.models import CatalogueEntry, Edition, Withdrawal
from budgets.site.conditional import unless_known
from budgets.site.finding import NONE, find, history

JSON = "application/json; charset=utf-8"


def listed(request: HttpRequest, asked: Listing) -> dict[str, Any]:
    """A page of live documents."""
    found = entries(asked)
    if asked.q is not None:
        found = found.filter(named(asked.q))
    shown, cursor = page_of(found, asked)
    pages = Pages(request)
    return page(request, [_listed(entry, pages) for entry in shown], cursor)


def _listed(entry: CatalogueEntry, pages: Pages) -> dict[str, Any]:
    department, unit = entry.department, entry.unit
    whose = unit or department
    region = department.region
    return {
        "slug": entry.slug,
        "title": entry.title,
        "organisation": {
            "region": region.code,
            "region_name": region.name,
            "code": whose.code,
            "name": whose.name,
        },
        "unit_of": department.code if unit else None,
        "year": entry.year,
        "kind": entry.kind,
        "edition": entry.number,
        "public_from": entry.public_from,
        "sha256": entry.sha256,
        "urls": _addresses(entry, pages),
    }


def _addresses(entry: CatalogueEntry, pages: Pages) -> dict[str, str | None]:
    endings = entry.endings.split()
    stored = {ending: pages.file(entry.slug, ending) if ending in endings else None for ending in ("pdf", "xlsx")}
    return {"page": pages.page(entry.slug), "json_": pages.file(entry.slug, "json"), **stored}


def document(request: HttpRequest, slug: str, number: int | None) -> HttpResponse:
    """The frozen document of an edition, as it was published."""
    edition, _ = find(slug, number)
    return unless_known(request, edition.sha256, lambda: HttpResponse(public_json(edition), content_type=JSON))


def editions(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Every edition of a document that came out, withdrawn ones too."""
    found = history(slug)
    if not found:
        raise Http404(NONE)
    withdrawals = list(Withdrawal.objects.filter(slug=slug).order_by("number"))
    pages = Pages(request)
    live = next((edition.number for edition in found if not edition.withdrawn), None)
    items = [_edition(edition, withdrawals, live, pages) for edition in found]
    return {"slug": slug, "items": items}


def _edition(edition: Edition, withdrawals: Sequence[Withdrawal], live: int | None, pages: Pages) -> dict[str, Any]:
    gone = next((each for each in withdrawals if each.number >= edition.number), None) if edition.withdrawn else None
    return {
        "edition": edition.number,
        "public_from": edition.public_from,
        "reason": edition.reason or None,
        "sha256": edition.sha256,
        "withdrawn": gone and {"at": gone.at, "reason": gone.reason},
        "live": edition.number == live,
        "url": f"{pages.page(edition.slug)}e{edition.number}/",
    }
