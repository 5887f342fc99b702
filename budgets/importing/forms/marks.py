"""What self-evaluations say: marks that a person gave, money by source, fund management."""

from decimal import Decimal
from typing import Any

from budgets import evaluation
from budgets.document import Number
from budgets.facts import Funding, Indicator
from budgets.importing.forms.said import Path, Said, money, plain_number
from budgets.money import added
from budgets.tables.declarations.evaluation import deviation, number

TEXTS = ("level1", "level2", "name", "target", "actual", "reason")
STAGES = ("initial", "adjusted", "executed")


def indicators(said: Said, panel: str, path: Path, kinds: bool = False) -> list[dict[str, Any]]:
    """The indicators of a part of a self-evaluation; ``kinds``: the first level without the word 指标."""
    found: list[dict[str, Any]] = []
    for key in said.details(panel):
        if said.text(key, "name"):
            values: dict[str, Any] = {name: said.text(key, name) for name in TEXTS}
            if kinds:
                values["level1"] = values["level1"].removesuffix("指标")
            values |= _marks(said, key, values)
            found.append(said.record((*path, len(found)), key, values, {}))
    return found


def _marks(said: Said, key: str, texts: dict[str, Any]) -> dict[str, str | None]:
    """The weight, and what was judged: marks and deviation where they do not follow from target and actual value."""
    weight = said.number(key, "weight")
    own = evaluation.marks(Indicator("", "", "", texts["target"], actual=texts["actual"], weight=weight))
    score, printed = said.number(key, "score"), said.cell(key, "score")
    if own.comparable and (printed is None or printed == number(own.score, said.layout)):
        score = None
    off, shown = said.number(key, "deviation"), said.cell(key, "deviation")
    if own.comparable and shown == deviation(own.deviation, said.layout):
        off = None
    elif own.deviation is not None and not isinstance(shown, Number):
        said.say(f"没有填写偏差度，系统计算为 {own.deviation:f}%", key, "deviation")
    return {"weight": plain_number(weight), "score": plain_number(score), "deviation": plain_number(off)}


def funding(said: Said, prefix: str, path: Path) -> list[dict[str, Any]]:
    """Money by source; where only the total is told, as one that is not told apart."""
    sources = [key for key, _ in said.layout.rows["funding"] if key != "total"]
    found: list[dict[str, Any]] = []
    for source in sources:
        _add(said, f"{prefix}{source}", source, found, path)
    if found:
        for stage in STAGES:
            total = added(
                *(None if row[stage] is None else said.yuan(f"{prefix}{row['source']}", stage) for row in found)
            )
            said.compare("资金合计", said.yuan(f"{prefix}total", stage), total, f"{prefix}total", stage)
    else:
        _add(said, f"{prefix}total", "", found, path)
    return found


def _add(said: Said, key: str, source: str, found: list[dict[str, Any]], path: Path) -> None:
    amounts = {stage: money(said.yuan(key, stage)) for stage in STAGES}
    if any(amount is not None for amount in amounts.values()):
        found.append(said.record((*path, len(found)), key, {"source": source, **amounts}, {"source": "label"}))


def facts(rows: list[dict[str, Any]]) -> tuple[Funding, ...]:
    """Entries of money as facts."""
    return tuple(Funding(row["source"], *(_yuan(row[stage]) for stage in STAGES)) for row in rows)


def _yuan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def management(said: Said, prefix: str, path: Path) -> list[dict[str, Any]]:
    """The items of fund management that say something."""
    found: list[dict[str, Any]] = []
    for aspect, _ in said.layout.rows["management"]:
        key = f"{prefix}{aspect}"
        score = said.number(key, "score")
        values: dict[str, Any] = {name: said.text(key, name) for name in ("text", "issue")}
        if score is not None or any(values.values()):
            values = {"aspect": aspect, **values, "score": plain_number(score)}
            found.append(said.record((*path, len(found)), key, values, {}))
    return found
