"""Last year's amounts of a made-up department: of its figures, and of every 项 with what is said of it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import cycle

from budgets.facts import Explanation, Prior
from budgets.layouts import Layout
from budgets.ledger import CURRENT, FISCAL, At, Line, selected
from budgets.narrative.names import PRIORS_OF
from budgets.synthetic.chance import MODES, Chance
from budgets.synthetic.codes import shipped
from budgets.synthetic.receipts import amount
from budgets.synthetic.said import FORM_OF, REASONS, THREE
from budgets.synthetic.shown import STATEMENTS

Money = dict[str, Decimal]
MOVED = ("up", "down")
BUDGETS = tuple(f"fiscal.{fund}" for fund in FISCAL)


def priors(
    layout: Layout,
    money: Mapping[str, Decimal],
    received: Iterable[Line],
    general: Decimal,
    running: Decimal,
    chance: Chance,
) -> dict[str, Prior]:
    """Last year's amounts in yuan: up, down, the same and nothing; a total is the sum of its parts, last year too.

    ``received`` is what the totals of income are made of: income, and in final accounts what it was added to;
    ``general`` is the expenditure of the general budget.
    """
    lines = tuple(received)
    now, before = _three_public(FORM_OF[layout.kind], money, chance)
    for name, yuan in (("running.total", running), ("general.total", general)):
        now[name], before[name] = yuan, chance.earlier(chance.one(MOVED), yuan)
    totals = _totals(lines, layout)
    now |= totals
    before |= _before(totals, chance)
    return {
        name: _prior(layout.kind, now[name], before[name], chance) for name in now if name in PRIORS_OF[layout.kind]
    }


def _totals(lines: tuple[Line, ...], layout: Layout) -> Money:
    """All of it, what the layout's statement of fiscal appropriations is about, and each of the three budgets."""
    funds = tuple(layout.table(STATEMENTS[layout.kind][1]).options["funds"])
    parts: dict[str, str | tuple[str, ...]] = {"income.total": "", "fiscal.total": funds}
    parts |= dict(zip(BUDGETS, FISCAL, strict=True))
    return {name: amount(line for line in lines if selected(line, At(fund=fund))) for name, fund in parts.items()}


def _before(now: Money, chance: Chance) -> Money:
    """The three budgets one by one; the totals with as much beside them as there is now, more or less."""
    modes = (chance.one(MOVED), *chance.some(MODES, 2))
    before = {name: chance.earlier(mode, now[name]) for name, mode in zip(BUDGETS, modes, strict=True)}
    budgets = sum((now[name] for name in BUDGETS), Decimal(0))
    before["fiscal.total"] = sum(before.values(), Decimal(0)) + chance.part(now["fiscal.total"] - budgets, 60, 140)
    rest = now["income.total"] - now["fiscal.total"]
    before["income.total"] = before["fiscal.total"] + chance.part(rest, 60, 140)
    return before


def _three_public(prefix: str, money: Mapping[str, Decimal], chance: Chance) -> tuple[Money, Money]:
    """The three public kinds this year and last year, one of each mode, with their sums."""
    now = {part: money[f"{prefix}.{part}"] for part in THREE}
    modes = chance.some(MODES, len(THREE))
    before = {part: chance.earlier(mode, now[part]) for part, mode in zip(THREE, modes, strict=True)}
    for yuan in (now, before):
        yuan["vehicles"] = yuan["purchase"] + yuan["operation"]
        yuan["total"] = yuan["abroad"] + yuan["vehicles"] + yuan["reception"]
    return _named(prefix, now), _named(prefix, before)


def _named(prefix: str, found: Money) -> Money:
    return {f"{prefix}.{part}": yuan for part, yuan in found.items()}


def _prior(basis: str, current: Decimal, before: Decimal, chance: Chance) -> Prior:
    """As an amount or as a change, as a clerk may enter either."""
    return Prior(before, None, basis) if chance.whole(0, 1) else Prior(None, current - before, basis)


def explanations(spent: Iterable[Line], chance: Chance) -> dict[str, Explanation]:
    """Of every 项 of the general budget what it is for, why it changed, and last year's executed amount in yuan."""
    sums: dict[str, list[Line]] = {}
    for line in spent:
        if selected(line, At(fund="general", origin=CURRENT)):
            sums.setdefault(line.function, []).append(line)
    names = shipped().names.functional
    return {
        code: Explanation(f"{names[code]}方面的工作", chance.one(REASONS), chance.earlier(mode, amount(own)))
        for (code, own), mode in zip(sorted(sums.items()), cycle(MODES), strict=False)
    }
