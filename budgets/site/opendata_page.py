"""The page about a region's year as data: what can be downloaded, and the totals of the documents in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.extracts import EXPENDITURE, FLOW, INCOME
from budgets.models import CatalogueEntry, CatalogueLine, Region
from budgets.opendata import licence
from budgets.opendata.package import RULE, UNITS, WHOLE
from budgets.opendata.tidy import FIELDS, STAGES
from budgets.site import meta
from budgets.site.amounts import MONEY, UNIT
from budgets.site.opendata import live_in

PER_PAGE = 50


@require_safe
def region_year_data(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What can be downloaded of a region's year, and what is in it."""
    region = Region.objects.filter(code=code).first()
    entries = live_in(code, year)
    page = Paginator(entries.select_related("department", "unit").order_by("slug"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    if region is None or not page.paginator.count:
        raise Http404("这个地区这一年没有公开的文件")
    years = CatalogueEntry.objects.live().filter(region=region).order_by("-year")
    context = {
        "region": region,
        "year": year,
        "years": list(years.values_list("year", flat=True).distinct()),
        "page": page,
        "rows": list(_totals(page.object_list)),
        "fields": FIELDS,
        "rule": RULE,
        "unit": UNIT,
        "units": entries.filter(unit__isnull=False).exists(),
        "licence": licence,
        "files": _addresses(code, year),
        "meta": _meta(request, region, year, entries.aggregate(last=Max("public_from"))["last"]),
    }
    return render(request, "site/region_year_data.html", context)


def _addresses(code: str, year: int) -> dict[str, str]:
    names = {WHOLE: "region_year_csv", UNITS: "region_year_units", "zip": "region_year_zip", "json": "region_year_json"}
    return {key: reverse(f"site:{name}", args=[code, year]) for key, name in names.items()}


@dataclass(frozen=True, slots=True)
class Total:
    """A document in the data: how many lines, income and expenditure as printed on our pages (empty without lines)."""

    entry: CatalogueEntry
    stage: str
    lines: int
    income: str
    expenditure: str


def _totals(entries: Iterable[CatalogueEntry]) -> Iterator[Total]:
    """The documents with the sums of their lines, which are their totals."""
    shown = list(entries)
    lines = CatalogueLine.objects.filter(entry__in=[entry.pk for entry in shown], cut=FLOW)
    sums = {
        (entry, direction): (count, amount)
        for entry, direction, count, amount in lines.values_list("entry", "direction")
        .order_by()
        .annotate(count=Count("pk"), sum=Sum("amount"))
    }
    for entry in shown:
        income, expenditure = (sums.get((entry.pk, direction)) for direction in (INCOME, EXPENDITURE))
        yield Total(
            entry=entry,
            stage=STAGES[entry.kind],
            lines=sum(found[0] for found in (income, expenditure) if found),
            income=MONEY.amount(income[1]) if income else "",
            expenditure=MONEY.amount(expenditure[1]) if expenditure else "",
        )


def _meta(request: HttpRequest, region: Region, year: int, changed: datetime) -> meta.Meta:
    title = f"{region.name}{year}年部门预算、决算明细数据"
    description = (
        f"{region.name}各部门已经公开的{year}年预算和决算，一行一笔、没有合计的明细，"
        "带功能分类、支出性质、资金来源的编码和名称，金额以元计，每一行连着它在公开文件里的单元格。"
    )
    addresses = _addresses(region.code, year)
    files = [("csv", addresses[WHOLE]), ("zip", addresses["zip"])]
    data = meta.dataset(request, title, description, request.path, files) | {
        "identifier": f"budgets-{region.code}-{year}",
        "dateModified": changed.isoformat(),
        "temporalCoverage": str(year),
        "spatialCoverage": meta.place(region),
        "creator": {"@type": "GovernmentOrganization", "name": f"{region.name}各部门"},
        "variableMeasured": ["收入", "支出"],
    }
    alternates = (
        meta.Alternate(meta.TYPES["csv"], "明细 CSV", request.build_absolute_uri(addresses[WHOLE])),
        meta.Alternate(meta.TYPES["json"], "数据包说明", request.build_absolute_uri(addresses["json"])),
        meta.region_feed(request, region),
    )
    return meta.page(request, title, description, alternates=alternates, data=data)
