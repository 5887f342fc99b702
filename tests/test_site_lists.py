"""The lists of what is public: home, documents, regions with what is missing, departments, projects."""

import random
import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.catalogue import renew_projects
from budgets.editions import document_of
from budgets.models import (
    Budget,
    CatalogueEntry,
    CatalogueProject,
    Department,
    Disclosure,
    Edition,
    Project,
    ProjectPlan,
    Region,
    Unit,
)
from budgets.site.tables import PER_PAGE
from budgets.years import identified, mentions, name_of, public_key, stage_of
from tests.builders import budget, department, final, freeze, put_off, spend, taken_back

pytestmark = pytest.mark.django_db
REGION = "/regions/410800/"
WHO = "410800-101"
SLUG = f"{WHO}-2024-budget"


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def row(page: str, words: str) -> list[str]:
    """The cells of the first row that has ``words``, as text."""
    found = next(each for each in re.findall(r"<tr>.*?</tr>", page, re.S) if words in each)
    return [plain(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", found, re.S)]


def set_days(disclosure: Disclosure, **days: date) -> None:
    Disclosure.objects.filter(pk=disclosure.pk).update(**days)


def day(number: int) -> datetime:
    return timezone.now() + timedelta(days=number)


def of_unit(disclosure: Disclosure) -> Budget:
    """The budget of the department's first unit."""
    unit = disclosure.department.units.first()
    return Budget.objects.create(
        department=disclosure.department, unit=unit, year=disclosure.year, layout=disclosure.layout
    )


# What a region says of its departments


def test_a_region_says_what_is_public_and_what_is_not_yet(client: Client) -> None:
    freeze(budget())
    assert row(text(client, REGION), "焦作市某局") == ["焦作市某局 101", "已公开", "未公开"]
    assert f'href="/d/{SLUG}/"' in text(client, REGION) and f'href="/departments/{WHO}/"' in text(client, REGION)


def test_a_correction_shows_in_a_region(client: Client) -> None:
    made = budget()
    freeze(made)
    freeze(made, 2, "更正")
    assert row(text(client, REGION), "焦作市某局")[1] == "已公开 更正，第 2 版"


@pytest.mark.parametrize("days", [{"due_on": date(2024, 1, 30)}, {"approved_on": date(2024, 1, 10)}])
def test_what_came_out_after_its_deadline_says_how_late(client: Client, days: dict[str, date]) -> None:
    made = budget()
    set_days(made, **days)
    freeze(made)  # on 1 February
    assert row(text(client, REGION), "焦作市某局")[1] == "已公开 迟 2 天公开"
    set_days(made, due_on=date(2024, 2, 1))
    assert row(text(client, REGION), "焦作市某局")[1] == "已公开"


def test_what_is_overdue_says_for_how_long(client: Client) -> None:
    freeze(budget())
    made = final()
    today = timezone.localdate()
    set_days(made, due_on=today - timedelta(days=3))
    assert row(text(client, REGION), "焦作市某局")[2] == "逾期 3 天 未公开"
    set_days(made, due_on=today)
    assert row(text(client, REGION), "焦作市某局")[2] == "未公开"


def test_a_year_of_which_all_is_overdue_is_shown_without_any_document(client: Client) -> None:
    set_days(budget(year=2022), approved_on=date(2022, 1, 10))
    page = text(client, REGION)
    assert "2022年" in page and row(page, "焦作市某局")[1].startswith("逾期") and f"/departments/{WHO}/" not in page


def test_what_is_withdrawn_leads_to_the_page_that_says_why(client: Client) -> None:
    edition = freeze(budget())
    taken_back(edition, day(-1))
    page = text(client, REGION)
    assert row(page, "焦作市某局")[1] == "已撤下" and f'href="/d/{SLUG}/"' in page
    freeze(edition.disclosure, 2, "删去不宜公开的内容")
    assert row(text(client, REGION), "焦作市某局")[1] == "已公开 更正，第 2 版"


def test_an_edition_that_is_to_come_is_not_told(client: Client) -> None:
    freeze(budget(year=2023))
    edition = freeze(budget())
    put_off(edition, day(1))
    for path in ("/", "/disclosures/", "/regions/", REGION, f"/departments/{WHO}/", "/projects/"):
        page = text(client, path)
        assert SLUG not in page and "2024年" not in page, path
    set_days(edition.disclosure, due_on=timezone.localdate() - timedelta(days=4))
    assert row(text(client, REGION), "焦作市某局")[1] == "逾期 4 天 未公开"


def test_what_was_withdrawn_before_its_day_was_never_there(client: Client) -> None:
    freeze(budget(year=2023))
    edition = put_off(freeze(budget()), day(-1))
    taken_back(edition, day(-2))
    for path in ("/", REGION, f"/departments/{WHO}/"):
        assert SLUG not in text(client, path), path


def test_what_was_withdrawn_before_its_day_has_no_page(client: Client) -> None:
    edition = put_off(freeze(budget()), day(-1))
    taken_back(edition, day(-2))
    for path in (
        f"/d/{SLUG}/",
        f"/d/{SLUG}/e1/",
        f"/api/v1/disclosures/{SLUG}/",
        f"/api/v1/disclosures/{SLUG}/editions/",
    ):
        assert client.get(path).status_code == 404, path


def test_an_overtaken_edition_has_no_page_and_is_in_no_list(client: Client) -> None:
    made = budget()
    freeze(made)
    overtaken = freeze(made, 2, "没有公开过的更正")
    freeze(made, 3, "改")
    put_off(overtaken, day(-1))
    assert client.get(f"/d/{SLUG}/e2/").status_code == client.get(f"/d/{SLUG}/e2/changes/").status_code == 404
    assert "没有公开过的更正" not in text(client, f"/d/{SLUG}/")
    assert "第 1 版" in text(client, f"/d/{SLUG}/e3/changes/")
    told = client.get(f"/api/v1/disclosures/{SLUG}/editions/").json()["items"]
    assert [each["edition"] for each in told] == [3, 1]


def test_an_edition_is_read_that_the_catalogue_does_not_have_yet(client: Client) -> None:
    freeze(budget())
    CatalogueEntry.objects.all().delete()
    assert client.get(f"/d/{SLUG}/").status_code == 200


def test_a_draft_is_told_nowhere(client: Client) -> None:
    freeze(budget(year=2023))
    made = budget()
    for state in ("draft", "submitted", "approved"):
        Disclosure.objects.filter(pk=made.pk).update(state=state)
        for path in ("/", "/disclosures/", "/regions/", REGION, f"/departments/{WHO}/"):
            page = text(client, path)
            assert SLUG not in page and "2024年" not in page and "编制中" not in page, path


def test_documents_of_units_stand_folded_under_their_department(client: Client) -> None:
    whole = budget()
    made = of_unit(whole)
    freeze(whole)
    freeze(made)
    cell = row(text(client, REGION), "焦作市某局")[1]
    assert cell == f"已公开 所属单位 1 份 {made.unit.name} 已公开"  # type: ignore[union-attr]
    page = text(client, f"/departments/{WHO}/")
    assert row(page.partition('id="units"')[2], "单位")[0] == "单位"
    assert row(page, ">第1单位<") == ["第1单位", "2024年", "已公开", "未公开"]


def test_a_unit_without_a_deadline_has_that_of_its_department(client: Client) -> None:
    whole = budget()
    freeze(whole)
    of_unit(whole)
    set_days(whole, due_on=timezone.localdate() - timedelta(days=5))
    assert row(text(client, f"/departments/{WHO}/"), ">第1单位<")[2] == "逾期 5 天 未公开"


def test_only_the_newest_years_stand_in_a_region_unless_others_are_asked_for(client: Client) -> None:
    for year in range(2018, 2025):
        freeze(budget(year=year))

    def years(query: str) -> list[str]:
        return re.findall(r'colspan="2">(\d+)年', text(client, f"{REGION}{query}"))

    assert years("") == ["2024", "2023", "2022"]
    assert years("?from=2019&to=2021") == ["2021", "2020", "2019"]
    assert years("?from=x&to=2021") == years("?from=&to=") == ["2024", "2023", "2022"]
    assert len(years("?from=0&to=9999")) == 6
    assert 'href="?from=2019&amp;to=2021"' in text(client, REGION)


@pytest.fixture
def many() -> list[Department]:
    """More departments of one region than stand on a page."""
    freeze(budget())
    region = Region.objects.get(code="410800")
    rows = [Department(region=region, code=f"{number}", name=f"第{900 - number}局") for number in range(200, 245)]
    return Department.objects.bulk_create(rows)


def test_a_region_is_paged_and_sorted_and_narrowed(client: Client, many: list[Department]) -> None:
    page = text(client, REGION)
    assert "46 个部门" in page and "第 1 页，共 4 页" in page and "第700局" in page and "第656局" not in page
    assert "第 4 页，共 4 页" in text(client, f"{REGION}?page=99") and "第656局" in text(client, f"{REGION}?page=99")
    assert "第656局" in text(client, f"{REGION}?sort=-code") and "第656局" in text(client, f"{REGION}?sort=name")
    assert "1 个部门" in text(client, f"{REGION}?q=第700") and "1 个部门" in text(client, f"{REGION}?q=第1单位")
    assert "没有符合条件的部门" in text(client, f"{REGION}?q=没有")
    for query in ("sort=nonsense", "page=-1", "page=x", "per_page=9999", "q=%00"):
        assert client.get(f"{REGION}?{query}").status_code == 200, query


def test_a_region_without_departments_says_so_without_a_form(client: Client, many: list[Department]) -> None:
    province = Region.objects.create(code="410000", name="河南省")
    Region.objects.filter(code="410800").update(parent=province)
    page = text(client, "/regions/410000/")
    assert "本级还没有部门。" in page and f'href="{REGION}"' in page
    assert 'class="filters"' not in page and "0 个部门" not in page and "没有符合条件" not in page
    asked = text(client, "/regions/410000/?q=没有")
    assert "没有符合条件的部门。" in asked and 'class="filters"' in asked and "本级还没有部门" not in asked


@pytest.mark.parametrize("path", ["/disclosures/", "/projects/", REGION])
def test_a_thousand_words_cost_as_much_as_eight(client: Client, path: str) -> None:
    freeze(budget())

    def asked(count: int) -> list[int]:
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            text(client, f"{path}?q={'+'.join(f'w{1000 + place}' for place in range(count))}")
        return [len(re.sub(r"[\d.]+", "0", query["sql"])) for query in found]  # times are not always as long

    assert asked(1000) == asked(8) != asked(7)


@pytest.mark.parametrize("path", ["/disclosures/", REGION])
def test_a_word_that_is_said_again_is_the_same_word(client: Client, path: str) -> None:
    freeze(budget())
    assert "没有符合条件" in text(client, f"{path}?q={'焦作+' * 9}别处")


def test_an_unknown_region_has_no_page(client: Client) -> None:
    assert client.get("/regions/999999/").status_code == 404


def test_regions_stand_below_those_that_they_belong_to(client: Client) -> None:
    freeze(budget())
    province = Region.objects.create(code="410000", name="河南省")
    Region.objects.filter(code="410800").update(parent=province)
    Region.objects.create(code="110000", name="北京市")
    page = text(client, "/regions/")
    assert re.search(r'河南省</a>\s*<ul>\s*<li><a href="/regions/410800/">焦作市</a> <small>1 份文件，2024年', page)
    assert "北京市" not in page
    assert 'href="/regions/410800/"' in text(client, "/regions/410000/")
    assert 'href="/regions/410000/"' in text(client, REGION)


# Home


def test_home_tells_what_is_new_and_why(client: Client) -> None:
    first = freeze(budget())
    freeze(first.disclosure, 2, "支出漏报一万元")
    gone = freeze(final())
    taken_back(gone, day(-1), "含有个人信息")
    page = text(client, "/")
    news = [plain(each) for each in re.findall(r"<li><time.*?</li>", page, re.S)]
    assert [("撤下" in each, "更正，第 2 版" in each, "首次公开" in each) for each in news] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, True),
    ]
    assert "理由：含有个人信息" in news[0] and "理由：支出漏报一万元" in news[1]
    assert 'action="/search/"' in page and "1 份文件，2024年" in page


def test_home_shows_the_newest_only(client: Client) -> None:
    for year in range(2010, 2023):
        freeze(budget(year=year))
    assert text(client, "/").count("首次公开") == 10


def test_home_of_an_empty_site(client: Client) -> None:
    assert "还没有公开的文件" in text(client, "/") and "0 份文件" in text(client, "/disclosures/")
    assert "还没有公开的文件" in text(client, "/regions/")


# The list of documents


def test_documents_are_narrowed_to_departments_or_units(client: Client) -> None:
    whole = budget()
    freeze(whole)
    unit = freeze(of_unit(whole))
    assert "2 份文件" in text(client, "/disclosures/")
    departments, units = (text(client, f"/disclosures/?whose={key}") for key in ("department", "unit"))
    assert "1 份文件" in departments and f"/d/{SLUG}/" in departments and unit.slug not in departments
    assert "1 份文件" in units and f"/d/{unit.slug}/" in units and f"/d/{SLUG}/" not in units


def test_documents_are_sorted_by_the_address(client: Client) -> None:
    for code, year in (("101", 2022), ("102", 2024), ("103", 2023)):
        freeze(budget(code, year=year))

    def order(query: str) -> list[str]:
        return re.findall(r'href="/d/410800-(\d+)-\d+-budget/"', text(client, f"/disclosures/{query}"))

    assert order("") == order("?sort=-year") == ["102", "103", "101"]
    assert order("?sort=year") == ["101", "103", "102"]
    assert order("?sort=name") == ["101", "102", "103"] == order("?sort=-name")[::-1]
    for column in ("region", "kind", "public_from", "number"):
        assert sorted(order(f"?sort={column}")) == sorted(order(f"?sort=-{column}")) == ["101", "102", "103"]


def test_every_document_stands_on_one_page(client: Client) -> None:
    edition = freeze(budget())
    rows = list(listed_like(edition, 2 * PER_PAGE + 1))
    CatalogueEntry.objects.bulk_create(rows)
    for sort in ("", "-year", "name", "kind", "public_from"):
        pages = [text(client, f"/disclosures/?sort={sort}&page={page}") for page in (1, 2, 3)]
        found = [slug for page in pages for slug in re.findall(r'href="/d/([\w-]+)/"', page)]
        assert len(found) == len(set(found)) == 2 * PER_PAGE + 2, sort
    assert "第 3 页，共 3 页" in text(client, "/disclosures/?page=99")


def listed_like(edition: Edition, count: int) -> list[CatalogueEntry]:
    """Entries as those of an edition, each of an edition of its own."""
    entry = CatalogueEntry.objects.get(pk=edition.pk)
    kept = {field.attname: getattr(entry, field.attname) for field in CatalogueEntry._meta.concrete_fields}
    made = []
    for number in range(count):
        other = Edition.objects.get(pk=edition.pk)
        other.pk, other.slug = None, f"410800-101-{1900 + number}-budget"
        other.save()
        made.append(CatalogueEntry(**{**kept, "edition_id": other.pk, "slug": other.slug}))
    return made


# Departments


def test_a_department_of_which_all_is_withdrawn_says_so(client: Client) -> None:
    taken_back(freeze(budget()), day(-1))
    page = text(client, f"/departments/{WHO}/")
    assert "都已撤下" in page and row(page, "2024年") == ["2024年", "已撤下", "未公开"]
    assert f'href="/d/{SLUG}/"' in page and f"/departments/{WHO}/2024/" not in page


def test_a_department_with_many_projects_leads_to_the_list_of_them(client: Client) -> None:
    edition = freeze(budget())
    CatalogueProject.objects.bulk_create(
        CatalogueProject(
            entry_id=edition.pk,
            department=edition.disclosure.department,
            key=f"n{number:010}",
            name=f"项目{number:03}",
            first=2024,
            last=2024,
            shown_from=day(-1),
        )
        for number in range(130)
    )
    page = text(client, f"/departments/{WHO}/")
    assert "130 个项目" in page and f'href="/projects/?department={WHO}"' in page and page.count("项目0") == 100
    listed = text(client, f"/projects/?department={WHO}&q=项目12")
    assert "10 个项目" in listed and f'value="{WHO}"' in listed
    assert "0 个项目" in text(client, "/projects/?department=410800-999")


# Projects through time


def budget_with(year: int, names: list[tuple[str, str, int]]) -> Disclosure:
    """A budget of the year that names projects (code, name, yuan)."""
    whose = department()
    Budget.objects.filter(department=whose, year=year).delete()
    made = Budget.objects.create(department=whose, year=year, layout="henan-jiaozuo-budget")
    return renamed(made, names)


def renamed(made: Disclosure, names: list[tuple[str, str, int]]) -> Disclosure:
    """The same budget, naming these projects alone."""
    made.expenditure_lines.all().delete()
    ProjectPlan.objects.filter(disclosure=made).delete()
    unit = Unit.objects.filter(department=made.department).first()
    total = 0
    for code, name, yuan in names:
        project, _ = Project.objects.get_or_create(
            department=made.department, code=code, name=name, defaults={"unit": unit}
        )
        spend(made, "item", str(yuan), nature="project.target", project=project, unit=unit)
        total += yuan
    spend(made, "function", str(total), nature="project.target", function="2013101")
    return made


def as_documents_say(moment: datetime) -> list[tuple]:
    """The projects of the department, read from the documents that are live at a moment."""
    entries = CatalogueEntry.objects.live(moment).order_by("-year", "kind", "slug")
    documents = [document_of(entry.edition) for entry in entries.select_related("edition")]
    found = identified(mention for document in documents for mention in mentions(document))
    told = []
    for key, own in found.items():
        last = max(mention.year for mention in own)
        amount = stage_of([mention for mention in own if mention.year == last], "initial")
        first = min(mention.year for mention in own)
        told.append((public_key(key), name_of(own), first, last, amount.yuan, amount.fragment))
    return sorted(told)


def as_listed(moment: datetime) -> list[tuple]:
    fields = ("key", "name", "first", "last", "initial", "initial_fragment")
    return sorted(CatalogueProject.objects.listed(moment).values_list(*fields))


NAMES = [("", "甲项目"), ("", "乙项目"), ("410800240000000000001", "甲项目"), ("410800240000000000002", "丙项目")]


@pytest.mark.parametrize("seed", range(4))
def test_at_every_moment_the_list_of_projects_is_what_the_live_editions_say(seed: int) -> None:
    chance = random.Random(seed)
    years = {year: budget_with(year, []) for year in (2022, 2023, 2024)}
    numbers = dict.fromkeys(years, 0)
    for _ in range(7):
        year = chance.choice(list(years))
        numbers[year] += 1
        named = [(*name, chance.randint(1, 9) * 10000) for name in chance.sample(NAMES, chance.randint(1, 3))]
        edition = freeze(renamed(years[year], named), numbers[year], "更正")
        put_off(edition, day(chance.randint(-2, 8)))
        if chance.random() < 0.25:
            taken_back(edition, day(chance.randint(0, 8)))
    found = [(as_listed(day(number)), as_documents_say(day(number))) for number in range(12)]
    assert [listed for listed, _ in found] == [said for _, said in found]
    assert any(said for _, said in found)


def test_projects_entered_again_are_the_same(client: Client) -> None:
    freeze(budget_with(2023, [("", "甲项目", 10000)]))
    put_off(freeze(budget_with(2024, [("", "甲项目", 20000), ("", "乙项目", 30000)])), day(2))
    fields = [field.attname for field in CatalogueProject._meta.concrete_fields if not field.primary_key]
    before = sorted(map(str, CatalogueProject.objects.values_list(*fields)))
    renew_projects(Department.objects.get())
    assert sorted(map(str, CatalogueProject.objects.values_list(*fields))) == before
    rows = CatalogueProject.objects.order_by("shown_from", "name")
    assert [(each.name, each.first, each.last, each.shown_until is None) for each in rows] == [
        ("甲项目", 2023, 2023, False),
        ("乙项目", 2024, 2024, True),
        ("甲项目", 2023, 2024, True),
    ]
    assert "1 个项目" in text(client, "/projects/")


# What a page costs


PATHS = ("/", "/disclosures/", "/regions/", REGION, f"/departments/{WHO}/", "/projects/", "/projects/?q=甲")


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", PATHS)
def test_a_list_asks_as_much_for_many_as_for_few(client: Client, path: str) -> None:
    few = budget_with(2024, [("", "甲项目", 10000)])
    freeze(few)
    freeze(of_unit(few))
    before = queries(client, path)
    for number in (2, 3):
        freeze(few, number, "更正")
    for code in ("102", "103", "104"):
        for year in (2022, 2023, 2024):
            freeze(budget(code, year=year))
    freeze(budget_with(2023, [("", f"甲项目{number}", 10000) for number in range(30)]))
    taken_back(freeze(final(year=2023)), day(-1))
    assert queries(client, path) == before <= 10


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_who_has_a_list_is_told_so_until_it_changes(client: Client, path: str) -> None:
    made = budget_with(2024, [("", "甲项目", 10000)])
    freeze(made)
    tag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Department.objects.update(name="改名的部门")
    Region.objects.update(name="改名的地区")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200
    assert "Set-Cookie" not in client.get(path)
