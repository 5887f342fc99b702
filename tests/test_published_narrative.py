"""Every amount, rate, share and count of the eight published explanations stands in ours, but for known mistakes."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from budgets.document import Document, Figure, Paragraph, Section
from budgets.money import round_half_up
from budgets.numerals import numeral
from tests import published
from tests.published import HENAN_FINAL, SHANGHAI_BUDGETS, SHANGHAI_FINAL, SLUGS, number

pytestmark = pytest.mark.django_db

# (sample, section, place of the number) → number of the finding that calls it wrong or says how it must be put.
# Of Shanghai:
#   SW-01    the share of 住房保障 is 9.56, not 9.55
#   SW-05    a growth of 100.00% on a base of 0, four times
#   W23-01   政府性基金 of 0 said to have grown by 1421.25
#   W23-02   the amount of the item before it printed in item 16; W23-03 with it that item's rate
#   W23-04   the rate of item 3 on another base
#   W23-05   the amount of the five projects, whose forms add up to another
#   W23-10   a growth of 100.00% on a base of 0, twice; W24-05 once more
#   W24-01   the amount of the year before printed in item 31
#   rounding-base  the publisher's rate is of amounts rounded to 万元, ours of the exact ones
#   not-carried    the stock of assets of 2023, for which no facts are entered
WRONG: dict[tuple[str, str, int], str] = {
    ("410704-101-2024-budget", "二", 1): "002-04",
    ("410704-101-2024-budget", "三", 1): "002-05",
    ("410704-101-2024-budget", "三", 2): "002-05",
    ("410704-101-2024-budget", "三", 3): "002-06",
    ("410704-101-2024-budget", "三", 4): "002-06",
    ("410704-101-2024-budget", "四", 0): "002-07",
    ("410704-101-2024-budget", "四", 2): "002-08",
    ("410704-101-2024-budget", "四", 3): "002-08",
    ("410704-101-2024-budget", "五", 0): "002-09",
    ("410704-101-2024-budget", "五", 2): "002-10",
    ("410704-101-2024-budget", "五", 4): "002-10",
    ("410704-101-2024-budget", "五", 6): "002-10",
    ("410704-101-2024-budget", "五", 8): "002-10",
    ("410704-101-2024-budget", "五", 9): "002-09",
    ("410704-101-2024-budget", "五", 10): "002-09",
    ("410704-101-2024-budget", "六", 0): "002-11",
    ("410704-101-2024-budget", "六", 2): "002-12",
    ("410704-101-2024-budget", "六", 4): "002-12",
    ("410704-101-2024-budget", "六", 5): "002-11",
    ("410704-101-2024-budget", "六", 6): "002-12",
    ("410704-101-2024-budget", "六", 7): "002-11",
    ("410704-101-2024-budget", "六", 8): "002-12",
    # A rate on a base of zero, and the change of zero before it, are put as 与上年持平.
    ("410802-524-2024-budget", "四", 4): "004-26",
    ("410802-524-2024-budget", "四", 5): "004-26",
    ("410802-524-2024-budget", "九", 4): "004-26",
    ("410802-524-2024-budget", "九", 5): "004-26",
    ("410802-524-2024-budget", "九", 8): "004-26",
    ("410802-524-2024-budget", "九", 9): "004-26",
    ("410802-524-2024-budget", "九", 11): "004-26",
    ("410802-524-2024-budget", "九", 12): "004-26",
    ("410800-101-2024-budget", "十（五）", 1): "D0-26",
    ("410800-101-2024-budget", "十（五）", 2): "D0-26",
    ("410800-101-2024-budget", "十（五）", 3): "D0-26",
    ("410800-101-2024-budget", "十（五）", 4): "D0-26",
    ("410800-101-2024-budget", "十（五）", 5): "D0-26",
    ("410800-101-2024-budget", "十（五）", 6): "D0-26",
    ("410803-101-2023-final", "一", 2): "D1-01",
    ("410803-101-2023-final", "四", 2): "D1-01",
    ("410803-101-2023-final", "五（一）", 3): "D1-01",
    ("410803-101-2023-final", "六", 0): "D1-03",
    ("410803-101-2023-final", "十", 2): "D1-02",
    ("410803-101-2023-final", "十一", 5): "D1-41",
    ("410803-101-2023-final", "十一", 7): "D1-41",
    ("410803-101-2023-final", "十三（二）", 3): "D1-06",
    ("410803-101-2023-final", "十三（二）", 4): "D1-05",
    ("410803-101-2023-final", "十三（二）", 5): "D1-05",
    ("410803-101-2023-final", "十三（二）", 7): "D1-06",
    ("410803-101-2023-final", "十三（二）", 8): "D1-06",
    ("410803-101-2023-final", "十三（二）", 9): "D1-06",
    ("310107-social-work-2024-final", "一", 2): "SW-05",
    ("310107-social-work-2024-final", "四", 2): "SW-05",
    ("310107-social-work-2024-final", "五（一）", 3): "SW-05",
    ("310107-social-work-2024-final", "十一（一）", 2): "SW-05",
    ("310107-social-work-2024-final", "五（二）", 8): "SW-01",
    ("310107-wanli-2023-budget", "说明", 12): "W23-01",
    ("310107-wanli-2023-budget", "说明/2", 3): "W23-10",
    ("310107-wanli-2023-budget", "说明/3", 3): "W23-04",
    ("310107-wanli-2023-budget", "说明/13", 3): "rounding-base",
    ("310107-wanli-2023-budget", "说明/14", 3): "rounding-base",
    ("310107-wanli-2023-budget", "说明/16", 2): "W23-02",
    ("310107-wanli-2023-budget", "说明/16", 3): "W23-03",
    ("310107-wanli-2023-budget", "说明/17", 3): "W23-10",
    ("310107-wanli-2023-budget", "说明/21", 3): "rounding-base",
    ("310107-wanli-2023-budget", "其他/四", 2): "W23-05",
    **{("310107-wanli-2023-budget", "其他/五", n): "not-carried" for n in (0, 1, 2, 9, 11, 12, 13, 14, 15, 16, 17)},
    ("310107-wanli-2024-budget", "说明/9", 3): "W24-05",
    ("310107-wanli-2024-budget", "说明/12", 3): "rounding-base",
    ("310107-wanli-2024-budget", "说明/13", 3): "rounding-base",
    ("310107-wanli-2024-budget", "说明/22", 3): "rounding-base",
    ("310107-wanli-2024-budget", "说明/31", 2): "W24-01",
}
# Our sections that the published document lacks (finding 002-14: no section on 国有资本经营预算).
ADDED = {"410704-101-2024-budget": ("capital",)}


def passages(sample: str, document: Document) -> dict[str, tuple[Paragraph, ...]]:
    """Our paragraphs by the number that they have in the published document."""
    if sample in SHANGHAI_BUDGETS:
        return shanghai_passages(document)
    first = "part3" if document.kind == "final" else "part2"
    found = dict(numbered(between(document, first, "glossary"), ADDED.get(sample, ())))
    if sample == SHANGHAI_FINAL:
        whole, *items = found["五（三）"]
        found |= {"五（三）": (whole,), **{f"五（三）/{n}": (item,) for n, item in enumerate(items, start=1)}}
    return found


def shanghai_passages(document: Document) -> dict[str, tuple[Paragraph, ...]]:
    """说明, each of its items (说明/1 …), 其他/一 …, and the money by quarter of the project told of (项目经费/六)."""
    told = {section.key: section.paragraphs for section in document.sections}
    found: dict[str, tuple[Paragraph, ...]] = {"说明": ()}
    for paragraph in told["explanation"]:
        item = re.match(r"(\d+)．", paragraph[0].text)
        name = f"说明/{item[1]}" if item else "说明"
        found[name] = (*found.get(name, ()), paragraph)
    others = {f"其他/{name}": own for name, own in numbered(between(document, "other", "statements"), ())}
    return found | others | {"项目经费/六": told["statements"]}


def between(document: Document, first: str, last: str) -> list[Section]:
    keys = [section.key for section in document.sections]
    return list(document.sections[keys.index(first) + 1 : keys.index(last)])


def numbered(part: list[Section], added: tuple[str, ...]) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """Sections with the number that they have without those that we added."""
    top = below = 0
    for section in part:
        if section.key in added:
            continue
        top, below = (top + 1, 0) if section.level == 2 else (top, below + 1)
        yield numeral(top) + (f"（{numeral(below)}）" if below else ""), section.paragraphs


def figures(paragraphs: tuple[Paragraph, ...]) -> list[tuple[Decimal, str]]:
    """(printed number, kind) in reading order."""
    runs = [run for paragraph in paragraphs for run in paragraph if isinstance(run, Figure)]
    return [(number(run.text), kind(run.unit)) for run in runs if run.text != "未公开"]


def kind(unit: str) -> str:
    return unit if unit in ("万元", "%") else "个"


def unmatched(theirs: list[tuple[int, Decimal, str]], ours: list[tuple[Decimal, str]]) -> list[int]:
    """Places of the published numbers that do not stand in ours in the same order."""
    missing, start = [], 0
    for place, value, what in theirs:
        try:
            start = ours.index((value, what), start) + 1
        except ValueError:
            missing.append(place)
    return missing


def published_numbers(sample: str, section: dict) -> list[tuple[int, Decimal, str]]:
    return [(place, number(text), kind(unit)) for place, (text, unit) in enumerate(section["numbers"])]


CASES = [(sample, section["section"]) for sample in SLUGS for section in published.narrative(sample)]


@pytest.mark.parametrize(("sample", "name"), CASES)
def test_every_published_number_is_in_ours(sample: str, name: str, documents: dict[str, Document]) -> None:
    (section,) = (one for one in published.narrative(sample) if one["section"] == name)
    theirs = [one for one in published_numbers(sample, section) if (sample, name, one[0]) not in WRONG]
    assert unmatched(theirs, figures(passages(sample, documents[sample])[name])) == []


@pytest.mark.parametrize(("sample", "name", "place"), list(WRONG))
def test_every_exception_is_one(sample: str, name: str, place: int, documents: dict[str, Document]) -> None:
    (section,) = (one for one in published.narrative(sample) if one["section"] == name)
    kept = [one for one in published_numbers(sample, section) if one[0] == place or (sample, name, one[0]) not in WRONG]
    assert unmatched(kept, figures(passages(sample, documents[sample])[name])) != []


ROUNDED = [key for key, finding in WRONG.items() if finding == "rounding-base"]


@pytest.mark.parametrize(("sample", "name", "place"), ROUNDED)
def test_a_rate_of_rounded_amounts_follows_from_them(
    sample: str, name: str, place: int, documents: dict[str, Document]
) -> None:
    (section,) = (one for one in published.narrative(sample) if one["section"] == name)
    current, prior, _, rate = (number(text) for text, _ in section["numbers"])
    assert round_half_up((current - prior) * 100 / prior, 2) == rate
    (paragraph,) = passages(sample, documents[sample])[name]
    exact, before, _, ours = (run for run in paragraph if isinstance(run, Figure))
    assert round_half_up((exact.yuan - before.yuan) * 100 / before.yuan, 2) == number(ours.text) != rate


def test_the_rate_of_a_new_department_is_of_its_budget_for_the_whole_year(documents: dict[str, Document]) -> None:
    """SW-02: the published sentence calls it the rate of 年初预算, which is 0."""
    (section,) = (one for one in published.narrative(SHANGHAI_FINAL) if one["section"] == "五（三）")
    initial, adjusted, executed, rate = (number(text) for text, _ in section["numbers"])
    assert initial == 0 and round_half_up(executed * 100 / adjusted, 2) == rate
    (whole,) = passages(SHANGHAI_FINAL, documents[SHANGHAI_FINAL])["五（三）"]
    assert f"完成全年预算的{rate}%" in "".join(run.text for run in whole)


def test_details_that_a_publication_cut_off_are_said_to_be_missing(documents: dict[str, Document]) -> None:
    (basic,) = passages(HENAN_FINAL, documents[HENAN_FINAL])["六"]
    assert "".join(run.text for run in basic).count("其余科目的明细未公开") == 2


@pytest.mark.parametrize("sample", SLUGS)
def test_every_figure_leads_to_a_cell_with_its_amount(sample: str, documents: dict[str, Document]) -> None:
    document = documents[sample]
    linked = [figure for figure in document.figures() if figure.cell]
    assert len(linked) > 30
    for figure in linked:
        code, row_key, column_key = split(figure.cell)
        cell = document.table(code).cell(row_key, column_key)
        if figure.yuan is not None and not figure.name.endswith(".change"):
            assert cell.yuan == figure.yuan, figure


def split(address: str) -> tuple[str, str, str]:
    code, _, rest = address.partition("/")
    return code, *rest.rsplit("/", 1)
