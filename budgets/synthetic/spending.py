"""Expenditure of a made-up department: full lines, every dimension known, over all that its layout can show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle

from budgets.facts import UnitFact
from budgets.ledger import CURRENT, FULL, PUBLIC_ITEM, STAFF_ITEM, Line
from budgets.synthetic.chance import HUGE, LARGE, MIDDLE, SMALL, Chance
from budgets.synthetic.codes import (
    CARE,
    FAR,
    HOMES,
    NATURE_OF_CLASS,
    OF_FUND,
    OF_PROJECTS,
    THREE_PUBLIC,
    function_of,
    nature_of,
    plain,
    shipped,
)
from budgets.synthetic.shown import Shown

FISCAL = "general.fiscal"
EVERYWHERE = ("30101", "30102", "30201", "30211", "31002")
# 项 of contributions, which every unit pays.
SHARED = ("2080505", "2080506", "21", "22")
SIZES = {"301": LARGE, "303": MIDDLE, "302": MIDDLE, "310": MIDDLE}
NATURES = ("project.operating", "project.target")


@dataclass(frozen=True)
class Work:
    """A project before its details: key, name, unit and nature."""

    code: str
    name: str
    unit: UnitFact
    nature: str


@dataclass(frozen=True)
class Home:
    """Where a unit spends: 项 of its basic money and of its projects in endless turns, of the general budget."""

    basic: Iterator[str]
    projects: Iterator[str]


@dataclass
class Spending:
    """Makes the lines; ``lines`` is what there is so far."""

    chance: Chance
    shown: Shown
    units: Sequence[UnitFact]
    works: Sequence[Work]
    stage: str
    lines: list[Line] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)

    def made(self, least: int) -> tuple[Line, ...]:
        """Every kind of line that can be shown, then random ones up to ``least``, in printed order."""
        self.homes = dict(zip((unit.code for unit in self.units), self._homes(), strict=True))
        for economic, unit in self._basic_places():
            self._basic(unit, economic, FISCAL)
        self._basic_of_other_funds()
        self._projects()
        self._three_public()
        self._beside()
        while len(self.lines) < least:
            self._one_more()
        return ordered(self.lines)

    def _homes(self) -> Iterator[Home]:
        """A 类 for every unit with two 款 of several 项 each; its projects reach into care and into other 类."""
        known = [home for home in self.chance.some(HOMES, len(HOMES)) if self.shown.has(home[0])]
        count = len(self.units)
        far = [*(home[0] for home in known[count:]), *(section for section in FAR if self.shown.has(section))]
        for place, home in enumerate(known[:count]):
            first, second = (shipped().items(section) for section in self.chance.some(home, 2))
            reach = (*self.chance.some(CARE, 2), *far[place::count])
            projects = [*self.chance.some(first, 2), *self.chance.some(second, 2)]
            projects += [self.chance.one(shipped().items(section)) for section in reach]
            yield Home(cycle((first[0], first[-1], second[0])), cycle(projects))

    def _basic_places(self) -> Iterator[tuple[str, UnitFact]]:
        """Every economic 款 in one unit, those that all pay in every unit."""
        places = cycle(self.units)
        for economic in self.shown.basic:
            paid_by_all = economic in EVERYWHERE or function_of(economic, "").startswith(SHARED)
            yield from ((economic, unit) for unit in (self.units if paid_by_all else (next(places),)))

    def _basic(self, unit: UnitFact, economic: str, fund: str, origin: str = CURRENT) -> None:
        bound = function_of(economic, unit.kind) if fund == FISCAL else ""
        function = bound or self._function(unit, fund, self.homes[unit.code].basic)
        size = SIZES.get(economic[:3], SMALL)
        kind = STAFF_ITEM if nature_of(economic).startswith("basic.staff") else PUBLIC_ITEM
        line = self._line(unit, function, economic, fund, origin, nature_of(economic), size)
        self.lines.append(replace(line, item=shipped().names.economic[economic], item_kind=kind))

    def _function(self, unit: UnitFact, fund: str, own: Iterator[str]) -> str:
        """A 项 for money of a fund: the two other budgets have 款 of their own."""
        return self.chance.one(shipped().items(*OF_FUND[fund])) if fund in OF_FUND else next(own)

    def _line(
        self,
        unit: UnitFact,
        function: str,
        economic: str,
        fund: str,
        origin: str,
        nature: str,
        size: tuple[int, int],
    ) -> Line:
        return Line(
            self.chance.yuan(size),
            unit.code,
            function,
            economic,
            shipped().government(economic, unit.kind),
            nature,
            fund,
            origin,
            cut=FULL,
            stage=self.stage,
        )

    def _basic_of_other_funds(self) -> None:
        """Wages, family, goods and capital of every other fund; of what was carried over, goods and wages."""
        by_class = {code: plain(shipped().economic(code)) for code in NATURE_OF_CLASS}
        places = cycle(self.units)
        for fund in self.shown.funds:
            for origin in self.shown.origins:
                if (fund, origin) == (FISCAL, CURRENT):
                    continue
                for code in by_class if origin == CURRENT else ("302", "301"):
                    self._basic(next(places), self.chance.one(by_class[code]), fund, origin)

    def _projects(self) -> None:
        """This year's appropriation for every project; every fund and origin for a project of either kind."""
        for work in self.works:
            self._project(work, FISCAL, CURRENT, HUGE)
        for nature in NATURES:
            places = cycle([work for work in self.works if work.nature == nature])
            for fund in self.shown.funds:
                for origin in self.shown.origins:
                    self._project(next(places), fund, origin)

    def _project(self, work: Work, fund: str, origin: str, size: tuple[int, int] = LARGE, economic: str = "") -> None:
        function = self._function(work.unit, fund, self.homes[work.unit.code].projects)
        economic = economic or self.chance.one(OF_PROJECTS)
        line = self._line(work.unit, function, economic, fund, origin, work.nature, size)
        self.lines.append(replace(line, project=work.code))

    def _three_public(self) -> None:
        """The three public kinds in projects of this year's appropriation, and from money that is no appropriation."""
        places = cycle(self.works)
        for economic in THREE_PUBLIC:
            self._project(next(places), FISCAL, CURRENT, MIDDLE, economic)
        for fund in [fund for fund in self.shown.funds if fund.startswith("own")][:1]:
            self._basic(self.units[0], "30217", fund)
            self._project(next(places), fund, CURRENT, MIDDLE, "30231")

    def _beside(self) -> None:
        """Money that is neither 基本 nor 项目 (final accounts): from the units' own funds."""
        funds = cycle([fund for fund in self.shown.funds if fund.startswith("own")])
        for nature, fund in zip(self.shown.natures, funds, strict=False):
            for unit in self.units[:2]:
                function = next(self.homes[unit.code].basic)
                line = self._line(unit, function, "30299", fund, CURRENT, nature, LARGE)
                self.lines.append(replace(line, item="其他商品和服务支出"))

    def _one_more(self) -> None:
        """A project's line, or a basic line with a code that is bound to nothing."""
        fund, origin = self.chance.one(self.shown.funds), self.chance.one(self.shown.origins)
        if self.chance.whole(0, 1):
            self._project(self.chance.one(self.works), fund, origin)
        else:
            self._basic(self.chance.one(self.units), self.chance.one(plain(list(self.shown.basic))), fund, origin)


def ordered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines in the order of functional codes, and for the economic summary in that of economic codes."""
    by_function = sorted(lines, key=lambda line: (line.function, line.nature, line.unit, line.economic, line.fund))
    by_economic = sorted(lines, key=lambda line: (line.economic, line.government, line.unit, line.function))
    places = {id(line): place for place, line in enumerate(by_economic, start=1)}
    return tuple(
        replace(line, position=place, summary_position=places[id(line)])
        for place, line in enumerate(by_function, start=1)
    )
