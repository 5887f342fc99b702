"""Against earlier documents of the same organisation: last year's edition, and the budget of the year."""

import re
from collections.abc import Iterator
from dataclasses import replace

from budgets.checks.book import CENT, Book, Claim
from budgets.checks.grounds import EARLIER
from budgets.checks.model import SHARE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.checks.texts import once
from budgets.document import Document
from budgets.narrative.figures import CELLS, THREE_PUBLIC

FINAL = ("final",)
SHANGHAI = ("shanghai",)
LAST_YEAR, OF_BUDGET = "上年文件", "年初部门预算"
_EXECUTED = re.compile(r"执行数|决算数|完成数")
_ITEM = re.compile(r"item\.(\d{7})")
# What a final account opens with, and where last year's one closed.
OPENINGS = (
    ("F01/income/opening/amount", "F01/expenditure/closing/amount"),
    ("F04/income/opening/amount", "F04/expenditure/closing/total"),
    ("F04/income/opening.general/amount", "F04/expenditure/closing/general"),
    ("F04/income/opening.fund/amount", "F04/expenditure/closing/fund"),
    ("F04/income/opening.capital/amount", "F04/expenditure/closing/capital"),
    ("F07/合计/opening", "F07/合计/closing"),
    ("F08/合计/opening", "F08/合计/closing"),
)


def _previous(book: Book) -> Book | None:
    """Last year's edition, read once for all checks."""
    return once(book, "previous", lambda book: _read(book.context.previous))


def _budget(book: Book) -> Book | None:
    """The budget of the same year, read once for all checks."""
    return once(book, "budget", lambda book: _read(book.context.budget))


def _read(document: Document | None) -> Book | None:
    return None if document is None else Book(document)


def _amount(book: Book, name: str) -> Spot:
    """The amount of a figure in a document: in its table, else in its narrative; without a number if in neither."""
    spots = [spot for address in CELLS.get(name, ()) if (spot := book.at(address))]
    item = _ITEM.fullmatch(name)
    code = item[1] if item else ""
    for table in ("B05", "F05") if code else ():
        spots += [book.spot(table, line.key, "total") for line in book.details(table) if line.function == code]
    spots += [claim.spot for claim in book.named.get(name, ())]
    known = [spot for spot in spots if spot.number is not None]
    return known[0] if known else Spot(name, None, CENT, "", lambda: f"“{name}”")


def _from(spot: Spot, whose: str) -> Spot:
    """A number of another document, called as such, under an address of its own."""
    return replace(spot, address=f"{whose}:{spot.address}", place=lambda: f"{whose}的{spot.words}")


def _one(spot: Spot) -> Side:
    return Side((Operand(spot),))


def _is_of_last_edition(claim: Claim) -> bool:
    """Whether it is measured against last year's edition, not against what was carried out of a budget."""
    return not _EXECUTED.search(claim.before[-40:]) and not _EXECUTED.search(claim.after[:8])


def _said(book: Book, last: str) -> Iterator[tuple[str, Claim]]:
    """(name of the figure, claim) of every figure of that kind that last year's edition can be asked about, once."""
    seen = set()
    for claim in book.claims:
        stem, _, kind = claim.name.rpartition(".")
        if kind == last and (stem, claim.spot.number) not in seen and _is_of_last_edition(claim):
            seen.add((stem, claim.spot.number))
            yield stem, claim


def _changes(book: Book) -> Iterator[Comparison]:
    """This year's amount less the change is last year's amount."""
    previous = _previous(book)
    for stem, claim in _said(book, "change") if previous else ():
        assert previous is not None
        now, before = _amount(book, stem), _amount(previous, stem)
        left = Side((Operand(now), Operand(claim.spot, -1)))
        yield Comparison(left, _one(_from(before, LAST_YEAR)))


def _rates(book: Book) -> Iterator[Comparison]:
    """The rate is the change divided by last year's amount."""
    previous = _previous(book)
    changes = {stem: claim for stem, claim in _said(book, "change")}
    for stem, claim in _said(book, "rate") if previous else ():
        assert previous is not None
        if stem in changes:
            before = _from(_amount(previous, stem), LAST_YEAR)
            right = Side((Operand(changes[stem].spot), Operand(before)))
            yield Comparison(_one(claim.spot), right, SHARE)


def _priors(book: Book) -> Iterator[Comparison]:
    """Last year's amount as it is told is last year's amount as it was published."""
    previous = _previous(book)
    for stem, claim in _said(book, "prior") if previous else ():
        assert previous is not None
        yield Comparison(_one(claim.spot), _one(_from(_amount(previous, stem), LAST_YEAR)))


def _openings(book: Book) -> Iterator[Comparison]:
    """The year opens with what the last one closed with."""
    previous = _previous(book)
    for opening, closing in OPENINGS if previous else ():
        assert previous is not None
        now, before = book.at(opening), previous.at(closing)
        if now is not None and opening.partition("/")[0] in previous.tables:
            missing = Spot(closing, None, CENT, "", lambda closing=closing: closing)  # type: ignore[misc]
            yield Comparison(_one(now), _one(_from(before or missing, LAST_YEAR)))


def _initials(book: Book) -> Iterator[Comparison]:
    """年初预算 of every 项 and in total is that of the budget's table of the general budget."""
    budget = _budget(book)
    for claim in book.claims if budget else ():
        assert budget is not None
        stem, _, kind = claim.name.rpartition(".")
        if kind == "initial" and (stem == "general" or _ITEM.fullmatch(stem)):
            yield Comparison(_one(claim.spot), _of_budget(budget, stem))


def _of_budget(budget: Book, stem: str) -> Side:
    """The rows of a 项 in the budget, or its total; what a table leaves out is nothing where the table is there."""
    if stem == "general":
        return _one(_from(budget.spot("B05", "合计", "total"), OF_BUDGET))
    code = stem.removeprefix("item.")
    rows = [line for line in budget.details("B05") if line.function == code]
    spots = tuple(Operand(_from(budget.spot("B05", line.key, "total"), OF_BUDGET)) for line in rows)
    if spots:
        return Side(spots)
    return Side(value=CENT * 0 if "B05" in budget.tables else None, words=f"{OF_BUDGET}的 {code}（没有这一行）")


def _three_public(book: Book) -> Iterator[Comparison]:
    """“三公” budgets of the final accounts, where they are those at the start of the year."""
    budget = _budget(book)
    for part in THREE_PUBLIC if budget else ():
        assert budget is not None
        now = book.at(f"F09/合计/budget.{part}")
        if now is not None:
            yield Comparison(_one(now), _one(_from(budget.spot("B09", "合计", part), OF_BUDGET)))


CHECKS = (
    Check("earlier-01", "本年数减去增减额应等于上年公开数", _changes, severity=WARNING, basis=EARLIER),
    Check("earlier-02", "增减率应等于增减额除以上年公开数", _rates, severity=WARNING, basis=EARLIER),
    Check("earlier-03", "所称上年数应等于上年公开数", _priors, severity=WARNING, basis=EARLIER),
    Check("earlier-04", "年初结转结余应等于上年末结转结余", _openings, FINAL, severity=WARNING, basis=EARLIER),
    Check("earlier-05", "决算所称年初预算应等于部门预算", _initials, FINAL, severity=WARNING, basis=EARLIER),
    Check(
        "earlier-06", "“三公”经费预算数应等于部门预算", _three_public, FINAL, SHANGHAI, severity=WARNING, basis=EARLIER
    ),
)
