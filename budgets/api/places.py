"""Who publishes: regions, and departments with their units."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse

from budgets.api.asked import OfDepartments, OfRegions
from budgets.api.entries import known_region
from budgets.api.paging import page, slice_of
from budgets.models import CatalogueEntry, Department, Region, Unit


def regions(request: HttpRequest, asked: OfRegions) -> dict[str, Any]:
    """A page of regions."""
    found = Region.objects.select_related("parent").order_by("code")
    if asked.cursor is not None:
        found = found.filter(code__gt=asked.cursor)
    shown, more = slice_of(list(found[: asked.limit + 1]), asked.limit)
    items = [
        {"code": region.code, "name": region.name, "parent": region.parent.code if region.parent else None}
        for region in shown
    ]
    return page(request, items, shown[-1].code if more else None)


def departments(request: HttpRequest, asked: OfDepartments) -> dict[str, Any]:
    """A page of departments that have published."""
    published = CatalogueEntry.objects.seen().filter(department=OuterRef("pk"))
    units = Prefetch("units", Unit.objects.order_by("position", "code"))
    found = Department.objects.filter(Exists(published)).select_related("region").prefetch_related(units)
    if asked.region is not None:
        known_region(asked.region)
        found = found.filter(region__code=asked.region)
    if asked.cursor is not None:
        region, _, code = asked.cursor.partition("-")
        found = found.filter(Q(region__code__gt=region) | Q(region__code=region, code__gt=code))
    shown, more = slice_of(list(found.order_by("region__code", "code")[: asked.limit + 1]), asked.limit)
    return page(request, [_department(request, each) for each in shown], _who(shown[-1]) if more else None)


def _who(department: Department) -> str:
    return f"{department.region.code}-{department.code}"


def _department(request: HttpRequest, department: Department) -> dict[str, Any]:
    return {
        "region": department.region.code,
        "region_name": department.region.name,
        "code": department.code,
        "name": department.name,
        "units": [{"code": unit.code, "name": unit.name} for unit in department.units.all()],
        "url": request.build_absolute_uri(reverse("site:department", args=[_who(department)])),
    }
