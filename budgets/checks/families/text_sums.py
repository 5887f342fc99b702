"""Within the narrative: sums, shares, changes, rates and completions follow from their parts."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from budgets.checks.book import CENT, Book, Claim
from budgets.checks.bound import SAID, cells, said, subject
from budgets.checks.grounds import BUDGET_TABLES, NARRATIVE
from budgets.checks.model import EQUAL, GROWTH, SHARE, WARNING, Check, Comparison, Operand, Side, Spot
from budgets.checks.texts import as_told, decimals, once, paragraphs
from budgets.narrative.figures import SUMS

ZERO = Decimal(0)
_SPACE = re.compile(r"\s+")

NATURES = tuple(f"expenditure.{nature}" for nature in ("basic", "project", "remitted", "business", "subsidy"))
# Whole: the parts that a sentence tells of it. A part that is not told is none of the sum.
PARTS = {
    **SUMS,
    "expenditure.total": NATURES,
    "expenditure.current": NATURES,
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
CARRIED = ("income.carried_general", "income.carried_fund", "income.carried_capital")
# Whole, prefix of its parts, what stands behind their code.
FAMILIES = (
    ("general.total", "general.class.", ""),
    ("general.total", "item.", ""),
    ("general.initial", "item.", "initial"),
    ("general.adjusted", "item.", "adjusted"),
)
# Wholes whose parts are told with their shares, beside the general budget by 类.
SHARED = ("expenditure.total", "expenditure.current", "basic.total")
# Parts of a whole whose changes add up to its change.
CHANGES = {
    "three_public": (("abroad",), ("vehicles", "purchase", "operation"), ("reception",)),
    "three_public_final": (("abroad",), ("vehicles", "purchase", "operation"), ("reception",)),
}

CALLED = {
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "purchase": "公务用车购置费",
    "operation": "公务用车运行费",
    "reception": "公务接待费",
}
_PART = re.compile(
    r"(?P<vehicles>购置费?[及和与、](?:公务用车)?运行)|(?P<purchase>购置)|(?P<operation>用车运行|车辆运行)"
    r"|(?P<abroad>因公出国)|(?P<reception>公务接待|接待费)|(?P<total>三公)"
)
_CLAUSE = re.compile(r"[，。；：]")
# What is said of reasons and purposes is said of something else.
_REASONS = re.compile(r"(?<=原因)[^。；]*|(?:主要)?用于[^，。；]*|(?:由于|因为)[^，。；]*")
_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")
_FLAT = re.compile(r"(?<![不未])(?:持平|相同|一致)")
_NO_CHANGE = re.compile(r"(?:没有|无|未发生)(?:增减|变化|变动)|不变")


def _operands(claims: Iterable[Claim]) -> tuple[Operand, ...]:
    return tuple(Operand(as_told(claim)) for claim in claims)


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
    """收入合计 = the sum of the funds told behind it, carried-over money with it."""
    for whole in ("income.total", "income.current"):
        for claim in _once_a_section(book.named.get(whole, [])):
            here = {claim.section.key}
            names = [*_fiscal(book, here), "income.special", *(f"income.{own}" for own in OWN)]
            carried = ["income.carried"] if _first(book, "income.carried", here) else list(CARRIED)
            told = [found for name in (*names, *carried) if (found := _first(book, name, here))]
            if len(told) > 1:
                unknown = tuple(Operand(spot) for spot in _not_understood(book, claim))
                yield Comparison(Side(_operands([claim])), Side((*_operands(told), *unknown)))


def _fiscal(book: Book, here: set[str]) -> tuple[str, ...]:
    """财政拨款 stands for the three budgets, unless one of them is told before it: then it is a part of that one."""
    fiscal = _first(book, "income.fiscal", here)
    funds = [found for name in FUNDS if (found := _first(book, name, here))]
    if fiscal is None or any((fund.paragraph, fund.place) < (fiscal.paragraph, fiscal.place) for fund in funds):
        return FUNDS
    return ("income.fiscal",)


def _not_understood(book: Book, whole: Claim) -> Iterator[Spot]:
    """Amounts behind a whole, in its paragraph, of which nobody can say what they are: perhaps parts of it."""
    for claim in _of_paragraph(book, whole):
        if not claim.name and claim.spot.money and claim.place > whole.place:
            words = f"{claim.spot.words}（没有认出是哪一项）"
            yield replace(claim.spot, number=None, place=partial(str, words))


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
                found[name] = as_told(claim)
            found.setdefault(name, missing)
    return list(found.values()) if any(spot.number is not None for spot in found.values()) else []


def _untold(claim: Claim) -> str:
    return f"“{claim.section.heading}”第 {claim.paragraph} 段没有写明的数"


def _changes(book: Book) -> Iterator[Comparison]:
    """Δ of 三公 = Σ Δ of its parts; a part that is said to be as last year changed by nothing."""
    for prefix, parts in CHANGES.items():
        level = _unchanged(book, prefix)
        for claim in book.named.get(f"{prefix}.total.change", []):
            told = [operand for names in parts for operand in _change(book, claim, prefix, names, level)]
            known = any(operand.spot.number is not None for operand in told)
            every = all(names[0] in level or set(names[1:]) & level for names in parts)
            if known or every:
                words = "" if told else "各项都与上年持平，增减之和"
                yield Comparison(Side(_operands([claim])), Side(tuple(told), words, None if told else ZERO))


def _change(book: Book, whole: Claim, prefix: str, names: tuple[str, ...], level: set[str]) -> Iterator[Operand]:
    """The change of a part, or of what it is made of; without a number where a sentence tells of none."""
    own = {name: book.named.get(f"{prefix}.{name}.change", [])[:1] for name in names}
    first, rest = names[0], names[1:]
    if own[first] or first in level:
        yield from _operands(own[first])
        return
    for name in rest if any(own[name] or name in level for name in rest) else (first,):
        if own[name]:
            yield from _operands(own[name])
        elif name not in level:
            words = f"“{whole.section.heading}”没有写明的{CALLED[name]}增减额"
            yield Operand(Spot(f"{whole.section.key}.{prefix}.{name}.change", None, CENT, "", partial(str, words)))


def _unchanged(book: Book, prefix: str) -> set[str]:
    """The parts of 三公 that are said to be as last year: those named in the clause, else the last one named."""
    sections = {claim.section.key for name in book.named if name.startswith(f"{prefix}.") for claim in book.named[name]}
    found: set[str] = set()
    for passage in paragraphs(book):
        if passage.section is None or passage.section.key not in sections:
            continue
        spoken: set[str] = set()
        for clause in _CLAUSE.split(_REASONS.sub("", passage.text)):
            spoken = {match.lastgroup or "" for match in _PART.finditer(clause)} or spoken
            if _is_level(clause, book):
                found |= spoken
    return found


def _is_level(clause: str, book: Book) -> bool:
    """Whether a clause says that something is as it was last year."""
    last_year = f"{book.document.year - 1}年" in clause or _LAST_YEAR.search(clause) is not None
    if _FLAT.search(clause):
        return last_year
    return _NO_CHANGE.search(clause) is not None and (last_year or "算" not in clause)


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


def _hundred(book: Book) -> Iterator[Comparison]:
    """The shares of all parts of a whole are 100% together, but for half a unit of the last place each."""
    for whole, parts in {**{whole: PARTS[whole] for whole in SHARED}, "general.total": ()}.items():
        for claim in _once_a_section(book.named.get(whole, [])):
            amounts = _parts(book, claim, parts)
            shares = [found for each in amounts if (found := _first(book, f"{each.name}.share", {claim.section.key}))]
            shared = {subject(each.name) for each in shares}
            every = all(each.name in shared for each in amounts if each.spot.number != 0)
            if len(shares) > 1 and every and _is_whole(claim, amounts):
                yield Comparison(Side(_evenly(shares)), Side(value=Decimal(100), words="整体（100%）"))


def _parts(book: Book, whole: Claim, names: tuple[str, ...]) -> list[Claim]:
    """The amounts of the parts of a whole in its section: those of these names, else of the 类."""
    here = {whole.section.key}
    found = names or dict.fromkeys(name for name in book.named if re.fullmatch(r"general\.class\.[^.]+", name))
    return [claim for name in found if (claim := _first(book, name, here))]


def _is_whole(claim: Claim, parts: list[Claim]) -> bool:
    """Whether parts add up to their whole so closely that rounding of amounts moves no share."""
    numbers = [part.spot.number for part in parts]
    total, whole = sum((number for number in numbers if number is not None), ZERO), claim.spot.number
    return bool(whole) and None not in numbers and abs(total - (whole or ZERO)) * 100000 <= abs(whole or ZERO)


def _evenly(shares: list[Claim]) -> tuple[Operand, ...]:
    """Shares, each as exact as the most exact of them: where all are whole, none says more."""
    step = Decimal(1).scaleb(-max(decimals(each.figure.text) for each in shares))
    return tuple(Operand(replace(as_told(each), step=step)) for each in shares)


def _whole(book: Book, claim: Claim) -> Claim | None:
    """What a share is of: told in the section, else anywhere; the first amount of the paragraph where no name says."""
    names = _wholes(claim)
    here = (found for name in names if (found := _first(book, name, {claim.section.key})))
    anywhere = (found for name in names for found in book.named.get(name, [])[:1])
    return next(here, None) or next(anywhere, None) or (None if names else _leading(book, claim))


def _leading(book: Book, claim: Claim) -> Claim | None:
    """The first amount of the paragraph."""
    return next((each for each in _of_paragraph(book, claim) if each.spot.money and not said(each.name)), None)


def _before(book: Book, claim: Claim, name: str) -> Claim | None:
    """The last figure of a name before another in the section, else the first one behind it."""
    own = [each for each in book.named.get(name, []) if each.section is claim.section]
    here = (claim.paragraph, claim.place)
    before = [each for each in own if (each.paragraph, each.place) < here]
    return before[-1] if before else own[0] if own else None


def _completions(book: Book) -> Iterator[Comparison]:
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
            right = Side((Operand(as_told(amount)), Operand(as_told(prior), -1), Operand(as_told(prior))))
            yield Comparison(Side(_operands([claim])), right, SHARE)


def _prior_changes(book: Book) -> Iterator[Comparison]:
    """Δ = this year − last year, where last year's amount is told."""
    for claim in book.claims:
        name = subject(claim.name)
        prior = _before(book, claim, f"{name}.prior") if said(claim.name) == "change" else None
        amount = _before(book, claim, name) if prior else None
        if prior and amount:
            right = Side((Operand(as_told(amount)), Operand(as_told(prior), -1)))
            yield Comparison(Side(_operands([claim])), right, EQUAL)


# What is as what: 决算数与年初预算数持平. A clause that says more than that is of something else, or of a reason.
_LEVEL = re.compile(
    r"(?:本年|当年|今年|全年|20\d\d年度?|财政拨款|支出|收入|预算|决算|执行|安排|总?数|总?额|金额|均|也|仍)*[与和同跟较比]"
    r"(?:(?P<prior>(?:上年|去年|上一年|20\d\d年)度?(?:同期|当年)?)|(?P<initial>年初|部门)|(?P<adjusted>全年|调整后?))?"
    r"(?P<budget>(?:年初|预算|决算|执行|支出|安排|完成|金额|数)*)(?:保持)?(?:持平|相同|一致|不存在差异|没有差异|无差异)的?(?:主要)?(?:原因)?"
)
_CLAUSES = re.compile(r"[，。；：、（）()]")
STAGES = ("initial", "adjusted")
_OF_PARTS = re.compile(r"其中|具体")


def _level(book: Book) -> Iterator[Comparison]:
    """与上年持平 and the like: this year's amount is last year's (年初预算, 全年预算), where that is told."""
    for claim in book.claims:
        base, name = said(claim.name), _about(claim)
        if base in ("prior", *STAGES) and _says_level(book, claim, base):
            amount = _in_paragraph(book, claim, name)
            if amount:
                yield Comparison(Side(_operands([claim])), Side(_operands([amount])))


def _about(claim: Claim) -> str:
    """The amount that a figure is of, or that something is said of: 年初预算 of the whole is ``general.initial``."""
    name = subject(claim.name)
    return "general.total" if name == "general" else name


def _says_level(book: Book, claim: Claim, base: str) -> bool:
    """Whether a clause behind a figure, before anything else is spoken of, says that another is the same."""
    words = _REASONS.sub("", _SPACE.sub("", _until_another(book, claim)))
    found = (_LEVEL.fullmatch(clause) for clause in _CLAUSES.split(_OF_PARTS.split(words)[0]))
    others = (f"{subject(claim.name)}.{stage}" for stage in STAGES if stage != base)
    alone = base in STAGES and not any(_in_paragraph(book, claim, other) for other in others)
    return any(match is not None and _is_base(match, base, alone) for match in found)


def _is_base(match: re.Match[str], base: str, alone: bool) -> bool:
    """Whether a figure is what is meant: last year's, 年初预算, 全年预算; or 预算, where one is told ``alone``."""
    named = next((kind for kind in ("prior", *STAGES) if match[kind]), "")
    return named == base or (alone and not named and "预算" in match["budget"])


def _until_another(book: Book, claim: Claim) -> str:
    """The words behind a figure in its paragraph, up to the first figure of something else, or of its name."""
    runs, own = claim.section.paragraphs[claim.paragraph - 1], _of_paragraph(book, claim)
    first = bisect_right(own, claim.place, key=lambda each: each.place)
    # Nothing has more names than these.
    later = own[first : first + len(SAID) + 1]
    ends = (each.place for each in later if _about(each) != _about(claim) or each.name == claim.name)
    return "".join(run.text for run in runs[claim.place + 1 : next(ends, len(runs))])


def _of_paragraph(book: Book, claim: Claim) -> list[Claim]:
    """The figures of the paragraph of a figure."""
    return once(book, "figures of paragraphs", _by_paragraph)[id(claim.section), claim.paragraph]


def _by_paragraph(book: Book) -> dict[tuple[int, int], list[Claim]]:
    found: dict[tuple[int, int], list[Claim]] = {}
    for claim in book.claims:
        found.setdefault((id(claim.section), claim.paragraph), []).append(claim)
    return found


def _in_paragraph(book: Book, claim: Claim, name: str) -> Claim | None:
    own = (each for each in book.named.get(name, []) if each.section is claim.section)
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
    Check("text-26", "完成率应等于决算数除以预算数", _completions, kinds=("final",), basis=NARRATIVE),
    Check("text-27", "“三公”经费完成率应等于表中决算数除以预算数", _budget_cells, kinds=("final",), basis=NARRATIVE),
    Check("text-28", "增减率应等于增减额除以上年数（上年数＝本年数－增减额）", _rates, basis=NARRATIVE),
    Check("text-29", "增减率应等于（本年数－上年数）除以上年数", _prior_rates, basis=NARRATIVE),
    Check("text-30", "增减额应等于本年数减上年数", _prior_changes, basis=NARRATIVE),
    Check("text-31", "说明说持平的，两个数应相等", _level, basis=NARRATIVE),
    Check("text-32", "项目用款计划：四个季度之和应等于年度预算", _quarters, kinds=("budget",), basis=BUDGET_TABLES),
    Check("text-33", "说明中各部分的占比之和应为 100%", _hundred, severity=WARNING, basis=NARRATIVE),
)
