"""Self-evaluation: marks for execution, fund management and indicators, their totals and grades.

A project: 10 for execution + 20 for fund management (4 × 5) + 70 for indicators; a department: 10 + 90.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.facts import Evaluation, Funding, Indicator, ProjectFact
from budgets.money import added, round_half_up, share
from budgets.targets import judged

EXECUTION, MANAGEMENT, INDICATORS = Decimal(10), Decimal(20), Decimal(70)
KINDS = {"成本": "cost", "产出": "output", "效益": "benefit", "满意度": "satisfaction"}


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one indicator, its deviation in percent, and whether they follow from target and actual value."""

    score: Decimal | None
    deviation: Decimal | None
    computed: bool


@dataclass(frozen=True, slots=True)
class Execution:
    """Money of a self-evaluation in yuan, its execution rate in percent, and the marks for it (of 10)."""

    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """A self-evaluated project: execution, rates in percent by kind, marks for management and indicators, the total."""

    execution: Execution
    rates: Mapping[str, Decimal]
    management: Decimal | None
    indicators: Decimal | None
    score: Decimal | None

    @property
    def deviates(self) -> bool:
        """Whether an indicator of it fell short."""
        return any(rate < 100 for kind, rate in self.rates.items() if kind != "management")


def marks(indicator: Indicator) -> Marks:
    """Marks of an indicator: as a person gave them, else by comparing the actual value with the target."""
    judgement = judged(indicator.target, indicator.actual)
    if judgement is None:
        return Marks(indicator.score, indicator.deviation, False)
    computed = None if indicator.weight is None else round_half_up(indicator.weight * judgement.part, 2)
    score = computed if indicator.score is None else indicator.score
    deviation = judgement.deviation if indicator.deviation is None else indicator.deviation
    return Marks(score, deviation, indicator.score is None)


def execution(funding: Iterable[Funding], full_at: Decimal = Decimal(100)) -> Execution:
    """Σ of the sources; full marks where ``full_at`` percent of the year's budget was spent, else in proportion."""
    lines = tuple(funding)
    initial, adjusted, executed = (
        added(*(getattr(line, name) for line in lines)) if lines else None
        for name in ("initial", "adjusted", "executed")
    )
    rate = None if adjusted is None or executed is None else share(executed, adjusted)
    score = None if rate is None else round_half_up(min(EXECUTION, EXECUTION * rate / full_at), 2)
    return Execution(initial, adjusted, executed, rate, score)


def result(project: ProjectFact) -> Result:
    """The self-evaluation of a project: by its form where it has one, else by the rates that were entered."""
    assert project.evaluation is not None
    done = execution(project.evaluation.funding)
    if project.evaluation.has_form:
        rates, management, indicators = _by_form(project, project.evaluation)
    else:
        rates, management, indicators = _by_rates(project.evaluation)
    return Result(done, rates, management, indicators, _sum(done.score, management, indicators))


def _by_form(project: ProjectFact, evaluation: Evaluation) -> tuple[dict[str, Decimal], Decimal | None, Decimal | None]:
    management = _sum(*(item.score for item in evaluation.management)) if evaluation.management else None
    rates = {} if management is None else {"management": management * 100 / MANAGEMENT}
    for kind, key in KINDS.items():
        own = [each for each in project.indicators if each.level1.removesuffix("指标") == kind]
        rate = _rate(own)
        if rate is not None:
            rates[key] = rate
    return rates, management, total_marks(project.indicators)


def _by_rates(evaluation: Evaluation) -> tuple[dict[str, Decimal], Decimal | None, Decimal | None]:
    rates = dict(evaluation.rates)
    managed = rates.get("management")
    management = None if managed is None else round_half_up(MANAGEMENT * managed / 100, 2)
    others = {rate for kind, rate in rates.items() if kind != "management"}
    indicators = evaluation.indicator_score
    if indicators is None and len(others) == 1:
        indicators = round_half_up(INDICATORS * others.pop() / 100, 2)
    return rates, management, indicators


def _rate(indicators: Sequence[Indicator]) -> Decimal | None:
    weight = _sum(*(each.weight for each in indicators)) if indicators else None
    score = total_marks(indicators)
    return None if weight is None or score is None else share(score, weight)


def total_marks(indicators: Sequence[Indicator]) -> Decimal | None:
    """Σ of the marks; ``None`` if one of them is not given, or there is none."""
    return _sum(*(marks(each).score for each in indicators)) if indicators else None


def _sum(*scores: Decimal | None) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if len(known) == len(scores) else None


def grade(score: Decimal, grades: Sequence[tuple[str, int]]) -> str:
    """The name of the best grade whose least marks the score reaches; empty without grades."""
    return next((name for name, least in grades if score >= least), "")
