"""The documents that the page of a document compares with: last year's of the same kind, and those of its units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from budgets.models import CatalogueEntry, CatalogueMeasure, Edition
from budgets.years import NOWHERE, Found


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A live edition: its address, number and year, whose it is, and its main figures by key."""

    slug: str
    number: int
    year: int
    unit_code: str = ""
    unit_name: str = ""
    figures: Mapping[str, Found] = field(default_factory=dict)

    def figure(self, key: str) -> Found:
        """A main figure with its place; ``NOWHERE`` where the document has none."""
        return self.figures.get(key, NOWHERE)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Last year's document of the same organisation and kind, and this year's of the units of a department.

    ``other``: whether the other kind of this year, budget or final account, is public.
    """

    before: Neighbour | None = None
    units: tuple[Neighbour, ...] = ()
    other: bool = False

    @property
    def state(self) -> tuple[object, ...]:
        """What tells one state of them from another."""
        return self.other, *((each.slug, each.number, each.unit_name) for each in (self.before, *self.units) if each)


def neighbours(edition: Edition) -> Neighbours:
    """What the catalogue has beside ``edition``, with its main figures, by two queries."""
    own = edition.disclosure
    beside = CatalogueEntry.objects.live().filter(department=own.department_id, year__in=(own.year - 1, own.year))
    found = list(beside.select_related("unit").order_by("unit__position", "slug"))
    entries = [each for each in found if each.kind == own.kind]
    before = [each for each in entries if each.year == own.year - 1 and each.unit_id == own.unit_id]
    units = [each for each in entries if each.year == own.year and each.unit_id and not own.unit_id]
    figures = _figures([*before, *units])
    read = [_neighbour(each, figures[each.pk]) for each in (*before, *units)]
    other = any((each.year, each.unit_id) == (own.year, own.unit_id) for each in found if each.kind != own.kind)
    return Neighbours(read[0] if before else None, tuple(read[len(before) :]), other)


def _figures(entries: Sequence[CatalogueEntry]) -> Mapping[int, dict[str, Found]]:
    slugs = {each.pk: each.slug for each in entries}
    found: defaultdict[int, dict[str, Found]] = defaultdict(dict)
    for each in CatalogueMeasure.objects.filter(entry__in=list(slugs)):
        found[each.entry_id][each.key] = Found(each.amount, slugs[each.entry_id], each.fragment)
    return found


def _neighbour(entry: CatalogueEntry, figures: Mapping[str, Found]) -> Neighbour:
    unit = entry.unit
    return Neighbour(
        entry.slug, entry.number, entry.year, unit.code if unit else "", unit.name if unit else "", figures
    )
