"""What of a document's figures is of what: shares, and where the same name has another scope."""

from collections.abc import Mapping
from dataclasses import dataclass

from budgets.extracts import ECONOMIC, FLOW, GENERAL

TABLES_OF_CUT = {FLOW: ("B03", "F03"), GENERAL: ("B05", "F05"), ECONOMIC: ("B06", "F06")}
_THREE_PUBLIC = ("abroad", "vehicles", "purchase", "operation", "reception")
_OF = {
    "expenditure.total": (
        "expenditure.basic",
        "expenditure.project",
        "general.total",
        "fund.total",
        "capital.total",
        "three_public.total",
        "running.total",
    ),
    "general.total": ("general.basic", "general.project"),
    "general.basic": ("basic.staff", "basic.public"),
    "procurement.total": ("procurement.goods", "procurement.works", "procurement.services"),
    **{
        f"{whole}.total": tuple(f"{whole}.{part}" for part in _THREE_PUBLIC)
        for whole in ("three_public", "three_public.budget")
    },
}
# Of each measure that is a share, of which one.
SHARE_OF: Mapping[str, str] = {part: whole for whole, parts in _OF.items() for part in parts}
ELSEWHERE = "情况说明"


@dataclass(frozen=True, slots=True)
class Scoped:
    """Measures (by the beginning of their keys) whose scope is told by the title of their table, or by the region."""

    prefix: str
    words: str
    regional: bool = False


SCOPED = (
    Scoped(
        "three_public.",
        "口径：{scope}。各文件“三公”经费的口径不同（一般公共预算拨款，或者全部财政拨款），不宜直接相比。",
    ),
    Scoped("running.", "口径：{scope}。机关运行经费包括哪些支出由各地区规定，不宜直接相比。", regional=True),
)
