"""Reads everything that was entered for a disclosure, in a fixed number of queries, into pure facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from budgets.facts import Facts, Indicator, Names, Prior, ProjectFact, TypedText, UnitFact
from budgets.ledger import CURRENT, INITIAL, Line
from budgets.models import Code, Disclosure, Headcount, Procurement, StateAssets, ThreePublic
from budgets.models.classification import ANY_YEAR
from budgets.models.money import MoneyField
from budgets.narrative.numerals import numeral

SHEETS = {
    "three_public": ThreePublic,
    "procurement": Procurement,
    "assets": StateAssets,
    "headcount": Headcount,
}


def facts_of(disclosure: Disclosure) -> Facts:
    """The facts of a disclosure."""
    department, unit = disclosure.department, disclosure.unit
    region = department.region
    expenditure, income = _expenditure(disclosure), _income(disclosure)
    running, closing = _running(disclosure), _closing(disclosure)
    money, counts, labels = _sheets(disclosure)
    if disclosure.transfer_projects is not None:
        counts["transfer.count"] = disclosure.transfer_projects
    indicators = _indicators(disclosure)
    return Facts(
        slug=disclosure.slug,
        kind=disclosure.kind,
        year=disclosure.year,
        region=region.code,
        region_name=region.name,
        code=unit.code if unit else department.code,
        name=unit.name if unit else department.name,
        short_name="" if unit else department.short_name,
        narrative_name="" if unit else department.narrative_name,
        is_unit=unit is not None,
        units=_units(disclosure),
        names=_names(disclosure.year, (*expenditure, *running)),
        income=income,
        expenditure=expenditure,
        closing=closing,
        running=running,
        projects=_projects(disclosure, indicators),
        project_names=_project_names(disclosure),
        indicators=tuple(indicators[None]),
        tasks=tuple(disclosure.tasks.values_list("name", "content")),
        money=money,
        counts=counts,
        labels=labels,
        texts=_texts(disclosure),
        priors=_priors(disclosure),
        date=_month(disclosure),
    )


def _rows(lines: Any, *names: str) -> list[Any]:
    """The named columns of every row, in the order in which they are printed."""
    return list(lines.order_by("position", "id").values_list(*names))


def _units(disclosure: Disclosure) -> tuple[UnitFact, ...]:
    if disclosure.unit:
        return (UnitFact(disclosure.unit.code, disclosure.unit.name),)
    return tuple(UnitFact(code, name) for code, name in disclosure.department.units.values_list("code", "name"))


def _income(disclosure: Disclosure) -> tuple[Line, ...]:
    names = ("amount", "unit__code", "function", "fund", "origin", "stage", "position")
    return tuple(
        Line(amount, unit or "", function, fund=fund, origin=origin, stage=stage, position=position)
        for amount, unit, function, fund, origin, stage, position in _rows(disclosure.income_lines, *names)
    )


# In the order of the fields of a Line.
EXPENDITURE = (
    "amount",
    "unit__code",
    "function",
    "economic",
    "government",
    "nature",
    "fund",
    "origin",
    "project__code",
    "item",
    "item_kind",
    "cut",
    "stage",
    "position",
    "summary_position",
)


def _expenditure(disclosure: Disclosure) -> tuple[Line, ...]:
    return tuple(_expenditure_line(*row) for row in _rows(disclosure.expenditure_lines, *EXPENDITURE))


def _expenditure_line(amount: Decimal, unit: str | None, *rest: Any) -> Line:
    function, economic, government, nature, fund, origin, project, *last = rest
    return Line(amount, unit or "", function, economic, government, nature, fund, origin, project or "", *last)


def _running(disclosure: Disclosure) -> tuple[Line, ...]:
    rows = _rows(disclosure.running_cost_lines, "economic", "amount", "position")
    return tuple(
        Line(amount=amount, economic=economic, nature="basic.public", fund="general", position=position)
        for economic, amount, position in rows
    )


def _closing(disclosure: Disclosure) -> tuple[Line, ...]:
    lines = disclosure.balance_lines.filter(kind="budgeted_closing")
    rows: Any = lines.values_list("amount", "unit__code", "fund")
    return tuple(
        Line(amount=amount, unit=unit or "", fund=fund, origin=CURRENT, stage=INITIAL) for amount, unit, fund in rows
    )


def _names(year: int, lines: Iterable[Line]) -> Names:
    """Names of the codes in use (and their classes): the year's own list before the shipped one."""
    used = {code for line in lines for code in (line.function, line.economic, line.government) if code}
    used |= {code[:3] for code in used}
    found: dict[str, dict[str, str]] = {Code.FUNCTIONAL: {}, Code.ECONOMIC: {}, Code.GOVERNMENT: {}}
    codes = Code.objects.filter(year__in=(ANY_YEAR, year), code__in=used).order_by("year")
    for scheme, code, name in codes.values_list("scheme", "code", "name"):
        found[scheme][code] = name
    return Names(found[Code.FUNCTIONAL], found[Code.ECONOMIC], found[Code.GOVERNMENT])


def _indicators(disclosure: Disclosure) -> Mapping[int | None, list[Indicator]]:
    by_plan: dict[int | None, list[Indicator]] = defaultdict(list)
    rows = _rows(disclosure.indicators, "plan_id", "level1", "level2", "name", "target", "explanation")
    for plan, *rest in rows:
        by_plan[plan].append(Indicator(*rest))
    return by_plan


def _projects(disclosure: Disclosure, indicators: Mapping[int | None, list[Indicator]]) -> tuple[ProjectFact, ...]:
    names = ("id", "project__code", "project__name", "project__unit__code", "key_position", "purpose")
    rows = _rows(disclosure.project_plans, *names)
    return tuple(
        ProjectFact(code, name, unit, key_position or 0, purpose, tuple(indicators.get(plan, ())))
        for plan, code, name, unit, key_position, purpose in rows
    )


def _project_names(disclosure: Disclosure) -> dict[str, str]:
    """Names of the projects that lines of money name, planned or not."""
    lines = disclosure.expenditure_lines.filter(project__isnull=False).order_by("project__code")
    named: Any = lines.values_list("project__code", "project__name").distinct()
    return dict(named)


def _sheets(disclosure: Disclosure) -> tuple[dict[str, Decimal], dict[str, int], dict[str, str]]:
    """The one-to-one sheets of facts as ``sheet.field``: money, counts and labels; what is empty is left out."""
    money: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for prefix, model in SHEETS.items():
        sheet = model.objects.filter(disclosure=disclosure).first()  # type: ignore[attr-defined]
        for field in model._meta.concrete_fields if sheet else ():
            value = getattr(sheet, field.attname)
            if value is None or field.primary_key or field.is_relation:
                continue
            kind: dict[str, Any] = money if isinstance(field, MoneyField) else labels if value == str(value) else counts
            kind[f"{prefix}.{field.name}"] = value
    return money, counts, labels


def _texts(disclosure: Disclosure) -> dict[str, TypedText]:
    rows = disclosure.texts.values_list("key", "text", "withheld", "ground")
    return {key: TypedText(text, withheld, ground) for key, text, withheld, ground in rows}


def _priors(disclosure: Disclosure) -> dict[str, Prior]:
    rows: Any = disclosure.prior_amounts.values_list("subject", "amount", "change", "basis")
    return {subject: Prior(amount, change, basis) for subject, amount, change, basis in rows}


def _month(disclosure: Disclosure) -> str:
    """``二〇二四年三月``, as covers print it."""
    if disclosure.cover_date is None:
        return ""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(disclosure.cover_date.year))
    return f"{year}年{numeral(disclosure.cover_date.month)}月"
