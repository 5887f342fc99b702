"""The page that explains the open data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.extracts import CUTS
from budgets.site.conditional import unless_known
from budgets.site.stamp import digest

EXAMPLE = "410800-101-2024-budget"


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What can be taken away, and how."""
    here = request.build_absolute_uri("/")[:-1]
    context = {"here": here, "cuts": CUTS, "example": EXAMPLE}
    return unless_known(request, digest("data", here), lambda: render(request, "site/data.html", context))
