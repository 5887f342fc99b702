"""The shipped classification lists, and which of their codes made-up departments use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from budgets.data.shipped import rows
from budgets.facts import Names

INSTITUTION = "institution"
# In the mapping of the two economic classifications: which units a row is for.
BODIES = {INSTITUTION: "事业单位"}

# 款 of the general budget that a unit may be at home in; the list says which 项 they have.
HOMES = (
    ("20101", "20103", "20131", "20132", "20136", "20138"),
    ("20402", "20406"),
    ("20502", "20503", "20508"),
    ("20605", "20607"),
    ("20701", "20702", "20703"),
    ("21101", "21103", "21104"),
    ("21201", "21203"),
    ("21301", "21302", "21303", "21305"),
    ("21505", "21508"),
    ("22401", "22402"),
)
# 款 of 类 that nobody is at home in, for projects.
FAR = ("21401", "21602", "22001")
# 款 of social security and health beside the contributions, for projects.
CARE = ("20802", "20807", "20808", "20810", "20811", "21001", "21004")
OF_FUND = {"fund": ("21208", "22960"), "capital": ("22301", "22303", "22399")}
RETIREES = ("30301", "30302")
# Contributions stand under 项 of their own; those that differ by the kind of unit are told below.
CONTRIBUTIONS = {"30108": "2080505", "30109": "2080506", "30111": "2101103", "30113": "2210201"}
MEDICAL = "30110"
THREE_PUBLIC = {"30212": "abroad", "30217": "reception", "30231": "operation", "30913": "purchase", "31013": "purchase"}
NATURE_OF_CLASS = {
    "301": "basic.staff.wages",
    "303": "basic.staff.family",
    "302": "basic.public.goods",
    "310": "basic.public.capital",
}
# What projects spend money on, beside the three public kinds.
OF_PROJECTS = (
    "30201",
    "30202",
    "30213",
    "30214",
    "30226",
    "30227",
    "30299",
    "30305",
    "30399",
    "30901",
    "30905",
    "30907",
    "31003",
    "31005",
    "31006",
    "31204",
    "31299",
    "39999",
)


@dataclass(frozen=True)
class Codes:
    """The lists: names of codes, and governmental codes by (departmental code, 机关 / 事业单位 / 不分)."""

    names: Names
    mapping: Mapping[tuple[str, str], str]

    def items(self, *sections: str) -> list[str]:
        """The functional 项 below these 款, in the order of codes."""
        return [code for code in self.names.functional if len(code) == 7 and code.startswith(sections)]

    def economic(self, *classes: str) -> list[str]:
        """The departmental economic 款 below these 类."""
        return [code for code in self.names.economic if len(code) == 5 and code.startswith(classes)]

    def government(self, economic: str, kind: str) -> str:
        """The governmental code that a departmental one becomes in a unit of this kind."""
        found = self.mapping.get((economic, BODIES.get(kind, "机关")))
        return found or self.mapping[economic, "不分"]


@cache
def shipped() -> Codes:
    """The shipped lists."""
    names = ({row["code"]: row["name"] for row in rows(scheme)} for scheme in ("functional", "economic", "government"))
    return Codes(Names(*names), {(row["economic"], row["applies_to"]): row["government"] for row in rows("mapping")})


def function_of(economic: str, kind: str) -> str:
    """The 项 that a contribution or pension belongs to in a unit of this kind; empty for all other codes."""
    institution = kind == INSTITUTION
    if economic == MEDICAL:
        return "2101102" if institution else "2101101"
    if economic in RETIREES:
        return "2080502" if institution else "2080501"
    return CONTRIBUTIONS.get(economic, "")


def nature_of(economic: str) -> str:
    """The nature of basic money with this economic code; 公用经费 undivided for 债务利息 and 其他支出."""
    return NATURE_OF_CLASS.get(economic[:3], "basic.public")


def plain(codes: Iterator[str] | list[str]) -> list[str]:
    """Codes that are bound to no 项 and to none of the three public kinds."""
    return [code for code in codes if code not in (*CONTRIBUTIONS, MEDICAL, *RETIREES, *THREE_PUBLIC)]
