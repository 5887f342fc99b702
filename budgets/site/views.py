"""Public pages and files, each from a frozen edition."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.editions import file_path, live, public_json
from budgets.models import Edition
from budgets.site.conditional import unless_known
from budgets.site.filters import EditionFilter
from budgets.site.finding import find, states
from budgets.site.page import edition_context
from budgets.site.stamp import stamp_of
from budgets.site.tables import EditionTable, listed

PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What has been published."""
    filters = EditionFilter(request.GET, queryset=listed(live()), request=request)
    table = EditionTable(filters.qs)
    request.GET = request.GET.copy()
    request.GET.pop("per_page", None)  # the length of a page is ours to say
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(request, "site/index.html", {"filter": filters, "table": table})


@require_safe
def disclosure(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The page of an edition; without a number, of the live one."""
    edition, editions = find(slug, number)
    return unless_known(request, stamp_of([edition], states(editions)), lambda: _page(request, edition, editions))


def _page(request: HttpRequest, edition: Edition, editions: list[Edition]) -> HttpResponse:
    return render(request, "disclosure.html", edition_context(edition, editions))


@require_safe
def json_file(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The document of an edition as JSON."""
    edition, _ = find(slug, number)
    return unless_known(request, edition.sha256, lambda: _json(edition))


def _json(edition: Edition) -> HttpResponse:
    return HttpResponse(public_json(edition), content_type="application/json; charset=utf-8")


TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def stored_file(request: HttpRequest, slug: str, ending: str, number: int | None = None) -> HttpResponse:
    """A file of an edition, as it was stored when it was published."""
    edition, _ = find(slug, number)
    return unless_known(request, f"{edition.sha256}-{ending}", lambda: _file(edition, ending))


def _file(edition: Edition, ending: str) -> HttpResponse:
    path = file_path(edition.slug, edition.number, ending)
    if not path.is_file():
        raise Http404(f"这一版没有 {ending.upper()}")
    name = f"{edition.slug}-e{edition.number}.{ending}"
    response = FileResponse(path.open("rb"), content_type=TYPES[ending], filename=name)
    response["Content-Encoding"] = "identity"  # it is compressed already; so it keeps its length
    return response
