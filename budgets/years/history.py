"""A project over its years: amounts, targets against what was reached, marks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgets.document import Cell, Document, Number, Row
from budgets.evaluation import KINDS
from budgets.years.mentions import Mention
from budgets.years.projects import stage_of
from budgets.years.stages import Stages

COLUMNS = ("name", "target", "actual", "weight", "score", "deviation", "reason")
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a year: the target of the budget, then what the self-evaluation says; empty is not told.

    Marks are as printed.
    """

    kind: str
    name: str
    planned: str = ""
    target: str = ""
    actual: str = ""
    weight: str = ""
    score: str = ""
    deviation: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A project in one year: amounts, where it is named, its objective and what became of it, indicators, marks."""

    year: int
    stages: Stages
    mentions: tuple[Mention, ...]
    indicators: tuple[Indicator, ...] = ()
    expected: str = ""
    achieved: str = ""
    marked: Mention | None = None


def history(found: Sequence[Mention], documents: Mapping[str, Document]) -> tuple[Year, ...]:
    """The years of a project, the newest first. ``documents`` are those that name it, by address."""
    years = sorted({mention.year for mention in found}, reverse=True)
    return tuple(_year(year, [mention for mention in found if mention.year == year], documents) for year in years)


def _year(year: int, found: Sequence[Mention], documents: Mapping[str, Document]) -> Year:
    planned = _first(found, "B15")
    form = _first(found, "F12")
    goals = next(_rows(documents, form, "goals"), None)
    return Year(
        year,
        Stages(*(stage_of(found, stage) for stage in ("initial", "adjusted", "actual"))),
        tuple(found),
        _indicators(_planned(documents, planned), _listed(documents, form)),
        _text(goals.cells.get("expected")) if goals else "",
        _text(goals.cells.get("achieved")) if goals else "",
        next((mention for mention in found if mention.score is not None), None),
    )


def _first(found: Iterable[Mention], table: str) -> Mention | None:
    return next((mention for mention in found if mention.table == table), None)


def _planned(documents: Mapping[str, Document], mention: Mention | None) -> Iterator[Indicator]:
    """The targets of a project in B15: rows that stand together, or a form."""
    if mention is None:
        return
    table = documents[mention.slug].table("B15")
    if table.arrangement == "stacked":
        yield from (replace(each, planned=each.target, target="") for each in _listed(documents, mention))
        return
    for _, row in table.rows():
        if row.group == mention.key:
            yield from _beside(row)


def _beside(row: Row) -> Iterator[Indicator]:
    for kind, key in KINDS.items():
        name = _text(row.cells.get(f"{key}.name"))
        if name:
            yield Indicator(kind, name, planned=_text(row.cells.get(f"{key}.target")))


def _listed(documents: Mapping[str, Document], form: Mention | None) -> Iterator[Indicator]:
    """The indicators of a project's form."""
    for row in _rows(documents, form, "indicators"):
        texts = {column: _text(row.cells.get(column)) for column in COLUMNS}
        if row.kind == "detail" and texts["name"]:
            yield Indicator(_text(row.cells.get("level1")).removesuffix("指标"), **texts)


def _rows(documents: Mapping[str, Document], form: Mention | None, part: str) -> Iterator[Row]:
    for _, row in documents[form.slug].table(form.table).rows() if form else ():
        if form and row.key.startswith(f"{form.key}/{part}/"):
            yield row


def _indicators(planned: Iterable[Indicator], reached: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Both lists in one, kind after kind, an indicator of one kind and name in one line."""
    merged: dict[tuple[str, str], Indicator] = {(each.kind, each.name): each for each in planned}
    for each in reached:
        known = merged.get((each.kind, each.name))
        merged[each.kind, each.name] = replace(each, planned=known.planned) if known else each
    return tuple(sorted(merged.values(), key=lambda each: _ORDER.get(each.kind, len(_ORDER))))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.strip() if isinstance(cell, str) else cell.text if isinstance(cell, Number) else ""
