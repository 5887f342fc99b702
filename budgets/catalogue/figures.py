"""The figures that a query names (三公经费, 接待费, 基本支出): of the newest documents, or of those who are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

from budgets.catalogue.asking import Meant, of_regions
from budgets.catalogue.words import Phrase, runs
from budgets.extracts.measures import MEASURES, Measure
from budgets.models import CatalogueEntry, CatalogueMeasure, Department

# How many figures are shown, of the newest documents and of departments that are named; how many documents are looked
# through for them; of how many departments they are compared.
NEWEST, NAMED, LOOKED_THROUGH, COMPARED = 5, 12, 200, 12
# A title may be so many times as long as the words that name it.
SHARE = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure as live editions report it, whose figures were named (``departments``), if any, and of which year."""

    measure: Measure
    found: tuple[CatalogueMeasure, ...]
    departments: tuple[Department, ...]
    year: int | None


def figures(meant: Meant, region: str, year: int | None, now: datetime) -> Figures | None:
    """The figures of the measure that the topic of a query names; ``None`` if it names none, or none is public."""
    measure = named(meant.topic)
    if measure is None:
        return None
    entries = CatalogueEntry.objects.live(now).filter(_narrowed(meant, region, year))
    order, most = (("-year", "kind", "slug"), NAMED) if meant.departments else (("-public_from", "-edition"), NEWEST)
    keys = list(entries.order_by(*order).values_list("pk", flat=True)[:LOOKED_THROUGH])
    found = _read(measure, keys, most)
    if not found:
        return None
    departments = _departments(meant.departments[:COMPARED])
    return Figures(measure, found, departments, meant.year or year)


def named(topic: Sequence[Phrase]) -> Measure | None:
    """The one measure whose title is what is searched for, or holds all of it and little else.

    A title that begins as another (that of a figure that is told of it) has to be said in full.
    """
    words = [phrase.text for phrase in topic]
    length = sum(map(len, words))
    titles = {_title(measure): measure for measure in MEASURES}
    holding = [title for title in titles if all(word in title for word in words)]
    exact = [title for title in holding if len(title) == length]
    begun = [title for title in holding if not any(title != other and title.startswith(other) for other in titles)]
    found = exact or [title for title in begun if len(title) <= length * SHARE]
    return titles[found[0]] if len(found) == 1 else None


def _title(measure: Measure) -> str:
    """What a measure is called, without what it is a part of, as queries are folded."""
    return "".join(runs(measure.title.rpartition("：")[2]))


def _narrowed(meant: Meant, region: str, year: int | None) -> Q:
    narrowed = of_regions(meant.regions)
    if meant.departments:
        narrowed &= Q(department__in=meant.departments)
    if region:
        narrowed &= Q(region__code=region)
    if meant.kind:
        narrowed &= Q(kind=meant.kind)
    for each in (year, meant.year):
        if each:
            narrowed &= Q(year=each)
    return narrowed


def _read(measure: Measure, keys: Sequence[int], most: int) -> tuple[CatalogueMeasure, ...]:
    """The first figures that the editions report, in their order."""
    reported = Q(amount__isnull=False) | Q(value__isnull=False)
    rows = CatalogueMeasure.objects.filter(reported, key=measure.key, entry__in=keys)
    found = {row.entry_id: row for row in rows.select_related("entry__department", "entry__unit")}
    return tuple(islice((found[key] for key in keys if key in found), most))


def _departments(keys: Sequence[int]) -> tuple[Department, ...]:
    found = Department.objects.select_related("region").in_bulk(keys)
    return tuple(found[key] for key in keys if key in found)
