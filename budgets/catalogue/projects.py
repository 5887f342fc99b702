"""The projects of a department as lists show them, now and on the days that are known to come."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from budgets.catalogue.mentions import mentions_of
from budgets.models import CatalogueEntry, CatalogueProject, Department
from budgets.years import Found, Mention, code_of, identified, name_of, public_key, stage_of, unit_of

LARGEST_BATCH = 500


class Known(NamedTuple):
    """What the live editions say of a project, by the fields of a ``CatalogueProject``."""

    entry_id: int
    department_id: int
    key: str
    code: str
    name: str
    unit: str
    first: int
    last: int
    initial: object
    initial_slug: str
    initial_fragment: str
    actual: object
    actual_slug: str
    actual_fragment: str


def renew_projects(department: Department, now: datetime | None = None) -> None:
    """Enter the projects of a department anew, as its editions name them from ``now`` on.

    A name without a code may become a project with one, and the other way round, by any document: so it is always the
    whole department, read from the mentions that are kept of its editions, without their documents.
    """
    entries = _entries(department, now or timezone.now())
    said = mentions_of(entry.pk for entry in entries)
    rows = list(_rows(entries, said, now or timezone.now()))
    CatalogueProject.objects.filter(department=department).delete()
    CatalogueProject.objects.bulk_create(rows, LARGEST_BATCH)


def _entries(department: Department, now: datetime) -> list[CatalogueEntry]:
    """The department's entries that are live or will be, those of its own before those of its units."""
    entries = CatalogueEntry.objects.filter(department=department).exclude(until__lte=now)
    ordered = entries.order_by("-year", "kind", "unit__position", "slug", "-number")
    return sorted(ordered, key=lambda entry: entry.unit_id is not None)


def _rows(
    entries: Sequence[CatalogueEntry], said: dict[int, tuple[Mention, ...]], now: datetime
) -> Iterator[CatalogueProject]:
    """A row for every time through which the same is said of a project."""
    standing: dict[Known, CatalogueProject] = {}
    for begin, end in _spans(entries, now):
        before, standing = standing, {}
        live = [entry for entry in entries if entry.public_from <= begin and (not entry.until or entry.until > begin)]
        for known in _known(live, said):
            row = before.pop(known, None) or CatalogueProject(**known._asdict(), shown_from=begin)
            row.shown_until = end
            standing[known] = row
        yield from before.values()
    yield from standing.values()


def _spans(entries: Sequence[CatalogueEntry], now: datetime) -> Iterator[tuple[datetime, datetime | None]]:
    """From one change of what is live to the next: the span that ``now`` lies in, and those to come."""
    moments = sorted({entry.public_from for entry in entries} | {entry.until for entry in entries if entry.until})
    begun = [moment for moment in moments if moment <= now][-1:]
    coming = [moment for moment in moments if moment > now]
    begins = [*begun, *coming]
    yield from zip(begins, [*begins[1:], None], strict=False)


def _known(live: Sequence[CatalogueEntry], said: dict[int, tuple[Mention, ...]]) -> Iterator[Known]:
    by_slug = {entry.slug: entry for entry in live}
    projects = identified(mention for entry in live for mention in said.get(entry.pk, ()))
    for key, found in projects.items():
        yield _project(key, found, max((by_slug[each.slug] for each in found), key=_age))


def _age(entry: CatalogueEntry) -> tuple[int, datetime, int]:
    return entry.year, entry.public_from, entry.pk


def _project(key: str, found: Sequence[Mention], newest: CatalogueEntry) -> Known:
    last = [mention for mention in found if mention.year == newest.year]
    return Known(
        newest.pk,
        newest.department_id,
        public_key(key),
        code_of(found)[:30],
        name_of(found)[:200],
        unit_of(found)[:120],
        min(mention.year for mention in found),
        newest.year,
        *_amount(stage_of(last, "initial")),
        *_amount(stage_of(last, "actual")),
    )


def _amount(found: Found) -> tuple[object, str, str]:
    return found.yuan, found.slug, found.fragment[:200]
