"""The public page of what an edition changed, cell by cell."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.editions import document_of
from budgets.editions.changes import changes
from budgets.models import Edition
from budgets.site.conditional import unless_known
from budgets.site.finding import find, states, whole
from budgets.site.stamp import stamp_of
from budgets.site.tables import publisher


@require_safe
def changed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What edition ``number`` changed against the one before it."""
    edition, editions = find(slug, number)
    before = next((each for each in editions if each.number < number), None)
    return unless_known(request, stamp_of([edition], states(editions)), lambda: _page(request, edition, before))


def _page(request: HttpRequest, edition: Edition, before: Edition | None) -> HttpResponse:
    compared = before is not None and not before.withdrawn
    found = changes(document_of(whole(before)), document_of(edition)) if compared else ()
    context = {
        "edition": edition,
        "before": before,
        "compared": compared,
        "disclosure": edition.disclosure,
        "name": publisher(edition),
        "count": len(found),
        "parts": [(part, list(each)) for part, each in groupby(found, lambda change: change.part)],
    }
    return render(request, "site/changes.html", context)
