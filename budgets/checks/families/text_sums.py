"""Within the narrative: sums, shares, changes, rates and completions follow from their parts."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from budgets.checks.book import CENT, Book, Claim
from budgets.checks.bound import cells, said, subject
from budgets.checks.grounds import BUDGET_TABLES, NARRATIVE
from budgets.checks.model import EQUAL, GROWTH, SHARE, Check, Comparison, Operand, Side, Spot
from budgets.narrative.figures import SUMS

# Whole: the parts that a sentence tells of it. A part that is not told is none of the sum.
PARTS = {
    **SUMS,
    "expenditure.total": ("expenditure.basic", "expenditure.project"),
    "expenditure.current": (
        "expenditure.basic",
        "expenditure.project",
        "expenditure.remitted",
        "expenditure.business",
        "expenditure.subsidy",
    ),
    "basic.total": ("basic.staff", "basic.public"),
    "performance.total": ("performance.basic", "performance.project"),
    "three_public.total": ("three_public.abroad", "three_public.vehicles", "three_public.reception"),
    "three_public.vehicles": ("three_public.purchase", "three_public.operation"),
    "three_public_final.total": (
        "three_public_final.abroad",
        "three_public_final.vehicles",
        "three_public_final.reception",
    ),
    "three_public_final.vehicles": ("three_public_final.purchase", "three_public_final.operation"),
    "three_public_final.reception": ("three_public_final.reception_foreign", "three_public_final.reception_domestic"),
    "three_public_budget.total": (
        "three_public_budget.abroad",
        "three_public_budget.vehicles",
        "three_public_budget.reception",
    ),
    "evaluated.count": tuple(f"evaluated.grade{place}" for place in (1, 2, 3, 4)),
}
OWN = ("service", "business", "superior", "subordinate", "other")
FUNDS = ("income.general", "income.fund", "income.capital")
# Whole, prefix of its parts, what stands behind their code.
FAMILIES = (
    ("general.total", "general.class.", ""),
    ("general.total", "item.", ""),
    ("general.initial", "item.", "initial"),
    ("general.adjusted", "item.", "adjusted"),
)
# Parts of a whole whose changes add up to its change.
CHANGES = {
    "three_public": (("abroad",), ("vehicles", "purchase", "operation"), ("reception",)),
    "three_public_final": (("abroad",), ("vehicles", "purchase", "operation"), ("reception",)),
}


def _operands(claims: Iterable[Claim]) -> tuple[Operand, ...]:
    return tuple(Operand(claim.spot) for claim in claims)


def _first(book: Book, name: str, sections: set[str]) -> Claim | None:
    """The first figure of a name in one of the sections."""
    return next((claim for claim in book.named.get(name, []) if claim.section.key in sections), None)


def _sums(book: Book) -> Iterator[Comparison]:
    """A whole and its parts as told in one section."""
    for whole, parts in PARTS.items():
        # Statements are told once a project: text-32. 绩效 names 基本 and 项目支出 only, whatever else there is.
        if whole.startswith("statement.") or (whole == "performance.total" and _other_natures(book)):
            continue
        for claim in _once_a_section(book.named.get(whole, [])):
            told = [found for part in parts if (found := _first(book, part, {claim.section.key}))]
            if len(told) > 1:
                yield Comparison(Side(_operands([claim])), Side(_operands(told)))


def _other_natures(book: Book) -> bool:
    """Whether there is 上缴上级支出, 经营支出 or 对附属单位补助支出."""
    spots = [book.at(f"F03/合计/{nature}") for nature in ("remitted", "business", "subsidy")]
    return any(spot and spot.number for spot in spots)


def _once_a_section(claims: Iterable[Claim]) -> Iterator[Claim]:
    seen = set()
    for claim in claims:
        if claim.section.key not in seen:
            seen.add(claim.section.key)
            yield claim


def _income(book: Book) -> Iterator[Comparison]:
    """收入合计 = the sum of the funds told behind it, carried-over money with it; 财政拨款 stands for three budgets."""
    for whole in ("income.total", "income.current"):
        for claim in _once_a_section(book.named.get(whole, [])):
            here = {claim.section.key}
            fiscal = _first(book, "income.fiscal", here)
            funds = ["income.fiscal"] if fiscal else list(FUNDS)
            names = [*funds, "income.special", *(f"income.{own}" for own in OWN)]
            carried = ["income.carried"] if _first(book, "income.carried", here) else list(CARRIED)
            told = [found for name in (*names, *carried) if (found := _first(book, name, here))]
            if len(told) > 1:
                yield Comparison(Side(_operands([claim])), Side(_operands(told)))


CARRIED = ("income.carried_general", "income.carried_fund", "income.carried_capital")


def _families(book: Book) -> Iterator[Comparison]:
    """The 类 or 项 of a section add up to its whole."""
    for whole, prefix, ending in FAMILIES:
        for claim in _once_a_section(book.named.get(whole, [])):
            told = _told(book, claim.section.key, prefix, ending)
            if len(told) > 1:
                yield Comparison(Side(_operands([claim])), Side(tuple(Operand(spot) for spot in told)))


def _told(book: Book, section: str, prefix: str, ending: str) -> list[Spot]:
    """The first number of every subject with a prefix in a section; one without a number where it is not told."""
    found: dict[str, Spot] = {}
    for claim in book.claims:
        if claim.section.key == section and claim.name.startswith(prefix):
            name = subject(claim.name)
            missing = Spot(f"{section}.{name}", None, CENT, "", partial(_untold, claim))
            if said(claim.name) == ending and found.get(name, missing).number is None:
                found[name] = claim.spot
            found.setdefault(name, missing)
    return list(found.values()) if any(spot.number is not None for spot in found.values()) else []


def _untold(claim: Claim) -> str:
    return f"“{claim.section.heading}”第 {claim.paragraph} 段没有写明的数"


def _changes(book: Book) -> Iterator[Comparison]:
    """Δ of 三公 = Σ Δ of its parts; a part without an amount of change was said to be as last year."""
    for prefix, parts in CHANGES.items():
        for claim in book.named.get(f"{prefix}.total.change", []):
            told: list[Claim] = []
            for names in parts:
                own = [book.named.get(f"{prefix}.{name}.change", [])[:1] for name in names]
                whole, rest = own[0], [each for found in own[1:] for each in found]
                told += whole or rest
            if told:
                yield Comparison(Side(_operands([claim])), Side(_operands(told)))


def _wholes(claim: Claim) -> tuple[str, ...]:
    """What a share is of, the likeliest first."""
    name = subject(claim.name)
    prefix = name.partition(".")[0]
    if name in ("procurement.awarded_micro", "procurement.reserved_micro"):
        wider = "procurement." + name.removeprefix("procurement.").replace("micro", "sme")
        return (wider,) if "中小企业" in claim.before[-16:] else ("procurement.total",)
    return {
        "expenditure": ("expenditure.current", "expenditure.total"),
        "income": ("income.current", "income.total"),
        "general": ("expenditure.current",) if name == "general.total" else ("general.total",),
        "basic": ("basic.total",),
        "three_public": ("three_public.total",),
        "three_public_final": ("three_public_final.total",),
        "procurement": ("procurement.total",),
    }.get(prefix, ())


def _shares(book: Book) -> Iterator[Comparison]:
    """占比 against the tables: part ÷ whole as they stand there."""
    for claim in book.claims:
        if said(claim.name) != "share":
            continue
        part = cells(book, subject(claim.name))
        whole = next((found for name in _wholes(claim) if (found := cells(book, name))), ())
        if part and len(whole) == 1:
            yield Comparison(Side(_operands([claim])), Side((*part, *whole)), SHARE)


def _own_shares(book: Book) -> Iterator[Comparison]:
    """占比 against the sentence: part ÷ whole as told there."""
    for claim in book.claims:
        if said(claim.name) != "share":
            continue
        part = _before(book, claim, subject(claim.name))
        whole = _whole(book, claim)
        if part and whole and part is not whole:
            yield Comparison(Side(_operands([claim])), Side(_operands([part, whole])), SHARE)


def _whole(book: Book, claim: Claim) -> Claim | None:
    """What a share is of: told in the section, else anywhere; the first amount of the paragraph where no name says."""
    names = _wholes(claim)
    here = (found for name in names if (found := _first(book, name, {claim.section.key})))
    anywhere = (found for name in names for found in book.named.get(name, [])[:1])
    return next(here, None) or next(anywhere, None) or (None if names else _leading(book, claim))


def _leading(book: Book, claim: Claim) -> Claim | None:
    """The first amount of the paragraph."""
    here = (each for each in book.claims if each.section is claim.section and each.paragraph == claim.paragraph)
    return next((each for each in here if each.spot.money and not said(each.name)), None)


def _before(book: Book, claim: Claim, name: str) -> Claim | None:
    """The last figure of a name before another in the section, else the first one behind it."""
    own = [each for each in book.named.get(name, []) if each.section is claim.section]
    here = (claim.paragraph, claim.place)
    before = [each for each in own if (each.paragraph, each.place) < here]
    return before[-1] if before else own[0] if own else None


def _hundred(book: Book) -> Iterator[Comparison]:
    """Completions: 决算 ÷ 预算 as told in the sentence."""
    for claim in book.claims:
        if said(claim.name) != "completion":
            continue
        name = subject(claim.name)
        part = _before(book, claim, name)
        whole = next((found for each in _budgets(name, claim.before) if (found := _before(book, claim, each))), None)
        if part and whole:
            yield Comparison(Side(_operands([claim])), Side(_operands([part, whole])), SHARE)


def _budgets(name: str, before: str = "") -> tuple[str, ...]:
    """The budget that a completion is measured against: the one that the words before it name comes first."""
    if name.startswith("three_public_final."):
        return (name.replace("three_public_final", "three_public_budget"),)
    subject_of = "general" if name == "general.total" else name
    stages = ("adjusted", "initial") if "全年预算" in before[-12:] else ("initial", "adjusted")
    return tuple(f"{subject_of}.{stage}" for stage in stages)


def _budget_cells(book: Book) -> Iterator[Comparison]:
    """Completions of 三公 against F09: 决算数 ÷ 预算数."""
    for claim in book.claims:
        name = subject(claim.name)
        if said(claim.name) == "completion" and name.startswith("three_public_final."):
            part, whole = cells(book, name), cells(book, _budgets(name)[0])
            if part and whole:
                yield Comparison(Side(_operands([claim])), Side((*part, *whole)), SHARE)


def _rates(book: Book) -> Iterator[Comparison]:
    """增长率 = Δ ÷ last year, last year = this year − Δ."""
    for claim in book.claims:
        if said(claim.name) != "rate":
            continue
        name = subject(claim.name)
        change, amount = _before(book, claim, f"{name}.change"), _anywhere(book, claim, name)
        if change and amount:
            yield Comparison(Side(_operands([claim])), Side(_operands([change, amount])), GROWTH)


def _anywhere(book: Book, claim: Claim, name: str) -> Claim | None:
    """A figure of that name in the section, else anywhere."""
    return _before(book, claim, name) or next(iter(book.named.get(name, [])), None)


def _prior_rates(book: Book) -> Iterator[Comparison]:
    """增长率 = (this year − last year) ÷ last year, where last year's amount is told."""
    for claim in book.claims:
        name = subject(claim.name)
        prior = _before(book, claim, f"{name}.prior") if said(claim.name) == "rate" else None
        amount = _before(book, claim, name) if prior else None
        if prior and amount:
            right = Side((Operand(amount.spot), Operand(prior.spot, -1), Operand(prior.spot)))
            yield Comparison(Side(_operands([claim])), right, SHARE)


def _prior_changes(book: Book) -> Iterator[Comparison]:
    """Δ = this year − last year, where last year's amount is told."""
    for claim in book.claims:
        name = subject(claim.name)
        prior = _before(book, claim, f"{name}.prior") if said(claim.name) == "change" else None
        amount = _before(book, claim, name) if prior else None
        if prior and amount:
            right = Side((Operand(amount.spot), Operand(prior.spot, -1)))
            yield Comparison(Side(_operands([claim])), right, EQUAL)


_LEVEL = re.compile(r"持平|相同|一致|不存在差异")


def _level(book: Book) -> Iterator[Comparison]:
    """与上年持平 and the like: this year's amount is last year's, where that is told."""
    for claim in book.claims:
        name = subject(claim.name)
        if said(claim.name) not in ("prior", "initial") or not _LEVEL.search(claim.after):
            continue
        amount = _in_paragraph(book, claim, name)
        if amount:
            yield Comparison(Side(_operands([claim])), Side(_operands([amount])))


def _in_paragraph(book: Book, claim: Claim, name: str) -> Claim | None:
    own = [each for each in book.named.get(name, []) if each.section is claim.section]
    return next((each for each in own if each.paragraph == claim.paragraph), None)


QUARTERS = tuple(f"statement.quarter{number}" for number in (1, 2, 3, 4))
_PROJECT = re.compile(r"^项目[：:]")


def _quarters(book: Book) -> Iterator[Comparison]:
    """用款计划 of the four quarters = the project's money of the year, as told or as its form has it."""
    for (section, paragraph), told in _plans(book).items():
        right = Side(_operands(told))
        for claim in book.named.get("statement.total", []):
            if (claim.section.key, claim.paragraph) == (section, paragraph):
                yield Comparison(Side(_operands([claim])), right)
        year = _year(book, _project_of(told[0]))
        if year:
            yield Comparison(Side((Operand(year),)), right)


def _plans(book: Book) -> dict[tuple[str, int], list[Claim]]:
    found: dict[tuple[str, int], list[Claim]] = {}
    for name in QUARTERS:
        for claim in book.named.get(name, []):
            found.setdefault((claim.section.key, claim.paragraph), []).append(claim)
    return {key: told for key, told in found.items() if len(told) > 1}


def _project_of(claim: Claim) -> str:
    """The name of the project under whose heading a figure stands."""
    texts = ["".join(run.text for run in runs) for runs in claim.section.paragraphs[: claim.paragraph]]
    return next((_PROJECT.sub("", text) for text in reversed(texts) if _PROJECT.match(text)), "")


def _year(book: Book, name: str) -> Spot | None:
    """年度资金申请总额 in the form of a project."""
    for line in book.lines("B15"):
        form, part, _ = (*line.key.split("/"), "", "")[:3]
        if part == "head" and name and line.row.cells.get("text") == name:
            return book.at(f"B15/{form}/amounts/year/amount")
    return None


CHECKS = (
    Check("text-20", "说明中的合计应等于各部分之和", _sums, basis=NARRATIVE),
    Check("text-21", "说明中的收入合计应等于各项收入之和", _income, basis=NARRATIVE),
    Check("text-22", "说明中各类、各项之和应等于合计", _families, basis=NARRATIVE),
    Check("text-23", "“三公”经费的增减总额应等于各项增减之和", _changes, basis=NARRATIVE),
    Check("text-24", "占比应等于表中部分除以合计", _shares, basis=NARRATIVE),
    Check("text-25", "占比应等于说明中的部分除以合计", _own_shares, basis=NARRATIVE),
    Check("text-26", "完成率应等于决算数除以预算数", _hundred, kinds=("final",), basis=NARRATIVE),
    Check("text-27", "“三公”经费完成率应等于表中决算数除以预算数", _budget_cells, kinds=("final",), basis=NARRATIVE),
    Check("text-28", "增减率应等于增减额除以上年数（上年数＝本年数－增减额）", _rates, basis=NARRATIVE),
    Check("text-29", "增减率应等于（本年数－上年数）除以上年数", _prior_rates, basis=NARRATIVE),
    Check("text-30", "增减额应等于本年数减上年数", _prior_changes, basis=NARRATIVE),
    Check("text-31", "说明说持平的，两个数应相等", _level, basis=NARRATIVE),
    Check("text-32", "项目用款计划：四个季度之和应等于年度预算", _quarters, kinds=("budget",), basis=BUDGET_TABLES),
)
