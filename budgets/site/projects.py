"""Projects as editions name them: the list, and a project over its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from budgets.document import Document
from budgets.evaluation import grade
from budgets.layouts import LayoutError, load
from budgets.models import CatalogueProject, Edition
from budgets.site.amounts import MARKS, UNIT, cells, place
from budgets.site.chart_stages import of_project
from budgets.site.conditional import unless_known
from budgets.site.filters import ProjectFilter
from budgets.site.lists import kept_by_readers, paged
from budgets.site.reading import documents, live_of, named_projects
from budgets.site.stamp import stamp_of
from budgets.site.tables import ProjectTable
from budgets.years import Mention, Year, code_of, history, identified, name_of, public_key, unit_of


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """A year of a project with its cells, marks, grade, and the tables that name it."""

    year: Year
    cells: tuple[SafeString, ...]
    score: str
    grade: str
    named: tuple[tuple[Mention, Edition, str], ...]


@require_safe
@kept_by_readers
def projects(request: HttpRequest) -> HttpResponse:
    """All projects that live editions name."""
    known = CatalogueProject.objects.listed().prefetch_related("department__region")
    filters = ProjectFilter(request.GET, queryset=known, request=request)
    table = paged(request, ProjectTable(filters.qs))
    return render(request, "site/projects.html", {"filter": filters, "table": table})


@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """A project over its years; the address of a name leads to the project's code, once it has one."""
    who, _, own = key.rpartition("-")
    editions = live_of(who)
    by_key = {public_key(identity): found for identity, found in _identified(editions).items()}
    if own in by_key:
        return unless_known(
            request,
            stamp_of(editions),
            lambda: render(request, "site/project.html", _context(who, by_key[own], editions)),
        )
    for current, found in by_key.items():
        if own in {public_key(mention.name) for mention in found if mention.name}:
            return redirect("site:project", f"{who}-{current}")
    raise Http404("没有公开的文件提到这个项目")


def _identified(editions: Sequence[Edition]) -> dict[str, list[Mention]]:
    return identified(mention for found in named_projects(editions) for mention in found)


def _context(who: str, found: Sequence[Mention], editions: Sequence[Edition]) -> dict[str, object]:
    by_slug = {edition.slug: edition for edition in editions}
    slugs = sorted({mention.slug for mention in found})
    read = dict(zip(slugs, documents([by_slug[slug] for slug in slugs]), strict=True))
    years = history(found, read)
    return {
        "who": who,
        "department": editions[0].disclosure.department,
        "name": name_of(found),
        "names": sorted({mention.name for mention in found if mention.name} - {name_of(found)}),
        "code": code_of(found),
        "unit_name": unit_of(found),
        "years": [_drawn(year, by_slug, read) for year in years],
        "chart": of_project(years, "amounts"),
        "unit": UNIT,
    }


def _drawn(year: Year, by_slug: Mapping[str, Edition], read: Mapping[str, Document]) -> DrawnYear:
    marked = year.marked
    score = marked.score if marked else None
    return DrawnYear(
        year,
        cells(year.stages),
        "" if score is None else MARKS.text(score),
        "" if score is None or marked is None else grade(score, _grades(read[marked.slug])),
        tuple((mention, by_slug[mention.slug], place(mention.slug, mention.fragment)) for mention in year.mentions),
    )


def _grades(document: Document) -> Sequence[tuple[str, int]]:
    """The grades of the document's layout; none if the layout is gone."""
    try:
        return load(document.layout.partition("@")[0]).grades
    except LayoutError:
        return ()
