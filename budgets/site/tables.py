"""The lists of documents and projects, as tables whose columns sort them."""

from collections.abc import Callable, Sequence
from functools import cache

import django_tables2 as tables
from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from budgets.models import CatalogueEntry, CatalogueProject, Disclosure, Edition
from budgets.site.amounts import cell
from budgets.years import Found

NUMBERS = {"td": {"class": "num"}}
PER_PAGE = 15
OFTEN_UNKNOWN = ("initial", "actual")
KINDS = dict(Disclosure.KINDS)


def publisher(edition: Edition) -> str:
    """The name of the unit or department whose document this is."""
    return (edition.disclosure.unit or edition.disclosure.department).name


def whose(entry: CatalogueEntry) -> str:
    """The name of the unit or department whose document an entry is of."""
    return (entry.unit or entry.department).name


def who_of(row: CatalogueEntry | CatalogueProject) -> str:
    """What stands for its department in addresses."""
    return f"{row.department.region.code}-{row.department.code}"


def address(name: str, key: str) -> str:
    """``reverse`` of an address with one part, for lists with hundreds of them."""
    begin, end = _around(name)
    return f"{begin}{key}{end}"


@cache
def _around(name: str) -> tuple[str, str]:
    begin, _, end = reverse(f"site:{name}", args=["0"]).partition("0")
    return begin, end


def sorted_by(*fields: str, then: tuple[str, ...]) -> Callable[..., tuple[QuerySet, bool]]:
    """How a column sorts: by ``fields`` up or down, what is unknown last; equal rows always in the same order."""

    def sort(self: tables.Table, queryset: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        return queryset.order_by(*(_way(field, is_descending) for field in fields), *then), True

    return sort


def _way(field: str, is_descending: bool) -> object:
    nulls = True if field in OFTEN_UNKNOWN else None
    return F(field).desc(nulls_last=nulls) if is_descending else F(field).asc(nulls_last=nulls)


class ListTable(tables.Table):
    """A list that django-tables2 sorts and pages, each cell drawn whole by ``cell_<column>``: a tenth of its time."""

    def drawn(self) -> list[list[SafeString]]:
        """The rows of the page as cells."""
        draw = [getattr(self, f"cell_{column.name}") for column in self.columns]
        return [[one(record) for one in draw] for record in self._shown()]

    def _shown(self) -> Sequence[Model]:
        """The records of the page, counted from the nearer end: a database walks to where a page begins."""
        records, count = self.data.data, self.paginator.count
        before, behind = self.page.start_index() - 1 if count else 0, count - self.page.end_index()
        if before <= behind:
            return records[before : count - behind]
        return records.reverse()[behind : count - before][::-1]


class DisclosureTable(ListTable):
    """Live editions: whose, of which year and kind, when published, the files."""

    name = tables.Column("部门（单位）", empty_values=())
    region = tables.Column("地区")
    year = tables.Column("年度")
    kind = tables.Column("种类")
    public_from = tables.Column("公开日期")
    number = tables.Column("版次")
    files = tables.Column("下载", empty_values=(), orderable=False)

    label = "公开文件列表"
    order_name = sorted_by("region__code", "department__code", then=("-year", "slug"))
    order_region = sorted_by("region__code", then=("-year", "slug"))
    order_year = sorted_by("year", then=("slug",))
    order_kind = sorted_by("kind", then=("-year", "slug"))
    order_public_from = sorted_by("public_from", then=("-edition",))
    order_number = sorted_by("number", then=("-year", "slug"))

    class Meta:
        template_name = "site/list.html"
        attrs = {"class": "list"}
        empty_text = "没有符合条件的公开文件。可以搜索部门、单位的名称或代码、地区。"
        order_by = ("-year",)

    def cell_name(self, entry: CatalogueEntry) -> SafeString:
        return format_html('<td><a href="{}">{}</a></td>', address("disclosure", entry.slug), whose(entry))

    def cell_region(self, entry: CatalogueEntry) -> SafeString:
        region = entry.department.region
        return format_html('<td><a href="{}">{}</a></td>', address("region", region.code), region.name)

    def cell_year(self, entry: CatalogueEntry) -> SafeString:
        if entry.unit_id is not None:
            return format_html("<td>{}</td>", entry.year)
        link = f"{address('department', who_of(entry))}{entry.year}/"
        about = f"{entry.department.name}{entry.year}年的预算和决算"
        return format_html('<td><a href="{}" aria-label="{}">{}</a></td>', link, about, entry.year)

    def cell_kind(self, entry: CatalogueEntry) -> SafeString:
        return format_html("<td>{}</td>", KINDS[entry.kind])

    def cell_public_from(self, entry: CatalogueEntry) -> SafeString:
        return format_html("<td>{}</td>", localdate(entry.public_from).isoformat())

    def cell_number(self, entry: CatalogueEntry) -> SafeString:
        return format_html("<td>第 {} 版</td>", entry.number)

    def cell_files(self, entry: CatalogueEntry) -> SafeString:
        document = f"{whose(entry)}{entry.year}年{KINDS[entry.kind]}"
        return format_html(
            "<td>{}</td>", mark_safe(" ".join(_file(entry, document, one) for one in entry.endings.split()))
        )


def _file(entry: CatalogueEntry, document: str, ending: str) -> SafeString:
    name = ending.upper()
    return format_html('<a href="{}" aria-label="下载 {} {}">{}</a>', address(ending, entry.slug), document, name, name)


class ProjectTable(ListTable):
    """Projects: whose, in which years, the amounts of the last of them."""

    name = tables.Column("项目")
    department = tables.Column("部门")
    last = tables.Column("年度")
    initial = tables.Column("年初预算（万元）", attrs=NUMBERS)
    actual = tables.Column("全年执行（万元）", attrs=NUMBERS)

    label = "项目列表"
    order_name = sorted_by("name", then=("pk",))
    order_department = sorted_by("department__region", "department__code", then=("name", "pk"))
    order_last = sorted_by("last", then=("department_id", "name", "pk"))
    order_initial = sorted_by("initial", then=("pk",))
    order_actual = sorted_by("actual", then=("pk",))

    class Meta:
        template_name = "site/list.html"
        attrs = {"class": "list"}
        empty_text = "没有符合条件的项目。"
        order_by = ("-last",)

    def cell_name(self, project: CatalogueProject) -> SafeString:
        link = address("project", f"{who_of(project)}-{project.key}")
        return format_html('<td><a href="{}">{}</a></td>', link, project.name)

    def cell_department(self, project: CatalogueProject) -> SafeString:
        link = address("department", who_of(project))
        return format_html('<td><a href="{}">{}</a></td>', link, project.department.name)

    def cell_last(self, project: CatalogueProject) -> SafeString:
        years = project.last if project.first == project.last else f"{project.first}–{project.last}"
        return format_html("<td>{}</td>", years)

    def cell_initial(self, project: CatalogueProject) -> SafeString:
        return cell(Found(project.initial, project.initial_slug, project.initial_fragment))

    def cell_actual(self, project: CatalogueProject) -> SafeString:
        return cell(Found(project.actual, project.actual_slug, project.actual_fragment))
