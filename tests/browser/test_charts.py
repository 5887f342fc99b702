"""The charts in the browser: drawn from the tables that stay, and nothing lost without them."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from budgets.document import NOT_REPORTED
from budgets.models import Edition
from tests.a_year import FINAL, WHO, sample
from tests.browser.test_page import RULES, SIZES, sideways
from tests.builders import budget, earn, freeze, spend

Open = Callable[[str], Page]
YEAR = f"/departments/{WHO}/2023/"
# How many pixels of a picture are painted, and how many colours they have.
PAINTED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer).filter(pixel => pixel >>> 24);
  return [pixels.length, new Set(pixels).size];
}"""


@pytest.fixture
def edition(transactional_db: None) -> Edition:
    """A document, and a final account with projects."""
    freeze(sample(FINAL))
    return freeze(sample("310107-wanli-2024-budget"))


@pytest.fixture
def years(transactional_db: None) -> str:
    """The address of a department with a year that nothing was published of."""
    for year in (2021, 2022, 2024):
        made = budget(year=year)
        earn(made, f"{year}00.00")
        spend(made, "function", f"{year}00.00", function="2013101")
        freeze(made)
    call_command("catalogue", "--anew", verbosity=0)
    return "/departments/410800-101/"


def drawn(page: Page) -> list[Locator]:
    """The canvases of a page, each come near and painted in several colours."""
    found = []
    for figure in page.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        expect(figure.locator("canvas")).to_have_count(1)
        canvas = figure.locator("canvas")
        pixels, colours = canvas.evaluate(PAINTED)
        assert pixels > 500
        assert colours > 4
        found.append(canvas)
    return found


def test_pictures_are_drawn_at_every_size_and_nothing_is_inaccessible(
    edition: Edition, open_page: Open, page: Page
) -> None:
    for path, count in ((f"/d/{edition.slug}/", 2), (YEAR, 2)):
        open_page(path)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert len(drawn(page)) == count
            results = Axe().run(page, context="figure.chart", options=RULES)
            assert results.violations_count == 0, results.generate_report()
            assert sideways(page) == 0


def test_the_years_are_drawn_with_their_gap(years: str, open_page: Open, page: Page) -> None:
    open_page(years)
    assert drawn(page)
    figure = page.locator("figure.chart").first
    figure.locator("summary").click()
    expect(figure.get_by_role("row", name="2023年")).to_contain_text(NOT_REPORTED)


def test_the_table_opens_beside_the_picture_and_on_paper(edition: Edition, open_page: Open, page: Page) -> None:
    open_page(f"/d/{edition.slug}/")
    figure = page.locator("figure.chart").first
    expect(figure.get_by_role("img")).to_be_visible()
    expect(figure.get_by_role("table")).to_be_hidden()
    figure.locator("summary").press("Enter")
    expect(figure.get_by_role("row", name="收入总计")).to_contain_text("15,621.11")
    figure.locator("summary").press("Enter")
    page.emulate_media(media="print")
    expect(figure.get_by_role("table")).to_be_visible()
    expect(figure.locator(".picture")).to_be_hidden()


def test_the_dark_is_followed_and_colours_of_the_reader_show_the_table(
    edition: Edition, open_page: Open, page: Page
) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    open_page(f"/d/{edition.slug}/")
    (canvas, _) = drawn(page)
    light = canvas.evaluate("canvas => canvas.toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("([canvas, light]) => canvas.toDataURL() !== light", arg=[canvas.element_handle(), light])
    page.emulate_media(forced_colors="active")
    figure = page.locator("figure.chart").first
    expect(figure.get_by_role("table")).to_be_visible()
    expect(figure.locator(".picture")).to_be_hidden()


def test_without_script_the_tables_are_there(edition: Edition, browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/d/{edition.slug}/")
    for figure in page.locator("figure.chart").all():
        expect(figure.get_by_role("table")).to_be_visible()
        expect(figure.locator(".picture")).to_be_hidden()
    context.close()
