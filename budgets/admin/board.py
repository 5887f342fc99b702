"""The board of a region, for its finance bureau: who is due when and how far; dates; publishing all for one day."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django_tables2 import RequestConfig

from budgets.admin.board_amounts import drawn, text
from budgets.admin.board_export import as_csv, as_xlsx, lines
from budgets.admin.board_forms import DatesForm, Narrowing
from budgets.admin.board_rows import LATE, NONE, STATES, rows
from budgets.admin.board_table import PER_PAGE, BoardTable
from budgets.admin.board_three_public import PARTS, three_public
from budgets.models import Department, Disclosure, Region
from budgets.models.whose import held

OVERSEE = "budgets.oversee_disclosure"
EXPORTS = {
    "csv": ("text/csv; charset=utf-8", lambda found, title, year: as_csv(found)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def overseen(user):
    """The regions whose finance bureau ``user`` works for; an administrator's are those with departments."""
    if user.is_superuser:
        return Region.objects.filter(departments__isnull=False).distinct().order_by("code")
    return Region.objects.filter(pk__in=[post.region for post in held(user) if post.region]).order_by("code")


def region_of(request, code):
    """The region of an address: refused to who oversees none, not there for who oversees another."""
    if not request.user.has_perm(OVERSEE):
        raise PermissionDenied
    return get_object_or_404(overseen(request.user), code=code)


def narrowing(request, region):
    """What the address asks for: year, kind, state, words."""
    known = Disclosure.objects.filter(department__region=region).order_by("-year").values_list("year", flat=True)
    form = Narrowing(request.GET, list(known.distinct()) or [timezone.localdate().year])
    if not form.is_valid():
        raise Http404("没有这样的筛选条件")
    return form


def address(region, form, page="board", **more):
    """A page of the board of the same year and kind."""
    query = {name: form.cleaned_data[name] for name in ("year", "kind")} | more
    return f"{reverse(f'admin:{page}', args=(region.code,))}?{urlencode(query)}"


def board_view(request, code):
    """Rows, counts by state, the “三公” of the region."""
    region = region_of(request, code)
    form = narrowing(request, region)
    return TemplateResponse(request, "admin/budgets/board.html", board_context(request, region, form))


def board_context(request, region, form, dates=None):
    year, kind = form.cleaned_data["year"], form.cleaned_data["kind"]
    found = rows(region, year, kind)
    table = BoardTable(form.narrowed(found), request=request)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    amounts, total = three_public(_departments(region), year, kind)
    return {
        **admin.site.each_context(request),
        "title": f"{region.name} {year} 年{dict(Disclosure.KINDS)[kind]}公开进度",
        "region": region,
        "form": form,
        "table": table,
        "dates": dates or DatesForm(),
        "counts": _counts(region, form, found),
        "unexamined": sum(row.disclosure is not None and row.findings is None for row in found),
        "parts": PARTS.values(),
        "amounts": [(each, drawn(each)) for each in amounts],
        "total": total,
        "total_cells": drawn(total),
        "total_now": text(total.now),
        "here": address(region, form, "board_dates"),
        "publish": address(region, form, "board_publish"),
        "exports": [(ending.upper(), _export(region, form, ending)) for ending in EXPORTS],
    }


def _departments(region):
    return list(Department.objects.filter(region=region).order_by("code"))


def _export(region, form, ending):
    query = urlencode({key: value for key, value in form.cleaned_data.items() if value})
    return f"{reverse('admin:board_export', args=(region.code, ending))}?{query}"


def _counts(region, form, found):
    """(title, number, address) of the rows in each state, and of the late ones."""
    wanted = [NONE, *(state for state in STATES if state != NONE)]
    counted = [(STATES[state], sum(row.state == state for row in found), state) for state in wanted]
    counted.append(("超过期限", sum(row.late is not None for row in found), LATE))
    return [(title, count, address(region, form, state=state)) for title, count, state in counted]


def export_view(request, code, ending):
    """The rows that the page shows, all of them, as a file."""
    region = region_of(request, code)
    if ending not in EXPORTS:
        raise Http404("没有这种文件")
    form = narrowing(request, region)
    year, kind = form.cleaned_data["year"], form.cleaned_data["kind"]
    amounts, _ = three_public(_departments(region), year, kind)
    found = lines(form.narrowed(rows(region, year, kind)), {each.code: each for each in amounts})
    content_type, make = EXPORTS[ending]
    response = HttpResponse(make(found, f"{region.name}公开进度", year), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{region.code}-{year}-{kind}.{ending}"'
    return response
