"""Made-up facts as entries: what a clerk would have entered for them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from budgets.entered import Entries
from budgets.facts import Evaluation, Facts, Funding, Indicator, ProjectFact
from budgets.ledger import CUTS, Line

DIMENSIONS = (
    "unit",
    "function",
    "economic",
    "government",
    "nature",
    "fund",
    "origin",
    "project",
    "item",
    "item_kind",
)
STATED = "statement."
DIGITS = "〇一二三四五六七八九"
RATES = ("management", "cost", "output", "benefit", "satisfaction")


def entries_of_facts(facts: Facts, layout: str) -> Entries:
    """The entries of a made-up department's disclosure."""
    return {
        "kind": facts.kind,
        "regions": [{"code": facts.region, "name": facts.region_name, "parent": ""}],
        "department": {
            "code": facts.code,
            "name": facts.name,
            "short_name": facts.short_name,
            "narrative_name": facts.narrative_name,
        },
        "units": [{"code": unit.code, "name": unit.name, "kind": unit.kind} for unit in facts.units],
        "disclosure": {
            "year": facts.year,
            "layout": layout,
            "unit": "",
            "cover_date": _month(facts.date),
            "transfer_projects": facts.counts.get("transfer.count"),
        },
        "income": [_line(line, "unit", "function", "fund", "origin") for line in _ordered(facts.income)],
        "expenditure": {cut: _expenditure(facts, cut) for cut in CUTS},
        "balances": [
            {
                "kind": kind,
                "amount": plain(line.amount),
                "unit": line.unit,
                "fund": line.fund,
                "function": line.function,
            }
            for kind, lines in facts.balances.items()
            for line in lines
        ],
        **_sheets(facts),
        "running": [{"economic": line.economic, "amount": plain(line.amount)} for line in _ordered(facts.running)],
        "prior": [
            {"subject": key, "amount": plain(prior.amount), "change": plain(prior.change), "basis": prior.basis}
            for key, prior in facts.priors.items()
        ],
        "texts": [
            {"key": key, "text": text.text, "withheld": text.withheld, "ground": text.ground}
            for key, text in facts.texts.items()
        ],
        "explanations": [
            {"function": code, "purpose": said.purpose, "reason": said.reason, "prior": plain(said.prior)}
            for code, said in facts.explanations.items()
        ],
        "tasks": [dict(zip(("name", "content", "result"), task, strict=True)) for task in facts.tasks],
        "indicators": [_indicator(indicator) for indicator in facts.indicators],
        "funding": [_funding(funding) for funding in facts.funding],
        "projects": [_project(project) for project in facts.projects],
    }


def plain(value: Any) -> Any:
    """As entries keep it."""
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _ordered(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.position)


def _line(line: Line, *names: str, stage: bool = True) -> dict[str, Any]:
    own = {"stage": line.stage} if stage else {}
    return {**own, "amount": plain(line.amount), **{name: getattr(line, name) for name in names}}


def _expenditure(facts: Facts, cut: str) -> list[dict[str, Any]]:
    """The lines of a cut; what differs in the amount only is one line, as it would be entered."""
    lines: dict[Line, Line] = {}
    for line in _ordered(facts.expenditure):
        if line.cut == cut:
            same = replace(line, amount=Decimal(0), position=0, summary_position=None)
            known = lines.get(same)
            lines[same] = replace(known, amount=known.amount + line.amount) if known else line
    return [{**_line(line, *DIMENSIONS), "summary_position": line.summary_position} for line in lines.values()]


def _sheets(facts: Facts) -> Entries:
    sheets: dict[str, dict[str, Any]] = {}
    for key, value in (facts.money | facts.counts | facts.labels).items():
        sheet, _, name = key.partition(".")
        if sheet != "transfer":
            sheets.setdefault(sheet, {})[name] = _day(value) if name == "as_of" else plain(value)
    return sheets


def _month(text: str) -> str:
    """The first of a month as covers print it."""
    year, _, month = text.rstrip("月").partition("年")
    return date(int("".join(str(DIGITS.index(digit)) for digit in year)), DIGITS.index(month), 1).isoformat()


def _day(text: Any) -> str:
    year, month, day = (int(part) for part in text.replace("年", "-").replace("月", "-").rstrip("日").split("-"))
    return date(year, month, day).isoformat()


def _indicator(indicator: Indicator) -> dict[str, Any]:
    names = ("level1", "level2", "name", "target", "explanation", "actual", "weight", "score", "deviation", "reason")
    return {name: plain(getattr(indicator, name)) for name in names}


def _funding(funding: Funding) -> dict[str, Any]:
    return {name: plain(getattr(funding, name)) for name in ("source", "initial", "adjusted", "executed")}


def _project(project: ProjectFact) -> dict[str, Any]:
    told = project.evaluation
    details = {name: plain(value) for name, value in project.details.items()}
    statement = {name.removeprefix(STATED): details.pop(name) for name in [*details] if name.startswith(STATED)}
    return {
        **details,
        "unit": project.unit,
        "code": project.code,
        "name": project.name,
        "key_position": project.key_position or None,
        "purpose": project.purpose,
        "objective": project.objective,
        "indicators": [_indicator(indicator) for indicator in project.indicators],
        "funding": [_funding(funding) for funding in told.funding] if told else [],
        "management": [_management(told, place) for place in range(len(told.management))] if told else [],
        "evaluation": _evaluation(told) if told else None,
        "statement": statement or None,
    }


def _management(told: Evaluation, place: int) -> dict[str, Any]:
    item = told.management[place]
    return {name: plain(getattr(item, name)) for name in ("aspect", "text", "score", "issue")}


def _evaluation(told: Evaluation) -> dict[str, Any]:
    names = ("category", "division", "has_form", "result", "system_executed", "indicator_score", "department_score")
    rates = {f"{kind}_rate": plain(told.rates.get(kind)) for kind in RATES}
    return {name: plain(getattr(told, name)) for name in names} | rates
