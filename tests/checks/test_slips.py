"""One figure mistyped at a time: it is found, and its place is named (the short form of ``script/bench_checks``)."""

from random import Random

import pytest

from budgets.bench_checks import Tally, try_document
from budgets.document import Document
from budgets.synthetic import document

SEED = 7
SAMPLES = ("410704-101-2024-budget", "410803-101-2023-final", "310107-wanli-2024-budget")
LAYOUTS = ("henan-jiaozuo-budget", "henan-luoyang-budget", "shanghai-final", "shanghai-2023-budget")
# What no rule relates to anything: what a form asks beside money, and percentages of weights that no form tells.
UNRELATED = {
    "F10": {"weight", "deviation"},
    "F11": {"management", "cost", "output", "benefit", "satisfaction", "system", "score"},
    "F12": {"weight", "deviation"},
}
# 001: the published detail of 302 and 303 is cut off, so that neither adds up (finding D1-23).
CUT_OFF = {"410803-101-2023-final": {"F06"}}


def tried(made: Document) -> Tally:
    tally = Tally()
    try_document(made, tally, Random(SEED), slips=24)
    return tally


def judge(tally: Tally, slug: str) -> None:
    assert not tally.alarms
    assert sum(tally.tried.values()) > 1000
    assert not tally.missed
    unrelated = {tuple(place.split(" ", 1)) for place in (*tally.alone, *tally.loose)}
    cells = {place for place in unrelated if place[0] != "说明" and place[0] not in CUT_OFF.get(slug, ())}
    assert {place for place in cells if place[1] not in UNRELATED.get(place[0], ())} == set()
    named = tally.ranked["第一"] + tally.ranked["前三"]
    assert named > 3
    assert tally.ranked["未发现"] == 0, tally.unnamed
    assert named / (named + tally.ranked["三名以外"]) >= 0.9, tally.unnamed


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SAMPLES)
def test_a_slip_in_a_sample_is_found_and_named(slug: str, documents: dict[str, Document]) -> None:
    judge(tried(documents[slug]), slug)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_slip_in_a_made_up_document_is_found_and_named(layout: str) -> None:
    judge(tried(document(layout, SEED)), "")
