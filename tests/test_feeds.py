"""Feeds, the sitemap, robots.txt, and what each page says of itself to machines."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.models import Budget, Department, Region
from budgets.site.sitemaps import SITEMAPS
from tests.builders import budget, earn, freeze, put_off, spend, taken_back

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SLUG = "410800-101-2024-budget"
HOST = "http://testserver"


def made(code: str = "101", year: int = 2024) -> Budget:
    budget_ = budget(code, year=year)
    earn(budget_, "700000.00")
    spend(budget_, "function", "700000.00", function="2013101")
    return budget_


def entries(client: Client, address: str = "/feeds/all.atom") -> list[dict[str, str]]:
    """Title, id, link, time and summary of every entry of a feed."""
    response = client.get(address)
    assert response.status_code == 200 and response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [
        {
            "title": entry.findtext(f"{ATOM}title", ""),
            "id": entry.findtext(f"{ATOM}id", ""),
            "link": entry.find(f"{ATOM}link").attrib["href"],  # type: ignore[union-attr]
            "updated": entry.findtext(f"{ATOM}updated", ""),
            "summary": entry.findtext(f"{ATOM}summary", ""),
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_a_feed_tells_of_publication_correction_and_withdrawal_newest_first(client: Client) -> None:
    first = made()
    freeze(first)
    second = freeze(first, number=2, reason="支出漏报一万元")
    taken_back(second, datetime(2024, 3, 1, tzinfo=UTC), "含有不宜公开的内容")
    found = entries(client)
    assert [each["title"].partition("：")[0] for each in found] == ["撤下", "更正", "公开"]
    assert [each["updated"][:10] for each in found] == ["2024-03-01", "2024-02-02", "2024-02-01"]
    assert "含有不宜公开的内容" in found[0]["summary"] and "支出漏报一万元" in found[1]["summary"]
    assert found[1]["link"] == f"{HOST}/d/{SLUG}/e2/changes/"
    for each in found:
        assert client.get(each["link"].removeprefix(HOST)).status_code == 200
    assert len({each["id"] for each in found}) == 3
    assert entries(client) == found


def test_a_feed_is_silent_of_what_has_not_come_out(client: Client) -> None:
    first = made()
    freeze(first)
    later = freeze(first, number=2, reason="还没有到公开的日子")
    put_off(later, timezone.now() + timedelta(days=1))
    alone = put_off(freeze(made("102")), timezone.now() + timedelta(days=1))
    taken_back(alone, timezone.now(), "没有公开就撤下了")
    for address in ("/feeds/all.atom", "/feeds/regions/410800.atom", "/feeds/departments/410800-101.atom"):
        assert [each["title"] for each in entries(client, address)] == ["公开：焦作市某局2024年部门预算（第 1 版）"]
    assert client.get("/feeds/departments/410800-102.atom").status_code == 404


def test_a_withdrawal_of_what_is_out_and_of_what_is_to_come_names_what_is_out(client: Client) -> None:
    first = made()
    freeze(first)
    later = put_off(freeze(first, number=2, reason="改"), timezone.now() + timedelta(days=1))
    taken_back(later, timezone.now())
    found = entries(client)
    assert found[0]["title"] == "撤下：焦作市某局2024年部门预算（第 1 版）"
    assert client.get(found[0]["link"].removeprefix(HOST)).status_code == 200


def test_what_was_withdrawn_before_its_day_is_told_nowhere_when_the_day_has_passed(client: Client) -> None:
    freeze(made())
    never = put_off(freeze(made("102")), timezone.now() - timedelta(days=1))
    taken_back(never, timezone.now() - timedelta(days=2))
    assert [each["title"] for each in entries(client)] == ["公开：焦作市某局2024年部门预算（第 1 版）"]
    assert client.get("/feeds/departments/410800-102.atom").status_code == 404
    assert client.get("/departments/410800-102/").status_code == 404
    assert "410800-102" not in client.get("/feeds/").content.decode()
    assert [each["code"] for each in client.get("/api/v1/departments/").json()["items"]] == ["101"]


def test_a_region_in_which_nothing_could_ever_be_seen_has_no_feed_in_the_list(client: Client) -> None:
    never = put_off(freeze(made()), timezone.now() - timedelta(days=1))
    taken_back(never, timezone.now() - timedelta(days=2))
    assert "410800" not in client.get("/feeds/").content.decode()


def test_an_edition_that_another_overtook_is_never_announced(client: Client) -> None:
    first = made()
    freeze(first)
    overtaken = freeze(first, number=2, reason="没有公开过的更正")
    freeze(first, number=3, reason="改")
    before = entries(client)
    put_off(overtaken, timezone.now() + timedelta(days=1))
    assert [each["title"].partition("（")[2] for each in entries(client)] == ["第 3 版）", "第 1 版）"]
    put_off(overtaken, timezone.now() - timedelta(days=1))
    assert [each["title"].partition("（")[2] for each in entries(client)] == ["第 3 版）", "第 1 版）"]
    told = entries(client)[0]
    assert "第 3 版代替第 1 版" in told["summary"] and told["id"] == before[0]["id"]


def test_the_first_that_could_be_seen_corrects_nothing(client: Client) -> None:
    first = made()
    never = put_off(freeze(first), timezone.now() - timedelta(days=1))
    taken_back(never, timezone.now() - timedelta(days=2))
    put_off(freeze(first, number=2, reason="改"), timezone.now() - timedelta(hours=1))
    assert [each["title"] for each in entries(client)] == ["公开：焦作市某局2024年部门预算（第 2 版）"]


def test_a_withdrawal_goes_on_naming_what_was_out_when_another_day_has_passed(client: Client) -> None:
    first = made()
    freeze(first)
    later = put_off(freeze(first, number=2, reason="改"), timezone.now() + timedelta(days=1))
    taken_back(later, timezone.now() - timedelta(days=2))
    before = entries(client)
    assert before[0]["title"] == "撤下：焦作市某局2024年部门预算（第 1 版）" and len(before) == 2
    put_off(later, timezone.now() - timedelta(days=1))
    assert entries(client) == before


def test_the_feed_of_a_region_takes_in_those_below_it(client: Client) -> None:
    city = made().department.region
    province = Region.objects.create(code="410000", name="河南省")
    district = Region.objects.create(code="410802", name="解放区", parent=city)
    Region.objects.filter(pk=city.pk).update(parent=province)
    freeze(Budget.objects.get())
    other = made("102", 2023)
    Department.objects.filter(pk=other.department_id).update(region=district, name="解放区某局")
    freeze(Budget.objects.get(year=2023))
    counted = {code: len(entries(client, f"/feeds/regions/{code}.atom")) for code in ("410000", "410800", "410802")}
    assert counted == {"410000": 2, "410800": 2, "410802": 1}
    page = client.get("/feeds/").content.decode()
    found = re.findall(r'href="(/feeds/[^"]*\.atom)"', page)
    assert len(set(found)) == 6
    for address in found:
        assert client.get(address).status_code == 200
    ids = {ElementTree.fromstring(client.get(address).content).findtext(f"{ATOM}id") for address in set(found)}
    assert len(ids) == 6


def test_a_feed_has_the_newest_fifty(client: Client) -> None:
    first = made()
    for number in range(1, 29):
        freeze(first, number, "改" if number > 1 else "")
    second = made("102")
    for number in range(1, 29):
        freeze(second, number, "改" if number > 1 else "")
    found = entries(client)
    assert len(found) == 50 and [each["updated"] for each in found] == sorted(
        (each["updated"] for each in found), reverse=True
    )
    assert not [each for each in found if each["title"].startswith("公开")]


def test_who_has_a_feed_is_told_so_until_something_happens(client: Client) -> None:
    first = made()
    freeze(first)
    answer = client.get("/feeds/all.atom")
    known = {"If-None-Match": answer["ETag"]}
    assert answer["Last-Modified"] == "Thu, 01 Feb 2024 00:00:00 GMT"
    assert client.get("/feeds/all.atom", headers=known).status_code == 304
    assert client.get("/feeds/all.atom", headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    freeze(first, number=2, reason="改")
    assert client.get("/feeds/all.atom", headers=known).status_code == 200
    assert client.get("/feeds/regions/999999.atom").status_code == 404


# The sitemap


def located(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [each.text.removeprefix(HOST) for each in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]  # type: ignore[union-attr]


def test_the_sitemap_names_every_kind_of_page_and_none_that_is_not_there(client: Client) -> None:
    first = made()
    freeze(first)
    freeze(first, number=2, reason="改")
    taken_back(freeze(made("102")), timezone.now())
    parts = located(client, "/sitemap.xml")
    assert parts == [f"/sitemap-{name}.xml" for name in SITEMAPS]
    named = [address for part in parts for address in located(client, part)]
    assert len(set(named)) == len(named)
    for address in named:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "X-Robots-Tag" not in answer, address
        page = answer.content.decode()
        assert re.findall('<link rel="canonical" href="([^"]*)"', page) == [HOST + address], address
    page = f"/d/{SLUG}/"
    wanted = {"/", page, f"{page}checks/", f"{page}e2/changes/", f"{page}tables/B03/", "/departments/410800-101/"}
    wanted |= {"/departments/410800-101/2024/", "/regions/410800/", "/regions/410800/2024/data/", "/feeds/"}
    assert wanted <= set(named)
    assert not [address for address in named if "410800-102" in address]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml",
        *(f"/sitemap-{name}.xml" for name in SITEMAPS),
        "/feeds/",
        "/feeds/all.atom",
        "/feeds/regions/410800.atom",
    ],
)
def test_they_ask_as_much_of_the_database_for_one_document_as_for_many(client: Client, address: str) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    freeze(made())
    freeze(Budget.objects.get(), number=2, reason="改")
    one = asked()
    for code in ("102", "103"):
        freeze(made(code))
        freeze(Budget.objects.get(department__code=code), number=2, reason="改")
    assert asked() == one <= 24


def test_robots_keep_out_of_the_administration_and_of_what_searches_find(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /search/", f"Sitemap: {HOST}/sitemap.xml"} <= set(lines)


# What pages say of themselves


def said(page: str) -> dict[str, str]:
    """The Open Graph of a page, and its description."""
    return dict(re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', page))


def data_blocks(page: str) -> list[dict[str, Any]]:
    return [json.loads(each) for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)]


def test_every_page_says_what_it_is(client: Client) -> None:
    freeze(made())
    page = f"/d/{SLUG}/"
    addresses = ["/", "/disclosures/", "/regions/", "/regions/410800/", "/departments/410800-101/", "/projects/"]
    addresses += [
        "/departments/410800-101/2024/",
        page,
        f"{page}checks/",
        f"{page}tables/B03/",
        "/feeds/",
        "/glossary/",
    ]
    addresses += ["/regions/410800/2024/data/"]
    for address in addresses:
        text = client.get(address).content.decode()
        found = said(text)
        assert found["og:url"] == HOST + address and found["og:locale"] == "zh_CN", address
        assert found["og:title"] and found["og:description"] == found["description"] and found["og:site_name"]
        feeds = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]*" href="([^"]*)">', text)
        assert f"{HOST}/feeds/all.atom" in feeds
        for feed in feeds:
            assert client.get(feed.removeprefix(HOST)).status_code == 200


@pytest.mark.parametrize("address", ["/nothing/", "/d/410800-999-2024-budget/", "/projects/410800-101-nothing/"])
def test_a_page_that_is_not_there_has_no_address(client: Client, address: str) -> None:
    freeze(made())
    answer = client.get(address)
    assert answer.status_code == 404 and "canonical" not in answer.content.decode()


def test_a_document_is_described_as_a_dataset_whose_files_are_there(client: Client) -> None:
    first = made()
    freeze(first)
    edition = freeze(first, number=2, reason="改")
    for address, identifier in ((f"/d/{SLUG}/", SLUG), (f"/d/{SLUG}/tables/B03/", f"{SLUG}/B03")):
        (found,) = data_blocks(client.get(address).content.decode())
        assert found["@type"] == "Dataset" and found["identifier"] == identifier and found["version"] == "2"
        assert found["url"] == HOST + address and found["dateModified"] == edition.public_from.isoformat()
        assert found["creator"]["@type"] == "GovernmentOrganization" and found["temporalCoverage"] == "2024"
        assert len(found["description"]) >= 50 and found["license"].startswith("https://")
        for each in found["distribution"]:
            file = each["contentUrl"].removeprefix(HOST)
            if not file.endswith(".pdf"):  # which only publishing makes
                assert client.get(file).status_code == 200


def test_a_title_cannot_end_the_data_block(client: Client) -> None:
    first = made()
    first.department.name = "</script><script>alert(1)</script>&amp;"
    first.department.save()
    freeze(first)
    for address in (f"/d/{SLUG}/", f"/d/{SLUG}/tables/B03/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        (found,) = data_blocks(page)
        assert found["creator"]["name"] == first.department.name
