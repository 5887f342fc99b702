"""The facts of a disclosure as pure values: what tables and narrative are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.ledger import FINAL, INITIAL, Line


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A budget unit; ``kind`` is administrative, referenced (参公) or institution."""

    code: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator with its target as printed; after the year its actual value, weight and marks.

    ``score`` and ``deviation`` (percent) are what a person judged; ``None`` where it follows from target and actual.
    """

    level1: str
    level2: str
    name: str
    target: str
    explanation: str = ""
    actual: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation: Decimal | None = None
    reason: str = ""

    @property
    def kind(self) -> str:
        """Its first level without the word 指标: 成本, 产出, 效益, 满意度 …"""
        return self.level1.removesuffix("指标")


@dataclass(frozen=True, slots=True)
class Funding:
    """Money of a self-evaluation from one source (fiscal, special, own; empty: not told apart), in yuan."""

    source: str
    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None


@dataclass(frozen=True, slots=True)
class Management:
    """One of the four fund-management items of a project's self-evaluation."""

    aspect: str
    text: str
    score: Decimal | None
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A project's self-evaluation: what F11 lists, and what F12 shows of the projects that have a form.

    ``rates`` are percent of the weights reached, by kind (management, cost, output, benefit, satisfaction), as typed
    for a project without a form; ``indicator_score`` is its marks for indicators.
    """

    category: str = ""
    division: str = ""
    has_form: bool = False
    result: str = ""
    system_executed: Decimal | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    indicator_score: Decimal | None = None
    department_score: Decimal | None = None
    management: tuple[Management, ...] = ()
    funding: tuple[Funding, ...] = ()


def project_key(code: str, name: str) -> str:
    """What tells a project from others: its code, or its name in brackets, which no code can be taken for."""
    return code or f"〔{name}〕"


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A project of the year; ``key_position`` is its place among the key projects, 0 if it is none.

    ``details`` are what its form or statement says of it, by field: texts, dates as printed, amounts in yuan.
    """

    code: str
    name: str
    unit: str
    key_position: int = 0
    purpose: str = ""
    indicators: tuple[Indicator, ...] = ()
    objective: str = ""
    evaluation: Evaluation | None = None
    details: Mapping[str, str | Decimal] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells it from other projects."""
        return project_key(self.code, self.name)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is typed about a functional 项: what it is for, why it changed, last year's executed amount in yuan."""

    purpose: str = ""
    reason: str = ""
    prior: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TypedText:
    """A typed text, or the ground on which it is withheld by law."""

    text: str
    withheld: bool = False
    ground: str = ""

    @property
    def printed(self) -> str:
        """What may be printed: the text, or that it is withheld, and on what ground."""
        return f"依法不予公开（{self.ground}）。" if self.withheld else self.text


@dataclass(frozen=True, slots=True)
class Prior:
    """Last year's amount in yuan, or the change against it, and what kind of amount it is (上年预算…)."""

    amount: Decimal | None
    change: Decimal | None
    basis: str

    def against(self, current: Decimal) -> Decimal:
        """Last year's amount, given this year's."""
        if self.amount is not None:
            return self.amount
        assert self.change is not None
        return current - self.change


@dataclass(frozen=True, slots=True)
class Names:
    """Names of classification codes in the list that applies to the year."""

    functional: Mapping[str, str]
    economic: Mapping[str, str]
    government: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was entered for one disclosure. A key absent from ``money`` or ``counts`` is not reported.

    ``balances`` by kind of balance; ``tasks`` are (name, content, result); ``sources`` names the editions that amounts
    were taken from instead of being entered.
    """

    slug: str
    kind: str
    year: int
    region: str
    region_name: str
    code: str
    name: str
    short_name: str
    narrative_name: str
    is_unit: bool
    units: tuple[UnitFact, ...]
    names: Names
    income: tuple[Line, ...]
    expenditure: tuple[Line, ...]
    balances: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    running: tuple[Line, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    project_names: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    funding: tuple[Funding, ...] = ()
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    money: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, Decimal | int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, TypedText] = field(default_factory=dict)
    priors: Mapping[str, Prior] = field(default_factory=dict)
    date: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def stage(self) -> str:
        """The stage that its own tables print: 年初预算 of a budget, 决算 of final accounts."""
        return FINAL if self.kind == "final" else INITIAL

    def unit_name(self, code: str) -> str:
        """Name of the unit with this code, or the code itself if it is none of ours."""
        return next((unit.name for unit in self.units if unit.code == code), code)
