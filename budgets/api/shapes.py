"""The shapes of what the lists and errors of the API send."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from budgets.api.document import MONEY, YUAN, Organisation
from budgets.api.paging import Page
from budgets.extracts import CUTS, DIRECTIONS


class Addresses(Schema):
    """Where a document is."""

    page: str = Field(description="网页。")
    pdf: str | None = Field(description="PDF；null 是没有这种文件。")
    xlsx: str | None = Field(description="XLSX；null 是没有这种文件。")
    json_: str = Field(description="文件的 JSON。", serialization_alias="json")


class Disclosure(Schema):
    """A document in a list: its live edition."""

    slug: str = Field(description="公开地址：地区代码-部门或单位代码-年度-种类。", examples=["410800-101-2024-budget"])
    title: str
    organisation: Organisation
    unit_of: str | None = Field(description="单位文件所属部门的代码；部门的汇总文件是 null。")
    year: int
    kind: Literal["budget", "final"]
    edition: int = Field(description="现行版的版次。")
    public_from: datetime = Field(description="这一版何时公开。")
    sha256: str = Field(description="这一版的 SHA-256。")
    urls: Addresses


class Disclosures(Page):
    """A page of documents, by their addresses."""

    items: list[Disclosure]


class Withdrawn(Schema):
    """When and why it was withdrawn."""

    at: datetime
    reason: str


class Edition(Schema):
    """An edition of a document."""

    edition: int = Field(description="版次。")
    public_from: datetime
    reason: str | None = Field(description="更正的理由；第一版是 null。")
    sha256: str
    withdrawn: Withdrawn | None = Field(description="撤下的时间和理由；没有撤下是 null。")
    live: bool = Field(description="是不是现行版。")
    url: str = Field(description="网页。")


class Editions(Schema):
    """All editions of a document that came out, the newest first."""

    slug: str
    items: list[Edition]


class OfDocument(Schema):
    """What every row taken out of a document says of where it comes from."""

    slug: str
    edition: int
    region: str
    department: str = Field(description="部门代码。")
    department_name: str
    year: int
    kind: Literal["budget", "final"]
    url: str = Field(description="网页上的这个单元格。")


class Line(OfDocument):
    """A leaf line: one amount at the finest grain that the document tells."""

    cut: Literal[tuple(CUTS)]
    direction: Literal[tuple(DIRECTIONS)]
    code: str = Field(description="功能分类、经济分类或项目的编码，依口径而定；文件没有编码时是空文字。")
    name: str
    yuan: str = Field(description=YUAN, pattern=MONEY)
    nature: str = Field(description="支出性质；口径没有区分时是空文字。")
    fund: str = Field(description="资金来源；口径没有区分时是空文字。")
    origin: str = Field(description="current 本年，carried 上年结转；没有区分时是空文字。")
    balance: str = Field(description="结转结余的种类；不是结转结余时是空文字。")
    unit: str = Field(description="单位代码；没有区分时是空文字。")
    cell: str = Field(description="取自哪个单元格：表/行/栏。")


class Lines(Page):
    """Lines of some documents, whole."""

    items: list[Line]


class Measure(OfDocument):
    """A figure that documents of many layouts have in common."""

    key: str
    title: str
    unit: str = Field(description="元，或所数的东西。")
    yuan: str | None = Field(description=YUAN, pattern=MONEY)
    value: str | None = Field(description="数量；金额是 null。", pattern=MONEY)


class Measures(Page):
    """Figures of some documents, whole."""

    items: list[Measure]


class Region(Schema):
    """A fiscal region."""

    code: str
    name: str
    parent: str | None = Field(description="上级地区的代码。")


class Regions(Page):
    """A page of regions, by code."""

    items: list[Region]


class Unit(Schema):
    """A budget unit; the department itself (本级) is one too."""

    code: str
    name: str


class Department(Schema):
    """A department that has published."""

    region: str
    region_name: str
    code: str
    name: str
    units: list[Unit]
    url: str = Field(description="网页。")


class Departments(Page):
    """A page of departments, by region and code."""

    items: list[Department]


class Error(Schema):
    """What went wrong."""

    status: int = Field(description="HTTP 状态码。")
    message: str = Field(description="出了什么问题。")


class Wrong(Schema):
    """A parameter that cannot be taken."""

    name: str
    message: str


class Refused(Error):
    """Parameters that cannot be taken."""

    fields: list[Wrong]


class Gone(Error):
    """A document that was withdrawn."""

    edition: int
    withdrawn_at: datetime
    reason: str = Field(description="撤下的理由。")
