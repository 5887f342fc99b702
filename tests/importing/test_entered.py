"""The sheets 事实 and 文本 and line lists: what was written is read back, mistakes are told with their place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.data.load import samples
from budgets.document import Document
from budgets.entered import Entries, Field, Group
from budgets.entries import schema
from budgets.formats.sheets import PlainSheet
from budgets.formats.xlsx import xlsx_bytes
from budgets.importing.book import ERROR, NOTICE, WARNING, Sheet, Value
from budgets.importing.entered import (
    Entered,
    facts_sheets,
    is_facts,
    is_line_list,
    line_sheet,
    lines_csv,
    normal,
    read_facts,
    read_lines,
)
from budgets.importing.entered.writing import pieces
from budgets.importing.reading import read_workbook
from budgets.layouts import available
from budgets.synthetic import document, facts
from tests.importing.drawn import workbook_of
from tests.small_document import small_document

SAMPLES = {
    f"{data['regions'][-1]['code']}-{data['department']['code']}-{data['disclosure']['year']}": data
    for data in samples()
}
LINES = ("income", "expenditure", "balances")
each_sample = pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
LAYOUTS = [key for key, _ in available()]
BUDGET = SAMPLES["410800-101-2024"]
GROUPS = schema("budget")


def drawn(plain: PlainSheet) -> Sheet:
    """A plain sheet as a reader gives it."""
    cells = {
        (row, column): cell.value
        for row, written in enumerate(plain.rows, 1)
        for column, cell in enumerate(written, 1)
        if cell.value not in (None, "")
    }
    return Sheet(plain.name, cells)


def both(entries: Entries, groups: tuple[Group, ...] = GROUPS, blank_rows: int = 0) -> list[Sheet]:
    return [drawn(plain) for plain in facts_sheets(entries, groups, blank_rows=blank_rows)]


def through_xlsx(*plain: PlainSheet) -> list[Sheet]:
    """Plain sheets as they come back from a file."""
    book = read_workbook(xlsx_bytes(small_document(), plain), "a.xlsx")
    return [sheet for sheet in book.sheets if sheet.name in {one.name for one in plain}]


def through_openpyxl(*plain: PlainSheet) -> list[Sheet]:
    """Plain sheets as another program keeps them."""
    book, target = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for one in plain:
        sheet = book.create_sheet(one.name)
        for row, written in enumerate(one.rows, 1):
            for column, cell in enumerate(written, 1):
                held = sheet.cell(row, column, cell.value)
                held.data_type = "s" if isinstance(cell.value, str) else held.data_type
    book.save(target)
    return list(read_workbook(target.getvalue(), "a.xlsx").sheets)


def told(entered: Entered, severity: str = ERROR) -> list[str]:
    return [str(problem) for problem in entered.problems if problem.severity == severity]


def at(sheet: Sheet, text: str, after: int = 0) -> tuple[int, int]:
    """Where a text stands, the first below a row."""
    return min(spot for spot, value in sheet.cells.items() if value == text and spot[0] > after)


def changed(sheet: Sheet, spot: tuple[int, int], value: Value | None) -> Sheet:
    cells = {**sheet.cells, spot: value} if value is not None else {k: v for k, v in sheet.cells.items() if k != spot}
    return replace(sheet, cells=cells)


# The sheets 事实 and 文本.


@each_sample
@pytest.mark.parametrize("written", [lambda *plain: [drawn(one) for one in plain], through_xlsx, through_openpyxl])
def test_the_sheets_of_a_sample_read_back_are_its_entries(data: Entries, written: Callable[..., list[Sheet]]) -> None:
    groups = schema(data["kind"])
    names = {"function": {"2013101": "行政运行"}}
    sheets = written(*facts_sheets(data, groups, names))
    found = read_facts(sheets, groups)
    assert normal(found.entries, groups) == normal(data, groups)
    assert told(found) == told(found, WARNING) == []
    assert all(is_facts(sheet) for sheet in sheets)


def test_they_read_back_on_any_place_in_any_order_with_rows_between() -> None:
    facts_sheet, texts = both(BUDGET)
    starts = sorted(row for (row, column), value in facts_sheet.cells.items() if str(value).startswith("【"))
    ends = [*starts[1:], facts_sheet.height + 1]
    cells: dict[tuple[int, int], Value] = {}
    row = 3
    for start, end in reversed(list(zip(starts, ends, strict=True))):
        for number in range(start, end):
            cells |= {(row, 40 - column): value for column, value in facts_sheet.row(number).items()}
            row += 2
    found = read_facts([replace(texts, name="x"), Sheet("y", cells)], GROUPS)
    assert told(found) == []
    assert normal(found.entries, GROUPS) == normal(BUDGET, GROUPS)


def test_rows_know_where_they_stand() -> None:
    facts_sheet, texts = both(BUDGET)
    found = read_facts([facts_sheet, texts], GROUPS)
    for (key, place), (name, row) in found.rows.items():
        assert name == facts_sheet.name
        if key == "projects.indicators":
            rows = [one for project in found.entries["projects"] for one in project["indicators"]]
            assert rows[place]["name"] in facts_sheet.row(row).values()
        if key == "expenditure":
            rows = [one for lines in found.entries["expenditure"].values() for one in lines]
            assert Decimal(rows[place]["amount"]) in facts_sheet.row(row).values()
    assert {key for key, _ in found.rows} >= {"income", "expenditure", "projects", "projects.indicators", "texts"}


def test_an_empty_workbook_says_nothing_and_what_is_filled_in_is_all_that_it_says() -> None:
    identity = {key: BUDGET[key] for key in ("regions", "department", "units", "disclosure")}
    facts_sheet, texts = both(identity, blank_rows=10)
    empty = read_facts([facts_sheet, texts], GROUPS)
    assert normal(empty.entries, GROUPS) == normal(identity, GROUPS)
    assert set(empty.entries) == {*identity}
    assert told(empty) == []
    row, _ = at(facts_sheet, "主要职责")
    texts = changed(texts, (at(texts, "主要职责")[0], 5), "一、负责……")
    found = read_facts([facts_sheet, texts], GROUPS)
    assert found.entries["texts"] == [{"key": "duties", "text": "一、负责……", "withheld": False, "ground": ""}]
    assert found.rows["texts", 0] == (facts_sheet.name, row)


GROUP = Group(
    "things",
    "事项",
    (
        Field("name", "名称"),
        Field("amount", "金额", "amount"),
        Field("day", "日期", "date"),
        Field("count", "数量", "count"),
        Field("mark", "得分", "mark"),
        Field("yes", "是否", "yes"),
        Field("choice", "种类", "choice", (("a.b", "甲：乙"), ("a.c", "甲：丙"), ("d", "丁"), ("", "未分"))),
        Field("text", "说明", "long"),
        Field("reason", "原因", "long"),
    ),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=40)
NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "'=1", "''", "【事项】", "【收入】", "合计", "一\n\n二", "长" * 40_000]
)
WORDS = (TEXTS | NASTY).map(str.strip).filter(lambda text: "\r" not in text)
FEN = st.integers(-(2**63) + 1, 2**63 - 1)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"name": WORDS.filter(lambda text: 0 < len(text) <= 100)},
        optional={
            "amount": FEN.map(lambda fen: f"{Decimal(fen).scaleb(-2):.2f}"),
            "day": st.dates().map(lambda day: day.isoformat()),
            "count": st.integers(0, 2**31 - 1),
            "mark": st.decimals(-100, 100, places=2).map(str),
            "yes": st.booleans(),
            "choice": st.sampled_from(["a.b", "a.c", "d", ""]),
            "text": WORDS,
            "reason": WORDS,
        },
    ),
    max_size=5,
)


@settings(deadline=None)
@given(ROWS)
def test_any_values_read_back(rows: list[dict[str, Any]]) -> None:
    entries = {"things": rows}
    found = read_facts(both(entries, (GROUP,)), (GROUP,))
    assert normal(found.entries, (GROUP,)) == normal(entries, (GROUP,))
    assert told(found) == told(found, WARNING) == []


@settings(deadline=None, max_examples=5)
@given(ROWS)
def test_any_values_come_back_from_a_file(rows: list[dict[str, Any]]) -> None:
    entries = {"things": rows}
    found = read_facts(through_xlsx(*facts_sheets(entries, (GROUP,))), (GROUP,))
    assert normal(found.entries, (GROUP,)) == normal(entries, (GROUP,))


@settings(deadline=None)
@given(st.text("长 \n", min_size=1, max_size=50).map(lambda text: (text * 2000).strip()))
def test_long_texts_are_cut_where_no_white_space_is_lost(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    assert all(len(piece) <= 16_000 for piece in found)
    assert len(found) <= len(text) // 15_000 + 1


def things(**row: Value) -> Entered:
    """What is read of one row, filled in by hand."""
    facts_sheet, texts = both({"things": [{"name": "x"}]}, (GROUP,))
    heading = at(facts_sheet, "序号")[0]
    columns = {str(value).removesuffix("（元）"): column for column, value in facts_sheet.row(heading).items()}
    for field in GROUP.fields:
        if field.name in row:
            facts_sheet = changed(facts_sheet, (heading + 1, columns[field.label]), row[field.name])
    return read_facts([facts_sheet, texts], (GROUP,))


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("amount", "１，２３４．５", "1234.50"),
        ("amount", "12.5 万元", "125000.00"),
        ("amount", Decimal("1728.1700000000001"), "1728.17"),
        ("amount", "—", None),
        ("day", "2024年2月1日", "2024-02-01"),
        ("day", "2024/2/1", "2024-02-01"),
        ("day", "２０２４．０２．０１", "2024-02-01"),
        ("day", "20240201", "2024-02-01"),
        ("day", " 2024-02-01 00:00:00", "2024-02-01"),
        ("count", "１２", 12),
        ("count", Decimal("3.0"), 3),
        ("mark", "95%", "95"),
        ("yes", "√", True),
        ("yes", " 否 ", False),
        ("choice", "甲:乙", "a.b"),
        ("choice", "丙 ", "a.c"),
        ("choice", "a.c", "a.c"),
        ("name", Decimal("2024"), "2024"),
    ],
)
def test_what_is_typed_in_usual_forms_is_taken(name: str, typed: Value, value: object) -> None:
    found = things(**{name: typed})
    assert found.entries["things"][0][name] == value
    assert told(found) == []


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("amount", "约三万", "C{row}：金额：“约三万”不是金额"),
        ("amount", "1.234", "C{row}：金额：“1.234”的小数太多"),
        ("day", "2024年2月30日", "D{row}：日期：“2024年2月30日”不是日期"),
        ("day", Decimal("45323"), "D{row}：日期：“45323”不是日期"),
        ("count", "1.5", "E{row}：数量：“1.5”不是整数"),
        ("count", "-1", "E{row}：数量：“-1”不是整数"),
        ("mark", "优", "F{row}：得分：“优”不是数字"),
        ("mark", "NaN", "F{row}：得分：“NaN”不是数字"),
        ("yes", "也许", "G{row}：是否：“也许”不清楚"),
        ("choice", "戊", "H{row}：种类：“戊”不在可选的范围内，可选：甲：乙、甲：丙、丁、未分"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_cell(name: str, typed: Value, message: str) -> None:
    found = things(**{name: typed})
    (problem,) = told(found)
    assert problem.startswith(f"工作表“事实”{message.format(row=found.rows['things', 0][1])}")


def test_missing_headings_and_rows_are_told_and_unknown_ones_noticed() -> None:
    facts_sheet, texts = both(BUDGET)
    title = at(facts_sheet, "【收入】")[0]
    fund, year = at(facts_sheet, "资金来源", title), at(facts_sheet, "年度")
    facts_sheet = changed(facts_sheet, fund, "钱的来源")
    facts_sheet = changed(facts_sheet, (year[0], year[1] + 1), None)
    found = read_facts([facts_sheet, texts], GROUPS)
    assert f"工作表“事实”第 {title + 1} 行：【收入】缺少表头：资金来源" in told(found)
    assert f"工作表“事实”C{year[0]}：【公开文件】缺少“年度”" in told(found)
    assert any("不认识“钱的来源”一栏" in message for message in told(found, NOTICE))


def test_unknown_and_repeated_blocks_are_told_with_their_row() -> None:
    facts_sheet, texts = both(BUDGET)
    income, balances = at(facts_sheet, "【收入】"), at(facts_sheet, "【结转结余】")
    facts_sheet = changed(changed(facts_sheet, income, "【收人】"), balances, "【支出】")
    found = read_facts([facts_sheet, texts], GROUPS)
    assert f"工作表“事实”A{income[0]}" not in "".join(told(found))
    assert any(f"第 {income[0]} 行：不认识“【收人】”" in message for message in told(found, WARNING))
    assert any(f"第 {balances[0]} 行：“【支出】”已在" in message for message in told(found))
    assert any("没有这些块" in message and "【收入】" in message for message in told(found, WARNING))
    assert "income" not in found.entries


def test_texts_that_belong_nowhere_are_told() -> None:
    facts_sheet, texts = both(BUDGET)
    row = at(texts, "年度项目")[0]
    for column, value, message in (
        (1, "项目甲", f"A{row}：不认识“项目甲”"),
        (2, Decimal(999), f"B{row}：【年度项目】没有第 999 行"),
        (2, "甲", f"B{row}：序号“甲”不是 1、2、3"),
        (3, "别的项目", f"C{row}：【年度项目】序号 5 是"),
        (4, "总结", f"D{row}：【年度项目】没有“总结”这一栏文字，可填：年度目标"),
    ):
        found = read_facts([facts_sheet, changed(texts, (row, column), value)], GROUPS)
        assert told(found) == [problem for problem in told(found) if message in problem] != []


def test_a_row_of_a_project_that_is_not_listed_is_told() -> None:
    facts_sheet, texts = both(BUDGET)
    title = at(facts_sheet, "【项目绩效指标】")[0]
    found = read_facts([changed(facts_sheet, (title + 2, 2), "无此项目"), texts], GROUPS)
    (problem, *_) = told(found)
    assert problem == f"工作表“事实”B{title + 2}：【项目绩效指标】没有列出“无此项目”这个项目"


def test_a_code_that_lost_its_end_in_a_spreadsheet_is_told() -> None:
    facts_sheet, texts = both(BUDGET)
    code = next(project["code"] for project in BUDGET["projects"] if project["code"])
    spot = at(facts_sheet, code, at(facts_sheet, "【年度项目】")[0])
    found = read_facts([changed(facts_sheet, spot, Decimal("4.1080024E+20")), texts], GROUPS)
    assert any("末几位已经丢失" in message for message in told(found))


# Line lists.


def of_lines(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(group for group in groups if group.key in LINES)


def line_entries(layout: str, seed: int) -> Entries:
    """The lines of a made-up disclosure, every dimension known."""
    made = facts(layout, seed)
    expenditure: dict[str, list[dict[str, Any]]] = {}
    for line in made.expenditure:
        names = ("unit", "function", "economic", "government", "nature", "fund", "origin", "stage")
        row = {name: getattr(line, name) for name in (*names, "project", "item", "item_kind")}
        same = next((other for other in expenditure.get(line.cut, ()) if row.items() <= other.items()), None)
        if same is None:
            expenditure.setdefault(line.cut, []).append({**row, "amount": f"{line.amount:.2f}"})
    income = ("unit", "function", "fund", "origin", "stage")
    return {
        "units": [{"code": unit.code, "name": unit.name} for unit in made.units],
        "projects": [{"code": one.key, "name": one.name} for one in made.projects],
        "income": [
            {**{name: getattr(line, name) for name in income}, "amount": f"{line.amount:.2f}"} for line in made.income
        ],
        "expenditure": expenditure,
        "balances": [
            {"kind": kind, "unit": line.unit, "fund": line.fund, "function": line.function, "amount": str(line.amount)}
            for kind, lines in made.balances.items()
            for line in lines
        ],
    }


@each_sample
def test_the_lines_of_a_sample_read_back(data: Entries) -> None:
    groups = of_lines(schema(data["kind"]))
    for sheet in (drawn(line_sheet(data, groups)), *read_workbook(lines_csv(data, groups), "a.csv").sheets):
        assert is_line_list(sheet)
        found = read_lines(sheet, groups)
        assert normal(found.entries, groups) == normal(data, groups)
        assert told(found) == told(found, WARNING) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_full_lines_read_back_from_files(layout: str) -> None:
    groups = of_lines(schema("final" if "final" in layout else "budget"))
    data = line_entries(layout, 7)
    for sheet in (
        *through_xlsx(line_sheet(data, groups)),
        *read_workbook(lines_csv(data, groups), "a.csv").sheets,
    ):
        found = read_lines(sheet, groups)
        assert normal(found.entries, groups) == normal(data, groups)
        assert told(found) == told(found, WARNING) == []
        assert set(found.units) <= {unit["code"] for unit in data["units"]}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.django_db
def test_published_tables_and_typed_facts_are_no_line_lists(layout: str) -> None:
    made = document(layout, 3)
    lists = [sheet.name for sheet in workbook_of(made).sheets if is_line_list(sheet) or is_facts(sheet)]
    assert lists == []


@pytest.mark.django_db
def test_no_table_of_a_sample_is_a_line_list(documents: Mapping[str, Document]) -> None:
    for made in documents.values():
        assert [sheet.name for sheet in workbook_of(made).sheets if is_line_list(sheet) or is_facts(sheet)] == []
    for data in SAMPLES.values():
        assert [sheet.name for sheet in both(data, schema(data["kind"])) if is_line_list(sheet)] == []


def listed(*rows: tuple[Value | None, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    cells = {
        (row, column): value
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return Sheet("指标", cells, merged)


HEADINGS = ("单位编码", "功能科目编码", "部门经济科目", "支出性质", "资金性质", "项目编码", "金额（元）")
WAGES = ("101001", "2013101", "30101", "工资福利支出", "一般公共预算拨款", None, Decimal(100))


def test_a_list_as_a_budget_system_exports_it() -> None:
    sheet = listed(
        ("2024年部门预算指标明细表",),
        ("编制单位：某局", None, "单位：万元"),
        (
            "预算单位编码",
            "预算单位名称",
            "功能分类科目",
            None,
            None,
            None,
            "部门经济分类",
            "项目类别",
            "资金性质",
            "指标来源",
            "项目名称",
            "指标金额",
            "备注",
        ),
        (None, None, "类", "款", "项", "名称"),
        (
            "101001",
            "某局（本级）",
            Decimal(201),
            Decimal(31),
            Decimal(1),
            "行政运行",
            "30101 基本工资",
            None,
            "一般公共预算拨款",
            "当年预算",
            None,
            "1,234.567891",
            "据实",
        ),
        (
            "１０１００２－某中心",
            None,
            "201",
            "20131",
            "2013102",
            None,
            Decimal(30201),
            "特定目标类项目",
            "事业收入资金",
            "上年结转",
            "信息系统维护",
            Decimal("20.5"),
        ),
        ("小计", None, None, None, None, None, None, None, None, None, None, Decimal("1255.067891")),
        ("合 计", None, None, None, None, None, None, None, None, None, None, Decimal("1255.067991")),
        ("填表人：张三", None, None, None, None, None, None, None, None, None, "复核人：李四"),
        merged=(
            (3, 3, 3, 6),
            (3, 1, 4, 1),
            (3, 2, 4, 2),
            (3, 7, 4, 7),
            (3, 8, 4, 8),
            (3, 9, 4, 9),
            (3, 10, 4, 10),
            (3, 11, 4, 11),
            (3, 12, 4, 12),
            (3, 13, 4, 13),
        ),
    )
    found = read_lines(sheet, GROUPS)
    assert told(found) == []
    first, second = found.entries["expenditure"]["full"]
    assert (first["unit"], first["function"], first["economic"]) == ("101001", "2013101", "30101")
    assert (first["nature"], first["fund"], first["origin"]) == ("basic.staff.wages", "general.fiscal", "current")
    assert first["amount"] == "12345678.91"
    assert (second["unit"], second["function"], second["project"]) == ("101002", "2013102", "信息系统维护")
    assert (second["nature"], second["fund"], second["origin"]) == ("project.target", "own.service", "carried")
    assert found.projects == (("", "信息系统维护", "101002"),)
    assert found.rows["expenditure", 1] == ("指标", 6)
    assert told(found, WARNING) == [
        "工作表“指标”第 9 行：这一行没有金额和科目，没有读取",
        "工作表“指标”L8：“合计” 12550679.91 元，各行之和 12550678.91 元，相差 1.00 元",
    ]
    assert "工作表“指标”第 7 行：第 7、8 行是合计或小计，没有计入" in told(found, NOTICE)
    assert any("不认识“备注”一栏" in message for message in told(found, NOTICE))


def test_a_list_without_a_unit_asks_for_it_and_takes_the_answer() -> None:
    sheet = listed((*HEADINGS[:-1], "金额"), WAGES)
    assert told(read_lines(sheet, GROUPS)) == [
        "工作表“指标”G1：没有写明金额单位：请在表头写“金额（元）”或“金额（万元）”"
    ]
    assert read_lines(sheet, GROUPS, "万元").entries["expenditure"]["full"][0]["amount"] == "1000000.00"
    assert "两种说法" in told(read_lines(listed(("单位：万元",), HEADINGS, WAGES), GROUPS))[0]


def test_the_same_line_twice_names_both_rows() -> None:
    found = read_lines(listed(HEADINGS, WAGES, (*WAGES[:-1], Decimal(5))), GROUPS)
    assert told(found) == ["工作表“指标”G3：第 3 行与第 2 行的科目、单位、资金等完全相同：请合并金额或改正其中一行"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (1, "某局", "A2：单位：“某局”不是编码"),
        (3, None, "D2：没有填支出性质"),
        (4, "人员", "D2：支出性质：“人员”不在可选的范围内，可选：基本支出、人员经费"),
        (5, "财政资金", "E2：资金来源：“财政资金”不在可选的范围内"),
        (5, None, "E2：没有填资金来源"),
        (6, Decimal("410395240000000128330"), "F2：项目：编码“410395240000000128330”被表格软件当成了数字"),
        (7, "十万", "G2：金额：“十万”不是金额"),
        (7, None, "G2：没有填金额"),
    ],
)
def test_mistakes_in_a_list_are_told_with_their_cell(column: int, value: Value | None, message: str) -> None:
    row = [*WAGES]
    row[column - 1] = value
    if column == 3:
        row[3] = None
    (problem,) = told(read_lines(listed(HEADINGS, tuple(row)), GROUPS))
    assert problem.startswith(f"工作表“指标”{message}")


def test_a_project_line_needs_its_nature() -> None:
    row = ("101001", "2013101", "30101", None, "财政拨款", "41039524000000012833", Decimal(1))
    (problem,) = told(read_lines(listed(HEADINGS, row), GROUPS))
    assert "D2：没有填支出性质" in problem


def test_a_list_of_mistakes_ends() -> None:
    found = read_lines(listed(HEADINGS, *[(*WAGES[:-1], "很多")] * 2000), GROUPS)
    assert len(told(found)) == 501
    assert "错误太多" in told(found)[-1]


def test_formulas_in_a_csv_are_neutral_and_come_back() -> None:
    items = ("=1+1", "+1", "-1", "@a", "'=1", "''a", "'a", '"b,c')
    line = {"fund": "general.fiscal", "nature": "basic", "unit": "", "amount": "1.00"}
    data = {"expenditure": {"item": [{**line, "item": item} for item in items]}}
    written = lines_csv(data, GROUPS)
    assert written.startswith(b"\xef\xbb\xbf")
    assert not any(f",{sign}" in written.decode() for sign in "=+-@")
    (sheet,) = read_workbook(written, "a.csv").sheets
    found = read_lines(sheet, GROUPS)
    assert normal(found.entries, GROUPS) == normal(data, GROUPS)
    assert normal(read_lines(drawn(line_sheet(data, GROUPS)), GROUPS).entries, GROUPS) == normal(data, GROUPS)


def test_codes_are_cells_of_text_so_that_what_is_typed_over_keeps_its_zeros() -> None:
    written, _ = facts_sheets(BUDGET, GROUPS, blank_rows=1)
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(small_document(), (written,))))
    title = at(drawn(written), "【预算单位】")[0]
    assert [book["事实"].cell(row, 2).number_format for row in range(title + 2, title + 7)] == ["@"] * 5
