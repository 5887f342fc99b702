"""The addresses of the API, with what OpenAPI says of them."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path, reverse
from ninja import NinjaAPI, Path, Query

from budgets.api import asked, disclosures, places, rows, shapes
from budgets.api.document import Document
from budgets.api.errors import GONE, NOT_FOUND, NOWHERE, REFUSED, tell, told
from budgets.api.open import OK, open_to_all, opened

ROOT = "api-root"  # by this name the description knows where the API begins
TITLE, VERSION = "部门预算公开：开放数据接口", "1"
DESCRIPTION = (
    "所有已公开的部门预算、决算，供程序读取。只读，不需要登录，任何网页都可以直接调用。\n\n"
    "金额一律以元计，是十进制文字（“27335400.00”），请用十进制数读取，不要用浮点数。null 是没有公开，不是零。\n\n"
    "没有的地区、部门答复 404，参数不合要求答复 422；有这个部门而没有公开的文件，列表是空的。\n\n"
    "列表按键排序、分页：把 cursor 原样传回，或直接打开 next，就是下一页。公开新文件时，已读过的各页不受影响。\n\n"
    "更正另出新版，列表和数据只取现行版；撤下的文件答复 410 和理由。"
)
REFUSES: dict[int, Any] = {REFUSED: shapes.Refused}
ABSENT: dict[int, Any] = {NOT_FOUND: shapes.Error, **REFUSES}  # there is no such document, region or department
TAGS = {"documents": "文件", "data": "数据", "places": "地区和部门"}

api = NinjaAPI(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"tags": [{"name": name} for name in TAGS.values()]},
)
tell(api)

Slug = Annotated[
    str,
    Path(
        ...,
        pattern=asked.SLUG,
        description="公开地址：地区代码-部门或单位代码-年度-种类。",
        example="410800-101-2024-budget",
    ),
]


@api.get(
    "/disclosures/",
    response={200: shapes.Disclosures, **ABSENT},
    by_alias=True,
    operation_id="disclosures",
    url_name="disclosures",
    tags=[TAGS["documents"]],
    summary="已公开的文件",
    description="现行版的清单，按公开地址排序。可以按地区、部门、年度、种类筛选，按名称查找。",
)
@asked.nothing_but(asked.Listing)
def list_disclosures(request: HttpRequest, query: Query[asked.Listing]) -> Any:
    """A page of documents."""
    return disclosures.listed(request, query)


@api.get(
    "/disclosures/{slug:slug}/",
    response={200: Document, GONE: shapes.Gone, **ABSENT},
    operation_id="disclosure",
    url_name="disclosure",
    tags=[TAGS["documents"]],
    summary="一份文件",
    description="文件的全部内容：各节文字和各表，与公开时冻结的一字不差。不写 edition 是现行版。",
)
@asked.nothing_but(asked.OfEdition)
def one_disclosure(request: HttpRequest, slug: Slug, query: Query[asked.OfEdition]) -> HttpResponse:
    """A document."""
    return disclosures.document(request, slug, query.edition)


@api.get(
    "/disclosures/{slug:slug}/editions/",
    response={200: shapes.Editions, **ABSENT},
    operation_id="editions",
    url_name="editions",
    tags=[TAGS["documents"]],
    summary="一份文件的各版",
    description="公开过的各版，新的在前，连同更正、撤下的理由。",
)
@asked.nothing_but()
def list_editions(request: HttpRequest, slug: Slug) -> Any:
    """The editions of a document."""
    return disclosures.editions(request, slug)


@api.get(
    "/lines/",
    response={200: shapes.Lines, **ABSENT},
    operation_id="lines",
    url_name="lines",
    tags=[TAGS["data"]],
    summary="明细",
    description=(
        "各文件的末级明细，没有合计和小计，所以可以直接相加：同一文件、同一口径、同一方向的各条之和，就是文件的总计。"
        "一次只给一个口径，因为不同口径说的是同一笔钱。每页是若干份完整的文件。"
    ),
)
@asked.nothing_but(asked.OfLines)
def list_lines(request: HttpRequest, query: Query[asked.OfLines]) -> Any:
    """Leaf lines of one cut."""
    return rows.lines(request, query)


@api.get(
    "/measures/",
    response={200: shapes.Measures, **ABSENT},
    operation_id="measures",
    url_name="measures",
    tags=[TAGS["data"]],
    summary="主要数据",
    description="各种版式共有的数据，如收支总计、“三公”经费、机关运行经费，可以跨部门、跨年度比较。每页是若干份完整的文件。",
)
@asked.nothing_but(asked.OfMeasures)
def list_measures(request: HttpRequest, query: Query[asked.OfMeasures]) -> Any:
    """Named figures."""
    return rows.measures(request, query)


@api.get(
    "/regions/",
    response={200: shapes.Regions, **REFUSES},
    operation_id="regions",
    url_name="regions",
    tags=[TAGS["places"]],
    summary="地区",
    description="按代码排序。",
)
@asked.nothing_but(asked.OfRegions)
def list_regions(request: HttpRequest, query: Query[asked.OfRegions]) -> Any:
    """Regions."""
    return places.regions(request, query)


@api.get(
    "/departments/",
    response={200: shapes.Departments, **ABSENT},
    operation_id="departments",
    url_name="departments",
    tags=[TAGS["places"]],
    summary="部门",
    description="公开过文件的部门和它的预算单位，按地区和代码排序。",
)
@asked.nothing_but(asked.OfDepartments)
def list_departments(request: HttpRequest, query: Query[asked.OfDepartments]) -> Any:
    """Departments."""
    return places.departments(request, query)


@opened
def begin(request: HttpRequest) -> HttpResponse:
    """Where everything is, for who opens the address of the API itself."""
    names = ("openapi-json", "disclosures", "lines", "measures", "regions", "departments")
    found = {name.removesuffix("-json"): request.build_absolute_uri(reverse(f"api:{name}")) for name in names}
    return api.create_response(request, found, status=OK)


@opened
def nowhere(request: HttpRequest) -> HttpResponse:
    """404 as the API tells it."""
    return told(NOT_FOUND, NOWHERE)


_patterns, app_name, _namespace = api.urls
_described = [pattern for pattern in _patterns if pattern.name != ROOT]
urlpatterns = [path("", begin, name=ROOT), *open_to_all(_described), re_path("", nowhere, name="nowhere")]
