"""Sound workbooks and lists that say something wrong, for a budget of one department and year; entered in ``CONTENTS``.

Each is a sample's own workbook (or list of lines) with one mistake that people make. They need the database that holds
the document to import to; other samples are only put into it while their workbook is made.
"""

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.bad_files import BadFile, Maker, register
from tests.importing.judged import DOUBTFUL, REFUSED, TARGET

TABLES, WHOLE = "tables", "whole"
Book = openpyxl.Workbook
CONTENTS: dict[str, BadFile] = {}


def content(filename: str, *words: str, quick: bool = False) -> Callable[[Maker], Maker]:
    """Register a file that can be read and says something wrong."""
    return register(CONTENTS, filename, words, quick)


@cache
def sample_file(slug: str, kind: str) -> bytes:
    """A sample as a workbook of its tables, as the whole workbook, or as a list of lines; nothing of it is kept."""
    from django.db import transaction

    from budgets.data.load import load_classification, load_sample
    from budgets.editions import draft
    from budgets.editions.files import workbook
    from budgets.entries import taken
    from budgets.formats.xlsx import xlsx_bytes
    from budgets.imports.downloads import DOWNLOADS
    from tests.admin_pages import sample

    with transaction.atomic():
        load_classification()
        disclosure = load_sample(sample(slug))
        if kind == TABLES:
            made = xlsx_bytes(draft(disclosure))
        elif kind == WHOLE:
            made = workbook(draft(disclosure), taken(disclosure))
        else:
            made = DOWNLOADS[kind].make(disclosure)
        transaction.set_rollback(True)
    return made


def edited(change: Callable[[Book], Any], kind: str = TABLES, slug: str = TARGET) -> bytes:
    """The sample's workbook after a change."""
    book = openpyxl.load_workbook(io.BytesIO(sample_file(slug, kind)))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell(sheet: str, spot: str, value: Any, kind: str = TABLES) -> bytes:
    """The workbook with another value in one cell."""
    return edited(lambda book: book[sheet].__setitem__(spot, value), kind)


def only(book: Book, *names: str) -> None:
    """Leave only these sheets."""
    for sheet in book.worksheets:
        if sheet.title not in names:
            book.remove(sheet)


def everywhere(book: Book, one: str, other: str) -> None:
    """Replace a text in all cells."""
    for each in cells(book):
        if isinstance(each.value, str):
            each.value = each.value.replace(one, other)


def cells(book: Book) -> Iterator[Any]:
    """All cells."""
    yield from (each for sheet in book.worksheets for row in sheet.iter_rows() for each in row)


def swap(sheet: Worksheet, one: str, other: str, first: int) -> None:
    """Swap two columns below the headings."""
    for row in range(first, sheet.max_row + 1):
        left, right = sheet[f"{one}{row}"], sheet[f"{other}{row}"]
        left.value, right.value = right.value, left.value


def entered(block: str, label: str, column: str, value: Any) -> bytes:
    """The whole workbook with another value in the row ``label`` of a block of the sheet 事实."""

    def change(book: Book) -> None:
        sheet = book["事实"]
        start = next(row for row in range(1, sheet.max_row + 1) if sheet[f"A{row}"].value == f"【{block}】")
        found = next(row for row in range(start, sheet.max_row + 1) if str(sheet[f"B{row}"].value) == label)
        sheet[f"{column}{found}"] = value

    return edited(change, WHOLE)


def lines(change: Callable[[list[list[str]]], Any]) -> bytes:
    """The sample's list of lines after a change of its rows (the first are the headings)."""
    rows = list(csv.reader(io.StringIO(sample_file(TARGET, "lines").decode("utf-8-sig"))))
    change(rows)
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return ("\ufeff" + target.getvalue()).encode()


# Not the file that belongs here.


@content("去年.xlsx", REFUSED, "2023 年", "2024 年", quick=True)
def wrong_year() -> bytes:
    return edited(lambda book: everywhere(book, "2024年", "2023年"))


@content("去年.xlsx", REFUSED, "2023 年", "2024 年")
def wrong_year_in_facts() -> bytes:
    return entered("公开文件", "年度", "C", 2023)


@content("外单位.xlsx", REFUSED, "新乡", "解放区信访局", quick=True)
def another_department() -> bytes:
    return sample_file("410704-101-2024-budget", TABLES)


@content("外单位.xlsx", REFUSED, "解放区档案局")
def another_name_above_the_tables() -> bytes:
    return edited(lambda book: everywhere(book, "部门名称：焦作市解放区信访局", "部门名称：焦作市解放区档案局"))


@content("外单位.xlsx", REFUSED, "525", "524")
def another_department_in_facts() -> bytes:
    return entered("部门", "部门代码", "C", "525")


@content("决算.xlsx", REFUSED, "决算", quick=True)
def final_accounts() -> bytes:
    return sample_file("410803-101-2023-final", WHOLE)


@content("决算.xlsx", REFUSED)
def tables_of_final_accounts() -> bytes:
    return sample_file("410803-101-2023-final", TABLES)


@content("通讯录.xlsx", REFUSED, "没有认出任何一张表", "Sheet")
def no_table_at_all() -> bytes:
    book = Book()
    book.worksheets[0].append(["姓名", "电话"])
    book.worksheets[0].append(["某某", "0391-0000000"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# Columns and rows.


@content("错栏.xlsx", DOUBTFUL, "部门支出预算表", "I8", quick=True)
def amounts_of_two_columns_swapped() -> bytes:
    return edited(lambda book: swap(book["部门支出预算表"], "G", "N", 6))


@content("错栏.xlsx", REFUSED, "部门支出预算表", "8", "不是科目编码", quick=True)
def codes_and_names_swapped() -> bytes:
    return edited(lambda book: swap(book["部门支出预算表"], "A", "E", 8))


@content("少栏.xlsx", DOUBTFUL, "一般公共预算基本支出预算表", "认不出")
def column_of_codes_missing() -> bytes:
    return edited(lambda book: book["一般公共预算基本支出预算表"].delete_cols(1))


@content("少栏.xlsx", DOUBTFUL, "部门支出预算表", "缺少")
def column_of_amounts_missing() -> bytes:
    def change(book: Book) -> None:
        only(book, "部门支出预算表", "部门收支预算表")
        sheet = book["部门支出预算表"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(15)

    return edited(change)


@content("多栏.xlsx", DOUBTFUL, "部门支出预算表", "Q", "调整后", quick=True)
def strange_column() -> bytes:
    def change(book: Book) -> None:
        sheet = book["部门支出预算表"]
        sheet["Q4"] = "调整后金额"
        for row in range(6, 15):
            sheet[f"Q{row}"] = 1

    return edited(change)


@content("重栏.xlsx", REFUSED, "部门支出预算表", "同一列")
def repeated_column() -> bytes:
    def change(book: Book) -> None:
        sheet = book["部门支出预算表"]
        sheet["Q3"] = "项目支出"
        sheet["Q4"] = "特定目标类"
        for row in range(6, 15):
            sheet[f"Q{row}"] = 1

    return edited(change)


@content("少行.xlsx", DOUBTFUL, "部门支出预算表", "F6")
def row_missing() -> bytes:
    return edited(lambda book: book["部门支出预算表"].delete_rows(10))


@content("没有合计.xlsx", DOUBTFUL, "合计", "部门支出预算表")
def total_row_missing() -> bytes:
    return edited(lambda book: book["部门支出预算表"].delete_rows(6))


@content("合计不对.xlsx", DOUBTFUL, "部门支出预算表", "F6", quick=True)
def total_that_does_not_add_up() -> bytes:
    return cell("部门支出预算表", "F6", 409.7597)


@content("小计不对.xlsx", DOUBTFUL, "部门支出预算表", "G9", quick=True)
def subtotal_that_does_not_add_up() -> bytes:
    return cell("部门支出预算表", "G9", 113.14)


@content("重复行.xlsx", REFUSED, "部门支出预算表", "9", "重复")
def row_twice() -> bytes:
    def change(book: Book) -> None:
        sheet = book["部门支出预算表"]
        for column, value in enumerate([each.value for each in sheet[9]], start=1):
            sheet.cell(15, column, value)

    return edited(change)


@content("两张.xlsx", REFUSED, "部门支出预算表 Copy", "F8", "金额不同", quick=True)
def sheet_twice_with_other_figures() -> bytes:
    def change(book: Book) -> None:
        book.copy_worksheet(book["部门支出预算表"])["F8"] = 99

    return edited(change)


@content("隐藏表.xlsx", DOUBTFUL, "部门支出预算表", "隐藏")
def hidden_sheet() -> bytes:
    return edited(lambda book: setattr(book["部门支出预算表"], "sheet_state", "hidden"))


@content("隐藏行.xlsx", REFUSED, "部门支出预算表", "第 9 行", "隐藏", quick=True)
def hidden_row() -> bytes:
    return edited(lambda book: setattr(book["部门支出预算表"].row_dimensions[9], "hidden", True))


@content("隐藏列.xlsx", REFUSED, "部门支出预算表", "O 列", "隐藏")
def hidden_column() -> bytes:
    return edited(lambda book: setattr(book["部门支出预算表"].column_dimensions["O"], "hidden", True))


# Codes.


@content("编码.xlsx", DOUBTFUL, "部门支出预算表", "C9", "2017777")
def code_that_does_not_exist() -> bytes:
    return edited(
        lambda book: [
            book["部门支出预算表"].__setitem__(f"{c}9", v) for c, v in zip("ABC", ("201", "77", "77"), strict=True)
        ]
    )


@content("编码.xlsx", REFUSED, "一般公共预算基本支出预算表", "A6", "6 位")
def code_with_six_digits() -> bytes:
    return cell("一般公共预算基本支出预算表", "A6", "301010")


@content("编码.xlsx", REFUSED, "一般公共预算基本支出预算表", "A6", "不是科目编码")
def code_with_letters() -> bytes:
    return cell("一般公共预算基本支出预算表", "A6", "3O101")


@content("编码.xlsx", DOUBTFUL, "一般公共预算基本支出预算表", "E6")
def code_without_its_last_digits() -> bytes:
    return cell("一般公共预算基本支出预算表", "A6", "301")


@content("编码.xlsx", REFUSED, "一般公共预算基本支出预算表", "A7", "没有编码")
def row_without_code() -> bytes:
    return edited(lambda book: [book["一般公共预算基本支出预算表"].__setitem__(spot, None) for spot in ("A7", "C7")])


@content("单位.xlsx", DOUBTFUL, "部门收入预算表", "A8", "999001")
def unit_of_another_department() -> bytes:
    return cell("部门收入预算表", "A8", "999001")


# Amounts.


@content("文字.xlsx", REFUSED, "部门支出预算表", "I8", "约68万", quick=True)
def words_in_an_amount() -> bytes:
    return cell("部门支出预算表", "I8", "约68万")


@content("两个数.xlsx", REFUSED, "部门支出预算表", "I8", "68.29 4.11")
def two_numbers_in_one_cell() -> bytes:
    return cell("部门支出预算表", "I8", "68.29 4.11")


@content("换行.xlsx", REFUSED, "部门支出预算表", "I8")
def two_numbers_on_two_lines() -> bytes:
    return cell("部门支出预算表", "I8", "68.29\n4.11")


@content("负号.xlsx", REFUSED, "部门支出预算表", "I8")
def two_minus_signs() -> bytes:
    return cell("部门支出预算表", "I8", "－－６８．２９")


@content("负数.xlsx", DOUBTFUL, "部门支出预算表", "I8")
def negative_amount() -> bytes:
    return cell("部门支出预算表", "I8", "－６８．２９")


@content("小数.xlsx", REFUSED, "部门支出预算表", "I8", "小数太多")
def more_decimals_than_fen() -> bytes:
    return cell("部门支出预算表", "I8", 68.2912345)


@content("小数.xlsx", REFUSED, "部门支出预算表", "I8", "小数太多", "2 位")
def three_decimals_in_yuan() -> bytes:
    def change(book: Book) -> None:
        in_yuan(book["部门支出预算表"])
        book["部门支出预算表"]["I8"] = 682900.123

    return edited(change)


def in_yuan(sheet: Worksheet) -> None:
    """The same money, correctly in 元."""
    for row in sheet.iter_rows():
        for each in row:
            if isinstance(each.value, int | float):
                each.value = round(each.value * 10000, 2)
            elif isinstance(each.value, str):
                each.value = each.value.replace("单位：万元", "单位：元")


@content("太大.xlsx", REFUSED, "部门支出预算表", "I8", "过大")
def amount_beyond_all() -> bytes:
    return cell("部门支出预算表", "I8", 10**15)


def multiplied(sheet: Worksheet, factor: Decimal) -> None:
    """Every amount times a factor, whatever the sheet says of its unit."""
    for row in sheet.iter_rows():
        for each in row:
            if isinstance(each.value, int | float):
                each.value = float(Decimal(str(each.value)) * factor)


@content("元.xlsx", DOUBTFUL, "万元", "部门收支预算表", quick=True)
def yuan_for_wan_everywhere() -> bytes:
    return edited(lambda book: [multiplied(sheet, Decimal(10000)) for sheet in book.worksheets])


@content("元.xlsx", REFUSED, "部门支出预算表", "万元", quick=True)
def yuan_for_wan_in_one_table() -> bytes:
    return edited(lambda book: multiplied(book["部门支出预算表"], Decimal(10000)))


@content("元.xlsx", REFUSED, "部门支出预算表", "I8", "万元", quick=True)
def yuan_for_wan_in_one_amount() -> bytes:
    return cell("部门支出预算表", "I8", 682900)


@content("元.xlsx", REFUSED, "“三公”经费预算表", "万元")
def yuan_for_wan_in_three_public() -> bytes:
    return edited(lambda book: multiplied(next(s for s in book.worksheets if "三公" in s.title), Decimal(10000)))


@content("万元.xlsx", REFUSED, "部门支出预算表", "元")
def wan_for_yuan_in_one_table() -> bytes:
    return edited(lambda book: everywhere_in(book["部门支出预算表"], "单位：万元", "单位：元"))


@content("万元.xlsx", REFUSED, "元")
def wan_for_yuan_everywhere() -> bytes:
    return edited(lambda book: everywhere(book, "单位：万元", "单位：元"))


def everywhere_in(sheet: Worksheet, one: str, other: str) -> None:
    """Replace a text in the cells of a sheet."""
    for row in sheet.iter_rows():
        for each in row:
            if isinstance(each.value, str):
                each.value = each.value.replace(one, other)


@content("没写单位.xlsx", REFUSED, "部门支出预算表", "没有写金额单位")
def unit_missing_and_amounts_in_yuan() -> bytes:
    def change(book: Book) -> None:
        in_yuan(book["部门支出预算表"])
        everywhere_in(book["部门支出预算表"], "单位：元", "")

    return edited(change)


@content("千元.xlsx", REFUSED, "部门支出预算表", "千元")
def thousands() -> bytes:
    return edited(lambda book: everywhere_in(book["部门支出预算表"], "单位：万元", "单位：千元"))


@content("公式.xlsx", REFUSED, "部门支出预算表", "I8", "#REF!")
def broken_reference() -> bytes:
    return cell("部门支出预算表", "I8", "#REF!")


@content("公式.xlsx", REFUSED, "部门支出预算表", "I8", "公式没有计算结果", quick=True)
def formula_without_result() -> bytes:
    return cell("部门支出预算表", "I8", "=SUM(I9:I14)")


# Projects and performance.


@content("项目.xlsx", DOUBTFUL, "项目支出预算表", "信访值班经费")
def project_twice() -> bytes:
    def change(book: Book) -> None:
        sheet = book["项目支出预算表"]
        last = sheet.max_row
        for column, value in enumerate([each.value for each in sheet[7]], start=1):
            sheet.cell(last + 1, column, value)

    return edited(change)


@content("指标.xlsx", REFUSED, "事实", "999", "没有列出")
def indicator_without_project() -> bytes:
    def change(book: Book) -> None:
        sheet = book["事实"]
        start = next(row for row in range(1, sheet.max_row) if sheet[f"A{row}"].value == "【项目绩效指标】")
        sheet[f"B{start + 2}"] = "999"

    return edited(change, WHOLE)


# The sheets 事实 and 文本.


@content("事实.xlsx", REFUSED, "事实", "上年估计数")
def choice_that_does_not_exist() -> bytes:
    return entered("上年数", "收支总计", "E", "上年估计数")


@content("事实.xlsx", REFUSED, "事实", "2024-13-01", quick=True)
def date_that_does_not_exist() -> bytes:
    return entered("国有资产占用", "截止日期", "C", "2024-13-01")


@content("事实.xlsx", REFUSED, "事实", "三辆")
def words_in_a_count() -> bytes:
    return entered("国有资产占用", "执法执勤用车（辆）", "C", "三辆")


@content("事实.xlsx", REFUSED, "事实", "对应数字", "表头")
def heading_of_facts_missing() -> bytes:
    def change(book: Book) -> None:
        sheet = book["事实"]
        start = next(row for row in range(1, sheet.max_row) if sheet[f"A{row}"].value == "【上年数】")
        sheet[f"B{start + 1}"] = None

    return edited(change, WHOLE)


@content("事实.xlsx", DOUBTFUL, "事实", "【工会经费】", quick=True)
def block_that_does_not_exist() -> bytes:
    def change(book: Book) -> None:
        sheet = book["事实"]
        last = sheet.max_row
        sheet[f"A{last + 2}"] = "【工会经费】"
        sheet[f"A{last + 3}"], sheet[f"B{last + 3}"] = "序号", "金额"

    return edited(change, WHOLE)


@content("文本.xlsx", REFUSED, "文本", "C7", "名称")
def text_whose_name_does_not_fit() -> bytes:
    return cell("文本", "C7", "机构编制", WHOLE)


@content("文本.xlsx", REFUSED, "文本", "99")
def text_of_a_row_that_is_not_there() -> bytes:
    return cell("文本", "B7", 99, WHOLE)


# Lists of lines.


@content("明细.csv", REFUSED, "P1", "金额单位", quick=True)
def list_without_unit() -> bytes:
    return lines(lambda rows: rows[0].__setitem__(rows[0].index("金额（元）"), "金额"))


@content("明细.csv", REFUSED, "P5", "完全相同")
def list_with_the_same_line_twice() -> bytes:
    return lines(lambda rows: rows.insert(4, rows[3]))


@content("明细.csv", REFUSED, "J3", "一般性公共预算", quick=True)
def list_with_a_wrong_choice() -> bytes:
    return lines(lambda rows: rows[2].__setitem__(rows[0].index("资金来源"), "一般性公共预算"))


@content("明细.csv", DOUBTFUL, "第 3 行", "30101")
def list_with_an_economic_code_as_function() -> bytes:
    return lines(lambda rows: rows[2].__setitem__(rows[0].index("功能分类"), "30101"))


@content("明细.csv", REFUSED, "524002")
def list_with_a_unit_that_does_not_exist() -> bytes:
    return lines(lambda rows: rows[1].__setitem__(rows[0].index("单位编码"), "524002"))


@content("明细.csv", DOUBTFUL, "合计", "1.00", quick=True)
def list_with_a_total_that_does_not_match() -> bytes:
    def change(rows: list[list[str]]) -> None:
        total = [""] * len(rows[0])
        total[0], total[rows[0].index("金额（元）")] = "合计", "1.00"
        rows.append(total)

    return lines(change)


@content("明细.csv", REFUSED, "P3", "十万元")
def list_with_words_as_amount() -> bytes:
    return lines(lambda rows: rows[2].__setitem__(rows[0].index("金额（元）"), "十万元"))
