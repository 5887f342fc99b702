"""The search: the first of what is found of every kind, or one kind in pages, each with the place it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from budgets.catalogue.searching import DOCUMENTS, KINDS, LONGEST, MOST_WORDS, NAMES, Group, Hit, search, too_long
from budgets.catalogue.words import Phrase, found_in, phrases
from budgets.extracts.vocabulary import WORDS
from budgets.models import CatalogueEntry, CataloguePassage, Region
from budgets.site.search_figures import drawn_figures

# How much of a long text is shown, and how much of that before what was found.
SHOWN, BEFORE = 160, 40
CUT = "…"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what is no choice of ours is as if it were not there."""

    q: str
    kind: str
    region: str
    year: int | None
    page: int

    def address(self, **changed: object) -> str:
        """The address of the same search, but for what is ``changed``."""
        asked = {"q": self.q, "kind": self.kind, "region": self.region, "year": self.year, "page": ""} | changed
        return f"{reverse('site:search')}?{urlencode({key: value for key, value in asked.items() if value})}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hit as it is shown: where it leads, its title, the words around what was found, its place, other documents."""

    href: str
    title: SafeString
    words: SafeString
    place: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """The hits of a kind: how many, the addresses of all of them and of the pages before and behind."""

    group: Group
    hits: tuple[Drawn, ...]
    all: str
    before: str
    behind: str

    @property
    def count(self) -> str:
        """In how many places, in words."""
        return f"超过 {self.group.count} 处" if self.group.bounded else f"{self.group.count} 处"


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """The page of the search."""
    regions, years = _regions(), _years()
    asked = _asked(request, {region.code for region in regions}, years)
    answer = search(asked.q, asked.kind, asked.region, asked.year, asked.page)
    groups, parted = answer.groups, replace(asked, q=answer.query)
    wanted = phrases(parted.q)
    context = {
        "asked": asked,
        "figures": drawn_figures(answer.figures) if answer.figures else None,
        "parted": parted.q if parted != asked else "",
        "groups": [_drawn_group(group, parted, wanted) for group in groups],
        "bounded": any(group.bounded for group in groups),
        "count": sum(group.count for group in groups),
        "kinds": KINDS,
        "regions": regions,
        "years": years,
        "longest": LONGEST,
        "most_words": MOST_WORDS,
        "too_long": too_long(asked.q),
        "nothing_asked": not wanted,
        "narrowed": asked.kind or asked.region or asked.year,
        "every_kind": parted.address(kind=""),
        "wider": asked.address(kind="", region="", year=""),
    }
    return render(request, "site/search.html", context)


def _asked(request: HttpRequest, regions: set[str], years: Sequence[int]) -> Asked:
    given = request.GET
    year, page = given.get("year", ""), given.get("page", "")
    return Asked(
        q=" ".join(given.get("q", "").split()),
        kind=given.get("kind", "") if given.get("kind") in KINDS else "",
        region=given.get("region", "") if given.get("region") in regions else "",
        year=next((each for each in years if str(each) == year), None),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _regions() -> list[Region]:
    """Regions of which anything can be found."""
    public = CatalogueEntry.objects.live().filter(region=OuterRef("pk"))
    return list(Region.objects.filter(Exists(public)).order_by("code"))


def _years() -> list[int]:
    """Years of which anything can be found, the newest first."""
    live = CatalogueEntry.objects.live()
    return list(live.order_by("-year").values_list("year", flat=True).distinct())


def _drawn_group(group: Group, asked: Asked, wanted: Sequence[Phrase]) -> DrawnGroup:
    hits = tuple(_drawn(group.kind, hit, wanted) for hit in group.hits)
    return DrawnGroup(
        group,
        hits,
        all=asked.address(kind=group.kind) if not asked.kind and (group.pages > 1 or group.bounded) else "",
        before=asked.address(page=group.page - 1) if group.page > 1 else "",
        behind=asked.address(page=group.page + 1) if asked.kind and group.page < group.pages else "",
    )


def _drawn(kind: str, hit: Hit, wanted: Sequence[Phrase]) -> Drawn:
    passage = hit.passage
    if kind == NAMES:
        return Drawn(_name_address(passage), excerpt(passage.text, wanted), SafeString(), _whose(passage), ())
    others = tuple((_document(other), _address(other)) for other in hit.others)
    if kind == DOCUMENTS:
        return Drawn(_address(passage), excerpt(passage.text, wanted), SafeString(), _come_out(passage), others)
    place = f"{_organisation(passage)} {_document(passage)}"
    if kind == WORDS and passage.heading:
        title, words = excerpt(passage.heading, wanted), excerpt(passage.text, wanted)
        return Drawn(_address(passage), title, words, place, others)
    place = f"{place}，{passage.heading}" if passage.heading else place
    return Drawn(_address(passage), excerpt(passage.text, wanted), SafeString(), place, others)


def _whose(passage: CataloguePassage) -> str:
    department = passage.department
    code = passage.unit.code if passage.unit else department.code
    told = (department.region.name, f"{department.name}所属单位" if passage.unit else "", f"代码 {code}")
    return "，".join(part for part in told if part)


def _name_address(passage: CataloguePassage) -> str:
    """The page of a department; of a unit its newest document, or its department where it has none of its own."""
    if passage.unit and passage.slug:
        return reverse("site:disclosure", args=[passage.slug])
    department = passage.department
    return reverse("site:department", args=[f"{department.region.code}-{department.code}"])


def _organisation(passage: CataloguePassage) -> str:
    return (passage.entry.unit or passage.entry.department).name


def _document(passage: CataloguePassage) -> str:
    return f"{passage.entry.year}年{passage.entry.get_kind_display()}"


def _come_out(passage: CataloguePassage) -> str:
    """Where and when a document came out."""
    entry = passage.entry
    corrected = f"，第 {entry.number} 版" if entry.number > 1 else ""
    return f"{entry.region.name}，{localdate(entry.public_from).isoformat()} 公开{corrected}"


def _address(passage: CataloguePassage) -> str:
    page = reverse("site:disclosure", args=[passage.entry.slug])
    return f"{page}#{passage.fragment}" if passage.fragment else page


def excerpt(text: str, wanted: Sequence[Phrase]) -> SafeString:
    """A text, or as much of it as is shown around the first place found, with a ``<mark>`` around every one."""
    spans = found_in(text, wanted)
    begin, end = 0, len(text)
    if len(text) > SHOWN:
        begin = max(0, min((spans[0][0] if spans else 0) - BEFORE, len(text) - SHOWN))
        end = begin + SHOWN
    marked = "".join(_pieces(text, [span for span in spans if span[0] < end and span[1] > begin], begin, end))
    return mark_safe(f"{CUT if begin else ''}{marked}{CUT if end < len(text) else ''}")


def _pieces(text: str, spans: Sequence[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    for first, behind in spans:
        yield escape(text[begin:first])
        yield f"<mark>{escape(text[max(first, begin) : min(behind, end)])}</mark>"
        begin = behind
    yield escape(text[begin:end])
