"""Workbooks, read back with another library: every value, as exact as it was, and no text that could be a formula."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from time import perf_counter
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from budgets.document import NOT_REPORTED, Amount, Column, Document, Number, Panel, Section, Table, Text
from budgets.formats.grid import Grid, grids
from budgets.formats.html import with_asides
from budgets.formats.number_formats import Habits, number_format
from budgets.formats.sheet_names import SheetNames
from budgets.formats.sheets import AMOUNT, HEADING, LABEL, NOTE, NUMBER, TITLE, PlainSheet, SheetCell
from budgets.formats.xlsx import xlsx_bytes
from budgets.formats.xlsx_template import template_bytes
from budgets.importing.blank import blank_tables
from budgets.money import FACTOR, WAN, YUAN, NumberStyle
from tests.small_document import BESIDE, CROSSED, SPANNED, STACKED, amount, row, small_document

pytestmark = pytest.mark.django_db

SAMPLES = [
    "310107-social-work-2024-final",
    "310107-wanli-2023-budget",
    "310107-wanli-2024-budget",
    "410395-001-2024-budget",
    "410704-101-2024-budget",
    "410800-101-2024-budget",
    "410802-524-2024-budget",
    "410803-101-2023-final",
]
HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "＝1", '=HYPERLINK("http://x")']


def read(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def shown(number: Decimal, form: str) -> str:
    """What a spreadsheet shows of ``number`` in ``form``: up to three parts (positive; negative; zero) and texts."""
    parts = form.split(";")
    part = parts[0] if number > 0 or len(parts) == 1 else parts[1] if number < 0 else parts[2]
    sign = "-" if number < 0 and len(parts) == 1 else ""
    digits = re.search(r"#,##0|0", part)
    if digits is None:
        return part.strip('"')
    decimals = len(re.search(r"\.?(0*)", part[digits.end() :])[1])
    rounded = abs(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    printed = f"{rounded:,f}" if "," in part else f"{rounded:f}"
    return f"{sign}{'-' if part.startswith('-') else ''}{printed}{'%' if part.endswith(chr(34)) else ''}"


def sheets_of(book: Workbook, document: Document) -> Iterator[tuple[Worksheet, Table]]:
    """The sheet of every table."""
    tables = list(document.tables())
    yield from zip(book.worksheets[2 : 2 + len(tables)], tables, strict=True)


def start(sheet: Worksheet, table: Table) -> int:
    """The row below the lines above the headings, checked on the way."""
    row = 1
    if table.number:
        assert sheet.cell(1, 1).value == table.number
        row = 2
    assert sheet.cell(row, 1).value == table.title
    assert sheet.cell(row + 1, 1).value.startswith("部门名称：")
    assert sheet.cell(row + 1, sheet.max_column).value == f"单位：{table.unit}"
    return row + 2


def same_text(cell: XlsxCell, text: str) -> bool:
    return (cell.value or "").replace("_x000D_", "\r") == text and cell.data_type in ("s", "n" if not text else "s")


def check_cell(cell: XlsxCell, content: object, unit: str, kind: str) -> None:
    """The cell holds ``content`` exactly, and shows what is printed."""
    if isinstance(content, Amount | Number):
        assert cell.data_type == "n", cell
        number = Decimal(repr(cell.value))
        if isinstance(content, Amount):
            assert number * FACTOR[unit] == content.yuan, cell
        else:
            assert abs(content.value - number) < Decimal("1e-13"), cell
        assert shown(number, cell.number_format) == content.text, (cell, cell.value, cell.number_format)
    elif content is None:
        assert cell.value == NOT_REPORTED
    else:
        assert same_text(cell, content), (cell, cell.value, content)
        assert kind != "code" or cell.number_format == "@" or not content


def check_grid(sheet: Worksheet, grid: Grid, top: int, unit: str, merges: set[str]) -> int:
    """A drawn grid from row ``top`` on; gives the row below it and adds what must be merged."""
    if grid.title:
        assert sheet.cell(top, 1).value == grid.title
        _merge(sheet, merges, top, 1, 1, len(grid.columns))
        top += 1
    for heads in grid.head:
        for head in heads:
            assert same_text(sheet.cell(top, head.first + 1), head.text)
            _merge(sheet, merges, top, head.first + 1, head.rowspan, head.colspan)
        top += 1
    covered = [0] * len(grid.columns)
    for body in grid.rows:
        free = [index for index, left in enumerate(covered) if not left]
        covered = [max(left - 1, 0) for left in covered]
        for index, cell in zip(free, body.cells, strict=True):
            check_cell(sheet.cell(top, index + 1), cell.content, unit, cell.kind)
            _merge(sheet, merges, top, index + 1, cell.rowspan, 1)
            covered[index] = cell.rowspan - 1
        top += 1
    return top


def _merge(sheet: Worksheet, merges: set[str], row: int, column: int, rows: int, columns: int) -> None:
    if rows * columns > 1:
        last = sheet.cell(row + rows - 1, column + columns - 1).coordinate
        merges.add(f"{sheet.cell(row, column).coordinate}:{last}")


def check_document(book: Workbook, document: Document) -> None:
    for sheet, table in sheets_of(book, document):
        top, merges = start(sheet, table), set()
        width = sheet.max_column
        _merge(sheet, merges, top - 2, 1, 1, width)
        for grid in grids(table):
            top = check_grid(sheet, grid, top, table.unit, merges)
        for note in table.notes:
            assert sheet.cell(top, 1).value == note
            _merge(sheet, merges, top, 1, 1, width)
            top += 1
        assert sheet.max_row == top - 1
        assert {str(each) for each in sheet.merged_cells.ranges} == merges


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_cell_of_the_samples_is_there_exact_and_as_printed(documents: dict[str, Document], slug: str) -> None:
    check_document(read(xlsx_bytes(documents[slug])), documents[slug])


def test_a_small_document_of_every_kind_of_table() -> None:
    check_document(read(xlsx_bytes(small_document())), small_document())


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_narrative_is_there_in_order(documents: dict[str, Document], slug: str) -> None:
    document = documents[slug]
    cells = [cell.value for (cell,) in read(xlsx_bytes(document))["情况说明"].iter_rows()]
    wanted = [
        "".join(run.text for run in with_asides(paragraph))
        for each in document.sections
        for paragraph in each.paragraphs
    ]
    assert [value for value in cells if value in wanted] == wanted
    headings = [section.heading for section in document.sections if section.paragraphs and section.heading]
    assert [value for value in cells if value in headings] == headings


def test_the_cover_says_what_it_is_and_leads_to_every_sheet() -> None:
    book = read(xlsx_bytes(small_document(), [PlainSheet("事实", [[SheetCell("一")]])]))
    cover = book["封面"]
    values = [cell.value for line in cover.iter_rows() for cell in line if cell.value]
    assert values[0] == "焦作市委办公室2024年度部门预算"
    for expected in ("焦作市委办公室（101）", "焦作市（410800）", "2024年", "第 1 版", "410800-101-2024-budget"):
        assert expected in values
    targets = [cell.hyperlink.location for line in cover.iter_rows() for cell in line if cell.hyperlink]
    assert targets == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert "草稿" in [cell.value for line in read(xlsx_bytes(draft()))["封面"].iter_rows() for cell in line]


def draft() -> Document:
    return replace(small_document(), edition=0)


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_same_document_gives_the_same_bytes(documents: dict[str, Document], slug: str) -> None:
    assert xlsx_bytes(documents[slug]) == xlsx_bytes(documents[slug])


def test_nothing_in_the_file_is_a_time_of_making() -> None:
    with ZipFile(BytesIO(xlsx_bytes(small_document()))) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2024-01-01T00:00:00Z"}


def hostile_document() -> Document:
    """Every text that a person can put in is one that a spreadsheet might run."""
    columns = (
        Column("code", (HOSTILE[0],), "code"),
        Column("name", (HOSTILE[1],), "text"),
        Column("amount", (HOSTILE[3],)),
    )
    rows = tuple(row(str(n), code=text, name=text, amount=amount("1.00")) for n, text in enumerate(HOSTILE))
    spanned = tuple(
        row(f"g{n}", group="g", **({"name": HOSTILE[0]} if not n else {}), code=HOSTILE[2]) for n in range(2)
    )
    table = Table(
        "B03", HOSTILE[0], "万元", (Panel(columns, rows + spanned, "", HOSTILE[3]),), HOSTILE[1], (HOSTILE[0],)
    )
    stacked = replace(table, code="B14", arrangement="stacked", panels=table.panels * 2)
    paragraphs = tuple((Text(text),) for text in HOSTILE)
    section = Section("s", HOSTILE[0], 1, paragraphs, (table, stacked))
    organisation = replace(small_document().organisation, name=HOSTILE[0], code="", region_name=HOSTILE[1])
    return replace(small_document(), title=HOSTILE[0], organisation=organisation, sections=(section,), slug="=1")


def test_no_text_is_a_formula_or_an_address_of_the_web() -> None:
    document = hostile_document()
    extra = PlainSheet("文本", [[SheetCell(text), SheetCell(text, LABEL), SheetCell(text, AMOUNT)] for text in HOSTILE])
    data = xlsx_bytes(document, [extra])
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name) and b"<f " not in archive.read(name)
        assert not [name for name in archive.namelist() if "externalLink" in name or "/_rels/sheet" in name]
    book = read(data)
    seen = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell for cell in seen if cell.data_type == "f"]
    dangerous = [cell for cell in seen if isinstance(cell.value, str) and cell.value.startswith(tuple(HOSTILE))]
    assert len(dangerous) > 60
    assert all(cell.quotePrefix for cell in dangerous)
    check_document(book, document)


def test_hostile_samples_of_text_come_back_as_typed() -> None:
    sheet = PlainSheet("文本", [[SheetCell(text)] for text in [*HOSTILE, "a\x01b", "_x0041_", "<&>", "0012", "1e5"]])
    cells = [cell.value for (cell,) in read(xlsx_bytes(small_document(), [sheet]))["文本"].iter_rows()]
    assert [cell.replace("_x000D_", "\r") for cell in cells[: len(HOSTILE)]] == HOSTILE
    assert cells[-3:] == ["<&>", "0012", "1e5"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-(2**53) + 1, 2**53 - 1), min_size=1, max_size=30), st.sampled_from([YUAN, WAN]))
def test_amounts_come_back_to_the_fen_however_large(fen: list[int], unit: str) -> None:
    style = NumberStyle(unit, separators=True)
    amounts = [Amount(Decimal(each).scaleb(-2), style.amount(Decimal(each).scaleb(-2))) for each in fen]
    rows = tuple(row(str(index), name="a", amount=each) for index, each in enumerate(amounts))
    panel = Panel((Column("name", ("名称",), "text"), Column("amount", ("金额",))), rows)
    document = with_tables(Table("B03", "表", unit, (panel,)))
    sheet = read(xlsx_bytes(document)).worksheets[2]
    for index, each in enumerate(amounts):
        value = sheet.cell(4 + index, 2).value
        assert Decimal(str(value)) * FACTOR[unit] == each.yuan
        assert abs(each.yuan) >= 10**13 or not isinstance(value, str)


def with_tables(*tables: Table) -> Document:
    return replace(small_document(), sections=(Section("s", "各表", 1, (), tables),))


def test_an_amount_that_no_double_holds_is_a_text_of_all_its_digits() -> None:
    yuan = Decimal(2**63 - 1).scaleb(-2)
    table = replace(BESIDE, panels=(Panel((Column("amount", ("金额",)),), (row("a", amount=Amount(yuan, "很多")),)),))
    cell = read(xlsx_bytes(with_tables(table))).worksheets[2].cell(4, 1)
    assert (cell.value, cell.data_type) == ("9223372036854.775807", "s")


def test_names_of_sheets_are_legal_and_unique() -> None:
    titles = ["2024年度" + "很长的表名" * 10, "很长的表名" * 10, "[a]:*?/\\'", "", "封面", "情况说明", "ABC", "abc"]
    tables = [replace(CROSSED, title=title, number="") for title in titles]
    names = read(xlsx_bytes(with_tables(*tables), [PlainSheet("abc", [])])).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == len(titles) + 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert names[-1] == "abc"


def test_a_sheet_is_named_by_number_and_title_without_the_year() -> None:
    assert SheetNames().table("预算03表", "2024年部门支出预算表") == "预算03表 部门支出预算表"
    assert SheetNames().table("", "2024年度整体绩效目标表") == "整体绩效目标表"


@pytest.mark.parametrize(
    ("text", "number", "habits", "expected"),
    [
        ("12.30", "12.3", Habits(), "0.00"),
        ("1,234.50", "1234.5", Habits(True, 2), "#,##0.00"),
        ("12.30", "12.3", Habits(True, 2, ""), "#,##0.00;-#,##0.00;;@"),
        ("", "0", Habits(True, 2, ""), "#,##0.00;-#,##0.00;;@"),
        ("0", "0", Habits(False, 2, "0"), "0.00;-0.00;0;@"),
        ("0.00", "0", Habits(False, 2, "0.00"), "0.00"),
        ("1070", "1070", Habits(False, 2), "0"),
        ("72.08%", "72.0812", Habits(False, 2), '0.00"%"'),
        ("-0.5", "-0.5", Habits(False, 1), "0.0"),
        ("0.00", "-0.001", Habits(False, 2), "0.00;0.00;0.00;@"),
        ("-%", "0", Habits(False, 2), '0.00;-0.00;"-%";@'),
        ("无", "5", Habits(), '"无"'),
    ],
)
def test_a_number_format_says_what_was_printed(text: str, number: str, habits: Habits, expected: str) -> None:
    assert number_format(Decimal(number), text, habits) == expected


@given(
    st.decimals(-(10**9), 10**9, places=6),
    st.builds(
        NumberStyle,
        decimals=st.integers(0, 4),
        separators=st.booleans(),
        zero=st.sampled_from(["blank", "0", "full"]),
        trim=st.sampled_from(["none", "whole", "all"]),
    ),
)
def test_every_style_of_number_shows_as_printed(number: Decimal, style: NumberStyle) -> None:
    text = style.text(number)
    form = number_format(number, text, Habits(style.separators, style.decimals, style.text(Decimal(0))))
    assert shown(number, form) == text


def test_a_number_that_is_changed_shows_as_its_neighbours_do(documents: dict[str, Document]) -> None:
    document = documents["410800-101-2024-budget"]
    book = read(xlsx_bytes(document))
    (sheet,) = [sheet for sheet, table in sheets_of(book, document) if table.code == "B01"]
    forms = {cell.number_format for line in sheet.iter_rows(min_row=6) for cell in line if cell.data_type == "n"}
    assert forms - {"General"} == {"#,##0.00;-#,##0.00;;@"}


def test_headings_stay_in_sight_and_are_printed_on_every_page(documents: dict[str, Document]) -> None:
    document = documents["410800-101-2024-budget"]
    book = read(xlsx_bytes(document))
    for sheet, table in sheets_of(book, document):
        if table.arrangement == "beside":
            head = len(grids(table)[0].head)
            top = start(sheet, table)
            assert sheet.freeze_panes and int(re.sub(r"\D", "", sheet.freeze_panes)) == top + head
            assert sheet.print_title_rows == f"${top}:${top + head - 1}"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert "&P" in sheet.oddFooter.center.text
    orientation = {table.code: sheet.page_setup.orientation for sheet, table in sheets_of(book, document)}
    assert (orientation["B02"], orientation["B13"]) == ("landscape", "portrait")


def test_totals_are_bold_and_levels_are_indented() -> None:
    book = read(xlsx_bytes(with_tables(CROSSED)))
    sheet = book.worksheets[2]
    assert sheet["D7"].font.b and sheet["C7"].font.b and not sheet["D8"].font.b
    assert (sheet["C7"].alignment.indent, sheet["C8"].alignment.indent) == (0, 1)


def test_codes_keep_their_zeros_and_gaps_say_so() -> None:
    sheet = read(xlsx_bytes(with_tables(CROSSED))).worksheets[2]
    assert (sheet["B8"].value, sheet["B8"].number_format) == ("01", "@")
    assert sheet["E8"].value == NOT_REPORTED


def test_stacked_panels_stand_below_each_other() -> None:
    sheet = read(xlsx_bytes(with_tables(STACKED, SPANNED))).worksheets[2]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert lines == [["年度履职目标", "完成各项任务。"], ["绩效指标", None], ["指标", "指标值"], ["预算执行率", "≥90%"]]


def test_an_empty_form_is_a_sheet_with_its_title() -> None:
    table = Table("F12", "项目单位自评表", "万元", (), "", ("注：没有。",), "stacked")
    sheet = read(xlsx_bytes(with_tables(table))).worksheets[2]
    assert [line[0].value for line in sheet.iter_rows()][::2] == ["项目单位自评表", "注：没有。"]


def test_long_texts_go_on_or_say_that_they_are_cut() -> None:
    words = "长" * 70_000
    section = Section("s", "很长", 1, ((Text(words),),), (replace(STACKED, notes=(words,)),))
    book = read(xlsx_bytes(replace(small_document(), sections=(section,))))
    assert "".join(cell.value for (cell,) in book["情况说明"].iter_rows(min_row=2, max_row=4)) == words
    note = [cell.value for cell in book.worksheets[2]["A"]][-1]
    assert note.endswith("以下从略）") and len(note) <= 32_767


def test_further_sheets_look_as_their_roles_say() -> None:
    line = [SheetCell("键", LABEL), SheetCell(Decimal("9007199254740.99"), AMOUNT), SheetCell(Decimal("1.5"), NUMBER)]
    head = [SheetCell("标题", TITLE), SheetCell("说明", NOTE), SheetCell("列", HEADING)]
    sheet = read(xlsx_bytes(small_document(), [PlainSheet("事实", [head, [*line, SheetCell(None)]], (30, 12))]))["事实"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (9007199254740.99, "#,##0.00####")
    assert (sheet["C2"].value, sheet["A2"].value, sheet["D2"].value) == (1.5, "键", None)
    assert sheet["A1"].font.b and sheet["D2"].border.left.style == "thin"
    assert round(sheet.column_dimensions["A"].width) in (30, 31)


def test_a_large_sample_is_quick(documents: dict[str, Document]) -> None:
    before = perf_counter()
    xlsx_bytes(documents["410800-101-2024-budget"])
    assert perf_counter() - before < 1


LAYOUTS = [
    "henan-jiaozuo-budget",
    "henan-xinxiang-budget",
    "henan-zhongzhan-final",
    "shanghai-budget",
    "shanghai-final",
]


def inputs(sheet: Worksheet) -> list[XlsxCell]:
    return [cell for line in sheet.iter_rows() for cell in line if not cell.protection.locked]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_workbook_has_its_forms_and_nothing_in_the_cells_to_fill_in(layout: str) -> None:
    tables = list(blank_tables(layout).values())
    data = template_bytes("空白表", tables)
    assert data == template_bytes("空白表", tables)
    book = read(data)
    assert book.sheetnames[0] == "填写说明"
    for sheet, table in zip(book.worksheets[1:], tables, strict=True):
        assert table.unit in sheet["A1"].value
        words = {cell.value for line in sheet.iter_rows() for cell in line if cell.value}
        headings = {words for panel in table.panels for column in panel.columns for words in column.heading if words}
        labels = {text for _, each in table.rows() for text in each.cells.values() if isinstance(text, str) and text}
        assert {table.title, *headings, *labels} <= words
        assert NOT_REPORTED not in words and not set(table.notes) & words
        assert sheet.protection.sheet and not sheet.protection.insertRows
        assert all(cell.value is None and cell.fill.fgColor.rgb == "FFFFF9E5" for cell in inputs(sheet))
        assert bool(inputs(sheet)) == bool(table.panels)


def test_rows_that_are_not_fixed_can_be_added_with_codes_kept_as_text() -> None:
    book = read(template_bytes("空白表", [blank_tables("henan-jiaozuo-budget")["B03"]], blank_rows=7))
    sheet = book.worksheets[1]
    total = next(cell.row for cell in sheet["E"] if cell.value == "合计")
    assert sheet.max_row == total + 7
    for line in sheet.iter_rows(min_row=total + 1):
        assert [cell.number_format for cell in line] == ["@"] * 5 + ["#,##0.00####"] * 11
    total_line = [cell.protection.locked for cell in sheet[total]]
    assert total_line == [True] * 5 + [False] * 11


def test_fixed_rows_stay_as_they_are() -> None:
    table = blank_tables("henan-jiaozuo-budget")["B09"]
    sheet = read(template_bytes("空白表", [table], blank_rows=7)).worksheets[1]
    assert len(inputs(sheet)) == 6


def test_the_further_sheets_of_an_empty_workbook_are_filled_in_beside_their_labels() -> None:
    extra = PlainSheet("事实", [[SheetCell("接待批次", LABEL), SheetCell(None, NUMBER), SheetCell("因公", "text")]])
    sheet = read(template_bytes("空白表", [], [extra]))["事实"]
    assert [cell.protection.locked for cell in sheet[1]] == [True, False, False]
