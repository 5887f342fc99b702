"""B09, B14, B15: the forms: 三公经费, the department's performance targets, the projects' performance targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from budgets.document import Cell, Column, Panel, Row, Table
from budgets.evaluation import KINDS
from budgets.facts import Facts, Indicator, ProjectFact
from budgets.layouts import TableLayout
from budgets.ledger import FUNCTION, ITEM, NATURES, At, Line, cut_of, total
from budgets.money import added
from budgets.tables import cells

FISCAL = ("general", "fund", "capital")


def three_public(facts: Facts) -> dict[str, Decimal | None]:
    """The columns of B09 in yuan: entered parts, and the sums 小计 = 购置 + 运行, 合计 = 出国 + 小计 + 接待."""
    part = {key: facts.money.get(f"three_public.{key}") for key in ("abroad", "purchase", "operation", "reception")}
    vehicles = added(part["purchase"], part["operation"])
    return {"total": added(part["abroad"], vehicles, part["reception"]), "vehicles": vehicles, **part}


@dataclass(frozen=True)
class ThreePublicForm:
    """B09: one row."""

    code: str = "B09"

    COLUMNS = (
        Column("total", ("“三公”经费合计",)),
        Column("abroad", ("因公出国（境）费",)),
        Column("vehicles", ("公务用车购置及运行费", "小计")),
        Column("purchase", ("公务用车购置及运行费", "公务用车购置费")),
        Column("operation", ("公务用车购置及运行费", "公务用车运行费")),
        Column("reception", ("公务接待费",)),
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The row of the year."""
        amounts = three_public(facts)
        row = {column.key: cells.amount_cell(amounts[column.key], layout.style()) for column in self.COLUMNS}
        panel = Panel(cells.kept(self.COLUMNS, layout), (Row(cells.TOTAL, "total", row),))
        return cells.table(facts, layout, (panel,))


AMOUNT_ROWS = {
    "total": At(),
    "fiscal": At(fund=FISCAL),
    "special": At(fund="special"),
    "own": At(fund="own"),
    "basic": At(nature="basic"),
    "project": At(nature="project"),
}


@dataclass(frozen=True)
class DepartmentTargets:
    """B14: objective, tasks, amounts, indicators, stacked."""

    code: str = "B14"

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The four parts."""
        panels = (
            self._objective(facts),
            self._tasks(facts),
            self._amounts(facts, layout),
            self._indicators(facts.indicators),
        )
        return cells.table(facts, layout, panels, arrangement="stacked")

    def _objective(self, facts: Facts) -> Panel:
        columns = (Column("label", ("部门（单位）名称",), "text", 6), Column("text", (facts.name,), "text", 30))
        objective = facts.texts.get("objective")
        text = objective.printed if objective else None
        return Panel(columns, (Row("objective", "detail", {"label": "年度履职目标", "text": text}),), "objective")

    def _tasks(self, facts: Facts) -> Panel:
        columns = (
            Column("name", ("年度主要任务", "任务名称"), "text", 10),
            Column("content", ("年度主要任务", "主要内容"), "text", 26),
        )
        rows = (
            Row(f"task.{place}", "detail", {"name": name, "content": content})
            for place, (name, content, _) in enumerate(facts.tasks, start=1)
        )
        return Panel(columns, tuple(rows), "tasks")

    def _amounts(self, facts: Facts, layout: TableLayout) -> Panel:
        columns = (
            Column("label", ("预算情况", "部门预算总额的构成"), "text", 22),
            Column("amount", ("预算情况", f"金额（{layout.style().unit}）"), width=14),
        )
        return Panel(columns, tuple(self._amount_rows(facts, layout)), "amounts")

    def _amount_rows(self, facts: Facts, layout: TableLayout) -> Iterator[Row]:
        lines = cut_of(facts.expenditure, FUNCTION)
        for key, label in layout.rows["amounts"]:
            amount = cells.amount_cell(total(lines, AMOUNT_ROWS[key]) if lines else None, layout.style())
            yield Row(f"amounts/{key}", "total" if key == "total" else "detail", {"label": label, "amount": amount})

    def _indicators(self, indicators: Sequence[Indicator]) -> Panel:
        columns = (
            Column("level1", ("一级指标",), "text", 5),
            Column("level2", ("二级指标",), "text", 6),
            Column("name", ("三级指标",), "text", 8),
            Column("target", ("指标值",), "text", 5),
            Column("explanation", ("指标值说明",), "text", 20),
        )
        rows = (
            Row(f"indicator.{place}", "detail", {column.key: getattr(indicator, column.key) for column in columns})
            for place, indicator in enumerate(indicators, start=1)
        )
        return Panel(columns, tuple(rows), "indicators")


PROJECT_AMOUNTS = {"total": At(), "fiscal": At(fund=FISCAL), "special": At(fund="special"), "own": At(fund="own")}


@dataclass(frozen=True)
class ProjectTargets:
    """B15: department, units, projects; the four kinds of indicators side by side, a project as long as its longest."""

    code: str = "B15"

    COLUMNS = (
        Column("code", ("单位编码（项目编码）",), "code", 8),
        Column("name", ("项目单位（项目名称）",), "text", 10),
        Column("category", ("项目分类",), "text", 4),
        Column("total", ("项目金额", "资金总额"), width=5),
        Column("fiscal", ("项目金额", "政府预算资金"), width=5),
        Column("special", ("项目金额", "财政专户管理资金"), width=5),
        Column("own", ("项目金额", "单位资金"), width=5),
        *(
            Column(f"{key}.{part}", ("绩效目标", f"{kind}指标", heading), "text", width)
            for kind, key in KINDS.items()
            for part, heading, width in (("name", "三级指标", 7), ("target", "指标值", 5))
        ),
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The table; a department without projects has its total row only."""
        panel = Panel(cells.kept(self.COLUMNS, layout), tuple(self._rows(facts, layout)))
        return cells.table(facts, layout, (panel,))

    def _rows(self, facts: Facts, layout: TableLayout) -> Iterator[Row]:
        lines = tuple(line for line in cut_of(facts.expenditure, ITEM) if line.project)
        name = facts.short_name or facts.name
        yield self._head(layout, cells.TOTAL, "total", {"code": facts.code, "name": name}, lines)
        places = {project.key: place for place, project in enumerate(facts.projects, start=1)}
        for unit in dict.fromkeys((*(unit.code for unit in facts.units), *(p.unit for p in facts.projects))):
            projects = {project.key: project for project in facts.projects if project.unit == unit}
            own = [line for line in lines if line.project in projects]
            if projects:
                yield self._head(layout, unit, "subtotal", {"code": unit, "name": facts.unit_name(unit)}, own)
            for key, project in projects.items():
                found = [line for line in own if line.project == key]
                yield from self._project(layout, project, cells.key_of(key, places[key]), found)

    def _head(self, layout: TableLayout, key: str, kind: str, labels: dict[str, str], lines: Sequence[Line]) -> Row:
        return Row(key, kind, self._kept(layout, labels, lines) | self._blank(layout))

    def _blank(self, layout: TableLayout) -> dict[str, Cell]:
        return {column.key: "" for column in self.COLUMNS[7:]}

    def _kept(self, layout: TableLayout, labels: dict[str, str], lines: Sequence[Line]) -> dict[str, Cell]:
        sums = {key: total(lines, at) if lines else None for key, at in PROJECT_AMOUNTS.items()}
        amounts = {key: cells.amount_cell(yuan, layout.style()) for key, yuan in sums.items()}
        found: dict[str, Cell] = {"category": "", **labels, **amounts}
        return {key: cell for key, cell in found.items() if layout.prints(key)}

    def _project(self, layout: TableLayout, project: ProjectFact, key: str, lines: Sequence[Line]) -> Iterator[Row]:
        category = NATURES.get(lines[0].nature, "") if lines else ""
        head = self._kept(layout, {"code": project.code, "name": project.name, "category": category}, lines)
        groups = [[i for i in project.indicators if i.kind == kind] for kind in KINDS]
        for place, beside in enumerate(zip_longest(*groups), start=1):
            texts = dict(self._indicators(beside))
            own = key if place == 1 else f"{key}/{place}"
            yield Row(own, "detail", head | texts if place == 1 else texts, group=key)
        if not any(groups):
            yield Row(key, "detail", head | self._blank(layout), group=key)

    def _indicators(self, beside: Sequence[Indicator | None]) -> Iterator[tuple[str, Cell]]:
        for key, indicator in zip(KINDS.values(), beside, strict=True):
            yield f"{key}.name", indicator.name if indicator else ""
            yield f"{key}.target", indicator.target if indicator else ""


TABLES = (ThreePublicForm(), DepartmentTargets(), ProjectTargets())
