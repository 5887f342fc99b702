"""What holds of every public page: valid HTML, headers, heading, title and links, all templates shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import resolve
from lxml import html
from lxml.html import HtmlElement

from budgets.site.urls import urlpatterns
from tests.html_checker import complaints
from tests.public_pages import EMBEDDED, FILES, PAGES, Page, publish_all

HERE = "http://testserver"
TEMPLATES = settings.BASE_DIR / "templates"
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Site:
    """What a reader gets: of the pages the answers, and of all that they link to the places there (``places_on``)."""

    answers: Mapping[Page, HttpResponse]
    parsed: Mapping[Page, HtmlElement]
    links: Mapping[str, list[str]]
    places: Mapping[str, set[str] | None]


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Everything is published, asked for, and undone."""
    settings_of_it = override_settings(
        EDITIONS_DIR=tmp_path_factory.mktemp("published"), ROOT_URLCONF="tests.public_pages"
    )
    with settings_of_it, django_db_blocker.unblock(), transaction.atomic():
        publish_all()
        client = Client(raise_request_exception=False)
        answers = {page: client.get(page.address) for page in PAGES}
        parsed = {page: html.document_fromstring(text(answer)) for page, answer in answers.items()}
        links = links_of(parsed)
        addresses = {urldefrag(link).url for link in links}
        asked = {page.address: ids(text(answer)) for page, answer in answers.items()}
        places = {address: places_on(client.get(address)) for address in addresses - set(asked)}
        transaction.set_rollback(True)
    return Site(answers, parsed, links, places | asked)


def links_of(parsed: Mapping[Page, HtmlElement]) -> dict[str, list[str]]:
    """All that the pages lead to on this site, with the names of the pages that do."""
    found: dict[str, list[str]] = {}
    for page, tree in parsed.items():
        for where in set(tree.xpath("//body//a/@href | //head/link/@href")):
            link = urljoin(HERE + page.address, where).removeprefix(HERE)
            if link.startswith("/") and not link.startswith(settings.STATIC_URL):
                found.setdefault(link, []).append(page.name)
    return found


def places_on(answer: HttpResponse) -> set[str] | None:
    """The places on a page; none in a file; ``None`` if there is nothing."""
    content = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    if answer.status_code != 200:
        return None
    if not answer["Content-Type"].startswith("text/html"):
        return set()
    return ids(content.decode())


def ids(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page))


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_every_page_says_what_it_is_for(site: Site) -> None:
    statuses = {page.name: (answer.status_code, page.status) for page, answer in site.answers.items()}
    assert {name: both for name, both in statuses.items() if both[0] != both[1]} == {}
    missing = {
        page.name: words
        for page, tree in site.parsed.items()
        if (words := [each for each in page.says if each not in tree.find("body").text_content()])
    }
    assert missing == {}


def test_every_address_is_in_the_list() -> None:
    with override_settings(ROOT_URLCONF="tests.public_pages"):
        shown = {resolve(page.path).url_name for page in PAGES if page.path != "/nowhere/"}
    assert {pattern.name for pattern in urlpatterns} - FILES - shown == set()


def test_every_template_is_shown(site: Site) -> None:
    used = {template.name for answer in site.answers.values() for template in answer.templates}
    ours = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html")}
    assert {name for name in ours if not name.startswith("admin/")} - used == set()


def test_the_html_is_valid(site: Site, tmp_path: Path) -> None:
    assert complaints({page.name: text(answer) for page, answer in site.answers.items()}, tmp_path) == []


def test_readers_get_no_cookies_and_a_strict_policy(site: Site) -> None:
    for page, answer in site.answers.items():
        assert not answer.cookies, page.name
        policy = directives(answer["Content-Security-Policy"])
        assert {"default-src", "script-src", "style-src"} & set(policy), page.name
        sources = {source for each in policy.values() for source in each}
        assert sources <= {"'self'", "'none'", "data:"}, page.name
        framed = page not in EMBEDDED
        assert framed == (answer.get("X-Frame-Options") in ("DENY", "SAMEORIGIN")), page.name
        assert policy.get("frame-ancestors") in ((["'self'"], ["'none'"]) if framed else (None,)), page.name


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (each.split() for each in policy.split(";") if each.strip())}


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(site: Site) -> None:
    loaded = (
        "//script/@src | //img/@src | //iframe/@src | //form/@action | //link[@rel='stylesheet' or @rel='icon']/@href"
    )
    inline = "//style | //@style | //script[not(@src)][@type!='application/ld+json' or not(@type)] | //noscript"
    for page, tree in site.parsed.items():
        foreign = [where for where in tree.xpath(loaded) if not (where.startswith("/") and where[1:2] != "/")]
        assert foreign == [], page.name
        assert tree.xpath(inline) == [], page.name
        assert [name for name in tree.xpath("//@*") if name.attrname.startswith("on")] == [], page.name


def test_every_page_has_a_heading_a_title_a_language_and_a_landmark(site: Site) -> None:
    titles: dict[str, str] = {}
    for page, tree in site.parsed.items():
        counts = {name: len(tree.xpath(f"//{name}")) for name in ("h1", "main", "title")}
        assert counts == {"h1": 1, "main": 1, "title": 1}, page.name
        assert tree.get("lang") == "zh-CN", page.name
        assert tree.xpath("string(//h1)").strip(), page.name
        title = tree.xpath("string(//title)").strip()
        if page.status == 200:
            assert titles.setdefault(title, own(page, tree)) == own(page, tree), (page.name, title)
        assert title, page.name
        assert skips(tree) or page in EMBEDDED, page.name


def own(page: Page, tree: HtmlElement) -> str:
    """What a title may stand for: pages with one canonical address, and pages of one list, may share it."""
    return (tree.xpath("string(//link[@rel='canonical']/@href)") or page.path).partition("?")[0].removeprefix(HERE)


def skips(tree: HtmlElement) -> bool:
    """Whether the first link leads to the text."""
    first = tree.xpath("(//a | //button | //input)[1]")[0]
    return first.get("class") == "skip" and bool(tree.xpath("//*[@id=$id]", id=first.get("href")[1:]))


def test_every_page_says_to_machines_what_it_is(site: Site) -> None:
    for page, tree in site.parsed.items():
        canonical = tree.xpath("//link[@rel='canonical']/@href")
        description = tree.xpath("//meta[@name='description']/@content")
        if not page.told:
            assert (canonical, description) == ([], []), page.name
            continue
        assert len(canonical) == 1 and canonical[0].startswith(HERE + "/"), page.name
        assert len(description) == 1 or page in EMBEDDED, page.name
        assert "{" not in "".join(description), page.name


def test_every_link_leads_somewhere(site: Site) -> None:
    lost = {}
    for link, pages in site.links.items():
        address, fragment = urldefrag(link)
        places = site.places[address]
        if places is None or (fragment and unquote(fragment) not in places):
            lost[link] = pages[:3]
    assert lost == {}
