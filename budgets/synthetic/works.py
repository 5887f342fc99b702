"""Projects of a made-up department with indicators, forms and self-evaluations, and the targets of the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.evaluation import ASPECTS, EXECUTION, INDICATORS, KINDS, MANAGED
from budgets.facts import Evaluation, Funding, Indicator, Management, ProjectFact, UnitFact
from budgets.layouts import Layout
from budgets.ledger import ADJUSTED, FINAL, FISCAL, INITIAL, NATURES, At, Line, selected
from budgets.money import round_half_up
from budgets.synthetic.chance import Chance
from budgets.synthetic.receipts import amount
from budgets.synthetic.spending import NATURES as PROJECT_NATURES
from budgets.synthetic.spending import Work

THEMES = (
    "窗口服务",
    "档案数字化",
    "基层站点",
    "业务培训",
    "信息系统",
    "安全巡查",
    "宣传活动",
    "设施维护",
    "专项调研",
    "人才引进",
    "会议保障",
    "监测预警",
)
KINDS_OF_WORK = ("提升", "运行", "建设", "维护")
SOURCES: Mapping[str, str | tuple[str, ...]] = {"fiscal": FISCAL, "special": "special", "own": "own"}
# Self-evaluations: least and most percent of the marks, by turns, so that every grade comes.
QUALITIES = ((92, 100), (78, 86), (58, 68), (20, 40), (90, 99))
FORMS, KEY = 3, 3
LEVELS = (
    ("成本", "经济成本指标"),
    ("产出", "数量指标"),
    ("产出", "质量指标"),
    ("产出", "时效指标"),
    ("效益", "社会效益指标"),
    ("满意度", "服务对象满意度指标"),
)
DEPARTMENT_LEVELS = (
    ("投入管理指标", "工作目标管理"),
    ("投入管理指标", "预算和财务管理"),
    ("产出指标", "重点工作任务完成"),
    ("产出指标", "履职目标实现"),
    ("效益指标", "履职效益"),
    ("效益指标", "满意度"),
)
WEIGHTS = {"cost": 10, "output": 30, "benefit": 20, "satisfaction": 10}
MANAGEMENT = ("arrangement", "disbursement", "use", "performance")


def works(units: Sequence[UnitFact], region: str, year: int, chance: Chance) -> tuple[Work, ...]:
    """Two projects for every unit, one of either kind; codes of region, year and thirteen digits."""
    themes = iter(chance.some(THEMES, len(THEMES)))
    places = [(unit, nature) for unit in units for nature in PROJECT_NATURES]
    return tuple(
        Work(
            f"{region}{year % 100:02}{chance.whole(0, 10**9 - 1) * 10_000 + place:013}",
            f"{next(themes)}{chance.one(KINDS_OF_WORK)}项目",
            unit,
            nature,
        )
        for place, (unit, nature) in enumerate(places, start=1)
    )


def named(found: Sequence[Work], names: Sequence[tuple[str, str]]) -> tuple[Work, ...]:
    """The projects under codes and names that are given, as far as they go."""
    given = [replace(work, code=code, name=name) for work, (code, name) in zip(found, names, strict=False)]
    return (*given, *found[len(given) :])


@dataclass(frozen=True)
class Projects:
    """Makes the facts of the projects from their money."""

    chance: Chance
    layout: Layout
    year: int
    stage: str
    money: Mapping[str, Sequence[Line]]

    def facts(self, found: Iterable[Work]) -> tuple[ProjectFact, ...]:
        """The projects in the order of their units."""
        return tuple(self._fact(place, work) for place, work in enumerate(found))

    def _fact(self, place: int, work: Work) -> ProjectFact:
        least, most = QUALITIES[place % len(QUALITIES)]
        quality = self.chance.whole(least, most)
        form = self.layout.kind == "final" and place < FORMS
        return ProjectFact(
            work.code,
            work.name,
            work.unit.code,
            key_position=place + 1 if place < KEY else 0,
            purpose=f"{work.name}的实施和日常管理",
            indicators=tuple(self._indicators(place, quality)),
            objective=f"按计划完成{work.name}的年度任务。",
            evaluation=self._evaluation(work, quality, form) if self.layout.kind == "final" else None,
            details=self._details(work),
        )

    def _indicators(self, place: int, quality: int) -> Iterator[Indicator]:
        """Of every kind; where the layout lists kinds, of all of them for the first project, of most for the others."""
        listed = [row for table in self.layout.tables for row in table.rows.get("kinds", ())]
        levels = [(f"{kind}指标", name) for kind, name in listed[place and 1 :] or LEVELS]
        return indicators(levels, int(INDICATORS), quality, self.chance, self.layout.kind)

    def _evaluation(self, work: Work, quality: int, form: bool) -> Evaluation:
        lines = self.money[work.code]
        rates = {"management": Decimal(self.chance.whole(quality, 100))}
        rates |= {kind: Decimal(self.chance.whole(max(quality - 5, 0), quality)) for kind in KINDS.values()}
        score = sum((rates[kind] * weight / 100 for kind, weight in WEIGHTS.items()), Decimal(0))
        return Evaluation(
            category=NATURES[work.nature],
            division=self.chance.one(("行政政法科", "教科文科", "社会保障科")),
            has_form=form,
            result=f"{work.name}的年度任务已经完成，部分工作转入下年。",
            system_executed=amount(line for line in lines if line.stage == FINAL),
            rates={} if form else rates,
            indicator_score=None if form else round_half_up(score, 2),
            department_score=round_half_up(Decimal(self.chance.whole(6000, 9900)) / 100, 2) if form else None,
            management=tuple(self._management(quality)) if form else (),
            funding=funding(lines),
        )

    def _management(self, quality: int) -> Iterator[Management]:
        texts = ("安排有依据", "按合同和进度拨付", "专款专用", "目标、监控和自评齐全")
        for aspect, text in zip(MANAGEMENT, texts, strict=True):
            score = round_half_up(MANAGED / ASPECTS * self.chance.whole(quality, 100) / 100, 1)
            yield Management(aspect, text, score, "进一步细化预算。" if score < MANAGED / ASPECTS else "")

    def _details(self, work: Work) -> dict[str, str | Decimal]:
        """The form and the statement of Shanghai: money of all its years, this year's by quarter."""
        lines = [line for line in self.money[work.code] if line.stage == self.stage]
        fiscal = amount(line for line in lines if selected(line, At(fund=FISCAL)))
        whole = amount(lines)
        quarters = enumerate(self.chance.split(whole, 4), start=1)
        return {
            "goal": f"建立{work.name}的长效机制。",
            "character": "经常性项目",
            "category": NATURES[work.nature],
            "starts_on": f"{self.year}-01-01",
            "ends_on": f"{self.year + 1}-12-31",
            "total_fiscal": self.chance.part(fiscal, 110, 220),
            "total_other": self.chance.part(whole - fiscal, 110, 220),
            "statement.overview": f"{work.name}由本单位实施，面向辖区群众。",
            "statement.basis": "依据有关规划和上级部署。",
            "statement.body": work.unit.name,
            "statement.scheme": "分阶段实施，按季度检查进度。",
            "statement.period": "两年。",
            "statement.target": f"完成{work.name}的年度任务。",
            **{f"statement.quarter{number}": yuan for number, yuan in quarters},
        }


def funding(lines: Iterable[Line]) -> tuple[Funding, ...]:
    """Money by source at the three stages of final accounts, in yuan."""
    found = tuple(lines)

    def of(fund: str | tuple[str, ...], stage: str) -> Decimal:
        return amount(line for line in found if line.stage == stage and selected(line, At(fund=fund)))

    return tuple(
        Funding(source, *(of(fund, stage) for stage in (INITIAL, ADJUSTED, FINAL))) for source, fund in SOURCES.items()
    )


def department_indicators(chance: Chance, kind: str) -> tuple[Indicator, ...]:
    """Indicators of the whole department; in final accounts they share what execution leaves of 100 marks."""
    levels = [level for level in DEPARTMENT_LEVELS for _ in range(2)]
    return tuple(indicators(levels, int(100 - EXECUTION), chance.whole(82, 96), chance, kind))


def indicators(
    levels: Sequence[tuple[str, str]], marks: int, quality: int, chance: Chance, kind: str
) -> Iterator[Indicator]:
    """An indicator for each level, by turns of numbers and of words, that share the marks."""
    for place, (level1, level2) in enumerate(levels):
        weight = Decimal(marks // len(levels) + (1 if place < marks % len(levels) else 0))
        name, wanted = f"{level2.removesuffix('指标')}{place + 1}", chance.whole(20, 400)
        number = place % 2 == 0
        target = f"≥{wanted}次" if number else chance.one(("提升", "及时", "规范"))
        if kind != "final":
            yield Indicator(level1, level2, name, target, f"按年度工作台账核定的{name}。")
            continue
        got = wanted * quality // 100 if place % 4 == 0 else wanted + place
        actual = f"{got}次" if number else f"基本{target}"
        score = None if number else round_half_up(weight * quality / 100, 1)
        deviation = None if number else Decimal(quality - 100)
        reason = "部分工作顺延到下年。" if quality < 100 else ""
        yield Indicator(level1, level2, name, target, "", actual, weight, score, deviation, reason)
