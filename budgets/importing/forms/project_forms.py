"""Reads B15 of Shanghai and F12: forms of single projects, one below the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgets.document import Cell, Panel, Row, Table
from budgets.importing.forms import stacked
from budgets.importing.forms.parts import Cutter, Form, Part, labelled
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source
from budgets.tables.declarations.evaluation import FUNDING, GOALS, INDICATORS, MANAGEMENT, EvaluationForms
from budgets.tables.declarations.shanghai import HEAD, LEVELS, ProjectForms

OPENING = "项目名称"
OF_WHOM = ("主管部门", "实施单位")
PLAN_LABELS = (*(label for label, _ in HEAD), *OF_WHOM)
RESULT_LABELS = (OPENING, *OF_WHOM)
AMOUNTS, GOAL, MARKS, MONEY, MANAGED, GOALS_TITLE = (
    "项目资金",
    "项目绩效目标",
    "绩效指标",
    "资金情况",
    "资金管理情况",
    "年度目标",
)
PLAN_PARTS = (
    Part("head", ProjectForms.HEADS, labels=PLAN_LABELS),
    Part("amounts", ProjectForms.AMOUNTS, (AMOUNTS,), free=True),
    Part("goals", ProjectForms.GOALS, (GOAL,)),
    Part("indicators", LEVELS, (MARKS,)),
)
RESULT_PARTS = (
    Part("head", EvaluationForms.HEAD, labels=RESULT_LABELS),
    Part("funding", FUNDING, (MONEY, AMOUNTS)),
    Part("management", MANAGEMENT, (MANAGED,)),
    Part("goals", GOALS, (GOALS_TITLE, "年度总体目标")),
    Part("indicators", INDICATORS, (MARKS,)),
)


def read_plans(region: Region, source: Source, blank: Table) -> Table | None:
    """B15.form: for each project what it is, its money, its goals, its indicators; ``None`` if there is none."""
    forms = _forms(region, source, PLAN_PARTS)
    if region.rows and not forms:
        return None
    panels = [panel for place, form in enumerate(forms, start=1) for panel in _plan(region, source, form, str(place))]
    return replace(blank, panels=tuple(panels))


def read_results(region: Region, source: Source, blank: Table) -> Table | None:
    """F12: for each project its money, fund management, goals and indicators with their marks; ``None`` without."""
    forms = _forms(region, source, RESULT_PARTS)
    if region.rows and not forms:
        return None
    panels = [panel for place, form in enumerate(forms, start=1) for panel in _result(region, source, form, str(place))]
    return replace(blank, panels=tuple(panels))


def _forms(region: Region, source: Source, parts: Sequence[Part]) -> list[Form]:
    """The forms of a region, with what each lacks told."""
    forms = Cutter(source, region, parts, OPENING).cut()
    for form in forms:
        stacked.missing(source, form, parts)
        if not _text(source, form, OPENING):
            source.say("没有填写项目名称", form.values.get(OPENING, (form.row, 0)))
    return forms


def _text(source: Source, form: Form, label: str) -> str:
    return source.text(form.values[label]) or "" if label in form.values else ""


def _head(source: Source, form: Form, place: str, labels: Sequence[str]) -> Panel:
    rows = []
    for number, label in enumerate(labels, start=1):
        key = f"{place}/head/{number}"
        rows.append(Row(key, "detail", {"label": label, "text": _text(source, form, label)}))
        if label in form.values:
            source.places[key, "text"] = form.values[label]
    return Panel(ProjectForms.HEADS, tuple(rows), f"{place}/head", _text(source, form, OPENING))


def _plan(region: Region, source: Source, form: Form, place: str) -> Iterator[Panel]:
    yield _head(source, form, place, PLAN_LABELS)
    wanted = source.layout.rows["amounts"]
    kinds = {key: "subtotal" for key, _ in wanted if "." not in key}
    empty = Panel(ProjectForms.AMOUNTS, (), f"{place}/amounts", AMOUNTS)
    yield stacked.amounts(source, region, form, empty, wanted, kinds)
    yield stacked.goals(source, form, ProjectForms.GOALS, f"{place}/goals", GOAL)
    rows = []
    levels = stacked.levelled(source, region, form.rows.get("indicators", ()), LEVELS)
    for number, (row, places, own) in enumerate(levels, start=1):
        key = f"{place}/indicators/{number}"
        if not own["name"]:
            source.say("这一行指标没有三级指标的名称", (row, places.get("name", 0)))
        rows.append(Row(key, "detail", own))
        source.place(key, row, places)
    yield Panel(LEVELS, tuple(rows), f"{place}/indicators", MARKS)


def _result(region: Region, source: Source, form: Form, place: str) -> Iterator[Panel]:
    yield _head(source, form, place, RESULT_LABELS)
    yield stacked.funding(source, region, form, f"{place}/funding")
    yield _management(region, source, form, f"{place}/management")
    yield stacked.goals(source, form, GOALS, f"{place}/goals", GOALS_TITLE)
    yield stacked.indicators(source, region, form, Panel(INDICATORS, ()), f"{place}/indicators")


def _management(region: Region, source: Source, form: Form, key: str) -> Panel:
    wanted = source.layout.rows["management"]
    found = labelled(source, region, form.rows.get("management", ()), wanted)
    rows = []
    for aspect, label in stacked.present(source, form, wanted, found):
        row, _, places = found[aspect]
        own: dict[str, Cell] = stacked.texts(source, row, places, MANAGEMENT)
        marks = {name: source.mark((row, places.get(name, 0))) for name in ("weight", "score")}
        rows.append(Row(f"{key}/{aspect}", "detail", own | marks | {"aspect": label}))
        source.place(f"{key}/{aspect}", row, places)
    return Panel(MANAGEMENT, tuple(rows), key, MANAGED)
