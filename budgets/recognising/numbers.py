"""Numbers with a unit in running text: amounts, percentages and counts; never years, ordinals, names or thresholds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

AMOUNT, PERCENT, COUNT, POINTS = "amount", "percent", "count", "points"
YUAN_IN = {"亿元": Decimal(100000000), "万元": Decimal(10000), "元": Decimal(1)}

# One character for one, so that places in the plain text are places in the printed text.
_PLAIN = str.maketrans("０１２３４５６７８９．％－−(),:;　", "0123456789.%--（），：； ")
_NOISE = re.compile(r"[\s*]+")
_QUOTED = re.compile(
    r"《[^《》。]*》|“[^“”。]*”|「[^「」。]*」|\"[^\"。，]{0,20}\"|〔[^〕]{0,20}〕|【[^】]{0,20}】|\[[^\]]{0,20}\]"
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])"
    r"(?P<number>-?(?:\d{1,3}(?:， ?\d{3}){1,9}(?!\d)|\d{1,3}(?: \d{3}){1,9}(?=\.\d)|\d+)(?: ?\. ?\d+){0,9})"
    r"[\s*]*+(?P<unit>亿\s*元|万\s*元|元|%|个\s*百分点|台（套）|台|套|辆|人次|人|批次|批|项(?!目)|名(?!词)|家|次|张"
    r"|分(?!钟|之|别|公司|局|行|期|类|为)|个(?!月|工作日|小时|季度|星期|自然日|体|人))"
)
_THRESHOLD_AFTER = re.compile(r"[\s*]*+(?:（[^）]{0,6}）[\s*]*+)?(?:[及或]?以[上下内]|[-—~～至]\s*\d)")
_NO_FIGURE_BEFORE = re.compile(
    r"(?:第|[≥≤＞＜><]|不低于|不少于|不超过|不高于|不小于|不大于|至少|超过|低于|高于|单价|单位价值|\d(?:%|万元|元|个)?[-—~～至])[\s*]*$"
)
_WHOLE, _DECIMALS, _NEAR = 15, 6, 12
_LISTED = re.compile(r"\d{1,2}\.\s+(?=\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text: where it stands, what kind it is, its exact size in its unit, the unit."""

    start: int
    end: int
    kind: str
    size: Decimal
    unit: str


def plain(text: str) -> str:
    """The text with half-width digits and full-width punctuation, character for character."""
    return text.translate(_PLAIN)


def squeezed(text: str) -> str:
    """Plain text without spaces and marks of emphasis."""
    return _NOISE.sub("", text)


def find(text: str, names: Iterable[str] = ()) -> Iterator[Found]:
    """The numbers of plain text in order; what stands in quotation marks or in one of ``names`` is none."""
    for match in _NUMBER.finditer(_masked(text, names)):
        found = _found(match, text)
        if found is not None:
            yield found


def _masked(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "#" * len(name))
    return _QUOTED.sub(lambda match: "#" * len(match[0]), text)


def _found(match: re.Match[str], text: str) -> Found | None:
    start, printed, unit = match.start(), match["number"], _NOISE.sub("", match["unit"])
    kind = _kind(unit)
    before = text[max(0, start - _NEAR) : start]
    listed = _LISTED.match(printed)
    if listed and (kind == COUNT or not squeezed(before)[-1:].strip("。；：")):
        start, printed = start + listed.end(), printed[listed.end() :]
    digits = re.sub(r"[，\s]", "", printed)
    before = text[max(0, start - _NEAR) : start]
    if not _sound(digits, unit) or _THRESHOLD_AFTER.match(text, match.end()) or _NO_FIGURE_BEFORE.search(before):
        return None
    return Found(start, match.end("number"), kind, Decimal(digits), unit)


def _sound(digits: str, unit: str) -> bool:
    """Whether digits are one number, and none that is longer (in yuan, if it is money) or finer than any sum of
    money."""
    whole, _, decimals = digits.removeprefix("-").partition(".")
    fits = len(whole) + YUAN_IN.get(unit, Decimal(1)).adjusted() <= _WHOLE
    return "." not in decimals and fits and len(decimals) <= _DECIMALS


def _kind(unit: str) -> str:
    if unit in YUAN_IN:
        return AMOUNT
    return {"%": PERCENT, "个百分点": POINTS}.get(unit, COUNT)
