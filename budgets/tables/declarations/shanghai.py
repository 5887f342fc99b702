"""B02, B06, B09, B15 of Shanghai: income by 项, one economic code, 三公 with 机关运行经费, a form for each project."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Cell, Column, Panel, Row, Table
from budgets.facts import Facts, ProjectFact
from budgets.layouts import TableLayout
from budgets.ledger import CARRIED, CURRENT, FISCAL, ITEM, At, Line, at_stage, cut_of, total
from budgets.money import added
from budgets.tables import cells
from budgets.tables.cells import TOTAL
from budgets.tables.crosstab import CrossTab, Label, Measure
from budgets.tables.declarations import by_economic, by_function
from budgets.tables.declarations.forms import three_public

CODES = ("项目", "功能分类科目编码")


def income_lines(facts: Facts) -> tuple[Line, ...]:
    """Income of the budget by 项."""
    return at_stage(facts.income, facts.stage)


B02 = CrossTab(
    "B02.function",
    income_lines,
    At(),
    lambda line: line.function,
    (
        Label("class", (*CODES, "类"), lambda facts, line: line.function[:3], "code", fills="function"),
        Label("section", (*CODES, "款"), lambda facts, line: line.function[3:5], "code", fills="function"),
        Label("item", (*CODES, "项"), lambda facts, line: line.function[5:7], "code", fills="function"),
        Label("name", ("项目", "功能分类科目名称"), by_function.function_name, total=TOTAL),
    ),
    (
        Measure("total", ("收入预算", "合计")),
        Measure("fiscal", ("收入预算", "财政拨款收入"), At(fund=FISCAL)),
        Measure("service", ("收入预算", "事业收入"), At(fund="own.service")),
        Measure("business", ("收入预算", "事业单位经营收入"), At(fund="own.business")),
        Measure("other", ("收入预算", "其他收入"), At(fund="own.other")),
    ),
    department_row=False,
    dimension="function",
    ladder=(3, 5),
)

B06 = CrossTab(
    "B06.economic",
    by_economic.lines,
    At(nature="basic", fund="general", origin=CURRENT),
    lambda line: line.economic,
    (
        Label(
            "class",
            ("项目", "部门预算经济分类科目编码", "类"),
            lambda facts, line: line.economic[:3],
            "code",
            fills="economic",
        ),
        Label(
            "section",
            ("项目", "部门预算经济分类科目编码", "款"),
            lambda facts, line: line.economic[3:],
            "code",
            fills="economic",
        ),
        Label("name", ("项目", "经济分类科目名称"), by_economic.economic_name, total=TOTAL),
    ),
    (
        Measure("total", ("一般公共预算基本支出", "合计")),
        Measure("staff", ("一般公共预算基本支出", "人员经费"), At(nature="basic.staff")),
        Measure("public", ("一般公共预算基本支出", "公用经费"), At(nature="basic.public")),
    ),
    department_row=False,
    dimension="economic",
    ladder=(3,),
    uncoded=by_economic.UNCODED,
)


@dataclass(frozen=True)
class ThreePublicAndRunning:
    """B09 with a last column for 机关运行经费: one row."""

    code: str = "B09.running"

    COLUMNS = (
        Column("total", ("“三公”经费预算数", "合计")),
        Column("abroad", ("“三公”经费预算数", "因公出国（境）费")),
        Column("reception", ("“三公”经费预算数", "公务接待费")),
        Column("vehicles", ("“三公”经费预算数", "公务用车购置及运行费", "小计")),
        Column("purchase", ("“三公”经费预算数", "公务用车购置及运行费", "购置费")),
        Column("operation", ("“三公”经费预算数", "公务用车购置及运行费", "运行费")),
        Column("running", ("机关运行经费预算数",)),
    )

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The row of the year; 机关运行经费 as entered, else the public part of basic expenditure."""
        lines = by_economic.running_lines(facts)
        amounts = {**three_public(facts), "running": total(lines, by_economic.PUBLIC) if lines else None}
        row = {column.key: cells.amount_cell(amounts[column.key], layout.style()) for column in self.COLUMNS}
        return cells.table(facts, layout, (Panel(cells.kept(self.COLUMNS, layout), (Row(TOTAL, "total", row),)),))


HEAD = (
    ("项目名称", "name"),
    ("项目性质", "character"),
    ("项目类别", "category"),
    ("计划开始日期", "starts_on"),
    ("计划完成日期", "ends_on"),
)
LEVELS = (
    Column("level1", ("一级指标",), "text", 6),
    Column("level2", ("二级指标",), "text", 8),
    Column("name", ("三级指标",), "text", 16),
    Column("target", ("年度（项目）指标值",), "text", 10),
)


@dataclass(frozen=True)
class ProjectForms:
    """B15 as a form for each project with indicators: what it is, its money, its goals, its indicators, stacked."""

    code: str = "B15.form"

    HEADS = (Column("label", ("项目",), "text", 8), Column("text", ("内容",), "text", 30))
    AMOUNTS = (Column("label", ("项目资金",), "text", 16), Column("amount", ("金额",), width=12))
    GOALS = (Column("goal", ("项目总目标",), "text", 20), Column("objective", ("年度总体目标",), "text", 20))

    def build(self, facts: Facts, layout: TableLayout) -> Table:
        """The forms one after another; a document without any has an empty table."""
        lines = cut_of(facts.expenditure, ITEM, facts.stage)
        chosen = [project for project in facts.projects if project.indicators]
        panels = [
            panel
            for place, project in enumerate(chosen, start=1)
            for panel in self._form(facts, layout, str(place), project, [o for o in lines if o.project == project.key])
        ]
        return cells.table(facts, layout, panels, arrangement="stacked")

    def _form(
        self, facts: Facts, layout: TableLayout, place: str, project: ProjectFact, lines: list[Line]
    ) -> Iterator[Panel]:
        found = {**project.details, "name": project.name}
        head = [(label, str(found.get(key, ""))) for label, key in HEAD]
        head += [("主管部门", facts.name), ("实施单位", facts.unit_name(project.unit))]
        rows = (Row(f"{place}/head/{n}", "detail", {"label": a, "text": b}) for n, (a, b) in enumerate(head, start=1))
        yield Panel(self.HEADS, tuple(rows), f"{place}/head", project.name)
        yield Panel(self.AMOUNTS, tuple(self._amounts(layout, place, project, lines)), f"{place}/amounts", "项目资金")
        goals: dict[str, Cell] = {"goal": str(found.get("goal", "")), "objective": project.objective}
        yield Panel(self.GOALS, (Row(f"{place}/goals/1", "detail", goals),), f"{place}/goals", "项目绩效目标")
        yield Panel(LEVELS, tuple(self._indicators(place, project)), f"{place}/indicators", "绩效指标")

    def _amounts(self, layout: TableLayout, place: str, project: ProjectFact, lines: list[Line]) -> Iterator[Row]:
        fiscal, other = (_yuan(project.details.get(key)) for key in ("total_fiscal", "total_other"))
        year = {
            "year": At(),
            "year.current": At(fund=FISCAL, origin=CURRENT),
            "year.carried": At(fund=FISCAL, origin=CARRIED),
            "year.other": At(fund=("special", "own")),
        }
        amounts = {"total": added(fiscal, other), "total.fiscal": fiscal, "total.other": other}
        amounts |= {key: total(lines, at) if lines else None for key, at in year.items()}
        for key, label in layout.rows["amounts"]:
            amount = cells.amount_cell(amounts[key], layout.style())
            kind = "detail" if "." in key else "subtotal"
            yield Row(f"{place}/amounts/{key}", kind, {"label": label, "amount": amount})

    def _indicators(self, place: str, project: ProjectFact) -> Iterator[Row]:
        for number, each in enumerate(project.indicators, start=1):
            own: dict[str, Cell] = {
                "level1": f"{each.kind}指标",
                "level2": each.level2,
                "name": each.name,
                "target": each.target,
            }
            yield Row(f"{place}/indicators/{number}", "detail", own)


def _yuan(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


TABLES = (B02, B06, ThreePublicAndRunning(), ProjectForms())
