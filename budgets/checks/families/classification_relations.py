"""Codes between themselves: pairs, lengths, codes of projects, basic expenditure by function and by economic code."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from budgets.checks.book import Book, Line
from budgets.checks.families.classification import has_money
from budgets.checks.grounds import BUDGET_TABLES, CODES, ECONOMIC_CODES
from budgets.checks.model import QUESTION, WARNING, Check, Comparison, Operand, Side
from budgets.checks.places import table_words
from budgets.checks.texts import is_code, told

BUDGET = ("budget",)
# Tables whose single rows are of a 项, and of an economic 款.
BY_ITEM = ("B03", "B05", "B10", "B11")
BY_SECTION = ("B06", "B08")
PROJECT_CODE = 21
_MANY = 3
_LONG = 12


def _mapped(book: Book) -> Iterator[Comparison]:
    """Department code and government code of a row belong together."""
    mapping = book.context.lists.mapping
    for code in BY_SECTION if mapping else ():
        table, wrong = book.tables.get(code), 0
        for line in book.details(code):
            allowed = mapping.get(line.economic)
            if allowed and line.government and line.government not in allowed:
                wrong += 1
                yield told(
                    f"{table_words(line.table)}“{line.economic} {line.name}”对应政府经济科目 {line.government}，"
                    f"对照表中是 {'、'.join(sorted(allowed))}"
                )
        if table and book.details(code) and not wrong:
            yield told(f"{table_words(table)}的科目对应", holds=True)


def _lengths(with_money: bool) -> Callable[[Book], Iterator[Comparison]]:
    """Single rows are of a 款 (five digits), or of a 项 (seven); rows of nothing are only asked about."""

    def compare(book: Book) -> Iterator[Comparison]:
        for code in (*BY_SECTION, *BY_ITEM):
            length = 5 if code in BY_SECTION else 7
            rows = [(line, line.economic if length == 5 else line.function) for line in book.details(code)]
            rows = [(line, own) for line, own in rows if is_code(own) and has_money(book, line) == with_money]
            wrong = [(line, own) for line, own in rows if len(own) != length]
            for line, own in wrong:
                yield told(f"{table_words(line.table)}“{line.name}”行的编码 {own} 是 {len(own)} 位，应为 {length} 位")
            if rows and not wrong:
                yield told(f"{table_words(book.tables[code])}的编码位数", holds=True)

    return compare


def _project_codes(book: Book) -> Iterator[Comparison]:
    """A project's code: six digits of the region, two of a year not after this, thirteen more."""
    for code in ("B12", "B15"):
        codes = dict.fromkeys(own for line in book.details(code) if (own := _project_code(line)))
        wrong = [own for own in codes if not _sound(book, own)]
        if codes:
            some = f"{'、'.join(wrong[:_MANY])}{f'等 {len(wrong)} 个' if len(wrong) > _MANY else ''}"
            words = f"{table_words(book.tables[code])}的项目编码" + (
                f"{some}不是“财政区划 6 位＋年度 2 位＋顺序号 13 位”" if wrong else ""
            )
            yield told(words, holds=not wrong)


def _project_code(line: Line) -> str:
    """The code of a project's row: a number of many digits."""
    own = line.row.group or line.key.rpartition("/")[2]
    return own if is_code(own) and len(own) > _LONG else ""


def _sound(book: Book, code: str) -> bool:
    year = int(code[6:8])
    now = book.document.year % 100
    return len(code) == PROJECT_CODE and code.startswith(book.document.organisation.region) and now - 10 <= year <= now


# (what, 功能分类 项, economic 款): basic expenditure on the one is basic expenditure on the other.
SOFT = (
    ("养老保险", ("2080505",), ("30108",)),
    ("职业年金", ("2080506",), ("30109",)),
    ("住房公积金", ("2210201",), ("30113",)),
    ("基本医疗和公务员医疗", ("2101101", "2101102", "2101103"), ("30110", "30111")),
)


def _soft(book: Book) -> Iterator[Comparison]:
    """Basic expenditure by function against the same by economic code; both have to print some."""
    for by_function, column, by_economic, amount in (
        ("B05", "basic", "B06", "total"),
        ("F05", "basic", "F06", "amount"),
    ):
        if by_function not in book.tables or by_economic not in book.tables:
            continue
        for _, functions, economics in SOFT:
            left = [line for line in book.details(by_function) if line.function in functions]
            right = [line for line in book.details(by_economic) if _economic(line) in economics]
            if left or right:
                sides = (_side(book, left, column, functions), _side(book, right, amount, economics))
                yield Comparison(*sides, advice="两种分类通常相等，不等时请核实科目。")


def _economic(line: Line) -> str:
    return line.economic or str(line.row.cells.get("code") or "")


def _side(book: Book, lines: list[Line], column: str, codes: tuple[str, ...]) -> Side:
    operands = tuple(Operand(book.spot(line.table.code, line.key, column)) for line in lines)
    if not operands:
        return Side(value=Decimal(0), words=f"科目 {'、'.join(codes)}（没有这一行）")
    return Side(operands)


CHECKS = (
    Check("code-12", "部门经济科目与政府经济科目应对应", _mapped, BUDGET, severity=WARNING, basis=ECONOMIC_CODES),
    Check("code-13", "明细行的编码位数应一致", _lengths(True), BUDGET, severity=WARNING, basis=CODES),
    Check("code-17", "没有金额的明细行编码位数应一致", _lengths(False), BUDGET, severity=QUESTION, basis=CODES),
    Check(
        "code-14",
        "项目编码应为 21 位，以财政区划和年度开头",
        _project_codes,
        BUDGET,
        severity=QUESTION,
        basis=BUDGET_TABLES,
    ),
    Check("code-15", "基本支出按功能与按经济科目应相等", _soft, severity=QUESTION, basis=CODES),
)
