"""Statements of the narrative that the tables or other sentences speak against: purposes, names, organisation."""

import re
from collections.abc import Iterator

from budgets.checks.book import Book, Claim
from budgets.checks.grounds import BUDGET_TABLES, NARRATIVE
from budgets.checks.model import AT_MOST, QUESTION, RULE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.document import Section

_EXPENSE = re.compile(r"(?:^|[、，：:的及和])([\u4e00-\u9fa5（）()]{1,6}费)(?=[、，。；等及和]|$)")
_LEADING = re.compile(r"^.*(?:用于|包括|保障|支付|为)")
# What a plain word for an expense is called in the classification.
CALLED = {
    "水电费": ("水费", "电费"),
    "物业费": ("物业管理费",),
    "维修费": ("维修（护）费",),
    "日常维修费": ("维修（护）费",),
}
_NO_OFFICES = re.compile(r"(?:没有|无|未设)内设(?:机构|科室)")
_OFFICES = re.compile(r"各(?:内设机构|科室|处室)|科室负责人")


def _texts(section: Section) -> str:
    return "".join(run.text for paragraph in section.paragraphs for run in paragraph)


def _procurement(book: Book) -> Iterator[Comparison]:
    """No procurement beside money for equipment and works (economic 310) is asked about."""
    bought = [
        spot
        for line in book.details("B08")
        if line.economic.startswith("310")
        for spot in [_total(book, line.key)]
        if spot
    ]
    for claim in book.named.get("procurement.total", []):
        if claim.spot.number == 0 and any(spot.number for spot in bought):
            side = Side(tuple(Operand(spot) for spot in bought))
            yield Comparison(side, Side((Operand(claim.spot),)), AT_MOST)


def _total(book: Book, row: str) -> Spot | None:
    return book.at(f"B08/{row}/total")


def _running(book: Book) -> Iterator[Comparison]:
    """What running expenses are said to be for, among the rows with money of their table (or of 公用经费)."""
    section = book.section("running")
    spent = (line.name for code in ("B13", "B06") for line in book.details(code) if _spent(book, code, line.key))
    rows = {name.replace("(", "（").replace(")", "）") for name in spent}
    if section is None or not book.details("B13"):
        return
    words = [_LEADING.sub("", word) for word in _EXPENSE.findall(_texts(section))]
    absent = [word for word in dict.fromkeys(words) if word not in rows and not rows & set(CALLED.get(word, ()))]
    if words:
        side = Side(words=f"“{section.heading}”所说的用途", text="、".join(absent), where=(section.key,))
        advice = "" if not absent else "表中没有这些科目的金额。"
        yield Comparison(side, Side(), RULE, holds=not absent, advice=advice)


def _spent(book: Book, code: str, row: str) -> bool:
    spot = book.at(f"{code}/{row}/{'public' if code == 'B06' else 'total'}")
    return bool(spot and spot.number)


def _names(book: Book) -> Iterator[Comparison]:
    """A project is called in the narrative as in the table of projects."""
    names = {line.key.rpartition("/")[2]: line.name for code in ("B15", "B12") for line in book.details(code)}
    for name, claims in book.named.items():
        called = names.get(name.removeprefix("project.")) if name.startswith("project.") else None
        if called:
            yield _called(claims[0], called)


def _called(claim: Claim, called: str) -> Comparison:
    section = claim.section
    place = f"“{section.heading}”第 {claim.paragraph} 段里金额为 {claim.spot.text} 的项目"
    holds = _plain(called) in _plain(claim.before)
    advice = "" if holds else f"表里叫“{called}”。应写同一个名称。"
    return Comparison(Side((Operand(claim.spot),), words=place), Side(), RULE, holds=holds, advice=advice)


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"'（）()《》]", "", text)


def _offices(book: Book) -> Iterator[Comparison]:
    """没有内设机构 here and 各科室 there."""
    without = [section for section in book.document.sections if _NO_OFFICES.search(_texts(section))]
    if not without:
        return
    others = [section for section in book.document.sections if _OFFICES.search(_texts(section))]
    places = "、".join(f"“{section.heading}”" for section in others)
    words = f"“{without[0].heading}”说没有内设机构" + (f"，{places}说到各科室" if others else "")
    yield Comparison(Side(words=words, where=(without[0].key,)), Side(), RULE, holds=not others)


def _evaluation(book: Book) -> Iterator[Comparison]:
    """The evaluation of a project, told with the words of the evaluation of the whole department."""
    section = book.section("evaluation_key")
    if section is None:
        return
    for number, paragraph in enumerate(section.paragraphs, start=1):
        text = "".join(run.text for run in paragraph)
        if "部门评价" in text:
            mixed = "整体支出绩效评价" in text
            words = f"“{section.heading}”第 {number} 段" + (
                "评价一个项目，用的是部门整体支出绩效评价的话" if mixed else ""
            )
            where = (f"{section.key}.{number}.0",)
            yield Comparison(Side(words=words, where=where), Side(), RULE, holds=not mixed)


CHECKS = (
    Check(
        "text-50",
        "政府采购预算为 0，而支出经济分类汇总表有资本性支出",
        _procurement,
        kinds=("budget",),
        severity=QUESTION,
        basis=NARRATIVE,
    ),
    Check(
        "text-51",
        "机关运行经费的用途应是表中有金额的科目",
        _running,
        kinds=("budget",),
        severity=QUESTION,
        basis=BUDGET_TABLES,
    ),
    Check("text-52", "项目在说明和表中应是一个名称", _names, severity=WARNING, basis=NARRATIVE),
    Check("text-53", "有没有内设机构，前后说法应一致", _offices, severity=QUESTION, basis=NARRATIVE),
    Check(
        "text-54",
        "项目的评价不应套用部门整体支出绩效评价的话",
        _evaluation,
        kinds=("final",),
        severity=QUESTION,
        basis=NARRATIVE,
    ),
)
