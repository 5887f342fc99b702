"""A department over the years, and one year of it from the budget to the final account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from budgets.document import Document
from budgets.models import CatalogueEntry, CatalogueProject, Code, Department, Disclosure, Edition, Unit
from budgets.models.classification import names_of
from budgets.site.amounts import RATE, UNIT, Drawn, grid
from budgets.site.chart_stages import of_comparison
from budgets.site.chart_years import of_department
from budgets.site.charts import Chart
from budgets.site.conditional import unless_known
from budgets.site.coverage import KINDS, SHORT, Coverage, coverage, words, year_words
from budgets.site.lists import kept_by_readers
from budgets.site.reading import department_of, documents, live_of
from budgets.site.stamp import stamp_of
from budgets.years import Comparison, by_economic, by_function, by_project

PROJECTS = 100  # on the page; the others are in the list of projects
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class YearOf:
    """A year of the department or one of its units: the cells of budget and final account, what its page is called.

    ``words`` are empty where neither document is live.
    """

    year: int
    name: str
    cells: tuple[SafeString, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """One of the two documents of a year: what it is called, its edition, if it is published."""

    kind: str
    edition: Edition | None
    document: Document | None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tables of a year."""

    key: str
    title: str
    first: str
    headings: tuple[str, ...]
    rows: tuple[Drawn, ...]
    notes: tuple[str, ...]
    chart: Chart | None = None


@require_safe
@kept_by_readers
def department(request: HttpRequest, who: str) -> HttpResponse:
    """The documents of a department and its units by year and kind, those withdrawn too, and its projects."""
    department = department_of(who)
    if department is None or not CatalogueEntry.objects.seen().filter(department=department).exists():
        raise Http404("没有这个部门公开的文件")
    known = coverage([department])
    projects = list(CatalogueProject.objects.listed().filter(department=department).order_by("-last", "name", "pk"))
    context = {
        "who": who,
        "department": department,
        "years": [_year_of(known, department, None, year) for year in known.years_of(None)],
        "units": [_year_of(known, department, unit, year) for unit, year in _of_units(known, department)],
        "withdrawn": not known.live,
        "projects": projects[:PROJECTS],
        "count": len(projects),
        "charts": of_department(department),
    }
    return render(request, "site/department.html", context)


def _of_units(known: Coverage, department: Department) -> list[tuple[Unit, int]]:
    """The units and years of which there is anything to say, the newest year first."""
    pairs = [(unit, year) for unit in department.units.all() for year in known.years_of(unit)]
    return sorted(pairs, key=lambda pair: -pair[1])


def _year_of(known: Coverage, department: Department, unit: Unit | None, year: int) -> YearOf:
    found = known.of(department, unit, year)
    name = (unit or department).name
    what = "单位" if unit else "部门"
    about = (format_html("{}{}年{}{}", name, year, what, SHORT[kind]) for kind in KINDS)
    cells = (words(each, document) for each, document in zip(found, about, strict=True))
    live = [bool(each.number) for each in found]
    return YearOf(year, name, tuple(cells), year_words(year, *live) if any(live) else "")


@require_safe
def year(request: HttpRequest, who: str, year: int) -> HttpResponse:
    """Budget and final account of a department's year, side by side."""
    own = [edition for edition in live_of(who, year) if edition.disclosure.unit_id is None]
    if not own:
        raise Http404("部门这一年没有公开的文件")
    names = names_of(year, scheme__in=(Code.FUNCTIONAL, Code.ECONOMIC))
    return unless_known(request, stamp_of(own, names), lambda: _year(request, who, own, names))


def _year(request: HttpRequest, who: str, own: Sequence[Edition], names: Names) -> HttpResponse:
    year = own[0].disclosure.year
    read = {edition.disclosure.kind: (edition, found) for edition, found in zip(own, documents(own), strict=True)}
    budget, final = (
        Source(title, *read.get(kind, (None, None)))
        for kind, title in ((Disclosure.BUDGET, "部门预算"), (Disclosure.FINAL, "部门决算"))
    )
    parts = _parts(names, budget.document, final.document)
    context = {
        "who": who,
        "department": own[0].disclosure.department,
        "year": year,
        "words": year_words(year, budget.edition is not None, final.edition is not None),
        "public": [source for source in (budget, final) if source.edition],
        "missing": [source.kind for source in (budget, final) if not source.edition],
        "parts": parts,
        "charted": any(part.chart for part in parts),
        "rated": any(RATE in part.headings for part in parts),
        "unit": UNIT,
    }
    return render(request, "site/year.html", context)


def _parts(names: Names, budget: Document | None, final: Document | None) -> list[Part]:
    functions = by_function(budget, final, names[Code.FUNCTIONAL])
    economics = by_economic(budget, final, names[Code.ECONOMIC])
    return [
        _part("function", "按功能分类：一般公共预算支出", "科目", "决算", functions, counted="类支出"),
        _part("economic", "按经济分类：一般公共预算基本支出", "科目", "决算", economics),
        _part("project", "按项目", "项目", "全年执行", by_project(budget, final), counted="个项目"),
    ]


def _part(key: str, title: str, first: str, actual: str, comparison: Comparison, counted: str = "") -> Part:
    """One of the tables; where its rows can be ``counted`` in words, with its chart."""
    found = grid(comparison, actual)
    chart = of_comparison(comparison, key, actual, counted) if counted else None
    return Part(key, title, first, found.headings, found.rows, comparison.notes, chart)
