"""What a summary holds: its lines and their names, the terms of the glossary that stand in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.extracts import Explained
from budgets.years import Found

# What main figures are called, and the keys of their terms in the glossary.
NAMES: Mapping[str, tuple[str, str]] = {
    "income.total": ("收入总计", ""),
    "expenditure.total": ("支出总计", ""),
    "expenditure.basic": ("基本支出", "jibenzhichu"),
    "expenditure.project": ("项目支出", "xiangmuzhichu"),
    "fiscal.total": ("财政拨款", "caizhengbokuan"),
    "general.total": ("一般公共预算支出", "yibangonggongyusuan"),
    "three_public.total": ("“三公”经费", "sangong"),
    "three_public.abroad": ("因公出国（境）费", "chuguo"),
    "three_public.purchase": ("公务用车购置费", "gongwuyongche"),
    "three_public.operation": ("公务用车运行费", "gongwuyongche"),
    "three_public.reception": ("公务接待费", "gongwujiedai"),
    "running.total": ("机关运行经费", "jiguanyunxing"),
    "procurement.total": ("政府采购", "zhengfucaigou"),
    "procurement.goods": ("货物", ""),
    "procurement.works": ("工程", ""),
    "procurement.services": ("服务", ""),
}
NATURES = ("expenditure.basic", "expenditure.project")
OTHER_NATURES = ("remitted", "business", "subsidy")  # columns of F03
# The figures that people ask for, and their parts.
ASKED: Mapping[str, tuple[str, ...]] = {
    "three_public.total": tuple(f"three_public.{part}" for part in ("abroad", "purchase", "operation", "reception")),
    "running.total": (),
    "procurement.total": tuple(f"procurement.{part}" for part in ("goods", "works", "services")),
}
TOTALS = ("income.total", "fiscal.total", "general.total")
EXPLAINED = (*ASKED, *ASKED["three_public.total"])
GENERAL_TABLES = ("B05", "F05")
COMPARED = ("income.total", "expenditure.total", *NATURES, *ASKED)
# 预算数 that a final account tells beside 决算数.
BUDGETED = {
    "general.total": (("年初预算", "general.initial"), ("全年预算", "general.adjusted")),
    "three_public.total": (("预算", "three_public.budget.total"),),
}
# The three budgets, which documents print below 财政拨款 or in its place.
SUMMED = {"current.fiscal": ("current.general", "current.fund", "current.capital")}
SOURCE_TERMS = {
    "current.fiscal": "caizhengbokuan",
    "current.general": "yibangonggongyusuan",
    "current.fund": "zhengfuxingjijin",
    "current.capital": "guoyouziben",
    "current.special": "caizhengzhuanhu",
    "current.service": "shiyeshouru",
    "current.own": "danweizijin",
    "current.own.service": "shiyeshouru",
    "current.own.business": "jingyingshouru",
    "current.own.superior": "shangjibuzhu",
    "current.own.subordinate": "fushudanwei",
    "current.own.other": "qitashouru",
    "carried": "shangnianjiezhuan",
    "opening": "shangnianjiezhuan",
    "reserve": "jieyu",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the summary: what it is, the key of its term, the amount with its place, its share in percent."""

    title: str
    term: str
    found: Found
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that people ask for, its parts, its change as the document tells it against ``base``, in its words;
    ``even`` if it is as that."""

    whole: Entry
    parts: tuple[Entry, ...]
    told: Explained | None
    base: str
    even: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the document says of a change: of what, against what in its words (上年预算数), by how many yuan, its own
    words for why (empty without), where."""

    title: str
    term: str
    base: str
    change: Decimal
    reason: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Item:
    """What the document says of one 项: the two amounts, and their change where it prints that, in yuan or percent.

    ``base`` is what ``before`` is, in the document's words (2023年预算执行数). ``change`` and ``rate`` are less than
    zero for a decrease, and ``None`` where the document does not print them.
    """

    title: str
    base: str
    before: Decimal
    now: Decimal
    change: Decimal | None
    rate: Decimal | None
    reason: str
    fragment: str

    @property
    def size(self) -> Decimal | None:
        """The size of the rate."""
        return None if self.rate is None else abs(self.rate)


@dataclass(frozen=True, slots=True)
class Executed:
    """预算数 against 决算数 of one figure; ``rate`` is 完成率 in percent."""

    title: str
    term: str
    base: str
    budget: Found
    actual: Found
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the summary takes from the document; ``of`` is what the shares of expenditure are shares of."""

    income: Entry
    expenditure: Entry
    sources: tuple[Entry, ...]
    natures: tuple[Entry, ...]
    functions: tuple[Entry, ...]
    smaller: int
    statement: str
    of: str
    asked: tuple[Asked, ...]
    said: tuple[Said, ...]
    items: tuple[Item, ...]
    executed: tuple[Executed, ...]

    @property
    def terms(self) -> Iterator[str]:
        """The keys of the terms in it, in the order in which they are read."""
        yield from (each.term for each in (*self.sources, *self.natures))
        if self.functions:
            yield "gongnengfenlei"
        for asked in self.asked:
            yield from (each.term for each in (asked.whole, *asked.parts))
        yield from (each.term for each in self.executed)
        if any(each.rate is not None for each in self.executed):
            yield "wanchenglv"


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure in last year's document and in this one; ``why`` says why the change is not told."""

    title: str
    term: str
    before: Found
    now: Found
    difference: Decimal | None
    rate: Decimal | None
    why: str = ""
