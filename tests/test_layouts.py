"""Layouts are data: what extends another says only what differs, and a mistake in one is named."""

from pathlib import Path

import pytest

from budgets.layouts import LayoutError, available, load, loader


def test_the_layouts_of_a_kind_can_be_chosen_and_what_they_share_cannot() -> None:
    assert [key for key, _ in available("budget")] == [
        "henan-jiaozuo-budget",
        "henan-jiefang-budget",
        "henan-luoyang-budget",
        "henan-xinxiang-budget",
        "shanghai-2023-budget",
        "shanghai-budget",
    ]
    assert [key for key, _ in available("final")] == ["henan-zhongzhan-final", "shanghai-final"]


def test_tables_stand_in_the_order_of_each_layout() -> None:
    codes = {key: [table.code for table in load(key).tables] for key, _ in available()}
    assert codes["henan-jiaozuo-budget"] == [f"B{n:02}" for n in range(1, 16)]
    assert "B07" not in codes["henan-xinxiang-budget"] and "B13" not in codes["henan-xinxiang-budget"]
    assert codes["henan-luoyang-budget"].index("B13") < codes["henan-luoyang-budget"].index("B12")
    assert codes["henan-zhongzhan-final"] == [f"F{n:02}" for n in range(1, 13)]
    assert codes["shanghai-final"][-3:] == ["F09", "F07", "F08"] and "F10" not in codes["shanghai-final"]


def test_a_layout_inherits_what_it_does_not_say() -> None:
    jiefang, jiaozuo = load("henan-jiefang-budget"), load("henan-jiaozuo-budget")
    assert jiefang.table("B03").headings == jiaozuo.table("B03").headings
    assert (jiefang.table("B01").number, jiaozuo.table("B01").number) == ("", "预算01表")
    last_year, now = load("shanghai-2023-budget"), load("shanghai-budget")
    assert last_year.table("B03") == now.table("B03")
    assert (last_year.table("B06").style().zero, now.table("B06").style().zero) == ("blank", "0")


def test_a_layout_may_print_another_table_under_a_code() -> None:
    forms = {
        code: (load("henan-zhongzhan-final").table(code).form, load("shanghai-final").table(code).form)
        for code in ("F07", "F08")
    }
    assert forms == {"F07": ("F07", "F07"), "F08": ("F08", "F08.flow")}


@pytest.mark.parametrize("key", [key for key, _ in available()])
def test_every_table_of_a_layout_stands_in_one_section(key: str) -> None:
    layout = load(key)
    codes = {table.code for table in layout.tables}
    for code in codes:
        assert len([s for s in layout.sections if code in s.tables or "*" in s.tables]) == 1, code
    assert {code for section in layout.sections for code in section.tables} - {"*"} <= codes


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
