"""Sows departments with years of editions into a database, through the catalogue as publishing does."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context

from django.db import transaction
from django.utils import timezone

from budgets.document import Document
from budgets.editions import store
from budgets.models import Department, Disclosure, Edition, Region, Unit, Withdrawal
from budgets.models.disclosure import DRAFT, PUBLISHED, WITHDRAWN
from budgets.seeding import fates, names
from budgets.seeding.planning import Place, Plan, places, plans

MADE_UP = names.REGION_OF_ALL[:4]
OFTEN, AHEAD = 50, 4
Planned = tuple[Place, list[Plan]]


class Real(ValueError):
    """The database holds editions of regions that are not made up."""


@dataclass(frozen=True)
class Sown:
    """What was added, and how many departments were there already."""

    departments: int = 0
    editions: int = 0
    there: int = 0


def sow(
    departments: int,
    years: int,
    seed: int = 1,
    *,
    force: bool = False,
    beside: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Sown:
    """Add so many departments with so many years, the last of them last year; those that are there are left alone.

    ``Real`` if the database has editions of other regions, unless forced. ``beside`` composes the documents in a
    process of its own.
    """
    if not force and Edition.objects.exclude(slug__startswith=MADE_UP).exists():
        raise Real
    wanted = [place for place in places(departments) if not _is_there(place)]
    found = Sown(there=departments - len(wanted))
    last = timezone.localdate().year - 1
    for place, planned in _planned(wanted, range(last - years + 1, last + 1), seed, beside):
        editions = _sown(place, planned)
        found = replace(found, departments=found.departments + 1, editions=found.editions + editions)
        if found.departments % OFTEN == 0:
            say(f"{found.departments}/{len(wanted)} 个部门，{found.editions} 个版次")
    return found


def _is_there(place: Place) -> bool:
    return Department.objects.filter(region__code=place.region, code=place.code).exists()


def _planned(wanted: Iterable[Place], years: Sequence[int], seed: int, beside: bool) -> Iterator[Planned]:
    if not beside:
        yield from ((place, plans(place, years, seed)) for place in wanted)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as composer:
        yield from _ahead(composer, wanted, years, seed)


def _ahead(composer: Executor, wanted: Iterable[Place], years: Sequence[int], seed: int) -> Iterator[Planned]:
    """A few departments ahead, no more: their documents are large."""
    waiting: deque[tuple[Place, Future[list[Plan]]]] = deque()
    for place in wanted:
        waiting.append((place, composer.submit(plans, place, years, seed)))
        if len(waiting) > AHEAD:
            first, planned = waiting.popleft()
            yield first, planned.result()
    yield from ((place, planned.result()) for place, planned in waiting)


@transaction.atomic
def _sown(place: Place, planned: Iterable[Plan]) -> int:
    """Add a department with what it has published; how many editions."""
    department = _department(place)
    units = {unit.code: unit for unit in Unit.objects.filter(department=department)}
    return sum(_disclosed(department, units.get(plan.unit), plan) for plan in planned)


def _department(place: Place) -> Department:
    of_all, _ = Region.objects.get_or_create(code=names.REGION_OF_ALL, defaults={"name": names.NAME_OF_ALL})
    known = {"name": place.region_name, "parent": of_all}
    region, _ = Region.objects.get_or_create(code=place.region, defaults=known)
    department = Department.objects.create(region=region, code=place.code, name=place.name, short_name=place.short_name)
    Unit.objects.bulk_create(
        Unit(department=department, code=unit.code, name=unit.name, kind=unit.kind, position=position)
        for position, unit in enumerate(place.units(), start=1)
    )
    return department


def _disclosed(department: Department, unit: Unit | None, plan: Plan) -> int:
    fate = plan.fate
    disclosure = Disclosure.objects.create(
        kind=plan.kind,
        department=department,
        unit=unit,
        year=plan.year,
        layout=plan.layout,
        approved_on=fate.approved_on,
        state=WITHDRAWN if fate.withdrawn_at else PUBLISHED if fate.published else DRAFT,
    )
    if fate.withdrawn_at:
        last = len(fate.published)
        Withdrawal.objects.create(
            disclosure=disclosure, slug=disclosure.slug, number=last, at=fate.withdrawn_at, reason=fates.WITHDRAWN
        )
    for document, at in zip(plan.documents, fate.published, strict=True):
        published(disclosure, document, at)
    return len(plan.documents)


def published(disclosure: Disclosure, document: Document, at: datetime) -> None:
    """An edition as publishing makes it, but for its files, the checks and the record."""
    reason = fates.CORRECTED if document.edition > 1 else ""
    store(disclosure, document, published_at=at, public_from=at, reason=reason)
