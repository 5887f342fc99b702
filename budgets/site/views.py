"""Public pages and files, each from a frozen edition."""

from django.db.models import Max
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.editions import live, pdf_path, public_json
from budgets.models import Edition
from budgets.site.conditional import unless_known
from budgets.site.filters import EditionFilter
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
    edition, newest = find(slug, number)
    return unless_known(request, stamp_of([edition], newest), lambda: _page(request, edition, newest))


def _page(request: HttpRequest, edition: Edition, newest: int) -> HttpResponse:
    return render(request, "disclosure.html", edition_context(edition, newest))


@require_safe
def json_file(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The document of an edition as JSON."""
    edition, _ = find(slug, number)
    return unless_known(request, edition.sha256, lambda: _json(edition))


def _json(edition: Edition) -> HttpResponse:
    return HttpResponse(public_json(edition), content_type="application/json; charset=utf-8")


@require_safe
def pdf_file(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The PDF of an edition, as it was stored when it was published."""
    edition, _ = find(slug, number)
    return unless_known(request, f"{edition.sha256}-pdf", lambda: _pdf(edition))


def _pdf(edition: Edition) -> HttpResponse:
    path = pdf_path(edition.slug, edition.number)
    if not path.is_file():
        raise Http404("这一版没有 PDF")
    name = f"{edition.slug}-e{edition.number}.pdf"
    response = FileResponse(path.open("rb"), content_type="application/pdf", filename=name)
    response["Content-Encoding"] = "identity"  # it is compressed already; so it keeps its length
    return response


def find(slug: str, number: int | None) -> tuple[Edition, int]:
    """The edition (the newest without ``number``) and the number of the newest; 404 if there is none.

    All but the page of the checks do without what they said in full.
    """
    whose = ("disclosure__department__region", "disclosure__unit")
    editions = Edition.objects.filter(slug=slug).select_related(*whose).defer("checked")
    newest = editions.aggregate(newest=Max("number"))["newest"]
    edition = editions.filter(number=newest if number is None else number).first() if newest else None
    if edition is None:
        raise Http404("没有这个公开文件")
    return edition, newest
