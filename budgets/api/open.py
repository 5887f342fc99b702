"""What every address of the API has in common: open to the pages of all, for reading only, answered 304 where known."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from budgets.api.errors import NOT_ALLOWED, told
from budgets.site.conditional import unless_known

ALLOWED = "GET, HEAD, OPTIONS"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
OK, EMPTY = 200, 204


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view for anybody's page to read."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **known: Any) -> HttpResponse:
        response = _answer(request, view, *args, **known)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return answer


def _answer(request: HttpRequest, view: Callable[..., HttpResponse], *args: Any, **known: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=EMPTY, headers={"Allow": ALLOWED})
    if request.method not in ("GET", "HEAD"):
        response = told(NOT_ALLOWED, "只能读取（GET）")
        response["Allow"] = ALLOWED
        return response
    request.method = "GET"  # the server drops the body for HEAD
    return _tagged(request, view(request, *args, **known))


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != OK or response.has_header("ETag"):
        return response
    return unless_known(request, hashlib.sha256(response.content).hexdigest()[:32], lambda: response)


def open_to_all(patterns: list[URLPattern]) -> list[URLPattern]:
    """The addresses with their views opened."""
    for pattern in patterns:
        pattern.callback = opened(pattern.callback)
    return patterns
