"""Every amount, rate, share and count of the four published explanations stands in ours, but for known mistakes."""

from decimal import Decimal

import pytest

from budgets.document import Document, Figure, Section
from tests import published
from tests.published import SLUGS, number

pytestmark = pytest.mark.django_db

# (sample, section, place of the number) → number of the finding that calls it wrong or says how it must be put.
WRONG: dict[tuple[str, str, int], str] = {
    ("410704-101", "二", 1): "002-04",
    ("410704-101", "三", 1): "002-05",
    ("410704-101", "三", 2): "002-05",
    ("410704-101", "三", 3): "002-06",
    ("410704-101", "三", 4): "002-06",
    ("410704-101", "四", 0): "002-07",
    ("410704-101", "四", 2): "002-08",
    ("410704-101", "四", 3): "002-08",
    ("410704-101", "五", 0): "002-09",
    ("410704-101", "五", 2): "002-10",
    ("410704-101", "五", 4): "002-10",
    ("410704-101", "五", 6): "002-10",
    ("410704-101", "五", 8): "002-10",
    ("410704-101", "五", 9): "002-09",
    ("410704-101", "五", 10): "002-09",
    ("410704-101", "六", 0): "002-11",
    ("410704-101", "六", 2): "002-12",
    ("410704-101", "六", 4): "002-12",
    ("410704-101", "六", 5): "002-11",
    ("410704-101", "六", 6): "002-12",
    ("410704-101", "六", 7): "002-11",
    ("410704-101", "六", 8): "002-12",
    # A rate on a base of zero, and the change of zero before it, are put as 与上年持平.
    ("410802-524", "四", 4): "004-26",
    ("410802-524", "四", 5): "004-26",
    ("410802-524", "九", 4): "004-26",
    ("410802-524", "九", 5): "004-26",
    ("410802-524", "九", 8): "004-26",
    ("410802-524", "九", 9): "004-26",
    ("410802-524", "九", 11): "004-26",
    ("410802-524", "九", 12): "004-26",
    ("410800-101", "十（五）", 1): "D0-26",
    ("410800-101", "十（五）", 2): "D0-26",
    ("410800-101", "十（五）", 3): "D0-26",
    ("410800-101", "十（五）", 4): "D0-26",
    ("410800-101", "十（五）", 5): "D0-26",
    ("410800-101", "十（五）", 6): "D0-26",
}
NUMERALS = "一二三四五六七八九十"
# Our sections that the published document lacks (finding 002-14: no section on 国有资本经营预算).
ADDED = {"410704-101": ("capital",)}


def sections(sample: str, document: Document) -> dict[str, Section]:
    """Our sections of the second part, by the number that they have in the published document."""
    keys = [section.key for section in document.sections]
    part = document.sections[keys.index("part2") + 1 : keys.index("glossary")]
    found: dict[str, Section] = {}
    top = below = 0
    for section in part:
        if section.key in ADDED.get(sample, ()):
            continue
        top, below = (top + 1, 0) if section.level == 2 else (top, below + 1)
        found[NUMERALS[top - 1] + (f"（{NUMERALS[below - 1]}）" if below else "")] = section
    return found


def figures(section: Section) -> list[tuple[Decimal, str]]:
    """(printed number, kind) in reading order."""
    runs = [run for paragraph in section.paragraphs for run in paragraph if isinstance(run, Figure)]
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
    assert unmatched(theirs, figures(sections(sample, documents[sample])[name])) == []


@pytest.mark.parametrize(("sample", "name", "place"), list(WRONG))
def test_every_exception_is_one(sample: str, name: str, place: int, documents: dict[str, Document]) -> None:
    (section,) = (one for one in published.narrative(sample) if one["section"] == name)
    kept = [one for one in published_numbers(sample, section) if one[0] == place or (sample, name, one[0]) not in WRONG]
    assert unmatched(kept, figures(sections(sample, documents[sample])[name])) != []


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
