"""The charts of a year and of a project: 年初预算 and 全年预算 against 决算, over tables that the page has anyway."""

from collections.abc import Sequence
from decimal import Decimal

from budgets.site.amounts import RATE
from budgets.site.charts import BARS, HATCHED, HOLLOW, MOST, SOLID, Chart, Series, percent, wan
from budgets.years import ADJUSTED, Comparison, Line, Stages, Year

INITIAL_BUDGET, FULL_BUDGET, EXECUTED = "年初预算", "全年预算", "全年执行"
LARGEST = "图中只画金额最大的 {most} {counted}，全部见下表。"


def of_comparison(comparison: Comparison, over: str, actual: str, counted: str) -> Chart | None:
    """Bars of the first level of a comparison; ``actual`` heads its column of 决算, its rows are ``counted``."""
    lines = [line for line in comparison.lines if line.kind != "total" and not line.level]
    if len(lines) < 2:
        return None
    notes = (LARGEST.format(most=MOST, counted=counted),) if len(lines) > MOST else ()
    rated = any(line.stages.rate is not None for line in lines)
    return _chart(over, actual, _compared(lines, actual, counted), notes, rated)


def of_project(years: Sequence[Year], over: str) -> Chart | None:
    """Bars of the years of a project, the newest first."""
    if sum(yuan is not None for year in years for yuan in _known(year.stages)) < 2:
        return None
    return _chart(over, EXECUTED, _executed(years[0]))


def _chart(over: str, actual: str, says: str, notes: tuple[str, ...] = (), rated: bool = True) -> Chart:
    return Chart(
        key=over,
        kind=BARS,
        says=says,
        series=(Series(INITIAL_BUDGET, HOLLOW), Series(FULL_BUDGET, HATCHED), Series(actual, SOLID)),
        notes=notes,
        over=over,
        rate=RATE if rated else "",
    )


def _compared(lines: Sequence[Line], actual: str, counted: str) -> str:
    """Where budget and final account differ most, or which row is the largest."""
    measured = [line for line in lines if line.measured and line.stages.difference is not None]
    if not measured:
        largest = max(lines, key=lambda line: _largest(line.stages))
        return f"{len(lines)} {counted}中金额最大的是{largest.name}，{wan(_largest(largest.stages))}。"
    widest = max(measured, key=lambda line: abs(line.stages.difference))
    if not widest.stages.difference:
        return f"{len(measured)} {counted}的{actual}都与预算相等。"
    return f"{len(measured)} {counted}可以比较，相差最大的是{widest.name}：{_measured(widest.stages, actual)}。"


def _measured(stages: Stages, actual: str) -> str:
    difference, base = stages.difference, _base(stages)
    more = "多" if difference > 0 else "少"
    rate = "" if stages.rate is None else f"，{RATE} {percent(stages.actual.yuan, base)}"
    budget = FULL_BUDGET if stages.base == ADJUSTED else INITIAL_BUDGET
    return f"{budget} {wan(base)}，{actual} {wan(stages.actual.yuan)}，{more} {wan(abs(difference))}{rate}"


def _executed(year: Year) -> str:
    """What became of the money of a year."""
    stages = year.stages
    if stages.difference is None:
        known = zip((INITIAL_BUDGET, FULL_BUDGET, EXECUTED), _known(stages), strict=True)
        told = [f"{name} {wan(yuan)}" if yuan is not None else f"{name}未公开" for name, yuan in known]
        return f"{year.year}年{'，'.join(told)}。"
    if not stages.difference:
        return f"{year.year}年{EXECUTED} {wan(stages.actual.yuan)}，与预算相等。"
    return f"{year.year}年{_measured(stages, EXECUTED)}。"


def _known(stages: Stages) -> tuple[Decimal | None, ...]:
    return stages.initial.yuan, stages.adjusted.yuan, stages.actual.yuan


def _base(stages: Stages) -> Decimal:
    return stages.adjusted.yuan if stages.base == ADJUSTED else stages.initial.yuan


def _largest(stages: Stages) -> Decimal:
    return max((yuan for yuan in _known(stages) if yuan is not None), default=Decimal(0))
