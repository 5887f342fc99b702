"""How a number relates to what is spoken of: a share, a change, a rate, a completion, last year's amount."""

import re
from dataclasses import dataclass
from functools import cache

from budgets.recognising.flow import behind
from budgets.recognising.numbers import AMOUNT, PERCENT
from budgets.recognising.rules import UNNAMED

_SHARE = re.compile(r"(?:占|比重)[^，。；：]*$")
_COMPLETION = re.compile(r"(?:完成|完成率|执行率)[^，。；：]*$")
_MOVE = re.compile(
    r"(?:(?P<up>增加|增长|增幅|增多|上升|上涨|提高|多(?=(?:支出|安排)?$))(?![到至])"
    r"|(?P<down>减少|下降|降低|降幅|压减|缩减|压缩|核减|节约|回落|少(?=(?:支出|安排)?$))(?![到至]))[^，。；：]{0,8}$"
)
_AGAINST_BUDGET = re.compile(r"[比与较和](?:年初|全年|调整)?预算[^。；：]*$")
_REASON = re.compile(r"原因[^。；]*$")
_PURPOSE = re.compile(
    r"(?:用于|由于)(?!以下|下列)(?![^。；]*，(?:[比与较占]|同比|其中|完成|具体|年初|全年|上年|支出|预算|决算|\d{4}年))[^。；]*$"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What follows the name of the subject (``share`` …; empty for the subject itself), its sign, where it begins.

    ``UNNAMED`` follows it where a change is measured against something else than last year.
    """

    suffix: str
    sign: int
    start: int


def relation(before: str, kind: str, year: int) -> Relation:
    """How a number of ``kind`` relates to the subject of the squeezed text ``before`` it, in a document of ``year``."""
    clause = behind(before, "，。；：")
    if kind == PERCENT:
        for suffix, pattern in (("share", _SHARE), ("completion", _COMPLETION)):
            if match := pattern.search(before, clause):
                return Relation(suffix, 1, match.start())
    if kind in (AMOUNT, PERCENT) and (move := _MOVE.search(before, clause)):
        against = _AGAINST_BUDGET.search(before, behind(before, "。；："))
        suffix = UNNAMED if against else "change" if kind == AMOUNT else "rate"
        return Relation(suffix, 1 if move["up"] else -1, move.start())
    if kind == AMOUNT and (prior := _prior(year - 1).search(before, clause)):
        return Relation("prior", 1, prior.start())
    return Relation("", 1, len(before))


@cache
def _prior(last: int) -> re.Pattern[str]:
    return re.compile(
        rf"(?:上年|去年|上一年)(?!结转|期?末|年末|底)[^，。；：]*$|{last}年[^，。；：]*(?:预算|决算|执行)数?[为是]?（?$"
    )


def aside(sentence: str) -> bool:
    """Whether a sentence has got to a reason or a purpose: numbers there are of nothing that we name."""
    start = behind(sentence, "。；")
    return bool(_REASON.search(sentence, start) or _PURPOSE.search(sentence, start))
