"""The figures that a query names (三公经费, 接待费, 基本支出): of the newest documents, or of those who are named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

from budgets.catalogue.asking import Meant, of_regions
from budgets.catalogue.words import Phrase, runs
from budgets.extracts.measures import BY_KEY, MEASURES, Measure
from budgets.models import CatalogueEntry, CatalogueMeasure, Department

# How many figures are shown; how many documents are looked through for them; of how many departments they are compared.
SHOWN, LOOKED_THROUGH, COMPARED = 12, 200, 12
# A title is named by a part of it that has so many letters, and may be so many times as long.
LEAST, SHARE = 3, 2
# What people say for measures, beside their titles.
CALLED = {
    "三公": "three_public.total",
    "三公费用": "three_public.total",
    "公车": "three_public.vehicles",
    "用车": "three_public.vehicles",
    "公务用车": "three_public.vehicles",
    "公车费用": "three_public.vehicles",
    "公务用车费": "three_public.vehicles",
    "公务用车经费": "three_public.vehicles",
    "购车": "three_public.purchase",
    "买车": "three_public.purchase",
    "公车购置": "three_public.purchase",
    "公车运行": "three_public.operation",
    "公车维护": "three_public.operation",
    "接待": "three_public.reception",
    "招待": "three_public.reception",
    "招待费": "three_public.reception",
    "公款接待": "three_public.reception",
    "出国": "three_public.abroad",
    "出国费": "three_public.abroad",
    "出国经费": "three_public.abroad",
    "采购": "procurement.total",
    "总收入": "income.total",
    "总支出": "expenditure.total",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure as live editions report it, the newest first; whose it is compared with: those who were named
    (``named``), or those who are shown; of which year and kind of documents; whether there is ``more``."""

    measure: Measure
    found: tuple[CatalogueMeasure, ...]
    departments: tuple[Department, ...]
    named: bool
    year: int | None
    kind: str
    more: bool


def figures(meant: Meant, region: str, year: int | None, now: datetime) -> Figures | None:
    """The figures of the measure that the topic of a query names; ``None`` if it names none, or none is public."""
    measure = named(meant.topic)
    if measure is None:
        return None
    entries = CatalogueEntry.objects.live(now).filter(_narrowed(meant, region, year))
    order = ("-year", "kind", "slug") if meant.departments else ("-public_from", "-edition")
    keys = list(entries.order_by(*order).values_list("pk", flat=True)[:LOOKED_THROUGH])
    found = _read(measure, keys, SHOWN + 1)
    if not found:
        return None
    shown = found[:SHOWN]
    departments = _departments(meant.departments[:COMPARED]) if meant.departments else _whose(shown)
    more = len(found) > SHOWN
    return Figures(measure, shown, departments, bool(meant.departments), meant.year or year, meant.kind, more)


def _whose(found: Iterable[CatalogueMeasure]) -> tuple[Department, ...]:
    """The departments that the figures are of, each once; units are not compared beside departments."""
    whole = {each.entry.department_id: each.entry.department for each in found if each.entry.unit_id is None}
    return tuple(whole.values())[:COMPARED]


def named(topic: Sequence[Phrase]) -> Measure | None:
    """The one measure whose title, or what people call it, is what is searched for; or whose title alone holds all of
    it and little else.

    A title that begins as another (that of a figure that is told of it) has to be said in full.
    """
    words = [phrase.text for phrase in topic]
    said = "".join(words)
    if said in CALLED:
        return BY_KEY[CALLED[said]]
    titles = {_title(measure): measure for measure in MEASURES}
    holding = [title for title in titles if all(word in title for word in words)]
    exact = [title for title in holding if len(title) == len(said)]
    begun = [title for title in holding if not any(title != other and title.startswith(other) for other in titles)]
    close = begun if len(begun) == 1 and len(said) >= LEAST and len(begun[0]) <= len(said) * SHARE else []
    found = exact or close
    return titles[found[0]] if len(found) == 1 else None


def mentioned(text: str) -> str:
    """The longest name of a measure in a text; empty if there is none."""
    names = (*CALLED, *map(_title, MEASURES))
    return max((name for name in names if name in text), key=len, default="")


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
    found = {row.entry_id: row for row in rows.select_related("entry__department__region", "entry__unit")}
    return tuple(islice((found[key] for key in keys if key in found), most))


def _departments(keys: Sequence[int]) -> tuple[Department, ...]:
    found = Department.objects.select_related("region").in_bulk(keys)
    return tuple(found[key] for key in keys if key in found)
