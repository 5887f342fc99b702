"""The pages of a department, of its year, of its projects: all of it read from live editions, linked to their cells."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.document import anchor, cell_address
from budgets.editions import document_of
from budgets.models import Budget, Department, Edition, Project, Unit
from tests.a_year import BUDGET, FINAL, WHO, budget_of_the_year, sample
from tests.builders import freeze, spend

pytestmark = pytest.mark.django_db
DEPARTMENT = f"/departments/{WHO}/"
YEAR = f"{DEPARTMENT}2023/"
LINK = re.compile(r'href="(/d/[^"#]+/)#([^"]+)"><data value="([^"]+)">')


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def row(page: str, words: str) -> list[str]:
    """The cells of the first row that has ``words``, as text."""
    found = next(each for each in re.findall(r"<tr.*?</tr>", page, re.S) if words in each)
    cells = re.findall(r"<t[dh].*?</t[dh]>", found, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in cells]


@pytest.fixture
def final() -> Edition:
    return freeze(sample(FINAL))


@pytest.fixture
def pair() -> tuple[Edition, Edition]:
    """The budget, then the final account, which takes 年初预算 from it."""
    budget = freeze(budget_of_the_year())
    return budget, freeze(sample(FINAL))


def test_a_department_lists_its_documents_and_projects(client: Client, pair: object) -> None:
    page = text(client, DEPARTMENT)
    for address in (YEAR, f"/d/{BUDGET}/", f"/d/{FINAL}/"):
        assert f'href="{address}"' in page
    assert "23 个项目" in page and "应急移动通信费" in page


def test_a_department_lists_the_documents_of_its_units(client: Client, final: Edition) -> None:
    unit = Unit.objects.get(department=final.disclosure.department)
    made = Budget.objects.create(department=unit.department, unit=unit, year=2022, layout="henan-jiaozuo-budget")
    freeze(made)
    page = text(client, DEPARTMENT)
    assert f'href="/d/410803-{unit.code}-2022-budget/"' in page and f"{DEPARTMENT}2022/" not in page
    assert client.get(f"{DEPARTMENT}2022/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/departments/410803-999/", "/departments/none/", f"{DEPARTMENT}2020/", f"/projects/{WHO}-nothing/"]
)
def test_what_is_not_published_has_no_page(client: Client, final: Edition, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_is_not_public(client: Client) -> None:
    sample(FINAL)
    assert client.get(DEPARTMENT).status_code == client.get(YEAR).status_code == 404
    assert "0 个项目" in text(client, "/projects/")


def test_the_year_sets_both_documents_side_by_side(client: Client, pair: object) -> None:
    page = text(client, YEAR)
    assert row(page, ">2013101<") == ["2013101 行政运行", "500.00", "487.66", "-12.34", "97.53%"]
    assert row(page, ">2012604<") == ["2012604 档案馆", "未公开", "6.90", "—", "—"]
    assert row(page, ">30101<") == ["30101 基本工资", "140.00", "139.56", "-0.44", "99.69%"]
    assert row(page, "应急移动通信费") == ["应急移动通信费", "0.60", "0.50", "0.38", "-0.22", "63.33%"]


def test_what_was_not_spent_is_zero_as_the_narrative_says(client: Client, pair: object) -> None:
    page = text(client, YEAR)
    assert row(page, ">2010308<") == ["2010308 信访事务", "12.00", "0.00", "-12.00", "0.00%"]
    assert f'<a class="figure" href="/d/{FINAL}/#s-general_items"><data value="0.00">' in page


def test_a_column_without_anything_is_left_out(client: Client, pair: object) -> None:
    parts = text(client, YEAR).split('<section class="table">')[1:]
    heads = [re.findall(r'<th scope="col"[^>]*>([^<]+)', part) for part in parts]
    assert heads[:2] == [["科目", "年初预算", "决算", "差额", "完成率"]] * 2
    assert heads[2] == ["项目", "年初预算", "全年预算", "全年执行", "差额", "完成率"]


@pytest.mark.parametrize(("slug", "missing"), [("410800-101-2024-budget", "部门决算"), (FINAL, "部门预算")])
def test_that_only_one_document_is_public_is_said_once(client: Client, slug: str, missing: str) -> None:
    freeze(sample(slug))
    year = "/departments/" + "-".join(slug.split("-")[:2]) + f"/{slug.split('-')[2]}/"
    page = text(client, year)
    assert page.count(f"没有公开{missing}") == 1 and f"{missing}没有公开" not in page
    said = "预算（决算未公开）" if missing == "部门决算" else "决算（预算未公开）"
    assert f"年{said}</h1>" in page
    for address in (year.rpartition("/")[0].rpartition("/")[0] + "/", f"/d/{slug}/"):
        assert f'<a href="{year}">{slug.split("-")[2]}年{said}</a>' in text(client, address)
    assert ("完成率" in page) == (slug == FINAL)


def test_totals_that_the_narrative_tells(client: Client) -> None:
    freeze(sample("310107-social-work-2024-final"))
    page = text(client, "/departments/310107-social-work/2024/")
    assert row(page, "合计")[1:4] == ["0.00", "321.02", "307.82"]
    assert row(page, ">2013901<")[1:4] == ["未公开", "52.00", "51.32"]


def test_against_what_a_rate_is_measured_is_said(client: Client, pair: object) -> None:
    page = text(client, YEAR)
    assert row(page, "2023年短信平台费")[4:] == ["-4.81 对全年预算", "19.83% 对全年预算"]
    assert row(page, "区委巡察工作经费")[4:] == ["—", "—"]


def test_the_year_names_the_editions_that_it_read(client: Client, pair: object) -> None:
    page = text(client, YEAR)
    assert f'href="/d/{BUDGET}/e1/"' in page and f'href="/d/{FINAL}/e1/"' in page


def test_every_amount_leads_to_the_cell_that_it_is_from(client: Client, pair: object) -> None:
    links = set(LINK.findall(text(client, YEAR)))
    pages = {path: text(client, path) for path, _, _ in links}
    assert len(links) > 80 and set(pages) == {f"/d/{BUDGET}/", f"/d/{FINAL}/"}
    for path, fragment, _ in links:
        assert f'id="{fragment}"' in pages[path]


@pytest.mark.parametrize(
    ("slug", "summed"),
    [
        ("410800-101-2024-budget", True),
        ("410802-524-2024-budget", True),
        ("410704-101-2024-budget", True),
        (FINAL, False),
    ],
)
def test_every_amount_is_that_of_the_cell_or_of_several_rows_of_the_table(
    client: Client, slug: str, summed: bool
) -> None:
    document = document_of(freeze(sample(slug)))
    whole = {table.code for table in document.tables()}
    cells = {
        anchor(cell_address(table.code, row.key, column)): content
        for table in document.tables()
        for _, row in table.rows()
        for column, content in row.cells.items()
    }
    who, year = slug.rsplit("-", 2)[0], document.year
    page, printed = text(client, f"/departments/{who}/{year}/"), text(client, f"/d/{slug}/")
    leading = LINK.findall(page)
    assert leading and all(f'id="{fragment}"' in printed for _, fragment, _ in leading)
    for _, fragment, yuan in leading:
        if fragment in cells:
            assert cells[fragment].yuan == Decimal(yuan), fragment
        else:
            assert fragment in whole or fragment.startswith("s-"), fragment
    assert any(fragment in whole for _, fragment, _ in leading) == summed == ("链接指向整张表" in page)


def test_without_a_budget_the_final_account_speaks_for_it(client: Client, final: Edition) -> None:
    page = text(client, YEAR)
    assert "这一年没有公开部门预算" in page
    assert row(page, ">2013101<")[1:] == ["487.66", "487.66", "0.00", "100.00%"]
    assert f"/d/{FINAL}/#s-general_items" in page and "年初预算取自决算的情况说明" in page


def row_of_facts(page: str, term: str) -> str:
    return page.partition(f"<dt>{term}</dt>")[2].partition("</div>")[0]


def test_a_correction_is_what_the_pages_read(client: Client, pair: tuple[Edition, Edition]) -> None:
    budget = pair[0].disclosure
    assert row(text(client, YEAR), ">2013101<")[1] == "500.00"
    budget.expenditure_lines.filter(function="2013101").update(amount="4000000.00")
    assert row(text(client, YEAR), ">2013101<")[1] == "500.00"
    freeze(budget, 2)
    page = text(client, YEAR)
    assert row(page, ">2013101<")[1] == "400.00" and f'href="/d/{BUDGET}/e2/"' in page


def test_codes_of_departments_may_be_words(client: Client) -> None:
    freeze(sample("310107-wanli-2023-budget"))
    page = text(client, "/departments/310107-wanli/2023/")
    assert row(page, ">2120501<")[1] == "563.38" and row(page, ">30107<")[1] == "1,030.27"
    assert row(page, "就业援助基地补贴")[1] == "635.10"


def test_a_project_over_its_years(client: Client, pair: object) -> None:
    (address,) = set(re.findall(r'href="(/projects/[^"]+)">应急移动通信费', text(client, YEAR)))
    page = text(client, address)
    assert row(page, '<th scope="row">2023年')[1:] == ["0.60", "0.50", "0.38", "-0.22", "63.33%", "93.6", "优"]
    assert row(page, "机器故障发生次数")[:7] == ["机器故障发生次数", "产出", "≤1次", "≤0次", "0次", "20", "20"]
    assert "支付应急移动通信费。" in page and "中国共产党焦作市中站区委员会办公室" in page
    for title in ("项目支出预算表", "绩效目标表", "自评汇总表", "项目单位自评表"):
        assert title in page
    for path, fragment in re.findall(r'href="(/d/[^"#]+/)#([^"]+)"', page):
        assert f'id="{fragment}"' in text(client, path)


def test_a_project_is_shown_as_editions_have_it(client: Client, final: Edition) -> None:
    Project.objects.filter(name="值班补助").update(name="改了的名称")
    page = text(client, "/projects/?q=值班补助")
    assert "1 个项目" in page and "0 个项目" in text(client, "/projects/?q=改了的名称")


def test_a_name_that_got_a_code_leads_to_its_page(client: Client, final: Edition) -> None:
    (address,) = re.findall(r'href="(/projects/[^"]+)">值班补助', text(client, "/projects/?q=值班补助"))
    budget = Budget.objects.create(department=final.disclosure.department, year=2024, layout="henan-jiaozuo-budget")
    unit = Unit.objects.get(department=budget.department)
    code = "410803240000000000001"
    coded = Project.objects.create(department=budget.department, unit=unit, code=code, name="值班补助")
    spend(budget, "item", "60000.00", nature="project.target", project=coded, unit=unit)
    spend(budget, "function", "60000.00", nature="project.target", function="2013101")
    freeze(budget)
    response = client.get(address)
    assert response.status_code == 302 and response["Location"] == f"/projects/{WHO}-{code}/"
    page = text(client, response["Location"])
    assert row(page, '<th scope="row">2024年')[1] == "6.00" and row(page, '<th scope="row">2023年')[3] == "0.74"


def test_projects_are_searched_and_paged(client: Client, final: Edition) -> None:
    page = text(client, "/projects/")
    assert "22 个项目" in page and f'href="{DEPARTMENT}"' in page
    assert "1 个项目" in text(client, "/projects/?q=中站 值班补助")
    assert "没有符合条件的项目" in text(client, "/projects/?q=没有")
    for query, name in (("-actual", "2023年其他人员经费"), ("-initial", "2023年人员岗位津贴和补助")):
        found = text(client, f"/projects/?sort={query}").partition("<tbody")[2]
        assert name in found.partition("</tr>")[0], query
    for query in ("sort=nonsense", "page=99", "per_page=9999", "sort=initial"):
        assert client.get(f"/projects/?{query}").status_code == 200


@pytest.mark.parametrize("path", [DEPARTMENT, YEAR, "/projects/", f"/d/{FINAL}/"])
def test_more_documents_take_no_more_queries(client: Client, final: Edition, path: str) -> None:
    client.get(path)
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    freeze(budget_of_the_year())
    freeze(sample("410800-101-2024-budget"))
    client.get(path)
    with CaptureQueriesContext(connection) as after:
        client.get(path)
    assert len(before) == len(after) <= 10


def test_a_project_is_listed_once_for_all_documents_that_name_it(client: Client, final: Edition) -> None:
    assert "22 个项目" in text(client, "/projects/")
    Department.objects.update(name="改名的部门")
    assert "改名的部门" in text(client, "/projects/")
    freeze(budget_of_the_year())
    assert "23 个项目" in text(client, "/projects/")


def test_a_reader_who_has_a_page_is_told_so(client: Client, final: Edition) -> None:
    (project,) = re.findall(r'href="(/projects/[^"]+)">值班补助', text(client, "/projects/?q=值班补助"))
    pages = [DEPARTMENT, YEAR, "/projects/", project]
    tags = {path: client.get(path)["ETag"] for path in pages}
    for path, tag in tags.items():
        again = client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    freeze(final.disclosure, 2)
    for path in (DEPARTMENT, YEAR, project):  # the list of projects is the same
        assert client.get(path, headers={"if-none-match": tags[path]}).status_code == 200, path


@pytest.mark.parametrize("path", [DEPARTMENT, YEAR, "/projects/"])
def test_a_new_name_makes_a_page_new(client: Client, final: Edition, path: str) -> None:
    tag = client.get(path)["ETag"]
    Department.objects.update(name="改名的部门")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_indicators_stand_kind_by_kind(client: Client) -> None:
    freeze(sample("410800-101-2024-budget"))
    page = text(client, "/projects/410800-101-410800220000000062147/")
    table = page.partition('aria-labelledby="i2024">')[2].partition("</table>")[0]
    kinds = re.findall(r"</th><td>(成本|产出|效益|满意度)</td>", table)
    assert len(set(kinds)) > 2 and kinds == sorted(kinds, key=["成本", "产出", "效益", "满意度"].index)


def test_an_uncoded_project_gets_no_code(client: Client) -> None:
    budget = budget_of_the_year()
    for name in ("OA24", "2024 OA/IT", "重点工作"):
        project = Project.objects.create(
            department=budget.department, unit=Unit.objects.get(department=budget.department), name=name
        )
        spend(budget, "item", "10000.00", nature="project.target", project=project, unit=project.unit)
    freeze(budget)
    found = dict(re.findall(r'href="(/projects/[^"]+)">([^<]+)</a>', text(client, "/projects/")))
    for path, name in found.items():
        assert "<dd><span" in row_of_facts(text(client, path), "项目编码"), name
    assert {"OA24", "2024 OA/IT", "重点工作"} <= set(found.values())


def test_a_disclosure_leads_to_its_department_year_and_sources(client: Client, pair: object) -> None:
    page = text(client, f"/d/{FINAL}/")
    assert f'href="{DEPARTMENT}"' in page and f'href="{YEAR}"' in page
    assert f'href="/d/{BUDGET}/e1/">2023年部门预算第 1 版' in row_of_facts(page, "年初预算")
    assert "<dt>年初预算</dt>" not in text(client, f"/d/{BUDGET}/")


def test_last_years_amounts_name_the_edition_they_are_from(client: Client) -> None:
    freeze(sample("310107-wanli-2023-budget"))
    freeze(sample("310107-wanli-2024-budget"))
    page = text(client, "/d/310107-wanli-2024-budget/")
    assert 'href="/d/310107-wanli-2023-budget/e1/">2023年部门预算第 1 版' in row_of_facts(page, "上年数")
