"""Pages of lists: so many at a time, each with the place where the next one begins.

The place is the key of the last of a page, never a number, so that a list read page by page while documents are
published neither repeats nor leaves out what was there from the beginning to the end.
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

Item = TypeVar("Item")


def slice_of(found: Sequence[Item], limit: int) -> tuple[Sequence[Item], bool]:
    """The items of a page, of ``limit`` + 1 that were asked for, and whether there are more."""
    return found[:limit], len(found) > limit


def page(request: HttpRequest, items: Sequence[Any], cursor: str | None) -> dict[str, Any]:
    """A page as it is sent; ``cursor`` is where the next one begins, ``None`` on the last."""
    return {"items": items, "cursor": cursor, "next": _next(request, cursor)}


def _next(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = {**request.GET.dict(), "cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(asked)}")


class Page(Schema):
    """What all pages have."""

    cursor: str | None = Field(description="下一页从哪里开始；最后一页是 null。请原样传回，不必解读。")
    next: str | None = Field(description="下一页的完整地址；最后一页是 null。")
