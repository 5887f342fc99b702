"""What the words of a disclosure must contain: parts of “三公”, reasons, sections, year and name of whose it is."""

import re
from collections.abc import Iterator

from budgets.checks.book import Book
from budgets.checks.families.completeness import EMPTY, SUFFIX, TEXT_TABLES, completeness_check, is_empty
from budgets.checks.model import QUESTION, Comparison
from budgets.checks.places import table_words
from budgets.checks.texts import HEADING, PARAGRAPH, Passage, paragraphs, scroll, told


def _three_public(book: Book) -> Iterator[Comparison]:
    """“三公” is told with 出国, 购置, 运行 and 接待."""
    keys = ("three_public", "three_public_overall", "three_public_items")
    text = "".join(each.text for each in paragraphs(book) if each.section and each.section.key in keys)
    table = book.tables.get("B09") or book.tables.get("F09")
    if not text or table is None or (is_empty(table) and EMPTY.search(text)):
        return
    for word, pattern in (("因公出国（境）费", "出国"), ("购置费", "购置"), ("运行费", "运行"), ("公务接待费", "接待")):
        yield told(f"“三公”经费说明里没有{word}", holds=pattern in text)


_CHANGED = re.compile(r"(?:增加|减少)了?\s?(\d[\d,]*(?:\.\d+)?)\s?万?元")
_DEVIATES = re.compile(r"决算数?(?:大于|小于|高于|低于)(?:年初|全年|调整)?预算数?")
_REASON = re.compile(r"原因|由于|因为|主要是|系因")
_REASONED = (
    "overall",
    "fiscal",
    "general_overall",
    "general_items",
    "three_public",
    "three_public_items",
    "running",
    "fund",
    "capital",
    "explanation",
)


def _reasons(book: Book) -> Iterator[Comparison]:
    """A change or deviation is given with its reason, in its paragraph or further down in its section."""
    by_section: dict[str, list[Passage]] = {}
    for each in paragraphs(book):
        if each.section and each.section.key in _REASONED:
            by_section.setdefault(each.section.key, []).append(each)
    for passages in by_section.values():
        last = max((place for place, each in enumerate(passages) if _REASON.search(each.text)), default=-1)
        for place, each in enumerate(passages):
            said = _changed(each.text)
            if said:
                yield told(f"{each.place()}写了“{said}”，没有写原因", holds=place <= last)


def _changed(text: str) -> str:
    """The first words that state a change of something, or a deviation from the budget."""
    changes = (match for match in _CHANGED.finditer(text) if float(match[1].replace(",", "")))
    match = next(changes, None) or _DEVIATES.search(text)
    return match[0] if match else ""


# What a disclosure must speak of: its name, the words of a heading, the kinds of documents.
SECTIONS = (
    ("主要职责", r"职[责能]", "both"),
    ("机构设置或单位构成", r"机构设置|构成", "both"),
    ("收支总体情况", r"收入支出.{0,20}(?:总体|预算情况|决算情况)|收支.{0,20}总体|编制说明", "both"),
    ("收入情况", r"、收入(?:预算|决算)|收入情况|编制说明", "both"),
    ("支出情况", r"、支出(?:预算|决算)|支出情况|编制说明", "both"),
    ("财政拨款收支情况", r"财政拨款收入支出|财政拨款收支|编制说明", "both"),
    ("一般公共预算支出情况", r"一般公共预算.{0,20}支出|编制说明", "both"),
    ("基本支出情况", r"基本支出", "narrated"),
    ("政府性基金情况", r"政府性基金|编制说明", "both"),
    ("国有资本经营预算情况", r"国有资本经营|编制说明", "both"),
    ("“三公”经费情况", r"三公", "both"),
    ("机关运行经费情况", r"运[行转]经费", "both"),
    ("政府采购情况", r"采购", "both"),
    ("国有资产情况", r"国有资产|资产占", "both"),
    ("绩效情况", r"绩效", "both"),
    ("名词解释", r"名词解释", "both"),
)
_SECTIONS = tuple((name, re.compile(pattern), scope) for name, pattern, scope in SECTIONS)


# A document of tables alone has fewer headings of a narrative.
_FEW = 3


def _sections(book: Book) -> Iterator[Comparison]:
    """The sections that a disclosure must have, looked for in its headings; those over tables alone do not count."""
    document = book.document
    headings = [each.heading for each in document.sections if each.key != "contents" and not each.tables]
    told_whole = any("编制说明" in heading for heading in headings)
    if not any(each.kind == PARAGRAPH for each in scroll(book).passages):
        known = [name for name, pattern, _ in _SECTIONS if any(pattern.search(heading) for heading in headings)]
        if len(known) > _FEW:
            yield told("说明的各节只有标题，没有文字")
        return
    if len(headings) <= _FEW:
        return
    for name, pattern, scope in _SECTIONS:
        if scope == "both" or not told_whole:
            yield told(f"说明中没有{name}", holds=any(pattern.search(heading) for heading in headings))


def _title(book: Book) -> Iterator[Comparison]:
    """The title names the year and the organisation."""
    document = book.document
    name = document.organisation.name
    for what, text in (("年度", str(document.year)), ("部门名称", name)) if document.title.strip() else ():
        yield told(f"封面标题“{document.title}”里没有{what}“{text}”", holds=text in document.title)


def _parts(book: Book) -> Iterator[Comparison]:
    """Headings of the parts name the organisation in full where they name it."""
    name = book.document.organisation.name
    stem = name[: max(4, len(name) - SUFFIX)]
    headings = [each for each in scroll(book).passages if each.kind == HEADING and stem in each.text]
    wrong = [each for each in headings if name not in each.text]
    if headings:
        yield told("、".join(each.place() for each in wrong[:3]) + f"没有写全称“{name}”", holds=not wrong)


def _dated(book: Book) -> Iterator[Comparison]:
    """Names of tables begin with the year, where those of the others do."""
    tables = [table for table in book.tables.values() if table.code not in TEXT_TABLES]
    dated = [table for table in tables if str(book.document.year) in table.title]
    if len(dated) * 2 > len(tables):
        for table in tables:
            yield told(f"{table_words(table)}的表名没有年度，其他各表都有", holds=table in dated)


CHECKS = (
    completeness_check(9, "“三公”经费应分项说明", _three_public),
    completeness_check(10, "增减和差异应写明原因", _reasons),
    completeness_check(11, "应说明的内容不应缺少", _sections),
    completeness_check(12, "封面标题应有年度和部门名称", _title),
    completeness_check(13, "各部分标题应写部门全称", _parts),
    completeness_check(14, "各表表名的年度写法应一致", _dated, QUESTION),
)
