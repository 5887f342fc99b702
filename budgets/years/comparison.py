"""Comparing columns that are each of one document: rows matched by code, sums above them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from budgets.money import added
from budgets.years.stages import NOWHERE, UNKNOWN, Found, Stages

TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a comparison: code, name, kind as of a Row, the amounts, depth, for a project its key in addresses.

    It is not ``measured`` where its amounts are of different things, so that a rate would say nothing.
    """

    code: str
    name: str
    kind: str
    stages: Stages
    level: int = 0
    project: str = ""
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of a comparison, the total first, and what a reader must know of them."""

    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Stages:
        """The amounts of the total row."""
        return self.lines[0].stages if self.lines else UNKNOWN


@dataclass(frozen=True, slots=True)
class Side:
    """One column: what one document says by code, in rows and in the sums that it prints (all of it: ``""``)."""

    rows: Mapping[str, Found] = field(default_factory=dict)
    sums: Mapping[str, Found] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether it holds any amount."""
        return any(found.yuan is not None for found in (*self.rows.values(), *self.sums.values()))

    @property
    def uneven(self) -> bool:
        """Whether a sum that the document prints is not that of its rows."""
        known = [(found.yuan, self._added(code).yuan) for code, found in self.sums.items() if self._own(code)]
        return any(None not in pair and pair[0] != pair[1] for pair in known)

    def under(self, code: str) -> Found:
        """What the document prints at a code, or else Σ of its rows there and below."""
        printed = self.sums.get(code, NOWHERE)
        if printed.yuan is not None or not self._own(code):
            return printed
        return self._added(code)

    def whole(self, top: int) -> Found:
        """What the document prints of all, or else Σ of what there is at the first step of the codes."""
        printed = self.sums.get("", NOWHERE)
        if printed.yuan is not None:
            return printed
        tops = {code[:top] if code.isdigit() else code for code in (*self.rows, *self.sums) if code}
        found = [self.under(code) for code in tops]
        return _sum(found) if found else NOWHERE

    def _own(self, code: str) -> list[Found]:
        return [found for key, found in self.rows.items() if key.startswith(code)]

    def _added(self, code: str) -> Found:
        return _sum(self._own(code))

    def money(self) -> set[str]:
        """The codes with an amount that is known and not zero."""
        return {code for code, found in (*self.sums.items(), *self.rows.items()) if code and found.yuan}


def _sum(found: Sequence[Found]) -> Found:
    """Σ of amounts; the amount itself, with its place, where it stands alone."""
    return found[0] if len(found) == 1 else Found(added(*(each.yuan for each in found)))


EMPTY = Side()


@dataclass(frozen=True, slots=True)
class Sides:
    """The three columns of a comparison."""

    initial: Side = EMPTY
    adjusted: Side = EMPTY
    actual: Side = EMPTY

    def all(self) -> tuple[Side, Side, Side]:
        """From the beginning of the year to its end."""
        return self.initial, self.adjusted, self.actual

    def stages(self, code: str) -> Stages:
        """The amounts at and below a code."""
        return Stages(*(side.under(code) for side in self.all()))

    def total(self, top: int) -> Stages:
        """The amounts of everything."""
        return Stages(*(side.whole(top) for side in self.all()))


def classified(sides: Sides, ladder: Sequence[int], names: Mapping[str, str]) -> tuple[Line, ...]:
    """A line for every code with money at a stage, below the sums of the codes above it, in the order of codes."""
    leaves = set().union(*(side.money() for side in sides.all()))
    codes = sorted(leaves | {above for code in leaves for above in _above(code, ladder)})
    inner = {above for code in codes for above in _above(code, ladder)}
    lines = [
        Line(
            code,
            names.get(code, ""),
            "subtotal" if code in inner else "detail",
            sides.stages(code),
            level=len(_above(code, ladder)),
        )
        for code in codes
    ]
    return (Line("", TOTAL, "total", sides.total(ladder[0])), *lines) if lines else ()


def _above(code: str, ladder: Iterable[int]) -> list[str]:
    """The codes above a code; none above what is no code but a name."""
    return [code[:length] for length in ladder if length < len(code)] if code.isdigit() else []
