"""Searches the catalogue: names of departments and units, and the passages of live editions, the newest first.

The index of the database gives what it finds from the newest on, and no more is read of it than can be shown or is
counted, so that a common word takes no longer among thousands of editions than among a few.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from budgets.catalogue.asking import Meant, understood
from budgets.catalogue.figures import Figures, figures
from budgets.catalogue.index import Row, Way, of_live_editions, of_public_names
from budgets.catalogue.names import MARK
from budgets.catalogue.parting import partings
from budgets.catalogue.words import Phrase, marked, phrases, runs, words
from budgets.extracts import PASSAGES, Passage
from budgets.extracts.vocabulary import INDICATORS, ITEMS, PROJECTS, WORDS
from budgets.models import CatalogueEntry, CataloguePassage

NAMES, DOCUMENTS = "name", "document"
KINDS = {NAMES: "部门和单位", DOCUMENTS: "公开文件", **PASSAGES}
MARKS = {NAMES: MARK, DOCUMENTS: "t", PROJECTS: "p", ITEMS: "i", INDICATORS: "n", WORDS: "w"}
# What is shown of a kind beside others, and on a page of its own; how much of it is counted at most.
FIRST, COUNTED_FIRST = 5, 100
PER_PAGE, COUNTED = 20, 400
# How many documents that say the same are named beside the newest.
OTHERS = 3
LONGEST, MOST_WORDS = 100, 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; ``others`` say the same in other documents of the same department or unit."""

    passage: CataloguePassage
    others: tuple[CataloguePassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the hits of a page; in how many places, and whether there are more than that."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    count: int
    bounded: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the groups that have hits, and the figures that the query names, if it names some; ``query`` is
    what was looked for, which may be the query as it was ``parted``."""

    query: str
    groups: list[Group]
    figures: Figures | None = None

    def __bool__(self) -> bool:
        return bool(self.groups or self.figures)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: phrases, what they mean, and what narrows them; an empty ``region`` and no ``year`` narrow
    nothing."""

    phrases: tuple[Phrase, ...]
    meant: Meant
    region: str
    year: int | None
    now: datetime


def words_of(passage: Passage, labels: Iterable[object]) -> str:
    """What the index reads of a passage, with ``labels`` to narrow a search by."""
    return marked(MARKS[passage.kind], words(passage.text), labels)


def too_long(query: str) -> bool:
    """Whether a query is longer than what is searched for."""
    return len(query) > LONGEST or len(query.split()) > MOST_WORDS


def search(query: str, kind: str = "", region: str = "", year: int | None = None, page: int = 1) -> Found:
    """A page of what is found of ``kind`` (one of ``KINDS``), or the first of every kind; only kinds with hits.

    Every word of the query has to be found, a word of several characters as it stands, or be a name or year of those
    who say the others (``asking``); a query that is found nowhere is parted (``parting``). One that is ``too_long`` or
    holds no letter or digit finds nothing.
    """
    now = timezone.now()
    found = _search(query, kind, region, year, page, now)
    if found or not phrases(query) or too_long(query):
        return found
    parted = (_search(each, kind, region, year, page, now) for each in partings(query, region, now))
    return next(filter(None, parted), found)


def _search(query: str, kind: str, region: str, year: int | None, page: int, now: datetime) -> Found:
    """A page of what is found of the words as they are."""
    wanted = phrases(query)
    if not wanted or too_long(query):
        return Found(query, [])
    asked = Asked(wanted, understood(wanted, region, now), region, year, now)
    if kind in KINDS:
        return Found(query, _groups([kind], asked, COUNTED, PER_PAGE, page))
    groups = _groups(KINDS, asked, COUNTED_FIRST, FIRST, 1)
    named = figures(asked.meant, region, year, now)
    return Found(query, groups if named or _answers(groups, asked.meant) else [], named)


def _answers(groups: Sequence[Group], meant: Meant) -> bool:
    """Whether more was found than the names of those of whom something was searched for."""
    return any(group.kind != NAMES for group in groups) or not meant.names or set(meant.topic) <= set(meant.names)


def _groups(kinds: Iterable[str], asked: Asked, most: int, size: int, number: int) -> list[Group]:
    """The groups of ``kinds`` that have hits: ``most`` rows counted, the page ``number`` of ``size`` hits."""
    found = {kind: rows for kind in kinds if (rows := _found(kind, asked, most))}
    pages = {kind: _page(_folded(kind, rows[:most]), size, number) for kind, rows in found.items()}
    read = _read({kind: [row.key for rows in page.shown for row in rows] for kind, page in pages.items()})
    return [
        Group(
            kind=kind,
            title=KINDS[kind],
            hits=tuple(_hits([read[row.key] for row in rows if row.key in read] for rows in page.shown)),
            count=min(len(found[kind]), most),
            bounded=len(found[kind]) > most,
            page=page.number,
            pages=page.pages,
        )
        for kind, page in pages.items()
    ]


def _found(kind: str, asked: Asked, most: int) -> list[Row]:
    """The rows of a kind, one more than ``most`` if there are more."""
    meant = asked.meant
    region = (asked.region,) if asked.region else ()
    if kind == NAMES:
        named = [Way(meant.names, (region, *meant.beginnings))] if meant.names else []
        ways = (Way(asked.phrases, (region,)), *named)
        rows = of_public_names(MARK, ways, asked.year or meant.year, asked.now, COUNTED + 1)
        return sorted(rows, key=lambda row: _rank(row, meant.names or asked.phrases))
    labels = (region, (asked.year,) if asked.year else ())
    within = [Way(meant.topic, (*labels, *meant.labels))] if meant.narrows else []
    return of_live_editions(MARKS[kind], (Way(asked.phrases, labels), *within), asked.now, most + 1)


def _rank(row: Row, wanted: Sequence[Phrase]) -> tuple[bool, bool, int]:
    """Departments before units, names that begin with what is searched for before others, short before long."""
    folded = " ".join(runs(row.text))
    return row.unit is not None, not wanted[0].pattern.match(folded), len(folded)


def _folded(kind: str, rows: list[Row]) -> list[list[Row]]:
    """The rows, those together that say the same of the same department or unit; indicators, of the same project."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        project = row.heading if kind == INDICATORS else ""
        found.setdefault((row.department, row.unit, project, row.text), []).append(row)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a page, those together that say the same; which page it is, of how many."""

    shown: list[list[Row]]
    number: int
    pages: int


def _page(folded: list[list[Row]], size: int, number: int) -> _Page:
    pages = -(-len(folded) // size)
    at = min(max(number, 1), pages)
    return _Page([rows[: 1 + OTHERS] for rows in folded[(at - 1) * size : at * size]], at, pages)


def _read(keys: Mapping[str, Sequence[int]]) -> dict[int, CataloguePassage]:
    """Passages by their keys, which are given by kind."""
    told = [key for kind, own in keys.items() if kind != NAMES for key in own]
    return {**_names(keys.get(NAMES, ())), **_passages(told)}


def _hits(folded: Iterable[Sequence[CataloguePassage]]) -> Iterator[Hit]:
    """Hits of what could still be read: an edition may be entered anew meanwhile."""
    return (Hit(found[0], tuple(found[1:])) for found in folded if found)


def _names(keys: Sequence[int]) -> dict[int, CataloguePassage]:
    """Names by their keys, with the address of the newest document of a unit's own as ``slug``."""
    own = CatalogueEntry.objects.live().filter(department=OuterRef("department"), unit=OuterRef("unit"))
    names = CataloguePassage.objects.select_related("department__region", "unit").defer("words").filter(pk__in=keys)
    return {name.pk: name for name in names.annotate(slug=Subquery(own.order_by("-year", "kind").values("slug")[:1]))}


def _passages(keys: Sequence[int]) -> dict[int, CataloguePassage]:
    """Passages by their keys, with the editions that they are of."""
    passages = CataloguePassage.objects.select_related("entry__department", "entry__unit", "entry__region").defer(
        "words"
    )
    return {passage.pk: passage for passage in passages.filter(pk__in=keys)}
