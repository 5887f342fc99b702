"""F10, F11, F12: self-evaluation of the department, of all its projects in one list, of single projects in forms.

Source: 部门整体支出绩效自评情况表, 项目单位自评汇总表, 项目单位自评表 of the attachments to final accounts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets import evaluation
from budgets.document import Cell, Column, Number, Panel, Row, Table
from budgets.evaluation import EXECUTION, MANAGED, RATES, Execution
from budgets.facts import Facts, Funding, Indicator, ProjectFact
from budgets.layouts import TableLayout
from budgets.tables import cells

NONE = "-"
ASPECT_MARKS = Decimal(5)
JUDGED_NOTE = "注：下列指标的指标值与实际完成值不能作数量比较，得分由评价人判断：{names}。"

FUNDING = (
    Column("label", ("资金来源",), "text", 12),
    Column("initial", ("年初预算数",)),
    Column("adjusted", ("全年预算数",)),
    Column("executed", ("全年执行数",)),
    Column("weight", ("分值",), "number"),
    Column("rate", ("执行率",), "number"),
    Column("score", ("得分",), "number"),
)
GOALS = (Column("expected", ("预期目标",), "text", 20), Column("achieved", ("实际完成情况",), "text", 20))
TASKS = (
    Column("name", ("任务名称",), "text", 10),
    Column("content", ("主要内容",), "text", 20),
    Column("result", ("实际完成情况",), "text", 10),
)
MANAGEMENT = (
    Column("aspect", ("资金管理情况",), "text", 8),
    Column("text", ("情况说明",), "text", 22),
    Column("weight", ("分值",), "number"),
    Column("score", ("得分",), "number"),
    Column("issue", ("存在问题和改进措施",), "text", 10),
)
INDICATORS = (
    Column("level1", ("一级指标",), "text", 5),
    Column("level2", ("二级指标",), "text", 6),
    Column("name", ("三级指标",), "text", 9),
    Column("target", ("年度指标值",), "text", 5),
    Column("actual", ("实际完成值",), "text", 5),
    Column("weight", ("分值",), "number"),
    Column("score", ("得分",), "number"),
    Column("deviation", ("偏差度",), "number"),
    Column("reason", ("偏差原因分析及改进措施",), "text", 8),
)


def number(value: Decimal | None, layout: TableLayout) -> Cell:
    """A number that is no money in the style of the table; ``None`` stays not reported."""
    return None if value is None else Number(value, layout.style("numbers").text(value))


def percent(value: Decimal | None, layout: TableLayout) -> Cell:
    """A percentage with the sign that the layout prints behind it, or what it prints where there is none."""
    if value is None:
        return str(layout.options.get("no_rate", NONE))
    return Number(value, layout.style("numbers").text(value) + str(layout.options.get("percent_sign", "%")))


def deviation(value: Decimal | None, layout: TableLayout) -> Cell:
    """A deviation in percent in the style that the layout has for it, or a dash where there is none."""
    sign = str(layout.options.get("deviation_sign", ""))
    return NONE if value is None else Number(value, layout.style("deviation").text(value) + sign)


def funding(key: str, lines: Sequence[Funding], layout: TableLayout, done: Execution) -> Panel:
    """Money by source with the marks for execution; the layout lists the sources."""
    rows = []
    for source, label in layout.rows["funding"]:
        whole = source == "total"
        own = done if whole else evaluation.execution([line for line in lines if line.source == source])
        marks: dict[str, Cell] = {
            "weight": number(EXECUTION, layout) if whole else NONE,
            "score": number(own.score, layout) if whole else NONE,
        }
        kind = "total" if whole else "detail"
        rows.append(Row(f"{key}/{source}", kind, {"label": label, **_money(own, layout), **marks}))
    return Panel(FUNDING, tuple(rows), key, "资金情况")


def _money(done: Execution, layout: TableLayout) -> dict[str, Cell]:
    amounts = {
        name: cells.amount_cell(getattr(done, name), layout.style()) for name in ("initial", "adjusted", "executed")
    }
    known = done.adjusted is not None and done.executed is not None
    return {**amounts, "rate": percent(done.rate, layout) if known else None}


def indicators(
    key: str, found: Sequence[Indicator], layout: TableLayout, others: Decimal, total: Decimal | None
) -> Panel:
    """Indicators with their marks, kinds of the layout that have none printed empty, and the total of all marks.

    ``others`` are the full marks for what is no indicator (execution, fund management).
    """
    rows = [
        _indicator(f"{key}/{place}", each, layout) for place, each in enumerate(_with_kinds(found, layout), start=1)
    ]
    weights = evaluation.added_marks(*(each.weight for each in found)) if found else None
    whole: dict[str, Cell] = {
        "level1": "总分",
        **{name: "" for name in ("level2", "name", "target", "actual", "deviation", "reason")},
        "weight": number(None if weights is None else others + weights, layout),
        "score": number(total, layout),
    }
    return Panel(INDICATORS, (*rows, Row(f"{key}/total", "total", whole)), key, "绩效指标")


def _with_kinds(found: Sequence[Indicator], layout: TableLayout) -> Iterator[Indicator]:
    """The indicators in the order of the layout's kinds, an empty one for a kind without any; then all others."""
    kinds = layout.rows.get("kinds", ())
    for level1, level2 in kinds:
        own = [each for each in found if (each.kind, each.level2) == (level1, level2)]
        yield from own or [Indicator(level1, level2, "", "")]
    yield from (each for each in found if (each.kind, each.level2) not in kinds)


def _indicator(key: str, each: Indicator, layout: TableLayout) -> Row:
    texts: dict[str, Cell] = {
        "level1": f"{each.kind}指标",
        "level2": each.level2,
        "name": each.name,
        "target": each.target,
        "actual": each.actual,
        "reason": each.reason,
    }
    if not each.name:
        return Row(key, "detail", texts | {"weight": "", "score": "", "deviation": ""})
    marks = evaluation.marks(each)
    numbers = {
        "weight": number(each.weight, layout),
        "score": number(marks.score, layout),
        "deviation": deviation(marks.deviation, layout),
    }
    return Row(key, "detail", texts | numbers)


def judged_note(found: Sequence[Indicator]) -> tuple[str, ...]:
    """A note that names the indicators whose marks a person gave, because no numbers can be compared."""
    judged = [(each.name, evaluation.marks(each)) for each in found if each.actual]
    names = [name for name, marks in judged if not marks.comparable and marks.score is not None]
    return (JUDGED_NOTE.format(names="、".join(names)),) if names else ()


def goals(key: str, expected: str, achieved: str) -> Panel:
    """What was intended beside what became of it."""
    return Panel(GOALS, (Row(f"{key}/1", "detail", {"expected": expected, "achieved": achieved}),), key, "年度目标")


def with_notes(table: Table, notes: tuple[str, ...]) -> Table:
    """The table with further notes."""
    return replace(table, notes=(*table.notes, *notes))


@dataclass(frozen=True)
class DepartmentEvaluation:
    """F10: money, objective, tasks, indicators, stacked; 10 marks for execution and 90 for indicators."""

    code: str = "F10"

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The four parts."""
        texts = [facts.texts[key].printed if key in facts.texts else "" for key in ("objective", "objective_result")]
        tasks = tuple(
            Row(f"tasks/{place}", "detail", {"name": name, "content": content, "result": result})
            for place, (name, content, result) in enumerate(facts.tasks, start=1)
        )
        done = evaluation.execution(facts.funding, Decimal(layout.options.get("full_marks_at", 100)))
        marked = evaluation.total_marks(facts.indicators)
        whole = None if done.score is None or marked is None else done.score + marked
        panels = (
            funding("funding", facts.funding, layout, done),
            goals("goals", *texts),
            Panel(TASKS, tasks, "tasks", "年度主要任务"),
            indicators("indicators", facts.indicators, layout, EXECUTION, whole),
        )
        table = cells.table(facts, layout, panels, arrangement="stacked")
        return with_notes(table, judged_note(facts.indicators))


DEVIATES = {True: "是", False: "否", None: NONE}
RATE_HEADINGS = dict(
    zip(
        RATES,
        ("资金管理情况得分率", "成本指标得分率", "产出指标得分率", "效益指标得分率", "满意度指标得分率"),
        strict=True,
    )
)


@dataclass(frozen=True)
class EvaluationList:
    """F11: a row for every self-evaluated project, also of those without a form."""

    code: str = "F11"

    COLUMNS = (
        Column("unit_code", ("单位编码",), "code"),
        Column("unit", ("单位名称",), "text"),
        Column("department_code", ("主管部门编码",), "code"),
        Column("department", ("主管部门名称",), "text"),
        Column("name", ("项目名称",), "text", 12),
        Column("category", ("项目类型",), "text"),
        Column("division", ("资金归口处室",), "text"),
        Column("adjusted", ("全年预算数",)),
        Column("executed", ("全年执行数",)),
        Column("system", ("系统查询全年执行数",)),
        Column("rate", ("预算执行率",), "number"),
        *(Column(key, (heading,), "number") for key, heading in RATE_HEADINGS.items()),
        Column("score", ("自评得分",), "number"),
        Column("deviates", ("是否有偏差项目",), "text"),
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The list in the order of the projects."""
        found = [project for project in facts.projects if project.evaluation]
        rows = tuple(self._row(facts, layout, place, project) for place, project in enumerate(found, start=1))
        return cells.table(facts, layout, (Panel(cells.kept(self.COLUMNS, layout), rows),))

    def _row(self, facts: Facts, layout: TableLayout, place: int, project: ProjectFact) -> Row:
        assert project.evaluation is not None
        found = evaluation.result(project)
        amounts = {
            "adjusted": found.execution.adjusted,
            "executed": found.execution.executed,
            "system": project.evaluation.system_executed,
        }
        own: dict[str, Cell] = {
            "unit_code": project.unit,
            "unit": facts.unit_name(project.unit),
            "department_code": facts.code,
            "department": facts.name,
            "name": project.name,
            "category": project.evaluation.category,
            "division": project.evaluation.division,
            **{key: cells.amount_cell(yuan, layout.style()) for key, yuan in amounts.items()},
            "rate": percent(found.execution.rate, layout),
            **{key: percent(found.rates.get(key), layout) for key in RATES},
            "score": number(found.score, layout),
            "deviates": DEVIATES[found.deviates],
        }
        return Row(cells.key_of(project.key, place), "detail", own)


@dataclass(frozen=True)
class EvaluationForms:
    """F12: for each project with a form its money, fund management, objective and indicators, stacked."""

    code: str = "F12"

    HEAD = (Column("label", ("项目",), "text", 8), Column("text", ("内容",), "text", 30))

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The forms one after another, those with a place among the key projects first."""
        chosen = [project for project in facts.projects if project.evaluation and project.evaluation.has_form]
        chosen.sort(key=lambda project: project.key_position or len(facts.projects) + 1)
        panels = [panel for place, each in enumerate(chosen, 1) for panel in self._form(facts, layout, place, each)]
        table = cells.table(facts, layout, panels, arrangement="stacked")
        return with_notes(table, judged_note([each for project in chosen for each in project.indicators]))

    def _form(self, facts: Facts, layout: TableLayout, place: int, project: ProjectFact) -> Iterator[Panel]:
        assert project.evaluation is not None
        head = (("项目名称", project.name), ("主管部门", facts.name), ("实施单位", facts.unit_name(project.unit)))
        rows = tuple(Row(f"{place}/head/{n}", "detail", {"label": a, "text": b}) for n, (a, b) in enumerate(head, 1))
        yield Panel(self.HEAD, rows, f"{place}/head", project.name)
        found = evaluation.result(project)
        yield funding(f"{place}/funding", project.evaluation.funding, layout, found.execution)
        yield self._management(layout, place, project)
        yield goals(f"{place}/goals", project.objective, project.evaluation.result)
        yield indicators(f"{place}/indicators", project.indicators, layout, EXECUTION + MANAGED, found.score)

    def _management(self, layout: TableLayout, place: int, project: ProjectFact) -> Panel:
        assert project.evaluation is not None
        known = {item.aspect: item for item in project.evaluation.management}
        rows = []
        for aspect, label in layout.rows["management"]:
            item = known.get(aspect)
            own: dict[str, Cell] = {
                "aspect": label,
                "text": item.text if item else "",
                "weight": number(ASPECT_MARKS, layout),
                "score": number(item.score if item else None, layout),
                "issue": item.issue if item else "",
            }
            rows.append(Row(f"{place}/management/{aspect}", "detail", own))
        return Panel(MANAGEMENT, tuple(rows), f"{place}/management", "资金管理情况")


TABLES = (DepartmentEvaluation(), EvaluationList(), EvaluationForms())
