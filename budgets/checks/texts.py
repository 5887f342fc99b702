"""Texts of a document as one scroll: every title, heading, paragraph, label and note, searched at one go."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar, cast

from budgets.checks.book import Book, Claim
from budgets.checks.model import RULE, Comparison, Side, Spot
from budgets.checks.places import row_words, table_words
from budgets.document import Row, Section, Table
from budgets.money import FACTOR

# What a passage is.
TITLE, HEADING, PARAGRAPH, TABLE, CELL, NOTE = "title", "heading", "paragraph", "table", "cell", "note"
_NAMED = 3
_SPACE = re.compile(r"\s+")
_AROUND = 8
# 约 as in 约 1000 万元, not as in 节约 1000 万元; 近 not as in 最近.
_ABOUT = re.compile(r"(?:(?<![节集合契条特预制违])约|(?<![最附临邻])近|大概|大致)[为是达合]?\s*$")
_OR_SO = re.compile(r"\s*(?:万元|亿元|元|[%％个辆台套项人次批])?\s*(?:左右|上下)")
Made = TypeVar("Made")


def once(book: Book, key: str, make: Callable[[Book], Made]) -> Made:
    """What is worked out of a book, once for all checks and kept as long as the book is."""
    if key not in book.kept:
        book.kept[key] = make(book)
    return cast(Made, book.kept[key])


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the document: what it is, its words, the section it stands in, where that is in Chinese and as an
    address."""

    kind: str
    text: str
    section: Section | None
    place: Callable[[], str]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern was found: the passage, the words found, and the words around them."""

    passage: Passage
    text: str
    around: str


class Scroll:
    """All texts of a document, one a line."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = list(passages)
        self.text = "\n".join(passage.text.replace("\n", " ") for passage in self.passages)
        self._starts = [0]
        for passage in self.passages:
            self._starts.append(self._starts[-1] + len(passage.text) + 1)

    def hits(self, pattern: re.Pattern[str], kinds: tuple[str, ...] = ()) -> Iterator[Hit]:
        """Every place where a pattern is found in passages of these kinds (none: all)."""
        for match in pattern.finditer(self.text):
            line = bisect_right(self._starts, match.start()) - 1
            passage = self.passages[line]
            if not kinds or passage.kind in kinds:
                start = self._starts[line]
                before = self.text[max(start, match.start() - _AROUND) : match.start()]
                end = start + len(passage.text)
                yield Hit(passage, match[0], f"{before}{match[0]}{self.text[match.end() : min(end, match.end() + 4)]}")


def scroll(book: Book) -> Scroll:
    """The texts of a book, read once for all checks."""
    return once(book, "scroll", lambda book: Scroll(_passages(book)))


def paragraphs(book: Book) -> tuple[Passage, ...]:
    """The paragraphs of the narrative in reading order, the list of contents left out."""
    return once(book, "paragraphs", _narrative)


def _narrative(book: Book) -> tuple[Passage, ...]:
    return tuple(
        each
        for each in scroll(book).passages
        if each.kind == PARAGRAPH and each.section is not None and each.section.key != "contents"
    )


def _passages(book: Book) -> Iterator[Passage]:
    document = book.document
    yield Passage(TITLE, document.title, None, lambda: "封面标题")
    for section in document.sections:
        yield Passage(HEADING, section.heading, section, _heading(section), section.key)
        for number, runs in enumerate(section.paragraphs, start=1):
            place, address = _paragraph(section, number), f"{section.key}.{number}.0"
            yield Passage(PARAGRAPH, "".join(run.text for run in runs), section, place, address)
        for table in section.tables:
            yield from _of_table(section, table)


def _of_table(section: Section, table: Table) -> Iterator[Passage]:
    if table.title != section.heading:
        yield Passage(TABLE, table.title, section, lambda: f"{table_words(table)}的表名", table.code)
    for panel, row in table.rows():
        for column in panel.columns:
            text = row.cells.get(column.key)
            if column.kind == "text" and isinstance(text, str) and text:
                yield Passage(CELL, text, section, _row(table, row), table.code)
    for note in table.notes:
        yield Passage(NOTE, note, section, lambda: f"{table_words(table)}的注", table.code)


def _heading(section: Section) -> Callable[[], str]:
    return lambda: f"标题“{section.heading}”"


def _paragraph(section: Section, number: int) -> Callable[[], str]:
    return lambda: f"“{section.heading}”第 {number} 段"


def _row(table: Table, row: Row) -> Callable[[], str]:
    return lambda: f"{table_words(table)}{row_words(row)}"


def told(
    words: str,
    text: str = "",
    *,
    holds: bool | None = False,
    advice: str = "",
    where: Iterable[str] = (),
    read: Iterable[str] = (),
) -> Comparison:
    """A rule of words that was judged where it was read; ``holds`` of ``None`` is 无法核对."""
    side = Side(words=words, text=text, where=tuple(dict.fromkeys(where)), read=tuple(read))
    return Comparison(side, Side(), RULE, holds=holds, advice=advice)


def grouped(hits: Iterable[Hit], advice: str = "", *, around: bool = True) -> Iterator[Comparison]:
    """One comparison for everything of the same words, however often they stand in the document."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.text, []).append(hit)
    for text, own in found.items():
        passages = [hit.passage for hit in own]
        said = own[0].around if around else text
        read = [passage.text for passage in passages]
        yield told(spread(passages), said, advice=advice, where=addresses(passages), read=read)


def addresses(passages: list[Passage]) -> list[str]:
    """Addresses of the first few passages."""
    return [passage.address for passage in passages if passage.address][:_NAMED]


def spread(passages: list[Passage]) -> str:
    """Where passages stand, the first few named."""
    places = list(dict.fromkeys(passage.place() for passage in passages[: _NAMED + 1]))[:_NAMED]
    more = f"等 {len(passages)} 处" if len(passages) > len(places) else ""
    return "、".join(places) + more


def searched(book: Book, hits: Iterable[Hit], advice: str = "", *, around: bool = True) -> Iterator[Comparison]:
    """The findings of a search through the whole document, or that nothing was found."""
    found = list(hits)
    if found:
        yield from grouped(found, advice, around=around)
    elif paragraphs(book):
        yield told("全文", holds=True)


def squeezed(text: str) -> str:
    """A name without blanks, with half-width brackets made full: what is compared of names."""
    return _SPACE.sub("", text).replace("(", "（").replace(")", "）")


def is_rough(claim: Claim) -> bool:
    """Whether a figure is told as 约, 近 or 左右."""
    return _ABOUT.search(claim.before[-_AROUND:]) is not None or _OR_SO.match(claim.after) is not None


def as_told(claim: Claim) -> Spot:
    """The number of a figure; one that is told roughly is as exact as its own decimals, whatever others show."""
    if not is_rough(claim):
        return claim.spot
    return replace(claim.spot, step=FACTOR.get(claim.figure.unit, Decimal(1)).scaleb(-decimals(claim.figure.text)))


def decimals(text: str) -> int:
    """Decimals that a printed number shows."""
    return len(text.rstrip("%％ ").partition(".")[2])


def is_code(text: str) -> bool:
    """Whether a text is a code: digits as they are typed, not ² or ①."""
    return text.isascii() and text.isdecimal()


def plain_number(text: str) -> Decimal | None:
    """A printed number without its sign of percent; ``None`` if it is none."""
    digits = text.strip().rstrip("%％").replace(",", "")
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def is_near(first: str, second: str) -> bool:
    """Whether two names differ in one character: another, one more or one less."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    short, long = sorted((first, second), key=len)
    start = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]
