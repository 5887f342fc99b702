"""Pages that others may show in a frame of theirs; all others may not be framed."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

EMBEDDED = "embed"


def embedded(request: HttpRequest) -> bool:
    """Whether a page is asked for as part of another site's."""
    return request.GET.get(EMBEDDED) == "1"


def in_frames(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answers, those without a body too, may stand in anybody's frame."""
    framed: Callable[..., HttpResponse] = csp_replace({"frame-ancestors": None})(xframe_options_exempt(view))
    return framed
