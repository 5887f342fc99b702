"""Layouts are data: what extends another says only what differs, and a mistake in one is named."""

from pathlib import Path

import pytest

from budgets.layouts import LayoutError, available, load, loader


def test_the_four_layouts_can_be_chosen_and_the_common_part_cannot() -> None:
    assert [key for key, _ in available("budget")] == [
        "henan-jiaozuo-budget",
        "henan-jiefang-budget",
        "henan-luoyang-budget",
        "henan-xinxiang-budget",
    ]


def test_tables_stand_in_the_order_of_each_layout() -> None:
    codes = {key: [table.code for table in load(key).tables] for key, _ in available()}
    assert codes["henan-jiaozuo-budget"] == [f"B{n:02}" for n in range(1, 16)]
    assert "B07" not in codes["henan-xinxiang-budget"] and "B13" not in codes["henan-xinxiang-budget"]
    assert codes["henan-luoyang-budget"].index("B13") < codes["henan-luoyang-budget"].index("B12")


def test_a_layout_inherits_what_it_does_not_say() -> None:
    jiefang, jiaozuo = load("henan-jiefang-budget"), load("henan-jiaozuo-budget")
    assert jiefang.table("B03").headings == jiaozuo.table("B03").headings
    assert (jiefang.table("B01").number, jiaozuo.table("B01").number) == ("", "预算01表")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loader, "ROOT", tmp_path)
    return tmp_path


def test_a_missing_layout_is_named(folder: Path) -> None:
    with pytest.raises(LayoutError, match="没有名为 nowhere 的版式"):
        load("nowhere")


def test_an_incomplete_layout_is_named(folder: Path) -> None:
    (folder / "half").mkdir()
    (folder / "half" / "layout.toml").write_text('name = "半个"\nstyle = {}\n')
    with pytest.raises(LayoutError, match="版式 half 不完整"):
        load("half")
