"""One form throughout: decimals, names of things, headings, numbering, full stops."""

import re
from collections import Counter
from collections.abc import Iterator

from budgets.checks.book import Book
from budgets.checks.families.wording import Found, wording_check
from budgets.checks.model import QUESTION, Comparison
from budgets.checks.texts import CELL, HEADING, PARAGRAPH, Passage, addresses, paragraphs, scroll, spread, told

_AMOUNT = re.compile(r"(?<![\d.,])(\d[\d,]*\.\d)(?=\s?万元)|(?<![\d.,])\d[\d,]*\.\d{2}(?=\s?万元)")
_PERCENT = re.compile(r"(?<![\d.,])(\d+\.\d)(?=\s?[%％])|(?<![\d.,])\d+\.\d{2}(?=\s?[%％])")
_FUND = re.compile(r"[一二三四五六七八九十]{1,3}、(?:政府性基金|国有资本经营)(.*)")
_TECHNICAL = ("statements", "duties", "glossary", "structure")
_PAIRS_OF_WORDS = (
    (re.compile(r"(?<=住宿费、)旅费"), re.compile(r"(?<=住宿费、)差旅费")),
    (re.compile(r"(?<!性)基金预算(?!表)(?<=政府基金预算)"), re.compile(r"政府性基金")),
)
_FULL, _HALF = re.compile(r"^（[一二三四五六七八九十]+）"), re.compile(r"^\([一二三四五六七八九十]+\)")
_TAIL = 12


def _decimals(pattern: re.Pattern[str], what: str) -> Found:
    """Numbers with one decimal among numbers with two."""

    def compare(book: Book) -> Iterator[Comparison]:
        passages = [each for each in paragraphs(book) if each.section and each.section.key not in _TECHNICAL]
        found = [(each, match) for each in passages for match in pattern.finditer(each.text)]
        kinds = Counter(match[1] is None for _, match in found)
        odd = [(each, match) for each, match in found if match[1] is not None]
        if kinds[True] > kinds[False] > 0:
            numbers = "、".join(dict.fromkeys(match[1] for _, match in odd))
            passages = [each for each, _ in odd]
            words = f"{spread(passages)}的{what}只有一位小数"
            yield told(words, numbers, advice="其余的都有两位小数。", where=addresses(passages))
        elif found:
            yield told(f"说明中{what}的小数位数", holds=True)

    return compare


def _ways(book: Book) -> Iterator[Comparison]:
    """The same thing called two ways."""
    text, wrong = scroll(book), False
    for first, second in _PAIRS_OF_WORDS:
        odd = list(text.hits(first))
        usual = next(text.hits(second), None) if odd else None
        if usual is not None:
            wrong = True
            passages = [hit.passage for hit in odd]
            words = f"{spread(passages)}写“{odd[0].around}”，别处写“{usual.around}”"
            yield told(words, advice="应统一。", where=addresses([*passages[:1], usual.passage]))
    if paragraphs(book) and not wrong:
        yield told("全文", holds=True)


def _hanging(book: Book) -> Iterator[Comparison]:
    """Headings that end with a full stop where most of their level do not."""
    headings = [each for each in scroll(book).passages if each.kind == HEADING and each.section]
    levels: dict[int, list[Passage]] = {}
    for each in headings:
        levels.setdefault(each.section.level if each.section else 0, []).append(each)
    odd = [each for own in levels.values() for each in _stopped(own)]
    if odd:
        yield told(spread(odd), advice="标题末尾不用句号。", where=addresses(odd))
    elif headings:
        yield told("各标题", holds=True)


def _stopped(headings: list[Passage]) -> list[Passage]:
    found = [each for each in headings if each.text.rstrip().endswith("。")]
    return found if len(found) * 2 < len(headings) else []


def _alike(book: Book) -> Iterator[Comparison]:
    """The headings on 政府性基金 and 国有资本经营 say the same of both."""
    forms = [(match[1], each) for each in scroll(book).passages if (match := _FUND.fullmatch(each.text))]
    forms = [(form, each) for form, each in forms if each.kind == HEADING and each.section and not each.section.tables]
    if len(forms) > 1:
        same = len({form for form, _ in forms}) == 1
        yield told("、".join(each.place() for _, each in forms) + ("" if same else "的说法不一致"), holds=same)


def _series(book: Book) -> Iterator[Comparison]:
    """The numbers of items stand all in full-width brackets, or all in half-width ones."""
    kinds = (HEADING, PARAGRAPH, CELL)
    passages = [each for each in scroll(book).passages if each.kind in kinds and each.text[:1] in "（("]
    full, half = ([each for each in passages if form.match(each.text)] for form in (_FULL, _HALF))
    if full and half:
        few, many = sorted((full, half), key=len)
        yield told(f"{spread(few)}的序号用“{few[0].text[:1]}”，其他 {len(many)} 处用“{many[0].text[:1]}”")
    elif full or half:
        yield told("序号的括号", holds=True)


def _open_ended(book: Book) -> Iterator[Comparison]:
    """Paragraphs of the glossary end with a full stop, where most do."""
    own = [each for each in paragraphs(book) if each.section and each.section.key == "glossary"]
    odd = [each for each in own if not each.text.rstrip().endswith(("。", "："))]
    if 0 < len(odd) * 2 < len(own):
        yield told(f"{spread(odd)}末尾没有句号", odd[0].text[-_TAIL:])
    elif own and not odd:
        yield told("名词解释各段", holds=True)


CHECKS = (
    wording_check(15, "说明中金额的小数位数应一致", _decimals(_AMOUNT, "金额")),
    wording_check(16, "说明中百分数的小数位数应一致", _decimals(_PERCENT, "百分数")),
    wording_check(17, "同一事物的说法应一致", _ways),
    wording_check(18, "标题末尾不用句号", _hanging),
    wording_check(19, "并列的标题说法应一致", _alike, QUESTION),
    wording_check(26, "序号的括号应一致", _series),
    wording_check(27, "名词解释各段应有句号", _open_ended),
)
