"""Income and balances that make up for the expenditure of a made-up department, and its money at earlier stages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import cycle

from budgets.ledger import ADJUSTED, FISCAL, FUNCTION, INITIAL, At, Line, selected
from budgets.synthetic.chance import MODES, Chance

Balances = Mapping[str, tuple[Line, ...]]
# Balances of final accounts: kind, least and most percent of what was spent, whether fiscal funds have it too.
SHARES = {
    "opening": (3, 20, True),
    "reserve": (1, 8, False),
    "distribution": (1, 8, False),
    "closing": (2, 15, True),
}
GIVEN = ("opening", "reserve")
# What 全年预算 became of 年初预算, told against what was spent: mostly above it, once the same, once below.
ADJUSTMENTS = ("down", "down", "flat", "down", "up")


def summed(lines: Iterable[Line]) -> list[Line]:
    """Lines of money of one unit, 项, fund, origin and stage each, without their other dimensions, in printed order."""
    sums: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        sums.setdefault((line.unit, line.function, line.fund, line.origin), []).append(line)
    return [
        Line(amount(own), unit, function, fund=fund, origin=origin, stage=own[0].stage, position=place)
        for place, ((unit, function, fund, origin), own) in enumerate(sums.items(), start=1)
    ]


def amount(lines: Iterable[Line]) -> Decimal:
    """Σ in yuan."""
    return sum((line.amount for line in lines), Decimal("0.00"))


def is_fiscal(line: Line) -> bool:
    """Whether it is money of the three budgets."""
    return bool(selected(line, At(fund=FISCAL)))


def budgeted(spent: Iterable[Line], chance: Chance, closing: bool) -> tuple[tuple[Line, ...], Balances]:
    """Income of a budget: what is spent, and where ``closing`` is asked for also what stays at the end of the year."""
    income = summed(spent)
    if not closing:
        return tuple(income), {}
    kept = [replace(line, amount=chance.part(line.amount, 1, 9)) for line in income]
    grown = [replace(line, amount=line.amount + own.amount) for line, own in zip(income, kept, strict=True)]
    return tuple(grown), {"budgeted_closing": tuple(kept)}


def settled(spent: Iterable[Line], chance: Chance) -> tuple[tuple[Line, ...], Balances]:
    """Income and balances of final accounts: 收入 + 使用结余 + 年初 = 支出 + 结余分配 + 年末, for every 项 and fund."""
    income: list[Line] = []
    balances: dict[str, list[Line]] = {kind: [] for kind in SHARES}
    for line in summed(spent):
        own = {
            kind: replace(line, amount=chance.part(line.amount, least, most))
            for kind, (least, most, also_fiscal) in SHARES.items()
            if also_fiscal or not is_fiscal(line)
        }
        for kind, balance in own.items():
            balances[kind].append(balance)
        signed = ((-1 if kind in GIVEN else 1) * balance.amount for kind, balance in own.items())
        income.append(replace(line, amount=line.amount + sum(signed, Decimal(0))))
    return tuple(income), {kind: tuple(lines) for kind, lines in balances.items()}


def earlier_stages(spent: Iterable[Line], chance: Chance) -> Iterator[Line]:
    """年初预算 and 全年预算 by 项: above, below and the same as what was spent, and 项 that began within the year."""
    found = list(spent)
    functions = list(dict.fromkeys(line.function for line in found))
    began = dict(zip(functions, cycle(MODES), strict=False))
    adjusted = dict(zip(functions, cycle(ADJUSTMENTS), strict=False))
    for stage, modes in ((INITIAL, began), (ADJUSTED, adjusted)):
        for line in found:
            value = chance.earlier(modes[line.function], line.amount)
            yield replace(line, amount=value, stage=stage, cut=FUNCTION, economic="", government="")
