"""The list of all that is public, to be sorted and narrowed; what all lists share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django_tables2 import RequestConfig, Table

from budgets.models import CatalogueEntry
from budgets.site.filters import DisclosureFilter
from budgets.site.tables import PER_PAGE, DisclosureTable


def kept_by_readers(view):
    """Of a page that reads the catalogue: fetched anew each time, answered in short if it has not changed.

    Such a page changes with the days too, so nothing shorter than the page itself tells its states apart.
    """
    return cache_control(public=True, no_cache=True)(conditional_page(view))


def paged(request: HttpRequest, table: Table) -> Table:
    """The table as the address sorts it and turns its pages; the length of a page is ours to say."""
    request.GET = request.GET.copy()
    request.GET.pop("per_page", None)
    return RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)


@require_safe
@kept_by_readers
def disclosures(request: HttpRequest) -> HttpResponse:
    """Every document that is public, by its live edition."""
    # Departments are fetched apart: joined, they lead the database to read and sort all entries.
    entries = CatalogueEntry.objects.live().select_related("unit").prefetch_related("department__region")
    filters = DisclosureFilter(request.GET, queryset=entries, request=request)
    table = paged(request, DisclosureTable(filters.qs))
    return render(request, "site/disclosures.html", {"filter": filters, "table": table})
