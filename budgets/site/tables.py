"""The list of what has been published."""

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from budgets.document import NOT_REPORTED
from budgets.models import Edition
from budgets.site.amounts import linked
from budgets.years import Found

FILES = ("pdf", "xlsx", "json")
OLDER = ("pdf", "json")  # what editions have that were published before workbooks were
NUMBERS = {"td": {"class": "num"}}


class EditionTable(tables.Table):
    """Live editions: whose, of which year and kind, when published, the files."""

    name = tables.Column(
        "部门（单位）", empty_values=(), order_by=[f"disclosure__department__{key}" for key in ("region__code", "code")]
    )
    region = tables.Column("地区", accessor="disclosure__department__region__name")
    year = tables.Column("年度", accessor="disclosure__year")
    kind = tables.Column("种类", accessor="disclosure__kind")
    public_from = tables.DateColumn(verbose_name="公开日期", format="Y-m-d")
    number = tables.Column("版次")
    files = tables.Column("下载", empty_values=(), orderable=False)

    label = "公开文件列表"

    class Meta:
        template_name = "site/table.html"
        attrs = {"class": "list"}
        empty_text = "没有符合条件的公开文件。可以搜索部门、单位的名称或代码、地区。"
        order_by = ("-year", "name")

    def render_name(self, record: Edition) -> str:
        return format_html('<a href="{}">{}</a>', reverse("site:disclosure", args=[record.slug]), publisher(record))

    def render_year(self, record: Edition, value: int) -> str:
        if record.disclosure.unit_id is not None:
            return str(value)
        department = record.disclosure.department
        address = reverse("site:year", args=[f"{department.region.code}-{department.code}", value])
        about = f"{department.name}{value}年从预算到决算"
        return format_html('<a href="{}" aria-label="{}">{}</a>', address, about, value)

    def render_kind(self, record: Edition) -> str:
        return record.disclosure.get_kind_display()

    def render_number(self, value: int) -> str:
        return f"第 {value} 版"

    def render_files(self, record: Edition) -> str:
        stored = [ending for ending in FILES if ending in record.files] or OLDER
        return format_html_join(" ", "{}", ((_file(record, name),) for name in stored))


def _file(record: Edition, name: str) -> str:
    disclosure = record.disclosure
    about = f"下载 {publisher(record)}{disclosure.year}年{disclosure.get_kind_display()} {name.upper()}"
    address = reverse(f"site:{name}", args=[record.slug])
    return format_html('<a href="{}" aria-label="{}">{}</a>', address, about, name.upper())


def publisher(edition: Edition) -> str:
    """The name of the unit or department whose document this is."""
    return (edition.disclosure.unit or edition.disclosure.department).name


def listed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """What the list needs of ``editions``, without their documents."""
    return editions.select_related("disclosure__department__region", "disclosure__unit").defer("document", "checked")


class ProjectTable(tables.Table):
    """Projects: whose, in which years, the amounts of the last of them."""

    name = tables.Column("项目")
    department = tables.Column("部门")
    last = tables.Column("年度")
    initial = tables.Column("年初预算（万元）", order_by="initial__yuan", attrs=NUMBERS)
    actual = tables.Column("全年执行（万元）", order_by="actual__yuan", attrs=NUMBERS)

    label = "项目列表"

    class Meta:
        template_name = "site/table.html"
        attrs = {"class": "list"}
        empty_text = "没有符合条件的项目。"
        order_by = ("-last", "department", "name")

    def render_name(self, record: Any) -> str:
        return format_html('<a href="{}">{}</a>', reverse("site:project", args=[record.key]), record.name)

    def render_department(self, record: Any) -> str:
        return format_html('<a href="{}">{}</a>', reverse("site:department", args=[record.who]), record.department)

    def render_last(self, record: Any) -> str:
        return str(record.last) if record.first == record.last else f"{record.first}–{record.last}"

    def render_initial(self, value: Found) -> str:
        return amount(value)

    def render_actual(self, value: Found) -> str:
        return amount(value)


def amount(found: Found) -> str:
    """An amount in a list; what is not reported says so."""
    return NOT_REPORTED if found.yuan is None else linked(found)
