"""Atom feeds of what is published, corrected and withdrawn: of everything, of a region, of a department."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from budgets.models import CatalogueEntry, Department, Disclosure, Region, Withdrawal
from budgets.site import meta
from budgets.site.stamp import digest

MOST = 50
PER_PAGE = 20
PUBLISHED, CORRECTED, WITHDRAWN = "公开", "更正", "撤下"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that readers are told: of which edition, what happened to it, when, why.

    ``before`` is the edition that readers could see before it; 0 for none.
    """

    what: str
    at: datetime
    slug: str
    number: int
    before: int
    publisher: str
    department: str
    region: str
    year: int
    kind: str
    reason: str

    @property
    def title(self) -> str:
        """``更正：焦作市某局2024年部门预算（第 2 版）``."""
        return f"{self.what}：{self.publisher}{self.year}年{dict(Disclosure.KINDS)[self.kind]}（第 {self.number} 版）"

    @property
    def said(self) -> str:
        """What happened, and why."""
        why = f"理由：{self.reason}" if self.reason else ""
        return {
            PUBLISHED: f"{self.region}{self.publisher}公开了{self.year}年{dict(Disclosure.KINDS)[self.kind]}。",
            CORRECTED: f"第 {self.number} 版代替第 {self.before} 版。更正{why}",
            WITHDRAWN: f"第 {self.number} 版和以前各版已经撤下。{why}",
        }[self.what]

    @property
    def address(self) -> str:
        """The page that tells more: the document, what was changed, or that it was withdrawn."""
        name = "site:changes" if self.what == CORRECTED else "site:edition"
        return reverse(name, args=[self.slug, self.number])

    @property
    def id(self) -> str:
        """The same for ever, whatever the site is called."""
        return uuid5(NAMESPACE_URL, f"{self.slug}/e{self.number}/{self.what}").urn


def events(*where: Q) -> list[Event]:
    """The newest events of what readers could see, of the departments that ``where`` names."""
    found = [*_editions(*where), *_withdrawals(*where)]
    return sorted(found, key=lambda event: (event.at, event.slug, event.number), reverse=True)[:MOST]


def _editions(*where: Q) -> list[Event]:
    """New documents and corrections."""
    entries = CatalogueEntry.objects.seen().filter(*where).order_by("-public_from", "-edition_id")
    whose = ("department__name", "department__region__name", "unit__name")
    rows = list(entries.values_list("number", "public_from", "slug", *whose, "year", "kind", "reason")[:MOST])
    before = _before({(row[2], row[0]) for row in rows})
    return [
        Event(
            what=CORRECTED if before[slug, number] else PUBLISHED,
            at=at,
            slug=slug,
            number=number,
            before=before[slug, number],
            publisher=unit or department,
            department=department,
            region=region,
            year=year,
            kind=kind,
            reason=reason,
        )
        for number, at, slug, department, region, unit, year, kind, reason in rows
    ]


def _before(editions: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """The edition that readers could see before each of these (address, number); 0 for none."""
    slugs = {slug for slug, _ in editions}
    seen = list(CatalogueEntry.objects.seen().filter(slug__in=slugs).values_list("slug", "number"))
    return {
        (slug, number): max((older for each, older in seen if each == slug and older < number), default=0)
        for slug, number in editions
    }


def _withdrawals(*where: Q) -> list[Event]:
    """Withdrawals, each with the edition that readers could see until then."""
    ended = CatalogueEntry.objects.seen().filter(
        *where, slug=OuterRef("slug"), number__lte=OuterRef("number"), until=OuterRef("at")
    )
    found = (
        Withdrawal.objects.filter(at__lte=timezone.now())
        .annotate(seen=Subquery(ended.order_by("-number").values("number")[:1]))
        .filter(seen__isnull=False)
        .select_related("disclosure__department__region", "disclosure__unit")
        .order_by("-at")[:MOST]
    )
    return [_withdrawal(each) for each in found]


def _withdrawal(found: Any) -> Event:
    disclosure = found.disclosure
    return Event(
        what=WITHDRAWN,
        at=found.at,
        slug=found.slug,
        number=found.seen,
        before=0,
        publisher=(disclosure.unit or disclosure.department).name,
        department=disclosure.department.name,
        region=disclosure.department.region.name,
        year=disclosure.year,
        kind=disclosure.kind,
        reason=found.reason,
    )


def regions_within(region: Region) -> list[int]:
    """The keys of a region and of all below it: who follows a city follows its districts too."""
    below: dict[int | None, list[int]] = {}
    for key, parent in Region.objects.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(key)
    found = [region.pk]
    for key in found:
        found.extend(each for each in below.get(key, ()) if each not in found)
    return found


@dataclass(frozen=True, slots=True)
class About:
    """A feed: what it is called, what it takes in, the page that it belongs to, and its events."""

    title: str
    subtitle: str
    link: str
    events: list[Event]


class Publications(Feed):
    """A feed of events, newest first; ``about`` says of what."""

    feed_type = Atom1Feed
    language = "zh-CN"

    def __init__(self, about: About) -> None:
        self.about = about

    def title(self) -> str:
        return f"{self.about.title} · {meta.SITE}"

    def subtitle(self) -> str:
        return self.about.subtitle

    def link(self) -> str:
        return self.about.link

    def feed_guid(self) -> str:
        return uuid5(NAMESPACE_URL, f"feed:{self.about.link}").urn

    def items(self) -> list[Event]:
        return self.about.events

    def item_title(self, item: Event) -> str:
        return item.title

    def item_description(self, item: Event) -> str:
        return item.said

    def item_link(self, item: Event) -> str:
        return item.address

    def item_guid(self, item: Event) -> str:
        return item.id

    def item_pubdate(self, item: Event) -> datetime:
        return item.at

    def item_updateddate(self, item: Event) -> datetime:
        return item.at

    def item_author_name(self, item: Event) -> str:
        return item.publisher

    def item_categories(self, item: Event) -> tuple[str, ...]:
        return (item.what, str(item.year), dict(Disclosure.KINDS)[item.kind], item.region)


@require_safe
def feed_all(request: HttpRequest) -> HttpResponse:
    """Everything."""
    about = About("全部更新", "各地区、各部门新公开的预算和决算，以及更正和撤下", reverse("site:index"), events())
    return _answer(request, about)


@require_safe
def feed_region(request: HttpRequest, code: str) -> HttpResponse:
    """Of a region and of those below it."""
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise Http404("没有这个地区")
    found = events(Q(region__in=regions_within(region)))
    subtitle = f"{region.name}（含下级地区）新公开的预算和决算，以及更正和撤下"
    return _answer(request, About(region.name, subtitle, reverse("site:region", args=[code]), found))


@require_safe
def feed_department(request: HttpRequest, who: str) -> HttpResponse:
    """Of a department and its units."""
    region, _, code = who.partition("-")
    department = Department.objects.filter(region__code=region, code=code).first()
    found = events(Q(department=department)) if department else []
    if department is None or not found:
        raise Http404("没有这个部门公开的文件")
    subtitle = f"{department.name}及所属单位新公开的预算和决算，以及更正和撤下"
    return _answer(request, About(department.name, subtitle, reverse("site:department", args=[who]), found))


def _answer(request: HttpRequest, about: About) -> HttpResponse:
    """The feed, or 304 for who has it already."""
    tag = f'"{digest(request.build_absolute_uri(), about)}"'
    last = int(max(event.at for event in about.events).timestamp()) if about.events else None
    known = get_conditional_response(request, etag=tag, last_modified=last)
    response: Any = known or Publications(about)(request)
    response["ETag"] = tag
    patch_cache_control(response, public=True, no_cache=True)
    return response


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The page that names every feed."""
    seen = CatalogueEntry.objects.seen().filter(department=OuterRef("pk"))
    departments = Department.objects.filter(Exists(seen)).select_related("region").order_by("region__code", "code")
    page = Paginator(departments, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "regions": _regions(),
        "page": page,
        "departments": [(department, _address(department)) for department in page],
        "meta": meta.page(
            request, "订阅更新", "用 Atom 订阅各地区、各部门新公开的预算和决算；更正和撤下也在其中，连同理由。"
        ),
    }
    return render(request, "site/feeds.html", context)


def _address(department: Department) -> str:
    return reverse("site:feed_department", args=[f"{department.region.code}-{department.code}"])


def _regions() -> list[Region]:
    """Regions in which readers could ever see anything, and those above them."""
    regions = {region.pk: region for region in Region.objects.order_by("code")}
    seen = CatalogueEntry.objects.seen().order_by().values_list("region", flat=True).distinct()
    named: set[int] = set()
    for found in seen:
        key = found
        while key is not None and key not in named:
            named.add(key)
            key = regions[key].parent_id
    return [region for key, region in regions.items() if key in named]


Addresses = list[tuple[str, Callable[..., HttpResponse], dict[str, Any], str]]


def addresses() -> Addresses:
    """(route, view, arguments, name) of every address here."""
    return [
        ("feeds/", feeds, {}, "feeds"),
        ("feeds/all.atom", feed_all, {}, "feed_all"),
        ("feeds/regions/<slug:code>.atom", feed_region, {}, "feed_region"),
        ("feeds/departments/<slug:who>.atom", feed_department, {}, "feed_department"),
    ]
