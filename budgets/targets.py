"""Targets of performance indicators read as comparisons, so that an actual value can be judged against them.

``≥95%``, ``≤5次``, ``600-1200册``, ``=100%``, ``12人``, ``不少于5次`` can be read; ``及时`` or ``高质量`` cannot:
what cannot be compared is judged by a person. Marks for what can be compared: full where the target is reached, else
in proportion (项目支出绩效评价管理办法, 财预〔2020〕10号).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from budgets.money import round_half_up

_AT_LEAST = ("≥", ">=", "不低于", "不少于", "不小于", "至少", "大于等于")
_AT_MOST = ("≤", "<=", "不高于", "不超过", "不多于", "不大于", "至多", "小于等于")
_MORE, _LESS = (">", "大于", "超过"), ("<", "小于", "低于", "少于")
_EQUAL = ("=", "等于")
RELATIONS = {
    **dict.fromkeys(_AT_LEAST, "at_least"),
    **dict.fromkeys(_AT_MOST, "at_most"),
    **dict.fromkeys(_MORE, "more"),
    **dict.fromkeys(_LESS, "less"),
    **dict.fromkeys(_EQUAL, "equal"),
}
AFTER = {"以上": "at_least", "及以上": "at_least", "以内": "at_most", "以下": "at_most", "及以下": "at_most"}
_NUMBER = r"\d+(?:\.\d+)?"
# A date is no number: 12月底前, 2024年.
_DATE = re.compile(r"年|月(?!均)|日(?!均)")
_UNIT = r"[^\d\s.,，;；。]{0,8}?"
_SIGNS = "|".join(re.escape(sign) for sign in sorted(RELATIONS, key=len, reverse=True))
_ONE = re.compile(rf"(?P<sign>{_SIGNS})?(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?P<after>{'|'.join(AFTER)})?")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})(?P<first>{_UNIT})(?:-|~|—|–|至)(?P<high>{_NUMBER})(?P<unit>{_UNIT})")


@dataclass(frozen=True, slots=True)
class Target:
    """A relation to one number (``low`` = ``high``), or a range from ``low`` to ``high``; the unit as printed.

    A number without a sign (``12人``) is ``bare``: whether more than that is better or worse, a person must say.
    """

    relation: str
    low: Decimal
    high: Decimal
    unit: str

    def met(self, actual: Decimal) -> bool:
        """Whether an actual value reaches the target."""
        return {
            "at_least": actual >= self.low,
            "more": actual > self.low,
            "at_most": actual <= self.high,
            "less": actual < self.high,
        }.get(self.relation, self.low <= actual <= self.high)

    def missed(self, actual: Decimal) -> Decimal:
        """The end of the target that the actual value does not reach."""
        if self.relation in ("at_most", "less"):
            return self.high
        return self.low if self.relation in ("at_least", "more") or actual < self.low else self.high


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a target was met, the part of the marks that it earns (0–1), and the deviation in percent.

    The deviation is 0 for what is met, and ``None`` against a target of zero.
    """

    met: bool
    part: Decimal
    deviation: Decimal | None


def read_target(text: str) -> Target | None:
    """The comparison that a printed target states; ``None`` if it states none."""
    plain = _plain(text)
    if found := _RANGE.fullmatch(plain):
        low, high = Decimal(found["low"]), Decimal(found["high"])
        same_unit = found["first"] in ("", found["unit"])
        return Target("range", low, high, found["unit"]) if low <= high and same_unit else None
    found = _ONE.fullmatch(plain)
    if not found or (found["sign"] and found["after"]):
        return None
    if not (found["sign"] or found["after"]) and _DATE.match(found["unit"]):
        return None
    relation = RELATIONS.get(found["sign"] or "") or AFTER.get(found["after"] or "", "bare")
    number = Decimal(found["number"])
    return Target(relation, number, number, found["unit"])


def judged(target: str, actual: str) -> Judgement | None:
    """The actual value judged against the target; ``None`` if the two cannot be compared as numbers of one unit."""
    wanted, got = read_target(target), _ONE.fullmatch(_plain(actual))
    if wanted is None or got is None or got["sign"] or got["after"] or not _same_unit(wanted.unit, got["unit"]):
        return None
    number = Decimal(got["number"])
    if wanted.met(number):
        return Judgement(True, Decimal(1), Decimal(0))
    if wanted.relation == "bare" and number > wanted.high:
        return None
    end = wanted.missed(number)
    deviation = None if end == 0 else round_half_up((number - end) * 100 / end, 2)
    return Judgement(False, _proportion(number, end), deviation)


def _same_unit(wanted: str, got: str) -> bool:
    """Whether units are the same, or one is left out; a share without its sign might be a fraction."""
    return wanted == got or ("" in (wanted, got) and "%" not in (wanted, got))


def _proportion(actual: Decimal, end: Decimal) -> Decimal:
    """What was reached of the end that was missed, from either side; none against zero."""
    small, large = sorted((actual, end))
    return small / large if small > 0 else Decimal(0)


def _plain(text: str) -> str:
    """Without blanks, brackets around the unit, full-width signs, and the digit in the sign of square metres."""
    squares = text.replace("㎡", "平方米").replace("m²", "平方米")
    return re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", squares))
