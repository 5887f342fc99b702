"""What is public of departments and their units, by year and kind, and what is missing: by facts that are public."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgets.models import CatalogueEntry, Department, Disclosure, Unit
from budgets.models.deadlines import days_late
from budgets.models.disclosure import due
from budgets.site.tables import address

KINDS = (Disclosure.BUDGET, Disclosure.FINAL)
SHORT = {Disclosure.BUDGET: "预算", Disclosure.FINAL: "决算"}
NOT_YET = mark_safe('<span class="missing">未公开</span>')
OVERDUE = '<strong class="overdue">逾期 {} 天</strong>'
Place = tuple[int, int | None, int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A document of a year and kind: its address if it ever came out, the number of the live edition (none: withdrawn),
    and how many days after its deadline it came out, or by now has not."""

    slug: str = ""
    number: int | None = None
    late: int | None = None

    @property
    def told(self) -> bool:
        """Whether there is anything to say of it but that it is not public."""
        return bool(self.slug) or self.late is not None


NOTHING = Standing()


class Coverage:
    """The standings of documents, read at once for many departments."""

    def __init__(self, found: Mapping[Place, Standing]) -> None:
        self._found = found

    def of(self, department: Department, unit: Unit | None, year: int) -> tuple[Standing, ...]:
        """Budget and final account of a year, of a department or of one of its units."""
        key = unit.pk if unit else None
        return tuple(self._found.get((department.pk, key, year, kind), NOTHING) for kind in KINDS)

    @property
    def live(self) -> bool:
        """Whether anything is public now."""
        return any(standing.number for standing in self._found.values())

    def years_of(self, unit: Unit | None) -> list[int]:
        """The years of which there is anything to say of a unit, or of departments themselves; the newest first."""
        key = unit.pk if unit else None
        told = {year for (_, whose, year, _), standing in self._found.items() if whose == key and standing.told}
        return sorted(told, reverse=True)

    def units(self, department: Department, units: Iterable[Unit], years: Sequence[int]) -> list[Unit]:
        """The units of which there is anything to say in these years."""
        return [unit for unit in units if any(each.told for year in years for each in self.of(department, unit, year))]


def coverage(departments: Iterable[Department], years: Sequence[int] | None = None) -> Coverage:
    """What there is to say of departments, in ``years`` or all. Two queries."""
    keys = [department.pk for department in departments]
    entries = CatalogueEntry.objects.seen().filter(department__in=keys)
    disclosures = Disclosure.objects.filter(department__in=keys)
    if years is not None:
        entries, disclosures = entries.filter(year__in=years), disclosures.filter(year__in=years)
    return Coverage(_standings(_editions(entries), _deadlines(disclosures)))


Edition = tuple[str, int, datetime, datetime | None]


def _editions(entries: QuerySet[CatalogueEntry]) -> dict[Place, list[Edition]]:
    found: dict[Place, list[Edition]] = {}
    fields = ("department", "unit", "year", "kind", "slug", "number", "public_from", "until")
    for *place, slug, number, begin, end in entries.values_list(*fields):
        found.setdefault(tuple(place), []).append((slug, number, begin, end))
    return found


def _deadlines(disclosures: QuerySet[Disclosure]) -> dict[Place, date]:
    """By when each has to be public: as ``Disclosure.deadline``, of all at once."""
    fields = ("department", "unit", "year", "kind", "due_on", "approved_on")
    own = {row[:4]: due(*row[4:]) for row in disclosures.values_list(*fields)}
    return {place: day for place, known in own.items() if (day := known or own.get((place[0], None, *place[2:])))}


def _standings(editions: Mapping[Place, Sequence[Edition]], dues: Mapping[Place, date]) -> dict[Place, Standing]:
    now, today = timezone.now(), timezone.localdate()
    return {place: _standing(editions.get(place, ()), dues.get(place), now, today) for place in {*editions, *dues}}


def _standing(editions: Sequence[Edition], due: date | None, now: datetime, today: date) -> Standing:
    first = min((begin for _, _, begin, _ in editions), default=None)
    late = days_late(due, timezone.localdate(first) if first else None, today)
    live = [number for _, number, _, end in editions if end is None or end > now]
    return Standing(editions[0][0] if editions else "", max(live, default=None), late)


# In words


def words(standing: Standing, about: SafeString) -> SafeString:
    """What a cell says; ``about`` names the document to who hears the links alone. Hundreds of these are on a page."""
    if standing.slug:
        text = "已公开" if standing.number else "已撤下"
        link = f'<a href="{address("disclosure", standing.slug)}" aria-label="{about}：{text}">{text}</a>'
        return mark_safe(f"{link}{_notes(standing)}")
    return NOT_YET if standing.late is None else mark_safe(f"{OVERDUE.format(standing.late)} {NOT_YET}")


def _notes(standing: Standing) -> str:
    corrected = f"更正，第 {standing.number} 版" if standing.number and standing.number > 1 else ""
    late = f"迟 {standing.late} 天公开" if standing.late is not None else ""
    notes = "；".join(note for note in (corrected, late) if note)
    return f" <small>{notes}</small>" if notes else ""


def year_words(year: int, budget: bool, final: bool) -> str:
    """What the page of a year is called, by which of its two documents are public."""
    if budget and final:
        return f"{year}年从预算到决算"
    return f"{year}年预算（决算未公开）" if budget else f"{year}年决算（预算未公开）"


def listed(items: Iterable[tuple[str, SafeString]]) -> SafeString:
    """Names with what is said of each, as a list."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", items))
