"""One statutory table on a page of its own, and its files."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.document import Document, Table
from budgets.document.codec import table_to_json
from budgets.editions import document_of
from budgets.formats.page import framed_html
from budgets.formats.xlsx_single import table_xlsx
from budgets.models import Edition
from budgets.opendata.table import table_csv
from budgets.site import meta
from budgets.site.conditional import unless_known
from budgets.site.finding import find, states
from budgets.site.leaf_rows import LeafTable, leaf_tables
from budgets.site.stamp import stamp_of
from budgets.site.tables import publisher

PER_PAGE = 100
FILES: Mapping[str, Callable[[Document, Table], bytes]] = {
    "csv": lambda document, table: table_csv(table),
    "xlsx": lambda document, table: table_xlsx(document, table.code),
    "json": lambda document, table: json.dumps(
        table_to_json(table), ensure_ascii=False, separators=(",", ":")
    ).encode(),
}


@require_safe
def table(request: HttpRequest, slug: str, code: str, number: int | None = None) -> HttpResponse:
    """The page of a table; without a number, as it is in the live edition."""
    edition, editions = find(slug, number)
    tag = stamp_of([edition], states(editions), code, request.GET.urlencode())
    return unless_known(request, tag, lambda: _page(request, edition, editions, code))


def _page(request: HttpRequest, edition: Edition, editions: list[Edition], code: str) -> HttpResponse:
    document = document_of(edition)
    found = _table(document, code)
    context = {
        "edition": edition,
        "newest": editions[0].number,
        "document": document,
        "name": publisher(edition),
        "page": _of_document(edition, editions[0].number),
        "code": code,
        "others": list(document.tables()),
    }
    if found is None:
        return render(request, "site/tabled_unknown.html", context, status=404)
    context |= {
        "table": found,
        "body": mark_safe(framed_html(found)),
        "lists": _sorted(request, found),
        "files": [(ending, reverse(f"site:edition_table_{ending}", args=_own(edition, code))) for ending in FILES],
        "meta": meta.of_table(request, edition, document, found),
    }
    return render(request, "site/tabled.html", context)


def _own(edition: Edition, code: str) -> tuple[str, int, str]:
    return edition.slug, edition.number, code


def _of_document(edition: Edition, newest: int) -> str:
    """The address of the document that the table is shown of."""
    if edition.number == newest:
        return reverse("site:disclosure", args=[edition.slug])
    return reverse("site:edition", args=[edition.slug, edition.number])


def _sorted(request: HttpRequest, found: Table) -> list[LeafTable]:
    lists = leaf_tables(found)
    request.GET = request.GET.copy()
    for each in lists:
        request.GET.pop(each.prefixed_per_page_field, None)  # the length of a page is ours to say
        RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(each)
    return lists


def _table(document: Document, code: str) -> Table | None:
    return next((each for each in document.tables() if each.code == code), None)


@require_safe
def table_file(request: HttpRequest, slug: str, code: str, ending: str, number: int | None = None) -> HttpResponse:
    """A file of a table, made from the frozen document."""
    edition, _ = find(slug, number)
    return unless_known(request, stamp_of([edition], code, ending), lambda: _file(edition, code, ending))


def _file(edition: Edition, code: str, ending: str) -> HttpResponse:
    document = document_of(edition)
    found = _table(document, code)
    if found is None:
        return HttpResponse(_unknown(document, code), status=404, content_type="text/plain; charset=utf-8")
    charset = "" if ending == "xlsx" else "; charset=utf-8"
    response = HttpResponse(FILES[ending](document, found), content_type=f"{meta.TYPES[ending]}{charset}")
    name = f"{edition.slug}-e{edition.number}-{code}.{ending}"
    shown = "inline" if ending == "json" else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response


def _unknown(document: Document, code: str) -> str:
    return f"{document.title}没有代码为 {code} 的表，有：" + "、".join(
        f"{each.code} {each.title}" for each in document.tables()
    )


Addresses = list[tuple[str, Callable[..., HttpResponse], dict[str, Any], str]]


def addresses() -> Addresses:
    """(route, view, arguments, name) of every address here, for the live edition and for edition N."""
    found: Addresses = []
    for way, before in (("d/<slug:slug>/", ""), ("d/<slug:slug>/e<int:number>/", "edition_")):
        found.append((f"{way}tables/<slug:code>/", table, {}, f"{before}table"))
        for ending in FILES:
            route = f"{way}tables/<slug:code>.{ending}"
            found.append((route, table_file, {"ending": ending}, f"{before}table_{ending}"))
    return found
