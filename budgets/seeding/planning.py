"""What made-up departments publish over some years: whose it is, what becomes of it, and its documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from budgets.composing import compose
from budgets.document import Document
from budgets.facts import Facts, TypedText, UnitFact
from budgets.layouts import load
from budgets.seeding import names
from budgets.seeding.fates import Fate, fate
from budgets.synthetic import Whose, facts

IN_A_REGION = len(names.OFFICES)
# Of a budget and of final accounts, as the regions take turns.
STYLES = (
    ("henan-jiaozuo-budget", "henan-zhongzhan-final"),
    ("henan-luoyang-budget", "henan-zhongzhan-final"),
    ("henan-xinxiang-budget", "henan-zhongzhan-final"),
    ("shanghai-budget", "shanghai-final"),
)
FIRST_CODE, LINES = 101, 60
# One department in so many has a unit that publishes its own budgets, the third.
WITH_UNIT, PUBLISHES = 10, 3
# The text that a correction mends.
MENDED = TypedText("贯彻执行国家有关方针政策，拟订本行业发展规划并组织实施。\n组织开展监督检查，指导基层工作。")


@dataclass(frozen=True)
class Place:
    """A department to be: its place among all, its region's code and name, its code, its name without the region."""

    number: int
    region: str
    region_name: str
    code: str
    short_name: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.region_name + self.short_name

    @property
    def style(self) -> tuple[str, str]:
        """The layouts of its region's budgets and final accounts."""
        return STYLES[int(self.region) % len(STYLES)]

    def whose(self, year: int, projects: tuple[tuple[str, str], ...] = ()) -> Whose:
        """Whose facts are to be made."""
        units = PUBLISHES + self.number % 2
        return Whose(self.region, self.region_name, self.code, self.name, year, units, projects=projects)

    def units(self) -> tuple[UnitFact, ...]:
        """Its units."""
        return self.whose(0).made()


@dataclass(frozen=True)
class Plan:
    """A disclosure to be: of a unit, if ``unit`` is not empty; its editions' documents, as they come out."""

    kind: str
    year: int
    layout: str
    unit: str
    fate: Fate
    documents: tuple[Document, ...]


def places(departments: int) -> Iterator[Place]:
    """So many departments, region by region."""
    regions = names.regions(-(-departments // IN_A_REGION))
    for number in range(departments):
        code, name = regions[number // IN_A_REGION]
        at = number % IN_A_REGION
        yield Place(number + 1, code, name, str(FIRST_CODE + at), names.OFFICES[at])


def plans(place: Place, years: Sequence[int], seed: int) -> list[Plan]:
    """Budgets of every year, final accounts of every year but the last, and budgets of a unit of some."""
    chance = Random(f"{seed}/{place.region}/{place.code}")
    projects = _projects(place, years[0], chance)
    budget, final = place.style
    made = []
    for year in years:
        whose = place.whose(year, projects)
        made.append(_plan("budget", budget, whose, chance))
        if place.number % WITH_UNIT == 0:
            made.append(_plan("budget", budget, _of_unit(whose), chance))
        if year != years[-1]:
            made.append(_plan("final", final, whose, chance))
    return made


def _projects(place: Place, first: int, chance: Random) -> tuple[tuple[str, str], ...]:
    """Codes and names, the same in all years, so that projects have a history."""
    own = names.projects(2 * len(place.units()), chance)
    return tuple((f"{place.region}{first % 100:02}{chance.randrange(10**13):013}", name) for name in own)


def _of_unit(whose: Whose) -> Whose:
    unit = whose.made()[PUBLISHES - 1]
    own = whose.projects[2 * PUBLISHES - 2 : 2 * PUBLISHES]
    return replace(whose, code=unit.code, name=unit.name, units=1, is_unit=True, projects=own)


def _plan(kind: str, layout: str, whose: Whose, chance: Random) -> Plan:
    found = fate(kind, whose.year, chance)
    documents = _documents(layout, chance.randrange(10**9), whose, found.published)
    return Plan(kind, whose.year, layout, whose.code if whose.is_unit else "", found, tuple(documents))


def _documents(layout: str, seed: int, whose: Whose, published: Sequence[datetime]) -> Iterator[Document]:
    """The document of every edition; a correction mends the words of the duties."""
    if not published:
        return
    known = facts(layout, seed, lines=LINES, whose=whose, ordinary=True)
    for number, _ in enumerate(published, start=1):
        yield replace(compose(known if number == 1 else _mended(known), load(layout)), edition=number)


def _mended(known: Facts) -> Facts:
    return replace(known, texts={**known.texts, "duties": MENDED})
