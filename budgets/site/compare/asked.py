"""What is to be compared, as the address of a comparison says it; the address holds all of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from budgets.extracts import ECONOMIC, FLOW, GENERAL
from budgets.models import Disclosure

MOST_WHO, MOST_YEARS, MOST_LINES = 12, 10, 60
WHO = re.compile(r"\d{6}-[0-9a-z][0-9a-z-]*")
CODE = re.compile(r"\d{3}(\d{2}){0,2}")

BUDGET, FINAL, BOTH = Disclosure.BUDGET, Disclosure.FINAL, "both"
KINDS = {BUDGET: "预算", FINAL: "决算", BOTH: "预算和决算"}
MEASURE, FUNCTION, OF_GENERAL, OF_ECONOMIC = "measure", "function", "general", "economic"
BY = {
    MEASURE: "主要数据（收支、三公、运行经费等）",
    FUNCTION: "全部支出，按功能分类",
    OF_GENERAL: "一般公共预算支出，按功能分类",
    OF_ECONOMIC: "一般公共预算基本支出，按经济分类",
}
CUT_OF = {FUNCTION: FLOW, OF_GENERAL: GENERAL, OF_ECONOMIC: ECONOMIC}
LEVELS = {"class": "类", "section": "款", "item": "项"}
LENGTHS = {"class": 3, "section": 5, "item": 7}
AMOUNT, SHARE, CHANGE, PER_HEAD = "amount", "share", "change", "per_head"
SHOWN = {AMOUNT: "金额", SHARE: "占比", CHANGE: "与上一年比", PER_HEAD: "人均"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison: departments and units (``<region>-<code>``), years, kind of document, what is compared and how.

    ``lines`` are measures or codes, none for all of them. Empty years, kind and what is shown are made up for by
    ``settled``. ``problems`` tell what of an address could not be taken; ``q`` is what is looked for meanwhile.
    """

    who: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: str = ""
    by: str = MEASURE
    level: str = "class"
    lines: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    q: str = ""
    problems: tuple[str, ...] = field(default=(), compare=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of documents, in the order of their columns."""
        return (BUDGET, FINAL) if self.kind == BOTH else (self.kind,)

    @property
    def query(self) -> str:
        """The address of this comparison, without what is looked for: always in the same order."""
        pairs = [("d", each) for each in self.who]
        pairs += [("year", str(each)) for each in self.years]
        pairs += [("kind", self.kind)] if self.kind else []
        pairs += [("by", self.by)]
        pairs += [("level", self.level)] if self.by != MEASURE else []
        pairs += [("line", each) for each in self.lines]
        pairs += [("show", each) for each in self.show]
        return urlencode(pairs)

    def without(self, who: str) -> "Asked":
        """The same without a department."""
        return replace(self, who=tuple(each for each in self.who if each != who))

    def alone(self, line: str) -> "Asked":
        """The same of one line alone."""
        return replace(self, lines=(line,))

    def settled(self, found: Iterable[tuple[int, str]]) -> "Asked":
        """The same with what it leaves open: by the (year, kind) of the documents that there are."""
        known = sorted(set(found))
        kind = self.kind or (FINAL if known and all(kind == FINAL for _, kind in known) else BUDGET)
        years = sorted({year for year, each in known if kind in (BOTH, each)})
        return replace(self, years=self.years or tuple(years[-MOST_YEARS:]), kind=kind, show=self.show or (AMOUNT,))


def asked(query: QueryDict) -> Asked:
    """What the parameters of an address ask for; what they cannot mean is told in ``problems``."""
    problems: list[str] = []
    by = _one(query, "by", BY, MEASURE, problems)
    level = _one(query, "level", LEVELS, "class", problems)
    return Asked(
        who=_most(query.getlist("d"), WHO.fullmatch, MOST_WHO, "个部门或单位", problems),
        years=_years(query.getlist("year"), problems),
        kind=_one(query, "kind", KINDS, "", problems),
        by=by,
        level="section" if (by, level) == (OF_ECONOMIC, "item") else level,
        lines=_lines(query.getlist("line"), by, problems),
        show=tuple(each for each in SHOWN if each in query.getlist("show")),
        q=query.get("q", "").replace("\0", "").strip()[:60],
        problems=tuple(problems),
    )


def _years(values: Sequence[str], problems: list[str]) -> tuple[int, ...]:
    latest_first = sorted(dict.fromkeys(values), reverse=True)
    found = _most(latest_first, re.compile(r"[12]\d{3}").fullmatch, MOST_YEARS, "个年度", problems)
    return tuple(sorted(int(year) for year in found))


def _lines(values: Sequence[str], by: str, problems: list[str]) -> tuple[str, ...]:
    """The lines that are of the kind compared: a form that goes on to another kind brings those of the last."""
    fitting = [value for value in values if value.isdigit() == (by != MEASURE)]
    fits = CODE.fullmatch if by != MEASURE else re.compile(r"[a-z][a-z0-9_.]*").fullmatch
    return _most(fitting, fits, MOST_LINES, "行", problems)


def _one(query: QueryDict, name: str, known: Iterable[str], default: str, problems: list[str]) -> str:
    value = query.get(name, "")
    if value in known:
        return value
    if value:
        problems.append(f"地址里的 {name}={value[:40]} 没有意义，没有采用。")
    return default


def _most(
    values: Iterable[str], fits: Callable[[str], object], most: int, what: str, problems: list[str]
) -> tuple[str, ...]:
    """Each value once, at most so many; what does not fit or is too much is told."""
    found = []
    for value in dict.fromkeys(values):
        if not value:
            continue
        if fits(value):
            found.append(value)
        else:
            problems.append(f"“{value[:40]}”不是可以比较的{what.lstrip('个')}，没有采用。")
    if len(found) > most:
        problems.append(f"一次最多比较 {most} {what}，地址里有 {len(found)} {what}，只取了前 {most} {what}。")
    return tuple(found[:most])
