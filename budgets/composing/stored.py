"""Reads everything that was entered for a disclosure, in a fixed number of queries, into pure facts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from budgets.composing.earlier import initial_lines, prior_amounts
from budgets.composing.projects import projects_of
from budgets.facts import Explanation, Facts, Names, Prior, TypedText, UnitFact, project_key
from budgets.ledger import BALANCES, FINAL, INITIAL, Line
from budgets.models import (
    AssetPurchases,
    Code,
    Disclosure,
    Headcount,
    PerformanceManagement,
    Procurement,
    StateAssets,
    ThreePublic,
    ThreePublicFinal,
)
from budgets.models.classification import names_of
from budgets.models.money import MoneyField
from budgets.numerals import numeral

_SHARED_SHEETS = {"procurement": Procurement, "assets": StateAssets, "performance_management": PerformanceManagement}
SHEETS_OF = {
    Disclosure.BUDGET: {
        **_SHARED_SHEETS,
        "three_public": ThreePublic,
        "headcount": Headcount,
        "purchases": AssetPurchases,
    },
    Disclosure.FINAL: {**_SHARED_SHEETS, "three_public_final": ThreePublicFinal},
}


def facts_of(disclosure: Disclosure) -> Facts:
    """The facts of a disclosure."""
    department, unit = disclosure.department, disclosure.unit
    region = department.region
    sources: dict[str, str] = {}
    expenditure, income = _expenditure(disclosure, sources), _income(disclosure)
    running, balances = _running(disclosure), _balances(disclosure)
    money, counts, labels = _sheets(disclosure)
    if disclosure.transfer_projects is not None:
        counts["transfer.count"] = disclosure.transfer_projects
    explanations = _explanations(disclosure)
    used = (*income, *expenditure, *running, *(line for lines in balances.values() for line in lines))
    explained = (Line(Decimal(0), function=function) for function in explanations)
    projects = projects_of(disclosure)
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
        names=_names(disclosure.year, (*used, *explained)),
        income=income,
        expenditure=expenditure,
        balances=balances,
        running=running,
        projects=projects.projects,
        project_names=projects.names,
        indicators=projects.indicators,
        tasks=tuple(disclosure.tasks.values_list("name", "content", "result")),
        funding=projects.funding,
        explanations=explanations,
        money=money,
        counts=counts,
        labels=labels,
        texts=_texts(disclosure),
        priors=_priors(disclosure, sources),
        date=_month(disclosure),
        sources=sources,
    )


def _rows(lines: Any, *names: str) -> list[Any]:
    """The named columns of every row, in the order in which they are printed."""
    return list(lines.order_by("position", "id").values_list(*names))


def _units(disclosure: Disclosure) -> tuple[UnitFact, ...]:
    if disclosure.unit:
        return (UnitFact(disclosure.unit.code, disclosure.unit.name, disclosure.unit.kind),)
    units: Any = disclosure.department.units.values_list("code", "name", "kind")
    return tuple(UnitFact(*unit) for unit in units)


def _income(disclosure: Disclosure) -> tuple[Line, ...]:
    names = ("amount", "unit__code", "function", "fund", "origin", "stage", "position")
    return tuple(
        Line(amount, unit or "", function, fund=fund, origin=origin, stage=stage, position=position)
        for amount, unit, function, fund, origin, stage, position in _rows(disclosure.income_lines, *names)
    )


# In the order of the fields of a Line; a project by its code, or by its name where it has none.
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
    "project__name",
    "item",
    "item_kind",
    "cut",
    "stage",
    "position",
    "summary_position",
)


def _expenditure(disclosure: Disclosure, sources: dict[str, str]) -> tuple[Line, ...]:
    """The lines as entered; 年初预算 of final accounts comes from that year's budget edition where there is one."""
    entered = tuple(_expenditure_line(*row) for row in _rows(disclosure.expenditure_lines, *EXPENDITURE))
    if disclosure.kind != Disclosure.FINAL:
        return entered
    published, source = initial_lines(disclosure)
    if not source:
        return entered
    sources["initial"] = source
    return (*(line for line in entered if line.stage != INITIAL), *published)


def _expenditure_line(amount: Decimal, unit: str | None, *rest: Any) -> Line:
    function, economic, government, nature, fund, origin, code, name, *last = rest
    return Line(
        amount,
        unit or "",
        function,
        economic,
        government,
        nature,
        fund,
        origin,
        project_key(code or "", name) if name else "",
        *last,
    )


def _running(disclosure: Disclosure) -> tuple[Line, ...]:
    rows = _rows(disclosure.running_cost_lines, "economic", "amount", "position")
    return tuple(
        Line(
            amount=amount,
            economic=economic,
            nature="basic.public",
            fund="general",
            stage=FINAL if disclosure.kind == Disclosure.FINAL else INITIAL,
            position=position,
        )
        for economic, amount, position in rows
    )


def _balances(disclosure: Disclosure) -> dict[str, tuple[Line, ...]]:
    """Balances by their kind."""
    rows: Any = disclosure.balance_lines.values_list("kind", "amount", "unit__code", "fund", "function")
    found: dict[str, list[Line]] = {kind: [] for kind in BALANCES}
    for kind, amount, unit, fund, function in rows:
        found[kind].append(Line(amount=amount, unit=unit or "", fund=fund, function=function))
    return {kind: tuple(lines) for kind, lines in found.items() if lines}


def _explanations(disclosure: Disclosure) -> dict[str, Explanation]:
    rows: Any = disclosure.explanations.values_list("function", "purpose", "reason", "prior")
    return {function: Explanation(purpose, reason, prior) for function, purpose, reason, prior in rows}


def _names(year: int, lines: Iterable[Line]) -> Names:
    """Names of the codes in use (and of those above them): the year's own list before the shipped one."""
    used = {code for line in lines for code in (line.function, line.economic, line.government) if code}
    used |= {code[:length] for code in used for length in (3, 5)}
    found = names_of(year, code__in=used)
    return Names(found[Code.FUNCTIONAL], found[Code.ECONOMIC], found[Code.GOVERNMENT])


def _sheets(disclosure: Disclosure) -> tuple[dict[str, Decimal], dict[str, Decimal | int], dict[str, str]]:
    """The one-to-one sheets of facts as ``sheet.field``: money, counts and labels; what is empty is left out."""
    money: dict[str, Decimal] = {}
    counts: dict[str, Decimal | int] = {}
    labels: dict[str, str] = {}
    for prefix, model in SHEETS_OF[disclosure.kind].items():
        sheet = model.objects.filter(disclosure=disclosure).first()  # type: ignore[attr-defined]
        for field in model._meta.concrete_fields if sheet else ():
            value = getattr(sheet, field.attname)
            if value is None or field.primary_key or field.is_relation:
                continue
            if isinstance(value, date):
                value = chinese_date(value)
            kind: dict[str, Any] = money if isinstance(field, MoneyField) else labels if value == str(value) else counts
            kind[f"{prefix}.{field.name}"] = value
    return money, counts, labels


def _texts(disclosure: Disclosure) -> dict[str, TypedText]:
    rows = disclosure.texts.values_list("key", "text", "withheld", "ground")
    return {key: TypedText(text, withheld, ground) for key, text, withheld, ground in rows}


def _priors(disclosure: Disclosure, sources: dict[str, str]) -> dict[str, Prior]:
    """Last year's amounts: from last year's edition where there is one, else as typed.

    A typed amount of another kind (上年执行数) than what last year's edition holds stays.
    """
    rows: Any = disclosure.prior_amounts.values_list("subject", "amount", "change", "basis")
    typed = {subject: Prior(amount, change, basis) for subject, amount, change, basis in rows}
    published, source = prior_amounts(disclosure)
    if source:
        sources["prior"] = source
    return published | {
        key: prior for key, prior in typed.items() if key not in published or prior.basis != disclosure.kind
    }


def chinese_date(day: date) -> str:
    """``2024年12月31日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def _month(disclosure: Disclosure) -> str:
    """``二〇二四年三月``, as covers print it."""
    if disclosure.cover_date is None:
        return ""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(disclosure.cover_date.year))
    return f"{year}年{numeral(disclosure.cover_date.month)}月"
