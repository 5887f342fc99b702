"""The charts of a department: what its budgets and final accounts say of the same figure, year after year."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from budgets.extracts.measures import BY_KEY
from budgets.models import CatalogueMeasure, Department, Disclosure
from budgets.money import growth
from budgets.site.amounts import PERCENT
from budgets.site.charts import HOLLOW, LINES, SOLID, TABLE, Chart, Row, Series, wan
from budgets.years import NOWHERE, Found

# The figures that are followed over the years.
FOLLOWED = ("expenditure.total", "general.total", "three_public.total", "running.total")
STAGES = {Disclosure.BUDGET: "预算", Disclosure.FINAL: "决算"}
SERIES = (Series(STAGES[Disclosure.BUDGET], HOLLOW), Series(STAGES[Disclosure.FINAL], SOLID))

Points = Mapping[tuple[int, str], Found]


def of_department(department: Department) -> tuple[Chart, ...]:
    """The charts of a department's own documents; none of a figure that fewer than two years tell."""
    found = {key: {} for key in FOLLOWED}
    for key, year, kind, yuan, slug, fragment in _told(department):
        found[key][year, kind] = Found(yuan, slug, fragment)
    charts = (_chart(key, points) for key, points in found.items())
    return tuple(chart for chart in charts if chart)


def _told(department: Department) -> Iterable[tuple[str, int, str, Decimal | None, str, str]]:
    measures = CatalogueMeasure.objects.live().filter(entry__department=department, entry__unit=None, key__in=FOLLOWED)
    return measures.values_list("key", "entry__year", "entry__kind", "amount", "entry__slug", "fragment")


def _chart(key: str, points: Points) -> Chart | None:
    known = {year for (year, _), found in points.items() if found.yuan is not None}
    if len(known) < 2:
        return None
    rows = tuple(_row(year, points) for year in range(min(known), max(known) + 1))
    below = any(found.yuan is not None and found.yuan < 0 for found in points.values())
    return Chart(
        key=key.replace(".", "-"),
        kind=TABLE if below else LINES,
        title=BY_KEY[key].title,
        says=_changed(points),
        series=SERIES,
        first="年度",
        headings=tuple(STAGES.values()),
        groups=(rows,),
    )


def _row(year: int, points: Points) -> Row:
    return Row(f"{year}年", tuple(points.get((year, kind), NOWHERE) for kind in STAGES))


def _changed(points: Points) -> str:
    """From the first to the last year, of the kind of document that tells more years."""
    told = {
        kind: sorted(
            (year, found.yuan) for (year, each), found in points.items() if each == kind and found.yuan is not None
        )
        for kind in STAGES
    }
    kind = max(told, key=lambda each: len(told[each]))
    (first, before), (last, now) = told[kind][0], told[kind][-1]
    if first == last:
        return "".join(f"{each[0][0]}年{STAGES[name]} {wan(each[0][1])}。" for name, each in told.items() if each)
    return f"{STAGES[kind]}从 {first} 年的 {wan(before)}到 {last} 年的 {wan(now)}，{_change(before, now)}。"


def _change(before: Decimal, now: Decimal) -> str:
    if now == before:
        return "没有变化"
    rate = growth(now, before)
    word = "增加" if now > before else "减少"
    return f"{word} {wan(abs(now - before))}" + ("" if rate is None else f"（{PERCENT.text(abs(rate))}%）")
