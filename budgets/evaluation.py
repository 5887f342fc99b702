"""Self-evaluation: marks for execution, fund management and indicators, their totals and grades.

A project: 10 for execution + 20 for fund management (4 × 5) + 70 for indicators; a department: 10 + 90.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.facts import Evaluation, Funding, Indicator, ProjectFact
from budgets.money import added, round_half_up, share
from budgets.targets import judged

EXECUTION, MANAGED, INDICATORS = Decimal(10), Decimal(20), Decimal(70)
ASPECTS = 4
KINDS = {"成本": "cost", "产出": "output", "效益": "benefit", "满意度": "satisfaction"}
RATES = ("management", *KINDS.values())


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one indicator, its deviation in percent, and whether target and actual value can be compared."""

    score: Decimal | None
    deviation: Decimal | None
    comparable: bool


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
    def deviates(self) -> bool | None:
        """Whether an indicator of it fell short; ``None`` where no rate is known."""
        rates = [rate for kind, rate in self.rates.items() if kind != "management"]
        return any(rate < 100 for rate in rates) if rates else None


def marks(indicator: Indicator) -> Marks:
    """Marks of an indicator: as a person gave them, else by comparing the actual value with the target."""
    judgement = judged(indicator.target, indicator.actual)
    if judgement is None:
        return Marks(indicator.score, indicator.deviation, False)
    computed = None if indicator.weight is None else round_half_up(indicator.weight * judgement.part, 2)
    score = computed if indicator.score is None else indicator.score
    deviation = judgement.deviation if indicator.deviation is None else indicator.deviation
    return Marks(score, deviation, True)


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
    return Result(done, rates, management, indicators, added_marks(done.score, management, indicators))


def _by_form(project: ProjectFact, evaluation: Evaluation) -> tuple[dict[str, Decimal], Decimal | None, Decimal | None]:
    whole = len(evaluation.management) == ASPECTS
    management = added_marks(*(item.score for item in evaluation.management)) if whole else None
    rates = {} if management is None else {"management": management * 100 / MANAGED}
    for kind, key in KINDS.items():
        own = [each for each in project.indicators if each.kind == kind]
        rate = _rate(own)
        if rate is not None:
            rates[key] = rate
    return rates, management, total_marks(project.indicators)


def _by_rates(evaluation: Evaluation) -> tuple[dict[str, Decimal], Decimal | None, Decimal | None]:
    rates = dict(evaluation.rates)
    managed = rates.get("management")
    management = None if managed is None else round_half_up(MANAGED * managed / 100, 2)
    others = {rate for kind, rate in rates.items() if kind != "management"}
    indicators = evaluation.indicator_score
    if indicators is None and len(others) == 1:
        indicators = round_half_up(INDICATORS * others.pop() / 100, 2)
    return rates, management, indicators


def _rate(indicators: Sequence[Indicator]) -> Decimal | None:
    weight = added_marks(*(each.weight for each in indicators)) if indicators else None
    score = total_marks(indicators)
    return None if weight is None or score is None else share(score, weight)


def total_marks(indicators: Sequence[Indicator]) -> Decimal | None:
    """Σ of the marks; ``None`` if one of them is not given, or there is none."""
    return added_marks(*(marks(each).score for each in indicators)) if indicators else None


def added_marks(*scores: Decimal | None) -> Decimal | None:
    """Σ of marks; ``None`` if one of them is not given."""
    known = [score for score in scores if score is not None]
    return sum(known, Decimal(0)) if len(known) == len(scores) else None


def grade(score: Decimal, grades: Sequence[tuple[str, int]]) -> str:
    """The name of the best grade whose least marks the score reaches; empty without grades."""
    return next((name for name, least in grades if score >= least), "")
