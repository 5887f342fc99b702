"""Bad files by name: how each is made, and the words that its message must have.

``CONTAINERS`` are refused while they are read; those of bad_contents are sound workbooks that say something wrong.
Another kind is one more function under ``@container(…)``: it returns the bytes. Who judges a registry enters himself in
``STAGES`` of try_bad_files.
"""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import xlsxwriter
import xlwt

from tests.importing.packages import (
    LIST,
    MAIN,
    ONE_CELL,
    SHEET,
    biff,
    packed,
    parts,
    record,
    relation,
    sheet,
    workbook,
)
from tests.importing.packages import container as ole

Maker = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class BadFile:
    """``words`` must all be in the message; ``quick`` ones are tried in the suite, all by script/try_bad_files."""

    name: str
    filename: str
    make: Maker
    words: tuple[str, ...]
    quick: bool


CONTAINERS: dict[str, BadFile] = {}


def container(filename: str, *words: str, quick: bool = False) -> Callable[[Maker], Maker]:
    """Register a file that cannot be read."""
    return register(CONTAINERS, filename, words, quick)


def register(
    registry: dict[str, BadFile], filename: str, words: tuple[str, ...], quick: bool
) -> Callable[[Maker], Maker]:
    """Enter a file in a registry under the name of the function that makes it."""

    def enter(make: Maker) -> Maker:
        registry[make.__name__] = BadFile(make.__name__, filename, make, words, quick)
        return make

    return enter


# Not a workbook, or not one that may be sent.


@container("空.xlsx", "空的")
def empty_file() -> bytes:
    return b""


@container("没传完.xlsx", "不完整", quick=True)
def truncated() -> bytes:
    return workbook()[:-200]


@container("坏.xlsx", "解压失败")
def damaged_in_the_middle() -> bytes:
    whole = bytearray(workbook("".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 500))))
    start = whole.index(SHEET.encode()) + len(SHEET)
    whole[start + 200 : start + 230] = bytes(30)
    return bytes(whole)


@container("头.xlsx", "不完整")
def first_bytes_only() -> bytes:
    return b"PK\x03\x04" + bytes(40)


@container("加密.xlsx", "密码", quick=True)
def password_xlsx() -> bytes:
    return ole(bytes(8192), "EncryptedPackage", "EncryptionInfo")


@container("加密.xls", "密码", quick=True)
def password_xls() -> bytes:
    stream = biff(b"")
    return ole(stream[:20] + record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) + stream[20:])


@container("加密压缩.xlsx", "密码")
def password_zip() -> bytes:
    whole = bytearray(workbook())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = whole.find(mark)
        whole[position + place] |= 1
    return bytes(whole)


@container("宏.xlsm", "宏", quick=True)
def macros() -> bytes:
    return packed({**parts(), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@container("改了名的宏.xlsx", "宏")
def macros_renamed() -> bytes:
    return macros()


@container("宏.xls", "宏")
def macros_xls() -> bytes:
    return ole(biff(NUMBER_CELL), "Workbook", "_VBA_PROJECT_CUR")


@container("宏表.xlsx", "宏表", "收支总表")
def macro_sheet() -> bytes:
    entries = parts()
    links = relation("rId1", "xlMacrosheet", "macrosheets/sheet1.xml")
    return packed({**entries, "xl/_rels/workbook.xml.rels": f"{LIST}{links}</Relationships>"})


@container("预算.xls", "扩展名是 .xls", ".xlsx 工作簿", quick=True)
def xlsx_named_xls() -> bytes:
    return workbook()


@container("预算.xlsx", "扩展名是 .xlsx", ".xls 工作簿", quick=True)
def xls_named_xlsx() -> bytes:
    return old_workbook()


@container("预算.xlsx", "扩展名是 .xlsx", "CSV")
def csv_named_xlsx() -> bytes:
    return "单位,金额\n101,1.00\n".encode()


@container("预算.csv", "扩展名是 .csv", ".xlsx 工作簿")
def xlsx_named_csv() -> bytes:
    return workbook()


@container("预算.et", "扩展名", ".et")
def unknown_extension() -> bytes:
    return old_workbook()


@container("导出.xls", "网页", "另存为", quick=True)
def html_named_xls() -> bytes:
    return "<html><body><table><tr><td>合计</td></tr></table></body></html>".encode()


@container("导出.xls", "网页")
def bare_html_table_named_xls() -> bytes:
    return "\ufeff\r\n<TABLE border=1><tr><td>合计</td></tr></TABLE>".encode()


@container("导出.xls", "XML 表格 2003")
def xml_2003_named_xls() -> bytes:
    return b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


@container("公开.xlsx", "PDF", quick=True)
def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@container("扫描.xlsx", "图片")
def picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(64)


@container("说明.xlsx", "Word")
def word_document() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


@container("说明.xls", "Word")
def old_word_document() -> bytes:
    return ole(bytes(8192), "WordDocument")


@container("二进制.xlsx", "xlsb")
def binary_workbook() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"})


@container("开放.xlsx", "OpenDocument")
def open_document() -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


@container("打包.xlsx", "普通压缩包")
def nested_zip() -> bytes:
    return packed({"预算.xlsx": workbook(), "决算.xlsx": workbook()})


@container("乱码.xlsx", "无法识别", quick=True)
def random_bytes() -> bytes:
    return b"\x01" + random.Random(7).randbytes(50_000)


@container("乱码.csv", "无法识别")
def random_bytes_named_csv() -> bytes:
    return b"\x01" + random.Random(8).randbytes(50_000)


# Made to hurt.


@container("大.xlsx", "20 MB")
def over_20_megabytes() -> bytes:
    return bytes(21 * 1024 * 1024)


@container("炸弹.xlsx", "倍以上", SHEET, quick=True)
def zip_bomb() -> bytes:
    return workbook(sheet=sheet(" " * 100_000_000))


@container("许多小炸弹.xlsx", "200 MB")
def zip_bomb_in_small_parts() -> bytes:
    return packed({**parts(), **{f"xl/media/{number}": bytes(1_000_000) for number in range(240)}})


@container("谎报.xlsx", "解压失败")
def sizes_that_lie() -> bytes:
    whole = bytearray(workbook("<!-- -->" * 200_000 + ONE_CELL))
    entry = next(info for info in zipfile.ZipFile(io.BytesIO(whole)).infolist() if info.filename == SHEET)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        position = whole.find(mark)
        while position >= 0:
            if struct.unpack_from("<I", whole, position + place)[0] == entry.file_size:
                struct.pack_into("<I", whole, position + place, 5_000)
            position = whole.find(mark, position + 4)
    return bytes(whole)


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>\n"
)


@container("笑.xlsx", "DOCTYPE", "sharedStrings", quick=True)
def billion_laughs_in_texts() -> bytes:
    return workbook(texts=f"{LAUGHS}<sst {MAIN}><si><t>&i;</t></si></sst>")


@container("笑.xlsx", "DOCTYPE", "xl/workbook.xml")
def billion_laughs_in_workbook() -> bytes:
    return workbook(book=f"{LAUGHS}<workbook {MAIN}><sheets>&i;</sheets></workbook>")


@container("笑.xlsx", "DOCTYPE", SHEET)
def billion_laughs_in_sheet() -> bytes:
    return workbook(sheet=f"{LAUGHS}<worksheet {MAIN}><sheetData>&i;</sheetData></worksheet>")


@container("外部实体.xlsx", "DOCTYPE", quick=True)
def external_entity() -> bytes:
    head = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n'
    return workbook(texts=f"{head}<sst {MAIN}><si><t>&e;</t></si></sst>")


@container("样式.xlsx", "DOCTYPE", "styles")
def doctype_in_styles() -> bytes:
    return workbook(styles=f"<!DOCTYPE styleSheet><styleSheet {MAIN}/>")


@container("属性.xlsx", "DOCTYPE", "docProps/app.xml")
def doctype_in_a_part_that_is_not_read() -> bytes:
    return packed({**parts(), "docProps/app.xml": f"{LAUGHS}<Properties>&i;</Properties>"})


@container("深.xlsx", "嵌套", "64")
def deep_nesting() -> bytes:
    return workbook("<row>" * 100_000)


@container("长属性.xlsx", "文件过大或过于复杂")
def one_giant_attribute() -> bytes:
    return workbook(f'<row r="1" spans="{_incompressible(1_400_000)}{"7" * 150_000_000}"/>')


@container("样式.xlsx", "格式", "65536")
def endless_styles() -> bytes:
    styles = (
        f"<styleSheet {MAIN}><!--{_incompressible(1_500_000)}--><cellXfs>{'<xf/>' * 28_000_000}</cellXfs></styleSheet>"
    )
    return workbook(styles=styles)


@container("元素.xlsx", SHEET, "元素", "2000000")
def foreign_elements() -> bytes:
    return workbook(sheet=sheet(ONE_CELL, after=f"<!--{_incompressible(250_000)}-->{'<x/>' * 3_900_000}"))


@container("时间.xlsx", "秒内没有读完")
def foreign_elements_on_many_sheets() -> bytes:
    entries = parts(names=[f"表{number}" for number in range(1, 19)])
    page = sheet(ONE_CELL, after=f"<!--{_incompressible(250_000)}-->{'<x/>' * 1_900_000}")
    return packed({name: page if "worksheets" in name else part for name, part in entries.items()})


def _incompressible(length: int) -> str:
    return random.Random(9).randbytes(length * 3 // 4).hex()[:length]


# Too large.


@container("远.xlsx", "收支总表", "XFD1048576", "20000 行", quick=True)
def one_cell_at_the_far_end() -> bytes:
    return workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@container("百万行.xlsx", "收支总表", "A20001", "20000 行")
def million_rows() -> bytes:
    return workbook("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001)))


@container("空行.xlsx", "收支总表", "1000000")
def three_million_formatted_cells() -> bytes:
    row = "".join(f'<c r="{letter}%d" s="0"/>' for letter in "ABCDEFGHIJ")
    return workbook("".join(f'<row r="{n}">{row.replace("%d", str(n))}</row>' for n in range(1, 200_001)))


@container("宽.xlsx", "收支总表", "SG1", "500 列", quick=True)
def sixteen_thousand_columns() -> bytes:
    return workbook(f'<row r="1">{"<c><v>1</v></c>" * 16_384}</row>')


@container("30万格.xlsx", "收支总表", "A3001", "300000")
def cells_300001() -> bytes:
    numbers = random.Random(6)
    rows = ("".join(f"<c><v>{numbers.random():.2f}</v></c>" for _ in range(100)) for _ in range(3000))
    return workbook("".join(f"<row>{row}</row>" for row in rows) + "<row><c><v>1</v></c></row>")


@container("5000表.xlsx", "5000 张", "100 张", quick=True)
def sheets_5000() -> bytes:
    return packed(parts(names=[f"表{number}" for number in range(5000)]))


@container("长文.xlsx", "收支总表", "A1", "32767", quick=True)
def huge_shared_text() -> bytes:
    return workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=f"<sst {MAIN}><si><t>{'长' * 300_000}</t></si></sst>"
    )


@container("重复长文.xlsx", "收支总表", "A167", "5000000")
def one_text_shown_everywhere() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    return workbook(rows, texts=f"<sst {MAIN}><si><t>{'长' * 30_000}</t></si></sst>")


@container("表情.xlsx", "读出的内容", "48 MB")
def five_million_characters_beyond_16_bits() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 166))
    return workbook(rows, texts=f"<sst {MAIN}><si><t>{'🏛' * 30_000}</t></si></sst>")


@container("部件.xlsx", "部件", "10000")
def too_many_parts() -> bytes:
    return packed({**parts(), **{f"xl/media/{number}": b"" for number in range(10_001)}})


# Workbooks whose parts contradict each other.


@container("无表.xlsx", "没有工作表", quick=True)
def no_sheets() -> bytes:
    return packed(parts(names=()))


@container("空表.xlsx", "没有任何内容")
def nothing_in_any_cell() -> bytes:
    return workbook('<row r="1"><c r="A1"/></row>')


@container("缺表.xlsx", "收支总表", "缺少", quick=True)
def sheet_part_missing() -> bytes:
    entries = parts()
    del entries[SHEET]
    return packed(entries)


@container("断链.xlsx", "收支总表", "缺少")
def relation_missing() -> bytes:
    return packed({**parts(), "xl/_rels/workbook.xml.rels": f"{LIST}</Relationships>"})


@container("断链.xlsx", "缺少部件 xl/workbook.xml")
def workbook_part_missing() -> bytes:
    entries = parts()
    del entries["xl/workbook.xml"]
    return packed(entries)


@container("路径.xlsx", "收支总表", "缺少")
def path_traversal() -> bytes:
    link = relation("rId1", "worksheet", "../../../../etc/passwd")
    entries = {**parts(), "xl/_rels/workbook.xml.rels": f"{LIST}{link}</Relationships>"}
    return packed({**entries, "../../../../tmp/evil.xml": "<x/>"})


@container("外链.xlsx", "收支总表", "缺少")
def sheet_in_another_place() -> bytes:
    link = relation("rId1", "worksheet", "https://example.invalid/sheet.xml").replace("/>", ' TargetMode="External"/>')
    return packed({**parts(), "xl/_rels/workbook.xml.rels": f"{LIST}{link}</Relationships>"})


@container("双份.xlsx", "两个部件", "SHEET1", quick=True)
def duplicate_entries() -> bytes:
    return packed([*parts().items(), (SHEET.upper(), sheet(ONE_CELL))])


@container("断.xlsx", SHEET, "不是正确的 XML")
def broken_xml() -> bytes:
    return workbook(sheet=sheet(ONE_CELL)[:-20])


@container("编码.xlsx", SHEET, "x-unknown")
def unknown_xml_encoding() -> bytes:
    return workbook(sheet=sheet(ONE_CELL).replace("UTF-8", "x-unknown"))


@container("合并.xlsx", "收支总表", "B2", "合并区域", quick=True)
def overlapping_merges() -> bytes:
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
    return workbook(sheet=sheet(ONE_CELL, after=merges))


@container("合并.xlsx", "收支总表", "颠倒")
def reversed_merge() -> bytes:
    return workbook(sheet=sheet(ONE_CELL, after='<mergeCells><mergeCell ref="C3:A1"/></mergeCells>'))


@container("合并.xlsx", "收支总表", "A1:XFD1048576", "20000 行")
def merge_of_everything() -> bytes:
    return workbook(sheet=sheet(ONE_CELL, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))


@container("行号.xlsx", "收支总表", "“0”")
def row_zero() -> bytes:
    return workbook('<row r="0"><c r="A0"><v>1</v></c></row>')


@container("行号.xlsx", "收支总表", "“-3”")
def negative_row() -> bytes:
    return workbook('<row r="-3"><c><v>1</v></c></row>')


@container("次序.xlsx", "收支总表", "“2”", "颠倒")
def rows_out_of_order() -> bytes:
    return workbook('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')


@container("编号.xlsx", "收支总表", "“A0”")
def cell_a0() -> bytes:
    return workbook('<row r="1"><c r="A0"><v>1</v></c></row>')


@container("编号.xlsx", "收支总表", "“ZZZZ1”", quick=True)
def cell_zzzz1() -> bytes:
    return workbook('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')


@container("编号.xlsx", "收支总表", "第 1 行", "“B7”")
def cell_of_another_row() -> bytes:
    return workbook('<row r="1"><c r="B7"><v>1</v></c></row>')


@container("编号.xlsx", "收支总表", "“A1”", "重复")
def same_cell_twice() -> bytes:
    return workbook('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')


@container("文字.xlsx", "收支总表", "B2", "文字表", quick=True)
def shared_text_out_of_range() -> bytes:
    return workbook('<row r="2"><c r="B2" t="s"><v>99</v></c></row>')


@container("数值.xlsx", "收支总表", "B2", "12..5", quick=True)
def invalid_number() -> bytes:
    return workbook('<row r="2"><c r="B2"><v>12..5</v></c></row>')


@container("数值.xlsx", "收支总表", "B2", "1e999")
def infinite_number() -> bytes:
    return workbook('<row r="2"><c r="B2"><v>1e999</v></c></row>')


@container("公式.xlsx", "收支总表", "B2", "公式没有计算结果", quick=True)
def formula_without_value() -> bytes:
    return workbook('<row r="2"><c r="B2"><f>SUM(A1:A9)</f></c></row>')


@container("公式.xlsx", "Sheet1", "A2", "公式没有计算结果")
def formula_never_calculated() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write(0, 0, 5)
        page.write_formula(1, 0, "=SUM(A1:A1)")
    return target.getvalue()


# .xls


def old_workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("收支总表").write(0, 0, "合计")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def number_cell(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


NUMBER_CELL = number_cell(0, 0)


@container("没传完.xls", "不完整", quick=True)
def truncated_xls() -> bytes:
    return old_workbook()[:1500]


@container("坏.xls", "损坏")
def xls_with_cyclic_sectors() -> bytes:
    whole = bytearray(old_workbook())
    table = 512 + 512 * struct.unpack_from("<i", whole, 76)[0]
    struct.pack_into("<4i", whole, table, 1, 2, 3, 0)
    return bytes(whole)


@container("坏.xls", "损坏")
def xls_with_broken_records() -> bytes:
    whole = bytearray(old_workbook())
    start = whole.index(struct.pack("<H", 0x0809), 512) + 600
    whole[start : start + 3000] = random.Random(5).randbytes(3000)
    return bytes(whole)


@container("30万格.xls", "表1", "NTP", "500 列")
def xls_column_out_of_range() -> bytes:
    return ole(biff(number_cell(0, 9999)))


@container("30万格.xls", "表1", "300000")
def xls_cells_300001() -> bytes:
    return ole(biff(b"".join(number_cell(n // 100, n % 100) for n in range(300_001))))


@container("同一处.xls", "300000")
def xls_sheets_at_one_place() -> bytes:
    return ole(biff(b"".join(number_cell(n // 10, n % 10) for n in range(50_000)), sheets=90))


@container("5000表.xls", "5000 张", "100 张")
def xls_sheets_5000() -> bytes:
    return ole(biff(NUMBER_CELL, sheets=5000))


@container("空格.xls", "表1", "1000000")
def xls_of_blank_cells() -> bytes:
    blanks = struct.pack("<HH", 0, 0) + bytes(512) + struct.pack("<H", 255)
    return ole(biff(record(0x00BE, blanks) * 8_000))


# .csv


@container("空字节.csv", "第 2 行", "NUL", quick=True)
def csv_with_nul() -> bytes:
    return "单位,金额\n101,\0 1.00\n".encode()


@container("一行.csv", "20 MB")
def csv_of_100_megabytes_in_one_line() -> bytes:
    return b"1," * 50_000_000


@container("一行.csv", "第 1 行", "32767")
def csv_of_one_field() -> bytes:
    return b"1" * 19_000_000


@container("一行.csv", "SG1", "500 列")
def csv_of_one_line() -> bytes:
    return b"1," * 9_500_000


@container("短格.csv", "内存", "512 MB")
def csv_of_millions_of_fields() -> bytes:
    return b"12," * 6_900_000


@container("行.csv", "A20001", "20000 行")
def csv_of_a_million_rows() -> bytes:
    return b"1,2\n" * 1_000_000


@container("引号.csv", "第 3 行", "引号", quick=True)
def csv_with_unclosed_quote() -> bytes:
    return '单位,名称\n101,"甲"\n102,"乙\n103,丙\n'.encode()


@container("编码.csv", "编码", "第 2 行", quick=True)
def csv_in_an_unknown_encoding() -> bytes:
    return "单位,名称\n".encode() + b"101,\xff\xff\xa0\n"


@container("编码.csv", "编码")
def csv_in_half_utf_16() -> bytes:
    return "单位,名称\n".encode("utf-16")[:-1]
