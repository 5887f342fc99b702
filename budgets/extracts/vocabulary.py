"""What is taken out of a Document for lists, comparisons, search and open data: leaves, amounts by name, passages."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.ledger import FUNDS

INCOME, EXPENDITURE = "income", "expenditure"
DIRECTIONS = {INCOME: "收入", EXPENDITURE: "支出"}

# The cuts of a document's money that leaves are taken from, each one whole: the leaves of a cut and direction add up to
# its total; leaves of two cuts must never be added.
FLOW, GENERAL, ECONOMIC, FUND, CAPITAL, PROJECT = "flow", "general", "economic", "fund", "capital", "project"
CUTS = {
    FLOW: "全部收支：收入按来源，支出按功能分类",
    GENERAL: "一般公共预算支出，按功能分类",
    ECONOMIC: "一般公共预算基本支出，按经济分类",
    FUND: "政府性基金预算支出，按功能分类",
    CAPITAL: "国有资本经营预算支出，按功能分类",
    PROJECT: "项目支出，按项目",
}
# The name of a leaf that is a table's total, because its rows are not published or do not add up to it.
UNDIVIDED = "未细分"
# What ``Leaf.fund`` may be: a node of the ledger's tree, or the name of funds that a table tells together.
FUND_NAMES = {**FUNDS, "fiscal": "财政拨款", "service": "事业收入"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One amount of a cut at its finest grain, in yuan, and the address of the cell that it comes from.

    ``code`` is functional, economic or a project's, as the cut has it, empty where none is published; ``name`` as
    printed: of the code, of the unit where income is told by unit, of the source where by source. ``nature``, ``fund``
    and ``origin`` are nodes of the ledger's trees (``fund``: of ``FUND_NAMES``), or empty where the cut does not tell.
    ``balance`` is one of ``ledger.BALANCES`` for money carried in or out, else empty. ``unit`` is the code of a unit.
    """

    cut: str
    direction: str
    code: str
    name: str
    yuan: Decimal
    cell: str
    nature: str = ""
    fund: str = ""
    origin: str = ""
    balance: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure that documents of many layouts have in common: ``key`` of ``measures.MEASURES``, its value, its place.

    Money has ``yuan``, counts have ``value``; both are ``None`` where the document has a place for it but does not
    report it. ``fragment`` is the id of the element on the page of the document.
    """

    key: str
    yuan: Decimal | None = None
    value: Decimal | None = None
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a document says of a change: the words as printed, and the id of their paragraph on the page.

    ``change`` is exact yuan, less than zero for a decrease; ``rate`` and ``completion`` are percent; each is ``None``
    where the words do not have it.
    """

    text: str
    fragment: str
    change: Decimal | None = None
    rate: Decimal | None = None
    completion: Decimal | None = None


# What a passage is, in the order in which a search shows them.
PROJECTS, ITEMS, INDICATORS, WORDS = "project", "item", "indicator", "words"
PASSAGES = {PROJECTS: "项目", ITEMS: "科目", INDICATORS: "绩效指标", WORDS: "说明文字"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be searched: its kind, the heading it stands under, its words, its id on the page."""

    kind: str
    heading: str
    text: str
    fragment: str
