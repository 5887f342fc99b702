"""Forms on sheets are read to the very tables they were drawn from, however they are laid out; mistakes name cells."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets.document import Amount, Document, Table
from budgets.importing.blank import blank_tables
from budgets.importing.book import ERROR, WARNING, Problem, Sheet, Spot, Value
from budgets.importing.forms import READERS, read_form
from budgets.importing.read import ReadTable
from budgets.layouts import load
from budgets.money import FACTOR
from budgets.synthetic import document
from tests.growth import BY_LENGTH, growth
from tests.importing.drawn import sheet_of

pytestmark = pytest.mark.django_db

LAYOUTS = (
    "henan-jiaozuo-budget",
    "henan-jiefang-budget",
    "henan-luoyang-budget",
    "henan-xinxiang-budget",
    "henan-zhongzhan-final",
    "shanghai-2023-budget",
    "shanghai-budget",
    "shanghai-final",
)
ONE_HEADING = ("B09", "F09", "B15", "F11")
Grid = Mapping[Spot, Value]


def read(sheet: Sheet, code: str, key: str, unit: str) -> tuple[ReadTable | None, tuple[Problem, ...]]:
    layout = load(key).table(code)
    return read_form(layout.form, sheet, 1, sheet.height, layout, key, blank_tables(key)[code], unit)


def forms(documents: Mapping[str, Document]) -> Iterable[tuple[str, Table, Sheet]]:
    """Every form of the samples with its layout and its sheet."""
    for sample in documents.values():
        key = sample.layout.partition("@")[0]
        for table in sample.tables():
            if load(key).table(table.code).form in READERS:
                yield key, table, sheet_of(table, sample.organisation.name)


def assert_read(key: str, table: Table, sheet: Sheet, unit: str = "") -> None:
    found, problems = read(sheet, table.code, key, unit or table.unit)
    assert found is not None, (key, table.code)
    assert [str(problem) for problem in problems] == []
    assert found.table.panels == table.panels, (key, table.code)


def moved(sheet: Sheet, place: Callable[[int, int], Spot], cells: Grid | None = None) -> Sheet:
    """The sheet with its cells (or others) put elsewhere, and no merged cells."""
    taken = sheet.cells if cells is None else cells
    return replace(sheet, cells={place(*spot): value for spot, value in taken.items()}, merged=())


def filled(sheet: Sheet, rows: range) -> dict[Spot, Value]:
    """The cells, with the value of a merged region within ``rows`` in each of its cells."""
    cells = dict(sheet.cells)
    for top, left, bottom, right in sheet.merged:
        if top in rows and (top, left) in sheet.cells:
            spots = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
            cells |= dict.fromkeys(spots, sheet.cells[top, left])
    return cells


def head_rows(sheet: Sheet, table: Table) -> range:
    """The rows of headings of a table of one panel; they begin below three lines."""
    depth = max(len(column.heading) for column in table.panels[0].columns)
    return range(4, 4 + depth)


def test_every_form_of_the_samples_is_read_to_the_same_table(documents: dict[str, Document]) -> None:
    seen = set()
    for key, table, sheet in forms(documents):
        assert_read(key, table, sheet)
        seen.add(load(key).table(table.code).form)
    assert seen == set(READERS)


def test_places_are_the_cells_of_the_values(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        found, _ = read(sheet, table.code, key, table.unit)
        assert found is not None
        amounts = [(row.key, name, cell) for _, row in table.rows() for name, cell in row.cells.items()]
        for row, name, cell in amounts:
            if isinstance(cell, Amount) and cell.yuan:
                value = sheet.cells[found.place(row, name)]
                assert isinstance(value, Decimal)
                assert value * FACTOR[table.unit] == cell.yuan


@settings(max_examples=12, deadline=None)
@given(key=st.sampled_from(LAYOUTS), seed=st.integers(0, 10_000), merged=st.booleans())
def test_forms_of_made_up_documents_are_read_to_the_same_tables(key: str, seed: int, merged: bool) -> None:
    made = document(key, seed)
    for table in made.tables():
        if load(key).table(table.code).form in READERS:
            sheet = sheet_of(table, made.organisation.name)
            found, problems = read(sheet if merged else replace(sheet, merged=()), table.code, key, table.unit)
            assert found is not None
            assert not problems
            # F11 names projects without their codes.
            same = [[row.cells for row in panel.rows] for panel in found.table.panels]
            assert same == [[row.cells for row in panel.rows] for panel in table.panels]
            assert table.code == "F11" or found.table.panels == table.panels


def test_merged_cells_may_be_lost_or_filled(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        assert_read(key, table, replace(sheet, merged=()))
        everywhere = filled(sheet, range(1, sheet.height + 1))
        if load(key).table(table.code).form not in ("B15", "F06"):
            assert_read(key, table, replace(sheet, cells=everywhere, merged=()))


def test_labels_of_a_project_may_be_repeated_in_each_of_its_rows(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        if load(key).table(table.code).form == "B15":
            assert_read(key, table, replace(sheet, cells=filled(sheet, range(1, sheet.height + 1)), merged=()))


def test_amounts_in_yuan_where_the_layout_prints_ten_thousands(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        scale = FACTOR[table.unit]
        found, _ = read(sheet, table.code, key, table.unit)
        assert found is not None
        cells = dict(sheet.cells)
        for _, row in table.rows():
            for name, cell in row.cells.items():
                if isinstance(cell, Amount):
                    cells[found.place(row.key, name)] = cell.yuan
        assert scale in (1, 10000)
        assert_read(key, table, replace(sheet, cells=cells), "元")


def test_blank_rows_and_columns_and_full_width_letters(documents: dict[str, Document]) -> None:
    wide = str.maketrans("0123456789()%", "０１２３４５６７８９（）％")
    for key, table, sheet in forms(documents):
        assert_read(key, table, moved(sheet, lambda row, column: (row * 3, column + 2)))
        head = {
            spot: value.translate(wide) if isinstance(value, str) and spot[0] in head_rows(sheet, table) else value
            for spot, value in sheet.cells.items()
        }
        if table.code in ONE_HEADING:
            assert_read(key, table, replace(sheet, cells=head))


def test_headings_repeated_on_every_page(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        if table.code not in ("B15", "F11") or table.arrangement == "stacked":
            continue
        head, start = head_rows(sheet, table), 3 + len(head_rows(sheet, table))
        middle = start + (sheet.height - start) // 2
        pages = {spot: value for spot, value in sheet.cells.items() if spot[0] <= start}
        cells = {(row + start * (row > middle), column): value for (row, column), value in sheet.cells.items()}
        again = {(middle + row, column): value for (row, column), value in pages.items()}
        assert head
        assert_read(key, table, replace(sheet, cells={**cells, **again}, merged=()))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_columns_in_any_order(documents: dict[str, Document], data: st.DataObject) -> None:
    chosen = [each for each in forms(documents) if each[1].code in ONE_HEADING and each[1].arrangement != "stacked"]
    key, table, sheet = data.draw(st.sampled_from(chosen))
    order = data.draw(st.permutations(range(1, sheet.width + 1)))
    cells = filled(sheet, head_rows(sheet, table))
    lines = {spot: value for spot, value in cells.items() if spot[0] < 4 or value in table.notes}
    rest = {spot: value for spot, value in cells.items() if spot not in lines}
    shuffled = {(row, order[column - 1]): value for (row, column), value in rest.items()}
    assert_read(key, table, replace(sheet, cells={**lines, **shuffled}, merged=()))


def test_parts_of_a_stacked_form_in_another_order(documents: dict[str, Document]) -> None:
    for key, table, _ in forms(documents):
        if table.code in ("B14", "F10"):
            turned = replace(table, panels=table.panels[::-1])
            assert_read(key, table, sheet_of(turned, "某部门"))


def test_the_nature_of_projects_may_be_left_out(documents: dict[str, Document]) -> None:
    sample = documents["410395-001-2024-budget"]
    table = sample.table("B15")
    sheet = sheet_of(table, sample.organisation.name)
    cells = {(row, column): value for (row, column), value in sheet.cells.items() if column != 3}
    found, problems = read(replace(sheet, cells=cells), "B15", "henan-luoyang-budget", table.unit)
    assert found is not None
    assert not problems
    assert "category" not in {column.key for column in found.table.panels[0].columns}
    assert [row.cells.get("total") for _, row in found.table.rows()] == [
        row.cells.get("total") for _, row in table.rows()
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), word=st.sampled_from(["约三万", "12..5", "1,23.4", "见附件", "十二", "1e5x", "12.34万"]))
def test_words_for_an_amount_are_told_at_their_cell(
    documents: dict[str, Document], data: st.DataObject, word: str
) -> None:
    key, table, sheet = data.draw(st.sampled_from(list(forms(documents))))
    found, _ = read(sheet, table.code, key, table.unit)
    assert found is not None
    numeric = [
        found.place(row.key, column.key)
        for panel in found.table.panels
        for row in panel.rows
        for column in panel.columns
        if column.kind in ("amount", "number") and isinstance(row.cells.get(column.key), (Amount,))
    ]
    if not numeric:
        return
    spot = data.draw(st.sampled_from(numeric))
    _, problems = read(replace(sheet, cells={**sheet.cells, spot: word}), table.code, key, table.unit)
    errors = [problem for problem in problems if problem.severity == ERROR]
    assert [(problem.sheet, problem.row, problem.column) for problem in errors] == [(sheet.name, *spot)]
    assert word in errors[0].message


@pytest.mark.parametrize("word", ["优秀", "八分", "NaN", "Infinity", "1e400"])
def test_words_for_marks_are_told_at_their_cell(documents: dict[str, Document], word: str) -> None:
    sample = documents["410803-101-2023-final"]
    sheet = sheet_of(sample.table("F12"))
    found, _ = read(sheet, "F12", "henan-zhongzhan-final", "万元")
    assert found is not None
    spot = found.place("1/management/use", "score")
    _, problems = read(replace(sheet, cells={**sheet.cells, spot: word}), "F12", "henan-zhongzhan-final", "万元")
    assert [(problem.row, problem.column) for problem in problems] == [spot]


def test_a_heading_that_is_missing_is_named(documents: dict[str, Document]) -> None:
    for key, table, sheet in forms(documents):
        if table.code not in ONE_HEADING or table.arrangement == "stacked":
            continue
        found, _ = read(sheet, table.code, key, table.unit)
        assert found is not None
        last = table.panels[0].columns[-1]
        column = found.place(table.panels[0].rows[0].key, last.key)[1]
        cells = {spot: value for spot, value in sheet.cells.items() if spot[1] != column or spot[0] < 4}
        _, problems = read(replace(sheet, cells=cells), table.code, key, table.unit)
        assert any(last.heading[-1] in each.message and each.severity == ERROR for each in problems), table.code


def test_a_sheet_without_headings_is_no_form(documents: dict[str, Document]) -> None:
    for key, table, _ in forms(documents):
        none, problems = read(Sheet("空", {(1, 1): "此处是别的内容"}), table.code, key, table.unit)
        assert none is None
        assert any(problem.severity == ERROR for problem in problems)


def luoyang(documents: dict[str, Document]) -> tuple[Sheet, ReadTable]:
    sheet = sheet_of(documents["410395-001-2024-budget"].table("B15"))
    found, _ = read(sheet, "B15", "henan-luoyang-budget", "万元")
    assert found is not None
    return sheet, found


def told(sheet: Sheet, **cells: tuple[Spot, Value]) -> list[tuple[str, int, int]]:
    changed = {**sheet.cells, **dict(cells.values())}
    kept = {spot: value for spot, value in changed.items() if value != ""}
    _, problems = read(replace(sheet, cells=kept, merged=()), "B15", "henan-luoyang-budget", "万元")
    return [(problem.message, problem.row, problem.column) for problem in problems]


def test_two_projects_of_one_code(documents: dict[str, Document]) -> None:
    sheet, found = luoyang(documents)
    first, second = [row.key for _, row in found.table.rows() if row.group == row.key][:2]
    spot, row = found.place(second, "code"), found.place(first, "code")[0]
    ((message, *place),) = told(sheet, code=(spot, first))
    assert message == f"项目编码“{first}”与第 {row} 行的重复"
    assert tuple(place) == spot


def test_a_project_without_a_name(documents: dict[str, Document]) -> None:
    sheet, found = luoyang(documents)
    first = next(row.key for _, row in found.table.rows() if row.group == row.key)
    spot, code = found.place(first, "name"), found.place(first, "code")
    assert told(sheet, name=(spot, "")) == [("项目行没有项目名称", *spot)]
    assert told(sheet, name=(spot, ""), code=(code, "")) == [("项目行没有项目编码和名称", *spot)]


def test_an_indicator_before_any_project(documents: dict[str, Document]) -> None:
    sheet, found = luoyang(documents)
    unit = next(row.key for _, row in found.table.rows() if row.kind == "subtotal")
    row = found.place(unit, "code")[0]
    cells = {(at + (at > row), column): value for (at, column), value in sheet.cells.items()}
    orphan = (row + 1, found.places[next(each.key for _, each in found.table.rows() if each.group), "output.name"][1])
    assert told(replace(sheet, cells=cells), name=(orphan, "值班天数")) == [("指标前面没有所属的项目", *orphan)]


def test_a_code_kept_as_a_number_has_lost_its_end(documents: dict[str, Document]) -> None:
    sheet, found = luoyang(documents)
    first = next(row.key for _, row in found.table.rows() if row.group == row.key)
    spot = found.place(first, "code")
    ((message, *place),) = told(sheet, code=(spot, Decimal("41039524000000000000")))
    assert "编码存成了数字" in message
    assert tuple(place) == spot


def test_an_economic_code_that_comes_twice(documents: dict[str, Document]) -> None:
    sheet = sheet_of(documents["410803-101-2023-final"].table("F06"))
    found, _ = read(sheet, "F06", "henan-zhongzhan-final", "万元")
    assert found is not None
    spot = found.place("30102", "code")
    _, problems = read(replace(sheet, cells={**sheet.cells, spot: "30101"}), "F06", "henan-zhongzhan-final", "万元")
    assert [(p.row, p.column) for p in problems if p.severity == ERROR] == [spot]


def test_a_code_that_the_layout_does_not_list_stands_above_its_total(documents: dict[str, Document]) -> None:
    sheet = sheet_of(documents["310107-social-work-2024-final"].table("F06"))
    found, _ = read(sheet, "F06", "shanghai-final", "万元")
    assert found is not None
    spots = [found.place("30209", column) for column in ("code", "name", "amount")]
    cells = {**sheet.cells, **dict(zip(spots, ("30240X", "某项费用", Decimal(3)), strict=True)), spots[0]: "30298"}
    other, _ = read(replace(sheet, cells=cells), "F06", "shanghai-final", "万元")
    assert other is not None
    keys = [row.key for row in other.table.panels[1].rows]
    assert keys[-2:] == ["30298", "public"]
    assert "30209" not in keys


def test_blanks_mean_zero_only_where_the_layout_prints_zero_so() -> None:
    heads = {(1, 1): "合计", (1, 2): "因公出国(境)费", (1, 3): "公务用车购置及运行维护费", (1, 6): "公务接待费"}
    heads |= {(2, 3): "小计", (2, 4): "公务用车购置费", (2, 5): "公务用车运行维护费"}
    row = {(3, 1): Decimal("1.5"), (3, 3): Decimal("1.5"), (3, 5): Decimal("1.5")}
    for key, expected in (("henan-jiaozuo-budget", Amount(Decimal("0.00"), "")), ("henan-xinxiang-budget", None)):
        found, problems = read(Sheet("三公", {**heads, **row}), "B09", key, "万元")
        assert found is not None
        assert not problems
        assert found.table.cell("合计", "operation") == Amount(Decimal("15000.00"), "1.50")
        assert found.table.cell("合计", "abroad") == expected
        nothing, _ = read(Sheet("三公", {**heads, (3, 1): "-", (4, 1): "未公开"}), "B09", key, "万元")
        assert nothing is not None
        assert nothing.table.cell("合计", "abroad") is None


def test_time_grows_with_the_number_of_rows() -> None:
    heads = dict(enumerate(("单位编码（项目编码）", "项目单位（项目名称）", "资金总额"), start=1))
    names = {4: "成本指标", 6: "产出指标", 8: "效益指标", 10: "满意度指标"}

    def act(size: int) -> object:
        cells: dict[Spot, Value] = {(1, column): text for column, text in (heads | names).items()}
        cells |= {(2, column): "三级指标" if column % 2 == 0 else "指标值" for column in range(4, 12)}
        cells |= {(3, 1): "101", (3, 2): "某部门", (3, 3): Decimal(size)}
        for row in range(4, size + 4):
            cells |= {(row, 1): f"41080024{row:013}", (row, 2): f"项目{row}", (row, 3): Decimal(1), (row, 6): "次数"}
        return read(Sheet("目标", cells), "B15", "henan-jiaozuo-budget", "万元")

    assert growth(act, 12_000) < BY_LENGTH


def test_rows_that_are_none_of_the_form_are_told(documents: dict[str, Document]) -> None:
    sheet = sheet_of(documents["410800-101-2024-budget"].table("B14"))
    cells = {**sheet.cells, (sheet.height + 1, 1): "填表人：张三"}
    found, problems = read(replace(sheet, cells=cells), "B14", "henan-jiaozuo-budget", "万元")
    assert found is not None
    assert [(each.severity, each.row) for each in problems] == [(WARNING, sheet.height + 1)]


ODD = (
    "",
    "未公开",
    "无",
    "合计",
    "项目名称",
    "一级指标",
    "绩效指标",
    "总分",
    "其他资金",
    Decimal(3),
    Decimal("1E+25"),
    "NaN",
    "30101",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_read_or_told(documents: dict[str, Document], data: st.DataObject) -> None:
    key, table, sheet = data.draw(st.sampled_from(list(forms(documents))))
    spots = st.sampled_from(sorted(sheet.cells))
    changed = data.draw(st.dictionaries(spots, st.sampled_from(ODD), min_size=1, max_size=30))
    cells = {spot: value for spot, value in {**sheet.cells, **changed}.items() if value != ""}
    found, problems = read(replace(sheet, cells=cells), table.code, key, table.unit)
    assert found is not None or any(problem.severity == ERROR for problem in problems)
    assert all(problem.row <= sheet.height for problem in problems)
