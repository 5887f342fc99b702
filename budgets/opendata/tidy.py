"""The leaves of published documents as tidy rows: one amount a row, with whose it is, what it is, and where it stands.

One cut only (``extracts.FLOW``) and no sums, so that the rows of one document add up to its totals.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.document import anchor
from budgets.extracts import DIRECTIONS, EXPENDITURE, FUND_NAMES, Leaf
from budgets.ledger import BALANCES, NATURES, ORIGINS
from budgets.opendata.delimited import neutral

STAGES = {"budget": "年初预算", "final": "决算"}
# Here 财政拨款 stands without the table that says what it takes in.
FUNDS = {**FUND_NAMES, "fiscal": "财政拨款（三本预算合计）"}
DEPTH = 3  # levels of the function (类, 款, 项) and of the nature


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its heading, what stands in it, its type in a Table Schema, its meaning in a Fiscal Data Package."""

    name: str
    description: str
    type: str = "string"
    column: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    format: str = ""


_REQUIRED = {"required": True}
_CODE = {"pattern": r"\d{3}"}
FIELDS = (
    Field("地区代码", "地区的代码，六位数字", column="geo:source:code", constraints={**_REQUIRED, "pattern": r"\d{6}"}),
    Field("地区", "地区名称", column="geo:source:title", constraints=_REQUIRED),
    Field(
        "部门代码",
        "部门代码；没有公布代码的，是本站地址里的简称",
        column="administrative-classification:generic:level1:code",
        constraints=_REQUIRED,
    ),
    Field("部门", "部门名称", column="administrative-classification:generic:level1:label", constraints=_REQUIRED),
    Field(
        "单位代码",
        "预算单位代码；部门的文件没有分到单位的，空白",
        column="administrative-classification:generic:level2:code",
    ),
    Field("单位", "预算单位名称", column="administrative-classification:generic:level2:label"),
    Field("年度", "预算年度", "integer", "date:fiscal-year", {**_REQUIRED, "minimum": 2000, "maximum": 2100}),
    Field(
        "阶段代码", "budget 是年初预算，final 是决算", column="phase:id", constraints={**_REQUIRED, "enum": [*STAGES]}
    ),
    Field(
        "阶段",
        "年初预算或决算；两个阶段说的是同一年的钱，不能相加",
        column="phase:label",
        constraints={**_REQUIRED, "enum": [*STAGES.values()]},
    ),
    Field("收支", "收入或支出", column="direction", constraints={**_REQUIRED, "enum": [*DIRECTIONS.values()]}),
    Field(
        "类代码",
        "支出功能分类的类，三位数字",
        column="functional-classification:generic:level1:code",
        constraints=_CODE,
    ),
    Field("类", "类的名称", column="functional-classification:generic:level1:label"),
    Field(
        "款代码",
        "支出功能分类的款，五位数字",
        column="functional-classification:generic:level2:code",
        constraints={"pattern": r"\d{5}"},
    ),
    Field("款", "款的名称", column="functional-classification:generic:level2:label"),
    Field(
        "项代码",
        "支出功能分类的项，七位数字；文件只列到类或款的，空白",
        column="functional-classification:generic:level3:code",
        constraints={"pattern": r"\d{7}"},
    ),
    Field("项", "项的名称", column="functional-classification:generic:level3:label"),
    Field("名称", "这一行在文件里印的名称"),
    Field("支出性质代码", "支出性质的代码，用点分级", column="expenditure-type:code"),
    Field("支出性质一级", "基本支出、项目支出等", column="expenditure-type:label"),
    Field("支出性质二级", "如人员经费、公用经费；文件没有分到的，空白"),
    Field("支出性质三级", "如工资福利支出；文件没有分到的，空白"),
    Field("资金来源代码", "资金来源的代码，用点分级", column="fin-source:generic:code"),
    Field("资金来源", "资金来源的名称", column="fin-source:generic:label"),
    Field("本年或结转", "本年的钱，还是上年结转的", constraints={"enum": [*ORIGINS.values()]}),
    Field(
        "结转结余",
        "不是当年收支，而是年初结转、年末结转、结余分配等的，说明是哪一种",
        constraints={"enum": [*BALANCES.values()]},
    ),
    Field("金额", "人民币元，精确到分", "number", "value", _REQUIRED),
    Field("文件编号", "公开文件在本站的编号", constraints=_REQUIRED),
    Field("版次", "公开文件的版次", "integer", "", {**_REQUIRED, "minimum": 1}),
    Field("序号", "这一行在文件的各行里的序号；与文件编号一起不重复", "integer", "", {**_REQUIRED, "minimum": 0}),
    Field("单元格", "金额取自哪个单元格：表代码/行/列", constraints=_REQUIRED),
    Field("网址", "这个单元格在网页上的地址", constraints=_REQUIRED, format="uri"),
)
KEY = ("文件编号", "序号")
HEADINGS = tuple(each.name for each in FIELDS)


@dataclass(frozen=True, slots=True)
class Source:
    """A published document: whose, of which year and kind, which edition; ``page`` is its whole address."""

    slug: str
    number: int
    title: str
    page: str
    region: tuple[str, str]
    department: tuple[str, str]
    unit: tuple[str, str]
    year: int
    kind: str


# The names of functions by code, of the year of the data.
Names = Mapping[str, str]


def tidy_row(source: Source, position: int, line: Leaf, functions: Names, unit: str = "") -> list[str]:
    """The cells of a row in the order of ``FIELDS``; ``position`` is the leaf's, ``unit`` the name of its unit."""
    return [
        *(neutral(word) for word in (*source.region, *source.department, *(_unit(source, line, unit)))),
        str(source.year),
        source.kind,
        STAGES[source.kind],
        DIRECTIONS[line.direction],
        *_function(line, functions),
        neutral(line.name),
        *_nature(line.nature),
        line.fund,
        FUNDS.get(line.fund, ""),
        ORIGINS.get(line.origin, ""),
        BALANCES.get(line.balance, ""),
        f"{line.yuan:.2f}",
        source.slug,
        str(source.number),
        str(position),
        neutral(line.cell),
        f"{source.page}#{anchor(line.cell)}",
    ]


def _unit(source: Source, line: Leaf, unit: str) -> tuple[str, str]:
    return source.unit if source.unit[0] else (line.unit, unit)


def _function(line: Leaf, functions: Names) -> Iterator[str]:
    """类, 款, 项, each with code and name, as far as the code goes; the printed name where the list lacks the code."""
    known = line.code if line.direction == EXPENDITURE or line.code in functions else ""
    for digits in (3, 5, 7):
        code = known[:digits] if len(known) >= digits else ""
        own = line.name if code and code == known else ""
        yield code
        yield neutral(functions.get(code) or own)


def _nature(nature: str) -> Iterator[str]:
    """The path and the name of each of its levels."""
    yield nature
    parts = nature.split(".") if nature else []
    for depth in range(1, DEPTH + 1):
        yield NATURES.get(".".join(parts[:depth]), "") if len(parts) >= depth else ""
