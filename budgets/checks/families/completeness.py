"""What a disclosure must contain: tables, notes on empty ones, units of money, sections, reasons, names."""

import re
from collections.abc import Callable, Iterator

from budgets.checks.book import Book
from budgets.checks.grounds import OPENNESS
from budgets.checks.model import CONTRADICTION, QUESTION, WARNING, Check, Comparison
from budgets.checks.places import table_words
from budgets.checks.texts import squeezed, told
from budgets.document import Amount, Table
from budgets.layouts import LayoutError, load

_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])\s*"
)
_YEAR = re.compile(r"20\d\d年(?:度)?|[（(]20\d\d年度[）)]")
EMPTY = re.compile(r"无数据|空表|没有|无[^。，]{0,20}(?:支出|收入|收支|安排|预算|经费)|未安排|不涉及|未公开")
_SAYS_EMPTY = re.compile(r"本?表(?:为空表|无数据)|故本表无数据")
_TABLE_NAME = re.compile(r"(?:表|经费)(?:[（(]|$)")
_PUNCTUATION = re.compile(r"[、，。：:；\s\u3000]")
# How much of the end of a name may be left out (办公室).
SUFFIX = 3
Found = Callable[[Book], Iterator[Comparison]]
TEXT_TABLES = ("B14", "B15", "F10", "F11", "F12")


def _bare(text: str) -> str:
    """A heading without its number, year, blanks and half-width brackets: what is compared."""
    return _PUNCTUATION.sub("", _YEAR.sub("", _NUMBERED.sub("", squeezed(text))))


def _entries(book: Book) -> list[str]:
    """The entries of the list of contents."""
    section = book.section("contents")
    return ["".join(run.text for run in runs).strip() for runs in section.paragraphs] if section else []


def _headings(book: Book) -> dict[str, str]:
    """Headings of the body and names of tables by what is compared of them."""
    sections = (section for section in book.document.sections if section.key != "contents")
    found = {_bare(section.heading): section.heading for section in sections}
    for table in book.tables.values():
        found.setdefault(_bare(table.title), table.title)
    return found


def _contents(book: Book) -> Iterator[Comparison]:
    """Every entry of the contents is in the body."""
    headings = _headings(book)
    for entry in _entries(book):
        present = bool(_closest(book, _bare(entry), headings))
        yield told(f"目录里的“{entry}”，正文中没有", holds=present)


def _closest(book: Book, bare: str, headings: dict[str, str]) -> str:
    """The heading that an entry means, though its words differ."""
    if bare in headings:
        return bare
    own = _core(book, bare)
    return next((other for other in headings if own and _core(book, other) == own), "")


_CORE = re.compile(r"本级|[（(]单位[）)]|预算|汇总|情况|部门|所属|说明|总体|主要")


def _core(book: Book, text: str) -> str:
    """A heading without the name of the organisation and the words that vary from form to form."""
    name = book.document.organisation.name
    for part in (name, name[:-SUFFIX]):
        if len(part) > SUFFIX and part in text:
            return _CORE.sub("", text.replace(part, ""))
    return _CORE.sub("", text)


def _wording(book: Book) -> Iterator[Comparison]:
    """Entries of the contents have the words of their headings, the name of the organisation aside."""
    headings, name = _headings(book), book.document.organisation.name
    for entry in _entries(book):
        bare = _bare(entry)
        other = _closest(book, bare, headings)
        if other:
            same = other.replace(name, "") == bare.replace(name, "")
            words = f"目录里是“{entry}”" + ("" if same else f"，正文里是“{headings[other]}”")
            yield told(words, holds=same, advice="" if same else "应一致。")


def _unlisted(book: Book) -> Iterator[Comparison]:
    """Every table of the body is in the contents, where these name tables at all."""
    entries = {_bare(entry) for entry in _entries(book)}
    cores = {_core(book, entry) for entry in entries}
    if not any(_TABLE_NAME.search(entry) for entry in entries):
        return
    for table in book.tables.values():
        bare = _bare(table.title)
        known = bare in entries or _core(book, bare) in cores or table.code in ("F10", "F11", "F12")
        yield told(f"正文有{table_words(table)}，目录里没有", holds=known)


def _expected(book: Book) -> Iterator[Comparison]:
    """The tables that the layout prints."""
    try:
        layout = load(book.document.layout.partition("@")[0])
    except LayoutError:
        return
    for each in layout.tables:
        if each.when == "always":
            title = each.title.format(year=book.document.year, name=book.document.organisation.name, short="")
            yield told(f"《{title}》（{each.code}），文件中没有", holds=each.code in book.tables)


def _amounts(table: Table) -> list[Amount | None]:
    columns = {column.key for panel in table.panels for column in panel.columns if column.kind == "amount"}
    cells = (cell for _, row in table.rows() for key, cell in row.cells.items() if key in columns)
    return [cell for cell in cells if cell is None or isinstance(cell, Amount)]


def is_empty(table: Table) -> bool:
    """Whether all amounts are zero or blank; one that is not reported is none."""
    return all(amount is not None and amount.yuan == 0 for amount in _amounts(table))


def _money(book: Book) -> list[Table]:
    return [table for table in book.tables.values() if table.code not in TEXT_TABLES]


def _notes(book: Book, table: Table) -> str:
    """The notes of a table and the paragraphs around it."""
    section = next((each for each in book.document.sections if table in each.tables), None)
    around = ["".join(run.text for run in runs) for runs in section.paragraphs] if section else []
    return "\n".join((*table.notes, *around))


def _noted(book: Book) -> Iterator[Comparison]:
    """A table without data says so."""
    for table in _money(book):
        if is_empty(table):
            yield told(
                f"{table_words(table)}没有数据",
                holds=bool(EMPTY.search(_notes(book, table))),
                advice="空表应有说明，写明本年没有这项收支。",
            )


def _not_noted(book: Book) -> Iterator[Comparison]:
    """A table with data does not say that it has none."""
    for table in _money(book):
        if not is_empty(table):
            match = _SAYS_EMPTY.search(_notes(book, table))
            yield told(f"{table_words(table)}有数据，注里却写“{match[0] if match else ''}”", holds=match is None)


FUNDS = (("政府性基金预算", "fund", ("B10", "F07")), ("国有资本经营预算", "capital", ("B11", "F08")))


def _fund_tables(book: Book) -> Iterator[Comparison]:
    """Money of a fund is told in the table of that fund."""
    for name, key, codes in FUNDS:
        spots = [spot for address, spot in book.spots.items() if _of_fund(address, key) and spot.number]
        if spots:
            present = any(code in book.tables for code in codes)
            yield told(f"{spots[0].words}有{name}的金额，文件里没有{name}支出表", spots[0].text, holds=present)


def _of_fund(address: str, key: str) -> bool:
    code, _, rest = address.partition("/")
    return code in ("B01", "B04", "F01", "F04") and (rest.endswith(f"/{key}") or f".{key}/" in rest)


def _units(book: Book) -> Iterator[Comparison]:
    """Every table of money names its unit."""
    for table in book.tables.values():
        if _amounts(table):
            yield told(f"{table_words(table)}没有注明金额单位", holds=bool(table.unit))


def _numbers(book: Book) -> Iterator[Comparison]:
    """All tables have the number of their form, or none has."""
    tables = _money(book)
    without = [table for table in tables if not table.number]
    if 0 < len(without) < len(tables):
        some = "、".join(f"《{table.title}》" for table in without[:3])
        yield told(f"{some}等 {len(without)} 张表没有表号，其他表有")
    elif tables and not without:
        yield told("各表的表号", holds=True)


def completeness_check(number: int, title: str, compare: Found, severity: str = WARNING) -> Check:
    """A check of what a disclosure must contain, a warning unless said otherwise."""
    return Check(f"complete-{number:02}", title, compare, severity=severity, basis=OPENNESS)


CHECKS = (
    completeness_check(1, "目录所列应在正文中", _contents),
    completeness_check(2, "目录与正文的文字应一致", _wording),
    completeness_check(3, "正文的表应列入目录", _unlisted),
    completeness_check(4, "应公开的表不应缺少", _expected),
    completeness_check(5, "空表应有说明", _noted),
    completeness_check(6, "有数据的表不应写无数据", _not_noted, CONTRADICTION),
    completeness_check(7, "有某项预算的资金，应有该项预算的表", _fund_tables),
    completeness_check(8, "表应注明金额单位", _units),
    completeness_check(15, "各表都应有表号，或者都没有", _numbers, QUESTION),
)
