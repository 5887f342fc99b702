"""Whose documents are compared: departments and units by their addresses, and what of them is published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets.models import CatalogueEntry, Department, Unit

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """A department or unit: its address in comparisons, its name and region, whether it is a unit, which department.

    ``page`` is the address of the department that has a page, a unit's too.
    """

    who: str
    name: str
    region: str
    region_code: str
    unit: bool
    department: int
    key: int
    of: str = ""
    page: str = ""

    @property
    def about(self) -> str:
        """What is said beside its name."""
        return f"{self.region}，{self.of}所属单位" if self.unit else self.region


@dataclass(frozen=True, slots=True)
class Entry:
    """A live edition, as much of it as comparisons need."""

    key: int
    slug: str
    number: int
    sha256: str
    made_by: int
    layout: str
    who: str
    year: int
    kind: str


ENTRY = ("edition_id", "slug", "number", "sha256", "made_by", "layout", "department_id", "unit_id")


def subjects(who: Sequence[str]) -> list[Subject]:
    """The departments and units of addresses, in their order; those unknown are left out. Two queries.

    Codes of units are unique within their department only. Of those of one address it is one that has a live document,
    of these a department before a unit, of units the first.
    """
    pairs = [tuple(each.split("-", 1)) for each in who]
    if not pairs:
        return []
    live = _live(department=OuterRef("pk"), unit=None)
    departments = Department.objects.filter(_any(pairs, "")).select_related("region").annotate(live=live)
    units = Unit.objects.filter(_any(pairs, "department__")).select_related("department__region").order_by("pk")
    units = units.annotate(live=_live(unit=OuterRef("pk")))
    known = [(each.live, _of_department(each)) for each in departments]
    known += [(each.live, _of_unit(each)) for each in units]
    found: dict[str, Subject] = {}
    for _, subject in sorted(known, key=lambda pair: not pair[0]):
        found.setdefault(subject.who, subject)
    return [found[each] for each in who if each in found]


def search(words: str) -> list[Subject]:
    """Departments, then units, with a live document and every word in their names, codes or regions. Two queries."""
    departments = Department.objects.select_related("region").filter(_live(department=OuterRef("pk"), unit=None))
    units = Unit.objects.select_related("department__region").filter(_live(unit=OuterRef("pk")))
    for word in words.split():
        departments = departments.filter(_named(word, ("name", "short_name", "code"), "region__"))
        units = units.filter(_named(word, ("name", "code", "department__name"), "department__region__"))
    first = [_of_department(each) for each in departments[: MOST_FOUND + 1]]
    return first + [_of_unit(each) for each in units.order_by("department__region__code", "code")[: MOST_FOUND + 1]]


def entries(found: Sequence[Subject]) -> list[Entry]:
    """Every live document of subjects. One query."""
    if not found:
        return []
    own = Q(unit=None, department__in=[each.key for each in found if not each.unit])
    units = Q(unit__in=[each.key for each in found if each.unit])
    whose = {(each.unit, each.key): each.who for each in found}
    rows = CatalogueEntry.objects.live().filter(own | units).order_by("pk").values_list(*ENTRY, "year", "kind")
    return [_entry(row, whose) for row in rows]


def _entry(row: tuple, whose: dict[tuple[bool, int], str]) -> Entry:
    *read, department, unit, year, kind = row
    return Entry(*read, whose[(unit is not None, unit or department)], year, kind)


def _any(pairs: Iterable[tuple[str, ...]], way: str) -> Q:
    condition = Q()
    for region, code in pairs:
        condition |= Q(**{f"{way}region__code": region, "code": code})
    return condition


def _named(word: str, fields: Iterable[str], region: str) -> Q:
    condition = Q(**{f"{region}code": word})
    for field in (*fields, f"{region}name"):
        condition |= Q(**{f"{field}__icontains": word})
    return condition


def _live(**whose: object) -> Exists:
    live: QuerySet[CatalogueEntry] = CatalogueEntry.objects.live().filter(**whose)
    return Exists(live)


def _of_department(department: Department) -> Subject:
    region = department.region
    who = f"{region.code}-{department.code}"
    return Subject(who, department.name, region.name, region.code, False, department.pk, department.pk, page=who)


def _of_unit(unit: Unit) -> Subject:
    department, region = unit.department, unit.department.region
    who = f"{region.code}-{unit.code}"
    page = f"{region.code}-{department.code}"
    return Subject(who, unit.name, region.name, region.code, True, department.pk, unit.pk, department.name, page)
