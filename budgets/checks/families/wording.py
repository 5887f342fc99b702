"""Words that must not stand in a disclosure: blanks left open, instructions of the form, slips of typing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from budgets.checks.book import Book
from budgets.checks.grounds import WORDING
from budgets.checks.model import QUESTION, WARNING, Check, Comparison
from budgets.checks.texts import (
    CELL,
    HEADING,
    NOTE,
    PARAGRAPH,
    TABLE,
    TITLE,
    Hit,
    scroll,
    searched,
    told,
)
from budgets.money import WAN

PROSE = (TITLE, HEADING, PARAGRAPH, TABLE, NOTE)
LEVEL = "没有增减的，写“与上年持平”。"
Found = Callable[[Book], Iterator[Comparison]]

_OPEN = re.compile(
    r"X{2,}|[×＊]{2,}|ⅩⅩ+|＿{2,}|_{3,}|□{2,}|\{\{|\}\}|某某(?=单位|部门|局|项目|年)|【填写[^】\n]{0,80}】"
)
_INSTRUCTION = re.compile(
    r"如持平[^。\n]{0,3}作?持平表述|作持平表述|以下情况金额为\s?0[^）)\n]*|仍需进行情况说明|不涉及的?(?:不列|不填|删除|可删)"
    r"|请(?:根据|按照?)(?:本?单位|部门)?实际(?:情况)?(?:填写|修改|调整)|此处(?:填写|填列|说明|插入)|填写说明"
    r"|酌情(?:删减|增减|修改)|若无[^。，\n]{0,8}请(?:删|写|填)|模板(?:说明|要求|填写)"
)
_LIKEWISE = re.compile(r"[（(]以?下同[）)]")
_DOUBLED_MARK = re.compile(r"([。，；：、？！])\1+|[，、；：][。，；]|。[，、；：]|(?<![\d.])[,;]{2,}|,。|，\.")
_BROKEN = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d\.)\d+(?:\.\d+){2,}(?=\s*(?:万元|亿元|元|%|％|个百分点))")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]{0,60})?/?>|&(?:nbsp|lt|gt|amp|quot|#\d+);")
# A name may run into the kind of thing that it is: 设施维护维护项目.
_TWICE = re.compile(r"([一-鿿]{2,12})\1(?!项目|工程|经费|支出|资金)")
_OFFICE_TWICE = re.compile(r"办事处处(?=[和、，。]|有关)|局局(?=[和、，。])")
_NOTHING = re.compile(r"(?<!\d)0\s?(?:个|项)?项目\s?0(?:\.0+)?\s?万?元")
_GLUED = re.compile(r"\d(?:辆|台|套|个|项|人次|人|次|批次|万元|元|%)\d+(?:\.\d+)?(?=[；。，、）)])")
_AS = re.compile(r"比[^，。；：\n]{2,16}?(?:保持一致|持平|相同|一致)")
_NO_GROWTH = re.compile(r"(?:增长|下降|增加|减少|降低)了?\s?0(?:\.0+)?\s?[%％]")
_NO_CHANGE = re.compile(r"(?:增加|减少)了?\s?0(?:\.0+)?\s?万?元(?!，与[^，。；\n]{1,10}持平)")
_HALF_COMMA = re.compile(r"(?<=[一-鿿）%])[,;](?=[一-鿿])")


def _free_of(pattern: re.Pattern[str], kinds: tuple[str, ...] = (), advice: str = "", *, once: bool = False) -> Found:
    """The check that a pattern stands nowhere in texts of these kinds; told ``once``, or per words found."""

    def compare(book: Book) -> Iterator[Comparison]:
        found = list(scroll(book).hits(pattern, kinds))
        hits = [replace(hit, text=found[0].text) for hit in found] if once else found
        yield from searched(book, hits, advice)

    return compare


def _likewise(book: Book) -> Iterator[Comparison]:
    """Instructions of the form, and 下同 in the brackets of a heading."""
    hits = [*scroll(book).hits(_INSTRUCTION), *scroll(book).hits(_LIKEWISE, (HEADING, TITLE, TABLE))]
    yield from searched(book, [replace(hit, text=hits[0].text) for hit in hits], "应删去。")


_PAIRS = {"）": "（", ")": "（", "》": "《", "】": "【", "〕": "〔", "”": "“", "(": "（"}
_SHOWN = 16
_BRACKETS = re.compile(r"[（()）《》【】〔〕“”]")
_NUMBERING = re.compile(r"(?<![（(\dA-Za-z一-鿿])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十])[）)]")


def _unbalanced(book: Book) -> Iterator[Comparison]:
    """Brackets and quotation marks that have no partner, in every paragraph and label of its own."""
    lines = {id(hit.passage): hit.passage for hit in scroll(book).hits(_BRACKETS)}
    lonely = [(each, place) for each in lines.values() if (place := _lonely(each.text)) is not None]
    wrong = [(each, each.text[max(0, place - _SHOWN) : place + _SHOWN]) for each, place in lonely]
    yield from searched(book, [Hit(each, around, around) for each, around in wrong])


def _lonely(text: str) -> int | None:
    """Where the first bracket or mark stands that has no partner."""
    open_ones: list[tuple[str, int]] = []
    for found in _BRACKETS.finditer(_NUMBERING.sub(lambda number: " " * len(number[0]), text)):
        sign = found[0]
        if sign in "（(《【〔“":
            open_ones.append(("（" if sign == "(" else sign, found.start()))
        elif not open_ones or open_ones.pop()[0] != _PAIRS[sign]:
            return found.start()
    return open_ones[0][1] if open_ones else None


def _twice(book: Book) -> Iterator[Comparison]:
    """Words typed twice: the same characters again, or a name put where a part of it stood already."""
    text = scroll(book)
    yield from searched(book, [*text.hits(_TWICE), *text.hits(_OFFICE_TWICE), *text.hits(_name_twice(book))])


def _name_twice(book: Book) -> re.Pattern[str]:
    """The name of the organisation right behind a part of itself: 中共焦作中国共产党焦作市委员会办公室."""
    who = book.document.organisation
    stems = {"中共", "中国共产党"} & {who.name[:2], who.name[:5], "中共" if who.name.startswith("中国共产党") else ""}
    region = who.region_name if who.region_name in who.name else ""
    stems |= {region[:2]} if len(region) > 1 and who.name.startswith(region) else set()
    parts = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True) if stem)
    return re.compile(rf"(?:{parts})[一-鿿]{{0,3}}{re.escape(who.name)}" if parts else r"(?!)")


def _changes(book: Book) -> Iterator[Comparison]:
    """增加 or 减少 of nothing, where 持平 is meant."""
    yield from searched(book, scroll(book).hits(_NO_CHANGE, (PARAGRAPH,)), LEVEL)


def _zero_base(book: Book) -> Iterator[Comparison]:
    """A share or rate of something that is nothing."""
    found = [
        claim for claim in book.claims if claim.figure.unit == "%" and claim.name.endswith((".share", ".completion"))
    ]
    bases = [(claim, _base(book, claim.name)) for claim in found]
    wrong = [claim for claim, base in bases if base == 0]
    for claim in wrong:
        yield told(claim.spot.words, claim.figure.text, advice="分母为零，不应写比率。", where=[claim.spot.address])
    if found and not wrong:
        yield told("各项占比和完成率的分母", holds=True)


_WHOLES = {
    "procurement.awarded_sme.share": "procurement.total",
    "procurement.awarded_micro.share": "procurement.awarded_sme",
    "procurement.reserved_sme.share": "procurement.total",
    "procurement.reserved_micro.share": "procurement.reserved_sme",
}


def _base(book: Book, name: str) -> object:
    stem, _, last = name.rpartition(".")
    whole = _WHOLES.get(name) if last == "share" else f"{stem}.initial"
    if last == "completion" and stem.startswith("three_public_final"):
        whole = stem.replace("three_public_final", "three_public_budget")
    numbers = {claim.spot.number for claim in book.named.get(whole, ())} if whole else set()
    return numbers.pop() if len(numbers) == 1 else None


def _in_yuan(book: Book) -> Iterator[Comparison]:
    """An amount in 元 whose number is one in 万元 of the document."""
    money = [claim for claim in book.claims if claim.spot.money]
    wan = {claim.spot.number for claim in money if claim.figure.unit == WAN}
    wan |= {spot.number for spot in book.spots.values() if spot.money and spot.number}
    wrong = [
        claim for claim in money if claim.figure.unit == "元" and claim.spot.number and claim.spot.number * 10000 in wan
    ]
    for claim in wrong:
        said = f"{claim.figure.text}元"
        yield told(claim.spot.words, said, advice="文件里这个数的单位是万元。", where=[claim.spot.address])
    if money and not wrong:
        yield told("说明中金额的单位", holds=True)


def wording_check(number: int, title: str, compare: Found, severity: str = WARNING) -> Check:
    """A check of words, a warning unless said otherwise."""
    return Check(f"wording-{number:02}", title, compare, severity=severity, basis=WORDING)


CHECKS = (
    wording_check(1, "不应有没填的空", _free_of(_OPEN, once=True)),
    wording_check(2, "不应留有模板的填写要求", _likewise),
    wording_check(3, "不应有重复或相连的标点", _free_of(_DOUBLED_MARK)),
    wording_check(4, "数字应完整", _free_of(_BROKEN, advice="数字里有两个小数点。")),
    wording_check(5, "不应有网页标记", _free_of(_TAG, once=True)),
    wording_check(6, "括号和引号应成对", _unbalanced),
    wording_check(7, "不应有重复的词", _twice),
    wording_check(8, "不应列出没有的项目", _free_of(_NOTHING, PROSE, "没有的不列。")),
    wording_check(9, "单位后面不应再接数字", _free_of(_GLUED, PROSE)),
    wording_check(10, "“与……持平”不写作“比……持平”", _free_of(_AS, (PARAGRAPH,), "应写“与……持平（一致）”。")),
    wording_check(11, "不应写增长 0% 或下降 0%", _free_of(_NO_GROWTH, (PARAGRAPH, CELL), LEVEL)),
    wording_check(12, "不应写增加或减少 0 元", _changes),
    wording_check(13, "分母为零不应写比率", _zero_base),
    wording_check(14, "说明中金额的单位应一致", _in_yuan),
    wording_check(20, "中文里的标点应用全角", _free_of(_HALF_COMMA, (PARAGRAPH, HEADING), once=True), QUESTION),
)
