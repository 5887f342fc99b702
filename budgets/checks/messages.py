"""Findings: what a comparison that does not hold is told as, in plain Chinese."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.checks.model import (
    AT_MOST,
    COUNT,
    FAILS,
    GROWTH,
    LIST,
    NUMERICAL,
    PRODUCT,
    ROUNDING,
    SHARE,
    TEXT,
    UNKNOWN,
    Comparison,
    Judged,
    Operand,
    Side,
    Spot,
)
from budgets.checks.ranking import Suspect
from budgets.money import WAN, NumberStyle, added

_MONEY = NumberStyle(unit=WAN, decimals=6, separators=True, trim="all")
_PLAIN = NumberStyle(unit="", decimals=6, trim="all")
_MANY = 4
# The table, or the section and paragraph, that a place begins with.
_CODES = re.compile(r"》（([BF]\d\d)）")
_WHERE = re.compile(r"《[^》]*》（\w+）|“[^”]*(?:“[^”]*”[^”]*)*”第 \d+ 段")


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a finding: addresses, what it is called, how it is printed, its value (yuan where it is money)."""

    addresses: tuple[str, ...]
    words: str
    text: str
    value: Decimal | None
    money: bool

    @property
    def address(self) -> str:
        """The addresses as one text."""
        return " + ".join(self.addresses)


@dataclass(frozen=True, slots=True)
class Finding:
    """A comparison that does not simply hold, as it is told.

    ``numerical`` says whether it compares numbers, so that both sides have a value. ``key`` tells it from all others of
    the document; ``operands`` are (address, printed value) and ``read`` the texts that were read, to both of which an
    override is bound; ``suspects`` the addresses likeliest wrong; ``right_value`` what should stand there, if that
    follows; ``asked`` whether it is a question that does not hold, and not one that could not be judged.
    """

    check: str
    title: str
    severity: str
    outcome: str
    message: str
    left: Place
    right: Place
    difference: Decimal | None
    operands: tuple[tuple[str, str], ...]
    suspects: tuple[str, ...] = ()
    right_value: str = ""
    basis: str = ""
    numerical: bool = True
    read: tuple[str, ...] = ()
    asked: bool = False

    @property
    def key(self) -> str:
        """Its check and where its two sides stand; of words, the words."""
        words = "" if self.numerical else f"{self.left.words}{self.left.text}{self.right.text}"
        return f"{self.check}|{self.left.address}|{self.right.address}|{words}"


def finding(judged: Judged, better: Mapping[str, Suspect]) -> Finding:
    """The finding of a judged comparison; ``better`` are the suspects of the whole document by address."""
    comparison, check = judged.comparison, judged.check
    rate = comparison.relation in (SHARE, GROWTH, PRODUCT)
    left, right = _place(comparison.left, judged.left), _place(comparison.right, judged.right, rate=rate)
    own = [better[spot.address] for spot in judged.spots if spot.address in better]
    ranked = sorted(own, key=lambda suspect: suspect.weight, reverse=True)
    value = _right_value(judged, ranked)
    parts = [_told(judged, left, right), comparison.advice, value]
    return Finding(
        check=check.id,
        title=check.title,
        severity=check.severity,
        outcome=judged.outcome,
        message="".join(part for part in parts if part),
        left=left,
        right=right,
        difference=judged.difference if comparison.relation in NUMERICAL else None,
        operands=tuple((spot.address, _value_text(spot)) for spot in judged.spots),
        read=(*comparison.left.read, *comparison.right.read),
        asked=judged.asked,
        suspects=tuple(suspect.spot.address for suspect in ranked[:3] if suspect.mended > suspect.broken),
        right_value=value,
        basis=check.basis,
        numerical=comparison.relation in NUMERICAL,
    )


def amount(number: Decimal | None, money: bool) -> str:
    """A value in words: money in 万元."""
    if number is None:
        return "未公开"
    return f"{_MONEY.amount(number)} 万元" if money else _PLAIN.text(number)


def _value_text(spot: Spot) -> str:
    return "" if spot.number is None else f"{spot.number:f}"


def _place(side: Side, value: Decimal | None, *, rate: bool = False) -> Place:
    """A side as a place; the value of a rate is no money, though its terms are."""
    spots = [operand.spot for operand in side.operands]
    money = any(spot.money for spot in spots) and not rate
    text = spots[0].text if len(spots) == 1 else side.text
    return Place(_addresses(side), _words(side), text, value, money)


def _addresses(side: Side) -> tuple[str, ...]:
    """The addresses of its numbers; of words, where they stand, or the tables that they speak of."""
    own = [operand.spot.address for operand in side.operands] or side.where or _CODES.findall(side.words)
    return tuple(dict.fromkeys(own))


def _words(side: Side) -> str:
    """What a side is called: its numbers, or how many they are."""
    operands = side.operands
    if side.words or not operands:
        return side.words
    first = operands[0].spot.words
    if len(operands) == 1:
        return first
    if len(operands) > _MANY:
        return f"{first}、{_after(operands[1], operands[0])}等 {len(operands)} 处之和"
    rest = zip(operands[1:], operands, strict=False)
    return first + "".join(f"{'加' if each.sign > 0 else '减'}{_after(each, before)}" for each, before in rest)


def _after(operand: Operand, before: Operand) -> str:
    return after(operand.spot.words, before.spot.words)


def after(words: str, before: str) -> str:
    """What a place is called behind another: its table or paragraph is not said twice."""
    said = _WHERE.match(before)
    return words.removeprefix(said[0]) if said and words != said[0] else words


def _told(judged: Judged, left: Place, right: Place) -> str:
    comparison, title = judged.comparison, judged.check.title
    if comparison.relation not in NUMERICAL:
        if judged.outcome == UNKNOWN and comparison.holds is None:
            return f"{left.words}。"
        return _told_words(comparison, title, left, right)
    if judged.outcome == UNKNOWN and (judged.left is None or judged.right is None or _blanks(comparison)):
        return f"{title}：无法核对，{_missing(judged)}。"
    if comparison.relation in (SHARE, GROWTH, PRODUCT):
        return _told_ratio(judged, left)
    unit = left.money or right.money
    gap = amount(abs(judged.difference or Decimal(0)), unit)
    says = f"{title}：{left.words}为 {amount(judged.left, unit)}，{right.words}为 {amount(judged.right, unit)}"
    more = "，多出" if comparison.relation == AT_MOST else "，相差 "
    tail = "（四舍五入的尾差）" if judged.outcome == ROUNDING else ""
    return f"{says}{more}{gap}{tail}。" if comparison.relation != COUNT else f"{says}，两者应当相等。"


def _told_words(comparison: Comparison, title: str, left: Place, right: Place) -> str:
    if comparison.relation in (TEXT, LIST):
        return f"{title}：{left.words}是“{left.text}”，{right.words}是“{right.text}”。"
    said = comparison.left.text
    return f"{title}：{left.words}{f'“{said}”' if said else ''}。"


def _told_ratio(judged: Judged, left: Place) -> str:
    comparison, title = judged.comparison, judged.check.title
    unit = "" if comparison.relation == PRODUCT else "%"
    said = f"{left.words}写的是 {amount(judged.left, False)}{unit}"
    terms = "，".join(f"{words}为 {amount(number, money)}" for words, number, money in _terms(comparison))
    if judged.right is None:
        return f"{title}：{said}；{terms}，基数为零，没有比率。"
    how = {
        SHARE: "前者除以后者",
        GROWTH: "变化额除以（后者减前者）",
        PRODUCT: "满分乘以执行数再除以预算数",
    }[comparison.relation]
    return f"{title}：{said}；{terms}，{how}得 {amount(judged.right, False)}{unit}。"


def _terms(comparison: Comparison) -> Iterator[tuple[str, Decimal | None, bool]]:
    """The terms of a ratio with their values: full marks, the part (a number or a sum of several), the whole."""
    operands = comparison.right.operands
    full = operands[:1] if comparison.relation == PRODUCT else ()
    part, whole = operands[len(full) : -1], operands[-1:]
    for own in (full, part, whole):
        if own:
            yield _words(Side(own)), added(*_signed(own)), own[0].spot.money


def _signed(operands: tuple[Operand, ...]) -> Iterator[Decimal | None]:
    for operand in operands:
        number = operand.spot.number
        yield number if number is None or operand.sign > 0 else -number


def _blanks(comparison: Comparison) -> bool:
    return bool(comparison.left.missing or comparison.right.missing)


def _missing(judged: Judged) -> str:
    sides = (judged.comparison.left, judged.comparison.right)
    words = [spot.words for side in sides for spot in side.missing]
    if not words:
        return "基数为零，算不出比率"
    more = f"等 {len(words)} 处" if len(words) > _MANY else ""
    return f"缺少{'、'.join(words[:_MANY])}{more}"


def _right_value(judged: Judged, ranked: list[Suspect]) -> str:
    """What the likeliest culprit should be, where more than this comparison says so and none speaks against it."""
    best = next((suspect for suspect in ranked if suspect.sure), None)
    if judged.outcome != FAILS or best is None or best.better is None:
        return ""
    return f"最可能有误的是{best.spot.words}，应为 {better(judged.comparison, best)}。"


def better(comparison: Comparison, suspect: Suspect) -> str:
    """A better value as it would be printed: to the last place; a rate with its sign of percent, and a fall said in
    words where its size alone is printed."""
    spot, rounded = suspect.spot, suspect.printed or Decimal(0)
    first = comparison.left.operands[0].spot.address if comparison.left.operands else ""
    percent = "%" if comparison.relation in (SHARE, GROWTH) and spot.address == first else ""
    if percent and rounded < 0 and not spot.text.startswith("-"):
        return f"下降 {amount(-rounded, False)}%"
    return f"{amount(rounded, spot.money)}{percent}"
