"""The shape of a document in the public JSON, as OpenAPI tells it."""

from typing import Literal

from ninja import Schema
from pydantic import Field

YUAN = "以元计的准确金额，十进制文字，两位小数；null 是没有公开，不是零。"
MONEY = r"^-?[0-9]+(\.[0-9]+)?$"


class Organisation(Schema):
    """Whose document it is."""

    region: str = Field(description="地区代码。", examples=["410800"])
    region_name: str = Field(description="地区名称。", examples=["焦作市"])
    code: str = Field(description="部门或单位代码。", examples=["101"])
    name: str = Field(description="部门或单位名称。")


class Base(Schema):
    """What a change is measured against."""

    yuan: str = Field(description="上年的金额（元）。", pattern=MONEY)
    text: str = Field(description="按原文的写法。")


class Run(Schema):
    """A piece of a paragraph: text, or a figure with its exact value and where it comes from."""

    text: str = Field(description="印出的文字。")
    figure: str = Field("", description="数字的名称；只有文字时没有这一项。")
    yuan: str | None = Field(None, description=YUAN, pattern=MONEY)
    value: str | None = Field(None, description="比率（%）或数量；null 是没有公开。", pattern=MONEY)
    cell: str | None = Field(None, description="取自哪个单元格：表/行/栏。")
    unit: str = Field("", description="数字后面的单位。")
    base: Base | None = Field(None, description="增减所比的上年金额。")


class Money(Schema):
    """A cell of money."""

    yuan: str = Field(description=YUAN, pattern=MONEY)
    text: str = Field(description="印出的文字，可能是空白。")


class Number(Schema):
    """A cell that is a number but no money."""

    value: str = Field(description="分值、比率或数量。", pattern=MONEY)
    text: str = Field(description="印出的文字。")


class Column(Schema):
    """A column with its headings from the top row down."""

    key: str = Field(description="栏的键，在各年各地相同。")
    heading: list[str] = Field(description="自上而下的各层表头。")
    kind: Literal["amount", "number", "text", "code"] = Field(description="金额、数、文字或编码。")
    number: str = Field("", description="栏次。")
    width: int = Field(0, description="印刷时的相对宽度。")


class Row(Schema):
    """A row with its cells by column."""

    key: str = Field(description="行的键。")
    kind: Literal["total", "subtotal", "detail", "heading", "blank"] = Field(
        description="合计、小计、明细、标题或空行。"
    )
    group: str = Field("", description="同组的行印在一起。")
    level: int = Field(0, description="层级。")
    cells: dict[str, Money | Number | str | None] = Field(description="按栏的键；null 是没有公开。")


class Panel(Schema):
    """Columns and rows of a part of a table."""

    key: str = ""
    title: str = ""
    columns: list[Column]
    rows: list[Row]


class Table(Schema):
    """A statutory table: columns and rows, or panels where it has several."""

    code: str = Field(description="表的代码，各地各年相同，如 B03 支出预算、F03 支出决算。", examples=["B03"])
    number: str = Field(description="印出的表号。")
    title: str
    unit: str = Field(description="印出的金额单位；yuan 总是元。")
    columns: list[Column] | None = None
    rows: list[Row] | None = None
    panels: list[Panel] | None = None
    arrangement: Literal["beside", "stacked"] | None = None
    notes: list[str]


class Section(Schema):
    """A headed section."""

    key: str
    heading: str
    level: int
    paragraphs: list[list[Run]]
    tables: list[Table]


class Document(Schema):
    """A published document, whole."""

    slug: str = Field(description="公开地址：地区代码-部门或单位代码-年度-种类。", examples=["410800-101-2024-budget"])
    title: str
    organisation: Organisation
    year: int
    kind: Literal["budget", "final"]
    unit: str = Field(description="说明文字的金额单位。")
    date: str = Field(description="封面日期。")
    edition: int = Field(description="版次；更正另出新版。")
    layout: str = Field(description="版式和它的版本。")
    meta: dict[str, str]
    sections: list[Section]
    sha256: str = Field(description="不含这一项的紧凑 JSON（UTF-8）的 SHA-256。", pattern="^[0-9a-f]{64}$")
