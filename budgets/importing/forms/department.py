"""Reads B14 and F10: what a whole department meant to do, and how it judges what became of it."""

from dataclasses import replace

from budgets.document import Cell, Panel, Row, Table
from budgets.importing.forms import stacked
from budgets.importing.forms.parts import Cutter, Form, Part
from budgets.importing.forms.region import Region
from budgets.importing.forms.source import Source

NAME, OBJECTIVE = "部门(单位)名称", "年度履职目标"
TITLES = {
    "tasks": ("年度主要任务",),
    "amounts": ("预算情况", "部门预算情况"),
    "indicators": ("绩效指标", "年度绩效指标"),
    "funding": ("资金情况", "部门整体支出情况", "预算执行情况"),
    "goals": ("年度目标", "年度总体目标", "年度履职目标"),
}


def read_targets(region: Region, source: Source, blank: Table) -> Table | None:
    """B14: name and objective, tasks, amounts, indicators; ``None`` if none of its parts is there."""
    panels = {panel.key: panel for panel in blank.panels}
    parts = (
        Part("objective", labels=(NAME, OBJECTIVE), free=True),
        *(Part(key, panels[key].columns, TITLES[key], free=key == "amounts") for key in list(panels)[1:]),
    )
    form = _form(region, source, parts)
    if form is None:
        return None
    kinds = {"total": "total"}
    read = {
        "objective": _objective(source, form, panels["objective"]),
        "tasks": stacked.listed(source, form, parts[1], "task.", panels["tasks"]),
        "amounts": stacked.amounts(source, region, form, panels["amounts"], source.layout.rows["amounts"], kinds),
        "indicators": _indicators(region, source, form, panels["indicators"]),
    }
    return replace(blank, panels=tuple(read[panel.key] for panel in blank.panels))


def read_evaluation(region: Region, source: Source, blank: Table) -> Table | None:
    """F10: money, goals, tasks, indicators with their marks; ``None`` if none of its parts is there."""
    panels = {panel.key: panel for panel in blank.panels}
    parts = (
        *(Part(key, panel.columns, TITLES[key]) for key, panel in panels.items()),
        Part("name", labels=(NAME,), free=True, optional=True),
    )
    form = _form(region, source, parts)
    if form is None:
        return None
    tasks = next(part for part in parts if part.key == "tasks")
    read = {
        "funding": stacked.funding(source, region, form, "funding"),
        "goals": stacked.goals(source, form, panels["goals"].columns, "goals", panels["goals"].title),
        "tasks": stacked.listed(source, form, tasks, "tasks/", panels["tasks"]),
        "indicators": stacked.indicators(source, region, form, panels["indicators"], "indicators"),
    }
    return replace(blank, panels=tuple(read[panel.key] for panel in blank.panels))


def _form(region: Region, source: Source, parts: tuple[Part, ...]) -> Form | None:
    """The one form of a region, with what it lacks told."""
    (form,) = Cutter(source, region, parts).cut()
    stacked.missing(source, form, parts)
    return form if form.parts else None


def _objective(source: Source, form: Form, panel: Panel) -> Panel:
    """The department's name, which is printed as a heading, and its objective."""
    name = source.text(form.values[NAME]) if NAME in form.values else ""
    label, text = panel.columns
    spot = form.values.get(OBJECTIVE)
    cells: dict[str, Cell] = {"label": OBJECTIVE, "text": source.text(spot, long=True) or None if spot else None}
    if spot:
        source.places["objective", "text"] = spot
    columns = (label, replace(text, heading=(name or "",)))
    return Panel(columns, (Row("objective", "detail", cells),), panel.key, panel.title)


def _indicators(region: Region, source: Source, form: Form, panel: Panel) -> Panel:
    rows: list[Row] = []
    for row, places, own in stacked.levelled(source, region, form.rows.get("indicators", ()), panel.columns):
        key = f"indicator.{len(rows) + 1}"
        if not own["name"]:
            source.say("这一行指标没有三级指标的名称", (row, places.get("name", 0)))
        rows.append(Row(key, "detail", own))
        source.place(key, row, places)
    return Panel(panel.columns, tuple(rows), panel.key, panel.title)
