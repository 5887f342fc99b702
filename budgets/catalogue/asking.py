"""What the words of a query mean: names of departments, units and regions, years and kinds of documents narrow the
search for the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from budgets.catalogue.index import Row, Way, of_public_names
from budgets.catalogue.names import MARK
from budgets.catalogue.words import Phrase, is_chinese, of_department
from budgets.models import Disclosure, Region

YEAR = re.compile(r"(?:19|20)\d\d")
BEHIND_YEAR = ((), ("年",), ("年度",))
# What people call the kinds of documents.
KINDS = {
    f"{before}{name}": kind
    for kind, name in ((Disclosure.BUDGET, "预算"), (Disclosure.FINAL, "决算"))
    for before in ("", "部门", "单位", "部门年度")
}
# A name narrows a search if it is that of a few: so many names are read for it, of so many departments or regions.
MOST_NAMES, MOST_NARROW = 200, 40
# A name has at least so many letters.
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Meant:
    """What is searched for (``topic``), within what: keys of departments, for each region's word the beginnings of the
    codes that it may mean, a year, a kind of document. ``names`` are the words that name departments and units, whether
    they narrow or are the topic for want of another."""

    topic: tuple[Phrase, ...]
    names: tuple[Phrase, ...] = ()
    departments: tuple[int, ...] = ()
    regions: tuple[tuple[str, ...], ...] = ()
    year: int | None = None
    kind: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any word narrows the search for the others."""
        return bool(self.departments or self.regions or self.year or self.kind)

    @property
    def labels(self) -> tuple[tuple[object, ...], ...]:
        """The labels that passages have to have, one of each group."""
        years = (self.year,) if self.year else ()
        kinds = (self.kind,) if self.kind else ()
        return (tuple(map(of_department, self.departments)), *self.beginnings, years, kinds)

    @property
    def beginnings(self) -> tuple[tuple[str, ...], ...]:
        """The labels of the regions."""
        return tuple(tuple(f"{code}*" for code in codes) for codes in self.regions)


def understood(wanted: Sequence[Phrase], region: str, now: datetime) -> Meant:
    """What the words of a query mean; a single word is what is searched for. One query, and one for each word.

    ``region`` is the code of a region that narrows the search anyhow. One word always stays what is searched for: the
    last of the names where there is nothing else.
    """
    if len(wanted) == 1:
        return Meant(tuple(wanted))
    years = {phrase: int(phrase.tokens[0]) for phrase in wanted if _is_year(phrase)}
    year = next(iter(years), None)
    kind = next((phrase for phrase in wanted if phrase.text in KINDS), None)
    told = [phrase for phrase in wanted if phrase not in (year, kind)]
    places = _regions(told)
    others = [phrase for phrase in told if phrase not in places]
    if not told:
        others, kind = [phrase for phrase in wanted if phrase is kind], None
    elif not others:
        others = [list(places)[-1]]
        del places[others[0]]
    regions = tuple(places.values())
    names, departments = _named(others, Meant((), regions=regions).beginnings, region, now)
    narrowing = names if len(names) < len(others) else names[:-1]
    topic = tuple(phrase for phrase in others if phrase not in narrowing)
    return Meant(topic, names, departments, regions, years[year] if year else None, KINDS[kind.text] if kind else "")


def _is_year(phrase: Phrase) -> bool:
    return YEAR.fullmatch(phrase.tokens[0]) is not None and phrase.tokens[1:] in BEHIND_YEAR


def _regions(wanted: Sequence[Phrase]) -> dict[Phrase, tuple[str, ...]]:
    """The words that regions' names begin with, each with how the codes of those regions and all below them begin."""
    words = {phrase: phrase.text for phrase in wanted if is_chinese(phrase.text) and len(phrase.text) >= SHORTEST}
    begun = Q(pk__in=())
    for word in words.values():
        begun |= Q(name__startswith=word)
    known = list(Region.objects.filter(begun).order_by("code").values_list("code", "name"))
    found = {
        phrase: tuple(_beginning(code) for code, name in known if name.startswith(word))
        for phrase, word in words.items()
    }
    return {phrase: codes for phrase, codes in found.items() if 0 < len(codes) <= MOST_NARROW}


def _beginning(code: str) -> str:
    """What the codes of a region and of those below it begin with (GB/T 2260: two digits for each level)."""
    return re.sub(r"(?:00){1,2}$", "", code)


def _named(
    others: Sequence[Phrase], regions: Sequence[Sequence[str]], region: str, now: datetime
) -> tuple[tuple[Phrase, ...], tuple[int, ...]]:
    """The words that together name departments or units, and the departments that all but the topic narrow to.

    Codes come last: a number is a department's only among those that the names have left.
    """
    labels = (*regions, (region,) if region else ())
    names: tuple[Phrase, ...] = ()
    found: list[list[Row]] = []
    for phrase in sorted(others, key=lambda each: each.text.isdigit()):
        rows = _names((*names, phrase), labels, now) if len(phrase.text) >= SHORTEST else []
        if rows:
            names, found = (*names, phrase), [*found, rows]
    narrowing = found if len(names) < len(others) else found[:-1]
    departments = tuple(dict.fromkeys(row.department for row in narrowing[-1])) if narrowing else ()
    few = len(departments) <= MOST_NARROW and (not narrowing or len(narrowing[-1]) <= MOST_NAMES)
    return (names, departments) if few else ((), ())


def _names(names: Sequence[Phrase], labels: Sequence[Sequence[object]], now: datetime) -> list[Row]:
    return of_public_names(MARK, (Way(names, labels),), None, now, MOST_NAMES + 1)


def of_regions(regions: Iterable[Sequence[str]], way: str = "region__code") -> Q:
    """Rows of the regions whose codes begin with one of each group."""
    every = Q()
    for codes in regions:
        one = Q()
        for code in codes:
            one |= Q(**{f"{way}__startswith": code})
        every &= one
    return every
