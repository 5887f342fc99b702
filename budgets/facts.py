"""The facts of a disclosure as pure values: what tables and narrative are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.ledger import Line


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A budget unit."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator with its target as printed."""

    level1: str
    level2: str
    name: str
    target: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A project of the year; ``key_position`` is its place among the key projects, 0 if it is none."""

    code: str
    name: str
    unit: str
    key_position: int = 0
    purpose: str = ""
    indicators: tuple[Indicator, ...] = ()


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
    """Everything that was entered for one disclosure. A key absent from ``money`` or ``counts`` is not reported."""

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
    closing: tuple[Line, ...] = ()
    running: tuple[Line, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    project_names: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[tuple[str, str], ...] = ()
    money: Mapping[str, Decimal] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, TypedText] = field(default_factory=dict)
    priors: Mapping[str, Prior] = field(default_factory=dict)
    date: str = ""

    def unit_name(self, code: str) -> str:
        """Name of the unit with this code, or the code itself if it is none of ours."""
        return next((unit.name for unit in self.units if unit.code == code), code)
