"""Public pages and files, each from a frozen edition."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.editions import file_path, public_json
from budgets.models import Edition
from budgets.site import meta
from budgets.site.chart_money import Names, functional_names
from budgets.site.conditional import unless_known
from budgets.site.finding import find, states
from budgets.site.neighbours import Neighbours, neighbours
from budgets.site.page import edition_context
from budgets.site.stamp import stamp_of


@require_safe
def disclosure(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The page of an edition; without a number, of the live one."""
    edition, editions = find(slug, number)
    beside = neighbours(edition)
    names = functional_names(edition.disclosure.year)
    tag = stamp_of([edition], states(editions), beside.state, names)
    return unless_known(request, tag, lambda: _page(request, edition, editions, beside, names))


def _page(
    request: HttpRequest, edition: Edition, editions: list[Edition], beside: Neighbours, names: Names
) -> HttpResponse:
    context = edition_context(edition, editions, beside, names)
    context["meta"] = meta.of_document(request, edition, context["document"])
    return render(request, "disclosure.html", context)


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
