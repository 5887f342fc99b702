"""The names of departments and units as search finds them."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q
from pypinyin import lazy_pinyin

from budgets.catalogue.alone import alone
from budgets.catalogue.shortening import shortened, with_region
from budgets.catalogue.words import is_chinese, marked, runs, words
from budgets.models import CatalogueLine, CataloguePassage, Department, Unit

DEPARTMENT, UNIT = "department", "unit"
# Behind which mark the words of names are stored.
MARK = "d"
BLANK = "　"


@transaction.atomic
def renew_names(department: Department) -> None:
    """Enter the names, short names (those made by rule too), codes and initials of a department and its units anew.

    Units are those that have editions of their own or that an edition of the department tells of; one by a name of
    the department is the department itself, found by its code too. The names are those of now, whatever
    ``department`` was read with.
    """
    department = alone(department.pk)
    CataloguePassage.objects.filter(department=department, entry=None).delete()
    if not department.catalogue_entries.exists():
        return
    names = tuple(dict.fromkeys(filter(None, (department.name, department.short_name, department.narrative_name))))
    units = list(department.units.filter(_told_of(department)).distinct().order_by("position", "code"))
    codes = (department.code, *(unit.code for unit in units if unit.name in names))
    others = (_passage(department, (unit.name,), (unit.code,), unit) for unit in units if unit.name not in names)
    CataloguePassage.objects.bulk_create([_passage(department, names, codes), *others])


def _told_of(department: Department) -> Q:
    told = CatalogueLine.objects.filter(entry__department=department).exclude(unit="").values("unit").distinct()
    return Q(catalogue_entries__isnull=False) | Q(code__in=told)


def _passage(
    department: Department, names: Sequence[str], codes: Sequence[str], unit: Unit | None = None
) -> CataloguePassage:
    region = department.region
    every = called(region.name, names)
    found = (token for text in (*every, region.name, *codes) for token in words(text))
    spelt = dict.fromkeys(token for name in every for token in _spelt(name))
    return CataloguePassage(
        department=department,
        unit=unit,
        kind=UNIT if unit else DEPARTMENT,
        heading=department.name if unit else region.name,
        text=BLANK.join(names),
        words=marked(MARK, (*found, *spelt), (region.code,)),
    )


def called(region: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names of a department or unit, and what people say for them."""
    return tuple(dict.fromkeys((*names, *_short(region, names))))


def _short(region: str, names: Sequence[str]) -> Iterator[str]:
    """What people say for the names: each with its region, and all of them shortened."""
    for name in names:
        full = with_region(region, name)
        yield full
        yield from shortened(name)
        yield from shortened(full)


def _spelt(name: str) -> Iterator[str]:
    """The initials and the pinyin of a name, from every syllable on."""
    syllables = [syllable for run in runs(name) for syllable in (lazy_pinyin(run) if is_chinese(run) else [run])]
    for place in range(len(syllables)):
        yield "".join(syllable[0] for syllable in syllables[place:])
        yield "".join(syllables[place:])
