"""Codes and names: known, of the right length, one name for one code, department economic to government economic."""

import re
from collections.abc import Callable, Iterable, Iterator

from budgets.checks.book import Book, Line
from budgets.checks.grounds import CODES
from budgets.checks.model import QUESTION, WARNING, Check, Comparison
from budgets.checks.places import table_words
from budgets.checks.texts import is_code, is_near, once, paragraphs, squeezed, told

BUDGET = ("budget",)
FUNCTIONAL, ECONOMIC, GOVERNMENT = "functional", "economic", "government"
SCHEMES = {FUNCTIONAL: "功能分类", ECONOMIC: "部门预算支出经济分类", GOVERNMENT: "政府预算支出经济分类"}
_LABEL = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)]?[、.．]?)")
_TAIL = re.compile(r"(?:支出|[（(]类[）)]|[（(]){1,8}$")
_LIST = re.compile(r"主要包括[：:]?([^；。]*)")
_SPLIT = re.compile(r"[、，,]")
_MANY = 3

Coded = tuple[str, str, str, Line]  # scheme, code, name, row


def _coded(book: Book) -> tuple[Coded, ...]:
    """Every classified row with its codes and the names printed beside them."""
    return once(book, "coded", _all_codes)


def _all_codes(book: Book) -> tuple[Coded, ...]:
    return tuple(each for code in book.tables for line in book.lines(code) for each in _codes(line))


def _codes(line: Line) -> Iterator[Coded]:
    cells, code = line.row.cells, line.table.code
    name = str(cells.get("economic_name") or cells.get("name") or "")
    if is_code(line.function) and (line.kind == "detail" or code.startswith("F")):
        yield FUNCTIONAL, line.function, name, line
    elif is_code(line.economic) and (line.kind == "detail" or line.economic[0] == "3"):
        yield ECONOMIC, line.economic, name, line
        if line.government:
            yield GOVERNMENT, line.government, str(cells.get("government_name") or ""), line
    elif code == "B13" and isinstance(own := cells.get("code") or cells.get("economic"), str) and is_code(own):
        yield ECONOMIC, own, name, line


def _by_table(book: Book, scheme: str) -> dict[str, list[Coded]]:
    found: dict[str, list[Coded]] = {}
    for each in _coded(book):
        if each[0] == scheme:
            found.setdefault(each[3].table.code, []).append(each)
    return found


def _unknown(scheme: str) -> Callable[[Book], Iterator[Comparison]]:
    """Codes that no list of any year has; nothing is said without lists."""

    def compare(book: Book) -> Iterator[Comparison]:
        known = book.context.lists.known.get(scheme, {})
        for code, rows in _by_table(book, scheme).items() if known else ():
            table = table_words(book.tables[code])
            strange = [each for each in rows if each[1] not in known]
            for _, own, name, _ in strange:
                yield told(f"{table}“{own} {name}”，科目表中没有这个编码")
            if not strange:
                yield told(f"{table}的科目编码", holds=True)

    return compare


def _renamed(scheme: str) -> Callable[[Book], Iterator[Comparison]]:
    """Names that are not those of the year's list; 无法核对 once a table where that list is not loaded."""

    def compare(book: Book) -> Iterator[Comparison]:
        names = book.context.lists.of_year.get(scheme, {})
        for code, rows in _by_table(book, scheme).items():
            table = table_words(book.tables[code])
            if not names:
                yield told(f"{table}的科目名称没有核对：本系统没有装入 {book.document.year} 年的科目表", holds=None)
                continue
            judged = [each for each in rows if each[2] and each[1] in names]
            wrong = {each[1]: each[2] for each in judged if _bare(each[2]) != _bare(names[each[1]])}
            for own, name in wrong.items():
                yield told(f"{table}编码 {own} 的名称是“{name}”，科目表中是“{names[own]}”")
            if judged and not wrong:
                yield told(f"{table}的科目名称", holds=True)

    return compare


def _bare(name: str) -> str:
    """A name without its number, 支出 and brackets at its end: what is compared."""
    return _TAIL.sub("", _LABEL.sub("", squeezed(name))) or squeezed(name)


def _one_name(scheme: str) -> Callable[[Book], Iterator[Comparison]]:
    """A code has one name throughout the document."""

    def compare(book: Book) -> Iterator[Comparison]:
        found: dict[str, dict[str, Line]] = {}
        for own, code, name, line in _coded(book):
            if own == scheme and name:
                found.setdefault(code, {}).setdefault(_bare(name), line)
        for code, names in found.items():
            if len(names) > 1:
                yield told(f"编码 {code} 有几个名称：{_listed(names.values())}")
        if found and all(len(names) == 1 for names in found.values()):
            yield told(f"{SCHEMES[scheme]}各编码的名称", holds=True)

    return compare


def _listed(lines: Iterable[Line]) -> str:
    return "，".join(f"{table_words(line.table)}是“{line.name}”" for line in lines)


def has_money(book: Book, line: Line) -> bool:
    """Whether a row prints an amount other than zero."""
    spots = (book.at(f"{line.table.code}/{line.key}/{column.key}") for column in line.panel.columns)
    return any(spot is not None and spot.number for spot in spots)


def _labels(grave: bool) -> Callable[[Book], Iterator[Comparison]]:
    """The 类 lines of B01 and B04 have the same names.

    Lines without money are the form's own, and a name with its words in another order is the same: both are only
    asked about.
    """

    def compare(book: Book) -> Iterator[Comparison]:
        left, right = (_class_lines(book, code) for code in ("B01", "B04"))
        pairs = {code: (line, right[code]) for code, line in left.items() if code in right}
        own = {code: pair for code, pair in pairs.items() if _is_grave(book, *pair) == grave}
        wrong = {code: pair for code, pair in own.items() if _bare(pair[0].name) != _bare(pair[1].name)}
        for code, pair in wrong.items():
            yield told(f"功能分类 {code}：{_listed(pair)}")
        if own and not wrong:
            yield told("收支表与财政拨款收支表的功能分类名称", holds=True)

    return compare


def _is_grave(book: Book, first: Line, second: Line) -> bool:
    names = _bare(first.name), _bare(second.name)
    reordered = names[0] != names[1] and sorted(names[0]) == sorted(names[1])
    return not reordered and (has_money(book, first) or has_money(book, second))


def _class_lines(book: Book, code: str) -> dict[str, Line]:
    lines = (line for line in book.details(code) if line.key.startswith("expenditure/"))
    return {key: line for line in lines if is_code(key := line.key.rpartition("/")[2]) and line.name}


def _listed_names(book: Book) -> Iterator[Comparison]:
    """Names in the lists of the narrative (主要包括) against those of the economic table."""
    known = {squeezed(name) for scheme, _, name, line in _coded(book) if scheme == ECONOMIC and name}
    headings = {squeezed(words) for table in book.tables.values() for words in _headings(table.code, book)}
    written = list(_said(book))
    if not known or not written:
        return
    wrong = [(name, near) for name in dict.fromkeys(written) if name not in known and (near := _like(name, known))]
    wrong += [(word, near) for word in headings - known if (near := _like(word, known)) and len(near) == len(word)]
    for name, near in wrong:
        yield told(f"“{name}”与基本支出表里的“{near}”像是同一科目，写法不同")
    if not wrong:
        yield told("说明所列科目名称", holds=True)


def _headings(code: str, book: Book) -> Iterator[str]:
    if code in ("B09", "F09"):
        for panel in book.tables[code].panels:
            for column in panel.columns:
                yield from column.heading


def _said(book: Book) -> Iterator[str]:
    for passage in paragraphs(book):
        if passage.section and passage.section.key == "basic":
            for names in _LIST.findall(passage.text):
                yield from (squeezed(name) for name in _SPLIT.split(names) if name)


def _like(name: str, known: set[str]) -> str:
    """The known name that one is a slip of: one character apart, or its end."""
    if len(name) < _MANY + 1:
        return ""
    near = (each for each in known if is_near(name, each) or each.endswith(name))
    return next(near, "")


def _checks(first: int, title: str, make: Callable[[str], Callable[[Book], Iterator[Comparison]]]) -> tuple[Check, ...]:
    return tuple(
        Check(f"code-{first + place:02}", title.format(name), make(scheme), severity=WARNING, basis=CODES)
        for place, (scheme, name) in enumerate(SCHEMES.items())
    )


CHECKS = (
    *_checks(1, "{}编码应在科目表中", _unknown),
    *_checks(4, "{}名称应与当年科目表一致", _renamed),
    *_checks(7, "{}同一编码在文件中应只有一个名称", _one_name),
    Check("code-10", "两张收支表的功能分类名称应一致", _labels(True), BUDGET, severity=WARNING, basis=CODES),
    Check("code-16", "两张收支表的功能分类名称写法应统一", _labels(False), BUDGET, severity=QUESTION, basis=CODES),
    Check("code-11", "说明所列经济科目名称应与表一致", _listed_names, severity=WARNING, basis=CODES),
)
