"""The public page of what the checks said of an edition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.checks import FAILS, HOLDS, ROUNDING, UNKNOWN
from budgets.checks.messages import amount
from budgets.document import NOT_REPORTED
from budgets.models import Edition
from budgets.site.checked import checked_of, summary
from budgets.site.conditional import unless_known
from budgets.site.finding import find
from budgets.site.stamp import stamp_of
from budgets.site.tables import publisher

Json = dict[str, Any]
# What is told one by one, in this order; what holds is only counted.
ASKED = "疑问"
TOLD = (FAILS, ASKED, ROUNDING, UNKNOWN)
COUNTED = (HOLDS, ROUNDING, FAILS, ASKED, UNKNOWN)
# Of one check and one outcome, as many are shown at once.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: links to its numbers on the page of the document, how many they are, and its value (empty
    where words are compared)."""

    links: tuple[tuple[str, str], ...]
    numbers: int
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding for the public."""

    outcome: str
    message: str
    sides: tuple[Side, ...]
    override: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a check that have one outcome: the first of them, and the rest, which is opened."""

    outcome: str
    first: tuple[Told, ...]
    rest: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A check: what it says, its ground, how many comparisons, how many of each outcome, the findings to tell."""

    id: str
    title: str
    basis: str
    total: int
    counts: tuple[int, ...]
    groups: tuple[Group, ...]


@require_safe
def checks(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Every check of an edition, and every finding that does not simply hold."""
    edition, editions = find(slug, number)
    newest = editions[0].number
    tag = stamp_of([edition], newest, (edition.summary or {}).get("sha256"))
    return unless_known(request, tag, lambda: _page(request, edition, newest, fixed=number is not None))


def _page(request: HttpRequest, edition: Edition, newest: int, fixed: bool) -> HttpResponse:
    checked = checked_of(edition)
    place = ("site:edition", (edition.slug, edition.number)) if fixed else ("site:disclosure", (edition.slug,))
    document = reverse(place[0], args=place[1])
    lines = _lines(checked, document)
    context = {
        "edition": edition,
        "newest": newest,
        "document": document,
        "disclosure": edition.disclosure,
        "name": publisher(edition),
        "summary": summary(edition),
        "outcomes": COUNTED,
        "lines": lines,
        "telling": sorted((line for line in lines if line.groups), key=_gravest),
        "now": edition.summary is None,
    }
    return render(request, "site/checks.html", context)


def _gravest(line: Line) -> int:
    """What a reader should see first comes first; within it the order of the checks stays."""
    return min(TOLD.index(group.outcome) for group in line.groups)


def _lines(checked: Json, document: str) -> list[Line]:
    told: dict[str, list[Json]] = {}
    for finding in checked["findings"]:
        told.setdefault(finding["check"], []).append(finding)
    return [_line(check, told.get(check["id"], ()), document) for check in checked["checks"]]


def _line(check: Json, findings: Sequence[Json], document: str) -> Line:
    asked = sum(finding["asked"] for finding in findings)
    found = {**check["counts"], ASKED: asked, UNKNOWN: check["counts"][UNKNOWN] - asked}
    counts = tuple(found[outcome] for outcome in COUNTED)
    told = [_told(finding, document) for finding in findings]
    return Line(check["id"], check["title"], check["basis"], sum(counts), counts, tuple(_groups(told)))


def _groups(told: Sequence[Told]) -> Iterable[Group]:
    for outcome in TOLD:
        own = tuple(each for each in told if each.outcome == outcome)
        if own:
            yield Group(outcome, own[:FIRST], own[FIRST:])


def _told(finding: Json, document: str) -> Told:
    sides = tuple(_sides(finding, document))
    return Told(ASKED if finding["asked"] else finding["outcome"], _message(finding), sides, finding["override"])


def _message(finding: Json) -> str:
    """What is said before the two sides: the difference where both show their amounts, else the whole sentence."""
    yuan, outcome = (finding[side]["yuan"] for side in ("left", "right")), finding["outcome"]
    if outcome != UNKNOWN and finding["difference"] is not None and None not in yuan:
        return f"相差 {amount(abs(Decimal(finding['difference'])), money=True)}"
    return finding["message"].removeprefix(f"{finding['title']}：").removeprefix(f"{UNKNOWN}，")


def _sides(finding: Json, document: str) -> Iterable[Side]:
    for side in (finding["left"], finding["right"]):
        links = tuple((link["words"], f"{document}#{link['id']}" if link["id"] else "") for link in side["links"])
        if links:
            yield Side(links, side["numbers"], _value(side) if finding["numerical"] else "")


def _value(side: Json) -> str:
    """The value of a side in words."""
    if side["yuan"] is not None:
        return amount(Decimal(side["yuan"]), money=True)
    number = side.get("value")
    return amount(Decimal(number), money=False) if number is not None else side["text"] or NOT_REPORTED
