"""Every kind of public page by one list of addresses, and what is published so that all of them have something to show.

As ``ROOT_URLCONF`` this module has addresses for the pages of errors too.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.csrf import csrf_failure

from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Budget, Disclosure, Edition, Region
from budgets.urls import urlpatterns as addresses_of_the_site
from budgets.years import public_key
from tests.a_year import WHO, budget_of_the_year
from tests.builders import budget, earn, project, publish_unprinted, put_off, spend, taken_back

SAMPLE, FINAL, SHANGHAI = "410802-524-2024-budget", "410803-101-2023-final", "310107-wanli-2024-budget"
REGION, NEIGHBOURS = "410800", tuple(f"9{number:02}" for number in range(1, 23))
SMALL, CORRECTED, REPLACED, WITHDRAWN, SCHEDULED, LATE = (f"{REGION}-{code}-2024-budget" for code in NEIGHBOURS[:6])
UNIT = f"{REGION}-901001-2024-budget"
EMPTY, IDLE = "410900", "411000"


def project_code(code: str, year: int) -> str:
    """The code of the project of a small document, as long as they are in Henan."""
    return f"{REGION}2{year - 2000}{code:0>12}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what failures call it, its address, what can be read on it without scripts, its status.

    ``told`` is whether it says to machines what it is: those of errors and withdrawals do not. ``most`` is how often
    it may ask the database.
    """

    name: str
    address: str
    says: tuple[str, ...]
    status: int = 200
    told: bool = True
    most: int = 20

    @property
    def path(self) -> str:
        """The address without the query."""
        return self.address.partition("?")[0]


def query(**asked: Any) -> str:
    """A query; lists are repeated."""
    return "?" + urlencode(asked, doseq=True)


COMPARED = query(d=["410800-101", "410802-524"], year=2024, kind="budget", show=["amount", "share", "per_head"])
YEARS = query(d="310107-wanli", year=[2023, 2024], kind="budget", by="function", show=["amount", "change"])
PAGES = (
    Page("首页", "/", ("最新公开", "地区")),
    Page("公开文件", "/disclosures/", ("份文件", "筛选")),
    Page("公开文件，排序", "/disclosures/" + query(sort="-year"), ("份文件",)),
    Page("公开文件，第 2 页", "/disclosures/" + query(page=2), ("上一页",)),
    Page("公开文件，没有", "/disclosures/" + query(q="没有这个部门"), ("没有符合条件的公开文件",)),
    Page("公开文件，参数有误", "/disclosures/" + query(year="x", region="甲", sort="乙", page="丙"), ("份文件",)),
    Page("各地区", "/regions/", ("焦作市", "解放区")),
    Page("地区", f"/regions/{REGION}/", ("各部门公开情况", "撤下", "逾期", "所属单位")),
    Page("地区，第 2 页", f"/regions/{REGION}/" + query(page=2), ("上一页",)),
    Page("地区，没有", f"/regions/{REGION}/" + query(q="没有这个部门"), ("没有符合条件的部门",)),
    Page("地区，没有公开的文件", f"/regions/{IDLE}/", ("还没有公开的文件",)),
    Page("地区，没有部门", f"/regions/{EMPTY}/", ("本级还没有部门",)),
    Page("地区，有下级", "/regions/410000/", ("焦作市",)),
    Page("地区一年的数据", f"/regions/{REGION}/2024/data/", ("整个数据包", "有哪些列", "单位文件的明细")),
    Page("部门", f"/departments/{WHO}/", ("公开文件", "2023年从预算到决算", "应急移动通信费")),
    Page("部门，有单位的文件", f"/departments/{REGION}-901/", ("所属单位的公开文件", "第1单位")),
    Page("部门，都已撤下", f"/departments/{REGION}-904/", ("都已撤下",)),
    Page("部门的一年", f"/departments/{WHO}/2023/", ("按功能分类", "按项目")),
    Page("部门的一年，只有预算", f"/departments/{REGION}-901/2024/", ("没有公开部门决算",)),
    Page("项目", "/projects/", ("个项目", "查找")),
    Page("项目，第 2 页", "/projects/" + query(page=2), ("上一页",)),
    Page("项目，没有", "/projects/" + query(q="没有这个项目"), ("0 个项目",)),
    Page("项目，一个部门的", "/projects/" + query(department=WHO, q="应急"), ("应急移动通信费",)),
    Page("一个项目", f"/projects/{WHO}-{public_key('应急移动通信费')}/", ("各年金额和自评", "绩效指标")),
    Page("一个项目，只有预算", f"/projects/{REGION}-901-{project_code('901', 2024)}/", ("各年金额和自评", "未公开")),
    Page("名词解释", "/glossary/", ("功能分类",)),
    Page("搜索", "/search/", ("请输入要找的词",)),
    Page("搜索，很多", "/search/" + query(q="经费"), ("处", "看全部")),
    Page("搜索，一类的第 2 页", "/search/" + query(q="经费", kind="words", page=2), ("第 2 页",)),
    Page("搜索，主要数据", "/search/" + query(q="三公"), ("主要数据", "这些部门的“三公”经费")),
    Page("搜索，部门和年度缩小范围", "/search/" + query(q="万里街道 三公 2023"), ("主要数据", "比较和下载")),
    Page("搜索，不空格", "/search/" + query(q="万里街道三公经费2023"), ("按“万里街道 三公经费 2023”找到",), most=40),
    Page("搜索，表号", "/search/" + query(q="公开06表"), ("公开06表",)),
    Page("搜索，没有", "/search/" + query(q="没有这样的字样"), ("没有找到",)),
    Page("搜索，缩小了范围，没有", "/search/" + query(q="没有这样的字样", region=REGION, year=2024), ("在全部类别",)),
    Page("搜索，没有可以搜的字", "/search/" + query(q="“”<>&"), ("没有可以搜索的字",)),
    Page("搜索，太长", "/search/" + query(q="甲 " * 120), ("太长",)),
    Page("比较，还没有选", "/compare/", ("部门、单位",)),
    Page("比较，没有找到", "/compare/" + query(q="没有这个部门"), ("没有找到",)),
    Page("比较，两个部门", "/compare/" + COMPARED, ("中国共产党焦作市委员会办公室", "带走")),
    Page("比较，两年", "/compare/" + YEARS, ("2023", "2024", "带走")),
    Page("比较，参数有误", "/compare/" + query(d=["410800-101", "甲"], by="乙", year=1999), ("没有采用",)),
    Page("比较，嵌入", "/compare/" + COMPARED + "&embed=1", ("数据来源",)),
    Page("比较，嵌入，没有选", "/compare/" + query(embed=1), ("没有选部门",)),
    Page("预算", f"/d/{SAMPLE}/", ("要点", "目录", "下载 PDF")),
    Page("决算", f"/d/{FINAL}/", ("要点", "目录", "预算和决算")),
    Page("预算，以元计", f"/d/{SHANGHAI}/", ("要点", "目录")),
    Page("单位预算", f"/d/{UNIT}/", ("第1单位",)),
    Page("更正后的一版", f"/d/{CORRECTED}/", ("更正理由", "各版")),
    Page("更正前的一版", f"/d/{CORRECTED}/e1/", ("已有更新的版本",)),
    Page("改了什么", f"/d/{CORRECTED}/e2/changes/", ("更正理由", "110,000.00 元")),
    Page("改了什么，第 1 版", f"/d/{CORRECTED}/e1/changes/", ("第一版",)),
    Page("只撤下旧版", f"/d/{REPLACED}/e1/", ("现在公开的是",), told=False),
    Page("前一版已撤下", f"/d/{REPLACED}/e2/changes/", ("不再比较",)),
    Page("已撤下", f"/d/{WITHDRAWN}/", ("撤下", "含有不宜公开的内容"), told=False),
    Page("核对", f"/d/{FINAL}/checks/", ("全部核对",)),
    Page("核对，更正前的一版", f"/d/{CORRECTED}/e1/checks/", ("已有更新的版本",)),
    Page("表", f"/d/{SAMPLE}/tables/B03/", ("明细行", "其他表")),
    Page("表，排序", f"/d/{SAMPLE}/tables/B03/" + query(**{"sort": "-total"}), ("明细行",)),
    Page("表，两栏", f"/d/{FINAL}/tables/F01/", ("明细行",)),
    Page("表，更正前的一版", f"/d/{CORRECTED}/e1/tables/B03/", ("已有更新的版本",)),
    Page("没有的表", f"/d/{SAMPLE}/tables/B99/", ("它有下面这些",), status=404, told=False),
    Page("开放数据", "/data/", ("下载",)),
    Page("订阅", "/feeds/", ("全部更新",)),
    Page("还没有到公开的日子", f"/d/{SCHEDULED}/", ("没有这一页",), status=404, told=False),
    Page("没有的网页", "/nowhere/", ("没有这一页",), status=404, told=False),
    Page("不许看", "/refused/", ("不能",), status=403, told=False),
    Page("表单过期", "/expired/", ("表单",), status=403, told=False),
    Page("出错", "/broken/", ("出错",), status=500, told=False),
)
EMBEDDED = tuple(page for page in PAGES if "embed=1" in page.address)
# Public addresses that lead to files, by name.
FILES = {
    *("compare_csv", "compare_json", "json", "pdf", "xlsx", "edition_json", "edition_pdf", "edition_xlsx"),
    *(f"{way}table_{ending}" for way in ("", "edition_") for ending in ("csv", "xlsx", "json")),
    *("region_year_csv", "region_year_units", "region_year_zip", "region_year_json"),
    *("feed_all", "feed_region", "feed_department", "sitemap", "sitemap_part", "robots"),
}


# What the pages show


def publish_all() -> None:
    """Publish the samples and, in their region, small documents in all that can become of one."""
    load_classification()
    publish_unprinted(budget_of_the_year())
    for data in samples():
        publish_unprinted(load_sample(data))
    made = {code: small(code) for code in NEIGHBOURS}
    for code in NEIGHBOURS[:5]:
        publish_unprinted(made[code])
    _withdrawn_and_corrected(*(made[code] for code in NEIGHBOURS[1:4]))
    put_off(Edition.objects.get(slug=SCHEDULED), timezone.now() + timedelta(days=9))
    made[NEIGHBOURS[5]].approved_on = date(2024, 1, 10)
    made[NEIGHBOURS[5]].save()
    with patch("budgets.checks.report.checks", tuple):  # these only make lists long
        for code in NEIGHBOURS[6:14]:
            publish_unprinted(made[code])
    first = made[NEIGHBOURS[0]].department.units.get()
    publish_unprinted(filled(Budget.objects.create(department=first.department, unit=first, year=2024, layout=LAYOUT)))
    Region.objects.create(code=EMPTY, name="濮阳市")
    Region.objects.create(code=IDLE, name="许昌市").departments.create(code="101", name="许昌市某局")


LAYOUT = "henan-jiaozuo-budget"


def small(code: str, year: int = 2024) -> Budget:
    """A budget of a department with one line of each kind and a project."""
    made = budget(code, year=year, units=1)
    name = f"焦作市第{code}局"
    type(made.department).objects.filter(pk=made.department_id).update(name=name, short_name="")
    made.department.refresh_from_db()
    filled(made)
    unit = made.department.units.get()
    planned = project(made, project_code(code, year), f"{code}办公用房维修经费", unit)
    spend(made, "item", "30000.00", nature="project.target", project=planned, unit=unit)
    return made


def filled(made: Budget) -> Budget:
    """The budget with an amount of income and as much expenditure."""
    earn(made, "100000.00")
    spend(made, "function", "70000.00", function="2013101")
    spend(made, "function", "30000.00", function="2013102", nature="project.target")
    spend(made, "economic", "70000.00", economic="30101", government="50101")
    return made


def corrected(made: Disclosure, reason: str = "支出漏报一万元") -> Edition:
    """The next edition, with other amounts."""
    made.expenditure_lines.filter(function="2013101").update(amount="80000.00")
    made.income_lines.update(amount="110000.00")
    return publish_unprinted(made, reason)


def _withdrawn_and_corrected(one: Disclosure, other: Disclosure, gone: Disclosure) -> None:
    corrected(one)
    taken_back(Edition.objects.get(slug=other.slug), timezone.now())
    corrected(other)
    taken_back(Edition.objects.get(slug=gone.slug), timezone.now())


# Pages of errors


def refused(request: HttpRequest) -> HttpResponse:
    """403."""
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    raise RuntimeError


urlpatterns = [
    path("refused/", refused),
    path("expired/", csrf_failure),
    path("broken/", broken),
    *addresses_of_the_site,
]
