"""Projects as editions name them: the list, and a project over its years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from budgets.document import Document
from budgets.editions import live
from budgets.evaluation import grade
from budgets.layouts import LayoutError, load
from budgets.models import Edition
from budgets.site.amounts import MARKS, UNIT, cells, place
from budgets.site.conditional import unless_known
from budgets.site.reading import documents, live_of, named_projects, state_of_lists, without_documents
from budgets.site.stamp import digest, stamp_of
from budgets.site.tables import ProjectTable
from budgets.years import Found, Mention, Year, code_of, history, identified, name_of, public_key, stage_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A project in a list: its key in addresses, whose it is, the years, and the amounts of the last of them."""

    key: str
    code: str
    name: str
    who: str
    department: str
    unit: str
    first: int
    last: int
    initial: Found
    actual: Found

    @property
    def searched(self) -> str:
        """What the search looks through."""
        return " ".join((self.name, self.code, self.department, self.unit)).lower()


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """A year of a project with its cells, marks, grade, and the tables that name it."""

    year: Year
    cells: tuple[SafeString, ...]
    score: str
    grade: str
    named: tuple[tuple[Mention, Edition, str], ...]


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """All projects that live editions name."""
    state = state_of_lists()
    return unless_known(request, digest(state), lambda: _list(request, _all(state)))


def _list(request: HttpRequest, known: Sequence[Listed]) -> HttpResponse:
    words = request.GET.get("q", "").lower().split()
    found = [each for each in known if all(word in each.searched for word in words)]
    table = ProjectTable(found)
    request.GET = request.GET.copy()
    request.GET.pop("per_page", None)  # the length of a page is ours to say
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(request, "site/projects.html", {"table": table, "q": request.GET.get("q", "")})


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


def listed(editions: Sequence[Edition]) -> list[Listed]:
    """The projects that the editions of one department name, the newest first."""
    found = [_listed(editions[0], key, mentions) for key, mentions in _identified(editions).items()]
    return sorted(found, key=lambda project: (-project.last, project.name))


_KEPT: dict[object, list[Listed]] = {}


def _all(state: object) -> list[Listed]:
    """The projects of all departments, kept until what they are listed from is in another ``state``."""
    known = _KEPT.get(state)
    if known is None:
        known = _read_all()
        _KEPT.clear()
        _KEPT[state] = known
    return known


def _read_all() -> list[Listed]:
    """The projects of all departments; one query fetches what has not been read yet."""
    editions = list(without_documents(live()).order_by("disclosure__department__region__code", "slug"))
    named_projects(editions)
    by_department: dict[int, list[Edition]] = defaultdict(list)
    for edition in sorted(editions, key=lambda edition: edition.disclosure.unit_id is not None):
        by_department[edition.disclosure.department_id].append(edition)
    return [project for own in by_department.values() for project in listed(own)]


def _identified(editions: Sequence[Edition]) -> dict[str, list[Mention]]:
    return identified(mention for found in named_projects(editions) for mention in found)


def _listed(edition: Edition, key: str, found: Sequence[Mention]) -> Listed:
    department = edition.disclosure.department
    years = [mention.year for mention in found]
    newest = [mention for mention in found if mention.year == max(years)]
    return Listed(
        key=f"{department.region.code}-{department.code}-{public_key(key)}",
        code=code_of(found),
        name=name_of(found),
        who=f"{department.region.code}-{department.code}",
        department=department.name,
        unit=_unit(found),
        first=min(years),
        last=max(years),
        initial=stage_of(newest, "initial"),
        actual=stage_of(newest, "actual"),
    )


def _unit(found: Iterable[Mention]) -> str:
    return next((mention.unit for mention in found if mention.unit), "")


def _context(who: str, found: Sequence[Mention], editions: Sequence[Edition]) -> dict[str, object]:
    by_slug = {edition.slug: edition for edition in editions}
    slugs = sorted({mention.slug for mention in found})
    read = dict(zip(slugs, documents([by_slug[slug] for slug in slugs]), strict=True))
    return {
        "who": who,
        "department": editions[0].disclosure.department,
        "name": name_of(found),
        "names": sorted({mention.name for mention in found if mention.name} - {name_of(found)}),
        "code": code_of(found),
        "unit_name": _unit(found),
        "years": [_drawn(year, by_slug, read) for year in history(found, read)],
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
