"""Which printed number is likeliest wrong when comparisons fail.

A number that is wrong makes the comparisons fail that it stands in. Those of the most failing comparisons are tried:
each is given the value that would mend one of them, and the value that mends most while breaking fewest speaks for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.checks.judging import allowance, measure
from budgets.checks.model import EQUAL, FAILS, HOLDS, NUMERICAL, ROUNDING, UNKNOWN, Judged, Spot
from budgets.money import round_half_up

TRIED = 24
PASSED = (HOLDS, ROUNDING)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number that may be wrong: how many failing comparisons a better value would mend, how many it would break, and
    that value."""

    spot: Spot
    mended: int
    broken: int
    failing: int
    better: Decimal | None
    strain: Decimal = Decimal(0)

    @property
    def sure(self) -> bool:
        """Whether a better value would mend several comparisons and break none."""
        return self.better is not None and self.mended > 1 and not self.broken

    @property
    def printed(self) -> Decimal | None:
        """The better value to the last place of the print."""
        step = self.spot.step
        return None if self.better is None else round_half_up(self.better / step, 0) * step

    @property
    def weight(self) -> tuple[int, Decimal, int, int]:
        """The greater, the likelier: what it mends, what it eases of differences that pass for rounding."""
        return (self.mended - self.broken, -self.strain, -self.broken, self.failing)


def suspects(judged: Iterable[Judged]) -> list[Suspect]:
    """The numbers of failing comparisons, the likeliest culprit first."""
    found = [each for each in judged if each.comparison.relation in NUMERICAL]
    failing = [each for each in found if each.outcome == FAILS]
    if not failing:
        return _missing(found)
    found = [each for each in found if each.outcome in PASSED or _fails(each)]
    by_address: dict[str, list[Judged]] = defaultdict(list)
    fails = Counter(address for each in found if _fails(each) for address in _addresses(each))
    for each in found:
        for address in _addresses(each) & fails.keys():
            by_address[address].append(each)
    spots = {spot.address: spot for each in failing for spot in each.spots if spot.number is not None}
    likely = sorted(spots, key=lambda address: _prior(fails[address], len(by_address[address])), reverse=True)
    tried = [_tried(spots[address], by_address[address]) for address in likely[:TRIED]]
    rest = [Suspect(spots[address], 0, 0, fails[address], None) for address in likely[TRIED:]]
    return sorted(tried, key=lambda suspect: suspect.weight, reverse=True) + rest


def _fails(judged: Judged) -> bool:
    """Whether the numbers of a comparison differ, be it only a question."""
    return judged.outcome == FAILS or judged.asked


def _addresses(judged: Judged) -> set[str]:
    """The places of a comparison, each once."""
    return {spot.address for spot in judged.spots}


def _prior(failing: int, all_of_it: int) -> tuple[float, int]:
    """Ochiai's measure of suspicion, without the factor that all share."""
    return (failing * failing / all_of_it, failing)


def _tried(spot: Spot, own: Sequence[Judged]) -> Suspect:
    failing = sum(each.outcome not in PASSED for each in own)
    suspects = [_with(spot, own, failing, value) for value in _values(spot, own)]
    return max(suspects, key=lambda suspect: suspect.weight, default=Suspect(spot, 0, 0, failing, None))


def _with(spot: Spot, own: Sequence[Judged], failing: int, value: Decimal) -> Suspect:
    """What another value of a number would do to the comparisons that it stands in."""
    mended = broken = 0
    strain = Decimal(0)
    for each in own:
        outcome, left, right = measure(each.comparison, {spot.address: value})
        mended += each.outcome not in PASSED and outcome in PASSED
        broken += each.outcome in PASSED and outcome == FAILS
        if each.outcome in PASSED and outcome in PASSED:
            strain += _gap(each, left, right) - _gap(each, each.left, each.right)
    return Suspect(spot, mended, broken, failing, value, strain)


def _gap(judged: Judged, left: Decimal | None, right: Decimal | None) -> Decimal:
    """How much of what rounding explains a comparison uses up, from 0 to 1."""
    allowed = allowance(judged.comparison) if judged.comparison.relation == EQUAL else None
    return abs(left - right) / allowed if allowed and left is not None and right is not None else Decimal(0)


def _values(spot: Spot, own: Iterable[Judged]) -> list[Decimal]:
    """The values that would mend single comparisons, most often implied first."""
    implied: Counter[Decimal] = Counter()
    for each in own:
        value = _implied(spot, each) if each.outcome not in PASSED else None
        if value is not None:
            implied[value] += 1
    return [value for value, _ in implied.most_common(4)]


def _implied(spot: Spot, judged: Judged) -> Decimal | None:
    """The value with which one comparison would hold, where it is a sum."""
    comparison, number = judged.comparison, spot.number
    if number is None or judged.left is None or judged.right is None:
        return None
    if comparison.relation != EQUAL:
        first = comparison.left.operands[0].spot if comparison.left.operands else None
        return judged.right if first and first.address == spot.address else None
    left = sum(operand.sign for operand in comparison.left.operands if operand.spot.address == spot.address)
    right = sum(operand.sign for operand in comparison.right.operands if operand.spot.address == spot.address)
    weight = left - right
    return None if weight == 0 else number - (judged.left - judged.right) / weight


def _missing(judged: Iterable[Judged]) -> list[Suspect]:
    """Numbers that are not reported, those first that most comparisons want."""
    wanted: Counter[str] = Counter()
    spots: dict[str, Spot] = {}
    for each in judged:
        if each.outcome == UNKNOWN:
            for spot in each.spots:
                if spot.number is None:
                    spots[spot.address] = spot
                    wanted[spot.address] += 1
    return [Suspect(spots[address], 0, 0, count, None) for address, count in wanted.most_common()]
