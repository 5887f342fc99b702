"""The narrative's lists and statements: what it names must be what the tables hold, no more and no less."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgets.checks.book import Book, Line
from budgets.checks.bound import GENERAL, said
from budgets.checks.grounds import NARRATIVE
from budgets.checks.model import LIST, RULE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.checks.texts import squeezed
from budgets.document import Amount, Section
from budgets.money import added
from budgets.recognising import lists

STAFF_CLASSES = ("301", "303")
_TRIM = re.compile(r"[（(][类款项][）)]|支出$|\s")


def _same(name: str) -> str:
    """A name without what differs between its prints."""
    return _TRIM.sub("", name).replace("(", "（").replace(")", "）")


def _listed(book: Book, told: Iterable[str], held: Iterable[str], place: str, table: str, where: str) -> Comparison:
    """A list of names against the names of the rows with money."""
    names, rows = list(dict.fromkeys(told)), list(dict.fromkeys(held))
    keys, own = {_same(name) for name in names}, {_same(name) for name in rows}
    missing = [name for name in rows if _same(name) not in keys]
    extra = [name for name in names if _same(name) not in own]
    words = [f"漏了{'、'.join(missing)}" if missing else "", f"多了{'、'.join(extra)}" if extra else ""]
    advice = "；".join(word for word in words if word)
    return Comparison(
        Side(words=place, text="、".join(names), where=(where,)),
        Side(words=f"《{book.tables[table].title}》（{table}）有金额的科目", text="、".join(rows)),
        LIST,
        holds=not missing and not extra,
        advice=f"说明{advice}。" if advice else "",
    )


def _unknown(book: Book, table: str, place: str) -> Comparison:
    """A list whose table does not tell every row."""
    unknown = [spot for spot in book.spots_of(table) if spot.number is None]
    return Comparison(Side(words=place, text=""), Side(tuple(Operand(spot) for spot in unknown[:1])))


def _economic(book: Book) -> Iterator[Comparison]:
    """主要包括: the economic 款 with money, staff and public."""
    table = next((code for code in ("B06", "F06") if code in book.tables), "")
    if not table:
        return
    for key, place, kind, names in lists(book.document):
        if kind not in ("staff", "public"):
            continue
        words = f"{_heading(book, key)}第 {place + 1} 段列举的{'人员' if kind == 'staff' else '公用'}经费科目"
        if _told_whole(book, table):
            yield _listed(book, names, _held(book, table, kind), words, table, f"{key}.{place + 1}.0")
        elif any(spot.number is None for spot in book.spots_of(table)):
            yield _unknown(book, table, words)


def _heading(book: Book, key: str) -> str:
    section = book.section(key)
    return f"“{section.heading}”" if section else key


def _held(book: Book, table: str, kind: str) -> list[str]:
    """Names of the 款 with money in a table."""
    names = []
    for line in book.details(table):
        staff = line.economic.startswith(STAFF_CLASSES)
        column = "amount" if table == "F06" else kind
        if _exact(line, column) and (table == "B06" or staff == (kind == "staff")):
            names.append(_economic_name(line))
    return names


def _exact(line: Line, column: str) -> Decimal:
    """The amount of a row to the fen: what is printed as 0.00 may be a little money, and is money."""
    cell = line.row.cells.get(column)
    return cell.yuan if isinstance(cell, Amount) else Decimal(0)


def _economic_name(line: Line) -> str:
    return str(line.row.cells.get("economic_name") or line.row.cells.get("name") or line.key)


def _told_whole(book: Book, table: str) -> bool:
    """Whether a table tells all of its rows: none is unreported, and they add up to what its totals say."""
    totals = ("合计/staff", "合计/public") if table == "B06" else ("staff/amount", "public/amount")
    spots = [book.at(f"{table}/{place}") for place in totals]
    rows = [spot for line in book.details(table) for spot in [_amount(book, table, line)] if spot]
    total = added(*(spot.number if spot else None for spot in spots))
    summed = added(*(spot.number for spot in rows))
    return total is not None and summed is not None and abs(total - summed) <= 100 * (len(rows) + 1)


def _amount(book: Book, table: str, line: Line) -> Spot | None:
    return book.at(f"{table}/{line.key}/{'amount' if table == 'F06' else 'total'}")


def _general(book: Book) -> str:
    return next((code for code in GENERAL if code in book.tables), "")


def _classes(book: Book) -> Iterator[Comparison]:
    """用于以下方面: every 类 of the general budget with money."""
    yield from _named(book, "general.class.", 3, ("general", "general_structure"))


def _items(book: Book) -> Iterator[Comparison]:
    """具体情况: every 项 of the general budget with money."""
    yield from _named(book, "item.", 7, ("general_items", "explanation"))


def _named(book: Book, prefix: str, length: int, sections: tuple[str, ...]) -> Iterator[Comparison]:
    table = _general(book)
    held = {line.function[:length]: line for line in book.details(table) if _has_money(line)}
    told: dict[str, set[str]] = {}
    for claim in book.claims:
        if claim.section.key in sections and claim.name.startswith(prefix):
            told.setdefault(claim.section.key, set()).add(_code(claim.name))
    for key, codes in told.items():
        names = [_code_name(book, code) for code in sorted(codes)]
        rows = [_code_name(book, code) for code in sorted(held)]
        word = "类" if length == 3 else "项"
        blank = any(line.row.cells.get("total", 0) is None for line in book.details(table))
        if blank:
            yield _unknown(book, table, f"{_heading(book, key)}列出的{word}")
        elif table:
            yield _listed(book, names, rows, f"{_heading(book, key)}列出的{word}", table, key)


def _code(name: str) -> str:
    bare = name.rpartition(".")[0] if said(name) else name
    return bare.rpartition(".")[2]


def _has_money(line: Line) -> bool:
    return _exact(line, "total") != 0


def _code_name(book: Book, code: str) -> str:
    """A code with the name that the document gives it, so that equal names of different codes stay apart."""
    for table in ("B05", "F05", "B03", "F03"):
        for line in book.lines(table):
            if line.function == code:
                return f"{code} {line.name}"
    for table in ("B01", "F01", "B04"):
        found = book.by_key.get(table, {}).get(f"expenditure/{code}")
        if found:
            return f"{code} {found.name.partition('、')[2] or found.name}"
    return code


FUND_SECTIONS = (("fund", "政府性基金", ("B10", "F07")), ("capital", "国有资本经营", ("B11", "F08")))
# What a section says of reasons is no statement about its fund.
_REASONS = re.compile(r"原因[^。]*|(?:由于|因为)[^，。；]*")
_CLAUSE = re.compile(r"[，。；：]")
_LAST_YEAR, _THIS_YEAR = re.compile(r"上年|去年|上一年"), re.compile(r"本年|今年|当年")
_NO = r"(?:没有|未(?!来)|无(?![锡为极棣])|不(?=再|使用|安排|发生|涉及))"
_NONE_OF = re.compile(rf"{_NO}[^，。；]{{0,12}}(?:政府性基金|国有资本)(?P<tail>.*)")
# 未安排 of a fund that is named before it, or of nothing that is named: 不涉及人员经费 is of something else.
_NONE_SAID = re.compile(
    rf"{_NO}再?(?:使用|安排|发生|涉及)?(?:此|该|这|相关|有关)?项?(?:的?(?:财政拨款|预算|资金|收支|支出|业务|情况))*$"
)
_NOT_THE_FUND = re.compile(r"人员|公用|三公|结转|结余|收入(?!支出|和支出|及支出|、支出)")


def _nothing(book: Book) -> Iterator[Comparison]:
    """没有使用…安排的支出 where the table is empty, and only there; nothing is said of a section that says neither."""
    for key, word, codes in FUND_SECTIONS:
        section = book.section(key)
        table = next((code for code in codes if code in book.tables), "")
        total = book.at(f"{table}/合计/total") if table else None
        if section is None or total is None or total.number is None or not section.paragraphs:
            continue
        none = _says_none(book, section)
        if none is not None:
            words = (
                f"“{section.heading}”说{'没有' if none else '有'}{word}支出，{total.words}为“{total.text or '空白'}”"
            )
            yield Comparison(Side((Operand(total),), words=words), Side(), RULE, holds=none == (total.number == 0))


def _says_none(book: Book, section: Section) -> bool | None:
    """Whether a section says that there is nothing of its fund, or tells an amount; ``None`` for neither or both."""
    told = {claim.spot.number for claim in book.named.get(f"{section.key}.total", []) if claim.section is section}
    none = any(
        _is_none(clause, book.document.year)
        for paragraph in section.paragraphs
        for clause in _CLAUSE.split(_REASONS.sub("", squeezed("".join(run.text for run in paragraph))))
    )
    some = any(told)
    return None if none and some else True if none or told == {0} else False if some else None


def _is_none(clause: str, year: int) -> bool:
    """Whether a clause says that this year there is nothing of the fund."""
    earlier = _LAST_YEAR.search(clause) is not None or f"{year - 1}年" in clause
    if earlier and not _THIS_YEAR.search(clause) and f"{year}年" not in clause:
        return False
    named = _NONE_OF.search(clause)
    return not _NOT_THE_FUND.search(named["tail"]) if named else _NONE_SAID.search(clause) is not None


SOURCES = {
    "income.fund": ("B01/income/current.fund/amount", "政府性基金"),
    "income.capital": ("B01/income/current.capital/amount", "国有资本经营"),
    "income.special": ("B01/income/current.special/amount", "财政专户管理资金"),
    "income.carried": ("B01/income/carried/amount", "上年结转结余"),
    "fiscal.fund": ("B04/expenditure/total/fund", "政府性基金"),
    "fiscal.capital": ("B04/expenditure/total/capital", "国有资本经营预算"),
}


def _mentioned(book: Book) -> Iterator[Comparison]:
    """Money of a fund, or carried over, is told of where income and 财政拨款 are explained."""
    for name, (address, word) in SOURCES.items():
        section, spot = book.section(name.partition(".")[0]), book.at(address)
        if section is None or not section.paragraphs or not spot or not spot.number:
            continue
        told = any(each == name or each.startswith(f"{name}_") for each in book.named)
        words = f"“{section.heading}”没有说到{word}，而{spot.words}为“{spot.text}”" if not told else spot.words
        yield Comparison(Side((Operand(spot),), words=words), Side(), RULE, holds=told)


def _unbound(book: Book) -> Iterator[Comparison]:
    """Numbers of the narrative that stand in no other comparison: told, not passed over."""
    for claim in book.claims:
        if claim.spot.address not in book.touched:
            known = claim.spot.number is not None
            words = f"{claim.spot.words}{'' if known else '（未公开）'}没有可以核对的表格或算式"
            yield Comparison(Side((Operand(claim.spot),), words=words), Side(), RULE)


CHECKS = (
    Check("text-40", "说明列举的基本支出科目应是表中全部有金额的款", _economic, basis=NARRATIVE),
    Check("text-41", "说明列出的类应是表中全部有金额的类", _classes, basis=NARRATIVE),
    Check("text-42", "说明列出的项应是表中全部有金额的项", _items, basis=NARRATIVE),
    Check("text-43", "说明说没有的资金，表中也应没有", _nothing, basis=NARRATIVE),
    Check(
        "text-44",
        "表中有金额的资金，说明应当说到",
        _mentioned,
        kinds=("budget",),
        severity=WARNING,
        basis=NARRATIVE,
    ),
    Check("text-99", "说明中的数没有可以核对的表格或算式", _unbound, severity=WARNING, basis=NARRATIVE),
)
