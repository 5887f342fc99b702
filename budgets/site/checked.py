"""What the checks said of an edition when it was published; of an older edition, what they say of it now."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from budgets.checking import examine_alone
from budgets.checking.telling import checked_json
from budgets.checks import FAILS, HOLDS, ROUNDING, UNKNOWN
from budgets.editions import document_of
from budgets.models import Edition

Json = dict[str, Any]

_RECENT: OrderedDict[str, Json] = OrderedDict()
_KEPT = 64


def checked_of(edition: Edition) -> Json:
    """What the checks said, as ``checked_json`` writes it; what is worked out now is kept by SHA-256."""
    if edition.summary is not None:
        return edition.checked
    found = _RECENT.pop(edition.sha256, None) or checked_json(examine_alone(document_of(edition)))
    _RECENT[edition.sha256] = found
    while len(_RECENT) > _KEPT:
        _RECENT.popitem(last=False)
    return found


@dataclass(frozen=True, slots=True)
class Summary:
    """The line on the page of a document: equalities that were compared, how many are 尾差, what else there is."""

    compared: int
    rounding: int
    fails: int
    asked: int
    unknown: int

    @property
    def words(self) -> str:
        """``已核对 512 个等式，10 处尾差，1 处疑问，3 处无法核对``."""
        if not self.compared:
            return "没有可以核对的等式"
        parts = [f"已核对 {self.compared} 个等式"]
        parts += [f"{self.rounding} 处尾差"] if self.rounding else []
        parts += ["全部相符"] if not (self.rounding or self.fails or self.asked) else []
        parts += [f"{self.fails} 处不符"] if self.fails else []
        parts += [f"{self.asked} 处疑问"] if self.asked else []
        parts += [f"{self.unknown} 处无法核对"] if self.unknown else []
        return "，".join(parts)


def summary(edition: Edition) -> Summary:
    """The line of an edition."""
    checked = edition.summary or checked_of(edition)
    equalities, counts = checked["equalities"], checked["counts"]
    compared = sum(equalities[outcome] for outcome in (HOLDS, ROUNDING, FAILS))
    asked = checked["asked"]
    return Summary(compared, equalities[ROUNDING], counts[FAILS], asked, counts[UNKNOWN] - asked)
