"""Files as spreadsheet programs write them are read exactly; bad ones are refused with a message that helps."""

import io
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from budgets.importing.book import Spot, Unreadable, Value
from budgets.importing.reading import isolation, read_workbook
from tests.importing.bad_files import CONTAINERS, BadFile
from tests.importing.measured import measured
from tests.importing.packages import HEAD, IDS, MAIN, biff5, container, packed, parts, sheet, workbook
from tests.importing.try_bad_files import MEGABYTES, SECONDS

QUICK = [bad for bad in CONTAINERS.values() if bad.quick]
STRICT = "http://purl.oclc.org/ooxml"


@pytest.mark.parametrize("bad", QUICK, ids=lambda bad: bad.name)
def test_bad_file_is_refused_in_words(bad: BadFile) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(bad.make(), bad.filename)
    assert [words for words in bad.words if words not in str(refusal.value)] == []


@pytest.mark.parametrize("name", ["xls_cells_300001", "csv_of_millions_of_fields"])
def test_limits_of_time_and_memory_hold(name: str) -> None:
    bad = CONTAINERS[name]
    done = measured(bad.make(), bad.filename)
    assert all(words in done.message for words in bad.words), done
    assert 0 < done.megabytes <= MEGABYTES
    assert 0 < done.seconds <= SECONDS


def test_there_are_enough_kinds_of_bad_files() -> None:
    assert len(QUICK) >= 20
    assert len(CONTAINERS) >= 40


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "SECONDS", 0.01)
    with pytest.raises(Unreadable, match="秒内没有读完"):
        read_workbook(workbook(), "慢.xlsx")


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname')",
        "import socket; socket.socket()",
        "bytearray(600 * 1024 * 1024)",
    ],
)
def test_the_child_can_open_nothing_and_take_no_more_memory(deed: str) -> None:
    code = f"""
import socket
from budgets.importing.reading.child import confine
confine()
try:
    {deed}
except (OSError, MemoryError):
    print("refused")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n"


def test_the_child_imports_no_django() -> None:
    code = "import sys, budgets.importing.reading.child; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Sound files.


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "收支总表"
    page.append(["部门收支总表", None, None])
    page.merge_cells("A1:C1")
    page.append(["合计", Decimal("1728.17"), -0.5])
    page.append([date(2024, 2, 1), datetime(2024, 2, 1, 8, 30), "=B2"])
    page["C3"] = "#REF!"
    page["C3"].data_type = "e"
    page["A4"], page["B4"], page["C4"] = 0.775, 0.07, 1
    for spot, code in (("A4", "0.0%"), ("B4", "0%"), ("C4", "0.00%")):
        page[spot].number_format = code
    page["A5"] = CellRichText("人员", TextBlock(InlineFont(b=True), "经费"))
    page["B5"], page["C5"] = True, "  \n"
    page["A6"] = date(2026, 1, 1)
    page["A6"].number_format = 'yyyy"年"m"月";@'
    page["B6"], page["C6"] = 1234.5, 300
    page["B6"].number_format = '#,##0.00"days"_ ;[Red]-0'
    page.row_dimensions[2].hidden = True
    page.column_dimensions["B"].hidden = True
    book.create_sheet("备查").sheet_state = "hidden"
    book["备查"]["A1"] = "不公开"
    return saved(book)


def saved(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_values_are_what_the_person_sees() -> None:
    read = read_workbook(by_openpyxl(), "预算.xlsx")
    first, second = read.sheets
    assert (read.name, read.kind, first.name, second.name) == ("预算.xlsx", "xlsx", "收支总表", "备查")
    assert first.cells == {
        (1, 1): "部门收支总表",
        (2, 1): "合计",
        (2, 2): Decimal("1728.17"),
        (2, 3): Decimal("-0.5"),
        (3, 1): "2024-02-01",
        (3, 2): "2024-02-01 08:30:00",
        (3, 3): "#REF!",
        (4, 1): "77.5%",
        (4, 2): "7%",
        (4, 3): "100%",
        (5, 1): "人员经费",
        (5, 2): "TRUE",
        (6, 1): "2026-01-01",
        (6, 2): Decimal("1234.5"),
        (6, 3): Decimal(300),
    }
    assert str(first.cells[6, 3]) == "300"
    assert first.merged == ((1, 1, 1, 3),)
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {2})
    assert (first.visible, second.visible) == (True, False)


def by_xlwt() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("收支总表")
    page.write_merge(0, 0, 0, 2, "部门收支总表")
    page.write(1, 0, "合计")
    page.write(1, 1, 1728.17)
    page.write(2, 0, date(2024, 2, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    page.write(2, 1, 0.775, xlwt.easyxf(num_format_str="0.00%"))
    page.write(2, 2, True)
    page.write(3, 0, 20801)
    page.row(1).hidden = True
    page.col(1).hidden = True
    hidden = book.add_sheet("备查")
    hidden.write(0, 0, "不公开")
    hidden.visibility = 1
    return saved(book)


def test_old_workbook() -> None:
    read = read_workbook(by_xlwt(), "预算.xls")
    first, second = read.sheets
    assert read.kind == "xls"
    assert first.cells == {
        (1, 1): "部门收支总表",
        (2, 1): "合计",
        (2, 2): Decimal("1728.17"),
        (3, 1): "2024-02-01",
        (3, 2): "77.5%",
        (3, 3): "TRUE",
        (4, 1): Decimal(20801),
    }
    assert first.merged == ((1, 1, 1, 3),)
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {2})
    assert (first.visible, second.visible) == (True, False)


def test_workbook_of_the_nineties() -> None:
    (page,) = read_workbook(container(biff5("一般公共预算", 12.34), "Book"), "旧.xls").sheets
    assert (page.name, page.cells) == ("旧表", {(1, 1): "一般公共预算", (1, 2): Decimal("12.34")})


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")],
)
def test_delimited_text(encoding: str, separator: str) -> None:
    rows = ["单位", "名称", "金额"], ["101001", '"甲，\n""一""处"', '"1,234.50"'], ["", '"=""0101"""', "-"]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    read = read_workbook(content, "清单.csv")
    assert (read.kind, read.sheets[0].name) == ("csv", "清单")
    assert read.sheets[0].cells == {
        **{(1, 1): "单位", (1, 2): "名称", (1, 3): "金额"},
        **{(2, 1): "101001", (2, 2): '甲，\n"一"处', (2, 3): "1,234.50"},
        **{(3, 2): "0101", (3, 3): "-"},
    }


amounts = st.decimals(min_value=-(10**13), max_value=10**13, places=2)


@settings(max_examples=4, deadline=None)
@given(st.lists(amounts, min_size=20, max_size=60))
def test_amounts_come_back_to_the_fen(values: list[Decimal]) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_column(0, 0, values)
    old = xlwt.Workbook()
    column = old.add_sheet("金额")
    for row, value in enumerate(values):
        column.write(row, 0, value)
    new = openpyxl.Workbook()
    for value in values:
        new.active.append([value])
    written = {(row, 1): value for row, value in enumerate(values, 1)}
    assert cells_of(target.getvalue(), "金额.xlsx") == written
    assert cells_of(saved(old), "金额.xls") == written
    assert cells_of(saved(new), "金额.xlsx") == written


def cells_of(content: bytes, filename: str = "预算.xlsx") -> Mapping[Spot, Value]:
    return read_workbook(content, filename).sheets[0].cells


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2.2999999999999998", "2.3"),
        ("1728.1700000000001", "1728.17"),
        ("0.30000000000000004", "0.3"),
        ("1234567890.123456", "1234567890.123456"),
        ("1E3", "1000"),
        ("-0", "0"),
        ("9999999999999.99", "9999999999999.99"),
        ("310107000000000001", "310107000000000000"),
    ],
)
def test_traces_of_binary_arithmetic_are_dropped(written: str, value: str) -> None:
    found = cells_of(workbook(f'<row r="1"><c r="A1"><v>{written}</v></c></row>'))[1, 1]
    assert str(found) == value


def test_formulas_give_their_results() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>12.5</v></c>'
        '<c r="B1" t="str"><f>IF(A1=0,"","甲")</f><v>甲</v></c>'
        '<c r="C1" t="str"><f>IF(A1=0,"","甲")</f><v></v></c>'
        '<c r="D1" t="e"><f>[1]外部!A1</f><v>#REF!</v></c></row>'
    )
    assert cells_of(workbook(rows)) == {(1, 1): Decimal("12.5"), (1, 2): "甲", (1, 4): "#REF!"}


def test_what_spreadsheets_leave_out_and_put_in() -> None:
    """Cells without references, readings of characters, escaped characters, values under merged cells, empty rows."""
    rows = (
        '<row><c t="inlineStr"><is><r><t>经</t></r><r><t>费</t></r><rPh sb="0" eb="1"><t>jing</t></rPh></is></c>'
        '<c t="s"><v>0</v></c><c s="0"/><c t="s"><v/></c></row>'
        '<row r="3"><c r="B3" t="str"><v>第一行_x000D_\n第二行_x0007_</v></c></row>'
        + "".join(f'<row r="{number}"><c s="0"/></row>' for number in range(4, 60_000))
    )
    texts = f"<sst {MAIN}><si><t>合</t><phoneticPr fontId='1'/><rPh sb='0' eb='1'><t>he</t></rPh></si></sst>"
    merges = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    hidden = '<cols><col min="4" max="16384" width="0"/></cols>'
    (page,) = read_workbook(workbook(texts=texts, sheet=sheet(rows, before=hidden, after=merges)), "预算.xlsx").sheets
    assert page.cells == {(1, 1): "经费", (3, 2): "第一行\r\n第二行"}
    assert page.merged == ((1, 1, 2, 2),)
    assert page.hidden_columns == frozenset(range(4, 501))


def strictly(text: str) -> str:
    return text.replace("http://schemas.openxmlformats.org/officeDocument/2006", f"{STRICT}/officeDocument")


def test_strict_workbook_with_prefixes_and_days_from_1904() -> None:
    main = f'xmlns:x="{STRICT}/spreadsheetml/main"'
    entries = parts()
    entries["xl/workbook.xml"] = (
        f'{HEAD}<x:workbook {main} {strictly(IDS)}><x:workbookPr date1904="1"/>'
        '<x:sheets><x:sheet name="表" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>'
    )
    links = "xl/_rels/workbook.xml.rels"
    entries[links] = strictly(str(entries[links]))
    entries["xl/styles.xml"] = f'<x:styleSheet {main}><x:cellXfs><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>'
    entries["xl/worksheets/sheet1.xml"] = (
        f'{HEAD}<x:worksheet {main}><x:sheetData><x:row r="1"><x:c r="A1" s="0"><x:v>1</x:v></x:c>'
        '<x:c r="B1" t="d"><x:v>2024-02-01T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert cells_of(packed(entries)) == {(1, 1): "1904-01-02", (1, 2): "2024-02-01"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Decimal("45000.5")),
        ("G/通用格式", Decimal("45000.5")),
        ("#,##0.00_ ;[Red]-#,##0.00", Decimal("45000.5")),
        ('0.00"元/d"', Decimal("45000.5")),
        ("0.00E+00", Decimal("45000.5")),
        ("@", Decimal("45000.5")),
        ("[$-804]yyyy年m月d日", "2023-03-15 12:00:00"),
        ("m/d/yy h:mm", "2023-03-15 12:00:00"),
        ("[h]:mm", "2023-03-15 12:00:00"),
        ("0.0%;-0.0%", "4500050%"),
    ],
)
def test_number_formats(code: str, shown: Value) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 45000.5
    book.active["A1"].number_format = code
    assert cells_of(saved(book))[1, 1] == shown
