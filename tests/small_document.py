"""A small document by hand with every kind of table: crossed, side by side, stacked, with spans, with gaps."""

from dataclasses import replace
from decimal import Decimal

from budgets.document import (
    Amount,
    Base,
    Cell,
    Column,
    Document,
    Figure,
    Organisation,
    Panel,
    Row,
    Section,
    Table,
    Text,
)


def amount(wan: str, text: str | None = None) -> Amount:
    """An amount of so many 万元, printed as such."""
    return Amount(Decimal(wan) * 10000, wan if text is None else text)


def row(key: str, kind: str = "detail", group: str = "", level: int = 0, **cells: Cell) -> Row:
    """A row with its cells by column."""
    return Row(key, kind, cells, group, level)


NAME = Column("name", ("单位（科目名称）",), "text")

CROSSED = Table(
    code="B03",
    title="2024年部门支出预算表",
    unit="万元",
    number="预算03表",
    panels=(
        Panel(
            columns=(
                Column("class", ("科目编码", "类"), "code"),
                Column("item", ("科目编码", "项"), "code"),
                NAME,
                Column("total", ("总计",)),
                Column("basic", ("基本支出", "合计")),
                Column("basic.staff", ("基本支出", "人员经费", "小计")),
                Column("basic.wages", ("基本支出", "人员经费", "工资福利支出")),
            ),
            rows=(
                row(
                    "合计",
                    "total",
                    name="合计",
                    total=amount("3088.57", "3,088.57"),
                    basic=amount("2733.54", "2,733.54"),
                    **{"basic.staff": amount("2432.72", "2,432.72"), "basic.wages": amount("0", "")},
                ),
                row(
                    "101/2013101",
                    level=1,
                    **{"class": "201", "item": "01"},
                    name="行政运行<甲>",
                    total=amount("12.30"),
                    basic=None,
                    **{"basic.staff": amount("12.30"), "basic.wages": amount("12.30")},
                ),
            ),
        ),
    ),
    notes=("注：金额由元换算为万元时四舍五入。",),
)

BESIDE = Table(
    code="B01",
    title="2024年部门收支预算表",
    unit="万元",
    panels=(
        Panel(
            (Column("label", ("项目",), "text"), Column("amount", ("金额",))),
            (
                row("income/a", label="一、一般公共预算", amount=amount("9.00")),
                row("income/sum", "subtotal", label="本年收入合计", amount=amount("9.00")),
                row("income/total", "total", label="收入总计", amount=amount("9.00")),
            ),
            "income",
            "收入",
        ),
        Panel(
            (Column("label", ("项目",), "text"), Column("amount", ("金额",))),
            (
                row("expenditure/201", label="一、一般公共服务", amount=amount("4.00")),
                row("expenditure/202", label="二、外交", amount=amount("0", "")),
                row("expenditure/203", label="三、国防", amount=amount("5.00")),
                row("expenditure/sum", "subtotal", label="本年支出合计", amount=amount("9.00")),
                row("expenditure/total", "total", label="支出总计", amount=amount("9.00")),
            ),
            "expenditure",
            "支出",
        ),
    ),
)

SPANNED = Table(
    code="B15",
    title="2024年部门预算项目绩效目标表",
    unit="万元",
    panels=(
        Panel(
            (
                Column("code", ("项目编码",), "code"),
                Column("name", ("项目名称",), "text"),
                Column("total", ("资金总额",)),
                Column("output", ("产出指标", "三级指标"), "text"),
                Column("target", ("产出指标", "指标值"), "text"),
            ),
            (
                row(
                    "p",
                    "detail",
                    "p",
                    code="41080022",
                    name="档案事业费",
                    total=amount("13.84"),
                    output="征集",
                    target="≥1卷",
                ),
                row("p/2", "detail", "p", output="保管", target="100%"),
                row("p/3", "detail", "p", output="利用", target="及时"),
                row("q", name="会费", code="41080023", total=amount("0.30"), output="次数", target="1次"),
            ),
        ),
    ),
)

STACKED = Table(
    code="B14",
    title="2024年度部门整体绩效目标表",
    unit="万元",
    arrangement="stacked",
    panels=(
        Panel(
            (Column("label", (), "text"), Column("text", (), "text")),
            (row("objective", label="年度履职目标", text="完成各项任务。"),),
            "objective",
        ),
        Panel(
            (Column("name", ("指标",), "text"), Column("target", ("指标值",), "text")),
            (row("indicator.1", name="预算执行率", target="≥90%"),),
            "indicators",
            "绩效指标",
        ),
    ),
)


def figure(text: str, cell: str = "", **more: object) -> Figure:
    """A figure in 万元."""
    return replace(Figure("some.figure", text, Decimal(text) * 10000, cell=cell, unit="万元"), **more)


PARAGRAPH = (
    Text("2024年基本支出"),
    figure("2733.54", "B03/合计/basic"),
    Text("万元，比上年增加"),
    figure("181.07", base=Base(Decimal("25524700"), "2552.47")),
    Text("万元，占"),
    Figure("share", "88.51", value=Decimal("88.505"), unit="%"),
    Text("%；车辆"),
    Figure("cars", "未公开"),
    Text("辆。"),
)


def small_document() -> Document:
    """Two parts: words, and tables."""
    return Document(
        slug="410800-101-2024-budget",
        title="焦作市委办公室2024年度部门预算",
        organisation=Organisation("410800", "焦作市", "101", "焦作市委办公室"),
        year=2024,
        kind="budget",
        unit="万元",
        layout="test@1",
        date="二〇二四年二月",
        edition=1,
        sections=(
            Section("part1", "第一部分　焦作市委办公室概况", 1),
            Section("overall", "一、收支总体情况", 2, (PARAGRAPH,)),
            Section("annex", "附件：预算表", 1),
            Section("B01", BESIDE.title, 2, (), (BESIDE,)),
            Section("others", "其他各表", 2, (), (CROSSED, STACKED, SPANNED)),
        ),
    )
