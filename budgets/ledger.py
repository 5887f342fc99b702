"""The ledger as pure values: cuts, stages, the trees of nature and fund, lines, and how a column selects them.

Source of the trees: 政府收支分类科目 and the forms of 财预〔2016〕143号. A node is a dotted path; a line may be known
only to an inner node, and then no column below that node can be told from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

FUNCTION, ECONOMIC, ITEM, FULL = "function", "economic", "item", "full"
CUTS = {FUNCTION: "功能分类", ECONOMIC: "经济分类", ITEM: "项目（明细）", FULL: "全部维度"}

INITIAL, ADJUSTED, FINAL = "initial", "adjusted", "final"
STAGES = {INITIAL: "年初预算", ADJUSTED: "全年预算", FINAL: "决算（执行）"}

CURRENT, CARRIED = "current", "carried"
ORIGINS = {CURRENT: "本年", CARRIED: "上年结转"}

NATURES = {
    "basic": "基本支出",
    "basic.staff": "人员经费",
    "basic.staff.wages": "工资福利支出",
    "basic.staff.family": "对个人和家庭的补助",
    "basic.public": "公用经费",
    "basic.public.goods": "商品和服务支出",
    "basic.public.capital": "资本性支出",
    "project": "项目支出",
    "project.operating": "其他运转类",
    "project.target": "特定目标类",
    "remitted": "上缴上级支出",
    "business": "经营支出",
    "subsidy": "对附属单位补助支出",
}

FUNDS = {
    "general": "一般公共预算",
    "general.fiscal": "一般公共预算：财政拨款",
    "general.transfer": "一般公共预算：上级专项转移支付",
    "general.other": "一般公共预算：其他",
    "fund": "政府性基金预算",
    "capital": "国有资本经营预算",
    "special": "财政专户管理资金",
    "own": "单位资金",
    "own.service": "事业收入",
    "own.business": "事业单位经营收入",
    "own.superior": "上级补助收入",
    "own.subordinate": "附属单位上缴收入",
    "own.other": "其他收入",
}

# Funds that are told together: 财政拨款 of final accounts and of Shanghai's budgets is the three budgets; 事业收入 of
# final accounts takes in what a budget calls 财政专户管理资金.
FISCAL = ("general", "fund", "capital")
SERVICE = ("special", "own.service")
FUND_GROUPS = {"fiscal": FISCAL, "service": SERVICE}

BALANCES = {
    "opening": "年初结转和结余",
    "reserve": "使用非财政拨款结余",
    "distribution": "结余分配",
    "closing": "年末结转和结余",
    "budgeted_closing": "年终结转结余",
}

STAFF_ITEM, PUBLIC_ITEM = "staff", "public"
ITEM_KINDS = {STAFF_ITEM: "人员类", PUBLIC_ITEM: "公用经费"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of money in yuan. Codes and paths are empty where that dimension is not known."""

    amount: Decimal
    unit: str = ""
    function: str = ""
    economic: str = ""
    government: str = ""
    nature: str = ""
    fund: str = ""
    origin: str = CURRENT
    project: str = ""
    item: str = ""
    item_kind: str = ""
    cut: str = ""
    stage: str = INITIAL
    position: int = 0
    summary_position: int | None = None

    @property
    def summary_order(self) -> int:
        """Its place in the economic summary (B08), which is printed in an order of its own."""
        return self.position if self.summary_position is None else self.summary_position


@dataclass(frozen=True, slots=True)
class At:
    """A coordinate on the trees; an empty dimension takes everything."""

    nature: str = ""
    fund: str | tuple[str, ...] = ""
    origin: str = ""
    function: str = ""
    economic: str = ""


EVERYTHING = At()


@lru_cache(maxsize=4096)
def below(path: str, node: str) -> bool | None:
    """Whether ``path`` lies at or below ``node``; ``None`` if it is known only to a node above it."""
    if not node or path == node or path.startswith(node + "."):
        return True
    return None if not path or node.startswith(path + ".") else False


def _any_below(path: str, nodes: str | tuple[str, ...]) -> bool | None:
    if isinstance(nodes, str):
        return below(path, nodes)
    answers = [below(path, node) for node in nodes]
    return True if True in answers else None if None in answers else False


def _prefixed(code: str, wanted: str) -> bool | None:
    """Whether a code is ``wanted`` or below it; ``None`` if it is known only to a 类 or 款 above."""
    if code.startswith(wanted):
        return True
    return None if wanted.startswith(code) else False


def selected(line: Line, at: At) -> bool | None:
    """Whether ``line`` belongs to ``at``; ``None`` if what is known of the line does not tell."""
    if at.origin and line.origin != at.origin:
        return False
    answers = (
        _prefixed(line.function, at.function),
        _prefixed(line.economic, at.economic),
        below(line.nature, at.nature),
        _any_below(line.fund, at.fund),
    )
    return False if False in answers else None if None in answers else True


def total(lines: Iterable[Line], at: At = EVERYTHING) -> Decimal | None:
    """Σ of the lines at a coordinate, in yuan; ``None`` if a line's place is not known (missing is not zero)."""
    answer = Decimal("0.00")
    for line in lines:
        belongs = selected(line, at)
        if belongs is None and line.amount != 0:
            return None
        if belongs:
            answer += line.amount
    return answer


def at_stage(lines: Iterable[Line], stage: str = INITIAL) -> tuple[Line, ...]:
    """The lines of a stage in printed order."""
    return tuple(sorted((line for line in lines if line.stage == stage), key=lambda line: line.position))


def cut_of(lines: Iterable[Line], cut: str, stage: str = INITIAL) -> tuple[Line, ...]:
    """The lines that a table of ``cut`` reads: the full lines where there are any, else that cut; never a union."""
    here = at_stage(lines, stage)
    full = tuple(line for line in here if line.cut == FULL)
    return full or tuple(line for line in here if line.cut == cut)
