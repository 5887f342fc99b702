"""What the checks may know of a disclosure beside its document, from the database."""

import json
from datetime import date
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from budgets.checking.lists import lists_of
from budgets.checks import Context
from budgets.document import Document, from_json
from budgets.models import Department, Disclosure, Edition, Unit

SHORTEST = 4


def context_of(disclosure: Disclosure) -> Context:
    """Code lists, the live editions it is compared with, the names of others, its dates."""
    editions = _editions(disclosure)
    same_unit = [edition for edition in editions if edition.disclosure.unit_id == disclosure.unit_id]
    year, kind = disclosure.year, disclosure.kind
    return Context(
        lists=lists_of(year),
        previous=_one(same_unit, year - 1, kind),
        budget=_one(same_unit, year, Disclosure.BUDGET) if kind == Disclosure.FINAL else None,
        units=_units(disclosure, editions),
        others=_others(disclosure),
        approved=_approved(disclosure),
        published=timezone.localdate(),
    )


def _approved(disclosure: Disclosure) -> date | None:
    """The day of 批复; the days of a unit run from its department's."""
    if disclosure.approved_on or disclosure.unit_id is None:
        return disclosure.approved_on
    department = Disclosure.objects.filter(department=disclosure.department_id, unit__isnull=True)
    whole = department.filter(year=disclosure.year, kind=disclosure.kind).first()
    return whole.approved_on if whole else None


def _editions(disclosure: Disclosure) -> list[Edition]:
    """The live editions that it is compared with: its own of last year, the year's budget, the year's of its units."""
    own = Q(disclosure__unit=disclosure.unit_id)
    wanted = own & Q(disclosure__year=disclosure.year - 1, disclosure__kind=disclosure.kind)
    if disclosure.kind == Disclosure.FINAL:
        wanted |= own & Q(disclosure__year=disclosure.year, disclosure__kind=Disclosure.BUDGET)
    if disclosure.unit_id is None:
        units = Q(disclosure__unit__isnull=False)
        wanted |= units & Q(disclosure__year=disclosure.year, disclosure__kind=disclosure.kind)
    live = Edition.objects.live().filter(wanted, disclosure__department=disclosure.department_id)
    return list(live.select_related("disclosure").defer("checked").order_by("disclosure__unit__position", "slug"))


def _one(editions: list[Edition], year: int, kind: str) -> Document | None:
    found = (edition for edition in editions if (edition.disclosure.year, edition.disclosure.kind) == (year, kind))
    edition = next(found, None)
    return _read(edition.document) if edition else None


def _units(disclosure: Disclosure, editions: list[Edition]) -> tuple[Document, ...]:
    """The documents of a department's units; a unit has none below it."""
    if disclosure.unit_id is not None:
        return ()
    return tuple(_read(edition.document) for edition in editions if edition.disclosure.unit_id is not None)


@lru_cache(maxsize=32)
def _read(text: str) -> Document:
    """A frozen document, which never changes."""
    return from_json(json.loads(text))


def _others(disclosure: Disclosure) -> tuple[str, ...]:
    """Names of departments and units that the document is not of, as far as they are long enough to be told apart."""
    departments = list(Department.objects.values_list("pk", "name", "short_name", "narrative_name"))
    units = list(Unit.objects.values_list("pk", "department_id", "name"))
    mine, unit = disclosure.department_id, disclosure.unit_id
    own = {name for pk, *names in departments if pk == mine for name in names}
    own |= {name for pk, department, name in units if (pk == unit if unit else department == mine)}
    named = {name for pk, *names in departments if pk != mine for name in names[:1]}
    named |= {name for _, _, name in units}
    others = (name for name in named if len(name) >= SHORTEST and not any(name in each for each in own))
    return tuple(sorted(others))
