"""A literal amount cannot stand where a figure belongs: not in typed texts, and not in a layout's own."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.layouts import available, load
from budgets.narrative.figures import NAMES
from budgets.narrative.render import environment
from budgets.narrative.typed import literal_amounts, unknown_names, with_figures


@pytest.mark.parametrize(
    "text",
    [
        "增加24.19万元",
        "增长6.44%",
        "下降９.８８％",
        "约3,000元",
        "提高2个百分点",
        "1.2亿元",
        "100 万元",
        "500余万元",
        "增加3万",
        "20万余元",
        "10万美元",
        "12.5‰",
    ],
)
def test_amounts_and_rates_are_found(text: str) -> None:
    assert literal_amounts(text)


@pytest.mark.parametrize(
    "text", ["人员增加3人", "2024年度", "内设27个科室", "单价五十万元以上", "《第12号文件》", "元旦前", "10万页"]
)
def test_counts_years_and_words_are_not_amounts(text: str) -> None:
    assert literal_amounts(text) == []


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(["元", "万元", "亿元", "%", "％"]))
def test_no_amount_slips_through(amount: object, unit: str) -> None:
    assert literal_amounts(f"支出{amount}{unit}。")


@given(st.sampled_from(NAMES))
def test_every_name_can_be_inserted(name: str) -> None:
    text = f"其中{{{name}}}万元"
    assert unknown_names(text) == []
    assert with_figures(text, lambda found: f"<{found}>") == f"其中<{name}>万元"


@pytest.mark.parametrize(
    "text", ["{income.totl}", "{收入}", "{income}", "{__class__}", "{income.total.__class__}", "{"]
)
def test_a_name_that_is_none_is_reported_and_left_as_typed(text: str) -> None:
    assert unknown_names(text) == [text]
    assert with_figures(text, lambda found: "x") == text


LAYOUTS = [key for key, _ in available()]


@pytest.mark.parametrize("key", LAYOUTS)
def test_layouts_hold_no_amounts_of_their_own(key: str) -> None:
    for folder in load(key).folders:
        for path in sorted(folder.rglob("*.t*")):
            assert literal_amounts(_text_of(path)) == [], path


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_section_of_a_layout_is_a_heading_or_has_its_text(key: str) -> None:
    layout = load(key)
    templates = set(environment(layout.folders).list_templates())
    for section in layout.sections:
        bare = section.key in ("part1", "part2", "part3", "functions", "other", "annex")
        assert bare or f"{section.template or section.key}.txt" in templates, section


def _text_of(path: Path) -> str:
    """The file without template tags and comments."""
    return re.sub(r"\{[{%#].*?[%}#]\}|^#.*$", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)


def test_wide_braces_of_a_chinese_keyboard_are_braces() -> None:
    assert unknown_names("｛income.total｝") == []
    assert with_figures("｛income.total｝", lambda found: "x") == "x"
    assert unknown_names("｛收入｝") == ["{收入}"]
