"""A department over the years, and one year of it from the budget to the final account."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budgets.document import Document
from budgets.models import Code, Disclosure, Edition
from budgets.models.classification import names_of
from budgets.site.amounts import RATE, UNIT, Drawn, grid
from budgets.site.conditional import unless_known
from budgets.site.projects import listed
from budgets.site.reading import documents, live_of
from budgets.site.stamp import stamp_of
from budgets.years import Comparison, by_economic, by_function, by_project

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class YearOf:
    """The editions of a year: the department's by kind, and its units'."""

    year: int
    budget: Edition | None
    final: Edition | None
    units: tuple[Edition, ...]


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


@require_safe
def department(request: HttpRequest, who: str) -> HttpResponse:
    """The documents of a department by year and kind, and its projects."""
    editions = live_of(who)
    return unless_known(request, stamp_of(editions), lambda: _department(request, who, editions))


def _department(request: HttpRequest, who: str, editions: Sequence[Edition]) -> HttpResponse:
    context = {
        "who": who,
        "department": editions[0].disclosure.department,
        "years": _years(editions),
        "projects": listed(editions),
    }
    return render(request, "site/department.html", context)


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
        "public": [source for source in (budget, final) if source.edition],
        "missing": [source.kind for source in (budget, final) if not source.edition],
        "parts": parts,
        "rated": any(RATE in part.headings for part in parts),
        "unit": UNIT,
    }
    return render(request, "site/year.html", context)


def _years(editions: Iterable[Edition]) -> list[YearOf]:
    by_year: dict[int, list[Edition]] = defaultdict(list)
    for edition in editions:
        by_year[edition.disclosure.year].append(edition)
    return [_year_of(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def _year_of(year: int, editions: Sequence[Edition]) -> YearOf:
    own = {each.disclosure.kind: each for each in editions if each.disclosure.unit_id is None}
    units = tuple(each for each in editions if each.disclosure.unit_id is not None)
    return YearOf(year, own.get(Disclosure.BUDGET), own.get(Disclosure.FINAL), units)


def _parts(names: Names, budget: Document | None, final: Document | None) -> list[Part]:
    functions = by_function(budget, final, names[Code.FUNCTIONAL])
    economics = by_economic(budget, final, names[Code.ECONOMIC])
    return [
        _part("function", "按功能分类：一般公共预算支出", "科目", "决算", functions),
        _part("economic", "按经济分类：一般公共预算基本支出", "科目", "决算", economics),
        _part("project", "按项目", "项目", "全年执行", by_project(budget, final)),
    ]


def _part(key: str, title: str, first: str, actual: str, comparison: Comparison) -> Part:
    found = grid(comparison, actual)
    return Part(key, title, first, found.headings, found.rows, comparison.notes)
