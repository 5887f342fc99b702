"""Recognising the tables of a workbook: the same table comes back from any way of drawing it, and slips have places."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.document import Amount, Cell, Document, Table
from budgets.importing.book import ERROR, NOTICE, WARNING, Sheet, Spot, Value, Workbook
from budgets.importing.read import Reading
from budgets.importing.tables import recognise
from budgets.synthetic import document as synthetic
from tests.growth import BY_LENGTH, growth
from tests.importing.altered import ALTERATIONS, Alteration, altered, in_full_width, in_yuan, moved, spaced, unmerged
from tests.importing.drawn import sheet_of, without, workbook_of

pytestmark = pytest.mark.django_db

FORMS = {"B09", "B14", "B15", "F06", "F09", "F10", "F11", "F12"}
# One of each family, with every kind of table.
DRAWN = ("310107-wanli-2023-budget", "410800-101-2024-budget", "410803-101-2023-final")
SAMPLES = (
    "310107-wanli-2023-budget",
    "310107-wanli-2024-budget",
    "310107-social-work-2024-final",
    "410395-001-2024-budget",
    "410704-101-2024-budget",
    "410800-101-2024-budget",
    "410802-524-2024-budget",
    "410803-101-2023-final",
)
JIAOZUO = "410800-101-2024-budget"
ZHONGZHAN = "410803-101-2023-final"
Values = dict[tuple[str, str], Decimal | str | None]


def values(table: Table) -> Values:
    """What the table's rows with a label hold: yuan, texts."""
    found: Values = {}
    for panel, row in table.rows():
        if panel.columns[0].key == "label" and not row.cells.get("label"):
            continue
        found |= {(row.key, key): _value(cell) for key, cell in row.cells.items()}
    return found


def _value(cell: Cell) -> Decimal | str | None:
    return cell.yuan if isinstance(cell, Amount) else cell if isinstance(cell, str) or cell is None else cell.value


def assert_same(document: Document, reading: Reading) -> None:
    """Every cross-tab and statement was read with exactly the document's cells."""
    for table in document.tables():
        if table.code not in FORMS:
            assert values(reading.tables[table.code].table) == values(table), table.code


def errors(reading: Reading) -> list[str]:
    """The errors that are not of forms, which are read elsewhere."""
    forms = {reading.tables[code].sheet for code in FORMS & set(reading.tables)}
    return [str(p) for p in reading.problems if p.severity == ERROR and p.sheet not in forms]


def told(reading: Reading, severity: str = ERROR) -> list[str]:
    return [str(problem) for problem in reading.problems if problem.severity == severity]


def changed(sheet: Sheet, cells: dict[Spot, Value]) -> Sheet:
    return replace(sheet, cells={**sheet.cells, **cells})


def book(*sheets: Sheet) -> Workbook:
    return Workbook("表.xlsx", "xlsx", sheets)


def drawn(document: Document, code: str, name: str = "") -> Sheet:
    return sheet_of(document.table(code), document.organisation.name, name or code)


@pytest.fixture
def jiaozuo(documents: dict[str, Document]) -> Document:
    return documents[JIAOZUO]


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_table_comes_back_as_it_stands_in_the_document(documents: dict[str, Document], slug: str) -> None:
    document = documents[slug]
    reading = recognise(workbook_of(document))
    assert_same(document, reading)
    assert not reading.problems
    assert not reading.strangers
    assert reading.organisation == document.organisation.name
    assert reading.year in (document.year, 0)


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_value_is_told_with_the_cell_that_it_comes_from(documents: dict[str, Document], slug: str) -> None:
    workbook = workbook_of(documents[slug])
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    compared = 0
    for code, read in recognise(workbook).tables.items():
        for _, row in () if code in FORMS else read.table.rows():
            for key, cell in row.cells.items():
                if isinstance(cell, Amount):
                    factor = 10000 if read.unit == "万元" else 1
                    assert sheets[read.sheet].cells[read.place(row.key, key)] == cell.yuan / factor
                    compared += 1
    assert compared > 100


@pytest.mark.parametrize("alteration", ALTERATIONS, ids=lambda alteration: alteration.__name__)
@pytest.mark.parametrize("slug", DRAWN)
def test_it_matters_not_how_a_workbook_is_drawn(
    documents: dict[str, Document], slug: str, alteration: Alteration
) -> None:
    reading = recognise(altered(documents[slug], alteration))
    assert_same(documents[slug], reading)
    assert not errors(reading)


@pytest.mark.parametrize("slug", SAMPLES)
def test_several_alterations_at_once(documents: dict[str, Document], slug: str) -> None:
    reading = recognise(altered(documents[slug], unmerged, in_yuan, in_full_width, spaced))
    assert_same(documents[slug], reading)


@pytest.mark.parametrize("slug", SAMPLES)
def test_names_and_order_of_sheets_say_nothing(documents: dict[str, Document], slug: str) -> None:
    sheets = list(workbook_of(documents[slug]).sheets)
    Random(slug).shuffle(sheets)
    renamed = [replace(sheet, name=f"Sheet{place}") for place, sheet in enumerate(sheets, start=1)]
    assert_same(documents[slug], recognise(book(*renamed)))


@pytest.mark.parametrize("layout", ["henan-jiaozuo-budget", "henan-luoyang-budget", "henan-zhongzhan-final"])
@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_documents_come_back(layout: str, seed: int) -> None:
    document = synthetic(layout, seed)
    reading = recognise(workbook_of(document), prefer=layout)
    assert_same(document, reading)
    assert {read.layout for read in reading.tables.values()} == {layout}


def test_the_preferred_layout_wins_where_others_fit_as_well(documents: dict[str, Document]) -> None:
    workbook = workbook_of(documents["410802-524-2024-budget"])
    layouts = {read.layout for read in recognise(workbook, "henan-jiefang-budget").tables.values()}
    assert layouts == {"henan-jiefang-budget"}


def test_the_layout_is_told_by_labels_where_headings_are_the_same(documents: dict[str, Document]) -> None:
    for slug, layout in (("310107-wanli-2023-budget", "shanghai-2023-budget"), (SAMPLES[1], "shanghai-budget")):
        assert recognise(workbook_of(documents[slug])).tables["B01"].layout == layout


def test_all_tables_one_below_another_on_one_sheet(jiaozuo: Document) -> None:
    cells: dict[Spot, Value] = {}
    merged: list[tuple[int, int, int, int]] = []
    down = 0
    for table in jiaozuo.tables():
        sheet = moved(sheet_of(table, jiaozuo.organisation.name), lambda row, down=down: row + down)
        cells |= sheet.cells
        merged += sheet.merged
        down = sheet.height + 2
    reading = recognise(book(Sheet("全部", cells, tuple(merged))))
    assert_same(jiaozuo, reading)
    assert not reading.problems


def test_a_table_may_run_over_two_sheets(jiaozuo: Document) -> None:
    whole = drawn(jiaozuo, "B07")
    first = replace(whole, cells={spot: value for spot, value in whole.cells.items() if spot[0] <= 60})
    rest = {(row - 54, column): value for (row, column), value in whole.cells.items() if row > 60}
    head = {spot: value for spot, value in whole.cells.items() if spot[0] <= 5}
    second = Sheet("续", {**head, **{(row - 1, column): value for (row, column), value in rest.items()}}, whole.merged)
    reading = recognise(book(drawn(jiaozuo, "B02"), first, second))
    assert values(reading.tables["B07"].table) == values(jiaozuo.table("B07"))
    assert set(reading.tables["B07"].elsewhere.values()) == {"续"}
    assert not reading.problems


def test_codes_above_may_be_printed_on_their_own_rows_only(documents: dict[str, Document]) -> None:
    document = documents[SAMPLES[0]]
    sheet = drawn(document, "B03")
    kept = dict(sheet.cells)
    for row in range(7, sheet.height + 1):
        if (row, 3) in kept:
            kept.pop((row, 2), None)
        if (row, 2) in kept or (row, 3) in kept:
            kept.pop((row, 1), None)
    reading = recognise(book(replace(sheet, cells=kept)))
    assert values(reading.tables["B03"].table) == values(document.table("B03"))


def test_a_code_may_stand_in_one_column_where_the_layout_has_three(documents: dict[str, Document]) -> None:
    document = documents[SAMPLES[0]]
    sheet = drawn(document, "B03")
    cells: dict[Spot, Value] = {
        (row, column - 2 if column > 3 else 1): value
        for (row, column), value in sheet.cells.items()
        if row < 6 and column not in (2, 3)
    }
    cells[5, 1] = "功能分类科目编码"
    for row in range(7, sheet.height + 1):
        cells[row - 1, 1] = "".join(sheet.text(row, column) for column in (1, 2, 3))
        cells |= {(row - 1, column - 2): sheet.cells[row, column] for column in range(4, 8)}
    reading = recognise(book(Sheet("B03", {spot: value for spot, value in cells.items() if value != ""})))
    assert values(reading.tables["B03"].table) == values(document.table("B03"))


def test_a_code_may_stand_in_three_columns_where_the_layout_has_one(documents: dict[str, Document]) -> None:
    document = documents[ZHONGZHAN]
    sheet = drawn(document, "F03")
    cells: dict[Spot, Value] = {}
    for (row, column), value in sheet.cells.items():
        code = column == 1 and isinstance(value, str) and value.isdigit()
        parts = (value[:3], value[3:5], value[5:]) if code and isinstance(value, str) else (value,)
        at = column + 2 if column > 1 or value == "栏次" else column
        lower = row + 1 if row > 5 else row
        cells |= {(lower, at + place): part for place, part in enumerate(parts) if part}
    cells |= {(6, 1): "类", (6, 2): "款", (6, 3): "项"}
    merged = ((4, 1, 4, 4), (5, 1, 5, 3), *((4, column, 6, column) for column in range(5, 11)), (5, 4, 6, 4))
    reading = recognise(book(Sheet("F03", cells, merged)))
    assert not reading.problems
    assert values(reading.tables["F03"].table) == values(document.table("F03"))


def test_rows_may_be_grouped_by_unit(jiaozuo: Document) -> None:
    sheet = drawn(jiaozuo, "B03")
    by_unit = changed(sheet, {(row, 4): "101202" if row > 12 else "101101" for row in range(9, sheet.height + 1)})
    keys = [row.key for _, row in recognise(book(by_unit)).tables["B03"].table.rows()]
    assert keys[:2] == ["合计", "101"]
    assert all(key.startswith(("101101/", "101202/")) for key in keys[2:])

    unit_rows = changed(sheet, {(12, 4): "101202", (12, 5): "某中心", (12, 1): "", (12, 2): "", (12, 3): ""})
    found = {row.key: row.kind for _, row in recognise(book(unit_rows)).tables["B03"].table.rows()}
    assert found["101202"] == "subtotal"
    assert list(found)[-1].startswith("101202/")


def test_the_forms_of_the_platform_are_recognised_before_and_after_they_are_filled() -> None:
    head = {
        (2, 1): "2026年部门支出预算总表",
        (4, 1): "编制部门：某某局",
        (4, 7): "单位：元",
        (6, 1): "项目",
        (6, 5): "支出预算",
    }
    names = {
        (7, 1): "功能分类科目编码",
        (7, 4): "功能分类科目名称",
        (7, 5): "合计",
        (7, 6): "基本支出",
        (7, 7): "项目支出",
    }
    rows: dict[Spot, Value] = {
        **{(8, 1): "类", (8, 2): "款", (8, 3): "项", (9, 1): Decimal(205), (9, 4): "教育支出"},
        **{(10, 1): Decimal(205), (10, 2): "02", (10, 4): "普通教育", (12, 1): "…", (12, 4): "…", (20, 1): "合计"},
        **{(11, 1): Decimal(205), (11, 2): "02", (11, 3): "05", (11, 4): "高等教育"},
    }
    merged = ((6, 1, 6, 4), (6, 5, 6, 7), (7, 1, 7, 3), (7, 4, 8, 4), (7, 5, 8, 5), (7, 6, 8, 6), (20, 1, 20, 4))
    cover = Sheet("封面", {(3, 1): "上海市某区2026年区级部门预算", (9, 1): "预算主管部门：某某局"})
    blank = Sheet("部门支出总表", {**head, **names, **rows}, merged)
    reading = recognise(book(cover, blank))
    assert reading.strangers == ("封面",)
    assert (reading.year, reading.organisation) == (2026, "某某局")
    assert [row.key for _, row in reading.tables["B03"].table.rows()] == ["合计"]
    assert told(reading, NOTICE) == ["工作表“部门支出总表”第 9 行：第 9、10、11 行没有金额，没有读入"]

    money: dict[Spot, Value] = {(row, column): Decimal(100) for row in (9, 10, 11, 20) for column in (5, 6)}
    table = recognise(book(cover, changed(blank, money))).tables["B03"]
    assert [row.key for _, row in table.table.rows()] == ["205", "20502", "2050205", "合计"]
    assert table.table.cell("2050205", "project") == Amount(Decimal(0), "0")
    assert table.unit == "元"


def test_statement_rows_by_class_may_stand_in_any_number(documents: dict[str, Document]) -> None:
    document = documents[SAMPLES[0]]
    sheet = drawn(document, "B01")
    spot = next(spot for spot, value in sheet.cells.items() if value == "五、社会保障和就业支出")
    reading = recognise(book(changed(sheet, {spot: "五、社会保障与就业支出"})))
    assert (
        values(reading.tables["B01"].table)["expenditure/208", "amount"]
        == document.table("B01").cell("expenditure/208", "amount").yuan
    )


def test_not_published_is_not_zero_and_a_dash_is(jiaozuo: Document) -> None:
    sheet = changed(drawn(jiaozuo, "B06"), {(7, 6): "未公开", (7, 7): "—"})
    table = recognise(book(sheet)).tables["B06"].table
    key = table.panels[0].rows[1].key
    assert table.cell(key, "staff") is None
    assert table.cell(key, "public") == Amount(Decimal(0), "")


SLIPS: tuple[tuple[str, str, Callable[[Sheet], Sheet], str], ...] = (
    (JIAOZUO, "B03", lambda s: changed(s, {(10, 8): "约三万"}), "工作表“B03”H10：“约三万”不是金额"),
    (JIAOZUO, "B03", lambda s: changed(s, {(10, 1): "行政运行"}), "工作表“B03”A10：“行政运行”不是科目编码"),
    (JIAOZUO, "B03", lambda s: changed(s, {(10, 2): "312"}), "工作表“B03”B10：“款”应为 2 位数字，现为“312”"),
    (JIAOZUO, "B06", lambda s: changed(s, {(8, 1): "301021"}), "工作表“B06”A8：科目编码“301021”是 6 位，应为 3、5 位"),
    (JIAOZUO, "B06", lambda s: without(s, (8, 1), (8, 3)), "工作表“B06”A8：这一行有金额，没有编码"),
    (JIAOZUO, "B01", lambda s: changed(s, {(8, 1): "二、彩票收入"}), "工作表“B01”A8：“二、彩票收入”不是这张表收入一边"),
    (JIAOZUO, "B03", lambda s: replace(s, hidden_rows=frozenset({10, 900})), "工作表“B03”第 10 行：第 10 行是隐藏的"),
    (JIAOZUO, "B03", lambda s: replace(s, hidden_columns=frozenset({7})), "工作表“B03”G4：G 列是隐藏的"),
    (JIAOZUO, "B03", lambda s: changed(s, {(3, 2): "单位：千元"}), "工作表“B03”第 4 行：金额单位是千元"),
    (JIAOZUO, "B06", lambda s: changed(s, {(5, 7): "人员经费"}), "工作表“B06”G5：F列和G列的标题都像是同一列"),
    (
        JIAOZUO,
        "B13",
        lambda s: without(s, (4, 1), (5, 1)),
        "工作表“B13”第 5 行：缺少“部门预算支出经济分类科目／科目编码”",
    ),
    (JIAOZUO, "B06", lambda s: changed(s, {(9, 1): "30101", (8, 1): "30101"}), "是同一项，重复了"),
    (ZHONGZHAN, "F02", lambda s: changed(s, {(9, 3): "无数"}), "工作表“F02”C9：“无数”不是金额"),
)


@pytest.mark.parametrize(("slug", "code", "slip", "message"), SLIPS)
def test_a_slip_is_told_with_its_place(
    documents: dict[str, Document], slug: str, code: str, slip: Callable[[Sheet], Sheet], message: str
) -> None:
    reading = recognise(book(slip(drawn(documents[slug], code))))
    assert [text for text in told(reading) if message in text], told(reading)


def test_swapped_columns_are_told(jiaozuo: Document) -> None:
    sheet = drawn(jiaozuo, "B06")
    swap = {1: 2, 2: 1}
    cells = {
        (row, swap.get(column, column) if row > 5 else column): value for (row, column), value in sheet.cells.items()
    }
    assert "工作表“B06”A7：“" in "".join(told(recognise(book(replace(sheet, cells=cells)))))


def test_a_column_that_is_none_of_ours_is_a_warning(jiaozuo: Document) -> None:
    reading = recognise(book(changed(drawn(jiaozuo, "B06"), {(4, 8): "经办人", (8, 8): "张三"})))
    assert told(reading, WARNING) == ["工作表“B06”H4：“经办人”这一列不在这张表里，没有读入"]
    assert values(reading.tables["B06"].table) == values(jiaozuo.table("B06"))


def test_the_same_table_twice(jiaozuo: Document) -> None:
    one, other = drawn(jiaozuo, "B03"), drawn(jiaozuo, "B03", "又一张")
    same = recognise(book(one, other))
    assert told(same, NOTICE) == ["工作表“又一张”：与工作表“B03”是同一张表，内容相同，只读入一次"]
    assert not told(same)
    different = recognise(book(one, changed(other, {(10, 6): Decimal(1)})))
    assert told(different) == ["工作表“又一张”F10：与工作表“B03”F10是同一张表的同一项，金额不同：请只保留一张"]


def test_tables_that_only_titles_tell_apart_need_a_title(jiaozuo: Document) -> None:
    message = told(recognise(book(without(drawn(jiaozuo, "B10"), (2, 1)))))[0]
    assert "看不出这是哪一张表（可能是 “一般公共预算支出预算表”、“政府性基金支出预算表”" in message


def test_a_hidden_sheet_is_not_read(jiaozuo: Document) -> None:
    reading = recognise(book(drawn(jiaozuo, "B01"), replace(drawn(jiaozuo, "B03"), visible=False)))
    assert list(reading.tables) == ["B01"]
    assert told(reading, WARNING) == ["工作表“B03”：这张工作表是隐藏的，没有读入"]


def test_a_sheet_without_a_unit_is_read_in_the_unit_of_the_layout(jiaozuo: Document) -> None:
    silent = without(drawn(jiaozuo, "B03"), (3, 2))
    assert told(recognise(book(silent)), NOTICE) == ["工作表“B03”第 4 行：表上没有写金额单位，按万元读入"]
    large = without(in_yuan(drawn(jiaozuo, "B03"), jiaozuo.table("B03")), (3, 2))
    assert told(recognise(book(large)), WARNING) == [
        "工作表“B03”第 4 行：表上没有写金额单位，按万元读入，但金额像是以元为单位"
    ]


def test_another_year_on_one_sheet_is_a_warning(jiaozuo: Document) -> None:
    old = changed(drawn(jiaozuo, "B03"), {(2, 1): "2023年部门支出预算表"})
    reading = recognise(book(drawn(jiaozuo, "B01"), drawn(jiaozuo, "B02"), old))
    assert reading.year == 2024
    assert told(reading, WARNING) == ["工作表“B03”：表上写的是 2023 年，其他表是 2024 年"]


def test_words_below_a_table_are_kept_with_their_place(documents: dict[str, Document]) -> None:
    sheet = drawn(documents[ZHONGZHAN], "F02")
    signed = changed(sheet, {(sheet.height + 2, 1): "单位负责人：", (sheet.height + 2, 5): "制表人："})
    reading = recognise(book(signed))
    assert not reading.problems
    assert reading.words[-2:] == (("F02", sheet.height + 2, "单位负责人："), ("F02", sheet.height + 2, "制表人："))
    assert reading.tables["F02"].table.notes == documents[ZHONGZHAN].table("F02").notes


def test_a_list_of_contents_is_no_table(documents: dict[str, Document]) -> None:
    document = documents[ZHONGZHAN]
    titles = [table.title for table in document.tables()]
    contents = Sheet("目录", {(1, 1): "2023年度部门决算", **{(n, 2): text for n, text in enumerate(titles, start=3)}})
    reading = recognise(book(contents, *workbook_of(document).sheets))
    assert reading.strangers == ("目录",)
    assert reading.year == 2023
    assert not reading.problems


def test_forms_of_projects_may_stand_on_sheets_of_their_own(documents: dict[str, Document]) -> None:
    table = documents[ZHONGZHAN].table("F12")
    sheets = []
    for place in "123":
        panels = tuple(panel for panel in table.panels if panel.key.startswith(f"{place}/"))
        sheets.append(sheet_of(replace(table, panels=panels), name=f"项目{place}"))
    read = recognise(book(*sheets)).tables["F12"]
    assert [panel.key for panel in read.table.panels] == [panel.key for panel in table.panels]
    assert values(read.table) == values(table)
    assert set(read.elsewhere.values()) == {"项目2", "项目3"}


def test_a_form_twice_is_told(jiaozuo: Document) -> None:
    one, other = drawn(jiaozuo, "B09"), drawn(jiaozuo, "B09", "又一张")
    assert told(recognise(book(one, other)), NOTICE) == [
        "工作表“又一张”：与工作表“B09”是同一张表，内容相同，只读入一次"
    ]
    spot = next(spot for spot, value in other.cells.items() if isinstance(value, Decimal) and value)
    assert told(recognise(book(one, changed(other, {spot: Decimal(3)})))) == [
        "工作表“又一张”：与工作表“B09”是同一张表，内容不同：请只保留一张"
    ]


def test_an_empty_workbook_and_one_of_strangers() -> None:
    assert not recognise(book(Sheet("空", {}))).tables
    assert recognise(book(Sheet("说明", {(1, 1): "请于月底前填报", (2, 1): Decimal(1)}))).strangers == ("说明",)


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_one_amount_altered_is_read_at_its_place(
    jiaozuo_read: tuple[Workbook, Reading], data: st.DataObject
) -> None:
    workbook, before = jiaozuo_read
    code = data.draw(st.sampled_from(sorted(set(before.tables) - FORMS)))
    table = before.tables[code]
    spots = {spot: place for place, spot in table.places.items() if isinstance(_cell(table.table, place), Amount)}
    spot = data.draw(st.sampled_from(sorted(spots)))
    yuan = Decimal(data.draw(st.integers(-(10**12), 10**12))).scaleb(-2)
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == table.sheet)
    now = changed(sheet, {spot: yuan / (10000 if table.unit == "万元" else 1)})
    others = tuple(now if each is sheet else each for each in workbook.sheets)
    after = recognise(replace(workbook, sheets=others))
    expected = {**values(table.table), spots[spot]: yuan}
    assert values(after.tables[code].table) == expected


def _cell(table: Table, place: tuple[str, str]) -> Cell:
    return table.cell(*place)


@pytest.fixture(scope="module")
def jiaozuo_read(documents: dict[str, Document]) -> tuple[Workbook, Reading]:
    workbook = workbook_of(documents[JIAOZUO])
    return workbook, recognise(workbook)


def test_time_goes_by_the_number_of_rows(jiaozuo: Document) -> None:
    sheet = drawn(jiaozuo, "B07")

    def read(rows: int) -> None:
        more: dict[Spot, Value] = {}
        for row in range(sheet.height + 1, sheet.height + rows):
            more |= {(row, 1): "某单位", (row, 2): "人员类", (row, 3): f"项目{row}", (row, 4): Decimal(row)}
        recognise(book(changed(sheet, more)))

    assert growth(read, 4000) < BY_LENGTH
