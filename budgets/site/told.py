"""What pages say of themselves to machines, declared by the name of their address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from budgets.models import Department, Region
from budgets.site.meta import Alternate, Meta, department_feed, page, region_feed


@dataclass(frozen=True, slots=True)
class Told:
    """Title, description and canonical address (its own, if empty), to be filled from the context of the template."""

    title: str
    description: str
    address: str = ""


TOLD = {
    "index": Told(
        "部门预算公开",
        "各地区、各部门、各单位公开的部门预算和部门决算：查找、阅读、比较、下载，说明里的数字都连着它在表中的位置。",
    ),
    "disclosures": Told(
        "公开文件", "已经公开的部门预算和部门决算，按部门、地区、年度和种类筛选，可以下载 PDF、XLSX、JSON。"
    ),
    "regions": Told("地区", "已经公开部门预算、部门决算的地区，按行政层级排列。"),
    "region": Told(
        "{region.name}的部门预算、决算",
        "{region.name}各部门每一年公开了哪些预算和决算，哪些还没有公开、迟了或撤下了。",
    ),
    "department": Told(
        "{department.name}的预算、决算",
        "{department.name}（{department.region.name}）公开的部门预算、部门决算，各年对照，所属单位和项目。",
    ),
    "year": Told(
        "{department.name}{words}",
        "{department.name}{year}年的年初预算、全年预算和决算，按功能分类、经济分类和项目对照，金额连着它在文件里的位置。",
    ),
    "projects": Told("项目", "现行公开文件里的项目：金额、绩效目标和自评，按部门、年度查找。"),
    "project": Told(
        "{name} · {department.name}", "{department.name}的项目“{name}”：各年的预算、执行、绩效指标和自评得分。"
    ),
    "data": Told("开放数据", "怎样取走公开的预算和决算：每张表、每份文件、每个地区一年的明细，以及供程序读取的接口。"),
    "glossary": Told("名词解释", "部门预算和部门决算里的名词，用平常的话解释。"),
    "compare": Told(
        "比较", "把几个部门、几个年度的同一项预算或决算放在一起比较：金额、比重、增减和公开的理由。", "{address}"
    ),
    "checks": Told(
        "核对 · {disclosure}", "{disclosure}公开时核对的结果：{summary.words}。", "/d/{edition.slug}/checks/"
    ),
    "changes": Told(
        "第 {edition.number} 版改了什么 · {disclosure}",
        "{disclosure}第 {edition.number} 版与前一版逐格、逐段的差别。{edition.reason}",
    ),
    "search": Told("搜索", "在公开的部门预算、决算里搜索部门、单位、项目、科目、绩效指标和说明文字。"),
}
TOLD["edition_checks"] = TOLD["checks"]


def told(request: HttpRequest, context: Mapping[str, Any]) -> Meta | None:
    """What is declared of a page; nothing where it is not, or where the page shows something else than it is for."""
    match = request.resolver_match
    declared = TOLD.get(match.url_name or "") if match and match.namespace == "site" else None
    if declared is None:
        return None
    try:
        title, description, address = (
            words.format_map(context) for words in (declared.title, declared.description, declared.address)
        )
    except (KeyError, AttributeError):
        return None
    return page(request, title, description, address or _own(request), _feeds(request, context))


def _own(request: HttpRequest) -> str:
    """The address without the query, but for the page of a list."""
    number = request.GET.get("page", "")
    return f"{request.path}?page={number}" if number.isdigit() and number not in ("0", "1") else request.path


def _feeds(request: HttpRequest, context: Mapping[str, Any]) -> Iterator[Alternate]:
    department, region = context.get("department"), context.get("region")
    if isinstance(department, Department):
        yield department_feed(request, department)
        region = department.region
    if isinstance(region, Region):
        yield region_feed(request, region)
