"""Every public page in the browser: accessible, on a phone, in the dark, by keyboard, on paper, without scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.data.load import load_classification, load_sample, samples
from tests.browser.test_page import RULES, SIZES, sideways
from tests.builders import publish_unprinted
from tests.public_pages import COMPARED, PAGES, REGION, SAMPLE, publish_all

WIDE, MIDDLE, NARROW = ({"width": width, "height": height} for width, height in SIZES)
AXE = {**RULES, "resultTypes": ["violations"], "preload": False}
# What is shown on paper and should not be, and tables that are not shown (but those that only sort what another has).
ON_PAPER = """() => [
  ...[...document.querySelectorAll("form, nav:not(.pages), .pages a, button:not(.term)")]
    .filter((each) => each.checkVisibility()),
  ...[...document.querySelectorAll("main table")].filter((each) =>
    !each.checkVisibility() && !each.closest("details:not([open]), .sorted")),
].map((each) => each.outerHTML.slice(0, 120))"""
INTERACTIVE = """(within) => [...document.querySelectorAll(within)].flatMap((part) => [...part.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")])
  .filter((each) => each.checkVisibility() && !each.dataset.reached).map((each) => each.outerHTML.slice(0, 120))"""
# The element with the focus, if nobody sees that it has it; nothing if none has it.
FOCUSED = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  each.dataset.reached = "yes";
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 ? "" : each.outerHTML.slice(0, 120);
}"""
# What stands in the way by axe's rules; only that leaves the page, for the rest takes as long as looking for it. The
# ninth row of a table and those after it are drawn like those before them, and would take most of the time.
VIOLATIONS = """async (options) => (
  await axe.run({ exclude: [["tbody tr:nth-child(n + 9)"]] }, options)).violations.map(
  ({ id, nodes }) => `${id} ×${nodes.length}: ` + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join("; "))"""
DOCUMENT, COMPARISON = f"/d/{SAMPLE}/", f"/compare/{COMPARED}"


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """The address of the site with everything published."""
    publish_all()
    with override_settings(ROOT_URLCONF="tests.public_pages"):
        yield live_server.url


@pytest.fixture
def documents_of_two(transactional_db: None, live_server: LiveServer) -> str:
    """The address of the site with two documents."""
    load_classification()
    for budget in map(load_sample, samples()):
        if budget.slug in (SAMPLE, f"{REGION}-101-2024-budget"):
            publish_unprinted(budget)
    return live_server.url


@pytest.mark.long
def test_every_page_can_be_used_by_everyone(site: str, page: Page, browser: Browser) -> None:
    found = [f"{each.name}, {told}" for each in PAGES for told in barriers(page, site + each.address)]
    found += without_scripts(site, browser)
    assert not found, "\n".join(found)


def barriers(page: Page, address: str) -> Iterator[str]:
    """What stands in somebody's way: on a screen, on a phone or at 400 % in the dark, on a tablet, on paper."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(Axe().axe_script)
    yield from violations(page, "1280, light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="dark")
    yield from violations(page, "320, dark")
    yield from sticks_out(page)
    page.set_viewport_size(MIDDLE)  # type: ignore[arg-type]
    yield from sticks_out(page)
    page.emulate_media(color_scheme="light", media="print")
    yield from (f"on paper: {each}" for each in page.evaluate(ON_PAPER))
    page.emulate_media(media="screen")


def sticks_out(page: Page) -> Iterator[str]:
    if sideways(page):
        yield f"{sideways(page)} px too wide"


def violations(page: Page, where: str) -> Iterator[str]:
    yield from (f"{where}: {each}" for each in page.evaluate(VIOLATIONS, AXE))


def without_scripts(site: str, browser: Browser) -> Iterator[str]:
    """What cannot be read on the pages."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    for each in PAGES:
        page.goto(site + each.address)
        shown = page.locator("body").inner_text()
        if not page.locator("h1").is_visible():
            yield f"{each.name}, without scripts: no heading"
        for words in each.says:
            if words not in shown and not folded(page, words):
                yield f"{each.name}, without scripts: {words}"
    context.close()


def folded(page: Page, words: str) -> bool:
    """Whether words stand where somebody can unfold them."""
    return page.locator("details:not([open]), option").filter(has_text=words).count() > 0


def test_the_keyboard_reaches_everything_and_shows_where_it_is(documents_of_two: str, page: Page) -> None:
    parts = {"/": "body", "/search/?q=经费": "body", f"/regions/{REGION}/": "body", COMPARISON: "body"}
    for address, within in {**parts, DOCUMENT: ".masthead, .opening, .contents, .digest"}.items():
        page.goto(documents_of_two + address)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        unseen = list(focused(page, within))
        assert unseen == [], address
        assert page.evaluate(INTERACTIVE, within) == [], address


def focused(page: Page, within: str, most: int = 400) -> Iterator[str]:
    """Goes on with Tab until everything was reached, or the page is at its end; what got the focus unseen."""
    for _ in range(most):
        unseen = page.evaluate(FOCUSED)
        if unseen is None or not page.evaluate(INTERACTIVE, within):
            return
        if unseen:
            yield unseen
        page.keyboard.press("Tab")


def test_an_explanation_opens_and_closes_by_keyboard(documents_of_two: str, page: Page) -> None:
    page.goto(documents_of_two + DOCUMENT)
    term = page.locator(".digest button.term").first
    told = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(told).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(term).to_be_focused()


def test_nothing_is_lost_in_forced_colours_and_without_motion(documents_of_two: str, page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for address in (DOCUMENT, COMPARISON):
        page.goto(documents_of_two + address)
        for chart in page.locator("figure.chart").all():
            expect(chart.locator(".picture:visible, table:visible").first).to_be_visible()
            expect(chart.locator("figcaption p")).to_be_visible()
        expect(page.locator("main table").last).to_be_visible()
        assert page.evaluate("document.getAnimations().length") == 0
        page.locator("main a[href]").first.focus()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == ""
