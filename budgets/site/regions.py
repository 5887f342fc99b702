"""Regions: the tree of them, and what each department of one has published, year by year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from budgets.models import CatalogueEntry, Department, Disclosure, Region
from budgets.models.deadlines import passed
from budgets.site.coverage import KINDS, SHORT, Coverage, Standing, coverage, listed, words
from budgets.site.filters import DepartmentFilter
from budgets.site.lists import kept_by_readers
from budgets.site.tables import address

PER_PAGE = 15
YEARS = 3  # in one table, if the address asks for no others
MOST_YEARS = 6
UNITS = 10  # of one department in a cell; the others are on its page


@dataclass(frozen=True, slots=True)
class Row:
    """A department with a cell for every year and kind; its address if it has published anything."""

    code: str
    name: str
    address: str
    cells: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Years that can be asked for at once, and whether they are those shown."""

    first: int
    last: int
    shown: bool

    def __str__(self) -> str:
        return span(self.first, self.last)


def span(first: int, last: int) -> str:
    """Years in words."""
    return f"{last}年" if first == last else f"{first}–{last}年"


@dataclass(frozen=True, slots=True)
class Documents:
    """How many documents are public, and of which years."""

    count: int
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.count} 份文件，{span(self.first, self.last)}"


@require_safe
@kept_by_readers
def regions(request: HttpRequest) -> HttpResponse:
    """The regions in which anything is public, below those that they belong to."""
    documents = documents_of_regions()
    return render(request, "site/regions.html", {"tree": _tree(documents), "any": bool(documents)})


def documents_of_regions() -> dict[int, Documents]:
    """What is public of each region with live documents, by its id. One query, answered by an index alone."""
    live = CatalogueEntry.objects.live().order_by().values("region")
    counted = live.annotate(count=Count("*"), first=Min("year"), last=Max("year"))
    return {row["region"]: Documents(row["count"], row["first"], row["last"]) for row in counted}


def _tree(documents: Mapping[int, Documents]) -> list[object]:
    """Nested lists for ``unordered_list``: the regions with documents and those above them."""
    below: dict[int | None, list[Region]] = {}
    for region in Region.objects.order_by("code"):
        below.setdefault(region.parent_id, []).append(region)
    return _branch(None, below, documents)


def _branch(
    above: int | None, below: Mapping[int | None, Sequence[Region]], documents: Mapping[int, Documents]
) -> list:
    found: list[object] = []
    for region in below.get(above, ()):
        own = _branch(region.pk, below, documents)
        if own or region.pk in documents:
            found += [_told(region, documents.get(region.pk)), *([own] if own else [])]
    return found


def _told(region: Region, documents: Documents | None) -> SafeString:
    link = format_html('<a href="{}">{}</a>', address("region", region.code), region.name)
    return format_html("{} <small>{}</small>", link, documents) if documents else link


@require_safe
@kept_by_readers
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Every department of a region, what it has published of each year, and what is missing."""
    region = get_object_or_404(Region.objects.select_related("parent"), code=code)
    known = _years(region)
    years = _asked(request, known)
    filters = DepartmentFilter(request.GET, queryset=region.departments.order_by("code"), request=request)
    page = Paginator(filters.qs.prefetch_related("units"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "below": region.children.order_by("code"),
        "filter": filters,
        "page": page,
        "none": not page.paginator.count and not filters.form.has_changed(),
        "years": years,
        "ranges": _ranges(known, years),
        "kinds": [SHORT[kind] for kind in KINDS],
        "rows": _rows(region, page.object_list, years),
        "newest": CatalogueEntry.objects.live().filter(region=region).aggregate(year=Max("year"))["year"],
    }
    return render(request, "site/region.html", context)


def _years(region: Region) -> list[int]:
    """The years of which anything was published in a region, or should have been by now; the newest first."""
    seen = CatalogueEntry.objects.seen().filter(region=region)
    due = Disclosure.objects.filter(passed(timezone.localdate()), department__region=region)
    years = (each.order_by().values_list("year", flat=True).distinct() for each in (seen, due))
    return sorted(set().union(*years), reverse=True)


def _asked(request: HttpRequest, known: Sequence[int]) -> list[int]:
    """The known years from ``from`` to ``to``, not more than fit beside each other; the newest without either."""
    first, last = (request.GET.get(name, "") for name in ("from", "to"))
    if not (first.isdecimal() and last.isdecimal()):
        return list(known[:YEARS])
    return [year for year in known if int(first) <= year <= int(last)][:MOST_YEARS]


def _ranges(known: Sequence[int], shown: Sequence[int]) -> list[Range]:
    parts = [list(known[place : place + YEARS]) for place in range(0, len(known), YEARS)]
    return [Range(part[-1], part[0], part == shown) for part in parts] if len(known) > YEARS else []


def _rows(region: Region, departments: Iterable[Department], years: Sequence[int]) -> list[Row]:
    known = coverage(departments, years)
    return [_row(region, department, known, years) for department in departments]


def _row(region: Region, department: Department, known: Coverage, years: Sequence[int]) -> Row:
    units = known.units(department, department.units.all(), years)
    own = {year: known.of(department, None, year) for year in years}
    name = escape(department.name)
    cells = []
    for year in years:
        of_units = [(unit, known.of(department, unit, year)) for unit in units]
        for place, kind in enumerate(KINDS):
            told = words(own[year][place], mark_safe(f"{name}{year}年部门{SHORT[kind]}"))
            below = _folded([(unit.name, found[place]) for unit, found in of_units], f"{year}年单位{SHORT[kind]}")
            cells.append(mark_safe(f"<td>{told}{below}</td>"))
    public = any(each.slug for found in own.values() for each in found)
    link = address("department", f"{region.code}-{department.code}") if public else ""
    return Row(department.code, department.name, link, tuple(cells))


def _folded(units: Sequence[tuple[str, Standing]], document: str) -> SafeString | str:
    """The documents of units, folded."""
    told = [(name, words(each, format_html("{}{}", name, document))) for name, each in units if each.told]
    if not told:
        return ""
    return format_html(
        '<details class="units"><summary>所属单位 {} 份</summary>{}{}</details>',
        len(told),
        listed(told[:UNITS]),
        f"其余 {len(told) - UNITS} 份见部门的页面" if len(told) > UNITS else "",
    )
