"""Answers a reader who has a page already."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control


def unless_known(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """304 for a reader who has it already, otherwise what ``make`` makes.

    By the tag alone: a page says when there is a newer edition, long after its own was published.
    """
    response: Any = get_conditional_response(request, etag=f'"{tag}"') or make()
    response["ETag"] = f'"{tag}"'
    patch_cache_control(response, public=True, no_cache=True)
    return response
