"""Solves sums of unknown amounts: every equation says what some of the unknowns add up to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappop, heappush

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Equation:
    """The unknowns of ``atoms`` (a bit for each) add up to ``yuan``; a higher ``rank`` gives way to a lower one.

    ``table``, ``row`` and ``column`` name the cell that says so.
    """

    atoms: int
    yuan: Decimal
    rank: int
    table: str = ""
    row: str = ""
    column: str = ""

    @property
    def weight(self) -> tuple[int, int]:
        """How soon it gives way: by its rank, and sums before their parts."""
        return self.rank, self.atoms.bit_count()


@dataclass(frozen=True, slots=True)
class Choice:
    """An unknown that no equation determined: among ``options`` it was given as much as they allow."""

    atom: int
    options: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Solution:
    """Yuan by unknown, what had to be chosen, and for each contradiction the equations that it comes from."""

    amounts: dict[int, Decimal]
    choices: list[Choice]
    conflicts: list[int]

    def total(self, equation: Equation) -> Decimal:
        """What the unknowns of an equation add up to here."""
        return sum((self.amounts.get(atom, ZERO) for atom in bits(equation.atoms)), ZERO)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(slots=True)
class _Sum:
    """What is left of an equation: its open unknowns, what they add up to, and the equations it was made from."""

    atoms: int
    rest: Decimal
    rank: int
    sources: int


@dataclass
class _Solver:
    signed: int
    sums: list[_Sum]
    guides: list[_Sum]
    of_atom: dict[int, list[int]] = field(default_factory=dict)
    heap: list[tuple[int, int, int]] = field(default_factory=list)
    amounts: dict[int, Decimal] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, own in enumerate(self.sums):
            for atom in bits(own.atoms):
                self.of_atom.setdefault(atom, []).append(place)
            self._push(place)

    def _push(self, place: int) -> None:
        own = self.sums[place]
        heappush(self.heap, (own.atoms.bit_count(), own.rank, place))

    def propagate(self) -> None:
        """Take every sum, the smallest first, out of those that contain it, until nothing more follows."""
        while self.heap:
            size, _, place = heappop(self.heap)
            own = self.sums[place]
            if size != own.atoms.bit_count():
                continue
            if not size:
                self._close(own)
            elif own.rest < 0 and not own.atoms & self.signed:
                self.conflicts.append(own.sources)
                self._drop(own)
            elif own.rest == 0 and not own.atoms & self.signed:
                self._empty(own)
            elif size == 1:
                self.settle(own.atoms.bit_length() - 1, own.rest, own.sources)
            else:
                self._take_out(place, own)

    def _close(self, own: _Sum) -> None:
        if own.rest != 0:
            self.conflicts.append(own.sources)
        self._drop(own)

    def _drop(self, own: _Sum) -> None:
        own.atoms, own.rest, own.sources = 0, ZERO, 0

    def _empty(self, own: _Sum) -> None:
        """No unknown of the sum has anything."""
        gone, sources = own.atoms, own.sources
        for atom in bits(gone):
            self.amounts[atom] = ZERO
            for other in self.of_atom[atom]:
                found = self.sums[other]
                if found.atoms & gone:
                    found.atoms &= ~gone
                    found.sources |= sources
                    self._push(other)

    def settle(self, atom: int, yuan: Decimal, sources: int = 0) -> None:
        """An unknown is known."""
        self.amounts[atom] = yuan
        for guide in self.guides:
            if guide.atoms >> atom & 1:
                guide.rest -= yuan
        for other in self.of_atom.get(atom, ()):
            found = self.sums[other]
            if found.atoms >> atom & 1:
                found.atoms ^= 1 << atom
                found.rest -= yuan
                found.sources |= sources
                self._push(other)

    def _take_out(self, place: int, own: _Sum) -> None:
        rarest = min((self.of_atom[atom] for atom in bits(own.atoms)), key=len)
        for other in rarest:
            found = self.sums[other]
            if other != place and found.atoms & own.atoms == own.atoms:
                found.atoms ^= own.atoms
                found.rest -= own.rest
                found.sources |= own.sources
                self._push(other)

    def choose(self, atom: int) -> None:
        """Give an unknown as much as all its sums allow; nothing where no sum tells of it."""
        held = [own for own in (self.sums[place] for place in self.of_atom.get(atom, ())) if own.atoms >> atom & 1]
        if not held:
            self.amounts[atom] = ZERO
            return
        least = min(held, key=lambda own: own.rest)
        if least.rest < 0:
            least = min(held, key=lambda own: (own.rank, own.atoms.bit_count()))
        smallest = min(held, key=lambda own: own.atoms.bit_count())
        limits = [max(guide.rest, ZERO) for guide in self.guides if guide.atoms >> atom & 1]
        yuan = min([least.rest, *limits])
        if yuan:
            self.choices.append(Choice(atom, smallest.atoms, yuan))
        self.settle(atom, yuan, least.sources)
        self.propagate()


def _rests(equations: Sequence[Equation]) -> Iterator[_Sum]:
    """What is left of every sum beyond the parts of it that a table tells, for each of the tables.

    Taking parts of several tables out of one sum hides what each of them leaves; so each has a copy of its own.
    """
    tables: dict[str, list[tuple[int, Equation]]] = {}
    for place, equation in enumerate(equations):
        tables.setdefault(equation.table, []).append((place, equation))
    for parts in tables.values():
        parts.sort(key=lambda part: part[1].atoms.bit_count(), reverse=True)
    seen = {equation.atoms for equation in equations}
    for place, whole in enumerate(equations):
        for parts in tables.values():
            left = _Sum(whole.atoms, whole.yuan, whole.rank, 1 << place)
            for other, part in parts:
                if other != place and part.atoms | left.atoms == left.atoms and part.atoms != whole.atoms:
                    left.atoms ^= part.atoms
                    left.rest -= part.yuan
                    left.sources |= 1 << other
            if left.atoms and left.atoms not in seen:
                seen.add(left.atoms)
                yield left


def solve(
    equations: Sequence[Equation], order: Sequence[int], known: dict[int, Decimal], guides: Sequence[Equation] = ()
) -> Solution:
    """Exact amounts in yuan for every unknown of ``order``, which names those to be preferred first.

    Unknowns are not negative but those of an equation that is. ``guides`` only limit what is chosen.
    """
    signed = 0
    for equation in equations:
        if equation.yuan < 0:
            signed |= equation.atoms
    sums = [_Sum(own.atoms, own.yuan, own.rank, 1 << place) for place, own in enumerate(equations)]
    limits = [_Sum(own.atoms, own.yuan, own.rank, 0) for own in guides]
    solver = _Solver(signed, [*sums, *_rests(equations)], limits)
    for atom, yuan in known.items():
        solver.settle(atom, yuan)
    solver.propagate()
    for atom in order:
        if atom not in solver.amounts:
            solver.choose(atom)
    return Solution(solver.amounts, solver.choices, solver.conflicts)


PATIENCE = 12


def reconciled(
    equations: Sequence[Equation], order: Sequence[int], known: dict[int, Decimal], guides: Sequence[Equation]
) -> tuple[Solution, list[Equation]]:
    """A solution, and the equations that had to be given up for it. The guides go first."""
    solution = solve(equations, order, known, guides)
    given_up: list[Equation] = []
    left = list(equations)
    for attempt in range(PATIENCE if solution.conflicts else 0):
        solution = solve(left, order, known)
        if not solution.conflicts:
            break
        dropped = _suspects(solution.conflicts) or _lightest(left, solution.conflicts, 1 << attempt // 2)
        given_up += [left[place] for place in sorted(dropped)]
        left = [equation for place, equation in enumerate(left) if place not in dropped]
    guided = solve(left, order, known, guides) if given_up and guides else solution
    return solution if guided.conflicts else guided, given_up


def _suspects(conflicts: Sequence[int]) -> set[int]:
    """The places of equations that most contradictions have in common, as long as they single out one."""
    found: set[int] = set()
    left = list(conflicts)
    while left and (suspect := _suspect(left)) is not None:
        found.add(suspect)
        left = [sources for sources in left if not sources >> suspect & 1]
    return found


def _suspect(conflicts: Sequence[int]) -> int | None:
    """The place of the one equation that most of several contradictions have in common."""
    shares: dict[int, int] = {}
    for number, sources in enumerate(conflicts):
        for place in bits(sources):
            shares[place] = shares.get(place, 0) | 1 << number
    most = max(share.bit_count() for share in shares.values())
    alike: dict[int, list[int]] = {}
    for place, share in shares.items():
        if share.bit_count() == most > 1:
            alike.setdefault(share, []).append(place)
    return next((places[0] for places in alike.values() if len(places) == 1), None)


def _lightest(equations: Sequence[Equation], conflicts: Sequence[int], count: int) -> set[int]:
    """The places of so many equations of every contradiction, those that give way first; one of the lowest rank."""
    dropped: set[int] = set()
    for sources in conflicts:
        first, *more = sorted(bits(sources), key=lambda place: equations[place].weight, reverse=True)
        dropped.update((first, *(place for place in more[: count - 1] if equations[place].rank)))
    return dropped
